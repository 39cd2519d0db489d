"""Where a relationship is, from its dates and what has happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engine.phases import PHASES, phase, winding_from

START, END = date(2026, 1, 5), date(2026, 12, 21)
DAY = timedelta(days=1)


def where(today: date, sessions: int = 0, *, directed: bool = False, ended: bool = False) -> str:
    index = phase(
        started_on=START,
        ends_on=END,
        today=today,
        sessions=sessions,
        directed=directed,
        ended=ended,
    )
    return PHASES[index].code


def test_there_are_five_phases_in_order() -> None:
    codes = [item.code for item in PHASES]
    assert codes == ["rapport", "direction", "progress", "winding", "moving_on"]
    assert all(item.name and item.about for item in PHASES)


def test_it_begins_with_rapport_until_two_sessions_have_been_held() -> None:
    assert where(START) == "rapport"
    assert where(START + 30 * DAY, 1, directed=True) == "rapport"


def test_with_a_purpose_it_moves_from_direction_to_progress() -> None:
    assert where(START + 60 * DAY, 2) == "direction"
    assert where(START + 60 * DAY, 2, directed=True) == "progress"


@pytest.mark.parametrize("sessions", [0, 9])
def test_the_last_weeks_are_for_ending_well(sessions: int) -> None:
    turn = winding_from(START, END)
    assert END - turn == timedelta(weeks=10)
    assert where(turn, sessions, directed=True) == "winding"
    assert where(END + 9 * DAY, sessions, directed=True) == "winding"
    assert where(turn - DAY, sessions, directed=True) != "winding"


def test_a_short_one_winds_down_in_its_last_quarter() -> None:
    assert winding_from(START, START + 40 * DAY) == START + 30 * DAY


def test_what_has_ended_is_moving_on_and_what_has_not_begun_is_rapport() -> None:
    assert where(START, 1, ended=True) == "moving_on"
    not_begun = phase(started_on=None, ends_on=None, today=START, sessions=0, directed=False)
    assert PHASES[not_begun].code == "rapport"


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 20), st.integers(0, 20))
def test_time_and_sessions_only_lead_onwards(a: int, b: int, c: int, d: int) -> None:
    (early, late), (few, more) = sorted((a, b)), sorted((c, d))
    codes = [item.code for item in PHASES]
    before = codes.index(where(START + early * DAY, few))
    after = codes.index(where(START + late * DAY, more, directed=True))
    assert before <= after
