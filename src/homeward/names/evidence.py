"""What two words standing in the same part of two names say: equal, a known equal form, near, or different.

The outcome is in words for people, the weight in bits (log2 of a Bayes factor). Which word is set against which is
decided in ``comparison``; sounds and prices are in ``alignment``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log2

from homeward.names.alignment import FAR, distance
from homeward.names.dictionary import given_names, known_surnames, surname_frequency
from homeward.names.grammar import SLAVIC_SURNAME_ENDING, surname_bases
from homeward.names.keys import Part, part_keys
from homeward.names.readings import foreign_readings
from homeward.names.skeleton import skeletons_of
from homeward.words import _


class Outcome(StrEnum):
    """How two words of one part agree."""

    label: str

    def __new__(cls, value: str, label: str) -> Outcome:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    EQUAL = "equal", _("the same name")
    EQUIVALENT = "equivalent", _("two forms of one name")
    SHORT_FORM = "short_form", _("a short form of the name")
    NEAR = "near", _("nearly the same spelling")
    DIFFERENT = "different", _("different names")
    INITIAL = "initial", _("the initial agrees")
    INITIAL_DIFFERS = "initial_differs", _("the initial differs")
    SWAPPED = "swapped", _("surname and given name stand in the other order")
    ONE_SIDE_ONLY = "one_side_only", _("stands on one side only")


@dataclass(frozen=True, slots=True)
class Sounds:
    """What is known about a word in a part: readings, lemmas, frequency."""

    readings: tuple[str, ...]
    foreign: tuple[str, ...]
    lemmas: frozenset[str]
    initial: bool
    frequency: float
    known: bool


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Outcome of one comparison, the distance behind it, and whether the dictionary holds the two apart."""

    outcome: Outcome
    distance: float
    apart: bool
    frequency: float


_EQUIVALENT_DISTANCE, _SHORT_DISTANCE, NEAR_DISTANCE = 0.01, 0.035, 0.1
_KNOWN_APART_DISTANCE = 0.15


@lru_cache(maxsize=1 << 17)
def sounds_in(word: str, part: Part) -> Sounds:
    """Readings and dictionary knowledge of a cleaned ``word`` standing in ``part``."""
    keys = part_keys(word, part)
    foreign = foreign_readings(word) if not keys.initial and part is not Part.PATRONYMIC else ()
    frequency, known = 0.0, False
    if part is Part.SURNAME:
        foreign = tuple(dict.fromkeys(surname_bases(reading)[0] for reading in foreign))
        table = surname_frequency()
        frequency = max((table.get(skeleton, 0.0) for skeleton in keys.skeletons), default=0.0)
        known = any(skeleton in known_surnames() for skeleton in keys.skeletons)
    else:
        shares = given_names().frequency
        frequency = max((shares.get(lemma, 0.0) for lemma in keys.lemmas), default=0.0)
        known = bool(keys.lemmas)
    return Sounds(keys.skeletons, foreign, frozenset(keys.lemmas), keys.initial, frequency, known)


@lru_cache(maxsize=1 << 17)
def compare_words(left: str, right: str, part: Part) -> WordEvidence:
    """Compare two cleaned words of one part. Swapping the words changes nothing."""
    one, other = sounds_in(left, part), sounds_in(right, part)
    if one.initial or other.initial:
        return _compare_initials(one, other)
    frequency = max(one.frequency, other.frequency)
    gap = distance(one.readings, other.readings, one.foreign, other.foreign)
    if gap == 0.0:
        return WordEvidence(Outcome.EQUAL, 0.0, False, frequency)
    if not one.lemmas.isdisjoint(other.lemmas):
        if part is Part.GIVEN and _only_short(one, other):
            return WordEvidence(Outcome.SHORT_FORM, min(gap, _SHORT_DISTANCE), False, frequency)
        return WordEvidence(Outcome.EQUIVALENT, min(gap, _EQUIVALENT_DISTANCE), False, frequency)
    apart = one.known and other.known
    if apart and part is Part.GIVEN:
        gap = max(gap, _KNOWN_APART_DISTANCE)
    return WordEvidence(Outcome.NEAR if gap < NEAR_DISTANCE else Outcome.DIFFERENT, gap, apart, frequency)


def _only_short(one: Sounds, other: Sounds) -> bool:
    """Whether two given names share a lemma only because one of them is a diminutive."""
    shortened = given_names().shortened
    shared = one.lemmas & other.lemmas
    return any(
        shared <= {lemma for reading in sounds.readings for lemma in shortened.get(reading, ())} for sounds in (one, other)
    )


def _compare_initials(one: Sounds, other: Sounds) -> WordEvidence:
    """One side gave an initial only: it agrees when any reading, or any name it may be a form of, begins with it."""
    first = [
        {reading[:1] for reading in sounds.readings} | {skeletons_of(lemma)[0][:1] for lemma in sounds.lemmas}
        for sounds in (one, other)
    ]
    agrees = not first[0].isdisjoint(first[1])
    return WordEvidence(Outcome.INITIAL if agrees else Outcome.INITIAL_DIFFERS, 0.0 if agrees else FAR, False, 0.0)


_RARITY_SHARE, _RARITY_CAP = 0.25, 1.5


def rarity(frequency: float, usual: float) -> float:
    """Bits by which agreement on a name of this frequency weighs more (rare) or less (common) than usual."""
    if not frequency:
        return 0.0
    return max(-_RARITY_CAP, min(_RARITY_CAP, _RARITY_SHARE * log2(usual / frequency)))


@lru_cache(maxsize=1 << 17)
def slavic_surname(word: str) -> bool:
    """Whether a cleaned word is known as, or ends like, a Ukrainian or Russian surname."""
    sounds = sounds_in(word, Part.SURNAME)
    return sounds.known or any(SLAVIC_SURNAME_ENDING.search(skeleton) for skeleton in skeletons_of(word))
