"""The order of review: first the pair whose answer is expected to put most pairs right.

Of three entries, if two pairs are one person, so is the third. An answer therefore tells of other pairs: one
counterpart confirmed refutes the others and joins what belongs to both; one refuted raises its rivals. What an answer
to a pair is worth is the number of wrong pairs that are expected to be fewer by it, itself among them: its value of
information (Howard 1966), one question ahead. Only probabilities, what is proposed, and which entries share a list
enter: no side is told from the other. Ties go by the numbering of the records, which no side can steer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from math import log2

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.parameters import Array

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: A pair less probable says nothing of others, and a pair not found counts as this probable.
LEAST = 0.001
#: From here on, and as near to nought, a pair is as good as settled.
SETTLED = 0.98

_NEXT_TO_NOTHING = 1e-9
_STIR = 0.01  # a change of probability smaller than this goes no further
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Claims:
    """Pairs that may be one person, with the third pairs that follow from two, and how three hang together.

    Attributes:
        left, right: the two records of each pair, shape (pairs,); after the pairs given those that only follow.
        given: how many pairs were given.
        probability: of one person, shape (pairs + 1,), as far as three pairs allow it (``claims``); the last stands
            for every pair that was not found.
        joined: whether the pair stands as one person, shape (pairs + 1,).
        threes: the three pairs of three entries by position, shape (threes, 3).
    """

    left: Ints
    right: Ints
    given: int
    probability: Array
    joined: Flags
    threes: Ints


def claims(left: Ints, right: Ints, probability: Array, joined: Flags, lists: Ints) -> Claims:
    """Bring pairs together with what follows from them.

    The engine weighs each pair by its own cells, so that three probabilities may contradict each other. Two pairs
    raise the third to what they make of it, x + y - 1 (Fréchet 1935).

    Args:
        left, right: numbers of the two records of each pair, shape (pairs,); a pair stands once.
        probability: that each is one person.
        joined: whether each stands as one person, as proposed.
        lists: number of the list of each record.
    """
    count, low, high = len(left), np.minimum(left, right), np.maximum(left, right)
    wedges = _wedges(low, high, probability)
    third = wedges.low * len(lists) + wedges.high
    closing, is_found = _sought(third, low * len(lists) + high)
    follows = ~is_found & (probability[wedges.one] + probability[wedges.other] > 1)
    new, number = np.unique(third[follows], return_inverse=True)
    closing = np.where(is_found, closing, count + len(new))
    closing[follows] = count + number
    stands = np.concatenate([joined, np.zeros(len(new) + 1, dtype=bool)])
    np.logical_or.at(stands, count + number, joined[wedges.one[follows]] & joined[wedges.other[follows]])
    once = ~is_found | (wedges.centre < wedges.low)  # three pairs that were all found are met once at each entry
    threes = np.stack([wedges.one, wedges.other, closing], axis=1)[once]
    low, high = np.concatenate([low, new // len(lists)]), np.concatenate([high, new % len(lists)])
    p = np.concatenate([probability, np.full(len(new) + 1, LEAST)])
    return Claims(low, high, count, _raised(p, threes, ()), stands, threes)


def worth(held: Claims) -> Array:
    """By how many wrong pairs fewer an answer to each pair given is expected to leave, shape (given,)."""
    p, count = held.probability, len(held.probability)
    found = np.where(held.joined, 1 - p, p)
    for this, that, yes, no in _answers(held):
        gain = _doubt(p[that]) - p[this] * _doubt(yes) - (1 - p[this]) * _doubt(no)
        gain[that == count - 1] = 0.0
        found += np.bincount(this, weights=np.maximum(gain, 0.0), minlength=count)
    return np.asarray(found[: held.given])


def settles(held: Claims) -> Ints:
    """How many other pairs given, open now, an answer to each settles: by yes or by no, whichever settles more."""
    count, is_open = len(held.probability), _is_open(held.probability)
    is_open[held.given :] = False
    found = np.zeros((2, count), dtype=np.int64)
    for this, that, yes, no in _answers(held):
        for answer, then in enumerate((yes, no)):
            found[answer] += np.bincount(this[is_open[that] & ~_is_open(then)], minlength=count)
    return np.asarray(found.max(axis=0)[: held.given])


def heard(held: Claims, said: Mapping[int, bool], match: float) -> Claims:
    """The pairs after what people said of some of them, and what follows from it.

    Each answer goes outward from its pair; a pair whose probability it moves stands as one person from ``match`` on.
    What was said stands, whatever the rest would make of it. The sequence in which it was said does not enter.

    Args:
        held: the pairs.
        said: by position, whether the two entries are one person.
        match: the probability from which on a pair is proposed.
    """
    at: dict[int, list[Ints]] = defaultdict(list)
    for three in held.threes:
        for position in three.tolist():
            at[position].append(three)
    p, joined = held.probability.copy(), held.joined.copy()
    fixed = {len(p) - 1}
    for position, answer in sorted(said.items(), key=lambda one: (not one[1], one[0])):
        fixed.add(position)
        for moved, now in _outward(p, position, answer, at, fixed).items():
            p[moved], joined[moved] = now, now >= match
        p = _raised(p, held.threes, fixed)
    return replace(held, probability=p, joined=joined)


def rank(value: float) -> int:
    """Where a pair of this worth stands in the order of review, least first; a thousandth of a bit, never below 0."""
    return max(0, round(1000 * (10 - log2(max(value, _NEXT_TO_NOTHING)))))


@dataclass(frozen=True, slots=True)
class _Wedges:
    """Every two pairs that share an entry: the entry, both pairs, and the two other entries, the lesser first."""

    centre: Ints
    one: Ints
    other: Ints
    low: Ints
    high: Ints


def _wedges(low: Ints, high: Ints, probability: Array) -> _Wedges:
    telling = np.flatnonzero(probability >= LEAST)
    source = np.concatenate([low[telling], high[telling]])
    target = np.concatenate([high[telling], low[telling]])
    pair = np.concatenate([telling, telling])
    order = np.lexsort((target, source))
    source, target, pair = source[order], target[order], pair[order]
    rest = np.searchsorted(source, source, "right") - np.arange(len(source)) - 1
    first = np.repeat(np.arange(len(source)), rest)
    second = first + 1 + np.arange(rest.sum()) - np.repeat(np.cumsum(rest) - rest, rest)
    return _Wedges(source[first], pair[first], pair[second], target[first], target[second])


def _sought(wanted: Ints, keys: Ints) -> tuple[Ints, Flags]:
    """Where each key wanted stands among ``keys``, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    by_key = np.argsort(keys, kind="stable")
    place = by_key[np.minimum(np.searchsorted(keys[by_key], wanted), len(keys) - 1)]
    return place, keys[place] == wanted


