"""Files as people really have them, and files that lie."""

from __future__ import annotations

import io
import time
import tracemalloc
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from alongside.engine.spreadsheets import CannotRead, LeftOut, Row, Workbook, read
from tests.engine.spreadsheets import containers, faulty

PEOPLE = [
    ["Name", "E-mail", "Profession"],
    ["Siân O’Neill", "sian@example.org", "OT"],
    ["Zoë Brontë", "zoe@example.org", "Physio"],
    ["José Müller", "jose@example.org", "SLT"],
]


def code_of(data: bytes, filename: str = "people.xlsx", **limits: int) -> str:
    with pytest.raises(CannotRead) as refused:
        list(read(data, filename, **limits).sheet.rows())
    words = refused.value.words(str)
    assert "%(" not in words
    assert words[0].isupper() or words[0] == "“"
    return refused.value.message_code


def people(workbook: Workbook) -> list[Row]:
    return [row for row in workbook.sheet.rows() if isinstance(row, Row)]


def xlsx(rows: list[list[object]], *more: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for name, cells in more:
        extra = book.create_sheet(name)
        for row in cells:
            extra.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"]
)
def test_text_is_read_in_any_usual_encoding_and_with_any_usual_delimiter(encoding, delimiter):
    data = faulty.to_csv(PEOPLE, delimiter, encoding)
    found = read(data, "people.csv")
    assert found.sheet.headers == PEOPLE[0]
    assert [row.cells for row in people(found)] == PEOPLE[1:]


def test_sixteen_bit_text_without_a_mark_is_recognised():
    text = "Name,E-mail\r\nZoë,zoe@example.org\r\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert people(read(text.encode(encoding), "a.csv"))[0].cells[0] == "Zoë"


def test_stray_zeros_quotes_and_line_breaks_in_cells_do_no_harm():
    data = b'Name,E-mail,Topics\r\n"O\'Neill, Si\x00an",s@example.org,"a\r\nb ""c"""\r\n'
    row = people(read(data, "a.csv"))[0]
    assert row.cells == ["O'Neill, Sian", "s@example.org", 'a\r\nb "c"']
    assert row.number == 2


def test_old_line_ends_and_a_line_that_names_the_delimiter():
    assert len(people(read(b"Name;E-mail\rA;a@example.org\rB;b@example.org\r", "a.csv"))) == 2
    found = read(b"sep=;\r\nName;E-mail\r\nA, the first;a@example.org\r\n", "a.csv")
    assert people(found)[0].cells == ["A, the first", "a@example.org"]


def test_row_numbers_are_those_the_person_sees():
    data = b'Our list\r\n\r\nName,E-mail\r\n\r\n"A\r\nB",a@example.org\r\n\r\nC,c@example.org\r\n'
    assert [row.number for row in people(read(data, "a.csv"))] == [5, 7]
    rows: list[list[object]] = [["Our list"], [], *PEOPLE[:2], [], PEOPLE[2]]
    assert [row.number for row in people(read(xlsx(rows), "a.xlsx"))] == [4, 6]


def test_a_list_that_does_not_begin_in_the_first_column():
    book = openpyxl.Workbook()
    for r, row in enumerate(PEOPLE):
        for c, value in enumerate(row):
            book.active.cell(r + 4, c + 3, value)
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue(), "a.xlsx")
    assert found.sheet.headers == ["", "", *PEOPLE[0]]
    assert people(found)[0].number == 5


def test_title_groups_and_merged_headings():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Applicants 2026"])
    sheet.append(["You", None, "Line manager", None, "Profession"])
    sheet.append(["Name", "E-mail", "Name", "E-mail", None])
    sheet.append(["Ana", "ana@example.org", "Bo", "bo@example.org", "OT"])
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("E2:E3")
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue(), "a.xlsx").sheet
    assert found.headers == [
        "You: Name", "You: E-mail", "Line manager: Name", "Line manager: E-mail", "Profession",
    ]  # fmt: skip
    assert found.title == "Applicants 2026"
    assert found.header_row == 3


def test_a_cell_merged_over_several_people_counts_for_each():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "E-mail", "Trust"])
    for n in range(4):
        sheet.append([f"P{n}", f"p{n}@example.org", "Riverside" if n == 0 else None])
    sheet.merge_cells("C2:C4")
    target = io.BytesIO()
    book.save(target)
    found = read(target.getvalue(), "a.xlsx").sheet
    filled = [row.cells[2] for row in found.rows(fill=[2]) if isinstance(row, Row)]
    assert filled == ["Riverside", "Riverside", "Riverside", ""]


