"""All that is known about letters, sounds and endings as one record of arrays, which compiled code is handed.

The knowledge stands in ``scripts``, ``skeleton``, ``readings`` and ``grammar``, written as people write it; here it is
turned into tables once. A record is passed as one pointer, so that the compiled steps stay small and quick.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.names import grammar
from homeward.names.endings import SOUNDS, Alphabet, endings, rewriting, signs
from homeward.names.readings import ORTHOGRAPHIES_READ, SILENT_CONSONANTS, SILENT_E
from homeward.names.scripts import APOSTROPHES, CYRILLIC_LOOKALIKES, HYPHENS, LATIN_LOOKALIKES, Script, script_of
from homeward.names.skeleton import (
    CYRILLIC_SOUNDS,
    GRAPHEMES,
    LATIN_SIGNS,
    MARKS,
    OPEN,
    ORTHOGRAPHIES,
    READINGS,
    SMOOTHED,
    SMOOTHED_LAST,
)

CODE_POINTS = 0x2400
"""Signs above are no letters of Cyrillic or Latin, and nothing that stands between words."""
CYRILLIC, LATIN = 1, 2
ODD, LETTER, GAP, COMMA, APOSTROPHE = range(5)
MARK, OPENED = 26, 30
"""Numbers behind those of sounds: the marks of ``skeleton.MARKS``, and its open graphemes."""
_WRITTEN = SOUNDS + "".join(MARKS) + "XCJH"
_SOUND, _CYRILLIC, _LATIN = (
    Alphabet(SOUNDS),
    Alphabet(grammar.CYRILLIC_LETTERS),
    Alphabet(SOUNDS + "łżąęśńčšžřěůťďşçğıïá"),
)

_ENDINGS = (
    *((_SOUND, grammar.BALTIC), (_SOUND, grammar.FEMININE), (_SOUND, grammar.PERHAPS_FEMININE), (_SOUND, grammar.ZKA)),
    *((_SOUND, grammar.SLAVIC_SURNAME), (_SOUND, grammar.SURNAME), (_SOUND, grammar.GIVEN_CASE)),
    *((_SOUND, grammar.FATHERS), (_SOUND, grammar.LIKE_A_PATRONYMIC)),
    *((_SOUND, SILENT_E), (_SOUND, SILENT_CONSONANTS)),
    *((_CYRILLIC, grammar.SURNAME_CASES), (_LATIN, grammar.SURNAME_CASES_LATIN)),
    *((_CYRILLIC, grammar.DECLINED_PATRONYMIC), (_CYRILLIC, tuple(ending for ending, _ in grammar.DECLINED))),
)
BALTIC, FEMININE, PERHAPS_FEMININE, ZKA, SLAVIC_SURNAME, SURNAME, GIVEN_CASE, FATHERS, LIKE_A_PATRONYMIC = range(9)
END_SILENT_E, END_SILENT_CONSONANTS, CASES, LATIN_CASES, DECLINED_PATRONYMIC, DECLINED = range(9, 15)
_BOOKS = (
    GRAPHEMES | dict(zip(OPEN, "XCJH", strict=True)),
    *(SMOOTHED, SMOOTHED_LAST, grammar.STEMS, dict.fromkeys(grammar.CHILD_OF, "")),
    *ORTHOGRAPHIES_READ,
)
BOOK_GRAPHEMES, BOOK_SMOOTHED, BOOK_SMOOTHED_LAST, BOOK_STEMS, BOOK_CHILD_OF, BOOK_ABROAD = range(6)


def record(arrays: Mapping[str, NDArray[Any]]) -> Any:
    """Arrays as one record, a field for each; what compiled code is handed as one pointer."""
    kept = np.zeros(1, np.dtype([(name, array.dtype, array.shape) for name, array in arrays.items()], align=True))
    for name, array in arrays.items():
        kept[name][0] = array
    return kept[0]


@cache
def rules() -> Any:
    """The record; made once. Fields of letters by code point, of endings and rules as in ``endings``.

    ``script`` 1 Cyrillic, 2 Latin, else 0. ``kind`` of sign, ``clean`` its cleaned letter, ``lookalike`` whether it
    looks like a letter of the other alphabet. ``sounds`` of a letter in a Cyrillic word; ``signs`` plain letters and
    marks of one in a Latin word. ``cyrillic``, ``latin`` numbers in the alphabets of endings. ``readings`` of open
    graphemes by orthography; ``marks`` their sounds. ``given_nominatives`` and ``nominatives`` what is put behind the
    stem of a declined name, ``endeared`` behind that of a name with an ``endearing`` ending.
    """
    nominatives = [
        [ord(form) if form else 0 for form in forms] + [0] * (3 - len(forms)) for _, forms in grammar.DECLINED
    ]
    readings = [
        [[SOUNDS.index(sound) for sound in READINGS[name][grapheme]] for grapheme in OPEN] for name in ORTHOGRAPHIES
    ]
    return record(
        _of_letters()
        | signs(_LATIN, [pattern for pattern in ORTHOGRAPHIES.values() if pattern])
        | rewriting(_WRITTEN, _BOOKS)
        | endings(_ENDINGS)
        | {
            "cyrillic": _CYRILLIC.numbers(CODE_POINTS),
            "latin": _LATIN.numbers(CODE_POINTS),
            "readings": np.array([[(found * 2)[:2] for found in row] for row in readings], np.uint8),
            "readings_count": np.array([[len(found) for found in row] for row in readings]),
            "marks": np.array([SOUNDS.index(sound) for sound in MARKS.values()], np.uint8),
            **_of_sounds("given_nominatives", grammar.GIVEN_NOMINATIVES),
            **_of_sounds("endearing", grammar.ENDEARING),
            **_of_sounds("endeared", grammar.ENDEARED),
            "nominatives": np.array(nominatives, np.int32),
            "nominatives_count": np.array([len(forms) for _, forms in grammar.DECLINED]),
        }
    )


def _of_sounds(name: str, forms: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Short strings of sounds, and their lengths."""
    longest = max(map(len, forms))
    numbers = [[SOUNDS.index(sound) for sound in form] + [0] * (longest - len(form)) for form in forms]
    return {name: np.array(numbers, np.uint8), f"{name}_length": np.array([len(form) for form in forms])}


