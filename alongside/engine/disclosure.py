"""What may be published about groups without saying anything about a person.

Three rules: no figure rests on fewer than ten people; counts are rounded to
five; and where a total would let a reader work out a hidden figure by
subtraction, more is hidden until it does not. That last step is not left to a
rule of thumb: the reader's arithmetic is done for them, as a linear programme
over everything shown, and nothing is published until it yields nothing on a
small cell that narrows it below "nought to nine".

One table at a time. Tables over the same people for different months or filters
can be subtracted from each other, so reports use fixed periods and no free
filters; that is for those who choose the tables to keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from alongside.engine.i18n import N_

FEWEST_PEOPLE = 10
ROUND_TO = 5
_ROUNDING = ROUND_TO // 2

# Where a cell stands: (row, column), with None for the total of either.
Place = tuple[int | None, int | None]


WHY_HIDDEN = N_("Hidden: it counts fewer than ten people, or would give away a figure that does.")
"""One reason for both, on purpose: to know that a cell is hidden only to protect
another is to know that it counts ten or more, and that can be enough."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of people, each person in one cell. ``counts[row][column]``.

    A plain list is a table of one row: leave ``column_totals`` off, since they
    would only repeat it.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: bool = True
    column_totals: bool = True

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.rows) or any(
            len(row) != len(self.columns) for row in self.counts
        ):
            raise ValueError("a table has a count for each row and column")
        if any(count < 0 for row in self.counts for count in row):
            raise ValueError("a count of people is not negative")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as published: rounded, or None where it is hidden (`WHY_HIDDEN`)."""

    shown: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may leave. ``cells`` has every count, and the totals it has."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Cell]

    def cell(self, row: int | None, column: int | None) -> Cell:
        """The cell at a place; None stands for a total. KeyError where there is none."""
        return self.cells[row, column]


def rounded(count: int) -> int:
    """A count to the nearest five."""
    return (count + _ROUNDING) // ROUND_TO * ROUND_TO


def single(count: int) -> Cell:
    """One count that stands alone, with no total to subtract it from."""
    return Cell(None) if count < FEWEST_PEOPLE else Cell(rounded(count))


def measure(value: float, people: int) -> float | None:
    """A mean, median or score from that many people; None when they are fewer than ten."""
    return value if people >= FEWEST_PEOPLE else None


def share(part: int, whole: int) -> int | None:
    """A percentage to the nearest five; None where either side has fewer than ten people."""
    if part < FEWEST_PEOPLE or whole - part < FEWEST_PEOPLE:
        return None
    return rounded(round(100 * part / whole))


def publish(table: Table) -> Published:
    """The cells of a table with what must be hidden hidden.

    No cell under ten can be worked out from the others: everything shown, with
    the rounding known, leaves each of them anywhere from nought to nine or more.
    """
    true = _with_totals(table)
    small = [place for place, count in true.items() if count < FEWEST_PEOPLE]
    hidden = set(small)
    _hide_by_line(table, true, hidden)
    while (told := _first_worked_out(table, true, hidden, small)) is not None:
        hidden.add(_next_to_hide(table, true, hidden, told))
        _hide_by_line(table, true, hidden)
    return Published(
        table.rows,
        table.columns,
        {place: Cell(None if place in hidden else rounded(count)) for place, count in true.items()},
    )


def _with_totals(table: Table) -> dict[Place, int]:
    true: dict[Place, int] = {
        (i, j): count for i, row in enumerate(table.counts) for j, count in enumerate(row)
    }
    if table.row_totals:
        true.update({(i, None): sum(row) for i, row in enumerate(table.counts)})
    if table.column_totals:
        true.update(
            {(None, j): sum(column) for j, column in enumerate(zip(*table.counts, strict=True))}
        )
    if table.row_totals and table.column_totals:
        true[None, None] = sum(map(sum, table.counts))
    return true


def _lines(table: Table) -> Iterator[tuple[list[Place], Place]]:
    """Each sum that holds in the table: its terms and its total."""
    rows, columns = range(len(table.rows)), range(len(table.columns))
    if table.row_totals:
        for i in rows:
            yield [(i, j) for j in columns], (i, None)
    if table.column_totals:
        for j in columns:
            yield [(i, j) for i in rows], (None, j)
    if table.row_totals and table.column_totals:
        yield [(i, None) for i in rows], (None, None)
        yield [(None, j) for j in columns], (None, None)


def _hide_by_line(table: Table, true: Mapping[Place, int], hidden: set[Place]) -> None:
    """Until what is hidden in each sum whose total is shown counts ten people or more.

    What a shown total leaves over is a figure too, be it of several cells.
    """
    changed = True
    while changed:
        changed = False
        for terms, total in _lines(table):
            gone = [place for place in terms if place in hidden]
            if not gone or total in hidden:
                continue
            if len(gone) > 1 and sum(true[place] for place in gone) >= FEWEST_PEOPLE:
                continue
            left = [place for place in terms if place not in hidden]
            hidden.add(min(left, key=lambda place: true[place]) if left else total)
            changed = True


def _first_worked_out(
    table: Table, true: Mapping[Place, int], hidden: AbstractSet[Place], small: Sequence[Place]
) -> Place | None:
    """A small cell on which a reader can learn more than that it is small."""
    if not small or len(hidden) == len(true):
        return None
    reader = _Reader(table, true, hidden)
    for place in small:
        if reader.least(place) > 0 or not reader.may_be(place, FEWEST_PEOPLE - 1):
            return place
    return None


def _next_to_hide(
    table: Table, true: Mapping[Place, int], hidden: AbstractSet[Place], told: Place
) -> Place:
    """The smallest figure that stands in a sum with ``told``, totals last."""
    near = [
        place
        for terms, total in _lines(table)
        if told in terms or told == total
        for place in (*terms, total)
    ]
    candidates = [p for p in near if p not in hidden] or [p for p in true if p not in hidden]
    return min(candidates, key=lambda place: (place.count(None), true[place]))


class _Reader:
    """Someone who knows the rules and has all that is shown, and does the sums."""

    def __init__(self, table: Table, true: Mapping[Place, int], hidden: AbstractSet[Place]) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        # No hidden count is larger than all that is shown and hidden together.
        most = sum(true.values()) + FEWEST_PEOPLE * len(true)
        self._cells = {}
        for place, count in true.items():
            low, high = 0, most
            if place not in hidden:
                near = rounded(count)
                low, high = max(FEWEST_PEOPLE, near - _ROUNDING), near + _ROUNDING
            self._cells[place] = self._solver.NumVar(low, high, "")
        for terms, total in _lines(table):
            self._solver.Add(sum(self._cells[place] for place in terms) == self._cells[total])

    def least(self, place: Place) -> int:
        """The smallest that a hidden count can be."""
        self._solver.Minimize(self._cells[place])
        return self._solve()

    def may_be(self, place: Place, count: int) -> bool:
        """Whether a hidden count can be as large as that."""
        self._solver.Maximize(self._cells[place])
        return self._solve() >= count

    def _solve(self) -> int:
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise RuntimeError("the table does not add up")
        # Sums over rows and columns have whole corners, so the bound is whole.
        return round(self._solver.Objective().Value())
