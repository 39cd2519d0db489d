"""Times on offer: against a slow oracle, and on every night the clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.slots import (
    INTRODUCTION_MINUTES,
    Availability,
    Busy,
    DayException,
    Slot,
    Why,
    Window,
    free_slots,
    is_free,
    local_instant,
    refusal,
    series,
)

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ALL_WEEK = tuple(Window(day, 0, 1440) for day in range(7))
ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/St_Johns",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "UTC",
)
CHANGING = ("Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe")


def minute_is_given(availability: Availability, instant: datetime) -> bool:
    """Asks the question of one minute, in the words of the rules."""
    local = instant.astimezone(ZoneInfo(availability.zone))
    if local.fold:
        return False
    minute = local.hour * 60 + local.minute
    today, yesterday = local.date(), local.date() - DAY
    replaced = {item.on for item in availability.exceptions}

    def begun_on(day: date) -> list[tuple[int, int]]:
        if day in replaced:
            pairs = [p for item in availability.exceptions if item.on == day for p in item.windows]
        else:
            pairs = [
                (w.start_minute, w.end_minute)
                for w in availability.windows
                if w.weekday == day.weekday()
            ]
        return [(s, e if e > s else e + 1440) for s, e in pairs]

    if any(s <= minute < e for s, e in begun_on(today)):
        return True
    return today not in replaced and any(s <= minute + 1440 < e for s, e in begun_on(yesterday))


def oracle(
    availabilities: list[Availability],
    busy: list[Busy],
    *,
    starts: datetime,
    ends: datetime,
    minutes: int,
    step_minutes: int,
    notice: timedelta,
    buffer: timedelta,
) -> list[Slot]:
    """Every minute looked at by itself."""
    total = int((ends - starts) / MINUTE)
    instants = [starts + index * MINUTE for index in range(total)]
    open_minutes = [all(minute_is_given(a, t) for a in availabilities) for t in instants]
    for item in busy:
        for index, t in enumerate(instants):
            if item.start < item.end and item.start - buffer <= t < item.end + buffer:
                open_minutes[index] = False
    host = ZoneInfo(availabilities[0].zone)
    found = []
    for index, t in enumerate(instants):
        local = t.astimezone(host)
        if (local.hour * 60 + local.minute) % step_minutes or t < starts + notice:
            continue
        run = open_minutes[index : index + minutes]
        if len(run) == minutes and all(run):
            found.append(Slot(t, t + minutes * MINUTE))
    return found


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(st.integers(0, 1439))
    length = draw(st.integers(10, 1440))
    end = start + length
    if end > 1440 and draw(st.booleans()):
        end -= 1440
    return Window(draw(st.integers(0, 6)), start, end)


def transitions(zone: str, first: int = 2024, last: int = 2037) -> Iterator[datetime]:
    """Each hour of UTC in which a zone's offset changes."""
    where = ZoneInfo(zone)
    at = datetime(first, 1, 1, tzinfo=UTC)
    before = at.astimezone(where).utcoffset()
    while at.year <= last:
        after = (at + timedelta(hours=1)).astimezone(where).utcoffset()
        if after != before:
            yield at
        before = after
        at += timedelta(hours=1)


NIGHTS = {zone: tuple(transitions(zone)) for zone in CHANGING}


@st.composite
def schedules(draw: st.DrawFn) -> tuple[list[Availability], list[Busy], datetime, datetime]:
    near = draw(
        st.one_of(
            st.sampled_from([night for nights in NIGHTS.values() for night in nights]),
            st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 20)).map(
                lambda t: t.replace(tzinfo=UTC, second=0, microsecond=0)
            ),
        )
    )
    starts = near - timedelta(minutes=draw(st.integers(0, 1440)))
    ends = starts + timedelta(minutes=draw(st.integers(60, 2880)))
    people = []
    for _ in range(draw(st.integers(1, 3))):
        exceptions = draw(
            st.lists(
                st.builds(
                    DayException,
                    st.integers(-1, 2).map(lambda n: starts.date() + n * DAY),
                    st.lists(
                        windows().map(lambda w: (w.start_minute, w.end_minute)), max_size=2
                    ).map(tuple),
                ),
                max_size=2,
            )
        )
        people.append(
            Availability(
                draw(st.sampled_from(ZONES)),
                tuple(draw(st.one_of(st.just(ALL_WEEK), st.lists(windows(), max_size=8)))),
                tuple(exceptions),
            )
        )
    busy = []
    for _ in range(draw(st.integers(0, 3))):
        begin = starts + timedelta(minutes=draw(st.integers(-60, 2880)))
        busy.append(Busy(begin, begin + timedelta(minutes=draw(st.integers(0, 300)))))
    return people, busy, starts, ends