def test_totals_notes_and_repeated_headings_are_left_out_and_said():
    rows = [
        *PEOPLE,
        PEOPLE[0],
        ["Ana Nair", "", ""],
        ["Total", "3", ""],
        ["n = 3", "", ""],
        ["* as at 3 November", "", ""],
    ]
    found = read(faulty.to_csv(rows), "a.csv").sheet
    left = [(row.number, row.reason) for row in found.rows() if isinstance(row, LeftOut)]
    assert left == [(5, "heading"), (6, "note"), (7, "total"), (8, "total"), (9, "note")]


def test_a_person_without_an_address_is_not_taken_for_a_note():
    rows = [*PEOPLE, ["Noté Bene", "", "OT"], ["Mark Page", "", "Physio"]]
    found = people(read(faulty.to_csv(rows), "a.csv"))
    assert [row.cells[0] for row in found][-2:] == ["Noté Bene", "Mark Page"]


def test_of_several_sheets_the_one_with_people_is_taken():
    data = xlsx([["Read me"], ["Fill in the other sheet"]], ("Lists", [["Yes"], ["No"]]),
                ("Applicants", PEOPLE), ("Old", PEOPLE[:2]))  # fmt: skip
    found = read(data, "a.xlsx")
    assert found.sheet.name == "Applicants"
    assert found.other_sheets == ("Sheet", "Lists", "Old")
    assert read(data, "a.xlsx", sheet="Old").sheet.name == "Old"
    with pytest.raises(CannotRead, match="Applicants"):
        read(data, "a.xlsx", sheet="Nowhere")


def test_old_excel_files_are_read_with_their_errors():
    found = read((Path(__file__).parent / "people.xls").read_bytes(), "people.xls")
    rows = people(found)
    assert found.kind == "xls"
    assert rows[0].cells[:4] == ["Zoë O'Neill", "zoe@example.org", "OT", date(2026, 11, 3)]
    assert [row.number for row in rows] == [3, 4, 5]


def test_opendocument_is_read():
    document = OpenDocumentSpreadsheet()
    table = Table(name="Applicants")
    for row in PEOPLE:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    # What office programs put at the end of every sheet.
    tail = TableRow(numberrowsrepeated=1_048_000)
    tail.addElement(TableCell(numbercolumnsrepeated=16_384))
    table.addElement(tail)
    document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.write(target)
    found = read(target.getvalue(), "a.ods")
    assert [row.cells for row in people(found)] == PEOPLE[1:]


def test_error_cells_keep_their_words():
    data, expected = faulty.make_faulty_workbook(100, 24)
    found = read(data, "a.xlsx")
    errors = {row.number for row in people(found) for c in row.cells if c in ("#REF!", "#N/A")}
    assert errors == {number for number, codes in expected.items() if codes == ["formula_error"]}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\x00\x00\r\n", "empty"),
        (b"%PDF-1.7 and so on", "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "not_a_spreadsheet"),
        (b"<html><table><tr><td>Name</td></tr></table>", "save_as_xlsx"),
        (b'<?xml version="1.0"?><Workbook/>', "save_as_xlsx"),
        (bytes(range(1, 256)) * 40, "unknown_type"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "damaged"),
        (containers.archive({"word/document.xml": b"<w/>"}), "not_a_spreadsheet"),
        (containers.archive({"xl/workbook.bin": b"x"}), "save_as_xlsx"),
        (containers.archive({"holiday.jpg": b"x"}), "not_a_spreadsheet"),
        (b"Name,E-mail\r\n", "no_rows"),
        (containers.compound("EncryptedPackage", b"secret"), "encrypted"),
        (containers.compound("WordDocument", b"text"), "not_a_spreadsheet"),
        (
            containers.compound(
                "Workbook", containers.biff((0x809, b"\0\6\5\0"), (0x2F, b"\0" * 6))
            ),
            "encrypted",
        ),
    ],
)
def test_what_is_no_readable_spreadsheet_is_refused_in_clear_words(data, code):
    assert code_of(data) == code


def test_a_part_that_unpacks_to_far_too_much_is_refused_before_it_is_opened():
    data = containers.workbook(b"", {"xl/sharedStrings.xml": b" " * (60 * 1024 * 1024)})
    tracemalloc.start()
    assert code_of(data) == "bomb"
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


def test_a_part_that_declares_less_than_it_holds_is_refused():
    strings = b"<sst>" + b"<si><t>hello</t></si>" * 50_000 + b"</sst>"
    data = containers.workbook(b"", {"xl/sharedStrings.xml": strings})
    lying = containers.with_declared_size(data, "xl/sharedStrings.xml", 1000, strings)
    assert code_of(lying) == "bomb"


def test_entities_are_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><sst/>'
    assert code_of(containers.workbook(b"", {"xl/sharedStrings.xml": evil})) == "bomb"


