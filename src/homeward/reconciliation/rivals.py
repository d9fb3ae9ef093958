"""One person stands once on a list, save for duplicates: entries that claim the same counterpart weaken each other.

If an entry fits two entries of another list that are not duplicates of one another, at most one of the two pairs is
right. Each claim is discounted by the claims of its rivals, each rival's claim by its own better choices, and so on;
ties stay open, so that a person decides them. Where nobody else claims an entry, that speaks for the one who does: if
three in five entries have their counterpart on the other list and this one's is not elsewhere on it, it is here, or it
is one of the two in five. Of three lists, those who stand on one other list often stand on all, and those on none
seldom on a second: how often is told by the claims themselves. Nothing is assigned, and no order of rows or lists
enters.
Source: belief propagation for bipartite matching (Bayati, Shah & Sharma 2008), exact where claims form no cycle.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.parameters import Array

Ints = npt.NDArray[np.int64]

ROUNDS = 20
#: An entry may be without a counterpart with this chance at least, whatever the lists share.
LEAST_SINGLE = 0.1
#: The share of entries with a counterpart is believed, of those found on a further list and of those not, to the weight
#: of so many entries.
_BELIEF = 10.0
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
        single: how probably each record has no counterpart on each list, above 0, shape (records, lists).
    """
    count = len(left)
    if not count:
        return np.zeros(0)
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    back = np.concatenate([np.arange(count, 2 * count), np.arange(count)])
    odds = np.exp2(np.minimum(np.concatenate([bits, bits]), _MOST_BITS))
    nobody = single[source, lists[target]]
    _, chooser = np.unique(source * (int(lists.max()) + 1) + lists[target], return_inverse=True)
    mine, other, pardon = _duplicates(source, target, likeness, len(lists))
    free = before = np.ones(2 * count)
    for _ in range(ROUNDS):
        claim = odds * free[back]
        all_claims = np.bincount(chooser, weights=claim)
        rivals = all_claims[chooser] - claim
        rivals -= np.bincount(mine, weights=pardon * claim[other], minlength=2 * count)
        before, free = free, 1.0 / (nobody + np.maximum(rivals, 0.0))
    settled = 0.5 * (np.log2(free) + np.log2(before))  # claims in a cycle may swing between two values
    return np.asarray(settled[:count] + settled[count:])


def singles(
    left: Ints, right: Ints, bits: Array, lists: Ints, likeness: tuple[Ints, Ints, Array], share: Array
) -> Array:
    """How probably each record has no counterpart on each list, shape (records, lists).

    Args:
        left, right, bits, lists, likeness: as ``rival_bits``.
        share: share of the entries of list i that have no counterpart on list j, above 0, shape (lists, lists).
    """
    single = share[lists]
    if len(share) <= 2 or not len(left):
        return np.asarray(single)
    taken = rival_bits(left, right, bits, lists, likeness, single)
    likely = 1.0 / (1.0 + np.exp2(-np.minimum(bits + taken, _MOST_BITS)))
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    return _single_of_each(source, lists[target], np.concatenate([likely, likely]), lists, share)


def _single_of_each(source: Ints, on: Ints, likely: Array, lists: Ints, single: Array) -> Array:
    """How probably each record has no counterpart on each list, given whether it has one on another, (records, lists).

    Args:
        source, on, likely: the record of each directed pair, the list of its counterpart, and how probable the pair is.
        lists, single: as in ``singles``, where the latter is ``share``.
    """
    count = len(single)
    found = np.bincount(source * count + on, weights=likely, minlength=len(lists) * count).reshape(-1, count)
    missing = 1.0 - np.minimum(found, 1.0)
    alone = np.ones_like(missing)
    for j in range(count):
        elsewhere = 1.0 - np.prod(np.delete(missing, j, axis=1), axis=1)
        for i in range(count):
            mine = lists == i
            here, there = 1.0 - missing[mine, j], elsewhere[mine]
            believed = _BELIEF * (1.0 - single[i, j])
            of_found = (here @ there + believed) / (there.sum() + _BELIEF)
            of_others = (here @ (1.0 - there) + believed) / ((1.0 - there).sum() + _BELIEF)
            alone[mine, j] = 1.0 - there * of_found - (1.0 - there) * of_others
    return np.asarray(np.maximum(alone, LEAST_SINGLE))


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
