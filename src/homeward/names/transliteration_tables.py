"""The tables by which ``transliteration`` writes Cyrillic names in Latin letters.

Standards and official rules:

- Ukraine: Cabinet of Ministers No. 55 of 27.01.2010 (also UNGEGN 2012 and BGN/PCGN 2019).
- ICAO Doc 9303 part 3, 8th edition, section 6.B: Russian (Russian passports since 2013), Ukrainian, Belarusian.
- BGN/PCGN 1965 (Ukrainian), 1947 (Russian), 1979 (Belarusian); the optional dots of its notes on unusual sequences of
  letters only where the agreement has them for every name (Ukrainian, Belarusian зг).
- GOST R 52535.1-2006, annex A (Russian passports 2010–2013).
- ISO 9:1995, identical with GOST 7.79-2000 system A.
- DIN 1460:1982, Ukrainian and Russian, with the hyphens that make it reversible.
- PWN, Wielki słownik ortograficzny, rules 76.B (Russian) and 78.B (Ukrainian); the soft sign by the Polish commission
  of geographical names (KSNG): ń, ś, ź and, in Ukrainian, ć where the letter has such a form, else ´.
- Türk Dil Kurumu, Yazım Kılavuzu, "Rusça adların yazılışı" (Russian).

Customs that are no standards: ``TURKISH_UK``, as the Turkish press writes; ``FRENCH_RU`` and ``FRENCH_UK``, as French
reference works write where no other form is settled (Tchernihiv, Ioujny); ``AD_HOC_*``, of people without a rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Scheme(StrEnum):
    """A table of romanisation; the ending says the language it is made for."""

    KMU_2010 = "kmu_2010"
    BGN_PCGN_1965_UK = "bgn_pcgn_1965_uk"
    BGN_PCGN_1947_RU = "bgn_pcgn_1947_ru"
    BGN_PCGN_1979_BE = "bgn_pcgn_1979_be"
    GOST_52535_RU = "gost_r_52535_1"
    ICAO_9303_RU = "icao_9303_ru"
    ICAO_9303_UK = "icao_9303_uk"
    ICAO_9303_BE = "icao_9303_be"
    ISO_9 = "iso_9"
    DIN_1460_UK = "din_1460_uk"
    DIN_1460_RU = "din_1460_ru"
    PWN_UK = "pwn_uk"
    PWN_RU = "pwn_ru"
    FRENCH_UK = "french_uk"
    FRENCH_RU = "french_ru"
    TURKISH_UK = "turkish_uk"
    TURKISH_RU = "turkish_ru"
    AD_HOC_UK = "ad_hoc_uk"
    AD_HOC_RU = "ad_hoc_ru"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: letters, and the rules that look at the place of a letter.

    Attributes:
        letters: letter -> Latin, lower case.
        at_start: other Latin for a letter that begins a word.
        rules: pattern over one lower-case Cyrillic word and its replacement, applied first, in order. A replacement
            may hold Latin letters, which pass through, so a later rule sees only what is still Cyrillic as such.
        turkish: capital i is İ.
    """

    letters: Mapping[str, str]
    at_start: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[tuple[re.Pattern[str], str], ...] = ()
    turkish: bool = False


def _letters(pairs: str) -> dict[str, str]:
    return {cyrillic: latin for cyrillic, _, latin in (pair.partition("=") for pair in pairs.split())}


def _rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


