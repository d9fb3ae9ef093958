"""From the keys that records share to the pairs that share any: each pair once, however many keys it shares.

Records that share a key stand together in a bucket, in their own order. For one record after the other the later
members of its buckets are its partners; a mark on each partner keeps a pair from being taken twice. So no pair is ever
held that is not about to be compared, and memory is that of the keys alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from homeward.compiled import compiled
from homeward.reconciliation.records import Ints, Numbers

Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """Keys and the records that share them.

    Attributes:
        members: records, those of one bucket together and in their order, shape (entries,).
        ends: for each entry where its bucket ends, shape (entries,).
        starts: where the entries of each record begin in ``entries``, shape (records + 1,).
        entries: for each record the places in ``members`` where it stands.
    """

    members: Numbers
    ends: Numbers
    starts: Numbers
    entries: Numbers

    @classmethod
    def of(cls, keys: Keys, members: Numbers, records: int) -> SharedKeys:
        """Take keys and records ordered by both."""
        ends = _ends(keys)
        starts = np.zeros(records + 1, np.int32)
        np.cumsum(np.bincount(members, minlength=records), out=starts[1:])
        return cls(members, ends, starts, _entries(members, starts[:-1].copy()))

    def visits(self) -> Ints:
        """How many partners each record meets, counted once for each key they share, shape (records,)."""
        later = (self.ends - np.arange(len(self.members), dtype=np.int32) - 1).astype(np.float64)
        counted = np.bincount(self.members, weights=later, minlength=len(self.starts) - 1)
        return np.asarray(counted.astype(np.int64))

    def partners(self, begin: int, end: int) -> tuple[Ints, Ints]:
        """All pairs whose lesser record is one of ``begin`` to ``end``, ordered by both."""
        return _partners(self.members, self.ends, self.starts, self.entries, begin, end)


@compiled
def _ends(keys: Keys) -> Numbers:
    ends = np.empty(len(keys), np.int32)
    end = len(keys)
    for place in range(len(keys) - 1, -1, -1):
        if place + 1 < len(keys) and keys[place] != keys[place + 1]:
            end = place + 1
        ends[place] = end
    return ends


@compiled
def _entries(members: Numbers, next_free: Numbers) -> Numbers:
    entries = np.empty(len(members), np.int32)
    for place in range(len(members)):
        entries[next_free[members[place]]] = place
        next_free[members[place]] += 1
    return entries


@compiled
def _partners(
    members: Numbers, ends: Numbers, starts: Numbers, entries: Numbers, begin: int, end: int
) -> tuple[Ints, Ints]:
    most = 0
    for entry in range(starts[begin], starts[end]):
        most += ends[entries[entry]] - entries[entry] - 1
    left, right = np.empty(most, np.int64), np.empty(most, np.int64)
    taken_by = np.full(len(starts) - 1, -1, np.int32)
    count = 0
    for record in range(begin, end):
        first = count
        for entry in range(starts[record], starts[record + 1]):
            for place in range(entries[entry] + 1, ends[entries[entry]]):
                partner = members[place]
                if taken_by[partner] != record:
                    taken_by[partner] = record
                    right[count] = partner
                    count += 1
        left[first:count] = record
        right[first:count].sort()
    return left[:count], right[:count]