def _of_letters() -> dict[str, NDArray[Any]]:
    """What is known about each code point."""
    tables: dict[str, NDArray[Any]] = {
        "script": np.zeros(CODE_POINTS, np.uint8),
        "kind": np.zeros(CODE_POINTS, np.uint8),
        "clean": np.zeros(CODE_POINTS, np.int32),
        "lookalike": np.zeros(CODE_POINTS, np.uint8),
        "sounds": np.zeros((CODE_POINTS, 3), np.uint8),
        "sounds_length": np.zeros(CODE_POINTS, np.int64),
        "signs": np.zeros((CODE_POINTS, 2), np.uint8),
        "signs_length": np.zeros(CODE_POINTS, np.int64),
    }
    marked = SOUNDS + "".join(MARKS)
    for code in range(CODE_POINTS):
        letter = chr(code)
        tables["script"][code] = {Script.CYRILLIC: CYRILLIC, Script.LATIN: LATIN, Script.OTHER: 0}[script_of(letter)]
        tables["kind"][code], tables["clean"][code] = _kind(letter)
        tables["lookalike"][code] = letter in LATIN_LOOKALIKES or letter in CYRILLIC_LOOKALIKES
        heard = _plain(letter, CYRILLIC_SOUNDS, SOUNDS)
        tables["sounds"][code, : len(heard)], tables["sounds_length"][code] = heard, len(heard)
        seen = [] if letter in MARKS else _plain(letter, LATIN_SIGNS, marked)[:2]
        tables["signs"][code, : len(seen)], tables["signs_length"][code] = seen, len(seen)
    return tables


def _kind(sign: str) -> tuple[int, int]:
    """What a sign is between the words of a name, and its cleaned form if it belongs to a word."""
    small = sign.lower()
    is_letter = len(small) == 1 and small.isalpha() and script_of(small) is not Script.OTHER
    if is_letter and ord(small) < CODE_POINTS and unicodedata.normalize("NFC", sign) == sign:
        return LETTER, ord(small)
    if sign in " \t\n\r\u00a0;/.-" or sign in HYPHENS:
        return GAP, 0
    if sign == ",":
        return COMMA, 0
    return (APOSTROPHE, ord("'")) if sign == "'" or sign in APOSTROPHES else (ODD, 0)


def _plain(letter: str, table: Mapping[str, str], kept: str) -> list[int]:
    """Numbers of what ``table`` makes of a letter; of a letter it lacks, of what is left without marks."""
    made = table.get(letter, letter)
    if not made.isascii():
        made = "".join(sign for sign in unicodedata.normalize("NFD", made) if sign.isascii())
    return [kept.index(sign) for sign in made if sign in kept]
