"""Numbers of clauses as they are printed: written in every format that Word has for our languages, and read again.

A label is what stands before a clause: ``II.``, ``2.3.1.``, ``б)``, ``(iv)``, ``Стаття 5``, ``Option A``, ``–``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
#: Word's Cyrillic letters leave out ё, й, ъ, ы, ь; Ukrainian and Turkish letters are set by hand, so only read.
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_UKRAINIAN: Final = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_TURKISH: Final = "abcçdefgğhıijklmnoöprsştuüvyz"
_ROMAN: Final = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10),
    ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip
#: Cyrillic letters that stand for Roman numerals on keyboards without Latin ones.
_ROMAN_TWINS: Final = str.maketrans("ІХСМіхсмVvУ", "IXCMixcmVvV")


def roman(number: int) -> str:
    """A Roman numeral, 1 to 3999."""
    written = ""
    for sign, worth in _ROMAN:
        while number >= worth:
            written, number = written + sign, number - worth
    return written


def roman_value(text: str) -> int | None:
    """What a Roman numeral is worth, in Latin letters or their Cyrillic twins; None if it is none."""
    latin = text.translate(_ROMAN_TWINS).upper()
    if not re.fullmatch("M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", latin) or not latin:
        return None
    total, rest = 0, latin
    for sign, worth in _ROMAN:
        while rest.startswith(sign):
            total, rest = total + worth, rest[len(sign) :]
    return total


def number_in(style: str, number: int) -> str:
    """A number in one of Word's formats (ST_NumberFormat); formats of other scripts are given in figures."""
    if number < 1 or number > 3999:
        return str(number)
    match style:
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "upperLetter" | "lowerLetter":
            letter = _LATIN[(number - 1) % 26] * ((number - 1) // 26 + 1)
            return letter.upper() if style == "upperLetter" else letter
        case "russianUpper" | "russianLower":
            letter = _RUSSIAN[(number - 1) % len(_RUSSIAN)] * ((number - 1) // len(_RUSSIAN) + 1)
            return letter.upper() if style == "russianUpper" else letter
        case "decimalZero":
            return f"{number:02d}"
        case "bullet" | "none":
            return ""
    return str(number)


class LabelKind(StrEnum):
    """What a label looks like; labels of one look are of one depth."""

    PART = "part"
    ARTICLE = "article"
    OPTION = "option"
    ROMAN = "roman"
    SMALL_ROMAN = "small_roman"
    FIGURES = "figures"
    LETTER = "letter"
    CAPITAL = "capital"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Label:
    """A label read.

    Attributes:
        printed: as it stands, with its signs.
        number: the part of it that goes into ids: ``II``, ``2.3.1``, ``б``, ``Option A``, ``•``.
        kind, style: what it looks like; ``style`` tells ``1.`` from ``1)`` and ``(1)``.
        path: its figures, for ``2.3.1`` (2, 3, 1); of other numbers their one place in their alphabet, or ().
    """

    printed: str
    number: str
    kind: LabelKind
    style: str
    path: tuple[int, ...]


_PART_WORDS: Final = "розділ|раздел|частина|часть|глава|section|part|chapter|bölüm|kısım|annex|додаток|приложение|ek"
_ARTICLE_WORDS: Final = "стаття|статья|article|madde|пункт|clause"
_OPTION_WORDS: Final = "варіант|вариант|option|seçenek|alternative|альтернатива|alternatif"
_NUMBER: Final = r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLІХV]{1,7}|[A-ZА-ЯЁЄІЇҐ])(?![\w’'])"
_WORDED: Final = re.compile(
    rf"(?P<whole>(?P<word>{_PART_WORDS}|{_ARTICLE_WORDS}|{_OPTION_WORDS})\s+№?\s*(?P<number>{_NUMBER}))"
    r"(?P<sign>\s*[.,:)–—-]?)(?:\s+|$)",
    re.IGNORECASE,
)
_NUMBERED_TURKISH: Final = re.compile(
    r"(?P<number>\d{1,3})\.\s+(?P<word>bölüm|kısım|madde)\b\s*[.:–—-]?\s*", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}(?:\.\d{1,3}){0,6}|[IVXLІХ]{1,7}|[ivxlіх]{1,7}|"
    r"[A-Za-zА-Яа-яЁёЄєІіЇїҐґÇçĞğŞşÖöÜüİı])"
    r"(?P<sign>\.\)|[.)]|(?=\s))(?:\s+|$)"
)
#: Numbers typed without a space behind them; a capital with a stop is an initial, and no number.
_CLOSE: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*\.|[IVXLІХ]{2,7}\.)(?=[A-ZА-ЯЄІЇҐÇİÖŞÜ])|[^\W\d_]\)(?=[^\W\d_])")
_BULLET: Final = re.compile(r"(?P<sign>[–—•▪◦·*-])\s+")


