"""Entries of lists: a party's own and the neutral's sight of them in full, the other side's as far as disclosed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyarrow as pa
from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.names.latin_names import latin_name_for
from homeward.register.entries import COLUMNS, SCHEMA, PersonList
from homeward.register.models import Disclosure, ListedEntry

_NAME_COLUMNS = ("surname", "given_name", "patronymic")
_HEALTH = "health_note"
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as one viewer may see it.

    Attributes:
        alias: what it is called before everybody.
        number: submission and row, "" for whoever may not know them.
        party: whose it is.
        is_own: whether it is shown in full.
        title: the name as written; the alias where the name is not shown.
        latin: the same in Latin letters, "" where it is written in them or the viewer reads Cyrillic.
        cells: heading or canonical column (a key of ``entries.COLUMNS``) and text as written, in the order written.
        has_health_note: whether there is one, shown or not.
    """

    alias: str
    number: str
    party: str
    is_own: bool
    title: str
    latin: str
    cells: tuple[tuple[str, str], ...]
    has_health_note: bool


def entries_for(viewer: Viewer) -> QuerySet[ListedEntry]:
    """Entries, of all versions, whose rows the viewer may read in full."""
    return ListedEntry.objects.filter(party__in=viewer.owners(Right.READ, Record.ROW))


def visible_entries(viewer: Viewer) -> QuerySet[ListedEntry]:
    """The same and those disclosed to both sides, if the viewer may see what is put to both."""
    reach = Q(party__in=viewer.owners(Right.READ, Record.ROW))
    if viewer.may_shared(Right.READ, Record.PAIR):
        reach |= Q(Exists(Disclosure.objects.filter(entry=OuterRef("alias"))))
    return ListedEntry.objects.filter(reach)


def entry_for(viewer: Viewer, number: str) -> ListedEntry:
    """One entry by alias, in its newest version, or by number for whoever may know numbers.

    Raises:
        NotThere: there is none for this viewer.
    """
    if "/" in number:
        found = entries_for(viewer).filter(number=number).first()
    else:
        found = visible_entries(viewer).filter(alias=number).order_by("-is_current", "-recorded_at", "number").first()
    if found is None:
        raise NotThere
    return found


def entries_by_number(numbers: Iterable[str]) -> dict[str, ListedEntry]:
    """Entries by number, for rooms that have checked the right themselves."""
    return _in_portions("number", numbers)


def entries_by_alias(aliases: Iterable[str]) -> dict[str, ListedEntry]:
    """Newest versions by alias, for rooms that have checked the right themselves."""
    return _in_portions("alias", aliases)


def _in_portions(column: str, keys: Iterable[str]) -> dict[str, ListedEntry]:
    wanted = sorted(set(keys))
    found: dict[str, ListedEntry] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = ListedEntry.objects.filter(**{f"{column}__in": wanted[start : start + _AT_ONCE]})
        found |= {getattr(entry, column): entry for entry in some.order_by("is_current", "recorded_at", "-number")}
    return found


def disclosed_columns(aliases: Iterable[str]) -> dict[str, frozenset[str]]:
    """Which canonical columns of these entries were shown to both sides, by alias; those of which none was are out."""
    found: dict[str, frozenset[str]] = {}
    for alias, columns in Disclosure.objects.filter(entry__in=set(aliases)).values_list("entry", "columns"):
        found[alias] = found.get(alias, frozenset()) | frozenset(columns)
    return found


def shown_entry(entry: ListedEntry, viewer: Viewer, columns: Collection[str] | None = None) -> ShownEntry:
    """An entry as a viewer may see it.

    Args:
        entry: fetched through a gate.
        viewer: who looks.
        columns: canonical columns to show of an entry that the viewer may not read in full; those disclosed if None.
    """
    is_own = viewer.may_on(Right.READ, Record.ROW, entry.party)
    may_health = viewer.may_on(Right.READ, Record.HEALTH_NOTE, entry.party)
    if is_own:
        cells = _own_cells(entry, may_health=may_health)
        title = _name(entry.known, COLUMNS)
    else:
        if columns is None:
            columns = disclosed_columns([entry.alias]).get(entry.alias, frozenset())
        cells = tuple(
            (column, entry.known[column])
            for column in COLUMNS
            if column in columns and column in entry.known and (column != _HEALTH or may_health)
        )
        title = _name(entry.known, columns)
    return ShownEntry(
        alias=entry.alias,
        number=entry.number if is_own else "",
        party=entry.party,
        is_own=is_own,
        title=title or entry.alias,
        latin=latin_name_for(title, viewer.language),
        cells=cells,
        has_health_note=bool(entry.known.get(_HEALTH)) and (is_own or _HEALTH in (columns or ())),
    )


def _own_cells(entry: ListedEntry, *, may_health: bool) -> tuple[tuple[str, str], ...]:
    note = _bare(entry.known.get(_HEALTH, ""))
    if may_health or not note:
        return tuple((heading, text) for heading, text in entry.cells.items() if text)
    kept = tuple((heading, text) for heading, text in entry.cells.items() if text and _bare(text) != note)
    if len(kept) < sum(1 for text in entry.cells.values() if text):
        return kept
    # The note stands under no heading as it was read: only what is known to be something else is shown.
    return tuple((column, entry.known[column]) for column in COLUMNS if column in entry.known and column != _HEALTH)


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name(known: dict[str, str], columns: Collection[str]) -> str:
    parts = [known[column] for column in _NAME_COLUMNS if column in columns and known.get(column)]
    return " ".join(parts) or (known.get("full_name", "") if "full_name" in columns else "")


def person_list(submission: str, label: str, sha256: str = "") -> PersonList:
    """The current entries of a submission by columns, for comparing; ``rec_id`` is the row where the list has none.

    Args:
        submission: its number; the caller has checked the right.
        label: what the list is called.
        sha256: digest of its file, hex.
    """
    rows = list(
        ListedEntry.objects.filter(submission=submission, is_current=True).order_by("row").values_list("row", "known")
    )
    columns: dict[str, list[object]] = {"row": [row for row, _known in rows]}
    for name in SCHEMA.names[1:]:
        columns[name] = [known.get(name, "") for _row, known in rows]
    seen = {value for value in columns["rec_id"] if value}
    if len(seen) < len(rows):
        columns["rec_id"] = [known.get("rec_id") or str(row) for row, known in rows]
    return PersonList(label, pa.table(columns, schema=SCHEMA), pa.table({}), sha256)
