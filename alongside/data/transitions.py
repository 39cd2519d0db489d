"""The one place that changes a state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from alongside.data.models import Person, Relationship, Seat, StateChange
from alongside.engine import states

TABLES: dict[str, states.Table] = {
    "Programme": states.PROGRAMME,
    "Participation": states.PARTICIPATION,
    "ImportBatch": states.IMPORT,
    "MatchRun": states.MATCH_RUN,
    "Proposal": states.PROPOSAL,
    "Relationship": states.RELATIONSHIP,
    "Agreement": states.AGREEMENT,
    "Meeting": states.MEETING,
    "AgendaItem": states.AGENDA_ITEM,
    "Goal": states.GOAL,
    "Action": states.ACTION,
    "Task": states.TASK,
    "OutboxMessage": states.MESSAGE,
}

#: Kept out of the history: they change every few seconds and nobody reads it.
_UNRECORDED = {"Task", "OutboxMessage", "AgendaItem", "Proposal"}


class Beaten(Exception):
    """Somebody else moved it first; the row is no longer in the state it was read in."""


def move(
    row: models.Model, to: str, *, by: Person | None, now: datetime, why: str = "", **also: Any
) -> None:
    """Move ``row`` to state ``to`` and set the fields in ``also``, or raise.

    Raises ``engine.states.NoSuchMove`` when the table has no such way, and ``Beaten`` when the
    row has left its state since it was read. ``row`` is brought up to date.
    """
    kind = type(row).__name__
    old = str(row.state)  # type: ignore[attr-defined]
    TABLES[kind].check(old, to)
    updated = type(row)._default_manager.filter(pk=row.pk, state=old).update(state=to, **also)
    if updated != 1:
        raise Beaten(f"{kind} {row.pk} is no longer {old}")
    row.state = to  # type: ignore[attr-defined]
    for name, value in also.items():
        setattr(row, name, value)
    if isinstance(row, Relationship):
        Seat.objects.filter(relationship=row).update(live=to in states.LIVE)
    if kind not in _UNRECORDED:
        StateChange.objects.create(
            thing=kind.lower(), thing_id=row.pk, old=old, new=to, by=by, at=now, why=why[:200]
        )
