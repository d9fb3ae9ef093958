"""Endings: what gender and case do to a Slavic name, taken off so that all forms of one name meet.

``surname_bases`` works on skeletons, so the same rule serves both Cyrillics and every romanisation (Ковальська,
Ковальская, Kovalska → ``kovalski``). Case endings are looked at in Cyrillic spelling only: romanised lists do not
decline. Patronymics are reduced to the stem of the father's name (Сергійович, Сергеевна, Sergeich → ``serg``).

Sources: Український правопис (2019) §§ 100-105, 144, 145; Русская грамматика (1980) §§ 1150-1240 on declension.
"""

from __future__ import annotations

import re

# ---------------------------------------------------------------------------------------------- gender, on skeletons
_ADJECTIVE = re.compile("(?<=[a-z]{2}[scz]k)(a|aia)$")
_LONG_FEMININE = re.compile("(?<=[a-z]{2}[bvgdjzklmnprstfhcqw])aia$")
_POSSESSIVE = re.compile("(?<=[a-z]{2})(?<=ov|ev|in)a$")
_BALTIC = re.compile("(?<=[a-z])(?<=ov|ev|in|iq|ki|ko)(s|as|is|us|ius)$")
_SHORT_FEMININE = re.compile("(?<=[a-z]{2}[bvgdjzklmprstfhcqw]n)a$")


def surname_bases(skeleton: str) -> tuple[str, ...]:
    """Masculine nominative skeletons a surname may belong to, likeliest first: one, rarely two.

    >>> surname_bases("kovalskaia"), surname_bases("ivanova"), surname_bases("suharevs")
    (('kovalski',), ('ivanov',), ('suharev',))
    """
    if skeleton.endswith("s"):
        skeleton = _BALTIC.sub("", skeleton)
    if not skeleton.endswith("a"):
        return (skeleton,)
    for ending, base in ((_ADJECTIVE, "i"), (_LONG_FEMININE, "i"), (_POSSESSIVE, "")):
        reduced = ending.sub(base, skeleton)
        if reduced != skeleton:
            return (reduced, skeleton) if skeleton.endswith("zka") else (reduced,)
    reduced = _SHORT_FEMININE.sub("i", skeleton)
    return (skeleton,) if reduced == skeleton else (skeleton, reduced)


# Endings that hardly any given name or foreign surname has
SLAVIC_SURNAME_ENDING = re.compile(
    "([^h]enko|[qnlr]iuk|quk|nuk|[sc]ki|[sc]ka|[sc]kaia|[kgnlrtdmbpv][oe]va?|ckaia|dze|wvili)$"
)

# ------------------------------------------------------------------------------------------ case, on Cyrillic spelling
_SURNAME_CASES = (
    (re.compile("(?<=[а-яєіїґ]енк)[ауі]$|(?<=[а-яєіїґ]енк)(ом|ові)$"), "о"),
    (re.compile("(?<=[сц]ьк)(ого|ому|им|ої|ій|у|ою)$"), "ий"),
    (re.compile("(?<=[сц]к)(ого|ому|им|ой|ую|ою)$"), "ий"),
    (
        re.compile(
            "(?<=[а-яєіїґ]{2}ов|[а-яєіїґ]{2}ев|[а-яєіїґ]{2}єв|[а-яєіїґ]{2}ін|[а-яєіїґ]{2}ин)(у|ым|им|ої|ій|ою)$"
        ),
        "",
    ),
    (re.compile("(?<=[чнлркст][ую]к)(а|у|ом|ові|е)$"), ""),
    (re.compile("(?<=[а-яєіїґ]{3}ни[кц])(а|у|ом|ові)$"), ""),
    (re.compile("(?<=[а-яєіїґ]{2}[нвлрмтд])(ого|ому)$"), "ий"),
    (re.compile("(?<=enk)ová$"), "o"),  # Czech: Tymošenková; Тимошенкова would be another surname
)
_OV_OI = re.compile("(?<=[а-яєіїґ]{2})(?<=ов|ев|ин)ой$")


def surname_nominatives(word: str) -> tuple[str, ...]:
    """Nominatives a Cyrillic surname may be an oblique form of; () when its ending tells nothing by itself.

    >>> surname_nominatives("шевченка"), surname_nominatives("білецького"), surname_nominatives("мороз")
    (('шевченко',), ('білецький',), ())
    """
    for ending, nominative in _SURNAME_CASES:
        reduced = ending.sub(nominative, word)
        if reduced != word:
            return (reduced,)
    reduced = _OV_OI.sub("", word)
    return () if reduced == word else (reduced,)


