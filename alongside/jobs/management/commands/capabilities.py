"""Prints ``docs/capabilities.md`` from the list and from the markers on the tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LIST = Path(settings.ROOT).parent / "docs" / "capabilities.yaml"


class Command(BaseCommand):
    help = "Print every capability with the tests that show it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("report", help="what pytest wrote with --capabilities-report")

    def handle(self, *args: Any, **options: Any) -> None:
        chapters: dict[str, dict[str, str]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
        shown: dict[str, list[str]] = json.loads(Path(options["report"]).read_text("utf-8"))
        known = {number for chapter in chapters.values() for number in chapter}
        strange = sorted(set(shown) - known)
        if strange:
            raise CommandError(f"Tests show capabilities nobody has listed: {', '.join(strange)}")
        working = sum(1 for number in known if shown.get(number))
        lines = [
            "# Capabilities",
            "",
            "Printed by `./dev docs` from `docs/capabilities.yaml` and from the markers on the "
            "tests. A capability without a test stands as *not yet*.",
            "",
            f"{working} of {len(known)} are shown by a test.",
        ]
        for chapter, entries in chapters.items():
            lines += [
                "",
                f"## {chapter}",
                "",
                "| No. | What | Works | Shown by |",
                "|---|---|---|---|",
            ]
            for number, words in entries.items():
                tests = shown.get(number, [])
                where = ", ".join(f"`{test.split('::')[-1]}`" for test in tests[:2])
                more = f" and {len(tests) - 2} more" if len(tests) > 2 else ""
                state = "yes" if tests else "not yet"
                lines.append(f"| {number} | {words} | {state} | {where}{more} |")
        self.stdout.write("\n".join(lines))
