"""How many assignments there are, and which of them come first: nothing but who could be whom.

Remains that could be the same persons are interchangeable, so that what matters is how many of each kind are used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import prod

import numpy as np
from numpy.typing import NDArray

#: Of one component; beyond, assignments are not counted.
MOST_STATES = 20_000


def count(possible: NDArray[np.bool_]) -> int | None:
    """The number of ways to pair rows with columns, each once at most, none left out of account.

    Args:
        possible: shape (remains, missing).

    Returns:
        None where the count would take too long: kinds of rows and of columns are both too many.
    """
    counted = _counted(possible)
    return _counted(possible.T) if counted is None else counted


def _counted(possible: NDArray[np.bool_]) -> int | None:
    kinds = Counter(tuple(row) for row in possible.tolist())
    kinds.pop((False,) * possible.shape[1], None)
    sizes = list(kinds.values())
    of_column = [[at for at, kind in enumerate(kinds) if kind[column]] for column in range(possible.shape[1])]
    order = _in_order(of_column, sizes)
    last = {kind: place for place, column in enumerate(order) for kind in of_column[column]}
    digit = [prod(size + 1 for size in sizes[:kind]) for kind in range(len(sizes))]  # of a kind, how many are used
    ways = {0: 1}
    for place, column in enumerate(order):
        more: dict[int, int] = defaultdict(int, ways)
        for kind in of_column[column]:
            for used, number in ways.items():
                left = sizes[kind] - used // digit[kind] % (sizes[kind] + 1)
                if left:
                    more[used + digit[kind]] += number * left
        if len(more) > MOST_STATES:
            return None
        for kind in (kind for kind in of_column[column] if last[kind] == place):
            open_: dict[int, int] = defaultdict(int)
            for used, number in more.items():
                open_[used - digit[kind] * (used // digit[kind] % (sizes[kind] + 1))] += number
            more = open_
        ways = more
    return sum(ways.values())


def _in_order(of_column: list[list[int]], sizes: list[int]) -> list[int]:
    """Columns so that few kinds are open at a time: next the one that opens the fewest."""
    left, opened = list(range(len(of_column))), set[int]()
    order = []
    while left:
        _opens, following = min((sum(sizes[one] for one in {*of_column[at]} - opened), at) for at in left)
        order.append(following)
        left.remove(following)
        opened |= {*of_column[following]}
    return order


def in_order(possible: NDArray[np.bool_]) -> Iterator[tuple[int, ...]]:
    """Assignments as columns by row, the number of columns for nobody, in alphabetical order of these."""
    rows, columns = possible.shape
    options = [[*np.flatnonzero(row).tolist(), columns] for row in possible]
    chosen: list[int] = []
    waiting = [iter(options[0])] if rows else []
    while waiting:
        column = next((one for one in waiting[-1] if one == columns or one not in chosen), None)
        if column is None:
            waiting.pop()
            if chosen:
                chosen.pop()
        elif len(waiting) < rows:
            chosen.append(column)
            waiting.append(iter(options[len(waiting)]))
        else:
            yield (*chosen, column)
