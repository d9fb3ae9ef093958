"""The shipped model adapted to the lists at hand: how many persons they share, and how they are written.

Expectation and maximisation over the candidate pairs, without labels. The shipped probabilities count as so many
pairs already seen, so that lists of fifty keep them and lists of a million are ruled by themselves. Each pair of
lists is adapted by itself: the mediator's list is written otherwise than a side's.
Source: Dempster, Laird & Rubin (1977); Winkler (1988) for linkage; maximum a posteriori with Dirichlet priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.progress import Progress, silent
from homeward.reconciliation.comparisons import Comparison, further_heading
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.likelihoods import PairsInColumns, expectations, total_log_likelihoods
from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER, Array, Parameters
from homeward.reconciliation.records import Ints
from homeward.reconciliation.rivals import LEAST_SINGLE
from homeward.reconciliation.weighing import Evidence

ROUNDS = 12

#: The share of a kind of pair is believed as shipped to the weight of so many pairs.
SHARE_STRENGTH = 10.0


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters fitted to the lists.

    Attributes:
        levels: per pair of lists (``Evidence.groups``) the levels as in ``Parameters.levels``.
        shares: log2 of the share of each kind among all pairs of the two lists, shape (groups, kinds).
        pairs: how many pairs of entries the two lists make, shape (groups,).
        groups: the numbers of the two lists, shape (groups, 2).
    """

    levels: list[dict[str, Array]]
    shares: Array
    pairs: Array
    groups: Ints

    @property
    def prior(self) -> float:
        """log2 odds of one person for two entries drawn at random from all lists together."""
        same = float((np.exp2(self.shares[:, SAME]) * self.pairs).sum())
        return float(np.log2(same / (self.pairs.sum() - same)))

    def single(self, sizes: Ints) -> Array:
        """Share of the entries of list i without a counterpart on list j, shape (lists, lists).

        Args:
            sizes: entries per list.
        """
        found = np.zeros((len(sizes), len(sizes)))
        found[self.groups[:, 0], self.groups[:, 1]] = np.exp2(self.shares[:, SAME]) * self.pairs
        found = np.maximum(found, found.T)
        return np.asarray(np.maximum(1.0 - found / np.maximum(sizes, 1)[:, None], LEAST_SINGLE))


def adapt(evidence: Evidence, sizes: list[int], parameters: Parameters, progress: Progress = silent) -> Model:
    """Fit shares and levels to the candidate pairs.

    Args:
        evidence: the candidates; pairs that are not among them count as strangers.
        sizes: entries per list, in the order of the lists' numbers.
        parameters: where to start, and what to hold on to where the lists say little. Its levels of strangers are
            taken as they are (see ``adapt_strangers``).
    """
    groups = len(evidence.groups)
    pairs = np.array([_all_pairs(sizes, int(i), int(j)) for i, j in evidence.groups])
    expected = np.array([_expected(parameters, sizes, int(i), int(j)) for i, j in evidence.groups])
    levels = [dict(parameters.levels) for _ in range(groups)]
    counts = expected.copy()
    columns = PairsInColumns.of(evidence)
    for step in range(ROUNDS):
        progress("fitting the model", step, ROUNDS)
        kinds, seen = expectations(columns, levels, _shares(counts, pairs))
        for kind in (SAME, KIN, NAMESAKE):
            weight = SHARE_STRENGTH / (SHARE_STRENGTH + expected[:, kind])
            counts[:, kind] = (1 - weight) * kinds[:, kind] + weight * expected[:, kind]
        levels = [_refit(seen[group], parameters, evidence.comparisons) for group in range(groups)]
    return Model(levels, _shares(counts, pairs), pairs, evidence.groups)


#: A pair is weighed if the shipped model gives it so many bits of odds, or more, of being more than strangers.
_HOPELESS = -14.0


def hopeful(evidence: Evidence, sizes: list[int], parameters: Parameters) -> npt.NDArray[np.bool_]:
    """Which pairs may be one person, relatives or namesakes at all, as the shipped model has it, shape (pairs,).

    Among millions of entries chance makes more pairs alike than persons are; those that no adapting could bring up
    need not be weighed again and again.
    """
    groups = evidence.groups
    pairs = np.array([_all_pairs(sizes, int(i), int(j)) for i, j in groups])
    expected = np.array([_expected(parameters, sizes, int(i), int(j)) for i, j in groups])
    total = total_log_likelihoods(PairsInColumns.of(evidence), [parameters.levels] * len(groups))
    odds = total + _shares(expected, pairs)[evidence.group]
    return np.asarray(odds[:, :STRANGER].max(axis=1) - odds[:, STRANGER] >= _HOPELESS)


def adapt_strangers(parameters: Parameters, strangers: Evidence) -> Parameters:
    """Parameters whose levels of strangers follow pairs drawn at random from the lists.

    Birth years of children lie close together, a brigade's list has one unit: how often strangers agree is the
    lists' own affair. A namesake's further columns agree as a stranger's do.
    """
    levels = {}
    for feature, table in parameters.levels.items():
        level = strangers.levels[feature]
        seen = np.bincount(level[level != ABSENT], minlength=len(table))
        counts = parameters.strength * table[:, STRANGER] + seen
        adapted = table.copy()
        adapted[:, STRANGER] = counts / counts.sum()
        if further_heading(feature) is not None:
            adapted[:, NAMESAKE] = adapted[:, STRANGER]
            adapted[:, KIN] = (adapted[:, SAME] + adapted[:, STRANGER]) / 2
        levels[feature] = adapted
    return Parameters(levels, parameters.shares, parameters.same_in_list, parameters.strength)


def _refit(seen: Array, parameters: Parameters, comparisons: Sequence[Comparison]) -> dict[str, Array]:
    """Levels after so many expected pairs of one person at each, shape (features, levels + 1)."""
    levels = {}
    for comparison, counted in zip(comparisons, seen, strict=True):
        table = parameters.levels[comparison.feature].copy()
        counts = parameters.strength * table[:, SAME] + counted[: len(table)]
        learned = np.array([not level.held for level in comparison.levels])
        table[learned, SAME] = (1 - table[~learned, SAME].sum()) * counts[learned] / counts[learned].sum()
        levels[comparison.feature] = table
    return levels


def _all_pairs(sizes: list[int], i: int, j: int) -> float:
    """How many pairs two lists make; at least 1, so that a list of one entry has a share too."""
    return float(max(1, sizes[i] * (sizes[i] - 1) // 2 if i == j else sizes[i] * sizes[j]))


def _expected(parameters: Parameters, sizes: list[int], i: int, j: int) -> Array:
    """Pairs of each kind that the shipped model expects between two lists."""
    smaller = float(min(sizes[i], sizes[j]))
    same = parameters.same_in_list if i == j else parameters.shares["same"]
    found = np.array([same, parameters.shares["kin"], parameters.shares["namesake"], 0.0]) * smaller
    return np.asarray(found)


def _shares(counts: Array, pairs: Array) -> Array:
    """log2 of the share of each kind; strangers are the rest."""
    share = np.clip(counts / pairs[:, None], 1e-15, 0.3)
    share[:, STRANGER] = 1.0 - share[:, :STRANGER].sum(axis=1)
    return np.asarray(np.log2(share))
