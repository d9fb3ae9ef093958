"""Joint identification: all remains and all missing persons at once, each remains used for one person at most.

An assignment says of every remains which missing person it is, or nobody's. Its likelihood is a product over families,
and families meet only in that no remains is used twice. So every family's own likelihoods are computed once, for each
way to fill its missing persons, and families are then put together by the set of remains they use: sums, bests and the
list of the best come out exactly, without writing out the assignments, of which there may be more than anybody could
count.

Families that share remains, and remains that share families, form a component; components are independent.
Source: Vigeland, Egeland, Joint DNA-based disaster victim identification, Scientific Reports 11 (2021) 13661.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from homeward.errors import Fault, InputRefused

#: Of one component; the tables have as many lines as it has sets of remains.
MOST_REMAINS = 22
NOBODY = "*"
#: What two natural logarithms of likelihoods may differ by through rounding.
_EQUAL = 1e-8
#: Equals are looked at beyond the end of the list, so many times its length at most.
_SO_MANY_MORE = 20


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill a family: missing person to remains; ln of the ratio to an empty family, or -inf."""

    of: Mapping[str, str]
    log_ratio: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """Remains to missing person or ``NOBODY``, in the order of the remains; natural logarithm of its likelihood."""

    of: Mapping[str, str]
    log_likelihood: float


@dataclass(frozen=True)
class Joint:
    """All assignments together.

    Attributes:
        count: how many assignments there are.
        log_sum: ln of the sum of their likelihoods.
        best: the likeliest, in falling order.
        posterior: shape (remains, missing + 1), the last column for nobody; every assignment as likely beforehand.
        log_glr: shape (remains, missing): the likeliest assignment with the pairing over the likeliest without; nan
            where no assignment has it, inf where every one has.
    """

    count: int
    log_sum: float
    best: tuple[Assignment, ...]
    posterior: NDArray[np.float64]
    log_glr: NDArray[np.float64]


def solve(
    remains: Sequence[str],
    missing: Sequence[str],
    families: Sequence[Sequence[Filling]],
    log_empty: float = 0.0,
    listed: int = 200,
) -> Joint:
    """Put families together.

    Args:
        remains: ids, without repeats.
        missing: ids of all missing persons.
        families: of each family all fillings but the empty one.
        log_empty: ln likelihood of the assignment of nobody to anybody.
        listed: how many of the best assignments to give.

    Raises:
        InputRefused: a component has more than ``MOST_REMAINS`` remains.
    """
    row = {id_: at for at, id_ in enumerate(remains)}
    column = {id_: at for at, id_ in enumerate(missing)}
    posterior = np.zeros((len(remains), len(missing) + 1))
    posterior[:, -1] = 1.0
    log_glr = np.full((len(remains), len(missing)), np.nan)
    count, log_sum = 1, log_empty
    best: list[tuple[float, dict[str, str]]] = [(log_empty, {})]
    for ids, some in _components(families):
        part = _Component(ids, some)
        count *= part.count
        log_sum += part.log_sum
        for v, m, share, glr in part.pairings():
            posterior[row[v], column[m]] = share
            log_glr[row[v], column[m]] = glr
        for v, share in part.nobody():
            posterior[row[v], -1] = share
        best = _joined(best, part.best(listed), listed)
    column[NOBODY] = len(missing)
    if len(best) < min(listed, count):
        best += [(-np.inf, of) for of in islice(_impossible(families), _SO_MANY_MORE * listed)]
    listing = [Assignment({id_: of.get(id_, NOBODY) for id_ in remains}, log) for log, of in best]
    # What differs by rounding alone is equal; equals stand in the order of the remains' own persons, nobody last.
    listing.sort(key=lambda one: (-round(one.log_likelihood, 8), [column[m] for m in one.of.values()]))
    return Joint(count, log_sum, tuple(listing[:listed]), posterior, log_glr)


