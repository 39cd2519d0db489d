"""A list of applicants as a busy office sends it, with every fault there is in three dozen rows."""

from __future__ import annotations

import io
from dataclasses import dataclass

import openpyxl
from openpyxl.styles import Font

from tests.engine.spreadsheets import faulty

HEADERS = faulty.HEADERS
#: Where things stand in a row.
ROLE, FIRST, LAST, EMAIL, BAND, YEARS, TIMES = 0, 1, 2, 3, 6, 7, 17
#: The rows of the list before its headings: a title, an empty one, groups of columns.
BEFORE = 4


@dataclass(frozen=True)
class Applicants:
    """The workbook; who is in it, by name to address; and the numbers of the rows at fault."""

    workbook: bytes
    addresses: dict[str, str]
    mentees: list[str]
    mentors: list[str]
    without_address: int
    misspelt: int
    twice: int


def make_applicants(mentees: int = 16, mentors: int = 8) -> Applicants:
    """A title row and merged cells above odd headings; lists in one cell, dates as text,
    apostrophes and accents; an address missing, a profession misspelt, somebody twice with the
    address in capitals; a blank row, a total and a note."""
    rows = [faulty.person(n) for n in range(mentees * 3) if n % 3][:mentees]
    rows += [faulty.person(n) for n in range(0, mentors * 3, 3)]
    for place, cells in enumerate(rows):
        cells[TIMES] = "Weekdays 9-5"
        senior = cells[ROLE] == "Mentor"
        cells[BAND], cells[YEARS] = ("8a", 18 + place) if senior else ("Band 5", place % 5 + 1)
    addresses = {_name(cells): str(cells[EMAIL]).lower() for cells in rows}
    assert len(addresses) == len(rows), "two of the made-up people share a name"
    named = {
        side: [_name(cells) for cells in rows if cells[ROLE] == side]
        for side in ("Mentee", "Mentor")
    }
    nowhere, misspelt = 3, 6
    rows[nowhere][EMAIL] = "person at home"
    rows[misspelt][4] = "Phsiotherapist"
    again = list(rows[1])
    again[EMAIL] = str(again[EMAIL]).upper()
    rows.append(again)

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Applicants 2027"
    sheet.append(["Mentoring programme: applicants, spring 2027"])
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet.append([])
    groups = [""] * len(HEADERS)
    groups[0], groups[4], groups[13] = "About you", "Your work", "Mentoring"
    sheet.append(groups)
    for part in ("A3:D3", "E3:M3", "N3:S3"):
        sheet.merge_cells(part)
    sheet.append(HEADERS)
    numbers = []
    for place, cells in enumerate(rows):
        if place == 10:
            sheet.append([])
            # An empty row in openpyxl is one that nothing was written to.
            sheet.cell(sheet.max_row + 1, 1, None)
        number = BEFORE + 1 + place + (place >= 10)
        numbers.append(number)
        for column, value in enumerate(cells, start=1):
            if value != "":
                sheet.cell(number, column, value)
    last = numbers[-1]
    sheet.cell(last + 1, 1, "Total")
    sheet.cell(last + 1, 2, len(rows))
    sheet.cell(last + 3, 1, "Exported by the office on 3 November 2026")
    target = io.BytesIO()
    workbook.save(target)
    return Applicants(
        target.getvalue(),
        addresses,
        named["Mentee"],
        named["Mentor"],
        without_address=numbers[nowhere],
        misspelt=numbers[misspelt],
        twice=numbers[-1],
    )


def _name(cells: list[str | int]) -> str:
    return f"{cells[FIRST]} {cells[LAST]}"
