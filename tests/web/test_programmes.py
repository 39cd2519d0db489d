"""Programmes over HTTP: public pages, joining, and what coordinators do."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from alongside.data.models import (
    Announcement,
    Application,
    Invitation,
    OutboxMessage,
    Participation,
    Person,
    Programme,
)
from alongside.engine import reference
from alongside.outbound import tokens
from alongside.outbound.mail import compose
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

JOINING = {
    "full_name": "Siobhán O’Neill",
    "profession": "paramedic",
    "purpose": "career_advancement",
    "purpose_words": "Out of the <ambulance>, perhaps.",
    "topic_1": "leadership",
    "times": ["1-evening", "4-midday"],
    "modes": "either",
    "form_key": "k1",
}


@pytest.fixture(autouse=True)
def the_day() -> Any:
    with time_machine.travel(factories.NOW, tick=False):
        yield


def signed_in(client: Client, person: Person) -> Person:
    client.force_login(person)
    return person


@pytest.mark.capability("S1.13")
def test_a_programmes_page_tells_what_somebody_needs_to_decide(client: Client) -> None:
    programme = factories.programme(
        name="Fens mentoring", reasons=["confidence"], who_may_join="Anyone in the Fens"
    )
    programme.contacts.create(name="Siân Ó Briain", email="sian@example.org")
    assert "Fens mentoring" in client.get(reverse("programmes")).content.decode()
    text = client.get(reverse("programme", args=[programme.slug])).content.decode()
    for words in ("Fens mentoring", "Confidence", "Anyone in the Fens", "Siân Ó Briain",
                  "9 months", "more senior", "Ask for a mentor"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("form", [entry.code for entry in reference.FORMS])
def test_each_form_is_explained_and_drawn_on_the_page(client: Client, form: str) -> None:
    programme = factories.programme(form=form)
    text = client.get(reverse("programme", args=[programme.slug])).content.decode()
    entry = reference.entry("form", form)
    assert entry.name in text
    assert entry.description in text.replace("&#x27;", "'")
    assert '<div class="art"><svg' in text


@pytest.mark.parametrize("state", ["draft", "ended"])
def test_a_draft_or_ended_programme_is_as_absent_as_one_that_never_was(
    client: Client, state: str
) -> None:
    programme = factories.programme(state=state)
    there = client.get(reverse("programme", args=[programme.slug]))
    never = client.get(reverse("programme", args=["never-was"]))
    strip = re.compile(rb"csrf[^>]*|nonce[^>]*")
    assert there.status_code == never.status_code == 404
    assert strip.sub(b"", there.content) == strip.sub(b"", never.content)


def test_a_closed_programme_says_so_instead_of_a_form(client: Client) -> None:
    programme = factories.programme(state="closed")
    text = client.get(reverse("programme", args=[programme.slug])).content.decode()
    assert "Closed to new people" in text
    assert "Ask for a mentor" not in text
    text = client.get(reverse("programme_join", args=[programme.slug, "mentee"])).content.decode()
    assert "not taking anyone in" in text


def send(client: Client, programme: Programme, **more: Any) -> Any:
    url = reverse("programme_join", args=[programme.slug, more.pop("side", "mentee")])
    return client.post(url, {**JOINING, **more})


def test_joining_signed_out_answers_the_same_for_a_known_and_an_unknown_address(
    client: Client,
) -> None:
    programme, known = factories.programme(), factories.person()
    first = send(client, programme, email=known.email)
    second = send(client, programme, email="new@example.org", form_key="k2")
    assert first.url == second.url == reverse("join_sent", args=[programme.slug])
    assert client.get(first.url).status_code == 200
    assert not Participation.objects.exists()
    words = [
        compose(message).body
        for message in OutboxMessage.objects.order_by("to_address")
        if message.kind == "application_confirm"
    ]
    assert sorted("has an account here" in text for text in words) == [False, True]


def test_a_new_person_finishes_with_a_password_and_is_signed_in(client: Client) -> None:
    programme = factories.programme()
    send(client, programme, email="new@example.org")
    url = reverse("join_finish", args=[tokens.application(Application.objects.get().pk)])
    assert url in compose(OutboxMessage.objects.get()).body
    assert client.get(url).status_code == 200
    assert client.post(url, {"password": "short"}).status_code == 422
    answer = client.post(url, {"password": "three odd words"})
    place = Participation.objects.get()
    assert answer.url == reverse("join_thanks", args=[place.pk])
    assert (place.person.email, place.purpose_words) == (
        "new@example.org", "Out of the <ambulance>, perhaps.",
    )  # fmt: skip
    assert str(place.person.pk) == client.session["_auth_user_id"]
    assert client.get(url).status_code == 410


def test_a_known_person_signs_in_to_finish(client: Client) -> None:
    programme, known = factories.programme(), factories.person()
    send(client, programme, email=known.email)
    url = reverse("join_finish", args=[tokens.application(Application.objects.get().pk)])
    assert reverse("account_login") in client.get(url).content.decode()
    assert client.post(url, {"password": "three odd words"}).status_code == 200
    assert not Participation.objects.exists()
    signed_in(client, known)
    client.post(url)
    assert Participation.objects.get().person_id == known.pk


def test_joining_keeps_everything_typed_when_something_needs_another_look(client: Client) -> None:
    programme = factories.programme()
    answer = send(client, programme, email="not an address")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "nhsuk-error-summary" in text
    assert "Out of the &lt;ambulance&gt;, perhaps." in text
    assert "Siobhán O’Neill" in text
    assert re.search(r'value="1-evening" checked', text)
    assert 'value="k1"' in text


def test_a_profession_the_programme_is_not_for_is_told_kindly(client: Client) -> None:
    programme = factories.programme(professions=["dietitian"])
    answer = send(client, programme, email="new@example.org")
    assert answer.status_code == 409
    assert "This programme is for these professions: Dietitian" in answer.content.decode()
    assert "Out of the &lt;ambulance&gt;" in answer.content.decode()
    assert not Application.objects.exists()


def test_somebody_signed_in_finds_the_form_filled_in(client: Client) -> None:
    person = signed_in(client, factories.person("Ana Li", employer="Fens Trust"))
    programme = factories.programme()
    text = client.get(reverse("programme_join", args=[programme.slug, "mentee"])).content.decode()
    assert 'value="Fens Trust"' in text
    assert 'name="email"' not in text
    answer = send(client, programme)
    place = Participation.objects.get(person=person)
    assert answer.url == reverse("join_thanks", args=[place.pk])
    windows = place.person.windows.values_list("weekday", "start_minute", "end_minute")
    assert list(windows) == [(1, 1020, 1260), (4, 720, 840)]


@pytest.mark.capability("S2.1")
def test_somebody_offers_to_be_a_mentor(client: Client) -> None:
    signed_in(client, factories.person())
    programme = factories.programme(professions=["dietitian"])
    send(client, programme, side="mentor", years_1="4", capacity="3")
    place = Participation.objects.get()
    assert (place.side, place.capacity) == ("mentor", 3)
    assert place.topics == [{"code": "leadership", "years": 4.0}]


def test_finer_times_outlive_a_form_that_leaves_them_alone(client: Client) -> None:
    person = signed_in(client, factories.person())
    person.windows.create(weekday=2, start_minute=1095, end_minute=1140)
    programme = factories.programme()
    send(client, programme, times=[])
    assert person.windows.get().start_minute == 1095


@pytest.mark.capability("S4.21")
def test_a_place_can_rest_come_back_and_be_left(client: Client) -> None:
    person = signed_in(client, factories.person())
    place = factories.participation(factories.programme(), "mentee", person)
    page = reverse("my_place", args=[place.pk])
    assert "You are in the queue" in client.get(page).content.decode()
    bad = client.post(reverse("place_rest", args=[place.pk]), {"until": "2026-11-01"})
    assert bad.status_code == 422
    client.post(reverse("place_rest", args=[place.pk]), {"until": "2027-01-05"})
    assert "5 January 2027" in client.get(page).content.decode()
    client.post(reverse("place_back", args=[place.pk]))
    assert client.get(reverse("place_leave", args=[place.pk])).status_code == 200
    client.post(reverse("place_leave", args=[place.pk]))
    assert "You have left this programme" in client.get(page).content.decode()
    signed_in(client, factories.person())
    assert client.get(page).status_code == 404


PROGRAMME = {
    "name": "Fens", "host": "Fens Trust", "kind": "mentoring", "form": "traditional",
    "length_months": "9", "rhythm_weeks": "5", "session_minutes": "60", "mentor_capacity": "2",
    "wait_weeks_promised": "6", "answer_days": "28", "contact_name_1": "Siân", "reasons": "career",
    "joining_by_form": "on", "form_key": "p1",
}  # fmt: skip


def test_a_coordinator_creates_opens_and_changes_a_programme(client: Client) -> None:
    signed_in(client, factories.person(is_site_admin=True))
    assert client.get(reverse("running")).status_code == 200
    assert client.get(reverse("programme_new") + "?kind=coaching").status_code == 200
    assert client.post(reverse("programme_new"), {"name": "Fens"}).status_code == 422
    client.post(reverse("programme_new"), PROGRAMME)
    settings = reverse("programme_settings", args=["fens"])
    state = reverse("programme_state", args=["fens", "open"])
    assert client.get(settings).status_code == 200
    assert "When you open it" in client.get(state).content.decode()
    client.post(state)
    assert Programme.objects.get().state == "open"
    client.post(settings, {**PROGRAMME, "name": "Fens and Wolds", "same_team_allowed": "on"})
    programme = Programme.objects.get()
    assert (programme.name, programme.same_team_allowed) == ("Fens and Wolds", True)
    client.post(reverse("programme_copy", args=["fens"]), {"name": "Round 2", "form_key": "c"})
    assert Programme.objects.filter(state="draft", name="Round 2").count() == 1


def test_running_pages_are_not_there_for_others(client: Client) -> None:
    programme = factories.programme(factories.person())
    place = factories.participation(programme, "mentee")
    other = factories.person()
    factories.programme(other)
    urls = [
        reverse("programme_settings", args=[programme.slug]),
        reverse("programme_state", args=[programme.slug, "closed"]),
        reverse("people", args=[programme.slug]),
        reverse("person", args=[programme.slug, place.pk]),
        reverse("person_change", args=[programme.slug, place.pk]),
        reverse("people_invite", args=[programme.slug]),
        reverse("people_export", args=[programme.slug, "csv"]),
        reverse("announcements", args=[programme.slug]),
        reverse("announcement_new", args=[programme.slug]),
    ]
    for who in (other, factories.person(is_site_admin=True), place.person):
        signed_in(client, who)
        for url in urls:
            assert client.get(url).status_code == 404, url


def test_people_are_answered_changed_and_exported(client: Client) -> None:
    by = signed_in(client, factories.person())
    programme = factories.programme(by)
    place = factories.participation(
        programme, "mentee", factories.person("=cmd() O’Hara"), state="applied"
    )
    people = reverse("people", args=[programme.slug])
    assert "=cmd() O’Hara" in client.get(people + "?q=hara&state=applied").content.decode()
    assert "Nobody fits this" in client.get(people + "?q=zzz").content.decode()
    client.post(
        reverse("people_decide", args=[programme.slug]),
        {"place": [str(place.pk), "nonsense"], "decision": "accept"},
    )
    place.refresh_from_db()
    assert place.state == "ready"
    change = reverse("person_change", args=[programme.slug, place.pk])
    assert client.get(change).status_code == 200
    client.post(change, {**JOINING, "team": "Ward 3"})
    place.person.refresh_from_db()
    assert place.person.team == "Ward 3"
    client.post(
        reverse("person_eligible", args=[programme.slug, place.pk]),
        {"eligible": "no", "note": "On leave"},
    )
    person = reverse("person", args=[programme.slug, place.pk])
    assert "On leave" in client.get(person).content.decode()
    table = client.get(reverse("people_export", args=[programme.slug, "csv"])).content.decode()
    assert '"=cmd' not in table
    assert "Siobhán O’Neill" in table
    book = client.get(reverse("people_export", args=[programme.slug, "xlsx"]))
    assert book.content[:2] == b"PK"


def test_an_invitation_is_sent_shown_and_sent_again(client: Client) -> None:
    by = signed_in(client, factories.person())
    programme = factories.programme(by)
    url = reverse("people_invite", args=[programme.slug])
    wrong = client.post(url, {"side": "mentor", "addresses": "Gareth\nana@example.org"})
    assert wrong.status_code == 422
    assert "Gareth" in wrong.content.decode()
    assert not Invitation.objects.exists()
    lines = "Gareth Pugh <gareth@example.org>\n\n ANA@example.org; bo@example.org Bo Li,\n"
    client.post(url, {"side": "mentor", "addresses": lines})
    found = Invitation.objects.order_by("email").values_list("email", "full_name", "side")
    assert list(found) == [
        ("ana@example.org", "", "mentor"),
        ("bo@example.org", "Bo Li", "mentor"),
        ("gareth@example.org", "Gareth Pugh", "mentor"),
    ]
    one = Invitation.objects.get(email="bo@example.org")
    client.post(reverse("invitation_again", args=[programme.slug, one.pk]))
    assert OutboxMessage.objects.filter(to_address="bo@example.org").count() == 2
    assert "Send again" in client.get(url).content.decode()


def test_an_announcement_is_looked_at_before_it_goes_out(client: Client) -> None:
    by = signed_in(client, factories.person())
    programme = factories.programme(by)
    factories.participation(programme, "mentor")
    url = reverse("announcement_new", args=[programme.slug])
    news = {"title": "Workshop", "body": "**Come**", "audience": "mentors", "form_key": "n"}
    look = client.post(url, news).content.decode()
    assert "<strong>Come</strong>" in look
    assert "1 person gets it by mail" in look
    assert not Announcement.objects.exists()
    client.post(url, {**news, "publish": "1"})
    made = Announcement.objects.get()
    assert made.mailed_to == 1
    client.post(
        reverse("announcement_change", args=[programme.slug, made.pk]),
        {"title": "Workshop", "body": "Room 2", "note": "The room"},
    )
    text = client.get(reverse("announcements", args=[programme.slug])).content.decode()
    assert "The room" in text
    client.post(reverse("announcement_remove", args=[programme.slug, made.pk]))
    assert not Announcement.objects.exists()
