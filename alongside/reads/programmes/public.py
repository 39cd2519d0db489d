"""Programmes as anyone sees them: the list, and a programme's own page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible, Refused
from alongside.access import participations as place_access
from alongside.access import programmes as access
from alongside.data.models import Person, Programme, Seat
from alongside.engine import reference
from alongside.outbound import markdown
from alongside.reads import announcements

#: Fewer waits than this are no figure to show anybody.
_ENOUGH = 10


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in a list, led by its date. ``coaching`` decides its colour."""

    slug: str
    name: str
    when: str
    when_note: str
    text: str
    tag: str
    note: str
    coaching: bool = False
    state: str = "open"
    state_words: str = ""
    host: str = ""


@dataclass(frozen=True)
class Described:
    """A code with its name and the sentence that explains it."""

    code: str
    name: str
    text: str


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True)
class OwnPlace:
    """A reader's own place in the programme."""

    id: UUID
    side: str
    side_words: str
    state: str


@dataclass(frozen=True)
class ProgrammePage:
    """The public page. ``why_not`` says why nobody can join just now; empty when they can."""

    slug: str
    name: str
    host: str
    kind: Described
    form: Described
    summary: str
    description: SafeString
    reasons: list[Described]
    who_may_join: str
    professions: list[str]
    length_months: int
    rhythm_weeks: int
    session_minutes: int
    places: int | None
    places_left: int | None
    joins_until: date | None
    starts_on: date | None
    state: str
    wait_promised: int
    wait_counted: int | None
    why_not: str
    contacts: list[Contact]
    news: list[announcements.News]
    own: list[OwnPlace] = field(default_factory=list)
    runs_it: bool = False

    @property
    def coaching(self) -> bool:
        """Plum instead of teal."""
        return self.kind.code == "coaching"


def described(kind: str, code: str) -> Described:
    """An entry of a reference list, translated."""
    if not reference.known(kind, code):
        return Described(code, code, "")
    entry = reference.entry(kind, code)
    return Described(code, _(entry.name), _(getattr(entry, "description", "") or entry.name))


def state_words(state: str) -> str:
    """A programme's state, in a word."""
    return {
        "draft": _("Draft"),
        "open": _("Open"),
        "closed": _("Closed to new people"),
        "ended": _("Ended"),
    }[state]


def day(value: date, today: date) -> str:
    """``11 December``, with its year when it is another one."""
    return date_format(value, "j F" if value.year == today.year else "j F Y")


def open_now(today: date) -> list[ProgrammeLine]:
    """Programmes that take people in, the soonest to close first; those without a date last."""
    rows = (
        Programme.objects.filter(state="open")
        .filter(Q(joins_until__isnull=True) | Q(joins_until__gte=today))
        .annotate(
            taken=Count(
                "participations",
                filter=Q(
                    participations__side="mentee",
                    participations__state__in=place_access.HOLDING,
                ),
            )
        )
    )
    return [
        _line(row, today)
        for row in sorted(rows, key=lambda row: (row.joins_until or date.max, row.name))
    ]


def tag_of(programme: Programme) -> str:
    """``Mentoring``, ``Reverse mentoring``, ``Peer coaching``."""
    kind = _(reference.name_of("kind", programme.kind))
    if programme.form == "traditional":
        return kind
    form = _(reference.name_of("form", programme.form))
    return _("%(form)s %(kind)s") % {"form": form, "kind": kind.lower()}


def _line(programme: Any, today: date) -> ProgrammeLine:
    if programme.joins_until:
        when, note = day(programme.joins_until, today), _("last day to join")
    else:
        when, note = _("All year"), _("start when you start")
    if programme.places is None:
        room = ngettext(
            "Someone proposed within %(n)s week", "Someone proposed within %(n)s weeks",
            programme.wait_weeks_promised,
        ) % {"n": programme.wait_weeks_promised}  # fmt: skip
    else:
        left = max(0, programme.places - programme.taken)
        room = _("%(left)s of %(all)s places left") % {"left": left, "all": programme.places}
    return ProgrammeLine(
        slug=programme.slug,
        name=programme.name,
        when=when,
        when_note=note,
        text=programme.summary or programme.who_may_join[:200],
        tag=tag_of(programme),
        note=room,
        coaching=programme.kind == "coaching",
        state=programme.state,
        state_words=state_words(programme.state),
        host=programme.host,
    )


def page(person: Person | None, slug: str, today: date) -> ProgrammePage:
    """A programme's page as ``person`` (None: anyone) may see it, else NotVisible."""
    programme = access.visible_to(person).filter(slug=slug).first()
    if programme is None:
        raise NotVisible
    own, runs_it = [], False
    if person is not None:
        runs_it = access.can_coordinate(person, programme)
        own = [
            OwnPlace(place.pk, place.side, side_words(programme.kind, place.side), place.state)
            for place in place_access.visible_to(person).filter(programme=programme)
        ]
    elif programme.state == "draft":
        raise NotVisible
    left = place_access.places_left(programme)
    try:
        place_access.check_is_open(programme, today=today)
        why_not = ""
    except Refused as no:
        why_not = no.message
    sides = {place.side for place in own if place.state in place_access.HOLDING}
    return ProgrammePage(
        slug=slug,
        name=programme.name,
        host=programme.host,
        kind=described("kind", programme.kind),
        form=described("form", programme.form),
        summary=programme.summary,
        description=markdown.html(programme.description),
        reasons=[described("programme_reason", code) for code in programme.reasons],
        who_may_join=programme.who_may_join,
        professions=[_(reference.name_of("profession", code)) for code in programme.professions],
        length_months=programme.length_months,
        rhythm_weeks=programme.rhythm_weeks,
        session_minutes=programme.session_minutes,
        places=programme.places,
        places_left=left,
        joins_until=programme.joins_until,
        starts_on=programme.starts_on,
        state=programme.state,
        wait_promised=programme.wait_weeks_promised,
        wait_counted=_counted_wait(programme),
        why_not=why_not,
        contacts=[Contact(c.name, c.role, c.email, c.phone) for c in programme.contacts.all()],
        news=announcements.for_reader(programme, sides, everything=runs_it),
        own=own,
        runs_it=runs_it,
    )


def side_words(kind: str, side: str) -> str:
    """``mentee``, ``mentor``; in coaching ``person being coached``, ``coach``."""
    if kind == "coaching":
        return _("coach") if side == "mentor" else _("coachee")
    return _("mentor") if side == "mentor" else _("mentee")


def _counted_wait(programme: Programme) -> int | None:
    """The usual wait in whole weeks, from asking to the first proposal; None when too few."""
    spans = [
        (offered - applied).days
        for offered, applied in Seat.objects.filter(
            relationship__programme=programme, side="mentee"
        ).values_list("relationship__offered_at", "participation__applied_at")
    ]
    if len(spans) < _ENOUGH:
        return None
    return max(1, round(median(spans) / 7))


def joinable(person: Person | None, slug: str) -> Programme:
    """The row for joining, when ``person`` may see it; else NotVisible."""
    programme = access.visible_to(person).filter(slug=slug).first()
    if programme is None:
        raise NotVisible
    return programme
