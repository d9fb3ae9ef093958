"""What differs between two cells, word by word, so that a reader's eye goes there first.

Words are set against each other by what they name, not by their spelling: ``Сичов``, ``Сычёв`` and ``SYCHOV`` are
one word. Where a single word is left on each side and both are written in one alphabet, only the letters that differ
are marked. Marks guide the eye; they weigh nothing. The two cells are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.names.keys import Part, part_keys
from homeward.names.scripts import clean_word, script_of

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_NUMBER = re.compile(r"\d+")
_MONTH_IN_LETTERS = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell, and whether it differs from the other cell."""

    text: str
    differs: bool = False


Marked = tuple[Piece, ...]
_Span = tuple[int, int]


def mark_words(left: str, right: str) -> tuple[Marked, Marked]:
    """Mark the words that have no counterpart in the other cell; the pieces of each cell make it up again."""
    words = [list(_WORD.finditer(cell)) for cell in (left, right)]
    meanings = [[_meanings(word[0]) for word in side] for side in words]
    alone = [
        [word.span() for word, mine in zip(side, means, strict=True) if not any(mine & theirs for theirs in others)]
        for side, means, others in zip(words, meanings, reversed(meanings), strict=True)
    ]
    if len(alone[0]) == len(alone[1]) == 1:
        alone = _letters(left, right, alone[0][0], alone[1][0])
    return _pieces(left, alone[0]), _pieces(right, alone[1])


def mark_dates(left: str, right: str) -> tuple[Marked, Marked]:
    """Mark the day, month or year that differs where both cells give it in figures."""
    parts = (_date_parts(left), _date_parts(right))
    both = parts[0].keys() & parts[1].keys()
    differ = {part for part in both if parts[0][part][0] != parts[1][part][0]}
    spans = ([parts[side][part][1] for part in differ] for side in (0, 1))
    return _pieces(left, next(spans)), _pieces(right, next(spans))


def _meanings(word: str) -> frozenset[str]:
    if word.isdigit():
        return frozenset({word.lstrip("0")})
    clean = clean_word(word)
    keys = [part_keys(clean, part) for part in (Part.SURNAME, Part.GIVEN, Part.PATRONYMIC)]
    return frozenset({word.casefold()}.union(*(key.skeletons for key in keys)))


def _letters(left: str, right: str, one: _Span, other: _Span) -> list[list[_Span]]:
    """The letters between what two words begin and end with alike; both words whole if that is less than half."""
    a, b = left[slice(*one)], right[slice(*other)]
    low_a, low_b = _small(a), _small(b)
    whole = [[one], [other]]
    if not (a.isalpha() and b.isalpha()) or script_of(low_a) is not script_of(low_b):
        return whole
    begin = _alike(low_a, low_b)
    shorter = min(len(a), len(b)) - begin
    end = min(shorter, _alike(low_a[::-1], low_b[::-1]))
    if 2 * (begin + end) < max(len(a), len(b)):
        return whole
    return [[(span[0] + begin, span[1] - end)] if span[1] - end > span[0] + begin else [] for span in (one, other)]


def _alike(left: str, right: str) -> int:
    """How many letters two words begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(left), len(right)))


def _small(word: str) -> str:
    """The word in small letters, letter for letter (a small İ would be two)."""
    return "".join(letter.lower()[0] for letter in word)


def _date_parts(text: str) -> dict[str, tuple[int, _Span]]:
    """Day, month and year as far as they stand in figures, each with its place."""
    numbers = list(_NUMBER.finditer(text))
    years = [found for found in numbers if len(found[0]) == 4]
    if len(years) != 1 or len(numbers) > 3:
        return {}
    rest = [found for found in numbers if found is not years[0]]
    if _MONTH_IN_LETTERS.search(text):
        names = ["day"]
    elif len(rest) == 2:
        names = ["month", "day"] if numbers[0] is years[0] else ["day", "month"]
    else:
        names = ["month"]
    return {
        name: (int(found[0]), found.span()) for name, found in zip(["year", *names], [years[0], *rest], strict=False)
    }


def _pieces(text: str, spans: Iterable[_Span]) -> Marked:
    found: list[Piece] = []
    end = 0
    for start, stop in sorted(spans):
        found += [Piece(text[end:start]), Piece(text[start:stop], differs=True)]
        end = stop
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)
