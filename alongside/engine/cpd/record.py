"""A record of learning: its entries, its texts and what explains its gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.engine.cpd.standards import ActivityType


@dataclass(frozen=True, slots=True)
class Period:
    """From one date to another, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period ends on or after the day it starts")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity. ``minutes`` is None where the person gave no time.

    ``standards`` are codes of a `StandardSet`. ``with_others`` is what the GOsC
    counts as learning with others.
    """

    on: date
    title: str
    type: ActivityType
    minutes: int | None = None
    learned: str = ""
    changed: str = ""
    benefit: str = ""
    standards: tuple[str, ...] = ()
    evidence: str = ""
    with_others: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The person's own words on a stretch without activities."""

    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The first-person statement, and how many activities it describes."""

    text: str
    activities: int | None = None

    @property
    def words(self) -> int:
        """Its length in words, as a word processor counts them."""
        return word_count(self.text)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a regulator may ask someone for, over one period."""

    period: Period
    entries: tuple[Entry, ...] = ()
    summary: str = ""
    statement: Statement | None = None
    explanations: tuple[Explanation, ...] = ()
    regulator: str = "HCPC"


def word_count(text: str) -> int:
    """Words separated by white space."""
    return len(text.split())
