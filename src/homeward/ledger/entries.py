"""An entry of the record, its content and its rows, as the bytes that are hashed.

An entry is one leaf of the tree. What it says in the open is who acted, when, as what, for what and on which subject;
what was written stands in it as salted digests only, so that it can be shown to those it concerns and destroyed for
all (salt and value), while the tree stays whole. Rows of tables stand behind one root: a list of 100,000 rows is one
entry, and a single row can be proved from it.

The formats are in ``docs/reference/record.md``; ``verify_record.py`` reads them by its own code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.ledger.canonical import Json, b64, canonical, salted_digest, written
from homeward.ledger.merkle import EMPTY_ROOT, HASH_BYTES, leaf_hash, root_of
from homeward.ledger.terms import Actor, Change, Purpose

FORMAT = "homeward-entry/1"

#: Bytes of the random salt of an entry: a party that may not see it cannot guess it from its leaf hash.
ENTRY_SALT_BYTES = 16

#: The table and key of a row leaf that says: this part of an entry's content was erased.
CONTENT_TABLE = "ledger.content"

#: The action by which a policy counts from then on; its part ``policy`` holds the text.
ADOPT_POLICY = "ledger.adopt_policy"

#: The one action at which the clock of the record may go back.
CORRECT_CLOCK = "ledger.correct_clock"

#: How the fields of an entry are written.
ACTION = re.compile(r"[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}")
NAME = re.compile(r"[a-z][a-z0-9_.-]{0,99}")
PARTY = re.compile(r"(?![_-])[\w-]{1,32}")
OPAQUE_MOST = 200
_MOST = 2**53 - 1


@dataclass(frozen=True, slots=True)
class ContentPart:
    """One thing an action wrote beside its rows, for example the reason for a decision; ``salt`` has 32 bytes."""

    name: str
    value: Json
    salt: bytes

    @property
    def digest(self) -> bytes:
        """What stands of it in the entry: 32 bytes."""
        return content_digest(self.salt, self.name, self.written)

    @property
    def written(self) -> bytes:
        """The value as it is kept and hashed: canonical JSON."""
        return canonical(self.value)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that an action made, changed, removed or erased.

    Args:
        table: ``room.model``, for example ``intake.submission``.
        key: the primary key as text.
        change: what was done to it.
        values: what each covered column holds now; None when the row is gone.
        salt: 32 random bytes; None when the row is gone.
    """

    table: str
    key: str
    change: Change
    values: Mapping[str, Json] | None = None
    salt: bytes | None = None

    @property
    def digest(self) -> bytes | None:
        """The salted digest of the row as it stands now, 32 bytes; None when it is gone."""
        if self.values is None or self.salt is None:
            return None
        return salted_digest(self.salt, {"key": self.key, "table": self.table, "values": self.values})

    @property
    def leaf(self) -> bytes:
        """The leaf in the tree over the entry's rows."""
        return row_leaf(self.table, self.key, self.change, self.digest)


def content_digest(salt: bytes, name: str, value: bytes) -> bytes:
    """The salted digest of one part of an entry's content, 32 bytes; ``value`` is canonical JSON."""
    return hashlib.sha256(b'%b{"name":%b,"value":%b}' % (salt, canonical(name), value)).digest()


def row_leaf(table: str, key: str, change: Change, digest: bytes | None) -> bytes:
    """The data of a leaf in the tree over an entry's rows.

    Raises:
        ValueError: a row that stands has no digest, or one that is gone has one.
    """
    if (digest is None) != (change in (Change.REMOVED, Change.ERASED)):
        raise ValueError(f"a row that is {change} {'has a' if digest is None else 'has no'} digest")
    written = None if digest is None else b64(digest)
    return canonical({"change": change.value, "digest": written, "key": key, "table": table})


def rows_root(leaves: Iterable[bytes]) -> bytes:
    """The root over row leaves in their order; that of no rows is the hash of nothing (RFC 9162, 2.1.1)."""
    return root_of(leaf_hash(leaf) for leaf in leaves)


def erased_content_key(sequence: int, name: str) -> str:
    """The key of the row leaf that says: the part ``name`` of entry ``sequence`` was erased."""
    return f"{sequence}/{name}"


