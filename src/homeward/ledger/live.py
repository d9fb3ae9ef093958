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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import DatabaseError, connection, transaction

from homeward.errors import HomewardError, InputRefused
from homeward.ledger.checkpoints import parse_checkpoint
from homeward.ledger.coverage import Cover, covers, key_text
from homeward.ledger.entries import (
    CONTENT_TABLE,
    CORRECT_CLOCK,
    EntryView,
    erased_content_key,
    read_entry,
    row_leaf,
    rows_root,
)
from homeward.ledger.canonical import Json, salted_digest
from homeward.ledger.merkle import Edge, Tree, complete_nodes, leaf_hash
from homeward.ledger.models import Checkpoint, Content, Entry, Head, Node, Seal
from homeward.ledger.notes import parse_note
from homeward.ledger.policy import parse_policy
from homeward.ledger.sentences import Sentence
from homeward.ledger.storage import NoRecordYet, nodes_at
from homeward.ledger.terms import Change
from homeward.ledger.trust import Trust
from homeward.progress import Progress, silent
from homeward.words import _

ADOPT_POLICY = "ledger.adopt_policy"

_CHUNK = 2000


class RecordBroken(HomewardError):
    """Something that the record covers is not as it was recorded.

    Attributes:
        finding: what, in a sentence.
    """

    def __init__(self, text: str, **values: object) -> None:
        self.finding = Sentence(text, values)
        super().__init__(str(self.finding))


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
        with _steady_view():
            walk = _Walk(progress)
            walk.entries()
            walk.nodes()
            checkpoints = walk.checkpoints()
            rows = sum(_rows(cover, progress) for cover in covers())
            _integrity()
            return Checked(len(walk.tree), rows, checkpoints, walk.tree.root())
    except (DatabaseError, UnicodeError) as error:
        raise RecordBroken(_("The database itself is damaged and cannot be read to the end.")) from error


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
        raise RecordBroken(
            _("The hashes stored for the first {size} entries are not those that were signed."), size=start
        )
    completed: dict[int, bytes] = {}
    rows = Entry.objects.filter(sequence__gte=start).order_by("sequence").values_list("sequence", "leaf_hash", "body")
    for sequence, stored, body in rows.iterator(_CHUNK):
        if sequence != edge.size:
            raise RecordBroken(_("Entry {sequence} of the record is missing."), sequence=edge.size)
        leaf = _leaf(sequence, stored, body)
        completed.update(edge.append(leaf))
    if edge.size != head.size:
        raise RecordBroken(_WRONG_SIZE, told=head.size, found=edge.size)
    places = list(completed)
    for at in range(0, len(places), _CHUNK):
        some = places[at : at + _CHUNK]
        found = {place: bytes(hashed) for place, hashed in Node.objects.filter(position__in=some).values_list()}
        if any(found.get(place) != completed[place] for place in some):
            raise RecordBroken(_WRONG_NODE)
    return edge.root


_WRONG_SIZE = _("The record says that it has {told} entries, but {found} are there.")
_WRONG_NODE = _("A hash of the record's tree was altered, added or removed.")


def _head() -> Head:
    heads = list(Head.objects.all()[:2])
    if not heads and not Entry.objects.exists():
        raise NoRecordYet("There is no record in this database yet: begin one with `homeward ledger begin`.")
    if len(heads) != 1:
        raise RecordBroken(_("The line that says how far the record goes was removed or doubled."))
    return heads[0]


def _leaf(sequence: int, stored: bytes, body: bytes) -> bytes:
    """The hash of an entry's bytes, which must be the stored one."""
    leaf = leaf_hash(bytes(body))
    if leaf != bytes(stored):
        raise RecordBroken(
            _("Entry {sequence} of the record was altered: it no longer fits its hash."), sequence=sequence
        )
    return leaf


