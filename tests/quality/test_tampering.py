"""Bytes changed behind the program's back are rejected, in every confidential field there is."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
from django.db import connection, models

from alongside.data.confidential import Tampered, confidential_fields
from alongside.data.keys import store
from tests.test_canary import sow

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def stored(model: type[models.Model], name: str) -> list[tuple[Any, bytes]]:
    """Key and bytes of each row that has something in the field."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {name} FROM {model._meta.db_table}")
        return [(pk, bytes(value)) for pk, value in cursor.fetchall() if value]


def put(model: type[models.Model], name: str, pk: Any, value: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {name} = %s WHERE id = %s", [value, pk])
        assert cursor.rowcount == 1


def rejected(model: type[models.Model], name: str, pk: Any) -> bool:
    row = model._default_manager.get(pk=uuid.UUID(str(pk)))
    try:
        getattr(row, name)
    except Tampered:
        return True
    return False


def test_a_flipped_bit_a_moved_row_and_a_moved_column_are_rejected_in_every_field() -> None:
    sow()
    chance = random.Random(7)
    good = {(model, name): stored(model, name) for model, name in confidential_fields()}
    elsewhere = [value for rows in good.values() for _pk, value in rows]
    wrong = []
    for (model, name), rows in good.items():
        assert rows, f"{model.__name__}.{name} has no row here"
        pk, value = rows[0]
        tries = [elsewhere[chance.randrange(len(elsewhere))] for _ in range(5)]
        for _ in range(8):
            bad = bytearray(value)
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
            tries.append(bytes(bad))
        for other in (b"\x01", value[:-1], value + b"\x00", b"plain words", *tries):
            if other == value:
                continue
            put(model, name, pk, other)
            if not rejected(model, name, pk):
                wrong.append(f"{model.__name__}.{name}")
        put(model, name, pk, value)
        assert not rejected(model, name, pk)
    assert wrong == []
    store.forget()
