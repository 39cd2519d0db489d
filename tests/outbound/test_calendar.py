"""What leaves for people's calendars, read back with a parser and line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from alongside.outbound.calendar import (
    Attendee,
    MeetingMessage,
    Method,
    Organizer,
    Reply,
    content_type,
    feed,
    invitation,
)

SITE = Organizer("sessions@alongside.example", "Alongside")
AMINA = Attendee("amina.o'neill@trust.example", "Amina O'Neill")
ZOE = Attendee("zoe@trust.example", "Zoë Łukasiewicz", Reply.ACCEPTED)
MEETING = MeetingMessage(
    uid="meeting-7f3a@alongside.example",
    sequence=0,
    start=datetime(2026, 7, 1, 16, tzinfo=UTC),
    end=datetime(2026, 7, 1, 17, tzinfo=UTC),
    stamp=datetime(2026, 6, 20, 9, 30, tzinfo=UTC),
    organizer=SITE,
    attendees=(AMINA, ZOE),
    description="Your session. The page has its agenda.",
    link="https://alongside.example/sessions/12/",
)


def check_lines(raw: bytes) -> list[str]:
    """Every line ends in CRLF and is at most 75 octets; returns them unfolded."""
    assert raw.endswith(b"\r\n")
    physical = raw.split(b"\r\n")[:-1]
    for line in physical:
        assert len(line) <= 75, line
        assert b"\n" not in line and b"\r" not in line
        line.decode("utf-8")  # a fold never splits a character
    return raw.decode().replace("\r\n ", "").split("\r\n")[:-1]


def only_event(raw: bytes) -> Event:
    calendar = Calendar.from_ical(raw)
    events = calendar.walk("VEVENT")
    assert len(events) == 1 and not calendar.errors and not events[0].errors
    event = events[0]
    assert isinstance(event, Event)
    return event


def test_an_invitation_says_what_a_calendar_needs_to_know() -> None:
    raw = invitation(MEETING)
    lines = check_lines(raw)
    assert "METHOD:REQUEST" in lines and "VERSION:2.0" in lines
    assert content_type("REQUEST") == "text/calendar; method=REQUEST; charset=utf-8"
    event = only_event(raw)
    assert event["uid"] == MEETING.uid and event["sequence"] == 0
    assert event["summary"] == "Mentoring session" and event["status"] == "CONFIRMED"
    assert event["organizer"] == "mailto:sessions@alongside.example"
    assert event.start == MEETING.start and event.end == MEETING.end
    people = event["attendee"]
    assert [str(p) for p in people] == [f"mailto:{a.email}" for a in (AMINA, ZOE)]
    assert [p.params["PARTSTAT"] for p in people] == ["NEEDS-ACTION", "ACCEPTED"]
    assert all(p.params["RSVP"] == "TRUE" for p in people)
    assert people[1].params["CN"] == "Zoë Łukasiewicz"
    assert MEETING.link in event["description"] and event["url"] == MEETING.link


@pytest.mark.parametrize("month, offset", [(7, 1), (12, 0)])
def test_london_time_is_written_with_its_zone(month: int, offset: int) -> None:
    start = datetime(2026, month, 1, 16, tzinfo=UTC)
    raw = invitation(replace(MEETING, start=start, end=start + timedelta(hours=1)))
    lines = check_lines(raw)
    assert f"DTSTART;TZID=Europe/London:2026{month:02}01T{16 + offset}0000" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert only_event(raw).start == start


def test_the_zone_we_ship_agrees_with_the_tz_database_until_2037() -> None:
    """By the zone's own rules, as a client that knows no other would read them."""
    zone = Calendar.from_ical(invitation(MEETING)).walk("VTIMEZONE")[0]
    text = zone.to_ical().replace(b"Europe/London", b"Elsewhere")
    zone = type(zone).from_ical(text)
    shipped = zone.to_tz(lookup_tzid=False)
    real = ZoneInfo("Europe/London")
    at = datetime(2024, 1, 1, 0, 30)
    while at.year < 2038:
        wall = at.replace(tzinfo=real)
        if wall.astimezone(UTC).astimezone(real).replace(tzinfo=None) == at:
            assert at.replace(tzinfo=shipped).utcoffset() == wall.utcoffset(), at
        at += timedelta(hours=5)


def test_other_zones_are_written_in_utc() -> None:
    raw = invitation(replace(MEETING, zone="Australia/Lord_Howe"))
    lines = check_lines(raw)
    assert "DTSTART:20260701T160000Z" in lines and "BEGIN:VTIMEZONE" not in lines


def test_the_hour_that_comes_twice_keeps_its_instant() -> None:
    for hour in (0, 1):
        start = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        meeting = replace(MEETING, start=start, end=start + timedelta(minutes=20))
        event = only_event(invitation(meeting))
        assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (
            meeting.start,
            meeting.end,
        )


