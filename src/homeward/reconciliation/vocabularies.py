"""Vocabularies: each distinct name, place, date and unit of a column understood, and which row says which.

Names are understood by the room ``names``, dates by ``register.dates``, units by ``units``; here they only change
their form, from words to digests in arrays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.names.columns import keys_of_words
from homeward.names.keys import Part
from homeward.names.places import place_key_columns
from homeward.reconciliation.digests import SHORTEST, digests, letters_of, shorter_digests
from homeward.reconciliation.name_cells import sign_key
from homeward.reconciliation.records import (
    NONE,
    Asides,
    Births,
    Events,
    Ints,
    Letters,
    Numbers,
    Places,
    Sets,
    Units,
    Words,
)
from homeward.reconciliation.units import read_unit
from homeward.register.dates import Qualifier, parse_edtf

_EPOCH = dt.date(1900, 1, 1)
_WORDS = pa.list_(pa.string())

Made = TypeVar("Made")


def vocabulary(column: pa.ChunkedArray | pa.Array, understand: Callable[[pa.Array], Made]) -> tuple[Numbers, Made]:
    """For each cell the row of its value in the vocabulary (-1 for "" and null), and the vocabulary."""
    filled = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
    encoded = (
        filled.combine_chunks().dictionary_encode()
        if isinstance(filled, pa.ChunkedArray)
        else filled.dictionary_encode()
    )
    rows = encoded.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int32)
    return rows, understand(encoded.dictionary.cast(pa.string()))


def digest_column(column: pa.ChunkedArray) -> Ints:
    """The digest of each cell; 0 where it is empty."""
    rows, found = vocabulary(column, digests)
    return np.append(found, 0)[rows]


def surnames(words: pa.Array, others: pa.Array, signs: pa.Array) -> tuple[Words, Asides]:
    """The vocabulary of surnames, and that of what stands beside them: a second surname, a maiden name, a call sign.

    Args:
        words: distinct surnames together with ``others`` and ``signs``, "" where a name has none; shape (words,).
        others: for each a list of the words of the name that found no place.
        signs: for each a list of the keys of its call signs.
    """
    keys = keys_of_words(words, Part.SURNAME)
    flat = pc.list_flatten(others)
    beside = keys_of_words(flat, Part.SURNAME)["skeletons"].combine_chunks()
    parents = pc.list_parent_indices(others).to_numpy()
    as_signs = pa.array([[key] if key else [] for key in map(sign_key, flat.to_pylist())], _WORDS)
    second = _united([_regrouped(beside, parents, len(words)), _regrouped(as_signs, parents, len(words)), signs])
    found_by = _united([_column(keys, "skeletons"), _column(keys, "lemmas"), second])
    flat = pc.list_flatten(found_by)
    owner = pc.list_parent_indices(found_by).to_numpy()
    long = pc.greater_equal(pc.utf8_length(flat), SHORTEST)
    begins, shorter = shorter_digests(flat)
    is_long = long.to_numpy(zero_copy_only=False)
    found = _spoken(keys)._replace(
        others=_sets(second),
        found_by=_sets(found_by),
        found_by_long=_set_of(digests(flat)[is_long], owner[is_long], len(words)),
        shorter=_set_of(shorter, np.repeat(owner, np.diff(begins)), len(words)),
    )
    return found, Asides(_sets(second), digests(_first(second)))


def first_names(words: pa.Array, part: Part) -> Words:
    """The vocabulary of given names or patronymics.

    A first name is found by the names it is or may be meant for, and by its sound where it is no known name; an
    initial finds nobody.
    """
    keys = keys_of_words(words, part)
    unknown = pc.equal(pc.list_value_length(keys["lemmas"]), 0)
    nothing = pa.scalar([], _WORDS)
    sounds = pc.if_else(unknown, keys["skeletons"], nothing)
    found_by = _united([_column(keys, "lemmas"), _column(keys, "meant"), sounds.combine_chunks()])
    found_by = pc.if_else(keys["initial"].combine_chunks(), nothing, found_by)
    return _spoken(keys)._replace(found_by=_sets(found_by))


def _column(keys: pa.Table, name: str) -> pa.ListArray:
    return keys[name].combine_chunks()


def _spoken(keys: pa.Table) -> Words:
    """What a vocabulary says of its words by themselves; they are found by nothing yet."""
    letters = keys["letters"].combine_chunks()
    starts, text = letters_of(letters)
    first = np.append(text, 0)[np.where(starts[:-1] < starts[1:], starts[:-1], len(text))].astype(np.uint8)
    none = _set_of(np.zeros(0, np.int64), np.zeros(0, np.int64), len(letters))
    return Words(
        Letters(*letters_of(_first(_column(keys, "skeletons")))),
        digests(letters),
        first,
        keys["initial"].to_numpy().astype(np.bool_),
        _sets(_column(keys, "lemmas")),
        _sets(_column(keys, "skeletons")),
        _sets(_column(keys, "meant")),
        none,
        none,
        none,
        none,
        digests(pc.coalesce(_first(_column(keys, "lemmas")), _first(_column(keys, "skeletons")))),
    )


def _first(words: pa.ListArray) -> pa.Array:
    """The first word of each set, null where there is none."""
    lengths = pc.list_value_length(words).to_numpy(zero_copy_only=False)
    begins = words.offsets.to_numpy()[:-1]
    return words.values.take(pa.array(begins, pa.int64(), mask=lengths == 0))


def _united(sets: list[pa.ListArray]) -> pa.ListArray:
    """The union of several sets for each word, sorted."""
    owner = np.concatenate([pc.list_parent_indices(one).to_numpy() for one in sets])
    values = pa.concat_arrays([pc.list_flatten(one) for one in sets])
    table = pa.table({"owner": owner, "word": values}).group_by(["owner", "word"]).aggregate([])
    table = table.sort_by([("owner", "ascending"), ("word", "ascending")])
    return _regrouped_values(table["word"].combine_chunks(), table["owner"].to_numpy(), len(sets[0]))


def _regrouped(lists: pa.ListArray, parents: Ints, count: int) -> pa.ListArray:
    """Sets of words that belong to parents, brought together by parent; sorted and without repeats."""
    owner = parents[pc.list_parent_indices(lists).to_numpy()]
    return _united([_regrouped_values(pc.list_flatten(lists), owner, count)])


def _regrouped_values(values: pa.Array, owner: Ints, count: int) -> pa.ListArray:
    starts = np.searchsorted(owner, np.arange(count + 1))
    return pa.ListArray.from_arrays(pa.array(starts, pa.int32()), values)


def _sets(words: pa.ListArray) -> Sets:
    return Sets(words.offsets.to_numpy().astype(np.int32), digests(words.values))


def _set_of(found: Ints, owner: Ints, count: int) -> Sets:
    return Sets(np.searchsorted(owner, np.arange(count + 1)).astype(np.int32), found)


def births(texts: pa.Array) -> Births:
    """The vocabulary of dates of birth, in EDTF."""
    rows = [_birth(text) for text in texts.to_pylist()]
    return Births(*np.array(rows, np.int32).reshape(len(rows), 6).T.copy())


def _birth(text: str) -> tuple[int, int, int, int, int, int]:
    span = parse_edtf(text)
    one_year = span.earliest.year == span.latest.year
    one_month = one_year and span.earliest.month == span.latest.month
    sure = span.qualifier is Qualifier.CERTAIN
    return (
        (span.earliest - _EPOCH).days,
        (span.latest - _EPOCH).days,
        span.earliest.year if one_year else NONE,
        span.earliest.month if one_month and sure else NONE,
        span.earliest.day if span.is_day and sure else NONE,
        not sure,
    )


def events(texts: pa.Array) -> Events:
    """The vocabulary of dates of events, in EDTF."""
    spans = [parse_edtf(text) for text in texts.to_pylist()]
    days = [((span.earliest - _EPOCH).days, (span.latest - _EPOCH).days) for span in spans]
    return Events(*np.array(days, np.int32).reshape(len(days), 2).T.copy())


def units(texts: pa.Array) -> Units:
    """The vocabulary of units and workplaces."""
    read = [read_unit(text) for text in texts.to_pylist()]
    return Units(
        np.array([unit.number for unit in read], np.int64),
        digests(pa.array([unit.kind for unit in read], pa.string())),
        _sets(pa.array([unit.names for unit in read], _WORDS)),
    )


def places(texts: pa.Array) -> Places:
    """The vocabulary of places."""
    keys = place_key_columns(texts)
    skeleton = keys["skeleton"].combine_chunks()
    return Places(Letters(*letters_of(skeleton)), digests(skeleton), _sets(_column(keys, "places")))
