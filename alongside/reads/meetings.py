"""Booking, moving, preparing and looking back on meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import Refused
from alongside.access import meetings as access
from alongside.access import relationships as access_relationships
from alongside.data.models import (
    Action,
    AgendaItem,
    AvailabilityWindow,
    BookedTime,
    Meeting,
    Person,
    Relationship,
    Seat,
    SessionNote,
)
from alongside.engine import reference, slots
from alongside.reads.people import initials
from alongside.reads.relationships.shared import day_words, in_days, local, today_of

#: A time on offer begins no sooner than this, so that the other has read the mail.
NOTICE = timedelta(hours=12)
#: Weeks that can be leafed through.
HORIZON_WEEKS = 12
STEP_MINUTES = 30
#: A session can be opened this long before it begins.
OPENS_BEFORE = timedelta(hours=12)


@dataclass(frozen=True)
class Time:
    """A time on offer: ``value`` is the instant (ISO, UTC), ``label`` the reader's wall clock."""

    value: str
    label: str


@dataclass(frozen=True)
class Day:
    """A day with its times, for the reader."""

    weekday: str
    day: int
    month: str
    words: str
    times: tuple[Time, ...]


@dataclass(frozen=True)
class KindTab:
    """A kind of meeting that can be booked."""

    code: str
    label: str
    minutes: int
    current: bool


@dataclass(frozen=True)
class Week:
    """Times that everyone has given in a week, and the weeks beside it (-1: there is none)."""

    number: int
    words: str
    days: tuple[Day, ...]
    before: int
    after: int
    mine_given: bool
    theirs_given: bool
    zone: str
    next_with_times: int = -1


@dataclass(frozen=True)
class Booking:
    """The page that books. ``since`` says how long ago the last session was."""

    relationship_id: UUID
    partner: str
    partner_first: str
    kind: str
    kinds: tuple[KindTab, ...]
    minutes: int
    week: Week
    mode: str
    where: str
    since: str
    refused: str = ""


@dataclass(frozen=True)
class Facts:
    """What every page about a meeting shows at its head, in the reader's own time."""

    id: UUID
    relationship_id: UUID
    kind: str
    kind_name: str
    state: str
    weekday: str
    day: int
    month: str
    date_words: str
    time_words: str
    countdown: str
    minutes: int
    mode: str
    mode_name: str
    where: str
    where_is_link: bool
    partner: str
    partner_first: str
    partner_initials: str
    partner_role: str
    my_initials: str
    my_role: str
    moved: int
    writable: bool
    can_open: bool
    over: bool
    prepared: bool
    partner_prepared: bool
    in_zone: str


@dataclass(frozen=True)
class Moving:
    """The page that moves a meeting."""

    facts: Facts
    week: Week
    since: str


@dataclass(frozen=True)
class DoneItem:
    """An agenda item that was talked through in a meeting."""

    title: str
    kind: str
    notes: str


@dataclass(frozen=True)
class Agreed:
    """An action agreed in a meeting."""

    text: str
    due: str
    sure: int | None
    state: str


@dataclass(frozen=True)
class Detail:
    """A meeting's own page."""

    facts: Facts
    covered: tuple[DoneItem, ...]
    actions: tuple[Agreed, ...]
    carried: int
    notes: str
    learned: str
    preparation: str
    since: str


def role(kind: str, side: str) -> str:
    """The field's own word for a side."""
    if kind == "coaching":
        return "coachee" if side == "mentee" else "coach"
    return side


def kind_name(code: str) -> str:
    """The kind of a meeting in words."""
    return {
        "introduction": _("Introduction"),
        "session": _("Session"),
        "together": _("Learning by doing together"),
    }[code]


def mode_name(code: str) -> str:
    """How people meet, in words."""
    return {"in_person": _("In person"), "phone": _("By phone")}.get(code, _("Online"))


def people_in(relationship: Relationship, reader: Person) -> tuple[Seat, list[Seat]]:
    """The reader's seat and the others'."""
    seats = access_relationships.seats(relationship)
    mine = next(seat for seat in seats if seat.person_id == reader.pk)
    return mine, [seat for seat in seats if seat.person_id != reader.pk]


def _names(seats: list[Seat]) -> tuple[str, str]:
    joined = _(" and ")
    return (
        joined.join(seat.person.full_name for seat in seats),
        joined.join(seat.person.first_name for seat in seats),
    )


def time_label(at: datetime, person: Person) -> str:
    """``16:00`` on the person's clock."""
    return date_format(local(at, person), "H:i")


def day_time(at: datetime, person: Person) -> str:
    """``Thursday 7 January at 16:00`` on the person's clock."""
    here = local(at, person)
    return _("%(day)s at %(time)s") % {
        "day": date_format(here, "l j F"),
        "time": date_format(here, "H:i"),
    }


