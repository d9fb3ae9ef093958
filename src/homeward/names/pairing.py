"""Which word of one name is set against which word of the other, and what each says in bits. Compiled.

Surname is set against surname, given name against given name, patronymic against patronymic; also surname against
given name, since lists and languages order them differently. A second surname or given name may stand in. Of all ways
the one that speaks most for one person is taken.
"""

from __future__ import annotations

from math import log2
from typing import Any

import numpy as np

from homeward.compiled import compiled_step, compiled_within
from homeward.names.alignment import precedes
from homeward.names.understanding import IN_GIVEN, IN_PATRONYMIC, IN_SURNAME, PARTS
from homeward.names.word_pairs import (
    BOTH,
    DIFFERENT,
    EQUAL,
    EQUIVALENT,
    INITIAL,
    INITIAL_DIFFERS,
    NEAR,
    NEAR_DISTANCE,
    NEITHER,
    NOT_COMPARED,
    ONE_SIDE_ONLY,
    SHORT_FORM,
    SWAPPED,
    compare_words,
)

PRIOR, NAME, SURNAME, _GIVEN, _PATRONYMIC, ORDER, OTHER = range(7)
"""Numbers of ``comparison.Feature``."""
MOST_REASONS = 7
MOST_WORDS = 60
"""Words of one name that are compared; no name has more."""
REASON = np.dtype(
    [
        ("feature", "u1"),
        ("outcome", "u1"),
        ("familiarity", "u1"),
        ("slavic", "u1"),
        ("left", "i4"),
        ("right", "i4"),
        ("distance", "f8"),
        ("weight", "f8"),
    ],
    align=True,
)
"""A reason: number of a feature and an outcome, the words (-1 for none), the weight in bits, and what it comes from."""
TABLE = np.dtype(
    [
        ("words", "i4", (2, MOST_WORDS + 4)),
        ("words_count", "i8", (2,)),
        ("others", "i4", (2, MOST_WORDS)),
        ("others_count", "i8", (2,)),
        ("spare", "i4", (2, MOST_WORDS + 4)),
        ("spare_count", "i8", (2,)),
        ("parts", "i4", (2, 2, PARTS)),
        ("parts_count", "i8", (2,)),
    ],
    align=True,
)
"""Two names on the table: words, words that found no place, words still to be set against something."""
_OTHER_PLACE, _CLEAR, _EQUAL_ENOUGH = 0.03, 0.05, 0.02
_OURS = 1e-3
_FARTHEST = 0.2
_RARITY_SHARE, _RARITY_CAP = 0.25, 1.5
_SINGLE = PARTS
AGREE, SLOPE, FAR_APART, APART, UNFAMILIAR, IF_INITIAL, USUAL = range(7)
(PRIOR_BITS, SLAVIC_SLOPE, LONELY, SWAPPED_BITS, CONFLICT, PRIOR_SINGLE, PRIOR_PARTIAL) = range(7)


@compiled_step
def word_before(one: int, other: int, on: Any) -> bool:
    """Whether a word stands before another in the alphabet."""
    return precedes(
        on.letters[on.start[one] :],
        on.start[one + 1] - on.start[one],
        on.letters[on.start[other] :],
        on.start[other + 1] - on.start[other],
    )


@compiled_step
def pair_before(one: int, other: int, than_one: int, than_other: int, on: Any) -> bool:
    """Whether two words, sorted, stand before two others, sorted."""
    if word_before(other, one, on):
        one, other = other, one
    if word_before(than_other, than_one, on):
        than_one, than_other = than_other, than_one
    return word_before(one, than_one, on) if one != than_one else word_before(other, than_other, on)


@compiled_within
def _part_matters(left: int, right: int, on: Any) -> bool:
    """Whether two words might be nearer as given names than as surnames or the reverse.

    They might where an ending of gender or case is taken off a surname, or where the dictionary knows both as forms of
    one given name.
    """
    one, other = on.facts[left], on.facts[right]
    for at in range(one.lemma_count[IN_GIVEN]):
        for there in range(other.lemma_count[IN_GIVEN]):
            if one.lemmas[IN_GIVEN, at] == other.lemmas[IN_GIVEN, there]:
                return True
    return _sounds_otherwise(one) or _sounds_otherwise(other)