_COMMON = _letters(
    "а=a б=b в=v д=d ж=zh з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch"
)
_UK = _COMMON | _letters("г=h ґ=g е=e и=y і=i ы=y э=e ё=io ъ=")
_RU = _COMMON | _letters("г=g ґ=g е=e ё=e и=i ы=y э=e і=i ї=i є=e")
_KMU = _UK | _letters("є=ie ї=i й=i ю=iu я=ia ь= '=")
_AT_START_UK = _letters("є=ye ї=yi й=y ю=yu я=ya")
_BGN_UK = _UK | _letters("є=ye ї=yi й=y ю=yu я=ya ь=’ '=” ё=yo")
_BGN_RU = _RU | _letters("ё=ë й=y ю=yu я=ya ь=’ ъ=” '=”")
_BGN_BE = _BGN_UK | _letters("е=ye ё=yo и=i ў=w")
_ICAO_RU = _RU | _letters("й=i ю=iu я=ia ь= ъ=ie '=")
_ICAO_BE = _ICAO_RU | _letters("г=h ё=io є=ie")
_GOST_RU = _RU | _letters("й=i ю=iu я=ia ь= ъ= ц=tc '=")
_ISO_9 = _letters(
    "а=a б=b в=v г=g ґ=g̀ д=d е=e ё=ë є=ê ж=ž з=z и=i і=ì ї=ï й=j к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ў=ŭ ф=f х=h "
    "ц=c ч=č ш=š щ=ŝ ъ=ʺ ы=y ь=ʹ э=è ю=û я=â '=ʼ"
)
_DIN_RU = _ISO_9 | _letters("х=ch щ=šč э=ė ю=ju я=ja ґ=g і=i є=je")
_DIN_UK = _DIN_RU | _letters("г=h и=y '=ʼ")
_AD_HOC = _letters("й=y ю=yu я=ya є=ye ї=yi ё=yo щ=sch х=h ь= ъ= '=")
_TURKISH = _letters("ж=j х=h ч=ç ш=ş щ=şç ю=yu я=ya є=ye ї=yi й=y и=i ы=ı ь= ъ= ё=yo '=")
_FRENCH = _letters("ж=j у=ou ч=tch ш=ch щ=chtch ю=iou я=ia є=ie ї=ï й=ï ё=io ь= ъ= '=")
_POLISH = _letters("в=w ж=ż х=ch ц=c ч=cz ш=sz щ=szcz й=j л=ł ь=´ ъ= ё=jo ю=iu я=ia є=ie ї=ji '=")

_ZGH = _rules(("зг", "zgh"))
_DOTS = (("зг", "z·h"), ("кг", "k·h"), ("сг", "s·h"), ("цг", "ts·h"))
_E_AS_YE = _rules(("^е|(?<=[аеёиоуыэюяйьъ])е", "ye"), ("^ё|(?<=[аеёиоуыэюяйьъ])ё|(?<=ye)ё", "yë"))
_DIN_HYPHENS = ("ш(?=ч)", "š-")

