"""Session mode: what two people have before them while they talk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
    Seat,
    SessionNote,
    WellbeingConsent,
    WinShare,
)
from alongside.reads import agenda, meetings
from alongside.reads.people import initials
from alongside.reads.relationships.shared import local, today_of

#: Somebody is shown as there for this long after their page last asked.
PRESENT_FOR = timedelta(seconds=25)
#: Which figure stands for what helped.
WIN_LOOK = {
    **dict.fromkeys(("mentor", "colleague", "team", "manager", "people_cared_for"), "who"),
    **dict.fromkeys(
        ("preparation", "strength", "new_learning", "asked_for_help", "spoke_up", "persistence",
         "boundary"), "own"
    ),
    "time": "time",
}  # fmt: skip
STEPS = ("check", "wins", "agenda", "actions", "close")


@dataclass(frozen=True)
class Arrival:
    """How somebody arrived. None stands for a figure they left out."""

    stress: int | None
    energy: int | None
    words: str
    shared: bool
    at: str


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
    due: str
    experiment: bool
    state: str
    agreed_here: bool


@dataclass(frozen=True)
class Step:
    """A step on the rail: done, now or next."""

    label: str
    href: str
    state: str


@dataclass(frozen=True)
class NextTime:
    """A time for the next session that both have free. ``value`` is an instant (ISO)."""

    value: str
    label: str


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
    ends: str
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
    since: str
    open: tuple[agenda.Item, ...]
    covered_here: tuple[agenda.Item, ...]
    goals: tuple[agenda.GoalChoice, ...]
    actions: tuple[ActionView, ...]
    purpose: str
    notes: str
    learned: str
    closed: bool
    dates: tuple[tuple[str, str], ...]
    next_booked: str
    next_times: tuple[NextTime, ...]
    share_by_default: bool
    seen: str

    @property
    def current(self) -> UUID | None:
        """The item being talked about now."""
        return next((item.id for item in self.open if item.current), None)

    @property
    def begun(self) -> bool:
        """The talk has moved on to the agenda, so what came before may fold."""
        return bool(self.covered_here) or self.current is not None or self.closed

    @property
    def steps(self) -> tuple[Step, ...]:
        """The rail: the first step that is not done is the one for now."""
        arrived = self.arrival is not None and None not in (
            self.arrival.stress,
            self.arrival.energy,
        )
        done = {
            "check": arrived or self.closed or (self.begun and not self.consented),
            "wins": self.begun,
            "agenda": self.closed or (bool(self.covered_here) and not self.open),
            "actions": self.closed or any(action.agreed_here for action in self.actions),
            "close": self.closed,
        }
        labels = {
            "check": _("Check-in"),
            "wins": _("Wins"),
            "agenda": _("Agenda"),
            "actions": _("Actions"),
            "close": _("Close"),
        }
        found, now = [], False
        for step in STEPS:
            state = "done" if done[step] else "next"
            if state == "next" and not now:
                state, now = "now", True
            found.append(Step(labels[step], f"#{step}", state))
        return tuple(found)

    @property
    def now_step(self) -> str:
        """The code of the step for now."""
        return next((STEPS[i] for i, s in enumerate(self.steps) if s.state == "now"), "close")

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
    before = meetings.met_before(meeting)
    note = SessionNote.objects.filter(meeting=meeting, person=reader).first()
    purpose = Purpose.objects.filter(relationship=relationship).order_by("-at").first()
    minutes_in, part = _clock(meeting, now)
    there = _there(meeting, other.person, now=now)
    return Session(
        meeting_id=meeting.pk,
        relationship_id=relationship.pk,
        revision=relationship.revision,
        kind=meeting.kind,
        form_kind=relationship.kind,
        state=meeting.state,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        ends=date_format(local(meeting.ends_at, reader), "H:i"),
        minutes_in=minutes_in,
        part=part,
        partner=full,
        partner_first=first,
        partner_initials=initials(other.person.full_name),
        my_initials=initials(reader.full_name),
        my_role=meetings.role(relationship.kind, mine.side),
        partner_role=meetings.role(relationship.kind, other.side),
        is_mentee=mine.side == "mentee",
        there=there,
        consented=WellbeingConsent.objects.filter(person=reader, withdrawn_at=None).exists(),
        arrival=_arrival(meeting, reader),
        theirs=_theirs(
            meeting, reader, {s.person_id: meetings.role(relationship.kind, s.side) for s in seats}
        ),
        wins=_wins(meeting, reader, before),
        since=date_format(local(before, reader), "j F") if before else "",
        open=open_items,
        covered_here=tuple(i for i in covered if i.covered_in == meeting.pk),
        goals=agenda.goal_choices(relationship),
        actions=_actions(meeting),
        purpose=purpose.text if purpose else "",
        notes=note.notes if note else "",
        learned=note.learned if note else "",
        closed=meeting.state == "held",
        dates=_dates(meeting, reader, now),
        next_booked=_next_booked(meeting, reader, now),
        next_times=_next_times(meeting, seats, reader, now),
        share_by_default=_shared_last(meeting, reader),
        seen=seen_mark(relationship.revision, there, minutes_in),
    )


def seen_mark(revision: int, there: There, minutes_in: int | None) -> str:
    """What a page that watches has seen: the answer is empty while this stays the same."""
    return f"{revision}|{there.step if there.here else '-'}|{minutes_in}"


def _clock(meeting: Meeting, now: datetime) -> tuple[int | None, float]:
    """Whole minutes gone and the part of the time gone, 0 to 1; None outside of the session."""
    began = max(meeting.opened_at or meeting.starts_at, meeting.starts_at)
    length = (meeting.ends_at - meeting.starts_at).total_seconds()
    gone = (now - began).total_seconds()
    if meeting.state != "booked" or not 0 <= gone <= length * 2:
        return None, 0.0
    return int(gone // 60), min(gone / length, 1.0)


def _dates(meeting: Meeting, reader: Person, now: datetime) -> tuple[tuple[str, str], ...]:
    """Days an action may be meant for, as (ISO date, words); the empty one is an experiment."""
    today = today_of(now, reader)
    rhythm = today + timedelta(weeks=meeting.relationship.rhythm_weeks)
    fortnight, week = today + timedelta(weeks=2), today + timedelta(weeks=1)
    choices = [
        (fortnight, _("In two weeks, %(date)s")),
        (week, _("In a week, %(date)s")),
        (rhythm, _("About the next session, %(date)s")),
    ]
    return (
        *(
            (day.isoformat(), words % {"date": date_format(day, "j F")})
            for day, words in {day: (day, words) for day, words in choices}.values()
        ),
        ("", _("No date, an experiment")),
    )


def _next_booked(meeting: Meeting, reader: Person, now: datetime) -> str:
    later = (
        Meeting.objects.filter(
            relationship=meeting.relationship,
            state="booked",
            starts_at__gt=max(meeting.starts_at, now),
        )
        .exclude(pk=meeting.pk)
        .first()
    )
    return meetings.day_time(later.starts_at, reader) if later else ""


def _next_times(
    meeting: Meeting, seats: list[Seat], reader: Person, now: datetime
) -> tuple[NextTime, ...]:
    """Up to four times about one rhythm from now, on different days where there are."""
    weeks = meeting.relationship.rhythm_weeks
    about = max(now, meeting.starts_at) + timedelta(weeks=weeks)
    found = meetings.offered_times(
        seats,
        minutes=meeting.relationship.session_minutes,
        starts=about - timedelta(days=4),
        ends=about + timedelta(days=17),
        now=now,
    )
    chosen: list[datetime] = []
    for slot in found:
        day = local(slot.start, reader).date()
        if all(local(other, reader).date() != day for other in chosen):
            chosen.append(slot.start)
    return tuple(NextTime(at.isoformat(), meetings.day_time(at, reader)) for at in chosen[:4])


def _shared_last(meeting: Meeting, reader: Person) -> bool:
    """Whether the reader showed their last check-in here; the first time nothing is shown."""
    last = (
        CheckIn.objects.filter(person=reader, meeting__relationship=meeting.relationship)
        .select_related("share")
        .order_by("-at")
        .first()
    )
    return last is not None and hasattr(last, "share")


def _there(meeting: Meeting, other: Person, *, now: datetime) -> There:
    seen = Presence.objects.filter(meeting=meeting, person=other).first()
    here = seen is not None and seen.seen_at > now - PRESENT_FOR
    return There(other.first_name, here, seen.step if seen and here else "")


def _arrival(meeting: Meeting, reader: Person) -> Arrival | None:
    row = CheckIn.objects.filter(meeting=meeting, person=reader).select_related("share").first()
    if row is None:
        return None
    stress, energy = _figures(row.figures)
    at = date_format(local(row.at, reader), "H:i")
    return Arrival(stress, energy, row.words, hasattr(row, "share"), at)


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
            due=date_format(row.due_on, "j F") if row.due_on else "",
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
    partner_first: str
    minutes_in: int | None
    part: float
    ends: str
    seen: str


def pulse(reader: Person, meeting_id: UUID | str, *, now: datetime) -> Pulse:
    """Three queries: the meeting with its relationship, the other seat, their presence."""
    meeting = access.of(reader, meeting_id)
    other = meeting.relationship.seats.exclude(person=reader).select_related("person").first()
    there = _there(meeting, other.person, now=now) if other else There("", False, "")
    minutes_in, part = _clock(meeting, now)
    return Pulse(
        revision=meeting.relationship.revision,
        there=there,
        partner_first=there.first_name,
        minutes_in=minutes_in,
        part=part,
        ends=date_format(local(meeting.ends_at, reader), "H:i"),
        seen=seen_mark(meeting.relationship.revision, there, minutes_in),
    )


@dataclass(frozen=True)
class NoteShown:
    """What stands beside a note that was just saved."""

    meeting_id: UUID
    item_id: UUID
    at: str
    partner_first: str


def saved_note(
    reader: Person, meeting_id: UUID | str, item_id: UUID | str, *, saved_at: datetime
) -> NoteShown:
    """The words beside a saved note."""
    meeting = access.of(reader, meeting_id)
    _full, first = agenda.partner_names(meeting.relationship, reader)
    return NoteShown(meeting.pk, UUID(str(item_id)), time_words(reader, saved_at), first)


def relationship_of(reader: Person, meeting_id: UUID | str) -> UUID:
    """Which relationship a meeting belongs to; NotVisible for anyone without a seat."""
    return access.of(reader, meeting_id).relationship_id


def time_words(reader: Person, at: datetime) -> str:
    """``16:02`` on the reader's clock."""
    return meetings.time_label(at, reader)
