"""Times that everyone has given, and that nothing else has taken.

People say when they are usually free in their own wall time ("Tuesdays, nine
to noon, London"). A meeting is an instant. Between the two stand the nights on
which the clocks change, so this module turns every window into stretches of
UTC first and only then compares or adds: aware datetimes that share a zone
ignore ``fold`` in Python, and adding hours to them across a change is wrong.

Two rules settle those nights:

* wall time that the clock jumps over is no time at all, so nothing starts or
  runs in it;
* wall time that comes twice counts the first time only. "01:30" can then mean
  one instant and never two, in the list, in the mail and in people's heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alongside.engine.spans import Span, joined, shared, without

INTRODUCTION_MINUTES = 20
"""How long a first, no-obligation meeting with a prospective mentor lasts."""

DAY_MINUTES = 24 * 60

_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(?:/[A-Za-z0-9_+\-]+){0,2}")

# No zone has changed its offset twice within three hours, so looking every
# three hours finds each change; bisection then finds its second.
_SCAN_SECONDS = 3 * 3600


@dataclass(frozen=True, slots=True)
class Window:
    """Time given every week. ``weekday`` 0 is Monday.

    Minutes count from local midnight. An end at or before the start, or past
    1440, means the window runs on into the next day; it never lasts longer
    than 24 hours.
    """

    weekday: int
    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday must be 0 (Monday) to 6 (Sunday)")
        _check_minutes(self.start_minute, self.end_minute)


@dataclass(frozen=True, slots=True)
class DayException:
    """What holds on one local date in place of the weekly windows.

    ``windows`` are pairs of minutes as in `Window`; none means away. Nothing
    else is free on that date, the tail of the evening before included, and a
    window that would have begun on that date is gone whole.
    """

    on: date
    windows: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        for start, end in self.windows:
            _check_minutes(start, end)


@dataclass(frozen=True, slots=True)
class Availability:
    """One person's usual week, in the wall time of ``zone`` (an IANA name)."""

    zone: str
    windows: tuple[Window, ...]
    exceptions: tuple[DayException, ...] = ()


@dataclass(frozen=True, slots=True)
class Busy:
    """Time already taken: two aware instants, the end not included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A time on offer: two aware instants in UTC, the end not included."""

    start: datetime
    end: datetime


class Why(StrEnum):
    """Why a time cannot be booked."""

    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    OFF_GRID = "off_grid"
    NOT_GIVEN = "not_given"
    TAKEN = "taken"