@pytest.mark.parametrize(
    "data",
    [
        containers.workbook(b"<c " * 1_000_000),
        containers.workbook(b"<c " + b" " * 5_000_000),
        containers.workbook(b'<c t="e" r="A1">' * 200_000),
        containers.workbook(b'<row r="1"><c x="<" r="XFD9000"><v>1</v></c></row>'),
        containers.ods(b"<table:table-cell " * 300_000),
        b"," * 10_000_000,
        b"\n".join([b",".join(b"name email %d" % n for n in range(380))] * 60),
    ],
    ids=["tags", "spaces", "errors", "bracket", "ods", "commas", "headings"],
)
def test_files_made_to_take_for_ever_do_not(data):
    start = time.perf_counter()
    try:
        list(read(data, "a.csv").sheet.rows())
    except CannotRead as refused:
        assert refused.words(str)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="99000"><c r="XFD99000"><v>1</v></c></row>',
        b'<row r="1"><c  s="1" r=\'A1\'><v>1</v></c></row><row r="9000"><c s="0" r=\'XFD9000\'>'
        b"<v>1</v></c></row>",
        b'<row r="9000"><c x=">" r="XFD9000"><v>1</v></c></row>',
        b'<row r="1">' + b"<c><v>1</v></c>" * 16000 + b'</row><row r="9000"><c><v>1</v></c></row>',
    ],
)
def test_cells_in_far_corners_are_refused(cells):
    assert code_of(containers.workbook(cells)) == "too_many_cells"


def test_empty_formatted_cells_far_away_do_no_harm():
    text = b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
    first = text % (b"A1", b"Name") + text % (b"B1", b"E-mail") + b'<c r="XFD1" s="0"/>'
    second = text % (b"A2", b"Ana") + text % (b"B2", b"a@example.org")
    cells = b'<row r="1">%s</row><row r="2">%s</row><row r="1048576"><c r="A1048576" s="0"/></row>'
    assert len(people(read(containers.workbook(cells % (first, second)), "a.xlsx"))) == 1


def test_far_corners_in_old_excel_files_are_refused():
    def number(row: int, column: int) -> tuple[int, bytes]:
        place = row.to_bytes(2, "little") + column.to_bytes(2, "little")
        return 0x203, place + b"\0\0" + b"\0" * 8

    stream = containers.biff(
        (0x809, b"\0\6\5\0"), (0x85, b"\x60\0\0\0\0\0\1\0A"), (0x0A, b""), (0x809, b"\0\6\x10\0"),
        number(0, 0), number(65_535, 255), (0x0A, b""),
    )  # fmt: skip
    with pytest.raises(CannotRead) as refused:
        read(containers.compound("Workbook", stream), "a.xls")
    assert refused.value.message_code == "too_many_cells"


@pytest.mark.parametrize(
    "table",
    [
        b'<table:table-row table:number-rows-repeated="9000"><table:table-cell x=">" '
        b'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p>'
        b"</table:table-cell></table:table-row>",
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        b'office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p>'
        b"</table:table-cell></table:table-row>",
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
        b"</table:table-row><table:table-row>"
        b'<table:table-cell table:number-columns-repeated="900"/>'
        b'<table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
    ],
)
def test_repeated_cells_in_opendocument_are_counted_before_they_are_laid_out(table):
    assert code_of(containers.ods(table), "a.ods") in ("too_many_cells", "too_many_rows")


def test_a_million_rows_are_refused_in_bounded_memory():
    data = b"Name,E-mail\r\n" + b"Ana,a@example.org\r\n" * 1_000_000
    tracemalloc.start()
    assert code_of(data, "a.csv") == "too_many_rows"
    assert tracemalloc.get_traced_memory()[1] < 30 * 1024 * 1024
    tracemalloc.stop()
    rows = b'<row r="1000000"><c r="A1000000"><v>1</v></c></row>'
    assert code_of(containers.workbook(rows)) == "too_many_rows"


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row():
    data = (
        b'Name,E-mail\r\nAna,a@example.org\r\n"Bo,b@example.org\r\n' + b"C,c@example.org\r\n" * 500
    )
    with pytest.raises(CannotRead) as refused:
        list(read(data, "a.csv").sheet.rows())
    assert refused.value.message_code == "unclosed_quote"
    assert refused.value.params == {"row": 3}


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_no_bytes_bring_it_down(data, start):
    try:
        list(read(start + data, "a.xlsx").sheet.rows())
    except CannotRead as refused:
        assert refused.words(str)


WHOLE = [(Path(__file__).parent / "people.xls").read_bytes(), xlsx(PEOPLE)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damaged_workbook_brings_it_down(data):
    whole = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        list(read(bytes(whole), "a.xlsx").sheet.rows())
    except CannotRead as refused:
        assert refused.words(str)
