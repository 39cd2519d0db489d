"""Scores of whole blocks of people at once, in whole numbers.

A block is a matrix of int16 with a row per mentee and a column per mentor:
the score from 0 to 1000, or -1 where a rule stops the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .columns import Columns, Truths
from .features import Shorts
from .points import (
    GRADE_IN_YEARS,
    HOURS_THAT_COUNT,
    LEVELS,
    ONLINE_PERCENT,
    SAME_PLACE_PERCENT,
    SAME_REGION_PERCENT,
    TIME_PERCENT,
)

STOPPED = -1
CELLS_PER_BLOCK = 1 << 18  # a block and its workings stay within the processor's cache
CELLS_KEPT = 50_000_000  # 100 MB of scores; beyond it blocks are scored again when needed


class Scores(Protocol):
    """Anything that can give the scores of a range of mentees."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def blocks(self) -> Iterator[tuple[int, Shorts]]:
        """(first row, block) for all rows in order."""
        ...

    def row(self, i: int) -> Shorts: ...


class PoolScores:
    """Scores of a pool: computed once and kept while they fit, else on demand."""

    def __init__(self, columns: Columns, cells_kept: int = CELLS_KEPT) -> None:
        self._columns = columns
        n, m = len(columns.mentees), len(columns.mentors)
        self.shape = (n, m)
        self._rows = max(1, CELLS_PER_BLOCK // max(1, m))
        self._kept: Shorts | None = None
        self._full = False
        if n * m <= cells_kept:
            self._kept = np.empty((n, m), dtype=np.int16)

    def blocks(self) -> Iterator[tuple[int, Shorts]]:
        n = self.shape[0]
        for start in range(0, n, self._rows):
            stop = min(n, start + self._rows)
            if self._kept is None:
                yield start, score_block(self._columns, start, stop)
                continue
            if not self._full:
                self._kept[start:stop] = score_block(self._columns, start, stop)
            yield start, self._kept[start:stop]
        self._full = self._kept is not None

    def row(self, i: int) -> Shorts:
        kept = self._kept if self._full else None
        found: Shorts = kept[i] if kept is not None else score_block(self._columns, i, i + 1)[0]
        return found


def score_block(c: Columns, start: int, stop: int) -> Shorts:
    """Scores of mentees `start` to `stop` with every mentor; STOPPED where a rule does."""
    meeting = Meeting.of(c, start, stop)
    scores = plain_scores(c, start, stop, meeting)
    for _, stopped in stops(c, start, stop, meeting):
        scores[stopped] = STOPPED
    return scores


@dataclass(frozen=True)
class Meeting:
    """When and where each two of a block could meet."""

    shared: npt.NDArray[np.uint8]
    both_known: Truths
    modes: npt.NDArray[np.uint8]
    same_region: Truths

    @staticmethod
    def of(c: Columns, start: int, stop: int) -> Meeting:
        shared, both_known = _shared_hours(c, start, stop)
        region = c.left.region[start:stop, None]
        return Meeting(
            shared,
            both_known,
            c.left.modes[start:stop, None] & c.right.modes[None, :],
            (region == c.right.region[None, :]) & (region > 0),
        )


def plain_scores(c: Columns, start: int, stop: int, meeting: Meeting) -> Shorts:
    """Scores as if no rule stopped anyone."""
    f = c.features
    scores = f.likes.score(start, stop, f.offers)
    scores += f.for_anyone[start:stop, None]
    scores += _experience(c, start, stop)
    scores += _times(f.for_times, meeting.shared, meeting.both_known)
    scores += _place(c, start, stop, meeting)
    return scores


def stops(c: Columns, start: int, stop: int, meeting: Meeting) -> Iterator[tuple[str, Truths]]:
    """(code, where it stops the two) for each rule that could. Codes are those
    of `pairwise`, with "apart" for everything between two named people."""
    left, right = c.left, c.right
    shape = (stop - start, len(c.mentors))
    yield "mentee_not_eligible", np.broadcast_to(~left.open[start:stop, None], shape)
    yield "mentor_not_eligible", np.broadcast_to(~right.open[None, :], shape)
    yield "no_places", np.broadcast_to((c.capacity < 1)[None, :], shape)
    apart = np.zeros(shape, dtype=np.bool_)
    lo, hi = np.searchsorted(c.apart_i, [start, stop])
    apart[c.apart_i[lo:hi] - start, c.apart_j[lo:hi]] = True
    yield "apart", apart
    if left.team.any() and right.team.any():
        team = left.team[start:stop, None]
        yield "same_team", (team == right.team[None, :]) & (team > 0)
    yield from _form(c, start, stop)
    if c.asked is not None:
        yield "asked_profession", ~c.asked[start:stop]
    yield "no_common_language", ~_common_language(c, start, stop)
    yield "no_common_mode", meeting.modes == 0
    unknown = (left.region[start:stop, None] == 0) | (right.region[None, :] == 0)
    yield "too_far", (meeting.modes == 2) & ~meeting.same_region & ~unknown
    yield "too_few_hours", meeting.both_known & (meeting.shared < c.min_shared_hours)


def _shared_hours(c: Columns, start: int, stop: int) -> tuple[npt.NDArray[np.uint8], Truths]:
    shared = np.zeros((stop - start, len(c.mentors)), dtype=np.uint8)
    for w in range(3):
        a, b = c.left.times[start:stop, w], c.right.times[:, w]
        if a.any() and b.any():
            shared += np.bitwise_count(a[:, None] & b[None, :])
    return shared, c.left.times_known[start:stop, None] & c.right.times_known[None, :]


def _times(full: int, shared: npt.NDArray[np.uint8], both_known: Truths) -> Shorts:
    table = np.array([full * p // 100 for p in TIME_PERCENT], dtype=np.int16)
    points = table[np.minimum(shared, HOURS_THAT_COUNT)]
    points[~both_known] = full // 2
    return points


def _place(c: Columns, start: int, stop: int, meeting: Meeting) -> Shorts:
    modes = meeting.modes
    full = c.features.for_place
    place_i, place_j = c.left.place[start:stop, None], c.right.place[None, :]
    in_person = (modes & 2) > 0
    # The percents rise in this order, so the last that applies is the highest.
    points = ((modes & 1) * np.int16(full * ONLINE_PERCENT // 100)).astype(np.int16)
    points[in_person & meeting.same_region] = full * SAME_REGION_PERCENT // 100
    points[in_person & (place_i == place_j) & (place_i > 0)] = full * SAME_PLACE_PERCENT // 100
    return points


def _experience(c: Columns, start: int, stop: int) -> Shorts:
    f = c.features
    tenths = f.deep.score(start, stop, f.depth)
    if f.for_ahead.any():
        gap = c.right.whole_years[None, :] - c.left.whole_years[start:stop, None]
        grades = c.right.seniority[None, :] - c.left.seniority[start:stop, None]
        np.maximum(gap, GRADE_IN_YEARS * grades, out=gap)
        np.clip(gap, 0, LEVELS, out=gap)
        tenths += gap * f.for_ahead[start:stop, None]
    tenths //= LEVELS
    return tenths


def _common_language(c: Columns, start: int, stop: int) -> Truths:
    common = np.zeros((stop - start, len(c.mentors)), dtype=np.bool_)
    for w in range(c.left.languages.shape[1]):
        common |= (c.left.languages[start:stop, w, None] & c.right.languages[None, :, w]) > 0
    return common


def _form(c: Columns, start: int, stop: int) -> Iterator[tuple[str, Truths]]:
    left, right = c.left, c.right
    if c.form == "traditional":
        ahead = right.seniority[None, :] > left.seniority[start:stop, None]
        ahead |= right.years[None, :] > left.years[start:stop, None]
        yield "not_ahead", ~ahead
    elif c.form == "reverse" and c.features.experience is not None:
        known = c.features.experience
        ahead = np.zeros((stop - start, len(c.mentors)), dtype=np.bool_)
        for t in np.flatnonzero(known.wanted[start:stop].any(axis=0)):
            rows = np.flatnonzero(known.wanted[start:stop, t])
            own = known.own[start:stop][rows, t]
            ahead[rows] |= known.offered[None, :, t] > own[:, None]
        yield "not_ahead_in_topic", ~ahead
    elif c.form == "cross_disciplinary":
        profession = left.profession[start:stop, None]
        yield "same_profession", (profession == right.profession[None, :]) & (profession > 0)
