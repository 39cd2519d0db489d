"""The five phases of a relationship (Clutterbuck), worked out from its dates and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.engine.i18n import N_


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: its untranslated ``name`` and a sentence on what it is like."""

    code: str
    name: str
    about: str


PHASES = (
    Phase("rapport", N_("Building rapport"),
          N_("You are getting to know each other. There is no hurry to have a goal.")),
    Phase("direction", N_("Setting direction"),
          N_("You are finding out what this is for. It may stay vague for a while.")),
    Phase("progress", N_("Progressing"),
          N_("The direction is set and things are moving.")),
    Phase("winding", N_("Winding down"),
          N_("Time to look at what was learned, and at what comes after.")),
    Phase("moving_on", N_("Moving on"),
          N_("This has come to its end. What you learned here stays yours.")),
)  # fmt: skip
#: The last quarter, and never more than ten weeks, is for ending well.
WINDING_SHARE = 4
WINDING_MOST = timedelta(weeks=10)
#: Sessions after which two people know each other well enough to set a direction.
KNOWN_AFTER = 2


def winding_from(started_on: date, ends_on: date) -> date:
    """The day from which the two look towards the end."""
    return ends_on - min((ends_on - started_on) / WINDING_SHARE, WINDING_MOST)


def phase(
    *,
    started_on: date | None,
    ends_on: date | None,
    today: date,
    sessions: int,
    directed: bool,
    ended: bool = False,
) -> int:
    """The index in ``PHASES`` of where a relationship is.

    ``sessions`` are those held; ``directed`` says that a purpose or a goal has been written.
    """
    if ended:
        return 4
    if started_on is None or ends_on is None:
        return 0
    if today >= winding_from(started_on, ends_on):
        return 3
    if sessions < KNOWN_AFTER:
        return 0
    return 2 if directed else 1
