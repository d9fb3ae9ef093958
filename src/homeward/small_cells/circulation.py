"""A table with its totals as a circulation: what each cell can be, by one flow each way, in whole numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence, Set
from heapq import heappop, heappush
from itertools import count

from homeward.small_cells.cells import Cells, Name

#: Least and greatest value that an outsider holds possible; None: no bound.
Interval = tuple[int, int | None]
Node = tuple[str, str | None]
BOUNDLESS = 10**12


def edges_of(cells: Cells) -> dict[Name, tuple[Node, Node]]:
    """Each cell as an edge from tail to head, so that totals are sums exactly where flow is kept at every node."""
    edges: dict[Name, tuple[Node, Node]] = {}
    for name in cells.named():
        row, column = ("row", name[0]), ("column", name[1])
        edges[name] = (row, column) if (name[0] is None) == (name[1] is None) else (column, row)
    return edges


def intervals_given(cells: Cells, given: Mapping[Name, Interval], zeros: bool) -> dict[Name, Interval]:
    values, edges = cells.named(), edges_of(cells)
    low = {
        name: 0 if cell is None and (zeros or None in name) else 1 if cell is None else cell
        for name, cell in values.items()
    }
    high = {name: BOUNDLESS if cell is None else cell for name, cell in values.items()}
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
        self, edges: Mapping[Name, tuple[Node, Node]], low: Mapping[Name, int], high: Mapping[Name, int]
    ) -> None:
        self.edges, self.low, self.high = edges, low, high
        self.value = {name: low[name] for name in edges}
        self.surplus: dict[Node, int] = {}
        self._leaving: dict[Node, list[tuple[Name, Node, int]]] = {}
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
            if amount > BOUNDLESS // 2:
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

    def _path(self, start: Node, ends: Set[Node], without: Name | None) -> list[tuple[Name, Node, int]] | None:
        came: dict[Node, tuple[Node, tuple[Name, Node, int]] | None] = {start: None}
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

    def _room(self, path: Sequence[tuple[Name, Node, int]]) -> int:
        return min(
            (
                self.high[name] - self.value[name] if way > 0 else self.value[name] - self.low[name]
                for name, _node, way in path
            ),
            default=BOUNDLESS,
        )

    def _move(self, path: Sequence[tuple[Name, Node, int]], amount: int) -> None:
        for name, _node, way in path:
            self.value[name] += way * amount


def cheapest_path(
    edges: Mapping[Name, tuple[Node, Node]],
    cost: Mapping[Name, int],
    truth: Mapping[Name, int],
    moved: Mapping[Name, int],
    ends: tuple[Node, Node],
) -> list[tuple[Name, int]]:
    """From the head of a cell back to its tail, over cells that can be held back; empty if there is none."""
    target, start = ends
    order = count()
    queue: list[tuple[int, int, Node, list[tuple[Name, int]]]] = [(0, next(order), start, [])]
    done: set[Node] = set()
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
