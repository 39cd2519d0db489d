"""The shapes of the learning record's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Entry:
    """An activity as its owner reads it. ``missing`` names the parts an auditor would look for."""

    id: UUID
    on: date
    type: str
    type_words: str
    title: str
    time: str
    learned: str
    changed: str
    benefit: str
    evidence: str
    standards: list[str]
    codes: list[str]
    minutes: int | None
    from_session: bool
    missing: str


@dataclass(frozen=True)
class Finding:
    """Something an auditor would ask about, in kind words; a gap has its first and last day."""

    code: str
    asked: bool
    text: str
    gap_start: date | None = None
    gap_end: date | None = None


@dataclass(frozen=True)
class Gap:
    """A stretch without activities that its owner explained."""

    start: date
    end: date
    text: str


@dataclass(frozen=True)
class Reached:
    """How far a count has come, in words: ``14 of 12 activities``."""

    label: str
    words: str
    met: bool


@dataclass(frozen=True)
class Thanks:
    """A thank-you that names what somebody contributed."""

    by: str
    on: date
    text: str


@dataclass(frozen=True)
class Given:
    """What a mentor has given: people, sessions, hours, and what they heard back (S2.15)."""

    people: int
    sessions: int
    hours: str
    entries: int
    since: date | None
    thanks: list[Thanks]


@dataclass(frozen=True)
class Month:
    """The entries of one month."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True)
class RecordPage:
    """The whole record over a period."""

    name: str
    period_words: str
    start: date
    end: date
    months: list[Month]
    found: int
    total: int
    elsewhere: int
    search: str
    figures: list[tuple[str, str]]
    counts: list[Reached]
    findings: list[Finding]
    gaps: list[Gap]
    practice: str
    statement: str
    practice_words: int
    statement_words: int
    registration: str
    registration_looks_wrong: bool
    regulator: str
    given: Given | None
