"""Session mode: what two people have before them while they talk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from alongside.access import meetings as access
from alongside.access import relationships as access_relationships
from alongside.data.keys import store
from alongside.data.models import (
    Action,
    CheckIn,
    CheckInShare,
    Meeting,
    Person,
    Presence,
    Purpose,
    SessionNote,
    WellbeingConsent,
    WinShare,
)
from alongside.reads import agenda
from alongside.reads.people import initials

#: Somebody is shown as there for this long after their page last asked.
PRESENT_FOR = timedelta(seconds=25)
STEPS = ("check", "wins", "agenda", "actions", "close")


@dataclass(frozen=True)
class Arrival:
    """How somebody arrived. None stands for a figure they left out."""

    stress: int | None
    energy: int | None
    words: str
    shared: bool
    at: datetime


@dataclass(frozen=True)
class TheirArrival:
    """A check-in another person chose to show."""

    first_name: str
    initials: str
    role: str
    stress: int | None
    energy: int | None
    words: str


@dataclass(frozen=True)
class BroughtWin:
    """A win brought to this session."""

    id: UUID
    text: str
    helped: str
    by: str
    big: bool
    mine: bool
    contributors: tuple[str, ...]


@dataclass(frozen=True)
class ActionView:
    """An action as both see it."""

    id: UUID
    text: str
    obstacle: str
    sure: int | None
    due_on: date | None
    experiment: bool
    state: str
    agreed_here: bool


@dataclass(frozen=True)
class There:
    """Whether the other has the session open, and where they are in it."""

    first_name: str
    here: bool
    step: str


@dataclass(frozen=True)
class Session:
    """Everything session mode shows."""

    meeting_id: UUID
    relationship_id: UUID
    revision: int
    kind: str
    form_kind: str
    state: str
    starts_at: datetime
    ends_at: datetime
    minutes_in: int | None
    part: float
    partner: str
    partner_first: str
    partner_initials: str
    my_initials: str
    my_role: str
    partner_role: str
    is_mentee: bool
    there: There
    consented: bool
    arrival: Arrival | None
    theirs: tuple[TheirArrival, ...]
    wins: tuple[BroughtWin, ...]
    since: date | None
    open: tuple[agenda.Item, ...]
    covered_here: tuple[agenda.Item, ...]
    goals: tuple[agenda.GoalChoice, ...]
    actions: tuple[ActionView, ...]
    purpose: str
    notes: str
    learned: str
    closed: bool

    @property
    def talked_through(self) -> int:
        """How many items were talked through here."""
        return len(self.covered_here)

    @property
    def item_count(self) -> int:
        """How many items this session has, talked through or not."""
        return len(self.covered_here) + len(self.open)


def _figures(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    read = json.loads(text)
    return read.get("stress"), read.get("energy")


def _role(kind: str, side: str) -> str:
    if kind == "coaching":
        return "coachee" if side == "mentee" else "coach"
    return side


def page(reader: Person, meeting_id: UUID | str, *, now: datetime) -> Session:
    """The whole page; NotVisible for anyone without a seat, Refused for a cancelled session."""
    meeting = access.of(reader, meeting_id)
    access.check_can_open(reader, meeting)
    relationship = meeting.relationship
    store.load({("relationship", relationship.pk), ("person", reader.pk)})
    seats = access_relationships.seats(relationship)
    mine = next(seat for seat in seats if seat.person_id == reader.pk)
    others = [seat for seat in seats if seat.person_id != reader.pk]
    other = others[0]
    full, first = agenda.partner_names_of(others)
    open_items, covered, _dropped = agenda.items(relationship, reader)
    before = Meeting.objects.filter(
        relationship=relationship, state="held", starts_at__lt=meeting.starts_at
    ).aggregate(last=Max("starts_at"))["last"]
    note = SessionNote.objects.filter(meeting=meeting, person=reader).first()
    purpose = Purpose.objects.filter(relationship=relationship).order_by("-at").first()
    began = meeting.opened_at or meeting.starts_at
    length = (meeting.ends_at - meeting.starts_at).total_seconds()
    gone = (now - max(began, meeting.starts_at)).total_seconds()
    running = 0 <= gone <= length * 2 and meeting.state == "booked"
    return Session(
        meeting_id=meeting.pk,
        relationship_id=relationship.pk,
        revision=relationship.revision,
        kind=meeting.kind,
        form_kind=relationship.kind,
        state=meeting.state,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        minutes_in=int(gone // 60) if running else None,
        part=min(gone / length, 1.0) if running else 0.0,
        partner=full,
        partner_first=first,
        partner_initials=initials(other.person.full_name),
        my_initials=initials(reader.full_name),
        my_role=_role(relationship.kind, mine.side),
        partner_role=_role(relationship.kind, other.side),
        is_mentee=mine.side == "mentee",
        there=_there(meeting, other.person, now=now),
        consented=WellbeingConsent.objects.filter(person=reader, withdrawn_at=None).exists(),
        arrival=_arrival(meeting, reader),
        theirs=_theirs(
            meeting, reader, {s.person_id: _role(relationship.kind, s.side) for s in seats}
        ),
        wins=_wins(meeting, reader, before),
        since=before.date() if before else None,
        open=open_items,
        covered_here=tuple(i for i in covered if i.covered_on == meeting.starts_at.date()),
        goals=agenda.goal_choices(relationship),
        actions=_actions(meeting),
        purpose=purpose.text if purpose else "",
        notes=note.notes if note else "",
        learned=note.learned if note else "",
        closed=meeting.state == "held",
    )


def _there(meeting: Meeting, other: Person, *, now: datetime) -> There:
    seen = Presence.objects.filter(meeting=meeting, person=other).first()
    here = seen is not None and seen.seen_at > now - PRESENT_FOR
    return There(other.first_name, here, seen.step if seen and here else "")


def _arrival(meeting: Meeting, reader: Person) -> Arrival | None:
    row = CheckIn.objects.filter(meeting=meeting, person=reader).select_related("share").first()
    if row is None:
        return None
    stress, energy = _figures(row.figures)
    return Arrival(stress, energy, row.words, hasattr(row, "share"), row.at)


def _theirs(meeting: Meeting, reader: Person, roles: dict[UUID, str]) -> tuple[TheirArrival, ...]:
    shares = (
        CheckInShare.objects.filter(check_in__meeting=meeting, relationship=meeting.relationship)
        .exclude(check_in__person=reader)
        .select_related("check_in__person")
    )
    found = []
    for share in shares:
        person = share.check_in.person
        stress, energy = _figures(share.figures)
        found.append(
            TheirArrival(
                person.first_name,
                initials(person.full_name),
                roles.get(person.pk, "plain"),
                stress,
                energy,
                share.words,
            )
        )
    return tuple(found)


def _wins(meeting: Meeting, reader: Person, since: datetime | None) -> tuple[BroughtWin, ...]:
    shares = WinShare.objects.filter(
        relationship=meeting.relationship, at__lte=meeting.ends_at + timedelta(days=1)
    ).select_related("win__person")
    if since:
        shares = shares.filter(at__gt=since)
    return tuple(
        BroughtWin(
            id=share.win_id,
            text=share.text,
            helped=share.helped,
            by=share.win.person.first_name,
            big=share.win.big,
            mine=share.win.person_id == reader.pk,
            contributors=tuple(share.win.contributors),
        )
        for share in shares.order_by("at")
    )


def _actions(meeting: Meeting) -> tuple[ActionView, ...]:
    rows = Action.objects.filter(relationship=meeting.relationship, state="open")
    return tuple(
        ActionView(
            id=row.pk,
            text=row.text,
            obstacle=row.obstacle,
            sure=row.sure,
            due_on=row.due_on,
            experiment=row.experiment,
            state=row.state,
            agreed_here=row.agreed_in_id == meeting.pk,
        )
        for row in rows.order_by("due_on", "created_at")
    )


@dataclass(frozen=True)
class Pulse:
    """What a page that watches asks every few seconds: has anything changed, who is there."""

    revision: int
    there: There


def pulse(reader: Person, meeting_id: UUID | str, *, now: datetime) -> Pulse:
    """Three queries: the meeting with its relationship, the other seat, their presence."""
    meeting = access.of(reader, meeting_id)
    other = meeting.relationship.seats.exclude(person=reader).select_related("person").first()
    if other is None:
        return Pulse(meeting.relationship.revision, There("", False, ""))
    return Pulse(meeting.relationship.revision, _there(meeting, other.person, now=now))
