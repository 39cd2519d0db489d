"""The table of a programme's relationships, narrowed, searched and cut into pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.access import programmes as access
from alongside.data.models import Person
from alongside.reads.coordination.pairs import Pair, both, pairs

A_PAGE = 25
#: Narrowings of the table: code to the states in it.
NARROWED: dict[str, tuple[str, ...]] = {
    "": ("offered", "agreeing", "active", "paused", "ended"),
    "meeting": ("active",),
    "beginning": ("agreeing",),
    "offered": ("offered",),
    "paused": ("paused",),
    "ended": ("ended",),
    "closed": ("declined", "lapsed"),
}


@dataclass(frozen=True)
class Tab:
    """A narrowing of the table with how many are in it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    pair: Pair
    state_words: str
    tone: str
    since: date


@dataclass(frozen=True)
class Listing:
    """The table, narrowed, searched and cut into pages."""

    name: str
    slug: str
    total: int
    tabs: list[Tab]
    lines: list[Line]
    page: Page


def state_words(state: str) -> str:
    """How a relationship stands, in a word or two."""
    return {
        "offered": _("Offered"),
        "agreeing": _("Beginning"),
        "active": _("Meeting"),
        "paused": _("Paused"),
        "ended": _("Ended"),
        "declined": _("Declined"),
        "lapsed": _("No answer"),
    }[state]


_TONES = {"offered": "amber", "agreeing": "", "active": "leaf"}


def line(pair: Pair) -> Line:
    """A pair as a row."""
    since = pair.started_on or timezone.localdate(pair.offered_at)
    return Line(pair, state_words(pair.state), _TONES.get(pair.state, "plain"), since)


def listing(
    by: Person, slug: str, *, now: datetime, show: str = "", search: str = "", page: str | int = 1
) -> Listing:
    """The relationships of a programme that ``by`` runs, else NotVisible."""
    programme = access.coordinated(by, slug)
    every = pairs(programme, now=now)
    labels = {
        "": _("All"), "meeting": _("Meeting"), "beginning": _("Beginning"),
        "offered": _("Offered"), "paused": _("Paused"), "ended": _("Ended"),
        "closed": _("Not taken up"),
    }  # fmt: skip
    tabs = [
        Tab(code, label, sum(pair.state in NARROWED[code] for pair in every))
        for code, label in labels.items()
    ]
    wanted = NARROWED.get(show, NARROWED[""])
    words = search.casefold().split()
    found = [
        pair
        for pair in every
        if pair.state in wanted and all(word in _searched(pair) for word in words)
    ]
    cut = Paginator(found, A_PAGE).get_page(page)
    return Listing(
        name=programme.name,
        slug=slug,
        total=tabs[0].count or len(every),
        tabs=tabs,
        lines=[line(pair) for pair in cut],
        page=cut,
    )


def _searched(pair: Pair) -> str:
    return " ".join(who.name for who in pair.people).casefold()


def table(by: Person, slug: str, *, now: datetime) -> tuple[list[str], list[list[object]]]:
    """Headings and rows for a spreadsheet: dates and counts, nothing that was written."""
    programme = access.coordinated(by, slug)
    heads = [
        _("Mentee"), _("Mentor"), _("State"), _("Offered on"), _("Began on"), _("Sessions held"),
        _("Last met"), _("Next booked"), _("Agreement signed"), _("End date"), _("Ended on"),
    ]  # fmt: skip
    if programme.kind == "coaching":
        heads[:2] = [_("Coachee"), _("Coach")]
    rows: list[list[object]] = [
        [
            both([who.name for who in pair.mentees]),
            both([who.name for who in pair.mentors]),
            state_words(pair.state),
            timezone.localdate(pair.offered_at),
            pair.started_on,
            pair.held,
            pair.last_met,
            timezone.localdate(pair.next_at) if pair.next_at else None,
            _("yes") if pair.agreed_on else _("no"),
            pair.ends_on,
            timezone.localdate(pair.ended_at) if pair.ended_at else None,
        ]
        for pair in pairs(programme, now=now)
    ]
    return heads, rows