@settings(max_examples=150, deadline=None)
@given(
    schedules(),
    st.sampled_from([20, 45, 60, 90]),
    st.sampled_from([15, 20, 30, 60]),
    st.sampled_from([0, 30, 125]),
    st.sampled_from([0, 5, 15]),
)
def test_slots_are_those_a_minute_by_minute_search_finds(
    schedule: tuple[list[Availability], list[Busy], datetime, datetime],
    minutes: int,
    step: int,
    notice: int,
    buffer: int,
) -> None:
    people, busy, starts, ends = schedule
    rules = {
        "starts": starts,
        "ends": ends,
        "minutes": minutes,
        "step_minutes": step,
        "notice": notice * MINUTE,
        "buffer": buffer * MINUTE,
    }
    offered = free_slots(people, busy, **rules)  # type: ignore[arg-type]
    assert offered == oracle(people, busy, **rules)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(schedules(), st.sampled_from([15, 30]))
def test_what_is_offered_can_be_booked_and_all_else_is_refused(
    schedule: tuple[list[Availability], list[Busy], datetime, datetime], step: int
) -> None:
    people, busy, starts, ends = schedule
    rules = {"starts": starts, "ends": ends, "minutes": 20, "step_minutes": step}
    offered = {s.start for s in free_slots(people, busy, **rules)}  # type: ignore[arg-type]
    at = starts - 30 * MINUTE
    while at < ends + 30 * MINUTE:
        assert is_free(people, busy, start=at, **rules) == (at in offered)  # type: ignore[arg-type]
        at += 5 * MINUTE


@pytest.mark.capability("S0.15")
@pytest.mark.parametrize("zone", CHANGING)
def test_no_slot_is_unreal_or_doubled_on_any_night_the_clocks_change(zone: str) -> None:
    where = ZoneInfo(zone)
    assert len(NIGHTS[zone]) == 28  # two a year, 2024 to 2037
    someone = [Availability(zone, ALL_WEEK)]
    for change in NIGHTS[zone]:
        offered = free_slots(
            someone,
            starts=change - timedelta(hours=14),
            ends=change + timedelta(hours=14),
            minutes=INTRODUCTION_MINUTES,
            step_minutes=15,
        )
        walls = [slot.start.astimezone(where).replace(tzinfo=None) for slot in offered]
        assert len(set(walls)) == len(walls), "one wall time, offered twice"
        assert len(offered) > 90
        for slot, wall in zip(offered, walls, strict=True):
            assert local_instant(wall, zone) == slot.start
            assert slot.end - slot.start == timedelta(minutes=20)
            assert slot.start.tzinfo is UTC and slot.end.tzinfo is UTC


def test_a_window_inside_the_hour_that_does_not_exist_offers_nothing() -> None:
    someone = [Availability("Europe/London", (Window(6, 60, 120),))]
    spring = datetime(2026, 3, 29, tzinfo=UTC)
    assert free_slots(someone, starts=spring, ends=spring + DAY, minutes=20) == []
    week_later = spring + 7 * DAY
    assert len(free_slots(someone, starts=week_later, ends=week_later + DAY, minutes=20)) == 2


def test_a_window_inside_the_hour_that_comes_twice_is_offered_once() -> None:
    someone = [Availability("Europe/London", (Window(6, 60, 120),))]
    autumn = datetime(2026, 10, 24, 12, tzinfo=UTC)
    offered = free_slots(someone, starts=autumn, ends=autumn + DAY, minutes=20)
    assert [slot.start.strftime("%H:%M") for slot in offered] == ["00:00", "00:30"]


def test_dublin_whose_winter_is_the_exception_is_treated_like_london() -> None:
    autumn = datetime(2026, 10, 24, tzinfo=UTC)
    lists = [
        free_slots([Availability(z, ALL_WEEK)], starts=autumn, ends=autumn + 3 * DAY, minutes=60)
        for z in ("Europe/London", "Europe/Dublin")
    ]
    assert lists[0] == lists[1]


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    someone = [Availability("UTC", (Window(0, 23 * 60, 60),))]
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    offered = free_slots(someone, starts=monday, ends=monday + 2 * DAY, minutes=60)
    assert [s.start.strftime("%a %H:%M") for s in offered] == [
        "Mon 23:00",
        "Mon 23:30",
        "Tue 00:00",
    ]


def test_a_day_away_takes_the_tail_of_the_evening_before_with_it() -> None:
    weekly = (Window(0, 22 * 60, 2 * 60), Window(1, 9 * 60, 10 * 60))
    away = DayException(date(2026, 11, 24))
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    offered = free_slots(
        [Availability("UTC", weekly, (away,))], starts=monday, ends=monday + 2 * DAY, minutes=60
    )
    assert [s.start.strftime("%a %H:%M") for s in offered] == [
        "Mon 22:00",
        "Mon 22:30",
        "Mon 23:00",
    ]


