"""How a Latin word sounds in orthographies that are not Slavic: the books of ``readings`` run by compiled code."""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step
from homeward.names.hearing import WIDTH, plain_letters, rewrite, same_sounds, script_of_word, smooth
from homeward.names.inflection import surname_bases, take_off
from homeward.names.readings import ORTHOGRAPHIES_READ, SHORTEST_SILENT
from homeward.names.rules import BOOK_ABROAD, END_SILENT_CONSONANTS, END_SILENT_E, LATIN

_BOOKS = len(ORTHOGRAPHIES_READ)
MOST_ABROAD = 4 * _BOOKS
"""Every orthography with and without its silent endings."""
ABROAD = np.dtype([("heard", "u1", (MOST_ABROAD, WIDTH)), ("heard_length", "i8", (MOST_ABROAD,))], align=True)
"""What readings are written down on, before smoothing."""


@compiled_step
def _is_among(strings: Any, lengths: Any, count: int, sought: Any, length: int) -> bool:
    found = False
    for row in range(count):
        found = found or same_sounds(strings[row], lengths[row], sought, length)
    return found


@compiled_step
def _add(strings: Any, lengths: Any, count: int, added: Any, length: int) -> int:
    """Add a string of sounds that is not among them; how many there are then."""
    if _is_among(strings, lengths, count, added, length):
        return count
    for place in range(length):
        strings[count, place] = added[place]
    lengths[count] = length
    return count + 1


@compiled
def read_abroad(
    word: Any, as_surname: bool, rules: Any, work: Any, sheet: Any, fact: Any, found: Any, lengths: Any
) -> int:
    """Skeletons of a word by other orthographies, without those of its ``fact``, in no order; how many.

    Args:
        as_surname: bring them to the masculine.
        sheet: of ``ABROAD``, written on.
        found: (``MOST_ABROAD``, ``WIDTH``) filled.
    """
    if script_of_word(word, rules) != LATIN:
        return 0
    heard, heard_lengths, made = sheet.heard[:], sheet.heard_length[:], work.spelt[:]
    length = min(plain_letters(word, rules, work.plain[:]), WIDTH // 2)
    count = 0
    for book in range(_BOOKS):
        size = min(rewrite(work.plain[:], length, made, rules, BOOK_ABROAD + book, True), WIDTH - 4)
        count = _add(heard, heard_lengths, count, made, size)
    for row in range(count):
        size = take_off(heard[row], heard_lengths[row], rules, END_SILENT_E, made)
        if size:
            count = _add(heard, heard_lengths, count, made, size)
    for row in range(count):
        if heard_lengths[row] >= SHORTEST_SILENT:
            size = take_off(heard[row], heard_lengths[row], rules, END_SILENT_CONSONANTS, made)
            if size:
                count = _add(heard, heard_lengths, count, made, size)
    kept = 0
    for row in range(count):
        size = smooth(heard[row], heard_lengths[row], rules)
        if size == 0 or _is_among(fact.heard[:], fact.heard_length[:], fact.heard_count, heard[row], size):
            continue
        if as_surname:
            surname_bases(heard[row], size, rules, work.word[:], work.bases[:], work.bases_length[:])
            kept = _add(found, lengths, kept, work.bases[0], work.bases_length[0])
        else:
            kept = _add(found, lengths, kept, heard[row], size)
    return kept
