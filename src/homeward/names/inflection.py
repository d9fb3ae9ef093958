"""The endings of ``grammar`` run by compiled code: gender and case taken off, patronymics to the father's name."""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step, compiled_within
from homeward.names.endings import SOUNDS
from homeward.names.grammar import SHORTEST_GIVEN_STEM, SHORTEST_LIKE_A_PATRONYMIC, SHORTEST_STEM
from homeward.names.hearing import same_sounds
from homeward.names.rules import (
    BALTIC,
    BOOK_STEMS,
    CASES,
    CODE_POINTS,
    FATHERS,
    FEMININE,
    GIVEN_CASE,
    LATIN_CASES,
    LIKE_A_PATRONYMIC,
    PERHAPS_FEMININE,
    ZKA,
)

_A, _E, _S = (SOUNDS.index(letter) for letter in "aes")
_OTHER = 63


@compiled_step
def ending_of(word: Any, length: int, rules: Any, table: int) -> int:
    """The first row of a table of endings that a word (numbers of letters or sounds) ends with, or -1."""
    for row in range(rules.end_first[table], rules.end_last[table]):
        depth = rules.end_depth[row]
        if depth > length or length - rules.end_strip[row] < rules.end_stem[row]:
            continue
        fits = True
        for back in range(depth):
            if not (rules.end_masks[row, back] >> np.uint64(word[length - 1 - back])) & np.uint64(1):
                fits = False
                break
        if fits:
            return row
    return -1


@compiled_step
def take_off(word: Any, length: int, rules: Any, table: int, made: Any) -> int:
    """The word with its ending replaced, in ``made``; its length, 0 when the table has no ending for it."""
    row = ending_of(word, length, rules, table)
    if row < 0:
        return 0
    end = length - rules.end_strip[row]
    for place in range(end):
        made[place] = word[place]
    for place in range(rules.end_base_length[row]):
        made[end] = rules.end_base[row, place]
        end += 1
    return int(end)


@compiled_step
def whole_word(word: Any, length: int, rules: Any, book: int) -> int:
    """The rule that speaks of this whole word, or -1."""
    if length == 0 or length > rules.rule_given.shape[1]:
        return -1
    for row in range(rules.rule_first[book, word[0]], rules.rule_last[book, word[0]]):
        if same_sounds(word, length, rules.rule_given[row], rules.rule_given_length[row]):
            return row
    return -1


@compiled_step
def _copy(word: Any, length: int, rows: Any, row: int) -> None:
    for place in range(length):
        rows[row, place] = word[place]


@compiled
def surname_bases(skeleton: Any, length: int, rules: Any, word: Any, bases: Any, lengths: Any) -> int:
    """Masculine nominatives a surname's skeleton may belong to, likeliest first, in ``bases``: one or two.

    ``word`` is written on.
    """
    for place in range(length):
        word[place] = skeleton[place]
    if length and word[length - 1] == _S:
        row = ending_of(word, length, rules, BALTIC)
        if row >= 0:
            length -= rules.end_strip[row]
    _copy(word, length, bases, 0)
    lengths[0] = length
    if length == 0 or word[length - 1] != _A:
        return 1
    reduced = take_off(word, length, rules, FEMININE, bases[0])
    if reduced:
        lengths[0] = reduced
        if ending_of(word, length, rules, ZKA) < 0:
            return 1
        _copy(word, length, bases, 1)
        lengths[1] = length
        return 2
    reduced = take_off(word, length, rules, PERHAPS_FEMININE, bases[1])
    lengths[1] = reduced
    return 2 if reduced else 1


@compiled
def father_stem(skeleton: Any, length: int, rules: Any, stem: Any) -> int:
    """Stem of the father's name in a patronymic's skeleton, in ``stem``; its length, 0 if it is no patronymic."""
    end = take_off(skeleton, length, rules, FATHERS, stem)
    if end > SHORTEST_STEM and stem[end - 1] == _E:  # Сергеич
        end -= 1
    row = whole_word(stem, end, rules, BOOK_STEMS)
    if row >= 0:
        end = rules.rule_made_length[row]
        for place in range(end):
            stem[place] = rules.rule_made[row, place]
    return end


@compiled_within
def looks_like_patronymic(skeleton: Any, length: int, rules: Any) -> bool:
    """Whether the ending is that of a patronymic."""
    return length >= SHORTEST_LIKE_A_PATRONYMIC and ending_of(skeleton, length, rules, LIKE_A_PATRONYMIC) >= 0


@compiled_step
def numbers_of(word: Any, letters: Any, numbers: Any) -> int:
    """The numbers of a word's letters, in ``numbers``; how many, 0 for a word that has no room there."""
    if len(word) > len(numbers):
        return 0
    for place in range(len(word)):
        numbers[place] = letters[word[place]] if word[place] < CODE_POINTS else _OTHER
    return len(word)


@compiled_within
def surname_nominative(word: Any, is_latin: bool, rules: Any, work: Any) -> int:
    """The nominative a surname's spelling is an oblique case of, in ``work.made``; its length or 0."""
    if is_latin:
        length, table = numbers_of(word, rules.latin[:], work.numbers[:]), LATIN_CASES
    else:
        length, table = numbers_of(word, rules.cyrillic[:], work.numbers[:]), CASES
    row = ending_of(work.numbers[:], length, rules, table)
    if row < 0:
        return 0
    end = length - rules.end_strip[row]
    for place in range(end):
        work.made[place] = word[place]
    for place in range(rules.end_base_length[row]):
        work.made[end] = rules.end_base[row, place]
        end += 1
    return int(end)


@compiled_step
def given_nominative(skeleton: Any, length: int, form: int, rules: Any, made: Any) -> int:
    """The ``form``-th nominative that a given name's skeleton may be a case of, in ``made``; its length or 0."""
    row = ending_of(skeleton, length, rules, GIVEN_CASE)
    if row < 0:
        return 0
    end = length - rules.end_strip[row]
    if end < SHORTEST_GIVEN_STEM:
        return 0
    for place in range(end):
        made[place] = skeleton[place]
    for place in range(rules.given_nominatives_length[form]):
        made[end] = rules.given_nominatives[form, place]
        end += 1
    return int(end)
