"""Every row looked at, and single ones put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import importing as access
from alongside.actions import base
from alongside.actions.importing.files import bytes_of, check_is_changeable, opened, readable
from alongside.data.models import ImportBatch, ImportRow, Person
from alongside.data.transitions import move
from alongside.engine.spreadsheets import (
    FIELDS,
    LeftOut,
    RowResult,
    as_text,
    check_mended,
)
from alongside.engine.spreadsheets.results import Totals
from alongside.reads import importing as reads

#: Up to so many rows are looked at while the page waits; more are a task.
AT_ONCE = 3_000
BYTES_AT_ONCE = 1_500_000
#: Of each sort so many rows are kept to be shown: with more, a column is meant wrongly.
SHOWN = 5_000
FIRST = 50
EVERY = 1_000

Tell = Callable[[int, int, str], None]
Stopped = Callable[[], bool]


@dataclass
class Found:
    """What a look through the file gave."""

    totals: Totals = field(default_factory=Totals)
    counts: dict[str, int] = field(default_factory=dict)
    rows: list[ImportRow] = field(default_factory=list)


class _TooMany(Exception):
    """More rows than a page should wait for."""


def check(batch: ImportBatch, *, by: Person, now: datetime) -> bool:
    """Look at every row: at once where the list is short, else in the background.

    True when it is done already. Raises Refused when the file can't be read to its end.
    """
    access.check_can_carry_on(by, batch)
    check_is_changeable(batch)
    data = bytes_of(batch)
    if len(data) <= BYTES_AT_ONCE and batch.summary.get("counted", 0) <= AT_ONCE:
        _write(batch, look(batch, data), by=by, now=now)
        return True
    with transaction.atomic():
        batch.task = base.start_task(
            "check import", by=by, now=now, programme=str(batch.programme_id), batch=str(batch.pk)
        )
        batch.save(update_fields=["task"])
    return False


def check_in_background(
    batch_id: str, *, by: Person | None, now: datetime, tell: Tell, stopped: Stopped
) -> dict[str, Any]:
    """The work of the task; a stop leaves the import as it was before."""
    batch = ImportBatch.objects.defer("file_bytes").select_related("programme").get(pk=batch_id)
    if by is None or batch.state not in ("uploaded", "checked", "failed"):
        return {}
    access.check_can_carry_on(by, batch)
    found = look(batch, bytes_of(batch), tell=tell, stopped=stopped)
    if found is not None:
        _write(batch, found, by=by, now=now)
    return {}


def corrections(batch: ImportBatch) -> tuple[dict[int, dict[str, str]], set[int]]:
    """What was mended, by row and field, and the rows taken out."""
    rows = list(batch.rows.values_list("number", "mended", "status"))
    return (
        {number: mended for number, mended, _status in rows if mended},
        {number for number, _mended, status in rows if status == "left"},
    )


def look(
    batch: ImportBatch,
    data: bytes,
    *,
    tell: Tell = lambda done, total, doing: None,
    stopped: Stopped = lambda: False,
) -> Found | None:
    """Go through the file with the corrections in place; None when stopped on the way."""
    sheet = opened(data, batch.file_name, batch.sheet_name).sheet
    mended, left = corrections(batch)
    total = batch.summary.get("counted", 0)
    found = Found()
    seen = 0
    with readable():
        for result, cells in check_mended(
            sheet, reads.mapping_of(batch), mended, left,
            role_default=batch.side, known_emails=reads.addresses_in(batch.programme_id),
        ):  # fmt: skip
            seen += 1
            if seen % EVERY == 0:
                tell(min(seen, total), total, _("Looking at each row"))
                if stopped():
                    return None
            _take(found, batch, result, cells, mended)
    return found


def _take(
    found: Found,
    batch: ImportBatch,
    result: RowResult | LeftOut,
    cells: list[Any],
    mended: Mapping[int, dict[str, str]],
) -> None:
    status = status_of(result)
    if isinstance(result, RowResult):
        found.totals.count(result)
    number = found.counts[status] = found.counts.get(status, 0) + 1
    changes = mended.get(result.number, {})
    if changes or status == "left" or number <= (FIRST if status == "fine" else SHOWN):
        found.rows.append(row_of(batch, result, cells, status, changes))


def status_of(result: RowResult | LeftOut) -> str:
    """What is to be said of a row: one of ImportRow.STATUSES."""
    if isinstance(result, LeftOut):
        return "left" if result.reason == "chosen" else "skipped"
    if not result.can_import:
        return "error"
    return "warning" if result.problems else "fine"


def row_of(
    batch: ImportBatch,
    result: RowResult | LeftOut,
    cells: list[Any],
    status: str,
    mended: Mapping[str, str],
) -> ImportRow:
    """The row that keeps what the file said and what is wrong with it."""
    values: dict[str, Any] = {"cells": [as_text(cell)[:1000] for cell in cells]}
    problems: list[dict[str, Any]] = []
    if isinstance(result, LeftOut):
        values["reason"] = result.reason
        if status == "skipped":
            values["text"] = result.text
    else:
        values["known"] = result.known
        problems = [asdict(problem) for problem in result.problems]
    return ImportRow(
        batch=batch, number=result.number, values=values, problems=problems, status=status,
        mended=dict(mended),
    )  # fmt: skip


@transaction.atomic
def _write(batch: ImportBatch, found: Found | None, *, by: Person, now: datetime) -> None:
    if found is None:
        return
    ImportRow.objects.filter(batch=batch).delete()
    ImportRow.objects.bulk_create(found.rows, batch_size=200)
    summary = {
        "counted": batch.summary.get("counted", 0), **asdict(found.totals), "status": found.counts,
    }  # fmt: skip
    move(batch, "checked", by=by, now=now, summary=summary)
    base.record(
        "import checked", by=by, now=now, thing=batch, programme=batch.programme,
        rows=found.totals.rows, with_errors=found.totals.with_errors,
    )  # fmt: skip


def mend(
    batch: ImportBatch,
    mended: Mapping[int, Mapping[str, str]],
    *,
    leave_out: Set[int] = frozenset(),
    take_back: Set[int] = frozenset(),
    by: Person,
    now: datetime,
) -> bool:
    """Correct fields of rows (by number and field), leave rows out, take them back; check again.

    Only rows that were shown can be mended; a text that stands there already changes nothing.
    True when the new look is done already.
    """
    access.check_can_carry_on(by, batch)
    check_is_changeable(batch)
    known = {one.code: one.longest for one in FIELDS}
    wanted = {*mended, *leave_out, *take_back}
    with transaction.atomic():
        changed = []
        mapping = reads.mapping_of(batch)
        for row in ImportRow.objects.filter(batch=batch, number__in=wanted):
            before = reads.texts_of(mapping, row)
            new = {
                code: text.strip()[: known[code] + 1]
                for code, text in mended.get(row.number, {}).items()
                if code in known and code != "ignore" and text.strip() != before.get(code, "")
            }
            row.mended = {**row.mended, **new}
            if row.number in leave_out:
                row.status = "left"
            elif row.number in take_back and row.status == "left":
                row.status = "fine"
            changed.append(row)
        ImportRow.objects.bulk_update(changed, ["mended", "status"], batch_size=100)
        base.record(
            "import mended", by=by, now=now, thing=batch, programme=batch.programme,
            rows=len(changed),
        )  # fmt: skip
    return check(batch, by=by, now=now)
