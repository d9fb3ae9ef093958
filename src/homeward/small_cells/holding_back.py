"""Which cells of a table are held back: the small ones, and what would give them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from homeward.small_cells.cells import LEAST, Cells, Name
from homeward.small_cells.circulation import cheapest_path, edges_of
from homeward.small_cells.outsider import of_the_same, places_told, small_changes


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
    earlier = of_the_same(cells, before)
    shown = {name for name, cell in cells.named().items() if cell is not None}
    first = {name for name in shown if 0 < truth[name] < least or (zeros and not truth[name])}
    first |= {change.name for change in small_changes(cells, earlier, least)}
    told_at_date = {
        name
        for table in earlier
        if table.date == cells.date
        for name, cell in table.named().items()
        if cell is not None
    }
    can_be_held = {name for name in shown - told_at_date if truth[name] > 0}
    told_already = places_told(earlier, least, zeros).keys()

    hidden = {name for table in earlier for name, cell in table.named().items() if cell is None}
    price = {name: 1 if name in hidden else count_told + 1 for name, count_told in truth.items()}

    def given_away(held: Set[Name]) -> list[Name]:
        places = places_told([*earlier, cells.without(held)], least, zeros)
        return [name for _table, name in sorted(places.keys() - told_already, key=str)]

    held = set(first)
    while (told := given_away(held)) and (rest := can_be_held - held):
        held |= _hiding(cells, price, truth, told[0], held, rest, least) or _cheapest_beside(told[0], rest, price)
    for name in sorted(held - first, key=lambda name: (-price[name], str(name))):
        if {*given_away(held - {name})} <= {*told}:
            held.remove(name)
    return cells.without(held)


def _truth(cells: Cells) -> dict[Name, int]:
    known = [[cell for cell in row if cell is not None] for row in cells.counts]
    if any(len(row) < len(cells.columns) for row in known):
        raise ValueError("a count is unknown: hold back from the whole table, not from one told already")
    whole = Cells.with_totals(cells.rows, cells.columns, known).named()
    if any(cell is not None and cell != whole[name] for name, cell in cells.named().items()):
        raise ValueError("a total is not the sum of its cells")
    return {name: cell for name, cell in whole.items() if cell is not None}


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
    edges = edges_of(cells)
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
        path = cheapest_path(edges, cost, truth, moved, edges[name])
        if not path:
            return set()
        amount = min([missing, *(truth[other] + moved[other] - 1 for other, way in path if way < 0)])
        for other, way in path:
            moved[other] += way * amount
        opened |= {other for other, _way in path} - unseen
        missing -= amount
    return opened


def _cheapest_beside(name: Name, rest: Set[Name], price: Mapping[Name, int]) -> set[Name]:
    """The cell itself, else the smallest of its row or column, else the smallest of all."""

    def nearness(other: Name) -> tuple[bool, bool, int, str]:
        return other != name, other[0] != name[0] and other[1] != name[1], price[other], str(other)

    return {min(rest, key=nearness)}
