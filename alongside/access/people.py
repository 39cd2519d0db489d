"""Who may invite, see and change people's accounts."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.access.answers import NotVisible, Refused
from alongside.access.programmes import can_coordinate, check_site_admin
from alongside.access.tokens import digest
from alongside.data.models import Invitation, Person, Programme


class BadLink(Refused):
    """An invitation that can't be used. ``reason``: unknown, used or expired."""

    def __init__(self, reason: str) -> None:
        words = {
            "unknown": _("This link is not one of ours, or a newer one has taken its place."),
            "used": _("This link was used already. Sign in with the password you chose."),
            "expired": _("This link has run out. Ask whoever invited you for a new one."),
        }
        super().__init__(words[reason])
        self.reason = reason


def check_can_invite(by: Person, programme: Programme | None, side: str) -> None:
    """A programme's coordinators invite into it; who runs the site appoints coordinators.

    Raises NotVisible.
    """
    if side == "site" or programme is None:
        check_site_admin(by)
    elif side == "coordinator" and by.is_site_admin:
        return
    elif not can_coordinate(by, programme):
        raise NotVisible


def accounts(by: Person) -> QuerySet[Person]:
    """Every account, for whoever runs the site; raises NotVisible for anyone else."""
    check_site_admin(by)
    return Person.objects.all()


def invitation(token: str, *, now: datetime) -> Invitation:
    """The invitation a link leads to. Raises BadLink."""
    found = (
        Invitation.objects.filter(token_hash=digest(token))
        .select_related("programme", "invited_by")
        .first()
    )
    if found is None:
        raise BadLink("unknown")
    if found.used_at is not None:
        raise BadLink("used")
    if found.expires_at <= now:
        raise BadLink("expired")
    return found


def has_account(invitation: Invitation) -> bool:
    """Whether the invited address can sign in already."""
    if not invitation.email:
        return False
    person = Person.objects.filter(email__iexact=invitation.email).first()
    return person is not None and person.has_usable_password()


def must_sign_in(invitation: Invitation, signed_in: Person | None) -> bool:
    """Whether the address has an account, and whoever opened the link is not in it."""
    if not has_account(invitation):
        return False
    return signed_in is None or signed_in.email.lower() != invitation.email.lower()
