"""A record looked over the way an auditor would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engine.cpd import (
    ACTIVITIES,
    GOSC,
    HCPC,
    STANDARD_SETS,
    TYPE_LABELS,
    ActivityType,
    Entry,
    Explanation,
    Finding,
    Period,
    Record,
    Statement,
    Weight,
    audit_check,
    check_record,
    gaps,
    progress,
)
from alongside.engine.months import later

CYCLE = Period(date(2024, 10, 1), date(2026, 9, 30))
WHOLE = Entry(
    on=date(2024, 11, 1),
    title="Mentoring session",
    type=ActivityType.PROFESSIONAL,
    minutes=60,
    learned="To ask before telling",
    changed="I open supervision with a question",
    benefit="Families are asked what matters first",
    standards=("hcpc-2", "hcpc-4"),
    evidence="Session dates",
)
COMPLETE = tuple(
    replace(
        WHOLE,
        on=later(date(2024, 10, 15), index),
        type=ActivityType.WORK_BASED if index % 3 else ActivityType.PROFESSIONAL,
    )
    for index in range(24)
)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_full_record_lacks_nothing() -> None:
    record = Record(
        period=CYCLE,
        entries=COMPLETE,
        summary="I work with children. " * 100,
        statement=Statement("I learned. " * 600, activities=5),
    )
    assert check_record(record) == ()


def test_the_hcpc_has_five_standards_and_mentoring_is_professional_activity() -> None:
    assert [standard.code for standard in HCPC.standards] == [f"hcpc-{n}" for n in range(1, 6)]
    types = {activity.code: activity.type for activity in ACTIVITIES}
    assert types["mentoring"] is ActivityType.PROFESSIONAL
    assert types["coaching"] is types["reflection"] is ActivityType.WORK_BASED
    assert set(TYPE_LABELS) == set(ActivityType)
    assert HCPC.get("hcpc-4") and HCPC.get("hcpc-99") is None
    assert set(STANDARD_SETS) == {"HCPC", "NMC", "GOsC"} and GOSC.years == 3


def test_three_empty_months_are_asked_about() -> None:
    kept = tuple(e for e in COMPLETE if not date(2025, 3, 1) <= e.on <= date(2025, 5, 31))
    findings = audit_check(kept, CYCLE)
    assert codes(findings) == ["gap"]
    assert findings[0].values == {"start": date(2025, 2, 16), "end": date(2025, 6, 14)}
    assert findings[0].message % findings[0].values


def test_two_empty_months_are_not() -> None:
    kept = tuple(e for e in COMPLETE if not date(2025, 3, 1) <= e.on <= date(2025, 3, 31))
    assert audit_check(kept, CYCLE) == ()


def test_a_gap_that_is_explained_is_no_gap() -> None:
    kept = tuple(e for e in COMPLETE if not date(2025, 1, 1) <= e.on <= date(2025, 12, 31))
    leave = Explanation(Period(date(2025, 1, 1), date(2025, 11, 30)), "Parental leave")
    assert codes(audit_check(kept, CYCLE)) == ["gap"]
    assert audit_check(kept, CYCLE, explanations=[leave]) == ()
    silent = replace(leave, text="  ")
    assert codes(audit_check(kept, CYCLE, explanations=[silent])) == ["gap"]
    short = Explanation(Period(date(2025, 1, 1), date(2025, 3, 1)), "Parental leave")
    assert codes(audit_check(kept, CYCLE, explanations=[short])) == ["gap"]


def test_an_empty_record_says_what_to_begin_with() -> None:
    findings = audit_check((), CYCLE, summary="", statement=Statement(""))
    assert codes(findings) == ["gap", "no_summary", "no_statement", "few"]
    assert findings[0].values == {"start": CYCLE.start, "end": CYCLE.end}


def test_a_cycle_under_way_is_not_measured_by_what_is_still_to_come() -> None:
    first = COMPLETE[:4]
    assert "gap" in codes(audit_check(first, CYCLE))
    assert audit_check(first, CYCLE, today=date(2025, 2, 20)) == ()
    assert audit_check((), CYCLE, today=date(2024, 9, 1)) == ()


def test_one_type_is_too_few_and_the_usual_number_is_12_to_50() -> None:
    alone = tuple(replace(entry, type=ActivityType.WORK_BASED) for entry in COMPLETE)
    assert codes(audit_check(alone, CYCLE)) == ["one_type"]
    assert codes(audit_check(COMPLETE[::3] + COMPLETE[1::6], CYCLE)) == []
    assert codes(audit_check(COMPLETE[::3] + COMPLETE[1:2], CYCLE)) == ["few"]
    assert codes(audit_check(COMPLETE * 3, CYCLE)) == ["many"]


@pytest.mark.parametrize(
    "missing, code, weight",
    [
        ("learned", "no_learning", Weight.ASKED),
        ("benefit", "no_benefit", Weight.ASKED),
        ("standards", "no_standards", Weight.ASKED),
        ("evidence", "no_evidence", Weight.USUAL),
    ],
)
def test_an_entry_that_lacks_something_is_pointed_at(
    missing: str, code: str, weight: Weight
) -> None:
    bare = replace(COMPLETE[5], **{missing: () if missing == "standards" else " "})
    findings = audit_check(COMPLETE[:5] + (bare,) + COMPLETE[6:], CYCLE)
    assert [(f.code, f.weight, f.entries) for f in findings] == [(code, weight, (5,))]


def test_an_entry_outside_the_period_is_named_and_not_counted() -> None:
    late = replace(WHOLE, on=date(2027, 1, 1))
    findings = audit_check((*COMPLETE, late), CYCLE)
    assert [(f.code, f.entries) for f in findings] == [("outside", (24,))]


def test_what_a_regulator_asks_for_stands_before_what_is_usual() -> None:
    findings = audit_check((replace(WHOLE, evidence="", benefit=""),), CYCLE)
    weights = [finding.weight for finding in findings]
    assert weights == sorted(weights, key=lambda w: w is not Weight.ASKED)


def test_long_texts_and_too_many_activities_in_the_statement_are_mentioned() -> None:
    findings = audit_check(
        COMPLETE, CYCLE, summary="word " * 600, statement=Statement("word " * 1700, 9)
    )
    assert codes(findings) == ["long_summary", "long_statement", "statement_activities"]


def test_progress_counts_what_each_regulator_counts() -> None:
    together = tuple(replace(entry, with_others=True, minutes=90) for entry in COMPLETE[:10])
    gosc = {item.code: item for item in progress("GOsC", together + COMPLETE[10:], CYCLE)}
    assert gosc["with_others"].have == 15 and gosc["hours"].have == 29
    assert not gosc["hours"].met
    account = replace(WHOLE, standards=("nmc-people",))
    assert progress("NMC", (account,) * 5 + COMPLETE, CYCLE)[0].met
    assert [item.met for item in progress("HCPC", COMPLETE, CYCLE)] == [True, True]
    assert progress("GMC", COMPLETE, CYCLE) == ()


def test_a_month_later_is_never_a_day_that_does_not_exist() -> None:
    assert later(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert later(date(2024, 1, 31), -2) == date(2023, 11, 30)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@given(st.lists(st.dates(CYCLE.start, CYCLE.end), max_size=30))
def test_gaps_hold_no_activity_and_nothing_longer_is_missed(days: list[date]) -> None:
    found = gaps(days, CYCLE)
    for gap in found:
        assert not any(day in gap for day in days)
        assert later(gap.start, 3) <= gap.end + timedelta(days=1)
    marks = sorted({CYCLE.start - timedelta(days=1), CYCLE.end + timedelta(days=1), *days})
    for left, right in zip(marks, marks[1:], strict=False):
        first = left + timedelta(days=1)
        if later(first, 3) <= right and first < right:
            assert Period(first, right - timedelta(days=1)) in found
