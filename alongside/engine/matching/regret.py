"""What it would cost everyone together to choose another mentor for one mentee.

Choosing mentor k for mentee i instead of j takes a place at k and frees one at
j. Whoever has to leave k moves on, and so may others, until someone takes the
place at j, a free place, or none. The cheapest such chain is a shortest path
between mentors, so one table of shortest paths answers for every mentee.
"""

from __future__ import annotations

import numpy as np

from .columns import Columns, Ints
from .optimise import Outcome
from .scoring import STOPPED, Scores

MOST_MENTORS = 500  # the table takes the cube of the mentors in time
NO_WAY = 2**60


def worth_row(columns: Columns, scores: Scores, outcome: Outcome, i: int) -> Ints:
    """What row i is worth with each mentor, in the measure of the tiers; 0 if stopped."""
    score = scores.row(i).astype(np.int64)
    worth = np.where(score > STOPPED, score + outcome.tiers.match, 0)
    lo, hi = np.searchsorted(columns.wish_i, [i, i + 1])
    wished = columns.wish_j[lo:hi]
    worth[wished] += np.where(worth[wished] > 0, columns.wish[lo:hi] * outcome.tiers.wish, 0)
    return worth


def chains(columns: Columns, scores: Scores, outcome: Outcome) -> Ints | None:
    """The cheapest chain from each mentor to each other, in worth lost.

    Entry [k, j] is the loss when one person has to leave k and a place at j is
    free. None when there are too many mentors for the table.
    """
    cols = len(columns.mentors)
    if cols > MOST_MENTORS:
        return None
    outside = cols  # where people without a mentor and places without a mentee meet
    cost = np.full((cols + 1, cols + 1), NO_WAY, dtype=np.int64)
    used = np.zeros(cols, dtype=np.int64)
    for i, j in enumerate(outcome.match.tolist()):
        worth = worth_row(columns, scores, outcome, i)
        lost = np.append(np.where(worth > 0, -worth, NO_WAY), 0)
        if j < 0:
            cost[outside] = np.minimum(cost[outside], lost)
        else:
            used[j] += 1
            moved = np.where(lost < NO_WAY, lost + worth[j], NO_WAY)
            cost[j] = np.minimum(cost[j], moved)
    cost[:cols, outside][used < columns.capacity] = 0
    cost[outside, :cols] = np.where(
        used > 0, np.minimum(cost[outside, :cols], 0), cost[outside, :cols]
    )
    np.fill_diagonal(cost, 0)
    for k in range(cols + 1):
        np.minimum(cost, cost[:, k, None] + cost[None, k, :], out=cost)
    return cost
