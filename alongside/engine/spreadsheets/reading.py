"""From the bytes of a file to a sheet of rows, numbered as the person sees them."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final, TypeAlias

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from alongside.engine.spreadsheets import textfiles
from alongside.engine.spreadsheets.fields import guess_field
from alongside.engine.spreadsheets.guarding import Examined, examine
from alongside.engine.spreadsheets.layout import LeftOut, find_header, headings, reason_to_skip
from alongside.engine.spreadsheets.ole import Extent
from alongside.engine.spreadsheets.refusals import CannotRead

MAX_ROWS: Final = 100_000
MAX_CELLS: Final = 4_000_000
PEEK: Final = 60
_SAMPLES: Final = 200

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of people: ``number`` is what the spreadsheet program shows beside it."""

    number: int
    cells: list[Cell]


@dataclass(slots=True)
class Sheet:
    """One sheet, ready to be gone through any number of times.

    ``headers`` are the headings of its columns, ``header_row`` the number of the row they
    stand in (1 for the first), ``title`` what stood above them.
    """

    name: str
    headers: list[str]
    header_row: int
    title: str
    _source: _Source

    def rows(self, fill: Iterable[int] = ()) -> Iterator[Row | LeftOut]:
        """The rows under the headings, one at a time.

        Rows that are no person (blank, totals, notes, repeated headings) come as LeftOut, blank
        ones not at all. ``fill`` names the columns in which a cell merged over several rows
        gives its value to each of them.
        """
        filler = _FillDown(self._source.merges, set(fill))
        for index, cells in enumerate(self._source.rows()):
            if index < self.header_row:
                continue
            number = index + 1
            filler.apply(cells, index)
            cells = cells[: len(self.headers)]
            if all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in cells):
                continue
            reason = reason_to_skip(cells, self.headers)
            if reason:
                text = " ".join(as_text(cell) for cell in cells if cell != "")[:200]
                yield LeftOut(number, reason, text)
            else:
                yield Row(number, cells)

    def samples(self) -> list[list[str]]:
        """Up to 200 filled values of each column, as text, from the rows furthest up."""
        columns: list[list[str]] = [[] for _ in self.headers]
        rows = (row for row in self.rows() if isinstance(row, Row))
        for row in islice(rows, _SAMPLES):
            for column, cell in zip(columns, row.cells, strict=False):
                text = as_text(cell)
                if text:
                    column.append(text[:300])
        return columns


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds: the sheet that looks like people, and the names of all of them."""

    sheet: Sheet
    sheet_names: tuple[str, ...]
    kind: str

    @property
    def other_sheets(self) -> tuple[str, ...]:
        """The sheets that were not chosen."""
        return tuple(name for name in self.sheet_names if name != self.sheet.name)


@dataclass(slots=True)
class _Source:
    """Where the rows of one sheet come from."""

    merges: list[Merge] = field(default_factory=list)

    def rows(self) -> Iterator[list[Cell]]:
        raise NotImplementedError


@dataclass(slots=True)
class _TextSource(_Source):
    data: bytes = b""
    filename: str = ""
    max_rows: int = MAX_ROWS
    max_cells: int = MAX_CELLS

    def rows(self) -> Iterator[list[Cell]]:
        for row in textfiles.rows_of(self.data, self.filename, self.max_rows, self.max_cells):
            yield list(row)


@dataclass(slots=True)
class _SheetSource(_Source):
    sheet: CalamineSheet | None = None
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def rows(self) -> Iterator[list[Cell]]:
        if self.sheet is None or self.sheet.start is None:
            return
        offset: list[Cell] = [""] * self.sheet.start[1]
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in self.errors.items():
            by_row.setdefault(row, []).append((column, text))
        for index, cells in enumerate(self.sheet.iter_rows()):
            full: list[Cell] = offset + list(cells) if offset else list(cells)
            for column, text in by_row.get(index, ()):
                full += [""] * (column + 1 - len(full))
                if full[column] == "":
                    full[column] = text
            yield full


class _FillDown:
    """Gives each cell of a merge over several rows the value of its first."""

    def __init__(self, merges: Sequence[Merge], columns: set[int]) -> None:
        self._pending: dict[int, list[tuple[int, int]]] = {}
        self._values: dict[int, Cell] = {}
        for (top, left), (bottom, right) in sorted(merges, reverse=True):
            if left in columns and left == right and bottom > top:
                self._pending.setdefault(left, []).append((top, bottom))

    def apply(self, cells: list[Cell], index: int) -> None:
        """Fill ``cells``, the row ``index`` from 0; rows must come in order."""
        for column, spans in self._pending.items():
            while spans and spans[-1][1] < index:
                spans.pop()
            if not spans or column >= len(cells):
                continue
            top = spans[-1][0]
            if top == index:
                self._values[column] = cells[column]
            elif top < index and cells[column] == "":
                cells[column] = self._values.get(column, "")


def as_text(cell: Cell) -> str:
    """What a person reads in ``cell``: whole numbers without ".0", dates as 2026-11-03."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    return str(cell)


