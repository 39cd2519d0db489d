"""What tests of pages between sessions share."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.data.models import Person


def signed_in(person: Person) -> Client:
    """A browser of somebody, without JavaScript."""
    client = Client()
    client.force_login(person)
    return client


def queries(client: Client, address: str) -> int:
    """How many queries a page takes, its keys held already."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
