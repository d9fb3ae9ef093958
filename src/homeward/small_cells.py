"""Counts that may be told in public: small cells are held back, and what would give them away with them.

A table is told with its totals, so that a cell held back alone is found by subtraction. What is held back (None):

1. every count from 1 to ``least`` − 1, totals among them, and every cell whose change since an earlier publication is
   that small (primary suppression; a zero is told unless the caller asks otherwise);
2. further cells until an outsider who knows the rules, all that is shown and all that was shown before can place no
   cell held back, now or earlier, within fewer than ``least`` values or below ``least`` (complementary suppression).

What the outsider can work out is computed exactly for each table: a table with its totals is a circulation in a
network (rows, columns and totals are its edges), and the least and greatest value of an edge follow from one flow
each, in whole numbers. Since a sum of cells that is known to be small places each of them below ``least``, sums of
cells held back are guarded too. Tables about the same thing are held against each other cell by cell: at the same
date their cells of the same name are equal; at different dates an outsider is presumed to believe that counts grow,
unless one that is shown has fallen. Intervals are passed from table to table until they stand still: exact for tables
of the same rows and columns of one date, an outer bound for tables that share totals only and for two dates.

Source: Hundepool et al., Statistical Disclosure Control (2012), ch. 4 (primary and secondary suppression, the
audit by attacker's intervals, linked tables); the network: Cox, JASA 90 (1995) 1453–1462.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count, product

from homeward.words import Language, _, say

#: Counts below this are not told in public.
LEAST = 10

#: Name of a cell: row and column as the table names them, None for the total over them.
Name = tuple[str | None, str | None]
#: Least and greatest value that an outsider holds possible; None: no bound.
Interval = tuple[int, int | None]
Grid = tuple[tuple[int | None, ...], ...]

_Node = tuple[str, str | None]
_BOUNDLESS = 10**12


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of counts of persons with its totals; None is a count that is not told.

    Args:
        rows, columns: distinct names; a list of figures is a table of one row.
        counts: rows × columns.
        row_totals, column_totals, total: empty and None where the table is told without them; a total that is held
            back is None in a table that has totals of rows and columns.
        about: what is counted; tables about the same thing are held against each other.
        date: the moment told of, in a form that sorts; tables of one date and thing tell of the same persons.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Grid
    row_totals: tuple[int | None, ...] = ()
    column_totals: tuple[int | None, ...] = ()
    total: int | None = None
    about: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        """Refuse a table that is no table.

        Raises:
            ValueError: shapes differ, a name stands twice, a count is negative, or nothing stands in it.
        """
        shape = [len(self.columns)] * len(self.rows)
        if not shape or not self.columns or [len(row) for row in self.counts] != shape:
            raise ValueError("counts stand row by row, one for each column")
        if len(self.row_totals) not in (0, len(self.rows)) or len(self.column_totals) not in (0, len(self.columns)):
            raise ValueError("totals stand one for each row and column, or not at all")
        if len({*self.rows}) < len(self.rows) or len({*self.columns}) < len(self.columns):
            raise ValueError("a row or column is named twice")
        if any(cell is not None and cell < 0 for cell in self.named().values()):
            raise ValueError("a count is negative")

    @classmethod
    def with_totals(
        cls,
        rows: Sequence[str],
        columns: Sequence[str],
        counts: Sequence[Sequence[int]],
        about: str = "",
        date: str = "",
    ) -> Cells:
        """The table of known counts, its totals summed."""
        return cls(
            tuple(rows),
            tuple(columns),
            tuple(map(tuple, counts)),
            tuple(map(sum, counts)),
            tuple(map(sum, zip(*counts, strict=True))),
            sum(map(sum, counts)),
            about,
            date,
        )

    def named(self) -> dict[Name, int | None]:
        """Every cell and total by name, row by row; a total that the table is told without is None."""
        names = product((*self.rows, None), (*self.columns, None))
        sums = self.row_totals or (None,) * len(self.rows)
        feet = (*(self.column_totals or (None,) * len(self.columns)), self.total)
        lines = [(*row, total) for row, total in zip(self.counts, sums, strict=True)]
        return dict(zip(names, (cell for line in (*lines, feet) for cell in line), strict=True))

    def absent(self) -> frozenset[Name]:
        """Totals that the table is told without: they are not held back, and sums that a reader makes are no secret."""
        rows = {(row, None) for row in self.rows if not self.row_totals}
        columns = {(None, column) for column in self.columns if not self.column_totals}
        whole = bool(self.row_totals and self.column_totals) or self.total is not None
        return frozenset[Name](rows | columns | (set() if whole else {(None, None)}))

    def without(self, names: Set[Name]) -> Cells:
        """The table with those cells not told."""
        told = {name: None if name in names else cell for name, cell in self.named().items()}
        return replace(
            self,
            counts=tuple(tuple(told[row, column] for column in self.columns) for row in self.rows),
            row_totals=tuple(told[row, None] for row in self.rows) if self.row_totals else (),
            column_totals=tuple(told[None, column] for column in self.columns) if self.column_totals else (),
            total=told[None, None],
        )


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


def held_back(cells: Cells, least: int = LEAST, before: Sequence[Cells] = (), zeros: bool = False) -> Cells:
    """The table as it may be told: small counts None, and with them what would give them away.

    Args:
        cells: known counts, none None but totals that the table is told without.
        least: the smallest count that is told, 2 or more.
        before: what was told already, in any order; tables about something else are passed over.
        zeros: hold zeros back too.

    What could be worked out from ``before`` alone is told and cannot be mended. The same arguments give the same table.

    Raises:
        ValueError: a count is unknown, a total is no sum, or another figure was told for the same cell and date.
    """
    if least < 2:
        raise ValueError("least is 2 or more")
    truth = _truth(cells)
    earlier = _of_the_same(cells, before)
    shown = {name for name, cell in cells.named().items() if cell is not None}
    first = {name for name in shown if 0 < truth[name] < least or (zeros and not truth[name])}
    first |= {change.name for change in _changes(cells, earlier, least)}
    told_at_date = {
        name
        for table in earlier
        if table.date == cells.date
        for name, cell in table.named().items()
        if cell is not None
    }
    can_be_held = {name for name in shown - told_at_date if truth[name] > 0}
    told_already = _places(earlier, least, zeros).keys()

    hidden = {name for table in earlier for name, cell in table.named().items() if cell is None}
    price = {name: 1 if name in hidden else count_told + 1 for name, count_told in truth.items()}

    def given_away(held: Set[Name]) -> list[Name]:
        places = _places([*earlier, cells.without(held)], least, zeros)
        return [name for _table, name in sorted(places.keys() - told_already, key=str)]

    held = set(first)
    while (told := given_away(held)) and (rest := can_be_held - held):
        held |= _hiding(cells, price, truth, told[0], held, rest, least) or _cheapest_beside(told[0], rest, price)
    for name in sorted(held - first, key=lambda name: (-price[name], str(name))):
        if {*given_away(held - {name})} <= {*told}:
            held.remove(name)
    return cells.without(held)


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
    earlier = _of_the_same(cells, before)
    places = _places([*earlier, cells], least, zeros).values()
    return tuple(sorted({*places, *_changes(cells, earlier, least)}, key=str))


def intervals(cells: Cells, zeros: bool = False) -> dict[Name, Interval]:
    """What an outsider holds possible for each cell held back in one table, totals included; exact.

    Raises:
        ValueError: the figures told contradict each other.
    """
    return _intervals(cells, {}, zeros)


def count_or_fewer(number: int, least: int = LEAST, language: Language = Language.EN) -> str:
    """A single figure as it may be told: itself if 0 or at least ``least``, else that it is fewer."""
    if number == 0 or number >= least:
        return str(number)
    return say(_("fewer than {least}"), language, least=least)


def _truth(cells: Cells) -> dict[Name, int]:
    known = [[cell for cell in row if cell is not None] for row in cells.counts]
    if any(len(row) < len(cells.columns) for row in known):
        raise ValueError("a count is unknown: hold back from the whole table, not from one told already")
    whole = Cells.with_totals(cells.rows, cells.columns, known).named()
    if any(cell is not None and cell != whole[name] for name, cell in cells.named().items()):
        raise ValueError("a total is not the sum of its cells")
    return {name: cell for name, cell in whole.items() if cell is not None}


def _of_the_same(cells: Cells, before: Iterable[Cells]) -> list[Cells]:
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


def _changes(cells: Cells, earlier: Sequence[Cells], least: int) -> set[Told]:
    """Cells whose shown figures at two dates differ by fewer than ``least``."""
    return {
        Told(cells.date, name, abs(now - then), abs(now - then), change=True)
        for table in earlier
        if table.date != cells.date
        for name, then in table.named().items()
        if then is not None and (now := cells.named().get(name)) is not None and 0 < abs(now - then) < least
    }


def _places(tables: Sequence[Cells], least: int, zeros: bool) -> dict[tuple[int, Name], Told]:
    """Cells held back that can be placed, by table and name, given all the tables."""
    return {
        (number, name): Told(tables[number].date, name, low, high)
        for number, known in enumerate(_joint(tables, zeros))
        for name, (low, high) in known.items()
        if high is not None and (high < least or high - low + 1 < least)
    }


def _joint(tables: Sequence[Cells], zeros: bool) -> list[dict[Name, Interval]]:
    """The intervals of each table, narrowed by those of the others until nothing moves."""
    known = [_intervals(table, {}, zeros) for table in tables]
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
                known[other] = _intervals(tables[other], narrowed, zeros)
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
        return {**shown, **{name: most for name, (_low, most) in _intervals(growth, {}, zeros=True).items()}}
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


def _edges(cells: Cells) -> dict[Name, tuple[_Node, _Node]]:
    """Each cell as an edge from tail to head, so that totals are sums exactly where flow is kept at every node."""
    edges: dict[Name, tuple[_Node, _Node]] = {}
    for name in cells.named():
        row, column = ("row", name[0]), ("column", name[1])
        edges[name] = (row, column) if (name[0] is None) == (name[1] is None) else (column, row)
    return edges


def _intervals(cells: Cells, given: Mapping[Name, Interval], zeros: bool) -> dict[Name, Interval]:
    values, edges = cells.named(), _edges(cells)
    low = {
        name: 0 if cell is None and (zeros or None in name) else 1 if cell is None else cell
        for name, cell in values.items()
    }
    high = {name: _BOUNDLESS if cell is None else cell for name, cell in values.items()}
    for name, (fewest, most) in given.items():
        low[name], high[name] = max(low[name], fewest), high[name] if most is None else min(high[name], most)
    flow = _Flow({name: edges[name] for name, cell in values.items() if cell is None}, low, high)
    for name, (tail, head) in edges.items():
        flow.surplus[head] = flow.surplus.get(head, 0) + low[name]
        flow.surplus[tail] = flow.surplus.get(tail, 0) - low[name]
    flow.settle()
    absent = cells.absent()
    return {name: flow.extremes(name) for name in flow.edges if name not in absent}


class _Flow:
    """Counts that fit all that is told, moved along the cells held back."""

    def __init__(
        self, edges: Mapping[Name, tuple[_Node, _Node]], low: Mapping[Name, int], high: Mapping[Name, int]
    ) -> None:
        self.edges, self.low, self.high = edges, low, high
        self.value = {name: low[name] for name in edges}
        self.surplus: dict[_Node, int] = {}
        self._leaving: dict[_Node, list[tuple[Name, _Node, int]]] = {}
        for name, (tail, head) in edges.items():
            self._leaving.setdefault(tail, []).append((name, head, 1))
            self._leaving.setdefault(head, []).append((name, tail, -1))

    def settle(self) -> None:
        """Make inflow and outflow equal everywhere.

        Raises:
            ValueError: no counts fit.
        """
        while starts := [node for node, surplus in self.surplus.items() if surplus > 0]:
            lacking = {node for node, surplus in self.surplus.items() if surplus < 0}
            path = self._path(starts[0], lacking, None)
            if path is None:
                raise ValueError("the figures told contradict each other")
            end = path[-1][1] if path else starts[0]
            amount = min(self.surplus[starts[0]], -self.surplus[end], self._room(path))
            self._move(path, amount)
            self.surplus[starts[0]] -= amount
            self.surplus[end] += amount

    def extremes(self, name: Name) -> Interval:
        """Least and greatest value of a cell."""
        tail, head = self.edges[name]
        while self.value[name] < self.high[name] and (path := self._path(head, {tail}, name)) is not None:
            amount = min(self._room(path), self.high[name] - self.value[name])
            if amount > _BOUNDLESS // 2:
                break
            self._move(path, amount)
            self.value[name] += amount
        bounded = self.value[name] == self.high[name] or self._path(head, {tail}, name) is None
        most = self.value[name] if bounded else None
        while self.value[name] > self.low[name] and (path := self._path(tail, {head}, name)) is not None:
            amount = min(self._room(path), self.value[name] - self.low[name])
            self._move(path, amount)
            self.value[name] -= amount
        return self.value[name], most

    def _path(self, start: _Node, ends: Set[_Node], without: Name | None) -> list[tuple[Name, _Node, int]] | None:
        came: dict[_Node, tuple[_Node, tuple[Name, _Node, int]] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node in ends:
                path = []
                while (step := came[node]) is not None:
                    node = step[0]
                    path.append(step[1])
                return path[::-1]
            for arc in self._leaving.get(node, ()):
                if arc[1] not in came and arc[0] != without and self._room([arc]) > 0:
                    came[arc[1]] = (node, arc)
                    waiting.append(arc[1])
        return None

    def _room(self, path: Sequence[tuple[Name, _Node, int]]) -> int:
        return min(
            (
                self.high[name] - self.value[name] if way > 0 else self.value[name] - self.low[name]
                for name, _node, way in path
            ),
            default=_BOUNDLESS,
        )

    def _move(self, path: Sequence[tuple[Name, _Node, int]], amount: int) -> None:
        for name, _node, way in path:
            self.value[name] += way * amount


def _hiding(
    cells: Cells,
    price: Mapping[Name, int],
    truth: Mapping[Name, int],
    name: Name,
    held: Set[Name],
    rest: Set[Name],
    least: int,
) -> set[Name]:
    """The cheapest shown cells which, held back too, let ``name`` be greater by ``least``; empty if none do.

    The price of a cell is what its count tells, and next to nothing where it was held back before; cheapest paths are
    taken one after the other until they carry ``least`` in sum.
    """
    edges = _edges(cells)
    if name not in edges:
        return set()
    unseen = {other for other, cell in cells.named().items() if cell is None} | held
    moved = dict.fromkeys(edges, 0)
    opened: set[Name] = set()
    missing = least
    while missing > 0:
        free = unseen | opened
        cost = {other: 0 if other in free else price[other] for other in edges if other in unseen | rest}
        cost.pop(name, None)
        path = _cheapest_path(edges, cost, truth, moved, edges[name])
        if not path:
            return set()
        amount = min([missing, *(truth[other] + moved[other] - 1 for other, way in path if way < 0)])
        for other, way in path:
            moved[other] += way * amount
        opened |= {other for other, _way in path} - unseen
        missing -= amount
    return opened


def _cheapest_path(
    edges: Mapping[Name, tuple[_Node, _Node]],
    cost: Mapping[Name, int],
    truth: Mapping[Name, int],
    moved: Mapping[Name, int],
    ends: tuple[_Node, _Node],
) -> list[tuple[Name, int]]:
    """From the head of a cell back to its tail, over cells that can be held back; empty if there is none."""
    target, start = ends
    order = count()
    queue: list[tuple[int, int, _Node, list[tuple[Name, int]]]] = [(0, next(order), start, [])]
    done: set[_Node] = set()
    while queue:
        spent, _turn, node, path = heappop(queue)
        if node == target:
            return path
        if node in done:
            continue
        done.add(node)
        for name, price in cost.items():
            tail, head = edges[name]
            if tail == node and head not in done:
                heappush(queue, (spent + price, next(order), head, [*path, (name, 1)]))
            elif head == node and tail not in done and truth[name] + moved[name] > 1:
                heappush(queue, (spent + price, next(order), tail, [*path, (name, -1)]))
    return []


def _cheapest_beside(name: Name, rest: Set[Name], price: Mapping[Name, int]) -> set[Name]:
    """The cell itself, else the smallest of its row or column, else the smallest of all."""

    def nearness(other: Name) -> tuple[bool, bool, int, str]:
        return other != name, other[0] != name[0] and other[1] != name[1], price[other], str(other)

    return {min(rest, key=nearness)}
