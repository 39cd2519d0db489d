"""A programme's relationships as its coordinators may know them: dates and counts.

Nothing here opens what anybody wrote: no text column is even fetched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import programmes as access
from alongside.data.models import (
    Event,
    Meeting,
    Person,
    Programme,
    Relationship,
    Seat,
    Signature,
    StateChange,
)
from alongside.reads.people import initials

#: Kinds of meeting that count as working together; the 20-minute hello does not.
SESSIONS = ("session", "together")


@dataclass(frozen=True)
class Who:
    """Somebody with a seat."""

    id: UUID
    place_id: UUID
    name: str
    first_name: str
    initials: str
    side: str
    answer: str


@dataclass(frozen=True)
class Pair:
    """A relationship's dates and counts. ``signed_by`` are the ids under an unfinished draft."""

    id: UUID
    state: str
    kind: str
    offered_at: datetime
    answer_by: datetime
    started_on: date | None
    ends_on: date | None
    ended_at: datetime | None
    paused_until: date | None
    rhythm_weeks: int
    people: tuple[Who, ...]
    held: int = 0
    last_met: date | None = None
    next_at: datetime | None = None
    next_kind: str = ""
    agreed_on: date | None = None
    signed_by: dict[UUID, date] = field(default_factory=dict)
    written_at: datetime | None = None

    @property
    def mentees(self) -> list[Who]:
        """Those with a mentor."""
        return [who for who in self.people if who.side == "mentee"]

    @property
    def mentors(self) -> list[Who]:
        """Those who mentor."""
        return [who for who in self.people if who.side == "mentor"]

    @property
    def names(self) -> str:
        """Both names: ``Zoë Adeyemi-Clarke and Hüseyin Demir``."""
        return both([who.name for who in self.people])

    @property
    def begun(self) -> bool:
        """Both said yes, and it has not ended."""
        return self.state in ("agreeing", "active", "paused")


def both(names: list[str]) -> str:
    """Names joined as a sentence joins them."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def seated(seat: Seat) -> Who:
    """A seat without what its person wrote."""
    return Who(
        id=seat.person_id,
        place_id=seat.participation_id,
        name=seat.person.full_name,
        first_name=seat.person.first_name,
        initials=initials(seat.person.full_name),
        side=seat.side,
        answer=seat.answer,
    )


def pairs(programme: Programme, *, now: datetime, only: UUID | None = None) -> list[Pair]:
    """Every relationship of a programme, the newest first, in four queries whatever their number."""
    seats = Seat.objects.filter(relationship__programme=programme)
    if only is not None:
        seats = seats.filter(relationship=only)
    by_relationship: dict[UUID, list[Who]] = defaultdict(list)
    rows: dict[UUID, Relationship] = {}
    for seat in seats.select_related("person", "relationship").order_by("side", "id"):
        rows[seat.relationship_id] = seat.relationship
        by_relationship[seat.relationship_id].append(seated(seat))
    mine = {"relationship__programme": programme} if only is None else {"relationship": only}
    meetings = _meetings(mine, now)
    agreed, drafts = _signatures(mine)
    written = _written(programme, only)
    found = [
        Pair(
            id=row.pk,
            state=row.state,
            kind=row.kind,
            offered_at=row.offered_at,
            answer_by=row.answer_by,
            started_on=row.started_on,
            ends_on=row.ends_on,
            ended_at=row.ended_at,
            paused_until=row.paused_until,
            rhythm_weeks=row.rhythm_weeks,
            people=tuple(by_relationship[row.pk]),
            agreed_on=agreed.get(row.pk),
            signed_by=drafts.get(row.pk, {}),
            written_at=written.get(row.pk),
            **meetings.get(row.pk, {}),
        )
        for row in rows.values()
    ]
    return sorted(found, key=lambda pair: pair.offered_at, reverse=True)


def _meetings(mine: dict[str, Any], now: datetime) -> dict[UUID, dict[str, Any]]:
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    rows = Meeting.objects.filter(state__in=("held", "booked"), **mine).order_by("starts_at")
    for identity, kind, state, starts, ends in rows.values_list(
        "relationship_id", "kind", "state", "starts_at", "ends_at"
    ):
        facts = found[identity]
        if state == "held":
            facts["last_met"] = timezone.localdate(starts)
            if kind in SESSIONS:
                facts["held"] = facts.get("held", 0) + 1
        elif ends > now and "next_at" not in facts:
            facts["next_at"], facts["next_kind"] = starts, kind
    return found


def _signatures(
    mine: dict[str, Any],
) -> tuple[dict[UUID, date], dict[UUID, dict[UUID, date]]]:
    agreed: dict[UUID, date] = {}
    drafts: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    rows = Signature.objects.filter(
        agreement__state__in=("draft", "signed", "superseded"),
        **{f"agreement__{name}": value for name, value in mine.items()},
    ).order_by("at")
    for identity, state, edition, signed_edition, person, at in rows.values_list(
        "agreement__relationship_id", "agreement__state", "agreement__edition", "edition",
        "person_id", "at",
    ):  # fmt: skip
        if state == "draft" and edition == signed_edition:
            drafts[identity][person] = timezone.localdate(at)
        elif state == "signed":
            agreed[identity] = timezone.localdate(at)
        elif state == "superseded":
            agreed.setdefault(identity, timezone.localdate(at))
    return agreed, drafts


def _written(programme: Programme, only: UUID | None) -> dict[UUID, datetime]:
    """When each was last written to from here."""
    rows = Event.objects.filter(programme_id=programme.pk, what="pair.written_to")
    if only is not None:
        rows = rows.filter(relationship_id=only)
    return {
        identity: at
        for identity, at in rows.order_by("at").values_list("relationship_id", "at")
        if identity
    }


# ---- the table of relationships

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
    by: Person, slug: str, *, now: datetime, show: str = "", search: str = "", page: object = 1
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


# ---- one of them


@dataclass(frozen=True)
class Step:
    """A line of the history: when, and what became of it."""

    at: datetime
    words: str


@dataclass(frozen=True)
class PairPage:
    """One relationship: its facts, its history, and what its coordinator may do."""

    name: str
    slug: str
    line: Line
    facts: list[tuple[str, str]]
    history: list[Step]
    may_write: str
    letter_words: str
    written: date | None
    may_free: bool
    may_close: bool
    coaching: bool


def pair_page(by: Person, slug: str, relationship_id: UUID, *, now: datetime) -> PairPage:
    """One relationship's dates, counts and states, else NotVisible."""
    programme = access.coordinated(by, slug)
    found = pairs(programme, now=now, only=relationship_id)
    if not found:
        raise NotVisible
    pair = found[0]
    today = timezone.localdate(now)
    written = timezone.localdate(pair.written_at) if pair.written_at else None
    kind = _letter(pair, today)
    return PairPage(
        name=programme.name,
        slug=slug,
        line=line(pair),
        facts=_facts(pair),
        history=_history(pair),
        may_write=kind if not written or (today - written).days >= 7 else "",
        letter_words=_letter_words(kind),
        written=written,
        may_free=pair.state == "offered",
        may_close=_is_over(pair, today),
        coaching=pair.kind == "coaching",
    )


