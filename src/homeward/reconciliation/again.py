"""Lists reconciled again: only entries that changed are understood, only pairs with a changed entry compared.

An entry is known by what it says, wherever it now stands and whatever its number. What a record is, which keys it has
and at which levels two records compare depend on what their entries say and on nothing else, so what was kept of them
holds. Which keys too many share, what the model is fitted to, rivals, third lists and clusters depend on all entries,
and are worked out anew. The result is that of a first run, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.progress import Progress
from homeward.reconciliation.blocking import RULES_BY_NAME
from homeward.reconciliation.compared import Compared, in_order
from homeward.reconciliation.engines import DuckDB
from homeward.reconciliation.features import in_neutral_order, understand
from homeward.reconciliation.kept import Kept, Known
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.portions import Portions, compared_in_portions
from homeward.reconciliation.records import Ints, Numbers, Records, Rows
from homeward.reconciliation.shared_keys import (
    Buckets,
    SharedKeys,
    Truths,
    brought_together,
    put_together,
    share_a_bucket,
)
from homeward.reconciliation.vocabulary_arrays import joined
from homeward.register.entries import SCHEMA, PersonList

#: What an entry says: everything but where it stands and how it is numbered.
_SAID = tuple(name for name in SCHEMA.names if name not in ("row", "rec_id"))


def compared_again(
    lists: Sequence[PersonList], kept: Kept, bits: Array, least: float, portions: Portions, progress: Progress
) -> tuple[Records, Compared]:
    """Records of all lists, and all pairs worth keeping, with the help of what a run before kept.

    Args:
        lists: as ``features.make_records``.
        kept: of a run before, and for the next.
        bits, least, portions, progress: as ``engines.Engine.candidates``.

    Returns:
        what ``features.make_records`` and ``engines.Engine.candidates`` give.
    """
    entries, order, of_list, of_entry = in_neutral_order(lists)
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    progress("recognising entries")
    digests, known = said(entries), kept.known()
    before = recognised(known.digests, digests)
    new = np.flatnonzero(before < 0)
    rows, vocabularies = understand(entries.take(pa.array(new)), progress)
    unknown = Records(of_list[new], of_entry[new], rows, vocabularies)
    rows, vocabularies = joined(known.rows, known.vocabularies, rows, vocabularies)
    at = before.copy()
    at[new] = len(known.digests) + np.arange(len(new))
    records = Records(of_list[order], of_entry[order], Rows._make(column[at[order]] for column in rows), vocabularies)
    kept.keep_lists(lists)
    kept.keep_known(Known(digests[order], records.rows, vocabularies))

    place = np.full(len(known.digests), -1, np.int32)
    place[before[before >= 0]] = number[before >= 0]
    lost = np.zeros(len(records), np.bool_)
    kinds = []
    with DuckDB() as database:
        for name, of_unknown in database.keys(unknown, progress):
            made = of_unknown._replace(members=number[new[of_unknown.members]].astype(np.int32))
            every, buckets = brought_together(kept.keys(name), place, made, RULES_BY_NAME[name][0].most, lost)
            kept.keep_keys(name, every)
            kinds.append(buckets)
    buckets = put_together(kinds)
    keys = SharedKeys.of(buckets, before[order] < 0)
    found = compared_in_portions(records, keys, bits, least, portions, progress)
    found = in_order([found, _still_found(kept.pairs(), place, buckets, lost)])
    kept.keep_pairs(found)
    return records, found


def said(entries: pa.Table) -> Ints:
    """A digest of what each entry says: nobody can write another entry that has the digest of a given one."""
    whole = pc.binary_join_element_wise(*(entries[name] for name in _SAID), "\x1f")
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