def offered_times(
    seats: list[Seat],
    *,
    minutes: int,
    starts: datetime,
    ends: datetime,
    now: datetime,
    leave_out: UUID | None = None,
    limit: int | None = None,
) -> list[slots.Slot]:
    """Times of ``minutes`` between two instants that all have given and nobody has taken.

    ``leave_out`` is a meeting whose own time counts as free: the one that is being moved.
    Two queries.
    """
    windows: dict[UUID, list[slots.Window]] = {}
    ids = [seat.person_id for seat in seats]
    for row in AvailabilityWindow.objects.filter(person__in=ids):
        windows.setdefault(row.person_id, []).append(
            slots.Window(row.weekday, row.start_minute, row.end_minute)
        )
    # The mentor's clock gives the grid: on the hour and the half hour for them.
    ordered = sorted(seats, key=lambda seat: seat.side != "mentor")
    given = [
        slots.Availability(seat.person.time_zone, tuple(windows.get(seat.person_id, ())))
        for seat in ordered
    ]
    taken = BookedTime.objects.filter(person__in=ids, starts_at__lt=ends, ends_at__gt=starts)
    if leave_out:
        taken = taken.exclude(meeting=leave_out)
    return slots.free_slots(
        given,
        [slots.Busy(row.starts_at, row.ends_at) for row in taken],
        starts=starts,
        ends=ends,
        minutes=minutes,
        step_minutes=STEP_MINUTES,
        now=now,
        notice=NOTICE,
        limit=limit,
    )


def _week(
    reader: Person,
    seats: list[Seat],
    *,
    number: int,
    minutes: int,
    now: datetime,
    leave_out: UUID | None = None,
) -> Week:
    """A week of times in the reader's zone, Monday to Sunday; 0 is this week."""
    number = min(max(number, 0), HORIZON_WEEKS - 1)
    zone = ZoneInfo(reader.time_zone)
    today = today_of(now, reader)
    monday = today - timedelta(days=today.weekday())

    def begins(week: int) -> datetime:
        return datetime.combine(monday + timedelta(weeks=week), datetime.min.time(), tzinfo=zone)

    found = offered_times(
        seats, minutes=minutes, starts=begins(0), ends=begins(HORIZON_WEEKS), now=now,
        leave_out=leave_out,
    )  # fmt: skip
    by_week: dict[int, dict[date, list[Time]]] = {}
    for slot in found:
        here = local(slot.start, reader)
        week = (here.date() - monday).days // 7
        by_week.setdefault(week, {}).setdefault(here.date(), []).append(
            Time(slot.start.isoformat(), date_format(here, "H:i"))
        )
    if number == 0 and 0 not in by_week and by_week:
        # Nothing is left this week: begin where there is something.
        number = min(by_week)
    first = monday + timedelta(weeks=number)
    given = set(
        AvailabilityWindow.objects.filter(person__in=[s.person_id for s in seats])
        .values_list("person_id", flat=True)
        .distinct()
    )
    later = [week for week in by_week if week > number]
    return Week(
        number=number,
        words=_("%(from)s to %(to)s")
        % {
            "from": date_format(first, "j F"),
            "to": date_format(first + timedelta(days=6), "j F"),
        },
        days=tuple(
            Day(
                date_format(day, "D"),
                day.day,
                date_format(day, "M"),
                date_format(day, "l j F"),
                tuple(times),
            )
            for day, times in sorted(by_week.get(number, {}).items())
        ),
        before=number - 1,
        after=number + 1 if number + 1 < HORIZON_WEEKS else -1,
        mine_given=reader.pk in given,
        theirs_given=all(s.person_id in given for s in seats if s.person_id != reader.pk),
        zone=reader.time_zone,
        next_with_times=min(later) if later else -1,
    )


def _since(relationship: Relationship, reader: Person, now: datetime) -> str:
    """How long ago the last session was, in words; empty before the first."""
    last = Meeting.objects.filter(relationship=relationship, state="held").aggregate(
        last=Max("starts_at")
    )["last"]
    if last is None:
        return ""
    day = local(last, reader).date()
    days = (today_of(now, reader) - day).days
    weeks = (days + 3) // 7
    if days < 14:
        ago = ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    else:
        ago = ngettext("%(n)s week ago", "%(n)s weeks ago", weeks) % {"n": weeks}
    return _("%(ago)s, on %(date)s") % {"ago": ago, "date": day_words(day, today_of(now, reader))}


def met_before(meeting: Meeting) -> datetime | None:
    """When the people of a meeting last met before it: the start, or the end of one held early."""
    row = (
        Meeting.objects.filter(
            relationship=meeting.relationship_id, state="held", starts_at__lt=meeting.starts_at
        )
        .order_by("-starts_at")
        .values_list("starts_at", "closed_at")
        .first()
    )
    return min(at for at in row if at) if row else None


