"""Which word of a name is the surname, the given name, the patronymic: compiled, over many rows of cells.

What a word says by its own form is in ``understanding``; here its place has a say, and the whole.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from homeward.compiled import compiled, compiled_within
from homeward.names.cutting import keep
from homeward.names.meaning import nominative
from homeward.names.rules import record
from homeward.names.understanding import IN_GIVEN, IN_PATRONYMIC, IN_SURNAME, PARTS

COLUMNS = 4
"""Surname, given name, patronymic, full name."""
NOWHERE = 3
MOST_WORDS = 5
"""Words of a name that are tried in every part; what follows finds no place."""
_FULL_NAME, _ASIDE = 3, 2

_Fitness = tuple[float, float, float]
_COLUMN: tuple[_Fitness, ...] = ((2.2, 0.0, -1.0), (0.0, 2.2, 0.0), (-1.0, 0.0, 2.2))
_ALONE: tuple[_Fitness, ...] = ((0.3, 0.0, -1.0),)
_OF_TWO: tuple[_Fitness, ...] = ((0.4, 0.0, -2.0), (0.0, 0.6, -0.5))
_OF_MORE: tuple[_Fitness, ...] = ((0.4, 0.0, -2.0), (0.0, 0.8, 0.4), (0.2, 0.0, 1.0), (0.0, 0.0, -0.5))
_BEFORE_COMMA: tuple[_Fitness, ...] = ((4.0, -2.0, -2.0),)
_AFTER_COMMA: tuple[_Fitness, ...] = ((-2.0, 1.5, 0.0), (-1.0, 0.0, 1.0))
_LEANINGS = (*_COLUMN, *_ALONE, *_OF_TWO, *_OF_MORE, *_BEFORE_COMMA, *_AFTER_COMMA)
_AT_ALONE, _AT_TWO, _AT_MORE, _AT_BEFORE, _AT_AFTER = 3, 4, 6, 10, 11
_LAST_OF_MORE, _LAST_AFTER = 3, 1
# "Surname Given Patronymic" and "Given Patronymic Surname" are how full names are written
_USUAL_ORDERS: dict[tuple[int, ...], float] = {
    (IN_SURNAME, IN_GIVEN, IN_PATRONYMIC): 1.0,
    (IN_GIVEN, IN_PATRONYMIC, IN_SURNAME): 1.0,
}
_EMPTY_SURNAME, _ASIDE_COST = -2.0, -0.7


@cache
def placement() -> Any:
    """What places say, and every way to put so many words into the parts, as one record; made once.

    ``leanings``: (places, parts) what a place speaks for. ``first``: where the ways for so many words begin. ``ways``:
    (ways, MOST_WORDS) the part of each word, or ``NOWHERE``. ``bonus``: (ways,) what speaks for a way as such.
    """
    first, ways, bonus = [0], [], []
    for count in range(MOST_WORDS + 1):
        for way in product((IN_SURNAME, IN_GIVEN, IN_PATRONYMIC, NOWHERE), repeat=count):
            if any(way.count(part) > 1 for part in range(PARTS)):
                continue
            ways.append((*way, *(NOWHERE,) * (MOST_WORDS - count)))
            empty = 0.0 if IN_SURNAME in way else _EMPTY_SURNAME
            bonus.append(empty + _USUAL_ORDERS.get(way, 0.0) + way.count(NOWHERE) * _ASIDE_COST)
        first.append(len(ways))
    return record(
        {
            "leanings": np.array(_LEANINGS),
            "first": np.array(first),
            "ways": np.array(ways),
            "bonus": np.array(bonus),
        }
    )


class Parsed(NamedTuple):
    """Names by row: numbers of words, -1 where there is none.

    Attributes:
        parts: (rows, parts).
        first: (rows + 1,) where a row's other words begin in ``others``.
        others: words that found no place, in the order written.
    """

    parts: NDArray[np.int32]
    first: NDArray[np.int64]
    others: NDArray[np.int32]


@compiled_within
def _best_way(fitness: Any, count: int, placement: Any) -> int:
    """The row of the way with the greatest fitness; the first of equals."""
    best, greatest = -1, -np.inf
    for way in range(placement.first[count], placement.first[count + 1]):
        total = 0.0
        for word in range(count):
            total += fitness[word, placement.ways[way, word]]
        total = placement.bonus[way] + total
        if total > greatest:
            best, greatest = way, total
    return best


@compiled_within
def _gather(row: int, cells_of: Any, cells: Any, words: Any, leanings: Any) -> tuple[int, int]:
    """Words of a row and what their places are; how many, and how many stand in brackets (these at the end)."""
    count = 0
    for column in range(COLUMNS):
        cell = cells_of[row, column]
        if cell < 0:
            continue
        first, last = cells.first[cell], cells.first[cell + 1]
        before = after = 0
        for at in range(first, last):
            before += cells.place[at] == 0
            after += cells.place[at] == 1
        comma = before > 0 and after > 0
        total, index = before + after, 0
        for at in range(first, last):
            if cells.place[at] == _ASIDE:
                continue
            words[count] = cells.word[at]
            if column != _FULL_NAME:
                leanings[count] = column
            elif comma:
                leanings[count] = _AT_BEFORE if index < before else _AT_AFTER + min(_LAST_AFTER, index - before)
            elif total == 1:
                leanings[count] = _AT_ALONE
            elif total == 2:
                leanings[count] = _AT_TWO + index
            else:
                leanings[count] = _AT_MORE + min(_LAST_OF_MORE, index)
            index += 1
            count += 1
    aside = 0
    for column in range(COLUMNS):
        cell = cells_of[row, column]
        if cell >= 0:
            for at in range(cells.first[cell], cells.first[cell + 1]):
                if cells.place[at] == _ASIDE:
                    words[count + aside] = cells.word[at]
                    aside += 1
    return count, aside


@compiled
def place_words(cells_of: Any, cells: Any, fits: Any, child_of: Any, placement: Any, most: int, parsed: Any) -> None:
    """Give at most one word to each part so that the fitness is greatest; ties go to the order written.

    Args:
        cells_of: (rows, COLUMNS) cells, -1 for an empty one.
        most: words that a row may have.
    """
    words, leanings = np.empty(most + 1, np.int32), np.empty(most + 1, np.int64)
    known = np.empty(most + 1, np.int64)
    fitness, way = np.zeros((MOST_WORDS, PARTS + 1)), np.empty(MOST_WORDS, np.int64)
    end = 0
    parsed.first[0] = 0
    for row in range(len(cells_of)):
        parsed.parts[row] = -1
        count, aside = _gather(row, cells_of, cells, words, leanings)
        known_count = 0
        for at in range(count):
            if not child_of[words[at]]:
                known[known_count] = at
                known_count += 1
        if known_count == 0:
            for at in range(count):
                parsed.others[end] = words[at]
                end += 1
        placed = min(known_count, MOST_WORDS)
        taken = clash = 0
        for at in range(placed):
            best = 0
            for part in range(PARTS):
                lean = placement.leanings[leanings[known[at]], part]
                fitness[at, part] = fits[words[known[at]], part] + lean
                if fitness[at, part] > fitness[at, best]:
                    best = part
            way[at] = best
            clash |= taken & (1 << best)
            taken |= 1 << best
        if placed and (clash or not taken & 1 << IN_SURNAME):
            found = _best_way(fitness, placed, placement)
            for at in range(placed):
                way[at] = placement.ways[found, at]
        for at in range(placed):
            word = words[known[at]]
            if way[at] == NOWHERE:
                parsed.others[end] = word
                end += 1
            else:
                parsed.parts[row, way[at]] = word
        for at in range(placed, known_count):
            parsed.others[end] = words[known[at]]
            end += 1
        for at in range(count, count + aside):
            parsed.others[end] = words[at]
            end += 1
        parsed.first[row + 1] = end


@compiled
def put_in_nominative(parsed: Any, declined: Any, store: Any, rules: Any, lexicon: Any, work: Any) -> None:
    """Put surname and given name into the nominative where the patronymic shows that the name is declined."""
    for row in range(len(parsed.parts)):
        patronymic = parsed.parts[row, IN_PATRONYMIC]
        if patronymic < 0 or not declined[patronymic]:
            continue
        for part in (IN_SURNAME, IN_GIVEN):
            number = parsed.parts[row, part]
            if number >= 0:
                word = store.letters[store.start[number] : store.start[number + 1]]
                size = nominative(word, part, rules, lexicon, work)
                if size:
                    parsed.parts[row, part] = keep(work.made[:size], store)
