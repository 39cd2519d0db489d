"""Today, as each kind of person finds it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.actions import growth
from alongside.data.models import Meeting, Participation, Person, Relationship
from tests import factories
from tests.web.member.between import queries, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("stopped_clock"),
]


def page(person: Person) -> str:
    """Today of somebody."""
    answer = signed_in(person).get("/today/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.capability("S0.7", "S1.2")
def test_the_next_session_and_how_ready_one_is(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime
) -> None:
    factories.agenda_item(pair, "The rota", by=ruth)
    factories.agenda_item(pair, "A case that stayed with me", horizon="immediate")
    growth.add_win(text="The home visit", share_with=[pair.pk], by=amara, now=now)
    html = page(amara)
    assert "Thursday at 15:00, with Ruth Abernethy" in html
    assert "Two things on the agenda" in html
    assert "One from Ruth" in html
    assert "One win to bring" in html
    assert "You and Ruth meet tomorrow." in html


def test_greets_by_the_persons_own_clock(pair: Relationship, amara: Person, ruth: Person) -> None:
    Person.objects.filter(pk=ruth.pk).update(time_zone="Australia/Sydney")
    assert "Good morning, Amara" in page(amara)
    html = page(Person.objects.get(pk=ruth.pk))
    assert "Good evening, Ruth" in html
    assert "Friday at 02:00, with Amara Okonkwo" in html


def test_what_would_help_comes_from_what_is_missing(amara: Person) -> None:
    html = page(amara)
    assert "Put something on the agenda" in html
    assert "Say what this is for" in html
    assert "small things would help" in html


@pytest.mark.capability("S1.8", "S1.11")
def test_an_action_in_play_asks_what_happened_and_never_presses(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    growth.add_action(
        pair, text="Leave on time twice", sure=5, experiment=True,
        due_on=now.date() + dt.timedelta(days=1), by=amara, now=now,
    )  # fmt: skip
    html = page(amara)
    assert "Leave on time twice" in html
    assert "5 of 10 sure" in html
    assert "What happened?" in html
    assert "overdue" not in html.lower()


@pytest.mark.capability("S0.8")
def test_the_months_wins_as_a_picture(amara: Person, now: dt.datetime) -> None:
    growth.add_win(text="One", contributors=["colleague"], by=amara, now=now)
    growth.add_win(text="Two", contributors=["preparation"], big=True, by=amara, now=now)
    html = page(amara)
    assert "Two wins this month" in html
    assert "Someone beside you helped with one." in html


def test_an_offer_waits_to_be_answered(now: dt.datetime) -> None:
    siân, owen = factories.person("Siân Ó Briain"), factories.person("Owen D’Arcy")
    factories.relationship(mentee=siân, mentor=owen, state="offered")
    html = page(owen)
    assert "Siân Ó Briain could be your mentee" in html
    assert "A no needs no reason" in html


@pytest.mark.capability("S0.15")
def test_the_first_step_is_a_hello() -> None:
    mentee, mentor = factories.person("Ana Bell"), factories.person("Ben Cole")
    factories.relationship(mentee=mentee, mentor=mentor, state="agreeing")
    assert "Say hello to Ben, for 20 minutes" in page(mentee)


@pytest.mark.capability("S4.21")
def test_someone_without_a_mentor_sees_their_place_in_the_queue() -> None:
    waiting = factories.person()
    factories.participation(factories.programme(name="Allied"), "mentee", waiting)
    html = page(waiting)
    assert "You are in the queue since 18 November" in html
    assert "Other places to look" in html


def test_somebody_new_finds_a_place_to_start() -> None:
    html = page(factories.person())
    assert "Find a programme" in html
    assert "that is fine" in html


def test_a_mentor_sees_everyone_at_a_glance(
    pair: Relationship, ruth: Person, now: dt.datetime
) -> None:
    bo = factories.person("Bo Lind")
    other = factories.relationship(pair.programme, mentee=bo, mentor=ruth)
    factories.agenda_item(other, "A question")
    html = page(ruth)
    assert "The people you are there for" in html
    assert "Bo Lind" in html
    assert "No time chosen yet" in html
    assert "One thing for you on the agenda" in html


def test_shows_nothing_of_other_peoples_relationships(pair: Relationship) -> None:
    factories.agenda_item(pair, "A secret")
    stranger = factories.person()
    factories.participation(pair.programme, "mentee", stranger)
    html = page(stranger)
    assert "Ruth" not in html and "Amara" not in html


def fill(pair: Relationship, amara: Person, times: int, now: dt.datetime) -> None:
    """A life of some length."""
    for n in range(times):
        factories.agenda_item(pair, f"Item {n}")
        growth.add_action(pair, text=f"Try {n}", by=amara, now=now)
        growth.add_win(text=f"Win {n}", share_with=[pair.pk], by=amara, now=now)
        Meeting.objects.create(
            relationship=pair, kind="session", state="held", uid=f"u{n}-{times}",
            starts_at=now - dt.timedelta(days=30 + n), booked_at=now,
            ends_at=now - dt.timedelta(days=30 + n, hours=-1),
        )  # fmt: skip


def test_twelve_queries_however_much_there_is(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    client = signed_in(amara)
    fill(pair, amara, 3, now)
    few = queries(client, "/today/")
    fill(pair, amara, 9, now)
    assert queries(client, "/today/") == few <= 12


def test_as_few_queries_for_a_mentor_of_many(
    pair: Relationship, ruth: Person, now: dt.datetime
) -> None:
    client = signed_in(ruth)
    one = queries(client, "/today/")
    Participation.objects.filter(person=ruth).update(capacity=9)
    for n in range(4):
        factories.relationship(pair.programme, mentee=factories.person(f"Mentee {n}"), mentor=ruth)
    assert queries(client, "/today/") == one <= 12


def test_the_page_is_for_people_who_are_signed_in(client: Any) -> None:
    assert client.get("/today/").status_code == 302
