"""No better assignment exists; order and labels change nothing; rules and locks hold."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import linear_sum_assignment

from alongside.engine.matching import (
    BadInput,
    Mentee,
    Mentor,
    NotForThisForm,
    Pool,
    Rules,
    Stopped,
    check,
    price_of_wishes,
    propose,
    week,
    why_not,
)
from alongside.engine.matching.columns import columns_of
from alongside.engine.matching.optimise import Watch, optimise
from alongside.engine.matching.relations import Line
from alongside.engine.matching.scoring import STOPPED, PoolScores
from tests.engine.matching.makers import AMARA, BLEDDYN, best_by_trying_all, pool, pools

QUICK = settings(max_examples=150, deadline=None)


def sound(made: Pool) -> bool:
    return not any(p.stops for p in check(made))


@QUICK
@given(pools())
@pytest.mark.capability("S3.2", "S3.3", "S3.5")
def test_no_better_assignment_exists(made: Pool) -> None:
    if not sound(made):
        return
    result = propose(made)
    wishes = sum(p.wish for p in result.pairs if not p.locked)
    assert (result.matched, wishes, result.total) == best_by_trying_all(made)
    assert result.proved
    assert result.bound == result.total
    assert result.matched_bound == result.matched


@QUICK
@given(pools())
def test_rules_and_locks_are_never_broken(made: Pool) -> None:
    if not sound(made):
        return
    result = propose(made)
    chosen = {(p.mentee, p.mentor) for p in result.pairs}
    assert made.locks <= chosen
    assert not (made.forbidden & chosen)
    assert len({i for i, _ in chosen}) == len(chosen)
    for mentor in made.mentors:
        assert sum(j == mentor.id for _, j in chosen) <= mentor.places
    for i, j in chosen - made.locks:
        assert why_not(made, i, j).possible
    everyone = {m.id for m in made.mentees}
    assert everyone == {i for i, _ in chosen} | {u.mentee for u in result.unmatched}


@QUICK
@given(pools(), st.randoms())
def test_the_order_of_rows_changes_nothing(made: Pool, rng: random.Random) -> None:
    if not sound(made):
        return
    mentees, mentors = list(made.mentees), list(made.mentors)
    rng.shuffle(mentees)
    rng.shuffle(mentors)
    shuffled = dataclasses.replace(made, mentees=tuple(mentees), mentors=tuple(mentors))
    assert propose(shuffled) == propose(made)


@QUICK
@given(pools())
def test_other_ids_change_neither_the_number_nor_the_total(made: Pool) -> None:
    if not sound(made):
        return

    def renamed(text: str) -> str:
        return f"x{text}"

    def one(person: Mentee | Mentor) -> dict[str, object]:
        wants = type(person.wants)(map(renamed, person.wants))
        avoid = frozenset(map(renamed, person.avoid))
        manager = person.manager
        if manager and "@" not in manager:
            manager = renamed(manager)
        return {"id": renamed(person.id), "wants": wants, "avoid": avoid, "manager": manager}

    def both(pairs: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        return frozenset((renamed(i), renamed(j)) for i, j in pairs)

    other = dataclasses.replace(
        made,
        mentees=tuple(dataclasses.replace(m, **one(m)) for m in made.mentees),
        mentors=tuple(dataclasses.replace(m, **one(m)) for m in made.mentors),
        locks=both(made.locks),
        forbidden=both(made.forbidden),
    )
    a, b = propose(made), propose(other)
    assert (a.matched, a.total) == (b.matched, b.total)


@QUICK
@given(pools())
def test_scores_of_blocks_are_the_parts_shown_for_one_pair(made: Pool) -> None:
    if not sound(made):
        return
    made = dataclasses.replace(made, locks=frozenset())
    columns = columns_of(made, Line(made))
    for i, block in (
        (s + k, row) for s, b in PoolScores(columns, 0).blocks() for k, row in enumerate(b)
    ):
        for j, score in enumerate(block.tolist()):
            answer = why_not(made, columns.mentees[i].id, columns.mentors[j].id)
            assert score == (answer.score if answer.possible else STOPPED)
            assert answer.score == sum(p.points for p in answer.parts)
            assert all(0 <= p.points <= p.out_of for p in answer.parts)
            assert sum(p.out_of for p in answer.parts) == 1000


def crowd(mentees: int, mentors: int, seed: int) -> Pool:
    """A larger made-up pool, skewed as real ones are."""
    rng = random.Random(seed)
    topics, skew = [f"t{k}" for k in range(20)], [1 / (k + 1) for k in range(20)]

    def hours(count: int) -> int:
        return week((rng.randrange(5), rng.choice([9, 13, 18, 19])) for _ in range(count))

    return pool(
        [
            Mentee(
                f"e{k}",
                profession=rng.choice(["OT", "PT", "SLT"]),
                seniority=rng.randrange(6),
                years=rng.uniform(0, 15),
                region=rng.choice(["N", "S"]),
                times=hours(5),
                topics=tuple(dict.fromkeys(rng.choices(topics, skew, k=3))),
                wants=(f"m{rng.randrange(mentors)}",) if rng.random() < 0.2 else (),
            )
            for k in range(mentees)
        ],
        [
            Mentor(
                f"m{k}",
                profession=rng.choice(["OT", "PT", "SLT"]),
                seniority=rng.randrange(3, 10),
                years=rng.uniform(3, 30),
                region=rng.choice(["N", "S"]),
                times=hours(6),
                topics=tuple(
                    (t, rng.uniform(0, 12)) for t in sorted(set(rng.choices(topics, k=4)))
                ),
                capacity=rng.randrange(1, 4),
            )
            for k in range(mentors)
        ],
        seed=seed,
    )


@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_finds_the_same_worth(seed: int) -> None:
    made = crowd(120, 45, seed)
    columns = columns_of(made, Line(made))
    scores = PoolScores(columns)
    outcome = optimise(columns, scores, Watch(None, None))
    assert outcome.proved
    wish = {
        (i, j): w
        for i, j, w in zip(
            columns.wish_i.tolist(), columns.wish_j.tolist(), columns.wish.tolist(), strict=True
        )
    }
    # A square matrix: a column for every place, a stand-in of no worth for every mentee.
    places = [j for j, c in enumerate(columns.capacity.tolist()) for _ in range(c)]
    size = len(columns.mentees) + len(places)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    for i in range(size):
        row = scores.row(i) if i < len(columns.mentees) else None
        for c in range(size):
            worth = 0
            if row is not None and c < len(places) and row[places[c]] > STOPPED:
                j = places[c]
                worth = outcome.tiers.match + wish.get((i, j), 0) * outcome.tiers.wish + int(row[j])
            solver.add_arc_with_cost(i, c, -worth)
    assert solver.solve() == solver.OPTIMAL
    assert -solver.optimal_cost() == outcome.worth


def test_scores_kept_or_computed_again_give_the_same() -> None:
    made = crowd(200, 70, 9)
    columns = columns_of(made, Line(made))
    kept = optimise(columns, PoolScores(columns), Watch(None, None))
    again = optimise(columns, PoolScores(columns, cells_kept=0), Watch(None, None))
    assert (kept.match == again.match).all()


def test_only_the_seed_decides_between_equals() -> None:
    mentees = [Mentee(f"e{k}") for k in range(4)]
    mentors = [Mentor(f"m{k}", years=9) for k in range(4)]
    outcomes = {
        tuple((p.mentee, p.mentor) for p in propose(pool(mentees, mentors, seed=s)).pairs)
        for s in range(12)
    }
    assert len(outcomes) > 3
    assert propose(pool(mentees, mentors, seed=5)) == propose(pool(mentees[::-1], mentors, seed=5))


def test_what_someone_asked_for_outweighs_any_score() -> None:
    plain = dataclasses.replace(BLEDDYN, id="plain", topics=(), specialty="", profession="SLT")
    asks = dataclasses.replace(AMARA, wants=("plain",))
    result = propose(pool([asks], [BLEDDYN, plain]))
    assert result.pairs[0].mentor == "plain"
    assert result.wishes == 1


def test_the_price_of_what_people_asked_for_is_shown() -> None:
    plain = dataclasses.replace(BLEDDYN, id="plain", topics=(), specialty="", profession="SLT")
    asks = pool([dataclasses.replace(AMARA, wants=("plain",))], [BLEDDYN, plain])
    free = propose(pool([AMARA], [BLEDDYN, plain]))
    result = propose(asks)
    assert price_of_wishes(asks, result) == free.total - result.total > 0


def test_a_wish_never_costs_somebody_their_place() -> None:
    asks = dataclasses.replace(AMARA, id="asks", wants=("bleddyn",), topics=())
    stuck = dataclasses.replace(AMARA, id="stuck", avoid=frozenset({"other"}))
    other = dataclasses.replace(BLEDDYN, id="other")
    result = propose(pool([asks, stuck], [BLEDDYN, other]))
    assert {(p.mentee, p.mentor) for p in result.pairs} == {("asks", "other"), ("stuck", "bleddyn")}


def test_progress_is_told_in_order_and_a_stop_is_heard() -> None:
    made = crowd(60, 20, 1)
    heard: list[tuple[str, float]] = []
    propose(made, progress=lambda phase, share: heard.append((phase, share)))
    assert list(dict.fromkeys(phase for phase, _ in heard)) == [
        "candidates",
        "solve",
        "proof",
        "explain",
    ]
    assert all(0 <= share <= 1 for _, share in heard)
    assert heard[-1] == ("explain", 1.0)
    with pytest.raises(Stopped):
        propose(made, stop=lambda: True)


@pytest.mark.parametrize("form", ["peer", "group", "multi"])
def test_forms_of_another_kind_are_named(form: str) -> None:
    with pytest.raises(NotForThisForm) as caught:
        propose(pool([AMARA], [BLEDDYN], rules=Rules(form=form)))
    assert caught.value.form == form
    assert isinstance(caught.value, ValueError)


def test_bad_input_is_refused_with_everything_that_is_wrong() -> None:
    with pytest.raises(BadInput) as caught:
        propose(
            pool(
                [AMARA, AMARA, Mentee("me", wants=("me",))],
                [BLEDDYN],
                locks=frozenset({("amara", "gone")}),
            )
        )
    assert {p.code for p in caught.value.problems} == {
        "mentee_twice",
        "asked_for_oneself",
        "lock_of_unknown",
    }


@pytest.mark.parametrize(("mentees", "mentors"), [([], []), ([AMARA], []), ([], [BLEDDYN])])
def test_nobody_on_a_side_is_no_error(mentees: list[Mentee], mentors: list[Mentor]) -> None:
    result = propose(pool(mentees, mentors))
    assert (result.matched, result.proved) == (0, True)
    assert len(result.unmatched) == len(mentees)


def test_the_fingerprint_knows_the_input_and_not_its_order() -> None:
    other = dataclasses.replace(BLEDDYN, id="other")
    first = propose(pool([AMARA], [BLEDDYN, other]))
    assert first.input_hash == propose(pool([AMARA], [other, BLEDDYN])).input_hash
    changed = dataclasses.replace(AMARA, years=5)
    assert first.input_hash != propose(pool([changed], [BLEDDYN, other])).input_hash
