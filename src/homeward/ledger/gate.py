"""What a party may have of the record: receipts, the bundle, what a witness is asked.

The only way to read the record for somebody. A party has the entries that name it in ``shown_to``, with their content
and rows; of every other entry it has the hash.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from django.db.models import QuerySet

from homeward.errors import Fault, InputRefused
from homeward.ledger.bundle import write_bundle
from homeward.ledger.canonical import Json, b64
from homeward.ledger.coverage import Cover, covers
from homeward.ledger.entries import CONTENT_TABLE, ContentPart, EntryView, RowChange, row_leaf
from homeward.ledger.live import read_back
from homeward.ledger.merkle import Edge, Tree, complete_nodes, consistency_ranges, inclusion_ranges, leaf_hash
from homeward.ledger.models import Checkpoint, Content, Entry, Head, Policy, Seal, Shown
from homeward.ledger.reading import read_entry
from homeward.ledger.receipts import OpenedRow, make_receipt
from homeward.ledger.standing import Standing, standing_of
from homeward.ledger.storage import NoRecordYet, as_bytes, hashes_of_ranges, nodes_at, steady_view
from homeward.ledger.terms import NEUTRAL, Change
from homeward.progress import Progress, silent
from homeward.words import _

_CHUNK = 2000
_FIRST_CHECKPOINTS = 3
#: What the record says of its own signatures; it is signed with whatever comes next.
OF_SIGNING = ("ledger.make_checkpoint", "ledger.keep_cosignatures")


def entries_for(party: str) -> Iterator[EntryView]:
    """The entries that a party may see, by sequence."""
    for body in Entry.objects.order_by("sequence").values_list("body", flat=True).iterator(_CHUNK):
        view = read_entry(bytes(body))
        if party in view.shown_to:
            yield view


def shown_to(party: str) -> QuerySet[Shown]:
    """The index of a party's entries, to be filtered and paged; ``entries_at`` gives the entries themselves."""
    return Shown.objects.filter(party=party)


def entries_at(party: str, sequences: Sequence[int]) -> list[EntryView]:
    """Those of some entries that a party may see, in the order asked for."""
    bodies = Entry.objects.filter(sequence__in=sequences).values_list("sequence", "body")
    views = {sequence: read_entry(bytes(body)) for sequence, body in bodies}
    return [view for at in sequences if (view := views.get(at)) is not None and party in view.shown_to]


def latest_entries(party: str, count: int) -> list[EntryView]:
    """The newest entries that a party may see, newest first."""
    newest = shown_to(party).order_by("-sequence").values_list("sequence", flat=True)[:count]
    return entries_at(party, list(newest))


def entry_at(party: str, sequence: int) -> EntryView | None:
    """One entry; None where there is none, or none for this party: which of the two is not said."""
    return next(iter(entries_at(party, [sequence])), None)


def said_in(view: EntryView) -> dict[str, Json | None]:
    """What an entry says beside its rows, by name; None for what was erased. For whoever may see the entry."""
    parts = Content.objects.filter(entry=view.sequence).order_by("name").values_list("name", "value")
    return {name: None if value is None else json.loads(bytes(value)) for name, value in parts}


def rows_in(view: EntryView, at_most: int) -> list[tuple[str, str, Change]]:
    """Table, key and change of the first rows that an entry wrote. For whoever may see the entry."""
    seals = Seal.objects.filter(entry=view.sequence).order_by("place").values_list("table", "key", "change")
    return [(table, key, Change(change)) for table, key, change in seals[:at_most]]


def size_of_record() -> int:
    """How many entries the record has.

    Raises:
        NoRecordYet: there is no record.
    """
    head = Head.objects.first()
    if head is None:
        raise NoRecordYet
    return head.size


def root_at(size: int) -> bytes:
    """The root over the first ``size`` entries, from the stored hashes; 0 < size <= size of the record."""
    return Edge(size, nodes_at(complete_nodes(0, size))).root


def is_all_signed() -> bool:
    """Whether the newest checkpoint covers everything but what the record says of its own signatures."""
    newest = Checkpoint.objects.order_by("size").last()
    later = Entry.objects.filter(sequence__gte=newest.size if newest else 0).order_by("sequence")
    return all(
        read_entry(bytes(body)).action in OF_SIGNING for body in later.values_list("body", flat=True).iterator(50)
    )


def newest_standing() -> Standing | None:
    """How the newest checkpoint stands; None where there is none."""
    newest = Checkpoint.objects.order_by("size").last()
    return _standing_of(newest) if newest else None


def trust_line(sequence: int) -> Standing | None:
    """How the checkpoint stands that vouches best for an entry; None while none covers it.

    Of the first that cover it and of the newest, the one that most have cosigned, and of those the first.
    """
    covering = Checkpoint.objects.filter(size__gt=sequence).order_by("size")
    found = [_standing_of(one) for one in (*covering[:_FIRST_CHECKPOINTS], *covering.reverse()[:1])]
    return max(found, key=lambda standing: (len(standing.cosigned), -standing.size), default=None)


