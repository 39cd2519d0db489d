"""What is scored, as whole numbers: who wants what, and who offers it.

A feature is a topic, purpose, specialty or profession. A mentee wants a handful
of them, each for some points, so a score is the sum of a handful of rows. That
takes whole numbers only, little memory, and none of the threads of a matrix
product, which quarrel with the neighbours on a busy machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .pairwise import all_of, offers_of
from .people import Mentee, Mentor, Pool
from .points import (
    days_points,
    experience_points,
    field_points,
    level,
    out_of,
    same,
    topics_of,
    wanted_points,
)

Shorts = npt.NDArray[np.int16]
Doubles = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Key = tuple[str, str]


@dataclass(frozen=True)
class Wants:
    """Up to so many features for each mentee, and the points each is worth.

    Both have a row per mentee; rows are filled up with feature 0 for nothing.
    """

    feature: Index
    points: Shorts

    @staticmethod
    def of(rows: Sequence[Sequence[tuple[int, int]]]) -> Wants:
        rows = [[(f, p) for f, p in row if p] for row in rows]
        width = max(map(len, rows), default=0)
        feature = np.zeros((len(rows), width), dtype=np.int64)
        points = np.zeros((len(rows), width), dtype=np.int16)
        for k, row in enumerate(rows):
            for slot, (f, p) in enumerate(row):
                feature[k, slot], points[k, slot] = f, p
        return Wants(feature, points)

    def score(self, start: int, stop: int, offered: Shorts) -> Shorts:
        """Points of mentees `start` to `stop` with every mentor, times what is offered.

        `offered` has a row per feature and a column per mentor.
        """
        total = np.zeros((stop - start, offered.shape[1]), dtype=np.int16)
        for slot in range(self.feature.shape[1]):
            found = offered[self.feature[start:stop, slot]]
            found *= self.points[start:stop, slot, None]
            total += found
        return total


@dataclass(frozen=True)
class Experience:
    """For the reverse form: years by topic, a column per feature, on both sides."""

    wanted: npt.NDArray[np.bool_]
    own: Doubles
    offered: Doubles


@dataclass(frozen=True)
class Features:
    """`likes` are points for what `offers` has (0 or 1); `deep` are tenths of
    points for each of the levels (0 to 10) in `depth`."""

    likes: Wants
    offers: Shorts
    deep: Wants
    depth: Shorts
    experience: Experience | None
    for_ahead: Shorts
    for_anyone: Shorts
    for_times: int
    for_place: int


def features_of(pool: Pool, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> Features:
    """The features of a pool, its people in the given order."""
    a, b, c, d = out_of(pool.weights)
    form = pool.rules.form
    codes: dict[Key, int] = {}

    def code(kind: str, name: str) -> int:
        return codes.setdefault((kind, name), len(codes) + 1)

    likes, deep = [], []
    for_ahead = np.zeros(len(mentees), dtype=np.int16)
    for_anyone = np.zeros(len(mentees), dtype=np.int16)
    for k, mentee in enumerate(mentees):
        topics = [code("topic", t) for t in topics_of(mentee)]
        by_topic, purpose, anyone_a = wanted_points(mentee, a)
        by_depth, ahead, anyone_b = experience_points(mentee, b, form)
        specialty, profession, anyone_c = field_points(mentee, c, form)
        likes.append(
            [
                *zip(topics, by_topic, strict=True),
                (code("purpose", same(mentee.purpose)), purpose),
                (code("specialty", same(mentee.specialty)), specialty),
                (code("profession", same(mentee.profession)), profession),
            ]
        )
        deep.append(list(zip(topics, by_depth, strict=True)))
        for_ahead[k], for_anyone[k] = ahead, anyone_a + anyone_b + anyone_c

    offers = np.zeros((len(codes) + 1, len(mentors)), dtype=np.int16)
    depth = np.zeros_like(offers)
    for k, mentor in enumerate(mentors):
        years = offers_of(mentor)
        named = [("topic", t) for t in years]
        named += [("purpose", p) for p in all_of(mentor.purposes)]
        named += [("specialty", same(mentor.specialty)), ("profession", same(mentor.profession))]
        for key in named:
            if key[1] and key in codes:
                offers[codes[key], k] = 1
        for topic, length in years.items():
            if ("topic", topic) in codes:
                depth[codes["topic", topic], k] = level(length)
    for_times, for_place = days_points(d)
    return Features(
        likes=Wants.of(likes),
        offers=offers,
        deep=Wants.of(deep),
        depth=depth,
        experience=_experience(codes, mentees, mentors) if form == "reverse" else None,
        for_ahead=for_ahead,
        for_anyone=for_anyone,
        for_times=for_times,
        for_place=for_place,
    )


def _experience(
    codes: dict[Key, int], mentees: Sequence[Mentee], mentors: Sequence[Mentor]
) -> Experience:
    wanted = np.zeros((len(mentees), len(codes) + 1), dtype=np.bool_)
    own = np.zeros(wanted.shape)
    offered = np.zeros((len(mentors), len(codes) + 1))
    for k, mentee in enumerate(mentees):
        wanted[k, [codes["topic", t] for t in topics_of(mentee)]] = True
        for topic, years in mentee.topic_years:
            if ("topic", same(topic)) in codes:
                own[k, codes["topic", same(topic)]] = years
    for k, mentor in enumerate(mentors):
        for topic, years in offers_of(mentor).items():
            if ("topic", topic) in codes:
                offered[k, codes["topic", topic]] = years if years > 0 else 1.0
    return Experience(wanted, own, offered)
