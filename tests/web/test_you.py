"""The page about oneself: profile, times, the weekly five minutes, a copy of one's data."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from alongside.data.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def me(client: Client) -> Person:
    person = factories.person("Amara Nwosu", place="Peterborough")
    client.force_login(person)
    return person


PROFILE = {
    "full_name": "Amara N. Nwosu", "time_zone": "Europe/London", "languages": ["en"],
    "regulator": "hcpc", "registration_number": "OT 12345",
}  # fmt: skip


def test_the_page_opens_empty_and_full(client: Client, me: Person) -> None:
    assert b"No times yet" in client.get(reverse("you")).content
    me.windows.create(weekday=0, start_minute=540, end_minute=600)
    assert "09:00–10:00" in client.get(reverse("you")).content.decode()


def test_a_profile_is_saved_and_a_number_is_never_called_verified(
    client: Client, me: Person
) -> None:
    response = client.post(reverse("you_profile"), PROFILE, follow=True)
    text = response.content.decode()
    assert "Amara N. Nwosu" in text and "OT12345 (looks right)" in text
    wrong = {**PROFILE, "registration_number": "12"}
    text = client.post(reverse("you_profile"), wrong, follow=True).content.decode()
    assert "doesn’t look right" in text and "erified" not in text


def test_what_was_typed_is_kept_when_a_profile_is_refused(client: Client, me: Person) -> None:
    typed = {**PROFILE, "manager_email": "no address", "employer": "Fenland Trust"}
    response = client.post(reverse("you_profile"), typed)
    assert response.status_code == 422
    assert b"Fenland Trust" in response.content and b"no address" in response.content
    me.refresh_from_db()
    assert me.full_name == "Amara Nwosu"


def other(**fields: str) -> dict[str, str]:
    return {
        "other-TOTAL_FORMS": "1", "other-INITIAL_FORMS": "0",
        **{f"other-0-{name}": value for name, value in fields.items()},
    }  # fmt: skip


def test_times_are_ticked_without_javascript(client: Client, me: Person) -> None:
    form = {"free": ["0-9", "0-10", "9-99", "x"], **other(day="3", start="18:30", end="19:30")}
    assert client.post(reverse("you_times"), form).status_code == 302
    kept = [(w.weekday, w.start_minute, w.end_minute) for w in me.windows.all()]
    assert kept == [(0, 540, 660), (3, 1110, 1170)]
    page = client.get(reverse("you_times")).content.decode()
    assert 'value="0-10" checked' in page and 'value="18:30"' in page


@pytest.mark.parametrize(
    "line", [{"day": "1", "start": "10:00"}, {"day": "1", "start": "10:00", "end": "09:00"}]
)
def test_half_a_time_is_refused_and_the_ticks_stay(
    client: Client, me: Person, line: dict[str, str]
) -> None:
    response = client.post(reverse("you_times"), {"free": ["2-12"], **other(**line)})
    assert response.status_code == 422 and b'value="2-12" checked' in response.content
    assert me.windows.count() == 0


def test_the_weekly_five_minutes_can_be_paused(client: Client, me: Person) -> None:
    form = {"day": "2", "hour": "20", "paused_until": "2027-01-10"}
    text = client.post(reverse("you_weekly"), form, follow=True).content.decode()
    assert "Paused until 10 January" in text
    me.refresh_from_db()
    assert (me.weekly_day, me.weekly_hour) == (2, 20)


def test_a_copy_of_one_s_data(client: Client, me: Person) -> None:
    assert b"Download a copy" in client.get(reverse("your_data")).content
    assert client.get(reverse("your_data_copy")).status_code == 405
    response = client.post(reverse("your_data_copy"))
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["you"]["place"] == "Peterborough"


def test_a_coordinator_finds_what_they_run(client: Client, me: Person) -> None:
    factories.programme(me, name="Trent and Fens")
    assert b"Trent and Fens" in client.get(reverse("you")).content
