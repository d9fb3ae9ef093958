"""Endings: what gender and case do to a Slavic name, taken off so that all forms of one name meet.

``surname_bases`` works on skeletons, so the same rule serves both Cyrillics and every romanisation (Ковальська,
Ковальская, Kovalska → ``kovalski``). Case endings are looked at in Cyrillic spelling only: romanised lists do not
decline. Patronymics are reduced to the stem of the father's name (Сергійович, Сергеевна, Sergeich → ``serg``).

Sources: Український правопис (2019) §§ 100-105, 144, 145; Русская грамматика (1980) §§ 1150-1240 on declension.
"""

from __future__ import annotations

from homeward.names.endings import Ending

# ---------------------------------------------------------------------------------------------- gender, on skeletons
BALTIC = (Ending("s|as|is|us|ius", after="ov|ev|in|iq|ki|ko"),)
FEMININE = (
    Ending("a|aia", after="[a-z]{2}[scz]k", base="i"),
    Ending("aia", after="[a-z]{2}[bvgdjzklmnprstfhcqw]", base="i"),
    Ending("a", after="ov|ev|in"),
)
PERHAPS_FEMININE = (Ending("a", after="[a-z]{2}[bvgdjzklmprstfhcqw]n", base="i"),)
ZKA = (Ending("zka"),)
"""Сизка may be the feminine of Сизький, and a surname of its own."""


def surname_bases(skeleton: str) -> tuple[str, ...]:
    """Masculine nominative skeletons a surname may belong to, likeliest first: one, rarely two.

    >>> surname_bases("kovalskaia"), surname_bases("ivanova"), surname_bases("suharevs")
    (('kovalski',), ('ivanov',), ('suharev',))
    """
    from homeward.names.words import bases_of

    return bases_of(skeleton)


# Endings that hardly any given name or foreign surname has
SLAVIC_SURNAME = (
    Ending(
        "[^h]enko|[qnlr]iuk|quk|nuk|[sc]ki|[sc]ka|[sc]kaia|[kgnlrtdmbpv][oe]va?|ckaia|dze|wvili",
    ),
)
SURNAME = (
    Ending(
        "enko|eiko|iuk|[qnlrk]uk|ak|iak|ik|ski|cki|zki|ska|cka|skaia|ckaia|[oe]v|[oe]va|in|ina|ih|ec|dze|wvili|ian|iants|"
        "quk|iwin|uta|ura|ilo|alo|ko|ii?|aia"
    ),
)

# ------------------------------------------------------------------------------------------ case, on Cyrillic spelling
CYRILLIC_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґё"
_ANY = "[а-яєіїґ]"
SURNAME_CASES = (
    Ending("а|у|і|ом|ові", after=_ANY + "енк", base="о"),
    Ending("ого|ому|им|ої|ій|у|ою", after="[сц]ьк", base="ий"),
    Ending("ого|ому|им|ой|ую|ою", after="[сц]к", base="ий"),
    Ending("у|ым|им|ої|ій|ою", after=_ANY + "{2}(ов|ев|єв|ін|ин)"),
    Ending("а|у|ом|ові|е", after="[чнлркст][ую]к"),
    Ending("а|у|ом|ові", after=_ANY + "{3}ни[кц]"),
    Ending("ого|ому", after=_ANY + "{2}[нвлрмтд]", base="ий"),
    Ending("ой", after="ов|ев|ин"),
)
SURNAME_CASES_LATIN = (Ending("ová", after="enk", base="o"),)
"""Czech: Tymošenková; Тимошенкова would be another surname."""

GIVEN_CASE = (Ending("ia|iu|iem|em|om|oi|ei|evi|ovi|a|u|i|e"),)
GIVEN_NOMINATIVES = ("", "i", "a", "o", "ia")
"""On skeletons: the genitive, dative or instrumental of a given name, and what may stand in the nominative."""
SHORTEST_GIVEN_STEM = 2

ENDEARING = (
    *("qik", "ik", "ko", "ka", "oqka", "eqka", "iqka", "onka", "enka", "inka", "usia", "unia", "us", "iuwa", "uwa"),
    *("ania", "ian", "an", "iok", "ok", "ek", "oqok"),
)
"""On skeletons: endearing and rough endings of given names, more than any table of short forms holds."""
ENDEARED = ("", "a", "ia", "i", "o", "ii")
"""What they stand in for: Ігор-чик (Ігор), Ол-ечка (Ол-я), Вік-уся (Вік-а)."""

# ---------------------------------------------------------------------------------------------------------- patronymics
FATHERS = (
    Ending("([oea]v|iv)?iq(a|u|em|om|evi|i|e|s)?", stem=2),
    Ending("ovih|evih", stem=2),
    Ending("([oea]vn|ivn|inqn|iqn)(a|i|oi|u|e|om|oiu)", stem=2),
)
CHILD_OF = ("ogli", "oglu", "ugli", "kizi", "gizi")
"""``оглы``, ``кызы``, ``uulu``: son or daughter of, written after the father's name."""
SHORTEST_STEM = 3
STEMS = {
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
    from homeward.names.words import stem_of_father

    return stem_of_father(skeleton)


LIKE_A_PATRONYMIC = (
    Ending("(ov|ev|av|iv|[klm])iq(a|u|em|om|evi|i)?"),
    Ending("(ov|ev|iv|iq|inq|inin)n(a|i|oi|u|e|oiu)"),
)
"""The ending is that of a patronymic; a surname such as Маркович looks the same, the place decides."""
SHORTEST_LIKE_A_PATRONYMIC = 6

DECLINED_PATRONYMIC = (Ending("ич(а|у|ем|еві|е)|[иії]вн(и|і|у|ою)|[ое]вн(ы|е|у|ой)|ичн(и|і|ы|е|у|ой|ою)"),)
"""A Cyrillic patronymic that stands in another case than the nominative (``Петровича``)."""
DECLINED: tuple[tuple[Ending, tuple[str, ...]], ...] = (
    (Ending("а|у|ом|ові|е", stem=2), ("", "о", "а")),
    (Ending("я|ю|єм|ем|єві|еві", after="[аеєиіїоуюя]", stem=2), ("й", "я")),
    (Ending("я|ю|ем|еві", stem=2), ("ь", "я")),
    (Ending("ї|єю", after="і", stem=2), ("я",)),
    (Ending("и|ей|ею", after="и", stem=2), ("я",)),
    (Ending("и|і|ы|ої|ою|ой|ей|ею", stem=2), ("а", "я")),
)
"""Cases of a Cyrillic surname or given name, and the endings its nominative may have; a dictionary must choose."""
