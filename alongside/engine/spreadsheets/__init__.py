"""Lists of people as they really come: read, understood, checked row by row.

    workbook = read(data, filename)
    mapping = guess_mapping(workbook.sheet.headers, workbook.sheet.samples(), remembered)
    report = check_rows(workbook.sheet, mapping, role_default="mentee", known_emails=known)

Bytes in, dataclasses out; nothing here touches a disk, a clock or a database.
"""

from alongside.engine.spreadsheets.checking import check_rows, check_stream
from alongside.engine.spreadsheets.fields import FIELD_CHOICES, FIELDS, Field
from alongside.engine.spreadsheets.layout import (
    EXAMPLE_EMAIL,
    LEFT_OUT_WORDS,
    LeftOut,
    find_header,
)
from alongside.engine.spreadsheets.mapping import Column, Mapping, guess_mapping
from alongside.engine.spreadsheets.mending import check_mended, texts
from alongside.engine.spreadsheets.problems import (
    ERROR,
    WARNING,
    Problem,
    field_label,
    problem_words,
)
from alongside.engine.spreadsheets.reading import (
    MAX_CELLS,
    MAX_ROWS,
    Row,
    Sheet,
    Workbook,
    as_text,
    read,
)
from alongside.engine.spreadsheets.refusals import CannotRead
from alongside.engine.spreadsheets.results import Report, RowResult, Totals

__all__ = [
    "ERROR",
    "EXAMPLE_EMAIL",
    "FIELDS",
    "FIELD_CHOICES",
    "LEFT_OUT_WORDS",
    "MAX_CELLS",
    "MAX_ROWS",
    "WARNING",
    "CannotRead",
    "Column",
    "Field",
    "LeftOut",
    "Mapping",
    "Problem",
    "Report",
    "Row",
    "RowResult",
    "Sheet",
    "Totals",
    "Workbook",
    "as_text",
    "check_mended",
    "check_rows",
    "check_stream",
    "field_label",
    "find_header",
    "guess_mapping",
    "problem_words",
    "read",
    "texts",
]
