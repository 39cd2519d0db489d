"""Made-up people for the tests of matching, and the slow, obvious way to match them."""

from __future__ import annotations

from hypothesis import strategies as st

from alongside.engine.matching import (
    ONE_TO_ONE_FORMS,
    Mentee,
    Mentor,
    Pool,
    Rules,
    Weights,
    week,
    why_not,
)
from alongside.engine.matching.points import wish_points

AMARA = Mentee(
    id="amara",
    profession="Physiotherapist",
    specialty="Stroke care",
    seniority=3,
    years=4,
    region="Devon",
    place="Exeter",
    modes=frozenset({"online"}),
    languages=frozenset({"English"}),
    times=week([(3, 18), (3, 19), (3, 20)]),
    topics=("leadership", "research careers"),
)
BLEDDYN = Mentor(
    id="bleddyn",
    profession="Physiotherapist",
    specialty="Stroke care",
    seniority=6,
    years=15,
    region="Devon",
    place="Exeter",
    modes=frozenset({"online", "in_person"}),
    languages=frozenset({"English", "Welsh"}),
    times=week([(3, 18), (3, 19), (3, 20), (1, 9)]),
    topics=(("leadership", 8), ("teaching", 3)),
    capacity=1,
)


def pool(mentees: list[Mentee], mentors: list[Mentor], **more: object) -> Pool:
    return Pool(tuple(mentees), tuple(mentors), **more)  # type: ignore[arg-type]


def _some(names: tuple[str, ...], most: int = 3) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), max_size=most)


_MENTEES = tuple(f"e{k}" for k in range(6))
_MENTORS = tuple(f"m{k}" for k in range(5))
_TOPICS = ("Leadership", "research", "teaching", "returning")
_TIMES = st.frozensets(st.sampled_from([0, 9, 33, 100, 167]), max_size=4).map(
    lambda bits: sum(1 << b for b in bits)
)
_COMMON = {
    "profession": st.sampled_from(["", "OT", "Physio", "physio "]),
    "specialty": st.sampled_from(["", "stroke", "hands"]),
    "seniority": st.integers(0, 4),
    "years": st.sampled_from([0.0, 1.5, 2.0, 7.9, 30.0]),
    "place": st.sampled_from(["", "Exeter", "Truro"]),
    "region": st.sampled_from(["", "Devon", "Cornwall"]),
    "modes": _some(("online", "in_person")),
    "languages": _some(("English", "Welsh")),
    "times": _TIMES,
    "organisation": st.sampled_from(["", "Trust"]),
    "team": st.sampled_from(["", "Ward 1"]),
    "email": st.sampled_from(["", "", "", "one@example.org", "TWO@example.org"]),
}


@st.composite
def pools(draw: st.DrawFn, forms: tuple[str, ...] = ONE_TO_ONE_FORMS) -> Pool:
    """Small pools with many ties, faults of spelling, and every rule in play."""
    ids_i = draw(st.lists(st.sampled_from(_MENTEES), unique=True, max_size=5))
    ids_j = draw(st.lists(st.sampled_from(_MENTORS), unique=True, max_size=4))
    topics = st.lists(st.sampled_from(_TOPICS), max_size=3, unique=True)
    with_years = topics.flatmap(
        lambda names: st.tuples(
            *(st.tuples(st.just(n), st.sampled_from([0.0, 1.0, 4.5, 12.0])) for n in names)
        )
    )
    mentees = tuple(
        Mentee(
            id=id_,
            topics=tuple(draw(topics)),
            topic_years=draw(with_years),
            purpose=draw(st.sampled_from(["", "career", "skills"])),
            wants=tuple(draw(st.lists(st.sampled_from(_MENTORS), max_size=2, unique=True))),
            professions=draw(st.sampled_from([frozenset(), frozenset({"ot"})])),
            manager=draw(st.sampled_from([None, None, "m0", "one@example.org"])),
            eligible=draw(st.integers(0, 9)) > 0,
            **{name: draw(s) for name, s in _COMMON.items()},
        )
        for id_ in ids_i
    )
    mentors = tuple(
        Mentor(
            id=id_,
            topics=draw(with_years),
            purposes=draw(_some(("career", "Skills"))),
            capacity=draw(st.integers(0, 3)),
            already=draw(st.integers(0, 1)),
            wants=draw(_some(_MENTEES, 1)),
            avoid=draw(st.sampled_from([frozenset(), frozenset({"e5"})])),
            eligible=draw(st.integers(0, 9)) > 0,
            **{name: draw(s) for name, s in _COMMON.items()},
        )
        for id_ in ids_j
    )
    pairs = st.frozensets(
        st.tuples(st.sampled_from(_MENTEES), st.sampled_from(_MENTORS)), max_size=2
    )
    made = Pool(
        mentees,
        mentors,
        Rules(
            form=draw(st.sampled_from(forms)),
            allow_same_team=draw(st.booleans()),
            min_shared_hours=draw(st.integers(0, 2)),
            whole_line=draw(st.booleans()),
            mentor_professions=draw(st.sampled_from([frozenset(), frozenset({"OT", "physio"})])),
        ),
        Weights(
            *draw(st.sampled_from([(40, 25, 20, 15), (1, 0, 0, 0), (1, 1, 1, 4), (0, 9, 2, 6)]))
        ),
        forbidden=draw(pairs),
        seed=draw(st.integers(0, 3)),
    )
    return _with_locks(made, draw(st.integers(0, 2)))


def _with_locks(made: Pool, most: int) -> Pool:
    """Lock the first few pairs that no rule stops, a place each."""
    locks: list[tuple[str, str]] = []
    for mentee in made.mentees:
        for mentor in made.mentors:
            held = sum(j == mentor.id for _, j in locks)
            if (
                len(locks) < most
                and mentee.id not in {i for i, _ in locks}
                and held < mentor.places
                and why_not(made, mentee.id, mentor.id).possible
            ):
                locks.append((mentee.id, mentor.id))
    return Pool(
        made.mentees,
        made.mentors,
        made.rules,
        made.weights,
        frozenset(locks),
        made.forbidden,
        made.seed,
    )


def best_by_trying_all(made: Pool) -> tuple[int, int, int]:
    """(matched, weight of wishes, total) of the best assignment, found by trying every one.

    Locked pairs count towards the number and the total; their wishes are met
    whatever happens and are left out.
    """
    locked = dict(made.locks)
    worth: dict[tuple[int, int], tuple[int, int]] = {}
    base = 0
    for a, mentee in enumerate(made.mentees):
        for b, mentor in enumerate(made.mentors):
            answer = why_not(made, mentee.id, mentor.id)
            if locked.get(mentee.id) == mentor.id:
                base += answer.score
            elif mentee.id not in locked and answer.possible:
                wish = wish_points(mentee.wants, mentor.wants, mentee.id, mentor.id)
                worth[a, b] = (wish, answer.score)
    free = [m.places - sum(j == m.id for j in locked.values()) for m in made.mentors]

    def best(a: int) -> tuple[int, int, int]:
        if a == len(made.mentees):
            return 0, 0, 0
        found = best(a + 1)
        for b in range(len(free)):
            if (a, b) in worth and free[b] > 0:
                free[b] -= 1
                matched, wishes, total = best(a + 1)
                free[b] += 1
                wish, score = worth[a, b]
                found = max(found, (matched + 1, wishes + wish, total + score))
        return found

    matched, wishes, total = best(0)
    return matched + len(locked), wishes, total + base
