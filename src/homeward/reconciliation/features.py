"""From lists to records that can be compared: every distinct name, place, date and unit is understood once.

A record is a row of plain values (words, numbers, lists of words), so that an engine can compare millions of them
without calling back into Python. What each column means stands in ``RECORD``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from homeward.names.keys import Part, PartKeys, part_keys
from homeward.names.parsing import parse_name
from homeward.names.places import place_keys
from homeward.names.slips import meant_lemmas
from homeward.progress import Progress, silent
from homeward.reconciliation.blocking import shorter_words
from homeward.reconciliation.name_cells import read_name_cells, sign_key
from homeward.reconciliation.units import read_unit
from homeward.register.dates import Qualifier, parse_edtf
from homeward.register.entries import COLUMNS, PersonList

_EPOCH = dt.date(1900, 1, 1)
_WORD, _WORDS, _DAYS, _SMALL = pa.string(), pa.list_(pa.string()), pa.int32(), pa.int16()

Cells = dict[str, Any]
Value = TypeVar("Value", bound=Hashable)


def _key(name: str) -> list[tuple[str, pa.DataType]]:
    return [(name, _WORD), (f"{name}_sorted", _WORD)]


def _part(part: str) -> pa.Schema:
    """Columns of one part of a name. ``_key`` is the first skeleton, ``_name`` what the name is counted by."""
    words = [(f"{part}_{kind}", _WORDS) for kind in ("lemmas", "skeletons", "meant")]
    return pa.schema([*_key(f"{part}_key"), (f"{part}_letters", _WORD), *words, (f"{part}_name", _WORD)])


#: ``families`` are all surnames a record may be found by, ``families_shorter`` the same with one letter left out.
_FAMILY = pa.schema(
    [*_part("surname"), ("others", _WORDS), ("families", _WORDS), ("families_shorter", _WORDS), ("aside_name", _WORD)]
)
#: ``givens`` and ``fathers`` are all that a first name may be found by.
_GIVEN = pa.schema([*_part("given"), ("given_initial", pa.bool_()), ("givens", _WORDS)])
_FATHER = pa.schema([*_part("patronymic"), ("patronymic_initial", pa.bool_()), ("fathers", _WORDS)])
#: The span of days it may be, since 1900, and year, month and day as far as each is written.
_BIRTH = pa.schema(
    [("birth_from", _DAYS), ("birth_to", _DAYS), ("birth_about", pa.bool_())]
    + [(f"birth_{part}", _SMALL) for part in ("year", "month", "day")]
)
_BIRTH_PLACE = pa.schema([("birth_places", _WORDS), *_key("birth_place_key")])
_SEEN_PLACE = pa.schema([("seen_places", _WORDS), *_key("seen_place_key")])
_EVENT = pa.schema([("event_from", _DAYS), ("event_to", _DAYS)])
_UNIT = pa.schema([("unit_number", pa.int32()), ("unit_kind", _WORD), ("unit_names", _WORDS)])
_WHO = pa.schema([("uid", pa.int64()), ("list", _SMALL), ("entry", pa.int64())])
_AS_READ = pa.schema([("tag_name", _WORD), ("sex", _WORD), ("rank", _WORD)])

#: Columns of a record. Keys ending in ``_sorted`` hold the letters of the key in the order of the alphabet.
RECORD = pa.unify_schemas([_WHO, _FAMILY, _GIVEN, _FATHER, _AS_READ, _BIRTH, _BIRTH_PLACE, _SEEN_PLACE, _EVENT, _UNIT])


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
    told = [
        read_name_cells(*row)
        for row in zip(
            *(one.entries[column].to_pylist() for column in ("surname", "given_name", "patronymic", "full_name")),
            strict=True,
        )
    ]
    names = [parse_name(*cells.cells) for cells in told]
    columns: Cells = {
        "uid": pa.nulls(len(one), pa.int64()),
        "list": pa.array([number] * len(one), _SMALL),
        "entry": pa.array(range(len(one)), pa.int64()),
        "tag_name": pa.array([cells.tag or None for cells in told], _WORD),
        "sex": _filled(one.entries["sex_read"]),
        "rank": _filled(one.entries["rank_read"]),
    }
    columns |= _each_distinct(
        [(name.surname, name.others, cells.signs) for name, cells in zip(names, told, strict=True)], _family, _FAMILY
    )
    columns |= _each_distinct([name.given for name in names], _given, _GIVEN)
    columns |= _each_distinct([name.patronymic for name in names], _father, _FATHER)
    for column, understand, schema in (
        ("birth_date_read", _birth, _BIRTH),
        ("birth_place", _birth_place, _BIRTH_PLACE),
        ("last_seen_place", _seen_place, _SEEN_PLACE),
        ("event_date_read", _event, _EVENT),
        ("unit", _unit, _UNIT),
    ):
        columns |= _each_distinct(one.entries[column].to_pylist(), understand, schema)
    return pa.table([columns[field.name] for field in RECORD], schema=RECORD)


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column with empty cells as null."""
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, _WORD), column)


