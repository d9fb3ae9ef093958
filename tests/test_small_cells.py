"""Nothing below the least count can be worked out from what is told: by brute force over small tables."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.small_cells import Cells, Name, Told, could_tell, count_or_fewer, held_back, intervals
from homeward.words import Language

LEAST = 3


@st.composite
def tables(draw: st.DrawFn, rows: int = 2, columns: int = 3, most: int = 9) -> Cells:
    counts = draw(
        st.lists(st.lists(st.integers(0, most), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    return Cells.with_totals("ab"[:rows], "xyz"[:columns], counts)


def every_table_that_fits(told: Cells, most: int) -> list[dict[Name, int]]:
    """Each whole table with counts up to ``most`` that shows what is told; a count held back is no zero."""
    shown = {name: cell for name, cell in told.named().items() if cell is not None}
    names = list(product(told.rows, told.columns))
    fitting = []
    for cells in product(*([shown[name]] if name in shown else range(1, most + 1) for name in names)):
        whole = dict(zip(names, cells, strict=True))
        for row in told.rows:
            whole[row, None] = sum(whole[row, column] for column in told.columns)
        for column in (*told.columns, None):
            whole[None, column] = sum(whole[row, column] for row in told.rows)
        if all(whole[name] == cell for name, cell in shown.items()):
            fitting.append(whole)
    return fitting


@settings(max_examples=60, deadline=None)
@given(tables(rows=1, columns=3, most=6))
def test_intervals_of_a_list_are_what_brute_force_finds(cells: Cells) -> None:
    told = held_back(cells, LEAST)
    fitting = every_table_that_fits(told, most=16)
    for name, (low, high) in intervals(told).items():
        values = {table[name] for table in fitting}
        assert min(values) == low
        assert max(values) == high or (high is None and max(values) >= 16)


@settings(max_examples=40, deadline=None)
@given(
    tables(rows=2, columns=2, most=3),
    st.sets(st.sampled_from([(r, c) for r in ("a", "b", None) for c in ("x", "y", None)])),
)
def test_intervals_of_any_table_are_what_brute_force_finds(cells: Cells, names: set[Name]) -> None:
    told = cells.without({name for name in names if cells.named()[name]})
    fitting = every_table_that_fits(told, most=9)
    for name, (low, high) in intervals(told).items():
        values = {table[name] for table in fitting}
        assert min(values) == low
        assert (max(values) == high) if high is not None and high < 10 else max(values) >= 9


@settings(max_examples=60, deadline=None)
@given(tables(rows=2, columns=2, most=5))
def test_no_small_count_and_no_small_sum_follows_from_what_is_told(cells: Cells) -> None:
    told = held_back(cells, LEAST)
    fitting = every_table_that_fits(told, most=8)
    for name, cell in told.named().items():
        if cell is not None:
            assert cell == 0 or cell >= LEAST
            continue
        values = {table[name] for table in fitting}
        assert len(values) >= LEAST
        assert max(values) >= LEAST
    held = [name for name, cell in told.named().items() if cell is None and None not in name]
    for one, other in product(held, repeat=2):
        assert max(table[one] + table[other] for table in fitting) >= LEAST, "a sum of two is known to be small"


@settings(max_examples=60, deadline=None)
@given(tables(rows=2, columns=3, most=30))
def test_the_audit_finds_nothing_in_what_was_held_back(cells: Cells) -> None:
    told = held_back(cells)
    assert could_tell(told) == ()
    assert held_back(cells) == told, "the same table, the same cells"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_two_dates_of_a_table_give_away_no_small_count_and_no_small_change(data: st.DataObject) -> None:
    first = data.draw(tables(rows=1, columns=3, most=5))
    growth = data.draw(tables(rows=1, columns=3, most=4))
    grown = [[a + b for a, b in zip(first.counts[0], growth.counts[0], strict=True) if a is not None and b is not None]]
    earlier = held_back(Cells.with_totals(first.rows, first.columns, first.counts, date="2026-01"), LEAST)
    later = held_back(Cells.with_totals(first.rows, first.columns, grown, date="2026-02"), LEAST, [earlier])
    assert could_tell(later, LEAST, [earlier]) == ()
    pairs = [
        (then, now)
        for then in every_table_that_fits(earlier, most=7)
        for now in every_table_that_fits(later, most=10)
        if all(then[name] <= now[name] for name in then)
    ]
    for name in later.named():
        for which, table in enumerate((earlier, later)):
            if table.named()[name] is None:
                assert len({pair[which][name] for pair in pairs}) >= LEAST
        changes = {now[name] - then[name] for then, now in pairs}
        assert len(changes) > 1 or not 0 < changes.pop() < LEAST


def test_a_small_cell_alone_in_its_row_is_found_by_subtraction_and_so_is_not_left_alone() -> None:
    table = Cells.with_totals(["here"], ["boys", "girls", "not told"], [[50, 60, 3]])
    bare = table.without({("here", "not told"), (None, "not told")})
    assert could_tell(bare) == (
        Told("", ("here", "not told"), 3, 3),
        Told("", (None, "not told"), 3, 3),
    )
    assert held_back(table).counts == ((None, 60, None),)
    assert held_back(table).total == 113


def test_the_same_table_told_again_holds_the_same_cells_back() -> None:
    """Two answers to one question, each safe, must not be safe apart and telling together."""
    first = Cells.with_totals(["here"], ["a", "b", "c"], [[3, 50, 60]], date="2026-01")
    told = held_back(first)
    again = Cells.with_totals(["here"], ["a", "b", "c"], [[3, 50, 60]], date="2026-02")
    assert held_back(again, before=[told]).counts == told.counts
    other_choice = again.without({("here", "a"), ("here", "c"), (None, "a"), (None, "c")})
    assert {place.name for place in could_tell(other_choice, before=[told])} >= {("here", "a")}


def test_a_change_of_fewer_than_ten_between_two_dates_is_held_back() -> None:
    told = held_back(Cells.with_totals(["here"], ["a", "b"], [[50, 60]], date="2026-01"))
    assert told.counts == ((50, 60),)
    later = held_back(Cells.with_totals(["here"], ["a", "b"], [[53, 90]], date="2026-02"), before=[told])
    assert later.counts[0][0] is None
    assert could_tell(later, before=[told]) == ()


def test_tables_that_share_their_totals_are_held_against_each_other() -> None:
    """By age the region's total is small enough to hold back; by sex it must then not be told."""
    by_sex = Cells.with_totals(["north", "south"], ["boys", "girls"], [[4, 4], [40, 40]], "children", "2026-01")
    by_age = Cells.with_totals(["north", "south"], ["under 12", "12 to 17"], [[4, 4], [12, 68]], "children", "2026-01")
    told = held_back(by_sex)
    second = held_back(by_age, before=[told])
    assert told.row_totals[0] is second.row_totals[0] is None
    assert could_tell(second, before=[told]) == ()
    assert could_tell(by_age.without({("north", "under 12")}), before=[told]) != ()


