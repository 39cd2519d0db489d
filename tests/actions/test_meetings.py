"""Booking, moving, holding and closing meetings, for two people and against many."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from typing import Any

import icalendar
import pytest
from django.db import connection, connections

from alongside.access import NotVisible, Refused
from alongside.actions import meetings
from alongside.data.models import (
    AvailabilityWindow,
    BookedTime,
    CpdEntry,
    Event,
    Meeting,
    OutboxMessage,
)
from alongside.outbound import mail
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOW = make.NOW
SOON = NOW + dt.timedelta(days=3)


def calendar_of(message: OutboxMessage) -> tuple[str, Any, str]:
    """Method, event, and the calendar part's MIME type of a message."""
    letter = mail.compose(message).message()
    part = next(p for p in letter.walk() if p.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0], str(part["Content-Type"])


@pytest.mark.capability("S0.15")
def test_an_introduction_takes_exactly_twenty_minutes_whatever_is_asked_for() -> None:
    pair = make.relationship(state="agreeing")
    met = meetings.book(
        pair, kind="introduction", start=SOON, minutes=90, by=make.mentee_of(pair), now=NOW
    )
    assert met.ends_at - met.starts_at == dt.timedelta(minutes=20)


@pytest.mark.capability("S4.14")
def test_learning_by_doing_together_is_a_kind_of_session() -> None:
    pair = make.relationship()
    met = meetings.book(pair, kind="together", start=SOON, by=make.mentor_of(pair), now=NOW)
    assert met.kind == "together"
    assert met.ends_at - met.starts_at == dt.timedelta(minutes=pair.session_minutes)


def test_both_get_an_invitation_and_a_move_keeps_its_identity() -> None:
    pair = make.relationship()
    met = meetings.book(pair, kind="session", start=SOON, by=make.mentee_of(pair), now=NOW)
    messages = list(OutboxMessage.objects.filter(kind="meeting_booked"))
    assert {m.to_person for m in messages} == {make.mentee_of(pair), make.mentor_of(pair)}
    method, event, kind = calendar_of(messages[0])
    assert (method, str(event["UID"]), event["SEQUENCE"]) == ("REQUEST", met.uid, 0)
    assert "method=" in kind and "REQUEST" in kind

    later = SOON + dt.timedelta(days=1)
    meetings.move_to(met.pk, start=later, why="clinic", by=make.mentor_of(pair), now=NOW)
    moved = OutboxMessage.objects.filter(kind="meeting_moved")
    assert moved.count() == 2
    method, event, _kind = calendar_of(moved[0])
    assert (method, str(event["UID"]), event["SEQUENCE"]) == ("REQUEST", met.uid, 1)
    assert event["DTSTART"].dt == later

    meetings.cancel(met.pk, by=make.mentee_of(pair), now=NOW)
    method, event, _kind = calendar_of(OutboxMessage.objects.filter(kind="meeting_cancelled")[0])
    assert (method, str(event["UID"]), event["SEQUENCE"]) == ("CANCEL", met.uid, 2)
    assert not BookedTime.objects.filter(meeting=met).exists()


def test_a_message_about_a_time_that_has_moved_since_is_not_sent() -> None:
    pair = make.relationship()
    met = meetings.book(pair, kind="session", start=SOON, by=make.mentee_of(pair), now=NOW)
    first = OutboxMessage.objects.filter(kind="meeting_booked")[0]
    later = SOON + dt.timedelta(hours=3)
    meetings.move_to(met.pk, start=later, why="ill", by=make.mentee_of(pair), now=NOW)
    with pytest.raises(mail.NotNeeded):
        mail.compose(first)


@pytest.mark.capability("S1.3")
def test_moving_asks_why_and_moves_in_the_same_step() -> None:
    pair = make.relationship()
    met = make.meeting(pair)
    with pytest.raises(Refused) as no:
        meetings.move_to(met.pk, start=SOON, why="", by=make.mentee_of(pair), now=NOW)
    assert no.value.field == "why"
    meetings.move_to(met.pk, start=SOON, why="clinic", by=make.mentee_of(pair), now=NOW)
    met.refresh_from_db()
    assert (met.starts_at, met.moved_count, met.sequence) == (SOON, 1, 1)
    assert set(BookedTime.objects.values_list("starts_at", flat=True)) == {SOON}


def test_a_time_that_is_taken_is_refused_and_nothing_stays_behind() -> None:
    mentor = make.person()
    first, second = make.relationship(mentor=mentor), make.relationship(mentor=mentor)
    meetings.book(first, kind="session", start=SOON, by=make.mentee_of(first), now=NOW)
    with pytest.raises(Refused) as no:
        meetings.book(
            second, kind="session", start=SOON + dt.timedelta(minutes=30),
            by=make.mentee_of(second), now=NOW,
        )  # fmt: skip
    assert no.value.field == "start"
    assert Meeting.objects.count() == 1
    assert OutboxMessage.objects.count() == 2
    # Back to back is no overlap.
    meetings.book(second, kind="session", start=SOON + dt.timedelta(hours=1), by=mentor, now=NOW)