def test_a_move_keeps_the_uid_and_a_cancellation_takes_it_away() -> None:
    moved = replace(MEETING, sequence=1, start=MEETING.end, end=MEETING.end + timedelta(hours=1))
    gone = replace(moved, sequence=2)
    events = [
        only_event(invitation(MEETING)),
        only_event(invitation(moved)),
        only_event(invitation(gone, Method.CANCEL)),
    ]
    assert len({e["uid"] for e in events}) == 1
    assert len({str(e["organizer"]) for e in events}) == 1
    assert [e["sequence"] for e in events] == [0, 1, 2]
    assert events[2]["status"] == "CANCELLED"
    raw = invitation(gone, "CANCEL")
    assert "METHOD:CANCEL" in check_lines(raw) and b"RSVP" not in raw
    assert content_type("CANCEL") == "text/calendar; method=CANCEL; charset=utf-8"


def test_a_feed_has_no_method_and_names_no_one() -> None:
    other = replace(MEETING, uid="b", start=MEETING.start - timedelta(days=7))
    gone = replace(MEETING, uid="c", cancelled=True)
    raw = feed([MEETING, other, gone], "Your sessions")
    lines = check_lines(raw)
    assert not any(line.startswith(("METHOD", "ORGANIZER", "ATTENDEE")) for line in lines)
    assert b"trust.example" not in raw
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "NAME:Your sessions" in lines and "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines
    uids = [str(e["uid"]) for e in Calendar.from_ical(raw).walk("VEVENT")]
    assert uids == ["b", MEETING.uid]
    assert raw == feed([other, gone, MEETING], "Your sessions"), "same meetings, same bytes"


def test_an_empty_feed_is_a_calendar_still() -> None:
    calendar = Calendar.from_ical(feed([], "Nothing yet"))
    assert calendar["version"] == "2.0" and not calendar.walk("VEVENT")


def test_a_year_of_meetings_expands_to_the_same_instants_elsewhere() -> None:
    meetings = [
        replace(
            MEETING,
            uid=f"m{index}",
            start=MEETING.start + timedelta(days=7 * index),
            end=MEETING.end + timedelta(days=7 * index),
        )
        for index in range(52)
    ]
    calendar = Calendar.from_ical(feed(meetings, "A year"))
    found = recurring_ical_events.of(calendar).between(
        MEETING.start, MEETING.start + timedelta(days=366)
    )
    assert sorted(e.start.astimezone(UTC) for e in found) == [m.start for m in meetings]


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\x00\x0b\x0c\x85\u2028\u2029\ufeff;:,\\\"'=éŵ😀"),
        st.characters(),
    ),
    max_size=200,
) | st.sampled_from(
    [
        "Hello\r\nATTENDEE:mailto:evil@example.org",
        "a\\nEND:VEVENT\nBEGIN:VEVENT",
        '";CN=x:mailto:evil@example.org\r\n',
        "ab\u2028METHOD:CANCEL",
        "\ud800 half a character",
        "é" * 300,
    ]
)
SAFE_NAMES = {
    "BEGIN", "END", "PRODID", "VERSION", "CALSCALE", "METHOD", "TZID", "DTSTART", "DTEND",
    "DTSTAMP", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "UID", "SEQUENCE", "SUMMARY",
    "DESCRIPTION", "URL", "LOCATION", "STATUS", "TRANSP", "CLASS", "ORGANIZER", "ATTENDEE",
    "LAST-MODIFIED", "NAME", "X-WR-CALNAME", "X-PUBLISHED-TTL", "REFRESH-INTERVAL",
}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_can_write_a_line_of_its_own(
    title: str, description: str, name: str, place: str
) -> None:
    meeting = replace(
        MEETING,
        title=title,
        description=description,
        place=place,
        attendees=(Attendee("a@b.example", name), ZOE),
        organizer=Organizer(SITE.email, name),
    )
    for raw in (invitation(meeting), feed([meeting], title)):
        lines = check_lines(raw)
        assert {re.split("[;:]", line, maxsplit=1)[0] for line in lines} <= SAFE_NAMES
        assert sum(line == "BEGIN:VEVENT" for line in lines) == 1
        event = only_event(raw)
        assert event["uid"] == MEETING.uid
        assert "\n" not in event["summary"]
    invited = only_event(invitation(meeting))
    assert [str(a) for a in invited["attendee"]] == ["mailto:a@b.example", f"mailto:{ZOE.email}"]
    assert set(invited["attendee"][0].params) <= {"CN", "CUTYPE", "ROLE", "PARTSTAT", "RSVP"}


@pytest.mark.parametrize(
    "email",
    ["", "nobody", "a@b\r\nX:y", "a b@c.example", "a@b;x=y", "mailto:a@b", "a@b?cc=c@d", "a@@b"],
)
def test_an_address_that_is_none_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="address"):
        invitation(replace(MEETING, attendees=(Attendee(email),)))


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="invite"):
        invitation(replace(MEETING, attendees=()))
    with pytest.raises(ValueError, match="after"):
        invitation(replace(MEETING, end=MEETING.start))
    with pytest.raises(ValueError, match="aware"):
        invitation(replace(MEETING, start=datetime(2026, 7, 1)))
    with pytest.raises(ValueError, match="link"):
        invitation(replace(MEETING, link="javascript:alert(1)"))
    with pytest.raises(ValueError, match="UID"):
        invitation(replace(MEETING, uid="a\nb"))
    with pytest.raises(ValueError, match="PUBLISH"):
        invitation(MEETING, "PUBLISH")