def test_another_figure_for_the_same_cell_and_date_is_refused() -> None:
    told = Cells.with_totals(["here"], ["a", "b"], [[50, 60]])
    with pytest.raises(ValueError, match="another figure"):
        held_back(Cells.with_totals(["here"], ["a", "b"], [[50, 61]]), before=[told])


def test_zeros_are_held_back_where_the_caller_asks() -> None:
    table = Cells.with_totals(["here"], ["a", "b", "c"], [[0, 50, 60]])
    assert held_back(table).counts == ((0, 50, 60),)
    assert held_back(table, zeros=True).counts[0][0] is None
    assert could_tell(held_back(table, zeros=True), zeros=True) == ()


def test_figures_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="contradict"):
        could_tell(Cells(("here",), ("a", "b"), ((None, 60),), (50,), (None, 60), 50))


def test_a_single_figure_is_told_or_said_to_be_fewer() -> None:
    assert [count_or_fewer(number) for number in (0, 1, 9, 10)] == ["0", "fewer than 10", "fewer than 10", "10"]
    assert count_or_fewer(3, 5, Language.EN) == "fewer than 5"


def test_the_same_table_gives_the_same_cells_whatever_the_order_of_sets() -> None:
    code = (
        "from homeward.small_cells import Cells, held_back;"
        "print(held_back(Cells(tuple('ab'), tuple('vwxyz'), ((14, 19, 14, 6, 80), (7, 19, 14, 7, 80)), (133, 127))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "123"
    }
    assert len(told) == 1


def test_a_total_that_is_not_told_is_no_secret() -> None:
    """Readers may add up what is shown: only what was held back is guarded."""
    table = Cells(("a", "b"), ("x", "y", "z"), ((3, 50, 60), (40, 8, 70)), (113, 118))
    told = held_back(table)
    assert could_tell(told) == ()
    assert told.column_totals == ()
    assert sum(cell is not None for row in told.counts for cell in row) == 2, "one more in each row is enough"