def _letter(pair: Pair, today: date) -> str:
    if pair.state == "offered":
        return "unanswered" if any(not who.answer for who in pair.people) else ""
    if not pair.begun:
        return ""
    if pair.signed_by and not pair.agreed_on:
        return "half_signed"
    if pair.ends_on and (pair.ends_on - today).days <= 35:
        return "ending"
    return "not_met"


def _letter_words(kind: str) -> str:
    return {
        "": "",
        "unanswered": _("Asks for a yes or a no, and says that both are fine."),
        "half_signed": _("Says that the agreement waits for a signature."),
        "ending": _("Suggests a last session to both, and that they may go on if both wish."),
        "not_met": _("Asks both how it is going, and whether anything would help."),
    }[kind]


def _is_over(pair: Pair, today: date) -> bool:
    if not pair.begun:
        return False
    if pair.ends_on and pair.ends_on < today:
        return True
    since = pair.last_met or pair.started_on
    return (
        pair.state != "paused"
        and pair.next_at is None
        and since is not None
        and (today - since).days > 84
    )


def _facts(pair: Pair) -> list[tuple[str, str]]:
    def day(value: date | datetime | None) -> str:
        if isinstance(value, datetime):
            value = timezone.localdate(value)
        return date_format(value, "j F Y") if value else "–"

    rows = [
        (_("State"), state_words(pair.state)),
        (_("Offered on"), day(pair.offered_at)),
        (_("Began on"), day(pair.started_on)),
        (_("Sessions held"), str(pair.held)),
        (_("Last met"), day(pair.last_met)),
        (_("Next booked"), day(pair.next_at)),
        (_("Agreement signed"), day(pair.agreed_on) if pair.agreed_on else _("not yet")),
        (_("End date"), day(pair.ends_on)),
    ]
    if pair.state == "offered":
        rows.insert(2, (_("Open until"), day(pair.answer_by)))
        rows = rows[:3] + [
            (
                who.name,
                {"yes": _("said yes"), "no": _("said no"), "": _("has not answered yet")}[
                    who.answer
                ],
            )
            for who in pair.people
        ]
    if pair.paused_until and pair.state == "paused":
        rows.append((_("Paused until"), day(pair.paused_until)))
    if pair.ended_at:
        rows.append((_("Ended on"), day(pair.ended_at)))
    return rows


def _history(pair: Pair) -> list[Step]:
    said = {
        "agreeing": _("Both said yes"),
        "active": _("Meeting"),
        "paused": _("Paused"),
        "ended": _("Ended"),
        "declined": _("Declined, without fault"),
        "lapsed": _("Closed without an answer"),
    }
    steps = [Step(pair.offered_at, _("Offered to both"))]
    changes = StateChange.objects.filter(thing="relationship", thing_id=pair.id).order_by("at")
    for old, new, at in changes.values_list("old", "new", "at"):
        words = said.get(new, new)
        if new == "active":
            words = _("Went on after a pause") if old == "paused" else _("Agreement signed by both")
        steps.append(Step(at, words))
    letters = Event.objects.filter(relationship_id=pair.id, what="pair.written_to")
    steps += [
        Step(at, _("A coordinator wrote to them")) for at in letters.values_list("at", flat=True)
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)
