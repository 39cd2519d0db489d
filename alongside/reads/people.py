"""What pages need to know about people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.data.models import Coordinator, Participation, Person
from alongside.engine import reference


@dataclass(frozen=True)
class PersonView:
    """Somebody as others see them."""

    id: UUID
    name: str
    first_name: str
    initials: str
    profession: str
    job_title: str
    employer: str
    place: str
    about: str


def initials(name: str) -> str:
    """One or two letters: ``Siân Ó Briain`` gives ``SB``, ``Cher`` gives ``C``."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def view(person: Person) -> PersonView:
    """The public side of a person."""
    return PersonView(
        id=person.pk,
        name=person.full_name,
        first_name=person.first_name,
        initials=initials(person.full_name),
        profession=reference.name_of("profession", person.profession) if person.profession else "",
        job_title=person.job_title,
        employer=person.employer,
        place=person.place,
        about=person.about,
    )


def runs_something(person: Person) -> bool:
    """Whether somebody coordinates any programme, or may create one."""
    return person.is_site_admin or Coordinator.objects.filter(person=person).exists()


def takes_part(person: Person) -> bool:
    """Whether somebody has a place in any programme."""
    return Participation.objects.filter(person=person).exists()
