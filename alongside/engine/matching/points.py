"""How points are shared out: the one place where scores are defined.

All arithmetic is in whole numbers, so that the vectorised scores, the parts
shown for one pair, and any other implementation agree to the last point.
A full score is 1000, which pages show as 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .people import Mentee, Weights

FULL = 1000
PART_KEYS = ("purpose", "experience", "field", "days")

LEVELS = 10  # years of experience count up to ten
HOURS_THAT_COUNT = 4
TIME_PERCENT = (0, 40, 65, 85, 100)  # by shared hours a week
ONLINE_PERCENT, SAME_REGION_PERCENT, SAME_PLACE_PERCENT = 60, 80, 100
GRADE_IN_YEARS = 2  # a step of seniority weighs as much as two years


def apportion(total: int, shares: Sequence[int]) -> list[int]:
    """Split `total` by `shares` into whole numbers that add up to it exactly.

    Largest remainders get what is left over, earlier ones first.
    """
    whole = sum(shares)
    if whole <= 0:
        return [0] * len(shares)
    out = [total * s // whole for s in shares]
    by_remainder = sorted(range(len(shares)), key=lambda k: (-(total * shares[k] % whole), k))
    for k in by_remainder[: total - sum(out)]:
        out[k] += 1
    return out


def out_of(weights: Weights) -> tuple[int, int, int, int]:
    """The four parts' highest points; they add up to 1000."""
    a, b, c, d = apportion(FULL, weights.as_tuple())
    return a, b, c, d


@lru_cache(maxsize=1 << 16)
def same(text: str) -> str:
    """The form in which names of topics, places and people's ids are compared."""
    return " ".join(text.split()).casefold()


def topics_of(mentee: Mentee) -> list[str]:
    """Wanted topics, most wanted first, each once."""
    return list(dict.fromkeys(t for t in map(same, mentee.topics) if t))


def rank_shares(count: int) -> list[int]:
    """How much each of `count` wanted topics weighs: the first the most."""
    return [max(1, 5 - r) for r in range(count)]


def wanted_points(mentee: Mentee, full: int) -> tuple[list[int], int, int]:
    """(points by wanted topic, points for the purpose, points given to anyone).

    A purpose weighs a quarter beside topics. Someone who said neither is
    scored half with everyone, so that silence is neither rewarded nor punished.
    """
    shares = rank_shares(len(topics_of(mentee)))
    if mentee.purpose:
        *topics, purpose = apportion(full, [3 * s for s in shares] + [sum(shares) or 1])
        return topics, purpose, 0
    if shares:
        return apportion(full, shares), 0, 0
    return [], 0, full // 2


def experience_points(mentee: Mentee, full: int, form: str) -> tuple[list[int], int, int]:
    """(points by wanted topic at ten years, points for ten years ahead, for anyone).

    Only the traditional form counts being further on in a career.
    """
    shares = rank_shares(len(topics_of(mentee)))
    ahead = full * 2 // 5 if form == "traditional" else 0
    if shares:
        return apportion(full - ahead, shares), ahead, 0
    return ([], full, 0) if form == "traditional" else ([], 0, full // 2)


def field_points(mentee: Mentee, full: int, form: str) -> tuple[int, int, int]:
    """(points for the same specialty, for the same profession, for anyone)."""
    specialty = 3 if same(mentee.specialty) else 0
    profession = 2 if same(mentee.profession) and form != "cross_disciplinary" else 0
    if not specialty + profession:
        return 0, 0, full // 2
    s, p = apportion(full, [specialty, profession])
    return s, p, 0


def days_points(full: int) -> tuple[int, int]:
    """(points for shared times, points for place)."""
    return full // 2, full - full // 2


def level(years: float) -> int:
    """Years of experience of an offered topic as a whole number, 1 to 10."""
    return max(1, min(LEVELS, int(years)))


def wish_points(mentee_wants: Sequence[str], mentor_wants: frozenset[str], i: str, j: str) -> int:
    """The weight of a wish: 6, 4, 2 by the mentee's rank, 1 more for the mentor's."""
    points = 1 if i in mentor_wants else 0
    if j in mentee_wants:
        points += max(2, 6 - 2 * list(mentee_wants).index(j))
    return points
