"""A list that was looked at, row by row: what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from alongside.access import importing as access
from alongside.data.models import ImportBatch, ImportRow, Person
from alongside.engine import reference
from alongside.engine.spreadsheets import (
    FIELDS,
    LEFT_OUT_WORDS,
    Mapping,
    Problem,
    field_label,
    problem_words,
)
from alongside.reads.importing.mappings import mapping_of, texts_of

A_PAGE = 50
_LISTS = {"topics", "topics_sought", "topics_offered", "languages"}
_ALLOWED = {
    "role": "role", "profession": "profession", "region": "region", "band": "band",
    "regulator": "regulator",
}  # fmt: skip
_LONGEST = {one.code: one.longest for one in FIELDS}


@dataclass(frozen=True)
class Fault:
    """One thing wrong, in words. ``use`` is the whole text to put there with one press."""

    is_error: bool
    words: str
    use: str
    suggestion: str
    field: str


@dataclass(frozen=True)
class Box:
    """A box to mend a field in. ``choices`` where only a few values make sense."""

    name: str
    id: str
    label: str
    value: str
    list_id: str
    choices: list[tuple[str, str]]
    mended: bool
    is_error: bool


@dataclass(frozen=True)
class RowLine:
    """One row of the file."""

    number: int
    status: str
    name: str
    email: str
    role: str
    about: str
    known: bool
    mended: bool
    faults: list[Fault] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


@dataclass(frozen=True)
class Tab:
    """A choice of the filter."""

    label: str
    code: str
    count: int


@dataclass(frozen=True)
class Preview:
    """The page of a checked file."""

    id: UUID
    slug: str
    programme: str
    file_name: str
    state: str
    rows: int
    new: int
    known: int
    with_errors: int
    with_warnings: int
    left: int
    skipped: int
    mentees: int
    mentors: int
    all_or_nothing: bool
    can_start: bool
    problem: str
    tab: str
    tabs: list[Tab]
    page: Page
    shown_of: int
    lists: list[tuple[str, list[str]]]


def preview(by: Person, slug: str, batch_id: UUID, *, tab: str = "", page: int = 1) -> Preview:
    """The rows of one import, fifty a page; ``tab`` is a status, "" for what needs a look most.

    Raises NotVisible.
    """
    batch = access.of(by, slug, batch_id)
    summary = batch.summary
    counts = summary.get("status", {})
    tabs = [
        Tab(_("To mend"), "error", counts.get("error", 0)),
        Tab(_("To know"), "warning", counts.get("warning", 0)),
        Tab(_("Left out by you"), "left", counts.get("left", 0)),
        Tab(_("Not a person"), "skipped", counts.get("skipped", 0)),
        Tab(_("Nothing to mend"), "fine", counts.get("fine", 0)),
    ]
    tabs = [one for one in tabs if one.count]
    if tab not in {one.code for one in tabs}:
        tab = tabs[0].code if tabs else ""
    mapping = mapping_of(batch)
    found = Paginator(batch.rows.filter(status=tab).order_by("number"), A_PAGE).get_page(page)
    lines = [_line(mapping, row) for row in found.object_list]
    found.object_list = lines  # type: ignore[assignment]
    used = {box.list_id for line in lines for box in line.boxes if box.list_id}
    return Preview(
        id=batch.pk,
        slug=slug,
        programme=batch.programme.name,
        file_name=batch.file_name,
        state=batch.state,
        rows=summary.get("rows", 0),
        new=summary.get("new", 0),
        known=summary.get("known", 0),
        with_errors=summary.get("with_errors", 0),
        with_warnings=summary.get("with_warnings", 0),
        left=counts.get("left", 0),
        skipped=counts.get("skipped", 0),
        mentees=summary.get("mentees", 0),
        mentors=summary.get("mentors", 0),
        all_or_nothing=batch.all_or_nothing,
        can_start=_can_start(batch),
        problem=summary.get("problem", "") if batch.state == "failed" else "",
        tab=tab,
        tabs=tabs,
        page=found,
        shown_of=next((one.count for one in tabs if one.code == tab), 0),
        lists=[(kind, _names(kind)) for kind in sorted(used)],
    )


def _can_start(batch: ImportBatch) -> bool:
    return batch.state in ("checked", "failed") and bool(
        batch.summary.get("new", 0) + batch.summary.get("known", 0)
    )


def _names(kind: str) -> list[str]:
    return [_(entry.name) for entry in reference.LISTS[kind]]


def _line(mapping: Mapping, row: ImportRow) -> RowLine:
    texts = texts_of(mapping, row)
    name = texts.get("full_name") or " ".join(
        filter(None, (texts.get("first_name", ""), texts.get("last_name", "")))
    )
    about = texts.get("profession", "")
    if row.status == "skipped":
        name, about = row.values.get("text", ""), _(LEFT_OUT_WORDS[row.values["reason"]])
    elif row.status == "left":
        about = _(LEFT_OUT_WORDS["chosen"])
    problems = [Problem(**kept) for kept in row.problems]
    return RowLine(
        number=row.number,
        status=row.status,
        name=name[:200],
        email=texts.get("email", "")[:254],
        role=texts.get("role", "")[:80],
        about=about[:200],
        known=bool(row.values.get("known")),
        mended=bool(row.mended),
        faults=[_fault(problem, texts) for problem in problems],
        boxes=_boxes(row, problems, texts),
    )


def _fault(problem: Problem, texts: dict[str, str]) -> Fault:
    use = problem.suggestion
    value = str(problem.params.get("value", ""))
    if use and problem.field in _LISTS and value in texts.get(problem.field, ""):
        # One of several in the cell: the others stay.
        use = texts[problem.field].replace(value, use)
    return Fault(
        problem.severity == "error", problem_words(_unsuggested(problem), _), use,
        problem.suggestion, problem.field,
    )  # fmt: skip


def _unsuggested(problem: Problem) -> Problem:
    """Without the question: the button asks it."""
    return Problem(problem.severity, problem.field, problem.code, problem.params)


def _boxes(row: ImportRow, problems: list[Problem], texts: dict[str, str]) -> list[Box]:
    wrong: dict[str, bool] = {}
    for problem in problems:
        wrong[problem.field] = wrong.get(problem.field, False) or problem.severity == "error"
    for name in row.mended:
        wrong.setdefault(name, False)
    boxes = []
    for name, is_error in wrong.items():
        kind = _ALLOWED.get(name, "")
        boxes.append(
            Box(
                name=f"r{row.number}-{name}",
                id=f"r{row.number}-{name}",
                label=field_label(name, _),
                value=texts.get(name, "")[: _LONGEST[name] + 800],
                list_id=kind if kind and kind != "role" else "",
                choices=_roles() if name == "role" else [],
                mended=name in row.mended,
                is_error=is_error,
            )
        )
    return boxes


def _roles() -> list[tuple[str, str]]:
    return [("mentee", _("Mentee")), ("mentor", _("Mentor")), ("both", _("Both"))]


def row_as_exported(mapping: Mapping, width: int, row: ImportRow) -> tuple[list[Any], list[str]]:
    """The cells of a row with what was mended in place, and what is still wrong in words."""
    cells: list[Any] = [*row.values.get("cells", [])]
    cells += [""] * (width - len(cells))
    for name, text in row.mended.items():
        places = mapping.indexes(name)
        for place in places:
            cells[place] = ""
        if places:
            cells[places[0]] = text
    return cells[:width], [problem_words(Problem(**kept), _) for kept in row.problems]
