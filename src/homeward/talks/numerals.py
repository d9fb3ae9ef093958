"""Numbers in running text, in figures and in words, in the four languages.

In figures: thousands parted by spaces, stops, commas or apostrophes; decimals; thousands as ``тис.``, ``тыс.``,
``thousand``, ``bin``. In words: one to nine hundred thousand, in every case of Ukrainian and Russian. A number in words
that merely repeats in brackets the figure before it is one number: ``30 (тридцяти) днів``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from homeward.talks.text_terms import Span
from homeward.words import Language

_ONES: Final = {
    1: "один|одна|одне|одно|одного|одній|однієї|одному|одну|одной|одним|одною|one",
    2: "два|дві|двох|двом|двома|две|двух|двум|двумя|two|iki",
    3: "три|трьох|трьом|трьома|трех|трёх|трем|трём|тремя|three|üç",
    4: "чотири|чотирьох|чотирьом|четыре|четырех|четырёх|четырем|четырём|four|dört",
    5: "п'ять|п'яти|п'ятьох|п'ятьма|пять|пяти|пятью|five|beş",
    6: "шість|шести|шістьох|шесть|шестью|six|altı",
    7: "сім|семи|сімох|семь|семью|seven|yedi",
    8: "вісім|восьми|вісьмох|восемь|восемью|eight|sekiz",
    9: "дев'ять|дев'яти|дев'ятьох|девять|девяти|девятью|nine|dokuz",
    10: "десять|десяти|десятьох|десятью|ten|on",
    11: "одинадцять|одинадцяти|одиннадцать|одиннадцати|eleven",
    12: "дванадцять|дванадцяти|двенадцать|двенадцати|twelve",
    13: "тринадцять|тринадцяти|тринадцать|тринадцати|thirteen",
    14: "чотирнадцять|чотирнадцяти|четырнадцать|четырнадцати|fourteen",
    15: "п'ятнадцять|п'ятнадцяти|пятнадцать|пятнадцати|fifteen",
    16: "шістнадцять|шістнадцяти|шестнадцать|шестнадцати|sixteen",
    17: "сімнадцять|сімнадцяти|семнадцать|семнадцати|seventeen",
    18: "вісімнадцять|вісімнадцяти|восемнадцать|восемнадцати|eighteen",
    19: "дев'ятнадцять|дев'ятнадцяти|девятнадцать|девятнадцати|nineteen",
}
_TENS: Final = {
    20: "двадцять|двадцяти|двадцать|двадцати|twenty|yirmi",
    30: "тридцять|тридцяти|тридцать|тридцати|thirty|otuz",
    40: "сорок|сорока|forty|kırk",
    50: "п'ятдесят|п'ятдесяти|пятьдесят|пятидесяти|fifty|elli",
    60: "шістдесят|шістдесяти|шестьдесят|шестидесяти|sixty|altmış",
    70: "сімдесят|сімдесяти|семьдесят|семидесяти|seventy|yetmiş",
    80: "вісімдесят|вісімдесяти|восемьдесят|восьмидесяти|eighty|seksen",
    90: "дев'яносто|дев'яноста|девяносто|девяноста|ninety|doksan",
}
_HUNDREDS: Final = {
    100: "сто|ста|hundred|yüz",
    200: "двісті|двохсот|двести|двухсот", 300: "триста|трьохсот|трехсот|трёхсот",
    400: "чотириста|чотирьохсот|четыреста|четырехсот|четырёхсот", 500: "п'ятсот|п'ятисот|пятьсот|пятисот",
    600: "шістсот|шестисот|шестьсот", 700: "сімсот|семисот|семьсот", 800: "вісімсот|восьмисот|восемьсот",
    900: "дев'ятсот|дев'ятисот|девятьсот|девятисот",
}  # fmt: skip
_THOUSAND: Final = "тисяча|тисячі|тисяч|тисячу|тысяча|тысячи|тысяч|тысячу|thousand|bin"
_FAMILY: Final = {Language.UK: "slavic", Language.RU: "slavic", Language.EN: "en", Language.TR: "tr"}
_ASCII_TURKISH: Final = frozenset(
    ("on", "iki", "yedi", "sekiz", "dokuz", "yirmi", "otuz", "elli", "seksen", "doksan", "bin")
)
_APOSTROPHES: Final = str.maketrans("’ʼ`‘", "''''")
_FIGURES: Final = re.compile(
    r"(?<![\w.,/№#-])(?P<n>\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)|"
    r"\d{1,3}(?:[.,]\d{3})+(?![\d.])|\d+)(?P<part>[.,]\d{1,2}(?!\d))?"
    r"(?P<thousand>[\s\u00a0]?(?:тис\.?|тыс\.?|тисяч[іу]?|тысяч[иу]?|thousand|bin)(?!\w))?"
    r"(?P<tail>-?(?:х|ти|ми|и|ома|го|й|я|е|ма|th|st|nd|rd|ый|ій|ого))?(?![\w/-])"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands; ``ordinal`` for the fifth, not five."""

    value: float
    span: Span
    ordinal: bool = False