@compiled_step
def _sounds_otherwise(fact: Any) -> bool:
    """Whether a word is keyed otherwise as a surname than as a given name."""
    if fact.count[IN_SURNAME] != fact.count[IN_GIVEN]:
        return True
    way = 0
    while way < fact.count[IN_GIVEN] and fact.hashes[IN_SURNAME, way] == fact.hashes[IN_GIVEN, way]:
        way += 1
    return bool(way < fact.count[IN_GIVEN])


@compiled_step
def _nearer(left: int, right: int, part: int, slavic: bool, on: Any) -> tuple[int, float, int, float]:
    """Evidence in ``part``, or as the other of surname and given name where that is nearer.

    Foreign names are often parsed the wrong way round on one side.
    """
    evidence = compare_words(left, right, part, slavic, on)
    apart = evidence[2] == BOTH
    if evidence[1] <= _EQUAL_ENOUGH or (apart and part == IN_GIVEN) or not _part_matters(left, right, on):
        return evidence
    other = compare_words(left, right, IN_GIVEN if part == IN_SURNAME else IN_SURNAME, slavic, on)
    if apart:
        return other if other[0] == EQUAL or other[0] == EQUIVALENT or other[0] == SHORT_FORM else evidence
    return other if other[1] < evidence[1] else evidence


@compiled_within
def _compare_part(left: int, right: int, part: int, slavic: bool, on: Any) -> tuple[int, int, int, float, int, float]:
    """Compare the words of a part; where they are apart, a second surname or given name may stand in.

    Returns:
        the words set against each other, then what ``compare_words`` gives.
    """
    if part == IN_PATRONYMIC:
        outcome, distance, familiarity, frequency = compare_words(left, right, part, slavic, on)
        return left, right, outcome, distance, familiarity, frequency
    outcome, distance, familiarity, frequency = _nearer(left, right, part, slavic, on)
    if distance <= _CLEAR or outcome == INITIAL:
        return left, right, outcome, distance, familiarity, frequency
    found_side = found_at = -1
    found_distance = np.inf
    found_left = found_right = -1
    for side in (1, 0):
        for at in range(on.table.spare_count[side]):
            spare = on.table.spare[side, at]
            one, other = (left, spare) if side == 1 else (spare, right)
            evidence = compare_words(one, other, part, slavic, on)
            moved = evidence[1] + _OTHER_PLACE
            if moved < found_distance or (
                moved == found_distance and pair_before(one, other, found_left, found_right, on)
            ):
                found_side, found_at, found_distance = side, at, moved
                found_left, found_right = one, other
                found = evidence
    if found_side < 0 or found_distance >= distance:
        return left, right, outcome, distance, familiarity, frequency
    taken = on.table.spare[found_side, found_at]
    for at in range(found_at + 1):
        if on.table.spare[found_side, at] == taken:
            on.table.spare[found_side, at] = right if found_side == 1 else left
            break
    return found_left, found_right, found[0], found_distance, found[2], found[3]


@compiled_step
def bits_of(
    part: int, outcome: int, distance: float, familiarity: int, frequency: float, slavic: bool, on: Any
) -> float:
    """Bits that two words of one part give; ``part`` is one of the parts, or ``_SINGLE`` for a name of one word."""
    weights = on.weights.parts[part]
    if outcome == INITIAL:
        return float(weights[IF_INITIAL])
    gap = min(distance, _FARTHEST)
    bits = weights[AGREE] + weights[SLOPE] * gap
    if outcome in (NEAR, DIFFERENT, INITIAL_DIFFERS):
        if gap == _FARTHEST:
            bits += weights[FAR_APART]
        if familiarity == BOTH:
            bits += weights[APART]
        elif familiarity == NEITHER:
            bits += weights[UNFAMILIAR]
    elif frequency > 0.0:
        rarity = _RARITY_SHARE * log2(weights[USUAL] / frequency)
        bits += max(-_RARITY_CAP, min(_RARITY_CAP, rarity))
    if slavic and gap > 0.0 and part == IN_SURNAME:
        bits += on.weights.whole[SLAVIC_SLOPE] * gap
    return float(bits)


