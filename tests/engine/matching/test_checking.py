"""Bad input is named, all of it at once, before anything is solved."""

from __future__ import annotations

import dataclasses
import math

import pytest

from alongside.engine.matching import Mentee, Mentor, Pool, Problem, Rules, Weights, check
from alongside.engine.matching.sentences import ONE
from alongside.engine.matching.words import problem_in_words
from tests.engine.matching.makers import AMARA, BLEDDYN, pool

FULL = dataclasses.replace(BLEDDYN, capacity=2)
LOCK = ("amara", "bleddyn")
CASES: dict[str, Pool] = {
    "weights_below_zero": pool([], [], weights=Weights(-1, 1, 1, 1)),
    "weights_all_zero": pool([], [], weights=Weights(0, 0, 0, 0)),
    "unknown_form": pool([], [], rules=Rules(form="speed")),
    "shared_hours_impossible": pool([], [], rules=Rules(min_shared_hours=169)),
    "mentee_without_id": pool([Mentee("")], []),
    "mentor_without_id": pool([], [Mentor(" ")]),
    "mentee_twice": pool([AMARA, Mentee("Amara ")], []),
    "mentor_twice": pool([], [BLEDDYN, BLEDDYN]),
    "seniority_out_of_range": pool([Mentee("a", seniority=10)], []),
    "years_out_of_range": pool([], [Mentor("a", topics=(("x", math.nan),))]),
    "times_out_of_range": pool([Mentee("a", times=1 << 168)], []),
    "unknown_mode": pool([Mentee("a", modes=frozenset({"fax"}))], []),
    "places_below_zero": pool([], [Mentor("a", capacity=-1)]),
    "more_taken_than_places": pool([], [Mentor("a", capacity=1, already=2)]),
    "asked_for_oneself": pool([Mentee("a", wants=("a",))], []),
    "asked_for_unknown": pool([Mentee("a", wants=("b",))], []),
    "asked_for_and_avoided": pool(
        [Mentee("a", wants=("bleddyn",), avoid=frozenset({"bleddyn"}))], [BLEDDYN]
    ),
    "managers_in_a_ring": pool(
        [Mentee("a", manager="b@x.org")],
        [Mentor("b", email="B@x.org", manager="c"), Mentor("c", manager="a")],
    ),
    "own_manager": pool([Mentee("a", manager="a")], []),
    "lock_of_unknown": pool([AMARA], [BLEDDYN], locks=frozenset({("amara", "nobody")})),
    "lock_breaks_rule": pool(
        [dataclasses.replace(AMARA, manager="bleddyn")], [BLEDDYN], locks=frozenset({LOCK})
    ),
    "locked_to_several": pool(
        [AMARA],
        [BLEDDYN, dataclasses.replace(BLEDDYN, id="other")],
        locks=frozenset({LOCK, ("amara", "other")}),
    ),
    "places_below_locks": pool(
        [AMARA, dataclasses.replace(AMARA, id="ben")],
        [BLEDDYN],
        locks=frozenset({LOCK, ("ben", "bleddyn")}),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_each_problem_is_named_alone(code: str) -> None:
    assert [p.code for p in check(CASES[code])] == [code]


@pytest.mark.parametrize("code", CASES)
def test_each_problem_has_its_sentence(code: str) -> None:
    said = problem_in_words(check(CASES[code])[0])
    assert said.endswith(".")
    assert "{" not in said


def test_every_sentence_about_a_problem_has_a_case() -> None:
    told = {k.removeprefix("problem_") for k in ONE if k.startswith("problem_")}
    assert told == set(CASES)


def test_all_that_is_wrong_is_named_at_once() -> None:
    people = [m for made in CASES.values() for m in made.mentees]
    mentors = [m for made in CASES.values() for m in made.mentors]
    locks = frozenset().union(*(made.locks for made in CASES.values()))
    together = pool(people, mentors, locks=locks, weights=Weights(0, 0, 0, 0))
    found = {p.code for p in check(together)}
    assert len(found) >= 15


def test_what_harms_nothing_does_not_stop_a_run() -> None:
    stopping = {p.code for made in CASES.values() for p in check(made) if not p.stops}
    assert stopping == {"asked_for_unknown", "more_taken_than_places"}


def test_a_ring_names_everyone_in_it_and_nobody_below_it() -> None:
    made = pool(
        [Mentee("a", manager="b"), Mentee("b", manager="a"), Mentee("below", manager="a")], []
    )
    assert check(made) == (Problem("managers_in_a_ring", ("a", "b")),)


def test_a_lock_beside_a_rule_against_it_says_which_rule() -> None:
    made = dataclasses.replace(
        CASES["lock_breaks_rule"], forbidden=frozenset({LOCK}), mentors=(FULL,)
    )
    rules = [dict(p.params)["rule"] for p in check(made)]
    assert rules == ["line_manager", "forbidden"]


def test_sound_input_has_no_problem() -> None:
    assert check(pool([AMARA], [BLEDDYN], locks=frozenset({LOCK}))) == ()
