"""Finding entries by what somebody types, in whatever script."""

from __future__ import annotations

from collections.abc import Collection

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
    entries = entries_for(viewer).filter(number__in=found, is_current=True)
    scored = [
        (found[entry.number] > 0, -compare_names(asked, name_of(entry.known)).score, found[entry.number], entry)
        for entry in entries
    ]
    scored.sort(key=lambda one: (one[1], one[2], one[3].sort_name, one[3].alias))
    return [entry for _exact, _score, _step, entry in scored[:limit]]


def _entries_with(keys: Collection[str], parties: Collection[str], most: int) -> list[str]:
    """Numbers of entries with one of these keys: one short walk along the index for each key and party."""
    found: dict[str, None] = {}
    for key in keys:
        for party in parties:
            rows = SearchKey.objects.filter(key=key, party=party).order_by("entry_id")
            found |= dict.fromkeys(rows.values_list("entry_id", flat=True)[:most])
    return list(found)[:most]
