"""Writes about people and their accounts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import people as access
from alongside.access.programmes import check_site_admin
from alongside.actions.base import post, record, start_task
from alongside.data.models import (
    AvailabilityWindow,
    Coordinator,
    Invitation,
    Participation,
    Person,
    Programme,
    Task,
)
from alongside.engine import registration
from alongside.outbound import tokens

INVITATION_LASTS = timedelta(days=28)

#: What people may change about themselves on their own page.
PROFILE = (
    "full_name", "known_as", "profession", "specialty", "job_title", "seniority",
    "years_experience", "employer", "team", "place", "region", "manager_email", "regulator",
    "registration_number", "languages", "modes", "about", "time_zone",
)  # fmt: skip


def ask_for_password(address: str, *, now: datetime) -> None:
    """Note that somebody asked for a new password.

    Whether the address is known is looked up later by a worker, so that neither the page nor
    the time it takes tells.
    """
    start_task("account mail", by=None, now=now, address=address.strip()[:254])


def answer_account_mail(task: Task, *, now: datetime) -> None:
    """Send the password link if the address has an open account, and forget the address."""
    address = task.params.get("address", "")
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=address, is_active=True).first()
        if address and person is not None:
            post("password_reset", person, now=now, once=f"password {task.pk}")
        Task.objects.filter(pk=task.pk).update(params={})


def invite(
    email: str,
    name: str,
    *,
    programme: Programme | None,
    side: str,
    by: Person | None,
    now: datetime,
    mail: bool = True,
) -> Invitation:
    """Invite an address; a new invitation takes the place of an open one.

    ``side``: mentee, mentor, coordinator, site, or empty for a first sign-in of somebody who is
    here already. ``by`` is None for the site's own commands only. Raises NotVisible.
    """
    if by is not None:
        access.check_can_invite(by, programme, side)
    email = email.strip().lower()
    with transaction.atomic():
        Invitation.objects.filter(
            email__iexact=email, programme=programme, side=side, used_at=None
        ).delete()
        identity = uuid.uuid4()
        made = Invitation.objects.create(
            id=identity,
            programme=programme,
            email=email,
            full_name=name.strip()[:200],
            side=side,
            token_hash=tokens.digest(tokens.invitation(identity)),
            invited_by=by,
            sent_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        if mail and email:
            post("invitation", email, now=now, invitation=str(identity))
        record("invited", by=by, now=now, thing=made, programme=programme, side=side)
    return made


def keep_way_in(
    person: Person, *, programme: Programme, side: str, by: Person, now: datetime
) -> None:
    """An open invitation for somebody without a password, for the mail they get to lead in by.

    One that was sent before goes on working, for as long again.
    """
    if person.has_usable_password():
        return
    sent = Invitation.objects.filter(
        email__iexact=person.email, programme=programme, side=side, used_at=None
    )
    if not sent.update(expires_at=now + INVITATION_LASTS):
        invite(
            person.email, person.full_name, programme=programme, side=side, by=by, now=now,
            mail=False,
        )  # fmt: skip


def accept_invitation(
    token: str,
    *,
    name: str = "",
    password: str = "",
    email: str = "",
    by: Person | None = None,
    now: datetime,
) -> Person:
    """Take up an invitation: an account, and the place or the task it was for.

    ``by`` is whoever is signed in. ``email`` is needed only where the invitation names none
    (the first administrator). Raises BadLink; Refused for an address that has an account whose
    password was not shown.
    """
    with transaction.atomic():
        invitation = access.invitation(token, now=now)
        address = invitation.email or email.strip().lower()
        if access.must_sign_in(invitation, by):
            raise Refused(_("This address has an account. Sign in, then open the link again."))
        person = Person.objects.filter(email__iexact=address).first()
        if person is not None and not invitation.email:
            raise Refused(_("This address has an account already. Use another."), field="email")
        if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
            raise access.BadLink("used")
        if person is None:
            person = Person.objects.make(address, name, password, joined_at=now)
        elif not person.has_usable_password():
            person.full_name = name.strip() or person.full_name
            person.joined_at = person.joined_at or now
            person.is_active = True
            person.set_password(password)
            person.save()
        _take_up(invitation, person, now)
        if by is None:
            post("welcome", person, now=now, once=f"welcome {person.pk}")
        record(
            "invitation accepted", by=person, now=now, thing=invitation,
            programme=invitation.programme, side=invitation.side,
        )  # fmt: skip
    return person


def _take_up(invitation: Invitation, person: Person, now: datetime) -> None:
    programme = invitation.programme
    if invitation.side == "site":
        person.is_site_admin = True
        person.save(update_fields=["is_site_admin"])
    elif programme is None:
        return
    elif invitation.side == "coordinator":
        Coordinator.objects.get_or_create(
            programme=programme, person=person, defaults={"since": now}
        )
    elif invitation.side:
        Participation.objects.get_or_create(
            programme=programme,
            person=person,
            side=invitation.side,
            defaults={
                "came_by": "invitation",
                "applied_at": now,
                "capacity": programme.mentor_capacity if invitation.side == "mentor" else 1,
            },
        )


def update_profile(*, by: Person, now: datetime, **fields: Any) -> list[str]:
    """Change one's own profile; the names of what changed. A registration number is tidied.

    Raises TypeError for a field that is not one's own to change.
    """
    unknown = set(fields) - set(PROFILE)
    if unknown:
        raise TypeError(f"not part of a profile: {sorted(unknown)}")
    if "registration_number" in fields:
        number = registration.check(fields["registration_number"], fields.get("regulator", ""))
        fields["registration_number"] = number.text[:30]
    if "manager_email" in fields:
        fields["manager_email"] = fields["manager_email"].strip().lower()
    changed = [name for name, value in fields.items() if getattr(by, name) != value]
    if not changed:
        return []
    with transaction.atomic():
        for name in changed:
            setattr(by, name, fields[name])
        by.save(update_fields=changed)
        record("profile changed", by=by, now=now, thing=by, fields=changed)
    return changed


def set_availability(windows: Iterable[tuple[int, int, int]], *, by: Person, now: datetime) -> int:
    """Replace the weekly times one is free; windows that touch become one. How many there are.

    ``windows``: (weekday 0 to 6, start, end) in minutes of the local day, end after start.
    """
    joined: list[tuple[int, int, int]] = []
    for day, start, end in sorted(windows):
        if not (0 <= day <= 6 and 0 <= start < end <= 1440):
            raise Refused(_("A time that ends before it begins was left out. Nothing was changed."))
        if joined and joined[-1][0] == day and joined[-1][2] >= start:
            joined[-1] = (day, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((day, start, end))
    with transaction.atomic():
        AvailabilityWindow.objects.filter(person=by).delete()
        AvailabilityWindow.objects.bulk_create(
            AvailabilityWindow(person=by, weekday=day, start_minute=start, end_minute=end)
            for day, start, end in joined
        )
        record("availability changed", by=by, now=now, thing=by, windows=len(joined))
    return len(joined)


def set_weekly(
    *, day: int, hour: int, paused_until: date | None, by: Person, now: datetime
) -> None:
    """When the weekly five minutes come by mail, in one's own time, and until when they pause."""
    with transaction.atomic():
        by.weekly_day, by.weekly_hour, by.weekly_paused_until = day, hour, paused_until
        by.save(update_fields=["weekly_day", "weekly_hour", "weekly_paused_until"])
        record("weekly prompt changed", by=by, now=now, thing=by)