def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises ValueError for a name that is none."""
    if not _ZONE_NAME.fullmatch(name):
        raise ValueError(f"not a time zone: {name[:60]!r}")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"not a time zone: {name[:60]!r}") from error


def free_slots(
    availabilities: Sequence[Availability],
    busy: Iterable[Busy] = (),
    *,
    starts: datetime,
    ends: datetime,
    minutes: int,
    step_minutes: int = 30,
    now: datetime | None = None,
    notice: timedelta = timedelta(0),
    buffer: timedelta = timedelta(0),
    limit: int | None = None,
) -> list[Slot]:
    """The times of ``minutes`` length between two instants that all have given.

    Starts fall on every ``step_minutes`` of the wall clock of the first
    availability (pass the host's first). A slot begins no sooner than
    ``now + notice`` (``now`` is ``starts`` unless given), keeps ``buffer``
    clear before and after everything in ``busy``, and ends by ``ends``.
    In order, at most ``limit`` of them. Slots may overlap one another: they
    are alternatives. With no availability nothing is on offer.

    Raises ValueError for a naive datetime, an unknown zone, a length or step
    that is not positive, or a step that does not divide a day.
    """
    _check_request(minutes, step_minutes)
    if not availabilities or (limit is not None and limit <= 0):
        return []
    earliest = _earliest(starts, now, notice)
    latest = _seconds(ends)
    length = minutes * 60
    if latest - earliest < length:
        return []
    given = _given_by_all(availabilities, earliest, latest)
    free = without(given, _taken(busy, buffer))
    host = zone(availabilities[0].zone)
    found: list[Slot] = []
    for begin in _grid_starts(free, host, step_minutes * 60, length):
        found.append(Slot(_instant(begin), _instant(begin + length)))
        if limit is not None and len(found) == limit:
            break
    return found


def refusal(
    availabilities: Sequence[Availability],
    busy: Iterable[Busy] = (),
    *,
    start: datetime,
    starts: datetime,
    ends: datetime,
    minutes: int,
    step_minutes: int = 30,
    now: datetime | None = None,
    notice: timedelta = timedelta(0),
    buffer: timedelta = timedelta(0),
) -> Why | None:
    """Why a meeting cannot begin at ``start``, or None when it can.

    The other arguments are those of `free_slots`, and the answer is None for
    exactly the starts that `free_slots` offers.
    """
    _check_request(minutes, step_minutes)
    begin = _seconds(start)
    finish = begin + minutes * 60
    if begin < _earliest(starts, now, notice):
        return Why.TOO_SOON
    if finish > _seconds(ends):
        return Why.TOO_LATE
    if not availabilities:
        return Why.NOT_GIVEN
    host = zone(availabilities[0].zone)
    if start.microsecond or (begin + _offset(host, begin)) % (step_minutes * 60):
        return Why.OFF_GRID
    given = _given_by_all(availabilities, begin, finish)
    if given != [(begin, finish)]:
        return Why.NOT_GIVEN
    if without(given, _taken(busy, buffer)) != given:
        return Why.TAKEN
    return None


def is_free(
    availabilities: Sequence[Availability],
    busy: Iterable[Busy] = (),
    *,
    start: datetime,
    starts: datetime,
    ends: datetime,
    minutes: int,
    step_minutes: int = 30,
    now: datetime | None = None,
    notice: timedelta = timedelta(0),
    buffer: timedelta = timedelta(0),
) -> bool:
    """Whether `free_slots`, given the same, offers a slot that begins at ``start``."""
    why = refusal(
        availabilities,
        busy,
        start=start,
        starts=starts,
        ends=ends,
        minutes=minutes,
        step_minutes=step_minutes,
        now=now,
        notice=notice,
        buffer=buffer,
    )
    return why is None


def series(start_local: datetime, zone_name: str, every_weeks: int, n: int) -> list[datetime]:
    """``n`` instants in UTC, ``every_weeks`` apart, at the same local wall time.

    ``start_local`` is naive. Where a date's clock jumps over that wall time
    the meeting moves forward by as much as the clock did; where it comes
    twice, the first is meant. Raises ValueError for an aware start, an unknown
    zone or a rhythm under one week.
    """
    if start_local.tzinfo is not None:
        raise ValueError("start_local is wall time: pass it without a zone")
    if every_weeks < 1 or n < 0:
        raise ValueError("every_weeks must be at least 1 and n not negative")
    where = zone(zone_name)
    walls = (start_local + timedelta(weeks=every_weeks * index) for index in range(n))
    # fold=0 takes the first of two, and the offset before a jump, which is
    # what moves a wall time inside the jump forward by its length.
    return [wall.replace(tzinfo=where, fold=0).astimezone(UTC) for wall in walls]


def local_instant(wall: datetime, zone_name: str) -> datetime | None:
    """The instant a naive wall time means, in UTC; None where the clock skips it."""
    if wall.tzinfo is not None:
        raise ValueError("wall time has no zone: pass it without one")
    instant = wall.replace(tzinfo=zone(zone_name), fold=0).astimezone(UTC)
    back = instant.astimezone(zone(zone_name)).replace(tzinfo=None)
    return instant if back == wall else None


def _check_minutes(start: int, end: int) -> None:
    if not 0 <= start < DAY_MINUTES:
        raise ValueError("a window starts between 0 and 1439 minutes after midnight")
    if not 0 <= end <= 2 * DAY_MINUTES or _length(start, end) > DAY_MINUTES:
        raise ValueError("a window ends within 24 hours of its start")


def _length(start: int, end: int) -> int:
    return end - start if end > start else end + DAY_MINUTES - start


def _check_request(minutes: int, step_minutes: int) -> None:
    if minutes < 1:
        raise ValueError("a meeting lasts at least a minute")
    if step_minutes < 1 or DAY_MINUTES % step_minutes:
        raise ValueError("step_minutes must divide a day")


def _seconds(instant: datetime) -> int:
    """Whole seconds since 1970, rounded down. Raises ValueError when naive."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a zone: pass an aware datetime")
    since = instant.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return since.days * 86400 + since.seconds


