"""What regulators ask for, as data: types of activity and versioned standards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.engine.i18n import N_


class ActivityType(StrEnum):
    """The kinds of learning that regulators tell apart."""

    WORK_BASED = "work_based"
    PROFESSIONAL = "professional"
    FORMAL = "formal"
    SELF_DIRECTED = "self_directed"
    OTHER = "other"


TYPE_LABELS: Mapping[ActivityType, str] = {
    ActivityType.WORK_BASED: N_("Work-based learning"),
    ActivityType.PROFESSIONAL: N_("Professional activity"),
    ActivityType.FORMAL: N_("Formal education"),
    ActivityType.SELF_DIRECTED: N_("Self-directed learning"),
    ActivityType.OTHER: N_("Other learning"),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """Something people do in Alongside and the type it counts as."""

    code: str
    label: str
    type: ActivityType


# Giving mentoring is professional activity; being coached and reflecting are
# work-based learning. That is how the HCPC's own examples sort them.
ACTIVITIES: tuple[Activity, ...] = (
    Activity("mentoring", N_("Mentoring"), ActivityType.PROFESSIONAL),
    Activity("coaching", N_("Coaching from others"), ActivityType.WORK_BASED),
    Activity("reflection", N_("Reflective practice"), ActivityType.WORK_BASED),
    Activity("shadowing", N_("Shadowing and joint work"), ActivityType.WORK_BASED),
    Activity("workshop", N_("Workshop or course"), ActivityType.FORMAL),
    Activity("reading", N_("Reading and research"), ActivityType.SELF_DIRECTED),
    Activity("other", N_("Something else"), ActivityType.OTHER),
)


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing a regulator asks for. ``code`` is stored with an entry and never changes."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class StandardSet:
    """A regulator's standards as they were on the day they were read."""

    regulator: str
    version: str
    years: int
    standards: tuple[Standard, ...]

    def get(self, code: str) -> Standard | None:
        """The standard of that code, or None: an old record may name one since dropped."""
        return next((item for item in self.standards if item.code == code), None)


HCPC = StandardSet(
    regulator="HCPC",
    version="2026-11",
    years=2,
    standards=(
        Standard(
            "hcpc-1",
            N_("Keep a record"),
            N_("A record of what you do to learn, kept going, kept current and true."),
        ),
        Standard(
            "hcpc-2",
            N_("Mix your learning"),
            N_("Different kinds of learning that bear on the work you do now or will do."),
        ),
        Standard(
            "hcpc-3",
            N_("Better practice"),
            N_("You looked for your learning to make your work and your service better."),
        ),
        Standard(
            "hcpc-4",
            N_("Benefit to service users"),
            N_("You looked for your learning to do good to the people who use your service."),
        ),
        Standard(
            "hcpc-5",
            N_("Show it when asked"),
            N_("When asked, you give a written profile, your own work, with evidence."),
        ),
    ),
)

NMC = StandardSet(
    regulator="NMC",
    version="2026-11",
    years=3,
    standards=(
        Standard("nmc-people", N_("Prioritise people"), N_("People and their dignity come first.")),
        Standard("nmc-effect", N_("Practise effectively"), N_("Care rests on the best evidence.")),
        Standard("nmc-safety", N_("Preserve safety"), N_("Harm is prevented and spoken up about.")),
        Standard(
            "nmc-trust",
            N_("Promote professionalism and trust"),
            N_("Conduct that people can rely on, and that others can learn from."),
        ),
    ),
)

GOSC = StandardSet(regulator="GOsC", version="2026-11", years=3, standards=())

STANDARD_SETS: Mapping[str, StandardSet] = {item.regulator: item for item in (HCPC, NMC, GOSC)}
