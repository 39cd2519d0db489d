"""Text that people write in confidence: locked in the row, opened on reading.

A model with a ``ConfidentialText`` says whose key locks it by ``confidential_owner()``, which
returns ``("person", id)`` or ``("relationship", id)``. The ciphertext is bound to model, row
and field, so that a row's bytes are worthless in another row. See ``docs/privacy.md``.
"""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from alongside.data.keys import store

_VERSION = b"\x01"


class Tampered(Exception):
    """The bytes were changed, or moved here from another row."""


class Locked(bytes):
    """Ciphertext as it came from the database, not opened yet."""


def _binding(model: type[models.Model], pk: Any, field: str) -> bytes:
    return f"alongside text|{model._meta.label_lower}|{pk}|{field}".encode()


def lock(text: str, *, kind: str, owner: uuid.UUID, binding: bytes) -> bytes:
    """Version byte, 12-byte nonce, ciphertext with tag."""
    nonce = os.urandom(12)
    key = store.key_for(kind, owner, make=True)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, text.encode(), binding)


def unlock(data: bytes, *, kind: str, owner: uuid.UUID, binding: bytes) -> str:
    """The text; raises KeyGone for a destroyed key and Tampered for bytes that don't belong."""
    if data[:1] != _VERSION:
        raise Tampered("unknown version")
    key = store.key_for(kind, owner, make=False)
    try:
        return AESGCM(key).decrypt(data[1:13], data[13:], binding).decode()
    except (InvalidTag, ValueError):  # the second for bytes too short to hold a nonce
        raise Tampered(binding.decode()) from None


class _Opener:
    """The attribute: opens on first reading and remembers; writing keeps plain text."""

    def __init__(self, field: ConfidentialText) -> None:
        self.field = field

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, Locked):
            kind, whose = row.confidential_owner()
            try:
                value = unlock(
                    value, kind=kind, owner=whose, binding=_binding(type(row), row.pk, name)
                )
            except store.KeyGone:
                return ""
            row.__dict__[name] = value
        return value

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    # Bytes in the column, text on the row.
    _Column = models.Field[str, str]
else:
    _Column = models.BinaryField


class ConfidentialText(_Column):
    """A text column that the database sees as bytes. Empty text is stored as no bytes.

    It can't be filtered on, ordered by or set through ``update()``: the bytes depend on the
    row. The text of a destroyed key reads as an empty string.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, "alongside.data.confidential.ConfidentialText", args, kwargs

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def get_default(self) -> str:
        return ""

    def _check_str_default_value(self) -> list[Any]:
        # The column holds bytes, the attribute text: an empty text is right here.
        return []

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Locked(value) if value else ""

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, row: Any, add: bool) -> Any:
        value = row.__dict__.get(self.attname, "")
        if isinstance(value, Locked):
            return bytes(value)
        if not value:
            return b""
        kind, owner = row.confidential_owner()
        return lock(
            value, kind=kind, owner=owner, binding=_binding(type(row), row.pk, self.attname)
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            if value == "":
                value = b""
            else:
                raise TypeError(f"{self.name} is confidential: save the row, don't update() it")
        return super().get_db_prep_value(value, connection, prepared)


def confidential_fields() -> list[tuple[type[models.Model], str]]:
    """Every confidential field of the site, for the checks and the canary test."""
    from django.apps import apps

    return [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, ConfidentialText)
    ]
