"""Whose learning record it is: its owner's, and nobody else's."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.access.answers import NotVisible
from alongside.data.models import CpdEntry, Person


def visible_to(person: Person) -> QuerySet[CpdEntry]:
    """Somebody's own entries. No mentor, coordinator or site administrator sees them."""
    return CpdEntry.objects.filter(person=person)


def of(person: Person, entry_id: UUID | str) -> CpdEntry:
    """Their own entry, else NotVisible."""
    found = visible_to(person).filter(pk=entry_id).first()
    if found is None:
        raise NotVisible
    return found
