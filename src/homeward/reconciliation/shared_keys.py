"""From the keys that records share to the pairs that share any: each pair once, however many keys it shares.

Records that share a key stand together in a bucket, in their own order. For one record after the other the later
members of its buckets are its partners; a mark on each partner keeps a pair from being taken twice. So no pair is ever
held that is not about to be compared, and memory is that of the keys alone.

Where lists are reconciled again, most pairs were compared before. Then only buckets that are new or have a new member
bring pairs; and of the pairs kept, those whose records both lost a bucket are asked whether they still share one.
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
News = npt.NDArray[np.uint8]


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
        news: for each entry whether its bucket is ``AS_BEFORE``, has a new member (``JOINED``), or was none before
            (``NEW``), because one record alone had its key or too many had; shape (entries,).
    """

    members: Numbers
    ends: Numbers
    news: News


AS_BEFORE, JOINED, NEW = 0, 1, 2


def put_together(kinds: Sequence[Buckets]) -> Buckets:
    """The buckets of all kinds of key."""
    shifts = np.cumsum([0, *(len(one.members) for one in kinds)])[:-1].astype(np.int32)
    return Buckets(
        np.concatenate([np.zeros(0, np.int32), *(one.members for one in kinds)]),
        np.concatenate([np.zeros(0, np.int32), *(one.ends + by for one, by in zip(kinds, shifts, strict=True))]),
        np.concatenate([np.zeros(0, np.uint8), *(one.news for one in kinds)]),
    )


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """Buckets that bring pairs, by record.

    Attributes:
        buckets: those that are not as before.
        starts: where the entries of each record begin in ``entries``, shape (records + 1,).
        entries: for each record the places in ``buckets`` where it stands, ascending.
        new: for each record whether it was not there before, shape (records,).
    """

    buckets: Buckets
    starts: Numbers
    entries: Numbers
    new: Truths

    @classmethod
    def of(cls, buckets: Buckets, new: Truths) -> SharedKeys:
        """Take the buckets of all kinds of key."""
        telling = buckets.news != AS_BEFORE
        if not telling.all():
            place = np.cumsum(telling, dtype=np.int32)
            ends = place[buckets.ends[telling] - 1]
            buckets = Buckets(buckets.members[telling], ends, buckets.news[telling])
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


def share_a_bucket(buckets: Buckets, records: int, left: Ints, right: Ints) -> Truths:
    """For each pair whether it shares a bucket, shape (pairs,)."""
    asked = np.zeros(records, np.bool_)
    asked[left] = asked[right] = True
    there = np.flatnonzero(asked[buckets.members])
    members = buckets.members[there]
    of_record = np.argsort(members, kind="stable")
    starts = np.searchsorted(members[of_record], np.arange(records + 1))
    return _share_a_bucket(buckets.ends[there[of_record]], starts, left, right)


def brought_together(
    before: MadeKeys, place: Numbers, made: MadeKeys, most: int, lost: Truths
) -> tuple[MadeKeys, Buckets]:
    """Keys made before and keys made now, and the buckets they form.

    Args:
        before: keys of records as they were numbered before.
        place: for each of those its number now, -1 where it is gone.
        made: keys of records that were not there before.
        most: records that may share a key; one that more share forms no bucket.
        lost: marked for each record whose bucket is one no more because too many have joined it, shape (records,).
    """
    length = len(before.keys) + len(made.keys)
    every = MadeKeys(np.empty(length, np.uint64), np.empty(length, np.int32))
    buckets = Buckets(np.empty(length, np.int32), np.empty(length, np.int32), np.empty(length, np.uint8))
    count, entries = _bring_together(before, place, made, most, every, buckets, lost)
    return (
        MadeKeys(every.keys[:count], every.members[:count]),
        # copied, so that what was set aside for keys that nobody shares goes
        Buckets(buckets.members[:entries].copy(), buckets.ends[:entries].copy(), buckets.news[:entries].copy()),
    )


@compiled
def _bring_together(
    before: MadeKeys, place: Numbers, made: MadeKeys, most: int, every: MadeKeys, buckets: Buckets, lost: Truths
) -> tuple[int, int]:
    """Merge two orders of keys, bucket by bucket."""
    keys, members = every
    shared, ends, news = buckets
    a, b, count, entries = 0, 0, 0, 0
    while a < len(before.keys) or b < len(made.keys):
        if b == len(made.keys) or (a < len(before.keys) and before.keys[a] <= made.keys[b]):
            key = before.keys[a]
        else:
            key = made.keys[b]
        first, stood, joining = count, a, b
        while a < len(before.keys) and before.keys[a] == key:
            if place[before.members[a]] >= 0:
                keys[count], members[count] = key, place[before.members[a]]
                count += 1
            a += 1
        while b < len(made.keys) and made.keys[b] == key:
            keys[count], members[count] = key, made.members[b]
            count += 1
            b += 1
        was_one = 2 <= a - stood <= most
        if 2 <= count - first <= most:
            members[first:count].sort()
            end = entries + count - first
            told = NEW if not was_one else JOINED if b > joining else AS_BEFORE
            for at in range(first, count):
                shared[entries], ends[entries], news[entries] = members[at], end, told
                entries += 1
        elif was_one:
            for at in range(first, count):
                lost[members[at]] = True
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
    members, ends, news = buckets
    most = 0
    for entry in range(starts[begin], starts[end]):
        most += ends[entries[entry]] - entries[entry] - 1
    left, right = np.empty(most, np.int64), np.empty(most, np.int64)
    taken_by = np.full(len(starts) - 1, -1, np.int32)
    count = 0
    for record in range(begin, end):
        first = count
        for entry in range(starts[record], starts[record + 1]):
            every = new[record] or news[entries[entry]] == NEW
            for place in range(entries[entry] + 1, ends[entries[entry]]):
                partner = members[place]
                if (every or new[partner]) and taken_by[partner] != record:
                    taken_by[partner] = record
                    right[count] = partner
                    count += 1
        left[first:count] = record
        right[first:count].sort()
    return left[:count], right[:count]


@compiled
def _share_a_bucket(buckets: Numbers, starts: Ints, left: Ints, right: Ints) -> Truths:
    found = np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        a, b = starts[left[pair]], starts[right[pair]]
        last_a, last_b = starts[left[pair] + 1], starts[right[pair] + 1]
        while a < last_a and b < last_b and not found[pair]:
            found[pair] = buckets[a] == buckets[b]
            if buckets[a] < buckets[b]:
                a += 1
            else:
                b += 1
    return found
