"""What an outsider can work out from tables as they are told, alone and held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from homeward.small_cells.cells import LEAST, Cells, Name
from homeward.small_cells.circulation import Interval, intervals_given


@dataclass(frozen=True, slots=True)
class Told:
    """A cell that an outsider can place: within fewer than ``least`` values, or below ``least``.

    Args:
        date: of the table that it stands in.
        name: row and column, None for the total over them.
        low, high: what it lies between, both included.
        change: whether the change of a shown cell since an earlier date is meant, not a cell held back.
    """

    date: str
    name: Name
    low: int
    high: int
    change: bool = False


def could_tell(cells: Cells, least: int = LEAST, before: Sequence[Cells] = (), zeros: bool = False) -> tuple[Told, ...]:
    """What an outsider can work out about cells held back in a table as it is told, and in those told before it.

    Args:
        cells: as told.
        least: the smallest count that is told.
        before: what was told already.
        zeros: whether zeros are held back too; if not, the outsider knows that a cell held back is no zero.

    Raises:
        ValueError: the figures told contradict each other.
    """
    earlier = of_the_same(cells, before)
    places = places_told([*earlier, cells], least, zeros).values()
    return tuple(sorted({*places, *small_changes(cells, earlier, least)}, key=str))


def intervals(cells: Cells, zeros: bool = False) -> dict[Name, Interval]:
    """What an outsider holds possible for each cell held back in one table, totals included; exact.

    Raises:
        ValueError: the figures told contradict each other.
    """
    return intervals_given(cells, {}, zeros)


def of_the_same(cells: Cells, before: Iterable[Cells]) -> list[Cells]:
    """Tables about the same thing.

    Raises:
        ValueError: one gives another figure for a cell of the same date.
    """
    earlier = [table for table in before if table.about == cells.about]
    now = cells.named()
    for table in earlier:
        for name, then in table.named().items():
            known = now.get(name)
            if table.date == cells.date and then is not None and known is not None and then != known:
                raise ValueError("another figure was told for the same cell and date")
    return earlier


def small_changes(cells: Cells, earlier: Sequence[Cells], least: int) -> set[Told]:
    """Cells whose shown figures at two dates differ by fewer than ``least``."""
    return {
        Told(cells.date, name, abs(now - then), abs(now - then), change=True)
        for table in earlier
        if table.date != cells.date
        for name, then in table.named().items()
        if then is not None and (now := cells.named().get(name)) is not None and 0 < abs(now - then) < least
    }


def places_told(tables: Sequence[Cells], least: int, zeros: bool) -> dict[tuple[int, Name], Told]:
    """Cells held back that can be placed, by table and name, given all the tables."""
    return {
        (number, name): Told(tables[number].date, name, low, high)
        for number, known in enumerate(_joint(tables, zeros))
        for name, (low, high) in known.items()
        if high is not None and (high < least or high - low + 1 < least)
    }


def _joint(tables: Sequence[Cells], zeros: bool) -> list[dict[Name, Interval]]:
    """The intervals of each table, narrowed by those of the others until nothing moves."""
    known = [intervals_given(table, {}, zeros) for table in tables]
    changes = {
        (one, other): _greatest_changes(tables[one], tables[other])
        for one, other in product(range(len(tables)), repeat=2)
        if one != other
    }
    moved = True
    while moved:
        moved = False
        for (one, other), greatest in changes.items():
            if greatest is None:
                continue
            narrowed = _narrowed(tables[one], known[one], tables[other].date, known[other], greatest)
            if narrowed == known[other]:
                continue
            try:
                known[other] = intervals_given(tables[other], narrowed, zeros)
                moved = True
            except ValueError:  # the growth presumed was none
                continue
    return known


def _greatest_changes(one: Cells, other: Cells) -> dict[Name, int | None] | None:
    """By how much each cell can have grown between two tables; None where a shown count has fallen.

    The growth of cells is a table of its own, whose totals are the growth of the totals: a total that stands still
    says that nothing beneath it moved. Tables of other rows or columns say nothing of the kind.
    """
    earlier, later = sorted((one, other), key=lambda cells: cells.date)
    if earlier.date == later.date:
        return {}
    now = later.named()
    shown: dict[Name, int] = {}
    for name, then in earlier.named().items():
        count_now = now.get(name)
        if then is not None and count_now is not None:
            shown[name] = count_now - then
    if any(change < 0 for change in shown.values()):
        return None
    if (earlier.rows, earlier.columns) != (later.rows, later.columns):
        return {}
    growth = Cells(
        later.rows,
        later.columns,
        tuple(tuple(shown.get((row, column)) for column in later.columns) for row in later.rows),
        tuple(shown.get((row, None)) for row in later.rows),
        tuple(shown.get((None, column)) for column in later.columns),
        shown.get((None, None)),
    )
    try:
        return {**shown, **{name: most for name, (_low, most) in intervals_given(growth, {}, zeros=True).items()}}
    except ValueError:  # shown growth that no counts fit: it was none
        return None


def _narrowed(
    one: Cells,
    known: Mapping[Name, Interval],
    date: str,
    others: Mapping[Name, Interval],
    greatest: Mapping[Name, int | None],
) -> dict[Name, Interval]:
    """Intervals of a table of ``date`` given another: equal at one date, no fewer and not too many more at a later."""
    shown: dict[Name, Interval] = {name: (cell, cell) for name, cell in one.named().items() if cell is not None}
    narrowed = dict(others)
    for name, (low, high) in others.items():
        fewest, most = shown.get(name) or known.get(name) or (0, None)
        growth = 0 if one.date == date else greatest.get(name)
        lows, highs = [low], [high]
        if one.date <= date:
            lows.append(fewest)
            highs.append(None if most is None or growth is None else most + growth)
        if one.date >= date:
            highs.append(most)
            lows.append(0 if growth is None else fewest - growth)
        ends = [end for end in highs if end is not None]
        if not ends or max(lows) <= min(ends):
            narrowed[name] = (max(lows), min(ends, default=None))
    return narrowed
