"""From the keys that records share to the pairs that share any: each pair once, however many keys it shares.

Records that share a key stand together in a bucket, in their own order. For one record after the other the later
members of its buckets are its partners; a mark on each partner keeps a pair from being taken twice. So no pair is ever
held that is not about to be compared, and memory is that of the keys alone.

Where lists are reconciled again, most pairs were compared before: the partners of a record are then only those that a
new record or a new bucket brings, and of the pairs kept it is asked whether they still share a bucket.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.compiled import compiled
from homeward.reconciliation.records import Ints, Numbers

Keys = npt.NDArray[np.uint64]
Truths = npt.NDArray[np.bool_]


class MadeKeys(NamedTuple):
    """All keys of one kind and the record each was made of, ordered by key; shape (made,)."""

    keys: Keys
    members: Numbers


NO_KEYS = MadeKeys(np.zeros(0, np.uint64), np.zeros(0, np.int32))


class Buckets(NamedTuple):
    """Records that share a key, bucket after bucket and in their order.

    Attributes:
        members: records, shape (entries,).
        ends: for each entry where its bucket ends, shape (entries,).
        new: for each entry whether its bucket was none before: its key stood with one record alone or with too many.
    """

    members: Numbers
    ends: Numbers
    new: Truths


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """Buckets by record.

    Attributes:
        buckets: all of them.
        starts: where the entries of each record begin in ``entries``, shape (records + 1,).
        entries: for each record the places in ``buckets`` where it stands, ascending.
        new: for each record whether it was there before, shape (records,).
    """

    buckets: Buckets
    starts: Numbers
    entries: Numbers
    new: Truths

    @classmethod
    def of(cls, kinds: Sequence[Buckets], new: Truths) -> SharedKeys:
        """Take the buckets of each kind of key."""
        shifts = np.cumsum([0, *(len(one.members) for one in kinds)])
        buckets = Buckets(
            np.concatenate([np.zeros(0, np.int32), *(one.members for one in kinds)]),
            np.concatenate(
                [
                    np.zeros(0, np.int32),
                    *(one.ends + np.int32(shift) for one, shift in zip(kinds, shifts, strict=False)),
                ]
            ),
            np.concatenate([np.zeros(0, np.bool_), *(one.new for one in kinds)]),
        )
        starts = np.zeros(len(new) + 1, np.int32)
        np.cumsum(np.bincount(buckets.members, minlength=len(new)), out=starts[1:])
        return cls(buckets, starts, _entries(buckets.members, starts[:-1].copy()), new)

    def visits(self) -> Ints:
        """How many partners each record meets, counted once for each key they share, shape (records,)."""
        members, ends, _ = self.buckets
        later = (ends - np.arange(len(members), dtype=np.int32) - 1).astype(np.float64)
        counted = np.bincount(members, weights=later, minlength=len(self.starts) - 1)
        return np.asarray(counted.astype(np.int64))

    def partners(self, begin: int, end: int) -> tuple[Ints, Ints]:
        """All pairs whose lesser record is one of ``begin`` to ``end``, ordered by both, save those of two records
        that were there before and share no new bucket.
        """
        return _partners(self.buckets, self.starts, self.entries, self.new, begin, end)

    def shared(self, left: Ints, right: Ints) -> Truths:
        """For each pair whether it shares a bucket, shape (pairs,)."""
        return _shared(self.buckets.ends, self.starts, self.entries, left, right)


def brought_together(before: MadeKeys, place: Numbers, made: MadeKeys, most: int) -> tuple[MadeKeys, Buckets]:
    """Keys made before and keys made now, and the buckets they form.

    Args:
        before: keys of records as they were numbered before.
        place: for each of those its number now, -1 where it is gone.
        made: keys of records that were not there before.
        most: records that may share a key; one that more share forms no bucket.
    """
    length = len(before.keys) + len(made.keys)
    keys, members = np.empty(length, np.uint64), np.empty(length, np.int32)
    shared, ends, new = np.empty(length, np.int32), np.empty(length, np.int32), np.empty(length, np.bool_)
    count, entries = _bring_together(before, place, made, most, keys, members, shared, ends, new)
    return (
        MadeKeys(keys[:count], members[:count]),
        Buckets(shared[:entries].copy(), ends[:entries].copy(), new[:entries].copy()),
    )


@compiled
def _bring_together(
    before: MadeKeys,
    place: Numbers,
    made: MadeKeys,
    most: int,
    keys: Keys,
    members: Numbers,
    shared: Numbers,
    ends: Numbers,
    new: Truths,
) -> tuple[int, int]:
    """Merge two orders of keys, bucket by bucket."""
    a, b, count, entries = 0, 0, 0, 0
    while a < len(before.keys) or b < len(made.keys):
        if b == len(made.keys) or (a < len(before.keys) and before.keys[a] <= made.keys[b]):
            key = before.keys[a]
        else:
            key = made.keys[b]
        first, stood = count, a
        while a < len(before.keys) and before.keys[a] == key:
            if place[before.members[a]] >= 0:
                keys[count], members[count] = key, place[before.members[a]]
                count += 1
            a += 1
        while b < len(made.keys) and made.keys[b] == key:
            keys[count], members[count] = key, made.members[b]
            count += 1
            b += 1
        if 2 <= count - first <= most:
            members[first:count].sort()
            end = entries + count - first
            for at in range(first, count):
                shared[entries], ends[entries], new[entries] = members[at], end, not 2 <= a - stood <= most
                entries += 1
    return count, entries


@compiled
def _entries(members: Numbers, next_free: Numbers) -> Numbers:
    entries = np.empty(len(members), np.int32)
    for place in range(len(members)):
        entries[next_free[members[place]]] = place
        next_free[members[place]] += 1
    return entries


@compiled
def _partners(
    buckets: Buckets, starts: Numbers, entries: Numbers, new: Truths, begin: int, end: int
) -> tuple[Ints, Ints]:
    members, ends, new_bucket = buckets
    most = 0
    for entry in range(starts[begin], starts[end]):
        most += ends[entries[entry]] - entries[entry] - 1
    left, right = np.empty(most, np.int64), np.empty(most, np.int64)
    taken_by = np.full(len(starts) - 1, -1, np.int32)
    count = 0
    for record in range(begin, end):
        first = count
        for entry in range(starts[record], starts[record + 1]):
            every = new[record] or new_bucket[entries[entry]]
            for place in range(entries[entry] + 1, ends[entries[entry]]):
                partner = members[place]
                if taken_by[partner] != record and (every or new[partner]):
                    taken_by[partner] = record
                    right[count] = partner
                    count += 1
        left[first:count] = record
        right[first:count].sort()
    return left[:count], right[:count]


@compiled
def _shared(ends: Numbers, starts: Numbers, entries: Numbers, left: Ints, right: Ints) -> Truths:
    found = np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        a, b = starts[left[pair]], starts[right[pair]]
        last_a, last_b = starts[left[pair] + 1], starts[right[pair] + 1]
        while a < last_a and b < last_b and not found[pair]:
            bucket, other = ends[entries[a]], ends[entries[b]]
            found[pair] = bucket == other
            if bucket < other:
                a += 1
            else:
                b += 1
    return found
