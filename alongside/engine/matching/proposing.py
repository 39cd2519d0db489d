"""A whole run: check, score, solve, prove, explain."""

from __future__ import annotations

import dataclasses
import hashlib
import json

from .checking import check
from .columns import columns_of
from .explain import Explainer, locked_pair
from .optimise import Outcome, Progress, Stop, Watch, optimise
from .pairwise import parts_of, rules_against, score_of
from .people import ONE_TO_ONE_FORMS, Mentee, Mentor, Pool, Rules
from .points import wish_points
from .relations import Line
from .result import BadInput, NotForThisForm, Pair, Result, Unmatched, WhyNot
from .scoring import PoolScores


def propose(pool: Pool, progress: Progress | None = None, stop: Stop | None = None) -> Result:
    """The best assignment of a pool, proved and explained.

    The most people matched; among those, the most weight of stated
    preferences; among those, the highest total score. `progress(phase, share)`
    hears of "candidates", "solve", "proof" and "explain", share 0 to 1;
    `stop()` is asked as often. Raises NotForThisForm, BadInput (with every
    problem at once), Stopped, or TooLarge.
    """
    if pool.rules.form not in ONE_TO_ONE_FORMS:
        raise NotForThisForm(pool.rules.form)
    problems = tuple(p for p in check(pool) if p.stops)
    if problems:
        raise BadInput(problems)
    watch = Watch(progress, stop)
    line = Line(pool)
    columns = columns_of(pool, line)
    scores = PoolScores(columns)
    outcome = optimise(columns, scores, watch)
    explainer = Explainer(pool, line, columns, scores, outcome)
    pairs, unmatched = _locked(pool), list[Unmatched]()
    rows = len(columns.mentees)
    for i in range(rows):
        if i % 64 == 0:
            watch("explain", i / rows)
        if outcome.match[i] >= 0:
            pairs.append(explainer.pair(i))
        else:
            unmatched.append(explainer.unmatched(i))
    watch("explain", 1.0)
    return _result(pool, outcome, pairs, unmatched)


def _locked(pool: Pool) -> list[Pair]:
    mentees = {m.id: m for m in pool.mentees}
    mentors = {m.id: m for m in pool.mentors}
    return [
        locked_pair(
            mentees[i],
            mentors[j],
            pool,
            wish_points(mentees[i].wants, mentors[j].wants, i, j),
        )
        for i, j in pool.locks
    ]


def _result(pool: Pool, outcome: Outcome, pairs: list[Pair], unmatched: list[Unmatched]) -> Result:
    locked_total = sum(p.score for p in pairs if p.locked)
    matched, wishes, _ = outcome.tiers.split(outcome.worth)
    at_most, _, _ = outcome.tiers.split(outcome.bound)
    locked = len(pool.locks)
    return Result(
        pairs=tuple(sorted(pairs, key=lambda p: (p.mentee, p.mentor))),
        unmatched=tuple(sorted(unmatched, key=lambda u: u.mentee)),
        matched=len(pairs),
        wishes=sum(p.wish > 0 for p in pairs),
        total=sum(p.score for p in pairs),
        bound=locked_total
        + outcome.bound
        - matched * outcome.tiers.match
        - wishes * outcome.tiers.wish,
        matched_bound=locked + at_most,
        proved=outcome.proved,
        input_hash=hash_of(pool),
        seed=pool.seed,
    )


def price_of_wishes(pool: Pool, result: Result) -> int:
    """How many tenths of a point the total gave up so that more wishes could be met.

    `result` is what `propose` gave for the pool. The pool is solved once more
    as if nobody had asked for anybody; rules and locks hold there too.
    """
    unasked = dataclasses.replace(
        pool,
        mentees=tuple(dataclasses.replace(m, wants=()) for m in pool.mentees),
        mentors=tuple(dataclasses.replace(m, wants=frozenset()) for m in pool.mentors),
    )
    columns = columns_of(unasked, Line(unasked))
    outcome = optimise(columns, PoolScores(columns), Watch(None, None))
    free = outcome.tiers.split(outcome.worth)[2]
    return free - sum(p.score for p in result.pairs if not p.locked)


def hash_of(pool: Pool) -> str:
    """A fingerprint of everything that decides a run, whatever the order of people."""

    def plain(value: object) -> object:
        if isinstance(value, frozenset):
            return sorted(value)
        return value

    def person(p: Mentee | Mentor | Rules) -> dict[str, object]:
        return {f.name: plain(getattr(p, f.name)) for f in dataclasses.fields(p)}

    document = {
        "mentees": [person(m) for m in sorted(pool.mentees, key=lambda m: m.id)],
        "mentors": [person(m) for m in sorted(pool.mentors, key=lambda m: m.id)],
        "rules": person(pool.rules),
        "weights": pool.weights.as_tuple(),
        "locks": plain(pool.locks),
        "forbidden": plain(pool.forbidden),
        "seed": pool.seed,
    }
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def why_not(pool: Pool, mentee_id: str, mentor_id: str) -> WhyNot:
    """Every rule that stops two people, and the score they have or would have.

    Raises KeyError for an id that is not in the pool.
    """
    mentee = {m.id: m for m in pool.mentees}[mentee_id]
    mentor = {m.id: m for m in pool.mentors}[mentor_id]
    parts = parts_of(mentee, mentor, pool)
    rules = rules_against(mentee, mentor, pool)
    return WhyNot(mentee_id, mentor_id, rules, score_of(parts), parts)