def _standing_of(checkpoint: Checkpoint) -> Standing:
    return standing_of(checkpoint.note, Policy.objects.filter(adopted_in__lt=checkpoint.size).latest("adopted_in").text)


def last_instant(action: str) -> dt.datetime | None:
    """When something was done last that all parties are shown; None where it never was."""
    newest = Shown.objects.filter(party=NEUTRAL, action=action).order_by("-sequence").first()
    if newest is None:
        return None
    return read_entry(bytes(Entry.objects.get(sequence=newest.sequence).body)).instant


def policy_in_force() -> str:
    """The policy adopted last: who is trusted.

    Raises:
        NoRecordYet: there is no record.
    """
    policy = Policy.objects.order_by("adopted_in").last()
    if policy is None:
        raise NoRecordYet
    return policy.text


def receipt_for(party: str, sequence: int, row: str = "") -> str:
    """A receipt for an entry under the newest checkpoint, with all its content opened.

    Args:
        party: who takes it home.
        sequence: number of the entry.
        row: key of a row to open as well, for example ``SB-7K3Q9D2M-X/17``.

    Raises:
        InputRefused: there is no such entry for this party, no checkpoint covers it yet, or it has no such row.
    """
    entry = Entry.objects.filter(sequence=sequence).first()
    view = read_entry(bytes(entry.body)) if entry else None
    if entry is None or view is None or party not in view.shown_to:
        raise _refused("entry", f"{sequence} is not one that {party} may have.", "Name one of its own entries.")
    checkpoint = Checkpoint.objects.order_by("size").last()
    if checkpoint is None or checkpoint.size <= sequence:
        advice = "Make one with `homeward ledger checkpoint`, then ask again."
        raise _refused("entry", f"{sequence} is not under a checkpoint yet.", advice)
    parts = Content.objects.filter(entry=sequence).values_list("name", "salt", "value")
    content = [
        ContentPart(name, json.loads(bytes(value)), bytes(salt))
        for name, salt, value in parts
        if salt is not None and value is not None
    ]
    inclusion = hashes_of_ranges(inclusion_ranges(sequence, checkpoint.size))
    opened = _opened_row(view, row) if row else None
    policy = Policy.objects.filter(adopted_in__lt=checkpoint.size).latest("adopted_in").text
    return make_receipt(bytes(entry.body), content, opened, inclusion, checkpoint.note, policy)


def _opened_row(view: EntryView, key: str) -> OpenedRow:
    seals = list(Seal.objects.filter(entry=view.sequence).order_by("place"))
    seal = next((seal for seal in seals if seal.key == key), None)
    if seal is None:
        raise _refused("row", "is none of this entry's.", "Name the number of a row as the receipt's list has it.")
    change = Change(seal.change)
    values = None
    if seal.salt is not None:
        cover = next(cover for cover in covers() if cover.table == seal.table)
        values = _standing(cover, [seal]).get((key, view.sequence))
    if values is None and seal.digest is not None:
        advice = "A receipt made at the time still proves it."
        raise _refused("row", "no longer stands as this entry wrote it.", advice)
    leaves = Tree(leaf_hash(_leaf(seal)) for seal in seals)
    made = RowChange(seal.table, key, change, values, as_bytes(seal.salt))
    return OpenedRow(made, seal.place, len(seals), tuple(leaves.inclusion(seal.place)))


def _leaf(seal: Seal) -> bytes:
    return row_leaf(seal.table, seal.key, Change(seal.change), as_bytes(seal.digest))


def newest_checkpoint() -> str:
    """The newest checkpoint with all cosignatures that came: a signed note.

    Raises:
        InputRefused: there is none.
    """
    checkpoint = Checkpoint.objects.order_by("size").last()
    if checkpoint is None:
        raise _refused("checkpoint", "There is none yet.", "Make one with `homeward ledger checkpoint`.")
    return checkpoint.note


def consistency_proof(old: int, new: int) -> list[bytes]:
    """The proof for a witness that the record of ``new`` entries begins with its first ``old``."""
    return hashes_of_ranges(consistency_ranges(old, new))


def parties() -> list[str]:
    """Everybody who may have the bundle of this record: the sides and the neutral, by code.

    Raises:
        NoRecordYet: there is no record.
    """
    first = Entry.objects.order_by("sequence").first()
    if first is None:
        raise NoRecordYet
    return list(read_entry(bytes(first.body)).shown_to)


def export_bundle(party: str, path: Path, progress: Progress = silent) -> int:
    """Write the bundle of one party, as far as the newest checkpoint goes; gives how many entries that are.

    Raises:
        InputRefused: there is no such party, no checkpoint, or something that the bundle would show was changed or
            erased since the newest checkpoint: the bundle could not say why it is not shown as it was.
        RecordBroken: what is stored is not what was recorded.
    """
    with steady_view():
        return _export(party, path, progress)


