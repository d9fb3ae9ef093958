"""Endings and signs of words, written as short patterns and made into tables that compiled code runs down.

A pattern is letters, classes in brackets, repetitions in braces, groups with ``|`` and ``?`` behind a letter or group::

    [a-z]{2}[scz]k        (ov|ev|in)a?        [^sc]w

It stands for finitely many sequences of classes of letters; a class is the bits of a whole number, one for each letter
of an ``Alphabet``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SOUNDS = "abcdefghijklmnopqrstuvwxyz"
"""The sounds of a skeleton; a sound's number is its place here."""
Classes = tuple[int, ...]
_OTHER = 63


@dataclass(frozen=True)
class Alphabet:
    """Letters that patterns may speak of, at most 63; every other letter has number 63."""

    letters: str

    def mask(self, letters: Iterable[str]) -> int:
        """The class of these letters."""
        return sum(1 << self.letters.index(letter) for letter in set(letters))

    def numbers(self, size: int) -> NDArray[np.uint8]:
        """Number of each code point below ``size``."""
        table = np.full(size, _OTHER, dtype=np.uint8)
        for number, letter in enumerate(self.letters):
            table[ord(letter)] = number
        return table


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, alphabet: Alphabet) -> None:
        self.left, self.alphabet = list(reversed(pattern)), alphabet

    def group(self) -> list[Classes]:
        """Alternatives up to a closing bracket or the end."""
        found: list[Classes] = []
        ways: list[Classes] = [()]
        while self.left and self.left[-1] != ")":
            sign = self.left.pop()
            if sign == "|":
                found, ways = found + ways, [()]
                continue
            step = self._step(sign)
            ways = [before + after for before, after in product(ways, step)]
        return found + ways

    def _step(self, sign: str) -> list[Classes]:
        if sign == "(":
            step = self.group()
            self.left.pop()
        else:
            step = [(self._class() if sign == "[" else self.alphabet.mask(sign),)]
        if self.left and self.left[-1] == "?":
            self.left.pop()
            return [*step, ()]
        if self.left and self.left[-1] == "{":
            self.left.pop()
            times = int(self.left.pop())
            self.left.pop()
            return [sum(ways, ()) for ways in product(step, repeat=times)]
        return step

    def _class(self) -> int:
        inside = ""
        while (sign := self.left.pop()) != "]":
            inside += sign
        letters = inside.removeprefix("^")
        for first, last in (("a", "z"), ("а", "я")):
            between = "".join(map(chr, range(ord(first), ord(last) + 1)))
            letters = letters.replace(f"{first}-{last}", between)
        mask = self.alphabet.mask(letters)
        return (1 << _OTHER + 1) - 1 - mask if inside.startswith("^") else mask


def alternatives(pattern: str, alphabet: Alphabet) -> list[Classes]:
    """The sequences of classes a pattern stands for."""
    return _Reader(pattern, alphabet).group()


class Ending(NamedTuple):
    """An ending and what is put in its place.

    Attributes:
        ending: pattern of what is taken off.
        after: pattern of what must stand before it.
        base: what is put in its place.
        stem: letters that must be left before the ending, at least.
    """

    ending: str
    after: str = ""
    base: str = ""
    stem: int = 0


def endings(tables: Sequence[tuple[Alphabet, Sequence[Ending]]]) -> dict[str, NDArray[Any]]:
    """Tables of endings, one after the other, each in the order it is tried; of one ``Ending`` the longest form first.

    Returns:
        ``end_first``, ``end_last``: (tables,) its rows. Of each row: ``end_masks`` classes, the last letter first;
        ``end_depth`` letters looked at, ``end_strip`` letters taken off, ``end_stem`` letters that must be left;
        ``end_base`` code points (or numbers of sounds) put in their place, ``end_base_length``; ``end_of`` which
        ``Ending`` of its table it comes from.
    """
    rows: list[tuple[Classes, int, int, list[int], int]] = []
    bounds = [0]
    for alphabet, table in tables:
        for number, ending in enumerate(table):
            base = [SOUNDS.index(letter) if alphabet.letters == SOUNDS else ord(letter) for letter in ending.base]
            for form in sorted(alternatives(ending.ending, alphabet), key=len, reverse=True):
                for before in alternatives(ending.after, alphabet):
                    rows.append((before + form, len(form), ending.stem, base, number))
        bounds.append(len(rows))
    return {
        "end_first": np.array(bounds[:-1]),
        "end_last": np.array(bounds[1:]),
        "end_masks": _table([row[0][::-1] for row in rows], np.uint64),
        "end_depth": np.array([len(row[0]) for row in rows]),
        "end_strip": np.array([row[1] for row in rows]),
        "end_stem": np.array([row[2] for row in rows]),
        "end_base": _table([row[3] for row in rows], np.int32),
        "end_base_length": np.array([len(row[3]) for row in rows]),
        "end_of": np.array([row[4] for row in rows]),
    }


def _table(rows: Sequence[Sequence[int]], kind: type[np.generic]) -> NDArray[Any]:
    """Rows of different lengths, filled up with 0."""
    table = np.zeros((len(rows), max(map(len, rows))), kind)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table


def signs(alphabet: Alphabet, of: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Groups of letters looked for anywhere in a word; ``^`` before and ``$`` behind bind one to the word's edge.

    Returns:
        of each row ``sign_masks`` classes, ``sign_length``, ``sign_at_start``, ``sign_at_end``, ``sign_of`` which
        of the patterns it comes from.
    """
    rows: list[tuple[Classes, bool, bool, int]] = []
    for number, patterns in enumerate(of):
        for pattern in patterns.split("|"):
            bare = pattern.removeprefix("^").removesuffix("$")
            rows += [
                (form, pattern.startswith("^"), pattern.endswith("$"), number) for form in alternatives(bare, alphabet)
            ]
    return {
        "sign_masks": _table([row[0] for row in rows], np.uint64),
        "sign_length": np.array([len(row[0]) for row in rows]),
        "sign_at_start": np.array([row[1] for row in rows], np.uint8),
        "sign_at_end": np.array([row[2] for row in rows], np.uint8),
        "sign_of": np.array([row[3] for row in rows]),
    }


def rewriting(alphabet: str, books: Sequence[Mapping[str, str]]) -> dict[str, NDArray[Any]]:
    """Books of rules that rewrite groups of letters; a letter's number is its place in ``alphabet``.

    Returns:
        ``rule_first``, ``rule_last``: (books, 32) the rows that begin with a letter, the longest first; of each row
        ``rule_given``, ``rule_given_length``, ``rule_made``, ``rule_made_length``.
    """
    first, last = np.zeros((len(books), 32), np.int64), np.zeros((len(books), 32), np.int64)
    rows: list[tuple[str, str]] = []
    for number, book in enumerate(books):
        for code, letter in enumerate(alphabet[:32]):
            first[number, code] = len(rows)
            rows += sorted(
                (rule for rule in book.items() if rule[0][0] == letter), key=lambda rule: (-len(rule[0]), rule)
            )
            last[number, code] = len(rows)
    return {
        "rule_first": first,
        "rule_last": last,
        "rule_given": _table([[alphabet.index(letter) for letter in given] for given, _ in rows], np.uint8),
        "rule_given_length": np.array([len(given) for given, _ in rows]),
        "rule_made": _table([[alphabet.index(letter) for letter in made] for _, made in rows], np.uint8),
        "rule_made_length": np.array([len(made) for _, made in rows]),
    }
