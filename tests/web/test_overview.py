"""The coordinator's overview and the relationships behind it: dates and counts, nothing written."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.actions import coordination, relationships
from alongside.data.models import (
    Agreement,
    Event,
    Feedback,
    OutboxMessage,
    Person,
    Relationship,
    Review,
    SessionNote,
    Signature,
)
from alongside.outbound import mail
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

DAY = dt.timedelta(days=1)
CANARY = "kingfisher-at-dusk"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.web.shared import clock

    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def sian() -> Person:
    return make.person("Siân Llewellyn")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, programme: Any, name: str = "overview", **query: str) -> str:
    response = signed_in(person).get(reverse(name, args=[programme.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


def offered(programme: Any, days: int, **more: Any) -> Relationship:
    at = make.NOW - days * DAY
    found = make.relationship(
        programme, state="offered", offered_at=at, answer_by=at + 28 * DAY, **more
    )
    found.seats.filter(side="mentee").update(answer="yes", answered_at=at)
    return found


def half_signed(programme: Any, days: int) -> Relationship:
    found = make.relationship(
        programme, state="agreeing", started_on=(make.NOW - days * DAY).date()
    )
    at = make.NOW - days * DAY
    draft = Agreement(relationship=found, version=1, state="draft", terms=CANARY, created_at=at,
                      changed_at=at)  # fmt: skip
    draft.save()
    Signature.objects.create(agreement=draft, person=make.mentee_of(found), edition=1, at=at)
    return found


def met(programme: Any, days: int, **more: Any) -> Relationship:
    found = make.relationship(programme, **more)
    starts = make.NOW - days * DAY
    make.meeting(found, state="held", starts_at=starts, closed_at=starts)
    return found


@pytest.mark.capability("S4.15", "B3")
def test_it_says_who_needs_the_coordinator_and_why_the_longest_first(sian: Person) -> None:
    programme = make.programme(sian)
    offered(
        programme, 15, mentee=make.person("Niamh O’Sullivan"), mentor=make.person("Babak Rostami")
    )
    met(programme, 47, mentee=make.person("Zoë Adeyemi"), mentor=make.person("Hüseyin Demir"))
    half_signed(programme, 19)
    ends = (make.NOW + 10 * DAY).date()
    met(programme, 5, mentee=make.person("Chloé Mbeki"), ends_on=ends)
    make.participation(programme, "mentee", make.person("Amal Idris"), state="applied",
                       applied_at=make.NOW - 3 * DAY, ready_at=None)  # fmt: skip
    make.participation(programme, "mentee", make.person("Wafa El-Sayed"),
                       ready_at=make.NOW - 63 * DAY)  # fmt: skip

    text = page(sian, programme)

    assert "Going well, with six things to look at" in text
    order = [
        "Wafa El-Sayed has waited longer than we promise",
        "Zoë Adeyemi and Hüseyin Demir have not met since 2 October",
        "have an agreement half signed",
        "Niamh O’Sullivan is waiting for an answer from Babak Rostami",
        "Amal Idris would like to join",
        "are coming to their end date",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "2 reminders have gone out" in text
    assert "keeps their place" in text


def test_a_pair_that_meets_or_has_a_session_booked_is_left_alone(sian: Person) -> None:
    programme = make.programme(sian)
    met(programme, 10)
    resting = met(programme, 60)
    make.meeting(resting)
    met(programme, 90, state="paused")

    assert "nothing waiting for you" in page(sian, programme)


def test_an_empty_programme_says_what_to_do_first(sian: Person) -> None:
    assert "Bring in the first people" in page(sian, make.programme(sian))


def test_the_way_through_counts_people_and_not_pairs(sian: Person) -> None:
    programme = make.programme(sian)
    twice = make.person("Twice Matched")
    met(programme, 200, mentee=twice, state="ended")
    met(programme, 20, mentee=twice)
    met(programme, 30, state="ended")
    make.participation(programme, "mentee")

    text = page(sian, programme)

    assert "From applying to closing well: 2 of 3 have met" in text
    assert "One waits, within the time we promise" in text


@pytest.mark.capability("B3")
def test_nothing_that_was_written_is_on_any_page_of_a_coordinator(sian: Person) -> None:
    programme = make.programme(sian)
    found = half_signed(programme, 19)
    live = met(programme, 47)
    for relationship in (found, live):
        writer = make.mentee_of(relationship)
        make.agenda_item(relationship, CANARY)
        meeting = make.meeting(relationship, starts_at=make.NOW + 9 * DAY, where=CANARY)
        SessionNote(meeting=meeting, person=writer, notes=CANARY, changed_at=make.NOW).save()
        Feedback(relationship=relationship, by=writer, text=CANARY, at=make.NOW).save()
        Review(relationship=relationship, person=writer, moment="half", asked_at=make.NOW,
               answers=CANARY).save()  # fmt: skip
    client = signed_in(sian)
    addresses = [
        reverse("overview", args=[programme.slug]),
        reverse("relationships", args=[programme.slug]),
        reverse("relationships_export", args=[programme.slug, "csv"]),
        reverse("pair", args=[programme.slug, found.pk]),
        reverse("pair", args=[programme.slug, live.pk]),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert CANARY not in response.content.decode()


def test_the_overview_and_the_table_ask_as_much_of_three_pairs_as_of_twelve(sian: Person) -> None:
    programme = make.programme(sian)
    client = signed_in(sian)

    def cost(name: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse(name, args=[programme.slug]))
        return len(asked)

    for n in range(3):
        met(programme, 40 + n)
        offered(programme, 8)
    few = [cost("overview"), cost("relationships")]
    for n in range(9):
        met(programme, 40 + n)
        half_signed(programme, 19)
        make.participation(programme, "mentee")
    assert [cost("overview"), cost("relationships")] == few
    assert few[0] <= 12


def test_a_letter_goes_to_whoever_could_take_the_next_step_once_a_week(sian: Person) -> None:
    programme = make.programme(sian)
    found = half_signed(programme, 19)
    client = signed_in(sian)
    address = reverse("nudge", args=[programme.slug, found.pk, "half_signed"])

    assert client.post(address).status_code == 302
    letter = OutboxMessage.objects.get(kind="nudge_half_signed")
    assert letter.to_person == make.mentor_of(found)
    words = mail.compose(letter)
    assert "waiting for your signature" in words.body
    assert "Siân Llewellyn" in words.body
    assert CANARY not in words.body

    again = client.post(address)
    assert again.status_code == 409
    assert "Nothing was sent" in again.content.decode()
    assert OutboxMessage.objects.filter(kind="nudge_half_signed").count() == 1
    assert "Written to on 18 November" in page(sian, programme)


def test_two_who_have_booked_a_time_get_no_letter_that_says_otherwise(sian: Person) -> None:
    programme = make.programme(sian)
    found = met(programme, 47)
    pair = reverse("pair", args=[programme.slug, found.pk])
    client = signed_in(sian)
    assert "Send a short letter" in client.get(pair).content.decode()

    make.meeting(found)

    assert "Send a short letter" not in client.get(pair).content.decode()
    refused = client.post(reverse("nudge", args=[programme.slug, found.pk, "not_met"]))
    assert refused.status_code == 409
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("kind", ["unanswered", "not_met", "ending"])
def test_each_letter_has_words(sian: Person, kind: str) -> None:
    programme = make.programme(sian)
    found = offered(programme, 9) if kind == "unanswered" else met(programme, 47)

    names = coordination.nudge(found.pk, kind, by=sian, now=make.NOW)

    assert len(names) == (1 if kind == "unanswered" else 2)
    for letter in OutboxMessage.objects.filter(kind=f"nudge_{kind}"):
        assert mail.compose(letter).subject


def test_a_stranger_and_a_member_see_none_of_it(sian: Person) -> None:
    programme = make.programme(sian)
    found = met(programme, 47)
    other = make.person("Olu Other")
    make.programme(other)
    for person in (make.mentee_of(found), other):
        client = signed_in(person)
        for name, args in (("overview", []), ("relationships", []), ("pair", [found.pk])):
            assert client.get(reverse(name, args=[programme.slug, *args])).status_code == 404
        for name, args in (("nudge", [found.pk, "not_met"]), ("pair_close", [found.pk])):
            assert client.post(reverse(name, args=[programme.slug, *args])).status_code == 404
    assert not Event.objects.filter(what="pair.written_to").exists()


def test_a_pair_is_shown_only_in_its_own_programme(sian: Person) -> None:
    mine, second = make.programme(sian), make.programme(sian)
    found = met(mine, 5)
    assert signed_in(sian).get(reverse("pair", args=[second.slug, found.pk])).status_code == 404


def test_an_offer_nobody_answers_can_be_freed_and_the_mentee_keeps_their_place(
    sian: Person,
) -> None:
    programme = make.programme(sian)
    found = offered(programme, 15)
    client = signed_in(sian)
    address = reverse("pair_free", args=[programme.slug, found.pk])

    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302

    found.refresh_from_db()
    assert found.state == "lapsed"
    assert found.seats.get(side="mentee").participation.state == "ready"
    assert OutboxMessage.objects.filter(kind="offer_lapsed").count() == 2


def test_why_somebody_said_no_is_read_by_the_coordinator_it_was_told_to(sian: Person) -> None:
    programme = make.programme(sian)
    found = offered(programme, 3, mentor=make.person("Babak Rostami"))
    relationships.decline(
        found.pk, by=make.mentor_of(found), now=make.NOW, reason="time", words="Ask me in spring"
    )
    text = signed_in(sian).get(reverse("pair", args=[programme.slug, found.pk])).content.decode()
    assert "Babak told you why" in text
    assert "It is not the right time. “Ask me in spring”" in text


def test_only_what_is_over_can_be_closed_by_a_coordinator(sian: Person) -> None:
    programme = make.programme(sian)
    meeting = met(programme, 10)
    silent = met(programme, 100, started_on=(make.NOW - 150 * DAY).date())
    client = signed_in(sian)

    refused = client.post(reverse("pair_close", args=[programme.slug, meeting.pk]))
    assert refused.status_code == 409
    assert client.post(reverse("pair_close", args=[programme.slug, silent.pk])).status_code == 302

    meeting.refresh_from_db()
    silent.refresh_from_db()
    assert (meeting.state, silent.state) == ("active", "ended")


def test_the_table_is_searched_narrowed_and_paged(sian: Person) -> None:
    programme = make.programme(sian)
    met(programme, 10, mentee=make.person("Ødegaard Núñez"))
    offered(programme, 3, mentee=make.person("Someone Else"))
    for _n in range(26):
        met(programme, 9)

    assert "Ødegaard Núñez" in page(sian, programme, "relationships", q="núñez")
    assert "Someone Else" not in page(sian, programme, "relationships", q="núñez")
    assert "Someone Else" in page(sian, programme, "relationships", show="offered")
    assert "No pair fits this" in page(sian, programme, "relationships", q="nobody at all")
    assert "1 to 25 of 28" in page(sian, programme, "relationships")


def test_the_table_goes_out_as_a_spreadsheet_without_live_cells(sian: Person) -> None:
    programme = make.programme(sian)
    met(programme, 10, mentee=make.person("=HYPERLINK(1)"))
    response = signed_in(sian).get(reverse("relationships_export", args=[programme.slug, "xlsx"]))

    assert (
        response["Content-Disposition"]
        == f'attachment; filename="{programme.slug}-relationships.xlsx"'
    )
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["Mentee", "Mentor", "State"]
    assert sheet["A2"].data_type == "s"
    assert sheet["F2"].value == 1
