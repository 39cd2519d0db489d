"""The parts of Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.reads.growth import ActionLine


@dataclass(frozen=True)
class Ready:
    """Something that is ready for the next session."""

    text: str
    sub: str = ""


@dataclass(frozen=True)
class Ask:
    """Something that would help: ``to`` names the address, ``id`` its one argument if it has one."""

    text: str
    sub: str
    to: str
    id: UUID | None = None


@dataclass(frozen=True)
class NextSession:
    """The session that comes first, on the reader's own clock."""

    id: UUID
    relationship_id: UUID
    kicker: str
    weekday: str
    day: int
    month: str
    title: str
    meta: str
    introduction: bool
    opens: bool
    prepared: bool
    is_today: bool
    when: str


@dataclass(frozen=True)
class Call:
    """What comes next where no session is booked. ``to`` may be empty: then one waits."""

    kicker: str
    title: str
    text: str
    action: str
    to: str
    id: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class Offer:
    """A pair that somebody is asked to say yes or no to."""

    id: UUID
    name: str
    first_name: str
    initials: str
    role: str
    kicker: str
    line: str
    words: str
    answer_by: str


@dataclass(frozen=True)
class Beside:
    """Somebody one works with, at a glance."""

    id: UUID
    name: str
    initials: str
    role: str
    next: str
    waits: list[str]


@dataclass(frozen=True)
class Step:
    """A step of the week for ``components/arches.html``."""

    label: str
    state: str


@dataclass(frozen=True)
class Five:
    """This week's five minutes."""

    steps: list[Step]
    done: int
    left: str
    question: str
    finished: bool
    paused_until: str

    @property
    def begun(self) -> bool:
        """Some of it is done."""
        return self.done > 0


@dataclass(frozen=True)
class Mark:
    """A win of the month: its day, what helped (who, own, time, other), whether it was big."""

    day: int
    by: str
    big: bool


@dataclass(frozen=True)
class Wins:
    """The month's wins."""

    title: str
    summary: str
    marks: list[Mark]
    days: int
    day: int
    names: list[tuple[str, str]]


@dataclass(frozen=True)
class Today:
    """The whole page. Lists are empty where there is nothing."""

    greeting: str
    on: date
    lede: str
    next: NextSession | None
    call: Call | None
    ready: list[Ready]
    asks: list[Ask]
    five: Five
    plays: list[ActionLine]
    play_count: int
    offers: list[Offer]
    mentees: list[Beside]
    wins: Wins
    takes_part: bool
