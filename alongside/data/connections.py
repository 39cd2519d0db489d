"""What must hold on every database connection is set here and nowhere else."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created)
def strict(sender: Any, connection: Any, **kwargs: Any) -> None:
    """PostgreSQL: no statement or lock may hold a page for ever, and times are in UTC."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'"
            )
