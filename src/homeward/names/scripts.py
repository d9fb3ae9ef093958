"""Letters and words: what script a word is in, and the cleaning that every other file of the room relies on.

A cleaned word is lower case, in composed Unicode form, with one kind of apostrophe, and written in one alphabet:
letters of the other alphabet that only look alike (Latin ``c`` in a Cyrillic word) are put right. Sounds are the
subject of ``skeleton``; which word is a surname is decided in ``parsing``.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """The alphabet of a word."""

    CYRILLIC = "cyrillic"
    LATIN = "latin"
    OTHER = "other"


APOSTROPHE = "'"
APOSTROPHES = "`’ʼ´‘ʹ′ʻʿʾ＇ꞌ"
HYPHENS = "‐‑‒–—−"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_UNIFY = {
    **dict.fromkeys(map(ord, APOSTROPHES), APOSTROPHE),
    **dict.fromkeys(map(ord, HYPHENS), "-"),
    **_INVISIBLE,
    0xA0: " ",
}

# Look-alikes after lower-casing; capitals are what people confuse, so в/b, н/h, к/k, м/m, т/t stand here as well.
_PAIRS = [
    pair.split("/")
    for pair in [
        "а/a",
        "в/b",
        "с/c",
        "е/e",
        "н/h",
        "і/i",
        "ї/ï",
        "к/k",
        "м/m",
        "о/o",
        "р/p",
        "т/t",
        "у/y",
        "х/x",
        "ѕ/s",
        "ј/j",
        "ё/ë",
    ]
]
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _PAIRS} | {"0": "о", "3": "з", "1": "і", "u": "и"})
_TO_LATIN = str.maketrans(dict(_PAIRS) | {"0": "o", "1": "l"})
LATIN_LOOKALIKES = frozenset("u") | {latin for _, latin in _PAIRS}  # u for the handwritten и
CYRILLIC_LOOKALIKES = frozenset(cyrillic for cyrillic, _ in _PAIRS)

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_EDGES = " .,;:!?*'\"«»„“”()[]{}<>/\\|_-+"


def script_of(word: str) -> Script:
    """The script most letters of a lower-case ``word`` belong to; Cyrillic when the two are even."""
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic and not latin:
        return Script.OTHER
    return Script.CYRILLIC if cyrillic >= latin else Script.LATIN


@lru_cache(maxsize=1 << 18)
def clean_word(word: str, prefer: Script = Script.OTHER) -> str:
    """Clean one word of a name: see the module text.

    Args:
        word: one word as written.
        prefer: script of the words around it; settles a word made of look-alikes only (``COBA`` beside Cyrillic).

    Returns:
        the cleaned word, "" when no letter is left.
    """
    low = unicodedata.normalize("NFC", word).translate(_UNIFY).lower().strip(_EDGES)
    if low.isascii():
        if prefer is Script.CYRILLIC and low and all(letter in LATIN_LOOKALIKES for letter in low):
            return low.translate(_TO_CYRILLIC)
        return low if any(map(str.isalpha, low)) else ""
    low = unicodedata.normalize("NFC", low)  # lower-casing İ leaves a loose dot
    if "\u0307" in low:
        low = low.replace("\u0307", "")
    if not any(map(str.isalpha, low)):
        return ""
    cyrillic, latin = set(_CYRILLIC.findall(low)), set(_LATIN.findall(low))
    if cyrillic and (latin or "0" in low or "3" in low):
        only_cyrillic, only_latin = cyrillic - CYRILLIC_LOOKALIKES, latin - LATIN_LOOKALIKES
        if bool(only_cyrillic) != bool(only_latin):
            return low.translate(_TO_CYRILLIC if only_cyrillic else _TO_LATIN)
        return low.translate(_TO_CYRILLIC if script_of(low) is Script.CYRILLIC else _TO_LATIN)
    if cyrillic and prefer is Script.LATIN and not cyrillic - CYRILLIC_LOOKALIKES:
        return low.translate(_TO_LATIN)
    return low