@cache
def _worth(language: Language) -> dict[str, int]:
    """Number words of a language; Ukrainian and Russian share theirs, for texts quote one another."""
    found = {
        word: value
        for table in (_ONES, _TENS, _HUNDREDS)
        for value, words in table.items()
        for word in words.split("|")
    }
    found |= dict.fromkeys(_THOUSAND.split("|"), 1000)
    return {word: value for word, value in found.items() if _family_of(word) == _FAMILY[language]}


def _family_of(word: str) -> str:
    if not word.isascii():
        return "slavic" if re.search("[а-яіїєґё]", word) else "tr"
    return "tr" if word in _ASCII_TURKISH else "en"


def numerals(text: str, language: Language) -> list[Numeral]:
    """All numbers of a text, in order."""
    plain = text.translate(_APOSTROPHES)
    found: list[Numeral] = []
    for match in _FIGURES.finditer(text):
        digits = re.sub(r"\D", "", match["n"])
        if len(digits) > 9:
            continue
        value = float(digits)
        if match["part"]:
            value = float(f"{digits}.{match['part'][1:]}")
        if match["thousand"]:
            value *= 1000
        ordinal = (match["tail"] or "").lstrip("-") in ("th", "st", "nd", "rd", "й", "я", "е", "го", "ый", "ій", "ого")
        found.append(Numeral(value, Span(match.start(), match.end()), ordinal))
    taken = [numeral.span for numeral in found]
    found += [
        one
        for one in _in_words(plain, language)
        if not any(s.start < one.span.end and one.span.start < s.end for s in taken)
    ]
    found.sort(key=lambda one: one.span)
    return [
        one
        for place, one in enumerate(found)
        if not (place and found[place - 1].value == one.value
                and re.fullmatch(r"\s*\(\s*", text[found[place - 1].span.end : one.span.start]))
    ]  # fmt: skip


def _in_words(text: str, language: Language) -> list[Numeral]:
    worth, found = _worth(language), []
    total, group, start, end, last = 0, 0, -1, -1, 0

    def close() -> None:
        nonlocal total, group, start, last
        value = total + group
        if start >= 0 and value:
            found.append(Numeral(float(value), Span(start, end)))
        total = group = last = 0
        start = -1

    for match in _WORD.finditer(text):
        value = worth.get(match[0].lower())
        if value is None:
            if match[0].lower() != "and" or start < 0:
                close()
            continue
        if start >= 0 and text[end : match.start()].strip() not in ("", "-", "and"):
            close()
        if value == 100 and 0 < group < 10:
            group *= 100
        elif value == 1000:
            total, group = (group or 1) * 1000, 0
        elif last and value >= last and last not in (1000, 100):
            close()
            group = value
        else:
            group += value
        if start < 0:
            start = match.start()
        last, end = value, match.end()
    close()
    return found
