"""Pairs weighed again as if one thing compared had come out otherwise; the same model, nothing else changed.

``turning_points`` says which of these suppositions would settle a pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from homeward.reconciliation import weighing
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.likelihoods import CIRCUMSTANCES, PairsInColumns, log_tables, sums_of_logs, with_relatives
from homeward.reconciliation.parameters import SAME, STRANGER, Array
from homeward.reconciliation.records import Ints
from homeward.reconciliation.third_lists import support_bits
from homeward.reconciliation.weighing import Evidence


@dataclass(frozen=True, slots=True)
class Supposed:
    """Pairs weighed as if one thing compared had come out otherwise.

    Attributes:
        row: which of the pairs asked about, shape (suppositions,).
        feature: position among the comparisons of the records.
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
    comparisons = result.records.comparisons
    sizes = [len(c.levels) for c in comparisons]
    feature = np.tile(np.repeat(np.arange(len(sizes)), sizes), len(positions))
    level = np.tile(np.concatenate([np.arange(size) for size in sizes]), len(positions))
    row = np.repeat(np.arange(len(positions)), sum(sizes))
    at = positions[row]
    weighed, model = result.weighed, result.model
    evidence = evidence_at(weighed.evidence, positions)
    now = np.stack([evidence.levels[c.feature] for c in comparisons])[feature, row]
    rarity = np.full((len(comparisons), len(positions)), np.nan)
    agreed = rarity.copy()
    for place, comparison in enumerate(comparisons):
        if comparison.by_frequency:
            rarity[place] = evidence.rarity[comparison.feature]
            agreed[place] = _agreed(evidence, comparison.feature, frequencies)
    tables, agreeing = log_tables(model.levels, comparisons)
    group = evidence.group[row]
    without, put = tables[group, feature, now], tables[group, feature, level]
    by_name = np.zeros((len(sizes), max(sizes) + 1), dtype=bool)
    for place, comparison in enumerate(comparisons):
        by_name[place, list(comparison.by_frequency)] = True
    for logs, taken, shares in ((without, now, rarity), (put, level, agreed)):
        rare = np.where(by_name[feature, taken], shares[feature, row], np.nan)
        told = ~np.isnan(rare)
        logs[told, STRANGER] += np.log2(rare[told]) - agreeing[group, feature][told]
    plain, told = (sums[row] for sums in sums_of_logs(PairsInColumns.of(evidence), model.levels))
    circumstance = np.array([c.feature in CIRCUMSTANCES for c in comparisons])[feature, None]
    before = with_relatives(plain, told)
    total = with_relatives(plain - without + put, told + np.where(circumstance, put - without, 0.0))
    shares = model.shares[group]
    alone = shares[:, SAME] - shares[:, STRANGER] + total[:, SAME] - total[:, STRANGER]
    alone += weighing.confusable(total, shares)
    against = np.minimum(weighed.of_third_lists[at], 0.0)
    bits = alone + weighed.of_rivals[at] + against + _third_lists(result, at, before, total, alone)
    belief = shares.copy()
    belief[:, SAME] += weighed.of_rivals[at] + weighed.of_third_lists[at]
    lacking = with_relatives(plain - without, told - np.where(circumstance, without, 0.0))
    chance = (weighing.posterior(lacking, belief) * np.exp2(put)).sum(axis=1)
    return Supposed(row, feature, level, bits, chance)


def _agreed(evidence: Evidence, part: str, frequencies: Mapping[str, Array]) -> Array:
    """The share of people who bear the name that an agreement would be on; nan where neither entry has a name.

    Of two different names it is the commoner, which says less, so that whichever of the two was wrong, the pair weighs
    at least so much.
    """
    shares = np.stack([frequencies[part][evidence.left], frequencies[part][evidence.right]])
    commoner = np.where(shares < 1.0, shares, 0.0).max(axis=0)  # a share of 1 stands for "no name"
    now = evidence.rarity[part]
    return np.where(np.isnan(now), np.where(commoner > 0.0, commoner, np.nan), now)


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
        evidence.comparisons,
    )
