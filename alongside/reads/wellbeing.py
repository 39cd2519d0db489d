"""One's own check-ins, for oneself alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from alongside.data.keys import store
from alongside.data.models import CheckIn, Person, WellbeingConsent
from alongside.reads.relationships.shared import local


@dataclass(frozen=True)
class OwnCheckIn:
    """A check-in as its writer reads it. ``shown_to`` is a first name, or empty."""

    on: str
    at: str
    stress: int | None
    energy: int | None
    words: str
    shown_to: str


@dataclass(frozen=True)
class Wellbeing:
    """Consent and what is kept under it, the latest first."""

    consented: bool
    since: str
    rows: tuple[OwnCheckIn, ...]


def page(reader: Person, *, now: datetime, limit: int = 200) -> Wellbeing:
    """The reader's own page; nobody else's figures can come into it. Five queries."""
    consent = WellbeingConsent.objects.filter(person=reader, withdrawn_at=None).first()
    store.load({("person", reader.pk)})
    rows = (
        CheckIn.objects.filter(person=reader, at__lte=now)
        .select_related("share", "meeting__relationship")
        .prefetch_related("meeting__relationship__seats__person")
        .order_by("-at")[:limit]
    )
    return Wellbeing(
        consented=consent is not None,
        since=date_format(local(consent.given_at, reader), "j F Y") if consent else "",
        rows=tuple(_own(row, reader) for row in rows),
    )


def _own(row: CheckIn, reader: Person) -> OwnCheckIn:
    read = json.loads(row.figures) if row.figures else {}
    names = ""
    if hasattr(row, "share") and row.meeting:
        names = ", ".join(
            seat.person.first_name
            for seat in row.meeting.relationship.seats.all()
            if seat.person_id != reader.pk
        )
    here = local(row.at, reader)
    return OwnCheckIn(
        on=date_format(here, "j F Y"),
        at=date_format(here, "H:i"),
        stress=read.get("stress"),
        energy=read.get("energy"),
        words=row.words,
        shown_to=names,
    )
