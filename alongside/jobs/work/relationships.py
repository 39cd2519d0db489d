"""Offers that wait, pauses that are over, reviews that are due, endings nobody closed."""

from __future__ import annotations

from datetime import datetime

from alongside.actions import endings, relationships
from alongside.jobs.schedule import regularly


@regularly
def remind_of_offers(now: datetime) -> None:
    """At 7, 14 and 21 days; then the offer is freed and the mentee keeps their place."""
    relationships.remind_and_lapse(now)


@regularly
def end_pauses(now: datetime) -> None:
    """Whoever chose a day to go on goes on from it."""
    endings.resume_when_due(now)


@regularly
def ask_for_reviews(now: datetime) -> None:
    """After two sessions, half way and at the end; half past the hour is often enough."""
    if now.minute == 30:
        endings.ask_reviews(now)


@regularly
def close_what_is_over(now: datetime) -> None:
    """Four weeks after the last day, what nobody closed is closed as planned."""
    endings.close_when_over(now)
