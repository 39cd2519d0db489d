"""What a file really is, and whether it is safe to unpack: asked before anything is opened.

Workbooks are zip archives whose own table of contents can lie, so each part is unpacked here
once, a piece at a time and thrown away, and held to the size that was declared for it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from alongside.engine.spreadsheets import ole
from alongside.engine.spreadsheets.ole import Extent
from alongside.engine.spreadsheets.refusals import CannotRead

MAX_BYTES: Final = 40 * 1024 * 1024
MAX_UNPACKED: Final = 300 * 1024 * 1024
MAX_PARTS: Final = 2_000
MAX_RATIO: Final = 250
# Small parts compress extremely well without harm; the ratio is asked of large ones only.
_RATIO_FROM: Final = 20 * 1024 * 1024
_PIECE: Final = 1 << 20
_LONGEST_ROW: Final = 32 * 1024 * 1024
_WIDEST: Final = 16_384

_NOT_SPREADSHEETS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "PDF document"),
    (b"\x89PNG", "picture (PNG)"),
    (b"\xff\xd8\xff", "picture (JPEG)"),
    (b"GIF8", "picture (GIF)"),
    (b"{\\rtf", "text document (RTF)"),
    (b"\x1f\x8b", "compressed file (gzip)"),
    (b"7z\xbc\xaf", "compressed file (7z)"),
    (b"Rar!", "compressed file (RAR)"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
    (b"PAR1", "data file (Parquet)"),
    (b"BEGIN:VC", "calendar or address card"),
)


@dataclass(slots=True)
class Examined:
    """What was found: ``kind`` is "xlsx", "ods", "xls" or "text".

    ``extents`` holds, by the name of the sheet, how far it reaches (workbooks only); for .xls
    the sheets are keyed by their position as text.
    """

    kind: str
    extents: dict[str, Extent] = field(default_factory=dict)


def examine(data: bytes) -> Examined:
    """Tell what ``data`` is and look at how large it would become; CannotRead says why not."""
    if not data.strip(b"\x00 \r\n\t"):
        raise CannotRead("empty")
    if len(data) > MAX_BYTES:
        raise CannotRead("file_too_large", {"limit": MAX_BYTES // (1024 * 1024)})
    for start, found in _NOT_SPREADSHEETS:
        if data.startswith(start):
            raise CannotRead("not_a_spreadsheet", {"found": found})
    if data.startswith(b"PK"):
        return _examine_zip(data)
    if data.startswith(ole.SIGNATURE):
        return _examine_ole(data)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        raise CannotRead("save_as_xlsx", {"found": "HTML"})
    if head.startswith(b"<?xml") or head.startswith(b"<workbook"):
        raise CannotRead("save_as_xlsx", {"found": "XML"})
    return Examined("text")


def _examine_ole(data: bytes) -> Examined:
    found = ole.streams(data)
    if "EncryptedPackage" in found:
        raise CannotRead("encrypted")
    workbook = found.get("Workbook") or found.get("Book")
    if workbook is None:
        kind = "Word document" if "WordDocument" in found else "Microsoft Office file"
        raise CannotRead("not_a_spreadsheet", {"found": kind})
    extents = ole.sheet_extents(workbook)
    return Examined("xls", {str(n): extent for n, extent in enumerate(extents)})


def _examine_zip(data: bytes) -> Examined:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError) as error:
        raise CannotRead("damaged") from error
    names = {part.filename for part in parts}
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or len(names) != len(parts) or total > MAX_UNPACKED:
        raise CannotRead("bomb")
    for part in parts:
        if part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size:
            raise CannotRead("bomb")
    by_name = {part.filename: part for part in parts}
    if "xl/workbook.xml" in names:
        return _examine_xlsx(data, by_name)
    if "xl/workbook.bin" in names:
        raise CannotRead("save_as_xlsx", {"found": ".xlsb"})
    if "mimetype" in names:
        mimetype = b"".join(_unpack(data, by_name["mimetype"]))
        if b"opendocument.spreadsheet" in mimetype and "content.xml" in names:
            return _examine_ods(data, by_name)
        raise CannotRead("not_a_spreadsheet", {"found": "document of another kind"})
    if any(name.startswith("word/") for name in names):
        raise CannotRead("not_a_spreadsheet", {"found": "Word document"})
    if any(name.startswith("ppt/") for name in names):
        raise CannotRead("not_a_spreadsheet", {"found": "presentation"})
    if any(name.startswith("Index/") for name in names):
        raise CannotRead("save_as_xlsx", {"found": "Numbers"})
    raise CannotRead("not_a_spreadsheet", {"found": "compressed file (zip)"})


def _unpack(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of ``part`` in pieces of at most a megabyte.

    Stops with "bomb" where more comes out than was declared, because the reader that comes
    after this one does not check.
    """
    if part.flag_bits & 0x1:
        raise CannotRead("encrypted")
    start = part.header_offset
    if len(data) < start + 30 or data[start : start + 4] != b"PK\x03\x04":
        raise CannotRead("damaged")
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        if part.compress_size != part.file_size:
            raise CannotRead("bomb")
        for offset in range(0, len(packed), _PIECE):
            yield bytes(packed[offset : offset + _PIECE])
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise CannotRead("damaged")
    inflater = zlib.decompressobj(-15)
    left = part.file_size
    pending: bytes | memoryview = packed
    while not inflater.eof:
        try:
            piece = inflater.decompress(pending, _PIECE)
        except zlib.error as error:
            raise CannotRead("damaged") from error
        pending = inflater.unconsumed_tail
        left -= len(piece)
        if left < 0:
            raise CannotRead("bomb")
        if piece:
            yield piece
        elif not pending:
            break


