"""What has ended is refused at the very next request, in every window that stands open."""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from alongside.access.routes import Access, declared
from alongside.actions import endings, people
from alongside.data.models import Coordinator, Participation, Relationship
from alongside.web.shared.checks import every_route
from tests import factories
from tests.factories import NOW
from tests.quality.test_forms_once import counts
from tests.test_canary import addresses, client_of, filled, sow
from tests.web.test_routes import ALLOWED

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def signed_in_routes() -> set[str]:
    return {
        str(name)
        for _pattern, name, view in every_route()
        if declared(view, name) is not Access.PUBLIC
    }


def test_a_closed_account_is_signed_out_everywhere_at_once() -> None:
    sown = sow()
    mentee = sown.world.people["mentee"]
    assert mentee is not None
    client = client_of(sown, "mentee")
    assert client.get(reverse("today")).status_code == 200
    people.set_open(mentee.pk, False, by=sown.world.people["site_admin"], now=NOW)
    mine = signed_in_routes()
    for name, address in addresses(sown):
        if name in mine:
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code == 302, address
                assert answer["Location"].startswith("/sign-in/?next="), address


def test_nothing_more_is_written_into_a_relationship_that_ended() -> None:
    sown = sow()
    pair = Relationship.objects.get(pk=sown.world.default["relationship"])
    mentee, mentor = sown.world.people["mentee"], sown.world.people["mentor"]
    assert mentee is not None and mentor is not None
    client = client_of(sown, "mentor")
    forms = []
    for name, address in list(addresses(sown)):
        if "mentor" not in ALLOWED.get(name, ()) or not address.startswith(
            ("/mentoring", "/sessions")
        ):
            continue
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            for form in lxml.html.fromstring(answer.content).xpath("//main//form[@method='post']"):
                where, values, written = filled(form, address)
                if written:
                    forms.append((where, values))
    assert len(forms) > 5
    endings.finish(pair.pk, by=mentee, now=NOW)
    before = counts()
    for where, values in forms:
        answer = client.post(where, values)
        assert answer.status_code in (302, 404, 409, 422), (where, answer.status_code)
    after = counts()
    # Thanks and a look back are what an ending is for.
    changed = {name for name, n in after.items() if n != before[name]}
    assert changed <= {"ThankYou", "Review", "OutcomeRating", "Event", "OutboxMessage", "SentForm"}


def test_a_former_coordinator_finds_nothing_on_the_next_request() -> None:
    coordinator = factories.person()
    programme = factories.programme(coordinator)
    factories.programme(coordinator)
    client = Client()
    client.force_login(coordinator)
    names = ("overview", "people", "relationships", "outcomes", "matching", "announcements")
    pages = [reverse(name, args=[programme.slug]) for name in names]
    assert {client.get(page).status_code for page in pages} == {200}
    Coordinator.objects.filter(programme=programme).delete()
    assert {client.get(page).status_code for page in pages} == {404}


def test_a_former_administrator_finds_nothing_on_the_next_request() -> None:
    admin = factories.person(is_site_admin=True)
    client = Client()
    client.force_login(admin)
    assert client.get(reverse("site")).status_code == 200
    type(admin).objects.filter(pk=admin.pk).update(is_site_admin=False)
    assert client.get(reverse("site")).status_code == 404


def test_a_mentor_who_declined_finds_nothing_of_the_other_again() -> None:
    made = factories.relationship(state="offered")
    mentee, mentor = factories.mentee_of(made), factories.mentor_of(made)
    client = Client()
    client.force_login(mentor)
    page = reverse("relationship", args=[made.pk])
    assert mentee.full_name in client.get(page).content.decode()
    answer = client.post(reverse("offer_decline", args=[made.pk]), {"reason": "other"})
    assert answer.status_code == 302
    assert mentee.full_name not in client.get(page, follow=True).content.decode()
    assert Participation.objects.filter(person=mentee, state="ready").exists()