def test_times_for_two_people_in_different_zones_suit_both() -> None:
    london = Availability("Europe/London", (Window(2, 9 * 60, 17 * 60),))
    new_york = Availability("America/New_York", (Window(2, 9 * 60, 17 * 60),))
    day = datetime(2026, 11, 25, tzinfo=UTC)
    offered = free_slots([london, new_york], starts=day, ends=day + DAY, minutes=60)
    assert (offered[0].start.hour, offered[-1].end.hour) == (14, 17)


def test_buffer_and_notice_hold() -> None:
    someone = [Availability("UTC", ALL_WEEK)]
    nine = datetime(2026, 11, 23, 9, tzinfo=UTC)
    busy = [Busy(nine + 120 * MINUTE, nine + 180 * MINUTE)]
    offered = free_slots(
        someone,
        busy,
        starts=nine,
        ends=nine + 300 * MINUTE,
        minutes=30,
        now=nine,
        notice=45 * MINUTE,
        buffer=15 * MINUTE,
    )
    assert [s.start.strftime("%H:%M") for s in offered] == ["10:00", "12:30", "13:00", "13:30"]
    assert len(free_slots(someone, starts=nine, ends=nine + DAY, minutes=30, limit=3)) == 3
    assert free_slots(someone, starts=nine, ends=nine + DAY, minutes=30, limit=0) == []


def test_a_refusal_says_why() -> None:
    someone = [Availability("UTC", (Window(0, 9 * 60, 12 * 60),))]
    nine = datetime(2026, 11, 23, 9, tzinfo=UTC)
    busy = [Busy(nine, nine + 60 * MINUTE)]

    def why(start: datetime) -> Why | None:
        return refusal(someone, busy, start=start, starts=nine, ends=nine + DAY, minutes=30)

    assert why(nine - 30 * MINUTE) is Why.TOO_SOON
    assert why(nine + 30 * MINUTE) is Why.TAKEN
    assert why(nine + 60 * MINUTE) is None
    assert why(nine + 65 * MINUTE) is Why.OFF_GRID
    assert why(nine + 180 * MINUTE) is Why.NOT_GIVEN
    assert why(nine + DAY) is Why.TOO_LATE


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Dublin", "America/New_York"])
def test_weekly_at_nine_stays_at_nine_for_ten_years(zone: str) -> None:
    times = series(datetime(2024, 1, 1, 9), zone, 1, 520)
    local = [t.astimezone(ZoneInfo(zone)) for t in times]
    assert {(t.weekday(), t.hour, t.minute) for t in local} == {(0, 9, 0)}
    assert len({t.date() for t in local}) == 520
    assert len({t.hour for t in times}) == 2  # in UTC it moves, so that on the wall it stays


def test_a_series_moves_past_an_hour_that_does_not_exist() -> None:
    times = series(datetime(2026, 3, 22, 1, 30), "Europe/London", 1, 3)
    assert [t.strftime("%H:%M") for t in times] == ["01:30", "01:30", "00:30"]
    assert times[1].astimezone(ZoneInfo("Europe/London")).strftime("%H:%M") == "02:30"


def test_wall_time_that_does_not_exist_means_no_instant() -> None:
    assert local_instant(datetime(2026, 3, 29, 1, 30), "Europe/London") is None
    first = local_instant(datetime(2026, 10, 25, 1, 30), "Europe/London")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "/etc/passwd", "", "Europe/"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises(ValueError, match="not a time zone"):
        free_slots([Availability(name, ALL_WEEK)], starts=at, ends=at + DAY, minutes=20)


def test_what_makes_no_sense_is_refused() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    someone = [Availability("UTC", ALL_WEEK)]
    with pytest.raises(ValueError, match="aware"):
        free_slots(someone, starts=at.replace(tzinfo=None), ends=at, minutes=20)
    with pytest.raises(ValueError, match="divide"):
        free_slots(someone, starts=at, ends=at + DAY, minutes=20, step_minutes=7)
    with pytest.raises(ValueError, match="minute"):
        free_slots(someone, starts=at, ends=at + DAY, minutes=0)
    with pytest.raises(ValueError, match="before it starts"):
        free_slots(someone, [Busy(at, at - DAY)], starts=at, ends=at + DAY, minutes=20)
    with pytest.raises(ValueError, match="weekday"):
        Window(7, 0, 60)
    with pytest.raises(ValueError, match="24 hours"):
        Window(0, 60, 1600)
    with pytest.raises(ValueError, match="without"):
        series(at, "UTC", 1, 1)