def _whole(data: bytes, part: zipfile.ZipInfo, limit: int = 4 * 1024 * 1024) -> bytes:
    if part.file_size > limit:
        raise CannotRead("bomb")
    return b"".join(_unpack(data, part))


def _run_through(data: bytes, part: zipfile.ZipInfo) -> None:
    """Unpack a part for its size alone, and refuse one that declares entities."""
    first = True
    for piece in _unpack(data, part):
        if first and b"<!DOCTYPE" in piece[:4096]:
            raise CannotRead("bomb")
        first = False


def _rows(pieces: Iterator[bytes], end: re.Pattern[bytes]) -> Iterator[bytes]:
    """Join pieces and cut them after the last complete row, so that no tag is split."""
    held = b""
    first = True
    for piece in pieces:
        if first and b"<!DOCTYPE" in piece[:4096]:
            raise CannotRead("bomb")
        first = False
        held += piece
        cut = 0
        for match in end.finditer(held, max(0, len(held) - len(piece) - 64)):
            cut = match.end()
        if cut:
            yield held[:cut]
            held = held[cut:]
        elif len(held) > _LONGEST_ROW:
            raise CannotRead("bomb")
    if held:
        yield held


# ---- Excel workbooks -------------------------------------------------------------------------

# No "<" within a tag: each pattern stops at the next one, so that none can run on.
_ATTRIBUTES = rb"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
_PREFIX = rb"(?:[\w.-]{1,40}:)?"
_SHEET = re.compile(rb"<" + _PREFIX + rb"sheet\s" + _ATTRIBUTES + rb">")
_RELATION = re.compile(rb"<" + _PREFIX + rb"Relationship\s" + _ATTRIBUTES + rb">")
_ROW_END = re.compile(rb"</" + _PREFIX + rb"row\s*>")
# A cell that is not closed at once holds something; one without a place of its own follows on.
_FAST_FILLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_ANY_CELL = re.compile(rb"<" + _PREFIX + rb"c[\s>/]")
_CELL = re.compile(rb"<" + _PREFIX + rb"c(?=[\s>/])(" + _ATTRIBUTES + rb")>")
_PLACE = re.compile(rb"""[\s"']r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_HAS_PLACE = re.compile(rb"""[\s"']r\s*=""")
_ROW_NUMBER = re.compile(
    rb"<" + _PREFIX + rb"row\s" + rb"""(?:[^<>]*?\s)?r\s*=\s*["']([0-9]{1,18})["']"""
)
_ERROR = re.compile(
    rb"<" + _PREFIX + rb"""c\s(?=[^<>]*\bt\s*=\s*["']e["'])[^<>]*?\br\s*=\s*["']([A-Za-z]{1,3})"""
    rb"""([0-9]{1,7})["'][^<>]*>(?:<(?:\w{1,9}:)?f\b[^<]*(?:</(?:\w{1,9}:)?f>)?)?"""
    rb"<(?:\w{1,9}:)?v>([^<]{1,20})<"
)


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(name + rb"""\s*=\s*["']([^"']*)["']""", tag)
    if not found:
        return ""
    text = found.group(1).decode("utf-8", "replace")
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, char)
    text = re.sub(r"&#(\d{1,6});", lambda m: chr(min(int(m[1]), 0x10FFFF)), text)
    return text.replace("&amp;", "&")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _examine_xlsx(data: bytes, parts: dict[str, zipfile.ZipInfo]) -> Examined:
    targets: dict[str, str] = {}
    relations = parts.get("xl/_rels/workbook.xml.rels")
    if relations:
        for tag in _RELATION.findall(_whole(data, relations)):
            target = _attribute(tag, rb"Target")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[_attribute(tag, rb"\bId")] = path
    names: dict[str, str] = {}
    for tag in _SHEET.findall(_whole(data, parts["xl/workbook.xml"])):
        path = targets.get(_attribute(tag, rb"\b\w+:id"), "")
        names.setdefault(path, _attribute(tag, rb"\bname"))
    examined = Examined("xlsx")
    for path, part in parts.items():
        if path in names:
            examined.extents[names[path]] = _xlsx_extent(data, part)
        elif path.endswith((".xml", ".rels")):
            _run_through(data, part)
    return examined


