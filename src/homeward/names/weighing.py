"""Pairs of names weighed: of all ways to set their words against each other, the one that speaks most for one person.

Compiled, over many pairs at once; one way is the subject of ``pairing``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step, compiled_within
from homeward.names.pairing import (
    MOST_REASONS,
    MOST_WORDS,
    NAME,
    PRIOR,
    PRIOR_PARTIAL,
    PRIOR_SINGLE,
    REASON,
    bits_of,
    pair_before,
    pair_up,
    say,
    word_before,
)
from homeward.names.understanding import IN_GIVEN, IN_PATRONYMIC, IN_SURNAME, PARTS
from homeward.names.word_pairs import BOTH, NOT_COMPARED, compare_words

_SINGLE = PARTS
"""The weights of a name of one word stand behind those of the parts."""


@compiled_within
def _readings_of(side: int, parts: Any, on: Any) -> None:
    """The parts as parsed; also with what was taken for a patronymic as surname, if a part is missing beside it."""
    ways = on.table.parts[side]
    for part in range(PARTS):
        ways[0, part] = parts[part]
    on.table.parts_count[side] = 1
    if parts[IN_PATRONYMIC] >= 0 and (parts[IN_SURNAME] < 0 or parts[IN_GIVEN] < 0):
        ways[1, IN_SURNAME] = parts[IN_PATRONYMIC]
        ways[1, IN_GIVEN] = parts[IN_GIVEN] if parts[IN_GIVEN] >= 0 else parts[IN_SURNAME]
        ways[1, IN_PATRONYMIC] = -1
        on.table.parts_count[side] = 2


@compiled_step
def _keep_best(count: int, bits: float, now: Any, best_count: int, best: float, kept: Any) -> tuple[int, float]:
    """Keep the reasons of this pairing if they speak more for one person than those kept."""
    if best_count and bits <= best:
        return best_count, best
    for at in range(count):
        kept[at] = now[at]
    return count, bits


@compiled_within
def _best_pairing(now: Any, on: Any, kept: Any) -> tuple[int, float]:
    """The reasons of the pairing that speaks most for one person, in ``kept``; how many, and their sum in bits."""
    best_count, best = 0, 0.0
    turned = np.empty((2, PARTS), np.int32)
    for reading in range(on.table.parts_count[0]):
        for other_reading in range(on.table.parts_count[1]):
            one, other = on.table.parts[0, reading], on.table.parts[1, other_reading]
            count, bits, clear = pair_up(one, other, False, on, now)
            best_count, best = _keep_best(count, bits, now, best_count, best, kept)
            if clear:
                continue
            for side in (1, 0):  # the surname of the one against the given name of the other, then the reverse
                for part in range(PARTS):
                    turned[0, part], turned[1, part] = one[part], other[part]
                surname = turned[side, IN_SURNAME]
                turned[side, IN_SURNAME], turned[side, IN_GIVEN] = turned[side, IN_GIVEN], surname
                count, bits, clear = pair_up(turned[0], turned[1], True, on, now)
                best_count, best = _keep_best(count, bits, now, best_count, best, kept)
    return best_count, best


@compiled_within
def _one_word(on: Any, reasons: Any) -> tuple[int, float]:
    """Reasons where at least one name is a single word: its nearest word on the other side, as either part."""
    table = on.table
    single = table.words_count[0] == 1 and table.words_count[1] == 1
    nearest, left, right = np.inf, -1, -1
    outcome = familiarity = 0
    frequency = 0.0
    for at in range(table.words_count[0]):
        for there in range(table.words_count[1]):
            one, other = table.words[0, at], table.words[1, there]
            for part in (IN_SURNAME, IN_GIVEN):
                evidence = compare_words(one, other, part, False, on)
                if evidence[1] < nearest or (evidence[1] == nearest and pair_before(one, other, left, right, on)):
                    outcome, nearest, familiarity, frequency = evidence
                    left, right = one, other
    if single and compare_words(left, right, IN_SURNAME, False, on)[2] == BOTH:
        familiarity = BOTH
    prior = on.weights.whole[PRIOR_SINGLE] if single else on.weights.whole[PRIOR_PARTIAL]
    bits = say(reasons[0], PRIOR, NOT_COMPARED, -1, -1, prior)
    weight = bits_of(_SINGLE, outcome, nearest, familiarity, frequency, False, on)
    bits += say(reasons[1], NAME, outcome, left, right, weight)
    reasons[1].distance, reasons[1].familiarity = nearest, familiarity
    return 2, bits


@compiled_step
def _lay_out(side: int, name: int, parsed: Any, on: Any) -> None:
    """Put a name on the table."""
    table, count = on.table, 0
    for part in range(PARTS):
        if parsed.parts[name, part] >= 0:
            table.words[side, count] = parsed.parts[name, part]
            count += 1
    others = min(MOST_WORDS, parsed.first[name + 1] - parsed.first[name])
    for at in range(others):
        word = parsed.others[parsed.first[name] + at]
        table.others[side, at] = word
        table.words[side, count] = word
        count += 1
    table.others_count[side], table.words_count[side] = others, count
    _readings_of(side, parsed.parts[name], on)


@compiled_within
def _name_before(one: int, other: int, parsed: Any, on: Any) -> bool:
    """Whether the words of one name stand before those of another."""
    _lay_out(0, one, parsed, on)
    _lay_out(1, other, parsed, on)
    words, count = on.table.words, on.table.words_count
    for at in range(min(count[0], count[1])):
        if words[0, at] != words[1, at]:
            return word_before(words[0, at], words[1, at], on)
    if count[0] != count[1]:
        return bool(count[0] < count[1])
    for part in range(PARTS):  # the same words in other parts: an empty part stands first
        if (parsed.parts[one, part] < 0) != (parsed.parts[other, part] < 0):
            return bool(parsed.parts[one, part] < 0)
    return False


@compiled
def weigh_pairs(left: Any, right: Any, parsed: Any, on: Any, scores: Any, counts: Any, reasons: Any) -> None:
    """Scores and reasons of pairs of names; exactly symmetric. A name without a word gives 0.0 and no reason.

    Two names are always weighed in one order and the reasons turned round afterwards, so that the choice among equally
    good pairings cannot depend on the side.

    Args:
        left, right: (pairs,) numbers of names.
        parsed: of ``placing.Parsed``.
        scores, counts: (pairs,) filled.
        reasons: (pairs, MOST_REASONS) of ``REASON`` filled.
    """
    now = np.empty(MOST_REASONS, REASON)
    for pair in range(len(left)):
        one, other = left[pair], right[pair]
        turned = _name_before(other, one, parsed, on)
        if turned:
            one, other = other, one
        _lay_out(0, one, parsed, on)
        _lay_out(1, other, parsed, on)
        scores[pair], counts[pair] = 0.0, 0
        words = on.table.words_count
        if words[0] == 0 or words[1] == 0:
            continue
        if words[0] == 1 or words[1] == 1:
            count, bits = _one_word(on, reasons[pair])
        else:
            count, bits = _best_pairing(now, on, reasons[pair])
        counts[pair] = count
        scores[pair] = 1.0 / (1.0 + 2.0**-bits)
        if turned:
            for at in range(count):
                reason = reasons[pair, at]
                swap = reason.left
                reason.left, reason.right = reason.right, swap
