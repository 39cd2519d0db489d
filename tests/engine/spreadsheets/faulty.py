"""Made-up lists of people: clean ones of any length, and one with every fault there is.

Everything is made from the row's number, so that the same call gives the same people. Nobody
in them exists; the addresses lie under example.org.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

import openpyxl
import xlsxwriter
from openpyxl.styles import Font

HEADERS = [
    "Mentor / mentee",
    "First name",
    "Surname",
    "E-mail address (work)",
    "Job title",
    "Clinical area",
    "Band",
    "Yrs experience",
    "Trust",
    "Dept",
    "Where are you based?",
    "Region",
    "Prof. Reg. No",
    "What would you like from a mentor?",
    "What could you help a mentee with?",
    "Online or face to face?",
    "Languages spoken",
    "When are you free?",
    "How many mentees could you take?",
    "Line manager's email",
    "Date of application",
    "How did you hear of us",
]

FIRST = [
    "Siân", "Zoë", "Amara", "Oluwaseun", "Ffion", "Niamh", "José", "Priya", "Łukasz", "Mei",
    "Fatima", "Iain", "Chloé", "Rhys", "Anjali", "Tomás", "Grace", "Søren", "Aoife", "Bilal",
    "Ana-Maria", "D'Arcy", "Hyacinth", "Yusuf", "Eilidh",
]  # fmt: skip
LAST = [
    "O'Neill", "Brontë", "Okafor", "Adeyemi", "Ap Rhys", "Ní Bhriain", "García", "Patel",
    "Wójcik", "Chen", "Al-Khatib", "MacDonald", "D'Souza", "Llewellyn", "Nair", "van der Berg",
    "St John", "Nuñez", "Müller", "Smith-Jones", "Ferreira", "Quaye", "Thwaite", "Ahmed",
    "Fraser",
]  # fmt: skip
PROFESSIONS = [
    ("Occupational therapist", "OT", "occupational_therapist"),
    ("Physio", "PH", "physiotherapist"),
    ("SLT", "SL", "speech_and_language_therapist"),
    ("Paramedic", "PA", "paramedic"),
    ("Dietitian", "DT", "dietitian"),
    ("ODP", "ODP", "operating_department_practitioner"),
    ("Diagnostic radiographer", "RA", "radiographer"),
    ("Podiatry", "CH", "podiatrist"),
]
AREAS = ["Stroke", "Hands", "Paediatrics", "Mental health", "Community", "Critical care", "MSK"]
BANDS = ["Band 5", "6", "Band 7", "8a", "Band 8b", "B6"]
TRUSTS = ["Riverside Trust", "Hillview Health Board", "Fenland Partnership", "Moorside University"]
TEAMS = ["Therapies", "Rehab", "Acute", "Outpatients", "Early supported discharge"]
PLACES = [("Leeds", "Yorkshire and the Humber"), ("Bristol", "South West"), ("Cardiff", "Wales"),
          ("Glasgow", "Scotland"), ("Norwich", "East of England")]  # fmt: skip
TOPICS = ["Leadership", "Confidence", "Career advice", "First grant", "Work-life balance",
          "Teaching", "Research careers", "Clinical reasoning", "Service improvement"]  # fmt: skip
MODES = ["Online", "In person", "Either", "Face to face", "Teams"]
TIMES = ["Tuesday evenings", "Mon-Wed after 5pm", "Flexible", "Thu 12-14", "Weekdays 9-5"]
JOINERS = ["; ", ", ", "\n"]


def person(number: int) -> list[str | int]:
    """The cells of the clean person ``number`` (from 0), in the order of HEADERS."""
    mentor = number % 3 == 0
    first, last = FIRST[number % 25], LAST[(number // 25 + number) % 25]
    title, prefix, _ = PROFESSIONS[number % 8]
    place, region = PLACES[number % 5]
    joiner = JOINERS[number % 3]
    topics = joiner.join((TOPICS[number % 9], TOPICS[(number + 4) % 9]))
    return [
        "Mentor" if mentor else "Mentee",
        first,
        last,
        f"person{number}@example.org" if number % 7 else f"Person{number}@Example.org",
        title,
        AREAS[number % 7],
        BANDS[number % 6],
        number % 30 + 1,
        TRUSTS[number % 4],
        TEAMS[number % 5],
        place,
        region,
        f"{prefix}{number % 999_999 + 1}",
        "" if mentor else topics,
        topics if mentor else "",
        MODES[number % 5],
        "English" if number % 4 else "English; Welsh",
        TIMES[number % 5],
        number % 4 + 1 if mentor else "",
        f"manager{number % 40}@example.org",
        f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2026",
        "Newsletter",
    ]


def make_clean_workbook(rows: int) -> bytes:
    """An XLSX of ``rows`` people with nothing wrong, the headings in its first row."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True, "in_memory": True})
    sheet = workbook.add_worksheet("Applicants")
    sheet.write_row(0, 0, HEADERS)
    for number in range(rows):
        sheet.write_row(number + 1, 0, person(number))
    workbook.close()
    return target.getvalue()


