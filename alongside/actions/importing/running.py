"""The import itself: in chunks that each stand, or as one whole."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import Refused
from alongside.access import importing as access
from alongside.actions import base, participations
from alongside.actions import tasks as task_actions
from alongside.actions.importing.checking import Stopped, Tell, corrections, row_of, status_of
from alongside.actions.importing.files import bytes_of, check_is_quiet, opened, readable
from alongside.actions.participations import Upserted
from alongside.data.models import ImportBatch, ImportRow, Person, Task
from alongside.data.transitions import move
from alongside.engine.spreadsheets import LeftOut, RowResult, check_mended
from alongside.reads import importing as reads

CHUNK = 1_000


Seen = Callable[[RowResult | LeftOut], None]


class _StopAll(Exception):
    """Rolls back an import of all or nothing."""


def start(
    batch: ImportBatch,
    *,
    by: Person,
    now: datetime,
    all_or_nothing: bool | None = None,
    key: str = "",
) -> None:
    """Begin to import what was checked, or carry on with what was stopped.

    With ``all_or_nothing`` every row must be able to come in, and none does unless all do.
    Raises NotVisible and Refused.
    """  # fmt: skip
    access.check_can_carry_on(by, batch)

    def go() -> dict[str, Any]:
        check_is_quiet(batch)
        whole = batch.all_or_nothing if all_or_nothing is None else all_or_nothing
        if batch.state == "uploaded":
            raise Refused(_("The rows have not been looked at yet. Nothing was imported."))
        faulty = batch.summary.get("with_errors", 0)
        if whole and faulty:
            words = ngettext(
                "Nothing was imported: all or nothing was chosen, and %(n)s row can’t come in yet. "
                "Mend it, leave it out, or import the others without it.",
                "Nothing was imported: all or nothing was chosen, and %(n)s rows can’t come in "
                "yet. Mend them, leave them out, or import the others without them.",
                faulty,
            )
            raise Refused(words % {"n": faulty})
        if not batch.summary.get("new", 0) + batch.summary.get("known", 0):
            raise Refused(_("There is no row to import. Mend one, or upload another file."))
        with transaction.atomic():
            task = base.start_task(
                "import", by=by, now=now,
                programme=str(batch.programme_id), batch=str(batch.pk),
            )  # fmt: skip
            move(batch, "importing", by=by, now=now, task=task, all_or_nothing=whole)
            base.record("import started", by=by, now=now, thing=batch, programme=batch.programme)
        return {"batch": str(batch.pk)}

    base.once(key, by=by, now=now, do=go)


def stop(batch: ImportBatch, *, by: Person, now: datetime) -> None:
    """Ask the work on a file to end. What was saved stays, except with all or nothing."""
    access.check_can_carry_on(by, batch)
    if batch.task is None:
        raise Refused(_("There is nothing to stop."))
    with transaction.atomic():
        task_actions.stop(batch.task.pk, by=by, now=now)
        batch.task.refresh_from_db()
        if batch.task.state == "stopped" and batch.state == "importing":
            # It was still waiting, so no worker will say so.
            move(batch, "stopped", by=by, now=now)


def import_in_background(
    batch_id: str,
    *,
    by: Person | None,
    now: datetime,
    tell: Tell,
    stopped: Stopped,
    seen: Seen = lambda row: None,
) -> dict[str, Any]:
    """The work of the task. After a crash it goes on behind the last chunk that was saved.

    ``seen`` is shown every row that is gone through.
    """
    batch = (
        ImportBatch.objects.defer("file_bytes").select_related("programme", "task").get(pk=batch_id)
    )
    if batch.state != "importing":
        return dict(batch.summary.get("result", {}))
    if by is None:
        raise Refused(_("The account that started this is gone. Start it again."))
    access.check_can_carry_on(by, batch)
    run = _Run(batch, by, now, seen)
    try:
        if batch.all_or_nothing:
            _as_a_whole(run)
        else:
            run.through(tell, stopped)
    except _StopAll:
        stopped()
        run = _Run(batch, by, now, seen)
        run.result["was_stopped"] = True
    if run.result.get("was_stopped"):
        move(batch, "stopped", by=by, now=now, summary=run.summary())
        _note(run, "import stopped")
        return run.result
    with transaction.atomic():
        participations.link_wishes(batch.programme)
        ImportRow.objects.filter(batch=batch, status__in=("warning", "fine")).delete()
        move(
            batch, "imported", by=by, now=now,
            summary=run.summary(), file_bytes=None, finished_at=now,
        )  # fmt: skip
        _note(run, "import finished")
    return run.result


def _note(run: _Run, what: str) -> None:
    base.record(
        what, by=run.by, now=run.now, thing=run.batch, programme=run.batch.programme,
        **{name: run.result[name] for name in ("added", "updated", "unchanged", "left_out")},
    )  # fmt: skip


def _as_a_whole(run: _Run) -> None:
    """One transaction. Nothing is told meanwhile: it would be inside the same transaction."""
    task = run.batch.task

    def stopped() -> bool:
        if task and Task.objects.filter(pk=task.pk, stop_wanted=True).exists():
            raise _StopAll
        return False

    with transaction.atomic():
        run.through(lambda done, total, doing: None, stopped)
        stopped()


class _Run:
    """One going through the file. ``result`` counts rows; it is saved with every chunk."""

    def __init__(self, batch: ImportBatch, by: Person, now: datetime, seen: Seen) -> None:
        self.batch, self.by, self.now, self.seen = batch, by, now, seen
        before = {} if batch.all_or_nothing else batch.summary.get("result", {})
        self.result: dict[str, Any] = {
            "added": 0, "updated": 0, "unchanged": 0, "left_out": 0, "people": 0,
            **before,
            "last_row": before.get("last_row", 0), "was_stopped": False,
        }  # fmt: skip
        self.rows: list[RowResult] = []
        self.kept: list[ImportRow] = []

    def summary(self) -> dict[str, Any]:
        """What is kept of the batch."""
        return {**self.batch.summary, "result": self.result}

    def through(self, tell: Tell, stopped: Stopped) -> None:
        """Read, check and write all rows behind the last that was written."""
        batch = self.batch
        sheet = opened(bytes_of(batch), batch.file_name, batch.sheet_name).sheet
        mended, left = corrections(batch)
        total = batch.summary.get("counted", 0)
        begin = self.result["last_row"]
        done = 0
        tell(0, total, _("Opening the list"))
        if stopped():
            self.result["was_stopped"] = True
            return
        with readable():
            for result, cells in check_mended(
                sheet, reads.mapping_of(batch), mended, left, role_default=batch.side
            ):
                done += 1
                self.seen(result)
                if result.number <= begin:
                    continue
                status = status_of(result)
                if isinstance(result, RowResult) and result.can_import:
                    self.rows.append(result)
                elif status == "error":
                    if batch.all_or_nothing:
                        words = _("Row %(n)s can’t come in, so nobody was added.")
                        raise Refused(words % {"n": result.number})
                    changes = mended.get(result.number, {})
                    self.kept.append(row_of(batch, result, cells, status, changes))
                if len(self.rows) + len(self.kept) >= CHUNK:
                    self._save(result.number)
                    tell(min(done, total), total, _("Adding people"))
                    if stopped():
                        self.result["was_stopped"] = True
                        return
        if self.rows or self.kept:
            last = [*(row.number for row in self.rows), *(row.number for row in self.kept)]
            self._save(max(last))
        tell(total, total, _("Adding people"))

    @transaction.atomic
    def _save(self, last_row: int) -> None:
        counts = Upserted()
        if self.rows:
            counts = participations.upsert_from_rows(
                self.batch.programme, [row.values for row in self.rows], by=self.by, now=self.now
            )
        ImportRow.objects.bulk_create(
            self.kept, batch_size=200, update_conflicts=True,
            unique_fields=["batch", "number"],
            update_fields=["values", "mended", "problems", "status"],
        )  # fmt: skip
        result = self.result
        result["added"] += counts.rows_made
        result["updated"] += counts.rows_changed
        result["unchanged"] += len(self.rows) - counts.rows_made - counts.rows_changed
        result["people"] += counts.people_made
        result["left_out"] += len(self.kept)
        result["last_row"] = last_row
        ImportBatch.objects.filter(pk=self.batch.pk).update(summary=self.summary())
        self.rows, self.kept = [], []


def gave_up(batch_id: str, problem: str, *, now: datetime) -> None:
    """The task failed for good: what was saved stays, and the import can be started again."""
    batch = ImportBatch.objects.defer("file_bytes").filter(pk=uuid.UUID(batch_id)).first()
    if batch is not None and batch.state in ("importing", "uploaded", "checked"):
        summary = {**batch.summary, "problem": problem}
        move(batch, "failed", by=None, now=now, summary=summary)
