"""The way to the proved best of a whole pool without looking at every pair twice.

Score everything once; keep each mentee's best mentors, each mentor's best
mentees, and every wish; solve on those; from the lowest prices that support
the solution, price every pair of the pool; add the pairs that would improve
it, and solve again. When there are none, the prices prove the optimum of the
whole problem, and `Outcome.bound` is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from . import flow
from .columns import Columns, Ints, Truths
from .features import Shorts
from .points import FULL
from .result import Stopped
from .scoring import STOPPED, Scores
from .tiers import Tiers

Progress = Callable[[str, float], None]
Stop = Callable[[], bool]

PER_MENTEE = 12
PER_MENTOR = 20
ADDED_PER_MENTEE = 8
ROUNDS = 200
SMALL = 15_000  # prices up to here are compared in 16 bits, four times as quick
TIED_PAIRS = 1_000_000  # beyond this many tied pairs the solver's own choice stands


@dataclass(frozen=True)
class Outcome:
    """`match` is the column of each row, -1 for none; prices and gains are dual.

    `worth` and `bound` are sums in the measure of `tiers`.
    """

    match: Ints
    prices: Ints
    gains: Ints
    tiers: Tiers
    worth: int
    bound: int

    @property
    def proved(self) -> bool:
        return self.worth == self.bound


class Watch:
    """Reports progress and stops when the caller says so."""

    def __init__(self, progress: Progress | None, stop: Stop | None) -> None:
        self._progress, self._stop = progress, stop

    def __call__(self, phase: str, share: float) -> None:
        """Say how far a phase is (0 to 1). Raises Stopped when asked to stop."""
        if self._stop is not None and self._stop():
            raise Stopped("The run was stopped. Nothing was decided.")
        if self._progress is not None:
            self._progress(phase, share)

    def blocks(self, phase: str, scores: Scores) -> Iterator[tuple[int, Shorts]]:
        for start, block in scores.blocks():
            self(phase, start / max(1, scores.shape[0]))
            yield start, block
        self(phase, 1.0)


def optimise(columns: Columns, scores: Scores, watch: Watch) -> Outcome:
    """The best assignment of the pool, with prices that prove it."""
    rows, cols = scores.shape
    i, j, score = candidates(scores, watch)
    wish_i, wish_j, wish, wish_score = _allowed_wishes(columns, scores)
    top_wish = np.zeros(rows, dtype=np.int64)
    np.maximum.at(top_wish, wish_i, wish)
    pairs = min(rows, int(columns.capacity.sum()))
    tiers = Tiers.over(pairs, FULL, int(top_wish.sum()))
    wish_key, wish_worth = wish_i * cols + wish_j, wish * tiers.wish

    def worth_of(i: Ints, j: Ints, score: Ints) -> Ints:
        worth = tiers.match + score
        if len(wish_key):
            at = np.minimum(np.searchsorted(wish_key, i * cols + j), len(wish_key) - 1)
            worth = worth + np.where(wish_key[at] == i * cols + j, wish_worth[at], 0)
        return worth

    i, j, score = _merged(cols, (i, wish_i), (j, wish_j), (score, wish_score))
    one = np.ones(rows, dtype=np.int64)
    for round_ in range(1, ROUNDS + 1):
        # How many rounds there will be is not known; each halves what is left.
        watch("solve", 1 - 0.5**round_)
        arcs = flow.Arcs(i, j, worth_of(i, j, score), one, columns.capacity)
        chosen = flow.solve(arcs)
        prices = flow.lowest_prices(arcs, chosen)
        gains = np.zeros(rows, dtype=np.int64)
        np.maximum.at(gains, arcs.i, arcs.value - prices[arcs.j])
        best, new, tied = _price_all(scores, prices, gains, tiers, watch)
        if not len(new[0]):
            break
        i, j, score = _merged(cols, (i, new[0]), (j, new[1]), (score, new[2]))
    worth = sum(map(int, arcs.value[chosen]))
    bound = sum(map(int, best)) + int(np.dot(prices.astype(object), columns.capacity))
    match = np.full(rows, -1, dtype=np.int64)
    match[arcs.i[chosen]] = arcs.j[chosen]
    if worth == bound and tied is not None:
        i, j, score = _merged(cols, (tied[0], wish_i), (tied[1], wish_j), (tied[2], wish_score))
        value = worth_of(i, j, score)
        tight = value - prices[j] == gains[i]
        face = flow.Arcs(i[tight], j[tight], value[tight], one, columns.capacity)
        if int(tight.sum()) > int(chosen.sum()):
            lots = flow.lots_of(columns.left.lots[face.i], columns.right.lots[face.j])
            picked = flow.settle_ties(face, prices, gains, lots)
            match[:] = -1
            match[face.i[picked]] = face.j[picked]
            worth = sum(map(int, face.value[picked]))
    return Outcome(match, prices, gains, tiers, worth, bound)


def candidates(scores: Scores, watch: Watch) -> tuple[Ints, Ints, Ints]:
    """(row, column, score) of each row's best mentors and each column's best mentees."""
    _, cols = scores.shape
    found: list[tuple[Ints, Ints, Ints]] = []
    by_col = _BestOfColumns(cols)
    keep = min(PER_MENTEE, cols)
    for start, block in watch.blocks("candidates", scores):
        row, col = _where(block >= _score_of_best(block, keep)[:, None])
        score = block[row, col].astype(np.int64)
        few = _first_in_row(row, col, score, keep)
        found.append((row[few] + start, col[few], score[few]))
        by_col.see(start, block)
    found.append(by_col.best())
    return _merged(cols, *(tuple(f[k] for f in found) for k in range(3)))


class _BestOfColumns:
    """Each column's best rows, seen block by block in little memory."""

    def __init__(self, cols: int) -> None:
        self._least = np.full(cols, STOPPED, dtype=np.int16)
        self._kept: list[tuple[Ints, Ints, Ints]] = []
        self._size = 0

    def see(self, start: int, block: Shorts) -> None:
        row, col = _where(block > self._least)
        self._kept.append((row + start, col, block[row, col].astype(np.int64)))
        self._size += len(row)
        if self._size > 4 * PER_MENTOR * len(self._least):
            self._trim()

    def _trim(self) -> None:
        i, j, score = (np.concatenate([k[n] for k in self._kept]) for n in range(3))
        order = np.lexsort((i, -score, j))
        i, j, score = i[order], j[order], score[order]
        place = np.arange(len(j)) - np.searchsorted(j, j)
        last = j[place == PER_MENTOR - 1]
        self._least[last] = score[place == PER_MENTOR - 1]
        keep = place < PER_MENTOR
        self._kept = [(i[keep], j[keep], score[keep])]
        self._size = int(keep.sum())

    def best(self) -> tuple[Ints, Ints, Ints]:
        if self._kept:
            self._trim()
            return self._kept[0]
        none = np.zeros(0, dtype=np.int64)
        return none, none, none