def make_clean_csv(rows: int, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The same people as text."""
    return to_csv([HEADERS, *(person(n) for n in range(rows))], delimiter, encoding)


def to_csv(
    rows: Iterable[Iterable[object]], delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Rows as CSV bytes; letters that ``encoding`` does not know become "?"."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return mark.get(encoding, b"") + text.getvalue().encode(encoding, "replace")


# (column, what stands there instead, the code it must be reported with)
FAULTS: list[tuple[int, str, str]] = [
    (3, "", "email_missing"),
    (3, "person at home", "email_invalid"),
    (3, "<duplicate>", "duplicate"),
    (4, "Wandmaker", "profession_unknown"),
    (4, "Phsiotherapist", "profession_unknown"),
    (12, "ZZ-12", "registration_shape"),
    (19, "<self>", "manager_is_self"),
    (13, "Confidence; Falconry", "topic_unknown"),
    (18, "lots", "capacity_unknown"),
    (20, "next week some time", "date_unknown"),
    (8, "#REF!", "formula_error"),
    (5, "very long words " * 40, "too_long"),
    (17, "it depends", "times_unknown"),
    (6, "quite senior", "band_unknown"),
    (7, "since school", "years_unknown"),
    (11, "Atlantis", "region_unknown"),
    (16, "English; Klingon", "language_unknown"),
    (15, "by pigeon", "modes_unknown"),
    (19, "my boss", "manager_email_invalid"),
    (0, "Wizard", "role_unknown"),
    (3, "jo.smith@example..org", "email_invalid"),
    (2, "BrontÃ«", "garbled"),
    (3, "#N/A", "formula_error"),
    (1, "<no name>", "name_missing"),
]


def faulty_rows(rows: int, faults: int) -> tuple[list[list[str | int]], dict[int, str]]:
    """People of whom ``faults`` have one fault each, and the code by place in the list."""
    people = [person(n) for n in range(rows)]
    step = max(1, (rows - 20) // faults)
    expected: dict[int, str] = {}
    for count in range(faults):
        column, text, code = FAULTS[count % len(FAULTS)]
        place = 12 + count * step
        cells = people[place]
        if text == "<duplicate>":
            text = str(people[place - 7][3]).upper()
        elif text == "<self>":
            text = str(cells[3])
        elif text == "<no name>":
            text, cells[2] = "", ""
        if column == 18:
            cells[0], cells[14], cells[13] = "Mentor", cells[13] or cells[14], ""
        if column == 13:
            cells[0], cells[14] = "Mentee", ""
        cells[column] = text
        expected[place] = code
    return people, expected


def make_faulty_workbook(rows: int = 1000, faults: int = 60) -> tuple[bytes, dict[int, list[str]]]:
    """An XLSX as a busy office sends it, and the codes of its problems by row number.

    A title over the headings, groups merged over some of them and the trust merged over
    several people; a blank row here and there; a total and notes at the end; a sheet of
    instructions before the one of people. Rows that are not named have nothing wrong.
    """
    people, expected = faulty_rows(rows, faults)
    workbook = openpyxl.Workbook()
    notes = workbook.active
    assert notes is not None
    notes.title = "Read me"
    notes["A1"] = "How to fill in this form"
    notes["A2"] = "One line for each person. Ask the office if anything is unclear."
    workbook.create_sheet("Lookups").append(["Yes", "No"])
    sheet = workbook.create_sheet("Applicants 2026")
    sheet.append(["Mentoring programme: applicants, autumn 2026"])
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet.append([])
    groups = [""] * len(HEADERS)
    groups[0], groups[4], groups[13] = "About you", "Your work", "Mentoring"
    sheet.append(groups)
    sheet.merge_cells("A3:D3")
    sheet.merge_cells("E3:M3")
    sheet.merge_cells("N3:S3")
    sheet["T3"] = HEADERS[19]
    sheet.merge_cells("T3:T4")
    heads: list[str | None] = list(HEADERS)
    heads[19] = None
    sheet.append(heads)
    by_number: dict[int, list[str]] = {}
    number = 4
    for place, cells in enumerate(people):
        if place % 150 == 149:
            number += 1  # a blank row
        number += 1
        for column, value in enumerate(cells):
            if value != "":
                cell = sheet.cell(number, column + 1, value)
                if isinstance(value, str) and value.startswith("#"):
                    cell.data_type = "e"
        if place in expected:
            by_number[number] = [expected[place]]
    # The first three people share a trust, written once and merged.
    for row in (6, 7):
        sheet.cell(row, 9).value = None
    sheet.merge_cells("I5:I7")
    sheet.cell(number + 2, 1, "Total")
    sheet.cell(number + 2, 2, len(people))
    sheet.cell(number + 4, 1, "* Bands as given by the applicants")
    sheet.cell(number + 5, 1, "Exported by the office on 3 November 2026")
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue(), by_number


def make_faulty_csv(
    rows: int = 1000, faults: int = 60, *, delimiter: str = ";", encoding: str = "cp1252"
) -> tuple[bytes, dict[int, list[str]]]:
    """The same people as CSV under a title row, and the codes of the problems by row number."""
    people, expected = faulty_rows(rows, faults)
    # What was damaged on its way cannot be written in a one-byte encoding once more.
    lines: list[list[object]] = [["Applicants, autumn 2026"], [], list(HEADERS)]
    lines += [list(cells) for cells in people]
    lines += [[], ["Total", len(people)]]
    data = to_csv(lines, delimiter, encoding)
    return data, {place + 4: [code] for place, code in expected.items()}
