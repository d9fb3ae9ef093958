"""Pairs weighed again as if one thing compared had come out otherwise; the same model, nothing else changed.

``turning_points`` says which of these suppositions would settle a pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from homeward.reconciliation import weighing
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.parameters import SAME, STRANGER, Array
from homeward.reconciliation.third_lists import support_bits
from homeward.reconciliation.weighing import Evidence, Ints


@dataclass(frozen=True, slots=True)
class Supposed:
    """Pairs weighed as if one thing compared had come out otherwise.

    Attributes:
        row: which of the pairs asked about, shape (suppositions,).
        feature: position in ``COMPARISONS``.
        level: the outcome supposed.
        bits: log2 odds of one person with it.
        chance: how probable the outcome is by everything else, not yet divided by the sum over the outcomes.
    """

    row: Ints
    feature: Ints
    level: Ints
    bits: Array
    chance: Array


def suppose(result: Reconciliation, positions: Ints, frequencies: Mapping[str, Array]) -> Supposed:
    """Weigh the pairs at ``positions`` again with every level of every comparison in the place of what came out."""
    sizes = [len(c.levels) for c in COMPARISONS]
    feature = np.tile(np.repeat(np.arange(len(sizes)), sizes), len(positions))
    level = np.tile(np.concatenate([np.arange(size) for size in sizes]), len(positions))
    row = np.repeat(np.arange(len(positions)), sum(sizes))
    at = positions[row]
    weighed, model = result.weighed, result.model
    shares = model.shares[weighed.evidence.group[at]]
    before = weighing.log_likelihoods(evidence_at(weighed.evidence, at), model.levels)
    after = weighing.log_likelihoods(_replaced(weighed.evidence, at, feature, level, frequencies), model.levels)
    without, put = (
        np.stack([logs[c.feature] for c in COMPARISONS])[feature, np.arange(len(row))] for logs in (before, after)
    )
    all_before: Array = np.sum(list(before.values()), axis=0)
    total = all_before - without + put
    alone = shares[:, SAME] - shares[:, STRANGER] + total[:, SAME] - total[:, STRANGER]
    alone += weighing.confusable(total, shares)
    third = _third_lists(result, at, all_before, total, alone)
    bits = alone + weighed.of_rivals[at] + third
    belief = shares.copy()
    belief[:, SAME] += weighed.of_rivals[at] + weighed.of_third_lists[at]
    chance = (weighing.posterior(all_before - without, belief) * np.exp2(put)).sum(axis=1)
    return Supposed(row, feature, level, bits, chance)


def _third_lists(result: Reconciliation, at: Ints, before: Array, after: Array, alone: Array) -> Array:
    """What a third entry gives once the pair's own levels are others; where it gave nothing it gives nothing."""
    weighed = result.weighed
    given = weighed.bits[at] - weighed.of_rivals[at]
    support = np.where(weighed.of_third_lists[at] > 0, given - support_bits(np.zeros(len(at)), before), -np.inf)
    return np.maximum(support_bits(support, after) - alone, 0.0)


def evidence_at(evidence: Evidence, at: Ints) -> Evidence:
    """The evidence of some pairs; positions may repeat."""
    return Evidence(
        evidence.left[at],
        evidence.right[at],
        evidence.group[at],
        evidence.groups,
        {feature: level[at] for feature, level in evidence.levels.items()},
        {feature: rarity[at] for feature, rarity in evidence.rarity.items()},
    )


def _replaced(evidence: Evidence, at: Ints, feature: Ints, level: Ints, frequencies: Mapping[str, Array]) -> Evidence:
    """The pairs with one level each replaced.

    An agreement that is supposed is one on the name that is written; of two different names on the commoner, which
    says less, so that whichever of the two was wrong, the pair weighs at least so much.
    """
    taken = evidence_at(evidence, at)
    for place, comparison in enumerate(COMPARISONS):
        mine = feature == place
        name = comparison.feature
        taken.levels[name][mine] = level[mine]
        if name not in taken.rarity:
            continue
        shares = frequencies[name]
        pair = np.stack([shares[taken.left], shares[taken.right]])
        written = np.where(pair < 1.0, pair, np.nan)  # a share of 1 stands for "no name"
        chance = np.where(np.isnan(written).all(axis=0), np.nan, np.nanmax(np.nan_to_num(written, nan=0.0), axis=0))
        telling = [i for i, one in enumerate(comparison.levels) if one.frequency]
        agreed = np.where(np.isnan(taken.rarity[name]), chance, taken.rarity[name])
        taken.rarity[name] = np.where(mine, np.where(np.isin(level, telling), agreed, np.nan), taken.rarity[name])
    return taken
