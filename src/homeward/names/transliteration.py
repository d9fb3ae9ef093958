"""Ukrainian, Russian and Belarusian names in Latin letters by the published tables, for display and for papers.

Forward only: how a Cyrillic name is written in Latin letters by one rule. Understanding names romanised by any rule,
or by none, is the subject of ``skeleton``. Letters outside the table's alphabet (a Russian letter in a Ukrainian name)
are read by the sister table of the other language. The tables are in ``transliteration_tables``, with their sources.
"""

from __future__ import annotations

import re

from homeward.names.transliteration_tables import TABLES, Scheme, Table

__all__ = ["Scheme", "transliterate"]

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
_TURKISH_CAPITALS = str.maketrans({"i": "İ", "ı": "I"})
_WORD = re.compile(r"[\w'’ʼ`´‘]+")


def transliterate(text: str, scheme: Scheme) -> str:
    """Write a Cyrillic name in Latin letters by ``scheme``; what is not Cyrillic passes through.

    Capitals follow the original: a word all in capitals of more than one letter gives capitals, one that begins with
    a capital gives one.

    >>> transliterate("Згурський Юрій", Scheme.KMU_2010)
    'Zghurskyi Yurii'
    """
    return _WORD.sub(lambda match: _word(match[0], TABLES[scheme]), text)


def _word(word: str, table: Table) -> str:
    plain = word.translate(_APOSTROPHES).lower()
    for pattern, replacement in table.rules:
        plain = pattern.sub(replacement, plain)
    start = table.at_start.get(plain[0])
    written = start if start is not None else table.letters.get(plain[0], plain[0])
    written += "".join([table.letters.get(letter, letter) for letter in plain[1:]])
    if word.isupper() and len(word) > 1:
        return _upper(written, table)
    return _upper(written[:1], table) + written[1:] if word[:1].isupper() else written


def _upper(letters: str, table: Table) -> str:
    return (letters.translate(_TURKISH_CAPITALS) if table.turkish else letters).upper()
