"""From lists to records that can be compared: every distinct name, place, date and unit is understood once.

A record is a row of plain values (words, numbers, lists of words), so that an engine can compare millions of them
without calling back into Python. What each column means stands in ``RECORD``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from homeward.names.keys import Part, PartKeys, part_keys
from homeward.names.parsing import PersonName, parse_name
from homeward.names.places import place_keys
from homeward.names.slips import meant_lemmas
from homeward.progress import Progress, silent
from homeward.reconciliation.blocking import shorter_words
from homeward.reconciliation.units import read_unit
from homeward.register.dates import Qualifier, parse_edtf
from homeward.register.entries import COLUMNS, PersonList

_EPOCH = dt.date(1900, 1, 1)
_WORDS = pa.list_(pa.string())
_PARTS = {"surname": Part.SURNAME, "given": Part.GIVEN, "patronymic": Part.PATRONYMIC}

#: Columns of a record. ``*_key`` is the first skeleton, ``*_key_sorted``
#: its letters in the order of the alphabet, ``*_name`` what the name is counted by; ``families``,
#: ``givens`` and ``fathers`` are all that a name may be found by.
RECORD = pa.schema(
    [("uid", pa.int64()), ("list", pa.int16()), ("entry", pa.int64())]
    + [
        field
        for part in _PARTS
        for field in (
            (f"{part}_key", pa.string()),
            (f"{part}_key_sorted", pa.string()),
            (f"{part}_letters", pa.string()),
            (f"{part}_lemmas", _WORDS),
            (f"{part}_skeletons", _WORDS),
            (f"{part}_meant", _WORDS),
            (f"{part}_name", pa.string()),
        )
    ]
    + [
        ("given_initial", pa.bool_()),
        ("patronymic_initial", pa.bool_()),
        ("others", _WORDS),
        ("families", _WORDS),
        ("families_shorter", _WORDS),
        ("givens", _WORDS),
        ("fathers", _WORDS),
        ("sex", pa.string()),
        ("birth_from", pa.int32()),
        ("birth_to", pa.int32()),
        ("birth_year", pa.int16()),
        ("birth_month", pa.int16()),
        ("birth_day", pa.int16()),
        ("birth_places", _WORDS),
        ("birth_place_key", pa.string()),
        ("birth_place_key_sorted", pa.string()),
        ("seen_places", _WORDS),
        ("seen_place_key", pa.string()),
        ("seen_place_key_sorted", pa.string()),
        ("event_from", pa.int32()),
        ("event_to", pa.int32()),
        ("unit_number", pa.int32()),
        ("unit_kind", pa.string()),
        ("rank", pa.string()),
        ("health", pa.string()),
    ]
)


def make_records(lists: Sequence[PersonList], progress: Progress = silent) -> pa.Table:
    """Understand every entry of every list.

    Returns:
        Schema ``RECORD``, one row per entry; ``list`` is the position of its list and ``entry`` its own in that list.
        Rows are ordered by entry number and, where numbers are equal, by what the entry says, and ``uid`` counts
        them from 0: the order knows neither the order of the lists nor their labels nor that of their rows, so
        nothing computed from it can favour a side. Absent values are null.
    """
    tables = []
    for number, one in enumerate(lists):
        progress("understanding names", number, len(lists))
        tables.append(_records_of(one, number))
    records = pa.concat_tables(tables) if tables else RECORD.empty_table()
    ordered = records.take(pa.array(_neutral_order(lists), pa.int64()))
    return ordered.set_column(0, "uid", pa.array(range(ordered.num_rows), pa.int64()))


def _neutral_order(lists: Sequence[PersonList]) -> list[int]:
    numbers = [rec_id for one in lists for rec_id in one.entries["rec_id"].to_pylist()]
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    if len(set(numbers)) == len(numbers):
        return order
    cells = [row for one in lists for row in zip(*(one.entries[name].to_pylist() for name in COLUMNS), strict=True)]
    return sorted(order, key=cells.__getitem__)


def _records_of(one: PersonList, number: int) -> pa.Table:
    cells = {name: one.entries.column(name) for name in one.entries.column_names}
    columns: dict[str, Any] = {
        "uid": pa.nulls(len(one), pa.int64()),
        "list": pa.array([number] * len(one), pa.int16()),
        "entry": pa.array(range(len(one)), pa.int64()),
    }
    names = [
        parse_name(*row)
        for row in zip(
            *(cells[name].to_pylist() for name in ("surname", "given_name", "patronymic", "full_name")), strict=True
        )
    ]
    for part, kind in _PARTS.items():
        columns |= _name_columns(part, kind, names)
    others = [_others(name) for name in names]
    families = [
        tuple(sorted({*(sounds or ()), *(lemmas or ()), *other}))
        for sounds, lemmas, other in zip(
            columns["surname_skeletons"].to_pylist(), columns["surname_lemmas"].to_pylist(), others, strict=True
        )
    ]
    for part, found_by in (("given", "givens"), ("patronymic", "fathers")):
        initial = columns[f"{part}_initial"].to_pylist()
        words = zip(*(columns[f"{part}_{kind}"].to_pylist() for kind in ("lemmas", "meant", "skeletons")), strict=True)
        columns[found_by] = pa.array(
            [None if short else _found_by(*word) for short, word in zip(initial, words, strict=True)], _WORDS
        )
    columns["others"] = pa.array([list(words) or None for words in others], _WORDS)
    columns["families"] = pa.array([list(words) or None for words in families], _WORDS)
    columns["families_shorter"] = pa.array(
        [sorted({short for word in words for short in shorter_words(word)}) or None for words in families], _WORDS
    )
    columns["sex"] = pa.array([value or None for value in cells["sex_read"].to_pylist()], pa.string())
    columns |= _birth_columns(cells["birth_date_read"])
    for place, column in (("birth", "birth_place"), ("seen", "last_seen_place")):
        keys = _each_distinct(cells[column], place_keys)
        columns[f"{place}_places"] = pa.array([list(k.places) or None if k else None for k in keys], _WORDS)
        columns |= _with_sorted(f"{place}_place_key", [k.skeleton or None if k else None for k in keys])
    spans = _each_distinct(cells["event_date_read"], parse_edtf)
    columns["event_from"] = pa.array([(d.earliest - _EPOCH).days if d else None for d in spans], pa.int32())
    columns["event_to"] = pa.array([(d.latest - _EPOCH).days if d else None for d in spans], pa.int32())
    units = _each_distinct(cells["unit"], read_unit)
    columns["unit_number"] = pa.array([u.number if u and u.number >= 0 else None for u in units], pa.int32())
    columns["unit_kind"] = pa.array([u.kind or None if u else None for u in units], pa.string())
    columns["rank"] = pa.array([value or None for value in cells["rank_read"].to_pylist()], pa.string())
    columns["health"] = pa.nulls(len(one), pa.string())
    return pa.table([columns[field.name] for field in RECORD], schema=RECORD)


def _each_distinct(column: Any, read: Callable[[str], Any]) -> list[Any]:
    """``read`` of every cell, each distinct text read once; None for an empty cell."""
    encoded = column.combine_chunks().dictionary_encode()
    values = [read(text) if text else None for text in encoded.dictionary.to_pylist()]
    return [values[index] for index in encoded.indices.to_pylist()]


def _name_columns(part: str, kind: Part, names: Sequence[PersonName]) -> dict[str, pa.Array]:
    words = [getattr(name, part) for name in names]
    keys: list[PartKeys | None] = [part_keys(word, kind) if word else None for word in words]
    columns: dict[str, pa.Array] = {
        **_with_sorted(f"{part}_key", [k.skeletons[0] if k and k.skeletons else None for k in keys]),
        f"{part}_letters": pa.array([k.letters if k else None for k in keys], pa.string()),
        f"{part}_lemmas": pa.array([list(k.lemmas) if k else None for k in keys], _WORDS),
        f"{part}_skeletons": pa.array([list(k.skeletons) if k else None for k in keys], _WORDS),
        f"{part}_meant": pa.array([list(meant_lemmas(k, kind)) if k else None for k in keys], _WORDS),
        f"{part}_name": pa.array([_counted_by(k) if k else None for k in keys], pa.string()),
    }
    if kind is not Part.SURNAME:
        columns[f"{part}_initial"] = pa.array([k.initial if k else None for k in keys], pa.bool_())
    return columns


def _with_sorted(name: str, words: list[str | None]) -> dict[str, pa.Array]:
    """A column of words and beside it the letters of each in the order of the alphabet."""
    ordered = ["".join(sorted(word)) if word else None for word in words]
    return {name: pa.array(words, pa.string()), f"{name}_sorted": pa.array(ordered, pa.string())}


def _counted_by(keys: PartKeys) -> str | None:
    return (keys.lemmas or keys.skeletons or (None,))[0]


def _found_by(lemmas: list[str] | None, meant: list[str] | None, skeletons: list[str] | None) -> list[str] | None:
    """All that a first name may be found by: names it is or may be meant for; its sound where it is no known name."""
    return sorted({*(lemmas or ()), *(meant or ()), *(() if lemmas else skeletons or ())}) or None


def _others(name: PersonName) -> tuple[str, ...]:
    """Skeletons of the words that are no part of the main name: a second surname, a maiden name, a call sign."""
    return tuple(sorted({skeleton for word in name.others for skeleton in part_keys(word, Part.SURNAME).skeletons}))


def _birth_columns(column: Any) -> dict[str, pa.Array]:
    """Bounds in days since 1900, and the year, month and day as far as each is written."""
    spans = _each_distinct(column, parse_edtf)
    rows = []
    for span in spans:
        if span is None:
            rows.append((None,) * 5)
            continue
        bounds = ((span.earliest - _EPOCH).days, (span.latest - _EPOCH).days)
        one_year = span.earliest.year == span.latest.year
        one_month = one_year and span.earliest.month == span.latest.month
        sure = span.qualifier is Qualifier.CERTAIN
        rows.append(
            (
                *bounds,
                span.earliest.year if one_year else None,
                span.earliest.month if one_month and sure else None,
                span.earliest.day if span.is_day and sure else None,
            )
        )
    kinds = (("from", pa.int32()), ("to", pa.int32()), ("year", pa.int16()), ("month", pa.int16()), ("day", pa.int16()))
    return {f"birth_{name}": pa.array([row[i] for row in rows], kind) for i, (name, kind) in enumerate(kinds)}