_GIVEN_CASE = re.compile("(?:ia|iu|iem|em|om|oi|ei|evi|ovi|a|u|i|e)$")


def given_name_nominatives(skeleton: str) -> tuple[str, ...]:
    """Skeletons of which ``skeleton`` may be a genitive, dative or instrumental; the dictionary decides.

    >>> given_name_nominatives("ivanu")
    ('ivan', 'ivani', 'ivana', 'ivano', 'ivania')
    """
    stem = _GIVEN_CASE.sub("", skeleton)
    if stem == skeleton or len(stem) < 2:
        return ()
    return (stem, stem + "i", stem + "a", stem + "o", stem + "ia")


# ---------------------------------------------------------------------------------------------------------- patronymics
_SON = re.compile("^(.{2,}?)(?:[oea]v|iv)?iq(?:a|u|em|om|evi|i|e|s)?$|^(.{2,}?)(?:ov|ev)ih$")
_DAUGHTER = re.compile("^(.{2,}?)(?:[oea]vn|ivn|inqn|iqn)(?:a|i|oi|u|e|om|oiu)$")
_TURKIC = re.compile("^(ogli|oglu|ugli|kizi|gizi)$")
_SHORTEST_STEM = 3
_STEMS = {
    "ilin": "il",
    "iakovl": "iakov",
    "iak": "iakov",
    "lv": "lev",
    "pal": "pavl",
    "pavlin": "pavl",
    "mihal": "mihail",
}


def father_stem(skeleton: str) -> str:
    """Stem of the father's name in a patronymic's skeleton, in either gender and any case; "" if it is none.

    >>> father_stem("sergeviq"), father_stem("sergivna"), father_stem("ivaniqa"), father_stem("ilinqna")
    ('serg', 'serg', 'ivan', 'il')
    """
    found = _SON.match(skeleton) or _DAUGHTER.match(skeleton)
    if not found:
        return ""
    stem = next(group for group in found.groups() if group)
    stem = stem[:-1] if stem.endswith("e") and len(stem) > _SHORTEST_STEM else stem  # Сергеич
    return _STEMS.get(stem, stem)


_PATRONYMIC_ENDING = re.compile("(ov|ev|av|iv|[klm])iq(?:a|u|em|om|evi|i)?$|(ov|ev|iv|iq|inq|inin)n(?:a|i|oi|u|e|oiu)$")


def looks_like_patronymic(skeleton: str) -> bool:
    """Whether the ending is that of a patronymic; a surname such as Маркович looks the same, the place decides."""
    return len(skeleton) > 5 and _PATRONYMIC_ENDING.search(skeleton) is not None


def is_turkic_patronymic_word(skeleton: str) -> bool:
    """``оглы``, ``кызы``, ``uulu``: son or daughter of, written after the father's name."""
    return _TURKIC.match(skeleton) is not None


_DECLINED_PATRONYMIC = re.compile("ич(а|у|ем|еві|е)$|[иії]вн(и|і|у|ою)$|[ое]вн(ы|е|у|ой)$|ичн(и|і|ы|е|у|ой|ою)$")
_DECLINED = (
    (re.compile("(а|у|ом|ові|е)$"), ("", "о", "а")),
    (re.compile("(?<=[аеєиіїоуюя])(я|ю|єм|ем|єві|еві)$"), ("й", "я")),
    (re.compile("(я|ю|ем|еві)$"), ("ь", "я")),
    (re.compile("(?<=і)(ї|єю)$|(?<=и)(и|ей|ею)$"), ("я",)),
    (re.compile("(и|і|ы|ої|ою|ой|ей|ею)$"), ("а", "я")),
)


def is_declined_patronymic(word: str) -> bool:
    """Whether a cleaned Cyrillic patronymic stands in another case than the nominative (``Петровича``)."""
    return _DECLINED_PATRONYMIC.search(word) is not None


def nominative_forms(word: str) -> tuple[str, ...]:
    """Nominatives a cleaned Cyrillic surname or given name may be an oblique case of; a dictionary must choose.

    >>> nominative_forms("мороза"), nominative_forms("ольги")
    (('мороз', 'морозо', 'мороза'), ('ольга', 'ольгя'))
    """
    for ending, nominatives in _DECLINED:
        stem = ending.sub("", word)
        if stem != word and len(stem) > 1:
            return tuple(stem + nominative for nominative in nominatives)
    return ()
