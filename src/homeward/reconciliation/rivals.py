"""One person stands once on a list, save for duplicates: entries that claim the same counterpart weaken each other.

If an entry fits two entries of another list that are not duplicates of one another, at most one of the two pairs is
right. Each claim is discounted by the claims of its rivals, each rival's claim by its own better choices, and so on;
ties stay open, so that a person decides them. Where nobody else claims an entry, that speaks for the one who does: if
three in five entries have their counterpart on the other list and this one's is not elsewhere on it, it is here, or it
is one of the two in five. Nothing is assigned, and no order of rows or lists enters.
Source: belief propagation for bipartite matching (Bayati, Shah & Sharma 2008), exact where claims form no cycle.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.parameters import Array

Ints = npt.NDArray[np.int64]

ROUNDS = 20
_MOST_BITS = 60.0  # beyond this a claim is as good as certain, and powers of two stay finite


def rival_bits(
    left: Ints, right: Ints, bits: Array, lists: Ints, likeness: tuple[Ints, Ints, Array], single: Array
) -> Array:
    """What rivals take from each pair, or their absence gives it, in bits, shape (pairs,).

    Args:
        left, right: rows of the two records of each pair; the pairs lie between lists.
        bits: log2 odds of each pair by itself.
        lists: number of the list of each record.
        likeness: pairs inside lists as two arrays of rows, and how probably each is one person, given that both
            entries resemble a third.
        single: share of the entries of list i that have no counterpart on list j, above 0, shape (lists, lists).
    """
    count = len(left)
    if not count:
        return np.zeros(0)
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    back = np.concatenate([np.arange(count, 2 * count), np.arange(count)])
    odds = np.exp2(np.minimum(np.concatenate([bits, bits]), _MOST_BITS))
    _, chooser = np.unique(source * (int(lists.max()) + 1) + lists[target], return_inverse=True)
    mine, other, pardon = _duplicates(source, target, likeness, len(lists))
    nobody = single[lists[source], lists[target]]
    free = before = np.ones(2 * count)
    for _ in range(ROUNDS):
        claim = odds * free[back]
        all_claims = np.bincount(chooser, weights=claim)
        rivals = all_claims[chooser] - claim
        rivals -= np.bincount(mine, weights=pardon * claim[other], minlength=2 * count)
        before, free = free, 1.0 / (nobody + np.maximum(rivals, 0.0))
    settled = 0.5 * (np.log2(free) + np.log2(before))  # claims in a cycle may swing between two values
    return np.asarray(settled[:count] + settled[count:])


def _duplicates(
    source: Ints, target: Ints, likeness: tuple[Ints, Ints, Array], records: int
) -> tuple[Ints, Ints, Array]:
    """Directed pairs that are no rivals because their targets are duplicates: (pair, its twin, how surely)."""
    first, second, sure = likeness
    a, b, sure = np.concatenate([first, second]), np.concatenate([second, first]), np.concatenate([sure, sure])
    order = np.argsort(target, kind="stable")
    begins = np.searchsorted(target[order], a, "left")
    ends = np.searchsorted(target[order], a, "right")
    lengths = ends - begins
    rows = np.repeat(np.arange(len(a)), lengths)
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    mine = order[begins[rows] + offsets]
    edge = source * records + target
    by_edge = np.argsort(edge, kind="stable")
    wanted = source[mine] * records + b[rows]
    place = np.minimum(np.searchsorted(edge[by_edge], wanted), len(edge) - 1)
    other = by_edge[place]
    there = edge[other] == wanted
    return mine[there], other[there], sure[rows][there]
