"""What two words standing in the same part of two names say: equal, a known equal form, near, or different.

The outcome is in words for people, the weight in bits (log2 of a Bayes factor). Which word is set against which is
decided in ``comparison``; sounds and prices are in ``alignment``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log2

from homeward.names.alignment import FAR, distance, foreign_distance, rough_distance
from homeward.names.dictionary import given_names, known_surnames, surname_frequency
from homeward.names.grammar import surname_bases
from homeward.names.keys import Part, part_keys
from homeward.names.readings import foreign_readings
from homeward.names.skeleton import skeletons_of
from homeward.words import LabelledWord, _


class Outcome(LabelledWord):
    """How two words of one part agree."""

    EQUAL = "equal", _("the same name")
    EQUIVALENT = "equivalent", _("two forms of one name")
    SHORT_FORM = "short_form", _("a short form of the name")
    NEAR = "near", _("nearly the same spelling")
    DIFFERENT = "different", _("different names")
    INITIAL = "initial", _("the initial agrees")
    INITIAL_DIFFERS = "initial_differs", _("the initial differs")
    SWAPPED = "swapped", _("surname and given name stand in the other order")
    ONE_SIDE_ONLY = "one_side_only", _("stands on one side only")
    NOT_COMPARED = "not_compared", _("nothing is compared yet")


@dataclass(frozen=True, slots=True)
class Sounds:
    """What is known about a word in a part: readings, lemmas, frequency.

    Attributes:
        known: the dictionary holds it.
        ours: it is a Ukrainian or Russian name beyond doubt, so that no other orthography need be tried.
    """

    readings: tuple[str, ...]
    lemmas: frozenset[str]
    initial: bool
    frequency: float
    known: bool
    ours: bool


class Familiarity(StrEnum):
    """Which of two differing words the dictionary holds: both are two names, one alone may be a slip of the pen."""

    BOTH = "both"
    ONE = "one"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Outcome of one comparison.

    Attributes:
        distance: 0 (equal) to ``alignment.FAR``; small for known forms of one name.
        familiarity: of words that differ; ``ONE`` where it does not matter.
        frequency: share of persons bearing the more frequent of the two names, 0.0 if unknown.
    """

    outcome: Outcome
    distance: float
    familiarity: Familiarity
    frequency: float


SLAVIC_SURNAME_ENDING = re.compile(
    "([^h]enko|[qnlr]iuk|quk|nuk|[sc]ki|[sc]ka|[sc]kaia|[kgnlrtdmbpv][oe]va?|ckaia|dze|wvili)$"
)
_EQUIVALENT_DISTANCE, _SHORT_DISTANCE, NEAR_DISTANCE = 0.01, 0.035, 0.1
_KNOWN_APART_DISTANCE = 0.15


@lru_cache(maxsize=1 << 17)
def sounds_in(word: str, part: Part) -> Sounds:
    """Readings and dictionary knowledge of a cleaned ``word`` standing in ``part``."""
    keys = part_keys(word, part)
    if part is Part.SURNAME:
        table = surname_frequency()
        frequency = max([table.get(skeleton, 0.0) for skeleton in keys.skeletons], default=0.0)
        known = not known_surnames().isdisjoint(keys.skeletons)
        ours = any(map(SLAVIC_SURNAME_ENDING.search, keys.skeletons))
    else:
        shares = given_names().frequency
        frequency = max([shares.get(lemma, 0.0) for lemma in keys.lemmas], default=0.0)
        known = bool(keys.lemmas)
        ours = frequency > 0.0 or part is Part.PATRONYMIC
    return Sounds(keys.skeletons, frozenset(keys.lemmas), keys.initial, frequency, known, ours)


@lru_cache(maxsize=1 << 17)
def _foreign(word: str, part: Part) -> tuple[str, ...]:
    """Readings of a word by orthographies that are not Slavic; as bases for a surname."""
    readings = foreign_readings(word)
    if part is Part.SURNAME:
        return tuple(dict.fromkeys(surname_bases(reading)[0] for reading in readings))
    return readings


def _lemma_frequency(lemma: str) -> float:
    return given_names().frequency.get(lemma, 0.0)


