"""Calendar messages (iTIP over mail) and calendar feeds.

A calendar is read by more people than a mailbox: on a shared screen, by a
secretary, by a delegate. So what goes out here is neutral by default and never
carries an agenda, a note or a reason; the link leads to a page that asks who is
reading. Nothing here reads the clock or the database: a `MeetingMessage` says
everything.

What clients need and this module keeps to: one UID for the life of a meeting, a
SEQUENCE that only grows, an ORGANIZER that never changes, METHOD both in the
calendar and in the MIME part (`content_type`), and none in a feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText, vUri

PRODUCT = "-//Alongside//Alongside 1//EN"
NEUTRAL_TITLE = "Mentoring session"
FEED_REFRESH = timedelta(hours=4)

LONDON = "Europe/London"

# The rules Britain has kept since 1996: forward at 01:00 UTC on the last Sunday
# of March, back at 01:00 UTC on the last Sunday of October. Written out because
# zones generated from the tz database begin with rules of 1970 that some
# clients take for today's.
_LONDON_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""
_LONDON_SINCE = datetime(1996, 10, 27, 1, tzinfo=UTC)

# Control characters, and the separators that some programs take for line ends.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+")
# Nothing that would end the address, or begin a parameter or a query of a mailto: link.
_ADDRESS = re.compile(r"""[^\s@<>()\[\]\\,;:"?#%]+@[^\s@<>()\[\]\\,;:"'?#%]+""")
_LONGEST_TEXT = 1000


class Method(StrEnum):
    """What a calendar message asks of the reader's calendar."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Reply(StrEnum):
    """Where an attendee stands."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who the calendar says called the meeting: the site, and always the same."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Someone who is asked to come."""

    email: str
    name: str = ""
    reply: Reply = Reply.NEEDS_ACTION


@dataclass(frozen=True, slots=True)
class MeetingMessage:
    """One meeting as calendars know it.

    ``start`` and ``end`` are aware; ``zone`` (IANA) is the zone its times are
    written in where we ship that zone, otherwise they go out in UTC.
    ``sequence`` grows with every change, the cancelling one included.
    ``stamp`` is when this version was made. ``link`` leads to the meeting's
    page. ``place`` is only for a place that is no secret.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    stamp: datetime
    organizer: Organizer
    attendees: tuple[Attendee, ...] = ()
    zone: str = LONDON
    title: str = NEUTRAL_TITLE
    description: str = ""
    link: str = ""
    place: str = ""
    cancelled: bool = False


def content_type(method: Method | str) -> str:
    """The MIME type an invitation is sent with, its METHOD included."""
    return f"text/calendar; method={Method(method).value}; charset=utf-8"


def invitation(meeting: MeetingMessage, method: Method | str = Method.REQUEST) -> bytes:
    """A calendar message with that meeting alone: UTF-8, CRLF, lines of 75 octets.

    Send it as `content_type(method)`. A move is a REQUEST with the same UID and
    a higher sequence. Raises ValueError for a method other than REQUEST or
    CANCEL, no attendees, an address that is none, naive times, or an end that
    is not after the start.
    """
    asked = Method(method)
    if not meeting.attendees:
        raise ValueError("an invitation needs someone to invite")
    calendar = _calendar()
    calendar.add("method", asked.value)
    cancelled = meeting.cancelled or asked is Method.CANCEL
    event = _event(meeting, cancelled=cancelled)
    event["organizer"] = _address(meeting.organizer.email, meeting.organizer.name)
    for attendee in meeting.attendees:
        event.add("attendee", _attendee(attendee, asking=asked is Method.REQUEST), encode=False)
    if _in_london(meeting):
        calendar.add_component(_london())
    calendar.add_component(event)
    return _bytes(calendar)


def feed(meetings: Iterable[MeetingMessage], name: str) -> bytes:
    """A calendar to subscribe to. The same meetings always give the same bytes.

    It names no one: no organiser, no attendees, and no METHOD, which would make
    clients take it for a message. Cancelled meetings are left out, which is how
    a subscribed calendar drops them.
    """
    calendar = _calendar()
    title = _one_line(name)
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    refresh = vDuration(FEED_REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh, encode=False)
    calendar.add("x-published-ttl", vDuration(FEED_REFRESH))
    shown = sorted((m for m in meetings if not m.cancelled), key=lambda m: (_utc(m.start), m.uid))
    if any(_in_london(meeting) for meeting in shown):
        calendar.add_component(_london())
    for meeting in shown:
        calendar.add_component(_event(meeting, cancelled=False))
    return _bytes(calendar)


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _bytes(calendar: Calendar) -> bytes:
    written: bytes = calendar.to_ical()
    return written


def _london() -> Timezone:
    zone = Timezone.from_ical(_LONDON_ZONE)
    assert isinstance(zone, Timezone)
    return zone


def _event(meeting: MeetingMessage, *, cancelled: bool) -> Event:
    start, end = _utc(meeting.start), _utc(meeting.end)
    if end <= start:
        raise ValueError("a meeting ends after it starts")
    if meeting.sequence < 0:
        raise ValueError("a sequence counts up from nought")
    if not meeting.uid or meeting.uid != _one_line(meeting.uid):
        raise ValueError("a UID is one line of printable text")
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", _utc(meeting.stamp))
    event.add("last-modified", _utc(meeting.stamp))
    event.add("dtstart", _written(start, meeting))
    event.add("dtend", _written(end, meeting))
    event.add("summary", _one_line(meeting.title) or NEUTRAL_TITLE)
    link = _link(meeting.link)
    description = "\n\n".join(part for part in (_lines(meeting.description), link) if part)
    if description:
        event.add("description", vText(description))
    if link:
        event.add("url", vUri(link))
    if meeting.place:
        event.add("location", _one_line(meeting.place))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    # What is in a calendar others can open should at least be marked as private.
    event.add("class", "PRIVATE")
    return event


def _attendee(attendee: Attendee, *, asking: bool) -> vCalAddress:
    address = _address(attendee.email, attendee.name)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = attendee.reply.value
    if asking:
        address.params["RSVP"] = "TRUE"
    return address


def _address(email: str, name: str) -> vCalAddress:
    if not _ADDRESS.fullmatch(email) or _UNPRINTABLE.search(email):
        raise ValueError("not an e-mail address that a calendar can carry")
    address = vCalAddress(f"mailto:{email}")
    # A double quote cannot be written inside a parameter, however escaped.
    shown = _one_line(name).replace('"', "\u2019")
    if shown:
        address.params["CN"] = shown
    return address


def _in_london(meeting: MeetingMessage) -> bool:
    return meeting.zone == LONDON and _utc(meeting.start) >= _LONDON_SINCE


def _written(instant: datetime, meeting: MeetingMessage) -> datetime:
    """The instant as it is written: London wall time, or UTC.

    Wall time that comes twice can only mean its first coming in a calendar, so
    the second is written in UTC.
    """
    if not _in_london(meeting):
        return instant
    local = instant.astimezone(ZoneInfo(LONDON))
    return instant if local.fold else local


def _utc(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        raise ValueError("a meeting's times need a zone: pass aware datetimes")
    return instant.astimezone(UTC).replace(microsecond=0)


def _one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()[:_LONGEST_TEXT].rstrip()


def _lines(text: str) -> str:
    kept = (_one_line(line) for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(kept).strip()


def _link(link: str) -> str:
    """The link, if it is one that a calendar may carry; raises ValueError if not."""
    if link and not re.fullmatch(r"https?://[!-~]+", link):
        raise ValueError("a link is an http or https address without spaces")
    return link
