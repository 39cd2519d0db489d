"""The people of a programme, and somebody's own place, as pages see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access import NotVisible
from alongside.data.models import MatchRun, Unmatched
from alongside.reads import participations as reads
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def queries(call: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_the_table_takes_as_many_queries_for_twelve_as_for_three(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    for _ in range(3):
        factories.participation(programme, "mentee")
    few = queries(lambda: reads.people(by, programme.slug))
    for _ in range(9):
        factories.participation(programme, "mentor")
    assert queries(lambda: reads.people(by, programme.slug)) == few


def test_the_export_takes_as_many_queries_for_twelve_as_for_three(now: dt.datetime) -> None:
    by = factories.person()
    programme = factories.programme(by)
    for _ in range(3):
        factories.participation(programme, "mentee")
    few = queries(lambda: reads.table(by, programme.slug))
    for _ in range(9):
        factories.participation(programme, "mentee")
    assert queries(lambda: reads.table(by, programme.slug)) == few


def test_people_are_found_by_name_address_or_profession() -> None:
    by = factories.person()
    programme = factories.programme(by)
    ruth = factories.person("Ruth O’Hara", profession="podiatrist", email="r@fens.example")
    factories.participation(programme, "mentor", ruth)
    factories.participation(programme, "mentee")
    for words in ("o’hara", "fens.example", "podiatr", "ruth pod", "podiatry"):
        assert [line.name for line in reads.people(by, programme.slug, search=words).lines] == [
            "Ruth O’Hara"
        ]
    assert not reads.people(by, programme.slug, search="ruth dietitian").lines


def test_those_who_wait_for_an_answer_stand_first() -> None:
    by = factories.person()
    programme = factories.programme(by)
    factories.participation(programme, "mentee", factories.person("Aaron First"))
    factories.participation(programme, "mentee", factories.person("Zoe Last"), state="applied")
    names = [line.name for line in reads.people(by, programme.slug).lines]
    assert names == ["Zoe Last", "Aaron First"]


def test_a_long_list_is_paged_and_narrowed() -> None:
    by = factories.person()
    programme = factories.programme(by)
    for n in range(52):
        factories.participation(programme, "mentee" if n else "mentor")
    assert len(reads.people(by, programme.slug).lines) == 50
    assert len(reads.people(by, programme.slug, page=2).lines) == 2
    assert len(reads.people(by, programme.slug, side="mentor").lines) == 1
    assert len(reads.people(by, programme.slug, page="nonsense").lines) == 50


def test_whoever_has_somebody_is_not_counted_as_waiting_for_a_match() -> None:
    by = factories.person()
    programme = factories.programme(by)
    pair = factories.relationship(programme)
    mentee = pair.seats.get(side="mentee").participation
    mentor = pair.seats.get(side="mentor").participation
    mentor.capacity = 1
    mentor.save()
    factories.participation(programme, "mentee", factories.person("Ana Li"), state="ready")
    page = reads.people(by, programme.slug)
    assert [(tab.label, tab.count) for tab in page.states] == [
        ("Ready to match", 1), ("Matched", 2),
    ]  # fmt: skip
    ready = reads.people(by, programme.slug, state="ready").lines
    assert [line.name for line in ready] == ["Ana Li"]
    taken = reads.people(by, programme.slug, state="matched").lines
    assert {line.state_words for line in taken} == {"Matched", "All places taken"}
    assert reads.one(by, programme.slug, mentee.pk).pairs == [(pair.pk, mentor.person.full_name)]


def test_other_programmes_people_do_not_exist() -> None:
    by = factories.person()
    own, other = factories.programme(by), factories.programme(factories.person())
    place = factories.participation(other, "mentee")
    for call in (
        lambda: reads.people(by, other.slug),
        lambda: reads.one(by, other.slug, place.pk),
        lambda: reads.one(by, own.slug, place.pk),
        lambda: reads.table(by, other.slug),
    ):
        with pytest.raises(NotVisible):
            call()


@pytest.mark.capability("S4.21")
def test_somebody_unmatched_sees_where_they_stand_and_why(now: dt.datetime) -> None:
    programme = factories.programme(wait_weeks_promised=6)
    person = factories.person("Wafa El-Sayed")
    place = factories.participation(programme, "mentee", person)
    run = MatchRun.objects.create(
        programme=programme, number=1, seed=1, started_at=now, state="proposed"
    )
    reason = {"code": "no_mentors", "params": {"mentee": str(place.pk)}}
    Unmatched.objects.create(run=run, mentee=place, reason=reason)
    later = now + dt.timedelta(days=9)
    page = reads.my_place(person, place.pk, later)
    assert (page.days, page.promised_weeks, page.reason) == (9, 6, "")
    run.state = "published"
    run.save()
    page = reads.my_place(person, place.pk, later)
    assert page.reason
    assert {"change", "rest", "withdraw"} <= page.can


def test_a_reason_that_names_somebody_else_is_not_shown(now: dt.datetime) -> None:
    programme = factories.programme()
    place = factories.participation(programme, "mentee")
    run = MatchRun.objects.create(
        programme=programme, number=1, seed=1, started_at=now, state="published"
    )
    reason = {"code": "none_line_manager", "params": {"mentor": "someone"}}
    Unmatched.objects.create(run=run, mentee=place, reason=reason)
    said = reads.my_place(place.person, place.pk, now).reason
    assert "Nobody among the mentors fitted" in said
    assert "manage" not in said


def test_a_place_is_its_owners_alone(now: dt.datetime) -> None:
    place = factories.participation(factories.programme(), "mentee")
    with pytest.raises(NotVisible):
        reads.my_place(factories.person(), place.pk, now)