_POLISH_RU = _rules(
    ("л(?=[еёиьюя])", "l"),
    ("(?<=ь)и", "ji"),
    ("(?<=[жцш])и", "y"),
    ("^е|(?<=[аеёиоуыэюяьъ])е", "je"),
    ("(?<=[жlцчшщй])е", "e"),
    ("е", "ie"),
    ("^ё|(?<=[аеоиуыэюяьъ])ё|(?<=je)ё", "jo"),
    ("(?<=[жlцчшщ])ё", "o"),
    ("ё", "io"),
    ("^ю|(?<=[аеоиуыэюяьъeoiy])ю", "ju"),
    ("(?<=[жlцчшщ])ю", "u"),
    ("^я|(?<=[аеоиуыэюяьъeoiyu])я", "ja"),
    ("(?<=[жlцчшщ])я", "a"),
    ("ь(?=[jаоуыэи])|(?<=[lжчшщц])ь", ""),
    ("нь", "ń"),
    ("сь", "ś"),
    ("зь", "ź"),
)
_POLISH_UK = _rules(
    ("лл(?=[яєюіїь])", "ll"),
    ("л(?=[яєюіїь])", "l"),
    ("lьо", "lo"),
    ("ьо", "io"),
    ("^є|(?<=[аеиоуіїюяє'])є", "je"),
    ("^ю|(?<=[аеиоуіїюяєe'])ю", "ju"),
    ("^я|(?<=[аеиоуіїюяєeu'])я", "ja"),
    ("(?<=l)є", "e"),
    ("(?<=l)ю", "u"),
    ("(?<=l)я", "a"),
    ("(?<=l)ь", ""),
    ("нь", "ń"),
    ("сь", "ś"),
    ("зь", "ź"),
    ("ць", "ć"),
)
_FRENCH_RU = _rules(
    ("(ий)$", "i"),
    ("(ый)$", "y"),
    ("г(?=[еёиэi])", "gu"),
    ("(?<=[иы])н$", "ne"),
    ("(?<=[аеёиоуыэюя])с(?=[аеёиоуыэюя])", "ss"),
    ("^е|(?<=[ьъ])е", "ie"),
    ("(?<=[аеёоуыэюя])е", "ïe"),
    ("(?<=[аеёоуыэюя])и", "ï"),
    ("(?<=и)я", "a"),
    ("(?<=и)ю", "ou"),
    ("(?<=[аеёоуыэюя])я", "ïa"),
    ("(?<=[аеёоуыэюя])ю", "ïou"),
)
_FRENCH_UK = _rules(
    ("ґ(?=[еиі])", "gu"),
    ("(?<=[аеєиіїоуюя])с(?=[аеєиіїоуюя])", "ss"),
    ("^ї", "yi"),
    ("(?<=[аеоуюя])є", "ïe"),
    ("(?<=[аеоую])я", "ïa"),
    ("(?<=[аеоуя])ю", "ïou"),
)
_TDK_RU = _rules(
    ("^е|(?<=[аеёиоуыэюяьъ])е", "ye"),
    ("ь(?=и)", "y"),
    ("(?<=[жчшщ])ё", "o"),
)

TABLES: dict[Scheme, Table] = {
    Scheme.KMU_2010: Table(_KMU, _AT_START_UK, _ZGH),
    Scheme.BGN_PCGN_1965_UK: Table(_BGN_UK, rules=_rules(*_DOTS)),
    Scheme.BGN_PCGN_1947_RU: Table(_BGN_RU, rules=_E_AS_YE),
    Scheme.BGN_PCGN_1979_BE: Table(_BGN_BE, rules=_rules(*_DOTS, ("тс", "t·s"))),
    Scheme.GOST_52535_RU: Table(_GOST_RU),
    Scheme.ICAO_9303_RU: Table(_ICAO_RU),
    Scheme.ICAO_9303_UK: Table(_KMU, _AT_START_UK),
    Scheme.ICAO_9303_BE: Table(_ICAO_BE),
    Scheme.ISO_9: Table(_ISO_9),
    Scheme.DIN_1460_UK: Table(_DIN_UK, rules=_rules(("(й|ь)(?=[ауе])", r"\1-"), _DIN_HYPHENS)),
    Scheme.DIN_1460_RU: Table(_DIN_RU, rules=_rules(("(й|ь)(?=[ау])", r"\1-"), _DIN_HYPHENS)),
    Scheme.PWN_UK: Table(_UK | _POLISH, rules=_POLISH_UK),
    Scheme.PWN_RU: Table(_RU | _POLISH, rules=_POLISH_RU),
    Scheme.FRENCH_UK: Table(_UK | _FRENCH, rules=_FRENCH_UK),
    Scheme.FRENCH_RU: Table(_RU | _FRENCH, rules=_FRENCH_RU),
    Scheme.TURKISH_UK: Table(_UK | _TURKISH, turkish=True),
    Scheme.TURKISH_RU: Table(_RU | _TURKISH, rules=_TDK_RU, turkish=True),
    Scheme.AD_HOC_UK: Table(_UK | _AD_HOC, rules=_rules(("ий$", "y"))),
    Scheme.AD_HOC_RU: Table(_RU | _AD_HOC, _letters("е=ye"), _rules(("(ий|ый)$", "y"))),
}
