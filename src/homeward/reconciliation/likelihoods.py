"""How probable the levels of a pair are for each kind of pair: sums over all features, by compiled code.

Where an agreement is on a name, strangers agree on it as often as the name is common, and on one level or another as
often as strangers do who agree at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import TypeVar

import numpy as np

from homeward.compiled import compiled
from homeward.reconciliation.comparisons import Comparison
from homeward.reconciliation.levels import Levels
from homeward.reconciliation.parameters import KIN, KINDS, SAME, STRANGER, Array
from homeward.reconciliation.records import Ints
from homeward.reconciliation.weighing import Evidence

Result = TypeVar("Result")

#: Pairs are summed up in portions of this size, always the same, so that sums do not depend on how many threads run.
_PORTION = 1 << 16


@dataclass(frozen=True, slots=True)
class PairsInColumns:
    """The evidence of pairs as arrays that compiled code reads.

    Attributes:
        comparisons: the features.
        levels: shape (features, pairs).
        group: pair of lists, shape (pairs,).
        rarity: log2 of the share of strangers who would agree by chance on this very name, nan where the level's own
            frequency holds; shape (features by frequency, pairs).
    """

    comparisons: tuple[Comparison, ...]
    levels: Levels
    group: Ints
    rarity: Array

    @property
    def named(self) -> Ints:
        """For each feature its place in ``rarity``; -1 where the frequency of a name plays no part."""
        named = np.array([bool(one.by_frequency) for one in self.comparisons])
        return np.where(named, np.cumsum(named) - 1, -1)

    @classmethod
    def of(cls, evidence: Evidence) -> PairsInColumns:
        """The columns of ``evidence``."""
        comparisons = evidence.comparisons
        levels = [evidence.levels[one.feature] for one in comparisons]
        rarity = [np.log2(evidence.rarity[one.feature]) for one in comparisons if one.by_frequency]
        return cls(comparisons, np.stack(levels), evidence.group, np.stack(rarity))


#: What relatives share if they were together, and otherwise no more than strangers do.
CIRCUMSTANCES = ("last_seen_place", "event_date", "unit")
#: How often relatives on two lists were together: served, fell, or live in one home.
TOGETHER = 0.4


def with_relatives(total: Array, told: Array) -> Array:
    """The log likelihood of all levels per kind, circumstances of relatives taken together.

    Features count as independent within a kind, save the circumstances of relatives: two brothers who served together
    have unit, place and day in common, two who did not have none of them. So for relatives the three are weighed
    together, once as one person's and once as strangers'.

    Args:
        total: sums over all features, shape (pairs, kinds).
        told: sums over the circumstances alone, shape (pairs, kinds).
    """
    found = total.copy()
    together = np.logaddexp2(np.log2(TOGETHER) + told[:, SAME], np.log2(1 - TOGETHER) + told[:, STRANGER])
    found[:, KIN] += together - told[:, KIN]
    return found


def log_tables(levels_by_group: Sequence[dict[str, Array]], comparisons: Sequence[Comparison]) -> tuple[Array, Array]:
    """log2 P(level | kind), and log2 of how often strangers agree at all on a feature that is a name.

    Returns:
        shape (groups, features, levels + 1, kinds), the last level being an empty cell, which says nothing; and shape
        (groups, features).
    """
    most_levels = max(len(one.levels) for one in comparisons)
    logs = np.zeros((len(levels_by_group), len(comparisons), most_levels + 1, len(KINDS)))
    agreeing = np.zeros((len(levels_by_group), len(comparisons)))
    for group, levels in enumerate(levels_by_group):
        for place, one in enumerate(comparisons):
            table = levels[one.feature]
            logs[group, place, : len(table)] = np.log2(table)
            if one.by_frequency:
                agreeing[group, place] = np.log2(table[list(one.by_frequency), STRANGER].sum())
    return logs, agreeing


def total_log_likelihoods(pairs: PairsInColumns, levels_by_group: Sequence[dict[str, Array]]) -> Array:
    """log2 P(all levels of the pair | kind), shape (pairs, kinds)."""
    return with_relatives(*sums_of_logs(pairs, levels_by_group))


def sums_of_logs(pairs: PairsInColumns, levels_by_group: Sequence[dict[str, Array]]) -> tuple[Array, Array]:
    """log2 P(level | kind) summed over all features, and over the circumstances alone, shape (pairs, kinds) each."""
    total, told = np.empty((len(pairs.group), len(KINDS))), np.empty((len(pairs.group), len(KINDS)))
    tables = log_tables(levels_by_group, pairs.comparisons)
    _in_portions(len(total), lambda begin, end: _sums(pairs, tables, begin, end, total[begin:end], told[begin:end]))
    return total, told


def _sums(pairs: PairsInColumns, tables: tuple[Array, Array], begin: int, end: int, total: Array, told: Array) -> None:
    every = np.arange(len(pairs.comparisons))
    some = np.flatnonzero([one.feature in CIRCUMSTANCES for one in pairs.comparisons])
    for features, found in ((every, total), (some, told)):
        _sum_up(pairs.levels, pairs.group, pairs.rarity, pairs.named, *tables, features, begin, end, found)


def expectations(
    pairs: PairsInColumns, levels_by_group: Sequence[dict[str, Array]], shares: Array
) -> tuple[Array, Array]:
    """Expected numbers of pairs of each kind, and of pairs of one person at each level.

    Args:
        pairs: all of them.
        levels_by_group: the model's levels for each pair of lists.
        shares: log2 of the share of each kind among all pairs of two lists, shape (groups, kinds).

    Returns:
        shape (groups, kinds); shape (groups, features, levels + 1), the last level being an empty cell.
    """
    tables = log_tables(levels_by_group, pairs.comparisons)
    of_levels = tables[0].shape[:3]

    def sums(begin: int, end: int) -> tuple[Array, Array]:
        kinds, seen = np.zeros(shares.shape), np.zeros(of_levels)
        total, told = np.empty((end - begin, len(KINDS))), np.empty((end - begin, len(KINDS)))
        _sums(pairs, tables, begin, end, total, told)
        _expect(pairs.levels, pairs.group, with_relatives(total, told), shares, begin, kinds, seen)
        return kinds, seen

    parts = _in_portions(len(pairs.group), sums)
    kinds, seen = np.zeros(shares.shape), np.zeros(of_levels)
    for more_kinds, more_seen in parts:
        kinds += more_kinds
        seen += more_seen
    return kinds, seen


def _in_portions(count: int, work: Callable[[int, int], Result]) -> list[Result]:
    begins = range(0, count, _PORTION)
    with ThreadPoolExecutor(cpu_count()) as threads:
        return list(threads.map(lambda begin: work(begin, min(count, begin + _PORTION)), begins))


@compiled
def _sum_up(
    levels: Levels,
    group: Ints,
    rarity: Array,
    named: Ints,
    logs: Array,
    agreeing: Array,
    features: Ints,
    begin: int,
    end: int,
    found: Array,
) -> None:
    for pair in range(begin, end):
        here = group[pair]
        same, kin, namesake, stranger = 0.0, 0.0, 0.0, 0.0
        for feature in features:
            level = levels[feature, pair]
            same += logs[here, feature, level, 0]
            kin += logs[here, feature, level, 1]
            namesake += logs[here, feature, level, 2]
            stranger += logs[here, feature, level, 3]
            if named[feature] >= 0:
                rare = rarity[named[feature], pair]
                if not np.isnan(rare):
                    stranger += rare - agreeing[here, feature]
        found[pair - begin, 0], found[pair - begin, 1] = same, kin
        found[pair - begin, 2], found[pair - begin, 3] = namesake, stranger


@compiled
def _expect(levels: Levels, group: Ints, total: Array, shares: Array, begin: int, kinds: Array, seen: Array) -> None:
    likely = np.empty(total.shape[1])
    for pair in range(len(total)):
        here = group[begin + pair]
        most = -np.inf
        for kind in range(len(likely)):
            likely[kind] = total[pair, kind] + shares[here, kind]
            most = max(most, likely[kind])
        everything = 0.0
        for kind in range(len(likely)):
            likely[kind] = 2.0 ** (likely[kind] - most)
            everything += likely[kind]
        for kind in range(len(likely)):
            kinds[here, kind] += likely[kind] / everything
        chance = likely[0] / everything
        for feature in range(levels.shape[0]):
            seen[here, feature, levels[feature, begin + pair]] += chance
