"""Booking, moving, preparing, the agenda's page and one's own check-ins, as pages."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.actions import growth, meetings, wellbeing
from alongside.data.models import (
    AgendaItem,
    AvailabilityWindow,
    CheckIn,
    CheckInShare,
    Coordinator,
    Meeting,
    Relationship,
    SessionNote,
    WinShare,
)
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def pair() -> Relationship:
    return make.relationship(
        mentee=make.person("Amara Okafor"), mentor=make.person("Ruth Abernethy")
    )


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def give_times(*people: Any) -> None:
    for person in people:
        for day in range(7):
            AvailabilityWindow.objects.create(
                person=person, weekday=day, start_minute=9 * 60, end_minute=12 * 60
            )


def offered(html: str) -> list[str]:
    return re.findall(r'name="start" id="[^"]*" value="(\d[^"]*)"', html)


def test_a_booking_takes_three_steps(pair: Relationship) -> None:
    amara = signed_in(make.mentee_of(pair))
    give_times(make.mentee_of(pair), make.mentor_of(pair))
    book = reverse("meeting_book", args=[pair.pk])
    times = offered(amara.get(book + "?kind=session").content.decode())
    assert times
    said = {"kind": "session", "start": times[0], "mode": "online", "form_key": "k"}
    answers = {amara.post(book, said).url for _again in range(2)}
    met = Meeting.objects.get()
    assert answers == {reverse("meeting", args=[met.pk])}
    assert met.starts_at == dt.datetime.fromisoformat(times[0])
    # What is taken is no longer on offer, and is refused when sent all the same.
    later = amara.get(book + "?kind=session").content.decode()
    assert times[0] not in offered(later)
    refused = amara.post(book, said | {"form_key": "other", "where": "Room 4"})
    assert refused.status_code == 409 and b"Room 4" in refused.content


@pytest.mark.capability("S0.15")
def test_the_first_meeting_on_offer_is_a_twenty_minute_introduction(pair: Relationship) -> None:
    give_times(make.mentee_of(pair), make.mentor_of(pair))
    amara = signed_in(make.mentee_of(pair))
    page = amara.get(reverse("meeting_book", args=[pair.pk])).content.decode()
    assert "Introduction, 20 minutes" in page
    amara.post(
        reverse("meeting_book", args=[pair.pk]),
        {"kind": "introduction", "start": offered(page)[0], "mode": "online", "form_key": "k"},
    )
    met = Meeting.objects.get()
    assert met.ends_at - met.starts_at == dt.timedelta(minutes=20)


def test_without_given_times_a_day_and_a_time_can_be_written(
    pair: Relationship, now: dt.datetime
) -> None:
    ruth = signed_in(make.mentor_of(pair))
    book = reverse("meeting_book", args=[pair.pk])
    assert b"Neither of you has said" in ruth.get(book).content
    day = (now + dt.timedelta(days=9)).date().isoformat()
    said = {"kind": "together", "start": "other", "date": day, "time": "09:30", "mode": "in_person",
            "where": "Ward 4", "form_key": "k"}  # fmt: skip
    assert ruth.post(book, {**said, "date": ""}).status_code == 422
    assert ruth.post(book, said).status_code == 302
    assert Meeting.objects.get().where == "Ward 4"


@pytest.mark.capability("S1.3")
def test_moving_says_how_long_ago_the_last_one_was_and_asks_why(
    pair: Relationship, now: dt.datetime
) -> None:
    make.meeting(pair, starts_at=now - dt.timedelta(weeks=5), state="held")
    met = make.meeting(pair, starts_at=now + dt.timedelta(days=2))
    amara = signed_in(make.mentee_of(pair))
    move = reverse("meeting_move", args=[met.pk])
    assert b"5 weeks ago" in amara.get(move).content
    day = (now + dt.timedelta(days=8)).date().isoformat()
    said = {"start": "other", "date": day, "time": "10:00", "form_key": "k"}
    assert amara.post(move, said).status_code == 422
    assert amara.post(move, said | {"why": "clinic"}).status_code == 302
    met.refresh_from_db()
    assert met.sequence == 1


@pytest.mark.capability("S0.7", "S1.2", "S0.5")
def test_preparing_brings_a_win_says_what_happened_and_what_matters_most(
    pair: Relationship, now: dt.datetime
) -> None:
    me = make.mentee_of(pair)
    met = make.meeting(pair, starts_at=now + dt.timedelta(days=1))
    win = growth.add_win(text="A calm handover", by=me, now=now)
    make.agenda_item(pair, "First", position=1)
    last = make.agenda_item(pair, "Last", position=2)
    amara, ruth = signed_in(me), signed_in(make.mentor_of(pair))
    page = reverse("meeting_prepare", args=[met.pk])
    assert b"A calm handover" in amara.get(page).content
    assert b"A calm handover" not in ruth.get(page).content
    amara.post(reverse("prepare_win", args=[met.pk, win.pk]), {"bring": "yes"})
    assert WinShare.objects.get().relationship == pair
    assert b"A calm handover" in ruth.get(page).content
    amara.post(reverse("prepare_first", args=[met.pk, last.pk]))
    assert AgendaItem.objects.order_by("position").first() == last
    amara.post(reverse("prepare_note", args=[met.pk]), {"text": "Ask about the band 6 post"})
    assert b"band 6" in amara.get(page).content and b"band 6" not in ruth.get(page).content
    assert b"Amara is ready" not in ruth.get(page).content
    amara.post(reverse("prepare_ready", args=[met.pk]))
    assert SessionNote.objects.get(person=me).prepared_at
    assert b"Amara is ready" in ruth.get(page).content


@pytest.mark.capability("S0.7")
def test_a_win_can_be_brought_to_the_next_session_after_one_that_was_held_early(
    pair: Relationship, now: dt.datetime
) -> None:
    early = make.meeting(pair, starts_at=now + dt.timedelta(hours=1))
    me = make.mentee_of(pair)
    meetings.close(early.pk, by=me, now=now - dt.timedelta(minutes=5))
    met = make.meeting(pair, starts_at=now + dt.timedelta(hours=5))
    win = growth.add_win(text="A calm handover", by=me, now=now)
    amara, ruth = signed_in(me), signed_in(make.mentor_of(pair))
    amara.post(reverse("prepare_win", args=[met.pk, win.pk]), {"bring": "yes"})
    assert b"Keep it to myself" in amara.get(reverse("meeting_prepare", args=[met.pk])).content
    assert b"A calm handover" in ruth.get(reverse("session", args=[met.pk])).content


@pytest.mark.capability("S0.3")
def test_the_agenda_page_ties_an_item_to_a_goal_and_orders(
    pair: Relationship, now: dt.datetime
) -> None:
    me = make.mentee_of(pair)
    goal = growth.add_goal(pair, title="Lead a family meeting", by=me, now=now)
    amara = signed_in(me)
    said = {"text": "The visit", "kind": "clinical_case", "horizon": "growth",
            "goal": str(goal.pk), "form_key": "k"}  # fmt: skip
    for _again in range(2):
        amara.post(reverse("agenda_add", args=[pair.pk]), said)
    item = AgendaItem.objects.get()
    assert (item.goal, item.horizon) == (goal, "growth")
    page = signed_in(make.mentor_of(pair)).get(reverse("agenda", args=[pair.pk])).content.decode()
    assert "towards “Lead a family meeting”" in page
    answer = amara.post(reverse("agenda_save", args=[item.pk]), {
        "text": "The home visit", "began": "The visit", "kind": "other", "horizon": "",
    })  # fmt: skip
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.text, item.kind, item.goal) == ("The home visit", "other", None)


def test_check_ins_are_one_s_own_and_go_when_consent_goes(
    pair: Relationship, now: dt.datetime
) -> None:
    me = make.mentee_of(pair)
    met = make.meeting(pair, starts_at=now)
    wellbeing.give_consent(by=me, now=now)
    wellbeing.check_in(met, stress=6, energy=4, words="Late shifts", shared=True, by=me, now=now)
    amara = signed_in(me)
    assert b"Late shifts" in amara.get(reverse("wellbeing")).content
    assert b"Late shifts" not in signed_in(make.mentor_of(pair)).get(reverse("wellbeing")).content
    amara.post(reverse("wellbeing_consent"), {"do": "withdraw"})
    assert not CheckIn.objects.exists() and not CheckInShare.objects.exists()
    assert b"No check-in yet" in amara.get(reverse("wellbeing")).content


def test_strangers_and_coordinators_find_none_of_these_pages(
    pair: Relationship, now: dt.datetime
) -> None:
    met = make.meeting(pair, starts_at=now + dt.timedelta(days=1))
    lead = make.person()
    Coordinator.objects.create(programme=pair.programme, person=lead, since=now)
    for who in (lead, make.person(), make.mentor_of(make.relationship())):
        client = signed_in(who)
        for name, thing in (
            ("meeting", met), ("meeting_move", met), ("meeting_cancel", met),
            ("meeting_prepare", met), ("meeting_book", pair), ("agenda", pair),
        ):  # fmt: skip
            assert client.get(reverse(name, args=[thing.pk])).status_code == 404, name


@pytest.mark.parametrize("name", ["agenda", "meeting_prepare", "meeting"])
def test_more_rows_need_no_more_queries(pair: Relationship, now: dt.datetime, name: str) -> None:
    met = make.meeting(pair, starts_at=now + dt.timedelta(days=1))
    me = make.mentee_of(pair)
    client = signed_in(me)
    address = reverse(name, args=[pair.pk if name == "agenda" else met.pk])
    counts = []
    for rows in (3, 9):
        for n in range(rows):
            make.agenda_item(pair, f"Item {n}")
            growth.add_win(text=f"Win {n}", by=me, now=now, share_with=[pair.pk])
            growth.add_action(pair, text=f"Action {n}", by=me, now=now)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
