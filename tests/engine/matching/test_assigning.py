"""`assign` and `certify`: exact on anybody's pairs, and proved without the solver."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.matching import assign, certify
from alongside.engine.matching.result import TooLarge

Given = tuple[list[int], list[int], list[int], list[int], list[int]]


@st.composite
def problems(draw: st.DrawFn) -> Given:
    left = draw(st.lists(st.integers(0, 2), min_size=1, max_size=4))
    right = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
    cells = list(itertools.product(range(len(left)), range(len(right))))
    pairs = draw(st.lists(st.sampled_from(cells), unique=True, max_size=9))
    scores = draw(st.lists(st.integers(-6, 6), min_size=len(pairs), max_size=len(pairs)))
    return [p[0] for p in pairs], [p[1] for p in pairs], scores, left, right


def by_trying_all(given_: Given) -> tuple[int, int]:
    i, j, s, left, right = given_
    best = (0, 0)
    for picks in itertools.product([False, True], repeat=len(i)):
        rows, cols = [0] * len(left), [0] * len(right)
        total = 0
        for k in itertools.compress(range(len(i)), picks):
            rows[i[k]] += 1
            cols[j[k]] += 1
            total += s[k]
        fits = all(r <= c for r, c in zip(rows + cols, left + right, strict=True))
        if fits:
            best = max(best, (sum(picks), total))
    return best


@settings(max_examples=200, deadline=None)
@given(problems(), st.integers(0, 9))
def test_no_choice_of_pairs_is_better(given_: Given, seed: int) -> None:
    made = assign(*given_, seed=seed)
    assert (made.matched, made.total) == by_trying_all(given_)
    assert made.proved
    assert (made.matched_bound, made.bound) == (made.matched, made.total)


@pytest.mark.parametrize("seed", range(12))
def test_settling_ties_never_costs_anything(seed: int) -> None:
    """Both prefer the first mentor by as much, so a lot decides who gets it, not whether."""
    made = assign([0, 0, 1, 1], [0, 1, 0, 1], [9, 5, 9, 5], [1, 1], [1, 2], seed=seed)
    assert (made.total, made.proved) == (14, True)


@settings(max_examples=100, deadline=None)
@given(problems(), st.randoms(), st.integers(1, 50), st.integers(-9, 9))
def test_order_scale_and_shift_of_scores_change_nothing(
    given_: Given, rng: random.Random, scale: int, shift: int
) -> None:
    i, j, s, left, right = given_
    rows = list(zip(i, j, [scale * v + shift for v in s], strict=True))
    rng.shuffle(rows)
    first = assign(i, j, s, left, right)
    other = assign([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], left, right)
    assert first.i.tolist() == other.i.tolist()
    assert first.j.tolist() == other.j.tolist()
    assert other.total == scale * first.total + shift * first.matched


def test_the_certificate_can_be_checked_from_outside() -> None:
    rng = np.random.default_rng(3)
    n, m = 60, 20
    i, j = (a.ravel() for a in np.indices((n, m)))
    score = rng.integers(0, 1000, n * m)
    one, places = np.ones(n, int), rng.integers(1, 4, m)
    made = assign(i, j, score, one, places)
    chosen = np.zeros(n * m, bool)
    chosen[made.i * m + made.j] = True
    worth, bound = certify(i, j, score + made.match_worth, one, places, chosen, made.prices)
    assert worth == bound
    # Any other prices bound it from above, never below.
    for prices in (made.prices * 0, made.prices + 7, made.prices[::-1]):
        assert certify(i, j, score + made.match_worth, one, places, chosen, prices)[1] >= bound
    # One pair swapped for a worse one, and the proof is gone.
    taken = np.flatnonzero(chosen)[0]
    chosen[taken] = False
    worse, bound = certify(i, j, score + made.match_worth, one, places, chosen, made.prices)
    assert worse < bound


def test_a_false_certificate_is_refused() -> None:
    i, j, score = np.array([0, 1]), np.array([0, 0]), np.array([5, 4])
    one, both = np.ones(2, int), np.array([True, True])
    with pytest.raises(ValueError, match="more places"):
        certify(i, j, score, one, np.array([1]), both, np.array([0]))
    with pytest.raises(ValueError, match="below nought"):
        certify(i, j, score, one, np.array([2]), both, np.array([-1]))


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        (([0], [0, 1], [1], [1], [1, 1]), "one length"),
        (([0], [0], [0.5], [1], [1]), "whole numbers"),
        (([0], [3], [1], [1], [1]), "points past"),
        (([0], [0], [1], [-1], [1]), "below nought"),
        (([0, 0], [0, 0], [1, 2], [1], [1]), "twice"),
    ],
)
def test_input_that_makes_no_sense_is_refused(given_: tuple[list[int], ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        assign(*given_)


def test_scores_beyond_whole_numbers_are_refused_not_rounded() -> None:
    with pytest.raises(TooLarge):
        assign([0, 1], [0, 1], [0, 10**18], [1, 1], [1, 1])


def test_nothing_to_choose_from_is_proved_too() -> None:
    made = assign([], [], [], [1], [1])
    assert (made.matched, made.total, made.proved) == (0, 0, True)
