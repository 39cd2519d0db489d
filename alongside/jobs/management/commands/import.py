"""Applicants from a spreadsheet, from the command line: the same as the pages do."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alongside.access import NotVisible, Refused
from alongside.actions import importing as actions
from alongside.data.models import Person
from alongside.jobs import clock
from alongside.reads import importing as reads

#: What the command ends with, besides 0.
SOME_LEFT_OUT = 1
CANNOT = 2


class Command(BaseCommand):
    """Checks a list row by row, then imports every row that can come in.

    Ends with 0 when every row came in (or would), 1 when some were left out, 2 when the file
    can't be read or nothing was written. Nobody gets mail.
    """

    help = "Import people into a programme from an XLSX, XLS, ODS or CSV file"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the list")
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--check", action="store_true", help="only say what is wrong")
        parser.add_argument("--json", action="store_true", help="say it for a program to read")
        parser.add_argument("--side", choices=("mentee", "mentor"), default="mentee",
                            help="where no column says it (mentee)")  # fmt: skip
        parser.add_argument("--sheet", default="", help="which sheet, of several")
        parser.add_argument("--all-or-nothing", action="store_true",
                            help="nobody comes in unless every row can")  # fmt: skip
        parser.add_argument("--as", dest="address", default="", metavar="EMAIL",
                            help="the coordinator who answers for it (the programme's first)")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._coordinator(options["programme"], options["address"])
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=CANNOT) from error
        try:
            said = (
                self._check(data, by, options)
                if options["check"]
                else self._import(data, by, options)
            )
        except Refused as no:
            raise CommandError(no.message, returncode=CANNOT) from no
        except NotVisible:
            raise CommandError(_("There is no such programme."), returncode=CANNOT) from None
        self._say(said, options["json"])
        if said["with_errors"]:
            sys.exit(SOME_LEFT_OUT)

    def _coordinator(self, slug: str, address: str) -> Person:
        people = Person.objects.filter(coordinates__programme__slug=slug, is_active=True)
        if address:
            people = people.filter(email__iexact=address)
        found = people.order_by("coordinates__since").first()
        if found is None:
            words = _("No coordinator of a programme “%(slug)s” was found to import as.")
            raise CommandError(words % {"slug": slug}, returncode=CANNOT)
        return found

    def _check(self, data: bytes, by: Person, options: dict[str, Any]) -> dict[str, Any]:
        noted = actions.check_file(
            data, options["file"].name, slug=options["programme"], side=options["side"],
            sheet=options["sheet"], by=by,
        )  # fmt: skip
        found = noted.totals
        return {
            "rows": found.rows, "new": found.new, "known": found.known,
            "with_errors": found.with_errors, "with_warnings": found.with_warnings,
            "problems": noted.problems,
        }  # fmt: skip

    def _import(self, data: bytes, by: Person, options: dict[str, Any]) -> dict[str, Any]:
        batch, noted = actions.import_file(
            data, options["file"].name, slug=options["programme"], side=options["side"],
            sheet=options["sheet"], all_or_nothing=options["all_or_nothing"], by=by,
            now=clock.now(), tell=self._tell,
        )  # fmt: skip
        done = reads.result(by, options["programme"], batch.pk)
        return {
            "import": str(batch.pk), "rows": noted.totals.rows, "added": done.added,
            "updated": done.updated, "unchanged": done.unchanged, "left_out": done.left_out,
            "with_errors": noted.totals.with_errors, "with_warnings": noted.totals.with_warnings,
            "problems": noted.problems,
        }  # fmt: skip

    def _tell(self, done: int, total: int, doing: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{doing} {done:,} / {total:,}", ending="")

    def _say(self, said: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for row in said["problems"]:
            mark = _("to mend") if row["severity"] == "error" else _("to know")
            self.stdout.write(f"{_('Row')} {row['row']} ({mark}): {row['words']}")
        if "added" in said:
            words = _(
                "%(added)s added, %(updated)s updated, %(unchanged)s unchanged, "
                "%(left_out)s left out."
            )
        else:
            words = _(
                "%(rows)s rows: %(new)s would be added, %(known)s updated, "
                "%(with_errors)s need mending."
            )
        self.stdout.write(words % said)
