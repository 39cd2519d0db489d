"""Background work about people's accounts."""

from __future__ import annotations

from typing import Any

from alongside.actions import people
from alongside.data.models import Task
from alongside.jobs import clock
from alongside.jobs.tasks import Progress, task


@task("account mail")
def account_mail(row: Task, progress: Progress) -> dict[str, Any]:
    """Answer a request for a new password, apart from the page so that its time tells nothing."""
    people.answer_account_mail(row, now=clock.now())
    return {}
