"""Entries come into the register, are followed by newer versions, are shown to both sides."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.utils import timezone

from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act
from homeward.register.actions.findings import find_contradictions
from homeward.register.lines import Line
from homeward.register.models import Disclosure, ListedEntry, SearchKey

_AT_ONCE = 2000


def list_entries(act: Act, *, party: str, submission: str, lines: Iterable[Line], kind: str = "") -> int:
    """Write the lines of a submission, with their keys; gives how many.

    Where the submission follows an earlier version, call ``supersede_entries`` for that one first.

    Args:
        act: of intake's action.
        party: whose list it is.
        submission: its number.
        lines: made beforehand (``Line``); a line with an alias continues that line of the version before.
        kind: of the list, a value of ``terms.ListedAs``.
    """
    now = timezone.now()
    count = 0
    rest = iter(lines)
    while some := list(islice(rest, _AT_ONCE)):
        aliases = _new_aliases(sum(not line.alias for line in some))
        entries = [
            ListedEntry(
                number=f"{submission}/{line.row}",
                alias=line.alias or next(aliases),
                party=party,
                submission=submission,
                row=line.row,
                kind=kind,
                cells=dict(line.cells),
                known={column: text for column, text in line.known.items() if text},
                recorded_at=now,
                sort_name=line.sort_name,
            )
            for line in some
        ]
        ListedEntry.objects.bulk_create(entries)
        with connection.cursor() as cursor:  # five keys to an entry: rows as plain values take a fifth of the time
            cursor.executemany(
                f"INSERT INTO {SearchKey._meta.db_table} (entry_id, party, key) VALUES (%s, %s, %s)",
                [(entry.number, party, key) for entry, line in zip(entries, some, strict=True) for key in line.keys],
            )
        act.made(*entries)
        count += len(entries)
        if continued := [line.alias for line in some if line.alias]:
            find_contradictions(act, continued)
    return count


def supersede_entries(act: Act, *, submission: str) -> int:
    """A newer version has come, or the list was withdrawn: its entries are no longer current; gives how many.

    They stay as they were recorded; nothing finds them by name any more.
    """
    del act  # only what the record does not cover is written: which version is current follows from the submissions
    SearchKey.objects.filter(entry__submission=submission).delete()
    return ListedEntry.objects.filter(submission=submission, is_current=True).update(is_current=False)


def withdraw_entries(act: Act, *, numbers: Sequence[str]) -> int:
    """Single entries were withdrawn by their party; the action says why; gives how many."""
    act.tells("withdrawn_entries", sorted(numbers))
    SearchKey.objects.filter(entry__in=numbers).delete()
    return ListedEntry.objects.filter(number__in=numbers, is_current=True).update(is_current=False)


def disclose(act: Act, *, entries: Iterable[ListedEntry], columns: Iterable[str], basis: str) -> None:
    """Show these columns of entries to both sides, as both agreed; what was shown before stays shown.

    Args:
        act: of the action that puts a pair or asks a query; shown to both sides and the neutral.
        entries: whose columns are shown.
        columns: canonical columns.
        basis: number of the pair or the query.
    """
    now = timezone.now()
    shown = [
        Disclosure(
            number=opaque_id("DI", secrets.token_hex(16)),
            entry=entry.alias,
            columns=sorted(columns),
            basis=basis,
            since=now,
        )
        for entry in entries
    ]
    Disclosure.objects.bulk_create(shown)
    act.made(*shown)
    find_contradictions(act, [one.entry for one in shown])


def _new_aliases(count: int) -> Iterator[str]:
    """Aliases that no entry bears, in the order drawn: forty bits are drawn, and drawn again where they are taken."""
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        fresh = dict.fromkeys(opaque_id("EN", secrets.token_hex(16)) for _ in range(count - len(drawn)))
        taken = set(ListedEntry.objects.filter(alias__in=fresh).values_list("alias", flat=True))
        drawn |= {alias: None for alias in fresh if alias not in taken}
    return iter(drawn)
