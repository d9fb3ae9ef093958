"""What the levels of a pair say together: one person, relatives, namesakes or strangers.

Every pair is weighed against four kinds at once, because the commonest mistake between two lists is not a stranger
but a brother. The weights of the features, of the kinds of pair that are easily confused, of the lists and of rivals
add up, in bits, to the log odds of "one person"; nothing else enters.
Source: Fellegi & Sunter, A Theory for Record Linkage (1969), with value-specific frequencies (Winkler 1989) and
further classes of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.frequencies import key_frequencies
from homeward.reconciliation.linking import ABSENT
from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER, Array

Ints = npt.NDArray[np.int64]


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
    """

    left: Ints
    right: Ints
    group: Ints
    groups: npt.NDArray[np.int64]
    levels: dict[str, npt.NDArray[np.int8]]
    rarity: dict[str, Array]

    def __len__(self) -> int:
        return len(self.left)


def gather(candidates: pa.Table, records: pa.Table) -> Evidence:
    """Bring together what is known of each candidate pair.

    Args:
        candidates: as ``linking.candidates`` gives them; ``uid`` is the row of the record.
        records: schema ``features.RECORD``.
    """
    left = candidates["uid_l"].to_numpy().astype(np.int64)
    right = candidates["uid_r"].to_numpy().astype(np.int64)
    lists = records["list"].to_numpy().astype(np.int64)
    count = int(lists.max(initial=0)) + 1
    groups = np.array([(i, j) for i in range(count) for j in range(i, count)], dtype=np.int64)
    number = np.zeros((count, count), dtype=np.int64)
    number[groups[:, 0], groups[:, 1]] = number[groups[:, 1], groups[:, 0]] = np.arange(len(groups))
    group = number[lists[left], lists[right]]
    levels, rarity = {}, {}
    for comparison in COMPARISONS:
        level = candidates[comparison.feature].to_numpy().astype(np.int8)
        levels[comparison.feature] = level
        telling = [i for i, one in enumerate(comparison.levels) if one.frequency]
        if telling:
            frequency = key_frequencies(records, comparison.feature)
            chance = np.minimum(frequency[left], frequency[right])
            rarity[comparison.feature] = np.where(np.isin(level, telling), chance, np.nan)
    return Evidence(left, right, group, groups, levels, rarity)


def log_likelihoods(evidence: Evidence, levels_by_group: list[dict[str, Array]]) -> dict[str, Array]:
    """Per feature log2 P(level | kind), shape (pairs, kinds); 0 where a cell is empty.

    Where an agreement is on a name, strangers agree on it as often as the name is common, and on one level or
    another as often as strangers do who agree at all.
    """
    found: dict[str, Array] = {}
    for comparison in COMPARISONS:
        feature = comparison.feature
        level = evidence.levels[feature]
        tables = np.stack([levels[feature] for levels in levels_by_group])
        logs = np.log2(tables[evidence.group, level])
        if feature in evidence.rarity:
            telling = [i for i, one in enumerate(comparison.levels) if one.frequency]
            agreeing = tables[:, telling, STRANGER].sum(axis=1)
            rarity = evidence.rarity[feature]
            common = (
                logs[:, STRANGER] - np.log2(agreeing)[evidence.group] + np.log2(np.where(np.isnan(rarity), 1, rarity))
            )
            logs[:, STRANGER] = np.where(np.isnan(rarity), logs[:, STRANGER], common)
        logs[level == ABSENT] = 0.0
        found[feature] = logs
    return found


#: What relatives share if they were together, and otherwise no more than strangers do.
CIRCUMSTANCES = ("last_seen_place", "event_date", "unit")
#: How often relatives on two lists were together: served, fell, or live in one home.
TOGETHER = 0.4


def totals(likelihoods: dict[str, Array]) -> Array:
    """log2 likelihood of all levels of a pair per kind, shape (pairs, kinds).

    Features count as independent within a kind, save the circumstances of relatives: two brothers who served together
    have unit, place and day in common, two who did not have none of them. So for relatives the three are weighed
    together, once as one person's and once as strangers'.
    """
    total = np.sum(list(likelihoods.values()), axis=0)
    told = sum((likelihoods[feature] for feature in CIRCUMSTANCES), np.zeros_like(total))
    together = np.logaddexp2(np.log2(TOGETHER) + told[:, SAME], np.log2(1 - TOGETHER) + told[:, STRANGER])
    total[:, KIN] += together - told[:, KIN]
    return np.asarray(total)


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
