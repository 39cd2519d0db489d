"""Corrections made to single rows of a list, laid over the file as it was uploaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from collections.abc import Mapping as MappingType

from alongside.engine.spreadsheets.checking import check_stream
from alongside.engine.spreadsheets.layout import LeftOut
from alongside.engine.spreadsheets.mapping import Column, Mapping
from alongside.engine.spreadsheets.reading import Cell, Row, Sheet, as_text
from alongside.engine.spreadsheets.results import RowResult

#: By row number, what to read in place of a field.
Mended = MappingType[int, MappingType[str, str]]


def check_mended(
    sheet: Sheet,
    mapping: Mapping,
    mended: Mended,
    left_out: Set[int],
    *,
    role_default: str = "",
    known_emails: Set[str] = frozenset(),
) -> Iterator[tuple[RowResult | LeftOut, list[Cell]]]:
    """As ``check_stream``, with corrections, each row together with its cells in the file.

    ``mended`` puts a text in the place of whatever the columns of a field hold; a field that no
    column holds is added. The rows numbered in ``left_out`` come as LeftOut ("chosen").
    """
    over = _Over(sheet, mapping, mended, left_out)
    for result in check_stream(
        over, over.mapping, role_default=role_default, known_emails=known_emails
    ):
        yield result, over.cells


def texts(mapping: Mapping, cells: list[str]) -> dict[str, str]:
    """What the file says for each field in these cells, joined where several columns hold it."""
    found: dict[str, list[str]] = {}
    for column in mapping.columns:
        if column.field != "ignore" and column.index < len(cells) and cells[column.index]:
            found.setdefault(column.field, []).append(cells[column.index])
    return {field: "; ".join(parts) for field, parts in found.items()}


class _Over:
    """The rows of a sheet with the corrections in place. ``cells`` are the last row's own."""

    def __init__(self, sheet: Sheet, mapping: Mapping, mended: Mended, left_out: Set[int]) -> None:
        self._sheet = sheet
        self._mended = mended
        self._left_out = left_out
        self.cells: list[Cell] = []
        wanted = {field for changes in mended.values() for field in changes}
        width = len(sheet.headers)
        added = tuple(
            Column(width + place, "", field, 1.0, "chosen", {})
            for place, field in enumerate(sorted(wanted - mapping.fields))
        )
        self.mapping = Mapping((*mapping.columns, *added))

    def rows(self, fill: Iterable[int] = ()) -> Iterator[Row | LeftOut]:
        for row in self._sheet.rows(fill):
            if isinstance(row, LeftOut):
                self.cells = [row.text]
                yield row
                continue
            self.cells = row.cells
            if row.number in self._left_out:
                text = " ".join(as_text(cell) for cell in row.cells if cell != "")
                yield LeftOut(row.number, "chosen", text[:200])
                continue
            changes = self._mended.get(row.number)
            yield self._with(row, changes) if changes else row

    def _with(self, row: Row, changes: MappingType[str, str]) -> Row:
        cells = list(row.cells)
        for field, text in changes.items():
            places = self.mapping.indexes(field)
            cells += [""] * (max(places) + 1 - len(cells))
            for place in places:
                cells[place] = ""
            cells[places[0]] = text
        return Row(row.number, cells)
