"""How far two words are apart in sound: the cheapest way to turn one skeleton into the other.

The price of a step says how easily languages, orthographies and writers exchange the two sounds: г and х cost little
(Гнатюк, Khnatiuk), а and о some, к and м the full price of 1. Prices are knowledge of the languages written down by
hand, not fitted. A distance is divided by the length, so that one doubtful sound in a long name weighs less.
"""

from __future__ import annotations

from itertools import accumulate

from rapidfuzz.distance import Levenshtein

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("aeiou")

# Pairs of sounds that stand for one another across scripts, orthographies and dialects
_NEAR = {
    **{"gh": 0.15, "ij": 0.3, "jz": 0.4, "gj": 0.3, "hj": 0.4},  # г/h; й/ж as j; English g, Spanish j
    **{"cs": 0.35, "ck": 0.35, "cq": 0.35, "cz": 0.3, "sz": 0.3, "sw": 0.3, "qw": 0.35, "hk": 0.4, "kq": 0.4},
    **{"uv": 0.3, "fv": 0.3, "bv": 0.6, "bp": 0.6, "dt": 0.4, "gk": 0.5},  # w; final devoicing
    **{"ao": 0.5, "ae": 0.5, "ei": 0.4, "ou": 0.5, "iu": 0.5, "eo": 0.4, "eu": 0.6, "au": 0.8, "ai": 0.9, "io": 0.9},
}
_VOWEL_FOR_CONSONANT = 1.2
_DROPPED = dict.fromkeys(_LETTERS, 1.0) | {"a": 0.7, "o": 0.7, "u": 0.7, "e": 0.5, "i": 0.35, "h": 0.5}


def _price(left: str, right: str) -> float:
    if left == right:
        return 0.0
    pair = left + right if left < right else right + left
    near = _NEAR.get(pair)
    if near is not None:
        return near
    return _VOWEL_FOR_CONSONANT if (left in _VOWELS) != (right in _VOWELS) else 1.0


_PRICES = {left: {right: _price(left, right) for right in _LETTERS} for left in _LETTERS}


def alignment_price(left: str, right: str, bound: float) -> float:
    """Least price of turning skeleton ``left`` into ``right``, the same in both directions; ``bound`` if not below.

    What both begin and end with is set against itself.
    """
    start, most = 0, min(len(left), len(right))
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[-1 - end] == right[-1 - end]:
        end += 1
    left, right = left[start : len(left) - end], right[start : len(right) - end]
    dropped_right = [_DROPPED[sound] for sound in right]
    row = [0.0, *accumulate(dropped_right)]
    for sound in left:
        dropped, prices = _DROPPED[sound], _PRICES[sound]
        diagonal = row[0]
        least = before = diagonal + dropped
        current = [before]
        for column, other in enumerate(right, 1):
            above = row[column]
            best = diagonal + prices[other]
            if above + dropped < best:
                best = above + dropped
            before += dropped_right[column - 1]
            if best < before:
                before = best
            if before < least:
                least = before
            current.append(before)
            diagonal = above
        if least >= bound:
            return bound
        row = current
    return min(row[-1], bound)


FAR = 0.25
_HOPELESS = 0.6


_TRIED = 3


def _nearest(left: tuple[str, ...], right: tuple[str, ...], bound: float) -> float:
    """Least price over the pairs of readings, ``bound`` when none is below.

    Only the few pairs with the fewest plain edits are priced, and none that share next to nothing.
    """
    promising = []
    for one in left:
        for other in right:
            most = int(max(len(one), len(other)) * _HOPELESS)
            edits = Levenshtein.distance(one, other, score_cutoff=most)
            if edits <= most:
                promising.append((edits, min(one, other), max(one, other)))
    if len(promising) > _TRIED:
        promising.sort()
        del promising[_TRIED:]
    for _edits, one, other in promising:
        bound = alignment_price(one, other, bound)
    return bound


def _length(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Length that prices are divided by: the mean of both words, and one, so that short words are not all far."""
    return (sum(map(len, left)) / len(left) + sum(map(len, right)) / len(right)) / 2 + 1


def distance(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Distance in sound of two words given by the skeletons they may stand for, each at least one; 0 to ``FAR``."""
    length = _length(left, right)
    return _nearest(left, right, FAR * length) / length


_FOREIGN_SURCHARGE = 0.15


def foreign_distance(
    left: tuple[str, ...], right: tuple[str, ...], left_foreign: tuple[str, ...], right_foreign: tuple[str, ...]
) -> float:
    """The same where at least one word is read by an orthography that is not Slavic, which costs a surcharge."""
    length = _length(left, right)
    bound = FAR * length
    price = min(
        _nearest(left_foreign, right, bound),
        _nearest(left, right_foreign, bound),
        _nearest(left_foreign, right_foreign, bound),
    )
    return min(bound, price + _FOREIGN_SURCHARGE) / length


def rough_distance(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Distance on the scale of ``distance`` with every step at full price: enough where words are known to differ."""
    return min(FAR, Levenshtein.distance(left[0], right[0]) / _length(left[:1], right[:1]))