def instant_text(instant: dt.datetime) -> str:
    """An instant as entries write it: UTC, microseconds, for example ``2026-11-22T15:51:05.123456Z``.

    Raises:
        ValueError: the instant has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone cannot stand in the record")
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def entry_bytes(
    *,
    sequence: int,
    instant: dt.datetime,
    actor: Actor,
    action: str,
    purpose: Purpose,
    subject: str,
    request: str,
    shown_to: Iterable[str],
    content: Iterable[ContentPart],
    rows_count: int,
    rows_root: bytes,
    salt: bytes,
) -> bytes:
    """The canonical bytes of an entry: the data of one leaf of the record.

    Args:
        sequence: place in the record, from 0.
        instant: when, with a time zone.
        actor: who, as what, of which side.
        action: ``room.what_was_done``.
        purpose: what for.
        subject: opaque id of what the action was about, or "".
        request: the key under which a repeated request is known again, or "".
        shown_to: parties that may see the entry, ``NEUTRAL`` among them where it may.
        content: what was written beside the rows; each name once.
        rows_count: how many row leaves stand behind ``rows_root``.
        rows_root: 32 bytes, see ``rows_root``.
        salt: 16 random bytes.

    Raises:
        ValueError: something has not the form that ``read_entry`` asks for.
    """
    parts = sorted((part.name, part.digest) for part in content)
    view = EntryView(
        sequence=sequence,
        instant=instant,
        actor=actor,
        action=action,
        purpose=purpose,
        subject=subject,
        request=request,
        shown_to=tuple(sorted(set(shown_to))),
        content=tuple(parts),
        rows_count=rows_count,
        rows_root=rows_root,
        salt=salt,
    )
    view.refuse_what_cannot_stand()
    return view.canonical


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as read back; ``content`` holds name and digest of each part, ``instant`` is in UTC."""

    sequence: int
    instant: dt.datetime
    actor: Actor
    action: str
    purpose: Purpose
    subject: str
    request: str
    shown_to: tuple[str, ...]
    content: tuple[tuple[str, bytes], ...]
    rows_count: int
    rows_root: bytes
    salt: bytes

    @property
    def canonical(self) -> bytes:
        """The bytes of the leaf."""
        entry: Json = {  # the keys in their order
            "action": self.action,
            "actor": self.actor.person,
            "content": [{"digest": b64(digest), "name": name} for name, digest in self.content],
            "format": FORMAT,
            "instant": instant_text(self.instant),
            "purpose": self.purpose.value,
            "request": self.request,
            "role": self.actor.role,
            "rows": {"count": self.rows_count, "root": b64(self.rows_root)},
            "salt": b64(self.salt),
            "sequence": self.sequence,
            "shown_to": self.shown_to,
            "side": self.actor.side,
            "subject": self.subject,
        }
        return written(entry)

    def refuse_what_cannot_stand(self) -> None:
        """Check the form of every field.

        Raises:
            ValueError: the first field that has not its form, in a sentence without its value.
        """
        names = [name for name, _ in self.content]
        for holds, what in (
            (0 <= self.sequence <= _MOST, "a sequence number is whole and not below 0"),
            (ACTION.fullmatch(self.action), "an action is written room.what_was_done"),
            (_is_opaque(self.actor.person) and self.actor.person, "an actor is an opaque id of 1 to 200 characters"),
            (NAME.fullmatch(self.actor.role), "a role is a lower-case word"),
            (PARTY.fullmatch(self.actor.side), "a side is a code of 1 to 32 letters and digits"),
            (_is_opaque(self.subject), "a subject is an opaque id of at most 200 characters"),
            (_is_opaque(self.request), "a request key has at most 200 characters"),
            (self.shown_to and all(map(PARTY.fullmatch, self.shown_to)), "an entry is shown to at least one party"),
            (list(self.shown_to) == sorted(set(self.shown_to)), "the parties are sorted, each once"),
            (all(map(NAME.fullmatch, names)), "a content part is called by lower-case ASCII letters"),
            (names == sorted(set(names)), "the content parts are sorted by name, each once"),
            (all(len(digest) == HASH_BYTES for _, digest in self.content), "a digest has 32 bytes"),
            (0 <= self.rows_count <= _MOST, "rows are counted from 0"),
            (len(self.rows_root) == HASH_BYTES, "the root over the rows has 32 bytes"),
            (self.rows_count or self.rows_root == EMPTY_ROOT, "no rows have the root of the empty tree"),
            (len(self.salt) == ENTRY_SALT_BYTES, "the salt of an entry has 16 bytes"),
        ):
            if not holds:
                raise ValueError(what)


def _is_opaque(text: str) -> bool:
    """Whether a text is short and has no control characters: an id, not a story."""
    return len(text) <= OPAQUE_MOST and all(letter >= " " for letter in text)
