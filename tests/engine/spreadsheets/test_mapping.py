"""What a column holds, guessed from its heading and its cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engine.spreadsheets import FIELDS, find_header, guess_mapping, read
from alongside.engine.spreadsheets.fields import guess_field
from tests.engine.spreadsheets import faulty


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Prof. Reg. No", "registration_number"),
        ("HCPC number", "registration_number"),
        ("NMC PIN / HCPC no.", "registration_number"),
        ("What would you like from a mentor?", "topics_sought"),
        ("Please list the topics you'd like help with", "topics_sought"),
        ("What topics could you support a mentee with?", "topics_offered"),
        ("Job title", "profession"),
        ("Trust", "employer"),
        ("Organisation / Employer", "employer"),
        ("Line manager's email", "manager_email"),
        ("Manager – e-mail", "manager_email"),
        ("E-mail address (work)", "email"),
        ("EMAIL", "email"),
        ("How many mentees could you take?", "capacity"),
        ("When are you free?", "times"),
        ("How did you hear of us", "ignore"),
        ("Name of your line manager", "ignore"),
        ("Mobile number", "ignore"),
        ("Mentor/Mentee", "role"),
        ("Forename(s)", "first_name"),
        ("SURNAME", "last_name"),
        ("Your full name", "full_name"),
        ("Years since qualifying", "years_experience"),
        ("AfC band", "band"),
        ("Department/Ward", "team"),
        ("What region of the UK do you work in?", "region"),
        ("Regulatory body", "regulator"),
        ("What are your goals for mentoring?", "purpose"),
        ("1st choice of mentor", "preferences"),
        ("Online / F2F?", "modes"),
        ("Which languages do you speak at work?", "languages"),
        ("Date of application", "applied_on"),
        ("Timestamp", "applied_on"),
        ("Clinical speciality", "specialty"),
        ("Town/City", "place"),
    ],
)
def test_headings_are_known_by_many_names(heading, field):
    assert guess_field(heading)[0] == field


def test_every_phrase_of_a_field_leads_to_a_field_and_each_label_to_its_own():
    for field in FIELDS:
        for phrase in field.phrases:
            assert guess_field(phrase)[1] == 1.0, phrase
        if field.code != "ignore":
            assert guess_field(field.label)[0] == field.code, field.label


@given(st.text(max_size=300))
def test_no_heading_brings_it_down(text):
    field, sure = guess_field(text)
    assert 0 <= sure <= 1
    assert bool(field) == bool(sure)


def test_a_whole_form_is_mapped_without_help():
    sheet = read(faulty.make_faulty_workbook(60, 10)[0], "a.xlsx").sheet
    mapping = guess_mapping(sheet.headers, sheet.samples(), {})
    assert [column.field for column in mapping.columns] == [
        "role", "first_name", "last_name", "email", "profession", "specialty", "band",
        "years_experience", "employer", "team", "place", "region", "registration_number",
        "topics_sought", "topics_offered", "modes", "languages", "times", "capacity",
        "manager_email", "applied_on", "ignore",
    ]  # fmt: skip
    assert not mapping.missing
    assert all(column.why(str) for column in mapping.columns)


def test_cells_speak_where_the_heading_does_not():
    mapping = guess_mapping(
        ["Col A", "Col B", "Col C"],
        [["ana@example.org", "bo@example.org"], ["OT1234", "PH99"], ["OT", "physio", "nurse"]],
    )
    assert [c.field for c in mapping.columns] == ["email", "registration_number", "profession"]
    assert mapping.columns[0].reason == "content"
    assert "ana@example.org" in mapping.columns[0].why(str)


def test_a_column_called_email_without_addresses_is_not_believed():
    mapping = guess_mapping(["Email", "Contact"], [["yes", "no"], ["a@example.org"]])
    assert mapping.indexes("email") == [1]


def test_one_field_goes_to_one_column_and_the_other_says_why():
    mapping = guess_mapping(
        ["Email", "Email address", "Topic 1", "Topic 2"],
        [["a@example.org"], ["b@example.org"], ["Leadership"], ["Confidence"]],
    )
    assert len(mapping.indexes("email")) == 1
    assert mapping.indexes("topics") == [2, 3]
    assert "better" in mapping.columns[1].why(str)


def test_what_a_person_chose_is_kept_for_the_next_file():
    first = guess_mapping(["Who", "E-mail"], [["Ana Nair"], ["a@example.org"]])
    chosen = first.changed({0: "full_name"})
    again = guess_mapping(["e-mail", "WHO?"], [["b@example.org"], ["Bo"]], chosen.to_remember())
    assert [c.field for c in again.columns] == ["email", "full_name"]
    assert again.columns[1].reason == "remembered"


def test_a_choice_takes_the_field_from_the_column_it_was_guessed_for():
    guessed = guess_mapping(["Email", "Home mail"], [["a@example.org"], ["b@example.org"]])
    changed = guessed.changed({1: "email"})
    assert changed.indexes("email") == [1]
    with pytest.raises(ValueError, match="nonsense"):
        guessed.changed({0: "nonsense"})


def test_a_name_column_beside_a_surname_holds_first_names():
    mapping = guess_mapping(
        ["Name", "Surname", "Email"], [["Ana", "Bo"], ["Nair", "Chen"], ["a@example.org"]]
    )
    assert [c.field for c in mapping.columns][:2] == ["first_name", "last_name"]


def test_what_is_missing_is_named():
    assert guess_mapping(["Band"], [["6"]]).missing == ["email", "full_name"]


def test_the_header_is_found_under_a_title_and_not_among_people():
    rows = [["Applicants"], [""], ["Name", "Email"], ["Ana", "a@example.org"]]
    assert find_header(rows) == 2
    assert find_header([["", ""]]) is None