def _impossible(families: Sequence[Sequence[Filling]]) -> Iterator[dict[str, str]]:
    """Assignments whose likelihood is 0: every pairing of theirs could be, not all together."""

    def ways(at: int, used: frozenset[str], *, is_impossible: bool = False) -> Iterator[dict[str, str]]:
        if at == len(families):
            if is_impossible:
                yield {}
            return
        yield from ways(at + 1, used, is_impossible=is_impossible)
        for filling in families[at]:
            taken = frozenset(filling.of.values())
            if not taken & used:
                cannot = is_impossible or filling.log_ratio == -np.inf
                for rest in ways(at + 1, used | taken, is_impossible=cannot):
                    yield {v: m for m, v in filling.of.items()} | rest

    return ways(0, frozenset())


def _components(families: Sequence[Sequence[Filling]]) -> list[tuple[list[str], list[Sequence[Filling]]]]:
    """Families that share remains, with the remains they share; both in the order given."""
    groups: list[tuple[set[str], list[int]]] = []
    for at, fillings in enumerate(families):
        ids = {v for filling in fillings for v in filling.of.values()}
        if not ids:
            continue
        touched = [group for group in groups if group[0] & ids]
        groups = [group for group in groups if not group[0] & ids]
        groups.append((ids.union(*(group[0] for group in touched)), sorted([at, *(n for g in touched for n in g[1])])))
    groups.sort(key=lambda group: group[1])
    return [(sorted(ids), [families[at] for at in numbers]) for ids, numbers in groups]


