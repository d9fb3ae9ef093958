"""``record``: the one way to write. One transaction, one actor, one entry, or nothing.

    with record(by=actor, action="intake.hand_in", purpose=Purpose.EXCHANGE, subject=number,
                shown_to=["UA", NEUTRAL], request=form_key) as act:
        submission = Submission.objects.create(...)
        act.made(submission)
        act.tells("declaration", {"declared_rows": 500})

Whatever is written inside is written with the entry or not at all. Rows are read back before they are digested, so
that the record covers what is stored and not what was meant. A row that is written but not named to ``act`` is found
by ``live.check`` as altered behind the application's back.

The actions of the record itself (beginning it, who is trusted, checkpoints, the clock) are in ``custody``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, DataError, IntegrityError, ProgrammingError, connection, models, transaction
from django.db.models import QuerySet

from homeward.errors import OwnFailure
from homeward.ledger.canonical import Json, new_salt
from homeward.ledger.coverage import Cover, cover_of, key_text
from homeward.ledger.entries import ADOPT_POLICY, CONTENT_TABLE, ContentPart, RowChange, erased_content_key
from homeward.ledger.models import Content, Entry, Seal
from homeward.ledger.reading import read_entry
from homeward.ledger.storage import Draft, append, locked_head
from homeward.ledger.terms import Actor, Change, Purpose

_KEYS_AT_ONCE = 500
_OF_THE_RECORD_ITSELF = (ADOPT_POLICY, "ledger.make_checkpoint", "ledger.keep_cosignatures")


class AlreadyRecorded(OwnFailure):
    """The same request was recorded before: nothing was written now.

    Attributes:
        sequence, subject: of the entry that did it.
    """

    def __init__(self, sequence: int, subject: str) -> None:
        self.sequence = sequence
        self.subject = subject
        super().__init__(f"This was done before: entry {sequence} of the record.")


class NotWritten(OwnFailure):
    """The database could not write: nothing was recorded, what was recorded before stands."""


class Act:
    """What one action does, as it goes along: which rows it writes, what it says beside them."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self._content: dict[str, Json] = {}
        self._rows: dict[type[models.Model], dict[str, tuple[object, Change]]] = {}
        self._erased_content: list[tuple[int, str]] = []

    def made(self, *rows: models.Model) -> None:
        """Name rows that this action wrote first."""
        self._name(rows, Change.MADE)

    def changed(self, *rows: models.Model) -> None:
        """Name rows that stood before and were written over."""
        self._name(rows, Change.CHANGED)

    def removed(self, *rows: models.Model) -> None:
        """Name rows that this action deletes; call it before ``delete``."""
        self._name(rows, Change.REMOVED)

    def erased(self, *rows: models.Model) -> None:
        """Name rows that this action deletes for good: the salts of all their versions are destroyed with them."""
        self._name(rows, Change.ERASED)

    def erases_content(self, sequence: int, name: str) -> None:
        """Destroy one part of what an earlier entry said: its digest stays, nobody can tell what it was."""
        self._erased_content.append((sequence, name))

    def tells(self, name: str, value: Json) -> None:
        """Say something beside the rows: a reason, a declaration, a digest of a file."""
        if name in self._content:
            raise ValueError(f"an action says {name!r} once")
        self._content[name] = value

    def _name(self, rows: Iterable[models.Model], change: Change) -> None:
        for row in rows:
            named = self._rows.setdefault(type(row), {})
            key = key_text(row.pk)
            first = named.get(key, (row.pk, change))[1]
            # A row made and then changed by one action is made; one made and removed again was never there.
            named[key] = (row.pk, first if change is Change.CHANGED else change)

    def content(self) -> list[ContentPart]:
        """The parts, each under a salt of its own."""
        return [ContentPart(name, value, new_salt()) for name, value in self._content.items()]

    def changes(self) -> list[RowChange]:
        """What was done to every row named, read back from the tables.

        Raises:
            OwnFailure: a row named as standing is not there, one named as gone is, or its table is not covered.
        """
        changes: list[RowChange] = []
        for model, named in self._rows.items():
            cover = _cover(model)
            keys = list(named)
            for start in range(0, len(keys), _KEYS_AT_ONCE):
                some = {key: named[key] for key in keys[start : start + _KEYS_AT_ONCE]}
                found = cover.values(pk for pk, _ in some.values())
                changes += [_change(cover, key, change, found) for key, (_, change) in some.items()]
        return changes + [
            RowChange(CONTENT_TABLE, erased_content_key(sequence, name), Change.ERASED)
            for sequence, name in self._erased_content
        ]

    def destroy(self, erased: Sequence[RowChange]) -> None:
        """Destroy the salts of what this action erases."""
        for seals in _seals_of(erased):
            seals.update(salt=None)
        for sequence, name in self._erased_content:
            if not Content.objects.filter(entry=sequence, name=name).update(salt=None, value=None):
                raise OwnFailure(f"Entry {sequence} says nothing called {name}: nothing was erased.")


def _cover(model: type[models.Model]) -> Cover:
    try:
        return cover_of(model)
    except KeyError:
        raise OwnFailure(f"{model._meta.label} is not in the record: no action may write it.") from None