def read_label(line: str) -> tuple[Label, str] | None:
    """The label that a line begins with, and the rest of the line; None if it begins with none.

    A number alone, without stop or bracket, is a label only if it has several figures (``2.3``).
    """
    if (worded := _WORDED.match(line)) and (worded["word"][0].isupper() or worded["sign"].strip()):
        word = worded["word"].lower()
        kind = LabelKind.OPTION if re.fullmatch(_OPTION_WORDS, word) else LabelKind.PART
        kind = LabelKind.ARTICLE if re.fullmatch(_ARTICLE_WORDS, word) else kind
        number = _levelled(worded["number"])
        shown = " ".join(worded["whole"].split()) if kind is LabelKind.OPTION else number
        return Label(worded[0].strip(), shown, kind, kind.value, _path(number)), line[worded.end() :]
    if turkish := _NUMBERED_TURKISH.match(line):
        kind = LabelKind.ARTICLE if turkish["word"].lower() == "madde" else LabelKind.PART
        return Label(turkish[0].strip(), turkish["number"], kind, kind.value, (int(turkish["number"]),)), line[
            turkish.end() :
        ]
    if close := _CLOSE.match(line):
        line = f"{close[0]} {line[close.end() :]}"
    if bullet := _BULLET.match(line):
        return Label(bullet["sign"], "•", LabelKind.BULLET, "•", ()), line[bullet.end() :]
    plain = _PLAIN.match(line)
    if (
        plain is None
        or (not plain["sign"] and "." not in plain["number"])
        or (plain["open"] and ")" not in plain["sign"])
    ):
        return None
    number = plain["number"]
    if not number[0].isdigit():
        number = _levelled(number)
    style = f"{plain['open']}1{'.' if not plain['sign'] else plain['sign']}"
    return Label(plain[0].strip(), number, _kind(number), style, _path(number)), line[plain.end() :]


def _levelled(number: str) -> str:
    """Roman numerals typed with Cyrillic letters in the letters that they are."""
    if len(number) > 1 and number.isalpha() and roman_value(number):
        return number.translate(_ROMAN_TWINS)
    return "I" if number == "І" else number


def _kind(number: str) -> LabelKind:
    if number[0].isdigit():
        return LabelKind.FIGURES
    if len(number) > 1 and number.islower() and roman_value(number):
        return LabelKind.SMALL_ROMAN
    if number.isupper() and roman_value(number) and (len(number) > 1 or number in "IVXL"):
        return LabelKind.ROMAN
    return LabelKind.CAPITAL if number.isupper() else LabelKind.LETTER


def _path(number: str) -> tuple[int, ...]:
    if number[0].isdigit():
        return tuple(map(int, number.split(".")))
    worth = roman_value(number) if number.isupper() or len(number) > 1 else None
    return (worth,) if worth else ()


def follows(before: str, after: str) -> bool:
    """Whether letter ``after`` comes next after letter ``before`` in an alphabet of our languages."""
    before, after = before.lower(), after.lower()
    return any(
        before in alphabet and after in alphabet and alphabet.index(after) == alphabet.index(before) + 1
        for alphabet in (_LATIN, _RUSSIAN, _UKRAINIAN, _TURKISH)
        if len(before) == len(after) == 1
    )
