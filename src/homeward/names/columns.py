"""Columns of names, and lists of words: parsed and keyed millions at a time, each distinct cell and word once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from homeward.names.cutting import Cells, Vocabulary, cut_cells
from homeward.names.endings import SOUNDS
from homeward.names.hearing import WIDTH, work
from homeward.names.keys import NO_KEYS, Part, PartKeys
from homeward.names.lexicon import lexicon, names_known
from homeward.names.meaning import MOST_MEANT, meant_lemmas
from homeward.names.parsing import PersonName, cut_by_hand, scripts_in
from homeward.names.placing import COLUMNS, Parsed, place_words, placement, put_in_nominative
from homeward.names.rules import rules
from homeward.names.scripts import Script
from homeward.names.skeleton import MOST
from homeward.names.understanding import (
    FACTS,
    IN_GIVEN,
    IN_PATRONYMIC,
    IN_SURNAME,
    fit_words,
    hear_words,
    key_words,
)
from homeward.names.words import skeletons_of_words, spelt

_AT_ONCE = 1 << 14
"""Words understood at a time, so that memory stays small."""
_NUMBER_OF = {Part.SURNAME: IN_SURNAME, Part.GIVEN: IN_GIVEN, Part.PATRONYMIC: IN_PATRONYMIC}
_CYRILLIC, _LATIN = 0, 1
_PREFERRED = (Script.CYRILLIC, Script.LATIN, Script.OTHER)


def parse_columns(
    surname: pa.StringArray, given_name: pa.StringArray, patronymic: pa.StringArray, full_name: pa.StringArray
) -> pa.Table:
    """Parse columns of one length, "" where a cell is empty, as ``parsing.parse_name`` parses each row.

    Returns:
        a table of as many rows: ``surname``, ``given``, ``patronymic`` (strings, "" if absent), ``others`` (lists).
    """
    vocabulary = Vocabulary()
    cells, cells_of = _distinct_cells((surname, given_name, patronymic, full_name))
    parsed = parse_cells(cells, cells_of, vocabulary)
    words = pa.array([*vocabulary.texts(), ""])
    nothing = len(words) - 1
    parts = np.where(parsed.parts < 0, nothing, parsed.parts)
    others = pa.ListArray.from_arrays(pa.array(parsed.first.astype(np.int32)), words.take(pa.array(parsed.others)))
    columns = [words.take(pa.array(parts[:, part])) for part in range(parts.shape[1])]
    return pa.table([*columns, others], names=["surname", "given", "patronymic", "others"])


def parse_rows(rows: Sequence[tuple[str, str, str, str]]) -> list[PersonName]:
    """Parse rows of surname, given name, patronymic, full name."""
    distinct: dict[str, int] = {}
    cells_of = np.array([[distinct.setdefault(cell, len(distinct)) for cell in row] for row in rows], np.int32)
    vocabulary = Vocabulary()
    parsed = parse_cells(list(distinct), cells_of.reshape(-1, COLUMNS), vocabulary)
    words = [*vocabulary.texts(), ""]
    return [
        PersonName(words[one], words[two], words[three], tuple(words[other] for other in parsed.others[first:last]))
        for (one, two, three), first, last in zip(
            parsed.parts.tolist(), parsed.first[:-1].tolist(), parsed.first[1:].tolist(), strict=True
        )
    ]


def _distinct_cells(columns: Sequence[pa.StringArray]) -> tuple[list[str], NDArray[np.int32]]:
    """Distinct cells of the columns, and for each row which they are."""
    encoded = [pc.dictionary_encode(pc.fill_null(column, "")) for column in columns]
    encoded = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in encoded]
    cells = pa.concat_arrays([column.dictionary for column in encoded])
    numbers = np.empty((len(columns[0]), COLUMNS), np.int32)
    shift = 0
    for place, column in enumerate(encoded):
        numbers[:, place] = column.indices.to_numpy(zero_copy_only=False)
        numbers[:, place] += shift
        shift += len(column.dictionary)
    return cells, numbers


def _bytes_of(cells: pa.StringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """UTF-8 of all cells, and where each begins."""
    if len(cells) == 0:
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _valid, offsets, data = cells.buffers()
    start = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1].astype(np.int64)
    text = np.frombuffer(data, np.uint8) if data is not None and data.size else np.empty(0, np.uint8)
    return text[start[0] : start[-1]].copy(), start - start[0]


def parse_cells(cells: pa.StringArray | list[str], cells_of: NDArray[np.int32], vocabulary: Vocabulary) -> Parsed:
    """Parse rows of cells into words of the vocabulary.

    Args:
        cells: distinct cells.
        cells_of: (rows, COLUMNS) the cells of each row, -1 for none.
    """
    texts = pa.array(cells, pa.string()) if isinstance(cells, list) else cells
    found = cut_cells(*_bytes_of(texts), vocabulary)
    found, cells_of = _cut_the_rest(texts, found, cells_of, vocabulary)
    sizes = np.append(np.diff(found.first), 0)  # -1 finds an empty cell
    of_row = sizes[cells_of].sum(axis=1) if len(cells_of) else np.zeros(0, np.int64)
    rows, total = len(cells_of), int(of_row.sum())
    parsed = Parsed(np.empty((rows, 3), np.int32), np.empty(rows + 1, np.int64), np.empty(total, np.int32))
    fits = fit(vocabulary)
    place_words(cells_of, found, fits.fitness, fits.child_of, placement(), int(of_row.max(initial=0)), parsed)
    patronymics = parsed.parts[:, IN_PATRONYMIC]
    declined = patronymics[patronymics >= 0]
    declined = declined[fits.declined[declined] > 0]
    if len(declined):
        longest = int(np.diff(vocabulary.start[: len(vocabulary) + 1]).max())
        vocabulary.make_room(2 * len(declined) * (longest + 2))
        put_in_nominative(parsed, fits.declined, vocabulary.store, rules(), lexicon(), work())
    return parsed._replace(others=parsed.others[: parsed.first[-1]])


class Fits(NamedTuple):
    """What each word of a vocabulary fits: see ``understanding.FACTS``."""

    fitness: NDArray[np.float64]
    child_of: NDArray[np.uint8]
    declined: NDArray[np.uint8]


def fit(vocabulary: Vocabulary) -> Fits:
    """What each word of a vocabulary fits."""
    count = len(vocabulary)
    fits = Fits(np.empty((count, 3)), np.empty(count, np.uint8), np.empty(count, np.uint8))
    room = np.zeros(min(count, _AT_ONCE), FACTS)
    for first in range(0, count, _AT_ONCE):
        facts = room[: count - first]
        hear_words(vocabulary.letters, vocabulary.start, first, rules(), work(), facts)
        fit_words(vocabulary.letters, vocabulary.start, first, rules(), lexicon(), work(), facts)
        for name, column in fits._asdict().items():
            column[first : first + len(facts)] = facts[name]
    return fits


def _cut_the_rest(
    texts: pa.StringArray, cells: Cells, cells_of: NDArray[np.int32], vocabulary: Vocabulary
) -> tuple[Cells, NDArray[np.int32]]:
    """Cut by hand what compiled code left, once for each script it stands among."""
    if not cells.odd.any() and cells.settled.all():
        return cells, cells_of
    cyrillic, latin = np.append(cells.cyrillic, 0), np.append(cells.latin, 0)  # -1 finds an empty cell
    for cell in np.flatnonzero(cells.odd).tolist():
        cyrillic[cell], latin[cell] = scripts_in(texts[cell].as_py())
    all_cyrillic, all_latin = cyrillic[cells_of].sum(axis=1), latin[cells_of].sum(axis=1)
    prefer = np.where(all_cyrillic + all_latin == 0, 2, np.where(all_cyrillic >= all_latin, _CYRILLIC, _LATIN))
    settled = np.append(np.column_stack([cells.settled, ~cells.odd]), [[True] * 3], axis=0)
    unsettled = ~settled[cells_of, prefer[:, None]]
    asked = np.unique(
        cells_of[unsettled].astype(np.int64) * 3 + np.broadcast_to(prefer[:, None], cells_of.shape)[unsettled]
    )
    by_hand = [cut_by_hand(texts[int(ask) // 3].as_py(), _PREFERRED[int(ask) % 3]) for ask in asked]
    words = sorted({word for found in by_hand for word, _ in found})
    numbers = dict(zip(words, vocabulary.add(words).tolist(), strict=True))
    sounding = _sounding(words)
    by_hand = [[(word, place) for word, place in found if word in sounding] for found in by_hand]
    first = cells.first[-1] + np.cumsum([len(found) for found in by_hand], dtype=np.int64)
    cells_of = cells_of.copy()
    place = np.searchsorted(asked, cells_of.astype(np.int64) * 3 + prefer[:, None])
    cells_of[unsettled] = (len(cells.odd) + place)[unsettled]
    return cells._replace(
        first=np.concatenate([cells.first, first]),
        word=np.concatenate([cells.word, np.array([numbers[w] for found in by_hand for w, _ in found], np.int32)]),
        place=np.concatenate([cells.place, np.array([p for found in by_hand for _, p in found], np.uint8)]),
    ), cells_of


def _sounding(words: Sequence[str]) -> frozenset[str]:
    """Those of the words that have a sound."""
    return frozenset(word for word, skeletons in skeletons_of_words(words).items() if "".join(skeletons))


def keys_of_words(words: pa.StringArray, part: Part) -> pa.Table:
    """Keys of cleaned words standing in ``part``, as ``keys.part_keys`` gives for each.

    Returns:
        a table of as many rows: ``lemmas`` and ``skeletons`` (lists of strings), ``letters`` (string), ``initial``
        (bool), ``meant`` (lists: ``slips.meant_lemmas``).
    """
    text, start = _bytes_of(words)
    codes, code_start = _code_points(text, start)
    pieces = [
        _keys(codes, code_start, first, min(len(words), first + _AT_ONCE), part)
        for first in range(0, len(words), _AT_ONCE)
    ]
    return pa.concat_tables(pieces or [_keys(codes, code_start, 0, 0, part)])


def _code_points(text: NDArray[np.uint8], start: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The same words as code points."""
    codes = np.frombuffer(text.tobytes().decode().encode("utf-32-le"), np.int32).copy()
    begins = np.concatenate([[0], np.cumsum((text & 0xC0) != 0x80)])
    return codes, begins[start]


