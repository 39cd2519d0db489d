"""What people type, and what is meant by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engine import reference
from alongside.engine.spreadsheets import dates, numbers, people, terms, times

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    "text",
    ["3rd of Nov 2026", "03/11/2026", "3.11.26", "2026-11-03", "46329", "3 November 2026",
     "Tuesday, November 3, 2026", "03-Nov-26", "03/11/2026 14:22:01", "2026-11-03T10:00:00Z",
     "20261103", " 3rd Nov, 2026 ", "Tue 3 Nov 2026"],
)  # fmt: skip
def test_a_date_in_any_dress(text):
    assert dates.parse(text) == date(2026, 11, 3)


def test_dates_are_day_first_unless_they_cannot_be():
    assert dates.parse("04/05/2026") == date(2026, 5, 4)
    assert dates.parse("11/23/2026") == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["31/02/2026", "next week", "", "2026", "12", "99/99/9999"])
def test_what_is_no_date_is_not_made_one(text):
    assert dates.parse(text) is None


def test_cells_that_are_dates_or_day_numbers():
    assert dates.from_cell(datetime(2026, 11, 3, 9)) == date(2026, 11, 3)
    assert dates.from_cell(46329.5) == date(2026, 11, 3)
    assert dates.from_cell(True) is None
    assert dates.from_cell(float("inf")) is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_survives_every_way_of_writing_it(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day:%B %d, %Y}"):
        assert dates.parse(text) == day
    assert dates.from_cell(float(serial)) == day


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Tuesday evenings", [(TUE, 1080, 1260)]),
        ("Mon–Wed after 5pm", [(d, 1020, 1260) for d in (MON, TUE, WED)]),
        ("flexible", [(d, 540, 1020) for d in range(5)]),
        ("Tue pm; Thu 12-14", [(TUE, 780, 1020), (THU, 720, 840)]),
        ("Monday, Tuesday mornings", [(MON, 540, 720), (TUE, 540, 720)]),
        ("Weekdays 9-5", [(d, 540, 1020) for d in range(5)]),
        ("Wed 5-7pm", [(WED, 1020, 1140)]),
        ("any day except Friday", [(d, 540, 1020) for d in range(4)]),
        ("Mon, Wed and Fri 10:00-11:30", [(d, 600, 690) for d in (MON, WED, FRI)]),
        ("weekends", [(SAT, 540, 1020), (SUN, 540, 1020)]),
        ("Thursday am or Friday pm", [(THU, 540, 720), (FRI, 780, 1020)]),
        ("Mon 9am-12noon", [(MON, 540, 720)]),
        ("Thu mornings\nFri lunchtime", [(THU, 540, 720), (FRI, 720, 840)]),
        ("dunno", []),
        ("Not Fridays", []),
    ],
)
def test_times_in_words(text, windows):
    assert list(times.parse(text)) == windows


@given(st.text(alphabet="montuewdhfrisa -–,;0123456789:pm.flexibl\n", max_size=60))
def test_windows_are_sorted_apart_and_within_a_day(text):
    windows = times.parse(text)
    for day, start, end in windows:
        assert 0 <= day <= 6
        assert 0 <= start < end <= 1440
    for one, two in zip(windows, windows[1:], strict=False):
        assert one[0] < two[0] or one[2] < two[1]


@pytest.mark.parametrize(
    ("text", "places"),
    [("two", 2), ("1-2", 2), ("max 3", 3), ("2 or 3", 3), ("about six", 6), ("0", 0),
     ("3.0", 3), ("up to 4 mentees", 4), ("a couple", 2), ("none", 0), ("lots", None),
     ("-1", None), ("1000", None), ("2.5", None)],
)  # fmt: skip
def test_places_in_words(text, places):
    assert numbers.capacity(text) == places


@pytest.mark.parametrize(
    ("text", "years"),
    [("10+", 10), ("about six", 6), ("5-10", 5), ("18 months", 1), ("2 years 6 months", 2),
     ("<1", 0), ("twelve", 12), ("1.5", 1), ("since school", None), ("200", None)],
)  # fmt: skip
def test_years_in_words(text, years):
    assert numbers.years(text) == years


@pytest.mark.parametrize(
    ("cell", "address"),
    [("mailto:Ana@Example.org", "ana@example.org"),
     ("Ana Nair <ana@example.org>", "ana@example.org"),
     ("ana@example.org,", "ana@example.org"), ("  ANA@EXAMPLE.ORG.", "ana@example.org"),
     ("ana@example.org (work)", "ana@example.org"), ("o'neill@example.org", "o'neill@example.org"),
     ("ana+mentoring@sub.example.org", "ana+mentoring@sub.example.org"),
     ("\u200bana@example.org\u00a0", "ana@example.org")],
)  # fmt: skip
def test_an_address_is_read_out_of_what_stands_around_it(cell, address):
    found = people.email(cell)
    assert found.valid
    assert found.text == address


@pytest.mark.parametrize(
    ("cell", "suggestion"),
    [("ana@example", ""), ("ana", ""), ("ana.example.org", ""), ("@example.org", ""),
     ("ana nair@example.org", "ananair@example.org"), ("ana@example..org", "ana@example.org"),
     ("ana at example.org", "ana@example.org"), ("ana@@example.org", "ana@example.org")],
)  # fmt: skip
def test_a_broken_address_is_refused_and_where_possible_mended(cell, suggestion):
    found = people.email(cell)
    assert not found.valid
    assert found.suggestion == suggestion


def test_two_addresses_and_misspelt_providers_are_noticed():
    assert people.email("a@example.org; b@example.org").several
    assert people.email("a@gmial.com").suggestion == "a@gmail.com"


@pytest.mark.parametrize(
    ("cell", "name"),
    [("O'Neill, Siân", "Siân O'Neill"), ("Dr  Jo van der Berg", "Jo van der Berg"),
     ("Smith, Dr Jo", "Jo Smith"), ("Łukasz Wójcik, PhD", "Łukasz Wójcik"),
     ("D’Arcy Ní Bhriain", "D’Arcy Ní Bhriain"), ("Miss Sr. Lee", "Sr. Lee")],
)  # fmt: skip
def test_names_are_put_in_the_order_they_are_spoken(cell, name):
    assert people.name(cell) == name


def test_capitals_are_offered_as_a_proper_name():
    assert people.proper_case("SIÂN O'NEILL-SMITH") == "Siân O'Neill-Smith"
    assert people.proper_case("jo mcdonald") == "Jo McDonald"
    assert people.proper_case("Jo van der Berg") == "Jo van der Berg"


@given(st.text(alphabet="éèüßñçøŵŷ’–áÉ", min_size=1, max_size=12))
def test_letters_that_were_damaged_on_the_way_are_put_right(text):
    damaged = f"Zo{text}".encode().decode("latin-1")
    assert people.looks_garbled(damaged)
    assert people.mended(damaged) == f"Zo{text}"
    assert not people.looks_garbled(f"Zo{text}")


@pytest.mark.parametrize(
    ("text", "codes", "others"),
    [
        ("Leadership; research careers, first grant",
         ["leadership", "research_careers", "first_grant"], []),
        ("equality, diversity and inclusion, leadership",
         ["equity_and_allyship", "leadership"], []),
        ("• Confidence\n• Work-life balance\n- falconry",
         ["confidence", "work_life_balance"], ["falconry"]),
        ("leadership and research", ["leadership", "research_careers"], []),
        ("Career advice/wellbeing", ["career_advice", "wellbeing"], []),
        ("Speech and language therapy, adults", [], ["Speech and language therapy, adults"]),
        ("1. Teaching\n2. Teaching", ["teaching"], []),
        ("n/a", [], []),
    ],
)  # fmt: skip
def test_lists_in_one_cell(text, codes, others):
    found, unknown = terms.several("topic", text)
    assert list(found) == codes
    assert list(unknown) == others


@pytest.mark.parametrize(
    ("text", "code"),
    [("OT", "occupational_therapist"), ("Occ Therapist", "occupational_therapist"),
     ("Lead OT", "occupational_therapist"), ("physio", "physiotherapist"),
     ("Specialist Physiotherapist (MSK)", "physiotherapist"),
     ("SALT", "speech_and_language_therapist"), ("SLT", "speech_and_language_therapist"),
     ("ODPs", "operating_department_practitioner"), ("Dietician", "dietitian"),
     ("Physio assistant", "support_worker"), ("Orthotist/Prosthetist", "prosthetist_orthotist"),
     ("Nurse - community", "nurse"), ("Wizard", "")],
)  # fmt: skip
def test_professions_by_the_names_people_use(text, code):
    assert terms.one("profession", text) == code


def test_every_entry_of_every_list_is_known_by_its_own_name():
    for kind, entries in reference.LISTS.items():
        for entry in entries:
            assert terms.one(kind, entry.name) == entry.code, (kind, entry.name)


@pytest.mark.parametrize(
    ("text", "code"),
    [("6", "band_6"), ("Band 8A", "band_8a"), ("B7", "band_7"), ("8c", "band_8b"),
     ("senior lecturer", "senior_lecturer"), ("Band 5 (newly qualified)", "band_5"),
     ("3", "support"), ("Consultant", "consultant"), ("quite senior", "")],
)  # fmt: skip
def test_bands_and_ranks(text, code):
    assert terms.band(text) == code


@pytest.mark.parametrize(
    ("text", "modes"),
    [("Teams or f2f", ("online", "in_person")), ("either", ("online", "in_person")),
     ("Online", ("online",)), ("Face to face", ("in_person",)), ("by pigeon", ())],
)  # fmt: skip
def test_online_or_in_person(text, modes):
    assert terms.modes(text) == modes


@given(st.text(max_size=200))
def test_no_text_brings_any_of_it_down(text):
    for kind in reference.LISTS:
        terms.several(kind, text)
        terms.one(kind, text)
    terms.modes(text)
    terms.band(text)
    times.parse(text)
    numbers.capacity(text)
    numbers.years(text)
    dates.parse(text)
    people.email(text)
    people.name(text)
    people.proper_case(text)
    people.mended(text)
