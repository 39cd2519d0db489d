"""A file imported in one go, for a command: nothing is looked at on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access.programmes import coordinated
from alongside.actions.base import record
from alongside.actions.importing.checking import Tell
from alongside.actions.importing.files import opened, opened_once, readable
from alongside.actions.importing.running import gave_up, import_in_background
from alongside.actions.importing.uploading import choose_columns, remembered, upload
from alongside.data.models import ImportBatch, Person
from alongside.data.transitions import move
from alongside.engine.spreadsheets import (
    LeftOut,
    RowResult,
    check_stream,
    field_label,
    guess_mapping,
    problem_words,
)
from alongside.engine.spreadsheets.results import Totals
from alongside.reads import importing as reads


def check_file(
    data: bytes, file_name: str, *, slug: str, side: str, sheet: str = "", by: Person
) -> Noted:
    """What an import of the file would do, with every problem by its row; nothing is kept.

    Raises NotVisible and Refused.
    """
    programme = coordinated(by, slug)
    found = opened(data, file_name, sheet).sheet
    noted = Noted()
    with readable():
        mapping = guess_mapping(found.headers, found.samples(), remembered(programme))
        if mapping.missing:
            names = _(" and ").join(field_label(code, _) for code in mapping.missing)
            raise Refused(_("No column is taken for %(names)s.") % {"names": names})
        for row in check_stream(
            found, mapping, role_default=side, known_emails=reads.addresses_in(programme.pk)
        ):
            noted.take(row)
    return noted


class Noted:
    """What was seen of a file: ``totals``, and ``problems`` by row."""

    def __init__(self) -> None:
        self.totals = Totals()
        self.problems: list[dict[str, Any]] = []

    def take(self, row: RowResult | LeftOut) -> None:
        """One more row."""
        if isinstance(row, LeftOut):
            return
        self.totals.count(row)
        self.problems += [
            {
                "row": row.number,
                "field": problem.field,
                "severity": problem.severity,
                "code": problem.code,
                "words": problem_words(problem, _),
            }
            for problem in row.problems
        ]


@opened_once()
def import_file(
    data: bytes,
    file_name: str,
    *,
    slug: str,
    side: str,
    sheet: str = "",
    all_or_nothing: bool = False,
    by: Person,
    now: datetime,
    tell: Tell = lambda done, total, doing: None,
) -> tuple[ImportBatch, Noted]:
    """Upload, take the columns as guessed or remembered, and import here and now.

    The file is gone through once: what is wrong is told as it is found, and rows that can't come
    in wait to be mended on the pages. Raises NotVisible and Refused.
    """
    batch = upload(
        coordinated(by, slug),
        data=data,
        file_name=file_name,
        side=side,
        sheet=sheet,
        by=by,
        now=now,
    )
    choose_columns(batch, {}, side=side, all_or_nothing=all_or_nothing, by=by, now=now)
    noted = Noted()
    with transaction.atomic():
        move(batch, "checked", by=by, now=now)
        move(batch, "importing", by=by, now=now)
        record("import started", by=by, now=now, thing=batch, programme=batch.programme)
    try:
        import_in_background(
            str(batch.pk), by=by, now=now, tell=tell, stopped=lambda: False, seen=noted.take
        )
    except Refused as no:
        gave_up(str(batch.pk), no.message, now=now)
        raise
    batch.refresh_from_db()
    return batch, noted
