"""Prints ``docs/states.md`` from the tables."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from alongside.engine.states import as_markdown


class Command(BaseCommand):
    help = "Print the tables of states as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown())