def booking(
    reader: Person, relationship_id: UUID | str, *, kind: str = "", week: int = 0, now: datetime
) -> Booking:
    """What the booking page shows; NotVisible for anyone without a seat."""
    relationship = access_relationships.of(reader, relationship_id)
    mine, others = people_in(relationship, reader)
    full, first = _names(others)
    before = list(
        Meeting.objects.filter(relationship=relationship, state__in=("booked", "held")).order_by(
            "starts_at"
        )
    )
    introduced = bool(before)
    kinds = ["session", "together"] if introduced else ["introduction", "session", "together"]
    kind = kind if kind in kinds else kinds[0]
    lengths = {
        "introduction": slots.INTRODUCTION_MINUTES,
        "session": relationship.session_minutes,
        "together": relationship.session_minutes,
    }
    refused = ""
    try:
        access.check_can_book(reader, relationship, kind)
    except Refused as no:
        refused = no.message
    return Booking(
        relationship_id=relationship.pk,
        partner=full,
        partner_first=first,
        kind=kind,
        kinds=tuple(KindTab(k, kind_name(k), lengths[k], k == kind) for k in kinds),
        minutes=lengths[kind],
        week=_week(reader, [mine, *others], number=week, minutes=lengths[kind], now=now),
        mode=before[-1].mode if before else "online",
        where=before[-1].where if before else "",
        since=_since(relationship, reader, now),
        refused=refused,
    )


def facts(meeting: Meeting, reader: Person, *, now: datetime) -> Facts:
    """What every page about a meeting shows at its head. Three queries."""
    relationship = meeting.relationship
    mine, others = people_in(relationship, reader)
    full, first = _names(others)
    ready = set(
        SessionNote.objects.filter(meeting=meeting, prepared_at__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    here, until = local(meeting.starts_at, reader), local(meeting.ends_at, reader)
    today = today_of(now, reader)
    live = relationship.state in ("agreeing", "active", "paused")
    return Facts(
        id=meeting.pk,
        relationship_id=relationship.pk,
        kind=meeting.kind,
        kind_name=kind_name(meeting.kind),
        state=meeting.state,
        weekday=date_format(here, "D"),
        day=here.day,
        month=date_format(here, "M"),
        date_words=date_format(here, "l j F Y" if here.year != today.year else "l j F"),
        time_words=_("%(from)s to %(to)s")
        % {"from": date_format(here, "H:i"), "to": date_format(until, "H:i")},
        countdown=in_days(here.date(), today) if here.date() >= today else "",
        minutes=int((meeting.ends_at - meeting.starts_at).total_seconds() // 60),
        mode=meeting.mode,
        mode_name=mode_name(meeting.mode),
        where=meeting.where,
        where_is_link=meeting.where.startswith(("https://", "http://"))
        and " " not in meeting.where,
        partner=full,
        partner_first=first,
        partner_initials=initials(others[0].person.full_name) if others else "",
        partner_role=role(relationship.kind, others[0].side) if others else "",
        my_initials=initials(reader.full_name),
        my_role=role(relationship.kind, mine.side),
        moved=meeting.moved_count,
        writable=live,
        can_open=live and meeting.state == "booked" and now >= meeting.starts_at - OPENS_BEFORE,
        over=meeting.ends_at <= now,
        prepared=reader.pk in ready,
        partner_prepared=bool(ready - {reader.pk}),
        in_zone=reader.time_zone,
    )


def detail(reader: Person, meeting_id: UUID | str, *, now: datetime) -> Detail:
    """A meeting's page, before and after; NotVisible for anyone without a seat."""
    meeting = access.of(reader, meeting_id)
    shown = facts(meeting, reader, now=now)
    note = SessionNote.objects.filter(meeting=meeting, person=reader).first()
    covered: tuple[DoneItem, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    carried = 0
    if meeting.state == "held":
        covered = tuple(
            DoneItem(row.text, kind_of_item(row.kind), row.notes)
            for row in AgendaItem.objects.filter(covered_in=meeting).order_by("changed_at")
        )
        agreed = tuple(
            Agreed(row.text, day_words(row.due_on, today_of(now, reader)), row.sure, row.state)
            for row in Action.objects.filter(agreed_in=meeting).order_by("created_at")
        )
        carried = AgendaItem.objects.filter(carried_from=meeting, state="open").count()
    return Detail(
        facts=shown,
        covered=covered,
        actions=agreed,
        carried=carried,
        notes=note.notes if note else "",
        learned=note.learned if note else "",
        preparation=note.preparation if note else "",
        since=_since(meeting.relationship, reader, now),
    )


def kind_of_item(code: str) -> str:
    """An agenda item's kind in words."""
    return _(reference.name_of("agenda_kind", code))


def moving(reader: Person, meeting_id: UUID | str, *, week: int = 0, now: datetime) -> Moving:
    """What the page that moves a meeting shows (S1.3)."""
    meeting = access.of(reader, meeting_id)
    shown = facts(meeting, reader, now=now)
    seats = access_relationships.seats(meeting.relationship)
    return Moving(
        facts=shown,
        week=_week(
            reader, seats, number=week, minutes=shown.minutes, now=now, leave_out=meeting.pk
        ),
        since=_since(meeting.relationship, reader, now),
    )
