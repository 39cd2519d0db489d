"""Confidential text: unreadable in the database, in another row, and without its key."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction

from alongside.data.confidential import Tampered, confidential_fields
from alongside.data.keys import store
from alongside.data.keys.models import Key
from alongside.data.models import AgendaItem, Win
from tests import factories

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TEXT = "The rota frightens me"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    store.forget()


def bytes_of(row: Any, column: str = "text") -> bytes:
    """What stands in the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {row._meta.db_table}")
        for pk, value in cursor.fetchall():
            if uuid.UUID(str(pk)) == row.pk:
                return bytes(value)
    raise AssertionError("no such row")


def put(row: Any, value: bytes, column: str = "text") -> None:
    """Change the database behind the program's back."""
    key = row.pk.hex if connection.vendor == "sqlite" else str(row.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", [value, key])
        assert cursor.rowcount == 1


def win(person: Any, text: str = TEXT) -> Win:
    made = Win(person=person, on=factories.NOW.date(), text=text, created_at=factories.NOW)
    made.save()
    return made


def test_the_text_is_read_back_and_not_kept_in_the_clear() -> None:
    row = win(factories.person())
    assert TEXT.encode() not in bytes_of(row)
    assert Win.objects.get(pk=row.pk).text == TEXT


def test_the_same_text_twice_looks_different() -> None:
    person = factories.person()
    assert bytes_of(win(person)) != bytes_of(win(person))


def test_an_empty_text_is_empty() -> None:
    row = win(factories.person(), "")
    assert bytes_of(row) == b"" and Win.objects.get(pk=row.pk).text == ""


def test_bytes_moved_to_another_row_are_rejected() -> None:
    person = factories.person()
    one, two = win(person, "one"), win(person, "two")
    put(two, bytes_of(one))
    with pytest.raises(Tampered):
        _ = Win.objects.get(pk=two.pk).text


def test_bytes_moved_to_another_person_are_rejected() -> None:
    one, two = win(factories.person(), "one"), win(factories.person(), "two")
    put(two, bytes_of(one))
    with pytest.raises(Tampered):
        _ = Win.objects.get(pk=two.pk).text


def test_a_row_given_another_owner_is_rejected() -> None:
    row = win(factories.person())
    other = factories.person()
    win(other)
    Win.objects.filter(pk=row.pk).update(person=other)
    with pytest.raises(Tampered):
        _ = Win.objects.get(pk=row.pk).text


def test_every_flipped_bit_is_rejected() -> None:
    row = win(factories.person(), "short")
    good = bytes_of(row)
    for bit in range(len(good) * 8):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        put(row, bytes(bad))
        with pytest.raises(Tampered):
            _ = Win.objects.get(pk=row.pk).text
    put(row, good)
    assert Win.objects.get(pk=row.pk).text == "short"


def test_a_shortened_text_is_rejected() -> None:
    row = win(factories.person())
    put(row, bytes_of(row)[:20])
    with pytest.raises(Tampered):
        _ = Win.objects.get(pk=row.pk).text


def test_what_a_destroyed_key_locked_reads_as_empty_for_good(now: dt.datetime) -> None:
    person = factories.person()
    row = win(person)
    store.destroy("person", person.pk, now=now)
    assert Win.objects.get(pk=row.pk).text == ""
    with pytest.raises(store.KeyGone):
        store.key_for("person", person.pk, make=True)


def test_one_destroyed_key_leaves_the_others(now: dt.datetime) -> None:
    pair = factories.relationship()
    mentee = factories.mentee_of(pair)
    own, shared = win(mentee), factories.agenda_item(pair, TEXT)
    store.destroy("person", mentee.pk, now=now)
    assert Win.objects.get(pk=own.pk).text == ""
    assert AgendaItem.objects.get(pk=shared.pk).text == TEXT


def test_a_row_read_and_saved_without_opening_keeps_its_text() -> None:
    row = win(factories.person())
    again = Win.objects.get(pk=row.pk)
    again.save()
    assert Win.objects.get(pk=row.pk).text == TEXT


def test_update_and_filter_are_refused() -> None:
    row = win(factories.person())
    with pytest.raises(TypeError), transaction.atomic():
        Win.objects.filter(pk=row.pk).update(text="plain")
    with pytest.raises((TypeError, FieldError)), transaction.atomic():
        list(Win.objects.filter(text=TEXT))
    assert Win.objects.get(pk=row.pk).text == TEXT


def test_a_wrong_master_key_is_said_loudly(settings: Any) -> None:
    row = win(factories.person())
    store.forget()
    settings.MASTER_KEY = bytes(32)
    with pytest.raises(store.WrongMasterKey, match="ALONGSIDE_MASTER_KEY"):
        _ = Win.objects.get(pk=row.pk).text


def test_a_key_given_to_another_owner_is_rejected() -> None:
    one, two = factories.person(), factories.person()
    row = win(one)
    win(two)
    stolen = Key.objects.get(owner=one.pk).wrapped
    Key.objects.filter(owner=two.pk).update(wrapped=stolen)
    store.forget()
    with pytest.raises(store.WrongMasterKey):
        store.key_for("person", two.pk, make=False)
    assert Win.objects.get(pk=row.pk).text == TEXT


def test_many_keys_are_fetched_in_one_query(django_assert_num_queries: Any) -> None:
    people = [factories.person() for _ in range(5)]
    rows = [win(person) for person in people]
    store.forget()
    with django_assert_num_queries(1, using="keys"):
        store.load({("person", person.pk) for person in people})
        assert [Win.objects.get(pk=row.pk).text for row in rows] == [TEXT] * 5


def test_every_confidential_field_says_whose_key_locks_it() -> None:
    fields = confidential_fields()
    assert len(fields) > 10
    for model, _name in fields:
        assert callable(model.confidential_owner), model
