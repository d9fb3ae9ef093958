"""The greatest likelihood with each pairing, for components of any size: an assignment problem, rearranged.

Where each family misses one person, an assignment's ln likelihood is a sum over pairings, and the likeliest is found by
adding one remains after another, each time along the best chain of moves (Kuhn, Naval Research Logistics Quarterly 2
(1955) 83-97). From the likeliest, the likeliest with any one pairing differs by one chain: the remains takes the place,
whoever is displaced takes another one or none, and so on until somebody takes the place that was left or nobody does.
The best chains between all remains are the longest paths of a graph without gainful cycles (Floyd, Communications of
the ACM 5 (1962) 345).

Where a family misses several, pairings get weights whose sums are nowhere less than the ratios of the ways to fill it.
Every value is then a ceiling, and the assignment it is made of, with its true likelihood, a floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.states import Floats

#: Place of a remains to place of the missing person it is; who is not there is nobody.
_Spots = dict[int, int]


@dataclass(frozen=True)
class Greatest:
    """Ln of the greatest likelihood, over that of the empty assignment.

    Attributes:
        remains: ids of rows.
        missing: ids of columns.
        floor: shape (remains, missing + 1): attained with the pairing, the last column for nobody; -inf for none known.
        ceiling: the same: not exceeded.
        best: the likeliest assignment found, missing person to remains, and its ln likelihood.
        highest: what none exceeds.
    """

    remains: tuple[str, ...]
    missing: tuple[str, ...]
    floor: Floats
    ceiling: Floats
    best: tuple[float, dict[str, str]]
    highest: float


def greatest(families: Sequence[Sequence[Filling]]) -> Greatest:
    """Floors and ceilings of every pairing; they are the same where families miss one person each."""
    remains = tuple(sorted({v for ways in families for one in ways for v in one.of.values()}))
    missing = tuple(sorted({m for ways in families for one in ways for m in one.of}))
    row, column = ({id_: at for at, id_ in enumerate(ids)} for ids in (remains, missing))
    weights = np.full((len(remains), len(missing)), -np.inf)
    for ways in families:
        for one in sorted(ways, key=lambda one: (len(one.of), -one.log_ratio, sorted(one.of.items()))):
            at = [row[v] for v in one.of.values()], [column[m] for m in one.of]
            before = weights[at]
            is_known = before > -np.inf
            lacking = one.log_ratio - float(before[is_known].sum())
            if not is_known.all():
                before[~is_known] = lacking / np.count_nonzero(~is_known)
            elif lacking > 0:
                before += lacking / len(before)
            weights[at] = before
    plan = _Plan(weights)
    true = _Truth(families, row, column)
    ceiling = plan.values()
    floor = ceiling.copy()
    best, spots = plan.total, plan.spots
    if true.has_several:
        best = true.of(spots)
        floor = np.full(ceiling.shape, -np.inf)
        for v, m in zip(*np.nonzero(ceiling > -np.inf), strict=True):
            changed = plan.rearranged(int(v), int(m))
            floor[v, m] = true.of(changed)
            if floor[v, m] > best:
                best, spots = float(floor[v, m]), changed
    of = {missing[m]: remains[v] for v, m in spots.items()}
    return Greatest(remains, missing, floor, ceiling, (best, of), plan.total)


class _Plan:
    """The likeliest assignment by weights of shape (remains, missing), and the best chains from it."""

    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self.spots: _Spots = {}
        self.total = 0.0
        for v in range(len(weights)):
            self._add(v)
        self.total = float(sum(weights[v, m] for v, m in self.spots.items()))
        self._gain = self._gains()
        self._path, self._following = _longest(self._gain)

    def _gains(self) -> Floats:
        """What is gained where a remains (row) takes the place of another (column); the last is nobody."""
        n = len(self.weights)
        now = np.array([self.weights[v, self.spots[v]] if v in self.spots else 0.0 for v in range(n)])
        gains = np.full((n + 1, n + 1), -np.inf)
        for w, m in self.spots.items():
            gains[:n, w] = self.weights[:, m] - now
        gains[:n, n] = self._free().max(axis=1, initial=0.0) - now
        gains[n, :n] = 0.0
        np.fill_diagonal(gains, 0.0)
        return gains

    def _free(self) -> Floats:
        return self.weights[:, [m for m in range(self.weights.shape[1]) if m not in self.spots.values()]]

    def _free_spot(self, v: int) -> int | None:
        """The best place that nobody has, None where no place is better."""
        free = [m for m in range(self.weights.shape[1]) if m not in self.spots.values() and self.weights[v, m] > 0]
        return max(free, key=lambda m: (float(self.weights[v, m]), -m)) if free else None

    def _add(self, v: int) -> None:
        """One more remains, along the best chain that ends where nobody is displaced."""
        gains = self._gains()
        gains[-1] = -np.inf  # who is displaced last takes a free place or none
        value, came_from = gains[v].copy(), np.full(len(gains), v)
        while True:
            through = value[:, None] + gains
            better = through.argmax(axis=0)
            reached = through[better, np.arange(len(gains))]
            rises = reached > value + 1e-12
            if not rises.any():
                break
            came_from[rises], value[rises] = better[rises], reached[rises]
        chain = [len(gains) - 1]
        while chain[0] != v:
            chain.insert(0, int(came_from[chain[0]]))
        self.spots = self._moved(chain)

    def _moved(self, chain: Sequence[int]) -> _Spots:
        """Each of a chain takes the place of who follows: before nobody a free one or none; nobody takes none."""
        nobody = len(self.weights)
        moved = {w: m for w, m in self.spots.items() if w not in chain}
        for one, following in pairwise(chain):
            spot = self._free_spot(one) if following == nobody else self.spots.get(following)
            if one != nobody and spot is not None:
                moved[one] = spot
        return moved

    def values(self) -> Floats:
        """Ln likelihood of the likeliest assignment with each pairing, shape (remains, missing + 1)."""
        n, people = self.weights.shape
        now = -self._gain[:n, n] + self._free().max(axis=1, initial=0.0)
        found = np.full((n, people + 1), -np.inf)
        holder = {m: v for v, m in self.spots.items()}
        for m in range(people):
            if m in holder:
                w = holder[m]
                found[:, m] = self.total + self._gain[:n, w] + self._path[w, :n]
                found[w, m] = self.total
            else:
                found[:, m] = self.total + self.weights[:, m] - now + self._path[n, :n]
        found[:, people] = self.total - now + self._path[n, :n]
        idle = [v for v in range(n) if v not in self.spots]
        found[idle, people] = self.total
        return found

    def rearranged(self, v: int, m: int) -> _Spots:
        """The likeliest assignment with a pairing; the number of missing persons for nobody."""
        if self.spots.get(v, self.weights.shape[1]) == m:
            return self.spots
        # Who had the place, or nobody, comes first; who takes the place of v, or nobody, last.
        chain = [next((w for w, spot in self.spots.items() if spot == m), len(self.weights))]
        while chain[-1] != v:
            chain.append(int(self._following[chain[-1], v]))
        moved = self._moved(chain)
        return moved if m == self.weights.shape[1] else {**moved, v: m}


class _Truth:
    """True ln likelihoods of assignments, family by family."""

    def __init__(
        self, families: Sequence[Sequence[Filling]], row: Mapping[str, int], column: Mapping[str, int]
    ) -> None:
        self._family: dict[int, int] = {}
        self._ratio: list[dict[frozenset[tuple[int, int]], float]] = []
        self.has_several = any(len(one.of) > 1 for ways in families for one in ways)
        for at, ways in enumerate(families):
            self._family |= {column[m]: at for one in ways for m in one.of}
            self._ratio.append(
                {frozenset((row[v], column[m]) for m, v in one.of.items()): one.log_ratio for one in ways}
            )

    def of(self, spots: _Spots) -> float:
        """Ln likelihood over that of the empty assignment; -inf where it cannot be."""
        filled: dict[int, set[tuple[int, int]]] = {}
        for pair in spots.items():
            filled.setdefault(self._family[pair[1]], set()).add(pair)
        return sum(self._ratio[at].get(frozenset(pairs), -np.inf) for at, pairs in filled.items())


def _longest(gains: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Longest paths between all nodes of a graph without gainful cycles, and who follows first on each."""
    path = gains.copy()
    following = np.tile(np.arange(len(gains)), (len(gains), 1))
    for middle in range(len(gains)):
        through = path[:, middle, None] + path[None, middle, :]
        better = through > path + 1e-12
        path[better] = through[better]
        following = np.where(better, following[:, middle, None], following)
    return path, following
