"""What is wrong with the input, all of it at once, before anything is solved."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from .pairwise import rules_against
from .people import ALL_MODES, FORMS, HOURS_IN_WEEK, Mentee, Mentor, Pool
from .points import same
from .relations import Line
from .result import Problem

# A lock takes a place of its own; the places in all are counted separately.
NOT_AGAINST_LOCKS = {"no_places"}


def check(pool: Pool) -> tuple[Problem, ...]:
    """Every problem of a pool, in a fixed order. Those that `stops` prevent a run."""
    found = [
        *_terms(pool),
        *_ids(pool),
        *_figures(pool),
        *_wishes(pool),
        *_managers(pool),
        *_locks(pool),
    ]
    return tuple(sorted(found, key=lambda p: (not p.stops, p.code, p.who)))


def _terms(pool: Pool) -> Iterator[Problem]:
    weights = pool.weights.as_tuple()
    if any(w < 0 for w in weights):
        yield Problem("weights_below_zero")
    elif not any(weights):
        yield Problem("weights_all_zero")
    if pool.rules.form not in FORMS:
        yield Problem("unknown_form", params=(("form", pool.rules.form),))
    if not 0 <= pool.rules.min_shared_hours <= HOURS_IN_WEEK:
        yield Problem("shared_hours_impossible")


def _ids(pool: Pool) -> Iterator[Problem]:
    sides: tuple[tuple[str, tuple[Mentee | Mentor, ...]], ...] = (
        ("mentee", pool.mentees),
        ("mentor", pool.mentors),
    )
    for kind, people in sides:
        count = Counter(same(p.id) for p in people)
        for id_ in sorted(count):
            if not id_:
                yield Problem(f"{kind}_without_id")
            elif count[id_] > 1:
                yield Problem(f"{kind}_twice", (id_,), (("times", count[id_]),))


def _figures(pool: Pool) -> Iterator[Problem]:
    people: tuple[Mentee | Mentor, ...] = (*pool.mentees, *pool.mentors)
    for p in people:
        if not 0 <= p.seniority <= 9:
            yield Problem("seniority_out_of_range", (p.id,))
        years = [p.years, *(y for _, y in (p.topics if isinstance(p, Mentor) else p.topic_years))]
        if not all(math.isfinite(y) and 0 <= y <= 100 for y in years):
            yield Problem("years_out_of_range", (p.id,))
        if not 0 <= p.times < 1 << HOURS_IN_WEEK:
            yield Problem("times_out_of_range", (p.id,))
        if not p.modes <= ALL_MODES:
            unknown = tuple(sorted(p.modes - ALL_MODES))
            yield Problem("unknown_mode", (p.id,), (("modes", unknown),))
    for mentor in pool.mentors:
        if mentor.capacity < 0 or mentor.already < 0:
            yield Problem("places_below_zero", (mentor.id,))
        elif mentor.already > mentor.capacity:
            yield Problem("more_taken_than_places", (mentor.id,), stops=False)


def _wishes(pool: Pool) -> Iterator[Problem]:
    mentors = {m.id for m in pool.mentors}
    mentees = {m.id for m in pool.mentees}
    asking: list[tuple[str, tuple[str, ...], frozenset[str], set[str]]] = [
        *((m.id, m.wants, m.avoid, mentors) for m in pool.mentees),
        *((m.id, tuple(sorted(m.wants)), m.avoid, mentees) for m in pool.mentors),
    ]
    for id_, wants, avoid, known in asking:
        for other in dict.fromkeys(wants):
            if same(other) == same(id_):
                yield Problem("asked_for_oneself", (id_,))
            elif other not in known:
                yield Problem("asked_for_unknown", (id_, other), stops=False)
            elif other in avoid:
                yield Problem("asked_for_and_avoided", (id_, other))


def _managers(pool: Pool) -> Iterator[Problem]:
    for ring in Line(pool).cycles():
        yield Problem("managers_in_a_ring" if len(ring) > 1 else "own_manager", ring)


def _locks(pool: Pool) -> Iterator[Problem]:
    mentees = {m.id: m for m in pool.mentees}
    mentors = {m.id: m for m in pool.mentors}
    line = Line(pool)
    by_mentee: dict[str, list[str]] = defaultdict(list)
    by_mentor: dict[str, list[str]] = defaultdict(list)
    for mentee_id, mentor_id in sorted(pool.locks):
        if mentee_id not in mentees or mentor_id not in mentors:
            yield Problem("lock_of_unknown", (mentee_id, mentor_id))
            continue
        by_mentee[mentee_id].append(mentor_id)
        by_mentor[mentor_id].append(mentee_id)
        against = rules_against(mentees[mentee_id], mentors[mentor_id], pool, line)
        for rule in against:
            if rule.code not in NOT_AGAINST_LOCKS:
                yield Problem("lock_breaks_rule", (mentee_id, mentor_id), (("rule", rule.code),))
    for mentee_id, locked in by_mentee.items():
        if len(locked) > 1:
            yield Problem("locked_to_several", (mentee_id, *locked))
    for mentor_id, held in by_mentor.items():
        places = mentors[mentor_id].places
        if len(held) > places:
            params = (("locks", len(held)), ("places", places))
            yield Problem("places_below_locks", (mentor_id,), params)
