"""What was kept of a file's columns and rows, as the engine takes it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models.functions import Lower

from alongside.data.models import ImportBatch, ImportRow, Participation
from alongside.engine.spreadsheets import Column, Mapping, texts


def as_json(mapping: Mapping) -> list[dict[str, Any]]:
    """The columns as they are kept."""
    return [asdict(column) for column in mapping.columns]


def mapping_of(batch: ImportBatch) -> Mapping:
    """The columns as they were kept."""
    return Mapping(
        tuple(
            Column(**{**kept, "examples": tuple(kept["examples"])})
            for kept in batch.mapping.get("columns", [])
        )
    )


def addresses_in(programme_id: UUID) -> set[str]:
    """The addresses, in lower case, of those who have a place in a programme."""
    return set(
        Participation.objects.filter(programme=programme_id).values_list(
            Lower("person__email"), flat=True
        )
    )


def texts_of(mapping: Mapping, row: ImportRow) -> dict[str, str]:
    """What stands in a row for each field, mended, on one line."""
    found = {**texts(mapping, row.values.get("cells", [])), **row.mended}
    return {name: "; ".join(text.split("\n")) for name, text in found.items()}
