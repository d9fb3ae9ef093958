"""What a word may have been meant for: names behind a slip of the pen, and the nominative of a declined name. Compiled.

See ``slips`` for the first, ``grammar`` for the second.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step, compiled_within
from homeward.names.hearing import hear, skeletons
from homeward.names.inflection import ending_of, given_nominative, numbers_of, surname_bases
from homeward.names.lexicon import (
    FATHER,
    GIVEN,
    LEAST_FREQUENT_ENDEARED,
    LEAST_FREQUENT_MEANT,
    SHORTEST_ENDEARED,
    SHORTEST_MEANT,
    add_lemma,
    add_lemmas,
    entry_of,
    hash_without,
    knows,
)
from homeward.names.rules import DECLINED
from homeward.names.understanding import FORMS, IN_GIVEN, IN_SURNAME

MOST_MEANT = 96


@compiled_step
def _within_one(one: Any, length: int, other: Any, other_length: int) -> bool:
    """Whether two strings are equal but for one sound put in, left out, replaced, or two neighbours exchanged."""
    if abs(length - other_length) > 1:
        return False
    start, shorter = 0, min(length, other_length)
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[length - 1 - end] == other[other_length - 1 - end]:
        end += 1
    left, right = length - start - end, other_length - start - end
    if left <= 1 and right <= 1:
        return True
    return left == 2 and right == 2 and one[start] == other[start + 1] and one[start + 1] == other[start]


@compiled_step
def _near_lemmas(
    skeleton: Any, length: int, kind: int, hashes: Any, entries: Any, lexicon: Any, found: Any, count: int
) -> int:
    """Add the lemmas, not rare, of known forms one slip from a skeleton."""
    for left_out in range(-1, length):
        value = hash_without(skeleton, length, left_out)
        place = np.searchsorted(hashes, value)
        while place < len(hashes) and hashes[place] == value:
            entry = entries[place]
            start, end = lexicon.start[entry], lexicon.start[entry + 1]
            if _within_one(skeleton, length, lexicon.sounds[start:], end - start):
                for at in range(lexicon.first[entry, kind], lexicon.first[entry + 1, kind]):
                    if lexicon.share[lexicon.lemmas[at]] >= LEAST_FREQUENT_MEANT:
                        count = add_lemma(lexicon.lemmas[at], found, count)
            place += 1
    return count


@compiled_step
def _endeared_lemmas(skeleton: Any, length: int, rules: Any, lexicon: Any, work: Any, found: Any, count: int) -> int:
    """Add the lemmas, common ones, of the names or short forms upon which the word has an endearing ending."""
    for ending in range(len(rules.endearing_length)):
        stem = length - rules.endearing_length[ending]
        if stem < SHORTEST_ENDEARED:
            continue
        at = stem
        while at < length and skeleton[at] == rules.endearing[ending, at - stem]:
            at += 1
        if at < length:
            continue
        for form in range(len(rules.endeared_length)):
            for place in range(stem):
                work.form[place] = skeleton[place]
            for place in range(rules.endeared_length[form]):
                work.form[stem + place] = rules.endeared[form, place]
            entry = entry_of(work.form[:], stem + rules.endeared_length[form], lexicon)
            if entry < 0:
                continue
            for lemma in range(lexicon.first[entry, GIVEN], lexicon.first[entry + 1, GIVEN]):
                if lexicon.share[lexicon.lemmas[lemma]] >= LEAST_FREQUENT_ENDEARED:
                    count = add_lemma(lexicon.lemmas[lemma], found, count)
    return count


@compiled
def meant_lemmas(part: int, rules: Any, lexicon: Any, work: Any, facts: Any, meant: Any, meant_count: Any) -> None:
    """Lemmas of given names that the words of ``facts`` may stand for besides their own: see ``slips``."""
    found = work.lemmas[:]
    for row in range(len(facts)):
        fact = facts[row]
        meant_count[row] = 0
        if fact.initial or part == IN_SURNAME:
            continue
        count = 0
        for way in range(fact.count[part]):
            skeleton, length = fact.readings[part, way], fact.length[part, way]
            if part == IN_GIVEN:
                for number in range(FORMS):
                    size = given_nominative(skeleton, length, number, rules, work.form[:])
                    if size:
                        count = add_lemmas(entry_of(work.form[:], size, lexicon), GIVEN, lexicon, found, count)
                count = _endeared_lemmas(skeleton, length, rules, lexicon, work, found, count)
            if fact.lemma_count[part] == 0 and length >= SHORTEST_MEANT:
                if part == IN_GIVEN:
                    count = _near_lemmas(
                        skeleton,
                        length,
                        GIVEN,
                        lexicon.near_given_hash[:],
                        lexicon.near_given_entry[:],
                        lexicon,
                        found,
                        count,
                    )
                else:
                    hashes, entries = lexicon.near_father_hash[:], lexicon.near_father_entry[:]
                    count = _near_lemmas(skeleton, length, FATHER, hashes, entries, lexicon, found, count)
        for place in range(count):
            own = False
            for at in range(fact.lemma_count[part]):
                own = own or fact.lemmas[part, at] == found[place]
            if not own:
                meant[row, meant_count[row]] = found[place]
                meant_count[row] += 1


@compiled_within
def _is_known(word: Any, part: int, rules: Any, lexicon: Any, work: Any) -> bool:
    """Whether the dictionaries hold a surname in the masculine, or a given name's likeliest skeleton."""
    count = hear(word, rules, work, work.heard[:], work.heard_length[:])
    count = skeletons(work.heard[:], work.heard_length[:], count, rules, work.found[:], work.found_length[:])
    if part == IN_GIVEN:
        return count > 0 and knows(entry_of(work.found[0], work.found_length[0], lexicon), GIVEN, lexicon)
    for way in range(count):
        surname_bases(work.found[way], work.found_length[way], rules, work.word[:], work.bases[:], work.bases_length[:])
        entry = entry_of(work.bases[0], work.bases_length[0], lexicon)
        if entry >= 0 and lexicon.is_surname[entry]:
            return True
    return False


@compiled_within
def nominative(word: Any, part: int, rules: Any, lexicon: Any, work: Any) -> int:
    """The nominative of a declined surname or given name the dictionaries know, in ``work.made``; its length or 0."""
    length = numbers_of(word, rules.cyrillic[:], work.numbers[:])
    row = ending_of(work.numbers[:], length, rules, DECLINED)
    if row < 0:
        return 0
    stem, ending = length - rules.end_strip[row], rules.end_of[row]
    for form in range(rules.nominatives_count[ending]):
        for place in range(stem):
            work.made[place] = word[place]
        end = stem
        if rules.nominatives[ending, form]:
            work.made[end] = rules.nominatives[ending, form]
            end += 1
        if _is_known(work.made[:end], part, rules, lexicon, work):
            return int(end)
    return 0
