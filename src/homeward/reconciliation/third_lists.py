"""An entry of a further list that fits two entries speaks for these two being one person.

If a mediator's entry is surely the same person as one of each side, the two sides' entries are of one person too,
however little they have in common by themselves. If one of the two fits was a mistake, it was most probably a
relative or a namesake: so the two entries are weighed anew, as one person against these.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER, Array
from homeward.reconciliation.weighing import Ints

#: An entry fitted less surely than this speaks for nobody.
SURE = 0.5
#: However sure both fits are, what they say of the third pair is worth at most so many bits.
MOST_BITS = 8.0


#: If the two entries are not one person, how probably they are relatives, namesakes, strangers.
_OTHERWISE = np.log2(np.array([0.45, 0.45, 0.10]))


def support_bits(support: Array, total: Array) -> Array:
    """log2 odds of one person for a pair that a third entry supports, without rivals; -inf where there is none.

    Args:
        support: log2 odds from the third entry alone, shape (pairs,); -inf where there is none.
        total: log2 likelihood of the pair's own levels per kind, shape (pairs, kinds).
    """
    others = np.logaddexp2.reduce(total[:, [KIN, NAMESAKE, STRANGER]] + _OTHERWISE, axis=1)
    return np.asarray(support + total[:, SAME] - others)


@dataclass(frozen=True, slots=True)
class Support:
    """Pairs supported through a third entry: rows of their records (lesser first) and log2 odds of one person."""

    left: Ints
    right: Ints
    bits: Array

    def bits_for(self, left: Ints, right: Ints) -> Array:
        """The support of each pair asked for; -inf where there is none."""
        if not len(self.left):
            return np.full(len(left), -np.inf)
        size = int(max(self.left.max(), self.right.max(), left.max(initial=0), right.max(initial=0))) + 1
        mine = self.left * size + self.right
        asked = np.minimum(left, right) * size + np.maximum(left, right)
        place = np.minimum(np.searchsorted(mine, asked), len(mine) - 1)
        return np.where(mine[place] == asked, self.bits[place], -np.inf)


def supported(left: Ints, right: Ints, probability: Array) -> Support:
    """All pairs whose entries both fit some third entry more surely than ``SURE``.

    Args:
        left, right: rows of the two records of each pair.
        probability: that each pair is one person.
    """
    sure = probability > SURE
    a = np.concatenate([left[sure], right[sure]])
    b = np.concatenate([right[sure], left[sure]])
    p = np.concatenate([probability[sure], probability[sure]])
    order = np.argsort(a, kind="stable")
    a, b, p = a[order], b[order], p[order]
    size = int(b.max(initial=0)) + 1
    ends = np.searchsorted(a, a, "right")
    best: dict[int, float] = {}
    for i in np.flatnonzero(ends - np.arange(len(a)) > 1).tolist():
        for j in range(i + 1, int(ends[i])):
            low, high = sorted((int(b[i]), int(b[j])))
            if low != high:
                pair = low * size + high
                best[pair] = max(best.get(pair, 0.0), float(p[i] * p[j]))
    pairs = np.array(sorted(best), dtype=np.int64)
    chance = np.array([best[pair] for pair in pairs.tolist()])
    bits = np.minimum(np.log2(chance) - np.log2(np.maximum(1 - chance, 1e-12)), MOST_BITS) if len(pairs) else chance
    return Support(pairs // size if len(pairs) else pairs, pairs % size if len(pairs) else pairs, bits)