@compiled_step
def say(reason: Any, feature: int, outcome: int, left: int, right: int, weight: float) -> float:
    reason.feature, reason.outcome, reason.left, reason.right = feature, outcome, left, right
    reason.weight, reason.distance, reason.familiarity, reason.slavic = weight, 0.0, 0, False
    return weight


@compiled_within
def _is_slavic(one: Any, other: Any, on: Any) -> bool:
    """Whether the names are Ukrainian or Russian beyond doubt: by a patronymic, the surnames, or the given name."""
    for patronymic in (one[IN_PATRONYMIC], other[IN_PATRONYMIC]):
        if patronymic >= 0 and on.start[patronymic + 1] - on.start[patronymic] > 1:
            return True
    both = one[IN_SURNAME] >= 0 and other[IN_SURNAME] >= 0
    if both and on.facts[one[IN_SURNAME]].ours[IN_SURNAME] and on.facts[other[IN_SURNAME]].ours[IN_SURNAME]:
        return True
    if one[IN_GIVEN] < 0 or other[IN_GIVEN] < 0:
        return False
    evidence = compare_words(one[IN_GIVEN], other[IN_GIVEN], IN_GIVEN, True, on)
    return evidence[1] <= _EQUAL_ENOUGH and evidence[3] > _OURS


@compiled_step
def _spare(side: int, word: int, on: Any) -> None:
    if word >= 0:
        on.table.spare[side, on.table.spare_count[side]] = word
        on.table.spare_count[side] += 1


@compiled_within
def _conflict(slavic: bool, reason: Any, on: Any) -> bool:
    """Whether the words left over on both sides disagree; then the nearest two are put in the reason."""
    nearest, left, right = np.inf, -1, -1
    for at in range(on.table.spare_count[0]):
        for there in range(on.table.spare_count[1]):
            one, other = on.table.spare[0, at], on.table.spare[1, there]
            distance = _nearer(one, other, IN_SURNAME, slavic, on)[1]
            if distance < nearest or (distance == nearest and pair_before(one, other, left, right, on)):
                nearest, left, right = distance, one, other
    if left < 0 or nearest <= NEAR_DISTANCE:
        return False
    say(reason, OTHER, DIFFERENT, left, right, on.weights.whole[CONFLICT])
    return True


@compiled_step
def pair_up(one: Any, other: Any, swapped: bool, on: Any, reasons: Any) -> tuple[int, float, bool]:
    """Set the words against each other part by part; fills ``reasons``.

    Args:
        one, other: the words in each part of either name.

    Returns:
        how many reasons, their sum in bits, and whether the surnames are as good as equal.
    """
    for side in range(2):
        for at in range(on.table.others_count[side]):
            on.table.spare[side, at] = on.table.others[side, at]
        on.table.spare_count[side] = on.table.others_count[side]
    slavic = _is_slavic(one, other, on)
    bits = say(reasons[0], PRIOR, NOT_COMPARED, -1, -1, on.weights.whole[PRIOR_BITS])
    count, clear = 1, False
    for part in range(PARTS):
        if one[part] < 0 or other[part] < 0:
            if part != IN_PATRONYMIC:
                _spare(0, one[part], on)
                _spare(1, other[part], on)
            continue
        left, right, outcome, distance, familiarity, frequency = _compare_part(one[part], other[part], part, slavic, on)
        weight = bits_of(part, outcome, distance, familiarity, frequency, slavic, on)
        bits += say(reasons[count], SURNAME + part, outcome, left, right, weight)
        reasons[count].distance, reasons[count].familiarity, reasons[count].slavic = distance, familiarity, slavic
        count += 1
        clear = clear or (part == IN_SURNAME and distance <= _EQUAL_ENOUGH)
    if count < 3:
        bits += say(reasons[count], OTHER, ONE_SIDE_ONLY, -1, -1, on.weights.whole[LONELY])
        count += 1
    if swapped:
        bits += say(reasons[count], ORDER, SWAPPED, -1, -1, on.weights.whole[SWAPPED_BITS])
        count += 1
    if _conflict(slavic, reasons[count], on):
        bits += reasons[count].weight
        count += 1
    return count, bits, clear
