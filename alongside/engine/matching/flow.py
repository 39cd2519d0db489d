"""The best assignment on given pairs, by min-cost flow, and the prices behind it.

Every pair (row, column) has a whole-number value. A row and a column take as
many pairs as their capacities say, each pair once; the sum of values is made
as large as can be. Nothing here knows what the values mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from .columns import Bits, Ints, Truths
from .result import MatchingError, TooLarge

LARGEST = 2**61  # the solver multiplies costs by the number of nodes within 63 bits
LOT_BITS = 20


@dataclass(frozen=True)
class Arcs:
    """Pairs with their values, and the capacities of both sides."""

    i: Ints
    j: Ints
    value: Ints
    row_capacity: Ints
    col_capacity: Ints


def solve(arcs: Arcs) -> Truths:
    """Which pairs to choose for the highest sum of values.

    A pair of negative value is never worth choosing. Raises TooLarge when the
    values do not fit the solver's whole numbers.
    """
    rows, cols, count = len(arcs.row_capacity), len(arcs.col_capacity), len(arcs.i)
    if not count:
        return np.zeros(0, dtype=np.bool_)
    if int(np.abs(arcs.value).max()) * (rows + cols + 2) > LARGEST:
        raise TooLarge("The values are too large for an exact solution in whole numbers.")
    sink, total = rows + cols, int(arcs.row_capacity.sum())
    network = min_cost_flow.SimpleMinCostFlow()
    pairs = network.add_arcs_with_capacity_and_unit_cost(
        arcs.i, rows + arcs.j, np.ones(count, np.int64), -arcs.value
    )
    network.add_arcs_with_capacity_and_unit_cost(
        np.arange(rows), np.full(rows, sink), arcs.row_capacity, np.zeros(rows, np.int64)
    )
    network.add_arcs_with_capacity_and_unit_cost(
        rows + np.arange(cols),
        np.full(cols, sink),
        np.minimum(arcs.col_capacity, total),
        np.zeros(cols, np.int64),
    )
    supply = np.concatenate([arcs.row_capacity, np.zeros(cols, np.int64), [-total]])
    network.set_nodes_supplies(np.arange(sink + 1), supply)
    status = network.solve()
    if status != network.OPTIMAL:
        raise MatchingError(f"The flow solver gave no optimum ({status}).")
    return np.asarray(network.flows(pairs)) > 0


def lowest_prices(arcs: Arcs, chosen: Truths) -> Ints:
    """The lowest prices of columns under which no row would rather have another.

    Start from nought; as long as a row would gain by moving, its wish raises
    the price. For a best assignment this ends, and the prices prove it. They
    are found from the assignment alone, so nothing of the solver is trusted.
    For one that is not the best it is cut short: the proof will then fail.
    """
    rows, cols = len(arcs.row_capacity), len(arcs.col_capacity)
    prices = np.zeros(cols, dtype=np.int64)
    if not len(arcs.i):
        return prices
    other = ~chosen
    order = np.flatnonzero(other)[np.argsort(arcs.i[other], kind="stable")]
    col, value = arcs.j[order], arcs.value[order]
    first = np.searchsorted(arcs.i[order], np.arange(rows + 1))
    held_i, held_j, held_value = arcs.i[chosen], arcs.j[chosen], arcs.value[chosen]
    full = np.bincount(held_i, minlength=rows) >= arcs.row_capacity
    unbounded = np.iinfo(np.int64).max

    def gains() -> Ints:
        """What each row gains by the least of its pairs; nought with room to spare."""
        gain = np.full(rows, unbounded, dtype=np.int64)
        np.minimum.at(gain, held_i, held_value - prices[held_j])
        gain[~full] = 0
        return gain

    gain = gains()
    active = np.flatnonzero(arcs.row_capacity > 0)
    for _ in range(2 * (rows + cols) + 4):
        count = first[active + 1] - first[active]
        at = np.repeat(first[active] - np.cumsum(count) + count, count) + np.arange(count.sum())
        raised = prices.copy()
        np.maximum.at(raised, col[at], value[at] - np.repeat(gain[active], count))
        if (raised == prices).all():
            break
        prices = raised
        new = gains()
        active, gain = np.flatnonzero(new < gain), new
    return prices


def settle_ties(arcs: Arcs, prices: Ints, least_gain: Ints, lots: Ints) -> Truths:
    """Of all best assignments, the one that the lots favour most.

    `arcs` holds the pairs that can occur in a best assignment under prices that
    prove one: those whose gain reaches `least_gain` of their row. What every
    best assignment does (fill rows that gain, fill columns with a price, keep
    pairs that gain more) outweighs all lots, so the result is a best one too;
    and since lots come from the seed and the ids alone, neither the solver nor
    the order of rows has a say.
    """
    gain = arcs.value - prices[arcs.j]
    must = (gain > least_gain[arcs.i]).astype(np.int64)
    must += least_gain[arcs.i] > 0
    must += prices[arcs.j] > 0
    heavy = (int(arcs.row_capacity.sum()) + 1) << LOT_BITS
    return solve(
        Arcs(arcs.i, arcs.j, must * heavy + lots + 1, arcs.row_capacity, arcs.col_capacity)
    )


def lots_of(left: Bits, right: Bits) -> Ints:
    """A lot of 20 bits for each pair, mixed from the lots of its two people."""
    x = left ^ ((right << np.uint64(27)) | (right >> np.uint64(37)))
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return (x >> np.uint64(64 - LOT_BITS)).astype(np.int64)
