"""The dictionaries of single names as arrays: what is known about a skeleton, found by a hash of its sounds.

Read from ``dictionary``; one entry for each skeleton that any of its tables knows. Names meant by a slip of the pen
are found by the forms with one sound left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from homeward.compiled import compiled, compiled_step
from homeward.names.dictionary import (
    given_names,
    known_surnames,
    rare_given_names,
    surname_frequency,
    surname_lemmas,
)
from homeward.names.hearing import same_sounds
from homeward.names.rules import record

SHORTEST_MEANT = 4
"""Words shorter than this are one letter from too many names."""
LEAST_FREQUENT_MEANT = 2e-5
"""Names rarer than this among persons are not guessed behind a slip."""
_FACTOR, _SEED = 0x9E3779B97F4A7C15 - (1 << 64), 0x51
GIVEN, SHORTENED, FATHER, SURNAME = range(4)
SHORTEST_ENDEARED, LEAST_FREQUENT_ENDEARED = 2, 2e-4
"""Letters that an endearing ending stands upon at least, and how frequent the name must be among persons."""


class Names(NamedTuple):
    """The lemmas by number: of given names, and of surnames."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


@compiled_step
def hash_of(sounds: Any, length: int) -> int:
    """A hash of 64 bits of a string of sounds or code points."""
    value: Any = np.int64(_SEED)
    for place in range(length):
        value = (value ^ np.int64(sounds[place] + 1)) * np.int64(_FACTOR)
        value ^= value >> np.int64(29)
    return int(value)


@compiled_step
def hash_without(sounds: Any, length: int, left_out: int) -> int:
    """The hash without the sound at ``left_out``."""
    value: Any = np.int64(_SEED)
    for place in range(length):
        if place != left_out:
            value = (value ^ np.int64(sounds[place] + 1)) * np.int64(_FACTOR)
            value ^= value >> np.int64(29)
    return int(value)


@compiled_step
def entry_of(sounds: Any, length: int, lexicon: Any) -> int:
    """The entry of a skeleton, -1 if no table knows it."""
    value = hash_of(sounds, length)
    last = len(lexicon.slots) - 1
    slot = value & last
    while True:
        entry = lexicon.slots[slot]
        if entry < 0:
            return -1
        if lexicon.hashes[entry] == value:
            start = lexicon.start[entry]
            if same_sounds(sounds, length, lexicon.sounds[start:], lexicon.start[entry + 1] - start):
                return int(entry)
        slot = (slot + 1) & last


@compiled_step
def knows(entry: int, kind: int, lexicon: Any) -> bool:
    """Whether an entry (or -1) has lemmas of a kind."""
    return entry >= 0 and lexicon.first[entry + 1, kind] > lexicon.first[entry, kind]


@compiled_step
def add_lemmas(entry: int, kind: int, lexicon: Any, found: Any, count: int) -> int:
    """Add an entry's lemmas to a sorted row of lemmas, each once; how many there are then."""
    if entry < 0:
        return count
    for place in range(lexicon.first[entry, kind], lexicon.first[entry + 1, kind]):
        count = add_lemma(lexicon.lemmas[place], found, count)
    return count


@compiled_step
def add_lemma(lemma: int, found: Any, count: int) -> int:
    """Add one lemma to a sorted row, if there is room and it is not there."""
    place = count
    while place > 0 and found[place - 1] > lemma:
        place -= 1
    if (place > 0 and found[place - 1] == lemma) or count == len(found):
        return count
    for moved in range(count, place, -1):
        found[moved] = found[moved - 1]
    found[place] = lemma
    return count + 1


