"""What every write in a relationship begins with: holding it, and telling the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import relationships as access
from alongside.actions.base import once, post, record, touch
from alongside.data.models import Person, Relationship

#: A purpose, a thank-you, a word of feedback or an answer may be this long.
LONGEST = 4_000


def held(relationship_id: UUID | str, by: Person) -> Relationship:
    """The relationship, held until this transaction ends, or NotVisible.

    Two clicks at once, or a click and a job, come here one after the other.
    """
    if not by.is_active:
        raise NotVisible
    found = (
        access.visible_to(by)
        .filter(pk=relationship_id)
        .select_for_update(of=("self",))
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def begun(relationship_id: UUID | str, by: Person) -> Relationship:
    """``held``, for writing: Refused before both said yes and after the end."""
    relationship = held(relationship_id, by)
    access.check_begun(by, relationship)
    return relationship


def others(relationship: Relationship, person: Person) -> list[Person]:
    """Everyone else in it."""
    return [s.person for s in access.seats(relationship) if s.person_id != person.pk]


def tell(
    kind: str,
    relationship: Relationship,
    *,
    now: datetime,
    by: Person | None = None,
    once_key: str = "",
    **params: Any,
) -> None:
    """Mail everyone in the relationship except ``by``. ``once_key`` is made each person's own."""
    for seat in access.seats(relationship):
        if by is not None and seat.person_id == by.pk:
            continue
        post(
            kind,
            seat.person,
            now=now,
            once=f"{once_key}:{relationship.pk}:{seat.person_id}" if once_key else None,
            relationship=str(relationship.pk),
            **params,
        )


def note(
    what: str, relationship: Relationship, *, by: Person | None, now: datetime, **facts: Any
) -> None:
    """The event row of a write in a relationship, and a sign to the pages that watch it."""
    record(
        what,
        by=by,
        now=now,
        thing=relationship,
        programme=relationship.programme_id,
        relationship=relationship,
        **facts,
    )
    touch(relationship)


def checked(text: str, empty: str) -> str:
    """The text without stray space; Refused with ``empty`` when there is none, or too much."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(empty, field="text")
    if len(text) > LONGEST:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": LONGEST},
            field="text",
        )
    return text


def add_once(
    relationship_id: UUID | str,
    make: Callable[[Relationship], models.Model],
    *,
    what: str,
    mail: str,
    by: Person,
    now: datetime,
    key: str,
) -> None:
    """Add one row to a relationship for a form's key, with its event and its mail."""

    def do() -> dict[str, Any]:
        relationship = begun(relationship_id, by)
        row = make(relationship)
        row.save()
        note(what, relationship, by=by, now=now)
        if mail:
            tell(mail, relationship, by=by, now=now)
        return {"id": str(row.pk)}

    once(key, by=by, now=now, do=do)
