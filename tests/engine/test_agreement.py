"""The terms an agreement starts from."""

from __future__ import annotations

from dataclasses import replace
from string import Formatter

import pytest

from alongside.engine.agreement import Difference, Section, differences, first_terms
from alongside.engine.reference import FORMS, KINDS

EVERY = [(kind.code, form.code) for kind in KINDS for form in FORMS]


@pytest.mark.capability("S2.7")
@pytest.mark.parametrize("kind, form", EVERY)
def test_terms_cover_what_an_agreement_should(kind: str, form: str) -> None:
    terms = first_terms(kind, form)
    codes = [section.code for section in terms]
    assert len(set(codes)) == len(codes)
    assert {
        "purpose",
        "roles",
        "meeting",
        "contact",
        "boundaries",
        "confidentiality",
        "records",
        "conflicts",
        "support",
        "ending",
    } <= set(codes)
    places = {name for s in terms for _, name, _, _ in Formatter().parse(s.text) if name}
    assert places == {"weeks", "minutes"}
    assert all(section.text.format(weeks=4, minutes=60) for section in terms)


@pytest.mark.parametrize("kind, form", EVERY)
def test_confidentiality_names_its_limits_and_ending_is_no_ones_fault(kind: str, form: str) -> None:
    text = {section.code: section.text for section in first_terms(kind, form)}
    for limit in ("serious harm", "safeguarding", "patient safety", "crime", "court"):
        assert limit in text["confidentiality"]
    assert "no one’s fault" in text["ending"] and "After two sessions" in text["ending"]


@pytest.mark.capability("S4.5")
def test_coaching_is_led_by_the_person_coached_and_the_coach_has_supervision() -> None:
    coaching = {s.code: s.text for s in first_terms("coaching")}
    mentoring = {s.code: s.text for s in first_terms("mentoring")}
    assert "person coached leads" in coaching["roles"]
    assert "supervision" in coaching["support"]
    assert mentoring["roles"] != coaching["roles"]


def test_peers_have_no_mentor_and_no_mentee() -> None:
    terms = first_terms("mentoring", "peer")
    said = " ".join(s.text for s in terms)
    assert "mentor " not in said and "mentee" not in said


@pytest.mark.parametrize("form", [form.code for form in FORMS])
def test_a_form_of_its_own_kind_says_what_is_particular(form: str) -> None:
    particular = [s for s in first_terms("mentoring", form) if s.code == "form"]
    assert len(particular) == (0 if form in ("traditional", "peer") else 1)


def test_what_changed_between_two_versions_is_named() -> None:
    old = (Section("a", "A", "one"), Section("b", "B", "two"), Section("c", "C", "three"))
    new = (
        Section("c", "C", "three "),
        replace(old[0], text="one and a half"),
        Section("d", "D", "four"),
    )
    assert differences(old, new) == (
        Difference("a", "A", "one", "one and a half"),
        Difference("d", "D", None, "four"),
        Difference("b", "B", "two", None),
    )
    assert differences(old, tuple(reversed(old))) == ()
