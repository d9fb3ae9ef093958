"""What is known about a word in each part of a name: keys, knowledge of the dictionaries, and which part it fits.

Compiled, over many words at once. A word that is understood is a row of ``FACTS``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step, compiled_within
from homeward.names.hearing import WIDTH, distinct, hear, script_of_word, skeletons
from homeward.names.inflection import (
    ending_of,
    father_stem,
    given_nominative,
    looks_like_patronymic,
    numbers_of,
    surname_bases,
    surname_nominative,
    whole_word,
)
from homeward.names.lexicon import (
    FATHER,
    GIVEN,
    SURNAME,
    add_lemmas,
    entry_of,
    hash_of,
    knows,
)
from homeward.names.rules import BOOK_CHILD_OF, DECLINED_PATRONYMIC, LATIN, SLAVIC_SURNAME
from homeward.names.rules import SURNAME as SURNAME_ENDING
from homeward.names.skeleton import MOST

PARTS = 3
IN_SURNAME, IN_GIVEN, IN_PATRONYMIC = range(PARTS)
MOST_LEMMAS = 24
FORMS = 5
_DOT = ord(".")
_COMMON = 1e-3


FACTS = np.dtype(
    [
        ("heard", "u1", (MOST, WIDTH)),
        ("heard_length", "i8", (MOST,)),
        ("heard_count", "i8"),
        ("readings", "u1", (PARTS, MOST, WIDTH)),
        ("length", "i8", (PARTS, MOST)),
        ("hashes", "i8", (PARTS, MOST)),
        ("count", "i8", (PARTS,)),
        ("letters", "u1", (PARTS, WIDTH)),
        ("letters_length", "i8", (PARTS,)),
        ("lemmas", "i2", (PARTS, MOST_LEMMAS)),
        ("lemma_count", "i8", (PARTS,)),
        ("share", "f8", (PARTS,)),
        ("known", "u1", (PARTS,)),
        ("ours", "u1", (PARTS,)),
        ("first", "i8", (PARTS,)),
        ("initial", "u1"),
        ("fitness", "f8", (PARTS,)),
        ("child_of", "u1"),
        ("declined", "u1"),
    ],
    align=True,
)
"""What is known of one word.

