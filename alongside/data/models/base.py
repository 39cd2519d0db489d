"""What every model shares."""

from __future__ import annotations

import uuid

from django.db import models


class Row(models.Model):
    """A row with an id that exists before it is saved, so that its text can be bound to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def owned_by_person(field: str):  # type: ignore[no-untyped-def]
    """``confidential_owner`` for text that only its writer may open."""

    def confidential_owner(self) -> tuple[str, uuid.UUID]:  # type: ignore[no-untyped-def]
        return "person", getattr(self, field)

    return confidential_owner


def owned_by_relationship(self) -> tuple[str, uuid.UUID]:  # type: ignore[no-untyped-def]
    """``confidential_owner`` for text that the people of a relationship share."""
    return "relationship", self.relationship_id
