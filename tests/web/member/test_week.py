"""The weekly five minutes, posted as a browser without JavaScript would."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from alongside.actions import growth
from alongside.data.models import (
    AgendaItem,
    OutboxMessage,
    Person,
    Reflection,
    Relationship,
    WeeklyFive,
    Win,
)
from alongside.outbound import mail
from tests import factories
from tests.web.member.between import queries, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("stopped_clock"),
]


def steps(person: Person) -> list[str]:
    """What is done this week."""
    five = WeeklyFive.objects.filter(person=person).first()
    return five.steps if five else []


@pytest.mark.capability("S0.5", "S0.6")
def test_a_win_is_kept_as_it_is_typed_and_once(amara: Person, ruth: Person) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    for text in ("Said", "Said no to the extra clinic"):
        answer = client.post(
            "/week/save/wins/",
            {"row": row, "text": text, "helped": ["boundary", "asked_for_help"]},
            headers={"HX-Request": "true"},
        )
        assert answer.status_code == 200
        assert "Saved in your journal" in answer.content.decode()
    kept = Win.objects.get()
    assert kept.text == "Said no to the extra clinic"
    assert kept.contributors == ["asked_for_help", "boundary"]
    assert steps(amara) == ["wins"]
    assert "Said no" not in signed_in(ruth).get("/today/").content.decode()


@pytest.mark.capability("S0.1", "S0.4")
def test_a_question_goes_straight_onto_the_shared_agenda(pair: Relationship, amara: Person) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    for text in ("How do you say no", "How do you say no kindly?"):
        client.post("/week/save/questions/", {"row": row, "beside": pair.pk, "text": text,
                                              "base": "How do you say no"})  # fmt: skip
    item = AgendaItem.objects.get()
    assert (item.text, item.by_id) == ("How do you say no kindly?", amara.pk)
    assert "How do you say no kindly?" in client.get("/week/").content.decode()


def test_with_several_people_one_chooses_where_a_question_goes(
    pair: Relationship, amara: Person
) -> None:
    other = factories.relationship(mentee=amara, mentor=factories.person("Noor Aziz"))
    client = signed_in(amara)
    html = client.get("/week/").content.decode()
    assert "Who is it for?" in html and "Noor Aziz" in html
    client.post("/week/save/questions/", {"row": uuid.uuid4(), "beside": other.pk, "text": "Pay?"})
    assert AgendaItem.objects.get().relationship_id == other.pk
    without = client.post(
        "/week/save/questions/", {"row": uuid.uuid4(), "text": "For whom?"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert "Choose who the question is for" in without.content.decode()
    assert AgendaItem.objects.count() == 1


@pytest.mark.capability("S1.9", "S1.10")
def test_what_worked_is_private_until_it_is_brought(
    pair: Relationship, amara: Person, ruth: Person
) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    told = {"row": row, "about": "worked", "text": "Starting the day with the list"}
    client.post("/week/save/work/", told)
    assert AgendaItem.objects.count() == 0
    client.post("/week/save/work/", told | {"beside": pair.pk})
    assert Reflection.objects.get().brought_as is not None
    assert AgendaItem.objects.get().text == "Starting the day with the list"


@pytest.mark.capability("S1.8", "S1.11")
def test_what_happened_with_an_action_and_letting_go(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    action = growth.add_action(pair, text="Leave on time", by=amara, now=now)
    client, row = signed_in(amara), uuid.uuid4()
    told = {"row": row, "action": action.pk, "text": "Twice, and nobody minded"}
    client.post("/week/save/actions/", told | {"outcome": "open"})
    action.refresh_from_db()
    assert action.state == "open"
    client.post("/week/save/actions/", told | {"outcome": "let_go"})
    client.post("/week/save/actions/", told | {"outcome": "let_go"})
    action.refresh_from_db()
    assert action.state == "let_go"
    assert [note.text for note in action.notes.all()] == ["Twice, and nobody minded"]


@pytest.mark.capability("S0.3")
def test_what_matters_most_goes_first(pair: Relationship, amara: Person) -> None:
    factories.agenda_item(pair, "The rota", position=1)
    matters = factories.agenda_item(pair, "The case", position=2)
    signed_in(amara).post("/week/ahead/", {"item": matters.pk})
    first = AgendaItem.objects.filter(relationship=pair).order_by("position").first()
    assert first == matters and first.horizon == "immediate"


@pytest.mark.capability("S0.4")
def test_empty_steps_are_fine_and_the_end_is_a_button(amara: Person) -> None:
    client = signed_in(amara)
    client.post("/week/step/", {"step": "wins"})
    assert steps(amara) == ["wins"]
    answer = client.post("/week/step/", {"step": "all"}, follow=True)
    assert "Done for this week" in answer.content.decode()
    assert len(steps(amara)) == 5


@pytest.mark.parametrize(
    ("address", "field"),
    [("/week/save/wins/", "row"), ("/week/save/work/", "row"), ("/week/save/questions/", "row")],
)
def test_nobody_writes_into_somebody_elses_box(
    pair: Relationship, amara: Person, address: str, field: str, now: dt.datetime
) -> None:
    win = growth.add_win(text="Mine", by=amara, now=now)
    thought = growth.reflect(text="Mine", by=amara, now=now)
    item = factories.agenda_item(pair)
    row = {"/week/save/wins/": win, "/week/save/work/": thought}.get(address, item)
    stranger = signed_in(factories.person())
    told = {field: row.pk, "text": "Not yours", "beside": pair.pk, "about": "worked"}
    assert stranger.post(address, told).status_code == 404
    win.refresh_from_db()
    assert win.text == "Mine"


def test_an_emptied_box_takes_its_text_away(amara: Person) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    client.post("/week/save/wins/", {"row": row, "text": "A slip"})
    client.post("/week/save/wins/", {"row": row, "text": ""})
    assert not Win.objects.exists()


@pytest.mark.capability("S0.4")
def test_the_prompt_comes_at_the_chosen_hour_in_ones_own_zone_and_once(
    amara: Person, ruth: Person, now: dt.datetime
) -> None:
    set_prompt = {"by": amara, "now": now, "today": now.date()}
    growth.set_weekly_prompt(day=2, hour=10, **set_prompt)
    Person.objects.filter(pk=ruth.pk).update(
        weekly_day=2, weekly_hour=20, time_zone="Australia/Sydney"
    )
    early = now - dt.timedelta(minutes=1)
    assert growth.send_prompts(now=early) == 1  # it is 20:59 in Sydney, and 9:59 in London
    assert OutboxMessage.objects.get().to_person == ruth
    assert growth.send_prompts(now=now) == 1
    assert growth.send_prompts(now=now + dt.timedelta(hours=1)) == 0
    assert set(OutboxMessage.objects.values_list("to_address", flat=True)) == {
        amara.email, ruth.email,
    }  # fmt: skip


@pytest.mark.capability("S0.4")
def test_no_prompt_while_it_rests_nor_when_the_week_is_done(
    amara: Person, ruth: Person, now: dt.datetime
) -> None:
    for person in (amara, ruth):
        growth.set_weekly_prompt(day=2, hour=9, by=person, now=now, today=now.date())
    growth.set_weekly_prompt(day=2, hour=9, rest_weeks=1, by=ruth, now=now, today=now.date())
    growth.finish(by=amara, now=now, today=now.date())
    assert growth.send_prompts(now=now) == 0
    assert growth.send_prompts(now=now + dt.timedelta(weeks=1)) == 1
    assert growth.send_prompts(now=now + dt.timedelta(weeks=1, minutes=1)) == 0
    assert growth.send_prompts(now=now + dt.timedelta(weeks=2)) == 2


def test_the_prompt_says_nothing_of_what_was_written(amara: Person, now: dt.datetime) -> None:
    growth.add_win(text="A secret win", by=amara, now=now)
    growth.set_weekly_prompt(day=2, hour=10, by=amara, now=now, today=now.date())
    growth.send_prompts(now=now)
    letter = mail.compose(OutboxMessage.objects.get())
    assert letter.subject == "Five minutes for your week"
    assert "/week/" in letter.body and "secret" not in letter.body


def test_another_day_or_a_rest_by_a_form(amara: Person) -> None:
    client = signed_in(amara)
    assert client.get("/week/another-day/").status_code == 200
    client.post("/week/another-day/", {"day": 4, "hour": 7, "rest": "1"})
    person = Person.objects.get(pk=amara.pk)
    assert (person.weekly_day, person.weekly_hour) == (4, 7)
    assert person.weekly_paused_until == dt.date(2026, 11, 29)


def test_as_many_queries_however_much_was_written(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    client = signed_in(amara)

    def write(times: int) -> None:
        for n in range(times):
            growth.add_win(text=f"Win {n}", by=amara, now=now)
            growth.add_action(pair, text=f"Try {n}", by=amara, now=now)
            factories.agenda_item(pair, f"Item {n}")

    write(3)
    few = queries(client, "/week/")
    write(9)
    assert queries(client, "/week/") == few


def test_somebody_without_a_partner_can_still_write(now: dt.datetime) -> None:
    alone = factories.person()
    html = signed_in(alone).get("/week/").content.decode()
    assert "As soon as you work with somebody" in html
