"""From a file to columns that mean something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import Refused
from alongside.access import importing as access
from alongside.access.programmes import check_can_coordinate
from alongside.actions import base
from alongside.actions.importing.files import (
    OPEN,
    bytes_of,
    check_is_changeable,
    check_is_quiet,
    opened,
    readable,
)
from alongside.data.models import ColumnMemory, ImportBatch, ImportRow, Person, Programme
from alongside.data.transitions import move
from alongside.engine.spreadsheets import FIELDS, Workbook, field_label, guess_mapping
from alongside.reads import importing as reads

KEPT = timedelta(days=30)
SIDES = ("mentee", "mentor")


def upload(
    programme: Programme,
    *,
    data: bytes,
    file_name: str,
    side: str = "",
    sheet: str = "",
    replaces: ImportBatch | None = None,
    key: str = "",
    by: Person,
    now: datetime,
) -> ImportBatch:
    """Keep a file and guess what its columns hold; the same ``key`` gives the same import.

    A file that ``replaces`` an earlier one takes over its choices, and the earlier is thrown
    away. Without a ``side``, its headings and titles say whom it lists. Raises NotVisible, and
    Refused (field "file") for what is no list of people.
    """
    check_can_coordinate(by, programme)
    if programme.state == "ended":
        raise Refused(_("This programme has ended, so nobody can be added. Nothing was kept."))
    if replaces is not None:
        access.check_can_carry_on(by, replaces)
        side = replaces.side
    workbook = opened(data, file_name, sheet)
    with readable():
        counted = sum(1 for _row in workbook.sheet.rows())

    def keep() -> dict[str, str]:
        batch = ImportBatch(
            programme=programme, by=by, file_name=file_name[-255:], file_bytes=data,
            uploaded_at=now,
            all_or_nothing=replaces.all_or_nothing if replaces else False,
        )  # fmt: skip
        _understand(batch, workbook, counted, remembered(programme, replaces), side)
        batch.save(force_insert=True)
        if replaces is not None and replaces.state in OPEN:
            throw_away(replaces, by=by, now=now)
        base.record(
            "import uploaded", by=by, now=now, thing=batch, programme=programme,
            rows=batch.summary["counted"], columns=len(batch.headers),
        )  # fmt: skip
        return {"batch": str(batch.pk)}

    answer = base.once(key, by=by, now=now, do=keep)
    return access.of(by, programme.slug, answer["batch"])


def remembered(programme: Programme, replaces: ImportBatch | None = None) -> dict[str, str]:
    """What headings meant before in this programme, and in the file that is replaced."""
    kept = dict(ColumnMemory.objects.filter(programme=programme).values_list("header", "field"))
    return {**kept, **reads.mapping_of(replaces).to_remember()} if replaces else kept


def _understand(
    batch: ImportBatch,
    workbook: Workbook,
    counted: int,
    kept: Mapping[str, str],
    side: str = "",
) -> None:
    sheet = workbook.sheet
    mapping = guess_mapping(sheet.headers, sheet.samples(), kept)
    batch.sheet_name = sheet.name[:255] if workbook.kind != "text" else ""
    batch.headers = [header[:500] for header in sheet.headers]
    batch.side = side or _listed(mapping.fields, f"{sheet.name} {sheet.title}".lower())
    batch.mapping = {
        "columns": reads.as_json(mapping),
        "sheets": list(workbook.sheet_names) if workbook.kind != "text" else [],
        "header_row": sheet.header_row,
        "title": sheet.title,
    }
    batch.summary = {"counted": counted}


def _listed(fields: Set[str], titles: str) -> str:
    """Whom a list is of: a mentor's columns say so, or a title that names mentors alone."""
    if "topics_sought" in fields:
        return "mentee"
    named = re.search(r"\bmentors?\b", titles) and not re.search(r"\bmentees?\b", titles)
    return "mentor" if named or fields & {"topics_offered", "capacity"} else "mentee"


def choose_sheet(batch: ImportBatch, sheet: str, *, by: Person, now: datetime) -> None:
    """Take another sheet of the same file; what was mended belonged to the other one."""
    access.check_can_carry_on(by, batch)
    check_is_changeable(batch)
    workbook = opened(bytes_of(batch), batch.file_name, sheet)
    with readable():
        counted = sum(1 for _row in workbook.sheet.rows())
    with transaction.atomic():
        _understand(batch, workbook, counted, remembered(batch.programme))
        batch.save(update_fields=["sheet_name", "headers", "mapping", "summary", "side"])
        ImportRow.objects.filter(batch=batch).delete()
        base.record("import sheet chosen", by=by, now=now, thing=batch, programme=batch.programme)


def choose_columns(
    batch: ImportBatch,
    choices: Mapping[int, str],
    *,
    side: str,
    all_or_nothing: bool,
    by: Person,
    now: datetime,
) -> None:
    """Say what the columns hold (index to field) and remember it for the programme.

    ``side`` stands where no column says it. Raises Refused where nothing says who somebody is,
    or two columns are to hold what only one can. Call ``check`` next.
    """
    access.check_can_carry_on(by, batch)
    check_is_changeable(batch)
    if side not in SIDES:
        raise Refused(_("Choose mentees or mentors."), field="side")
    before = reads.mapping_of(batch)
    held = {column.index: column.field for column in before.columns}
    wanted = {**held, **{index: field for index, field in choices.items() if index in held}}
    for field in FIELDS:
        if not field.several and list(wanted.values()).count(field.code) > 1:
            words = _("Two columns are taken for “%(field)s”. Choose the right one.")
            raise Refused(words % {"field": field_label(field.code, _)})
    mapping = before.changed(
        {index: field for index, field in wanted.items() if field != held[index]}
    )
    if mapping.missing:
        names = _(" and ").join(field_label(code, _) for code in mapping.missing)
        words = _("No column is taken for %(names)s yet. Choose the one that holds it.")
        raise Refused(words % {"names": names})
    with transaction.atomic():
        batch.mapping = {**batch.mapping, "columns": reads.as_json(mapping)}
        batch.side, batch.all_or_nothing = side, all_or_nothing
        batch.save(update_fields=["mapping", "side", "all_or_nothing"])
        ColumnMemory.objects.bulk_create(
            [
                ColumnMemory(programme=batch.programme, header=header, field=field)
                for header, field in mapping.to_remember().items()
                if len(header) <= 255
            ],
            update_conflicts=True, unique_fields=["programme", "header"], update_fields=["field"],
        )  # fmt: skip
        base.record(
            "import columns chosen", by=by, now=now, thing=batch, programme=batch.programme,
            fields=sorted(mapping.fields),
        )  # fmt: skip


def throw_away(batch: ImportBatch, *, by: Person, now: datetime) -> None:
    """Forget a file that is not wanted; people who came in from it before stay."""
    access.check_can_carry_on(by, batch)
    check_is_quiet(batch)
    with transaction.atomic():
        move(batch, "thrown_away", by=by, now=now, file_bytes=None, finished_at=now)
        ImportRow.objects.filter(batch=batch).delete()
        base.record("import thrown away", by=by, now=now, thing=batch, programme=batch.programme)


def forget_old(*, now: datetime) -> int:
    """Delete uploads of more than thirty days ago, as retention.yaml says; how many."""
    old = ImportBatch.objects.filter(uploaded_at__lt=now - KEPT).exclude(state="importing")
    found = old.count()
    old.delete()
    return found
