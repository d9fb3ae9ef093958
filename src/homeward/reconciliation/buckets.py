"""Records compared where they share a key, one bucket after the other: what a cluster's executor does with its keys.

A pair that shares several keys is compared in each of their buckets, wherever these lie. That costs less than it would
to send every pair once across a cluster: pairs are a hundred times as many as keys, and hardly one of them is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from homeward.reconciliation.compared import Compared, worth_keeping
from homeward.reconciliation.levels import Levels
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.records import Ints, Records
from homeward.reconciliation.shared_keys import NO_KEYS, MadeKeys, SharedKeys, brought_together


def compared_buckets(
    batches: Iterable[pa.RecordBatch], records: Records, bits: Array, least: float
) -> Iterator[pa.RecordBatch]:
    """Compare the records of each bucket with each other.

    Args:
        batches: ``key`` and ``uid``, ordered by both; a bucket may go on from one batch to the next.
        records, bits, least: as ``compared.worth_keeping``.

    Returns:
        as ``batch_of``, the pairs worth keeping; each once per batch, but in as many batches as it shares keys.
    """
    key, uid = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for batch in batches:
        key = np.concatenate([key, batch["key"].to_numpy()])
        uid = np.concatenate([uid, batch["uid"].to_numpy()])
        whole = int(np.searchsorted(key, key[-1])) if len(key) else 0  # the last bucket may not be whole yet
        yield _compared(key[:whole], uid[:whole], records, bits, least)
        key, uid = key[whole:], uid[whole:]
    yield _compared(key, uid, records, bits, least)


def _compared(key: Ints, uid: Ints, records: Records, bits: Array, least: float) -> pa.RecordBatch:
    members, places = np.unique(uid, return_inverse=True)
    made, every = MadeKeys(key.view(np.uint64), places.astype(np.int32)), np.ones(len(members), np.bool_)
    _, buckets = brought_together(NO_KEYS, np.zeros(0, np.int32), made, len(key), ~every)
    left, right = SharedKeys.of(buckets, every).partners(0, len(members))
    return batch_of(worth_keeping(records, members[left], members[right], bits, least))


def batch_of(found: Compared) -> pa.RecordBatch:
    """Pairs by columns: ``lesser``, ``greater``, and ``levels``, one byte for each feature."""
    levels = np.ascontiguousarray(found.levels.T)
    packed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(levels.shape[1]), len(found), [None, pa.py_buffer(levels)])
    columns = {"lesser": found.left.astype(np.int32), "greater": found.right.astype(np.int32)}
    return pa.record_batch({**columns, "levels": packed.cast(pa.binary())})


def compared_of(table: pa.Table, features: int) -> Compared:
    """The pairs of ``batch_of``, in any number of batches."""
    left, right = (table[column].to_numpy().astype(np.int64) for column in ("lesser", "greater"))
    parts = [_levels(chunk, features) for chunk in table["levels"].chunks if len(chunk)]
    none = np.zeros((0, features), np.int8)
    return Compared(left, right, np.ascontiguousarray(np.concatenate([none, *parts]).T))


def _levels(packed: pa.BinaryArray, features: int) -> Levels:
    _, offsets, values = packed.buffers()
    begin = int(np.frombuffer(offsets, np.int32)[packed.offset])
    return np.frombuffer(values, np.int8, len(packed) * features, begin).reshape(len(packed), features)
