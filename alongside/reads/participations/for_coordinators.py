"""The people of a programme, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import participations as access
from alongside.access import programmes as programme_access
from alongside.data.models import Invitation, Participation, Person, Seat
from alongside.engine import reference
from alongside.reads.participations.words import (
    Fact,
    about,
    answers,
    band_of,
    facts,
    name_in,
    possible,
    state_words,
    times_in_words,
    topics_in_words,
)
from alongside.reads.people import initials
from alongside.reads.programmes import side_words

A_PAGE = 50
STATES = ("applied", "ready", "resting", "turned_down", "withdrawn")
#: Of those who are ready, who has somebody: a mentee at all, a mentor in every place.
TAKEN = Q(state="ready") & (
    Q(side="mentee", taken__gt=0) | Q(side="mentor", taken__gt=0, taken__gte=F("capacity"))
)


@dataclass(frozen=True)
class PersonLine:
    """Somebody in the coordinator's table. ``seats`` live ones, of ``capacity``."""

    id: UUID
    name: str
    initials: str
    email: str
    about: str
    side: str
    side_words: str
    state: str
    state_words: str
    since: datetime
    capacity: int
    seats: int
    eligible: bool
    wants: str


@dataclass(frozen=True)
class Tab:
    """A choice of the filter."""

    label: str
    code: str
    count: int


@dataclass(frozen=True)
class PeoplePage:
    """The coordinator's table of people."""

    name: str
    slug: str
    state: str
    lines: list[PersonLine]
    page: Page
    sides: list[Tab]
    states: list[Tab]
    total: int
    invitations: int

    @property
    def to_decide(self) -> bool:
        """Whether somebody here waits for an answer."""
        return any(line.state == "applied" for line in self.lines)


@dataclass(frozen=True)
class InvitationLine:
    """An invitation as its programme's coordinators see it."""

    id: UUID
    email: str
    name: str
    side: str
    sent_at: datetime
    until: datetime
    state: str
    state_words: str


@dataclass(frozen=True)
class InvitationsPage:
    """The programme's invitations, the latest first."""

    name: str
    slug: str
    kind: str
    lines: list[InvitationLine]
    page: Page


@dataclass(frozen=True)
class PlacePage:
    """One person's place, for the programme's coordinators."""

    id: UUID
    name: str
    initials: str
    email: str
    programme: str
    slug: str
    side: str
    side_words: str
    state: str
    state_words: str
    came_by: str
    applied_at: datetime
    ready_at: datetime | None
    rests_until: date | None
    capacity: int
    seats: int
    pairs: list[tuple[UUID, str]]
    eligible: bool
    note: str
    facts: list[Fact]
    initial: dict[str, Any]
    can: frozenset[str]


