"""What must hold on every connection, asked of the database itself."""

from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ALIASES = ["default", "keys"]

SQLITE = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "busy_timeout": 20_000,
}
POSTGRESQL = {
    "transaction_isolation": "read committed",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "1min",
    "TimeZone": "UTC",
}


def answers(alias: str) -> dict[str, object]:
    connection = connections[alias]
    lite = connection.vendor == "sqlite"
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for name in SQLITE if lite else POSTGRESQL:
            cursor.execute(f"PRAGMA {name}" if lite else f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    return found


def wanted(alias: str) -> dict[str, object]:
    return SQLITE if connections[alias].vendor == "sqlite" else POSTGRESQL


@pytest.mark.parametrize("alias", ALIASES)
def test_every_connection_is_strict_the_first_and_those_of_other_threads(alias: str) -> None:
    found: list[dict[str, object]] = [answers(alias)]

    def ask() -> None:
        try:
            found.append(answers(alias))
        finally:
            connections.close_all()

    for _ in range(5):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    connections[alias].close()
    found.append(answers(alias))
    assert found == [wanted(alias)] * 7


@pytest.mark.parametrize("alias", ALIASES)
def test_a_transaction_takes_the_right_to_write_when_it_begins(alias: str) -> None:
    """On SQLite a transaction that reads first and writes later could be refused half way."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
    with transaction.atomic(using=alias):
        assert connection.in_atomic_block
        assert answers(alias) == wanted(alias)
