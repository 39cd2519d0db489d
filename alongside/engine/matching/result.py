"""What a run gives back: pairs, reasons, proof; and what can stop it.

Reasons are codes with parameters. `words` turns them into sentences, so that
a reason can be stored, compared, translated and tested.
"""

from __future__ import annotations

from dataclasses import dataclass

Param = str | int | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so: a code and what fills it in, as sorted pairs."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    def __getitem__(self, name: str) -> Param:
        return dict(self.params)[name]

    def get(self, name: str, default: Param = "") -> Param:
        return dict(self.params).get(name, default)


def fact(code: str, **params: Param) -> Fact:
    """A Fact with its parameters in a fixed order, so that equals are equal."""
    return Fact(code, tuple(sorted(params.items())))


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts of a score. Points are tenths of a point in 100."""

    key: str
    points: int
    out_of: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mentor this mentee could have had, and what stood in the way."""

    mentor: str
    score: int
    why_not: Fact


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed pair. `score` is 0 to 1000 and is the sum of its parts.

    `wish` is 0 when neither asked for the other; 6, 4 or 2 when the mentee asked
    (first choice, second, any later), with 1 more when the mentor asked too.
    """

    mentee: str
    mentor: str
    score: int
    parts: tuple[Part, ...]
    alternatives: tuple[Alternative, ...] = ()
    wish: int = 0
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A mentee without a mentor: why, and the smallest change that would do."""

    mentee: str
    reason: Fact
    change: Fact


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a run.

    `matched` counts pairs, locked ones included; `total` is the sum of their
    scores; `wishes` counts the pairs in which one asked for the other. `bound`
    is a total that no assignment with as many matched and as much weight of
    wishes can pass, `matched_bound` a number matched that none can pass.
    `proved` says that both are reached: nothing better exists.
    """

    pairs: tuple[Pair, ...]
    unmatched: tuple[Unmatched, ...]
    matched: int
    wishes: int
    total: int
    bound: int
    matched_bound: int
    proved: bool
    input_hash: str
    seed: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What stands between two people: the rules that stop them, all of them.

    With no rules, they could be matched. Score and parts are given either way.
    """

    mentee: str
    mentor: str
    rules: tuple[Fact, ...]
    score: int
    parts: tuple[Part, ...]

    @property
    def possible(self) -> bool:
        return not self.rules


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input. `who` holds the ids it concerns.

    `stops` is False for what is worth knowing but harms nothing.
    """

    code: str
    who: tuple[str, ...] = ()
    params: tuple[tuple[str, Param], ...] = ()
    stops: bool = True


class MatchingError(Exception):
    """Any reason for which a run gives no result."""


class BadInput(MatchingError):
    """The pool contradicts itself; `problems` has everything that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(sorted({p.code for p in problems})))
        self.problems = problems


class NotForThisForm(MatchingError, ValueError):
    """`propose` pairs one mentee with one mentor; this form is another kind."""

    def __init__(self, form: str) -> None:
        super().__init__(f"The form “{form}” is not matched in pairs of mentee and mentor.")
        self.form = form


class Stopped(MatchingError):
    """The caller asked the run to stop. Nothing was decided."""


class TooLarge(MatchingError, ValueError):
    """The numbers would not fit the solver's whole numbers."""