``heard``: skeletons as it stands, likeliest first. By part: ``readings``, its keys of sound, sorted, with ``hashes``;
``letters``, the likeliest skeleton before smoothing; ``lemmas``, numbers in order; ``share`` of persons of the most
frequent name it may be, 0 if unknown; ``known`` to the dictionaries; ``ours``, a Ukrainian or Russian name beyond
doubt; ``first``, sounds it may begin with, as bits; ``fitness``, what speaks for it as that part (log scale, 0 = no
opinion). ``initial``: one letter; ``child_of``: ``оглы`` and the like; ``declined``: a
patronymic in another case than the nominative.
"""


@compiled
def hear_words(letters: Any, start: Any, first: int, rules: Any, work: Any, facts: Any) -> None:
    """Fill in the skeletons of as many words as there are facts, from the ``first``, as they stand."""
    for row in range(len(facts)):
        word, fact = letters[start[first + row] : start[first + row + 1]], facts[row]
        count = hear(word, rules, work, work.heard[:], work.heard_length[:])
        count = skeletons(work.heard[:], work.heard_length[:], count, rules, fact.heard[:], fact.heard_length[:])
        fact.heard_count = 0 if count and fact.heard_length[0] == 0 else count


@compiled_step
def _given_lemmas(skeleton: Any, length: int, rules: Any, lexicon: Any, form: Any, found: Any, count: int) -> int:
    """Add the lemmas of a given name; a form unknown as it stands is tried as an oblique case."""
    entry = entry_of(skeleton, length, lexicon)
    if knows(entry, GIVEN, lexicon):
        return add_lemmas(entry, GIVEN, lexicon, found, count)
    for number in range(FORMS):
        size = given_nominative(skeleton, length, number, rules, form)
        if size == 0:
            return count
        entry = entry_of(form, size, lexicon)
        if knows(entry, GIVEN, lexicon):
            return add_lemmas(entry, GIVEN, lexicon, found, count)
    return count


@compiled_step
def _set_fitness(fact: Any, surname: float, given: float, patronymic: float) -> None:
    fact.fitness[IN_SURNAME], fact.fitness[IN_GIVEN], fact.fitness[IN_PATRONYMIC] = surname, given, patronymic


@compiled_within
def _fit(letters: int, rules: Any, lexicon: Any, work: Any, fact: Any) -> None:
    """How well a word of so many letters fits each part by its own form."""
    heard, lengths, count = fact.heard[:], fact.heard_length[:], fact.heard_count
    if letters == 1:
        _set_fitness(fact, -3.0, 1.0, 1.0)
        return
    like = False
    for way in range(count):
        size = father_stem(heard[way], lengths[way], rules, work.stem[:])
        if size and knows(entry_of(work.stem[:], size, lexicon), FATHER, lexicon):
            _set_fitness(fact, 0.0, -3.0, 4.0)
            return
        like = like or looks_like_patronymic(heard[way], lengths[way], rules)
    if like:
        _set_fitness(fact, 1.5, -3.0, 2.0)
        return
    slavic = rare = known = False
    found = 0
    for way in range(count):
        slavic = slavic or ending_of(heard[way], lengths[way], rules, SLAVIC_SURNAME) >= 0
        entry = entry_of(heard[way], lengths[way], lexicon)
        if entry >= 0:
            found = add_lemmas(entry, GIVEN, lexicon, work.lemmas[:], found)
            rare = rare or lexicon.is_rare[entry] > 0
        for base in range(
            surname_bases(heard[way], lengths[way], rules, work.word[:], work.bases[:], work.bases_length[:])
        ):
            entry = entry_of(work.bases[base], work.bases_length[base], lexicon)
            known = known or (entry >= 0 and lexicon.is_surname[entry] > 0)
    surname = given = 0.0
    if slavic:
        surname += 2.5
    elif count and ending_of(heard[0], lengths[0], rules, SURNAME_ENDING) >= 0:
        surname += 1.0
    exact = found > 0
    if not exact:
        for way in range(count):
            found = _given_lemmas(heard[way], lengths[way], rules, lexicon, work.form[:], work.lemmas[:], found)
    if found:
        share = 0.0
        for place in range(found):
            share = max(share, lexicon.share[work.lemmas[place]])
        given += (3.0 if share > _COMMON else 2.0 if share > 0 else 1.0) - (0.0 if exact else 1.0)
        surname -= 1.0 if share > _COMMON else 0.0
    elif rare:
        given += 1.0
    if known:
        surname += 1.5
    _set_fitness(fact, surname, given, -4.0)


@compiled
def fit_words(letters: Any, start: Any, first: int, rules: Any, lexicon: Any, work: Any, facts: Any) -> None:
    """Fill in what as many words as there are facts fit, from the ``first``; they are heard already."""
    for row in range(len(facts)):
        word, fact = letters[start[first + row] : start[first + row + 1]], facts[row]
        _fit(len(word), rules, lexicon, work, fact)
        fact.child_of = (
            fact.heard_count > 0 and whole_word(fact.heard[0], fact.heard_length[0], rules, BOOK_CHILD_OF) >= 0
        )
        length = numbers_of(word, rules.cyrillic[:], work.numbers[:])
        fact.declined = ending_of(work.numbers[:], length, rules, DECLINED_PATRONYMIC) >= 0


@compiled_step
def _before(one: Any, length: int, other: Any, other_length: int) -> bool:
    """Whether a string stands before another in the alphabet."""
    for place in range(min(length, other_length)):
        if one[place] != other[place]:
            return bool(one[place] < other[place])
    return length < other_length


@compiled_step
def _put_sorted(part: int, strings: Any, lengths: Any, count: int, fact: Any) -> None:
    """Fill in readings, sorted."""
    first = 0
    for new in range(count):
        place = 0
        for other in range(count):
            place += other != new and _before(strings[other], lengths[other], strings[new], lengths[new])
        for at in range(lengths[new]):
            fact.readings[part, place, at] = strings[new, at]
        fact.length[part, place] = lengths[new]
        fact.hashes[part, place] = hash_of(strings[new], lengths[new])
        first |= 1 << strings[new, 0]
    fact.count[part] = count
    fact.first[part] = first


@compiled_step
def _put_letters(part: int, sounds: Any, length: int, fact: Any) -> None:
    for place in range(length):
        fact.letters[part, place] = sounds[place]
    fact.letters_length[part] = length


@compiled_within
def _key_given(rules: Any, lexicon: Any, work: Any, fact: Any) -> None:
    _put_sorted(IN_GIVEN, fact.heard[:], fact.heard_length[:], fact.heard_count, fact)
    found, lemmas = 0, fact.lemmas[IN_GIVEN]
    for way in range(fact.heard_count):
        found = _given_lemmas(fact.heard[way], fact.heard_length[way], rules, lexicon, work.form[:], lemmas, found)
    fact.lemma_count[IN_GIVEN] = found


@compiled_within
def _key_patronymic(rules: Any, lexicon: Any, work: Any, fact: Any) -> None:
    """Keys of a patronymic: those of the father's name, whatever the suffix, gender and case."""
    stems, lengths = work.bases[:], work.bases_length[:]
    for way in range(fact.heard_count):
        lengths[way] = father_stem(fact.heard[way], fact.heard_length[way], rules, stems[way])
        if way == 0:
            if lengths[0]:
                _put_letters(IN_PATRONYMIC, stems[0], lengths[0], fact)
            else:
                _put_letters(IN_PATRONYMIC, work.heard[0], work.heard_length[0], fact)
        if lengths[way] == 0:
            lengths[way] = fact.heard_length[way]
            for place in range(lengths[way]):
                stems[way, place] = fact.heard[way, place]
    count = distinct(stems, lengths, fact.heard_count)
    _put_sorted(IN_PATRONYMIC, stems, lengths, count, fact)
    found = 0
    for way in range(count):
        entry = entry_of(stems[way], lengths[way], lexicon)
        kind = FATHER if knows(entry, FATHER, lexicon) else GIVEN
        found = add_lemmas(entry, kind, lexicon, fact.lemmas[IN_PATRONYMIC], found)
    fact.lemma_count[IN_PATRONYMIC] = found


