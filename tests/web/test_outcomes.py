"""Outcomes: figures of ten people or more, and nothing about one of them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.data.keys import store
from alongside.data.models import OutcomeRating, Person
from alongside.reads import outcomes as reads
from tests import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

JOINED = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
REASONS = ["career", "retention", "confidence", "community", "opportunities"]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.web.shared import clock

    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def sian() -> Person:
    return make.person("Siân Llewellyn")


def rate(place: Any, measure: str, moment: str, value: int, at: dt.datetime = JOINED) -> None:
    OutcomeRating(
        participation=place, person=place.person, measure=measure, moment=moment,
        value=str(value), at=at,
    ).save()  # fmt: skip


def rated(programme: Any, people: int, measure: str, start: int = 5, later: int = 7) -> None:
    for _n in range(people):
        place = make.participation(programme, "mentee", applied_at=JOINED)
        rate(place, measure, "start", start)
        rate(place, measure, "half", later, JOINED + dt.timedelta(days=90))


def answer(person: Person, programme: Any, **query: str) -> str:
    client = Client()
    client.force_login(person)
    response = client.get(reverse("outcomes", args=[programme.slug]), query)
    assert response.status_code == 200
    return response.content.decode()


def outcome(person: Person, programme: Any, code: str) -> reads.Outcome:
    page = reads.outcomes(person, programme.slug, now=make.NOW)
    return next(one for one in page.sections[0].outcomes if one.code == code)


@pytest.mark.capability("S3.11", "S3.12", "S3.13", "S3.14", "S3.15")
@pytest.mark.parametrize(
    ("reason", "measure", "name"),
    [
        ("career", "next_step", "Clear about the next step"),
        ("retention", "staying", "Staying in the profession"),
        ("confidence", "role_confidence", "Confidence in my role"),
        ("community", "belonging", "Belonging"),
        ("opportunities", "openings", "Openings to try for"),
    ],
)
def test_what_a_programme_says_it_is_for_stands_beside_what_was_measured(
    sian: Person, reason: str, measure: str, name: str
) -> None:
    programme = make.programme(sian, reasons=[reason])
    rated(programme, 12, measure)

    page = reads.outcomes(sian, programme.slug, now=make.NOW)

    [shown] = page.reasons
    found = next(one for one in shown.measured if one.code == measure)
    assert (found.name, found.start, found.later) == (name, 5, 7)
    assert found.answers == "about 10 people"
    assert "about 10 people" in answer(sian, programme)


@pytest.mark.capability("B4")
def test_nine_people_are_hatched_and_explained_and_their_figures_are_nowhere(sian: Person) -> None:
    programme = make.programme(sian, reasons=REASONS)
    rated(programme, 9, "belonging", 3, 8)

    found = outcome(sian, programme, "belonging")
    assert "Not shown yet" in answer(sian, programme)
    rated(programme, 10, "staying", 4, 4)
    text = answer(sian, programme)

    assert (found.start, found.later, found.answers) == (None, None, "")
    assert "Not shown: fewer than ten people answered both times." in text
    assert "3 to" not in text


def test_answers_of_this_month_count_when_the_month_is_over(sian: Person) -> None:
    programme = make.programme(sian)
    rated(programme, 10, "belonging")
    late = make.participation(programme, "mentee", applied_at=JOINED)
    rate(late, "belonging", "start", 0, make.NOW)
    rate(late, "belonging", "half", 0, make.NOW)

    assert outcome(sian, programme, "belonging").start == 5


def test_somebody_whose_key_is_destroyed_counts_no_longer(sian: Person) -> None:
    programme = make.programme(sian)
    rated(programme, 10, "belonging")
    first = programme.participations.first()
    assert first is not None
    assert outcome(sian, programme, "belonging").start == 5

    store.destroy("person", first.person_id, now=make.NOW)

    assert outcome(sian, programme, "belonging").start is None


def test_those_who_would_recommend_it_less_those_who_would_not(sian: Person) -> None:
    programme = make.programme(sian)
    for value in [10] * 8 + [8] * 2 + [4] * 2:
        rate(make.participation(programme, "mentee", applied_at=JOINED), "recommend", "end", value)

    page = reads.outcomes(sian, programme.slug, now=make.NOW)

    assert page.sections[0].recommend.shown == "+50"
    assert page.sections[1].recommend.shown == ""


def met(programme: Any, profession: str, count: int, *, sessions: int = 2) -> None:
    for _n in range(count):
        mentee = make.person(profession=profession)
        make.participation(programme, "mentee", mentee, applied_at=JOINED)
        found = make.relationship(programme, mentee=mentee)
        for week in range(sessions):
            make.meeting(
                found, state="held", starts_at=JOINED + dt.timedelta(weeks=4 + 5 * week)
            )  # fmt: skip


def test_taking_part_is_counted_in_fives_with_what_would_give_others_away_held_back(
    sian: Person,
) -> None:
    programme = make.programme(sian)
    met(programme, "occupational_therapist", 13)
    met(programme, "dietitian", 12, sessions=4)
    met(programme, "paramedic", 4)

    page = reads.outcomes(sian, programme.slug, now=make.NOW)
    rows = dict(page.spread.rows)

    [silent] = [name for name, cells in rows.items() if cells == [None, None, None]]
    # With the total shown, one hidden row alone could be worked out.
    assert "Paramedic" in silent
    assert rows["Together"][2] is None or ", " in silent
    assert [f.shown for f in page.figures][2:] == ["2", "4 weeks"]
    for cells in rows.values():
        assert all(cell is None or cell % 5 == 0 for cell in cells)


def test_the_export_says_exactly_what_the_page_says(sian: Person) -> None:
    programme = make.programme(sian, reasons=REASONS)
    rated(programme, 12, "belonging")
    rated(programme, 3, "staying", 1, 9)
    client = Client()
    client.force_login(sian)

    response = client.get(reverse("outcomes_export", args=[programme.slug, "xlsx"]))
    assert response["Content-Disposition"].endswith(f'{programme.slug}-outcomes-2026.xlsx"')
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert sheet is not None
    rows = {row[1]: row for row in sheet.iter_rows(values_only=True) if "mentees" in str(row[0])}

    assert rows["Belonging"][2:4] == (5, 7)
    assert rows["Staying in the profession"][2:4] == (None, None)
    assert "fewer than ten" in str(rows["Staying in the profession"][6])
    csv = client.get(reverse("outcomes_export", args=[programme.slug, "csv"]))
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert client.get(reverse("outcomes_export", args=[programme.slug, "pdf"])).status_code == 404


def test_there_is_a_year_to_choose_and_nothing_else(sian: Person) -> None:
    programme = make.programme(sian)
    rated(programme, 10, "belonging")
    early = JOINED.replace(year=2025)
    make.participation(programme, "mentee", applied_at=early)

    text = answer(sian, programme, profession="dietitian", year="1899")

    assert "Everyone who joined in 2026, counted to 31 October 2026" in text
    assert "Everyone who joined in 2025" in answer(sian, programme, year="2025")


def test_only_those_who_run_it_see_the_figures(sian: Person) -> None:
    programme = make.programme(sian)
    found = make.relationship(programme)
    for person in (make.mentor_of(found), make.person(is_site_admin=True)):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("outcomes", args=[programme.slug])).status_code == 404


def test_it_asks_as_much_of_twelve_people_as_of_forty(sian: Person) -> None:
    programme = make.programme(sian)

    def cost() -> int:
        store.forget()
        with (
            CaptureQueriesContext(connections["default"]) as asked,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            reads.outcomes(sian, programme.slug, now=make.NOW)
        return len(asked) + len(keys)

    rated(programme, 12, "belonging")
    few = cost()
    rated(programme, 28, "staying")
    assert cost() == few <= 8
