"""Just enough of the old Microsoft container to look into an .xls before it is opened.

The reader of workbooks lays a sheet out as a full rectangle. Two cells in opposite corners
would make it ask for half a gigabyte, so where the cells stand is looked at here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from alongside.engine.spreadsheets.refusals import CannotRead

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN: Final = 0xFFFFFFFA
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
# Records that hold one cell with something in it: FORMULA, NUMBER, LABEL, LABELSST, RK, BOOLERR,
# RSTRING. MULRK holds several in one row.
_ONE_CELL: Final = frozenset({0x0006, 0x0203, 0x0204, 0x00FD, 0x027E, 0x0205, 0x00D6})
_MULRK: Final = 0x00BD


@dataclass(slots=True)
class Extent:
    """How far the filled cells of one sheet reach, and its cells that hold a formula's error.

    ``last_row`` and ``last_column`` count from 0 (-1 when the sheet is empty); ``errors`` maps
    (row, column) to the error's text.
    """

    last_row: int = -1
    last_column: int = -1
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Take a filled cell into account."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def streams(data: bytes) -> dict[str, bytes]:
    """The named streams of a compound file, read in bounded time; CannotRead when damaged."""
    try:
        return _streams(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise CannotRead("damaged") from error


def _streams(data: bytes) -> dict[str, bytes]:
    sector_size = 1 << struct.unpack_from("<H", data, 30)[0]
    small_size = 1 << struct.unpack_from("<H", data, 32)[0]
    if sector_size not in (512, 4096) or small_size != 64:
        raise CannotRead("damaged")
    directory_start, small_limit = struct.unpack_from("<I4xI", data, 48)
    small_fat_start = struct.unpack_from("<I", data, 60)[0]
    difat_start = struct.unpack_from("<I", data, 68)[0]
    most = len(data) // sector_size + 1

    def sector(number: int) -> bytes:
        return data[(number + 1) * sector_size : (number + 2) * sector_size]

    fat_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END_OF_CHAIN]
    seen = 0
    while difat_start < _END_OF_CHAIN and seen < most:
        numbers = struct.unpack(f"<{sector_size // 4}I", sector(difat_start))
        fat_sectors += [n for n in numbers[:-1] if n < _END_OF_CHAIN]
        difat_start, seen = numbers[-1], seen + 1
    fat = [n for s in fat_sectors[:most] for (n,) in struct.iter_unpack("<I", sector(s))]

    def chain(start: int, table: list[int]) -> Iterator[int]:
        count = 0
        while start < _END_OF_CHAIN:
            if count > len(table):
                raise CannotRead("damaged")
            yield start
            start, count = table[start], count + 1

    directory = b"".join(sector(n) for n in chain(directory_start, fat))
    entries: list[tuple[str, int, int, int]] = []
    for offset in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        start, size = struct.unpack_from("<II", directory, offset + 116)
        name = directory[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le")
        entries.append((name, kind, start, size))
    small_fat = [
        n for s in chain(small_fat_start, fat) for (n,) in struct.iter_unpack("<I", sector(s))
    ]
    root = next((e for e in entries if e[1] == 5), None)
    small = b"".join(sector(n) for n in chain(root[2], fat)) if root else b""
    found: dict[str, bytes] = {}
    for name, kind, start, size in entries:
        if kind != 2 or size > len(data):
            continue
        if size < small_limit:
            parts = [small[n * 64 : n * 64 + 64] for n in chain(start, small_fat)]
        else:
            parts = [sector(n) for n in chain(start, fat)]
        found[name] = b"".join(parts)[:size]
    return found


def sheet_extents(workbook: bytes) -> list[Extent]:
    """How far each sheet of a workbook stream reaches, in the order of the sheets.

    Raises CannotRead("encrypted") for a workbook with a password.
    """
    extents: list[Extent] = []
    position, inside = 0, 0
    while position + 4 <= len(workbook):
        kind, length = struct.unpack_from("<HH", workbook, position)
        body = workbook[position + 4 : position + 4 + length]
        position += 4 + length
        if kind == 0x002F:
            raise CannotRead("encrypted")
        if kind == 0x0809:  # a part begins: the workbook itself, a sheet, or a chart within one
            inside += 1
            if inside == 1 and len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] != 0x0005:
                extents.append(Extent())
        elif kind == 0x000A:
            inside -= 1
        elif extents and len(body) >= 6 and (kind in _ONE_CELL or kind == _MULRK):
            row, column = struct.unpack_from("<HH", body)
            extent = extents[-1]
            if kind == _MULRK:
                column = struct.unpack_from("<H", body, len(body) - 2)[0]
            extent.reach(row, column)
            if kind == 0x0205 and len(body) >= 8 and body[7] == 1:
                extent.errors[row, column] = _ERRORS.get(body[6], "#N/A")
            elif kind == 0x0006 and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
                extent.errors[row, column] = _ERRORS.get(body[8], "#N/A")
    return extents
