"""Words compared without regard to how they were typed: case, accents, apostrophes, look-alike letters.

A folded word is a key for look-ups in our own tables of headings, months, ranks and the like; it is never shown or
stored, and it is not for names of persons (``names`` knows those).
"""

from __future__ import annotations

import re
import unicodedata

_TWINS = str.maketrans("aceiopxyhkmtb", "асеіорхункмтв")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-z]")
_APOSTROPHES = re.compile("['`´‘’ʼʹ′＇]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = re.compile("[‐-―−﹘﹣－⁃]")
_QUOTES = re.compile('["«»„“”‟‹›]')


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and quotation marks; one dash for all dashes; single spaces.

    ``Ё`` folds to ``е``, ``Ї`` to ``і``, ``Й`` to ``и``, ``Ş`` to ``s``, Turkish ``I`` and ``ı`` to ``i``. Latin
    letters inside a word that also has Cyrillic ones become their Cyrillic twins.
    """
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text).replace("№", " no "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    plain = plain.replace("ı", "i").replace("ґ", "г")
    plain = _QUOTES.sub("", _APOSTROPHES.sub("", _DASHES.sub("-", plain)))
    return " ".join(_WORD.sub(_one_script, plain).split())


def fold_tightly(text: str) -> str:
    """``fold`` with everything but letters and digits taken out: ``П. І. Б.`` and ``піб`` are one."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _one_script(found: re.Match[str]) -> str:
    word = found[0]
    if _CYRILLIC.search(word) and _LATIN.search(word):
        return word.translate(_TWINS)
    return word
