"""The area of whoever runs the site: that it runs, and nothing that people write."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.actions import base, outbox
from alongside.data.models import Coordinator, Invitation, OutboxMessage, Person, Task
from alongside.jobs import schedule
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGES = ("site", "site_tasks", "site_mail", "site_people", "site_programmes", "site_events")


@pytest.fixture
def admin(client: Client) -> Person:
    cache.clear()
    person = factories.person("Rowan Ellis", is_site_admin=True)
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", PAGES)
def test_the_area_exists_only_for_whoever_runs_the_site(name: str) -> None:
    client = Client()
    assert client.get(reverse(name))["Location"].startswith("/sign-in/")
    coordinator = factories.person()
    factories.programme(coordinator)
    client.force_login(coordinator)
    nothing = client.get("/nothing-of-the-kind/")
    refused = client.get(reverse(name))
    # All but the safety token, which differs at every request.
    pages = {re.sub(rb'"X-CSRFToken": "\w+"', b"", r.content) for r in (nothing, refused)}
    assert refused.status_code == 404 and len(pages) == 1


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_empty(client: Client, admin: Person, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200


def test_health_says_when_no_worker_runs(client: Client, admin: Person) -> None:
    assert b"None has run yet" in client.get(reverse("site")).content
    schedule.sweep(dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10))
    assert b"Last seen 10 minutes ago" in client.get(reverse("site")).content
    schedule.sweep(dt.datetime.now(dt.UTC))
    assert b"All is well" in client.get(reverse("site")).content


def test_a_refused_message_is_seen_and_sent_again(
    client: Client, admin: Person, now: dt.datetime, mail_server: Any
) -> None:
    mail_server.manner = "refuse"
    base.post("welcome", factories.person(email="gone@example.org"), now=now)
    outbox.send_due(now=now)
    page = client.get(reverse("site_mail") + "?state=refused").content
    assert b"gone@example.org" in page and b"550 5.1.1 Nobody of that name" in page
    message = OutboxMessage.objects.get()
    client.post(reverse("site_mail_again", args=[message.pk]))
    message.refresh_from_db()
    assert message.state == "waiting"


def test_a_mail_server_that_is_down_is_said(
    client: Client, admin: Person, now: dt.datetime, mail_server: Any
) -> None:
    base.post("welcome", factories.person(), now=now)
    mail_server.stop()
    outbox.send_due(now=now)
    mail_server.start()
    assert "can’t be reached" in client.get(reverse("site_mail")).content.decode()
    assert "Nothing is lost" in client.get(reverse("site")).content.decode()
    outbox.send_due(now=now)
    assert "can’t be reached" not in client.get(reverse("site_mail")).content.decode()


def test_the_words_of_mail_are_open_in_a_demonstration_only(
    client: Client, admin: Person, now: dt.datetime, settings: Any
) -> None:
    message = base.post("welcome", factories.person("Amara Nwosu"), now=now)
    assert message is not None
    address = reverse("site_letter", args=[message.pk])
    assert client.get(address).status_code == 404
    settings.MODE = "demonstration"
    assert b"Hello Amara" in client.get(address).content


def test_an_account_is_closed_and_opened(client: Client, admin: Person) -> None:
    person = factories.person("Niamh O'Shaughnessy")
    assert b"Niamh" in client.get(reverse("site_people") + "?q=niamh+shaugh").content
    assert b"Nobody found" in client.get(reverse("site_people") + "?q=zzz").content
    client.post(reverse("site_account_open", args=[person.pk]), {"open": "no"})
    person.refresh_from_db()
    assert not person.is_active
    client.post(reverse("site_account_open", args=[person.pk]), {"open": "yes"})
    person.refresh_from_db()
    assert person.is_active


def test_a_coordinator_is_appointed_or_invited(client: Client, admin: Person) -> None:
    programme, there = factories.programme(), factories.person()
    address = reverse("site_appoint", args=[programme.slug])
    assert client.post(address, {"name": "", "email": "no"}).status_code == 422
    client.post(address, {"name": "There", "email": there.email})
    assert Coordinator.objects.filter(programme=programme, person=there).exists()
    client.post(address, {"name": "New", "email": "new@example.org"})
    assert Invitation.objects.filter(email="new@example.org", side="coordinator").exists()
    assert client.get(reverse("site_appoint", args=["nothing"])).status_code == 404


def test_a_failed_task_is_tried_again_and_a_waiting_one_stopped(
    client: Client, admin: Person, now: dt.datetime
) -> None:
    failed = Task.objects.create(
        kind="import", state="failed", created_at=now, due_at=now, attempts=3,
        outcome={"problem": "This broke off (KeyError)."},
    )  # fmt: skip
    assert b"This broke off" in client.get(reverse("site_tasks")).content
    client.post(reverse("site_task_again", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)
    client.post(reverse("site_task_stop", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == "stopped"


def test_lists_take_the_same_number_of_queries_at_three_and_at_twelve(
    client: Client, admin: Person, now: dt.datetime
) -> None:
    def grow(number: int) -> None:
        for _ in range(number):
            person = factories.person()
            programme = factories.programme(person)
            base.record("something", by=person, now=now, programme=programme)
            base.post("welcome", person, now=now)
            base.start_task("import", by=person, now=now)

    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name)).status_code == 200
        return len(seen)

    grow(3)
    before = {name: queries(name) for name in PAGES}
    grow(9)
    assert {name: queries(name) for name in PAGES} == before
    assert max(before.values()) <= 12
