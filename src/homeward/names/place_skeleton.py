"""The sound of a place name: the room's Slavic skeleton, coarsened, because in places no given name helps to decide.

``place_skeleton`` brings Донецьк, Донецк, Donetsk and Donezk to one string; ``vowel_blind`` also forgets which vowel
was meant, the bridge between Харків and Харьков. ``place_letters`` keeps script and spelling and serves exact
look-up. The sounds themselves are heard in ``skeleton``; types and regions are taken off before in ``place_writing``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from homeward.names.scripts import Script, clean_word, script_of
from homeward.names.skeleton import skeletons_of

# г = х, з = с = ц, ж = ч = ш = щ, е = и: the pairs in which romanisations and typists differ most
_COARSE = str.maketrans({"g": "h", "z": "s", "c": "s", "j": "w", "q": "w", "e": "i"})
_GLIDE = re.compile("i+(?=[aou])")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aoiu]+")
_AREA_TYPES = """область області области обл край республіка республика автономна автономная автономний автономный
    округ місто город oblast krai region republic city ар провінція провінції провинция провинции province ili
    район району района районе райони р рн raion rayon district ilçesi"""
_AREA_WORDS = frozenset(_AREA_TYPES.split())
_ADJECTIVE_END = re.compile("sk[aiou]*(h[io]|m[iu]?|h)?$")
_LEVEL = str.maketrans({"'": None, "-": " ", "ё": "е"})
_WORD = re.compile(r"[^\s,;()/–—-]+")
_PLAIN = re.compile("[а-яёіїєґ]+")


@lru_cache(maxsize=1 << 18)
def place_letters(name: str) -> str:
    """Give a bare name in cleaned lower-case letters, words parted by single spaces.

    Look-alike letters are repaired, ё is е, and apostrophes and hyphens are gone; Олешки and Oleshky still differ.
    """
    low = name.lower()
    if _PLAIN.fullmatch(low):
        return low.replace("ё", "е")
    if low.isascii() and low.isalpha():
        return low
    prefer = script_of(low)
    words = (clean_word(word, prefer) for word in _WORD.findall(name))
    return " ".join(word for word in words if word).translate(_LEVEL)


@lru_cache(maxsize=1 << 18)
def place_skeletons(name: str) -> tuple[str, ...]:
    """Give the skeletons of a bare name, likeliest first: one for Cyrillic, up to four readings for Latin.

    Letters of ``a b d f h i k l m n o p r s t u v w``, no spaces; () when nothing is left.
    """
    cleaned = place_letters(name)
    words = cleaned.split()
    if not words:
        return ()
    if len(words) == 1:
        whole = skeletons_of(cleaned)
        if not cleaned.isascii() and script_of(cleaned) is not Script.LATIN:
            whole = whole[:1]
        return tuple(dict.fromkeys(filter(None, map(_coarse, whole))))
    heard = [skeletons_of(word) or ("",) for word in words]
    readings = max(map(len, heard)) if script_of(cleaned) is Script.LATIN else 1
    joined = ("".join([word[min(turn, len(word) - 1)] for word in heard]) for turn in range(readings))
    return tuple(dict.fromkeys(filter(None, map(_coarse, joined))))


def place_skeleton(name: str) -> str:
    """Give the likeliest skeleton of a bare name, "" when nothing is left."""
    return next(iter(place_skeletons(name)), "")


def _coarse(skeleton: str) -> str:
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", skeleton.translate(_COARSE).replace("sw", "w")))


def vowel_blind(skeleton: str) -> str:
    """Give ``skeleton`` with every run of vowels as one ``a``: Харків and Харьков both give ``harkav``."""
    return _VOWELS.sub("a", skeleton)


def area_stem(name: str) -> str:
    """The sound of a region's name without its type word and the adjective's ending: Херсонської, Kherson → hirson."""
    words = [word for word in place_letters(name).split() if word not in _AREA_WORDS]
    return _ADJECTIVE_END.sub("", place_skeleton(" ".join(words)))