def _merged(
    cols: int, i: tuple[Ints, ...], j: tuple[Ints, ...], score: tuple[Ints, ...]
) -> tuple[Ints, Ints, Ints]:
    """Pairs from several sources, each once, by row and then column."""
    rows, columns, scores = np.concatenate(i), np.concatenate(j), np.concatenate(score)
    _, once = np.unique(rows * cols + columns, return_index=True)
    return rows[once], columns[once], scores[once]


def _allowed_wishes(columns: Columns, scores: Scores) -> tuple[Ints, Ints, Ints, Ints]:
    """The stated preferences that no rule stops: rows, columns, weights, scores."""
    i, j, wish = columns.wish_i, columns.wish_j, columns.wish
    score = np.array(
        [scores.row(int(a))[int(b)] for a, b in zip(i, j, strict=True)], dtype=np.int64
    )
    ok = score > STOPPED
    return i[ok], j[ok], wish[ok], score[ok]


def _price_all(
    scores: Scores, prices: Ints, gains: Ints, tiers: Tiers, watch: Watch
) -> tuple[Ints, tuple[Ints, Ints, Ints], tuple[Ints, Ints, Ints] | None]:
    """Price every pair without its wish; wishes are candidates already.

    Gives each row's best gain, the pairs that beat `gains`, and those that
    equal it (None when they are too many to settle ties among).
    """
    best = gains.copy()
    base = tiers.match - prices
    new: list[tuple[Ints, Ints, Ints]] = []
    tied: list[tuple[Ints, Ints, Ints]] = []
    count = 0
    for start, block in watch.blocks("proof", scores):
        mine = gains[start : start + len(block)]
        row, col = _where(_reaching(block, mine, prices, base, tiers))
        score = block[row, col].astype(np.int64)
        gain = score + base[col]
        beats = gain > mine[row]
        if beats.any():
            np.maximum.at(best, row[beats] + start, gain[beats])
            few = np.flatnonzero(beats)
            few = few[_first_in_row(row[few], col[few], gain[few], ADDED_PER_MENTEE)]
            new.append((row[few] + start, col[few], score[few]))
        equal = gain == mine[row]
        count += int(equal.sum())
        if count <= TIED_PAIRS and not new:
            tied.append((row[equal] + start, col[equal], score[equal]))
    none = np.zeros(0, dtype=np.int64)
    joined = tuple(np.concatenate([p[k] for p in new] or [none]) for k in range(3))
    ties = tuple(np.concatenate([p[k] for p in tied] or [none]) for k in range(3))
    return (
        best,
        (joined[0], joined[1], joined[2]),
        (ties[0], ties[1], ties[2]) if count <= TIED_PAIRS and not new else None,
    )