@compiled
def _fill(start: Any, sounds: Any, hashes: Any, slots: Any) -> None:
    for entry in range(len(hashes)):
        hashes[entry] = hash_of(sounds[start[entry] :], start[entry + 1] - start[entry])
        slot = hashes[entry] & (len(slots) - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (len(slots) - 1)
        slots[slot] = entry


@compiled
def _near(entries: Any, start: Any, sounds: Any, hashes: Any, found: Any) -> int:
    """Fill in the hashes of each entry with none or one sound left out; how many."""
    end = 0
    for entry in entries:
        skeleton, length = sounds[start[entry] :], start[entry + 1] - start[entry]
        if length < SHORTEST_MEANT - 1:
            continue
        for left_out in range(-1, length):
            hashes[end] = hash_without(skeleton, length, left_out)
            found[end] = entry
            end += 1
    return end


def _numbers(of: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return {lemma: number for number, lemma in enumerate(sorted({lemma for lemmas in of for lemma in lemmas}))}


@cache
def names_known() -> Names:
    """The lemmas in the order of their numbers, which is the alphabet's."""
    given = given_names()
    forms = (*given.lemmas.values(), *given.shortened.values(), *given.fathers.values())
    return Names(tuple(_numbers(forms)), tuple(_numbers(surname_lemmas().values())))


@cache
def lexicon() -> Any:
    """The dictionaries as one record; read once.

    ``slots``: open addressing, an entry or -1; their number is a power of two. Of each entry ``start`` in ``sounds``,
    ``hashes``; ``first`` by kind (given names, diminutives, fathers' names, surnames) in ``lemmas``, which are numbers
    in the order of the alphabet, given names and surnames apart; ``surname_share`` of persons, 0 if unknown;
    ``is_surname``, ``is_rare``: the tables of surnames and of rare given names hold it. Of each lemma ``share`` of
    persons, ``given_sound`` and ``surname_sound``, its first sound as a bit. ``near_given``, ``near_father``: hashes of
    forms with none or one sound left out, sorted, and their entries.
    """
    from homeward.names.words import first_sounds

    given, names = given_names(), names_known()
    given_number = {lemma: number for number, lemma in enumerate(names.given)}
    surname_number = {lemma: number for number, lemma in enumerate(names.surnames)}
    shares, rare, surnames = surname_frequency(), rare_given_names(), known_surnames()
    tables: Sequence[tuple[Mapping[str, tuple[str, ...]], dict[str, int]]] = (
        (given.lemmas, given_number),
        (given.shortened, given_number),
        (given.fathers, given_number),
        (surname_lemmas(), surname_number),
    )
    skeletons = sorted({*surnames, *rare, *shares, *(skeleton for table, _ in tables for skeleton in table)} - {""})
    entry = {skeleton: number for number, skeleton in enumerate(skeletons)}
    letters = "".join(skeletons)
    sounds = np.frombuffer(letters.encode("ascii"), np.uint8) - np.uint8(ord("a"))
    start = np.zeros(len(skeletons) + 1, np.int64)
    np.cumsum([len(skeleton) for skeleton in skeletons], out=start[1:])
    count = np.zeros((len(skeletons) + 1, len(tables)), np.int64)
    for kind, (table, _) in enumerate(tables):
        for skeleton, lemmas in table.items():
            if skeleton:
                count[entry[skeleton] + 1, kind] = len(lemmas)
    first = np.zeros_like(count)
    numbers: list[int] = []
    for kind, (table, number) in enumerate(tables):
        first[:, kind] = len(numbers) + np.cumsum(count[:, kind])
        for skeleton in sorted(table):
            if skeleton:
                numbers += sorted(number[lemma] for lemma in table[skeleton])
    hashes = np.empty(len(skeletons), np.int64)
    slots = np.full(1 << (2 * len(skeletons)).bit_length(), -1, np.int32)
    _fill(start, sounds, hashes, slots)
    surname_share = np.zeros(len(skeletons))
    surname_share[[entry[skeleton] for skeleton in shares]] = list(shares.values())
    is_surname, is_rare = np.zeros(len(skeletons), np.uint8), np.zeros(len(skeletons), np.uint8)
    is_surname[[entry[skeleton] for skeleton in surnames]] = True
    is_rare[[entry[skeleton] for skeleton in rare]] = True
    near = [
        _sorted_near(np.array([entry[skeleton] for skeleton in table if skeleton], np.int32), start, sounds)
        for table in (given.lemmas, given.fathers)
    ]
    return record(
        {
            "slots": slots,
            "start": start,
            "sounds": sounds,
            "hashes": hashes,
            "first": first,
            "lemmas": np.array(numbers, np.int16),
            "surname_share": surname_share,
            "is_surname": is_surname,
            "is_rare": is_rare,
            "share": np.array([given.frequency.get(lemma, 0.0) for lemma in names.given]),
            "given_sound": first_sounds(names.given),
            "surname_sound": first_sounds(names.surnames),
            "near_given_hash": near[0][0],
            "near_given_entry": near[0][1],
            "near_father_hash": near[1][0],
            "near_father_entry": near[1][1],
        }
    )


def _sorted_near(
    entries: NDArray[np.int32], start: NDArray[np.int64], sounds: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    room = int((start[entries + 1] - start[entries] + 1).sum())
    hashes, found = np.empty(room, np.int64), np.empty(room, np.int32)
    end = _near(entries, start, sounds, hashes, found)
    order = np.argsort(hashes[:end], kind="stable")
    return hashes[:end][order], found[:end][order]