def _each_distinct(values: Sequence[Value], understand: Callable[[Value], Cells], schema: pa.Schema) -> Cells:
    """The columns of ``schema`` for every value, each distinct value understood once."""
    places: dict[Value, int] = {}
    indices = [places.setdefault(value, len(places)) for value in values]
    distinct = pa.Table.from_pylist([understand(value) for value in places], schema=schema)
    spread = distinct.take(pa.array(indices, pa.int64()))
    return {name: spread[name] for name in schema.names}


def _keyed(name: str, word: str | None) -> Cells:
    return {name: word, f"{name}_sorted": "".join(sorted(word)) if word else None}


def _part_cells(part: str, keys: PartKeys, meant: tuple[str, ...]) -> Cells:
    return {
        **_keyed(f"{part}_key", keys.skeletons[0] if keys.skeletons else None),
        f"{part}_letters": keys.letters or None,
        f"{part}_lemmas": keys.lemmas,
        f"{part}_skeletons": keys.skeletons,
        f"{part}_meant": meant,
        f"{part}_name": (keys.lemmas or keys.skeletons or (None,))[0],
    }


def _family(name: tuple[str, tuple[str, ...], tuple[str, ...]]) -> Cells:
    surname, rest, signs = name
    keys = part_keys(surname, Part.SURNAME)
    # What is no part of the main name: a second surname, a maiden name, a call sign.
    seconds = {skeleton for word in rest for skeleton in part_keys(word, Part.SURNAME).skeletons}
    others = sorted(seconds | set(signs) | {key for word in rest if (key := sign_key(word))})
    families = sorted({*keys.skeletons, *keys.lemmas, *others})
    shorter = sorted({short for word in families for short in shorter_words(word)})
    cells = _part_cells("surname", keys, ()) if surname else {}
    return cells | {
        "others": others or None,
        "aside_name": others[0] if others else None,
        "families": families or None,
        "families_shorter": shorter or None,
    }


def _given(word: str) -> Cells:
    return _first_name("given", "givens", word, Part.GIVEN)


def _father(word: str) -> Cells:
    return _first_name("patronymic", "fathers", word, Part.PATRONYMIC)


def _first_name(part: str, found_by: str, word: str, kind: Part) -> Cells:
    """A first name is found by the names it is or may be meant for, and by its sound where it is no known name."""
    if not word:
        return {}
    keys = part_keys(word, kind)
    meant = meant_lemmas(keys, kind)
    finds = sorted({*keys.lemmas, *meant, *(() if keys.lemmas else keys.skeletons)})
    cells = _part_cells(part, keys, meant)
    return cells | {f"{part}_initial": keys.initial, found_by: None if keys.initial else finds or None}


def _birth(text: str) -> Cells:
    if not text:
        return {}
    span = parse_edtf(text)
    one_year = span.earliest.year == span.latest.year
    one_month = one_year and span.earliest.month == span.latest.month
    sure = span.qualifier is Qualifier.CERTAIN
    return {
        "birth_from": (span.earliest - _EPOCH).days,
        "birth_to": (span.latest - _EPOCH).days,
        "birth_about": span.qualifier is not Qualifier.CERTAIN,
        "birth_year": span.earliest.year if one_year else None,
        "birth_month": span.earliest.month if one_month and sure else None,
        "birth_day": span.earliest.day if span.is_day and sure else None,
    }


def _birth_place(text: str) -> Cells:
    return _place("birth", text)


def _seen_place(text: str) -> Cells:
    return _place("seen", text)


def _place(which: str, text: str) -> Cells:
    if not text:
        return {}
    keys = place_keys(text)
    return {f"{which}_places": keys.places or None, **_keyed(f"{which}_place_key", keys.skeleton or None)}


def _event(text: str) -> Cells:
    if not text:
        return {}
    span = parse_edtf(text)
    return {"event_from": (span.earliest - _EPOCH).days, "event_to": (span.latest - _EPOCH).days}


def _unit(text: str) -> Cells:
    if not text:
        return {}
    unit = read_unit(text)
    return {
        "unit_number": unit.number if unit.number >= 0 else None,
        "unit_kind": unit.kind or None,
        "unit_names": unit.names or None,
    }
