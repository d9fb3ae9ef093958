"""One component of a joint identification: its families one after another, by which remains are used so far.

What the families before have done matters to those that follow only in which remains are used that could still be
somebody else's. A remains that no later family could use is forgotten, so that states are few where families share few
remains, however many of both there are (a path decomposition: Bodlaender, Theoretical Computer Science 209 (1998)
1-45). Two families filled differently that leave the same remains are one state: sums and greatest likelihoods, not
assignments, are carried on.

Where states become too many, the lightest are left out, and what they could have led to is added up. A state of
weight w leads to w·U at most, U the product over the families to come of 1 + the sum of the ratios of their ways to be
filled with remains not yet used: the product also counts what uses a remains twice. With S the sum that was kept and D
all that was left out, the true sum lies between S and S + D, and every posterior within D / (S + D) of what is told.
The same holds of the greatest likelihood, with the greatest ratio in place of the sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.fillings import Filling

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
#: Rows of words of 64 bits, one bit for each remains.
Masks = NDArray[np.uint64]

#: Steps from state to state: as many as a minute allows are taken exactly; beyond, so many are taken in all.
EXACT_STEPS, BOUNDED_STEPS = 30_000_000, 12_000_000
#: What is left out at once, as a share of all that there is.
_LIGHT = 1e-18
#: Component bits for which states are found by place in a table, not by sorting.
_BY_PLACE = 20
#: What two natural logarithms of likelihoods may differ by through rounding.
EQUAL = 1e-8
#: Equals are looked at beyond the end of a list, so many times its length at most.
SO_MANY_MORE = 20


@dataclass(slots=True)
class _Step:
    """From the states before a family to those after it: each way to fill it from each state that allows it."""

    states: Masks
    source: Places
    way: Places
    target: Places
    log_sum: Floats
    log_most: Floats


@dataclass(frozen=True)
class Swept:
    """What one component comes to.

    Attributes:
        log_sum: ln of the sum over its assignments, of their likelihood over that of the empty one.
        log_most: ln of the greatest.
        log_lost: ln of the sum of what was left out, at most; -inf where nothing was.
        log_missed: ln of the greatest that was left out, at most.
        pairings: remains and missing person to ln of sum and of greatest over the assignments that pair them.
        unused: the same for remains that are nobody's.
        best: the likeliest assignments, missing person to remains, in falling order; of those as likely as
            ``log_missed`` or less, others may be as likely.
    """

    log_sum: float
    log_most: float
    log_lost: float
    log_missed: float
    pairings: dict[tuple[str, str], tuple[float, float]]
    unused: dict[str, tuple[float, float]]
    best: list[tuple[float, dict[str, str]]] = field(repr=False)


def swept(
    remains: Sequence[str],
    families: Sequence[Sequence[Filling]],
    listed: int,
    most_steps: tuple[int, int] = (EXACT_STEPS, BOUNDED_STEPS),
) -> Swept:
    """Put the families of a component together: exactly, or with a bound on what was left out.

    Args:
        remains: of the component; the answer does not depend on their order, nor on that of families.
        families: of each the ways to fill it that can be, all ratios above 0.
        listed: how many of the best assignments are asked for.
        most_steps: how many steps from state to state may be taken exactly, and how many otherwise.
    """
    component = _Component(sorted(remains), families)
    if not component.forward(most_steps[0], is_exact=True):
        component.forward(most_steps[1], is_exact=False)
    return component.answer(listed)


class _Component:
    def __init__(self, remains: Sequence[str], families: Sequence[Sequence[Filling]]) -> None:
        self.remains = list(remains)
        self.words = (len(remains) + 63) // 64
        place = {id_: at for at, id_ in enumerate(remains)}
        self.families = _in_order(families, place)
        self.bits = np.zeros((len(remains), self.words), dtype=np.uint64)
        for at in range(len(remains)):
            self.bits[at, at // 64] = np.uint64(1) << np.uint64(at % 64)
        self.rows = [[[place[v] for v in one.of.values()] for one in fillings] for fillings in self.families]
        self.masks = [
            np.stack([np.zeros(self.words, dtype=np.uint64)] + [self.bits[rows].sum(axis=0) for rows in of_family])
            for of_family in self.rows
        ]
        self.ratios = [np.array([0.0, *(one.log_ratio for one in fillings)]) for fillings in self.families]
        last = {v: at for at, of_family in enumerate(self.rows) for rows in of_family for v in rows}
        self.closing = [[v for v in range(len(remains)) if last.get(v) == at] for at in range(len(self.families))]
        self.bound: _Bound | None = None

    def forward(self, most_steps: int, *, is_exact: bool) -> bool:
        """Take all families in turn; False where that takes too many steps."""
        self.steps: list[_Step] = []
        self.lost, self.missed = [-np.inf], [-np.inf]
        self.bound = None if is_exact else _Bound(self.rows, self.ratios, len(self.remains))
        states = np.zeros((1, self.words), dtype=np.uint64)
        log_sum, log_most = np.zeros(1), np.zeros(1)
        left, open_bits = most_steps, ~np.zeros(self.words, dtype=np.uint64)
        for at, ratios in enumerate(self.ratios):
            if is_exact and len(states) * len(ratios) > left:
                return False
            way, source = np.nonzero(~_meet(self.masks[at], states))
            if self.bound:
                # What a step could lead to is at most what the state could that it starts from.
                to_come, most = self.bound.of(states, self.bits, at + 1)
                whole, greatest = (log_sum + to_come)[source] + ratios[way], (log_most + most)[source] + ratios[way]
                kept = self._kept(whole, greatest, max(1, left // (len(self.ratios) - at)))
                way, source = way[kept], source[kept]
            left -= len(way)
            for v in self.closing[at]:
                open_bits = open_bits & ~self.bits[v]
            after, target = _different((states[source] | self.masks[at][way]) & open_bits, len(self.remains))
            sums, most = _gathered(log_sum[source] + ratios[way], log_most[source] + ratios[way], target, len(after))
            if self.bound:
                to_come, greatest = self.bound.of(after, self.bits, at + 1)
                width = max(1, left // max(1, sum(map(len, self.ratios[at + 1 :]))))
                kept = self._kept(sums + to_come, most + greatest, width)
                number, stays = np.cumsum(kept) - 1, kept[target]
                source, way, target = source[stays], way[stays], number[target[stays]]
                after, sums, most = after[kept], sums[kept], most[kept]
            self.steps.append(_Step(states, source, way, target, log_sum, log_most))
            states, log_sum, log_most = after, sums, most
        self.log_sum, self.log_most = float(log_sum[0]), float(log_most[0])
        return True

    def _kept(self, potential: Floats, most: Floats, width: int) -> NDArray[np.bool_]:
        """All but the lightest, and no more than ``width``; what goes is written down."""
        order = np.argsort(potential, kind="stable")
        running = np.logaddexp.accumulate(potential[order])
        gone = int(np.searchsorted(running, running[-1] + np.log(_LIGHT)))
        gone = max(gone, len(order) - width)
        kept = np.ones(len(order), dtype=bool)
        if gone:
            kept[order[:gone]] = False
            self.lost.append(float(running[gone - 1]))
            self.missed.append(float(most[order[:gone]].max()))
        return kept

    def answer(self, listed: int) -> Swept:
        """Go back through the steps taken, and gather what each way to fill a family has part in."""
        pairings: dict[tuple[str, str], tuple[float, float]] = defaultdict(lambda: (-np.inf, -np.inf))
        unused = {}
        after_sum, after_most = np.zeros(1), np.zeros(1)
        to_come = [after_most]
        for at in reversed(range(len(self.steps))):
            step, ratios = self.steps[at], self.ratios[at]
            sums, most = after_sum[step.target] + ratios[step.way], after_most[step.target] + ratios[step.way]
            whole, greatest = step.log_sum[step.source] + sums, step.log_most[step.source] + most
            of_way = _gathered(whole, greatest, step.way, len(ratios))
            for filling, one, other in zip(self.families[at], of_way[0][1:], of_way[1][1:], strict=True):
                for m, v in filling.of.items():
                    before = pairings[v, m]
                    pairings[v, m] = float(np.logaddexp(before[0], one)), max(before[1], float(other))
            for v in self.closing[at]:
                word = v // 64
                free = (step.states[step.source, word] | self.masks[at][step.way, word]) & self.bits[v, word] == 0
                unused[self.remains[v]] = (
                    float(np.logaddexp.reduce(whole[free], initial=-np.inf)),
                    float(greatest[free].max(initial=-np.inf)),
                )
            after_sum, after_most = _gathered(sums, most, step.source, len(step.states))
            to_come.insert(0, after_most)
        lost, missed = float(np.logaddexp.reduce(self.lost)), max(self.missed)
        best = self._best(to_come, listed)
        return Swept(self.log_sum, self.log_most, lost, missed, dict(pairings), unused, best)

    def _best(self, to_come: Sequence[Floats], listed: int) -> list[tuple[float, dict[str, str]]]:
        """The likeliest assignments: what can still come is known, so as many beginnings as are listed are enough."""
        state, value = np.zeros(1, dtype=np.intp), np.zeros(1)
        trail: list[tuple[Places, Places]] = []
        for step, ratios, after in zip(self.steps, self.ratios, to_come[1:], strict=True):
            order = np.argsort(step.source, kind="stable")
            start = np.searchsorted(step.source[order], np.arange(len(step.states) + 1))
            number = start[state + 1] - start[state]
            came_from = np.repeat(np.arange(len(state)), number)
            within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
            taken = order[start[state][came_from] + within]
            value = value[came_from] + ratios[step.way[taken]]
            state = step.target[taken]
            kept = _first(value + after[state], listed)
            trail.append((came_from[kept], step.way[taken][kept]))
            value, state = value[kept], state[kept]
        return [(float(value[at]), self._followed(trail, at)) for at in range(len(value))]

    def _followed(self, trail: Sequence[tuple[Places, Places]], at: int) -> dict[str, str]:
        of: dict[str, str] = {}
        for fillings, (came_from, way) in zip(reversed(self.families), reversed(trail), strict=True):
            if way[at]:
                of |= fillings[way[at] - 1].of
            at = int(came_from[at])
        return of


class _Bound:
    """What families could add at most, by which remains are used."""

    def __init__(self, rows: Sequence[Sequence[Sequence[int]]], ratios: Sequence[Floats], remains: int) -> None:
        self.scale = np.array([float(one.max()) for one in ratios])
        self.singles = np.zeros((remains, len(rows)))
        self.several: list[tuple[int, Places, Floats]] = []
        self.falling: list[tuple[list[list[int]], Floats]] = []
        for at, (of_family, of_ratios) in enumerate(zip(rows, ratios, strict=True)):
            by_set: dict[tuple[int, ...], float] = defaultdict(float)
            for used, ratio in zip(of_family, of_ratios[1:], strict=True):
                by_set[tuple(sorted(used))] += float(np.exp(ratio - self.scale[at]))
            for size in sorted({len(used) for used in by_set}):
                sets = [(used, weight) for used, weight in by_set.items() if len(used) == size]
                weights = np.array([weight for _used, weight in sets])
                if size == 1:
                    self.singles[[used[0] for used, _weight in sets], at] = weights
                else:
                    self.several.append((at, np.array([used for used, _weight in sets]), weights))
            order = np.argsort(-of_ratios[1:], kind="stable")
            self.falling.append(([list(of_family[one]) for one in order], of_ratios[1:][order]))

    def of(self, states: Masks, bits: Masks, start: int) -> tuple[Floats, Floats]:
        """Ln of the greatest sum and of the greatest ratio that families from ``start`` on add, shape (states,) each."""
        word = np.arange(len(bits)) // 64
        unused = (states[:, word] & bits[np.arange(len(bits)), word]) == 0
        scale = self.scale[start:]
        sums = unused.astype(float) @ self.singles[:, start:] + np.exp(-scale)
        for at, used, weights in self.several:
            if at >= start:
                free = unused[:, used[:, 0]]
                for column in range(1, used.shape[1]):
                    free = free & unused[:, used[:, column]]
                sums[:, at - start] += free @ weights
        most = np.zeros(len(states))
        for rows, ratios in self.falling[start:]:
            waiting = np.arange(len(states))
            for used, ratio in zip(rows, ratios, strict=True):
                if ratio <= 0 or not len(waiting):
                    break
                fits = unused[np.ix_(waiting, used)].all(axis=1)
                most[waiting[fits]] += ratio
                waiting = waiting[~fits]
        return np.asarray((np.log(sums) + scale).sum(axis=1)), most


def _in_order(families: Sequence[Sequence[Filling]], place: dict[str, int]) -> list[list[Filling]]:
    """Families so that few remains are open at a time; among equals first who is surest of its remains."""
    waiting = [
        sorted(fillings, key=lambda one: (-one.log_ratio, sorted(one.of.items()))) for fillings in families if fillings
    ]
    waiting.sort(key=lambda fillings: min(min(one.of) for one in fillings))
    uses = [{place[v] for one in fillings for v in one.of.values()} for fillings in waiting]
    doubt = [_doubt(fillings) for fillings in waiting]
    left, opened = list(range(len(waiting))), set[int]()
    order = []
    while left:
        wanted = [0] * len(place)
        for at in left:
            for v in uses[at]:
                wanted[v] += 1

        def growth(at: int, wanted: Sequence[int] = wanted) -> tuple[int, float, int]:
            closed = sum(wanted[v] == 1 for v in uses[at])
            return len(uses[at] - opened) - closed, doubt[at], at

        order.append(min(left, key=growth))
        left.remove(order[-1])
        opened |= uses[order[-1]]
    return [waiting[at] for at in order]


def _doubt(fillings: Sequence[Filling]) -> float:
    """Entropy of the ways to fill a family on its own, rounded so that rounding decides nothing."""
    logs = np.array([0.0, *(one.log_ratio for one in fillings)])
    shares = np.exp(logs - np.logaddexp.reduce(logs))
    return round(float(-(shares * np.log(np.maximum(shares, 1e-300))).sum()), 6)


def _meet(masks: Masks, states: Masks) -> NDArray[np.bool_]:
    """Shape (masks, states): whether they have a remains in common."""
    found = np.zeros((len(masks), len(states)), dtype=bool)
    for word in range(masks.shape[1]):
        found |= (masks[:, None, word] & states[None, :, word]) != 0
    return found


def _different(masks: Masks, bits: int) -> tuple[Masks, Places]:
    """Different masks, and the place of each among them."""
    if bits <= _BY_PLACE:
        at = masks[:, 0].astype(np.intp)
        is_there = np.zeros(1 << bits, dtype=bool)
        is_there[at] = True
        there = np.flatnonzero(is_there)
        number = np.zeros(1 << bits, dtype=np.intp)
        number[there] = np.arange(len(there))
        return there.astype(np.uint64)[:, None], number[at]
    if masks.shape[1] == 1:
        states, place = np.unique(masks[:, 0], return_inverse=True)
        return states[:, None], place
    order = np.lexsort(masks.T)
    is_new = np.ones(len(masks), dtype=bool)
    is_new[1:] = (masks[order[1:]] != masks[order[:-1]]).any(axis=1)
    place = np.empty(len(masks), dtype=np.intp)
    place[order] = np.cumsum(is_new) - 1
    return masks[order[is_new]], place


def _gathered(sums: Floats, most: Floats, group: Places, groups: int) -> tuple[Floats, Floats]:
    """Ln of sums, and the greatest, by group; -inf for groups without a member."""
    top = np.full(groups, -np.inf)
    np.maximum.at(top, group, sums)
    shift = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total = np.log(np.bincount(group, np.exp(sums - shift[group]), groups)) + shift
    greatest = np.full(groups, -np.inf)
    np.maximum.at(greatest, group, most)
    return total, greatest


def _first(values: Floats, listed: int) -> Places:
    """Places of the greatest in falling order: as many as are listed and what equals the last, or no end of equals."""
    order = np.argsort(-values, kind="stable")
    if len(order) > listed:
        enough = int(np.count_nonzero(values >= values[order[listed - 1]] - EQUAL))
        order = order[: min(enough, SO_MANY_MORE * listed)]
    return order