def read(
    data: bytes,
    filename: str,
    *,
    max_rows: int = MAX_ROWS,
    max_cells: int = MAX_CELLS,
    sheet: str | None = None,
) -> Workbook:
    """Read an XLSX, XLS, ODS, CSV or TSV file from its bytes.

    What the file is is told from its content; ``filename`` only settles ties and stands in
    messages. Of several sheets the one that looks most like a list of people is taken, unless
    ``sheet`` names one. Raises CannotRead, with words to show, for anything that is no such
    list, that is damaged, or that would not fit into ``max_rows`` rows or ``max_cells`` cells.
    """
    examined = examine(data)
    if examined.kind == "text":
        if textfiles.looks_binary(data):
            raise CannotRead("unknown_type")
        found = _with_headings(filename, _TextSource([], data, filename, max_rows, max_cells))
        if found is None:
            raise CannotRead("no_rows")
        return Workbook(found, (filename,), "text")
    for extent in examined.extents.values():
        # An OpenDocument file is laid out as a whole when it is opened.
        if examined.kind == "ods":
            _check_extent(extent, filename, max_rows, max_cells)
    try:
        return _read_workbook(data, examined, max_rows, max_cells, sheet)
    except CalamineError as error:
        raise CannotRead("damaged") from error


def _check_extent(extent: Extent, name: str, max_rows: int, max_cells: int) -> None:
    if (extent.last_row + 1) * (extent.last_column + 1) > max_cells:
        if extent.last_row >= max_rows:
            raise CannotRead("too_many_rows", {"limit": max_rows})
        raise CannotRead("too_many_cells", {"limit": max_cells, "sheet": name})
    if extent.last_row >= max_rows:
        raise CannotRead("too_many_rows", {"limit": max_rows})
    if extent.last_column >= textfiles.MAX_COLUMNS:
        raise CannotRead("too_many_columns", {"limit": textfiles.MAX_COLUMNS, "sheet": name})


def _read_workbook(
    data: bytes, examined: Examined, max_rows: int, max_cells: int, wanted: str | None
) -> Workbook:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [
        (meta.name, str(position), str(meta.visible).endswith(".Visible"))
        for position, meta in enumerate(workbook.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]
    names = tuple(name for name, _, _ in sheets)
    if wanted is not None and wanted not in names:
        raise CannotRead("no_such_sheet", {"sheet": wanted, "sheets": ", ".join(names)})
    best: Sheet | None = None
    best_score = 0.0
    refused: CannotRead | None = None
    for name, position, visible in sheets:
        if wanted is not None and name != wanted:
            continue
        extent = examined.extents.get(position if examined.kind == "xls" else name, Extent())
        if extent.last_row < 0:
            continue
        try:
            _check_extent(extent, name, max_rows, max_cells)
        except CannotRead as error:
            refused = refused or error
            continue
        loaded = workbook.get_sheet_by_name(name)
        source = _SheetSource(list(loaded.merged_cell_ranges or ()), loaded, extent.errors)
        found = _with_headings(name, source)
        if found is None:
            continue
        score = _peopleness(found) * (1.0 if visible else 0.1) * math.sqrt(extent.last_row + 1)
        if best is None or score > best_score:
            best, best_score = found, score
    if best is None:
        raise refused or CannotRead("no_rows")
    return Workbook(best, names, examined.kind)


def _with_headings(name: str, source: _Source) -> Sheet | None:
    """The sheet with its headings found; None where nothing stands below any."""
    top = list(islice(source.rows(), PEEK))
    index = find_header([[as_text(cell) for cell in row] for row in top])
    if index is None:
        return None
    texts = [[as_text(cell) for cell in row] for row in top[: index + 1]]
    headers, title = headings(texts, index, source.merges)
    below = (row for row in islice(source.rows(), index + 1, None))
    if not any(any(as_text(cell) for cell in row) for row in below):
        return None
    return Sheet(name, headers, index + 1, title, source)


def _peopleness(sheet: Sheet) -> float:
    """How much a sheet looks like a list of people: known headings, and addresses below them."""
    guesses = [guess_field(header) for header in sheet.headers]
    known = sum(score for _, score in guesses)
    if any(field == "email" and score >= 0.9 for field, score in guesses):
        known += 30
    addresses = sum(
        1
        for row in islice((row for row in sheet.rows() if isinstance(row, Row)), 50)
        if any(isinstance(cell, str) and "@" in cell for cell in row.cells)
    )
    return 1 + known + addresses
