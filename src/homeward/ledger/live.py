"""The check of a live database: every entry, what it says, every row it covers, every signature; the first thing wrong.

``check`` reads everything and believes nothing that is stored twice. Whatever somebody changed behind the
application's back (a row altered, added or deleted, an entry altered, removed or moved) is found and named; so is a
file that the disk has damaged. What it cannot find is a record that was cut back or written anew as a whole: that is
what the witnesses' cosignatures, the receipts and the bundles in other hands are for.

Memory: 64 bytes an entry for the tree; rows are read in portions.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Self

from django.db import DatabaseError, connection

from homeward.errors import InputRefused
from homeward.ledger.checkpoints import parse_checkpoint
from homeward.ledger.coverage import covers
from homeward.ledger.entries import (
    ADOPT_POLICY,
    CONTENT_TABLE,
    CORRECT_CLOCK,
    EntryView,
    content_digest,
    erased_content_key,
    row_leaf,
    rows_root,
)
from homeward.ledger.findings import (
    BEFORE_THE_LAST,
    CHECKPOINT_ALTERED,
    CONTENT_ALTERED,
    CONTENT_MISSING,
    DATABASE_DAMAGED,
    DESTROYED,
    ENTRY_ALTERED,
    ENTRY_MISSING,
    FILE_DAMAGED,
    HASHES_NOT_SIGNED,
    INDEX_ALTERED,
    LEFT_OVER,
    MOVED,
    NO_TRUST,
    OTHER_ROOT,
    SEALS_ALTERED,
    UNREADABLE_ENTRY,
    UNREADABLE_NOTE,
    WRONG_HEAD,
    WRONG_INSTANT,
    WRONG_NODE,
    WRONG_ORIGIN,
    WRONG_SIZE,
    RecordBroken,
)
from homeward.ledger.live_rows import check_rows
from homeward.ledger.merkle import Edge, Tree, complete_nodes, leaf_hash
from homeward.ledger.models import Checkpoint, Content, Entry, Head, Node, Seal
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.reading import read_entry
from homeward.ledger.storage import NoRecordYet, nodes_at, steady_view, streamed
from homeward.ledger.terms import Change
from homeward.ledger.trust import Trust
from homeward.progress import Progress, silent
from homeward.words import _

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found whole: numbers of entries, of rows that stand, of checkpoints; the root as 32 bytes."""

    entries: int
    rows: int
    checkpoints: int
    root: bytes


def check(progress: Progress = silent) -> Checked:
    """Check the whole database.

    Raises:
        RecordBroken: the first thing that does not hold.
        NoRecordYet: there is no record.
    """
    try:
        with steady_view():
            walk = _Walk(progress)
            walk.entries()
            walk.nodes()
            checkpoints = walk.checkpoints()
            rows = sum(check_rows(cover, progress) for cover in covers())
            _integrity()
            return Checked(len(walk.tree), rows, checkpoints, walk.tree.root())
    except (DatabaseError, TypeError, ValueError, ArithmeticError, MemoryError) as error:
        # A damaged cell holds another kind of value than its column, or one without end.
        raise RecordBroken(DATABASE_DAMAGED) from error


def read_back() -> bytes:
    """The root of all entries, those since the last checkpoint read back and recomputed; done before one is signed.

    What the last checkpoint covers is not read again: the stored hashes must give the root that was signed.

    Raises:
        RecordBroken: they do not, or an entry or a hash is not as it was recorded.
        NoRecordYet: there is no record.
    """
    head = _head()
    last = Checkpoint.objects.order_by("size").last()
    start = last.size if last else 0
    edge = Edge(start, nodes_at(complete_nodes(0, start)))
    if last and parse_checkpoint(parse_note(last.note).text).root != edge.root:
        raise RecordBroken(HASHES_NOT_SIGNED, size=start)
    completed: dict[int, bytes] = {}
    rows = Entry.objects.filter(sequence__gte=start).order_by("sequence").values_list("sequence", "leaf_hash", "body")
    with streamed(rows) as new:
        for sequence, stored, body in new:
            if sequence != edge.size:
                raise RecordBroken(ENTRY_MISSING, sequence=edge.size)
            completed.update(edge.append(_leaf(sequence, stored, body)))
    if edge.size != head.size:
        raise RecordBroken(WRONG_SIZE, told=head.size, found=edge.size)
    places = list(completed)
    for at in range(0, len(places), _CHUNK):
        some = places[at : at + _CHUNK]
        found = {place: bytes(hashed) for place, hashed in Node.objects.filter(position__in=some).values_list()}
        if any(found.get(place) != completed[place] for place in some):
            raise RecordBroken(WRONG_NODE)
    return edge.root


