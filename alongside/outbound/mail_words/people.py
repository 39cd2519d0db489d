"""Mail about accounts and ways in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from alongside.data.models import Invitation, Person
from alongside.outbound import tokens
from alongside.outbound.mail import NotNeeded, link, words


@words("password_reset")
def password_reset(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """The link is made when the mail is, so that no copy of it lies in the outbox."""
    if to is None or not to.is_active:
        raise NotNeeded
    uid, key = tokens.password_reset(to)
    return {"link": link(reverse("account_reset_password_from_key", args=[uid, key]))}


@words("invitation")
def invitation(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """``params``: invitation, an id."""
    invited = (
        Invitation.objects.filter(pk=params["invitation"], used_at__isnull=True)
        .select_related("programme", "invited_by")
        .first()
    )
    if invited is None:
        raise NotNeeded
    return {
        "to_name": invited.full_name.split()[0] if invited.full_name else "",
        "side": invited.side,
        "programme": invited.programme.name if invited.programme else "",
        "host": invited.programme.host if invited.programme else "",
        "inviter": invited.invited_by.full_name if invited.invited_by else "",
        "until": invited.expires_at,
        "link": link(reverse("join", args=[tokens.invitation(invited.pk)])),
    }


@words("welcome")
def welcome(to: Person | None, params: dict[str, Any]) -> dict[str, Any]:
    """Sent once somebody has an account."""
    if to is None:
        raise NotNeeded
    return {"link": link(reverse("start")), "privacy": link(reverse("privacy"))}
