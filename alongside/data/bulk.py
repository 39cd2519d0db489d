"""Many new rows at once, for lists of tens of thousands of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connections, models, router


def insert(rows: Sequence[models.Model]) -> None:
    """Insert unsaved rows of one model with a single prepared statement.

    ``bulk_create`` writes the statement anew for every few dozen rows, which for a list of
    50,000 people takes longer than the database does. Like it, this sends no signals and calls
    no ``save()``; rows with confidential text must not come this way.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.local_concrete_fields
    names = [field.attname for field in fields]
    get = attrgetter(*names)
    insert_values(model, names, [get(row) for row in rows])
    alias = router.db_for_write(model)
    for row in rows:
        row._state.adding, row._state.db = False, alias


def insert_values(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """As ``insert``, from bare values in the order of ``names``, which must be all columns."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in names]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
    prepare = [_preparing(field, connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [save(value) if save else value for save, value in zip(prepare, row, strict=True)]
                for row in rows
            ],
        )


def _preparing(field: Any, connection: Any) -> Callable[[Any], Any] | None:
    """What makes a value of the field ready for the database; None where it is so already.

    Texts and numbers go as they are, ids as the database keeps them, and a moment that many
    rows share is asked of the field once: asking it a million times takes seconds.
    """
    if type(field) in _AS_THEY_ARE:
        return None
    if isinstance(getattr(field, "target_field", field), models.UUIDField):
        if connection.features.has_native_uuid_field:
            return None
        return lambda value: value.hex if value is not None else None

    def save(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    if isinstance(field, models.DateField | models.DecimalField):
        return lru_cache(maxsize=1000)(save)
    return save


_AS_THEY_ARE = {
    models.CharField, models.TextField, models.EmailField, models.SlugField,
    models.PositiveSmallIntegerField, models.PositiveIntegerField, models.IntegerField,
    models.BooleanField,
}  # fmt: skip


def update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the fields ``names`` of saved rows of one model with a single prepared statement."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    by_name = {field.name: field for field in model._meta.local_concrete_fields}
    key = by_name["id"]
    fields = [by_name[name] for name in names]
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table = quote(model._meta.db_table)
    statement = f"UPDATE {table} SET {settings} WHERE {quote(str(key.column))} = %s"  # noqa: S608 - our own names
    prepare = [(field.attname, field.get_db_prep_save) for field in [*fields, key]]
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [[save(getattr(row, name), connection) for name, save in prepare] for row in rows],
        )