def _head() -> Head:
    heads = list(Head.objects.all()[:2])
    if not heads and not Entry.objects.exists():
        raise NoRecordYet
    if len(heads) != 1:
        raise RecordBroken(WRONG_HEAD)
    return heads[0]


def _leaf(sequence: int, stored: bytes | memoryview, body: bytes | memoryview) -> bytes:
    """The hash of an entry's bytes, which must be the stored one."""
    leaf = leaf_hash(bytes(body))
    if leaf != bytes(stored):
        raise RecordBroken(ENTRY_ALTERED, sequence=sequence)
    return leaf


@dataclass(slots=True)
class _Walk:
    """One walk over the entries with what they say and what they cover, in order."""

    progress: Progress
    tree: Tree = field(default_factory=Tree)
    policies: list[tuple[int, str]] = field(default_factory=list)
    #: Table and key to the last entry whose salt for it is destroyed, and to the entry that erased it.
    destroyed: dict[tuple[str, str], int] = field(default_factory=dict)
    erased: dict[tuple[str, str], int] = field(default_factory=dict)

    def entries(self) -> None:
        head = _head()
        contents = _Beside(Content.objects.order_by("entry_id").values_list("entry_id", "name", "salt", "value"))
        seals = _Beside(
            Seal.objects.order_by("entry_id", "place").values_list(
                "entry_id", "place", "table", "key", "change", "salt", "digest"
            )
        )
        leaves: list[bytes] = []
        last = dt.datetime.min.replace(tzinfo=dt.UTC)
        columns = ("sequence", "leaf_hash", "body", "request", "subject")
        with streamed(Entry.objects.order_by("sequence").values_list(*columns)) as entries, contents, seals:
            for place, row in enumerate(entries):
                if place % _CHUNK == 0:
                    self.progress(_("checking entries"), place, head.size)
                view = _entry(place, row)
                if view.instant < last and view.action != CORRECT_CLOCK:
                    raise RecordBroken(BEFORE_THE_LAST, sequence=place)
                last = view.instant
                leaves.append(bytes(row[1]))
                self._content(view, head.origin, contents.of(place))
                self._seals(view, seals.of(place))
        if len(leaves) != head.size:
            raise RecordBroken(WRONG_SIZE, told=head.size, found=len(leaves))
        if head.size and last != head.instant:
            raise RecordBroken(WRONG_INSTANT)
        contents.refuse_rest()
        seals.refuse_rest()
        for row, entry in self.destroyed.items():
            if self.erased.get(row, -1) < entry:
                raise RecordBroken(DESTROYED, sequence=entry)
        self.tree.extend(leaves)

    def _content(self, view: EntryView, origin: str, rows: Sequence[tuple[Any, ...]]) -> None:
        found = sorted(rows, key=itemgetter(1))
        if [row[1] for row in found] != [name for name, _digest in view.content]:
            raise RecordBroken(CONTENT_MISSING, sequence=view.sequence)
        for (_entry_id, name, salt, value), (_name, digest) in zip(found, view.content, strict=True):
            if salt is None and value is None:
                self.destroyed[CONTENT_TABLE, erased_content_key(view.sequence, name)] = view.sequence
                continue
            if salt is None or value is None or content_digest(bytes(salt), name, bytes(value)) != digest:
                raise RecordBroken(CONTENT_ALTERED, sequence=view.sequence, name=name)
            if view.action == ADOPT_POLICY and name == "policy":
                self.policies.append((view.sequence, json.loads(bytes(value))["policy"]))
                if view.subject != origin:
                    raise RecordBroken(WRONG_ORIGIN)

    def _seals(self, view: EntryView, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows and not view.rows_count:
            return
        try:
            places = [row[1] for row in rows]
            root = rows_root(
                row_leaf(table, key, Change(change), None if digest is None else bytes(digest))
                for _entry_id, _place, table, key, change, _salt, digest in rows
            )
            holds = places == list(range(view.rows_count)) and root == view.rows_root
        except ValueError:
            holds = False
        if not holds:
            raise RecordBroken(SEALS_ALTERED, sequence=view.sequence)
        for _entry_id, _place, table, key, change, salt, digest in rows:
            if change == Change.ERASED:
                self.erased[table, key] = view.sequence
            if salt is None and digest is not None:
                self.destroyed[table, key] = view.sequence

    def nodes(self) -> None:
        size = len(self.tree)
        expected = sum(size >> level for level in range(1, size.bit_length() + 1))
        found = 0
        with streamed(Node.objects.order_by("position").values_list("position", "hash")) as nodes:
            for place, hashed in nodes:
                level = ((place + 1) & -(place + 1)).bit_length() - 1
                index = (place + 1) >> (level + 1)
                if level < 1 or index >= size >> level or bytes(hashed) != self.tree.node(level, index):
                    raise RecordBroken(WRONG_NODE)
                found += 1
        if found != expected:
            raise RecordBroken(WRONG_NODE)

    def checkpoints(self) -> int:
        try:
            policies = [(sequence, parse_policy(text)) for sequence, text in self.policies]
            stored = list(Checkpoint.objects.order_by("size").values_list("size", "note"))
            notes = [parse_note(note) for _size, note in stored]
            signed = [parse_checkpoint(note.text) for note in notes]
        except (ValueError, InputRefused) as error:
            raise RecordBroken(UNREADABLE_NOTE) from error
        origin = _head().origin
        for (size, _note), checkpoint in zip(stored, signed, strict=True):
            if checkpoint.origin != origin or checkpoint.size != size or size > len(self.tree):
                raise RecordBroken(CHECKPOINT_ALTERED, size=size)
            if checkpoint.root != self.tree.root(size):
                raise RecordBroken(OTHER_ROOT, size=size)
        if not policies:
            raise RecordBroken(NO_TRUST)
        for finding in Trust(policies).check(notes, waiting=True):
            raise RecordBroken(finding.text, **finding.values)
        return len(stored)


class _Beside:
    """Rows that belong to entries, read beside them; those of entries that are not there are left over."""

    def __init__(self, rows: Any) -> None:  # a query of tuples whose first column is the entry
        self._rows = rows.iterator(_CHUNK)
        self._groups = groupby(self._rows, key=itemgetter(0))
        self._next: tuple[int, list[tuple[Any, ...]]] | None = None

    def _step(self) -> None:
        entry, rows = next(self._groups, (None, ()))
        self._next = None if entry is None else (entry, list(rows))

    def of(self, entry: int) -> list[tuple[Any, ...]]:
        if self._next is None or self._next[0] > entry:
            return []
        if self._next[0] < entry:
            self.refuse_rest()
        rows = self._next[1]
        self._step()
        return rows

    def __enter__(self) -> Self:
        try:
            self._step()
        except BaseException:
            self._rows.close()
            raise
        return self

    def __exit__(self, *_why: object) -> None:
        self._rows.close()

    def refuse_rest(self) -> None:
        if self._next is not None:
            raise RecordBroken(LEFT_OVER, sequence=self._next[0])


def _entry(place: int, row: tuple[Any, ...]) -> EntryView:
    sequence, stored, body, request, subject = row
    if sequence != place:
        raise RecordBroken(ENTRY_MISSING, sequence=place)
    _leaf(sequence, stored, body)
    try:
        view = read_entry(bytes(body))
    except ValueError as error:
        raise RecordBroken(UNREADABLE_ENTRY, sequence=sequence) from error
    if view.sequence != sequence:
        raise RecordBroken(MOVED, sequence=sequence)
    if (view.request or None, view.subject) != (request, subject):
        raise RecordBroken(INDEX_ALTERED, sequence=sequence)
    return view


def _integrity() -> None:
    """What SQLite itself finds wrong with its file: pages and indexes that no query has touched."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        if cursor.fetchone()[0] != "ok":
            raise RecordBroken(FILE_DAMAGED)