def _seconds_up(instant: datetime) -> int:
    return _seconds(instant) + (1 if instant.microsecond else 0)


def _instant(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _earliest(starts: datetime, now: datetime | None, notice: timedelta) -> int:
    reference = starts if now is None else now
    return max(_seconds_up(starts), _seconds_up(reference.astimezone(UTC) + notice))


def _offset(where: ZoneInfo, seconds: int) -> int:
    shift = _instant(seconds).astimezone(where).utcoffset()
    assert shift is not None  # a ZoneInfo always knows
    return shift.days * 86400 + shift.seconds


def _steady(where: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of one offset within [start, end): (start, end, offset), seconds.

    The second pass of repeated wall time is left out.
    """
    # Begin two days early: the repeat that `start` stands in may have begun then.
    at = start - 2 * 86400
    offset = _offset(where, at)
    begin = at
    while at < end:
        ahead = min(at + _SCAN_SECONDS, end)
        later = _offset(where, ahead)
        if later != offset:
            low, high = at, ahead
            while high - low > 1:
                middle = (low + high) // 2
                if _offset(where, middle) == offset:
                    low = middle
                else:
                    high = middle
            if high > start and begin < high:
                yield max(begin, start), high, offset
            begin = high + max(0, offset - later)
            offset = later
            # Go on from the change itself, in case another follows soon.
            at = high
        else:
            at = ahead
    if begin < end:
        yield max(begin, start), end, offset


def _walls(availability: Availability, first: date, last: date) -> list[Span]:
    """Given wall time from ``first`` to ``last`` as if wall seconds were UTC."""
    replaced: dict[date, list[tuple[int, int]]] = {}
    for exception in availability.exceptions:
        replaced.setdefault(exception.on, []).extend(exception.windows)
    weekly: dict[int, list[tuple[int, int]]] = {}
    for window in availability.windows:
        weekly.setdefault(window.weekday, []).append((window.start_minute, window.end_minute))

    found: list[Span] = []
    day = first
    while day <= last:
        midnight = _seconds(datetime.combine(day, time(0), tzinfo=UTC))
        tomorrow = midnight + 86400
        for start, end in replaced.get(day, weekly.get(day.weekday(), [])):
            begin = midnight + start * 60
            finish = begin + _length(start, end) * 60
            if day + timedelta(days=1) in replaced:
                finish = min(finish, tomorrow)
            if begin < finish:
                found.append((begin, finish))
        day += timedelta(days=1)
    return joined(found)


def _given(availability: Availability, start: int, end: int) -> list[Span]:
    """The UTC spans within [start, end) that one person has given, in order."""
    where = zone(availability.zone)
    first = _instant(start).date() - timedelta(days=3)
    last = _instant(end).date() + timedelta(days=2)
    walls = _walls(availability, first, last)
    found: list[Span] = []
    for begin, finish, offset in _steady(where, start, end):
        here = [(begin + offset, finish + offset)]
        found += [(s - offset, e - offset) for s, e in shared(walls, here)]
    return joined(found)


def _given_by_all(availabilities: Sequence[Availability], start: int, end: int) -> list[Span]:
    common: list[Span] = [(start, end)]
    for availability in availabilities:
        common = shared(common, _given(availability, start, end))
        if not common:
            break
    return common


def _taken(busy: Iterable[Busy], buffer: timedelta) -> list[Span]:
    pad = int(buffer.total_seconds())
    if pad < 0:
        raise ValueError("buffer cannot be negative")
    spans: list[Span] = []
    for item in busy:
        start, end = _seconds(item.start), _seconds_up(item.end)
        if end < start:
            raise ValueError("a busy time ends before it starts")
        if end > start:
            spans.append((start - pad, end + pad))
    return joined(spans)


def _grid_starts(spans: Sequence[Span], where: ZoneInfo, step: int, length: int) -> Iterator[int]:
    """Starts on the step of the zone's wall clock from which ``length`` seconds fit."""
    for start, end in spans:
        if end - start < length:
            continue
        # A change of the clock inside the span may move the grid.
        for begin, finish, offset in _steady(where, start, end):
            first = begin + -(begin + offset) % step
            for at in range(first, finish, step):
                if at + length <= end:
                    yield at
