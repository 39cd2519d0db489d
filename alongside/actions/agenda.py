"""The running agenda: every write to it, by either side, alone or both at once (S0.1–S0.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused, Stale
from alongside.access import relationships as access
from alongside.actions.base import once, record, touch
from alongside.data.models import (
    AgendaItem,
    AgendaOtherText,
    Goal,
    Meeting,
    Person,
    Relationship,
)
from alongside.data.transitions import move
from alongside.engine import merge, reference

#: A text may be this long; a page says so before and not after.
LONGEST = 20_000
TEXTS = ("text", "notes")


@dataclass(frozen=True)
class Saved:
    """What became of a text that was sent.

    ``state`` is ``saved``, ``merged`` (both changed it, in different places) or ``conflict``
    (both changed the same place: the row keeps ``text``, and ``other`` is kept beside it).
    """

    state: str
    text: str
    version: int
    other: str = ""
    other_id: UUID | None = None


def _open(person: Person, item_id: UUID | str) -> tuple[AgendaItem, Relationship]:
    """The item, held for this transaction, and its relationship; NotVisible for a stranger."""
    item = AgendaItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotVisible
    relationship = access.of(person, item.relationship_id)
    access.check_begun(person, relationship)
    return item, relationship


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": LONGEST},
            field="text",
        )
    return text


def _goal(relationship: Relationship, person: Person, goal_id: UUID | str | None) -> Goal | None:
    """A goal of this relationship that both can see. A private one can't be tied to an item."""
    if not goal_id:
        return None
    goal = Goal.objects.filter(pk=goal_id, relationship=relationship, private=False).first()
    if goal is None:
        raise Refused(_("That goal is no longer here. Choose another, or none."), field="goal")
    return goal


def _positions(relationship: Relationship) -> list[AgendaItem]:
    return list(
        AgendaItem.objects.select_for_update()
        .filter(relationship=relationship, state="open")
        .order_by("position", "created_at", "pk")
    )


def add(
    relationship: Relationship | UUID | str,
    *,
    text: str,
    kind: str = "other",
    horizon: str = "",
    goal: UUID | str | None = None,
    key: str = "",
    pk: UUID | None = None,
    by: Person,
    now: datetime,
) -> AgendaItem:
    """Add an item at the end, once for a form's ``key``; ``pk`` is its id if a form chose one.

    Raises Refused for an empty or too long text.
    """
    wanted = relationship.pk if isinstance(relationship, Relationship) else relationship
    found = access.of(by, wanted)

    def do() -> dict[str, str]:
        item = _add(found, text=text, kind=kind, horizon=horizon, goal=goal, pk=pk, by=by, now=now)
        return {"id": str(item.pk)}

    return AgendaItem.objects.get(pk=once(key, by=by, now=now, do=do)["id"])


def _add(
    relationship: Relationship,
    *,
    text: str,
    kind: str,
    horizon: str,
    goal: UUID | str | None,
    pk: UUID | None,
    by: Person,
    now: datetime,
) -> AgendaItem:
    access.check_begun(by, relationship)
    text = _checked(text)
    if not text:
        raise Refused(_("Write a few words about it first."), field="text")
    last = (
        AgendaItem.objects.filter(relationship=relationship, state="open")
        .order_by("-position")
        .values_list("position", flat=True)
        .first()
    )
    item = AgendaItem(
        id=pk or uuid4(),
        relationship=relationship,
        by=by,
        kind=kind if kind in dict(reference.AGENDA_KIND_CHOICES) else "other",
        horizon=horizon if horizon in ("immediate", "growth") else "",
        text=text,
        goal=_goal(relationship, by, goal),
        position=(last or 0) + 1,
        created_at=now,
        changed_at=now,
    )
    item.save(force_insert=True)
    record("agenda.added", by=by, now=now, thing=item, relationship=relationship, kind=item.kind)
    touch(relationship)
    return item


@transaction.atomic
def save_text(
    item_id: UUID | str,
    *,
    field: str,
    text: str,
    base: str,
    other: UUID | str | None = None,
    by: Person,
    now: datetime,
) -> Saved:
    """Save the ``text`` or ``notes`` of an item that may have changed in the meantime.

    ``base`` is what the writer began from. When both wrote in different places the two are
    merged; in the same place, the row stays as it is, the later text is kept beside it, and
    both are returned. ``other`` is the id of the text kept beside it by the save before, when
    the same writer goes on typing in the same box: that text then grows, and no third appears.
    """
    if field not in TEXTS:
        raise ValueError(field)
    item, relationship = _open(by, item_id)
    return _save_text(item, relationship, field, text, base, other, by=by, now=now)


