"""Single words, for reading and for the tables: the compiled machine run on one word, or on a list of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.names.abroad import ABROAD, MOST_ABROAD
from homeward.names.abroad import read_abroad as read_abroad_compiled
from homeward.names.cutting import Vocabulary
from homeward.names.endings import SOUNDS
from homeward.names.hearing import MOST_SOUNDS, WIDTH, hear, skeletons, work
from homeward.names.inflection import father_stem
from homeward.names.inflection import surname_bases as surname_bases_compiled
from homeward.names.rules import rules
from homeward.names.understanding import FACTS, hear_words


def _letters(word: str) -> NDArray[np.int32]:
    return np.frombuffer(word.encode("utf-32-le"), np.int32)


def _sounds(text: str) -> NDArray[np.uint8]:
    return np.array([SOUNDS.index(sound) for sound in text[:MOST_SOUNDS]], np.uint8)


def _spell(sounds: NDArray[np.uint8], length: int) -> str:
    return (sounds[:length] + np.uint8(ord("a"))).tobytes().decode("ascii")


def spelt(strings: NDArray[np.uint8], lengths: NDArray[np.int64], count: int) -> tuple[str, ...]:
    """Rows of sounds as letters."""
    return tuple(_spell(strings[way], lengths[way]) for way in range(count))


def heard_and_smoothed(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Strings of sounds of a word, and its skeletons."""
    sheet = work()
    count = hear(_letters(word), rules(), sheet, sheet["heard"], sheet["heard_length"])
    smoothed = skeletons(sheet["heard"], sheet["heard_length"], count, rules(), sheet["found"], sheet["found_length"])
    return (
        spelt(sheet["heard"], sheet["heard_length"], count),
        spelt(sheet["found"], sheet["found_length"], smoothed),
    )


def read_abroad(word: str) -> tuple[str, ...]:
    """Skeletons of a word by orthographies that are not Slavic, sorted."""
    letters, fact = _letters(word), _heard([word])
    found, lengths = np.empty((MOST_ABROAD, WIDTH), np.uint8), np.empty(MOST_ABROAD, np.int64)
    sheet = np.zeros(1, ABROAD)[0]
    count = read_abroad_compiled(letters, False, rules(), work(), sheet, fact[0], found, lengths)
    return tuple(sorted(spelt(found, lengths, count)))


def bases_of(skeleton: str) -> tuple[str, ...]:
    """Masculine nominatives of a surname's skeleton."""
    sounds, sheet = _sounds(skeleton), work()
    bases, lengths = sheet["bases"], sheet["bases_length"]
    return spelt(bases, lengths, surname_bases_compiled(sounds, len(sounds), rules(), sheet["word"], bases, lengths))


def stem_of_father(skeleton: str) -> str:
    """Stem of the father's name in a patronymic's skeleton; "" if it is none."""
    stem, sounds = np.empty(WIDTH + 4, np.uint8), _sounds(skeleton)
    return _spell(stem, father_stem(sounds, len(sounds), rules(), stem))


def _heard(words: Sequence[str]) -> Any:
    """Facts of distinct words, as far as they are heard."""
    vocabulary = Vocabulary()
    vocabulary.add(words)
    facts = np.zeros(len(vocabulary), FACTS)
    hear_words(vocabulary.letters, vocabulary.start, 0, rules(), work(), facts)
    return facts


def skeletons_of_words(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The skeletons of each of many cleaned words, as ``skeleton.skeletons_of`` gives them."""
    distinct = list(dict.fromkeys(words))
    facts = _heard(distinct)
    count = facts["heard_count"].tolist()
    return {
        word: spelt(facts["heard"][row], facts["heard_length"][row], count[row]) for row, word in enumerate(distinct)
    }


def first_sounds(words: Sequence[str]) -> NDArray[np.int64]:
    """The first sound of each of many cleaned words, as a bit."""
    heard = skeletons_of_words(words)
    return np.array([1 << SOUNDS.index(heard[word][0][0]) for word in words], np.int64)
