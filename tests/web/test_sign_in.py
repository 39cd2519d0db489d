"""Signing in tells nobody who has an account, and is patient with guesses up to a point."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.actions import people
from alongside.data.models import Person
from alongside.outbound import tokens
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SIGN_IN, RESET = "/sign-in/", "/password/"


@pytest.fixture(autouse=True)
def no_guesses_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def page(response: Any, *typed: str) -> str:
    """The page without what differs at every request: the safety token and what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for word in typed:
        text = text.replace(word, "")
    return text


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    known = factories.person(email="known@example.org").email
    shut = factories.person(email="shut@example.org", is_active=False).email
    bare = Person.objects.make("bare@example.org", "Bare").email
    pages = set()
    for address in (known, shut, bare, "nobody@example.org"):
        response = Client().post(SIGN_IN, {"login": address, "password": "not the password"})
        assert response.status_code == 200
        pages.add(page(response, address))
    assert len(pages) == 1


def test_asking_for_a_password_tells_nothing_either(client: Client) -> None:
    known = factories.person(email="known@example.org").email
    answers = set()
    for address in (known, "nobody@example.org"):
        response = Client().post(RESET, {"email": address})
        headers = {k: v for k, v in response.headers.items() if k not in ("X-Request-Id",)}
        answers.add((response.status_code, response["Location"], str(sorted(headers))))
    assert len(answers) == 1
    done = client.get(reverse("account_reset_password_done"))
    assert done.status_code == 200 and b"If there is an account" in done.content


def test_ten_guesses_in_five_minutes_for_an_account_then_even_the_right_one_waits() -> None:
    person = factories.person()
    for n in range(10):
        # Guesses from many places: the account itself is protected.
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(
            SIGN_IN, {"login": person.email.upper() if n % 2 else person.email, "password": "no"}
        )
    response = Client(REMOTE_ADDR="192.0.2.99").post(
        SIGN_IN, {"login": person.email, "password": factories.PASSWORD}
    )
    assert response.status_code == 200 and b"Too many" in response.content


def test_ten_guesses_for_a_whole_ipv6_network() -> None:
    person = factories.person()
    for n in range(10):
        Client(REMOTE_ADDR=f"2001:db8:1:2::{n + 1}").post(
            SIGN_IN, {"login": f"nobody{n}@example.org", "password": "no"}
        )
    right = {"login": person.email, "password": factories.PASSWORD}
    same = Client(REMOTE_ADDR="2001:db8:1:2:ffff::1").post(SIGN_IN, right)
    assert same.status_code == 200 and b"Too many" in same.content
    other = Client(REMOTE_ADDR="2001:db8:1:3::1").post(SIGN_IN, right)
    assert other.status_code == 302


def test_many_right_sign_ins_are_no_guesses() -> None:
    person = factories.person()
    for n in range(12):
        client = Client(REMOTE_ADDR=f"2001:db8:1:2::{n + 1}")
        right = {"login": person.email, "password": factories.PASSWORD}
        assert client.post(SIGN_IN, right).status_code == 302


def test_signing_in_leads_to_where_one_begins(client: Client) -> None:
    person = factories.person()
    response = client.post(SIGN_IN, {"login": person.email, "password": factories.PASSWORD})
    assert response["Location"] == reverse("start")
    assert client.get(reverse("start"))["Location"] == reverse("today")


def test_a_closed_account_is_refused_at_the_next_request(client: Client) -> None:
    person = factories.person()
    client.force_login(person)
    assert client.get(reverse("you")).status_code == 200
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(reverse("you")).status_code == 302


def test_a_password_link_works_once(client: Client) -> None:
    person = factories.person()
    address = reverse("account_reset_password_from_key", args=list(tokens.password_reset(person)))
    form = client.get(address, follow=True)
    assert form.status_code == 200 and b"Choose a new password" in form.content
    where = form.redirect_chain[-1][0]
    fresh = {"password1": "entirely new words", "password2": "entirely new words"}
    assert client.post(where, fresh).status_code == 302
    person.refresh_from_db()
    assert person.check_password("entirely new words")
    again = Client().get(address, follow=True)
    assert b"This link no longer works" in again.content