def _save_text(
    item: AgendaItem,
    relationship: Relationship,
    field: str,
    text: str,
    base: str,
    other_id: UUID | str | None,
    *,
    by: Person,
    now: datetime,
) -> Saved:
    text, base = _checked(text), base.replace("\r\n", "\n").strip()
    theirs = getattr(item, field)
    if field == "text" and not text:
        raise Refused(
            _("An item needs a few words. To remove it, choose “Leave it out”."), field="text"
        )
    kept = _kept_beside(item, field, other_id, by)
    if text == theirs:
        if kept:
            kept.delete()
            touch(relationship)
        return Saved("saved", theirs, item.version)
    state = "saved"
    if theirs != base:
        result = merge.merge(base, text, theirs)
        if isinstance(result, merge.Conflict):
            other = kept or AgendaOtherText(
                item=item, relationship=relationship, by=by, field=field
            )
            other.text, other.at = text, now
            other.save(force_insert=kept is None)
            record("agenda.conflict", by=by, now=now, thing=item, relationship=relationship)
            touch(relationship)
            return Saved("conflict", theirs, item.version, text, other.pk)
        text, state = result.text, "merged"
    if kept:
        kept.delete()
    setattr(item, field, text)
    item.version += 1
    item.changed_at = now
    item.save(update_fields=[field, "version", "changed_at"])
    record("agenda.changed", by=by, now=now, thing=item, relationship=relationship, field=field)
    touch(relationship)
    return Saved(state, text, item.version)


def _kept_beside(
    item: AgendaItem, field: str, other_id: UUID | str | None, by: Person
) -> AgendaOtherText | None:
    if not other_id:
        return None
    return AgendaOtherText.objects.filter(pk=other_id, item=item, field=field, by=by).first()


@transaction.atomic
def settle(
    other_id: UUID | str, *, keep: str, version: int, by: Person, now: datetime
) -> AgendaItem:
    """Decide between two texts: ``keep`` is ``mine``, ``theirs`` or ``both``, as ``by`` sees them.

    ``version`` is the item's when the two were shown. Raises Stale when the item was written
    again since, so that nobody throws away a text they have not seen.
    """
    found = AgendaOtherText.objects.filter(pk=other_id).only("item_id").first()
    if found is None:
        raise NotVisible
    # The item is held first, as everywhere, so that two who settle at once can't block each other.
    item, relationship = _open(by, found.item_id)
    other = AgendaOtherText.objects.filter(pk=other_id).first()
    if other is None:
        return item
    if keep not in ("mine", "theirs", "both"):
        raise Refused(_("Choose which text to keep. Both are still here."))
    if item.version != version:
        raise Stale(_("This was written again since. Nothing was thrown away: look once more."))
    current = getattr(item, other.field)
    if keep == "both":
        setattr(item, other.field, f"{current}\n\n{other.text}".strip())
    elif (keep == "mine") == (other.by_id == by.pk):
        setattr(item, other.field, other.text)
    item.version += 1
    item.changed_at = now
    item.save(update_fields=[other.field, "version", "changed_at"])
    other.delete()
    record("agenda.settled", by=by, now=now, thing=item, relationship=relationship, kept=keep)
    touch(relationship)
    return item


@transaction.atomic
def describe(
    item_id: UUID | str,
    *,
    kind: str,
    horizon: str,
    goal: UUID | str | None,
    by: Person,
    now: datetime,
) -> AgendaItem:
    """Set kind, immediate or growth, and the goal it belongs to."""
    item, relationship = _open(by, item_id)
    _describe(item, relationship, kind, horizon, goal, by=by, now=now)
    return item


@transaction.atomic
def edit(
    item_id: UUID | str,
    *,
    text: str,
    base: str,
    kind: str,
    horizon: str,
    goal: UUID | str | None,
    by: Person,
    now: datetime,
) -> Saved:
    """``describe`` and ``save_text`` of the item's words, in one step."""
    item, relationship = _open(by, item_id)
    _describe(item, relationship, kind, horizon, goal, by=by, now=now)
    return _save_text(item, relationship, "text", text, base, None, by=by, now=now)


