"""The Latin form of names as papers and pages show it: each by the official table of the language it is written in.

Ukrainian names by the Cabinet of Ministers' table (No. 55 of 2010), Russian and Belarusian names by ICAO Doc 9303, as
the passports of the three countries write them. The language is read from the name itself, never from the side: from
letters only one language has, and from endings and first names only one language uses. A name that could be either
(Олег Ткаченко) follows the most of the names that it stands among.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from homeward.names.transliteration import Scheme, transliterate
from homeward.words import Language

_UKRAINIAN = re.compile(
    r"[іїєґ]"
    r"|[бвгджзклмнпрстфхцчш]['’ʼ`][єїюя]"
    r"|йович\b"  # Сергійович; in Russian Сергеевич
    r"|\b(?:олександр|олександра|олена|микола|дмитро|петро|павло|михайло|данило|кирило|микита)\b"
)
_RUSSIAN = re.compile(
    r"[ыэёъ]"
    r"|(?:[ое]вна|инична)\b"  # Ивановна; in Ukrainian Іванівна
    r"|\s\w+евич\b"  # Сергеевич; not a surname at the beginning, such as Мацкевич
    r"|\b(?:александр|александра|алексей|елена|николай|дмитрий|петр|павел|михаил|даниил|кирилл|никита)\b"
)
_BELARUSIAN = re.compile(
    r"ў"
    r"|\b(?:аляксандр|аляксандра|аляксей|андрэй|дзмітрый|дзяніс|ігар|мікалай|мікіта|сяргей|уладзімір|юрый|яўген)\b"
    r"|\b(?:алена|вольга|ганна|кацярына|марыя|наталля|святлана|таццяна)\s+\w+(?:аўна|еўна|ічна)\b"
)

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_READ_CYRILLIC = (Language.UK, Language.RU)
_AS_TURKISH_PAPERS_WRITE = {
    Scheme.KMU_2010: Scheme.TURKISH_UK,
    Scheme.ICAO_9303_RU: Scheme.TURKISH_RU,
    Scheme.ICAO_9303_BE: Scheme.TURKISH_UK,  # г is h in both
}


@lru_cache(maxsize=1 << 16)  # pages show the same names again and again
def latin_name_for(name: str, language: Language) -> str:
    """One name for who reads ``language``: "" where it has no Cyrillic letter, or the reader reads them.

    In Turkish as the Turkish press writes it, otherwise as the passport of its bearer would; a name that could be
    Ukrainian or Russian as Russian passports have it.
    """
    if language in _READ_CYRILLIC or not _CYRILLIC.search(name):
        return ""
    scheme = _scheme(name) or Scheme.ICAO_9303_RU
    return transliterate(name, _AS_TURKISH_PAPERS_WRITE[scheme] if language is Language.TR else scheme)


def latin_names(names: Sequence[str]) -> list[str]:
    """The Latin form of each name, "" for a name without a Cyrillic letter.

    Args:
        names: names that stand together on one list or paper; their order means nothing.
    """
    schemes = [_scheme(name) for name in names]
    # Equally many of both, or none: the first by its code, which is arbitrary but always the same.
    known = Counter(scheme for scheme in schemes if scheme)
    usual = min((Scheme.ICAO_9303_RU, Scheme.KMU_2010), key=lambda scheme: (-known[scheme], scheme.value))
    return [
        transliterate(name, scheme or usual) if _CYRILLIC.search(name) else ""
        for name, scheme in zip(names, schemes, strict=True)
    ]


def _scheme(name: str) -> Scheme | None:
    """The table of the language that the name can only be written in; None when none or two speak for it."""
    if _BELARUSIAN.search(name.lower()):
        return Scheme.ICAO_9303_BE
    ukrainian, russian = (bool(pattern.search(name.lower())) for pattern in (_UKRAINIAN, _RUSSIAN))
    if ukrainian == russian:
        return None
    return Scheme.KMU_2010 if ukrainian else Scheme.ICAO_9303_RU
