"""The shape of a registration number: "looks right", never "verified"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engine import reference, registration

PREFIXES = ["AS", "BS", "CH", "CS", "DT", "HAD", "ODP", "OR", "OT", "PA", "PH", "PO", "PYL",
            "RA", "SL"]  # fmt: skip


@given(st.sampled_from(PREFIXES), st.integers(0, 999_999), st.sampled_from(["", " ", "-", "."]))
def test_every_hcpc_number_looks_right_however_it_is_spaced(prefix, number, between):
    found = registration.check(f" {prefix.lower()}{between}{number} ", "hcpc")
    assert found.looks_right
    assert found.text == f"{prefix}{number}"


@pytest.mark.parametrize(
    ("text", "regulator", "looks_right"),
    [
        ("OT1234567", "hcpc", False),
        ("XX1234", "hcpc", False),
        ("12A3456B", "nmc", True),
        ("12A34567", "nmc", False),
        ("1234567", "gmc", True),
        ("123456", "gmc", False),
        ("2012345", "gphc", True),
        ("1012345", "gphc", False),
        ("anything 5/12", "gosc", None),
        ("anything", "other", None),
        ("HCPC no. PA99", "hcpc", True),
        ("PIN: 12A 3456B", "nmc", True),
        ("", "hcpc", False),
    ],
)
def test_numbers_are_compared_with_their_regulators_shape(text, regulator, looks_right):
    assert registration.check(text, regulator).looks_right is looks_right


def test_the_regulator_is_guessed_only_where_one_shape_fits():
    assert registration.guess("OT12") == "hcpc"
    assert registration.guess("12A3456B") == "nmc"
    assert registration.guess("1234567") == "gmc"
    assert registration.guess("2234567") == ""


def test_examples_have_the_shape_they_show():
    for regulator, example in registration.EXAMPLES.items():
        assert registration.check(example, regulator).looks_right


def test_the_prefixes_of_each_profession_are_ones_its_regulator_uses():
    for profession in reference.PROFESSIONS:
        for prefix in profession.register_prefixes:
            assert registration.check(f"{prefix}1", profession.regulator).looks_right


@given(st.text(max_size=200))
def test_no_text_brings_it_down(text):
    assert len(registration.check(text).text) <= 40
