"""Keys live in a database of their own, apart from the data and from its backups."""

from __future__ import annotations

from typing import Any


class KeysApart:
    """Sends the key store to the ``keys`` database and everything else to ``default``."""

    def _alias(self, app_label: str) -> str:
        return "keys" if app_label == "keys" else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self._alias(model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return self._alias(one._meta.app_label) == self._alias(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == self._alias(app_label)
