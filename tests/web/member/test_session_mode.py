"""Session mode as its two people, strangers and machines see it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.actions import agenda, wellbeing
from alongside.data.models import (
    Action,
    AgendaItem,
    AgendaOtherText,
    CheckIn,
    CheckInShare,
    Meeting,
)
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def meeting(now: dt.datetime) -> Meeting:
    pair = make.relationship(
        mentee=make.person("Amara Okafor"), mentor=make.person("Ruth Abernethy")
    )
    return make.meeting(pair, starts_at=now - dt.timedelta(minutes=10))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def both(meeting: Meeting) -> tuple[Client, Client]:
    pair = meeting.relationship
    return signed_in(make.mentee_of(pair)), signed_in(make.mentor_of(pair))


def at(name: str, meeting: Meeting, *more: Any) -> str:
    return reverse(name, args=[meeting.pk, *more])


@pytest.mark.capability("S0.12")
def test_from_start_to_a_saved_check_in_takes_two_taps(meeting: Meeting, now: dt.datetime) -> None:
    amara, ruth = both(meeting)
    assert b"Yes, keep my check-ins" in amara.get(at("session", meeting)).content
    amara.post(at("session_consent", meeting))
    amara.post(at("session_check", meeting), {"stress": "6"}, **HX)
    answer = amara.post(at("session_check", meeting), {"stress": "6", "energy": "4"}, **HX)
    assert b"Saved" in answer.content
    assert CheckIn.objects.get().person == make.mentee_of(meeting.relationship)
    assert b"arrived with stress" not in ruth.get(at("session", meeting)).content
    said = {"stress": "6", "energy": "4", "words": "Three late shifts", "shared": "on"}
    amara.post(at("session_check", meeting), said, **HX)
    seen = ruth.get(at("session", meeting)).content.decode()
    assert "Three late shifts" in seen and "<strong>6</strong>" in seen
    amara.post(at("session_check", meeting), {"stress": "6", "energy": "4"}, **HX)
    assert "Three late shifts" not in ruth.get(at("session", meeting)).content.decode()
    assert not CheckInShare.objects.exists()


def test_without_consent_nothing_is_kept_and_the_rest_works(meeting: Meeting) -> None:
    amara, _ruth = both(meeting)
    answer = amara.post(at("session_check", meeting), {"stress": "6", "energy": "4"}, **HX)
    assert answer.status_code == 409
    assert not CheckIn.objects.exists()
    assert amara.post(at("session_add", meeting), {"text": "The rota"}).status_code == 302


@pytest.mark.capability("S0.1")
def test_what_one_adds_the_other_sees_with_the_next_pulse(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    page = ruth.get(at("session", meeting)).context["s"]
    ruth.post(at("session_pulse", meeting), {"seen": page.seen, "step": "agenda"}, **HX)
    first = amara.post(at("session_pulse", meeting), {"seen": "", "step": "wins"}, **HX)
    assert b"Ruth is here" in first.content and b"looking at the agenda" in first.content
    ruth.post(at("session_add", meeting), {"text": "A visit that went well", "kind": "other"}, **HX)
    answer = amara.post(at("session_pulse", meeting), {"seen": page.seen, "step": "wins"}, **HX)
    assert b"A visit that went well" in answer.content
    assert b'id="agenda"' in answer.content and b'hx-swap-oob="true"' in answer.content


def test_nothing_new_is_an_empty_answer_for_few_queries(meeting: Meeting) -> None:
    amara, _ruth = both(meeting)
    for n in range(12):
        make.agenda_item(meeting.relationship, f"Item {n}")
    amara.post(at("session_pulse", meeting), {"seen": "", "step": "check"}, **HX)
    seen = amara.get(at("session", meeting)).context["s"].seen
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = amara.post(at("session_pulse", meeting), {"seen": seen, "step": "check"}, **HX)
    assert (answer.status_code, answer.content) == (204, b"")
    assert len(queries) <= 12, [q["sql"][:90] for q in queries]


def test_a_swapped_part_equals_a_full_reload(meeting: Meeting) -> None:
    amara, _ruth = both(meeting)
    item = make.agenda_item(meeting.relationship, "The rota")
    parts = amara.post(at("session_item", meeting, item.pk, "talk"), **HX).content.decode()
    page = amara.get(at("session", meeting)).content.decode()
    import re

    def li(html: str) -> str:
        found = html[html.index('<ol class="items"') : html.index("</ol>")]
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", found)

    assert li(parts[parts.index('id="agenda"') :]) == li(page[page.index('id="agenda"') :])


@pytest.mark.capability("S0.1")
def test_what_is_not_talked_through_carries_forward_by_itself(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    done, left = (
        make.agenda_item(meeting.relationship, "Done"),
        make.agenda_item(meeting.relationship, "Left", position=2),
    )
    amara.post(at("session_item", meeting, done.pk, "talk"))
    ruth.post(at("session_item", meeting, done.pk, "cover"))
    answer = amara.post(at("session_close", meeting), {"learned": "Ask first.", "form_key": "k"})
    assert answer.url == reverse("meeting", args=[meeting.pk])
    left.refresh_from_db()
    done.refresh_from_db()
    assert (left.state, left.carried_from) == ("open", meeting)
    assert (done.state, done.covered_in) == ("covered", meeting)
    after = amara.get(answer.url).content.decode()
    assert "Ask first." in after and "Done" in after
    assert "Ask first." not in ruth.get(answer.url).content.decode()


def test_two_who_write_the_same_note_lose_nothing_without_javascript(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    item = make.agenda_item(meeting.relationship, "The rota", notes="We began.", current=True)
    note = at("session_note", meeting, item.pk)
    amara.post(note, {"text": "We began with her.", "began": "We began."})
    ruth.post(note, {"text": "We began with him.", "began": "We began."})
    for client in (amara, ruth):
        page = client.get(at("session", meeting)).content.decode()
        assert "with her." in page and "with him." in page and "Keep both" in page
    kept = AgendaOtherText.objects.get()
    item.refresh_from_db()
    ruth.post(at("session_settle", meeting, kept.pk), {"choice": "both", "version": item.version})
    item.refresh_from_db()
    assert "with her." in item.notes and "with him." in item.notes
    assert not AgendaOtherText.objects.exists()


def test_a_choice_between_texts_that_changed_since_is_asked_again(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    item = make.agenda_item(meeting.relationship, "The rota", notes="a", current=True)
    note = at("session_note", meeting, item.pk)
    amara.post(note, {"text": "b", "began": "a"})
    ruth.post(note, {"text": "c", "began": "a"})
    kept = AgendaOtherText.objects.get()
    amara.post(note, {"text": "d", "began": "b"})
    answer = ruth.post(at("session_settle", meeting, kept.pk), {"choice": "mine", "version": 2})
    assert answer.status_code == 409
    item.refresh_from_db()
    assert item.notes == "d" and AgendaOtherText.objects.filter(pk=kept.pk).exists()


@pytest.mark.capability("S1.5", "S1.6", "S1.7", "S1.8")
def test_the_mentee_owns_actions_and_the_mentor_reads_them(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    item = make.agenda_item(meeting.relationship, "The visit")
    said = {"text": "Ask about a good week", "by": "", "item": str(item.pk), "sure": "5",
            "obstacle": "A rushed visit", "form_key": "k"}  # fmt: skip
    for _again in range(2):
        amara.post(at("session_action", meeting), said)
    action = Action.objects.get()
    assert (action.item, action.sure, action.agreed_in) == (item, 5, meeting)
    assert "Ask about a good week" in ruth.get(at("session", meeting)).content.decode()
    assert ruth.post(at("session_action", meeting), said | {"form_key": "r"}).status_code == 404


def test_own_notes_stay_one_s_own(meeting: Meeting) -> None:
    amara, ruth = both(meeting)
    amara.post(at("session_mine", meeting), {"notes": "Ask about the band 6 post"}, **HX)
    assert b"band 6" in amara.get(at("session", meeting)).content
    assert b"band 6" not in ruth.get(at("session", meeting)).content


def test_strangers_and_coordinators_find_nothing(meeting: Meeting) -> None:
    item = make.agenda_item(meeting.relationship)
    lead = make.person()
    from alongside.data.models import Coordinator

    Coordinator.objects.create(
        programme=meeting.relationship.programme, person=lead, since=make.NOW
    )
    for who in (make.person(), lead, make.mentee_of(make.relationship())):
        client = signed_in(who)
        assert client.get(at("session", meeting)).status_code == 404
        for name, more in (
            ("session_pulse", ()), ("session_check", ()), ("session_add", ()),
            ("session_action", ()), ("session_mine", ()), ("session_close", ()),
            ("session_note", (item.pk,)), ("session_item", (item.pk, "cover")),
        ):  # fmt: skip
            answer = client.post(at(name, meeting, *more), {"text": "x", "stress": "1"})
            assert answer.status_code in (404, 409), name
            assert not CheckIn.objects.exists()
    item.refresh_from_db()
    assert item.state == "open"


def test_an_item_of_another_pair_can_t_be_reached_through_one_s_own_session(
    meeting: Meeting,
) -> None:
    amara, _ruth = both(meeting)
    other = make.agenda_item(make.relationship())
    assert amara.post(at("session_item", meeting, other.pk, "cover")).status_code == 404


def test_a_longer_agenda_needs_no_more_queries(meeting: Meeting, now: dt.datetime) -> None:
    amara, _ruth = both(meeting)
    me = make.mentee_of(meeting.relationship)
    wellbeing.give_consent(by=me, now=now)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert amara.get(at("session", meeting)).status_code == 200
        return len(queries)

    for n in range(3):
        agenda.add(meeting.relationship, text=f"Item {n}", by=me, now=now)
    amara.get(at("session", meeting))
    few = count()
    for n in range(9):
        agenda.add(meeting.relationship, text=f"More {n}", by=me, now=now)
    assert AgendaItem.objects.count() == 12
    assert count() == few
    assert few <= 32
