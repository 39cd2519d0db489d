"""Getting, making and destroying keys."""

from __future__ import annotations

import os
import threading
import time
import uuid
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import IntegrityError, transaction

from alongside.data.keys.models import Key

#: How long an unwrapped key stays in this process. Short, so that a destroyed key is soon
#: gone from every machine; long enough that a page asks the store once.
REMEMBER_SECONDS = 60


class KeyGone(Exception):
    """The key was destroyed: what it locked can't be read again, by anyone."""


class WrongMasterKey(Exception):
    """The master key does not open this key store."""


_lock = threading.Lock()
_remembered: dict[tuple[str, uuid.UUID], tuple[float, bytes]] = {}


def _binding(kind: str, owner: uuid.UUID) -> bytes:
    return f"alongside key|{kind}|{owner}".encode()


def _wrap(key: bytes, kind: str, owner: uuid.UUID) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(settings.MASTER_KEY).encrypt(nonce, key, _binding(kind, owner))


def _unwrap(wrapped: bytes, kind: str, owner: uuid.UUID) -> bytes:

    try:
        return AESGCM(settings.MASTER_KEY).decrypt(
            wrapped[:12], wrapped[12:], _binding(kind, owner)
        )
    except InvalidTag:
        raise WrongMasterKey(
            "ALONGSIDE_MASTER_KEY does not open the key store. Use the one it was made with."
        ) from None


def key_for(kind: str, owner: uuid.UUID, *, make: bool) -> bytes:
    """The 32 bytes of an owner's key.

    With ``make`` a missing key is made. Raises KeyGone for a destroyed (or, without ``make``,
    a missing) key.
    """
    now = time.monotonic()
    held = _remembered.get((kind, owner))
    if held and held[0] > now:
        return held[1]
    row = Key.objects.filter(kind=kind, owner=owner).first()
    if row is None:
        if not make:
            raise KeyGone(f"no {kind} key")
        key = AESGCM.generate_key(256)
        try:
            with transaction.atomic(using="keys"):
                Key.objects.create(
                    id=uuid.uuid4(), kind=kind, owner=owner, wrapped=_wrap(key, kind, owner)
                )
        except IntegrityError:  # another process made it in the same moment
            row = Key.objects.get(kind=kind, owner=owner)
    if row is not None:
        if row.wrapped is None:
            raise KeyGone(f"{kind} key destroyed")
        key = _unwrap(bytes(row.wrapped), kind, owner)
    with _lock:
        if len(_remembered) > 5000:
            _remembered.clear()
        _remembered[(kind, owner)] = (now + REMEMBER_SECONDS, key)
    return key


def load(wanted: set[tuple[str, uuid.UUID]]) -> None:
    """Fetch many keys in one query, for a page that reads under many of them."""
    now = time.monotonic()
    missing = {w for w in wanted if not (w in _remembered and _remembered[w][0] > now)}
    if not missing:
        return
    for row in Key.objects.filter(owner__in={owner for _, owner in missing}):
        if row.wrapped is not None and (row.kind, row.owner) in missing:
            key = _unwrap(bytes(row.wrapped), row.kind, row.owner)
            with _lock:
                _remembered[(row.kind, row.owner)] = (now + REMEMBER_SECONDS, key)


def destroy(kind: str, owner: uuid.UUID, *, now: datetime) -> None:
    """Destroy a key for good: everything it locked is unreadable in every copy."""
    Key.objects.filter(kind=kind, owner=owner).update(wrapped=None, destroyed_at=now)
    forget()


def forget() -> None:
    """Drop the keys this process holds."""
    with _lock:
        _remembered.clear()
