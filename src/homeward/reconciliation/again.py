"""Lists reconciled again: only entries that changed are understood, only pairs with a changed entry compared.

An entry is known by what it says, wherever it now stands and whatever its number. What a record is, which keys it has
and at which levels two records compare depend on what their entries say and on nothing else, so what was kept of them
holds. Which keys too many share, what the model is fitted to, rivals, third lists and clusters depend on all entries,
and are worked out anew. The result is that of a first run, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.progress import Progress
from homeward.reconciliation.compared import Compared, in_order
from homeward.reconciliation.duckdb_engine import DuckDB
from homeward.reconciliation.features import gather_entries, records_of, understand
from homeward.reconciliation.kept import Kept
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions, compared_in_portions
from homeward.reconciliation.records import Ints, Numbers, Records
from homeward.reconciliation.shared_keys import (
    Buckets,
    SharedKeys,
    Truths,
    brought_together,
    put_together,
    share_a_bucket,
)
from homeward.reconciliation.understood import Understood, joined
from homeward.register.entries import PersonList

#: Columns that do not belong to what an entry says: where it stands and how it is numbered.
_WHERE = ("row", "rec_id")


def recognised_records(
    lists: Sequence[PersonList], kept: Kept, progress: Progress, also: Sequence[str]
) -> tuple[Records, Recognised]:
    """Records of all lists; only entries that are new or changed are understood.

    Args:
        lists, progress, also: as ``features.make_records``.
        kept: of a run before, and for the next.

    Returns:
        what ``features.make_records`` gives; and which records were there before.
    """
    gathered = gather_entries(lists, also)
    progress("recognising entries")
    digests, (before, known) = said(gathered.entries), kept.known(gathered.headings)
    place = recognised(before, digests)
    new = np.flatnonzero(place < 0)
    unknown = understand(gathered.entries.take(pa.array(new)), gathered.headings, progress)
    place[new] = len(before) + np.arange(len(new))
    now = place[gathered.order]
    records = records_of(gathered, joined(known, unknown), now)
    kept.keep_lists(lists)
    kept.keep_known(digests[gathered.order], Understood(records.rows, records.vocabularies, records.further))
    number = np.full(len(before) + len(new), -1, np.int32)
    number[now] = np.arange(len(now))
    return records, Recognised(
        number[: len(before)],
        Records(gathered.lists[new], gathered.numbers[new], *unknown),
        number[len(before) :],
        now >= len(before),
    )


class Recognised(NamedTuple):
    """Which records were there before.

    Attributes:
        number: for each record of the run before its number now, -1 where it is gone.
        unknown: the new records by themselves.
        numbers: for each of these its number among all.
        is_new: for each of all records whether it is new.
    """

    number: Numbers
    unknown: Records
    numbers: Numbers
    is_new: Truths


def compared_again(
    records: Records,
    which: Recognised,
    kept: Kept,
    bits: Array,
    least: float,
    portions: Portions,
    progress: Progress,
) -> Compared:
    """What ``engines.Engine.candidates`` gives; only pairs with a new record, or by a new bucket, are compared.

    Args:
        records, which: of ``recognised_records``.
        kept: of a run before, and for the next.
        bits, least, portions, progress: as ``engines.Engine.candidates``.
    """
    lost = np.zeros(len(records), np.bool_)
    kinds = []
    with DuckDB() as database:
        for rule, of_unknown in database.keys(which.unknown, progress):
            made = of_unknown._replace(members=which.numbers[of_unknown.members])
            every, buckets = brought_together(kept.keys(rule.name), which.number, made, rule.most, lost)
            kept.keep_keys(rule.name, every)
            kinds.append(buckets)
    buckets = put_together(kinds)
    keys = SharedKeys.of(buckets, which.is_new)
    before = kept.pairs()
    found = compared_in_portions(records, keys, bits, least, portions, progress)
    if before is not None:
        found = in_order([found, _still_found(before, which.number, buckets, lost)])
    kept.keep_pairs(found)
    return found


def said(entries: pa.Table) -> Ints:
    """A digest of what each entry says: nobody can write another entry that has the digest of a given one."""
    columns = [entries[name] for name in entries.column_names if name not in _WHERE]
    whole = pc.binary_join_element_wise(*columns, "\x1f")
    found = [hashlib.blake2b(text.encode(), digest_size=8).digest() for text in whole.to_pylist()]
    return np.frombuffer(b"".join(found), np.int64)


def recognised(before: Ints, now: Ints) -> Ints:
    """For each of the digests ``now`` the place of an equal one ``before``, none taken twice; -1 where none is left."""
    old, new = np.argsort(before, kind="stable"), np.argsort(now, kind="stable")
    wanted = now[new]
    nth = np.arange(len(wanted)) - np.searchsorted(wanted, wanted)
    at = np.searchsorted(before[old], wanted) + nth
    there = at < len(before)
    there[there] = before[old[at[there]]] == wanted[there]
    found = np.full(len(now), -1, np.int64)
    found[new[there]] = old[at[there]]
    return found


def _still_found(pairs: Compared, place: Numbers, buckets: Buckets, lost: Truths) -> Compared:
    """Pairs compared before of which both entries still stand and share a key, under their present numbers.

    Args:
        pairs: under the numbers they had.
        place, buckets, lost: of ``shared_keys.brought_together``.
    """
    left, right = place[pairs.left].astype(np.int64), place[pairs.right].astype(np.int64)
    stand = np.flatnonzero(np.minimum(left, right) >= 0)
    left, right = np.minimum(left, right)[stand], np.maximum(left, right)[stand]
    asked = np.flatnonzero(lost[left] & lost[right])
    share = np.ones(len(stand), np.bool_)
    share[asked] = share_a_bucket(buckets, len(lost), left[asked], right[asked])
    return Compared(left[share], right[share], pairs.levels[:, stand[share]])
