"""Two names of persons, as written, in any of the scripts: one person's name or not, with reasons.

A name is parsed, its words are set against the other's part by part (or with surname and given name in the other
order), and each part says its weight in bits. A missing patronymic is neutral; a contradicting part speaks against,
whichever side it stands on. Swapping the two names changes nothing but left and right.

Weights are log2 of Bayes factors, fitted by ``tools/names/fit_weights.py`` on one half of labelled name pairs and
confirmed on the other half; the threshold is even odds. Many pairs at once are compared in ``pairs``, where the work is
done; here stand the weights, and one pair for reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from homeward.names.evidence import Outcome
from homeward.names.parsing import PersonName
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
    """Weights of one part in bits; ``slope`` is per unit of distance (``alignment``), cut at ``FARTHEST``.

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
"""Distance beyond which nothing gets worse."""
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


def compare_names(left: PersonName, right: PersonName) -> NameComparison:
    """Compare two parsed names; exactly symmetric. A name without a word gives score 0.0 and no reason."""
    from homeward.names.pairs import compare_parsed

    found: NameComparison = compare_parsed([(left, right)])[0]
    return found


@lru_cache(maxsize=1 << 14)
def compare(left: str, right: str) -> NameComparison:
    """Compare two names as written, in any order of their words and any of the scripts.

    ``compare(a, b)`` and ``compare(b, a)`` have one score, and reasons that mirror each other.

    >>> compare("Сичов Вадим Олександрович", "Vadim Sychev").same
    True
    >>> compare("Сичов Вадим Олександрович", "Сычев Игорь Александрович").same
    False
    """
    from homeward.names.pairs import compare_pairs

    found: NameComparison = compare_pairs([left], [right])[0]
    return found
