"""Entries into the database: the head is locked, the entry and all it brings are written, the tree grows.

The one caller is ``actions``. Whoever holds the head writes; everybody else waits, so that sequence numbers have no
gap. On SQLite the whole database is locked by the transaction, on PostgreSQL the row of the head.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db import connection, models, transaction

from homeward.errors import Fault, InputRefused, OwnFailure
from homeward.ledger.entries import (
    CORRECT_CLOCK,
    ENTRY_SALT_BYTES,
    ContentPart,
    RowChange,
    entry_bytes,
    row_leaf,
    rows_root,
)
from homeward.ledger.merkle import Edge, complete_nodes, fold, leaf_hash, position
from homeward.ledger.models import Content, Entry, Head, Node, Seal, Shown
from homeward.ledger.terms import Actor, Purpose

#: Clocks that are kept by others are stepped back by fractions of a second now and then; more is a wrong clock.
_TOLERATED_STEP_BACK = dt.timedelta(seconds=5)
_ROWS_AT_ONCE, _READ_AT_ONCE = 500, 2000


class NoRecordYet(InputRefused):
    """The database holds no record."""

    def __init__(self) -> None:
        advice = "Check DATABASE_URL and HOMEWARD_DATA, or begin a record with `homeward ledger begin`."
        super().__init__([Fault("database", "", 0, "", "holds no record.", advice)])


class ClockSetBack(OwnFailure):
    """The machine's clock stands before the last entry: nothing is recorded until it is put right."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place."""

    by: Actor
    action: str
    purpose: Purpose
    subject: str
    shown_to: Sequence[str]
    request: str = ""
    content: Sequence[ContentPart] = ()
    changes: Sequence[RowChange] = field(default=())


def utc_now() -> dt.datetime:
    """The machine's clock."""
    return dt.datetime.now(dt.UTC)


def locked_head() -> Head:
    """The head, locked until the transaction ends.

    Raises:
        NoRecordYet: there is none.
    """
    head = Head.objects.select_for_update().first()
    if head is None:
        raise NoRecordYet
    return head


def append(head: Head, drafts: Sequence[Draft]) -> list[int]:
    """Write entries behind the last, in one transaction that the caller holds with the locked ``head``; their numbers.

    Raises:
        ClockSetBack: the clock stands before the last entry.
        NotRecordable: something cannot be written as canonical JSON.
    """
    edge = Edge(head.size, nodes_at(complete_nodes(0, head.size)))
    begin = head.size
    entries: list[tuple[Any, ...]] = []
    nodes: list[tuple[int, bytes]] = []
    content: list[tuple[Any, ...]] = []
    seals: list[tuple[Any, ...]] = []
    shown: list[tuple[Any, ...]] = []
    for sequence, draft in enumerate(drafts, begin):
        head.instant = _next_instant(head.instant, draft.action)
        digests = [change.digest for change in draft.changes]
        body = entry_bytes(
            sequence=sequence,
            instant=head.instant,
            actor=draft.by,
            action=draft.action,
            purpose=draft.purpose,
            subject=draft.subject,
            request=draft.request,
            shown_to=draft.shown_to,
            content=draft.content,
            rows_count=len(digests),
            rows_root=rows_root(
                row_leaf(change.table, change.key, change.change, digest)
                for change, digest in zip(draft.changes, digests, strict=True)
            ),
            salt=secrets.token_bytes(ENTRY_SALT_BYTES),
        )
        leaf = leaf_hash(body)
        entries.append((sequence, leaf, body, draft.request or None, draft.subject))
        nodes += edge.append(leaf)
        shown += ((party, sequence, draft.action) for party in draft.shown_to)
        content += ((sequence, part.name, part.salt, part.written) for part in draft.content)
        seals += (
            (sequence, place, change.table, change.key, change.change.value, change.salt, digest)
            for place, (change, digest) in enumerate(zip(draft.changes, digests, strict=True))
        )
    head.size = edge.size
    _insert(Entry, ("sequence", "leaf_hash", "body", "request", "subject"), entries)
    _insert(Node, ("position", "hash"), nodes)
    _insert(Content, ("entry_id", "name", "salt", "value"), content)
    _insert(Seal, ("entry_id", "place", "table", "key", "change", "salt", "digest"), seals)
    _insert(Shown, ("party", "sequence", "action"), shown)
    head.save(update_fields=["size", "instant"])
    return list(range(begin, head.size))


def _insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows in portions; ``bulk_create`` takes longer to prepare them than the database to keep them."""
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) VALUES "
    marks = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            cursor.execute(into + ", ".join([marks] * len(some)), list(chain.from_iterable(some)))


def _next_instant(last: dt.datetime, action: str) -> dt.datetime:
    now = utc_now()
    if now >= last or action == CORRECT_CLOCK:
        return now
    if last - now <= _TOLERATED_STEP_BACK:
        return last
    raise ClockSetBack(
        f"This machine's clock says {now:%d.%m.%Y %H:%M:%S} UTC, but the last entry of the record is of "
        f"{last:%d.%m.%Y %H:%M:%S} UTC. Nothing was recorded. Set the clock. If it was the last entry's clock that "
        "was wrong, record the correction with `homeward ledger correct-clock`."
    )


def as_bytes(value: bytes | memoryview | None) -> bytes | None:
    """What a column of bytes holds, in the one form of both databases."""
    return None if value is None else bytes(value)


@contextmanager
def steady_view() -> Iterator[None]:
    """One view of the database from first to last query, while others go on writing."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    sqlite: Any = connection  # how it begins transactions is SQLite's own, and known only when it is open
    sqlite.ensure_connection()
    writing = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"  # a reader need not keep writers out
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = writing


@contextmanager
def streamed(query: Any) -> Iterator[Iterator[Any]]:  # a query of rows or tuples
    """The rows of a query, read in portions; the database lets go of them when the reading ends, whatever ends it."""
    rows = query.iterator(_READ_AT_ONCE)
    try:
        yield rows
    finally:
        rows.close()


_STORED = """
    SELECT 2 * "sequence", "leaf_hash" FROM "ledger_entry" WHERE "sequence" IN ({leaves})
    UNION ALL SELECT "position", "hash" FROM "ledger_node" WHERE "position" IN ({others})
"""


def nodes_at(places: Sequence[tuple[int, int]]) -> list[bytes]:
    """The stored hashes of complete nodes, leaves among them, in the order asked for, by one query.

    Raises:
        OwnFailure: one is missing.
    """
    leaves = [index for level, index in places if level == 0] or [-1]
    others = [position(level, index) for level, index in places if level] or [-1]
    query = _STORED.format(leaves=", ".join(["%s"] * len(leaves)), others=", ".join(["%s"] * len(others)))
    with connection.cursor() as cursor:
        cursor.execute(query, leaves + others)
        found = {place: bytes(hashed) for place, hashed in cursor.fetchall()}
    try:
        return [found[position(level, index)] for level, index in places]
    except KeyError as missing:
        advice = "Do not write on; run `homeward ledger verify`."
        raise OwnFailure(f"A hash of the record's tree is missing (number {missing.args[0]}). {advice}") from missing


def hashes_of_ranges(ranges: Iterable[tuple[int, int]]) -> list[bytes]:
    """A proof from stored nodes: the hash of each range of leaves."""
    parts = [complete_nodes(*leaves) for leaves in ranges]
    hashes = iter(nodes_at([node for part in parts for node in part]))
    return [fold([next(hashes) for _ in part]) for part in parts]
