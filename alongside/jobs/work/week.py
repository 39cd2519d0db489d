"""The weekly prompt."""

from __future__ import annotations

from datetime import datetime

from alongside.actions import growth
from alongside.jobs.schedule import regularly


@regularly
def prompt_the_week(now: datetime) -> None:
    """At the day and hour each person chose, on their own clock."""
    growth.send_prompts(now=now)
