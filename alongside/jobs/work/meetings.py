"""Reminders of what is booked, and sessions that nobody closed."""

from __future__ import annotations

from datetime import datetime

from alongside.actions import meetings
from alongside.jobs.schedule import regularly


@regularly
def remind_of_meetings(now: datetime) -> None:
    """The day before, each version of a meeting once."""
    meetings.remind(now)


@regularly
def close_forgotten_sessions(now: datetime) -> None:
    """Two days after the end, what somebody had opened counts as held."""
    if now.minute == 15:
        meetings.close_forgotten(now)
