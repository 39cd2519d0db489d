"""Who takes part in a run of matching, and on what terms.

Everything here is a frozen dataclass of plain values. Ids name people: an id
that stands among the mentees and among the mentors is one person, who is never
matched with themselves. What someone has not said is left empty, and an empty
field never rules anyone out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

HOURS_IN_WEEK = 168
ALL_MODES = frozenset({"online", "in_person"})

FORMS = (
    "traditional",
    "reverse",
    "peer",
    "cross_disciplinary",
    "group",
    "multi",
    "automatic",
    "targeted",
    "coaching",
)
ONE_TO_ONE_FORMS = (
    "traditional",
    "reverse",
    "cross_disciplinary",
    "automatic",
    "targeted",
    "coaching",
)


def week(hours: Iterable[tuple[int, int]]) -> int:
    """Turn (weekday, hour) pairs into the 168-bit map that people carry.

    Weekday 0 is Monday; hour is 0 to 23 in the week that both people share.
    Raises ValueError for an hour that no week has.
    """
    bits = 0
    for weekday, hour in hours:
        if not (0 <= weekday <= 6 and 0 <= hour <= 23):
            raise ValueError(f"No week has weekday {weekday}, hour {hour}.")
        bits |= 1 << (weekday * 24 + hour)
    return bits


def hours_of(times: int) -> tuple[tuple[int, int], ...]:
    """The (weekday, hour) pairs of a 168-bit map, in order."""
    return tuple(divmod(k, 24) for k in range(HOURS_IN_WEEK) if times >> k & 1)


@dataclass(frozen=True, slots=True)
class Mentee:
    """Someone who would like a mentor or a coach.

    `topics` and `wants` (ids of mentors) put the most wanted first. `manager`
    is the line manager's id or e-mail address. `professions` narrows the
    mentors to those the mentee asked for. `topic_years` is what the mentee
    already knows, in years by topic; the reverse form compares it.
    """

    id: str
    name: str = ""
    profession: str = ""
    specialty: str = ""
    seniority: int = 0
    years: float = 0.0
    place: str = ""
    region: str = ""
    modes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    times: int = 0
    topics: tuple[str, ...] = ()
    topic_years: tuple[tuple[str, float], ...] = ()
    purpose: str = ""
    organisation: str = ""
    team: str = ""
    manager: str | None = None
    email: str = ""
    wants: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class Mentor:
    """Someone who offers to be a mentor or a coach.

    `topics` are (topic, years of experience of it); 0 years means "not said"
    and counts as one. `capacity` is the places offered in all, `already` those
    taken by relationships that this run does not touch. `wants` are ids of
    mentees this mentor asked for.
    """

    id: str
    name: str = ""
    profession: str = ""
    specialty: str = ""
    seniority: int = 0
    years: float = 0.0
    place: str = ""
    region: str = ""
    modes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    times: int = 0
    topics: tuple[tuple[str, float], ...] = ()
    purposes: frozenset[str] = frozenset()
    organisation: str = ""
    team: str = ""
    manager: str | None = None
    email: str = ""
    capacity: int = 1
    already: int = 0
    wants: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    eligible: bool = True

    @property
    def places(self) -> int:
        """Places still open before this run; never below nought."""
        return max(0, self.capacity - self.already)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each of the four things counts, in whole numbers.

    They are shares: 40, 25, 20, 15 and 8, 5, 4, 3 mean the same.
    """

    purpose: int = 40
    experience: int = 25
    field: int = 20
    days: int = 15

    def as_tuple(self) -> tuple[int, int, int, int]:
        return (self.purpose, self.experience, self.field, self.days)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a programme rules out.

    `min_shared_hours` applies to two people who have both given their times.
    `whole_line` keeps apart everyone above or below in the line of management,
    not the direct manager alone. Empty professions mean that any may take part.
    """

    form: str = "traditional"
    allow_same_team: bool = False
    min_shared_hours: int = 1
    whole_line: bool = True
    mentee_professions: frozenset[str] = frozenset()
    mentor_professions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pool:
    """One run's whole input. `locks` and `forbidden` are (mentee id, mentor id).

    The same pool gives the same result, in whatever order its people stand.
    `seed` decides between assignments that are equally good, and nothing else.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights)
    locks: frozenset[tuple[str, str]] = frozenset()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    seed: int = 0
