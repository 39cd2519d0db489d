"""Who may see and carry on an import: whoever runs its programme now."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from alongside.access.answers import NotVisible
from alongside.access.programmes import coordinated_by
from alongside.data.models import ImportBatch, Person


def visible_to(person: Person) -> QuerySet[ImportBatch]:
    """The imports of the programmes somebody runs, without the bytes of their files."""
    return (
        ImportBatch.objects.filter(programme__in=coordinated_by(person))
        .select_related("programme", "task", "by")
        .defer("file_bytes")
    )


def of(person: Person, slug: str, batch_id: uuid.UUID) -> ImportBatch:
    """One import of the programme at ``slug``, else NotVisible."""
    found = visible_to(person).filter(programme__slug=slug, pk=batch_id).first()
    if found is None:
        raise NotVisible
    return found


def check_can_carry_on(person: Person, batch: ImportBatch) -> None:
    """Raise NotVisible for anyone who does not run the programme."""
    if not visible_to(person).filter(pk=batch.pk).exists():
        raise NotVisible
