"""Stretches of time as whole numbers: joined, shared, taken away.

A span is a half-open pair [start, end) of whole seconds. Lists of spans are in
order and do not touch, except where a function says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time in order, with what touches or overlaps made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def shared(left: Sequence[Span], right: Sequence[Span]) -> list[Span]:
    """What two ordered lists of spans have in common."""
    found: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """``spans`` less ``taken``, both in order."""
    found: list[Span] = []
    j = 0
    for start, end in spans:
        while j < len(taken) and taken[j][1] <= start:
            j += 1
        at, k = start, j
        while k < len(taken) and taken[k][0] < end:
            if at < taken[k][0]:
                found.append((at, taken[k][0]))
            at = max(at, taken[k][1])
            k += 1
        if at < end:
            found.append((at, end))
    return found