def _xlsx_extent(data: bytes, part: zipfile.ZipInfo) -> Extent:
    extent = Extent()
    columns: set[bytes] = set()
    for rows in _rows(_unpack(data, part), _ROW_END):
        total = len(_ANY_CELL.findall(rows))
        places = _FAST_FILLED.findall(rows)
        if len(places) < total:
            places = _places_one_by_one(rows, total, extent)
        if places:
            columns.update(map(itemgetter(0), places))
            last = max(map(int, set(map(itemgetter(1), places))))
            extent.last_row = max(extent.last_row, last - 1)
        if b'"e"' in rows or b"'e'" in rows:
            for column, row, text in _ERROR.findall(rows):
                extent.errors[int(row) - 1, _column(column)] = text.decode("utf-8", "replace")
    if columns:
        extent.last_column = max(extent.last_column, max(_column(c) for c in columns))
    return extent


def _places_one_by_one(rows: bytes, total: int, extent: Extent) -> list[tuple[bytes, bytes]]:
    """The places of filled cells that are not written in the usual order of attributes."""
    cells = _CELL.findall(rows)
    if len(cells) != total:
        raise CannotRead("damaged")
    places: list[tuple[bytes, bytes]] = []
    without = False
    for attributes in cells:
        if not _HAS_PLACE.search(attributes):
            without = True
        elif not attributes.endswith(b"/"):
            found = _PLACE.findall(attributes)
            if not found:
                raise CannotRead("damaged")
            places += found
    if without:
        _reach_without_places(rows, extent)
    return places


def _reach_without_places(rows: bytes, extent: Extent) -> None:
    """Cells may leave their place out and simply follow the one before."""
    for row in _ROW_END.split(rows):
        count = len(_ANY_CELL.findall(row))
        if count:
            numbers = _ROW_NUMBER.findall(row)
            last = max(int(n) for n in numbers) - 1 if numbers else extent.last_row + 1
            extent.reach(last, min(count, _WIDEST) - 1)


# ---- OpenDocument ----------------------------------------------------------------------------

_ODS_ROW_END = re.compile(rb"</table:table-row\s*>")
_ODS_ANY = re.compile(rb"<table:(?:table|table-row|table-cell|covered-table-cell)[\s>/]")
_ODS_TAG = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s>/])(" + _ATTRIBUTES + rb")>"
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,18})""")


def _examine_ods(data: bytes, parts: dict[str, zipfile.ZipInfo]) -> Examined:
    manifest = parts.get("META-INF/manifest.xml")
    if manifest and b"encryption-data" in _whole(data, manifest):
        raise CannotRead("encrypted")
    examined = Examined("ods")
    for path, part in parts.items():
        if path == "content.xml":
            _ods_extents(data, part, examined)
        elif path.endswith(".xml"):
            _run_through(data, part)
    return examined


def _ods_extents(data: bytes, part: zipfile.ZipInfo, examined: Examined) -> None:
    extent = Extent()
    row = column = repeat_rows = 0
    for rows in _rows(_unpack(data, part), _ODS_ROW_END):
        seen = 0
        for match in _ODS_TAG.finditer(rows):
            seen += 1
            kind, attributes = match.group(1), match.group(2)
            closed = attributes.endswith(b"/")
            times = 1
            if b"-repeated" in attributes:
                times = max((int(number) for number in _REPEATED.findall(attributes)), default=1)
            if kind == b"table":
                extent = Extent()
                examined.extents[_attribute(match.group(0), rb"table:name")] = extent
                row = column = repeat_rows = 0
            elif kind == b"table-row":
                row += repeat_rows
                column, repeat_rows = 0, times
            else:
                column += times
                if not closed or b"office:" in attributes:
                    extent.reach(row + repeat_rows - 1, column - 1)
        if seen != len(_ODS_ANY.findall(rows)):
            raise CannotRead("damaged")
