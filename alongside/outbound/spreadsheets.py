"""Tables that leave: workbooks, CSV, and the template for a list of applicants.

Whatever a person has typed may stand in them, so no text is ever written where a spreadsheet
program would take it for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

from alongside.engine import reference
from alongside.engine.i18n import N_
from alongside.engine.spreadsheets import EXAMPLE_EMAIL, FIELDS

LONGEST_CELL: Final = 32_000
_ROWS_TO_FILL: Final = 2_000
# A cell begins anew after a tab, a line break or a semicolon in programs that cut there.
_LIVE = re.compile(r"(^|[;\t\r\n])([\s\"']*)([=+\-@\t\r＝＋－＠])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def neutral(text: str) -> str:
    """``text`` without control characters, and with an apostrophe before whatever would start
    a formula (= + - @, a tab or a carriage return, also after a place where cells are cut)."""
    cleaned = _CONTROL.sub("", text)
    return _LIVE.sub(r"\1'\2\3", cleaned)


def _as_csv(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return value
    return neutral(_as_text(value))


def _as_text(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(part) for part in value)
    return str(value)


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV (UTF-8 with its mark, so that Excel shows accents; every cell quoted).

    Texts are made harmless with ``neutral``; numbers stay numbers, dates are 2026-11-03, lists
    are joined with "; ".
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([neutral(header) for header in headers])
    for row in rows:
        writer.writerow([_as_csv(value) for value in row])
    return b"\xef\xbb\xbf" + target.getvalue().encode("utf-8")


_OPTIONS: Final[dict[str, Any]] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _write_cell(sheet: Any, row: int, column: int, value: object, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        # Workbooks know no time zones; the caller has put the time into the reader's own.
        sheet.write_datetime(row, column, value.replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        text = _CONTROL.sub("", _as_text(value))
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, text)


def write_xlsx(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, sheet_name: str = "Sheet1"
) -> bytes:
    """A workbook of one sheet: bold headings that stay in sight, a filter, every text a text."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {**_OPTIONS, "constant_memory": True})
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", sheet_name).strip(" '")[:31] or "Sheet1"
    sheet = workbook.add_worksheet(name)
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = workbook.add_format({"num_format": "d mmm yyyy"})
    moment = workbook.add_format({"num_format": "d mmm yyyy hh:mm"})
    sheet.set_column(0, max(len(headers) - 1, 0), 18)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, _CONTROL.sub("", header)[:LONGEST_CELL], head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write_cell(sheet, last, column, value, day, moment)
    sheet.freeze_panes(1, 0)
    if headers and last:
        sheet.autofilter(0, 0, last, len(headers) - 1)
    workbook.close()
    return target.getvalue()


# The columns of the template, in their order, and what its example row says in them.
_TEMPLATE: Final[tuple[tuple[str, str], ...]] = (
    ("role", N_("Mentee")),
    ("full_name", N_("Example: Ffion O'Neill")),
    ("email", EXAMPLE_EMAIL),
    ("profession", N_("Occupational therapist")),
    ("specialty", N_("Stroke rehabilitation")),
    ("band", N_("Band 6, specialist")),
    ("years_experience", "4"),
    ("employer", N_("Riverside Trust")),
    ("team", N_("Community stroke team")),
    ("place", N_("Leeds")),
    ("region", N_("Yorkshire and the Humber")),
    ("registration_number", "OT12345"),
    ("topics_sought", N_("Leadership; Confidence")),
    ("topics_offered", ""),
    ("purpose", N_("To decide on my next step")),
    ("preferences", ""),
    ("modes", N_("Online or in person")),
    ("languages", N_("English; Welsh")),
    ("times", N_("Tue 17-19; Thu mornings")),
    ("capacity", ""),
    ("manager_email", "manager@example.org"),
    ("applied_on", N_("3 November 2026")),
)
_NEEDED: Final = frozenset({"role", "full_name", "email"})
_LISTS: Final = {
    "role": "role", "profession": "profession", "band": "band", "region": "region",
    "modes": "mode", "topics_sought": "topic", "topics_offered": "topic", "languages": "language",
}  # fmt: skip
_ONE_OF: Final = frozenset({"role", "profession", "band", "region", "modes"})


