"""At which level each comparison of two records comes out: the ladders of ``comparisons``, climbed by compiled code.

The first level whose condition holds is the outcome; ``ABSENT`` where either cell is empty. Each condition is the same
with the sides exchanged. The numbers are positions in ``Comparison.levels``; a test climbs every step of every ladder.
Each function climbs one ladder for many pairs: ``a`` and ``b`` are rows of the vocabulary, shape (pairs,), and what
comes back are the levels, shape (pairs,).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.compiled import compiled
from homeward.reconciliation.comparisons import further_heading
from homeward.reconciliation.further import further_levels
from homeward.reconciliation.likeness import LONGEST, Text, begins_with, likeness, slips_apart, within_one
from homeward.reconciliation.records import (
    NONE,
    Asides,
    Births,
    Events,
    Ints,
    Numbers,
    Places,
    Records,
    Units,
    Words,
)

#: A level is given as the position in ``Comparison.levels``; this where a cell is empty.
ABSENT = -1

Levels = npt.NDArray[np.int8]
Truths = npt.NDArray[np.bool_]


def levels_of(feature: str, records: Records, left: Ints, right: Ints) -> Levels:
    """Levels of one comparison for the pairs given by their records, shape (pairs,)."""
    rows, known = records.rows, records.vocabularies
    match feature:
        case "surname":
            a, b = rows.surname[left], rows.surname[right]
            return _surnames(known.surname, a, b, _crossed(records, left, right))
        case "given":
            a, b = rows.given[left], rows.given[right]
            return _first_names(known.given, a, b, _crossed(records, left, right), 1)
        case "patronymic":
            a, b = rows.patronymic[left], rows.patronymic[right]
            return _first_names(known.patronymic, a, b, np.zeros(len(a), np.bool_), 0)
        case "aside":
            return _asides(known.aside, rows.aside[left], rows.aside[right])
        case "tag":
            return _same_or_other(rows.tag[left], rows.tag[right])
        case "birth_date":
            return _births(known.birth, rows.birth[left], rows.birth[right])
        case "birth_place":
            return _places(known.birth_place, rows.birth_place[left], rows.birth_place[right])
        case "last_seen_place":
            return _places(known.seen_place, rows.seen_place[left], rows.seen_place[right])
        case "event_date":
            return _events(known.event, rows.event[left], rows.event[right])
        case "unit":
            return _units(known.unit, rows.unit[left], rows.unit[right])
        case "sex":
            return _same_or_other(rows.sex[left], rows.sex[right])
        case "rank":
            return _same_or_other(rows.rank[left], rows.rank[right])
        case _:
            further = next(one for one in records.further if one.heading == further_heading(feature))
            return further_levels(further.texts, further.rows[left], further.rows[right])


def _same_or_other(a: Ints, b: Ints) -> Levels:
    return np.where((a == 0) | (b == 0), ABSENT, a != b).astype(np.int8)


def _crossed(records: Records, left: Ints, right: Ints) -> Truths:
    """Whether surname and given name stand in each other's column, each at most one letter wrong."""
    rows, known = records.rows, records.vocabularies
    sides = [(rows.surname[side], rows.given[side]) for side in (left, right)]
    return _cross(known.surname, known.given, *sides[0], *sides[1])


@compiled
def _cross(surnames: Words, given: Words, a: Numbers, b: Numbers, c: Numbers, d: Numbers) -> Truths:
    family_starts, families = surnames.skeletons
    given_starts, givens = given.skeletons
    starts, text = surnames.key
    other_starts, other_text = given.key
    found = np.zeros(len(a), np.bool_)
    for pair in range(len(a)):
        one, first, other, second = a[pair], b[pair], c[pair], d[pair]
        if min(one, first, other, second) < 0:
            continue
        lengths = (
            _length(starts, one),
            _length(starts, other),
            _length(other_starts, first),
            _length(other_starts, second),
        )
        if min(lengths) < 3:
            continue
        if (
            share(family_starts, families, one, given_starts, givens, second)
            or within_one(text, starts[one], lengths[0], other_text, other_starts[second], lengths[3])
        ) and (
            share(family_starts, families, other, given_starts, givens, first)
            or within_one(text, starts[other], lengths[1], other_text, other_starts[first], lengths[2])
        ):
            found[pair] = True
    return found


