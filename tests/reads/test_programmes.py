"""Programmes as pages see them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access import NotVisible
from alongside.data.models import Announcement, ProgrammeContact
from alongside.reads import programmes as reads
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TODAY = dt.date(2026, 11, 18)


def test_programmes_open_now_stand_by_their_last_day() -> None:
    factories.programme(name="All year")
    factories.programme(name="Soon", joins_until=TODAY)
    factories.programme(name="Later", joins_until=dt.date(2027, 1, 15), places=3, kind="coaching")
    factories.programme(name="Past", joins_until=TODAY - dt.timedelta(days=1))
    factories.programme(name="Draft", state="draft")
    factories.programme(name="Closed", state="closed")
    lines = reads.open_now(TODAY)
    assert [line.name for line in lines] == ["Soon", "Later", "All year"]
    assert [line.when for line in lines] == ["18 November", "15 January 2027", "All year"]
    assert (lines[1].note, lines[1].tag, lines[1].coaching) == (
        "3 of 3 places left",
        "Coaching",
        True,
    )


def test_the_list_takes_one_query_for_many_as_for_few() -> None:
    for count in (3, 9):
        for _ in range(count):
            factories.participation(factories.programme(places=4), "mentee")
        with CaptureQueriesContext(connection) as captured:
            reads.open_now(TODAY)
        assert len(captured) == 1


@pytest.mark.capability("S1.13")
def test_a_programmes_page_has_its_contacts_and_announcements() -> None:
    programme = factories.programme()
    ProgrammeContact.objects.create(programme=programme, name="Siân", email="s@example.org")
    for audience in ("public", "everyone", "mentors"):
        Announcement.objects.create(
            programme=programme, title=audience, body="**Hello** <script>x</script>",
            audience=audience, published_at=factories.NOW,
        )  # fmt: skip
    page = reads.page(None, programme.slug, TODAY)
    assert [contact.name for contact in page.contacts] == ["Siân"]
    assert [news.title for news in page.news] == ["public"]
    assert "<strong>Hello</strong>" in page.news[0].html
    assert "<script>" not in page.news[0].html
    mentee = factories.participation(programme, "mentee").person
    titles = {news.title for news in reads.page(mentee, programme.slug, TODAY).news}
    assert titles == {"public", "everyone"}


@pytest.mark.parametrize(
    ("state", "there"), [("draft", False), ("open", True), ("closed", True), ("ended", False)]
)
def test_drafts_and_ended_programmes_are_not_there_for_the_public(state: str, there: bool) -> None:
    by = factories.person()
    programme = factories.programme(by, state=state)
    assert reads.page(by, programme.slug, TODAY).runs_it
    if there:
        assert bool(reads.page(None, programme.slug, TODAY).why_not) == (state == "closed")
    else:
        with pytest.raises(NotVisible):
            reads.page(None, programme.slug, TODAY)
        with pytest.raises(NotVisible):
            reads.page(factories.person(), programme.slug, TODAY)


def test_who_took_part_can_still_read_an_ended_programme() -> None:
    programme = factories.programme(state="ended")
    place = factories.participation(programme, "mentee")
    assert reads.page(place.person, programme.slug, TODAY).own[0].id == place.pk


def test_the_wait_is_counted_only_from_enough_people() -> None:
    programme = factories.programme()
    for _ in range(9):
        factories.relationship(programme, offered_at=factories.NOW + dt.timedelta(days=21))
    assert reads.page(None, programme.slug, TODAY).wait_counted is None
    factories.relationship(programme, offered_at=factories.NOW + dt.timedelta(days=21))
    assert reads.page(None, programme.slug, TODAY).wait_counted == 3


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Fens 2026", "Fens 2027"),
        ("Fens, round 2", "Fens, round 3"),
        ("Fens", "Fens, next round"),
    ],
)
def test_the_next_round_is_given_a_name(before: str, after: str) -> None:
    assert reads.next_name(before) == after