class _Component:
    """One component: for every set of remains used so far, what the families before and after can do."""

    def __init__(self, remains: Sequence[str], families: Sequence[Sequence[Filling]]) -> None:
        if len(remains) > MOST_REMAINS:
            found = f"{len(remains)} remains hang together by possible identifications."
            advice = "Settle what is undisputed first, or leave out pairings with small likelihood ratios."
            raise InputRefused([Fault("joint", "", 0, "", found, advice)])
        self.remains = remains
        self.families = [[filling for filling in fillings if filling.log_ratio > -np.inf] for fillings in families]
        self._bit = {id_: 1 << at for at, id_ in enumerate(remains)}
        self._masks = np.arange(1 << len(remains))
        self._used = [self._masks_of(fillings) for fillings in self.families]
        self._sum_before, self._max_before = self._before()
        self._sum_after, self._max_after = self._after()
        self.count = self._counted(families)
        self.log_sum = float(np.logaddexp.reduce(self._sum_before[-1]))

    def _free(self, used: int) -> NDArray[np.intp]:
        return np.flatnonzero((self._masks & used) == 0)

    def _masks_of(self, fillings: Sequence[Filling]) -> list[int]:
        return [sum(self._bit[v] for v in filling.of.values()) for filling in fillings]

    def _counted(self, families: Sequence[Sequence[Filling]]) -> int:
        """How many assignments there are, those that cannot be among them."""
        ways = {0: 1}
        for fillings in families:
            more = dict(ways)
            for mask in self._masks_of(fillings):
                for used, count in ways.items():
                    if not used & mask:
                        more[used | mask] = more.get(used | mask, 0) + count
            ways = more
        return sum(ways.values())

    def _before(self) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
        start = np.full(len(self._masks), -np.inf)
        start[0] = 0.0
        sums, bests = [start], [start]
        for fillings, used in zip(self.families, self._used, strict=True):
            total, most = sums[-1].copy(), bests[-1].copy()
            for filling, mask in zip(fillings, used, strict=True):
                free = self._free(mask)
                total[free | mask] = np.logaddexp(total[free | mask], sums[-1][free] + filling.log_ratio)
                most[free | mask] = np.maximum(most[free | mask], bests[-1][free] + filling.log_ratio)
            sums.append(total)
            bests.append(most)
        return sums, bests

    def _after(self) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
        sums, bests = [np.zeros(len(self._masks))], [np.zeros(len(self._masks))]
        for fillings, used in zip(self.families[::-1], self._used[::-1], strict=True):
            total, most = sums[0].copy(), bests[0].copy()
            for filling, mask in zip(fillings, used, strict=True):
                free = self._free(mask)
                total[free] = np.logaddexp(total[free], sums[0][free | mask] + filling.log_ratio)
                most[free] = np.maximum(most[free], bests[0][free | mask] + filling.log_ratio)
            sums.insert(0, total)
            bests.insert(0, most)
        return sums, bests

    def _by_pairing(self) -> dict[tuple[str, str], tuple[float, float]]:
        """Remains and missing person to ln of the sum and of the greatest likelihood of assignments with the two."""
        found: dict[tuple[str, str], tuple[float, float]] = {}
        for at, (fillings, used) in enumerate(zip(self.families, self._used, strict=True)):
            for filling, mask in zip(fillings, used, strict=True):
                free = self._free(mask)
                total = np.logaddexp.reduce(self._sum_before[at][free] + self._sum_after[at + 1][free | mask])
                most = (self._max_before[at][free] + self._max_after[at + 1][free | mask]).max()
                for m, v in filling.of.items():
                    before = found.get((v, m), (-np.inf, -np.inf))
                    found[v, m] = (
                        float(np.logaddexp(before[0], total + filling.log_ratio)),
                        float(max(before[1], most + filling.log_ratio)),
                    )
        return found

    def _unused(self, id_: str) -> tuple[float, float]:
        free = self._free(self._bit[id_])
        return float(np.logaddexp.reduce(self._sum_before[-1][free])), float(self._max_before[-1][free].max())

    def pairings(self) -> Iterator[tuple[str, str, float, float]]:
        """Remains, missing person, posterior, log GLR of every pairing that some assignment has."""
        found = self._by_pairing()
        for (v, m), (total, most) in found.items():
            others = [other for (w, n), (_total, other) in found.items() if w == v and n != m]
            without = max([*others, self._unused(v)[1]])
            yield v, m, float(np.exp(total - self.log_sum)), most - without

    def nobody(self) -> Iterator[tuple[str, float]]:
        """Remains and the posterior that it is none of the missing."""
        for id_ in self.remains:
            yield id_, float(np.exp(self._unused(id_)[0] - self.log_sum))

    def best(self, listed: int) -> list[tuple[float, dict[str, str]]]:
        """The likeliest assignments, in falling order: what can still come is known, so none is looked at twice."""
        waiting: list[tuple[float, tuple[tuple[str, str], ...], int, int]] = [(-self._max_after[0][0], (), 0, 0)]
        found: list[tuple[float, dict[str, str]]] = []
        while waiting and not _is_enough(found, -waiting[0][0], listed):
            cost, of, at, used = heapq.heappop(waiting)
            if at == len(self.families):
                found.append((-cost, dict(of)))
                continue
            so_far = -cost - self._max_after[at][used]
            options: list[tuple[tuple[tuple[str, str], ...], int, float]] = [((), 0, 0.0)]
            options += [
                (tuple((v, m) for m, v in filling.of.items()), mask, filling.log_ratio)
                for filling, mask in zip(self.families[at], self._used[at], strict=True)
                if not mask & used
            ]
            for pairs, mask, log_ratio in options:
                then = self._max_after[at + 1][used | mask]
                heapq.heappush(waiting, (-(so_far + log_ratio + then), (*of, *pairs), at + 1, used | mask))
        return found


def _is_enough(found: Sequence[tuple[float, dict[str, str]]], following: float, listed: int) -> bool:
    """Whether so many are found, and what follows is not as good as the last of them, or there is no end of equals."""
    return len(found) >= listed and (following < found[listed - 1][0] - _EQUAL or len(found) > _SO_MANY_MORE * listed)


def _joined(
    one: Sequence[tuple[float, dict[str, str]]], other: Sequence[tuple[float, dict[str, str]]], listed: int
) -> list[tuple[float, dict[str, str]]]:
    """The best sums of two lists in falling order: independent components side by side."""
    waiting = [(-(one[0][0] + other[0][0]), 0, 0)]
    seen = {(0, 0)}
    made: list[tuple[float, dict[str, str]]] = []
    while waiting and not _is_enough(made, -waiting[0][0], listed):
        cost, i, j = heapq.heappop(waiting)
        made.append((-cost, one[i][1] | other[j][1]))
        for nxt in ((i + 1, j), (i, j + 1)):
            if nxt not in seen and nxt[0] < len(one) and nxt[1] < len(other):
                seen.add(nxt)
                heapq.heappush(waiting, (-(one[nxt[0]][0] + other[nxt[1]][0]), *nxt))
    return made