def _export(party: str, path: Path, progress: Progress) -> int:
    if party not in parties():
        raise _refused("--for", "is no party of this record.", f"Write one of {', '.join(parties())}.")
    newest_checkpoint()
    read_back()
    notes = dict(Checkpoint.objects.values_list("size", "note"))
    size = max(notes)
    entries = Entry.objects.filter(sequence__lt=size).order_by("sequence")
    shown = {
        sequence
        for sequence, body in entries.values_list("sequence", "body").iterator(_CHUNK)
        if party in read_entry(bytes(body)).shown_to
    }
    _refuse_changed_since(size, shown)
    write_bundle(
        path,
        party=party,
        origin=Head.objects.get().origin,
        size=size,
        leaf_hashes=Tree(map(bytes, entries.values_list("leaf_hash", flat=True).iterator(_CHUNK))),
        notes=notes,
        policy_text=Policy.objects.filter(adopted_in__lt=size).latest("adopted_in").text,
        entries=_entry_lines(entries, shown, progress),
        content=_content_lines(shown),
        rows=_row_lines(shown),
    )
    return size


def _refuse_changed_since(size: int, shown: set[int]) -> None:
    later = Seal.objects.filter(entry__gte=size).order_by("table").values_list("table", "key")
    for table, rows in groupby(later.iterator(_CHUNK), key=itemgetter(0)):
        while keys := [key for _table, key in islice(rows, _CHUNK)]:
            if table == CONTENT_TABLE:
                written_in = {int(key.partition("/")[0]) for key in keys}
            else:
                earlier = Seal.objects.filter(table=table, key__in=keys, entry__lt=size)
                written_in = set(earlier.values_list("entry", flat=True))
            if changed := written_in & shown:
                found = f"Something that entry {min(changed)} recorded was changed or erased since the newest one."
                raise _refused("checkpoint", found, "Make one with `homeward ledger checkpoint`, then export.")


def _entry_lines(entries: QuerySet[Entry], shown: set[int], progress: Progress) -> Iterator[bytes]:
    """The entries shown, by sequence."""
    for sequence, body in entries.values_list("sequence", "body").iterator(_CHUNK):
        if sequence % _CHUNK == 0:
            progress(_("writing entries"), sequence, 0)
        if sequence in shown:
            yield bytes(body)


def _content_lines(shown: set[int]) -> Iterator[Mapping[str, Json]]:
    """The content of the entries shown, by sequence and name; an erased part says that it is erased."""
    rows = Content.objects.order_by("entry_id").values_list("entry_id", "name", "salt", "value").iterator(_CHUNK)
    for entry, parts in groupby(rows, key=itemgetter(0)):
        if entry not in shown:
            continue
        for _entry, name, salt, value in sorted(parts, key=itemgetter(1)):
            if salt is None or value is None:
                yield {"erased": True, "name": name, "sequence": entry}
            else:
                yield {"name": name, "salt": b64(bytes(salt)), "sequence": entry, "value": json.loads(bytes(value))}


def _row_lines(shown: set[int]) -> Iterator[Mapping[str, Json]]:
    """The row leaves of the entries shown, by sequence and place; opened where the row stands as it did then."""
    tables = {cover.table: cover for cover in covers()}
    seals = (seal for seal in Seal.objects.order_by("entry_id", "place").iterator(_CHUNK) if seal.entry_id in shown)
    while some := list(islice(seals, _CHUNK)):
        standing: dict[tuple[str, str, int], dict[str, Json]] = {}
        for table in {seal.table for seal in some} & tables.keys():
            of_table = [seal for seal in some if seal.table == table]
            standing |= {(table, *at): values for at, values in _standing(tables[table], of_table).items()}
        for seal in some:
            line: dict[str, Json] = {
                "change": seal.change,
                "digest": None if seal.digest is None else b64(bytes(seal.digest)),
                "key": seal.key,
                "place": seal.place,
                "sequence": seal.entry_id,
                "table": seal.table,
            }
            values = standing.get((seal.table, seal.key, seal.entry_id))
            if values is not None and seal.salt is not None:
                line |= {"salt": b64(bytes(seal.salt)), "values": values}
            yield line


def _standing(cover: Cover, seals: Sequence[Seal]) -> dict[tuple[str, int], dict[str, Json]]:
    """Key and entry of those seals whose row still holds what it held then, with what it holds."""
    to_python = cover.model._meta.pk.to_python
    kept = [seal for seal in seals if seal.salt is not None and seal.digest is not None]
    found = cover.values(to_python(key) for key in {seal.key for seal in kept})
    return {
        (seal.key, seal.entry_id): found[seal.key]
        for seal in kept
        if seal.key in found and _digest(seal, found[seal.key]) == as_bytes(seal.digest)
    }


def _digest(seal: Seal, values: Mapping[str, Json]) -> bytes | None:
    return RowChange(seal.table, seal.key, Change(seal.change), values, as_bytes(seal.salt)).digest


def _refused(where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(where, "", 0, "", found, advice)])