def test_the_same_form_again_books_once_and_answers_the_same() -> None:
    pair = make.relationship()
    said = {"kind": "session", "start": SOON, "key": "k", "by": make.mentee_of(pair), "now": NOW}
    assert meetings.book(pair, **said).pk == meetings.book(pair, **said).pk
    assert Meeting.objects.count() == 1


def test_nobody_else_can_touch_it() -> None:
    pair = make.relationship()
    lead = make.person()
    made = make.programme(coordinator=lead)
    met = make.meeting(make.relationship(made))
    for stranger in (make.person(), make.mentee_of(pair), lead):
        for act in (
            lambda by: meetings.cancel(met.pk, by=by, now=NOW),
            lambda by: meetings.move_to(met.pk, start=SOON, why="ill", by=by, now=NOW),
            lambda by: meetings.keep_note(met.pk, field="notes", text="x", by=by, now=NOW),
            lambda by: meetings.close(met.pk, by=by, now=NOW),
            lambda by: meetings.book(met.relationship, kind="session", start=SOON, by=by, now=NOW),
        ):
            with pytest.raises(NotVisible):
                act(stranger)


def test_the_first_to_close_holds_it_and_each_keeps_their_own_line() -> None:
    pair = make.relationship()
    met = make.meeting(pair, starts_at=NOW - dt.timedelta(minutes=50))
    left = make.agenda_item(pair, "Not reached")
    later = NOW + dt.timedelta(days=30)
    meetings.close(met.pk, learned="Ask first.", next_start=later, by=make.mentee_of(pair), now=NOW)
    meetings.close(met.pk, learned="Listening.", by=make.mentor_of(pair), now=NOW)
    met.refresh_from_db()
    left.refresh_from_db()
    assert met.state == "held"
    assert left.state == "open" and left.carried_from == met
    entries = CpdEntry.objects.filter(meeting=met)
    assert {(e.person, e.learned) for e in entries} == {
        (make.mentee_of(pair), "Ask first."),
        (make.mentor_of(pair), "Listening."),
    }
    assert Meeting.objects.filter(state="booked", starts_at=later).count() == 1
    assert Event.objects.filter(what="meeting.held").count() == 1


def test_a_next_date_that_is_taken_keeps_the_session_open_and_says_so() -> None:
    pair = make.relationship()
    met = make.meeting(pair, starts_at=NOW - dt.timedelta(minutes=50))
    taken = make.meeting(pair, starts_at=SOON)
    with pytest.raises(Refused):
        meetings.close(
            met.pk, learned="x", next_start=taken.starts_at, by=make.mentee_of(pair), now=NOW
        )
    met.refresh_from_db()
    assert met.state == "booked"


def test_reminders_go_once_the_day_before_and_again_only_for_another_time() -> None:
    pair = make.relationship()
    met = make.meeting(
        pair, starts_at=NOW + dt.timedelta(days=2), booked_at=NOW - dt.timedelta(days=9)
    )
    assert meetings.remind(NOW) == 0
    tomorrow = NOW + dt.timedelta(days=1, minutes=5)
    assert meetings.remind(tomorrow) == 2
    assert meetings.remind(tomorrow + dt.timedelta(minutes=1)) == 0
    letter = mail.compose(OutboxMessage.objects.filter(kind="meeting_reminder")[0])
    assert "Soon:" in letter.subject
    meetings.cancel(met.pk, by=make.mentee_of(pair), now=tomorrow)
    with pytest.raises(mail.NotNeeded):
        mail.compose(OutboxMessage.objects.filter(kind="meeting_reminder")[0])


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_a_hundred_want_one_hour_and_one_gets_it() -> None:
    mentor = make.person()
    shared = make.programme()
    make.participation(shared, "mentor", mentor, capacity=20)
    pairs = [make.relationship(shared, mentor=mentor) for _n in range(20)]
    people = [make.mentee_of(pair) for pair in pairs]
    said: Counter[str] = Counter()
    gate = threading.Barrier(20)

    def ask(n: int) -> None:
        gate.wait()
        for attempt in range(5):
            try:
                meetings.book(
                    pairs[n], kind="session", start=SOON + dt.timedelta(minutes=10 * (attempt % 2)),
                    by=people[n], now=NOW,
                )  # fmt: skip
                said["booked"] += 1
            except Refused:
                said["refused"] += 1
            except Exception as error:
                said[f"{type(error).__name__}: {error}"[:80]] += 1
        connections.close_all()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {"booked": 1, "refused": 99}
    assert BookedTime.objects.filter(person=mentor).count() == 1
    assert connection.vendor in ("sqlite", "postgresql")
    assert not AvailabilityWindow.objects.exists()
