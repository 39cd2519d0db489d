"""The exact assignment for anybody's pairs and scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import flow
from .columns import Ints, lot
from .proof import certify
from .result import TooLarge
from .tiers import Tiers


@dataclass(frozen=True)
class Assignment:
    """The chosen pairs (`i`, `j`, sorted), what they add up to, and the proof.

    `bound` is the highest total that as many pairs could have, `matched_bound`
    the highest number of pairs; `proved` when both are reached. `prices` are
    those of the certificate, one per mentor, and `match_worth` is what a pair
    counts in it beside its score: `certify` checks them.
    """

    i: Ints
    j: Ints
    matched: int
    total: int
    matched_bound: int
    bound: int
    proved: bool
    prices: Ints
    match_worth: int


def assign(
    i: npt.ArrayLike,
    j: npt.ArrayLike,
    score: npt.ArrayLike,
    mentee_capacity: npt.ArrayLike,
    mentor_capacity: npt.ArrayLike,
    *,
    seed: int = 0,
) -> Assignment:
    """Choose the most of the given pairs, and among those the highest total score.

    `i` and `j` are indexes into the two lists of capacities; scores are whole
    numbers of either sign. Each pair may be chosen once. Ties are settled by
    the seed. Raises ValueError for input that is not such, and TooLarge when
    the scores do not fit (some 10^13 divided by the number of people).
    """
    rows, cols, scores = _whole("i", i), _whole("j", j), _whole("score", score)
    left = _whole("mentee_capacity", mentee_capacity)
    right = _whole("mentor_capacity", mentor_capacity)
    if not len(rows) == len(cols) == len(scores):
        raise ValueError("i, j and score must be of one length.")
    if (left < 0).any() or (right < 0).any():
        raise ValueError("A capacity is below nought.")
    for name, index, size in (("i", rows, len(left)), ("j", cols, len(right))):
        if len(index) and not (index.min() >= 0 and index.max() < size):
            raise ValueError(f"{name} points past its list of capacities.")
    order = np.lexsort((cols, rows))
    rows, cols, scores = rows[order], cols[order], scores[order]
    if len(rows) and ((rows[1:] == rows[:-1]) & (cols[1:] == cols[:-1])).any():
        raise ValueError("A pair is given twice.")
    none = np.zeros(0, dtype=np.int64)
    if not len(rows):
        return Assignment(none, none, 0, 0, 0, 0, True, np.zeros(len(right), np.int64), 1)

    # The number matched comes first, so a shift of all scores changes nothing.
    least = int(scores.min())
    top = int(scores.max()) - least
    most = min(int(left.sum()), int(right.sum()), len(rows))
    tiers = Tiers.over(most, top, 0)
    if tiers.match + top > flow.LARGEST:
        raise TooLarge("The scores are too large for an exact solution in whole numbers.")
    arcs = flow.Arcs(rows, cols, tiers.match + scores - least, left, right)
    chosen = flow.solve(arcs)
    prices = flow.lowest_prices(arcs, chosen)
    worth, bound = certify(rows, cols, arcs.value, left, right, chosen, prices)
    if worth == bound:
        chosen = _settled(arcs, prices, seed)
        worth, bound = certify(rows, cols, arcs.value, left, right, chosen, prices)
    matched = int(chosen.sum())
    return Assignment(
        rows[chosen],
        cols[chosen],
        matched,
        sum(map(int, scores[chosen])),
        tiers.split(bound)[0],
        bound - matched * tiers.match + matched * least,
        worth == bound,
        prices,
        tiers.match - least,
    )


def _settled(arcs: flow.Arcs, prices: Ints, seed: int) -> npt.NDArray[np.bool_]:
    """The best assignment that the seed favours, over all that the prices allow."""
    gain = arcs.value - prices[arcs.j]
    least = np.zeros(len(arcs.row_capacity), dtype=np.int64)
    order = np.lexsort((-gain, arcs.i))
    place = np.arange(len(order)) - np.searchsorted(arcs.i[order], arcs.i[order])
    last = order[place == arcs.row_capacity[arcs.i[order]] - 1]
    least[arcs.i[last]] = np.maximum(gain[last], 0)
    tight = np.flatnonzero((gain >= least[arcs.i]) & (arcs.row_capacity[arcs.i] > 0))
    lots = [
        np.array([lot(seed, kind, str(k)) for k in range(len(side))], dtype=np.uint64)
        for kind, side in (("mentee", arcs.row_capacity), ("mentor", arcs.col_capacity))
    ]
    i, j = arcs.i[tight], arcs.j[tight]
    face = flow.Arcs(i, j, arcs.value[tight], arcs.row_capacity, arcs.col_capacity)
    chosen = np.zeros(len(arcs.i), dtype=np.bool_)
    picked = flow.settle_ties(face, prices, least, flow.lots_of(lots[0][i], lots[1][j]))
    chosen[tight[picked]] = True
    return chosen


def _whole(name: str, values: npt.ArrayLike) -> Ints:
    array = np.asarray(values)
    if array.size == 0:
        return np.zeros(0, dtype=np.int64)
    if array.ndim != 1 or not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} must be a list of whole numbers.")
    return array.astype(np.int64)
