"""The check of covered tables against the last seal of each row: what was altered, deleted or added is named.

Rows are read in portions, by key; which tables and columns there are says ``coverage``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import DatabaseError

from homeward.ledger.action_words import table_name
from homeward.ledger.canonical import Json, salted_digest
from homeward.ledger.coverage import Cover, key_text
from homeward.ledger.findings import (
    ROW_ADDED,
    ROW_ALTERED,
    ROW_BACK,
    ROW_DELETED,
    ROW_UNREADABLE,
    ROWS_ADDED,
    RecordBroken,
)
from homeward.ledger.models import Seal
from homeward.ledger.storage import streamed
from homeward.ledger.terms import Change
from homeward.progress import Progress
from homeward.words import _

_CHUNK = 2000


def check_rows(cover: Cover, progress: Progress) -> int:
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
                raise RecordBroken(ROW_BACK, table=table_name(cover.table), key=key, sequence=entry)
            if not stands:
                continue
            if key not in found:
                raise RecordBroken(ROW_DELETED, table=table_name(cover.table), key=key, sequence=entry)
            if not _fits(cover, key, found[key], salt, digest):
                raise RecordBroken(ROW_ALTERED, table=table_name(cover.table), key=key, sequence=entry)
            standing += 1
    if cover.model._default_manager.count() != standing:
        _name_added(cover, seals)
    return standing


def _seals_of(seals: Any, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:  # a query of seals
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
        raise RecordBroken(ROW_UNREADABLE, table=table_name(cover.table), key=keys[0]) from error


def _name_added(cover: Cover, seals: Any) -> None:  # a query of seals
    """Name the first row that no entry wrote."""
    with streamed(cover.model._default_manager.order_by("pk").values_list("pk", flat=True)) as keys:
        for key in map(key_text, keys):
            if not seals.filter(key=key).exists():
                raise RecordBroken(ROW_ADDED, table=table_name(cover.table), key=key)
    raise RecordBroken(ROWS_ADDED, table=table_name(cover.table))