def _change(cover: Cover, key: str, change: Change, found: Mapping[str, Mapping[str, Json]]) -> RowChange:
    stands = change in (Change.MADE, Change.CHANGED)
    if stands != (key in found):
        raise OwnFailure(f"An action said that a row of {cover.table} was {change}, but it is not so.")
    return (
        RowChange(cover.table, key, change, found[key], new_salt()) if stands else RowChange(cover.table, key, change)
    )


@contextmanager
def record(
    *,
    by: Actor,
    action: str,
    purpose: Purpose,
    subject: str,
    shown_to: Iterable[str],
    request: str = "",
) -> Iterator[Act]:
    """Do something and record it: the body's writes and one entry, in one transaction, or nothing of both.

    Args:
        by: who acts.
        action: ``room.what_a_person_does``.
        purpose: what for.
        subject: opaque id of what it is about, or "".
        shown_to: the parties that may have the entry, its content and its rows; the others get its hash.
        request: an idempotency key; a second action with the same key writes nothing.

    Raises:
        AlreadyRecorded: an entry with this request stands; nothing was written.
        ClockSetBack: see ``storage``.
        NotWritten: the database refused (disk full, damaged, locked for too long).
        OwnFailure: the rows named are not what the tables hold, or the request was used for something else.
    """
    erases: list[RowChange] = []
    shown_to = frozenset(shown_to)
    try:
        with transaction.atomic(durable=True):
            head = locked_head()
            _refuse_repetition(request, action, by)
            act = Act(head.size)
            yield act
            changes = act.changes()
            erases = [change for change in changes if change.change is Change.ERASED]
            _refuse_what_may_not_be_erased(erases, shown_to)
            draft = Draft(by, action, purpose, subject, sorted(shown_to), request, act.content(), changes)
            append(head, [draft])
            act.destroy(erases)
    except (DataError, IntegrityError, ProgrammingError):
        raise
    except DatabaseError as error:
        raise NotWritten(_why_not_written(error)) from error
    if erases and connection.vendor == "sqlite":
        # What was destroyed in the file still stands in the log that SQLite writes ahead of it.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _seals_of(erased: Sequence[RowChange]) -> Iterator[QuerySet[Seal]]:
    """The seals of erased rows in all their versions, in portions."""
    for table in sorted({row.table for row in erased} - {CONTENT_TABLE}):
        keys = [row.key for row in erased if row.table == table]
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            yield Seal.objects.filter(table=table, key__in=keys[start : start + _KEYS_AT_ONCE])


def _refuse_what_may_not_be_erased(erased: Sequence[RowChange], shown_to: frozenset[str]) -> None:
    """Whoever was shown what is erased is shown that it is; what the record needs to be checked is never erased."""
    said_in = {int(row.key.partition("/")[0]) for row in erased if row.table == CONTENT_TABLE}
    for seals in _seals_of(erased):
        said_in.update(seals.values_list("entry", flat=True).distinct())
    for sequence in sorted(said_in):
        view = read_entry(bytes(Entry.objects.get(sequence=sequence).body))
        if view.action in _OF_THE_RECORD_ITSELF:
            raise OwnFailure(
                f"Entry {sequence} says who is trusted or what was signed: without it nothing could be checked. "
                "Nothing was erased."
            )
        if not shown_to.issuperset(view.shown_to):
            raise OwnFailure(
                f"Entry {sequence} was shown to {', '.join(view.shown_to)}: an erasure of what it recorded is shown "
                "to all of them. Nothing was erased."
            )


def _refuse_repetition(request: str, action: str, by: Actor) -> None:
    if not request:
        return
    before = Entry.objects.filter(request=request).first()
    if before is None:
        return
    view = read_entry(bytes(before.body))
    if (view.action, view.actor) != (action, by):
        raise OwnFailure("This request key was used for another action; a new one is needed. Nothing was recorded.")
    raise AlreadyRecorded(before.sequence, before.subject)


def _why_not_written(error: DatabaseError) -> str:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    unharmed = "Nothing was recorded; what was recorded before stands."
    if code in ((sqlite3.SQLITE_FULL, None), (None, "53100")):
        return f"The disk is full. {unharmed} Make room on it, then do it again."
    is_held = code[0] is not None and code[0] & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    if is_held or code[1] == "55P03":
        return f"Somebody else has been writing for too long. {unharmed} Do it again in a moment."
    if code[0] is not None and code[0] & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"The database file is damaged. {unharmed} Do not write on; run `homeward ledger verify`."
    return f"The database refused to write. {unharmed} Look at its disk and its own messages, then do it again."


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody has seen names: ``subjects`` are the opaque ids of those who stood on one page or in one file."""

    by: Actor
    purpose: Purpose
    subjects: Sequence[str]
    shown_to: Sequence[str]


def record_readings(readings: Sequence[Reading]) -> list[int]:
    """Record who has read whose names: an entry for each reading, all in one transaction; gives their numbers.

    A page of fifty names is one reading and not fifty. Which names they were is content, so that it can be erased.

    Raises:
        as ``record``.
    """
    drafts = [
        Draft(
            by=reading.by,
            action="ledger.read_names",
            purpose=reading.purpose,
            subject="",
            shown_to=sorted(set(reading.shown_to)),
            content=[ContentPart("read", sorted(set(reading.subjects)), new_salt())],
        )
        for reading in readings
    ]
    try:
        with transaction.atomic(durable=True):
            return append(locked_head(), drafts)
    except DatabaseError as error:
        raise NotWritten(_why_not_written(error)) from error