def _search(words: str) -> Q:
    """Every word somewhere: name, address, or the name of a profession."""
    found = Q()
    for word in words.split()[:8]:
        codes = [
            entry.code
            for entry in reference.PROFESSIONS
            if word.casefold() in _(entry.name).casefold() or word.casefold() in entry.also
        ]
        found &= (
            Q(person__full_name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(person__employer__icontains=word)
            | Q(person__profession__in=codes)
        )
    return found


def people(
    by: Person, slug: str, *, search: str = "", side: str = "", state: str = "", page: Any = 1
) -> PeoplePage:
    """The people of a programme that ``by`` runs, those who wait for an answer first."""
    programme = programme_access.coordinated(by, slug)
    everyone = programme.participations.annotate(taken=Count("seats", filter=Q(seats__live=True)))
    counts = everyone.aggregate(
        total=Count("pk"),
        mentee=Count("pk", filter=Q(side="mentee")),
        mentor=Count("pk", filter=Q(side="mentor")),
        matched=Count("pk", filter=TAKEN),
        **{one: Count("pk", filter=Q(state=one) & ~TAKEN) for one in STATES},
    )
    rows = everyone.filter(_search(search))
    if side in ("mentee", "mentor"):
        rows = rows.filter(side=side)
    if state == "matched":
        rows = rows.filter(TAKEN)
    elif state in STATES:
        rows = rows.filter(~TAKEN, state=state)
    rows = rows.select_related("person").order_by(
        Case(When(state="applied", then=0), default=1), "person__full_name", "side", "pk"
    )
    found = Paginator(rows, A_PAGE).get_page(page)
    return PeoplePage(
        name=programme.name,
        slug=slug,
        state=programme.state,
        lines=[_line(row, programme.kind) for row in found],
        page=found,
        sides=[
            Tab(_("Everyone"), "", counts["total"]),
            Tab(side_words(programme.kind, "mentee").capitalize() + "s", "mentee", counts["mentee"])
            if programme.kind == "coaching"
            else Tab(_("Mentees"), "mentee", counts["mentee"]),
            Tab(_("Coaches"), "mentor", counts["mentor"])
            if programme.kind == "coaching"
            else Tab(_("Mentors"), "mentor", counts["mentor"]),
        ],
        states=[
            Tab(state_words(one), one, counts[one])
            for one in ("applied", "ready", "matched", *STATES[2:])
            if counts[one]
        ],
        total=counts["total"],
        invitations=Invitation.objects.filter(
            programme=programme, used_at__isnull=True, side__in=("mentee", "mentor")
        ).count(),
    )


def _line(row: Any, kind: str) -> PersonLine:
    return PersonLine(
        id=row.pk,
        name=row.person.full_name,
        initials=initials(row.person.full_name),
        email=row.person.email,
        about=about(row.person),
        side=row.side,
        side_words=side_words(kind, row.side),
        state=row.state,
        state_words=_standing(row.state, row.side, row.taken, row.capacity),
        since=row.applied_at,
        capacity=row.capacity,
        seats=row.taken,
        eligible=row.eligible,
        wants=", ".join(topics_in_words(row)[:3]),
    )


def _standing(state: str, side: str, taken: int, capacity: int) -> str:
    """How somebody stands: whoever is taken is not waiting for a match."""
    if state == "ready" and taken and (side == "mentee" or taken >= capacity):
        return state_words("matched") if side == "mentee" else _("All places taken")
    return state_words(state)


def one(by: Person, slug: str, place_id: UUID) -> PlacePage:
    """One place in a programme that ``by`` runs, else NotVisible."""
    place = access.run_by(by, place_id)
    if place.programme.slug != slug:
        raise NotVisible
    person, programme = place.person, place.programme
    others = Seat.objects.filter(
        relationship__seats__in=place.seats.filter(live=True), live=True
    ).exclude(participation=place)
    if programme.form != "peer":
        others = others.exclude(side=place.side)
    others = others.select_related("person").order_by("person__full_name")
    pairs = [(seat.relationship_id, seat.person.full_name) for seat in others]
    taken = place.seats.filter(live=True).count()
    return PlacePage(
        id=place.pk,
        name=person.full_name,
        initials=initials(person.full_name),
        email=person.email,
        programme=programme.name,
        slug=slug,
        side=place.side,
        side_words=side_words(programme.kind, place.side),
        state=place.state,
        state_words=_standing(place.state, place.side, taken, place.capacity),
        came_by={
            "form": _("by the form"),
            "spreadsheet": _("from a list"),
            "invitation": _("by invitation"),
        }[place.came_by],
        applied_at=place.applied_at,
        ready_at=place.ready_at,
        rests_until=place.rests_until,
        capacity=place.capacity,
        seats=taken,
        pairs=pairs,
        eligible=place.eligible,
        note=place.note,
        facts=facts(place, person, for_coordinator=True),
        initial=answers(place, person),
        can=possible(place.state),
    )


def row(by: Person, slug: str, place_id: UUID) -> Participation:
    """The row for a coordinator's action, else NotVisible."""
    place = access.run_by(by, place_id)
    if place.programme.slug != slug:
        raise NotVisible
    return place


def invitations(by: Person, slug: str, now: datetime, page: Any = 1) -> InvitationsPage:
    """Who was invited to a programme that ``by`` runs, and what became of it."""
    programme = programme_access.coordinated(by, slug)
    rows = Invitation.objects.filter(programme=programme).exclude(side="site")
    found = Paginator(rows, A_PAGE).get_page(page)
    sides = {"coordinator": _("coordinator")}
    return InvitationsPage(
        name=programme.name,
        slug=slug,
        kind=programme.kind,
        lines=[
            InvitationLine(
                id=row.pk, email=row.email, name=row.full_name,
                side=sides.get(row.side) or side_words(programme.kind, row.side),
                sent_at=row.sent_at, until=row.expires_at, **_fate(row, now),
            )
            for row in found
        ],
        page=found,
    )  # fmt: skip


def _fate(invitation: Invitation, now: datetime) -> dict[str, str]:
    if invitation.used_at:
        return {"state": "used", "state_words": _("Accepted")}
    if invitation.expires_at <= now:
        return {"state": "expired", "state_words": _("Ran out")}
    return {"state": "sent", "state_words": _("Sent")}


def table(by: Person, slug: str) -> tuple[list[str], list[list[object]]]:
    """Headers and rows of everyone in a programme that ``by`` runs, for a spreadsheet.

    The headers are those the import understands, so that a list can go out and come back.
    """
    programme = programme_access.coordinated(by, slug)
    rows: QuerySet[Participation] = (
        programme.participations.select_related("person")
        .prefetch_related("person__windows")
        .order_by("person__full_name", "side")
    )
    headers = [
        _("Name"), _("E-mail address"), _("Mentee or mentor"), _("State"), _("Profession"),
        _("Specialty"), _("Band or grade"), _("Years of experience"), _("Employer"), _("Team"),
        _("Place"), _("Region"), _("Topics"), _("Purpose"), _("Preferred mentors"),
        _("Online or in person"), _("Languages"), _("Times"), _("Places"),
        _("Line manager’s e-mail address"), _("Date applied"),
    ]  # fmt: skip
    lines: list[list[object]] = []
    for row in rows:
        person = row.person
        windows = [(w.weekday, w.start_minute, w.end_minute) for w in person.windows.all()]
        topics = [name_in("topic", topic["code"]) for topic in row.topics]
        lines.append([
            person.full_name, person.email, row.side, state_words(row.state),
            name_in("profession", person.profession), person.specialty,
            name_in("band", band_of(person.seniority)),
            "" if person.years_experience is None else float(person.years_experience),
            person.employer, person.team, person.place, name_in("region", person.region),
            "; ".join([*topics, *([row.topics_other] if row.topics_other else [])]),
            row.purpose_words or name_in("purpose", row.purpose), row.wishes_words,
            "; ".join(name_in("mode", code) for code in person.modes),
            "; ".join(name_in("language", code) for code in person.languages),
            times_in_words(windows), row.capacity if row.side == "mentor" else "",
            person.manager_email, row.applied_at.date(),
        ])  # fmt: skip
    return headers, lines
