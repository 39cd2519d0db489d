"""Who waits for a mentor, how long, and why: nobody is left without a reason (S4.21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from alongside.data.models import MatchRun, Participation, Programme, Seat, Unmatched
from alongside.engine.matching.own_words import for_the_mentee
from alongside.reads.matching.words import named_in, people, said, someone, voice


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits. ``reason`` and ``change`` as coordinators read them, else empty."""

    id: str
    name: str
    first: str
    initials: str
    about: str
    since: datetime
    days: int
    reason: str
    change: str

    @property
    def weeks(self) -> int:
        """Whole weeks."""
        return self.days // 7


def mentees_to_match(programme: Programme) -> QuerySet[Participation]:
    """Ready mentees without a live relationship; in a form of several mentors, all ready ones."""
    places = Participation.objects.filter(
        programme=programme, side="mentee", state="ready", person__is_active=True
    )
    if programme.form == "multi":
        return places
    return places.exclude(Exists(Seat.objects.filter(participation=OuterRef("pk"), live=True)))


def waiting(programme: Programme, now: datetime) -> list[Waiting]:
    """Everyone in the programme who has nobody, the longest first, with the latest run's reason.

    The caller has made sure that whoever asks runs the programme. Four queries at most.
    """
    places = list(
        Participation.objects.filter(
            programme=programme, side="mentee", state="ready", person__is_active=True
        )
        .exclude(Exists(Seat.objects.filter(participation=OuterRef("pk"), live=True)))
        .select_related("person")
        .order_by("applied_at", "id")
    )
    last = (
        MatchRun.objects.filter(programme=programme, state__in=("proposed", "published"))
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    reasons = {u.mentee_id: u for u in Unmatched.objects.filter(run=last)} if last else {}
    known = people(named_in(row for u in reasons.values() for row in (u.reason, u.change)))
    names = {one.id: one.name for one in known.values()}
    found = []
    for place in places:
        who = someone(place)
        left = reasons.get(place.pk)
        own = {**names, who.id: who.first}
        found.append(
            Waiting(
                id=who.id,
                name=who.name,
                first=who.first,
                initials=who.initials,
                about=who.about,
                since=place.applied_at,
                days=max(0, (now - place.applied_at).days),
                reason=said(left.reason, own) if left else "",
                change=said(left.change, own) if left else "",
            )
        )
    return found


def reason_for(place: Participation) -> tuple[str, str]:
    """Why its owner has nobody yet and what would change it, for their own eyes; or two blanks.

    It is the reason of the last published run, and names nobody else.
    """
    last = (
        Unmatched.objects.filter(mentee=place, run__state="published")
        .order_by("-run__number")
        .first()
    )
    return for_the_mentee(last.reason, last.change, voice()) if last else ("", "")
