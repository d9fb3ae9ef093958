"""Two names of persons, as written, in any of the scripts: one person's name or not, with reasons.

A name is parsed, its words are set against the other's part by part (or with surname and given name in the other
order), and each part says its weight in bits. A missing patronymic is neutral; a contradicting part speaks against,
whichever side it stands on. Swapping the two names changes nothing but left and right.

Weights are log2 of Bayes factors, fitted by ``tools/names/fit_weights.py`` on one half of labelled name pairs and
confirmed on the other half; the threshold is even odds. Evidence of single words is in ``evidence``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from homeward.names.alignment import FAR
from homeward.names.evidence import (
    NEAR_DISTANCE,
    Familiarity,
    Outcome,
    WordEvidence,
    compare_words,
    rarity,
    sounds_slavic,
)
from homeward.names.keys import Part
from homeward.names.parsing import PersonName, parse_name
from homeward.words import _


class Feature(StrEnum):
    """What a reason speaks of."""

    label: str

    def __new__(cls, value: str, label: str) -> Feature:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    PRIOR = "prior", _("before looking at the words")
    NAME = "name", _("name")
    SURNAME = "surname", _("surname")
    GIVEN = "given_name", _("given name")
    PATRONYMIC = "patronymic", _("patronymic")
    ORDER = "order", _("order of the words")
    OTHER = "other_words", _("other words of the name")


@dataclass(frozen=True, slots=True)
class NameReason:
    """One reason: what was compared, what came out, the words of both sides, the weight in bits."""

    feature: Feature
    outcome: Outcome
    left: str
    right: str
    weight: float

    def mirrored(self) -> NameReason:
        """The same reason seen from the other side."""
        return NameReason(self.feature, self.outcome, self.right, self.left, self.weight)


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Result for two names.

    Attributes:
        score: 0..1, the probability that both are one person's name among pairs as doubtful as those fitted on.
        same: score at or above ``THRESHOLD``.
        reasons: weights in bits that sum to log2(score / (1 - score)) up to rounding.
    """

    score: float
    same: bool
    reasons: tuple[NameReason, ...]


THRESHOLD = 0.5


CUT = 0.2
@dataclass(frozen=True, slots=True)
class Compared:
    """Two words set against each other in a part."""

    left: str
    right: str
    evidence: WordEvidence


@dataclass(frozen=True, slots=True)
class Pairing:
    """One way to set the words of two names against each other; ``words`` by part, None where a side has none."""

    words: tuple[Compared | None, Compared | None, Compared | None]
    swapped: bool
    slavic: bool
    conflict: tuple[str, str] | None


_OTHER_PLACE = 0.03
_CLEAR = 0.05


_ONE_NAME = frozenset({Outcome.EQUAL, Outcome.EQUIVALENT, Outcome.SHORT_FORM})


def _nearer(left: str, right: str, part: Part, slavic: bool) -> WordEvidence:
    """Evidence in ``part``, or as the other of surname and given name where that is nearer: foreign names are often
    parsed the wrong way round on one side."""
    evidence = compare_words(left, right, part, slavic)
    apart = evidence.familiarity is Familiarity.BOTH
    if evidence.distance <= _EQUAL_ENOUGH or (apart and part is Part.GIVEN):
        return evidence
    other = compare_words(left, right, Part.GIVEN if part is Part.SURNAME else Part.SURNAME, slavic)
    if apart:
        return other if other.outcome in _ONE_NAME else evidence
    return other if other.distance < evidence.distance else evidence


_EQUAL_ENOUGH = 0.02
_OURS = 1e-3


def _moved(evidence: WordEvidence) -> WordEvidence:
    gap = evidence.distance + _OTHER_PLACE
    return WordEvidence(evidence.outcome, gap, evidence.familiarity, evidence.frequency)


def _compare_part(
    left: str, right: str, part: Part, slavic: bool, spare_left: list[str], spare_right: list[str]
) -> Compared:
    """Compare the words of a part; where they are apart, a second surname or given name may stand in."""
    if part is Part.PATRONYMIC:
        return Compared(left, right, compare_words(left, right, part, slavic))
    best = Compared(left, right, _nearer(left, right, part, slavic))
    if best.evidence.distance <= _CLEAR or best.evidence.outcome is Outcome.INITIAL:
        return best
    exchange: tuple[list[str], str, str] | None = None
    for one, other, spare, taken, displaced in (
        *((left, word, spare_right, word, right) for word in spare_right),
        *((word, right, spare_left, word, left) for word in spare_left),
    ):
        evidence = _moved(compare_words(one, other, part, slavic))
        if evidence.distance < best.evidence.distance:
            best, exchange = Compared(one, other, evidence), (spare, taken, displaced)
    if exchange:
        spare, taken, displaced = exchange
        spare[spare.index(taken)] = displaced
    return best


def _readings_of(name: PersonName) -> Iterator[PersonName]:
    """The name as parsed; also with what was taken for a patronymic as surname, if a part is missing beside it."""
    yield name
    if name.patronymic and not (name.surname and name.given):
        yield PersonName(name.patronymic, name.given or name.surname, "", name.others)


def pairings(left: PersonName, right: PersonName) -> Iterator[Pairing]:
    """Ways to set two parsed names of at least two words each against each other."""
    for one in _readings_of(left):
        for other in _readings_of(right):
            straight = _pair(one, other, False)
            yield straight
            if any(words and words.evidence.distance > _EQUAL_ENOUGH for words in straight.words[:2]) or None in straight.words[:2]:
                yield _pair(one, other, True)


def _is_slavic(left: PersonName, right: PersonName, surname: str, given: str) -> bool:
    """Whether the names are Ukrainian or Russian beyond doubt: by a patronymic, the surnames, or the given name."""
    if max(len(left.patronymic), len(right.patronymic)) > 1:
        return True
    if left.surname and surname and sounds_slavic(left.surname, surname):
        return True
    if not (left.given and given):
        return False
    evidence = compare_words(left.given, given, Part.GIVEN, True)
    return evidence.distance <= _EQUAL_ENOUGH and evidence.frequency > _OURS


def _pair(left: PersonName, right: PersonName, swapped: bool) -> Pairing:
    spare_left, spare_right = list(left.others), list(right.others)
    surname, given = (right.given, right.surname) if swapped else (right.surname, right.given)
    slavic = _is_slavic(left, right, surname, given)
    words: list[Compared | None] = []
    for part, one, other in (
        (Part.SURNAME, left.surname, surname),
        (Part.GIVEN, left.given, given),
        (Part.PATRONYMIC, left.patronymic, right.patronymic),
    ):
        if one and other:
            words.append(_compare_part(one, other, part, slavic, spare_left, spare_right))
            continue
        words.append(None)
        if part is not Part.PATRONYMIC:
            spare_left += [one] if one else []
            spare_right += [other] if other else []
    conflict = None
    if spare_left and spare_right:
        gap, one, other = min(
            (_nearer(one, other, Part.SURNAME, slavic).distance, one, other)
            for one in spare_left
            for other in spare_right
        )
        conflict = (one, other) if gap > NEAR_DISTANCE else None
    return Pairing((words[0], words[1], words[2]), swapped, slavic, conflict)
