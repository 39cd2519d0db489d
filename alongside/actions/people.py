"""Writes about people and their accounts."""

from __future__ import annotations

from datetime import datetime

from alongside.actions.base import post
from alongside.data.models import Person


def post_account_mail(kind: str, address: str, *, link: str, now: datetime) -> None:
    """Send an account message of allauth (a password reset) through the outbox.

    Nothing is sent to an address without an open account, and the page says the same either way.
    """
    person = Person.objects.filter(email__iexact=address.strip(), is_active=True).first()
    if person and link:
        post("password_reset", person, now=now, link=link)