def set_open(person_id: uuid.UUID, is_open: bool, *, by: Person, now: datetime) -> None:
    """Close or reopen an account. Closed is refused at the next request; nothing is deleted."""
    check_site_admin(by)
    person = access.accounts(by).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    if person.pk == by.pk and not is_open:
        raise Refused(_("You can’t close your own account here. Ask another administrator."))
    with transaction.atomic():
        if Person.objects.filter(pk=person.pk, is_active=not is_open).update(is_active=is_open):
            what = "account reopened" if is_open else "account closed"
            record(what, by=by, now=now, thing=person)


def appoint(
    email: str, name: str, *, programme: Programme, by: Person, now: datetime
) -> Person | None:
    """Have somebody run a programme: at once if they have an account, by invitation if not.

    Returns the person appointed, or None when they were invited.
    """
    access.check_can_invite(by, programme, "coordinator")
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None or not person.has_usable_password():
        invite(email, name, programme=programme, side="coordinator", by=by, now=now)
        return None
    with transaction.atomic():
        _row, made = Coordinator.objects.get_or_create(
            programme=programme, person=person, defaults={"since": now}
        )
        if made:
            record("coordinator appointed", by=by, now=now, thing=person, programme=programme)
    return person


def export_taken(*, by: Person, now: datetime) -> None:
    """Note that somebody took a copy of their own data."""
    record("own data exported", by=by, now=now, thing=by)
