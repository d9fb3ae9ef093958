"""Two names of persons, as written, in any of the scripts: one person's name or not, with reasons.

A name is parsed, its words are set against the other's part by part (or with surname and given name in the other
order), and each part says its weight in bits. A missing patronymic is neutral; a contradicting part speaks against,
whichever side it stands on. Swapping the two names changes nothing but left and right.

Weights are log2 of Bayes factors, fitted by ``tools/names/fit_weights.py`` on one half of labelled name pairs and
confirmed on the other half; the threshold is even odds. Evidence of single words is in ``evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from homeward.names.evidence import Familiarity, Outcome, WordEvidence, compare_words, rarity
from homeward.names.keys import Part
from homeward.names.pairing import Compared, Pairing, pairings
from homeward.names.parsing import PersonName, parse_name
from homeward.words import LabelledWord, _


class Feature(LabelledWord):
    """What a reason speaks of."""

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


@dataclass(frozen=True, slots=True)
class PartWeights:
    """Weights of one part in bits; ``slope`` is per unit of ``WordEvidence.distance``, cut at ``FARTHEST``.

    Attributes:
        agree: both sides have the part and it is equal, its frequency being ``usual_frequency``.
        slope: for the distance of unequal words.
        far: further, when the words have next to nothing in common.
        apart: further, when the dictionary knows both words, as different names.
        unfamiliar: further, when it knows neither of two unequal words.
        initial: one side has an initial only, and it agrees.
        usual_frequency: share of persons.
    """

    agree: float
    slope: float
    far: float
    apart: float
    unfamiliar: float
    initial: float
    usual_frequency: float


FARTHEST = 0.2
PRIOR = -6.0
SURNAME = PartWeights(7.5, -22.0, -6.5, -10.0, -1.5, 2.5, 2e-4)
GIVEN = PartWeights(5.5, -18.0, -6.0, -7.0, 0.0, 2.5, 2e-2)
PATRONYMIC = PartWeights(1.0, -20.0, -2.0, -7.0, 0.0, 0.5, 2e-2)
SLAVIC_SLOPE = -15.0
"""Further for unequal surnames of Ukrainian and Russian names: their skeletons should have met."""
SWAPPED, LONELY, CONFLICT = -0.5, -2.7, -5.8
"""Surname and given name in the other order; only one part to compare; words left over on both sides disagree."""
PRIOR_SINGLE, PRIOR_PARTIAL = -4.0, -8.0
"""One word against one word; one word against several."""
SINGLE = PartWeights(6.8, -42.0, 0.0, -3.7, 0.0, 2.5, 2e-4)

_UNEQUAL = frozenset({Outcome.NEAR, Outcome.DIFFERENT, Outcome.INITIAL_DIFFERS})
_PARTS = ((Feature.SURNAME, SURNAME), (Feature.GIVEN, GIVEN), (Feature.PATRONYMIC, PATRONYMIC))


def _weigh(feature: Feature, weights: PartWeights, words: Compared, slavic: bool) -> NameReason:
    """The reason that two words of one part give."""
    evidence = words.evidence
    if evidence.outcome is Outcome.INITIAL:
        return NameReason(feature, evidence.outcome, words.left, words.right, weights.initial)
    gap = min(evidence.distance, FARTHEST)
    bits = weights.agree + weights.slope * gap
    if evidence.outcome in _UNEQUAL:
        if gap == FARTHEST:
            bits += weights.far
        if evidence.familiarity is Familiarity.BOTH:
            bits += weights.apart
        elif evidence.familiarity is Familiarity.NEITHER:
            bits += weights.unfamiliar
    else:
        bits += rarity(evidence.frequency, weights.usual_frequency)
    if slavic and gap > 0.0 and feature is Feature.SURNAME:
        bits += SLAVIC_SLOPE * gap
    return NameReason(feature, evidence.outcome, words.left, words.right, bits)


def _reasons(pairing: Pairing) -> list[NameReason]:
    """Reasons of one pairing, the prior first."""
    reasons = [NameReason(Feature.PRIOR, Outcome.NOT_COMPARED, "", "", PRIOR)]
    compared = [
        _weigh(feature, weights, words, pairing.slavic)
        for (feature, weights), words in zip(_PARTS, pairing.words, strict=True)
        if words is not None
    ]
    reasons += compared
    if len(compared) < 2:
        reasons.append(NameReason(Feature.OTHER, Outcome.ONE_SIDE_ONLY, "", "", LONELY))
    if pairing.swapped:
        reasons.append(NameReason(Feature.ORDER, Outcome.SWAPPED, "", "", SWAPPED))
    if pairing.conflict:
        reasons.append(NameReason(Feature.OTHER, Outcome.DIFFERENT, *pairing.conflict, CONFLICT))
    return reasons


def _one_word(left: tuple[str, ...], right: tuple[str, ...]) -> list[NameReason]:
    """Reasons where at least one name is a single word: its nearest word on the other side, as either part."""
    single = len(left) == len(right) == 1
    evidence, one, other = min(
        (
            (compare_words(one, other, part, False), one, other)
            for one in left
            for other in right
            for part in (Part.SURNAME, Part.GIVEN)
        ),
        key=lambda found: (found[0].distance, min(found[1:]), max(found[1:])),
    )
    if single and compare_words(one, other, Part.SURNAME, False).familiarity is Familiarity.BOTH:
        evidence = WordEvidence(evidence.outcome, evidence.distance, Familiarity.BOTH, evidence.frequency)
    prior = NameReason(Feature.PRIOR, Outcome.NOT_COMPARED, "", "", PRIOR_SINGLE if single else PRIOR_PARTIAL)
    return [prior, _weigh(Feature.NAME, SINGLE, Compared(one, other, evidence), False)]


def _words(name: PersonName) -> tuple[str, ...]:
    return tuple(word for word in (name.surname, name.given, name.patronymic, *name.others) if word)


def compare_names(left: PersonName, right: PersonName) -> NameComparison:
    """Compare two parsed names; exactly symmetric. A name without a word gives score 0.0 and no reason.

    The two are always weighed in one order and the reasons turned round afterwards, so that the choice among equally
    good pairings cannot depend on the side.
    """
    if _words(right) < _words(left):
        turned = _compare_in_order(right, left)
        return NameComparison(turned.score, turned.same, tuple(reason.mirrored() for reason in turned.reasons))
    return _compare_in_order(left, right)


def _compare_in_order(left: PersonName, right: PersonName) -> NameComparison:
    left_words, right_words = _words(left), _words(right)
    if not left_words or not right_words:
        return NameComparison(0.0, False, ())
    if len(left_words) == 1 or len(right_words) == 1:
        reasons = _one_word(left_words, right_words)
    else:
        reasons = max((_reasons(pairing) for pairing in pairings(left, right)), key=_bits)
    bits = _bits(reasons)
    score = 1.0 / (1.0 + 2.0**-bits)
    return NameComparison(score, score >= THRESHOLD, tuple(reasons))


def _bits(reasons: list[NameReason]) -> float:
    """Sum of the weights: log2 of the odds that both are one person's name."""
    return sum([reason.weight for reason in reasons])


@lru_cache(maxsize=1 << 16)
def _parsed(name: str) -> PersonName:
    return parse_name(full_name=name)


def compare(left: str, right: str) -> NameComparison:
    """Compare two names as written, in any order of their words and any of the scripts.

    ``compare(a, b)`` and ``compare(b, a)`` have one score, and reasons that mirror each other.

    >>> compare("Сичов Вадим Олександрович", "Vadim Sychev").same
    True
    >>> compare("Сичов Вадим Олександрович", "Сычев Игорь Александрович").same
    False
    """
    return compare_names(_parsed(left), _parsed(right))
