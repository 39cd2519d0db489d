"""Goals and actions: the mentee's own, read by their mentor, and by nobody else."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from alongside.actions import growth
from alongside.data.models import Action, Goal, Person, Relationship
from tests import factories
from tests.web.member.between import queries, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("stopped_clock"),
]


@pytest.mark.capability("S1.1", "S0.11")
def test_a_goal_may_start_vague_and_be_sharpened(
    pair: Relationship, amara: Person, ruth: Person
) -> None:
    client, address = signed_in(amara), f"/mentoring/{pair.pk}/goals/"
    told = {"row": uuid.uuid4(), "title": "Feel less lost", "seen": "both"}
    for _twice in range(2):
        client.post(address, told)
    goal = Goal.objects.get()
    client.post(f"/mentoring/goals/{goal.pk}/", {
        "title": "Trust my reasoning", "detail": "When nobody senior is there", "seen": "both",
        "sharpen": "yes",
    })  # fmt: skip
    html = signed_in(ruth).get(address).content.decode()
    assert "Trust my reasoning" in html and "When nobody senior is there" in html


@pytest.mark.capability("S0.11")
def test_a_private_goal_is_the_mentees_alone_and_moves_to_another_key(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime
) -> None:
    goal = growth.add_goal(pair, title="Good enough is good care", by=amara, now=now)
    item = factories.agenda_item(pair, goal=goal)
    told = {"title": "Good enough is good care", "detail": "", "seen": "me", "sharpen": "yes"}
    signed_in(amara).post(f"/mentoring/goals/{goal.pk}/", told)
    client = signed_in(ruth)
    assert client.get(f"/mentoring/goals/{goal.pk}/").status_code == 404
    assert "Good enough" not in client.get(f"/mentoring/{pair.pk}/goals/").content.decode()
    goal.refresh_from_db()
    item.refresh_from_db()
    assert goal.confidential_owner() == ("person", amara.pk)
    assert goal.title == "Good enough is good care" and item.goal is None


@pytest.mark.capability("S1.11", "S0.3")
def test_a_goals_line_is_calm_and_shows_its_items(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    goal = growth.add_goal(pair, title="Be heard", by=amara, now=now - dt.timedelta(days=90))
    for days, value in ((90, 4), (40, 3), (5, 6)):
        growth.rate_goal(
            goal.pk, value=value, on=now.date() - dt.timedelta(days=days), by=amara, now=now
        )
    factories.agenda_item(pair, "Speaking in the huddle", goal=goal)
    client = signed_in(amara)
    client.post(f"/mentoring/goals/{goal.pk}/", {"value": "7", "rate": "yes"})
    html = client.get(f"/mentoring/goals/{goal.pk}/").content.decode()
    assert "Speaking in the huddle" in html
    assert "No line has to go up." in html and "%" not in html.split("<main")[1]
    assert list(goal.ratings.values_list("value", flat=True)) == [4, 3, 6, 7]


def test_a_goal_is_let_go_and_picked_up_again(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    goal = growth.add_goal(pair, title="Be heard", by=amara, now=now)
    client = signed_in(amara)
    for how in ("let_go", "open", "reached"):
        client.post(f"/mentoring/goals/{goal.pk}/end/", {"how": how})
        goal.refresh_from_db()
        assert goal.state == how
    assert client.post(f"/mentoring/goals/{goal.pk}/end/", {"how": "won"}).status_code == 409


@pytest.mark.capability("S1.5", "S1.6", "S1.7", "S2.12")
def test_an_action_is_the_mentees_and_below_seven_asks_what_would_help(
    pair: Relationship, amara: Person, ruth: Person
) -> None:
    client, address = signed_in(amara), f"/mentoring/{pair.pk}/actions/"
    told = {"row": uuid.uuid4(), "text": "Ask Niamh to come along", "sure": "5",
            "obstacle": "the rota", "due_on": "2026-11-25"}  # fmt: skip
    html = client.post(address, told, follow=True).content.decode()
    assert "what would make it a 7?" in html
    action = Action.objects.get()
    client.post(f"/mentoring/actions/{action.pk}/", {
        "change": "yes", "text": "Ask Niamh by message", "sure": "8", "obstacle": "the rota",
        "due_on": "2026-11-25",
    })  # fmt: skip
    html = signed_in(ruth).get(address).content.decode()
    assert "Ask Niamh by message" in html and "8 of 10 sure" in html
    assert "I will try this" not in html


@pytest.mark.capability("S1.7")
def test_a_mentor_reads_and_does_not_write(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime
) -> None:
    action = growth.add_action(pair, text="Leave on time", by=amara, now=now)
    client = signed_in(ruth)
    told = {"row": uuid.uuid4(), "text": "Do more"}
    assert client.post(f"/mentoring/{pair.pk}/actions/", told).status_code == 404
    assert client.get(f"/mentoring/actions/{action.pk}/").status_code == 200
    happened = {"happened": "yes", "row": uuid.uuid4(), "text": "No", "outcome": "done"}
    assert client.post(f"/mentoring/actions/{action.pk}/", happened).status_code == 404
    action.refresh_from_db()
    assert action.state == "open"


@pytest.mark.capability("S1.8", "S1.11")
def test_what_happened_is_logged_and_an_experiment_stays_open(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    action = growth.add_action(pair, text="One breath first", experiment=True, by=amara, now=now)
    client, address = signed_in(amara), f"/mentoring/actions/{action.pk}/"
    told = {"happened": "yes", "row": uuid.uuid4(), "text": "It slowed me down, well",
            "outcome": "open"}  # fmt: skip
    for _twice in range(2):
        html = client.post(address, told, follow=True).content.decode()
    assert "It stays open as long as it is useful" in html
    assert action.notes.count() == 1
    html = client.get("/mentoring/actions/?show=experiments").content.decode()
    assert "An experiment · tried once so far" in html
    nothing = {"happened": "yes", "row": uuid.uuid4(), "text": "", "outcome": "open"}
    assert client.post(address, nothing).status_code == 422
    client.post(address, nothing | {"outcome": "done"})
    action.refresh_from_db()
    assert action.state == "done"


def test_a_day_that_has_passed_is_said_and_not_pressed(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    growth.add_action(pair, text="Call", due_on=now.date(), by=amara, now=now)
    Action.objects.update(due_on=dt.date(2026, 11, 2))
    html = signed_in(amara).get("/mentoring/actions/").content.decode()
    assert "Meant for 2 November; still open" in html


def test_does_not_exist_for_strangers_and_coordinators(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    goal = growth.add_goal(pair, title="Be heard", by=amara, now=now)
    action = growth.add_action(pair, text="Call", by=amara, now=now)
    coordinator = factories.person()
    pair.programme.coordinators.create(person=coordinator, since=now)
    for other in (factories.person(), coordinator):
        client = signed_in(other)
        for address in (
            f"/mentoring/{pair.pk}/goals/", f"/mentoring/{pair.pk}/actions/",
            f"/mentoring/goals/{goal.pk}/", f"/mentoring/actions/{action.pk}/",
        ):  # fmt: skip
            assert client.get(address).status_code == 404, address
            assert client.post(address, {"text": "x"}).status_code == 404, address
        assert (
            client.post(f"/mentoring/goals/{goal.pk}/end/", {"how": "reached"}).status_code == 404
        )


def test_what_has_ended_can_be_read_and_not_changed(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    growth.add_action(pair, text="Call Niamh", by=amara, now=now)
    Relationship.objects.filter(pk=pair.pk).update(state="ended")
    client, address = signed_in(amara), f"/mentoring/{pair.pk}/actions/"
    html = client.get(address).content.decode()
    assert "Call Niamh" in html and "I will try this" not in html
    assert client.post(address, {"row": uuid.uuid4(), "text": "More"}).status_code == 409


@pytest.mark.parametrize("page", ["goals", "actions"])
def test_as_many_queries_however_many(
    pair: Relationship, amara: Person, now: dt.datetime, page: str
) -> None:
    client, address = signed_in(amara), f"/mentoring/{pair.pk}/{page}/"

    def add(times: int) -> None:
        for n in range(times):
            goal = growth.add_goal(pair, title=f"Goal {n}", by=amara, now=now)
            growth.rate_goal(goal.pk, value=n % 10, by=amara, now=now)
            action = growth.add_action(pair, text=f"Try {n}", goal=goal.pk, by=amara, now=now)
            growth.keep_note(uuid.uuid4(), action.pk, text="So so", by=amara, now=now)

    add(3)
    few = queries(client, address)
    add(9)
    assert queries(client, address) == few
