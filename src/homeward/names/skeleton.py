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

import re
import unicodedata
from functools import lru_cache
from itertools import product

from homeward.names.scripts import Script, script_of

MOST = 4

_CYRILLIC_SOUNDS = str.maketrans(
    dict(zip("абвгґдеєэжзиіыйклмнопрстуфхцчшщ", "abvggdeeejziiiiklmnoprstufhcqww", strict=True))
    | {"ё": "e", "ї": "i", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "'": "", "-": "", " ": "", ".": ""}
    # Belarusian, Serbian, Macedonian and Turkic letters
    | {"ў": "v", "ј": "i", "љ": "l", "њ": "n", "ћ": "q", "ђ": "j", "џ": "dj", "ѕ": "z", "ѓ": "g", "ќ": "k"}
    | {"қ": "k", "ғ": "g", "ә": "a", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ӯ": "u", "ҳ": "h", "ҷ": "j"}
    | {"ѐ": "e", "ѝ": "i", "ӣ": "i", "ҡ": "k", "ҙ": "z", "ҫ": "s", "җ": "j", "ӑ": "a", "ӗ": "e", "ӳ": "u"}
)
_SOFT_O = re.compile("[ьй]о")

# Letters of one sign that have one reading in every Slavic romanisation
_LATIN_SIGNS = str.maketrans(
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
_NOT_A_SOUND = re.compile("[^a-z]+")
_GRAPHEMES = {
    **dict.fromkeys(("shch", "schtsch", "szcz", "chtch", "stsch", "shtch", "12", "s2", "1ch", "sch", "sh", "sz"), "w"),
    **dict.fromkeys(("tsch", "tch", "tsh", "cz"), "q"),
    **{"1": "w", "2": "q", "3": "j", "4": "h", "zgh": "zg", "zh": "j", "kh": "h", "gh": "g", "ph": "f", "th": "t"},
    **{"cki": "cki", "cky": "cki", "cka": "cka", "ck": "k", "ts": "c", "tz": "c", "tc": "c", "ou": "u", "rz": "r"},
    **dict.fromkeys(("dsch", "dzh", "d3"), "dj"),
    **{"x": "ks", "w": "v", "y": "i", "q": "k"},
    **{letter: letter for letter in "abdefgiklmnoprstuvz"},
}
_OPEN = ("ch", "c", "j", "h")
_GRAPHEME = re.compile("|".join(sorted((*_GRAPHEMES, *_OPEN), key=lambda grapheme: (-len(grapheme), grapheme))))
_OFF = re.compile("([oe])ff?$")
_J_IS_ZH = re.compile("(?<![aeiouy])j(?=[bcdfghklmnpqrstvwz])")
_J_IS_SHORT_I = re.compile("(?<=[aeiouy])j$")
_C_IS_TS = re.compile("c(?=[eiy])")

_POLISH = re.compile("cz|sz|[łżąęśń]|wsk|icki|dzk")
_CZECH = re.compile("[čšžřěůťď]")
_TURKISH = re.compile("[şçğı]")
_GERMAN = re.compile("tsch|sch(?=[eliy]|$)|(?<![sc])w")
_FRENCH = re.compile("tch|ou|eff?$|off$|ï")

# How ch, c, j and h may sound in each orthography, likeliest first
_READINGS = {
    _POLISH: {"ch": "h", "c": "c", "j": "i", "h": "hg"},
    _CZECH: {"ch": "h", "c": "c", "j": "i", "h": "gh"},
    _TURKISH: {"ch": "q", "c": "c", "j": "ji", "h": "hg"},
    _FRENCH: {"ch": "wq", "c": "kc", "j": "ji", "h": "gh"},
    _GERMAN: {"ch": "hq", "c": "ck", "j": "ij", "h": "hg"},
}
_USUAL_READING = {"ch": "q", "c": "kc", "j": "ij", "h": "gh"}

# The last smoothing, the same for every script
_SOFT_VOWEL = re.compile("i+[eo]")
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_ADJECTIVE = 5  # Толстой and Товстий meet; Цой stays


def smooth(sounds: str) -> str:
    """From a string of sounds to a skeleton: what spelling habits differ in is let go."""
    sounds = sounds.replace("ts", "c").replace("ou", "u").replace("tq", "q")
    if "ie" in sounds or "io" in sounds:
        sounds = _SOFT_VOWEL.sub("e", sounds)
    sounds = sounds.replace("jo", "je").replace("qo", "qe").replace("wo", "we")
    sounds = _DOUBLED.sub(r"\1", sounds)
    return sounds[:-2] + "i" if sounds.endswith("oi") and len(sounds) > _SHORTEST_ADJECTIVE else sounds


def _ascii(text: str) -> str:
    """``text`` with marks of letters taken off and what is then not ASCII left out."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if letter.isascii())


def fold_latin(word: str) -> str:
    """A cleaned Latin word in plain letters a-z; letters whose mark changes the sound get that sound's letters."""
    signs = {"1": "w", "2": "q", "3": "j", "4": "h"}
    return _ascii("".join(signs.get(letter, letter) for letter in word.translate(_LATIN_SIGNS)))


def _latin_sounds(word: str) -> list[str]:
    """Strings of sounds a Latin ``word`` may stand for, likeliest first, at most ``MOST``, before smoothing."""
    open_readings = next((found for sign, found in _READINGS.items() if sign.search(word)), _USUAL_READING)
    base = _ascii(word.translate(_LATIN_SIGNS))
    base = _OFF.sub(r"\1v", base)
    if "j" in base:
        base = _J_IS_ZH.sub("3", _J_IS_SHORT_I.sub("i", base))
    graphemes = _GRAPHEME.findall(base)
    unsure = [grapheme for grapheme in _OPEN if grapheme in graphemes]
    if not unsure:
        return ["".join([_GRAPHEMES[grapheme] for grapheme in graphemes])]
    if "c" in unsure and "c" not in _GRAPHEME.findall(_C_IS_TS.sub("ts", base)):
        graphemes = _GRAPHEME.findall(_C_IS_TS.sub("ts", base))
        unsure.remove("c")
    spelt = []
    for choice in product(*(open_readings[grapheme] for grapheme in unsure)):
        sounds = _GRAPHEMES | dict(zip(unsure, choice, strict=True))
        spelt.append("".join([sounds[grapheme] for grapheme in graphemes]))
        if len(spelt) == MOST:
            break
    return spelt


def _cyrillic_sounds(word: str) -> str:
    return _NOT_A_SOUND.sub("", _ascii(word.translate(_CYRILLIC_SOUNDS)))


def sounds_of(word: str) -> tuple[str, ...]:
    """Strings of sounds of a cleaned ``word`` before smoothing: doubled letters and ``ie`` still stand.

    Returns:
        likeliest first; one for Cyrillic (two with ``ьо``), up to ``MOST`` for Latin, none for a word without a letter.
    """
    if script_of(word) is Script.LATIN:
        return tuple(dict.fromkeys(_latin_sounds(word)))
    heard = _cyrillic_sounds(_SOFT_O.sub("e", word))
    if "ьо" in word:  # Ковальов is Kovalov by the tables that drop the soft sign, Ковалёв in Russian
        return tuple(dict.fromkeys((heard, _cyrillic_sounds(word))))
    return (heard,) if heard else ()


@lru_cache(maxsize=1 << 18)
def skeletons_of(word: str) -> tuple[str, ...]:
    """Skeletons of a cleaned ``word`` as it stands, likeliest first; ``grammar`` takes off endings.

    >>> skeletons_of("щербакова"), skeletons_of("shcherbakova")
    (('werbakova',), ('werbakova',))
    """
    return tuple(dict.fromkeys(map(smooth, sounds_of(word))))
