"""Who may see and run programmes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from alongside.access.answers import NotVisible
from alongside.data.models import Coordinator, Participation, Person, Programme


def visible_to(person: Person | None) -> QuerySet[Programme]:
    """Open and closed programmes are public; a draft or ended one is its own people's."""
    public = Q(state__in=("open", "closed"))
    if person is None or not person.is_authenticated:
        return Programme.objects.filter(public)
    if person.is_site_admin:
        return Programme.objects.all()
    own = Q(pk__in=Coordinator.objects.filter(person=person).values("programme")) | Q(
        pk__in=Participation.objects.filter(person=person).values("programme"), state="ended"
    )
    return Programme.objects.filter(public | own)


def coordinated_by(person: Person) -> QuerySet[Programme]:
    """The programmes somebody runs."""
    return Programme.objects.filter(coordinators__person=person)


def can_coordinate(person: Person, programme: Programme) -> bool:
    """Only the programme's own coordinators: running the site does not open its people."""
    return Coordinator.objects.filter(programme=programme, person=person).exists()


def check_can_coordinate(person: Person, programme: Programme) -> None:
    """Raise NotVisible for everyone else."""
    if not can_coordinate(person, programme):
        raise NotVisible


def coordinated(person: Person, slug: str, **also: Any) -> Programme:
    """The programme at ``slug`` if ``person`` runs it, else NotVisible."""
    programme = coordinated_by(person).filter(slug=slug, **also).first()
    if programme is None:
        raise NotVisible
    return programme


def can_create(person: Person) -> bool:
    """People who run the site, and those who already run a programme."""
    return person.is_site_admin or Coordinator.objects.filter(person=person).exists()


def check_can_create(person: Person) -> None:
    """Raise NotVisible for everyone else."""
    if not can_create(person):
        raise NotVisible


def check_site_admin(person: Person) -> None:
    """Raise NotVisible for anyone who does not run the site."""
    if not person.is_site_admin:
        raise NotVisible