@lru_cache(maxsize=1 << 17)
def compare_words(left: str, right: str, part: Part, slavic: bool) -> WordEvidence:
    """Compare two cleaned words of one part. Swapping the words changes nothing.

    Args:
        left: word of the one name.
        right: word of the other.
        part: the part both stand in.
        slavic: the names are Ukrainian or Russian beyond doubt: no other orthography is tried.
    """
    one, other = sounds_in(left, part), sounds_in(right, part)
    if one.initial or other.initial:
        return _compare_initials(one, other)
    frequency = max(one.frequency, other.frequency)
    if not set(one.readings).isdisjoint(other.readings):
        return WordEvidence(Outcome.EQUAL, 0.0, Familiarity.ONE, frequency)
    shared = one.lemmas & other.lemmas
    if shared:
        frequency = 0.0 if part is Part.SURNAME else max(map(_lemma_frequency, shared))
        gap = distance(one.readings, other.readings)
        if part is Part.GIVEN and _only_short(one, other):
            return WordEvidence(Outcome.SHORT_FORM, min(gap, _SHORT_DISTANCE), Familiarity.ONE, frequency)
        return WordEvidence(Outcome.EQUIVALENT, min(gap, _EQUIVALENT_DISTANCE), Familiarity.ONE, frequency)
    known = one.known + other.known
    familiarity = (Familiarity.NEITHER, Familiarity.ONE, Familiarity.BOTH)[known]
    no_foreign = slavic or part is Part.PATRONYMIC or (one.ours and other.ours)
    if familiarity is Familiarity.BOTH and no_foreign:
        gap = rough_distance(one.readings, other.readings)
    else:
        gap = distance(one.readings, other.readings)
    if not no_foreign:
        foreign = foreign_distance(one.readings, other.readings, _foreign(left, part), _foreign(right, part))
        if foreign < gap:
            gap = foreign
            familiarity = familiarity if foreign > NEAR_DISTANCE else Familiarity.ONE
    if familiarity is Familiarity.BOTH and part is Part.GIVEN:
        gap = max(gap, _KNOWN_APART_DISTANCE)
    return WordEvidence(Outcome.NEAR if gap < NEAR_DISTANCE else Outcome.DIFFERENT, gap, familiarity, frequency)


def _only_short(one: Sounds, other: Sounds) -> bool:
    """Whether two given names share a lemma only because one of them is a diminutive."""
    shortened = given_names().shortened
    shared = one.lemmas & other.lemmas
    return any(
        shared <= {lemma for reading in sounds.readings for lemma in shortened.get(reading, ())}
        for sounds in (one, other)
    )


def _compare_initials(one: Sounds, other: Sounds) -> WordEvidence:
    """One side gave an initial only: it agrees when any reading, or any name it may be a form of, begins with it."""
    first = [
        {reading[:1] for reading in sounds.readings} | {skeletons_of(lemma)[0][:1] for lemma in sounds.lemmas}
        for sounds in (one, other)
    ]
    agrees = not first[0].isdisjoint(first[1])
    return WordEvidence(
        Outcome.INITIAL if agrees else Outcome.INITIAL_DIFFERS, 0.0 if agrees else FAR, Familiarity.ONE, 0.0
    )


_RARITY_SHARE, _RARITY_CAP = 0.25, 1.5


def rarity(frequency: float, usual: float) -> float:
    """Bits by which agreement on a name of this frequency weighs more (rare) or less (common) than usual."""
    if not frequency:
        return 0.0
    return max(-_RARITY_CAP, min(_RARITY_CAP, _RARITY_SHARE * log2(usual / frequency)))


def sounds_slavic(left: str, right: str) -> bool:
    """Whether two cleaned words both end as hardly any but Ukrainian and Russian surnames do."""
    return sounds_in(left, Part.SURNAME).ours and sounds_in(right, Part.SURNAME).ours


def part_matters(left: str, right: str) -> bool:
    """Whether two words might be nearer as given names than as surnames or the reverse.

    They might where an ending of gender or case is taken off a surname, or where the dictionary knows both as forms of
    one given name.
    """
    given = sounds_in(left, Part.GIVEN), sounds_in(right, Part.GIVEN)
    if not given[0].lemmas.isdisjoint(given[1].lemmas):
        return True
    surnames = sounds_in(left, Part.SURNAME), sounds_in(right, Part.SURNAME)
    return any(one.readings != other.readings for one, other in zip(given, surnames, strict=True))