def _describe(
    item: AgendaItem,
    relationship: Relationship,
    kind: str,
    horizon: str,
    goal: UUID | str | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    item.kind = kind if kind in dict(reference.AGENDA_KIND_CHOICES) else item.kind
    item.horizon = horizon if horizon in ("immediate", "growth", "") else item.horizon
    item.goal = _goal(relationship, by, goal)
    item.changed_at = now
    item.save(update_fields=["kind", "horizon", "goal", "changed_at"])
    record("agenda.described", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)


@transaction.atomic
def place(item_id: UUID | str, *, to: str, by: Person, now: datetime) -> None:
    """Move an open item ``up``, ``down``, ``first``, ``last``, or before the item of that id."""
    item, relationship = _open(by, item_id)
    if item.state != "open":
        return
    rows = _positions(relationship)
    order = [row.pk for row in rows]
    if item.pk not in order:
        return
    at = order.index(item.pk)
    order.remove(item.pk)
    if to == "up":
        order.insert(max(at - 1, 0), item.pk)
    elif to == "down":
        order.insert(at + 1, item.pk)
    elif to == "first":
        order.insert(0, item.pk)
    else:
        ids = [str(pk) for pk in order]
        order.insert(ids.index(to) if to in ids else len(order), item.pk)
    by_pk = {row.pk: row for row in rows}
    changed = []
    for position, pk in enumerate(order, start=1):
        if by_pk[pk].position != position:
            by_pk[pk].position = position
            changed.append(by_pk[pk])
    AgendaItem.objects.bulk_update(changed, ["position"])
    record("agenda.ordered", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)


@transaction.atomic
def cover(
    item_id: UUID | str, *, meeting: Meeting | UUID | str | None, by: Person, now: datetime
) -> AgendaItem:
    """Tick an item off as talked through, in ``meeting`` when there is one. Twice is once."""
    item, relationship = _open(by, item_id)
    if item.state == "covered":
        return item
    wanted = meeting.pk if isinstance(meeting, Meeting) else meeting
    held = Meeting.objects.filter(pk=wanted, relationship=relationship).first() if wanted else None
    move(item, "covered", by=by, now=now, covered_in=held, current=False, changed_at=now)
    record("agenda.covered", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)
    return item


@transaction.atomic
def reopen(item_id: UUID | str, *, by: Person, now: datetime) -> AgendaItem:
    """Put a covered or dropped item back at the end of the agenda."""
    item, relationship = _open(by, item_id)
    if item.state == "open":
        return item
    last = max((row.position for row in _positions(relationship)), default=0)
    move(item, "open", by=by, now=now, covered_in=None, position=last + 1, changed_at=now)
    record("agenda.reopened", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)
    return item


@transaction.atomic
def drop(item_id: UUID | str, *, by: Person, now: datetime) -> AgendaItem:
    """Leave an item out. It can be put back."""
    item, relationship = _open(by, item_id)
    if item.state == "dropped":
        return item
    move(item, "dropped", by=by, now=now, current=False, changed_at=now)
    record("agenda.dropped", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)
    return item


@transaction.atomic
def talk_about(item_id: UUID | str, *, by: Person, now: datetime) -> AgendaItem:
    """Mark an item as the one being talked about now; there is at most one."""
    item, relationship = _open(by, item_id)
    if item.state != "open":
        return item
    AgendaItem.objects.filter(relationship=relationship, current=True).update(current=False)
    AgendaItem.objects.filter(pk=item.pk).update(current=True)
    item.current = True
    record("agenda.current", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)
    return item


@transaction.atomic
def carry(item_id: UUID | str, *, meeting: UUID | str, by: Person, now: datetime) -> AgendaItem:
    """Leave an item for next time: it goes to the end, marked as carried from this meeting."""
    item, relationship = _open(by, item_id)
    held = Meeting.objects.filter(pk=meeting, relationship=relationship).first()
    if held is None:
        raise NotVisible
    if item.state != "open":
        return item
    last = max((row.position for row in _positions(relationship)), default=0)
    AgendaItem.objects.filter(pk=item.pk).update(
        carried_from=held, current=False, position=last + 1, changed_at=now
    )
    record("agenda.carried", by=by, now=now, thing=item, relationship=relationship)
    touch(relationship)
    item.refresh_from_db(fields=["carried_from", "current", "position", "changed_at"])
    return item


def carry_forward(relationship: Relationship, meeting: Meeting, *, now: datetime) -> int:
    """Note on each open item that it was not reached in ``meeting``; returns how many.

    Called in the transaction that closes a session. The items stay where they are: an item
    carries forward by staying open.
    """
    return AgendaItem.objects.filter(
        relationship=relationship, state="open", created_at__lt=meeting.ends_at
    ).update(carried_from=meeting, current=False)
