"""What must never happen is refused by the database itself, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.data.models import BookedTime, Seat
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


def book(meeting: Any, person: Any, start: dt.datetime, end: dt.datetime) -> BookedTime:
    """A raw row, past every rule of the code above."""
    with transaction.atomic():
        return BookedTime.objects.create(
            meeting=meeting, person=person, starts_at=start, ends_at=end
        )


@pytest.mark.parametrize(
    ("start", "end"),
    [(0, 60), (-30, 30), (30, 90), (10, 20), (-10, 70), (59, 61)],
    ids=["equal", "over the start", "over the end", "within", "around", "by a minute"],
)
def test_two_meetings_of_one_person_never_overlap(now: dt.datetime, start: int, end: int) -> None:
    first, second = factories.relationship(), factories.relationship()
    mentor = factories.mentor_of(first)
    held = factories.meeting(first)
    other = factories.meeting(second, starts_at=now + dt.timedelta(days=30))
    begins = held.starts_at
    with pytest.raises(IntegrityError):
        book(other, mentor, begins + start * MINUTE, begins + end * MINUTE)


def test_meetings_may_touch(now: dt.datetime) -> None:
    pair = factories.relationship()
    mentor = factories.mentor_of(pair)
    held = factories.meeting(pair)
    other = factories.meeting(factories.relationship(), starts_at=now + dt.timedelta(days=30))
    book(other, mentor, held.ends_at, held.ends_at + HOUR)
    assert BookedTime.objects.filter(person=mentor).count() == 2


def test_a_booked_time_can_not_be_moved_onto_another(now: dt.datetime) -> None:
    pair = factories.relationship()
    mentor = factories.mentor_of(pair)
    held = factories.meeting(pair)
    later = factories.meeting(pair, starts_at=held.ends_at + HOUR)
    row = BookedTime.objects.get(meeting=later, person=mentor)
    with pytest.raises(IntegrityError), transaction.atomic():
        BookedTime.objects.filter(pk=row.pk).update(starts_at=held.starts_at, ends_at=held.ends_at)


def test_a_mentor_never_has_more_live_seats_than_places() -> None:
    programme = factories.programme()
    place = factories.participation(programme, "mentor", capacity=2)
    for _ in range(2):
        factories.relationship(programme, mentor=place.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.relationship(programme, mentor=place.person)
    assert Seat.objects.filter(participation=place, live=True).count() == 2


def test_an_ended_seat_makes_room_and_can_not_come_back_past_the_limit() -> None:
    programme = factories.programme()
    place = factories.participation(programme, "mentor", capacity=1)
    ended = factories.relationship(programme, mentor=place.person, state="ended")
    factories.relationship(programme, mentor=place.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        ended.seats.filter(side="mentor").update(live=True)


def test_a_mentee_has_one_live_seat_in_a_programme() -> None:
    programme = factories.programme()
    place = factories.participation(programme, "mentee")
    factories.relationship(programme, mentee=place.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.relationship(programme, mentee=place.person)


def test_an_address_is_one_person_whatever_its_case() -> None:
    person = factories.person(email="one@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(person).objects.create(email="ONE@example.org", full_name="Two")
