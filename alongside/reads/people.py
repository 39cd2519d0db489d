"""What pages need to know about people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from alongside.access import people as access
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


@dataclass(frozen=True)
class Address:
    """A page by the name of its address."""

    name: str
    args: list[str] = field(default_factory=list)


def first_page(person: Person) -> Address:
    """Where somebody begins: their own mentoring, else the largest they run, else the site."""
    if takes_part(person):
        return Address("today")
    runs = (
        Coordinator.objects.filter(person=person)
        .select_related("programme")
        .annotate(people=Count("programme__participations"))
        .order_by("-people", "programme__name")
    )
    first = runs.exclude(programme__state="ended").first() or runs.first()
    if first is not None:
        return Address("overview", [first.programme.slug])
    return Address("site" if person.is_site_admin else "today")


@dataclass(frozen=True)
class CastMember:
    """Somebody to be in a demonstration. ``what`` says what they are there for."""

    id: UUID
    label: str
    what: str
    email: str
    initials: str


#: Written by the command that makes the demonstration: a list of {email, label, what}.
CAST_FILE = "demonstration-cast.json"


def demonstration_cast() -> list[CastMember]:
    """Who to be, in the order of the demonstration's own list, or one of each kind without it."""
    try:
        listed = json.loads((settings.DATA_DIR / CAST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        listed = _one_of_each()
    wanted = {row["email"].lower(): row for row in listed}
    found = {
        person.email.lower(): person
        for person in Person.objects.filter(
            email__in=list(wanted), is_demonstration=True, is_active=True
        )
    }
    return [
        CastMember(
            id=found[email].pk,
            label=row["label"],
            what=row["what"],
            email=email,
            initials=initials(row["label"]),
        )
        for email, row in wanted.items()
        if email in found
    ]


def _one_of_each() -> list[dict[str, str]]:
    people = Person.objects.filter(is_demonstration=True, is_active=True).order_by("full_name")
    kinds = (
        (_("A mentee"), people.filter(seats__side="mentee", seats__live=True)),
        (_("A mentor"), people.filter(seats__side="mentor", seats__live=True)),
        (_("A coordinator"), people.filter(coordinates__isnull=False)),
        (_("Runs the site"), people.filter(is_site_admin=True)),
    )
    listed = []
    for what, some in kinds:
        person = some.first()
        if person is not None:
            listed.append({"email": person.email, "label": person.full_name, "what": what})
    return listed


def demonstration_person(person_id: UUID) -> Person | None:
    """One of the made-up people, or None."""
    return Person.objects.filter(pk=person_id, is_demonstration=True, is_active=True).first()


@dataclass(frozen=True)
class InvitationPage:
    """What somebody sees who opens an invitation."""

    email: str
    name: str
    side: str
    programme: str
    host: str
    inviter: str
    until: datetime
    has_account: bool
    must_sign_in: bool


def invitation(token: str, signed_in: Person | None, *, now: datetime) -> InvitationPage:
    """The page of a link. Raises ``access.people.BadLink``."""
    found = access.invitation(token, now=now)
    return InvitationPage(
        email=found.email,
        name=found.full_name,
        side=found.side,
        programme=found.programme.name if found.programme else "",
        host=found.programme.host if found.programme else "",
        inviter=found.invited_by.full_name if found.invited_by else "",
        until=found.expires_at,
        has_account=access.has_account(found),
        must_sign_in=access.must_sign_in(found, signed_in),
    )
