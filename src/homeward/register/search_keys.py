"""Keys by which entries and places are found, whatever the script and the language they are written in.

An entry has few keys, all compared for equality, so that a plain index finds it among millions: each way its surname
may sound, the same with its given name, the numbers it bears, the places it names. ``question_keys`` gives the keys a
typed text asks for, the most telling first; ``names`` says what sounds alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from homeward.names.keys import Part, PartKeys, part_keys
from homeward.names.parsing import PersonName, parse_name
from homeward.names.place_skeleton import place_skeletons
from homeward.names.places import place_keys

#: The first letter of a key says what it is a key of.
_SURNAME, _BOTH, _GIVEN, _NUMBER, _PLACE, _SOUND = "s", "b", "g", "n", "p", "q"
_PLACES = ("birth_place", "last_seen_place")
_NOT_OF_A_NUMBER = re.compile(r"[\W_]+")
_MOST_SOUNDS = 2


def name_of(known: Mapping[str, str]) -> PersonName:
    """The name in the cells of an entry."""
    return parse_name(
        known.get("surname", ""), known.get("given_name", ""), known.get("patronymic", ""), known.get("full_name", "")
    )


def entry_keys(known: Mapping[str, str]) -> list[str]:
    """Keys of an entry from its canonical cells, sorted, without repeats; usually three to six."""
    name = name_of(known)
    surname, given = part_keys(name.surname, Part.SURNAME), part_keys(name.given, Part.GIVEN)
    keys = {_key(_SURNAME, sound) for sound in _sounds(surname)}
    if surname.skeletons:
        keys |= {_key(_BOTH, sound, first) for sound in _sounds(surname) for first in _firsts(given)}
    else:
        keys |= {_key(_GIVEN, first) for first in _firsts(given)}
    if number := _number(known.get("rec_id", "")):
        keys.add(_key(_NUMBER, number))
    for column in _PLACES:
        if text := known.get(column, ""):
            keys |= set(_place(text))
    return sorted(keys)


def question_keys(text: str) -> list[list[str]]:
    """Keys that a typed text asks for, in steps from the most to the least telling; entries of any are candidates."""
    name = parse_name(full_name=text)
    words = [word for word in (name.surname, name.given) if word]
    both, alone = set(), set()
    for surname, given in {(name.surname, name.given), (name.given, name.surname)}:
        surnames, givens = part_keys(surname, Part.SURNAME), part_keys(given, Part.GIVEN)
        both |= {_key(_BOTH, sound, first) for sound in surnames.skeletons for first in _all_firsts(givens)}
        alone |= {_key(_SURNAME, sound) for sound in surnames.skeletons}
        if len(words) == 1:
            alone |= {_key(_GIVEN, first) for first in _all_firsts(givens)}
    number = _number(text)
    exact = {_key(_NUMBER, number)} if number and any(map(str.isdigit, number)) else set()
    place = set(_place(text)) if text.strip() else set()
    return [sorted(keys) for keys in (exact, both, alone, place) if keys]


def form_keys(text: str) -> list[str]:
    """Keys of a form of a place's or an institution's name: each of its words as it sounds, and the whole."""
    whole = place_skeletons(text)
    words = [sound for word in re.findall(r"[^\W\d_]{3,}|\d+", text) for sound in place_skeletons(word)]
    keys = {_key(_SOUND, sound) for sound in (*whole, *words) if sound}
    return sorted(keys | {_key(_NUMBER, number) for number in re.findall(r"\d+", text)})


def sort_name(known: Mapping[str, str]) -> str:
    """The name as lists are ordered by: surname, given name, patronymic as written, case-folded."""
    parts = [known.get(column, "") for column in ("surname", "given_name", "patronymic")]
    text = " ".join(filter(None, parts)) or known.get("full_name", "")
    return unicodedata.normalize("NFC", text).casefold()[:200]


def _key(*parts: str) -> str:
    return ":".join(parts)


def _sounds(keys: PartKeys) -> tuple[str, ...]:
    """The likeliest sounds; a question asks for all, so an entry need not be filed under each."""
    return keys.skeletons[:_MOST_SOUNDS]


def _firsts(given: PartKeys) -> tuple[str, ...]:
    """What a given name is filed under: the name it is a form of, else its sound."""
    return given.lemmas[:_MOST_SOUNDS] or given.skeletons[:1]


def _all_firsts(given: PartKeys) -> set[str]:
    return {*given.lemmas, *given.skeletons}


def _number(text: str) -> str:
    return _NOT_OF_A_NUMBER.sub("", text).casefold()[:60]


def _place(text: str) -> list[str]:
    keys = place_keys(text)
    return [_key(_PLACE, place) for place in keys.places] or ([_key(_SOUND, keys.skeleton)] if keys.skeleton else [])
