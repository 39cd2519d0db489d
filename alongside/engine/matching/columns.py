"""People as columns of whole numbers, in an order that only the seed decides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .features import Doubles, Features, Shorts, features_of
from .pairwise import all_of
from .people import Mentee, Mentor, Pool
from .points import same, wish_points
from .relations import Line, kept_apart

Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Truths = npt.NDArray[np.bool_]


def lot(seed: int, kind: str, id_: str) -> int:
    """A 64-bit number drawn for one person by the seed: it orders and breaks ties."""
    text = f"{seed}\x00{kind}\x00{id_}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")


@dataclass(frozen=True)
class Side:
    """One side of the pool. Each field has one entry, or one row, per person."""

    ids: tuple[str, ...]
    lots: Bits
    place: Ints
    region: Ints
    profession: Ints
    team: Ints
    modes: npt.NDArray[np.uint8]
    languages: Bits
    times: Bits
    times_known: Truths
    years: Doubles
    whole_years: Shorts
    seniority: Shorts
    open: Truths


@dataclass(frozen=True)
class Columns:
    """A pool without its locked pairs, ready to be scored block by block.

    `apart_*` lists pairs kept apart as named people; `wish_*` the stated
    preferences with their weight. Both are sorted by row.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    left: Side
    right: Side
    capacity: Ints
    features: Features
    asked: Truths | None
    form: str
    min_shared_hours: int
    apart_i: Ints
    apart_j: Ints
    wish_i: Ints
    wish_j: Ints
    wish: Ints


class _Codes:
    """Whole numbers for names; 0 is "not said"."""

    def __init__(self) -> None:
        self.of: dict[object, int] = {}

    def __call__(self, name: object) -> int:
        return self.of.setdefault(name, len(self.of) + 1) if name else 0


def columns_of(pool: Pool, line: Line) -> Columns:
    """Build the columns. Locked mentees are left out and their places taken."""
    locked = {mentee for mentee, _ in pool.locks}
    taken: dict[str, int] = {}
    for _, mentor_id in pool.locks:
        taken[mentor_id] = taken.get(mentor_id, 0) + 1
    free = (m for m in pool.mentees if m.id not in locked)
    mentees = tuple(sorted(free, key=lambda m: (lot(pool.seed, "mentee", m.id), m.id)))
    mentors = tuple(sorted(pool.mentors, key=lambda m: (lot(pool.seed, "mentor", m.id), m.id)))
    row = {m.id: k for k, m in enumerate(mentees)}
    col = {m.id: k for k, m in enumerate(mentors)}

    sides = _sides(pool, mentees, mentors)
    asked = _asked(mentees, mentors)
    apart = {(row[i], col[j]) for i, j in kept_apart(pool, line) if i in row and j in col}
    wishes = _wishes(mentees, mentors, row, col)
    return Columns(
        mentees=mentees,
        mentors=mentors,
        left=sides[0],
        right=sides[1],
        capacity=np.array([max(0, m.places - taken.get(m.id, 0)) for m in mentors], dtype=np.int64),
        features=features_of(pool, mentees, mentors),
        asked=asked,
        form=pool.rules.form,
        min_shared_hours=pool.rules.min_shared_hours,
        apart_i=_ints(i for i, _ in sorted(apart)),
        apart_j=_ints(j for _, j in sorted(apart)),
        wish_i=_ints(w[0] for w in wishes),
        wish_j=_ints(w[1] for w in wishes),
        wish=_ints(w[2] for w in wishes),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _wishes(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], row: dict[str, int], col: dict[str, int]
) -> list[tuple[int, int, int]]:
    pairs = {(row[m.id], col[j]) for m in mentees for j in m.wants if j in col}
    pairs |= {(row[i], col[m.id]) for m in mentors for i in m.wants if i in row}
    return [
        (i, j, wish_points(mentees[i].wants, mentors[j].wants, mentees[i].id, mentors[j].id))
        for i, j in sorted(pairs)
    ]


def _sides(pool: Pool, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> tuple[Side, Side]:
    place, region, profession, team, language = (_Codes() for _ in range(5))
    rules = pool.rules
    everyone: tuple[Mentee | Mentor, ...] = (*mentees, *mentors)
    for name in sorted(frozenset[str]().union(*(all_of(p.languages) for p in everyone))):
        language(name)
    words = max(1, (len(language.of) + 63) // 64)

    def side(people: Sequence[Mentee | Mentor], kind: str, open_to: frozenset[str]) -> Side:
        times = np.zeros((len(people), 3), dtype=np.uint64)
        spoken = np.zeros((len(people), words), dtype=np.uint64)
        for k, p in enumerate(people):
            for w in range(3):
                times[k, w] = (p.times >> (64 * w)) & 0xFFFFFFFFFFFFFFFF
            bits = sum(1 << (language(name) - 1) for name in all_of(p.languages))
            bits = bits or (1 << (64 * words)) - 1
            for w in range(words):
                spoken[k, w] = (bits >> (64 * w)) & 0xFFFFFFFFFFFFFFFF
        return Side(
            ids=tuple(p.id for p in people),
            lots=np.array([lot(pool.seed, kind, p.id) for p in people], dtype=np.uint64),
            place=_ints(place(same(p.place)) for p in people),
            region=_ints(region(same(p.region)) for p in people),
            profession=_ints(profession(same(p.profession)) for p in people),
            team=_ints(
                team(same(p.team) and (same(p.organisation), same(p.team)))
                if not rules.allow_same_team
                else 0
                for p in people
            ),
            modes=np.array([_modes(p.modes) for p in people], dtype=np.uint8),
            languages=spoken,
            times=times,
            times_known=np.array([p.times > 0 for p in people], dtype=np.bool_),
            years=np.array([p.years for p in people], dtype=np.float64),
            whole_years=np.array([int(p.years) for p in people], dtype=np.int16),
            seniority=np.array([p.seniority for p in people], dtype=np.int16),
            open=np.array(
                [p.eligible and (not open_to or same(p.profession) in open_to) for p in people],
                dtype=np.bool_,
            ),
        )

    return (
        side(mentees, "mentee", all_of(rules.mentee_professions)),
        side(mentors, "mentor", all_of(rules.mentor_professions)),
    )


def _modes(modes: frozenset[str]) -> int:
    return (1 if "online" in modes else 0) | (2 if "in_person" in modes else 0) or 3


def _asked(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Truths | None:
    """Which mentors are of a profession the mentee asked for; None if nobody asks."""
    if not any(m.professions for m in mentees):
        return None
    codes = _Codes()
    of_mentor = _ints(codes(same(m.profession)) for m in mentors)
    fits = np.ones((len(mentees), len(codes.of) + 1), dtype=np.bool_)
    for k, m in enumerate(mentees):
        if asked := all_of(m.professions):
            fits[k] = False
            fits[k, [codes.of[a] for a in asked if a in codes.of]] = True
    return fits[:, of_mentor]
