"""Makes things for tests, with as little said as a test needs. Everything is made up."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import count
from typing import Any

from alongside.data.models import (
    AgendaItem,
    Agreement,
    BookedTime,
    Coordinator,
    Meeting,
    Participation,
    Person,
    Programme,
    Relationship,
    Seat,
    Signature,
)
from alongside.engine import states

NOW = dt.datetime(2026, 11, 18, 10, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"
_number = count(1)


def person(name: str = "", **more: Any) -> Person:
    """A person who can sign in with PASSWORD."""
    n = next(_number)
    name = name or f"Person Number{n}"
    more.setdefault("email", f"{name.split()[0].lower()}{n}@example.org")
    more.setdefault("profession", "occupational_therapist")
    more.setdefault("joined_at", NOW)
    return Person.objects.make(more.pop("email"), name, PASSWORD, **more)


def programme(coordinator: Person | None = None, **more: Any) -> Programme:
    """An open, traditional mentoring programme, with a coordinator when one is given."""
    n = next(_number)
    defaults: dict[str, Any] = {
        "slug": f"programme-{n}",
        "name": f"Programme {n}",
        "host": "Trent and Fens Trust",
        "kind": "mentoring",
        "form": "traditional",
        "state": "open",
        "reasons": ["confidence"],
        "created_at": NOW,
    }
    made = Programme.objects.create(**{**defaults, **more})
    if coordinator:
        Coordinator.objects.create(programme=made, person=coordinator, since=NOW)
    return made


def participation(
    programme: Programme, side: str, person_: Person | None = None, **more: Any
) -> Participation:
    """A place in a programme, ready to be matched."""
    defaults: dict[str, Any] = {
        "state": "ready",
        "came_by": "form",
        "capacity": 2 if side == "mentor" else 1,
        "applied_at": NOW,
        "ready_at": NOW,
    }
    return Participation.objects.create(
        programme=programme, person=person_ or person(), side=side, **{**defaults, **more}
    )


def relationship(
    programme_: Programme | None = None,
    *,
    mentee: Person | None = None,
    mentor: Person | None = None,
    state: str = "active",
    **more: Any,
) -> Relationship:
    """A relationship of two in any state; an active one has a signed agreement."""
    programme_ = programme_ or programme()
    live = state in states.LIVE
    defaults: dict[str, Any] = {
        "kind": programme_.kind,
        "form": programme_.form,
        "offered_at": NOW - dt.timedelta(days=60),
        "answer_by": NOW - dt.timedelta(days=32)
        if state != "offered"
        else NOW + dt.timedelta(days=20),
        "rhythm_weeks": programme_.rhythm_weeks,
        "session_minutes": programme_.session_minutes,
    }
    if state not in ("offered", "declined", "lapsed"):
        defaults["started_on"] = (NOW - dt.timedelta(days=50)).date()
        defaults["ends_on"] = (NOW + dt.timedelta(days=220)).date()
    if state == "ended":
        defaults["ended_at"] = NOW - dt.timedelta(days=1)
    made = Relationship.objects.create(programme=programme_, state=state, **{**defaults, **more})
    answered = "yes" if state in ("agreeing", "active", "paused", "ended") else ""
    for side, who in (("mentee", mentee), ("mentor", mentor)):
        place = None
        if who is not None:
            place = Participation.objects.filter(
                programme=programme_, person=who, side=side
            ).first()
        place = place or participation(programme_, side, who)
        Seat.objects.create(
            relationship=made, participation=place, person=place.person, side=side, live=live,
            answer=answered, answered_at=NOW if answered else None,
        )  # fmt: skip
    if state in ("active", "paused", "ended"):
        agreement = Agreement(
            relationship=made, version=1, state="signed", terms="[]", created_at=NOW,
            changed_at=NOW, signed_at=NOW, ends_on=made.ends_on,
        )  # fmt: skip
        agreement.save()
        for seat in made.seats.all():
            Signature.objects.create(agreement=agreement, person=seat.person, edition=1, at=NOW)
    return made


def mentee_of(relationship: Relationship) -> Person:
    """The mentee."""
    return relationship.seats.get(side="mentee").person


def mentor_of(relationship: Relationship) -> Person:
    """The mentor."""
    return relationship.seats.get(side="mentor").person


def meeting(relationship: Relationship, **more: Any) -> Meeting:
    """A session next day at 15:00 UTC, for an hour."""
    starts = more.pop("starts_at", NOW + dt.timedelta(days=1, hours=5))
    ends = more.pop("ends_at", starts + dt.timedelta(hours=1))
    defaults: dict[str, Any] = {
        "kind": "session",
        "uid": f"{uuid.uuid4()}@example.org",
        "booked_at": NOW,
    }
    made = Meeting.objects.create(
        relationship=relationship, starts_at=starts, ends_at=ends, **{**defaults, **more}
    )
    if made.state in ("booked", "held"):
        for seat in relationship.seats.all():
            BookedTime.objects.create(
                meeting=made, person=seat.person, starts_at=starts, ends_at=ends
            )
    return made


def agenda_item(relationship: Relationship, text: str = "The rota", **more: Any) -> AgendaItem:
    """An open item of the running agenda."""
    defaults: dict[str, Any] = {"created_at": NOW, "changed_at": NOW, "by": mentee_of(relationship)}
    item = AgendaItem(relationship=relationship, text=text, **{**defaults, **more})
    item.save()
    return item
