"""Links that open something once. They are worked out when needed and kept nowhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import uuid

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings

from alongside.access.tokens import digest
from alongside.data.models import Person

__all__ = ["digest", "invitation", "password_reset"]


def invitation(identity: uuid.UUID) -> str:
    """The token of an invitation: 43 characters that need the site's secret to be worked out."""
    return _token(b"alongside invitation|", identity)


def application(identity: uuid.UUID) -> str:
    """The token that confirms the address of somebody who asked to join."""
    return _token(b"alongside application|", identity)


def _token(purpose: bytes, identity: uuid.UUID) -> str:
    mac = hmac.new(settings.SECRET_KEY.encode(), purpose + identity.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def password_reset(person: Person) -> tuple[str, str]:
    """``(uid, key)`` of a password link; it ends with the password it was made for."""
    return user_pk_to_url_str(person), default_token_generator.make_token(person)
