"""How far two words are apart in sound: the cheapest way to turn one skeleton into the other.

The price of a step says how easily languages, orthographies and writers exchange the two sounds: г and х cost little
(Гнатюк, Khnatiuk), а and о some, к and м the full price of 1. Prices are knowledge of the languages written down by
hand, not fitted. A distance is divided by the length, so that one doubtful sound in a long name weighs less.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from homeward.compiled import compiled_step, compiled_within
from homeward.names.endings import SOUNDS
from homeward.names.hearing import WIDTH
from homeward.names.rules import record

_VOWELS = frozenset("aeiou")

# Pairs of sounds that stand for one another across scripts, orthographies and dialects
_NEAR = {
    **{"gh": 0.15, "ij": 0.3, "jz": 0.4, "gj": 0.3, "hj": 0.4},  # г/h; й/ж as j; English g, Spanish j
    **{"cs": 0.35, "ck": 0.35, "cq": 0.35, "cz": 0.3, "sz": 0.3, "sw": 0.3, "qw": 0.35, "hk": 0.4, "kq": 0.4},
    **{"uv": 0.3, "fv": 0.3, "bv": 0.6, "bp": 0.6, "dt": 0.4, "gk": 0.5},  # w; final devoicing
    **{"ao": 0.5, "ae": 0.5, "ei": 0.4, "ou": 0.5, "iu": 0.5, "eo": 0.4, "eu": 0.6, "au": 0.8, "ai": 0.9, "io": 0.9},
}
_VOWEL_FOR_CONSONANT = 1.2
_DROPPED = dict.fromkeys(SOUNDS, 1.0) | {"a": 0.7, "o": 0.7, "u": 0.7, "e": 0.5, "i": 0.35, "h": 0.5}


def _price(left: str, right: str) -> float:
    if left == right:
        return 0.0
    near = _NEAR.get(min(left, right) + max(left, right))
    if near is not None:
        return near
    return _VOWEL_FOR_CONSONANT if (left in _VOWELS) != (right in _VOWELS) else 1.0


@cache
def prices() -> Any:
    """The prices as one record: ``exchanged`` (sounds, sounds) and ``dropped`` (sounds); made once."""
    exchanged = [[_price(left, right) for right in SOUNDS] for left in SOUNDS]
    return record({"exchanged": np.array(exchanged), "dropped": np.array([_DROPPED[sound] for sound in SOUNDS])})


_TRIED = 3
SHEET = np.dtype(
    [
        ("places", "u8", (len(SOUNDS),)),
        ("row", "f8", (WIDTH + 1,)),
        ("edits", "i8", (_TRIED + 1,)),
        ("one", "i8", (_TRIED + 1,)),
        ("other", "i8", (_TRIED + 1,)),
    ],
    align=True,
)
"""What distances are reckoned on."""
FAR = 0.25
_HOPELESS = 0.6
FOREIGN_SURCHARGE = 0.15
_NONE, _ONE = np.uint64(0), np.uint64(1)


@compiled_step
def _mark_places(word: Any, length: int, sheet: Any) -> None:
    """Mark for each sound where it stands in a word, as bits."""
    for sound in range(len(sheet.places)):
        sheet.places[sound] = _NONE
    for place in range(length):
        sheet.places[word[place]] |= _ONE << np.uint64(place)


@compiled_step
def _edits(length: int, other: Any, other_length: int, sheet: Any) -> int:
    """Levenshtein distance of the word marked on the sheet and another (Myers 1999, all of a column at once)."""
    if length == 0:
        return other_length
    more, fewer, edits = ~_NONE, _NONE, length
    last = _ONE << np.uint64(length - 1)
    for place in range(other_length):
        equal = sheet.places[other[place]]
        vertical = equal | fewer
        horizontal = (((equal & more) + more) ^ more) | equal
        up, down = fewer | ~(horizontal | more), more & horizontal
        if up & last:
            edits += 1
        if down & last:
            edits -= 1
        up, down = (up << _ONE) | _ONE, down << _ONE
        more, fewer = down | ~(vertical | up), up & vertical
    return edits


@compiled_within
def alignment_price(
    left: Any, length: int, right: Any, right_length: int, bound: float, prices: Any, row: Any
) -> float:
    """Least price of turning skeleton ``left`` into ``right``, the same in both directions; ``bound`` if not below.

    What both begin and end with is set against itself.
    """
    start, most = 0, min(length, right_length)
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[length - 1 - end] == right[right_length - 1 - end]:
        end += 1
    columns = right_length - start - end
    row[0] = 0.0
    for column in range(columns):
        row[column + 1] = row[column] + prices.dropped[right[start + column]]
    for place in range(start, length - end):
        sound = left[place]
        dropped, diagonal = prices.dropped[sound], row[0]
        least = before = diagonal + dropped
        row[0] = before
        for column in range(1, columns + 1):
            above, other = row[column], right[start + column - 1]
            best = min(diagonal + prices.exchanged[sound, other], above + dropped)
            before = min(best, before + prices.dropped[other])
            least = min(least, before)
            row[column] = before
            diagonal = above
        if least >= bound:
            return bound
    return float(min(row[columns], bound))


@compiled_step
def precedes(one: Any, length: int, other: Any, other_length: int) -> bool:
    """Whether a string stands before another in the alphabet."""
    for place in range(min(length, other_length)):
        if one[place] != other[place]:
            return bool(one[place] < other[place])
    return length < other_length


@compiled_within
def _tried_before(
    left: Any, lengths: Any, right: Any, right_lengths: Any, one: int, other: int, than_one: int, than_other: int
) -> bool:
    """Whether one pair of readings of equally many edits is tried before another: by the alphabet, from either side."""
    low, low_length, high, high_length = left[one], lengths[one], right[other], right_lengths[other]
    if precedes(high, high_length, low, low_length):
        low, low_length, high, high_length = high, high_length, low, low_length
    than_low, than_low_length = left[than_one], lengths[than_one]
    than_high, than_high_length = right[than_other], right_lengths[than_other]
    if precedes(than_high, than_high_length, than_low, than_low_length):
        than_low, than_low_length, than_high, than_high_length = (
            than_high,
            than_high_length,
            than_low,
            than_low_length,
        )
    if precedes(low, low_length, than_low, than_low_length):
        return True
    if precedes(than_low, than_low_length, low, low_length):
        return False
    return precedes(high, high_length, than_high, than_high_length)


@compiled_step
def nearest(
    left: Any,
    lengths: Any,
    count: int,
    right: Any,
    right_lengths: Any,
    right_count: int,
    bound: float,
    prices: Any,
    sheet: Any,
) -> float:
    """Least price over the pairs of readings, ``bound`` when none is below.

    Only the few pairs with the fewest plain edits are priced, and none that share next to nothing.
    """
    kept = 0
    for one in range(count):
        length = lengths[one]
        _mark_places(left[one], length, sheet)
        for other in range(right_count):
            most = int(max(length, right_lengths[other]) * _HOPELESS)
            if abs(length - right_lengths[other]) > most:
                continue
            edits = _edits(length, right[other], right_lengths[other], sheet)
            if edits > most:
                continue
            place = kept
            while place > 0 and (
                edits < sheet.edits[place - 1]
                or (
                    edits == sheet.edits[place - 1]
                    and _tried_before(
                        left, lengths, right, right_lengths, one, other, sheet.one[place - 1], sheet.other[place - 1]
                    )
                )
            ):
                if place < _TRIED:
                    sheet.edits[place] = sheet.edits[place - 1]
                    sheet.one[place], sheet.other[place] = sheet.one[place - 1], sheet.other[place - 1]
                place -= 1
            if place < _TRIED:
                sheet.edits[place], sheet.one[place], sheet.other[place] = edits, one, other
                kept = min(kept + 1, _TRIED)
    for place in range(kept):
        one, other = sheet.one[place], sheet.other[place]
        bound = alignment_price(
            left[one], lengths[one], right[other], right_lengths[other], bound, prices, sheet.row[:]
        )
    return bound


@compiled_step
def mean_length(lengths: Any, count: int, right_lengths: Any, right_count: int) -> float:
    """Length that prices are divided by: the mean of both words, and one, so that short words are not all far."""
    left, right = 0, 0
    for place in range(count):
        left += lengths[place]
    for place in range(right_count):
        right += right_lengths[place]
    return (left / count + right / right_count) / 2 + 1


@compiled_within
def rough_distance(left: Any, length: int, right: Any, right_length: int, sheet: Any) -> float:
    """A distance with every step at full price: enough where words are known to differ."""
    _mark_places(left, length, sheet)
    edits = _edits(length, right, right_length, sheet)
    return min(FAR, edits / ((length + right_length) / 2 + 1))
