"""Which rival keeps a pair from being proposed: the pair weighed again as if one that shares an entry were rejected.

What rivals take is worked out anew (``rivals``) over the pairs near by, as far as claims still carry.
"""

from __future__ import annotations

from math import log2

import numpy as np

from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.likelihoods import PairsInColumns, total_log_likelihoods
from homeward.reconciliation.parameters import KINDS, SAME, STRANGER, Array
from homeward.reconciliation.records import Ints
from homeward.reconciliation.rivals import rival_bits
from homeward.reconciliation.supposing import evidence_at
from homeward.reconciliation.weighing import posterior

#: A pair less likely by itself than this, in log2 odds, claims nothing that could be seen.
_CLAIMS = -14.0
#: Claims are followed over so many shared entries; each further one weakens them.
_STEPS = 4
#: So many rivals of one pair are tried, the likeliest first.
_TRIED = 3
#: Rivals that take less than this together, in bits, decide nothing worth telling.
_TELLING = 0.1


class RivalPairs:
    """The pairs between lists, findable by their entries.

    Args:
        result: a reconciliation.
    """

    def __init__(self, result: Reconciliation) -> None:
        self._result = result
        evidence = result.weighed.evidence
        self._lists: Ints = result.records.lists
        inside = self._lists[evidence.left] == self._lists[evidence.right]
        weighed = result.weighed
        self._bits = weighed.bits
        self._alone = self._bits - weighed.of_rivals - weighed.of_third_lists
        self._inside = _ByRecord(np.flatnonzero(inside), evidence.left, evidence.right)
        claiming = np.flatnonzero(~inside & (self._alone > _CLAIMS))
        self._between = _ByRecord(claiming, evidence.left, evidence.right)

    def that_decide(self, position: int) -> list[int]:
        """Positions of the rivals of a pair whose rejection alone would let it be proposed, the likeliest first."""
        weighed, match = self._result.weighed, self._result.match
        taken = float(weighed.of_rivals[position])
        others = float(self._bits[position]) - taken
        free = self._without_rivals(position)
        if taken > free - _TELLING or _reaches(others + taken, match) or not _reaches(others + free, match):
            return []
        near = self._near(position)
        return [
            rival
            for rival in self._rivals(position)[:_TRIED]
            if _reaches(others + self._taken(position, near[near != rival]), match)
        ]

    def _without_rivals(self, position: int) -> float:
        """What the absence of rivals would give a pair, in bits."""
        evidence, single = self._result.weighed.evidence, self._result.weighed.single
        left, right = int(evidence.left[position]), int(evidence.right[position])
        return -log2(single[left, self._lists[right]]) - log2(single[right, self._lists[left]])

    def _rivals(self, position: int) -> list[int]:
        """Pairs that share one entry with this one and lie between the same lists, the likeliest first."""
        evidence = self._result.weighed.evidence
        near = np.union1d(
            self._between.of(int(evidence.left[position])), self._between.of(int(evidence.right[position]))
        )
        near = near[(near != position) & (evidence.group[near] == evidence.group[position])]
        order = np.lexsort((near, -np.round(self._bits[near], 9)))
        return [int(one) for one in near[order]]

    def _near(self, position: int) -> Ints:
        evidence = self._result.weighed.evidence
        found = {position}
        edge = {int(evidence.left[position]), int(evidence.right[position])}
        seen: set[int] = set()
        for _ in range(_STEPS):
            seen |= edge
            fresh = {int(pair) for record in edge for pair in self._between.of(record)} - found
            found |= fresh
            edge = {int(side[pair]) for pair in fresh for side in (evidence.left, evidence.right)} - seen
        return np.array(sorted(found), dtype=np.int64)

    def _taken(self, position: int, pairs: Ints) -> float:
        """What the rivals among ``pairs`` take from a pair, in bits."""
        evidence = self._result.weighed.evidence
        records = np.union1d(evidence.left[pairs], evidence.right[pairs])
        twins = [self._inside.of(int(record)) for record in records]
        inside = np.unique(np.concatenate(twins)) if twins else pairs[:0]
        claims = (evidence.left[pairs], evidence.right[pairs], self._alone[pairs], self._lists, self._likeness(inside))
        bits = rival_bits(*claims, self._result.weighed.single)
        return float(bits[np.searchsorted(pairs, position)])

    def _likeness(self, inside: Ints) -> tuple[Ints, Ints, Array]:
        """Pairs inside a list, and how probably each is one person, given that both entries resemble a third."""
        evidence = evidence_at(self._result.weighed.evidence, inside)
        total = total_log_likelihoods(PairsInColumns.of(evidence), self._result.model.levels)
        even = np.zeros((len(inside), len(KINDS)))
        even[:, STRANGER] = -40.0
        return evidence.left, evidence.right, posterior(total, even)[:, SAME]


class _ByRecord:
    """Positions of pairs by the records they join."""

    def __init__(self, pairs: Ints, left: Ints, right: Ints) -> None:
        records, twice = np.concatenate([left[pairs], right[pairs]]), np.concatenate([pairs, pairs])
        order = np.argsort(records, kind="stable")
        self._records, self._pairs = records[order], twice[order]

    def of(self, record: int) -> Ints:
        """The pairs of one record."""
        begin, end = np.searchsorted(self._records, [record, record + 1])
        return self._pairs[begin:end]


def _reaches(bits: float, probability: float) -> bool:
    return bits >= log2(probability / (1 - probability))
