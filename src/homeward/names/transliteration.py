"""Romanisation of Ukrainian and Russian names by the published tables, for display and for papers.

Forward only: how a Cyrillic name is written in Latin letters by one rule. Understanding names romanised by any rule,
or by none, is the subject of ``skeleton``. Letters outside the table's alphabet (a Russian letter in a Ukrainian name)
are read by the sister table of the other language.

Sources: Cabinet of Ministers of Ukraine No. 55 of 27.01.2010; BGN/PCGN 1965 (Ukrainian) and BGN/PCGN 1947 (Russian);
GOST R 52535.1-2006, table B.1; ICAO Doc 9303 part 3 section 6 (as used in Russian passports since 2013); ISO 9:1995
(identical with GOST 7.79-2000 system A). ``TURKISH`` and ``AD_HOC`` are customs, not standards: the usual spelling of
the Turkish press, and the plain spelling of people without a rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Scheme(StrEnum):
    """A table of romanisation."""

    KMU_2010 = "kmu_2010"
    BGN_PCGN_1965_UK = "bgn_pcgn_1965_uk"
    BGN_PCGN_1947_RU = "bgn_pcgn_1947_ru"
    GOST_52535_RU = "gost_r_52535_1"
    ICAO_9303_RU = "icao_9303_ru"
    ISO_9 = "iso_9"
    AD_HOC_UK = "ad_hoc_uk"
    AD_HOC_RU = "ad_hoc_ru"
    TURKISH_UK = "turkish_uk"
    TURKISH_RU = "turkish_ru"


def _letters(pairs: str) -> dict[str, str]:
    return {cyrillic: latin for cyrillic, _, latin in (pair.partition("=") for pair in pairs.split())}


_COMMON = _letters("а=a б=b в=v д=d ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch")
_UK = _COMMON | _letters("г=h ґ=g е=e и=y і=i ы=y э=e ё=io ъ=")
_RU = _COMMON | _letters("г=g ґ=g е=e ё=e и=i ы=y э=e і=i ї=i є=e")
_KMU = _UK | _letters("є=ie ї=i й=i ю=iu я=ia ь= '=")
_BGN_UK = _UK | _letters("є=ye ї=yi й=y ю=yu я=ya ь=’ '=” ё=yo")
_BGN_RU = _RU | _letters("ё=ë й=y ю=yu я=ya ь=’ ъ=” '=”")
_ICAO_RU = _RU | _letters("й=i ю=iu я=ia ь= ъ=ie '=")
_GOST_RU = _RU | _letters("й=i ю=iu я=ia ь= ъ= ц=tc '=")
_ISO_9 = _letters(
    "а=a б=b в=v г=g ґ=g̀ д=d е=e ё=ë є=ê ж=ž з=z и=i і=ì ї=ï й=j к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c "
    "ч=č ш=š щ=ŝ ъ=ʺ ы=y ь=ʹ э=è ю=û я=â '=ʼ"
)
_AD_HOC = _letters("й=y ю=yu я=ya є=ye ї=yi ё=yo щ=sch х=h ь= ъ= '=")
_TURKISH = _letters("ж=j х=h ч=ç ш=ş щ=şç ю=yu я=ya є=ye ї=yi й=y и=i ы=ı ь= ъ= ё=yo '=")


@dataclass(frozen=True, slots=True)
class _Table:
    """One table: letters, and the rules that look at the place of a letter.

    Attributes:
        letters: letter -> Latin, lower case.
        at_start: other Latin for a letter that begins a word.
        rules: pattern over the lower-case Cyrillic text and its replacement, applied first, in order. A replacement
            may hold Latin letters, which pass through.
    """

    letters: Mapping[str, str]
    at_start: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[tuple[str, str], ...] = ()


_ZGH = (("зг", "zgh"),)
_E_AS_YE = ((r"(?<![^\W\d_])е|(?<=[аеёиоуыэюяйьъ])е", "ye"), (r"(?<![^\W\d_])ё|(?<=[аеёиоуыэюяйьъ])ё", "yë"))
_TABLES: dict[Scheme, _Table] = {
    Scheme.KMU_2010: _Table(_KMU, _letters("є=ye ї=yi й=y ю=yu я=ya"), _ZGH),
    Scheme.BGN_PCGN_1965_UK: _Table(_BGN_UK, rules=(("зг", "z·h"), ("кг", "k·h"), ("сг", "s·h"), ("цг", "ts·h"))),
    Scheme.BGN_PCGN_1947_RU: _Table(_BGN_RU, rules=_E_AS_YE),
    Scheme.GOST_52535_RU: _Table(_GOST_RU),
    Scheme.ICAO_9303_RU: _Table(_ICAO_RU),
    Scheme.ISO_9: _Table(_ISO_9),
    Scheme.AD_HOC_UK: _Table(_UK | _AD_HOC, rules=((r"ий\b", "y"),)),
    Scheme.AD_HOC_RU: _Table(_RU | _AD_HOC, _letters("е=ye"), ((r"(ий|ый)\b", "y"),)),
    Scheme.TURKISH_UK: _Table(_UK | _TURKISH),
    Scheme.TURKISH_RU: _Table(_RU | _TURKISH),
}
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))


def transliterate(text: str, scheme: Scheme) -> str:
    """Write a Cyrillic name in Latin letters by ``scheme``; what is not Cyrillic passes through.

    Capitals follow the original: a word all in capitals of more than one letter gives capitals, one that begins with
    a capital gives one.

    >>> transliterate("Згурський Юрій", Scheme.KMU_2010)
    'Zghurskyi Yurii'
    """
    return re.sub(r"[\w'’ʼ`´‘]+", lambda match: _word(match[0], _TABLES[scheme]), text)


def _word(word: str, table: _Table) -> str:
    plain = word.translate(_APOSTROPHES).lower()
    for pattern, replacement in table.rules:
        plain = re.sub(pattern, replacement, plain)
    start = table.at_start.get(plain[0])
    written = start if start is not None else table.letters.get(plain[0], plain[0])
    written += "".join(table.letters.get(letter, letter) for letter in plain[1:])
    if word.isupper() and len(word) > 1:
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() else written