@compiled_within
def _key_surname(word: Any, rules: Any, lexicon: Any, work: Any, fact: Any) -> None:
    """Keys of a surname: in the masculine, and first in the nominative its case ending shows. Writes on ``heard``."""
    bases, lengths, count = work.bases[:], work.bases_length[:], 0
    made = surname_nominative(word, script_of_word(word, rules) == LATIN, rules, work)
    if made:
        ways = hear(work.made[:made], rules, work, work.heard[:], work.heard_length[:])
        ways = skeletons(work.heard[:], work.heard_length[:], ways, rules, work.found[:], work.found_length[:])
        for way in range(ways):
            found, size = work.found[way], work.found_length[way]
            count += surname_bases(found, size, rules, work.word[:], bases[count:], lengths[count:])
    for way in range(fact.heard_count):
        heard, size = fact.heard[way], fact.heard_length[way]
        count += surname_bases(heard, size, rules, work.word[:], bases[count:], lengths[count:])
    count = min(MOST, distinct(bases, lengths, count))
    _put_sorted(IN_SURNAME, bases, lengths, count, fact)
    lemmas, share, known, ours = 0, 0.0, False, False
    for way in range(count):
        entry = entry_of(bases[way], lengths[way], lexicon)
        if entry >= 0:
            lemmas = add_lemmas(entry, SURNAME, lexicon, fact.lemmas[IN_SURNAME], lemmas)
            share = max(share, lexicon.surname_share[entry])
            known = known or lexicon.is_surname[entry] > 0
        ours = ours or ending_of(bases[way], lengths[way], rules, SLAVIC_SURNAME) >= 0
    fact.lemma_count[IN_SURNAME] = lemmas
    fact.share[IN_SURNAME], fact.known[IN_SURNAME], fact.ours[IN_SURNAME] = share, known, ours
    surname_bases(work.heard[0], work.heard_length[0], rules, work.word[:], bases, lengths)
    _put_letters(IN_SURNAME, bases[0], lengths[0], fact)


@compiled
def key_words(letters: Any, start: Any, first: int, rules: Any, lexicon: Any, work: Any, facts: Any) -> None:
    """Fill in the keys, in every part, of as many words as there are facts, from the ``first``; heard already."""
    for row in range(len(facts)):
        word, fact = letters[start[first + row] : start[first + row + 1]], facts[row]
        fact.initial = False
        for part in range(PARTS):
            fact.count[part] = fact.lemma_count[part] = fact.letters_length[part] = fact.first[part] = 0
            fact.share[part], fact.known[part], fact.ours[part] = 0.0, False, False
        if fact.heard_count == 0:
            continue
        hear(word, rules, work, work.heard[:], work.heard_length[:])
        if len(word) == 1 or (len(word) == 2 and word[1] == _DOT):
            fact.initial = True
            for part in range(PARTS):
                _put_sorted(part, fact.heard[:], fact.heard_length[:], fact.heard_count, fact)
                _put_letters(part, work.heard[0], work.heard_length[0], fact)
        else:
            _key_given(rules, lexicon, work, fact)
            _put_letters(IN_GIVEN, work.heard[0], work.heard_length[0], fact)
            _key_patronymic(rules, lexicon, work, fact)
            _key_surname(word, rules, lexicon, work, fact)
            for place in range(fact.lemma_count[IN_SURNAME]):
                fact.first[IN_SURNAME] |= lexicon.surname_sound[fact.lemmas[IN_SURNAME, place]]
        for part in (IN_GIVEN, IN_PATRONYMIC):
            share = 0.0
            for place in range(fact.lemma_count[part]):
                lemma = fact.lemmas[part, place]
                share = max(share, lexicon.share[lemma])
                fact.first[part] |= lexicon.given_sound[lemma]
            fact.share[part] = share
            fact.known[part] = fact.lemma_count[part] > 0
            fact.ours[part] = share > 0.0 or part == IN_PATRONYMIC
