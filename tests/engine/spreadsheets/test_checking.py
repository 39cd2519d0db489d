"""Every fault is named by its row, with how to mend it."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from alongside.engine.spreadsheets import (
    EXAMPLE_EMAIL,
    LeftOut,
    Report,
    check_rows,
    check_stream,
    guess_mapping,
    problem_words,
    read,
)
from alongside.engine.spreadsheets.problems import WORDS
from tests.engine.spreadsheets import faulty


def checked(data: bytes, **options: object) -> Report:
    sheet = read(data, "people.xlsx").sheet
    return check_rows(sheet, guess_mapping(sheet.headers, sheet.samples(), {}), **options)


def of_rows(headers: list[str], *rows: list[object], **options: object) -> Report:
    options.setdefault("role_default", "mentee")
    return checked(faulty.to_csv([headers, *rows]), **options)


def codes(report: Report) -> dict[int, list[str]]:
    return {row.number: [p.code for p in row.problems] for row in report.faulty}


def test_sixty_faults_in_a_thousand_rows_are_all_named_by_row_and_nothing_else():
    data, expected = faulty.make_faulty_workbook(1000, 60)
    assert len(expected) == 60
    report = checked(data)
    assert codes(report) == expected
    assert [left.reason for left in report.left_out] == ["total", "note", "note"]
    assert report.totals.rows == 1000
    assert report.totals.with_errors + report.totals.with_warnings == 60
    assert report.totals.new == 1000 - report.totals.with_errors
    for row in report.faulty:
        for problem in row.problems:
            words = problem_words(problem, str)
            assert words.endswith((".", "?"))
            assert "%(" not in words


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16-le", "mac-roman"])
def test_the_same_faults_are_found_in_text_files(encoding, delimiter):
    data, expected = faulty.make_faulty_csv(300, 24, delimiter=delimiter, encoding=encoding)
    assert codes(checked(data)) == expected


@pytest.mark.slow
def test_fifty_thousand_clean_rows_in_seconds_and_bounded_memory():
    data = faulty.make_clean_workbook(50_000)
    start = time.perf_counter()
    sheet = read(data, "people.xlsx").sheet
    mapping = guess_mapping(sheet.headers, sheet.samples(), {})
    rows = faults = 0
    for row in check_stream(sheet, mapping):
        assert not isinstance(row, LeftOut)
        rows += 1
        faults += len(row.problems)
    # Measured at 4 s; a busy machine gets room.
    assert time.perf_counter() - start < 20
    assert (rows, faults) == (50_000, 0)
    tracemalloc.start()
    for _ in zip(check_stream(sheet, mapping), range(5_000), strict=False):
        pass
    assert tracemalloc.get_traced_memory()[1] < 40 * 1024 * 1024
    tracemalloc.stop()


def test_addresses_that_differ_in_case_alone_are_one_person():
    report = of_rows(["Name", "E-mail"], ["Ana", "ana@example.org"], ["Ana", "ANA@Example.org "])
    assert codes(report) == {3: ["duplicate"]}
    assert report.rows[1].problems[0].params == {"row": 2}
    assert "row 2" in problem_words(report.rows[1].problems[0], str)


def test_people_who_are_there_already_are_counted_apart():
    report = of_rows(["Name", "E-mail"], ["Ana", "Ana@example.org"], ["Bo", "bo@example.org"],
                     known_emails={"ana@example.org"})  # fmt: skip
    assert [row.known for row in report.rows] == [True, False]
    assert (report.totals.known, report.totals.new) == (1, 1)


def test_a_number_of_the_wrong_shape_does_not_look_right_and_is_kept():
    report = of_rows(
        ["Name", "E-mail", "Profession", "HCPC number"],
        ["Ana", "a@example.org", "OT", "OT123456789"],
        ["Bo", "b@example.org", "Physio", "HCPC: ph 12-34"],
        ["Cy", "c@example.org", "Hearing aid dispenser", "HAD12"],
    )
    problem = report.rows[0].problems[0]
    words = problem_words(problem, str)
    assert "doesn't look right" in words
    assert "verified" not in words
    assert problem.severity == "warning"
    assert report.rows[0].values["registration_number"] == "OT123456789"
    assert report.rows[1].values["registration_number"] == "PH1234"
    assert not report.rows[1].problems
    assert not report.rows[2].problems


def test_a_nurse_and_a_doctor_have_numbers_of_their_own():
    report = of_rows(
        ["Name", "E-mail", "Profession", "Registration number"],
        ["Ana", "a@example.org", "Nurse", "12a 3456b"],
        ["Bo", "b@example.org", "GP", "1234567"],
        ["Cy", "c@example.org", "Pharmacist", "2012345"],
        ["Di", "d@example.org", "Osteopath", "5/1234"],
        ["Ed", "e@example.org", "OT", "1234567"],
    )
    assert [row.values["regulator"] for row in report.rows] == [
        "nmc",
        "gmc",
        "gphc",
        "gosc",
        "hcpc",
    ]
    assert codes(report) == {6: ["registration_shape"]}


def test_ones_own_manager():
    report = of_rows(
        ["Name", "E-mail", "Line manager's email", "Preferred mentor"],
        ["Ana", "a@example.org", "A@example.org", ""],
        ["Bo", "b@example.org", "boss@example.org", "Boss <boss@example.org>; Cy Nair"],
    )
    assert codes(report) == {2: ["manager_is_self"], 3: ["prefers_manager"]}
    assert "manager_email" not in report.rows[0].values
    assert report.rows[1].values["preferences"] == ("boss@example.org", "Cy Nair")


def test_names_with_apostrophes_and_accents_have_nothing_wrong():
    report = of_rows(["First name", "Surname", "E-mail"],
                     ["Siân", "O'Neill", "s@example.org"],
                     ["D’Arcy", "Ní Bhriain", "d@example.org"],
                     ["Łukasz", "Wójcik-St John", "l@example.org"])  # fmt: skip
    assert not report.faulty
    assert report.rows[0].values["full_name"] == "Siân O'Neill"


def test_capitals_and_damaged_letters_are_kept_and_a_mending_offered():
    report = of_rows(["Name", "E-mail"], ["SIÂN O'NEILL", "s@example.org"],
                     ["Zoë Müller", "m@example.org"],
                     ["ZoÃ« BrontÃ«", "z@example.org"])  # fmt: skip
    assert [p.suggestion for row in report.faulty for p in row.problems] == [
        "Siân O'Neill",
        "Zoë Brontë",
    ]
    assert report.rows[0].values["full_name"] == "SIÂN O'NEILL"


def test_topics_follow_the_role_and_unknown_ones_stay_in_their_own_words():
    report = of_rows(
        ["Name", "E-mail", "Role", "Topics"],
        ["Ana", "a@example.org", "mentee", "Leadership; falconry"],
        ["Bo", "b@example.org", "mentor", "Leadership"],
        ["Cy", "c@example.org", "both", "Leadrship"],
    )
    assert report.rows[0].values["topics_sought"] == ("leadership",)
    assert report.rows[0].values["topics_sought_other"] == ("falconry",)
    assert report.rows[1].values["topics_offered"] == ("leadership",)
    assert report.rows[2].problems[0].suggestion == "Leadership"
    assert codes(report) == {2: ["topic_unknown"], 4: ["topic_unknown"]}


def test_ticks_under_one_column_for_each_topic():
    report = of_rows(["Name", "E-mail", "Topics: Leadership", "Topics: Confidence"],
                     ["Ana", "a@example.org", "x", ""],
                     ["Bo", "b@example.org", "Yes", "✓"])  # fmt: skip
    assert report.rows[0].values["topics_sought"] == ("leadership",)
    assert report.rows[1].values["topics_sought"] == ("leadership", "confidence")


def test_a_row_that_does_not_say_who_it_is_for_takes_the_default_or_is_an_error():
    rows = (["Name", "E-mail"], ["Ana", "a@example.org"])
    assert of_rows(*rows, role_default="mentor").totals.mentors == 1
    assert codes(of_rows(*rows, role_default="")) == {2: ["role_missing"]}


def test_the_example_row_of_the_template_is_left_out():
    report = of_rows(["Name", "E-mail"], ["Example", EXAMPLE_EMAIL], ["Ana", "a@example.org"])
    assert [left.reason for left in report.left_out] == ["example"]
    assert report.totals.rows == 1


def test_text_that_was_kept_from_being_a_formula_comes_back_as_it_was():
    report = of_rows(["Name", "E-mail", "Purpose"], ["Ana", "a@example.org", "'+1 in confidence"])
    assert report.rows[0].values["purpose"] == "+1 in confidence"


def test_all_words_can_be_filled_in():
    params = {"value": "x", "row": 1, "length": 9, "limit": 8, "regulator": "y", "example": "z"}
    for words in WORDS.values():
        assert words % params


def test_a_column_taken_for_the_wrong_thing_does_not_take_minutes():
    rows = [[f"Ana {n}", f"a{n}@example.org", f"unheard of thing {n}"] for n in range(5_000)]
    start = time.perf_counter()
    report = of_rows(["Name", "E-mail", "Profession"], *rows)
    assert report.totals.warnings == 5_000
    assert time.perf_counter() - start < 10
