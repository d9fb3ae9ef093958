"""Entries proposed as one person, brought together so that no cluster contradicts itself.

Pairs join from the most probable down. Two groups with entries of one list join only if more of the pairs inside that
list between them are themselves proposed as duplicates than are not; pairs in doubt say nothing. So two entries of one
list stay apart unless they are proposed, and one of twenty entries of one man may lack what most of the others show. A
pair that would force more stays a pair to be looked at, not a cluster.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.parameters import Array

Ints = npt.NDArray[np.int64]

_NONE = np.zeros(0, np.int64), np.zeros(0, np.int64)


def join(
    left: Ints, right: Ints, probability: Array, lists: Ints, in_doubt: tuple[Ints, Ints] = _NONE
) -> tuple[Ints, Ints]:
    """Join entries into clusters.

    Args:
        left, right, probability: the proposed pairs, shape (pairs,).
        lists: number of the list of each record, shape (records,).
        in_doubt: both records of the pairs that a person must look at.

    Returns:
        For each record the first member of its cluster, shape (records,); and the positions of the pairs that were
        left out because their cluster would have contradicted itself. Equally probable pairs join in the order of
        their records, which no side can steer (``features.make_records``).
    """
    sequence = np.lexsort((np.maximum(left, right), np.minimum(left, right), -np.round(probability, 12)))
    parent = list(range(len(lists)))
    of_list = lists.tolist()
    members: dict[int, list[int]] = {}
    said = _inside(*in_doubt, lists, 0) | _inside(left, right, lists, 1)
    refused = []

    def root(record: int) -> int:
        while parent[record] != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    def agree(ours: list[int], theirs: list[int]) -> bool:
        balance: Counter[int] = Counter()
        for x in ours:
            for y in theirs:
                if of_list[x] == of_list[y]:
                    balance[of_list[x]] += said.get((min(x, y), max(x, y)), -1)
        return all(more > 0 for more in balance.values())

    for position in sequence.tolist():
        a, b = root(int(left[position])), root(int(right[position]))
        if a == b:
            continue
        ours, theirs = members.get(a, [a]), members.get(b, [b])
        if agree(ours, theirs):
            parent[b] = a
            members[a] = ours + theirs
            members.pop(b, None)
        else:
            refused.append(position)
    refused = [position for position in refused if root(int(left[position])) != root(int(right[position]))]
    heads = {root_row: min(rows) for root_row, rows in members.items()}
    cluster = np.array([heads.get(root(row), root(row)) for row in range(len(lists))], dtype=np.int64)
    return cluster, np.array(refused, dtype=np.int64)


def _inside(left: Ints, right: Ints, lists: Ints, says: int) -> dict[tuple[int, int], int]:
    """Of the pairs given those inside one list, the lesser record first, and what they say."""
    inside = lists[left] == lists[right]
    low, high = np.minimum(left, right)[inside].tolist(), np.maximum(left, right)[inside].tolist()
    return dict.fromkeys(zip(low, high, strict=True), says)
