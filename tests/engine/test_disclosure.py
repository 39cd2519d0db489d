"""What is published about groups, and what a reader with time and a solver learns from it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from alongside.engine.disclosure import (
    Published,
    Table,
    measure,
    publish,
    rounded,
    share,
    single,
)


def table(*rows: tuple[int, ...], totals: tuple[bool, bool] = (True, True)) -> Table:
    return Table(
        tuple(f"row {i}" for i in range(len(rows))),
        tuple(f"column {j}" for j in range(len(rows[0]))),
        tuple(rows),
        *totals,
    )


HIDDEN = None


def shown(published: Published, row: int | None) -> list[int | None]:
    columns = [*range(len(published.columns)), None]
    return [published.cells[row, j].shown for j in columns if (row, j) in published.cells]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = st.one_of(st.sampled_from([0, 0, 1, 3, 7, 9, 10, 11, 12, 13, 25]), st.integers(0, 200))
    width = draw(st.integers(1, 4))
    rows = draw(
        st.lists(st.lists(count, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4)
    )
    return table(*rows, totals=draw(st.tuples(st.booleans(), st.booleans())))


def true_count(source: Table, place: tuple[int | None, int | None]) -> int:
    i, j = place
    rows = source.counts if i is None else (source.counts[i],)
    return sum(sum(row) if j is None else row[j] for row in rows)


def reachable(
    source: Table, published: Published, place: tuple[int | None, int | None], value: int
) -> bool:
    """Whether some table of whole people fits all that is shown, with that count there."""
    model = cp_model.CpModel()
    variables = {}
    for where, cell in published.cells.items():
        if cell.shown is not None:
            low, high = max(10, cell.shown - 2), cell.shown + 2
        else:
            low, high = 0, 100_000
        variables[where] = model.new_int_var(low, high, str(where))
    rows, columns = range(len(source.rows)), range(len(source.columns))
    for i in rows:
        if (i, None) in variables:
            model.add(sum(variables[i, j] for j in columns) == variables[i, None])
    for j in columns:
        if (None, j) in variables:
            model.add(sum(variables[i, j] for i in rows) == variables[None, j])
    if (None, None) in variables:
        model.add(sum(variables[i, None] for i in rows) == variables[None, None])
        model.add(sum(variables[None, j] for j in columns) == variables[None, None])
    model.add(variables[place] == value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


@settings(max_examples=80, deadline=None)
@given(tables())
@example(table((5, 10), (12, 9)))
@example(table((11, 3), (11, 10), (0, 11)))
@example(table((0, 0, 0, 1), (0, 0, 0, 9)))
def test_a_solver_learns_no_more_than_that_a_small_cell_is_small(source: Table) -> None:
    published = publish(source)
    for place in published.cells:
        if true_count(source, place) < 10:
            assert reachable(source, published, place, 0)
            assert reachable(source, published, place, 9)


@settings(max_examples=200, deadline=None)
@given(tables())
def test_subtraction_from_a_shown_total_never_leaves_fewer_than_ten_people(source: Table) -> None:
    published = publish(source)
    for i, row in enumerate(source.counts):
        total = published.cells.get((i, None))
        gone = [n for j, n in enumerate(row) if published.cell(i, j).shown is None]
        if gone and total is not None and total.shown is not None:
            assert len(gone) >= 2 and sum(gone) >= 10
    for j in range(len(source.columns)):
        column = [row[j] for row in source.counts]
        total = published.cells.get((None, j))
        gone = [n for i, n in enumerate(column) if published.cell(i, j).shown is None]
        if gone and total is not None and total.shown is not None:
            assert len(gone) >= 2 and sum(gone) >= 10


@settings(max_examples=200, deadline=None)
@given(tables())
def test_what_is_shown_counts_ten_or_more_and_is_rounded_to_five(source: Table) -> None:
    published = publish(source)
    for place, cell in published.cells.items():
        true = true_count(source, place)
        if cell.shown is not None:
            assert true >= 10 and cell.shown == rounded(true) and cell.shown % 5 == 0
            assert abs(cell.shown - true) <= 2


def test_a_large_table_hides_nothing() -> None:
    published = publish(table((20, 31), (44, 58)))
    assert shown(published, 0) == [20, 30, 50]
    assert shown(published, None) == [65, 90, 155]


def test_one_small_cell_takes_others_with_it() -> None:
    published = publish(table((3, 20, 60), (30, 40, 50)))
    assert shown(published, 0) == [HIDDEN, HIDDEN, 60, 85]
    assert shown(published, 1) == [HIDDEN, HIDDEN, 50, 120]
    assert shown(published, None) == [35, 60, 110, 205]


def test_a_list_with_a_total_hides_the_next_smallest_too() -> None:
    published = publish(table((4, 12, 40), totals=(True, False)))
    assert shown(published, 0) == [HIDDEN, HIDDEN, 40, 55]


def test_a_list_without_a_total_hides_only_what_is_small() -> None:
    published = publish(table((4, 12, 40), totals=(False, False)))
    assert shown(published, 0) == [HIDDEN, 10, 40]


def test_noughts_that_a_total_would_give_away_are_hidden_with_something_else() -> None:
    published = publish(table((0, 0, 50, 60), totals=(True, False)))
    assert published.cell(0, 2).shown is None


def test_an_empty_programme_publishes_nothing() -> None:
    published = publish(table((0, 0), (0, 0)))
    assert {cell.shown for cell in published.cells.values()} == {HIDDEN}


def test_single_figures_follow_the_same_rules() -> None:
    assert single(9).shown is None and single(10).shown == 10 and single(13).shown == 15
    assert measure(7.25, 9) is None and measure(7.25, 10) == 7.25
    assert share(30, 90) == 35
    assert share(9, 90) is None and share(81, 90) is None and share(0, 5) is None


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="each row"):
        table((1, 2), (3,))
    with pytest.raises(ValueError, match="negative"):
        table((1, -2))
