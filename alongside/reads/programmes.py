"""What pages need to know about programmes."""

from __future__ import annotations

import re
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
from alongside.data.models import Invitation, Person, Programme, Seat
from alongside.engine import reference
from alongside.engine.states import PROGRAMME
from alongside.outbound import markdown
from alongside.reads import announcements
from alongside.reads.people import initials

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


@dataclass(frozen=True)
class RunLine:
    """A programme somebody runs: who waits for them, at a glance."""

    slug: str
    name: str
    host: str
    state: str
    state_words: str
    kind: str
    form: str
    applied: int
    mentees: int
    mentors: int
    pairs: int
    coaching: bool


@dataclass(frozen=True)
class RunningPage:
    """Every programme somebody runs."""

    open: list[RunLine]
    ended: list[RunLine]
    can_create: bool


@dataclass(frozen=True)
class CoordinatorLine:
    """Somebody who runs a programme."""

    id: UUID
    name: str
    email: str
    initials: str
    is_you: bool


@dataclass(frozen=True)
class SettingsPage:
    """Everything a programme's coordinators may set. ``initial`` fills the form."""

    slug: str
    name: str
    state: str
    state_words: str
    initial: dict[str, Any]
    contacts: list[dict[str, str]]
    coordinators: list[CoordinatorLine]
    invited: list[str]
    next_states: list[tuple[str, str]]
    next_name: str


@dataclass(frozen=True)
class Step:
    """What a move to another state would do, in sentences."""

    slug: str
    name: str
    to: str
    title: str
    label: str
    steps: list[str]


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


def running(person: Person) -> RunningPage:
    """The programmes somebody runs, those that have ended apart."""
    holding = Q(participations__state__in=place_access.HOLDING)
    rows = access.coordinated_by(person).annotate(
        applied=Count("participations", filter=Q(participations__state="applied"), distinct=True),
        mentees=Count(
            "participations", filter=holding & Q(participations__side="mentee"), distinct=True
        ),
        mentors=Count(
            "participations", filter=holding & Q(participations__side="mentor"), distinct=True
        ),
        pairs=Count(
            "relationships",
            filter=Q(relationships__state__in=("agreeing", "active", "paused")),
            distinct=True,
        ),
    )
    lines = [
        RunLine(
            slug=row.slug, name=row.name, host=row.host, state=row.state,
            state_words=state_words(row.state), kind=row.kind, form=tag_of(row),
            applied=row.applied, mentees=row.mentees, mentors=row.mentors, pairs=row.pairs,
            coaching=row.kind == "coaching",
        )
        for row in rows
    ]  # fmt: skip
    return RunningPage(
        open=[line for line in lines if line.state != "ended"],
        ended=[line for line in lines if line.state == "ended"],
        can_create=access.can_create(person),
    )


def may_create(person: Person) -> None:
    """Raise NotVisible for somebody who may not create a programme."""
    access.check_can_create(person)


def settings(person: Person, slug: str) -> SettingsPage:
    """What a programme's coordinators see and set."""
    programme = access.coordinated(person, slug)
    labels = {
        "open": _("Open it") if programme.state == "draft" else _("Open it again"),
        "closed": _("Close it to new people"),
        "ended": _("End it"),
    }
    return SettingsPage(
        slug=slug,
        name=programme.name,
        state=programme.state,
        state_words=state_words(programme.state),
        initial={
            name: getattr(programme, name)
            for name in (
                "name", "host", "kind", "form", "summary", "description", "reasons",
                "who_may_join", "professions", "length_months", "rhythm_weeks",
                "session_minutes", "places", "mentor_capacity", "same_team_allowed",
                "joining_by_form", "joins_until", "starts_on", "answer_days",
                "wait_weeks_promised",
            )
        },
        contacts=list(programme.contacts.values("name", "role", "email", "phone")),
        coordinators=[
            CoordinatorLine(
                row.pk, row.person.full_name, row.person.email, initials(row.person.full_name),
                row.person_id == person.pk,
            )
            for row in programme.coordinators.select_related("person").order_by("since")
        ],
        invited=list(
            Invitation.objects.filter(
                programme=programme, side="coordinator", used_at__isnull=True
            ).values_list("email", flat=True)
        ),
        next_states=[(to, labels[to]) for to in PROGRAMME.ways[programme.state]],
        next_name=next_name(programme.name),
    )  # fmt: skip


def next_name(name: str) -> str:
    """A name for the next round: ``… 2027`` becomes ``… 2028``, ``… round 2`` ``… round 3``."""
    year = re.search(r"\b(20\d\d)\b", name)
    if year:
        return name.replace(year.group(1), str(int(year.group(1)) + 1))
    end = re.search(r"(\d+)$", name)
    if end:
        return f"{name[: end.start()]}{int(end.group(1)) + 1}"
    return _("%(name)s, next round") % {"name": name}


def coordinated(person: Person, slug: str) -> Programme:
    """The row for an action, when ``person`` runs it; else NotVisible."""
    return access.coordinated(person, slug)


def joinable(person: Person | None, slug: str) -> Programme:
    """The row for joining, when ``person`` may see it; else NotVisible."""
    programme = access.visible_to(person).filter(slug=slug).first()
    if programme is None:
        raise NotVisible
    return programme


def step(person: Person, slug: str, to: str) -> Step:
    """What moving the programme would do; NotVisible when there is no such way."""
    programme = access.coordinated(person, slug)
    if to not in PROGRAMME.ways[programme.state]:
        raise NotVisible
    titles = {
        "open": (_("When you open it"), _("Open the programme")),
        "closed": (_("When you close it"), _("Close the programme")),
        "ended": (_("When you end it"), _("End the programme")),
    }
    return Step(slug, programme.name, to, *titles[to], _consequences(programme, to))


def _consequences(programme: Programme, to: str) -> list[str]:
    pairs = programme.relationships.filter(
        state__in=("offered", "agreeing", "active", "paused")
    ).count()
    wait = (
        programme.participations.filter(side="mentee", state__in=place_access.HOLDING)
        .exclude(seats__live=True)
        .count()
    )
    told = {
        "open": [
            _("Its page is public and stands in the list of programmes open now."),
            _(
                "People can join by your invitation, from your list, or by its form if you allow it."
            ),
            _("Nobody is matched and no message goes out until you say so."),
        ],
        "closed": [
            _("Nobody new can join. Its page stays, and says that it is closed."),
            ngettext(
                "%(n)s mentee who waits keeps their place and can be matched.",
                "%(n)s mentees who wait keep their places and can be matched.",
                wait,
            )
            % {"n": wait},
            _("Pairs carry on as they are. You can open it again at any time."),
        ],
        "ended": [
            _("Its page is gone for the public. People who took part can still read it."),
            ngettext(
                "%(n)s pair carries on until its own end.",
                "%(n)s pairs carry on until their own end.",
                pairs,
            )
            % {"n": pairs},
            ngettext(
                "%(n)s mentee who waits is told by mail, and where else to look.",
                "%(n)s mentees who wait are told by mail, and where else to look.",
                wait,
            )
            % {"n": wait},
            _("This can’t be undone. For a new round, copy its settings first or later."),
        ],
    }
    return told[to]