@compiled
def share(starts: Numbers, digests: Ints, a: int, other_starts: Numbers, other_digests: Ints, b: int) -> bool:
    """Whether two sets have a digest in common."""
    for i in range(starts[a], starts[a + 1]):
        for j in range(other_starts[b], other_starts[b + 1]):
            if digests[i] == other_digests[j]:
                return True
    return False


@compiled
def _length(starts: Numbers, word: int) -> int:
    return min(int(starts[word + 1] - starts[word]), LONGEST)


@compiled
def _slips(starts: Numbers, text: Text, a: int, b: int, most: int) -> bool:
    return slips_apart(text, starts[a], _length(starts, a), starts[b], _length(starts, b), most)


@compiled
def _likeness(starts: Numbers, text: Text, a: int, b: int) -> float:
    return likeness(text, starts[a], _length(starts, a), starts[b], _length(starts, b))


@compiled
def _surnames(words: Words, left: Numbers, right: Numbers, crossed: Truths) -> Levels:
    starts, text = words.key
    lemma_starts, lemmas = words.lemmas
    sound_starts, sounds = words.skeletons
    other_starts, others = words.others
    letters = words.letters
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        shortest = min(_length(starts, a), _length(starts, b))
        if shortest == 0:
            continue
        if letters[a] == letters[b] or share(lemma_starts, lemmas, a, lemma_starts, lemmas, b):
            found[pair] = 0
        elif share(sound_starts, sounds, a, sound_starts, sounds, b):
            found[pair] = 1
        elif crossed[pair]:
            found[pair] = 2
        elif share(other_starts, others, a, sound_starts, sounds, b) or share(
            other_starts, others, b, sound_starts, sounds, a
        ):
            found[pair] = 3
        elif shortest >= 4 and _slips(starts, text, a, b, 1):
            found[pair] = 4
        elif shortest >= 7 and _slips(starts, text, a, b, 2):
            found[pair] = 5
        else:
            found[pair] = 6 if _likeness(starts, text, a, b) >= 0.9 else 7
    return found


@compiled
def _cut_short(starts: Numbers, text: Text, lemma_starts: Numbers, a: int, b: int) -> bool:
    """Whether the word ``a`` is no name but the beginning of ``b``: "Ол.", "Серг."."""
    m, n = _length(starts, a), _length(starts, b)
    if lemma_starts[a] < lemma_starts[a + 1] or m < 2 or m > 4 or n <= m:
        return False
    return begins_with(text, starts[b], n, starts[a], m)


@compiled
def _first_names(words: Words, left: Numbers, right: Numbers, crossed: Truths, given: int) -> Levels:
    """Levels of given names (``given`` 1), or of patronymics (0), whose ladder has no steps for crossed and near names.

    Two different names that both stand in the dictionary are most often two names, however near (Юрій, Юлій); a slip of
    the pen almost always makes a word that is no name. So near names have a level of their own.
    """
    starts, text = words.key
    lemma_starts, lemmas = words.lemmas
    sound_starts, sounds = words.skeletons
    meant_starts, meant = words.meant
    letters, initial, first = words.letters, words.initial, words.first
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        shortest = min(_length(starts, a), _length(starts, b))
        if shortest == 0:
            continue
        whole = not (initial[a] or initial[b])
        if (whole and letters[a] == letters[b]) or share(lemma_starts, lemmas, a, lemma_starts, lemmas, b):
            found[pair] = 0
        elif whole and share(sound_starts, sounds, a, sound_starts, sounds, b):
            found[pair] = 1
        elif crossed[pair]:
            found[pair] = 2
        elif share(lemma_starts, lemmas, a, meant_starts, meant, b) or share(
            meant_starts, meant, a, lemma_starts, lemmas, b
        ):
            found[pair] = given + 2
        elif (
            (not whole and first[a] == first[b])
            or _cut_short(starts, text, lemma_starts, a, b)
            or _cut_short(starts, text, lemma_starts, b, a)
        ):
            found[pair] = given + 3
        elif lemma_starts[a] < lemma_starts[a + 1] and lemma_starts[b] < lemma_starts[b + 1]:
            near = given == 1 and shortest >= 4 and _slips(starts, text, a, b, 1)
            found[pair] = given + 6 if near else 2 * given + 6
        elif shortest >= 3 and _slips(starts, text, a, b, 1):
            found[pair] = given + 4
        elif shortest >= 5 and _slips(starts, text, a, b, 2):
            found[pair] = given + 5
        else:
            found[pair] = 2 * given + 7
    return found