def _keys(codes: NDArray[np.int32], start: NDArray[np.int64], first: int, last: int, part: Part) -> pa.Table:
    column, facts = _NUMBER_OF[part], np.zeros(last - first, FACTS)
    hear_words(codes, start, first, rules(), work(), facts)
    key_words(codes, start, first, rules(), lexicon(), work(), facts)
    meant, meant_count = np.empty((len(facts), MOST_MEANT), np.int16), np.empty(len(facts), np.int64)
    meant_lemmas(column, rules(), lexicon(), work(), facts, meant, meant_count)
    names = names_known()
    lemmas = pa.array(names.surnames if part is Part.SURNAME else names.given)
    skeletons = facts["readings"][:, column].reshape(len(facts) * MOST, WIDTH), facts["length"][:, column].reshape(-1)
    there = (np.arange(MOST) < facts["count"][:, column, None]).reshape(-1)
    return pa.table(
        {
            "lemmas": _lists(lemmas, facts["lemmas"][:, column], facts["lemma_count"][:, column]),
            "skeletons": pa.ListArray.from_arrays(
                pa.array(_offsets(facts["count"][:, column])), _strings(skeletons[0][there], skeletons[1][there])
            ),
            "letters": _strings(facts["letters"][:, column], facts["letters_length"][:, column]),
            "initial": pa.array(facts["initial"] > 0),
            "meant": _lists(pa.array(names.given), meant, meant_count),
        }
    )


