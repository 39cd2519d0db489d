"""The file of an import, opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.data.models import ImportBatch
from alongside.engine.spreadsheets import CannotRead, Workbook, read

#: States in which the file is there: it may be imported or thrown away.
OPEN = ("uploaded", "checked", "stopped", "failed")
#: States in which what it means may still be changed.
CHANGEABLE = ("uploaded", "checked", "failed")


_read_before: ContextVar[dict[bytes, Workbook] | None] = ContextVar("read", default=None)


def opened(data: bytes, file_name: str, sheet: str = "") -> Workbook:
    """Read a file; Refused, with words for whoever chose it, when it can't be."""
    before = _read_before.get()
    key = sha256(data).digest() if before is not None else b""
    if before and key in before and sheet in ("", before[key].sheet.name):
        return before[key]
    with readable():
        workbook = read(data, file_name, sheet=sheet or None)
    if before is not None:
        before[key] = workbook
    return workbook


@contextmanager
def opened_once() -> Iterator[None]:
    """Within it a file is read a single time: for an import from the upload to the end at once.

    Elsewhere the steps are minutes and processes apart, and a long list is not kept in memory.
    """
    token = _read_before.set({})
    try:
        yield
    finally:
        _read_before.reset(token)


@contextmanager
def readable() -> Iterator[None]:
    """Around whatever goes through a file: what can't be read is Refused in words."""
    try:
        yield
    except CannotRead as no:
        raise Refused(no.words(_), field="file") from no


def bytes_of(batch: ImportBatch) -> bytes:
    """The bytes of a batch's file; Refused once they are gone."""
    data = ImportBatch.objects.filter(pk=batch.pk).values_list("file_bytes", flat=True).first()
    if data is None:
        raise Refused(_("This file is no longer kept. Upload it again to carry on."))
    return bytes(data)


def check_is_quiet(batch: ImportBatch) -> None:
    """Raise Refused while a worker is busy with the batch, or once it is over."""
    task = batch.task
    if batch.state == "importing" or (task and task.state in ("waiting", "running")):
        raise Refused(_("This file is being worked on. Wait for it, or stop it first."))
    if batch.state not in OPEN:
        raise Refused(_("This import is over. Nothing was changed. Upload the file again."))


def check_is_changeable(batch: ImportBatch) -> None:
    """Raise Refused once some of the file has been imported, or while it is worked on."""
    check_is_quiet(batch)
    if batch.state not in CHANGEABLE:
        words = _(
            "Part of this file is in already. Nothing was changed. Carry on, or upload it again."
        )
        raise Refused(words)
