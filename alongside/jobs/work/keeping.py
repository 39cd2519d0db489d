"""Forgetting what has been kept long enough."""

from __future__ import annotations

from datetime import datetime

from alongside.actions import outbox, tasks
from alongside.jobs.schedule import regularly


@regularly
def forget_old_mail_and_tasks(now: datetime) -> None:
    """As retention.yaml says; once an hour is enough."""
    if now.minute == 17:
        outbox.forget_old(now=now)
        tasks.forget_old(now=now)
