"""Keys of one part of a name: what two spellings of the same name share, in whatever script they are written.

``part_keys`` takes a cleaned word as ``parsing`` gives it. Equal forms share a lemma or a skeleton; forms with a typo
lie a small edit distance apart in skeleton or letters. Python compares keys in ``comparison``; lists of millions
compare them in SQL. The price of one call is 5-20 microseconds; repeated words are remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from homeward.names.dictionary import given_names, surname_lemmas
from homeward.names.grammar import father_stem, given_name_nominatives, surname_bases, surname_nominatives
from homeward.names.skeleton import MOST, skeletons_of, smooth, sounds_of


class Part(StrEnum):
    """A part of a person's name."""

    SURNAME = "surname"
    GIVEN = "given_name"
    PATRONYMIC = "patronymic"


@dataclass(frozen=True, slots=True)
class PartKeys:
    """Keys of one word in one part.

    Attributes:
        lemmas: names the word is known to be a form of, in Ukrainian, lower case, sorted; () if unknown. For a
            patronymic the father's name. Given names: equal forms, other languages' forms and diminutives.
        skeletons: Slavic skeletons, sorted, at most ``MOST``; surnames in the masculine, patronymics as stem of the
            father's name.
        letters: the likeliest skeleton before smoothing, for edit distance: doubled letters, vowel pairs still stand.
        initial: only an initial was given; then ``skeletons`` holds its sound.
    """

    lemmas: tuple[str, ...]
    skeletons: tuple[str, ...]
    letters: str
    initial: bool


NO_KEYS = PartKeys((), (), "", False)


@lru_cache(maxsize=1 << 18)
def part_keys(word: str, part: Part) -> PartKeys:
    """Keys of a cleaned ``word`` standing in ``part``; ``NO_KEYS`` for a word without letters.

    >>> part_keys("ковальська", Part.SURNAME).skeletons, part_keys("вова", Part.GIVEN).lemmas
    (('kovalski',), ('володимир',))
    """
    skeletons = skeletons_of(word)
    if not skeletons or not skeletons[0]:
        return NO_KEYS
    sounds = sounds_of(word)
    if len(word.strip(".")) == 1:
        return PartKeys((), tuple(sorted(skeletons)), sounds[0], True)
    if part is Part.GIVEN:
        lemmas = {lemma for skeleton in skeletons for lemma in given_lemmas(skeleton)}
        return PartKeys(tuple(sorted(lemmas)), tuple(sorted(skeletons)), sounds[0], False)
    if part is Part.PATRONYMIC:
        return _patronymic_keys(skeletons, sounds[0])
    nominatives = [base for form in surname_nominatives(word) for base in skeletons_of(form)]
    bases = tuple(dict.fromkeys(base for skeleton in (*nominatives, *skeletons) for base in surname_bases(skeleton)))[
        :MOST
    ]
    known = surname_lemmas()
    lemmas = {lemma for base in bases for lemma in known.get(base, ())}
    letters = surname_bases(sounds[0] if not nominatives else sounds_of(surname_nominatives(word)[0])[0])[0]
    return PartKeys(tuple(sorted(lemmas)), tuple(sorted(bases)), letters, False)


@lru_cache(maxsize=1 << 17)
def given_lemmas(skeleton: str) -> tuple[str, ...]:
    """Lemmas of a given name by skeleton; a form unknown as it stands is tried as an oblique case."""
    known = given_names().lemmas
    found = known.get(skeleton)
    if found is not None:
        return found
    return next((known[form] for form in given_name_nominatives(skeleton) if form in known), ())


def _patronymic_keys(skeletons: tuple[str, ...], letters: str) -> PartKeys:
    """Keys of a patronymic: those of the father's name, whatever the suffix, gender and case."""
    fathers, names = given_names().fathers, given_names().lemmas
    stems = tuple(dict.fromkeys(father_stem(skeleton) or skeleton for skeleton in skeletons))
    lemmas = {lemma for stem in stems for lemma in fathers.get(stem, ()) or names.get(stem, ())}
    return PartKeys(tuple(sorted(lemmas)), tuple(sorted(stems)), father_stem(smooth(letters)) or letters, False)
