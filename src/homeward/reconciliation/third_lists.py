"""What an entry of a further list says of two entries: it speaks for one person if it fits both, against if only one.

If a mediator's entry is surely the same person as one of each side, the two sides' entries are of one person too,
however little they have in common by themselves. If one of the two fits was a mistake, it was most probably a
relative or a namesake: so the two entries are weighed anew, as one person against these.

Two entries of one list are another matter. A person seldom stands twice on a list, and whoever does has one counterpart
elsewhere: if one of two alike entries surely has a counterpart and the other does not fit it, they are two persons.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from homeward.reconciliation.parameters import KIN, NAMESAKE, SAME, STRANGER, Array
from homeward.reconciliation.records import Ints

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


def supported(left: Ints, right: Ints, probability: Array, lists: Ints) -> Support:
    """All pairs whose entries both fit some third entry more surely than ``SURE``.

    Three entries of one list say nothing of each other: if a fit inside a list was a mistake, others like it are there.

    Args:
        left, right: rows of the two records of each pair.
        probability: that each pair is one person.
        lists: number of the list of each record.
    """
    sure = probability > SURE
    a = np.concatenate([left[sure], right[sure]])
    b = np.concatenate([right[sure], left[sure]])
    p = np.concatenate([probability[sure], probability[sure]])
    order = np.argsort(a, kind="stable")
    a, b, p = a[order], b[order], p[order]
    size = int(b.max(initial=0)) + 1
    later = np.searchsorted(a, a, "right") - np.arange(len(a)) - 1
    one = np.repeat(np.arange(len(a)), later)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    of_one_list = (lists[a[one]] == lists[b[one]]) & (lists[a[one]] == lists[b[other]])
    one, other = one[~of_one_list], other[~of_one_list]
    pairs, place = np.unique(np.minimum(b[one], b[other]) * size + np.maximum(b[one], b[other]), return_inverse=True)
    chance = np.zeros(len(pairs))
    np.maximum.at(chance, place, p[one] * p[other])
    bits = np.minimum(np.log2(chance) - np.log2(np.maximum(1 - chance, 1e-12)), MOST_BITS)
    return Support(pairs // size, pairs % size, bits)


def against_bits(pairs: tuple[Ints, Ints, Array, Array], lists: Ints) -> Array:
    """Bits that counterparts in further lists take from two entries of one list: at most 0, shape (pairs,).

    If one entry is of one person with a counterpart, with probability q, and the other is so by its own levels with
    probability y, then both entries are of one person at most if the first is wrong or the second holds:
    log2(1 - q (1 - y)). The strongest counterpart counts; 0 for pairs between lists.

    Args:
        pairs: the two records of each pair (lesser first), the probability that they are one person, and the same by
            their levels alone, without rivals.
        lists: number of the list of each record.
    """
    left, right, probability, alone = pairs
    inside = lists[left] == lists[right]
    found = np.zeros(len(left))
    sure = ~inside & (probability > SURE)
    one, counterpart = np.concatenate([left[sure], right[sure]]), np.concatenate([right[sure], left[sure]])
    fit = np.concatenate([probability[sure], probability[sure]])
    by_record = np.argsort(one, kind="stable")
    one, counterpart, fit = one[by_record], counterpart[by_record], fit[by_record]
    keys = left * len(lists) + right
    order = np.argsort(keys, kind="stable")
    places = np.flatnonzero(inside)
    for entry, twin in ((left, right), (right, left)):
        begins, ends = (np.searchsorted(one, entry[places], side) for side in ("left", "right"))
        rows = np.repeat(places, ends - begins)
        edges = np.arange(len(rows)) - np.repeat(np.cumsum(ends - begins) - (ends - begins), ends - begins)
        edges += np.repeat(begins, ends - begins)
        others = counterpart[edges]
        sought = np.minimum(twin[rows], others) * len(lists) + np.maximum(twin[rows], others)
        place = order[np.minimum(np.searchsorted(keys[order], sought), len(keys) - 1)] if len(keys) else edges
        fits_too = np.where(keys[place] == sought, alone[place], 0.0)
        np.minimum.at(found, rows, np.log2(np.maximum(1 - fit[edges] * (1 - fits_too), 2.0**-MOST_BITS)))
    return found