@contextmanager
def _steady_view() -> Iterator[None]:
    """One view of the database from first to last query, while others go on writing."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    writing = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # a reader need not keep writers out
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = writing  # type: ignore[attr-defined]


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
        for place, row in enumerate(Entry.objects.order_by("sequence").values_list(*columns).iterator(_CHUNK)):
            if place % _CHUNK == 0:
                self.progress(_("checking entries"), place, head.size)
            view = _entry(place, row)
            if view.instant < last and view.action != CORRECT_CLOCK:
                raise RecordBroken(
                    _("Entry {sequence} says that it was written before the entry ahead of it."), sequence=place
                )
            last = view.instant
            leaves.append(bytes(row[1]))
            self._content(view, head.origin, contents.of(place))
            self._seals(view, seals.of(place))
        if len(leaves) != head.size:
            raise RecordBroken(_WRONG_SIZE, told=head.size, found=len(leaves))
        if head.size and last != head.instant:
            raise RecordBroken(_("The time of the last entry was altered."))
        contents.refuse_rest()
        seals.refuse_rest()
        for row, entry in self.destroyed.items():
            if self.erased.get(row, -1) < entry:
                raise RecordBroken(
                    _("What entry {sequence} recorded was destroyed, and no entry says that it was erased."),
                    sequence=entry,
                )
        self.tree.extend(leaves)

    def _content(self, view: EntryView, origin: str, rows: Sequence[tuple[Any, ...]]) -> None:
        found = sorted(rows, key=itemgetter(1))
        if [row[1] for row in found] != [name for name, _digest in view.content]:
            raise RecordBroken(_("Something that entry {sequence} says was removed or added."), sequence=view.sequence)
        for (_entry_id, name, salt, value), (_name, digest) in zip(found, view.content, strict=True):
            if salt is None and value is None:
                self.destroyed[CONTENT_TABLE, erased_content_key(view.sequence, name)] = view.sequence
                continue
            said = _said(value)
            if salt is None or said is None or salted_digest(bytes(salt), {"name": name, "value": said[0]}) != digest:
                raise RecordBroken(
                    _("What entry {sequence} says was altered ({name})."), sequence=view.sequence, name=name
                )
            if view.action == ADOPT_POLICY and name == "policy":
                self.policies.append((view.sequence, said[0]["policy"]))
                if view.subject != origin:
                    raise RecordBroken(_("The name of the record was altered."))

    def _seals(self, view: EntryView, rows: Sequence[tuple[Any, ...]]) -> None:
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
            raise RecordBroken(_("The list of rows that entry {sequence} covers was altered."), sequence=view.sequence)
        for _entry_id, _place, table, key, change, salt, digest in rows:
            if change == Change.ERASED:
                self.erased[table, key] = view.sequence
            if salt is None and digest is not None:
                self.destroyed[table, key] = view.sequence

    def nodes(self) -> None:
        size = len(self.tree)
        expected = sum(size >> level for level in range(1, size.bit_length() + 1))
        found = 0
        for place, hashed in Node.objects.order_by("position").values_list("position", "hash").iterator(_CHUNK):
            level = ((place + 1) & -(place + 1)).bit_length() - 1
            index = (place + 1) >> (level + 1)
            if level < 1 or index >= size >> level or bytes(hashed) != self.tree.node(level, index):
                raise RecordBroken(_WRONG_NODE)
            found += 1
        if found != expected:
            raise RecordBroken(_WRONG_NODE)

    def checkpoints(self) -> int:
        try:
            policies = [(sequence, parse_policy(text)) for sequence, text in self.policies]
            stored = list(Checkpoint.objects.order_by("size").values_list("size", "note"))
            notes = [parse_note(note) for _size, note in stored]
            signed = [parse_checkpoint(note.text) for note in notes]
        except (ValueError, InputRefused) as error:
            raise RecordBroken(_("A checkpoint or a policy was altered and cannot be read.")) from error
        origin = _head().origin
        for (size, _note), checkpoint in zip(stored, signed, strict=True):
            if checkpoint.origin != origin or checkpoint.size != size or size > len(self.tree):
                raise RecordBroken(_("The checkpoint over {size} entries was altered."), size=size)
            if checkpoint.root != self.tree.root(size):
                raise RecordBroken(
                    _("The entries are no longer those that were signed: checkpoint over {size} entries."), size=size
                )
        if not policies:
            raise RecordBroken(_("No entry says who is trusted."))
        for finding in Trust(policies).check(notes, waiting=True):
            raise RecordBroken(finding.text, **finding.values)
        return len(stored)


class _Beside:
    """Rows that belong to entries, read beside them; those of entries that are not there are left over."""

    def __init__(self, rows: Any) -> None:  # noqa: ANN401  # a query of tuples whose first column is the entry
        self._groups = groupby(rows.iterator(_CHUNK), key=itemgetter(0))
        self._next: tuple[int, list[tuple[Any, ...]]] | None = None
        self._step()

    def _step(self) -> None:
        entry, rows = next(self._groups, (None, ()))
        self._next = None if entry is None else (entry, list(rows))

    def of(self, entry: int) -> list[tuple[Any, ...]]:
        if self._next is None or self._next[0] != entry:
            return []
        rows = self._next[1]
        self._step()
        return rows

    def refuse_rest(self) -> None:
        if self._next is not None:
            raise RecordBroken(
                _("Something in the record belongs to entry {sequence}, which is not there."), sequence=self._next[0]
            )


def _entry(place: int, row: tuple[Any, ...]) -> EntryView:
    sequence, stored, body, request, subject = row
    if sequence != place:
        raise RecordBroken(_("Entry {sequence} of the record is missing."), sequence=place)
    _leaf(sequence, stored, body)
    try:
        view = read_entry(bytes(body))
    except ValueError as error:
        raise RecordBroken(_("Entry {sequence} of the record cannot be read."), sequence=sequence) from error
    if view.sequence != sequence:
        raise RecordBroken(_("Entry {sequence} stands in the place of another: entries were moved."), sequence=sequence)
    if (view.request or None, view.subject) != (request, subject):
        raise RecordBroken(_("The index of entry {sequence} was altered."), sequence=sequence)
    return view


def _said(value: Any) -> tuple[Any] | None:  # noqa: ANN401  # whatever JSON holds
    """The value of a content part, in a tuple since it may be None; None when it cannot be read."""
    try:
        return (json.loads(bytes(value)),)
    except (TypeError, ValueError, RecursionError):
        return None


def _rows(cover: Cover, progress: Progress) -> int:
    """Check one table against the last seal of each row; gives how many rows stand."""
    standing, last = 0, None
    seals = Seal.objects.filter(table=cover.table)
    while True:
        progress(_("checking rows"), standing, 0)
        after = seals if last is None else seals.filter(key__gt=last)
        keys = list(after.order_by("key").values_list("key", flat=True).distinct()[:_CHUNK])
        if not keys:
            break
        last = keys[-1]
        latest = {seal[1]: seal for seal in _seals_of(seals, keys)}
        found = _read(cover, keys)
        for key, (entry, _key, change, salt, digest) in latest.items():
            stands = change in (Change.MADE, Change.CHANGED)
            if key in found and not stands:
                raise RecordBroken(
                    _("A row of {table} ({key}) is there again that entry {sequence} removed."),
                    table=cover.table,
                    key=key,
                    sequence=entry,
                )
            if not stands:
                continue
            if key not in found:
                raise RecordBroken(
                    _(
                        "A row of {table} ({key}) was deleted behind the application's back. Entry {sequence} wrote it last."
                    ),
                    table=cover.table,
                    key=key,
                    sequence=entry,
                )
            if not _fits(cover, key, found[key], salt, digest):
                raise RecordBroken(
                    _(
                        "A row of {table} ({key}) was altered behind the application's back. Entry {sequence} wrote it last."
                    ),
                    table=cover.table,
                    key=key,
                    sequence=entry,
                )
            standing += 1
    if cover.model._default_manager.count() != standing:
        _name_added(cover, seals)
    return standing


def _seals_of(seals: Any, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # a query of seals
    """The seals of some rows, the last of each row last."""
    rows = seals.filter(key__in=keys).order_by("entry_id", "place")
    return iter(rows.values_list("entry_id", "key", "change", "salt", "digest"))


def _fits(cover: Cover, key: str, values: dict[str, Json], salt: bytes | None, digest: bytes) -> bool:
    if salt is None:
        return False
    return salted_digest(bytes(salt), {"key": key, "table": cover.table, "values": values}) == bytes(digest)


def _read(cover: Cover, keys: Sequence[str]) -> dict[str, dict[str, Json]]:
    """The rows of these keys; one that cannot be read is named."""
    to_python = cover.model._meta.pk.to_python
    try:
        return cover.values(to_python(key) for key in keys)
    except (DatabaseError, ValueError, TypeError, OverflowError) as error:
        if len(keys) > 1:
            middle = len(keys) // 2
            return _read(cover, keys[:middle]) | _read(cover, keys[middle:])
        raise RecordBroken(
            _("A row of {table} ({key}) was altered so that it cannot be read."), table=cover.table, key=keys[0]
        ) from error


def _name_added(cover: Cover, seals: Any) -> None:  # noqa: ANN401  # a query of seals
    """Name the first row that no entry wrote."""
    keys = cover.model._default_manager.order_by("pk").values_list("pk", flat=True).iterator(_CHUNK)
    for key in map(key_text, keys):
        if not seals.filter(key=key).exists():
            raise RecordBroken(
                _("A row of {table} ({key}) was added behind the application's back: no entry knows it."),
                table=cover.table,
                key=key,
            )
    raise RecordBroken(
        _("Rows of {table} were added behind the application's back: no entry knows them."), table=cover.table
    )


def _integrity() -> None:
    """What SQLite itself finds wrong with its file: pages and indexes that no query has touched."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(1)")
        if cursor.fetchone()[0] != "ok":
            raise RecordBroken(_("The database file is damaged, though nothing that the record covers is."))
