"""The pages of the matching, as a coordinator and as others meet them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.actions import matching
from alongside.data.models import MatchRun, OutboxMessage, PairRule, Programme, Relationship
from alongside.jobs import run as jobs
from tests import factories
from tests.crowd import crowd
from tests.factories import NOW

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def sian() -> Any:
    return factories.person("Siân Llwyd")


@pytest.fixture
def programme(sian: Any) -> Programme:
    return factories.programme(sian)


@pytest.fixture
def signed_in(client: Client, sian: Any) -> Client:
    client.force_login(sian)
    return client


def at(name: str, programme: Programme, *more: Any) -> str:
    return reverse(name, args=[programme.slug, *more])


def ran(programme: Programme, by: Any) -> MatchRun:
    made = matching.start_run(programme, by=by, now=NOW)
    jobs.work()
    made.refresh_from_db()
    return made


WEIGHTS = {"purpose": "40", "experience": "25", "field": "20", "days": "15"}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.capability("B5")
def test_from_the_first_run_to_offers_by_pages_alone(signed_in, programme):
    crowd(programme, 9, 3, capacity=(2,))
    assert "9 people wait for a mentor" in text(signed_in.get(at("matching", programme)))
    sent = signed_in.post(at("matching_start", programme), WEIGHTS)
    assert sent["Location"] == at("matching_run", programme, 1)
    page = signed_in.get(sent["Location"])
    assert "Matching is under way" in text(page)
    assert "hx-get" in text(page)
    jobs.work()

    done = signed_in.get(at("matching_progress", programme, 1), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    run = MatchRun.objects.get()
    page = text(signed_in.get(at("matching", programme)))
    assert f"{run.matched} of 9 matched, proved the best possible" in page
    assert f"Publish {run.matched} pairs" in page
    assert "Smallest change that would match" in page
    for left in run.unmatched.all():
        assert left.mentee.person.first_name.replace("’", "’") in page

    row = run.proposals.first()
    where = at("matching_pair", programme, 1, row.pk)
    opened = signed_in.get(f"{where}?open={row.pk}&view=all")
    assert opened.status_code == 302
    assert "What makes up" in text(signed_in.get(opened["Location"].partition("#")[0]))

    signed_in.post(where, {"decision": "lock", "view": "all"})
    assert PairRule.objects.get().rule == "lock"
    assert "checked" in text(signed_in.get(at("matching_run", programme, 1) + "?view=locked"))

    letters = text(signed_in.get(at("matching_letters", programme, 1)))
    assert "Nothing was sent by opening this page" in letters
    assert not OutboxMessage.objects.exists()

    signed_in.post(at("matching_publish", programme, 1), {"which": "all"})
    jobs.work()
    assert Relationship.objects.count() == run.matched
    page = text(signed_in.get(at("matching", programme)))
    assert "Offered" in page
    assert "When you publish" not in page


def test_a_row_by_htmx_is_the_row_of_the_full_page(signed_in, programme, sian):
    crowd(programme, 4, 4)
    row = ran(programme, sian).proposals.first()
    where = at("matching_pair", programme, 1, row.pk)
    part = signed_in.get(f"{where}?open={row.pk}&view=all", headers={"HX-Request": "true"})
    whole = signed_in.get(at("matching_run", programme, 1) + f"?view=all&open={row.pk}")

    def plain(words: str) -> str:
        words = re.sub(r'name="(csrfmiddlewaretoken|page|view)" value="[^"]*"', "", words)
        return re.sub(r"\s+", " ", words).strip()

    start = f'<tbody id="pair-{row.pk}">'
    shown = whole.content.decode()
    shown = start + shown.split(start)[1].split("</tbody>")[0] + "</tbody>"
    assert plain(part.content.decode()) == plain(shown)


def test_a_decision_by_htmx_changes_the_tally_and_the_button(signed_in, programme, sian):
    crowd(programme, 5, 5)
    made = ran(programme, sian)
    row = made.proposals.first()
    said = signed_in.post(
        at("matching_pair", programme, 1, row.pk), {"decision": "forbid"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert f"Publish {made.matched - 1} pair" in text(said)
    assert "1 left out" in text(said)


def test_a_decision_about_a_run_that_is_over_says_so(signed_in, programme, sian):
    crowd(programme, 3, 3)
    made = ran(programme, sian)
    matching.publish(made, "all", by=sian, now=NOW)
    said = signed_in.post(
        at("matching_pair", programme, 1, made.proposals.first().pk), {"decision": "accept"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert said.status_code == 409
    assert "published a moment ago" in text(said)


def test_weights_that_do_not_make_a_hundred_keep_what_was_typed(signed_in, programme):
    crowd(programme, 3, 3)
    sent = signed_in.post(at("matching_start", programme), {**WEIGHTS, "days": "35"})
    assert sent.status_code == 422
    assert "make 120%" in text(sent)
    assert 'value="35"' in text(sent)
    assert not MatchRun.objects.exists()


@pytest.mark.parametrize("form", ["peer", "group", "multi"])
def test_forms_paired_by_hand_lead_there(signed_in, programme, form):
    Programme.objects.filter(pk=programme.pk).update(form=form)
    crowd(programme, 2, 2)
    page = text(signed_in.get(at("matching", programme)))
    assert at("matching_by_hand", programme) in page
    assert "Run the matching" not in page


def test_looking_at_two_without_choosing_says_what_is_missing(signed_in, programme):
    page = text(signed_in.get(at("matching_by_hand", programme), {"mentee": "", "mentor": ""}))
    assert "Choose an answer to “Mentee”." in page
    assert "Choose an answer to" not in text(signed_in.get(at("matching_by_hand", programme)))


@pytest.mark.capability("B5")
def test_pairing_by_hand_shows_what_speaks_against_it_first(signed_in, programme):
    left, right = crowd(programme, 3, 3)
    left[0].person.employer = right[0].person.employer = "Southmoor"
    left[0].person.team = right[0].person.team = "Ward 4"
    for place in (left[0], right[0]):
        place.person.save()
    pair = {"mentee": str(left[0].pk), "mentor": str(right[0].pk)}
    page = text(signed_in.get(at("matching_by_hand", programme), pair))
    assert "They are in the same team." in page
    refused = signed_in.post(at("matching_by_hand", programme), {**pair, "words": "They know why."})
    assert refused.status_code == 409
    assert "They know why." in text(refused)
    assert not Relationship.objects.exists()
    signed_in.post(
        at("matching_by_hand", programme), {**pair, "words": "They know why.", "sure": "on"}
    )
    assert Relationship.objects.get().reasons == [{"text": "They know why."}]


def test_a_lock_can_be_lifted_from_the_list_of_rules(signed_in, programme, sian):
    crowd(programme, 3, 3)
    made = ran(programme, sian)
    row = made.proposals.first()
    matching.decide(made, row.pk, "lock", by=sian, now=NOW)
    assert "Locked: stays through every run" in text(signed_in.get(at("matching_runs", programme)))
    signed_in.post(at("matching_rule_off", programme, PairRule.objects.get().pk))
    row.refresh_from_db()
    assert row.state == "proposed"
    assert not PairRule.objects.exists()


def test_asking_is_read_first_and_then_said(signed_in, programme, sian):
    left, right = crowd(programme, 5, 1, capacity=(1,))
    for place in left:
        place.person.modes = right[0].person.modes = ["online"]
        place.person.windows.all().delete()
        place.person.save()
    right[0].person.windows.all().delete()
    right[0].person.save()
    made = ran(programme, sian)
    one = next(u for u in made.unmatched.all() if u.change["code"] == "one_more_place")
    where = at("matching_ask", programme, 1, one.pk)
    assert "room for one more" in text(signed_in.get(where))
    signed_in.post(where, {"place": str(right[0].pk)})
    assert OutboxMessage.objects.get().kind == "match_asked"
    assert "Asked on" in text(signed_in.get(at("matching", programme)))


def everything(programme: Programme, made: MatchRun) -> list[tuple[str, str]]:
    """Every address of the matching, with the method that it is for."""
    row, left = made.proposals.first(), made.unmatched.first()
    rule = PairRule.objects.create(
        programme=programme, mentee=row.mentee, mentor=row.mentor, rule="lock", at=NOW
    )
    return [
        ("get", at("matching", programme)),
        ("post", at("matching_start", programme)),
        ("get", at("matching_by_hand", programme)),
        ("post", at("matching_by_hand", programme)),
        ("get", at("matching_runs", programme)),
        ("post", at("matching_rule_off", programme, rule.pk)),
        ("get", at("matching_run", programme, 1)),
        ("get", at("matching_progress", programme, 1)),
        ("post", at("matching_stop", programme, 1)),
        ("post", at("matching_publish", programme, 1)),
        ("get", at("matching_letters", programme, 1)),
        ("get", at("matching_ask", programme, 1, left.pk)),
        ("post", at("matching_ask", programme, 1, left.pk)),
        ("get", at("matching_pair", programme, 1, row.pk)),
        ("post", at("matching_pair", programme, 1, row.pk)),
    ]


def test_nobody_but_its_coordinators_finds_any_of_it(client, programme, sian):
    left, right = crowd(programme, 5, 2, capacity=(1,))
    made = ran(programme, sian)
    other = factories.person("Other Coordinator")
    factories.programme(other)
    addresses = everything(programme, made)
    for who in (other, left[0].person, right[0].person):
        client.force_login(who)
        for method, where in addresses:
            assert getattr(client, method)(where).status_code == 404, (who, where)


def test_a_proposal_of_another_run_is_not_found(signed_in, programme, sian):
    crowd(programme, 3, 3)
    row = ran(programme, sian).proposals.first()
    ran(programme, sian)
    assert signed_in.get(at("matching_pair", programme, 2, row.pk)).status_code == 404


def queries(signed_in: Client, where: str) -> int:
    with CaptureQueriesContext(connections["default"]) as seen:
        assert signed_in.get(where).status_code == 200
    return len(seen)


def test_the_page_asks_the_database_as_often_for_many_pairs_as_for_few(signed_in, programme, sian):
    few = factories.programme(sian)
    for one, size in ((few, 10), (programme, 110)):
        crowd(one, size, size // 2, capacity=(1,))
        ran(one, sian)
        weights = dict(zip(WEIGHTS, (10, 10, 10, 70), strict=True))
        matching.start_run(one, by=sian, now=NOW, weights=weights)
        jobs.work()
    for more in ("?view=all", "?view=look"):
        counts = [queries(signed_in, at("matching", one) + more) for one in (few, programme)]
        assert counts[0] == counts[1], more
        assert counts[0] <= 30
    for page in ("matching_runs", "matching_by_hand"):
        assert queries(signed_in, at(page, few)) == queries(signed_in, at(page, programme))
