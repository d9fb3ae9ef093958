"""Where the stands of a pedigree lie from left to right: few crossings, short lines, nothing closer than it may be.

Rows are ordered by the mean place of parents and children (barycentres: Sugiyama, Tagawa, Toda, IEEE Transactions on
Systems, Man, and Cybernetics 11 (1981) 109-125), then improved by exchanging neighbours while that pays. Within one
order, places are the least squares of what everybody would like, at the least distances: an isotonic regression row by
row (pool adjacent violators: Barlow, Bartholomew, Bremner, Brunk, Statistical Inference under Order Restrictions
(1972)). All is decided by the order in which members are given, so that the same pedigree is drawn the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from homeward.kinship.papers.pedigree_rows import Rows

#: What a crossing costs, in units of length.
_CROSSING = 90.0
_ROUNDS = 12
#: Neighbours closer than this wish nothing more.
_NEAR = 0.01


#: Chains of every row, from left to right.
Order = list[list[tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Net:
    """Lines between two rows that join one upper pin with lower ones.

    Attributes:
        row: the upper row.
        couple: number of the couple that it comes from.
        upper: what it comes down from: the middle between two nodes, or one node twice.
        lower: nodes in the row below.
    """

    row: int
    couple: int
    upper: tuple[int, int]
    lower: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Places of the nodes: stands, and behind them the points where a long line passes a row.

    Attributes:
        x: place of every node.
        row: of every node.
        nets: all lines from parents to children, each between two neighbouring rows.
    """

    x: tuple[float, ...]
    row: tuple[int, ...]
    nets: tuple[Net, ...]


@dataclass(frozen=True, slots=True)
class Distances:
    """What a stand takes of its row, what a passing line takes, and how much further apart partners stand."""

    stand: float
    passing: float = 20
    partners: float = 24


def placed(rows: Rows, distances: Distances) -> Placed:
    """Find places from left to right."""
    nets, row_of, passing = _nets(rows)
    search = _Search(rows, nets, row_of, passing, distances)
    return Placed(tuple(search.best()), tuple(row_of), tuple(nets))


def _nets(rows: Rows) -> tuple[list[Net], list[int], list[int]]:
    """Nets, the row of every node, and the nodes that are passing lines."""
    row_of = [stand.row for stand in rows.stands]
    nets: list[Net] = []
    passing: list[int] = []

    def pass_(row: int) -> int:
        row_of.append(row)
        passing.append(len(row_of) - 1)
        return passing[-1]

    for number, couple in enumerate(rows.couples):
        upper = couple.partners
        above = row_of[upper[0]]
        first = min(row_of[child] for child in couple.children)
        for row in range(above + 1, first):
            node = pass_(row)
            nets.append(Net(row - 1, number, upper, (node,)))
            upper = (node, node)
        lower = []
        later: list[Net] = []
        for child in couple.children:
            node = child
            for row in range(row_of[child] - 1, first - 1, -1):
                passed = pass_(row)
                later.append(Net(row, number, (passed, passed), (node,)))
                node = passed
            lower.append(node)
        nets += [Net(first - 1, number, upper, tuple(lower)), *later]
    return nets, row_of, passing


