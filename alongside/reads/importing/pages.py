"""The pages of an import before and after its rows are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access import NotVisible
from alongside.access import importing as access
from alongside.access.programmes import coordinated
from alongside.data.models import (
    ColumnMemory,
    ImportBatch,
    Invitation,
    Participation,
    Person,
    Programme,
    Task,
)
from alongside.engine.spreadsheets import FIELD_CHOICES, Column
from alongside.reads.importing.mappings import mapping_of
from alongside.reads.importing.preview import row_as_exported

BEFORE_A_PAGE = 20


@dataclass(frozen=True)
class Earlier:
    """An import in the list of those before."""

    id: UUID
    file_name: str
    at: datetime
    by: str
    state: str
    state_words: str
    tag: str
    words: str
    has_page: bool


@dataclass(frozen=True)
class StartPage:
    """Where a file is uploaded."""

    slug: str
    programme: str
    kind: str
    remembered: int
    ended: bool
    earlier: Page


def start(by: Person, slug: str, *, page: int = 1) -> StartPage:
    """The first page, with the imports before. Raises NotVisible."""
    programme = coordinated(by, slug)
    rows = access.visible_to(by).filter(programme=programme).order_by("-uploaded_at", "id")
    found = Paginator(rows, BEFORE_A_PAGE).get_page(page)
    found.object_list = [_earlier(row) for row in found.object_list]  # type: ignore[misc]
    return StartPage(
        slug=slug,
        programme=programme.name,
        kind=programme.kind,
        remembered=ColumnMemory.objects.filter(programme=programme).exclude(field="ignore").count(),
        ended=programme.state == "ended",
        earlier=found,
    )


def _earlier(batch: ImportBatch) -> Earlier:
    busy = batch.task is not None and batch.task.state in ("waiting", "running")
    words, tag = {
        "uploaded": (_("Columns to look at"), "amber"),
        "checked": (_("Ready to import"), "amber"),
        "importing": (_("Being imported"), "plain"),
        "imported": (_("Imported"), "leaf"),
        "stopped": (_("Stopped on the way"), "amber"),
        "failed": (_("Did not finish"), "rose"),
        "thrown_away": (_("Thrown away"), "plain"),
    }[batch.state]
    if busy and batch.state != "importing":
        words, tag = _("Being looked at"), "plain"
    return Earlier(
        id=batch.pk,
        file_name=batch.file_name,
        at=batch.uploaded_at,
        by=batch.by.full_name if batch.by else "",
        state=batch.state,
        state_words=words,
        tag=tag,
        words=_came_of_it(batch),
        has_page=batch.state != "thrown_away",
    )


def _came_of_it(batch: ImportBatch) -> str:
    done = batch.summary.get("result")
    if done:
        words = _("%(added)s added, %(updated)s updated, %(left)s left out")
        return words % {
            "added": done["added"], "updated": done["updated"], "left": done["left_out"],
        }  # fmt: skip
    rows = batch.summary.get("counted", 0)
    return ngettext("%(n)s row", "%(n)s rows", rows) % {"n": rows}


@dataclass(frozen=True)
class ColumnLine:
    """One column: what it is taken for, how sure that is and why."""

    index: int
    letter: str
    header: str
    field: str
    sure: str
    sure_words: str
    why: str
    examples: list[str]


@dataclass(frozen=True)
class ColumnsPage:
    """The mapping."""

    id: UUID
    slug: str
    programme: str
    file_name: str
    sheet: str
    sheets: list[str]
    counted: int
    header_row: int
    title: str
    side: str
    all_or_nothing: bool
    columns: list[ColumnLine]
    unsure: int
    has_role: bool
    checked: bool
    choices: list[tuple[str, str]]


def columns(by: Person, slug: str, batch_id: UUID) -> ColumnsPage:
    """The columns of one import. Raises NotVisible."""
    batch = access.of(by, slug, batch_id)
    mapping = mapping_of(batch)
    lines = [_column(column) for column in mapping.columns]
    return ColumnsPage(
        id=batch.pk,
        slug=slug,
        programme=batch.programme.name,
        file_name=batch.file_name,
        sheet=batch.sheet_name,
        sheets=batch.mapping.get("sheets", []),
        counted=batch.summary.get("counted", 0),
        header_row=batch.mapping.get("header_row", 1),
        title=batch.mapping.get("title", ""),
        side=batch.side,
        all_or_nothing=batch.all_or_nothing,
        columns=lines,
        unsure=sum(line.sure == "unsure" for line in lines),
        has_role="role" in mapping.fields,
        checked=batch.state != "uploaded",
        choices=[(code, _(label)) for code, label in FIELD_CHOICES],
    )


def _column(column: Column) -> ColumnLine:
    if column.reason in ("chosen", "remembered"):
        sure, words = "sure", column.why(_)
    elif column.field == "ignore" and (column.reason in ("unknown", "taken") or not column.is_sure):
        sure, words = "unsure", _("Not used. Look at this one")
    elif column.is_sure:
        sure, words = "sure", _("Sure")
    else:
        sure, words = "unsure", _("Fairly sure. Look at this one")
    return ColumnLine(
        index=column.index,
        letter=_letter(column.index),
        header=column.header,
        field=column.field,
        sure=sure,
        sure_words=words,
        why=""
        if words == column.why(_) or column.reason == "heading_like" and column.field == "ignore"
        else column.why(_),
        examples=list(column.examples),
    )


def _letter(index: int) -> str:
    """What spreadsheet programs call a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Working:
    """A task on the way."""

    id: UUID
    slug: str
    programme: str
    file_name: str
    title: str
    state: str
    done: int
    of: int
    words: str
    importing: bool
    all_or_nothing: bool


