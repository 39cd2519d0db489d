"""Joining a programme: signed in, or first by a link to the address."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.access import participations as access
from alongside.actions.base import once, post, record
from alongside.actions.participations.answers import write_place, write_profile, write_times
from alongside.actions.participations.rows import resolve_wishes
from alongside.data import transitions
from alongside.data.models import (
    Application,
    Coordinator,
    Invitation,
    Participation,
    Person,
    Programme,
)
from alongside.outbound import tokens

#: How long a form waits for its address to be confirmed.
KEPT_FOR = timedelta(days=30)
#: Messages a day to one address, however often somebody sends the form.
_A_DAY = 3


def join(
    programme: Programme,
    *,
    by: Person,
    now: datetime,
    side: str,
    values: Mapping[str, Any],
    form_key: str = "",
) -> Participation:
    """``by`` asks for a place on ``side`` ("mentee" or "mentor"); ``values`` are ANSWERS.

    Someone who has a place changes their answers and keeps it, with its date. Somebody a
    coordinator invited, or whose place is only changed, need not be accepted again. Raises
    Refused (with the field) when the programme can't take them; nothing is written then.
    """

    def do() -> dict[str, Any]:
        place = _place(programme, by, side)
        invited = _invitation(programme, by.email, side)
        has_place = place is not None and place.state in access.HOLDING
        access.check_can_join(
            programme,
            side,
            str(values.get("profession", by.profession)),
            today=now.date(),
            invited=invited is not None,
            has_place=has_place,
        )
        changed = write_profile(by, values)
        if changed:
            by.save(update_fields=changed)
        if "times" in values:
            write_times(by, values["times"])
        if place is None:
            place = Participation(
                programme=programme, person=by, side=side, applied_at=now,
                came_by="invitation" if invited else "form",
                capacity=programme.mentor_capacity if side == "mentor" else 1,
            )  # fmt: skip
        new = not has_place
        # Whoever a coordinator invited was accepted when they were asked.
        asked = invited is not None or (not place._state.adding and place.came_by == "invitation")
        write_place(place, values)
        place.eligible = place.eligible if has_place else True
        place.wishes = resolve_wishes(place)
        if place._state.adding:
            if asked:
                place.state, place.ready_at = "ready", now
            place.save()
        else:
            place.save()
            if new:
                transitions.move(
                    place, "ready" if asked else "applied", by=by, now=now, applied_at=now,
                    ready_at=now if asked else None, rests_until=None,
                )  # fmt: skip
            elif asked and place.state == "applied":
                transitions.move(place, "ready", by=by, now=now, ready_at=now)
        if invited and invited.used_at is None:
            Invitation.objects.filter(pk=invited.pk).update(used_at=now)
        record(
            "joined" if new else "answers_changed",
            by=by, now=now, thing=place, programme=programme, side=side,
        )  # fmt: skip
        if new:
            post("joined", by, now=now, participation=str(place.pk))
            if place.state == "applied":
                _tell_coordinators(programme, now)
        return {"place": str(place.pk)}

    answer = once(form_key, by=by, now=now, do=do)
    return Participation.objects.select_related("programme").get(pk=answer["place"])


def apply(
    programme: Programme,
    *,
    by: None,
    now: datetime,
    email: str,
    side: str,
    values: Mapping[str, Any],
    form_key: str = "",
) -> None:
    """Keep the form of somebody who is not signed in, and send a link to the address.

    The page after it is the same whether the address was known or not; only the mail differs.
    Raises Refused when the programme can't take them, before anything is kept.
    """
    email = email.strip().lower()
    access.check_can_join(
        programme, side, str(values.get("profession", "")), today=now.date(),
        invited=_invitation(programme, email, side) is not None,
    )  # fmt: skip
    identity = uuid.uuid5(programme.pk, form_key) if form_key else uuid.uuid4()
    with transaction.atomic():
        if Application.objects.filter(pk=identity).exists():
            return
        today = Application.objects.filter(email=email, sent_at__gt=now - timedelta(days=1))
        quiet = today.count() >= _A_DAY
        application = Application.objects.create(
            id=identity, programme=programme, email=email, side=side, values=dict(values),
            token_hash=tokens.digest(tokens.application(identity)), sent_at=now, expires_at=now + KEPT_FOR,
        )  # fmt: skip
        record("applied", by=None, now=now, thing=application, programme=programme, side=side)
        if not quiet:
            post("application_confirm", email, now=now, application=str(identity))


@transaction.atomic
def confirm(token: str, *, by: Person, now: datetime) -> Participation:
    """The signed-in owner of the address finishes joining with what was kept.

    Raises NotVisible for a link that is unknown, used, too old or somebody else's.
    """
    application = _open(token, now)
    if application.email != by.email.lower():
        raise NotVisible
    place = join(
        application.programme, by=by, now=now, side=application.side, values=application.values
    )
    _use(application, now)
    return place


@transaction.atomic
def confirm_new(token: str, *, by: None, now: datetime, password: str) -> Participation:
    """Make the account of a new address, and the place it asked for.

    Somebody who came by a list has no password yet: the link shows that the address is theirs.
    Raises Refused when the address has a password by now: they sign in and confirm.
    """
    application = _open(token, now)
    person = Person.objects.filter(email__iexact=application.email).first()
    if person is not None and person.has_usable_password():
        raise Refused(_("This address has an account by now. Sign in to finish joining."))
    if person is None:
        name = str(application.values.get("full_name", ""))
        person = Person.objects.make(application.email, name, password, joined_at=now)
    else:
        person.set_password(password)
        person.joined_at = person.joined_at or now
        person.save(update_fields=["password", "joined_at"])
    record("account_made", by=person, now=now, thing=person, programme=application.programme)
    place = join(
        application.programme, by=person, now=now, side=application.side, values=application.values
    )
    _use(application, now)
    return place


def _open(token: str, now: datetime) -> Application:
    found = (
        Application.objects.filter(
            token_hash=tokens.digest(token), used_at__isnull=True, expires_at__gt=now
        )
        .select_related("programme")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def _use(application: Application, now: datetime) -> None:
    """The link works once, and the answers are kept in one place only from then on."""
    used = Application.objects.filter(pk=application.pk, used_at__isnull=True)
    if used.update(used_at=now, values={}) != 1:
        raise NotVisible


def _place(programme: Programme, person: Person, side: str) -> Participation | None:
    return Participation.objects.filter(programme=programme, person=person, side=side).first()


def _invitation(programme: Programme, email: str, side: str) -> Invitation | None:
    return Invitation.objects.filter(programme=programme, side=side, email__iexact=email).first()


def _tell_coordinators(programme: Programme, now: datetime) -> None:
    """One message a day says that people asked to join."""
    for coordinator in Coordinator.objects.filter(programme=programme).select_related("person"):
        post(
            "new_applications", coordinator.person, now=now,
            once=f"new_applications:{programme.pk}:{coordinator.person_id}:{now.date()}",
            programme=str(programme.pk),
        )  # fmt: skip
