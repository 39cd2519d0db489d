"""Who may see and do what in a relationship."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.access.answers import NotVisible, Refused
from alongside.data.models import Event, Meeting, Person, Relationship, Seat


def visible_to(person: Person) -> QuerySet[Relationship]:
    """The relationships somebody has a seat in, ended ones too: their record stays theirs.

    One that was declined or lapsed is gone for both.
    """
    return Relationship.objects.filter(seats__person=person).exclude(
        state__in=("declined", "lapsed")
    )


def of(person: Person, relationship_id: uuid.UUID | str) -> Relationship:
    """The relationship if ``person`` sits in it, else NotVisible."""
    found = visible_to(person).filter(pk=relationship_id).select_related("programme").first()
    if found is None:
        raise NotVisible
    return found


def seats(relationship: Relationship) -> list[Seat]:
    """All seats with their people, mentees first."""
    return sorted(
        relationship.seats.select_related("person", "participation"),
        key=lambda s: (s.side != "mentee", s.person.full_name),
    )


def check_can_write(person: Person, relationship: Relationship) -> None:
    """Both may write while it lives; afterwards it can be read and no longer changed."""
    if not Seat.objects.filter(relationship=relationship, person=person).exists():
        raise NotVisible
    if relationship.state in ("ended", "declined", "lapsed"):
        raise Refused(
            _("This has ended, so nothing new can be added. What is here stays yours to read.")
        )


def check_begun(person: Person, relationship: Relationship) -> None:
    """``check_can_write``, and both have said yes."""
    check_can_write(person, relationship)
    if relationship.state == "offered":
        raise Refused(_("This opens once you have both said yes. Nothing was saved."))


def check_is_mentee(person: Person, relationship: Relationship) -> None:
    """What only the mentee may do, such as changing their own actions."""
    if not Seat.objects.filter(relationship=relationship, person=person, side="mentee").exists():
        raise NotVisible


def for_coordinator(person: Person) -> QuerySet[Relationship]:
    """Dates and counts of the programmes somebody runs; nothing that was written."""
    return Relationship.objects.filter(programme__coordinators__person=person)


def has_booked(relationship: Relationship, now: datetime) -> bool:
    """Whether a meeting of it is still to come."""
    return Meeting.objects.filter(
        relationship=relationship, state="booked", ends_at__gt=now
    ).exists()


def last_written_to(relationship: Relationship) -> datetime | None:
    """When its people last had a letter from a coordinator through this site."""
    return (
        Event.objects.filter(
            programme_id=relationship.programme_id,
            relationship_id=relationship.pk,
            what="pair.written_to",
        )
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )


def knows(person: Person, other: Person) -> bool:
    """Whether the two share a relationship, or one coordinates the other."""
    return Relationship.objects.filter(
        Q(seats__person=person) & Q(pk__in=other.seats.values("relationship"))
    ).exists()
