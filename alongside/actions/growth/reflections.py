"""Reflections: private thoughts, some of them brought to a session."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible
from alongside.access import relationships as access
from alongside.actions import agenda
from alongside.actions.base import found_if_raced, record
from alongside.actions.growth.rows import words
from alongside.data.models import Person, Reflection

#: What a brought thought becomes on the agenda, by its kind.
AS_ITEM = {
    "boundaries": "workload_support",
    "balance": "workload_support",
    "enjoyment": "workload_support",
    "adapt": "learning_goal",
    "worked": "learning_goal",
}


@transaction.atomic
def reflect(
    *,
    text: str,
    kind: str = "week",
    bring_to: UUID | str | None = None,
    by: Person,
    now: datetime,
) -> Reflection:
    """A private thought; with ``bring_to`` its words also become an agenda item there (S1.9)."""
    made = keep_reflection(uuid4(), text=text, kind=kind, on=now.date(), by=by, now=now)
    if made is None:
        words("", _("Write a line, or skip this one."))
    assert made is not None
    return bring_reflection(made.pk, bring_to, by=by, now=now) if bring_to else made


def _own(person: Person, reflection_id: UUID | str) -> Reflection:
    found = (
        Reflection.objects.select_for_update(of=("self",))
        .select_related("brought_as")
        .filter(pk=reflection_id, person=person)
        .first()
    )
    if found is None:
        raise NotVisible
    return found


@found_if_raced
@transaction.atomic
def keep_reflection(
    reflection_id: UUID, *, text: str, kind: str, on: date, by: Person, now: datetime
) -> Reflection | None:
    """A thought written as it is typed: the same id changes the same one, an emptied one goes.

    ``on`` is the person's day. What it became on an agenda stays as it was brought.
    """
    row = Reflection.objects.filter(pk=reflection_id).first()
    if row and row.person_id != by.pk:
        raise NotVisible
    if not text.strip():
        if row:
            remove_reflection(row.pk, by=by, now=now)
        return None
    new = row is None
    row = row or Reflection(id=reflection_id, person=by, on=on, created_at=now)
    row.kind, row.text = kind[:20], words(text, "")
    row.save(force_insert=new)
    if new:
        record("reflection.added", by=by, now=now, thing=row, kind=row.kind)
    return row


@transaction.atomic
def bring_reflection(
    reflection_id: UUID | str, relationship_id: UUID | str, *, by: Person, now: datetime
) -> Reflection:
    """Copy a thought to the agenda of a relationship, once (S1.9, S1.10)."""
    row = _own(by, reflection_id)
    if row.brought_as is not None and row.brought_as.state == "open":
        return row
    relationship = access.of(by, relationship_id)
    access.check_begun(by, relationship)
    row.brought_as = agenda.add(
        relationship, text=row.text, kind=AS_ITEM.get(row.kind, "other"), by=by, now=now
    )
    row.save(update_fields=["brought_as"])
    record("reflection.brought", by=by, now=now, thing=row, relationship=relationship)
    return row


@transaction.atomic
def remove_reflection(reflection_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Remove one's own reflection. An item it became stays on the agenda."""
    gone, _models = Reflection.objects.filter(pk=reflection_id, person=by).delete()
    if not gone:
        raise NotVisible
    record("reflection.removed", by=by, now=now, thing=None)
