"""What a mentor or coach has given (S2.15)."""

from __future__ import annotations

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.data.keys import store
from alongside.data.models import CpdEntry, Meeting, Person, Relationship, Seat, ThankYou
from alongside.outbound.documents.learning_record import hours
from alongside.reads.coordination import SESSIONS
from alongside.reads.learning.shapes import Given, Thanks


def given(person: Person) -> Given | None:
    """What somebody has contributed as a mentor or coach; None if they never were one."""
    seats = Seat.objects.filter(person=person, side="mentor").exclude(
        relationship__state__in=("offered", "declined", "lapsed")
    )
    ids = list(seats.values_list("relationship_id", flat=True))
    if not ids:
        return None
    held = Meeting.objects.filter(relationship__in=ids, state="held", kind__in=SESSIONS)
    times = list(held.values_list("starts_at", "ends_at"))
    minutes = sum(int((ends - starts).total_seconds() // 60) for starts, ends in times)
    store.load({("relationship", pk) for pk in ids})
    thanks = ThankYou.objects.filter(relationship__in=ids).exclude(by=person).select_related("by")
    began = Relationship.objects.filter(pk__in=ids).order_by("started_on").first()
    people = Seat.objects.filter(relationship__in=ids, side="mentee").aggregate(
        n=Count("person", distinct=True)
    )["n"]
    return Given(
        people=people,
        sessions=len(times),
        hours=hours(minutes) if minutes else "0",
        entries=CpdEntry.objects.filter(
            person=person, meeting__relationship__in=ids
        ).count(),
        since=began.started_on if began else None,
        thanks=[
            Thanks(
                one.by.full_name if one.by else _("Somebody who has left"),
                timezone.localdate(one.at),
                one.text,
            )
            for one in thanks
        ],
    )  # fmt: skip