@compiled
def _asides(known: Asides, left: Numbers, right: Numbers) -> Levels:
    starts, signs = known.signs
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) >= 0 and known.name[a] != 0 and known.name[b] != 0:
            found[pair] = 0 if share(starts, signs, a, starts, signs, b) else 1
    return found


#: A date of birth that spans more days is known within years only.
_WIDE = 400
#: A date that is only about right may be so many days off.
_NEARLY = 730


@compiled
def _births(known: Births, left: Numbers, right: Numbers) -> Levels:
    earliest, latest, year, month, day, about = known
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        days = min(day[a], day[b]) != NONE
        years = min(year[a], year[b]) != NONE
        apart = abs(year[a] - year[b])
        same_month, same_day = month[a] == month[b], day[a] == day[b]
        wide = max(latest[a] - earliest[a], latest[b] - earliest[b]) > _WIDE
        if days and earliest[a] == earliest[b]:
            found[pair] = 0
        elif days and apart == 0 and day[a] == month[b] and month[a] == day[b]:
            found[pair] = 1
        elif earliest[a] <= latest[b] and earliest[b] <= latest[a]:
            found[pair] = 3 if wide else 2
        elif days and same_day and same_month and apart in (1, 10):
            found[pair] = 4
        elif days and apart == 0 and (same_month or same_day):
            found[pair] = 5
        elif years and apart == 0:
            found[pair] = 6
        elif years and apart == 1:
            found[pair] = 7
        elif max(earliest[a], earliest[b]) - min(latest[a], latest[b]) <= _NEARLY and (wide or about[a] or about[b]):
            found[pair] = 8
        else:
            found[pair] = 9 if abs(earliest[a] - earliest[b]) <= 2560 else 10
    return found


@compiled
def _places(known: Places, left: Numbers, right: Numbers) -> Levels:
    starts, text = known.key
    id_starts, ids = known.ids
    digest = known.digest
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        shortest = min(_length(starts, a), _length(starts, b))
        if shortest == 0:
            continue
        if digest[a] == digest[b] or share(id_starts, ids, a, id_starts, ids, b):
            found[pair] = 0
        elif shortest >= 4 and _slips(starts, text, a, b, 1):
            found[pair] = 1
        else:
            found[pair] = 2 if _likeness(starts, text, a, b) >= 0.88 else 3
    return found


@compiled
def _events(known: Events, left: Numbers, right: Numbers) -> Levels:
    """Dates wider than three months say nothing."""
    earliest, latest = known
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0 or max(latest[a] - earliest[a], latest[b] - earliest[b]) > 92:
            continue
        gap = max(earliest[a], earliest[b]) - min(latest[a], latest[b])
        found[pair] = 0 if gap <= 0 else 1 if gap <= 5 else 2 if gap <= 14 else 3 if gap <= 45 else 4
    return found


@compiled
def _units(known: Units, left: Numbers, right: Numbers) -> Levels:
    """Homes have small numbers, each town its own No. 1: words that name both, and none in common, part them."""
    number, kind, (starts, names) = known
    found = np.full(len(left), ABSENT, np.int8)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        if min(a, b) < 0:
            continue
        named_a, named_b = starts[a] < starts[a + 1], starts[b] < starts[b + 1]
        if (number[a] == NONE and kind[a] == 0 and not named_a) or (number[b] == NONE and kind[b] == 0 and not named_b):
            continue
        one_name = share(starts, names, a, starts, names, b)
        other_name = named_a and named_b and not one_name
        same_kind = kind[a] != 0 and kind[a] == kind[b]
        same_number = number[a] != NONE and number[a] == number[b]
        no_other_number = same_number or min(number[a], number[b]) == NONE
        if same_number and same_kind and not other_name:
            found[pair] = 0
        elif one_name and no_other_number:
            found[pair] = 1
        elif same_number:
            found[pair] = 2
        elif same_kind:
            found[pair] = 3 if no_other_number and not other_name else 4
        else:
            found[pair] = 5
    return found
