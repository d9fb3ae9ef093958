"""What the levels of a pair say together: one person, relatives, namesakes or strangers.

Every pair is weighed against four kinds at once, because the commonest mistake between two lists is not a stranger
but a brother. The weights of the features, of the kinds of pair that are easily confused, of the lists and of rivals
add up, in bits, to the log odds of "one person"; nothing else enters.
Source: Fellegi & Sunter, A Theory for Record Linkage (1969), with value-specific frequencies (Winkler 1989) and
further classes of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.compared import Compared
from homeward.reconciliation.comparisons import COMPARISONS, Comparison
from homeward.reconciliation.frequencies import name_frequencies
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER, Array
from homeward.reconciliation.records import Ints, Records


@dataclass(frozen=True, slots=True)
class Evidence:
    """Pairs with everything their weights are made of.

    Attributes:
        left, right: rows of the table of records, shape (pairs,).
        group: which pair of lists each belongs to, as a row of ``groups``.
        groups: all pairs of lists, shape (groups, 2), the lesser number first; equal numbers inside one list.
        levels: per feature the level, ``ABSENT`` where a cell is empty, shape (pairs,).
        rarity: per feature the share of strangers who would agree by chance on this very name, shape (pairs,);
            nan where the level's own frequency holds.
        comparisons: what was compared, in order.
    """

    left: Ints
    right: Ints
    group: Ints
    groups: npt.NDArray[np.int64]
    levels: dict[str, npt.NDArray[np.int8]]
    rarity: dict[str, Array]
    comparisons: tuple[Comparison, ...] = COMPARISONS

    def __len__(self) -> int:
        return len(self.left)


def gather(compared: Compared, records: Records) -> Evidence:
    """Bring together what is known of each pair compared."""
    count = int(records.lists.max(initial=0)) + 1
    groups = np.array([(i, j) for i in range(count) for j in range(i, count)], dtype=np.int64)
    number = np.zeros((count, count), dtype=np.int64)
    number[groups[:, 0], groups[:, 1]] = number[groups[:, 1], groups[:, 0]] = np.arange(len(groups))
    group = number[records.lists[compared.left], records.lists[compared.right]]
    comparisons = records.comparisons
    levels = {comparison.feature: level for comparison, level in zip(comparisons, compared.levels, strict=True)}
    rarity = {}
    for comparison in comparisons:
        if comparison.by_frequency:
            frequency = name_frequencies(records, comparison.feature)
            chance = np.minimum(frequency[compared.left], frequency[compared.right])
            telling = np.isin(levels[comparison.feature], comparison.by_frequency)
            rarity[comparison.feature] = np.where(telling, chance, np.nan)
    return Evidence(compared.left, compared.right, group, groups, levels, rarity, comparisons)


def feature_bits(evidence: Evidence, levels_by_group: Sequence[dict[str, Array]]) -> dict[str, Array]:
    """Bits by which each feature speaks for one person against strangers, shape (pairs,); 0 where a cell is empty.

    Where an agreement is on a name, strangers agree on it as often as the name is common, and on one level or another
    as often as strangers do who agree at all.
    """
    found: dict[str, Array] = {}
    for comparison in evidence.comparisons:
        feature = comparison.feature
        level = evidence.levels[feature]
        tables = np.stack([levels[feature] for levels in levels_by_group])
        bits = np.log2(tables[:, :, SAME] / tables[:, :, STRANGER])
        found[feature] = np.where(level == ABSENT, 0.0, bits[evidence.group, level])
        if comparison.by_frequency:
            agreeing = np.log2(tables[:, list(comparison.by_frequency), STRANGER].sum(axis=1))
            rarity = evidence.rarity[feature]
            told = ~np.isnan(rarity)
            found[feature][told] += agreeing[evidence.group[told]] - np.log2(rarity[told])
    return found


def confusable(total: Array, shares: Array) -> Array:
    """Bits that relatives and namesakes take from a pair: at most 0, shape (pairs,).

    Args:
        total: log2 likelihood per kind, shape (pairs, kinds).
        shares: log2 of the share of each kind among the pairs of the pair's two lists, shape (pairs, kinds).
    """
    over_strangers = total + shares - (total + shares)[:, [STRANGER]]
    return -np.logaddexp2(0.0, np.logaddexp2(over_strangers[:, KIN], over_strangers[:, NAMESAKE]))


def posterior(total: Array, shares: Array) -> Array:
    """Probability of each kind, shape (pairs, kinds)."""
    weights = total + shares
    weights -= weights.max(axis=1, keepdims=True)
    likely = np.exp2(weights)
    return np.asarray(likely / likely.sum(axis=1, keepdims=True))