def where(by: Person, slug: str, batch_id: UUID) -> str:
    """Which page an import is at: columns, working, preview, result or start.

    Raises NotVisible.
    """
    batch = access.of(by, slug, batch_id)
    if batch.state == "importing" or _is_live(batch.task):
        return "working"
    if batch.state == "failed":
        return "result" if batch.summary.get("result") else "preview"
    return {
        "uploaded": "columns", "checked": "preview", "imported": "result", "stopped": "result",
    }.get(batch.state, "start")  # fmt: skip


def _is_live(task: Task | None) -> bool:
    return task is not None and task.state in ("waiting", "running")


def working(by: Person, slug: str, batch_id: UUID) -> Working:
    """How far a worker is. Raises NotVisible."""
    batch = access.of(by, slug, batch_id)
    importing = batch.state == "importing"
    return Working(
        id=batch.pk,
        slug=slug,
        programme=batch.programme.name,
        file_name=batch.file_name,
        title=_("Adding people") if importing else _("Looking at each row"),
        importing=importing,
        all_or_nothing=batch.all_or_nothing,
        **_progress(batch.task, importing and batch.all_or_nothing),
    )


def _progress(task: Task | None, whole: bool) -> dict[str, Any]:
    if task is None or task.state == "waiting":
        words = _("Waiting for its turn. You can leave this page and come back.")
        return {"state": "running", "done": 0, "of": 0, "words": words}
    of = 0 if whole or not task.total else task.total
    if whole:
        words = _("Writing everything in one go. Nobody appears before all are in.")
    elif of:
        words = _("%(done)s of %(all)s rows. You can leave this page and come back.") % {
            "done": f"{task.done:,}", "all": f"{task.total:,}",
        }  # fmt: skip
    else:
        words = task.doing or _("Opening the list")
    if task.stop_wanted:
        words = _("Stopping …")
    return {"state": "running", "done": task.done, "of": of, "words": words}


@dataclass(frozen=True)
class Result:
    """What came of an import. ``uninvited`` people of the programme's lists have had no mail."""

    id: UUID
    slug: str
    programme: str
    file_name: str
    state: str
    finished_at: datetime | None
    added: int
    updated: int
    unchanged: int
    left_out: int
    left_by_you: int
    skipped: int
    last_row: int
    problem: str
    all_or_nothing: bool
    can_carry_on: bool
    uninvited: int
    welcoming: bool
    reasons: list[tuple[str, int]]


def result(by: Person, slug: str, batch_id: UUID) -> Result:
    """The page after the import. Raises NotVisible."""
    batch = access.of(by, slug, batch_id)
    done = batch.summary.get("result", {})
    counts = batch.summary.get("status", {})
    live = Task.objects.filter(
        kind="welcome", params__programme=str(batch.programme_id), state__in=("waiting", "running")
    )
    return Result(
        id=batch.pk,
        slug=slug,
        programme=batch.programme.name,
        file_name=batch.file_name,
        state=batch.state,
        finished_at=batch.finished_at,
        added=done.get("added", 0),
        updated=done.get("updated", 0),
        unchanged=done.get("unchanged", 0),
        left_out=done.get("left_out", 0),
        left_by_you=counts.get("left", 0),
        skipped=counts.get("skipped", 0),
        last_row=done.get("last_row", 0),
        problem=batch.summary.get("problem", "") if batch.state == "failed" else "",
        all_or_nothing=batch.all_or_nothing,
        can_carry_on=batch.state in ("stopped", "failed"),
        uninvited=uninvited(batch.programme).count(),
        welcoming=live.exists(),
        reasons=_reasons(batch),
    )


def _reasons(batch: ImportBatch) -> list[tuple[str, int]]:
    """Each row that was left out because of what stands in it: its number and why, the first 50."""
    rows = batch.rows.filter(status="error").order_by("number")[:50]
    mapping = mapping_of(batch)
    found = []
    for row in rows:
        _cells, words = row_as_exported(mapping, len(batch.headers), row)
        found.append((" ".join(words), row.number))
    return found


def uninvited(programme: Programme) -> QuerySet[Participation]:
    """Places that came by a list, of people without an account whom nobody invited here yet.

    Who is on both sides stands here once.
    """
    invited = Invitation.objects.filter(programme=programme, email=OuterRef("person__email"))
    as_mentee = Participation.objects.filter(
        programme=programme, person=OuterRef("person"), side="mentee", state="ready"
    )
    places = Participation.objects.filter(
        programme=programme, came_by="spreadsheet", state="ready",
        person__joined_at__isnull=True, person__is_active=True,
    )  # fmt: skip
    return (
        places.exclude(Exists(invited))
        .exclude(Exists(as_mentee), side="mentor")
        .order_by("applied_at", "id")
    )


def left_out_table(by: Person, slug: str, batch_id: UUID) -> tuple[list[str], Iterator[list[Any]]]:
    """The rows that did not come in, as they were, with what is wrong in a last column."""
    batch = access.of(by, slug, batch_id)
    if batch.state == "thrown_away":
        raise NotVisible
    mapping = mapping_of(batch)
    width = len(batch.headers)

    def rows() -> Iterator[list[Any]]:
        for row in batch.rows.filter(status__in=("error", "left")).iterator(chunk_size=500):
            cells, words = row_as_exported(mapping, width, row)
            yield [*cells, "\n".join(words)]

    return [*batch.headers, _("What to mend")], rows()
