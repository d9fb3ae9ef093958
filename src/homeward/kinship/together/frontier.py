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

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homeward.kinship.together.bounds import Bound
from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.states import (
    Floats,
    Masks,
    Places,
    bits,
    different,
    first,
    gathered,
    lack,
    meet,
    threshold,
)

#: What is left out at once at least, as a share of all that there is.
_LIGHT = 1e-18


@dataclass(frozen=True, slots=True)
class Swept:
    """What one component comes to.

    Attributes:
        log_sum: ln of the sum over its assignments, of their likelihood over that of the empty one.
        log_most: ln of the greatest.
        log_lost: ln of the sum of what was left out, at most; -inf where nothing was. Of no meaning where steps were
            drawn.
        log_missed: ln of the greatest that was left out, at most.
        pairings: remains and missing person to ln of sum and of greatest over the assignments that pair them.
        unused: the same for remains that are nobody's.
        best: the likeliest assignments, missing person to remains, in falling order; others that were left out may be
            as likely as ``log_missed``.
    """

    log_sum: float
    log_most: float
    log_lost: float
    log_missed: float
    pairings: dict[tuple[str, str], tuple[float, float]]
    unused: dict[str, tuple[float, float]]
    best: list[tuple[float, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class _Step:
    """From the states before a family to those after it: each way to fill it from each state that allows it.

    ``chance`` is ln of the chance with which a step was drawn, None where none was.
    """

    states: Masks
    log_sum: Floats
    log_most: Floats
    source: Places
    way: Places
    target: Places
    chance: Floats | None

    def worth(self, ratios: Floats) -> Floats:
        """Ln of the ratio of each step, for sums."""
        return ratios[self.way] if self.chance is None else ratios[self.way] - self.chance


class Frontier:
    """The families of one component, in the order in which they are taken.

    Args:
        families: of each the ways to fill it that can be, all ratios above 0. The answer does not depend on their
            order.
    """

    def __init__(self, families: Sequence[Sequence[Filling]]) -> None:
        self.remains = sorted({v for ways in families for one in ways for v in one.of.values()})
        place = {id_: at for at, id_ in enumerate(self.remains)}
        self._bits = bits(len(self.remains))
        self._families = _in_order(families, place)
        self._rows = [[[place[v] for v in one.of.values()] for one in ways] for ways in self._families]
        nobody = np.zeros_like(self._bits[0])
        self._masks = [np.stack([nobody, *(self._bits[rows].sum(axis=0) for rows in ways)]) for ways in self._rows]
        self._ratios = [np.array([0.0, *(one.log_ratio for one in ways)]) for ways in self._families]
        last = {v: at for at, ways in enumerate(self._rows) for rows in ways for v in rows}
        self._closing = [[v for v in last if last[v] == at] for at in range(len(self._families))]
        self._steps: list[_Step] = []
        self._lost: list[float] = []
        self._missed: list[float] = []

    def exact(self, listed: int, most_steps: int) -> Swept | None:
        """The exact answer, with so many of the likeliest assignments; None where it takes more steps than allowed."""
        if not self._forward(most_steps, None, None):
            return None
        return self._answer(listed)

    def bounded(self, listed: int, steps: int) -> Swept:
        """The answer of the weightiest states, by about so many steps, with a bound on what was left out."""
        self._forward(steps, Bound(self._rows, self._ratios, len(self.remains)), None)
        return self._answer(listed)

    def drawn(self, steps: int, draw: np.random.Generator) -> Swept:
        """An answer of states of which some are drawn: no sum is too large or too small in the mean."""
        self._forward(steps, Bound(self._rows, self._ratios, len(self.remains)), draw)
        return self._answer(1)

    def _forward(self, most_steps: int, bound: Bound | None, draw: np.random.Generator | None) -> bool:
        """Take all families in turn; False where no bound allows to leave out states, and steps are too many."""
        self._steps, self._lost, self._missed = [], [-np.inf], [-np.inf]
        states = np.zeros_like(self._bits[:1])
        log_sum, log_most = np.zeros(1), np.zeros(1)
        left, open_bits = most_steps, ~np.zeros_like(self._bits[0])
        for at, ratios in enumerate(self._ratios):
            if bound is None and len(states) * len(ratios) > left:
                return False
            way, source = (one.astype(np.int32) for one in np.nonzero(~meet(self._masks[at], states)))
            chance = None
            if bound is not None:
                # What a step could lead to is at most what the state could that it starts from.
                to_come, most = bound.of(states, at + 1)
                whole, greatest = (log_sum + to_come)[source] + ratios[way], (log_most + most)[source] + ratios[way]
                kept, chance = self._kept(whole, greatest, left // (len(self._ratios) - at), draw)
                way, source = way[kept], source[kept]
            left -= len(way)
            for v in self._closing[at]:
                open_bits = open_bits & ~self._bits[v]
            after, target = different((states[source] | self._masks[at][way]) & open_bits, len(self.remains))
            worth = ratios[way] if chance is None else ratios[way] - chance
            sums, most = gathered(log_sum[source] + worth, log_most[source] + ratios[way], target, len(after))
            if bound is not None and chance is not None:
                to_come, greatest = bound.of(after, at + 1)
                width = left // max(1, sum(map(len, self._ratios[at + 1 :])))
                kept, of_state = self._kept(sums + to_come, most + greatest, width, draw)
                number = np.full(len(after), -1, dtype=np.int32)
                number[kept] = np.arange(len(kept))
                stays = number[target] >= 0
                source, way, target = source[stays], way[stays], number[target[stays]]
                chance = chance[stays] + of_state[target]
                after, sums, most = after[kept], sums[kept] - of_state, most[kept]
            self._steps.append(_Step(states, log_sum, log_most, source, way, target, chance))
            states, log_sum, log_most = after, sums, most
        return True

    def _kept(
        self, potential: Floats, most: Floats, width: int, draw: np.random.Generator | None
    ) -> tuple[Places, Floats]:
        """Places of all but the lightest, no more than ``width``, and ln of the chance with which each was kept.

        What is left out for good is written down. Drawn are those that weigh less than c, each with chance weight / c,
        c such that ``width`` are kept (Fearnhead, Clifford, Journal of the Royal Statistical Society B 65 (2003) 887).
        """
        width = max(1, width)
        order = np.argsort(potential, kind="stable")
        running = np.logaddexp.accumulate(potential[order])
        gone = int(np.searchsorted(running, running[-1] + np.log(_LIGHT)))
        if draw is None:
            gone = max(gone, len(order) - width)
        if gone:
            self._lost.append(float(running[gone - 1]))
            self._missed.append(float(most[order[:gone]].max()))
        kept = np.sort(order[gone:])
        if len(kept) <= width:
            return kept, np.zeros(len(kept))
        assert draw is not None  # else no more than ``width`` are left
        weight = np.exp(potential[kept] - potential[kept].max())
        chance = np.minimum(1.0, weight / threshold(weight, width))
        passed = np.cumsum(chance) + draw.random()
        is_drawn = np.floor(passed) > np.floor(passed - chance)
        self._missed.append(float(most[kept[~is_drawn]].max(initial=-np.inf)))
        return kept[is_drawn], np.log(chance[is_drawn])

    def _answer(self, listed: int) -> Swept:
        """Go back through the steps taken, and gather what each way to fill a family has part in."""
        pairings: dict[tuple[str, str], tuple[float, float]] = defaultdict(lambda: (-np.inf, -np.inf))
        unused = {}
        after_sum, after_most = np.zeros(1), np.zeros(1)
        to_come = [after_most]
        for at in reversed(range(len(self._steps))):
            step, ratios = self._steps[at], self._ratios[at]
            sums, most = after_sum[step.target] + step.worth(ratios), after_most[step.target] + ratios[step.way]
            whole, greatest = step.log_sum[step.source] + sums, step.log_most[step.source] + most
            of_way = gathered(whole, greatest, step.way, len(ratios))
            for filling, one, other in zip(self._families[at], of_way[0][1:], of_way[1][1:], strict=True):
                for m, v in filling.of.items():
                    before = pairings[v, m]
                    pairings[v, m] = float(np.logaddexp(before[0], one)), max(before[1], float(other))
            for closed in self._closing[at]:
                free = lack(step.states, closed)[step.source] & lack(self._masks[at], closed)[step.way]
                unused[self.remains[closed]] = (
                    float(np.logaddexp.reduce(whole[free], initial=-np.inf)),
                    float(greatest[free].max(initial=-np.inf)),
                )
            after_sum, after_most = gathered(sums, most, step.source, len(step.states))
            to_come.insert(0, after_most)
        return Swept(
            log_sum=float(after_sum[0]),
            log_most=float(after_most[0]),
            log_lost=float(np.logaddexp.reduce(self._lost)),
            log_missed=max(self._missed),
            pairings=dict(pairings),
            unused=unused,
            best=self._best(to_come, listed),
        )

    def _best(self, to_come: Sequence[Floats], listed: int) -> list[tuple[float, dict[str, str]]]:
        """The likeliest assignments: what can still come is known, so as many beginnings as are listed are enough."""
        state, value = np.zeros(1, dtype=np.int32), np.zeros(1)
        trail: list[tuple[Places, Places]] = []
        for step, ratios, after in zip(self._steps, self._ratios, to_come[1:], strict=True):
            order = np.argsort(step.source, kind="stable")
            start = np.searchsorted(step.source[order], np.arange(len(step.states) + 1))
            number = start[state + 1] - start[state]
            came_from = np.repeat(np.arange(len(state)), number)
            within = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
            taken = order[start[state][came_from] + within]
            value = value[came_from] + ratios[step.way[taken]]
            state = step.target[taken]
            kept = first(value + after[state], listed)
            trail.append((came_from[kept], step.way[taken][kept]))
            value, state = value[kept], state[kept]
        return [(float(value[at]), self._followed(trail, at)) for at in range(len(value))]

    def _followed(self, trail: Sequence[tuple[Places, Places]], at: int) -> dict[str, str]:
        of: dict[str, str] = {}
        for fillings, (came_from, way) in zip(reversed(self._families), reversed(trail), strict=True):
            if way[at]:
                of |= fillings[way[at] - 1].of
            at = int(came_from[at])
        return of


def _in_order(families: Sequence[Sequence[Filling]], place: dict[str, int]) -> list[list[Filling]]:
    """Families so that few remains are open at a time; among equals first who is surest of its remains."""
    waiting = [
        sorted(fillings, key=lambda one: (-one.log_ratio, sorted(one.of.items()))) for fillings in families if fillings
    ]
    waiting.sort(key=lambda fillings: min(min(one.of) for one in fillings))
    uses = [{place[v] for one in fillings for v in one.of.values()} for fillings in waiting]
    doubt = [_doubt(fillings) for fillings in waiting]
    users = Counter(v for used in uses for v in used)  # families still to come that could use each remains
    left, opened = list(range(len(waiting))), set[int]()
    order = []
    while left:
        growth = {at: len(uses[at] - opened) - sum(users[v] == 1 for v in uses[at]) for at in left}
        _growth, _doubt_of_it, following = min((growth[at], doubt[at], at) for at in left)
        order.append(following)
        left.remove(following)
        opened |= uses[following]
        users.subtract(uses[following])
    return [waiting[at] for at in order]


def _doubt(fillings: Sequence[Filling]) -> float:
    """Entropy of the ways to fill a family on its own, rounded so that rounding decides nothing."""
    logs = np.array([0.0, *(one.log_ratio for one in fillings)])
    shares = np.exp(logs - np.logaddexp.reduce(logs))
    return round(float(-(shares * np.log(np.maximum(shares, 1e-300))).sum()), 6)
