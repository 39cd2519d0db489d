"""My mentoring: everything somebody takes part in, and the offers that wait."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import relationships as access
from alongside.data.models import Meeting, Participation, Person, Programme, Relationship, Seat
from alongside.engine import reference
from alongside.reads.reasons import in_words
from alongside.reads.relationships.shared import (
    Head,
    Member,
    day_words,
    head_of,
    load,
    local,
    role_name,
    today_of,
)


@dataclass(frozen=True)
class Row:
    """A relationship in the list. ``waits_for`` is me, other or empty; ``next`` in words."""

    head: Head
    waits_for: str
    answer_by: date
    days_left: int
    next: str
    next_id: UUID | None


@dataclass(frozen=True)
class Place:
    """A place in a programme without anyone beside it yet."""

    id: UUID
    programme: str
    slug: str
    side: str
    side_name: str
    state: str


@dataclass(frozen=True)
class MyMentoring:
    """The list by what it asks of its reader."""

    to_answer: list[Row]
    waiting: list[Row]
    live: list[Row]
    ended: list[Row]
    places: list[Place]

    @property
    def empty(self) -> bool:
        """Nothing at all yet."""
        return not (self.to_answer or self.waiting or self.live or self.ended or self.places)


def my_mentoring(person: Person, *, now: datetime) -> MyMentoring:
    """All of somebody's relationships and places, in four queries whatever their number."""
    found = list(access.visible_to(person).select_related("programme").order_by("-offered_at"))
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(relationship__in=found).select_related("person"):
        seats[seat.relationship_id].append(seat)
    upcoming: dict[UUID, Meeting] = {}
    for meeting in Meeting.objects.filter(
        relationship__in=found, state="booked", ends_at__gt=now
    ).order_by("-starts_at"):
        upcoming[meeting.relationship_id] = meeting
    rows = [_row(person, r, seats[r.pk], upcoming.get(r.pk), now) for r in found]
    matched = {
        s.participation_id
        for some in seats.values()
        for s in some
        if s.person_id == person.pk and s.live
    }
    places = [
        _place(place)
        for place in Participation.objects.filter(person=person).select_related("programme")
        if place.pk not in matched
    ]
    return MyMentoring(
        to_answer=[r for r in rows if r.waits_for == "me"],
        waiting=[r for r in rows if r.waits_for == "other"],
        live=[r for r in rows if r.head.begun],
        ended=[r for r in rows if r.head.state == "ended"],
        places=places,
    )


def _row(
    person: Person, relationship: Relationship, seats: list[Seat], meeting: Meeting | None,
    now: datetime,
) -> Row:  # fmt: skip
    head = head_of(person, relationship, sorted(seats, key=lambda s: s.side != "mentee"))
    today = today_of(now, person)
    answer_by = local(relationship.answer_by, person).date()
    waits = ""
    if head.state == "offered":
        waits = "me" if not head.me.answer else "other"
    words = ""
    if meeting:
        at = local(meeting.starts_at, person)
        words = _("%(day)s at %(time)s") % {
            "day": f"{date_format(at, 'l')} {day_words(at.date(), today)}",
            "time": date_format(at, "H:i"),
        }
    return Row(
        head=head,
        waits_for=waits,
        answer_by=answer_by,
        days_left=max((answer_by - today).days, 0),
        next=words,
        next_id=meeting.pk if meeting else None,
    )


def _place(place: Participation) -> Place:
    return Place(
        id=place.pk,
        programme=place.programme.name,
        slug=place.programme.slug,
        side=place.side,
        side_name=role_name(place.side, place.programme.kind),
        state=place.state,
    )


@dataclass(frozen=True)
class Offer:
    """An offer as one side reads it before answering."""

    head: Head
    reasons: list[str]
    topics: list[str]
    in_their_words: str
    purpose: str
    years: str
    modes: list[str]
    answer_by: date
    days_left: int
    rhythm_weeks: int
    session_minutes: int
    length_months: int
    summary: str
    host: str

    @property
    def other(self) -> Member:
        """Who is offered."""
        return self.head.other


def offer(person: Person, relationship_id: UUID | str, *, now: datetime) -> Offer:
    """The offer page: who they are, why these two, how it works. NotVisible for a stranger."""
    relationship, head = load(person, relationship_id)
    seats = access.seats(relationship)
    place = next(s.participation for s in seats if s.person_id == head.other.id)
    whole: Programme = relationship.programme
    them = next(s.person for s in seats if s.person_id == head.other.id)
    known = {str(s.person_id): s.person.first_name for s in seats}
    known |= {str(s.participation_id): s.person.first_name for s in seats}
    answer_by = local(relationship.answer_by, person).date()
    return Offer(
        head=head,
        reasons=in_words(relationship.reasons, known),
        topics=[
            _(reference.name_of("topic", t["code"] if isinstance(t, dict) else str(t)))
            for t in place.topics
        ],
        in_their_words=place.purpose_words,
        purpose=_(reference.name_of("purpose", place.purpose)) if place.purpose else "",
        years=f"{them.years_experience.normalize():f}" if them.years_experience is not None else "",
        modes=[_(reference.name_of("mode", code)) for code in them.modes],
        answer_by=answer_by,
        days_left=max((answer_by - today_of(now, person)).days, 0),
        rhythm_weeks=relationship.rhythm_weeks,
        session_minutes=relationship.session_minutes,
        length_months=whole.length_months,
        summary=whole.summary,
        host=whole.host,
    )
