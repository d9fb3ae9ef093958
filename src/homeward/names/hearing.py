"""How a word sounds: the tables of ``skeleton`` run by compiled code.

A word is an array of code points, a string of sounds an array of numbers (0 = a, 25 = z). A word is heard for its first
``MOST_SOUNDS`` sounds; no name has more.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from homeward.compiled import compiled, compiled_step, compiled_within
from homeward.names.endings import SOUNDS
from homeward.names.rules import (
    BOOK_GRAPHEMES,
    BOOK_SMOOTHED,
    BOOK_SMOOTHED_LAST,
    CODE_POINTS,
    CYRILLIC,
    LATIN,
    MARK,
    OPENED,
)
from homeward.names.skeleton import MOST, SHORTEST_ADJECTIVE

MOST_SOUNDS = 60
WIDTH = 64
"""Room for one string of sounds."""
_A, _C, _E, _F, _I, _J, _O, _S, _T, _U, _V, _Y = (SOUNDS.index(letter) for letter in "acefijostuvy")
_ZH = MARK + 2
_VOWELS = sum(1 << SOUNDS.index(letter) for letter in "aeiouy")
_BEFORE_ZH = sum(1 << SOUNDS.index(letter) for letter in "bcdfghklmnpqrstvwz")
_SOFT, _SHORT_I, _CYRILLIC_O = ord("ь"), ord("й"), ord("о")

WORK = np.dtype(
    [
        ("plain", "u1", (2 * WIDTH,)),
        ("spelt", "u1", (4 * WIDTH,)),
        ("softened", "u1", (4 * WIDTH,)),
        ("respelt", "u1", (4 * WIDTH,)),
        ("heard", "u1", (MOST, WIDTH)),
        ("heard_length", "i8", (MOST,)),
        ("found", "u1", (MOST, WIDTH)),
        ("found_length", "i8", (MOST,)),
        ("bases", "u1", (4 * MOST, WIDTH + 4)),
        ("bases_length", "i8", (4 * MOST,)),
        ("stem", "u1", (WIDTH + 4,)),
        ("own", "u1", (WIDTH + 4,)),
        ("form", "u1", (WIDTH + 4,)),
        ("word", "u1", (WIDTH + 4,)),
        ("numbers", "u1", (WIDTH,)),
        ("made", "i4", (WIDTH + 4,)),
        ("lemmas", "i2", (96,)),
    ],
    align=True,
)
"""What compiled steps write on; nothing in it outlives a word."""


def work() -> Any:
    """A new sheet to write on."""
    return np.zeros(1, WORK)[0]


@compiled_step
def script_of_word(word: Any, rules: Any) -> int:
    """1 when most letters are Cyrillic or the two are even, 2 when Latin, 0 for none."""
    cyrillic = latin = 0
    for code in word:
        if code < CODE_POINTS:
            cyrillic += rules.script[code] == CYRILLIC
            latin += rules.script[code] == LATIN
    if cyrillic == 0 and latin == 0:
        return 0
    return CYRILLIC if cyrillic >= latin else LATIN


@compiled_step
def rewrite(given: Any, length: int, made: Any, rules: Any, book: int, keep: bool) -> int:
    """Rewrite by the longest rule at each place; what no rule begins with is kept or left out. The new length."""
    place = end = 0
    while place < length:
        letter = given[place]
        found = False
        if letter < 32:
            for row in range(rules.rule_first[book, letter], rules.rule_last[book, letter]):
                size = rules.rule_given_length[row]
                if place + size > length:
                    continue
                same = True
                for step in range(1, size):
                    if rules.rule_given[row, step] != given[place + step]:
                        same = False
                        break
                if same:
                    for step in range(rules.rule_made_length[row]):
                        made[end] = rules.rule_made[row, step]
                        end += 1
                    place += size
                    found = True
                    break
        if not found:
            if keep:
                made[end] = letter
                end += 1
            place += 1
    return end


@compiled_step
def same_sounds(one: Any, length: int, other: Any, other_length: int) -> bool:
    """Whether two strings of sounds are equal."""
    if length != other_length:
        return False
    place = 0
    while place < length and one[place] == other[place]:
        place += 1
    return place == length


@compiled_step
def _marked_letters(word: Any, rules: Any, base: Any) -> int:
    """A Latin word in plain letters and marks, in ``base``; its length."""
    end = 0
    for code in word:
        if code < CODE_POINTS and end < MOST_SOUNDS:
            for step in range(rules.signs_length[code]):
                base[end] = rules.signs[code, step]
                end += 1
    return end


@compiled_step
def plain_letters(word: Any, rules: Any, base: Any) -> int:
    """A Latin word in plain letters, those whose mark changes the sound as that sound, in ``base``; its length."""
    end = _marked_letters(word, rules, base)
    for place in range(end):
        if base[place] >= MARK:
            base[place] = rules.marks[base[place] - MARK]
    return end


@compiled_within
def _orthography(word: Any, rules: Any) -> int:
    """The first orthography whose signs the word shows."""
    length = len(word)
    for row in range(len(rules.sign_length)):
        size = rules.sign_length[row]
        first = length - size if rules.sign_at_end[row] else 0
        last = 0 if rules.sign_at_start[row] else length - size
        for place in range(max(0, first), last + 1):
            fits = True
            for step in range(size):
                code = word[place + step]
                number = rules.latin[code] if code < CODE_POINTS else np.uint8(63)
                if not (rules.sign_masks[row, step] >> np.uint64(number)) & np.uint64(1):
                    fits = False
                    break
            if fits:
                return int(rules.sign_of[row])
    return len(rules.readings) - 1


@compiled_step
def _is_in(mask: int, sound: int) -> bool:
    return sound < 26 and (mask >> sound) & 1 == 1


@compiled_within
def _heard_in_latin(word: Any, rules: Any, work: Any, heard: Any, lengths: Any) -> int:
    """Readings of a Latin word, at most ``MOST``, some perhaps the same."""
    base, spelt, other, softened = work.plain[:], work.spelt[:], work.respelt[:], work.softened[:]
    end = _marked_letters(word, rules, base)
    ends_in = end - 1 if end > 1 and base[end - 1] == _F else end
    if ends_in > 1 and ends_in < end and base[ends_in - 1] == _F:
        ends_in -= 1
    if 0 < ends_in < end and (base[ends_in - 1] == _O or base[ends_in - 1] == _E):  # -of, -off, -ef, -eff
        base[ends_in] = _V
        end = ends_in + 1
    if end > 1 and base[end - 1] == _J and _is_in(_VOWELS, base[end - 2]):
        base[end - 1] = _I
    for place in range(end - 1):
        behind_a_vowel = place > 0 and _is_in(_VOWELS, base[place - 1])
        if base[place] == _J and _is_in(_BEFORE_ZH, base[place + 1]) and not behind_a_vowel:
            base[place] = _ZH
    size = rewrite(base, end, spelt, rules, BOOK_GRAPHEMES, False)
    unsure = 0
    for place in range(size):
        if spelt[place] >= OPENED:
            unsure |= 1 << (spelt[place] - OPENED)
    if unsure >> 1 & 1:  # c before e, i, y is ц, if then no other c is open
        soft = 0
        for place in range(end):
            follows = base[place + 1] if place + 1 < end else _A
            if base[place] == _C and follows in (_E, _I, _Y):
                softened[soft], softened[soft + 1] = _T, _S
                soft += 2
            else:
                softened[soft] = base[place]
                soft += 1
        changed = rewrite(softened, soft, other, rules, BOOK_GRAPHEMES, False)
        open_c = False
        for place in range(changed):
            open_c = open_c or other[place] == OPENED + 1
        if not open_c:
            size, spelt = changed, other
            unsure &= ~2
    size = min(size, MOST_SOUNDS)
    orthography = _orthography(word, rules)
    ways = 1
    for kind in range(4):
        if unsure >> kind & 1:
            ways *= rules.readings_count[orthography, kind]
    ways = min(ways, MOST)
    for way in range(ways):
        rest = way
        for kind in range(3, -1, -1):
            # the last open grapheme changes first, as in a product
            if unsure >> kind & 1:
                choices = rules.readings_count[orthography, kind]
                unsure_choice = rest % choices
                rest //= choices
                other_sound = rules.readings[orthography, kind, unsure_choice]
                for place in range(size):
                    if spelt[place] == OPENED + kind:
                        heard[way, place] = other_sound
        for place in range(size):
            if spelt[place] < OPENED:
                heard[way, place] = spelt[place]
        lengths[way] = size
    return ways


@compiled_within
def _heard_in_cyrillic(word: Any, rules: Any, heard: Any, lengths: Any) -> int:
    """Readings of a word that is not Latin: one, or with ``ьо`` two."""
    end, twice, place = 0, False, 0
    while place < len(word) and end < MOST_SOUNDS:
        code = word[place]
        if code in (_SOFT, _SHORT_I) and place + 1 < len(word) and word[place + 1] == _CYRILLIC_O:
            twice = twice or code == _SOFT
            heard[0, end] = _E
            end += 1
            place += 2
            continue
        if code < CODE_POINTS:
            for step in range(rules.sounds_length[code]):
                heard[0, end] = rules.sounds[code, step]
                end += 1
        place += 1
    lengths[0] = end
    if end == 0:
        return 0
    if not twice:
        return 1
    end = 0
    for code in word:
        if code < CODE_POINTS and end < MOST_SOUNDS:
            for step in range(rules.sounds_length[code]):
                heard[1, end] = rules.sounds[code, step]
                end += 1
    lengths[1] = end
    return 2


@compiled
def hear(word: Any, rules: Any, work: Any, heard: Any, lengths: Any) -> int:
    """Strings of sounds of a cleaned word before smoothing, each once, likeliest first; how many.

    Args:
        heard: (``MOST``, ``WIDTH``) filled.
        lengths: (``MOST``,) filled.
    """
    if script_of_word(word, rules) == LATIN:
        ways = _heard_in_latin(word, rules, work, heard, lengths)
    else:
        ways = _heard_in_cyrillic(word, rules, heard, lengths)
    return distinct(heard, lengths, ways)


@compiled_step
def distinct(strings: Any, lengths: Any, count: int) -> int:
    """Leave out strings that stood before; the order stays."""
    kept = 0
    for way in range(count):
        new = True
        for before in range(kept):
            if same_sounds(strings[before], lengths[before], strings[way], lengths[way]):
                new = False
                break
        if new:
            if kept != way:
                strings[kept, : lengths[way]] = strings[way, : lengths[way]]
                lengths[kept] = lengths[way]
            kept += 1
    return kept


@compiled_step
def _replace_pairs(sounds: Any, length: int, rules: Any, book: int) -> int:
    """Each rule in turn over the whole string, in place; rules take two sounds."""
    for row in range(rules.rule_first[book, 0], rules.rule_last[book, 25]):
        one, two = rules.rule_given[row, 0], rules.rule_given[row, 1]
        end = place = 0
        while place < length:
            if place + 1 < length and sounds[place] == one and sounds[place + 1] == two:
                for step in range(rules.rule_made_length[row]):
                    sounds[end] = rules.rule_made[row, step]
                    end += 1
                place += 2
            else:
                sounds[end] = sounds[place]
                end += 1
                place += 1
        length = end
    return length


@compiled_step
def smooth(sounds: Any, length: int, rules: Any) -> int:
    """From a string of sounds to a skeleton, in place: what spelling habits differ in is let go. The new length."""
    length = _replace_pairs(sounds, length, rules, BOOK_SMOOTHED)
    end = place = 0
    while place < length:  # i+[eo] becomes e
        last = place
        while last < length and sounds[last] == _I:
            last += 1
        if last > place and last < length and (sounds[last] == _E or sounds[last] == _O):
            sounds[end] = _E
            end += 1
            place = last + 1
        elif last > place:
            while place < last:
                sounds[end] = _I
                end += 1
                place += 1
        else:
            sounds[end] = sounds[place]
            end += 1
            place += 1
    length = _replace_pairs(sounds, end, rules, BOOK_SMOOTHED_LAST)
    end = 0
    for place in range(length):
        if place == 0 or sounds[place] != sounds[place - 1]:
            sounds[end] = sounds[place]
            end += 1
    if end > SHORTEST_ADJECTIVE and sounds[end - 2] == _O and sounds[end - 1] == _I:
        sounds[end - 2] = _I
        end -= 1
    return end


@compiled
def skeletons(heard: Any, lengths: Any, count: int, rules: Any, found: Any, found_lengths: Any) -> int:
    """Skeletons of what was heard, each once, likeliest first; how many."""
    for way in range(count):
        found[way, : lengths[way]] = heard[way, : lengths[way]]
        found_lengths[way] = smooth(found[way], lengths[way], rules)
    return distinct(found, found_lengths, count)