def template_workbook(translate: Callable[[str], str] = str) -> bytes:
    """The workbook to fill in: headings and an example, an explanation, and the allowed values.

    Columns with one value from a list offer it; other words may be typed all the same and are
    looked at when the list is read. The example row is known again and left out.
    """
    labels = {field.code: field for field in FIELDS}
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, _OPTIONS)
    people = workbook.add_worksheet(_sheet_name(translate(N_("People"))))
    helping = workbook.add_worksheet(_sheet_name(translate(N_("How to fill it in"))))
    lists_name = _sheet_name(translate(N_("Allowed values")))
    lists = workbook.add_worksheet(lists_name)
    head = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EDEE", "bottom": 1}
    )
    grey = workbook.add_format({"italic": True, "font_color": "#4C6272"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    text_only = workbook.add_format({"num_format": "@"})

    places = _write_lists(lists, head, translate)
    people.set_column(0, len(_TEMPLATE) - 1, 22)
    for column, (code, example) in enumerate(_TEMPLATE):
        field = labels[code]
        people.write_string(0, column, translate(field.label), head)
        people.write_string(1, column, translate(example) if example else "", grey)
        people.write_comment(0, column, translate(field.help))
        if code in ("registration_number", "times", "applied_on"):
            # Kept as typed: a spreadsheet would make a date of "3-5" and a number of "0012".
            people.set_column(column, column, 22, text_only)
        if code in _ONE_OF:
            letter, count = places[_LISTS[code]]
            people.data_validation(
                1, column, _ROWS_TO_FILL, column,
                {
                    "validate": "list",
                    "source": f"='{lists_name}'!${letter}$2:${letter}${count + 1}",
                    "error_type": "information",
                    "error_title": translate(N_("Not on the list")),
                    "error_message": translate(
                        N_("You can keep it. It is looked at when the list is read.")
                    ),
                },
            )  # fmt: skip
    people.freeze_panes(1, 0)

    helping.set_column(0, 0, 30)
    helping.set_column(1, 1, 60, wrapped)
    helping.set_column(2, 2, 20)
    titles = (N_("Column"), N_("What to write"), N_("Needed"))
    for column, title in enumerate(titles):
        helping.write_string(0, column, translate(title), head)
    for row, (code, _) in enumerate(_TEMPLATE, 1):
        helping.write_string(row, 0, translate(labels[code].label))
        helping.write_string(row, 1, translate(labels[code].help), wrapped)
        if code in _NEEDED:
            helping.write_string(row, 2, translate(N_("yes")))
    notes = (
        N_("One row for each person. Columns may stand in any order, and ones you do not need "
           "may be left out."),
        N_("The grey example row is left out by itself; you may also type over it."),
    )  # fmt: skip
    for row, note in enumerate(notes, len(_TEMPLATE) + 2):
        helping.write_string(row, 1, translate(note), wrapped)
    workbook.close()
    return target.getvalue()


def _sheet_name(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", text)[:31]


def _write_lists(
    sheet: Any, head: Any, translate: Callable[[str], str]
) -> dict[str, tuple[str, int]]:
    """Write each list of allowed values; where it stands: column letter and length."""
    titles = {field.code: field.label for field in FIELDS}
    places: dict[str, tuple[str, int]] = {}
    for code, kind in _LISTS.items():
        if kind in places:
            continue
        column = len(places)
        title = N_("Topics") if kind == "topic" else titles[code]
        sheet.write_string(0, column, translate(title), head)
        for row, entry in enumerate(reference.LISTS[kind], 1):
            sheet.write_string(row, column, translate(entry.name))
        sheet.set_column(column, column, 34)
        places[kind] = (chr(ord("A") + column), len(reference.LISTS[kind]))
    return places
