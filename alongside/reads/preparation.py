"""Before a session: what has happened since, and what to bring (S0.7, S1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format

from alongside.access import meetings as access
from alongside.data.keys import store
from alongside.data.models import Action, ActionNote, Person, SessionNote, Win, WinShare
from alongside.reads import agenda, meetings
from alongside.reads.relationships.shared import local


@dataclass(frozen=True)
class OwnWin:
    """A win of the reader's since the last session. ``brought``: the other sees it."""

    id: UUID
    text: str
    helped: str
    on: str
    brought: bool


@dataclass(frozen=True)
class OpenAction:
    """An open action and the last thing that was noted about it."""

    id: UUID
    text: str
    due: str
    sure: int | None
    last: str
    mine: bool


@dataclass(frozen=True)
class Preparation:
    """The page. ``since`` is the day of the last session, empty before the first."""

    facts: meetings.Facts
    since: str
    wins: tuple[OwnWin, ...]
    their_wins: tuple[str, ...]
    actions: tuple[OpenAction, ...]
    items: tuple[agenda.Item, ...]
    note: str


def page(reader: Person, meeting_id: UUID | str, *, now: datetime) -> Preparation:
    """What to bring to a meeting; NotVisible for anyone without a seat."""
    meeting = access.of(reader, meeting_id)
    relationship = meeting.relationship
    store.load({("relationship", relationship.pk), ("person", reader.pk)})
    before = meetings.met_before(meeting)
    own = Win.objects.filter(person=reader)
    shared = WinShare.objects.filter(relationship=relationship).select_related("win")
    if before:
        own = own.filter(on__gte=local(before, reader).date())
        shared = shared.filter(at__gt=before)
    brought = list(shared)
    mine = {share.win_id for share in brought if share.win.person_id == reader.pk}
    note = SessionNote.objects.filter(meeting=meeting, person=reader).first()
    open_items, _covered, _dropped = agenda.items(relationship, reader)
    return Preparation(
        facts=meetings.facts(meeting, reader, now=now),
        since=date_format(local(before, reader), "j F") if before else "",
        wins=tuple(
            OwnWin(win.pk, win.text, win.helped, date_format(win.on, "j F"), win.pk in mine)
            for win in own[:30]
        ),
        their_wins=tuple(share.text for share in brought if share.win.person_id != reader.pk),
        actions=_actions(relationship.pk, reader),
        items=open_items,
        note=note.preparation if note else "",
    )


def _actions(relationship_id: UUID, reader: Person) -> tuple[OpenAction, ...]:
    rows = list(Action.objects.filter(relationship=relationship_id, state="open"))
    last: dict[UUID, str] = {}
    for row in ActionNote.objects.filter(action__in=rows).order_by("at"):
        last[row.action_id] = row.text
    return tuple(
        OpenAction(
            id=row.pk,
            text=row.text,
            due=date_format(row.due_on, "j F") if row.due_on else "",
            sure=row.sure,
            last=last.get(row.pk, ""),
            mine=row.owner_id == reader.pk,
        )
        for row in rows
    )
