"""Writes about programmes: made, changed, opened, closed, ended, copied, and who runs them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import programmes as access
from alongside.access.participations import HOLDING
from alongside.actions import people as people_actions
from alongside.actions.base import once, post, record
from alongside.data import transitions
from alongside.data.models import Coordinator, Participation, Person, Programme, ProgrammeContact
from alongside.engine.states import PROGRAMME

#: What its coordinators may change at any time.
EDITABLE = (
    "name", "host", "kind", "form", "summary", "description", "reasons", "who_may_join",
    "professions", "length_months", "rhythm_weeks", "session_minutes", "places",
    "mentor_capacity", "same_team_allowed", "joining_by_form", "joins_until", "starts_on",
    "answer_days", "wait_weeks_promised",
)  # fmt: skip

#: Where a new programme begins. Coaching is shorter and closer together than mentoring.
DEFAULTS: dict[str, dict[str, int]] = {
    "mentoring": {"length_months": 9, "rhythm_weeks": 5, "session_minutes": 60, "mentor_capacity": 2},
    "coaching": {"length_months": 4, "rhythm_weeks": 3, "session_minutes": 60, "mentor_capacity": 3},
}  # fmt: skip

#: Words that stand at these places in addresses already.
_TAKEN = frozenset({"new", "places", "finish"})


def free_slug(name: str) -> str:
    """An address made from ``name`` that no programme has: ``Café & co`` gives ``cafe-co``."""
    base = slugify(name)[:50].strip("-") or "programme"
    taken = set(Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidate, number = base, 2
    while candidate in taken or candidate in _TAKEN:
        candidate, number = f"{base}-{number}", number + 1
    return candidate


def create(
    *,
    by: Person,
    now: datetime,
    form_key: str = "",
    contacts: Iterable[Mapping[str, str]] = (),
    **fields: Any,
) -> Programme:
    """A draft that ``by`` coordinates. ``fields`` are those of EDITABLE; ``name``, ``host``,
    ``kind`` and ``form`` are needed. Raises NotVisible for someone who may not create any.
    """
    access.check_can_create(by)

    def make() -> dict[str, Any]:
        programme = Programme.objects.create(
            slug=free_slug(fields["name"]),
            created_at=now,
            **{**DEFAULTS[fields["kind"]], **_known(fields)},
        )
        Coordinator.objects.create(programme=programme, person=by, since=now)
        _write_contacts(programme, contacts)
        record("programme_created", by=by, now=now, thing=programme, programme=programme)
        return {"slug": programme.slug}

    return Programme.objects.get(slug=once(form_key, by=by, now=now, do=make)["slug"])


@transaction.atomic
def change(
    programme: Programme,
    *,
    by: Person,
    now: datetime,
    contacts: Iterable[Mapping[str, str]] | None = None,
    **fields: Any,
) -> None:
    """Change any of EDITABLE, and the contacts when they are given. The address stays."""
    access.check_can_coordinate(by, programme)
    changed = [name for name, value in _known(fields).items() if getattr(programme, name) != value]
    for name in changed:
        setattr(programme, name, fields[name])
    if changed:
        programme.save(update_fields=changed)
    if contacts is not None:
        _write_contacts(programme, contacts)
    record(
        "programme_changed",
        by=by, now=now, thing=programme, programme=programme, fields=sorted(changed),
    )  # fmt: skip


@transaction.atomic
def move_to(programme: Programme, to: str, *, by: Person, now: datetime) -> None:
    """Open, close or end it. At its end, those who still wait are told, and where else to look."""
    access.check_can_coordinate(by, programme)
    PROGRAMME.check(programme.state, to)
    if to == "open" and not programme.contacts.exists():
        raise Refused(
            _("A programme that is open needs somebody to ask. Add a contact, then open it.")
        )
    transitions.move(programme, to, by=by, now=now)
    record(f"programme_{to}", by=by, now=now, thing=programme, programme=programme)
    if to == "ended":
        waiting = Participation.objects.filter(
            programme=programme, side="mentee", state__in=("applied", "ready", "resting")
        ).exclude(seats__live=True)
        for place in waiting.select_related("person"):
            post(
                "programme_ended", place.person, now=now,
                once=f"programme_ended:{place.pk}", participation=str(place.pk),
            )  # fmt: skip


def duplicate(
    programme: Programme, *, by: Person, now: datetime, name: str, form_key: str = ""
) -> Programme:
    """The next round: a draft with the same settings, contacts and coordinators, without dates."""
    access.check_can_coordinate(by, programme)

    def make() -> dict[str, Any]:
        fields = {field: getattr(programme, field) for field in EDITABLE}
        fields.update(name=name, joins_until=None, starts_on=None)
        copy = Programme.objects.create(
            slug=free_slug(name), created_at=now, weights=programme.weights, **fields
        )
        for coordinator in programme.coordinators.all():
            Coordinator.objects.create(programme=copy, person_id=coordinator.person_id, since=now)
        _write_contacts(
            copy,
            [
                {"name": c.name, "role": c.role, "email": c.email, "phone": c.phone}
                for c in programme.contacts.all()
            ],
        )
        record("programme_copied", by=by, now=now, thing=copy, programme=copy)
        return {"slug": copy.slug}

    return Programme.objects.get(slug=once(form_key, by=by, now=now, do=make)["slug"])


@transaction.atomic
def invite_coordinator(
    programme: Programme, *, by: Person, now: datetime, email: str, full_name: str = ""
) -> bool:
    """Make someone a coordinator. True when they were already known and are one from now on;
    otherwise an invitation goes to the address. Raises Refused for somebody who is one already.
    """
    access.check_can_coordinate(by, programme)
    if programme.coordinators.filter(person__email__iexact=email.strip()).exists():
        raise Refused(_("They already run this programme."), field="email")
    person = people_actions.appoint(email, full_name, programme=programme, by=by, now=now)
    if person is None:
        return False
    post("coordinator_added", person, now=now, programme=str(programme.pk))
    return True


@transaction.atomic
def remove_coordinator(
    programme: Programme, coordinator_id: Any, *, by: Person, now: datetime
) -> bool:
    """Somebody no longer runs it; whether ``by`` still does. The last one can't go: there would
    be nobody to ask.
    """
    access.check_can_coordinate(by, programme)
    rows = list(Coordinator.objects.select_for_update().filter(programme=programme))
    going = next((row for row in rows if str(row.pk) == str(coordinator_id)), None)
    if going is None:
        raise NotVisible
    if len(rows) == 1:
        raise Refused(
            _(
                "A programme always has a coordinator, so the last one stays. "
                "Add somebody else first."
            )
        )
    record("coordinator_removed", by=by, now=now, thing=going, programme=programme)
    going.delete()
    return going.person_id != by.pk


@dataclass(frozen=True)
class Invitations:
    """How many invitations went out, and how many people have such a place already."""

    sent: int
    here: int


@transaction.atomic
def invite_several(
    programme: Programme,
    *,
    by: Person,
    now: datetime,
    side: str,
    people: Iterable[tuple[str, str]],
) -> Invitations:
    """Invite ``(address, name)`` pairs as "mentee" or "mentor"; an open invitation is renewed."""
    access.check_can_coordinate(by, programme)
    # One at a time: the same form sent twice would race for the one open invitation.
    Programme.objects.select_for_update().get(pk=programme.pk)
    wanted = {email.strip().lower(): name for email, name in people}
    here = {
        email.lower()
        for email in programme.participations.filter(side=side, state__in=HOLDING)
        .annotate(lower=Lower("person__email"))
        .filter(lower__in=list(wanted))
        .values_list("person__email", flat=True)
    }
    sent = 0
    for email, name in wanted.items():
        if email not in here:
            people_actions.invite(email, name, programme=programme, side=side, by=by, now=now)
            sent += 1
    return Invitations(sent, len(here))


@transaction.atomic
def invite_again(
    programme: Programme, invitation_id: uuid.UUID, *, by: Person, now: datetime
) -> None:
    """Send an invitation that was not taken up once more, with a new link."""
    access.check_can_coordinate(by, programme)
    old = programme.invitations.filter(pk=invitation_id, used_at__isnull=True).first()
    if old is None:
        raise NotVisible
    people_actions.invite(
        old.email, old.full_name, programme=programme, side=old.side, by=by, now=now
    )


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a field of a programme: {sorted(unknown)}")
    return dict(fields)


def _write_contacts(programme: Programme, contacts: Iterable[Mapping[str, str]]) -> None:
    programme.contacts.all().delete()
    ProgrammeContact.objects.bulk_create(
        ProgrammeContact(
            programme=programme,
            name=contact["name"].strip(),
            role=contact.get("role", ""),
            email=contact.get("email", ""),
            phone=contact.get("phone", ""),
            position=position,
        )
        for position, contact in enumerate(contacts)
        if contact.get("name", "").strip()
    )
