"""Who may see, book and hold meetings."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.access import relationships
from alongside.access.answers import NotVisible, Refused
from alongside.data.models import Meeting, Person, Relationship


def of(person: Person, meeting_id: UUID | str) -> Meeting:
    """The meeting if ``person`` has a seat in its relationship, else NotVisible."""
    meeting = (
        Meeting.objects.filter(
            pk=meeting_id, relationship__in=relationships.visible_to(person).values("pk")
        )
        .select_related("relationship__programme")
        .first()
    )
    if meeting is None:
        raise NotVisible
    return meeting


def check_can_book(person: Person, relationship: Relationship, kind: str) -> None:
    """An introduction once both said yes; sessions while it is agreeing or active."""
    relationships.check_can_write(person, relationship)
    if relationship.state == "offered":
        raise Refused(_("You can book a time as soon as you have both said yes."))
    if relationship.state == "paused":
        raise Refused(_("This is paused. Resume it first, then book a time."))


def check_can_open(person: Person, meeting: Meeting) -> None:
    """Session mode is for a booked or held session of a relationship that has not ended."""
    relationships.check_can_write(person, meeting.relationship)
    if meeting.state in ("cancelled", "missed"):
        raise Refused(_("This session did not take place. Book another time to go on."))
