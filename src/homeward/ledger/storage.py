"""Entries into the database: the head is locked, the entry and all it brings are written, the tree grows.

The one caller is ``actions``. Whoever holds the head writes; everybody else waits, so that sequence numbers have no
gap. On SQLite the whole database is locked by the transaction, on PostgreSQL the row of the head.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from homeward.errors import OwnFailure
from homeward.ledger.canonical import canonical
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
from homeward.ledger.models import Content, Entry, Head, Node, Seal
from homeward.ledger.terms import Actor, Purpose

#: Clocks that are kept by others are stepped back by fractions of a second now and then; more is a wrong clock.
_TOLERATED_STEP_BACK = dt.timedelta(seconds=5)
_ROWS_AT_ONCE = 2000


class NoRecordYet(OwnFailure):
    """The database holds no record: it is begun by ``homeward ledger begin``."""


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
        raise NoRecordYet("There is no record in this database yet: begin one with `homeward ledger begin`.")
    return head


def append(head: Head, drafts: Sequence[Draft]) -> list[Entry]:
    """Write entries behind the last, in one transaction that the caller holds with the locked ``head``.

    Raises:
        ClockSetBack: the clock stands before the last entry.
        NotRecordable: something cannot be written as canonical JSON.
    """
    edge = Edge(head.size, nodes_at(complete_nodes(0, head.size)))
    entries: list[Entry] = []
    nodes: list[Node] = []
    seals: list[Seal] = []
    for draft in drafts:
        head.instant = _next_instant(head.instant, draft.action)
        drafted = [_seal(edge.size, place, change) for place, change in enumerate(draft.changes)]
        seals += drafted
        body = entry_bytes(
            sequence=edge.size,
            instant=head.instant,
            actor=draft.by,
            action=draft.action,
            purpose=draft.purpose,
            subject=draft.subject,
            request=draft.request,
            shown_to=draft.shown_to,
            content=draft.content,
            rows_count=len(drafted),
            rows_root=rows_root(
                row_leaf(seal.table, seal.key, change.change, seal.digest)
                for seal, change in zip(drafted, draft.changes, strict=True)
            ),
            salt=secrets.token_bytes(ENTRY_SALT_BYTES),
        )
        leaf = leaf_hash(body)
        entries.append(
            Entry(sequence=edge.size, leaf_hash=leaf, body=body, request=draft.request or None, subject=draft.subject)
        )
        nodes += [Node(position=place, hash=hashed) for place, hashed in edge.append(leaf)]
    head.size = edge.size
    Entry.objects.bulk_create(entries, batch_size=_ROWS_AT_ONCE)
    Node.objects.bulk_create(nodes, batch_size=_ROWS_AT_ONCE)
    Content.objects.bulk_create(_content(entries, drafts), batch_size=_ROWS_AT_ONCE)
    Seal.objects.bulk_create(seals, batch_size=_ROWS_AT_ONCE)
    head.save(update_fields=["size", "instant"])
    return entries


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


def _content(entries: Sequence[Entry], drafts: Sequence[Draft]) -> list[Content]:
    return [
        Content(entry=entry, name=part.name, salt=part.salt, value=canonical(part.value))
        for entry, draft in zip(entries, drafts, strict=True)
        for part in draft.content
    ]


def _seal(sequence: int, place: int, change: RowChange) -> Seal:
    return Seal(
        entry_id=sequence,
        place=place,
        table=change.table,
        key=change.key,
        change=change.change.value,
        salt=change.salt,
        digest=change.digest,
    )


def nodes_at(places: Sequence[tuple[int, int]]) -> list[bytes]:
    """The stored hashes of complete nodes, leaves among them, in the order asked for, by two queries.

    Raises:
        OwnFailure: one is missing.
    """
    leaves = [index for level, index in places if level == 0]
    others = [position(level, index) for level, index in places if level]
    found = {
        position(0, sequence): bytes(hashed)
        for sequence, hashed in Entry.objects.filter(sequence__in=leaves).values_list("sequence", "leaf_hash")
    }
    found |= {place: bytes(hashed) for place, hashed in Node.objects.filter(position__in=others).values_list()}
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
