"""Rests that are over, and forms that nobody confirmed."""

from __future__ import annotations

from datetime import datetime

from alongside.actions import participations
from alongside.jobs.schedule import regularly


@regularly
def end_rests(now: datetime) -> None:
    """Whoever chose a day to come back is back on it."""
    participations.wake_rested(now=now)


@regularly
def forget_applications(now: datetime) -> None:
    """An address that was not confirmed in thirty days is forgotten."""
    participations.forget_unconfirmed(now=now)
