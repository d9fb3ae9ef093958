"""Oblique cases of place names: the nominatives that "у Херсоні", "г. Донецка" or "в Олешках" may come from.

Candidates only: ``place_gazetteer`` keeps those that name a known place. Rules of Ukrainian (Правопис 2019, § 82–100)
and Russian declension for the endings that occur in place names.
"""

from __future__ import annotations

# ending of genitive, dative, accusative, instrumental or locative -> endings of the nominative it may stand for
_ENDINGS: dict[str, tuple[str, ...]] = {
    "ською": ("ська",), "ської": ("ська",), "ській": ("ська",), "ського": ("ське", "ський"),
    "ському": ("ське", "ський"), "ська": ("ськ",), "ську": ("ськ", "ська"), "ськом": ("ськ",), "ськові": ("ськ",),
    "цька": ("цьк",), "цьку": ("цьк",), "цького": ("цьке", "цький"), "цькому": ("цьке", "цький"),
    "зька": ("зьк",), "зьку": ("зьк",), "ска": ("ск",), "ску": ("ск",), "ске": ("ск",), "ском": ("ск",),
    "цка": ("цк",), "цку": ("цк",), "цке": ("цк",), "цком": ("цк",),
    "ой": ("ая", "а"), "ою": ("а",), "ую": ("ая",), "ого": ("ое", "ый", "ий", "ой", "е"), "его": ("ее", "ий"),
    "ому": ("ое", "ый", "ий", "е"), "ом": ("", "о", "ое"), "ем": ("ь", "е", "й"), "ої": ("а",), "ій": ("а", "я"),
    "ова": ("ів", "ов", "ово"), "єва": ("їв", "єво"), "ева": ("ев", "ево", "їв"), "ові": ("ів", "ове"),
    "еві": ("ів", "їв"), "єві": ("їв", "єве"), "ову": ("ів", "ов", "ово"), "ове": ("ів", "ов", "ово"),
    "еву": ("ев", "ево"), "еве": ("ев", "ево"), "єву": ("їв",),
    "ках": ("ки", "ка"), "ах": ("и", "ы", "а"), "ях": ("і", "и", "я"), "ами": ("и", "ы"),
    "ці": ("ка", "ця", "ець", "ці"), "зі": ("га",), "сі": ("ха", "са"),
    "полі": ("поле", "піль", "поль"), "поля": ("піль", "поле", "поль"),
    "і": ("", "а", "е", "ь", "я"), "ї": ("я", "й"), "и": ("а", "ь", "я", "ы"), "ы": ("а",), "у": ("", "а", "о", "е"),
    "ю": ("ь", "я", "й", "е"), "а": ("", "о", "е"), "я": ("ь", "й", "е"), "е": ("", "а", "о"), "ей": ("и",),
    "ів": ("и",), "ок": ("ки", "ка"), "ец": ("цы",),
}  # fmt: skip
_LONGEST = max(map(len, _ENDINGS))


def nominatives(word: str) -> tuple[str, ...]:
    """Nominative candidates of one cleaned Cyrillic word, longest ending first, without the word itself."""
    found: list[str] = []
    for length in range(min(_LONGEST, len(word) - 2), 0, -1):
        for ending in _ENDINGS.get(word[-length:], ()):
            candidate = word[: len(word) - length] + ending
            if candidate != word and candidate not in found:
                found.append(candidate)
    return tuple(found)


def name_nominatives(name: str) -> tuple[str, ...]:
    """Candidates for a name of one to three cleaned words; in longer ones every word is taken in the same case."""
    words = name.split()
    if len(words) == 1:
        return nominatives(name)
    if len(words) > 3:
        return ()
    candidates = [""]
    for word in words:
        options = (word, *nominatives(word))[:5]
        candidates = [f"{left} {option}".strip() for left in candidates for option in options]
    return tuple(candidate for candidate in candidates if candidate != name)