def _reaching(block: Shorts, gains: Ints, prices: Ints, base: Ints, tiers: Tiers) -> Truths:
    """Where a score is as high as the price and what the row gains already ask."""
    small = prices <= SMALL
    # Beyond the limits the answer is the same: no score is so high, or all are.
    limit = np.clip(gains - tiers.match, -SMALL - 1, SMALL + 1).astype(np.int16)
    needed = limit[:, None] + np.where(small, prices, 0).astype(np.int16)[None, :]
    np.maximum(needed, 0, out=needed)
    found = block >= needed
    if not small.all():
        dear = np.flatnonzero(~small)
        needed = np.clip(gains[:, None] - base[None, dear], 0, FULL + 1).astype(np.int16)
        found[:, dear] = block[:, dear] >= needed
    return found


def _where(found: Truths) -> tuple[Ints, Ints]:
    """Rows and columns of what was found: np.nonzero, ten times as quick when it is little."""
    flat = np.flatnonzero(found)
    return flat // found.shape[1], flat % found.shape[1]


def _score_of_best(block: Shorts, keep: int) -> Shorts:
    """The score that the best `keep` of each row reach, by halving; 0 when fewer are allowed.

    Counting is ten times as quick as sorting, and does not mind many equals.
    """
    low = np.zeros(len(block), dtype=np.int16)
    high = np.full(len(block), FULL + 1, dtype=np.int16)
    while (high - low > 1).any():
        middle = (low + high) // 2
        enough = (block >= middle[:, None]).sum(axis=1, dtype=np.int32) >= keep
        low, high = np.where(enough, middle, low), np.where(enough, high, middle)
    return low


def _first_in_row(row: Ints, col: Ints, worth: Ints, keep: int) -> Ints:
    """Where the `keep` worthiest of each row stand, earlier columns first among equals."""
    order = np.lexsort((col, -worth, row))
    return order[np.arange(len(row)) - np.searchsorted(row[order], row[order]) < keep]
