"""Fixtures for every test. What must happen before the settings are read is in plugin.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.mail import MailServer
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis


@pytest.fixture
def now() -> dt.datetime:
    """A Wednesday morning in London, outside summer time; actions take it as their clock."""
    return dt.datetime(2026, 11, 18, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server, empty, to which Django hands its mail during this test."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.stop()


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, that it may restart and kill."""
    server = Postgres(durable=True)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def redis_server() -> Iterator[Redis]:
    """A Redis of this test's own, that it may restart."""
    server = Redis()
    try:
        server.start()
        yield server
    finally:
        server.stop()
