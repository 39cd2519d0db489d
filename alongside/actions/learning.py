"""Writes in somebody's own learning record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import learning as access
from alongside.actions.base import once, record
from alongside.data.models import CpdEntry, CpdProfile, Person
from alongside.engine.cpd import ACTIVITIES, STANDARD_SETS

#: A text of an entry may be this long; the statement and the summary three times as long.
LONGEST = 8_000
TEXTS = ("activity", "learned", "changed", "benefit", "evidence")
OLDEST = timedelta(days=365 * 50)
_TYPES = {activity.code for activity in ACTIVITIES}
_STANDARDS = {item.code for one in STANDARD_SETS.values() for item in one.standards}


def add_entry(values: Mapping[str, Any], *, by: Person, now: datetime, key: str = "") -> UUID:
    """Add an activity: ``on``, ``type``, ``minutes``, the texts in ``TEXTS`` and ``standards``.

    Once for a form's ``key``. Raises Refused for what can't be kept, naming the field.
    """

    def do() -> dict[str, str]:
        entry = CpdEntry(person=by, created_at=now, changed_at=now)
        _fill(entry, values, now)
        entry.save()
        record("learning.added", by=by, now=now, thing=entry, type=entry.type)
        return {"id": str(entry.pk)}

    _check_writer(by)
    return UUID(once(key, by=by, now=now, do=do)["id"])


@transaction.atomic
def change_entry(
    entry_id: UUID | str, values: Mapping[str, Any], *, by: Person, now: datetime
) -> None:
    """Change one's own entry, also one that a session made. NotVisible for anybody else's."""
    _check_writer(by)
    entry = access.of(by, entry_id)
    _fill(entry, values, now)
    entry.save()
    record("learning.changed", by=by, now=now, thing=entry, type=entry.type)


@transaction.atomic
def remove_entry(entry_id: UUID | str, *, by: Person, now: datetime) -> None:
    """Remove one's own entry for good."""
    _check_writer(by)
    entry = access.of(by, entry_id)
    record("learning.removed", by=by, now=now, thing=entry, type=entry.type)
    entry.delete()


@transaction.atomic
def keep_profile(*, practice: str, statement: str, by: Person, now: datetime) -> None:
    """Keep the summary of practice and the statement, as their writer left them."""
    _check_writer(by)
    profile = _profile(by, now)
    profile.practice = _text(practice, "practice", LONGEST * 3)
    profile.statement = _text(statement, "statement", LONGEST * 3)
    profile.changed_at = now
    profile.save()
    record("learning.profile", by=by, now=now, thing=profile)


@transaction.atomic
def explain_gap(start: date, end: date, text: str, *, by: Person, now: datetime) -> None:
    """Say in a sentence why nothing is recorded from ``start`` to ``end``; no text takes it back."""
    _check_writer(by)
    if end < start:
        raise Refused(_("The last day is before the first. Nothing was changed."), field="end")
    profile = _profile(by, now)
    kept = [
        gap
        for gap in json.loads(profile.gaps or "[]")
        if (gap["start"], gap["end"]) != (start.isoformat(), end.isoformat())
    ]
    words = _text(text, "text", LONGEST)
    if words:
        kept.append({"start": start.isoformat(), "end": end.isoformat(), "text": words})
    profile.gaps = json.dumps(sorted(kept, key=lambda gap: gap["start"])) if kept else ""
    profile.changed_at = now
    profile.save()
    record("learning.gap", by=by, now=now, thing=profile)


def _check_writer(by: Person) -> None:
    if not by.is_active:
        raise NotVisible


def _profile(by: Person, now: datetime) -> CpdProfile:
    CpdProfile.objects.get_or_create(person=by, defaults={"changed_at": now})
    return CpdProfile.objects.select_for_update().get(person=by)


def _text(text: str, field: str, most: int) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > most:
        raise Refused(
            _("Longer than %(most)s characters. Nothing was lost: shorten it and save again.")
            % {"most": most},
            field=field,
        )
    return text


def _fill(entry: CpdEntry, values: Mapping[str, Any], now: datetime) -> None:
    on = values["on"]
    today = timezone.localdate(now)
    if on > today:
        raise Refused(_("That day is still to come. Add it once it has happened."), field="on")
    if on < today - OLDEST:
        raise Refused(_("That is more than fifty years ago. Check the year."), field="on")
    if values["type"] not in _TYPES:
        raise Refused(_("Choose what kind of activity it was."), field="type")
    entry.on = on
    entry.type = values["type"]
    entry.minutes = values.get("minutes") or None
    for name in TEXTS:
        setattr(entry, name, _text(values.get(name, ""), name, LONGEST))
    if not entry.activity:
        raise Refused(_("Say in a few words what you did."), field="activity")
    entry.standards = sorted(set(values.get("standards", ())) & _STANDARDS)
    entry.changed_at = now
