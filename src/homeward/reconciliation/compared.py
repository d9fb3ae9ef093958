"""Pairs of records and the levels at which their comparisons come out; what weighs next to nothing is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homeward.reconciliation.comparisons import COMPARISONS, Comparison
from homeward.reconciliation.levels import Levels, levels_of
from homeward.reconciliation.parameters import SAME, STRANGER, Array, Parameters
from homeward.reconciliation.records import Ints, Records


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of records and how they compare.

    Attributes:
        left, right: records, the lesser first; pairs are ordered by both.
        levels: shape (features, pairs), features in the order of ``Records.comparisons``; ``levels.ABSENT`` where a
            cell is empty.
    """

    left: Ints
    right: Ints
    levels: Levels

    def __len__(self) -> int:
        return len(self.left)

    def at(self, places: Ints) -> Compared:
        """The pairs at ``places``."""
        return Compared(self.left[places], self.right[places], self.levels[:, places])


def compare(records: Records, left: Ints, right: Ints) -> Compared:
    """Compare just the pairs given; each once, the lesser record first, none with itself."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    pairs = np.unique((low * len(records) + high)[low < high])
    left, right = pairs // max(1, len(records)), pairs % max(1, len(records))
    levels = [levels_of(comparison.feature, records, left, right) for comparison in records.comparisons]
    return Compared(left, right, np.stack(levels))


def in_order(parts: Sequence[Compared]) -> Compared:
    """All pairs of several parts in their order; one that stands in two parts once."""
    whole = joined(parts)
    pairs = whole.left * (int(whole.right.max(initial=0)) + 1) + whole.right
    order = np.argsort(pairs, kind="stable")  # which merges parts that are in order
    repeated = np.zeros(len(order), np.bool_)
    repeated[1:] = pairs[order[1:]] == pairs[order[:-1]]
    order = order[~repeated]
    return Compared(whole.left[order], whole.right[order], whole.levels[:, order])


def joined(parts: Sequence[Compared]) -> Compared:
    """All pairs of several parts, at least one, one part after the other."""
    left, right = (np.concatenate([getattr(one, side) for one in parts]) for side in ("left", "right"))
    return Compared(left, right, np.concatenate([one.levels for one in parts], axis=1))


def level_bits(parameters: Parameters, comparisons: Sequence[Comparison] = COMPARISONS) -> Array:
    """Bits by which each level speaks for one person against strangers, shape (features, levels + 1).

    The last column, which ``ABSENT`` points to, is 0, and so is all beyond a ladder.
    """
    bits = np.zeros((len(comparisons), 1 + max(len(one.levels) for one in comparisons)))
    for place, comparison in enumerate(comparisons):
        table = parameters.levels[comparison.feature]
        bits[place, : len(table)] = np.log2(table[:, SAME] / table[:, STRANGER])
    return bits


#: Comparisons in the order in which they are climbed: what compares numbers first, what compares letters last.
_TELLING: tuple[int, ...] = tuple(
    [one.feature for one in COMPARISONS].index(feature)
    for feature in (
        *("tag", "aside", "sex", "rank", "birth_date", "unit", "event_date"),
        *("patronymic", "given", "surname", "birth_place", "last_seen_place"),
    )
)


def worth_keeping(records: Records, left: Ints, right: Ints, bits: Array, least: float) -> Compared:
    """Of the pairs given those whose levels together weigh at least ``least`` bits, as ``level_bits`` weighs them.

    A pair that the ladders left cannot bring up again is dropped on the way.
    """
    comparisons = records.comparisons
    telling = [*_TELLING, *range(len(COMPARISONS), len(comparisons))]
    hope = bits.max(axis=1)
    weight = np.zeros(len(left))
    levels: dict[int, Levels] = {}
    for done, feature in enumerate(telling):
        level = levels_of(comparisons[feature].feature, records, left, right)
        weight = weight + bits[feature, level]
        alive = weight + hope[telling[done + 1 :]].sum() >= least
        levels = {other: found[alive] for other, found in (levels | {feature: level}).items()}
        left, right, weight = left[alive], right[alive], weight[alive]
    return Compared(left, right, np.stack([levels[feature] for feature in range(len(comparisons))]))
