"""In which of the four languages a text is written: by letters that only one has, and by its most frequent words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from homeward.words import Language

#: Letters that of our four languages only one has (the Cyrillic ones between the two, the Latin ones likewise).
_LETTERS: Final = {Language.UK: "іїєґ’", Language.RU: "ыэъё", Language.TR: "çğışöüİ"}
_WORDS: Final = {
    Language.UK: (
        "та що якщо від до за про або його її їх цього які яка має який під час після щодо є не згідно протягом у і"
    ),
    Language.RU: (
        "и что если от до за о об или его её их этого которые которая который имеет под после "
        "по не согласно в течение с к"
    ),
    Language.EN: "the of and to in a be shall by for or is are with on from that their its no not may each any within",
    Language.TR: (
        "ve ile için bir bu olarak olan her veya da de en tarafından sonra kadar içinde ilgili göre ise taraf taraflar"
    ),
}
_KNOWN: Final = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LETTER_WEIGHT: Final = 1.5
#: So many Cyrillic letters without any that is only Ukrainian speak for Russian.
_TELLING: Final = 24


def scores_of(text: str) -> dict[Language, float]:
    """How much in a text speaks for each language: its frequent words, and its own letters by half as much again."""
    low = text.replace("İ", "i").lower()
    words = re.findall(r"[^\W\d_]+", low)
    cyrillic = sum("а" <= letter <= "я" or letter in "іїєґё" for letter in low)
    latin = sum("a" <= letter <= "z" or letter in "çğışöü" for letter in low)
    found: dict[Language, float] = {}
    for language in Language:
        mine = cyrillic if language in (Language.UK, Language.RU) else latin
        other = latin if language in (Language.UK, Language.RU) else cyrillic
        own = sum(low.count(letter) for letter in _LETTERS.get(language, ""))
        known = sum(word in _KNOWN[language] for word in words)
        found[language] = (known + _LETTER_WEIGHT * own) if mine > other else 0.0
    if cyrillic > _TELLING and cyrillic > latin and not any(letter in low for letter in _LETTERS[Language.UK]):
        found[Language.RU] += _LETTER_WEIGHT  # one letter in nine is і, ї or є in Ukrainian
    return found


def language_of(text: str, otherwise: Language | None = None) -> Language:
    """The language of a text; with nothing to go by, ``otherwise``, or English for Latin and Ukrainian for Cyrillic.

    A short text whose letters speak for none above the other is taken for ``otherwise`` as well.
    """
    found = scores_of(text)
    best, second = sorted(found.values(), reverse=True)[:2]
    if best > second and (otherwise is None or best - second >= 1):
        return max(Language, key=lambda language: found[language])
    if otherwise is not None:
        return otherwise
    return Language.UK if re.search("[а-яіїєґ]", text.lower()) else Language.EN


def language_of_all(texts: Iterable[str]) -> Language:
    """The language of most of a whole text."""
    return language_of("\n".join(texts))
