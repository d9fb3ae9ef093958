"""Which pairs of records are worth comparing: those that share at least one key.

A key is made so that it survives script, spelling and one bad field: two parts of the name, one part with the
birth year, the birth date with a part of the name, the unit with a part of the name. A key that too many records
share says too little and is left out; the other keys of those records remain. Keys do not know which list a record
comes from, so the candidates depend neither on the order of the lists nor on that of the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from homeward.reconciliation.further import keyed
from homeward.reconciliation.records import NONE, Numbers, Records, Rows, Sets, Words

#: Tables of words by which a record is found, as a rule calls them: the part of the name, and the table.
WORDS: dict[str, tuple[str, str]] = {
    "family": ("surname", "families"),
    "long_family": ("surname", "long_families"),
    "shorter_family": ("surname", "shorter_families"),
    "given": ("given", "givens"),
    "father": ("patronymic", "fathers"),
    "beside": ("aside", "asides"),
    "also": ("uid", "further"),
    "and_also": ("uid", "further"),
}

_YEARS = ("birth_year", "birth_year + 1")
_WEEKS = ("event_week", "event_week + 1")


@dataclass(frozen=True, slots=True)
class KeyRule:
    """One kind of key: what it is made of, and when.

    Attributes:
        name: keeps keys of different rules apart.
        words: names of ``WORDS`` that it takes one word each of; a record without such a word gets no such key.
        values: columns of ``key_tables``' records, or expressions of them; null in any of them means no key.
        condition: SQL that must hold besides.
        most: records that may share the key; one that more share is left out.
    """

    name: str
    words: tuple[str, ...]
    values: tuple[str, ...] = ()
    condition: str = ""
    most: int = 60


KEY_RULES: tuple[KeyRule, ...] = (
    KeyRule("name", ("family", "given")),
    KeyRule("family_father", ("family", "father")),
    *(KeyRule("family_year", ("family",), (year,)) for year in _YEARS),
    KeyRule("family", ("long_family",), most=40),
    KeyRule("family_unit", ("family",), ("unit_number",)),
    KeyRule("family_place", ("family",), ("birth_place",)),
    *(KeyRule("first_names_year", ("given", "father"), (year,)) for year in _YEARS),
    KeyRule("first_names_place", ("given", "father"), ("birth_place",)),
    KeyRule("first_names_unit", ("given", "father"), ("unit_number",)),
    KeyRule("given_birth", ("given",), ("birth_date",)),
    # A day and a month that change places share their lesser and their greater number.
    KeyRule(
        "given_swapped",
        ("given",),
        ("birth_year", "least(birth_day, birth_month)", "greatest(birth_day, birth_month)"),
        "birth_day <= 12",
    ),
    KeyRule("father_birth", ("father",), ("birth_date",)),
    *(KeyRule("given_unit_week", ("given",), ("unit_number", week)) for week in _WEEKS),
    KeyRule("birth_unit", (), ("birth_date", "unit_number")),
    KeyRule("birth_beginning", (), ("birth_date", "beginning")),
    KeyRule("birth_place", (), ("birth_date", "birth_place")),
    # A call sign or the tag of a bag, where there is no name, or only an initial.
    KeyRule("tag", (), ("tag",), most=20),
    KeyRule("tag_place", (), ("tag", "seen_place"), most=20),
    KeyRule("beside", ("beside",), most=20),
    KeyRule("beside_place", ("beside",), ("seen_place",), most=30),
    KeyRule("beside_unit", ("beside",), ("unit_number",), most=30),
    KeyRule("slip_given", ("shorter_family", "given"), most=20),
    KeyRule("slip_father", ("shorter_family", "father"), ("birth_year",), most=30),
)

#: Keys made of further columns; a value says which column it stands in.
FURTHER_RULES: tuple[KeyRule, ...] = (
    KeyRule("also", ("also",)),
    KeyRule("also_family", ("also", "family")),
    KeyRule("also_given", ("also", "given")),
    *(KeyRule("also_year", ("also",), (year,)) for year in _YEARS),
    KeyRule("also_place", ("also",), ("birth_place",)),
    KeyRule("also_two", ("also", "and_also"), condition="also.word < and_also.word"),
)


def _by_name(rules: tuple[KeyRule, ...]) -> dict[str, tuple[KeyRule, ...]]:
    return {rule.name: tuple(other for other in rules if other.name == rule.name) for rule in rules}


#: Rules by name, in order; keys of one name meet.
RULES_BY_NAME: dict[str, tuple[KeyRule, ...]] = _by_name(KEY_RULES)


def rules_for(records: Records) -> dict[str, tuple[KeyRule, ...]]:
    """The rules for these records by name: ``RULES_BY_NAME``, and those for further columns where there are any."""
    return RULES_BY_NAME | _by_name(FURTHER_RULES) if records.further else RULES_BY_NAME


#: Rules whose two words may stand in each other's column: surname and given name often do.
_EITHER_ORDER = frozenset({"name"})


def key_tables(records: Records) -> dict[str, pa.Table]:
    """The tables that ``keys_sql`` speaks of: ``records`` and those of ``WORDS``."""
    return {"records": record_table(records, 0, len(records)), **word_tables(records)}


def record_table(records: Records, begin: int, end: int) -> pa.Table:
    """The records ``begin`` to ``end`` (not included) as rules see them.

    Returns:
        ``uid``, rows of the vocabularies as ``surname``, ``given``, ``patronymic``, ``aside``, and the values of rules;
        null where absent.
    """
    rows, known = Rows._make(column[begin:end] for column in records.rows), records.vocabularies
    born, units = known.birth, known.unit
    born_at, seen_at = known.birth_place.digest, known.seen_place.digest
    table = {
        "uid": np.arange(begin, end),
        "surname": rows.surname,
        "given": rows.given,
        "patronymic": rows.patronymic,
        "birth_date": _looked_up(np.where(born.day != NONE, born.earliest + _BEFORE, NONE), rows.birth),
        "birth_year": _looked_up(born.year, rows.birth),
        "birth_month": _looked_up(born.month, rows.birth),
        "birth_day": _looked_up(born.day, rows.birth),
        "birth_place": _looked_up(np.where(born_at != 0, born_at, NONE), rows.birth_place),
        "seen_place": _looked_up(np.where(seen_at != 0, seen_at, NONE), rows.seen_place),
        "aside": rows.aside,
        "tag": np.where(rows.tag != 0, rows.tag, NONE),
        "event_week": _looked_up((known.event.earliest + _BEFORE) // 7, rows.event),
        "unit_number": _looked_up(units.number, rows.unit),
        "beginning": _beginnings(known.surname, rows.surname),
    }
    return pa.table({name: pa.array(column, mask=(column == NONE) & (name != "uid")) for name, column in table.items()})


def word_tables(records: Records) -> dict[str, pa.Table]:
    """The tables of ``WORDS``: ``id``, row of the vocabulary, or the record itself for further columns; and ``word``,
    digest.
    """
    known = records.vocabularies
    words = {
        "families": known.surname.found_by,
        "long_families": known.surname.found_by_long,
        "shorter_families": known.surname.shorter,
        "givens": known.given.found_by,
        "fathers": known.patronymic.found_by,
        "asides": known.aside.signs,
    }
    return {name: _by_row(sets) for name, sets in words.items()} | {"further": _further(records)}


def _further(records: Records) -> pa.Table:
    """The values of all further columns: the record, and the digest of column and value."""
    ids, words = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for one in records.further:
        signs = np.append(keyed(one.texts.signs, one.heading), 0)[one.rows]
        ids.append(np.flatnonzero(signs).astype(np.int32))
        words.append(signs[signs != 0])
    return pa.table({"id": np.concatenate(ids), "word": np.concatenate(words)})


#: Days are counted from so many before 1900, so that none is below zero.
_BEFORE = 70_000


def keys_sql(rules: Iterable[KeyRule], digest: str) -> str:
    """SQL that gives ``uid, key`` for every key of rules of one name; the same may come more than once.

    Args:
        rules: kinds of key that meet each other: a year meets the year after it.
        digest: name of the engine's function that turns several values into one 64-bit number.
    """
    return " UNION ALL ".join(_keys_sql(rule, digest) for rule in rules)


def _keys_sql(rule: KeyRule, digest: str) -> str:
    joins = "".join(f" JOIN {WORDS[word][1]} AS {word} ON {word}.id = records.{WORDS[word][0]}" for word in rule.words)
    words = [f"{word}.word" for word in rule.words]
    if rule.name in _EITHER_ORDER:
        words = [f"least({', '.join(words)})", f"greatest({', '.join(words)})"]
    conditions = [f"({value}) IS NOT NULL" for value in rule.values] + ([rule.condition] if rule.condition else [])
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    key = f"{digest}('{rule.name}', {', '.join((*words, *rule.values))})"
    return f"SELECT uid, {key} AS key FROM records{joins}{where}"


def _looked_up(column: np.ndarray, rows: Numbers) -> np.ndarray:
    """``column`` of the vocabulary for each record; ``NONE`` where the cell is empty."""
    return np.append(column, NONE)[rows]


def _beginnings(surnames: Words, rows: Numbers) -> np.ndarray:
    """The first two sounds of each surname as one number."""
    starts, letters = surnames.key
    padded = np.append(letters, np.zeros(2, np.uint8)).astype(np.int64)
    lengths = np.diff(starts)
    first, second = padded[starts[:-1]], np.where(lengths > 1, padded[starts[:-1] + 1], 0)
    return _looked_up(np.where(lengths > 0, first * 256 + second, NONE), rows)


def _by_row(sets: Sets) -> pa.Table:
    return pa.table(
        {"id": np.repeat(np.arange(len(sets.starts) - 1, dtype=np.int32), np.diff(sets.starts)), "word": sets.digests}
    )
