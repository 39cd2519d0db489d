"""Tables that leave hold no live formula, and the template comes back as it went out."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from datetime import UTC, date, datetime

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from alongside.engine import reference
from alongside.engine.spreadsheets import check_rows, guess_mapping, read
from alongside.outbound.spreadsheets import template_workbook, write_csv, write_xlsx

LIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
PIECES = [
    "=1+1", "=cmd|' /C calc'!A0", "+44 20", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '"', "'",
    ";", ",", "\x00", "\x01", "\x1f", "\ud800", "\uffff", "＝1", "_x0041_", "{=1}", " =1", "é",
    "\u202e",
    "<script>", "]]>", "&amp;", "a" * 50, "http://example.org", "=HYPERLINK(\"http://x\")", "|",
    "\v", "\f", "\u2028",
]  # fmt: skip


def hostile(count: int) -> list[str]:
    chance = random.Random(27)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 5))) for _ in range(count)]


def cells_of(data: bytes, delimiter: str) -> list[str]:
    text = data.decode("utf-8-sig")
    return [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cell in row
    ]


def test_ten_thousand_hostile_strings_leave_no_live_formula_in_csv():
    data = write_csv(["Text"], [[text] for text in hostile(10_000)])
    for delimiter in (",", ";", "\t"):
        for cell in cells_of(data, delimiter):
            assert not cell.lstrip(" \"'").startswith(LIVE) or cell.lstrip(' "').startswith("'")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 10_001
    assert all(len(row) == 1 for row in rows)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_no_text_starts_a_formula_in_csv(text):
    (cell,) = cells_of(write_csv([], [[text]]), ",")[:1] or [""]
    assert not cell.startswith(LIVE)


def test_ten_thousand_hostile_strings_stay_text_in_a_workbook():
    texts = hostile(10_000)
    data = write_xlsx(["Text"], [[text] for text in texts])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<f>" not in content
            assert b"<f " not in content
            assert b"<hyperlink" not in content
    rows = list(CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).iter_rows())
    assert len(rows) == 10_001
    assert all(isinstance(row[0], str) for row in rows)


def test_values_keep_their_kind():
    moment = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    row = ["Zoë O'Neill", 3, 2.5, date(2026, 11, 3), moment, None, True, ("a", "b")]
    data = write_xlsx([str(n) for n in range(8)], [row], sheet_name="People: [2026]/*")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    values = [cell.value for cell in sheet[2]]
    assert values[:3] == ["Zoë O'Neill", 3, 2.5]
    assert values[3] == datetime(2026, 11, 3)
    assert values[4] == datetime(2026, 11, 3, 9, 30)
    assert values[5:] == [None, True, "a; b"]
    text = write_csv([str(n) for n in range(8)], [row]).decode("utf-8-sig")
    assert text.splitlines()[1] == (
        '"Zoë O\'Neill","3","2.5","2026-11-03","2026-11-03 09:30+00:00","","yes","a; b"'
    )


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    data = write_xlsx(["Text"], [["a" * 40_000]])
    (cell,) = list(
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).iter_rows()
    )[1]
    assert isinstance(cell, str)
    assert cell.endswith("…")
    assert len(cell) == 32_000


def test_what_was_written_as_csv_is_read_back_the_same():
    people = [["Ana", "ana@example.org", "+44 in confidence"], ["Bo", "bo@example.org", "-"]]
    sheet = read(write_csv(["Name", "E-mail", "Purpose"], people), "out.csv").sheet
    report = check_rows(sheet, guess_mapping(sheet.headers, sheet.samples()), role_default="mentee")
    assert report.rows[0].values["purpose"] == "+44 in confidence"


def test_the_template_comes_back_mapped_whole_with_its_example_left_out():
    found = read(template_workbook(), "template.xlsx")
    assert found.sheet.name == "People"
    mapping = guess_mapping(found.sheet.headers, found.sheet.samples())
    expected = [
        "role", "full_name", "email", "profession", "specialty", "band", "years_experience",
        "employer", "team", "place", "region", "registration_number", "topics_sought",
        "topics_offered", "purpose", "preferences", "modes", "languages", "times", "capacity",
        "manager_email", "applied_on",
    ]  # fmt: skip
    assert [column.field for column in mapping.columns] == expected
    report = check_rows(found.sheet, mapping)
    assert not report.rows
    assert [left.reason for left in report.left_out] == ["example"]


def test_a_template_filled_in_from_its_own_example_has_nothing_wrong():
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    sheet = book["People"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(3, column, sheet.cell(2, column).value)
    sheet.cell(3, 3, "ffion@example.org")
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue(), "template.xlsx").sheet
    report = check_rows(found, guess_mapping(found.headers, found.samples()))
    assert not report.faulty
    assert report.rows[0].values["times"] == ((1, 1020, 1140), (3, 540, 720))


def test_the_template_offers_the_allowed_values_and_explains_each_column():
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    people, helping, lists = book.worksheets
    sources = [rule.formula1 for rule in people.data_validations.dataValidation]
    assert len(sources) == 5
    for source in sources:
        letter, last = re.search(r"\$([A-Z])\$(\d+)$", source).groups()
        assert lists[f"{letter}{last}"].value
        assert not lists[f"{letter}{int(last) + 1}"].value
    names = {cell.value for cell in lists["B"]}
    assert {entry.name for entry in reference.PROFESSIONS} <= names
    explained = {cell.value for cell in helping["A"]}
    assert {cell.value for cell in people[1]} <= explained


def test_the_template_speaks_the_language_it_is_asked_for():
    data = template_workbook(lambda text: text.upper())
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == "PEOPLE"
    assert book.worksheets[0]["B1"].value == "NAME"
