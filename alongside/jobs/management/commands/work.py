"""Do what is due, and end."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from alongside.jobs import run


class Command(BaseCommand):
    """For a demonstration, a test, or a machine that has cron and no worker."""

    help = "Do everything that is due now (mail, tasks, reminders), then end"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{run.everything()} done")
