"""A certificate that trusts nothing of the solver.

Give every mentor's place any price that is not negative. Whatever assignment
is chosen, a matched pair is worth at most what the mentee gains after paying,
plus the price of the place; so no assignment can be worth more than

    the sum of places x price  +  the sum of each mentee's best gains.

(A mentee with b places counts the b best gains; a gain below nought counts as
nought.) That is the bound. When the chosen pairs reach it, nothing better
exists, and a reader can check it by adding up.
"""

from __future__ import annotations

import numpy as np

from .columns import Ints, Truths


def certify(
    i: Ints,
    j: Ints,
    value: Ints,
    mentee_capacity: Ints,
    mentor_capacity: Ints,
    chosen: Truths,
    prices: Ints,
) -> tuple[int, int]:
    """(worth of the chosen pairs, bound on any choice) over all the given pairs.

    The choice is proved to be the best when the two are equal. Raises
    ValueError when it breaks a capacity or a price is below nought.
    """
    if (np.asarray(prices) < 0).any():
        raise ValueError("A price below nought proves nothing.")
    for side, capacity in ((i, mentee_capacity), (j, mentor_capacity)):
        if (np.bincount(side[chosen], minlength=len(capacity)) > capacity).any():
            raise ValueError("The choice uses more places than there are.")
    gain = np.maximum(value - prices[j], 0)
    order = np.lexsort((-gain, i))
    place_in_row = np.arange(len(i)) - np.searchsorted(i[order], i[order])
    counts = place_in_row < mentee_capacity[i[order]]
    bound = sum(map(int, gain[order][counts]))
    bound += sum(int(c) * int(p) for c, p in zip(mentor_capacity, prices, strict=True))
    return sum(map(int, value[chosen])), bound
