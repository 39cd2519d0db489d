"""A programme's relationships as its coordinators may know them: dates and counts.

Nothing here opens what anybody wrote: no text column is even fetched.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.data.models import (
    Event,
    Meeting,
    Programme,
    Relationship,
    Seat,
    Signature,
)
from alongside.reads.people import initials

#: Kinds of meeting that count as working together; the 20-minute hello does not.
SESSIONS = ("session", "together")


@dataclass(frozen=True)
class Who:
    """Somebody with a seat. ``why_not`` and ``words`` are what they told the coordinator."""

    id: UUID
    place_id: UUID
    name: str
    first_name: str
    initials: str
    side: str
    answer: str
    why_not: str = ""
    words: str = ""


@dataclass(frozen=True)
class Pair:
    """A relationship's dates and counts. ``signed_by`` are the ids under an unfinished draft."""

    id: UUID
    state: str
    kind: str
    offered_at: datetime
    answer_by: datetime
    started_on: date | None
    ends_on: date | None
    ended_at: datetime | None
    paused_until: date | None
    rhythm_weeks: int
    people: tuple[Who, ...]
    held: int = 0
    last_met: date | None = None
    next_at: datetime | None = None
    next_kind: str = ""
    agreed_on: date | None = None
    signed_by: dict[UUID, date] = field(default_factory=dict)
    written_at: datetime | None = None

    @property
    def mentees(self) -> list[Who]:
        """Those with a mentor."""
        return [who for who in self.people if who.side == "mentee"]

    @property
    def mentors(self) -> list[Who]:
        """Those who mentor."""
        return [who for who in self.people if who.side == "mentor"]

    @property
    def names(self) -> str:
        """Both names: ``Zoë Adeyemi-Clarke and Hüseyin Demir``."""
        return both([who.name for who in self.people])

    @property
    def begun(self) -> bool:
        """Both said yes, and it has not ended."""
        return self.state in ("agreeing", "active", "paused")


def both(names: list[str]) -> str:
    """Names joined as a sentence joins them."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def seated(seat: Seat) -> Who:
    """A seat without what its person wrote."""
    return Who(
        id=seat.person_id,
        place_id=seat.participation_id,
        name=seat.person.full_name,
        first_name=seat.person.first_name,
        initials=initials(seat.person.full_name),
        side=seat.side,
        answer=seat.answer,
        why_not=seat.decline_reason,
        words=seat.decline_words,
    )


def pairs(programme: Programme, *, now: datetime, only: UUID | None = None) -> list[Pair]:
    """Every relationship of a programme, the newest first, in four queries whatever their number."""
    seats = Seat.objects.filter(relationship__programme=programme)
    if only is not None:
        seats = seats.filter(relationship=only)
    by_relationship: dict[UUID, list[Who]] = defaultdict(list)
    rows: dict[UUID, Relationship] = {}
    for seat in seats.select_related("person", "relationship").order_by("side", "id"):
        rows[seat.relationship_id] = seat.relationship
        by_relationship[seat.relationship_id].append(seated(seat))
    mine = {"relationship__programme": programme} if only is None else {"relationship": only}
    meetings = _meetings(mine, now)
    agreed, drafts = _signatures(mine)
    written = _written(programme, only)
    found = [
        Pair(
            id=row.pk,
            state=row.state,
            kind=row.kind,
            offered_at=row.offered_at,
            answer_by=row.answer_by,
            started_on=row.started_on,
            ends_on=row.ends_on,
            ended_at=row.ended_at,
            paused_until=row.paused_until,
            rhythm_weeks=row.rhythm_weeks,
            people=tuple(by_relationship[row.pk]),
            agreed_on=agreed.get(row.pk),
            signed_by=drafts.get(row.pk, {}),
            written_at=written.get(row.pk),
            **meetings.get(row.pk, {}),
        )
        for row in rows.values()
    ]
    return sorted(found, key=lambda pair: pair.offered_at, reverse=True)


def _meetings(mine: dict[str, Any], now: datetime) -> dict[UUID, dict[str, Any]]:
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    rows = Meeting.objects.filter(state__in=("held", "booked"), **mine).order_by("starts_at")
    for identity, kind, state, starts, ends in rows.values_list(
        "relationship_id", "kind", "state", "starts_at", "ends_at"
    ):
        facts = found[identity]
        if state == "held":
            facts["last_met"] = timezone.localdate(starts)
            if kind in SESSIONS:
                facts["held"] = facts.get("held", 0) + 1
        elif ends > now and "next_at" not in facts:
            facts["next_at"], facts["next_kind"] = starts, kind
    return found


def _signatures(
    mine: dict[str, Any],
) -> tuple[dict[UUID, date], dict[UUID, dict[UUID, date]]]:
    agreed: dict[UUID, date] = {}
    drafts: dict[UUID, dict[UUID, date]] = defaultdict(dict)
    rows = Signature.objects.filter(
        agreement__state__in=("draft", "signed", "superseded"),
        **{f"agreement__{name}": value for name, value in mine.items()},
    ).order_by("at")
    for identity, state, edition, signed_edition, person, at in rows.values_list(
        "agreement__relationship_id", "agreement__state", "agreement__edition", "edition",
        "person_id", "at",
    ):  # fmt: skip
        if state == "draft" and edition == signed_edition:
            drafts[identity][person] = timezone.localdate(at)
        elif state == "signed":
            agreed[identity] = timezone.localdate(at)
        elif state == "superseded":
            agreed.setdefault(identity, timezone.localdate(at))
    return agreed, drafts


def _written(programme: Programme, only: UUID | None) -> dict[UUID, datetime]:
    """When each was last written to from here."""
    rows = Event.objects.filter(programme_id=programme.pk, what="pair.written_to")
    if only is not None:
        rows = rows.filter(relationship_id=only)
    return {
        identity: at
        for identity, at in rows.order_by("at").values_list("relationship_id", "at")
        if identity
    }
