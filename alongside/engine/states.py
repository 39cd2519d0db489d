"""Which state may follow which. ``docs/states.md`` is printed from these tables.

Each table names its states in the order a person meets them, the first being where a thing
begins. ``alongside.data.transitions.move`` is the only place that changes a state.
"""

from __future__ import annotations

from dataclasses import dataclass


class NoSuchMove(ValueError):
    """The table has no way from the one state to the other."""


@dataclass(frozen=True)
class Table:
    """A life: ``ways[state]`` are the states that may follow it."""

    name: str
    about: str
    ways: dict[str, tuple[str, ...]]

    @property
    def first(self) -> str:
        """Where a new thing begins."""
        return next(iter(self.ways))

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For a model's field."""
        return [(state, state.replace("_", " ")) for state in self.ways]

    def check(self, old: str, new: str) -> None:
        """Raise NoSuchMove unless ``new`` may follow ``old``."""
        if new not in self.ways.get(old, ()):
            raise NoSuchMove(f"{self.name}: {old} can't become {new}")

    def ends(self) -> tuple[str, ...]:
        """The states nothing follows."""
        return tuple(state for state, following in self.ways.items() if not following)


PROGRAMME = Table(
    "programme",
    "A programme is prepared, takes people in, runs with its doors shut, and ends.",
    {
        "draft": ("open", "ended"),
        "open": ("closed", "ended"),
        "closed": ("open", "ended"),
        "ended": (),
    },
)
PARTICIPATION = Table(
    "participation",
    "Somebody's place in a programme, on one side of it. Ready means: may be matched.",
    {
        "applied": ("ready", "turned_down", "withdrawn"),
        "ready": ("resting", "withdrawn", "turned_down"),
        "resting": ("ready", "withdrawn"),
        "turned_down": ("applied", "ready"),
        "withdrawn": ("applied", "ready"),
    },
)
IMPORT = Table(
    "import",
    "A spreadsheet on its way in. Checked again after each change of the mapping or of a row.",
    {
        "uploaded": ("checked", "failed", "thrown_away"),
        "checked": ("checked", "importing", "failed", "thrown_away"),
        "importing": ("imported", "stopped", "failed"),
        "stopped": ("importing", "thrown_away"),
        "failed": ("checked", "importing", "thrown_away"),
        "imported": (),
        "thrown_away": (),
    },
)
MATCH_RUN = Table(
    "match run",
    "One calculation of who goes with whom. Published runs stay as they were.",
    {
        "waiting": ("running", "stopped", "failed"),
        "running": ("proposed", "stopped", "failed"),
        "proposed": ("published", "set_aside"),
        "published": (),
        "set_aside": (),
        "stopped": (),
        "failed": (),
    },
)
PROPOSAL = Table(
    "proposal",
    "A pair that a run proposes. Nobody is told before it is published.",
    {
        "proposed": ("accepted", "locked", "refused", "published", "set_aside"),
        "accepted": ("proposed", "locked", "refused", "published", "set_aside"),
        "locked": ("proposed", "accepted", "refused", "published", "set_aside"),
        "refused": ("proposed", "accepted", "locked", "set_aside"),
        "published": (),
        "set_aside": (),
    },
)
RELATIONSHIP = Table(
    "relationship",
    "From the offer to the end. Either side may end it at any time, and it is no one's fault.",
    {
        "offered": ("agreeing", "declined", "lapsed", "ended"),
        "agreeing": ("active", "ended"),
        "active": ("paused", "ended"),
        "paused": ("active", "ended"),
        "ended": (),
        "declined": (),
        "lapsed": (),
    },
)
#: States in which a relationship takes up a place on both sides.
LIVE = ("offered", "agreeing", "active", "paused")
AGREEMENT = Table(
    "agreement",
    "Versions: one is written, signed by both, and lives until a later one is signed.",
    {
        "draft": ("signed", "set_aside"),
        "signed": ("superseded",),
        "superseded": (),
        "set_aside": (),
    },
)
MEETING = Table(
    "meeting",
    "A session or an introduction. Moving it changes its time and not its state.",
    {
        "booked": ("held", "missed", "cancelled"),
        "held": (),
        "missed": ("held",),
        "cancelled": (),
    },
)
AGENDA_ITEM = Table(
    "agenda item",
    "What is not talked through carries forward by itself: it simply stays open.",
    {"open": ("covered", "dropped"), "covered": ("open",), "dropped": ("open",)},
)
ACTION = Table(
    "action",
    "Owned by the mentee. Letting go is as good an ending as doing.",
    {"open": ("done", "let_go"), "done": ("open",), "let_go": ("open",)},
)
GOAL = Table(
    "goal",
    "Something to move towards, at one's own pace.",
    {"open": ("reached", "let_go"), "reached": ("open",), "let_go": ("open",)},
)
TASK = Table(
    "task",
    "Work in the background. The row is the truth; the queue only wakes a worker.",
    {
        "waiting": ("running", "stopped"),
        "running": ("done", "failed", "stopped", "waiting"),
        "failed": ("waiting",),
        "done": (),
        "stopped": (),
    },
)
MESSAGE = Table(
    "message",
    "Mail on its way out. A deferred message is tried again; a refused one is shown.",
    {
        "waiting": ("sending", "cancelled"),
        "sending": ("sent", "waiting", "refused", "cancelled"),
        "refused": ("waiting",),
        "sent": (),
        "cancelled": (),
    },
)

TABLES = (
    PROGRAMME, PARTICIPATION, IMPORT, MATCH_RUN, PROPOSAL, RELATIONSHIP, AGREEMENT, MEETING,
    AGENDA_ITEM, GOAL, ACTION, TASK, MESSAGE,
)  # fmt: skip


def as_markdown() -> str:
    """``docs/states.md``: each table as a diagram and a list."""
    parts = ["# States\n\nPrinted from `alongside/engine/states.py` by `./dev docs`.\n"]
    for table in TABLES:
        parts.append(
            f"\n## {table.name.capitalize()}\n\n{table.about}\n\n```mermaid\nstateDiagram-v2"
        )
        parts.append(f"    [*] --> {table.first}")
        for state, following in table.ways.items():
            parts.extend(f"    {state} --> {after}" for after in following)
            if not following:
                parts.append(f"    {state} --> [*]")
        parts.append("```\n")
    return "\n".join(parts)