def test_a_short_password_is_refused_with_what_to_do(client: Client) -> None:
    person = factories.person()
    client.force_login(person)
    response = client.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": "short", "password2": "short"},
    )
    assert response.status_code == 200 and b"at least 12 characters" in response.content


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    for address in ("/accounts/signup/", "/signup/", "/sign-up/"):
        assert client.get(address).status_code == 404


class TestInvitation:
    @pytest.fixture
    def link(self, now: dt.datetime) -> str:
        coordinator = factories.person("Ruth Okafor")
        programme = factories.programme(coordinator, name="Trent and Fens mentoring")
        made = people.invite(
            "new@example.org", "New Person", programme=programme, side="mentee", by=coordinator,
            now=now + dt.timedelta(days=300),
        )  # fmt: skip
        return reverse("join", args=[tokens.invitation(made.pk)])

    def test_it_says_what_for_and_who_asked(self, client: Client, link: str) -> None:
        response = client.get(link)
        assert b"Trent and Fens mentoring" in response.content
        assert b"Ruth Okafor" in response.content and b"new@example.org" in response.content
        assert "no-store" in response["Cache-Control"]

    def test_accepting_signs_in(self, client: Client, link: str) -> None:
        given = {"name": "New Person", "password": "four words in a row", "agreed": "on"}
        response = client.post(link, given)
        assert response.status_code == 302 and response["Location"] == reverse("start")
        assert client.get(reverse("you")).status_code == 200
        again = Client().get(link)
        assert again.status_code == 410 and b"used already" in again.content

    @pytest.mark.parametrize(
        ("left_out", "says"),
        [("name", b"id_name"), ("password", b"id_password"), ("agreed", b"Tick this if you agree")],
    )
    def test_what_is_missing_is_said_and_the_rest_kept(
        self, client: Client, link: str, left_out: str, says: bytes
    ) -> None:
        given = {"name": "Typed Name", "password": "four words in a row", "agreed": "on"}
        given.pop(left_out)
        response = client.post(link, given)
        assert response.status_code == 422 and says in response.content
        if left_out != "name":
            assert b"Typed Name" in response.content
        assert not Person.objects.filter(email="new@example.org").exists()

    def test_an_unknown_link_is_not_found(self, client: Client) -> None:
        response = client.get(reverse("join", args=["x" * 43]))
        assert response.status_code == 404

    def test_somebody_with_an_account_signs_in_first(self, client: Client, link: str) -> None:
        person = factories.person(email="new@example.org")
        assert b"There is an account for new@example.org" in client.get(link).content
        client.force_login(person)
        assert b"One click" in client.get(link).content
        assert client.post(link)["Location"] == reverse("start")
        assert person.participations.count() == 1


class TestDemonstration:
    def test_lists_who_to_be_and_signs_in_with_one_click(
        self, client: Client, settings: Any
    ) -> None:
        settings.MODE = "demonstration"
        person = factories.person("Amara Demo", is_demonstration=True, is_site_admin=True)
        assert b"Amara Demo" in client.get(SIGN_IN).content
        response = client.post(reverse("sign_in_as", args=[person.pk]))
        assert response["Location"] == reverse("start")
        assert client.get(reverse("start"))["Location"] == reverse("site")

    def test_real_people_can_not_be_borrowed(self, client: Client, settings: Any) -> None:
        settings.MODE = "demonstration"
        real = factories.person()
        assert client.post(reverse("sign_in_as", args=[real.pk])).status_code == 404

    @pytest.mark.parametrize("mode", ["production", "test"])
    def test_is_not_there_on_a_real_site(self, client: Client, settings: Any, mode: str) -> None:
        settings.MODE = mode
        person = factories.person("Amara Demo", is_demonstration=True, is_site_admin=True)
        assert b"Amara Demo" not in client.get(SIGN_IN).content
        assert client.post(reverse("sign_in_as", args=[person.pk])).status_code == 404