class _Search:
    """Orders tried, and the best found."""

    def __init__(
        self, rows: Rows, nets: Sequence[Net], row_of: Sequence[int], passing: Sequence[int], distances: Distances
    ) -> None:
        self.nets, self.row_of, self.distances = nets, row_of, distances
        self.width = [distances.stand] * len(rows.stands) + [distances.passing] * len(passing)
        self.partners = {frozenset(couple.partners) for couple in rows.couples}
        self.coming: list[Net | None] = [None] * len(row_of)
        self.going: list[list[Net]] = [[] for _ in row_of]
        for net in nets:
            for node in net.lower:
                self.coming[node] = net
            for node in {*net.upper}:
                self.going[node].append(net)
        fathers_left = {couple.partners for couple in rows.couples}
        chains = [_fathers_left(chain, fathers_left) for chain in rows.chains] + [(node,) for node in passing]
        self.start = self._walked(chains)

    def _walked(self, chains: Sequence[tuple[int, ...]]) -> Order:
        """Rows of chains in the order of a walk: down to the children, then up to the parents of those who married in.

        Children who married somebody with parents stand last among their siblings.
        """
        chain_of = {node: chain for chain in chains for node in chain}
        order: Order = [[] for _ in range(max(self.row_of, default=-1) + 1)]
        seen: set[tuple[int, ...]] = set()

        def descendants(chain: tuple[int, ...]) -> int:
            found: set[tuple[int, ...]] = set()
            waiting = [chain]
            while waiting:
                for net in (net for node in waiting.pop() for net in self.going[node]):
                    fresh = {chain_of[node] for node in net.lower} - found
                    found |= fresh
                    waiting += sorted(fresh)
            return len(found)

        def joins(node: int) -> bool:
            return sum(self.coming[other] is not None for other in chain_of[node]) > 1

        waiting = sorted(chains, key=lambda chain: (self.row_of[chain[0]], -descendants(chain)), reverse=True)
        while waiting:
            chain = waiting.pop()
            if chain in seen:
                continue
            seen.add(chain)
            order[self.row_of[chain[0]]].append(chain)
            upward = [self.coming[node] for node in chain]
            waiting += [chain_of[net.upper[0]] for net in reversed(upward) if net is not None]
            for net in reversed([net for node in dict.fromkeys(chain) for net in self.going[node]]):
                if chain_of[net.upper[0]] == chain:
                    ordered = sorted(net.lower, key=joins)
                    waiting += [chain_of[node] for node in reversed(ordered)]
        return order

    def best(self) -> list[float]:
        """Places in the best order found."""
        order, cost, x = self.start, *self._judged(self.start, 6)
        for round_ in range(_ROUNDS):
            tried = self._sorted(order, x, downwards=round_ % 2 == 0)
            found, places = self._judged(tried, 6)
            if found < cost - _NEAR:
                order, cost, x = tried, found, places
            elif round_ % 2:
                break
        improves = True
        while improves:
            improves = False
            for tried in self._neighbours(order):
                found, places = self._judged(tried, 6)
                if found < cost - 1:
                    order, cost, x = tried, found, places
                    improves = True
                    break
        return self._judged(order, 200)[1]

    def _neighbours(self, order: Order) -> list[Order]:
        """Orders one step away: two neighbours exchanged, or a chain turned; rows below follow, or stay."""
        found = []
        for row, chains in enumerate(order):
            steps = [[*chains[:at], chains[at + 1], chains[at], *chains[at + 2 :]] for at in range(len(chains) - 1)] + [
                [*chains[:at], chains[at][::-1], *chains[at + 1 :]] for at in range(len(chains)) if len(chains[at]) > 1
            ]
            for step in steps:
                stepped = [*order[:row], step, *order[row + 1 :]]
                found.append(stepped)
                followed = self._followed(stepped, row)
                if followed != stepped:
                    found.append(followed)
        return found

    def _followed(self, order: Order, row: int) -> Order:
        """The same with the rows below sorted by their parents, as these stand now."""
        x = self._packed(order)
        followed = order[: row + 1]
        for chains in order[row + 1 :]:
            keys = {chain: self._above(chain, x) for chain in chains}
            known = [chain for chain in chains if keys[chain] is not None]
            ordered = iter(sorted(known, key=lambda chain: keys[chain] or 0.0))
            followed = [*followed, [next(ordered) if keys[chain] is not None else chain for chain in chains]]
            x = self._packed([*followed, *order[len(followed) :]])
        return followed

    def _sorted(self, order: Order, x: Sequence[float], *, downwards: bool) -> Order:
        def key(chain: tuple[int, ...]) -> float:
            found = self._above(chain, x) if downwards else self._below(chain, x)
            return sum(x[node] for node in chain) / len(chain) if found is None else found

        return [sorted(chains, key=key) for chains in order]

    def _above(self, chain: tuple[int, ...], x: Sequence[float]) -> float | None:
        found = [(x[net.upper[0]] + x[net.upper[1]]) / 2 for node in chain if (net := self.coming[node])]
        return sum(found) / len(found) if found else None

    def _below(self, chain: tuple[int, ...], x: Sequence[float]) -> float | None:
        found = [x[lower] for node in chain for net in self.going[node] for lower in net.lower]
        return sum(found) / len(found) if found else None

    def _apart(self, one: int, other: int) -> float:
        together = frozenset((one, other)) in self.partners
        return (self.width[one] + self.width[other]) / 2 + (self.distances.partners if together else 0)

    def _packed(self, order: Order) -> list[float]:
        x = [0.0] * len(self.row_of)
        for chains in order:
            nodes = [node for chain in chains for node in chain]
            for before, node in pairwise(nodes):
                x[node] = x[before] + self._apart(before, node)
            middle = (x[nodes[-1]] + x[nodes[0]]) / 2
            for node in nodes:
                x[node] -= middle
        return x

    def _judged(self, order: Order, sweeps: int) -> tuple[float, list[float]]:
        """What an order costs, and its places."""
        x = self._packed(order)
        rows = [[node for chain in chains for node in chain] for chains in order]
        apart = [[self._apart(one, other) for one, other in pairwise(nodes)] for nodes in rows]
        for sweep in range(sweeps):
            moved = 0.0
            for row in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
                moved = max(moved, self._settled(rows[row], apart[row], x))
            if moved < _NEAR:
                break
        return self._cost(x), x

    def _settled(self, nodes: Sequence[int], apart: Sequence[float], x: list[float]) -> float:
        """Move a row to where it would like to be; how far the furthest moved."""
        wishes, weights = zip(*(self._wish(node, x) for node in nodes), strict=True)
        offset = [0.0]
        for distance in apart:
            offset.append(offset[-1] + distance)
        blocks: list[tuple[float, float, int]] = []  # mean wish, weight, nodes
        for wish, own, shift in zip(wishes, weights, offset, strict=True):
            mean, weight, count = wish - shift, own, 1
            while blocks and blocks[-1][0] >= mean:
                before, heavy, many = blocks.pop()
                mean = (mean * weight + before * heavy) / (weight + heavy)
                weight, count = weight + heavy, count + many
            blocks.append((mean, weight, count))
        moved, at = 0.0, 0
        for mean, _weight, count in blocks:
            for _ in range(count):
                moved = max(moved, abs(mean + offset[at] - x[nodes[at]]))
                x[nodes[at]] = mean + offset[at]
                at += 1
        return moved

    def _wish(self, node: int, x: Sequence[float]) -> tuple[float, float]:
        """Where a node would like to be, and how much: under its parents, over its children, beside its partner."""
        total, weight = 0.1 * x[node], 0.1
        net = self.coming[node]
        if net is not None:
            total += x[node] + _lean(net, x)
            weight += 1
        for below in self.going[node]:
            pull = 2.0 if below.upper[0] == below.upper[1] else 1.0
            total += pull * (x[node] - _lean(below, x))
            weight += pull
            for partner in below.upper:
                if partner != node:
                    distance = self._apart(node, partner)
                    total += 0.5 * (x[partner] + (distance if x[node] > x[partner] else -distance))
                    weight += 0.5
        return total / weight, weight

    def _cost(self, x: Sequence[float]) -> float:
        total = 0.0
        spans = []
        for net in self.nets:
            middle = (x[net.upper[0]] + x[net.upper[1]]) / 2
            pins = [x[node] for node in net.lower]
            low, high = min(middle, *pins), max(middle, *pins)
            total += high - low + 0.5 * abs(x[net.upper[0]] - x[net.upper[1]]) + 0.3 * abs(_lean(net, x))
            spans.append((net.row, low, high, middle, pins))
        for at, one in enumerate(spans):
            for other in spans[at + 1 :]:
                if one[0] == other[0]:
                    total += _CROSSING * min(crossings(one, other), crossings(other, one))
        return total


#: Row, left and right end, upper pin, lower pins.
Span = tuple[int, float, float, float, list[float]]


def crossings(upper: Span, lower: Span) -> int:
    """How often two nets between the same rows cross if the line across of the first lies above that of the second."""
    _row, low, high, _pin, pins = upper
    return sum(lower[1] < pin < lower[2] for pin in pins) + (low < lower[3] < high)


def _lean(net: Net, x: Sequence[float]) -> float:
    """How far the middle of the parents lies to the right of the middle of the children."""
    pins = [x[node] for node in net.lower]
    return (x[net.upper[0]] + x[net.upper[1]]) / 2 - (min(pins) + max(pins)) / 2


def _fathers_left(chain: tuple[int, ...], couples: set[tuple[int, int]]) -> tuple[int, ...]:
    """The chain in the direction in which more fathers stand to the left of the mothers."""
    left = sum(pair in couples for pair in pairwise(chain))
    return chain if 2 * left >= len(chain) - 1 else chain[::-1]
