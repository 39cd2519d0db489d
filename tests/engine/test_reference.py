"""The lists the site starts from."""

from __future__ import annotations

import pytest

from alongside.engine import reference


def test_codes_are_unique_and_short_enough_to_store():
    for kind, entries in reference.LISTS.items():
        codes = [entry.code for entry in entries]
        assert len(codes) == len(set(codes)), kind
        assert all(len(code) <= 40 for code in codes)


def test_the_fourteen_allied_health_professions_with_their_regulators():
    ahps = [p for p in reference.PROFESSIONS if p.group == "ahp"]
    assert len(ahps) == 14
    assert [p.code for p in ahps if p.regulator != "hcpc"] == ["osteopath"]


@pytest.mark.capability("S0.2")
def test_agenda_items_have_the_six_kinds():
    assert len(reference.AGENDA_KINDS) == 6


def test_all_eight_forms_five_reasons_and_two_kinds_can_be_chosen():
    assert len(reference.FORMS) == 8
    assert len(reference.PROGRAMME_REASONS) == 5
    assert [kind.code for kind in reference.KINDS] == ["mentoring", "coaching"]


def test_seniority_runs_from_student_to_professor():
    assert reference.seniority_level("student") == 0
    assert reference.seniority_level("professor") == 9
    assert reference.seniority_level("") is None


def test_a_code_that_has_left_the_list_is_shown_as_it_is():
    assert reference.name_of("topic", "astrology") == "astrology"
    assert reference.name_of("topic", "leadership") == "Leadership"
    assert reference.topic("leadership").code == "leadership"
    assert not reference.known("topic", "astrology")
