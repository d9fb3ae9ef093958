"""What families could add to a joint identification at most, whatever other families do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from homeward.kinship.together.states import Floats, Masks, Places, lack


class Bound:
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

    def of(self, states: Masks, start: int) -> tuple[Floats, Floats]:
        """Ln of the greatest sum and of the greatest ratio that families from ``start`` on add, shape (states,)."""
        unused = np.stack([lack(states, v) for v in range(len(self.singles))], axis=1)
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
            for of_way, ratio in zip(rows, ratios, strict=True):
                if ratio <= 0 or not len(waiting):
                    break
                fits = unused[waiting][:, of_way].all(axis=1)
                most[waiting[fits]] += ratio
                waiting = waiting[~fits]
        with np.errstate(divide="ignore"):
            to_come = np.maximum(np.log(sums) + scale, 0.0)  # an empty family alone gives 1
        return np.asarray(to_come.sum(axis=1)), most