def keys_of_word(word: str, part: Part) -> PartKeys:
    """Keys of one word: see ``keys.part_keys``."""
    codes, facts = np.frombuffer(word.encode("utf-32-le"), np.int32).copy(), np.zeros(1, FACTS)
    start = np.array([0, len(codes)])
    hear_words(codes, start, 0, rules(), work(), facts)
    key_words(codes, start, 0, rules(), lexicon(), work(), facts)
    fact, column = facts[0], _NUMBER_OF[part]
    if not fact["count"][column]:
        return NO_KEYS
    known = names_known().surnames if part is Part.SURNAME else names_known().given
    return PartKeys(
        tuple(known[lemma] for lemma in fact["lemmas"][column, : fact["lemma_count"][column]]),
        spelt(fact["readings"][column], fact["length"][column], fact["count"][column]),
        spelt(fact["letters"][column][None], fact["letters_length"][column][None], 1)[0],
        bool(fact["initial"]),
    )


def meant_by(keys: PartKeys, part: Part) -> tuple[str, ...]:
    """What a word of these keys may stand for: see ``slips``."""
    column, facts, known = _NUMBER_OF[part], np.zeros(1, FACTS), names_known().given
    fact = facts[0]
    fact["initial"], fact["count"][column] = keys.initial, len(keys.skeletons)
    for way, skeleton in enumerate(keys.skeletons):
        fact["length"][column, way] = len(skeleton)
        fact["readings"][column, way, : len(skeleton)] = [SOUNDS.index(sound) for sound in skeleton]
    if part is not Part.SURNAME:
        fact["lemma_count"][column] = len(keys.lemmas)
        fact["lemmas"][column, : len(keys.lemmas)] = [known.index(lemma) for lemma in keys.lemmas]
    meant, count = np.empty((1, MOST_MEANT), np.int16), np.empty(1, np.int64)
    meant_lemmas(column, rules(), lexicon(), work(), facts, meant, count)
    return tuple(known[lemma] for lemma in meant[0, : count[0]])


def _offsets(count: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum(count)]).astype(np.int32)


def _lists(values: pa.StringArray, numbers: NDArray[np.int16], count: NDArray[np.int64]) -> pa.ListArray:
    """Lists of values, of each row the first ``count`` numbers."""
    there = np.arange(numbers.shape[1]) < count[:, None]
    return pa.ListArray.from_arrays(pa.array(_offsets(count)), values.take(pa.array(numbers[there])))


def _strings(sounds: NDArray[np.uint8], length: NDArray[np.int64]) -> pa.StringArray:
    """Strings of sounds, of each row the first ``length``."""
    there = np.arange(sounds.shape[1]) < length[:, None]
    letters = sounds[there] + np.uint8(ord("a"))
    return pa.StringArray.from_buffers(len(length), pa.py_buffer(_offsets(length)), pa.py_buffer(letters.tobytes()))