def _turns(threes: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Each of three pairs in its turn, then the two others."""
    first, second, third = threes.T
    yield from ((first, second, third), (second, third, first), (third, first, second))


def _raised(p: Array, threes: Ints, fixed: Collection[int]) -> Array:
    """Probabilities raised to what two pairs of three entries make of the third; those ``fixed`` and the last stay."""
    stay = np.array([len(p) - 1, *sorted(fixed)])
    for _ in range(_ROUNDS):
        raised = p.copy()
        for this, one, other in _turns(threes):
            np.maximum.at(raised, this, p[one] + p[other] - 1)
        raised[stay] = p[stay]
        if np.array_equal(raised, p):
            break
        p = raised
    return p


def _answers(held: Claims) -> Iterator[tuple[Ints, Ints, Array, Array]]:
    """A pair, another of the same three, and the other's probability if the pair is confirmed, and if refuted."""
    p = held.probability
    all_three = p[held.threes].min(axis=1)
    for this, that in permutations(held.threes.T, 2):
        yield this, that, *_then(p[this], p[that], all_three)


def _then(this: Array, that: Array, all_three: Array) -> tuple[Array, Array]:
    """What ``that`` becomes by yes and by no to ``this``.

    All three pairs hold together as often as their probabilities allow, their least; the rest is the law of total
    probability, P(that | no) = (P(that) - P(all three)) / P(no).
    """
    yes = np.minimum(all_three / np.maximum(this, _NEXT_TO_NOTHING), 1.0)
    return yes, np.clip((that - all_three) / np.maximum(1 - this, _NEXT_TO_NOTHING), 0.0, 1.0)


def _outward(
    p: Array, start: int, answer: bool, at: Mapping[int, list[Ints]], fixed: Collection[int]
) -> dict[int, float]:
    """What becomes of the pairs around one that is answered, step by step (Jeffrey 1965); by position."""
    moved = {start: float(answer)}
    edge = [start]
    while edge:
        here: dict[int, float] = {}
        for one in edge:
            for three in at[one]:
                for that in three.tolist():
                    if that in moved or that in fixed:
                        continue
                    yes, no = _then(p[one], p[that], p[three].min())
                    then = float(moved[one] * yes + (1 - moved[one]) * no)
                    if abs(then - p[that]) > max(_STIR, abs(here.get(that, p[that]) - p[that])):
                        here[that] = then
        moved |= here
        edge = sorted(here)
    return moved


def _doubt(p: Array) -> Array:
    """How probably a pair stands wrong that stands as is likelier."""
    return np.asarray(np.minimum(p, 1 - p))


def _is_open(p: Array) -> Flags:
    return np.asarray((p < SETTLED) & (p > 1 - SETTLED))
