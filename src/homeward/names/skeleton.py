"""The Slavic skeleton: one short string of sounds to which both Cyrillics and every romanisation of a word fall.

Each sound is one ASCII letter, so that edit distances in SQL engines count sounds::

    a b v g d e j z i k l m n o p r s t u f h c q w      j = ж, h = х, c = ц, q = ч, w = ш and щ

What the skeleton lets go of, because writers of the two languages and of their romanisations differ there:
и = і = ы = й; е = є = э = ё = йо = ьо; the soft sign and the apostrophe; doubled letters; тс = ц; тч = ч; оу = у.
Latin letters are ambiguous (``h`` is г or х, ``j`` is й or ж, ``c`` is ц or к), so one word may have several
skeletons, likeliest first, never more than ``MOST``. Endings of gender and case are taken off in ``grammar``.
Readings by the habits of English, French, German and others, needed only to compare, are in ``readings``.

Sources of the spellings understood: Cabinet of Ministers of Ukraine No. 55 of 27.01.2010; ICAO Doc 9303 part 3;
BGN/PCGN 1965 (Ukrainian) and 1947 (Russian); ISO 9:1995; GOST R 52535.1-2006; PWN (Polish); Duden (German).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

MOST = 4

CYRILLIC_SOUNDS = (
    dict(zip("абвгґдеєэжзиіыйклмнопрстуфхцчшщ", "abvggdeeejziiiiklmnoprstufhcqww", strict=True))
    | {"ё": "e", "ї": "i", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "'": "", "-": "", " ": "", ".": ""}
    # Belarusian, Serbian, Macedonian and Turkic letters
    | {"ў": "v", "ј": "i", "љ": "l", "њ": "n", "ћ": "q", "ђ": "j", "џ": "dj", "ѕ": "z", "ѓ": "g", "ќ": "k"}
    | {"қ": "k", "ғ": "g", "ә": "a", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ӯ": "u", "ҳ": "h", "ҷ": "j"}
    | {"ѐ": "e", "ѝ": "i", "ӣ": "i", "ҡ": "k", "ҙ": "z", "ҫ": "s", "җ": "j", "ӑ": "a", "ӗ": "e", "ӳ": "u"}
)
"""Sounds of Cyrillic letters; ``ьо`` and ``йо`` are heard as ``SOFT_O``, the first also letter by letter."""
SOFT_O = "e"

LATIN_SIGNS = (
    {"š": "1", "ș": "1", "ş": "1", "ŝ": "1", "č": "2", "ć": "2", "ç": "2", "ž": "3", "ż": "3", "ğ": "g", "ґ": "g"}
    | {"ł": "l", "ľ": "l", "ĺ": "l", "ļ": "l", "ń": "n", "ň": "n", "ņ": "n", "ñ": "n", "ř": "r", "ŕ": "r", "ś": "s"}
    | {"ź": "z", "ď": "d", "đ": "d", "ð": "d", "ť": "t", "ţ": "c", "ț": "c", "ĝ": "g", "ģ": "g", "ķ": "k", "ĥ": "4"}
    | {"ě": "e", "ė": "e", "ę": "e", "ē": "e", "é": "e", "è": "e", "ê": "e", "ë": "e", "ə": "a", "æ": "e", "œ": "e"}
    | {"á": "a", "à": "a", "â": "a", "ã": "a", "ä": "a", "å": "o", "ą": "a", "ā": "a", "ă": "a"}
    | {"í": "i", "ì": "i", "î": "i", "ï": "i", "ī": "i", "ı": "i", "ý": "i", "ÿ": "i", "ў": "v", "õ": "i"}
    | {"ó": "o", "ò": "o", "ô": "o", "ō": "o", "ø": "e", "ö": "e", "ő": "e"}
    | {"ú": "u", "ù": "u", "û": "u", "ū": "u", "ů": "u", "ü": "iu", "ű": "iu", "ß": "ss", "þ": "t"}
    | {"'": "", "-": "", " ": "", ".": "", "ʺ": "", '"': ""}
)
"""Letters of one sign that have one reading in every Slavic romanisation; the marks: 1 = š, 2 = č, 3 = ž, 4 = ĥ."""
MARKS = {"1": "w", "2": "q", "3": "j", "4": "h"}
GRAPHEMES = {
    **dict.fromkeys(("shch", "schtsch", "szcz", "chtch", "stsch", "shtch", "12", "s2", "1ch", "sch", "sh", "sz"), "w"),
    **dict.fromkeys(("tsch", "tch", "tsh", "cz"), "q"),
    **{"1": "w", "2": "q", "3": "j", "4": "h", "zgh": "zg", "zh": "j", "kh": "h", "gh": "g", "ph": "f", "th": "t"},
    **{"cki": "cki", "cky": "cki", "cka": "cka", "ck": "k", "ts": "c", "tz": "c", "tc": "c", "ou": "u", "rz": "r"},
    **dict.fromkeys(("dsch", "dzh", "d3"), "dj"),
    **{"x": "ks", "w": "v", "y": "i", "q": "k"},
    **{letter: letter for letter in "abdefgiklmnoprstuvz"},
}
OPEN = ("ch", "c", "j", "h")
"""Graphemes that orthographies read differently."""

ORTHOGRAPHIES = {
    "polish": "cz|sz|[łżąęśń]|wsk|icki|dzk",
    "czech": "[čšžřěůťď]",
    "turkish": "[şçğı]",
    "french": "tch|ou|eff$|ef$|off$|ï",
    "german": "tsch|sch[eliy]|sch$|[^sc]w|^w",
    "usual": "",
}
"""By what letters the orthography of a Latin word is known, in the order they are looked for."""
READINGS = {
    "polish": {"ch": "h", "c": "c", "j": "i", "h": "hg"},
    "czech": {"ch": "h", "c": "c", "j": "i", "h": "gh"},
    "turkish": {"ch": "q", "c": "c", "j": "ji", "h": "hg"},
    "french": {"ch": "wq", "c": "kc", "j": "ji", "h": "gh"},
    "german": {"ch": "hq", "c": "ck", "j": "ij", "h": "hg"},
    "usual": {"ch": "q", "c": "kc", "j": "ij", "h": "gh"},
}
"""How ``OPEN`` may sound in each, likeliest first."""

# The last smoothing, the same for every script: before ``ie`` and ``io`` become ``e``, and after
SMOOTHED = {"ts": "c", "ou": "u", "tq": "q"}
SMOOTHED_LAST = {"jo": "je", "qo": "qe", "wo": "we"}
SHORTEST_ADJECTIVE = 5  # Толстой and Товстий meet; Цой stays


def sounds_of(word: str) -> tuple[str, ...]:
    """Strings of sounds of a cleaned ``word`` before smoothing: doubled letters and ``ie`` still stand.

    Returns:
        likeliest first; one for Cyrillic (two with ``ьо``), up to ``MOST`` for Latin, none for a word without a letter.
    """
    from homeward.names.words import heard_and_smoothed

    return heard_and_smoothed(word)[0]


@lru_cache(maxsize=1 << 14)
def skeletons_of(word: str) -> tuple[str, ...]:
    """Skeletons of a cleaned ``word`` as it stands, likeliest first; ``grammar`` takes off endings.

    >>> skeletons_of("щербакова"), skeletons_of("shcherbakova")
    (('werbakova',), ('werbakova',))
    """
    from homeward.names.words import heard_and_smoothed

    return _HEARD.get(word) or heard_and_smoothed(word)[1]


#: Skeletons of words that were heard together.
_HEARD: dict[str, tuple[str, ...]] = {}
_MOST_HEARD = 1 << 19


def hear_together(words: Iterable[str]) -> None:
    """Hear many cleaned words at once: ``skeletons_of`` then need not enter compiled code for each of them."""
    from homeward.names.words import skeletons_of_words

    if len(_HEARD) > _MOST_HEARD:
        _HEARD.clear()
    _HEARD.update(skeletons_of_words([word for word in words if word not in _HEARD]))
