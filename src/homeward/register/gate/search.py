"""Finding entries by what somebody types, in whatever script."""

from __future__ import annotations

from collections.abc import Collection
from heapq import nsmallest

from django.db import connection

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.identifiers import is_whole
from homeward.names.comparison import compare_names
from homeward.names.parsing import parse_name
from homeward.register.gate.entries import entries_for, visible_entries
from homeward.register.models import ListedEntry, SearchKey
from homeward.register.search_keys import name_of, question_keys

#: How many entries are compared with what was typed.
CANDIDATES = 500


def search_entries(viewer: Viewer, text: str, limit: int = 50) -> list[ListedEntry]:
    """Current entries that the viewer may read in full and that are found by ``text``, the likeliest first.

    A name in any script and order, a number as the list has it, a place, or an alias of any entry that is shown.
    """
    text = text.strip()[:200]
    if not text:
        return []
    if is_whole(text.upper()):
        return list(visible_entries(viewer).filter(alias=text.upper(), is_current=True))
    found: dict[str, int] = {}
    parties = sorted(viewer.owners(Right.READ, Record.ROW))
    for step, keys in enumerate(question_keys(text)):
        if len(found) < CANDIDATES:
            for number in _entries_with(keys, parties, CANDIDATES - len(found)):
                found.setdefault(number, step)
    asked = parse_name(full_name=text)
    entries = entries_for(viewer).filter(is_current=True)
    named = entries.filter(number__in=found).values_list("number", "known", "sort_name", "alias")
    likeliest = nsmallest(
        limit,
        (
            (-compare_names(asked, name_of(known)).score, found[number], sort_name, alias, number)
            for number, known, sort_name, alias in named
        ),
    )
    whole = entries.in_bulk([number for *_rank, number in likeliest])
    return [whole[number] for *_rank, number in likeliest]


def _entries_with(keys: Collection[str], parties: Collection[str], most: int) -> list[str]:
    """Numbers of entries with one of these keys: one short walk along the index for each key and party.

    Asked all at once: one by one, putting the questions took three times as long as answering them.
    """
    asked = [(key, party) for key in keys for party in parties]
    if not asked:
        return []
    walk = (
        f"SELECT %s AS place, entry_id FROM (SELECT entry_id FROM {SearchKey._meta.db_table} "
        'WHERE "key" = %s AND party = %s ORDER BY entry_id LIMIT %s) AS walk'
    )
    values = [value for place, (key, party) in enumerate(asked) for value in (place, key, party, most)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([walk] * len(asked)), values)
        found = dict.fromkeys(number for _place, number in sorted(cursor.fetchall()))
    return list(found)[:most]
