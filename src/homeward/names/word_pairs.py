"""Two words standing in the same part of two names: equal, a known equal form, near, or different. Compiled.

The outcome is the number of an ``evidence.Outcome``; sounds and prices are in ``alignment``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from homeward.compiled import compiled_step, compiled_within
from homeward.names.abroad import MOST_ABROAD, read_abroad
from homeward.names.alignment import FAR, FOREIGN_SURCHARGE, mean_length, nearest, rough_distance
from homeward.names.evidence import Familiarity, Outcome
from homeward.names.hearing import WIDTH
from homeward.names.lexicon import SHORTENED, entry_of
from homeward.names.understanding import IN_GIVEN, IN_PATRONYMIC, IN_SURNAME

(EQUAL, EQUIVALENT, SHORT_FORM, NEAR, DIFFERENT, INITIAL, INITIAL_DIFFERS, SWAPPED, ONE_SIDE_ONLY, NOT_COMPARED) = (
    range(len(Outcome))
)
BOTH, ONE, NEITHER = range(len(Familiarity))
_EQUIVALENT_DISTANCE, _SHORT_DISTANCE, NEAR_DISTANCE = 0.01, 0.035, 0.1
_KNOWN_APART_DISTANCE = 0.15

MOST_KEPT = 128
READ_ABROAD = np.dtype(
    [("whose", "i8"), ("count", "i8"), ("found", "u1", (MOST_ABROAD, WIDTH)), ("length", "i8", (MOST_ABROAD,))],
    align=True,
)
"""Foreign readings of a word in a part; the last words read are kept for either side."""


class Machine(NamedTuple):
    """What pairs are weighed on: the words (``letters`` from ``start``) with their ``facts``, tables, sheets.

    Attributes:
        letters, start, facts: of ``cutting.Vocabulary`` and ``understanding.FACTS``.
        rules, lexicon, prices, weights: records of tables.
        work, sheet, reckoning, table: records to write on.
        abroad: (2, ``MOST_KEPT`` or fewer) of ``READ_ABROAD``.
    """

    letters: Any
    start: Any
    facts: Any
    rules: Any
    lexicon: Any
    prices: Any
    weights: Any
    work: Any
    sheet: Any
    reckoning: Any
    table: Any
    abroad: Any


@compiled_within
def _shared_lemmas(one: Any, other: Any, part: int) -> int:
    """How many lemmas two words share."""
    shared = 0
    for left in range(one.lemma_count[part]):
        for right in range(other.lemma_count[part]):
            shared += one.lemmas[part, left] == other.lemmas[part, right]
    return shared


@compiled_within
def _highest_share(one: Any, other: Any, part: int, lexicon: Any) -> float:
    """Share of persons of the most frequent lemma that two words share."""
    share = 0.0
    for left in range(one.lemma_count[part]):
        for right in range(other.lemma_count[part]):
            if one.lemmas[part, left] == other.lemmas[part, right]:
                share = max(share, lexicon.share[one.lemmas[part, left]])
    return share


@compiled_step
def _shortens(fact: Any, lemma: int, lexicon: Any) -> bool:
    """Whether a word is only a diminutive of a given name."""
    for way in range(fact.count[IN_GIVEN]):
        entry = entry_of(fact.readings[IN_GIVEN, way], fact.length[IN_GIVEN, way], lexicon)
        if entry >= 0:
            for at in range(lexicon.first[entry, SHORTENED], lexicon.first[entry + 1, SHORTENED]):
                if lexicon.lemmas[at] == lemma:
                    return True
    return False


@compiled_within
def _only_short(one: Any, other: Any, lexicon: Any) -> bool:
    """Whether two given names share their lemmas only because one of them is a diminutive."""
    by_one = by_other = True
    for left in range(one.lemma_count[IN_GIVEN]):
        lemma = one.lemmas[IN_GIVEN, left]
        for right in range(other.lemma_count[IN_GIVEN]):
            if other.lemmas[IN_GIVEN, right] == lemma:
                by_one = by_one and _shortens(one, lemma, lexicon)
                by_other = by_other and _shortens(other, lemma, lexicon)
    return by_one or by_other


@compiled_step
def share_reading(one: Any, other: Any, part: int) -> bool:
    """Whether two words may sound the same."""
    for left in range(one.count[part]):
        for right in range(other.count[part]):
            if one.hashes[part, left] == other.hashes[part, right]:
                return True
    return False


@compiled_step
def _distance(one: Any, other: Any, part: int, prices: Any, sheet: Any) -> float:
    """Distance in sound, 0 to ``FAR``."""
    length = mean_length(one.length[part], one.count[part], other.length[part], other.count[part])
    price = nearest(
        one.readings[part],
        one.length[part],
        one.count[part],
        other.readings[part],
        other.length[part],
        other.count[part],
        FAR * length,
        prices,
        sheet,
    )
    return price / length


@compiled_step
def _abroad(word: int, part: int, side: int, on: Any) -> Any:
    """Foreign readings of a word, from those kept or new."""
    whose = 2 * word + (part == IN_SURNAME) + 1
    kept = on.abroad[side, whose % on.abroad.shape[1]]
    if kept.whose != whose:
        kept.whose = whose
        kept.count = read_abroad(
            on.letters[on.start[word] : on.start[word + 1]],
            part == IN_SURNAME,
            on.rules,
            on.work,
            on.sheet,
            on.facts[word],
            kept.found[:],
            kept.length[:],
        )
    return kept


@compiled_within
def _foreign_distance(left: int, right: int, part: int, gap: float, on: Any) -> float:
    """The distance where at least one word is read by an orthography not Slavic, with a surcharge; at most ``gap``."""
    one, other = on.facts[left], on.facts[right]
    length = mean_length(one.length[part], one.count[part], other.length[part], other.count[part])
    bound = min(FAR, gap) * length - FOREIGN_SURCHARGE
    if bound <= 0.0:
        return gap
    prices, sheet, price = on.prices, on.reckoning, bound
    read, other_read = (
        _abroad(left, part, 0, on),
        _abroad(right, part, 1, on),
    )
    own, own_length, own_count = one.readings[part], one.length[part], one.count[part]
    their, their_length, their_count = other.readings[part], other.length[part], other.count[part]
    price = nearest(read.found[:], read.length[:], read.count, their, their_length, their_count, price, prices, sheet)
    price = nearest(
        own, own_length, own_count, other_read.found[:], other_read.length[:], other_read.count, price, prices, sheet
    )
    price = nearest(
        read.found[:],
        read.length[:],
        read.count,
        other_read.found[:],
        other_read.length[:],
        other_read.count,
        price,
        prices,
        sheet,
    )
    return min(gap, (price + FOREIGN_SURCHARGE) / length) if price < bound else gap


@compiled_step
def compare_words(left: int, right: int, part: int, slavic: bool, on: Any) -> tuple[int, float, int, float]:
    """Outcome, distance, familiarity and frequency of two words of one part. Swapping the words changes nothing.

    Args:
        slavic: the names are Ukrainian or Russian beyond doubt: no other orthography is tried.

    Returns:
        the number of an ``Outcome``; distance 0 (equal) to ``FAR``, small for known forms of one name; the number of a
        ``Familiarity``, ``ONE`` where it does not matter; the share of persons bearing the more frequent name, or 0.
    """
    one, other = on.facts[left], on.facts[right]
    if one.initial or other.initial:
        if one.first[part] & other.first[part]:
            return INITIAL, 0.0, ONE, 0.0
        return INITIAL_DIFFERS, FAR, ONE, 0.0
    frequency = max(one.share[part], other.share[part])
    if share_reading(one, other, part):
        return EQUAL, 0.0, ONE, frequency
    if _shared_lemmas(one, other, part):
        frequency = 0.0 if part == IN_SURNAME else _highest_share(one, other, part, on.lexicon)
        gap = _distance(one, other, part, on.prices, on.reckoning)
        if part == IN_GIVEN and _only_short(one, other, on.lexicon):
            return SHORT_FORM, min(gap, _SHORT_DISTANCE), ONE, frequency
        return EQUIVALENT, min(gap, _EQUIVALENT_DISTANCE), ONE, frequency
    known = one.known[part] + other.known[part]
    familiarity = BOTH if known == 2 else ONE if known == 1 else NEITHER
    beyond_doubt = slavic or (one.ours[part] > 0 and other.ours[part] > 0)
    no_foreign = part == IN_PATRONYMIC or (beyond_doubt and familiarity != NEITHER)
    if familiarity == BOTH and no_foreign:
        gap = rough_distance(
            one.readings[part, 0], one.length[part, 0], other.readings[part, 0], other.length[part, 0], on.reckoning
        )
    else:
        gap = _distance(one, other, part, on.prices, on.reckoning)
    if not no_foreign:
        foreign = _foreign_distance(left, right, part, gap, on)
        if foreign < gap:
            gap = foreign
            if foreign <= NEAR_DISTANCE:
                familiarity = ONE
    if familiarity == BOTH and part == IN_GIVEN:
        gap = max(gap, _KNOWN_APART_DISTANCE)
    return NEAR if gap < NEAR_DISTANCE else DIFFERENT, gap, familiarity, frequency
