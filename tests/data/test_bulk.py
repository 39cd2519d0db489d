"""Many rows at once are kept as if each had been saved by itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from alongside.data import bulk
from alongside.data.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_rows_come_back_as_they_went_in(now: dt.datetime) -> None:
    people = [
        Person(
            email=f"p{n}@example.org", full_name="Dónal O’Neill", languages=["cy", "en"],
            years_experience=Decimal("7.5"), joined_at=now, is_active=True, password="!x",
        )
        for n in range(3)
    ]  # fmt: skip
    bulk.insert(people)
    for before in people:
        after = Person.objects.get(pk=before.pk)
        for field in Person._meta.local_concrete_fields:
            assert getattr(after, field.attname) == getattr(before, field.attname), field.name
        assert not before._state.adding


def test_only_the_named_fields_are_written() -> None:
    people = [factories.person(), factories.person()]
    for person in people:
        person.languages, person.team = ["cy"], "Ward 3"
    bulk.update(people, ["languages"])
    for person in people:
        person.refresh_from_db()
        assert (person.languages, person.team) == (["cy"], "")


def test_nothing_is_nothing() -> None:
    bulk.insert([])
    bulk.update([], ["team"])
