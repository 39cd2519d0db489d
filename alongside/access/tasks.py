"""Who may see and stop work in the background."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from alongside.access.answers import NotVisible
from alongside.data.models import Coordinator, Person, Task


def visible_to(person: Person) -> QuerySet[Task]:
    """What somebody started, what belongs to a programme they run, and all for the site's own.

    A task belongs to the programme whose id is its parameter ``programme``.
    """
    if person.is_site_admin:
        return Task.objects.all()
    programmes = [
        str(pk)
        for pk in Coordinator.objects.filter(person=person).values_list("programme_id", flat=True)
    ]
    return Task.objects.filter(Q(by=person) | Q(params__programme__in=programmes))


def of(person: Person, task_id: uuid.UUID) -> Task:
    """The task if ``person`` may see it, else NotVisible."""
    found = visible_to(person).filter(pk=task_id).first()
    if found is None:
        raise NotVisible
    return found
