"""What the pages about the site need."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.data import models
from alongside.reads import programmes

SIGNPOSTING = Path(models.__file__).parents[1] / "reference" / "signposting.json"


@dataclass(frozen=True)
class Eye:
    """Who sees something: yes, maybe (only if it is shared) or no."""

    kind: str
    text: str


@dataclass(frozen=True)
class Seen:
    """A kind of information and who sees it."""

    what: str
    eyes: list[Eye]


@dataclass(frozen=True)
class Helpline:
    """Someone to turn to."""

    who: str
    label: str
    href: str
    about: str


@dataclass(frozen=True)
class Help:
    """The signposting page; ``checked`` says when the list was last checked."""

    lines: list[Helpline]
    checked: str


@dataclass(frozen=True)
class Home:
    """The front page. ``more`` programmes stand on the page of all of them."""

    programmes: list[programmes.ProgrammeLine]
    more: int
    seen: list[Seen]
    help: Help


ON_THE_FRONT = 6


def home(today: date) -> Home:
    """Programmes open now, the soonest to close first."""
    lines = programmes.open_now(today)
    return Home(
        programmes=lines[:ON_THE_FRONT],
        more=max(0, len(lines) - ON_THE_FRONT),
        seen=seen(),
        help=help_now(),
    )


def seen() -> list[Seen]:
    """Who sees what, as the program enforces it."""

    def yes(text: str) -> Eye:
        return Eye("yes", text)

    def maybe(text: str) -> Eye:
        return Eye("maybe", text)

    def no(text: str) -> Eye:
        return Eye("no", text)

    you, other = _("You"), _("Your mentor or mentee")
    return [
        Seen(
            _("What you write for yourself: wins, reflections, the weekly five minutes"),
            [yes(you), maybe(_("Your mentor, if you share it")), no(_("No one else"))],
        ),
        Seen(
            _("How you say you are feeling"),
            [yes(you), maybe(_("Your mentor, if you share it")), no(_("Never your employer"))],
        ),
        Seen(
            _("What you both put on the agenda, goals and actions"),
            [yes(you), yes(other), no(_("No one else"))],
        ),
        Seen(
            _("That you met, and on which dates"),
            [yes(you), yes(other), yes(_("Your coordinator"))],
        ),
        Seen(
            _("Your profile and what you asked for"),
            [yes(you), yes(_("Who you are matched with")), yes(_("Your coordinator"))],
        ),
        Seen(
            _("How well a programme does"),
            [yes(_("Your coordinator, in groups of ten or more")), no(_("Never one person"))],
        ),
    ]


@cache
def _signposting() -> dict[str, object]:
    found: dict[str, object] = json.loads(SIGNPOSTING.read_text(encoding="utf-8"))
    return found


def help_now() -> Help:
    """Where to turn when mentoring is not what is needed."""
    found = _signposting()
    lines = found["lines"]
    assert isinstance(lines, list)
    checked = parse_date(f"{found['checked']}-01")
    return Help(
        lines=[
            Helpline(_(row["who"]), _(row["label"]), row["href"], _(row["about"])) for row in lines
        ],
        checked=date_format(checked, "F Y") if checked else "",
    )
