"""The journal: wins and reflections, private until brought."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from alongside.actions import growth
from alongside.data.models import AgendaItem, Person, Reflection, Relationship, Win, WinShare
from tests import factories
from tests.web.member.between import queries, signed_in

MINUTE = dt.timedelta(minutes=1)

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("stopped_clock"),
]


@pytest.mark.capability("S0.5", "S0.6", "S0.8")
def test_keeps_a_win_with_what_contributed(amara: Person) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    told = {"row": row, "text": "Left at 17:10. Ate with the children.", "big": "on",
            "helped_by": ["time", "boundary"], "helped": "Seán took the late call"}  # fmt: skip
    for _twice in range(2):
        answer = client.post("/journal/", told, follow=True)
    html = answer.content.decode()
    assert Win.objects.count() == 1
    assert "Left at 17:10" in html
    assert "18 November · a boundary kept, protected time, Seán took the late call" in html
    assert "a big one" in html


@pytest.mark.capability("S0.6", "S0.7")
def test_a_win_is_private_until_it_is_brought_and_can_be_taken_back(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime
) -> None:
    win = growth.add_win(text="The abstract went in", by=amara, now=now)
    client = signed_in(amara)
    assert "Bring on Thursday" in client.get("/journal/").content.decode()
    assert not WinShare.objects.exists()
    address = f"/journal/wins/{win.pk}/bring/{pair.pk}/"
    client.post(address, {"bring": "yes", "next": "/journal/"})
    html = client.get("/journal/").content.decode()
    assert WinShare.objects.get().text == "The abstract went in"
    assert "sees these now. The rest stay yours." in html
    client.post(address, {"next": "https://elsewhere.example/"})
    assert not WinShare.objects.exists()


def test_a_change_reaches_the_copy_and_does_not_make_it_new(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    win = growth.add_win(text="The abstract", share_with=[pair.pk], by=amara, now=now)
    before = WinShare.objects.get().at
    signed_in(amara).post(
        f"/journal/wins/{win.pk}/",
        {"row": win.pk, "text": "The abstract went in", "on": "2026-11-17"},
    )
    share = WinShare.objects.get()
    assert (share.text, share.at) == ("The abstract went in", before)


def test_a_removed_win_takes_its_copies_along(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    win = growth.add_win(text="A slip", share_with=[pair.pk], by=amara, now=now)
    client = signed_in(amara)
    assert "Ruth" in client.get(f"/journal/wins/{win.pk}/remove/").content.decode()
    client.post(f"/journal/wins/{win.pk}/remove/")
    assert not Win.objects.exists() and not WinShare.objects.exists()


@pytest.mark.capability("S0.8")
def test_what_contributed_is_shown_over_the_months(amara: Person, now: dt.datetime) -> None:
    for n, codes in enumerate((["asked_for_help"], ["asked_for_help", "time"], ["time"],
                               ["asked_for_help"])):  # fmt: skip
        growth.add_win(
            text=f"Win {n}", contributors=codes, on=now.date() - dt.timedelta(days=30 * n),
            by=amara, now=now,
        )  # fmt: skip
    html = signed_in(amara).get("/journal/").content.decode()
    assert "Asking for help keeps turning up" in html
    assert "It played a part in 3 of your 4 wins since June" in html
    assert '<th scope="row">Asking for help</th>' in html


def test_says_nothing_of_what_recurs_from_three_wins(amara: Person, now: dt.datetime) -> None:
    for n in range(3):
        growth.add_win(text=f"Win {n}", contributors=["time"], by=amara, now=now)
    assert "keeps turning up" not in signed_in(amara).get("/journal/").content.decode()


@pytest.mark.capability("S0.8")
def test_narrows_to_one_contributor(amara: Person, now: dt.datetime) -> None:
    growth.add_win(text="With a colleague", contributors=["colleague"], by=amara, now=now)
    growth.add_win(text="With time", contributors=["time"], by=amara, now=now)
    html = signed_in(amara).get("/journal/?helped=time").content.decode()
    assert "With time" in html and "With a colleague" not in html


def test_an_empty_win_keeps_the_page_and_says_so(amara: Person) -> None:
    answer = signed_in(amara).post("/journal/", {"row": uuid.uuid4(), "text": " ", "helped": "Al"})
    assert answer.status_code == 422
    assert "A few words are enough." in answer.content.decode()
    assert 'value="Al"' in answer.content.decode()


@pytest.mark.parametrize("part", ["", "remove/"])
def test_somebody_elses_win_does_not_exist(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime, part: str
) -> None:
    win = growth.add_win(text="Mine", share_with=[pair.pk], by=amara, now=now)
    for other in (ruth, factories.person()):
        client = signed_in(other)
        assert client.get(f"/journal/wins/{win.pk}/{part}").status_code == 404
        assert client.post(f"/journal/wins/{win.pk}/{part}").status_code == 404
        assert client.post(f"/journal/wins/{win.pk}/bring/{pair.pk}/").status_code == 404


@pytest.mark.capability("S0.13", "S1.9")
def test_reflects_on_boundaries_balance_and_enjoyment_and_brings_a_copy(
    pair: Relationship, amara: Person, ruth: Person
) -> None:
    client, row = signed_in(amara), uuid.uuid4()
    for about in ("boundaries", "balance", "enjoyment"):
        assert client.get(f"/journal/reflections/?about={about}").status_code == 200
    told = {"row": row, "about": "balance", "text": "The rota eats my evenings"}
    html = client.post("/journal/reflections/", told, follow=True).content.decode()
    assert "The rota eats my evenings" in html and "Kept, only for you." in html
    thought = Reflection.objects.get()
    for _twice in range(2):
        client.post(f"/journal/reflections/{thought.pk}/bring/{pair.pk}/")
    item = AgendaItem.objects.get()
    assert (item.text, item.kind) == ("The rota eats my evenings", "workload_support")
    client.post(f"/journal/reflections/{thought.pk}/remove/")
    assert not Reflection.objects.exists() and AgendaItem.objects.exists()


@pytest.mark.capability("S4.20")
def test_what_is_my_role_and_what_is_not(amara: Person) -> None:
    html = signed_in(amara).get("/journal/reflections/?about=role").content.decode()
    assert "What is my role, and what isn’t?" in html


def test_somebody_elses_reflection_does_not_exist(
    pair: Relationship, amara: Person, ruth: Person, now: dt.datetime
) -> None:
    thought = growth.reflect(text="Mine", by=amara, now=now)
    client = signed_in(ruth)
    assert client.post(f"/journal/reflections/{thought.pk}/remove/").status_code == 404
    bring = f"/journal/reflections/{thought.pk}/bring/{pair.pk}/"
    assert client.post(bring).status_code == 404
    assert "Mine" not in client.get("/journal/reflections/").content.decode()


def test_many_wins_come_page_by_page_with_as_many_queries(
    pair: Relationship, amara: Person, now: dt.datetime
) -> None:
    client = signed_in(amara)
    for n in range(3):
        growth.add_win(text=f"Win number {n}.", by=amara, now=now + n * MINUTE)
    few = queries(client, "/journal/")
    for n in range(3, 25):
        growth.add_win(
            text=f"Win number {n}.", share_with=[pair.pk], by=amara, now=now + n * MINUTE
        )
    assert queries(client, "/journal/") == few
    html = client.get("/journal/").content.decode()
    assert "1 to 20 of 25" in html
    assert "Win number 0." in client.get("/journal/?page=2").content.decode()
