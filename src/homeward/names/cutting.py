"""Names as written, cut into cleaned words; each distinct word is kept once.

Compiled for cells of plain letters, which nearly all are: Cyrillic or Latin letters in composed form, spaces, commas,
dots, hyphens, apostrophes. Anything else (brackets, digits within words, letters of both alphabets in one word) is
left to ``parsing.cut_by_hand``, and so are words that only the words around them can settle (``COBA``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from homeward.compiled import compiled, compiled_step
from homeward.names.hearing import same_sounds
from homeward.names.lexicon import hash_of
from homeward.names.rules import APOSTROPHE, CODE_POINTS, COMMA, CYRILLIC, GAP, LATIN, LETTER, ODD, rules

_TICK = ord("'")


class Cells(NamedTuple):
    """Cells cut into words.

    Attributes:
        first: (cells + 1,) where a cell's words begin in ``word`` and ``place``.
        word: numbers of words.
        place: 0 before the first comma, 1 after it, 2 in brackets.
        odd: (cells,) not cut.
        settled: (cells, 2) no word would be read otherwise among Cyrillic words, among Latin ones.
        cyrillic, latin: (cells,) letters of each alphabet.
    """

    first: NDArray[np.int64]
    word: NDArray[np.int32]
    place: NDArray[np.uint8]
    odd: NDArray[np.bool_]
    settled: NDArray[np.bool_]
    cyrillic: NDArray[np.int64]
    latin: NDArray[np.int64]


class Store(NamedTuple):
    """Distinct words: open addressing, where each begins, its code points, its hash; how many, as one number."""

    slots: NDArray[np.int32]
    start: NDArray[np.int64]
    letters: NDArray[np.int32]
    hashes: NDArray[np.int64]
    filled: NDArray[np.int64]


@compiled_step
def keep(word: Any, store: Any) -> int:
    """The number of a word (code points), new if it was not kept before."""
    value = hash_of(word, len(word))
    last = len(store.slots) - 1
    slot = value & last
    while store.slots[slot] >= 0:
        number = store.slots[slot]
        if store.hashes[number] == value:
            start, end = store.start[number], store.start[number + 1]
            if same_sounds(store.letters[start:], end - start, word, len(word)):
                return int(number)
        slot = (slot + 1) & last
    number = store.filled[0]
    store.filled[0] += 1
    store.slots[slot] = number
    store.hashes[number] = value
    start = store.start[number]
    for place in range(len(word)):
        store.letters[start + place] = word[place]
    store.start[number + 1] = start + len(word)
    return int(number)


@compiled
def refill(store: Any) -> None:
    """Put the words kept into ``slots`` again."""
    last = len(store.slots) - 1
    for number in range(store.filled[0]):
        slot = store.hashes[number] & last
        while store.slots[slot] >= 0:
            slot = (slot + 1) & last
        store.slots[slot] = number


@compiled_step
def _next_code(text: Any, place: int) -> tuple[int, int]:
    """The code point at a place of a UTF-8 text, and the place behind it."""
    lead: Any = np.int64(text[place])
    if lead < 0x80:
        return lead, place + 1
    if lead < 0xE0:
        return (lead & 0x1F) << 6 | np.int64(text[place + 1]) & 0x3F, place + 2
    middle: Any = np.int64(text[place + 1]) & 0x3F
    if lead < 0xF0:
        return (lead & 0x0F) << 12 | middle << 6 | np.int64(text[place + 2]) & 0x3F, place + 3
    return (lead & 7) << 18 | middle << 12 | (np.int64(text[place + 2]) & 0x3F) << 6, place + 4


@compiled
def cut(text: Any, start: Any, rules: Any, store: Any, cells: Any) -> None:
    """Cut cells of UTF-8 ``text`` into words; see ``Cells``."""
    letters = np.empty(max(1, len(text)), np.int32)
    end = 0
    cells.first[0] = 0
    for cell in range(len(start) - 1):
        place, stop = int(start[cell]), int(start[cell + 1])
        first, odd, after, size = end, False, 0, 0
        cyrillic = latin = 0
        to_cyrillic = to_latin = False
        while place <= stop and not odd:
            if place < stop:
                code, place = _next_code(text, place)
                kind = rules.kind[code] if code < CODE_POINTS else ODD
            else:
                code, kind, place = 0, GAP, place + 1
            if kind == LETTER or (kind == APOSTROPHE and size):
                letters[size] = rules.clean[code]
                size += 1
            elif kind in (GAP, COMMA):
                while size and letters[size - 1] == _TICK:
                    size -= 1
                if size:
                    in_cyrillic = in_latin = sounding = 0
                    alike = True
                    for at in range(size):
                        letter = letters[at]
                        alphabet = rules.script[letter]
                        in_cyrillic += alphabet == CYRILLIC
                        in_latin += alphabet == LATIN
                        if alphabet == CYRILLIC:
                            sounding += rules.sounds_length[letter]
                        else:
                            sounding += rules.signs_length[letter]
                        if not rules.lookalike[letter] and (letter != _TICK or in_cyrillic == 0):
                            alike = False
                    odd = in_cyrillic > 0 and in_latin > 0
                    if alike and in_latin:
                        to_cyrillic = True
                    if alike and in_cyrillic:
                        to_latin = True
                    cyrillic += in_cyrillic
                    latin += in_latin
                    if sounding and not odd:
                        cells.word[end] = keep(letters[:size], store)
                        cells.place[end] = after
                        end += 1
                    size = 0
                if kind == COMMA:
                    after = 1
            elif kind != APOSTROPHE:
                odd = True
        if odd:
            end = first
        cells.odd[cell] = odd
        cells.settled[cell, 0], cells.settled[cell, 1] = not (odd or to_cyrillic), not (odd or to_latin)
        cells.cyrillic[cell], cells.latin[cell] = cyrillic, latin
        cells.first[cell + 1] = end


@compiled
def keep_words(text: Any, start: Any, store: Any, numbers: Any) -> None:
    """Keep words that are clean already, UTF-8 one after the other."""
    letters = np.empty(max(1, len(text)), np.int32)
    for word in range(len(start) - 1):
        place, size = int(start[word]), 0
        while place < start[word + 1]:
            letters[size], place = _next_code(text, place)
            size += 1
        numbers[word] = keep(letters[:size], store)


class Vocabulary:
    """Distinct cleaned words, numbered as they come."""

    def __init__(self) -> None:
        self.store = Store(
            np.full(1, -1, np.int32),
            np.zeros(1, np.int64),
            np.empty(0, np.int32),
            np.empty(0, np.int64),
            np.zeros(1, np.int64),
        )

    def __len__(self) -> int:
        return int(self.store.filled[0])

    @property
    def letters(self) -> NDArray[np.int32]:
        """Code points of all words."""
        return self.store.letters

    @property
    def start(self) -> NDArray[np.int64]:
        """Where each word begins, and where the last ends."""
        return self.store.start

    def make_room(self, letters: int) -> None:
        """Make room for further words of so many letters together."""
        count, old = len(self), self.store
        used = int(old.start[count])
        slots = 1 << (2 * (count + letters) + 1).bit_length()
        self.store = Store(
            np.full(slots, -1, np.int32),
            np.concatenate([old.start[: count + 1], np.empty(letters, np.int64)]),
            np.concatenate([old.letters[:used], np.empty(letters, np.int32)]),
            np.concatenate([old.hashes[:count], np.empty(letters, np.int64)]),
            old.filled,
        )
        refill(self.store)

    def add(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Numbers of words that are clean already."""
        encoded = [word.encode() for word in words]
        start = np.zeros(len(words) + 1, np.int64)
        np.cumsum([len(word) for word in encoded], out=start[1:])
        numbers = np.empty(len(words), np.int32)
        self.make_room(int(start[-1]) + len(words))
        keep_words(np.frombuffer(b"".join(encoded), np.uint8).copy(), start, self.store, numbers)
        return numbers

    def texts(self) -> list[str]:
        """All words."""
        count = len(self)
        codes = self.store.letters[: self.store.start[count]]
        whole = codes.astype("<u4").tobytes().decode("utf-32-le")
        bounds = self.store.start[: count + 1].tolist()
        return [whole[first:last] for first, last in pairwise(bounds)]


def cut_cells(text: NDArray[np.uint8], start: NDArray[np.int64], vocabulary: Vocabulary) -> Cells:
    """Cut cells, given as UTF-8 bytes with where each begins, into words of the vocabulary."""
    size, count = len(text), len(start) - 1
    cells = Cells(
        np.empty(count + 1, np.int64),
        np.empty(size, np.int32),
        np.empty(size, np.uint8),
        np.empty(count, np.bool_),
        np.empty((count, 2), np.bool_),
        np.empty(count, np.int64),
        np.empty(count, np.int64),
    )
    vocabulary.make_room(size)
    cut(text, start, rules(), vocabulary.store, cells)
    used = cells.first[-1]
    return cells._replace(word=cells.word[:used], place=cells.place[:used])
