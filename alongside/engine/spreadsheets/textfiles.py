"""CSV in whatever encoding and with whatever delimiter it was saved."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from alongside.engine.spreadsheets.refusals import CannotRead

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_COLUMNS: Final = 400
_LONGEST_LINE: Final = 1_000_000
MAX_LINES_IN_CELL: Final = 200
MAX_CELL: Final = 100_000
_SAMPLE: Final = 64 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters and marks that names and sentences hold, from the ones seen most.
_LIKELY: Final = frozenset("’éèáíóúüöäñçôêëïîâàŵŷøåßœæÉÁÓÍÖÜÄÇÑØÅ–—‘“”•…£€°½´½ãõžšŠŽýðþ")


def encoding_of(data: bytes) -> str:
    """The name of the codec to read ``data`` with.

    A mark at the start decides; then the zeros of UTF-16; then UTF-8 if all of it is valid;
    and at last the one-byte encoding in which the accented letters make most sense.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:4096]
    half = len(sample) // 2
    if half >= 4:
        if sample[1::2].count(0) > half * 0.6 and sample[0::2].count(0) < half * 0.2:
            return "utf-16-le"
        if sample[0::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.2:
            return "utf-16-be"
    try:
        codecs.utf_8_decode(data, "strict", True)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    high = Counter(data.translate(None, bytes(range(0x80))))
    scores: list[tuple[float, str]] = []
    for name in ("cp1252", "latin-1", "mac-roman"):
        score = 0.0
        for byte, count in high.items():
            char = bytes([byte]).decode(name, "replace")
            if char in _LIKELY:
                score += count
            elif char == "\ufffd" or not char.isprintable():
                score -= 4 * count
            elif not char.isalpha():
                score -= count
        scores.append((score, name))
    best = max(score for score, _ in scores)
    return next(name for score, name in scores if score == best)


def looks_binary(data: bytes) -> bool:
    """Whether ``data`` is no text at all: control characters no editor writes."""
    sample = data[:8192]
    if encoding_of(data).startswith(("utf-16", "utf-32")):
        return False
    odd = sum(sample.count(byte) for byte in range(1, 9)) + sum(
        sample.count(byte) for byte in range(14, 32) if byte != 27
    )
    return odd > len(sample) * 0.01


def delimiter_of(sample: str, filename: str = "") -> str:
    """The character that cuts most lines of ``sample`` into the same number of cells."""
    named = sample[:6].lower()
    if named.startswith("sep=") and len(sample) > 4:
        return sample[4]
    prefer = "\t" if filename.lower().endswith((".tsv", ".tab")) else ","
    best, best_score = prefer, 0.0
    for delimiter in DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = [len(row) for row in list(reader)[:100] if len(row) > 1]
        except csv.Error:
            continue
        if not widths:
            continue
        common, count = Counter(widths).most_common(1)[0]
        # A delimiter that cuts every line alike beats one that happens to stand in many cells.
        score = count * min(common, 12) * (count / len(widths))
        if delimiter == prefer:
            score *= 1.1
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
    for line in stream:
        if len(line) > _LONGEST_LINE:
            # One line of a million commas would be a million cells before they are counted.
            raise CannotRead("too_many_columns", {"limit": MAX_COLUMNS, "sheet": "CSV"})
        yield line.replace("\x00", "") if "\x00" in line else line


def sample_of(data: bytes, encoding: str) -> str:
    """The first lines of ``data``, whole, as text."""
    taken: list[str] = []
    size = 0
    for line in _lines(data, encoding):
        taken.append(line[:_SAMPLE])
        size += len(line)
        if size > _SAMPLE:
            break
    return "".join(taken).lstrip("\ufeff")


def rows_of(data: bytes, filename: str, max_rows: int, max_cells: int) -> Iterator[list[str]]:
    """The records of a text file, blank ones included, one at a time in bounded memory.

    Raises CannotRead where there are more than ``max_rows`` rows or ``max_cells`` cells, or
    where an opened quotation mark swallows what follows.
    """
    encoding = encoding_of(data)
    sample = sample_of(data, encoding)
    delimiter = delimiter_of(sample, filename)
    lines = _lines(data, encoding)
    if sample[:4].lower() == "sep=":
        next(lines)
    if "\r" in sample and "\n" not in sample:  # old Macintosh line ends
        lines = (line.replace("\r", "\n") for line in lines)
    csv.field_size_limit(MAX_CELL * 2)
    reader = csv.reader(lines, delimiter=delimiter)
    number = cells = 0
    try:
        for row in reader:
            number += 1
            cells += len(row)
            if len(row) > MAX_COLUMNS:
                raise CannotRead("too_many_columns", {"limit": MAX_COLUMNS, "sheet": filename})
            if number > max_rows:
                raise CannotRead("too_many_rows", {"limit": max_rows})
            if cells > max_cells:
                raise CannotRead("too_many_cells", {"limit": max_cells, "sheet": filename})
            if number == 1 and row and row[0].startswith("\ufeff"):
                row[0] = row[0][1:]
            for cell in row:
                if len(cell) > 2_000 and cell.count("\n") > MAX_LINES_IN_CELL:
                    raise CannotRead("unclosed_quote", {"row": number})
            yield row
    except csv.Error as error:
        raise CannotRead("unclosed_quote", {"row": number + 1}) from error
