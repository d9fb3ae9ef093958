"""Dates as people write them in lists, turned into EDTF; ages, turned into the span of possible birth dates.

Ukrainian, Russian, English and Turkish; figures, words, Roman months; as much or as little as the writer knew. A date
is read when a reader would be sure what the writer meant, and refused, with advice, when not:

- the day comes before the month; where only the other order gives a date it is taken (06/13/1973), and a column whose
  dates can only be read month first, where that can be told, is read so throughout (``month_first_separators``);
- a year of two figures below ``date_grammar.PIVOT`` is of this century, else of the last;
- an unknown day or month (00, xx, ??) leaves the rest standing; "about" and words of doubt become ``~`` and ``?``;
- bare numbers of five figures are the day numbers of a spreadsheet.

The value is canonical: equal meanings give equal text (``1973``, ``1973-06``, ``1973-06-13~``, ``196X``,
``1973/1975``). The forms are in ``date_grammar``, the words in ``date_words``.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from homeward.intake import date_words as words
from homeward.intake.date_grammar import FIGURES, NOT_A_DATE, TWO_DATES, Customs, DateError, read_figures, read_plain
from homeward.intake.folding import fold
from homeward.register.dates import parse_edtf

__all__ = ["Age", "Customs", "DateError", "month_first_separators", "quotable", "read_date"]


@dataclass(frozen=True, slots=True)
class Age:
    """An age in completed years, given in place of a date of birth: ``least`` to ``most``, both possible."""

    least: int
    most: int
    about: bool = False

    def born(self, on: str) -> str:
        """The span of days of birth, EDTF, of someone who has this age on the date ``on`` (EDTF)."""
        day = parse_edtf(on)
        first = _years_before(day.earliest, self.most + 1) + dt.timedelta(days=1)
        last = _years_before(day.latest, self.least)
        doubt = "~" if self.about else ""
        return f"{first.isoformat()}{doubt}/{last.isoformat()}{doubt}"


_NOTHING: Final = re.compile(r"[\W_0xх]*")
_EMPTY_FORM: Final = re.compile(r"(?:дд|dd|gg|день)?[./\- ]*(?:мм|mm|aa)[./\- ]*(?:рррр|гггг|yyyy|yyy|yy|гг|рр)")
_PIECES: Final = re.compile(
    r"[;,()\[\]\n|]+|\s/\s|\s-\s|/(?=\d{1,2}[./]\d)|/(?=\s*\d{1,3}\s*[^\W\d])|(?<=\d{4})/(?=\d)"
    r"|\s(?:або|чи|или|or|veya|и|і|та|and|ve)\s"
    # "25 років у 2022", an age and its day
    r"|(?<=[^\W\d_])\.?\s(?:станом на|на|у|в|as of|in|on)\s(?=[\d.]*\d{4})"
)
_TELLING: Final = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?:\s.*)?")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def read_date(text: str, customs: Customs | None = None) -> str | Age:
    """Understand one cell.

    Args:
        text: the cell as written.
        customs: how the writer of the column writes; day before month unless told otherwise.

    Returns:
        EDTF, "" when the cell says that nothing is known, or an ``Age``.

    Raises:
        DateError: nobody could be sure what is meant, or no calendar has the day.
    """
    customs = customs or Customs()
    if FIGURES.fullmatch(text) and not _NOTHING.fullmatch(text):
        return read_figures(text, customs)
    plain = fold(text)
    if _says_nothing(plain):
        return ""
    if (age := _age(plain)) is not None:
        return age
    try:
        return read_plain(plain, customs)
    except DateError as refused:
        pieces = _PIECES.split(fold(text.replace("\n", ";")))
        if len(pieces) < 2:
            raise
        return _agreed(pieces, customs, refused)


def _agreed(pieces: list[str], customs: Customs, refused: DateError) -> str | Age:
    """The one date that all pieces of a cell give.

    An age beside it is not needed, unless who was born then could not have that age yet: then the date is the day of
    the age ("25 років (2022)").
    """
    dates: set[str] = set()
    ages: set[Age] = set()
    for piece in map(str.strip, pieces):
        if _says_nothing(piece):
            continue
        if (age := _age(piece)) is not None:
            ages.add(age)
            continue
        try:
            dates.add(read_plain(piece, customs))
        except DateError:
            raise refused from None
    if len(dates) > 1 or (not dates and len(ages) > 1):
        raise DateError(TWO_DATES)
    if (
        len(ages) == 1
        and dates
        and parse_edtf(next(iter(dates))).earliest.year + next(iter(ages)).least > customs.today.year
    ):
        return ages.pop().born(dates.pop())
    if dates:
        return dates.pop()
    if ages:
        return ages.pop()
    raise DateError(NOT_A_DATE)


def month_first_separators(cells: Iterable[str]) -> frozenset[str]:
    """The separators (``/``, ``.``, ``-``) between which a column has the month before the day.

    Some dates can be read one way only (13/06/1973, 06/13/1973). Where at least four in five of those with one
    separator have the month first, the writer had that custom, and the others follow it.
    """
    day_first: Counter[str] = Counter()
    month_first: Counter[str] = Counter()
    for cell in cells:
        if found := _TELLING.fullmatch(cell):
            a, b = int(found[1]), int(found[3])
            if 12 < a <= 31 and b <= 12:
                day_first[found[2]] += 1
            elif a <= 12 < b <= 31:
                month_first[found[2]] += 1
    return frozenset(separator for separator, count in month_first.items() if count >= 4 * day_first[separator])


def quotable(text: str) -> str:
    """A cell of a date column with every word that is no word of dates left out: it might be somebody's name."""

    def shown(found: re.Match[str]) -> str:
        plain = fold(found[0])
        known = words.month_of(plain) or any(p.fullmatch(plain) for p in (words.UNKNOWN, words.BORN, words.FILLERS))
        return found[0] if known else "…"

    return _WORD.sub(shown, text)


def _says_nothing(plain: str) -> bool:
    return bool(
        _NOTHING.fullmatch(plain) or words.UNKNOWN.fullmatch(plain.strip(" .,;:-?()[]")) or _EMPTY_FORM.fullmatch(plain)
    )


def _age(plain: str) -> Age | None:
    text = plain.strip(" .,;:()")
    about = bool(words.ABOUT.search(text))
    text = " ".join(words.ABOUT.sub(" ", text).split()) if about else text
    if found := words.AGE_MONTHS.fullmatch(text):
        return Age(int(found[1]) // 12, int(found[1]) // 12, about)
    behind = words.AGE_BEHIND.fullmatch(text)
    about = about or bool(behind)
    found = words.AGE.fullmatch(text) or words.AGE_FIRST.fullmatch(text) or behind
    if found is None or int(found[1]) > 120 or ("года" in text and int(found[1]) > 60):
        return None  # "73 года" may as well be the year 1973
    least, most = int(found[1]), int(found[2] or found[1])
    return Age(least, most, about) if least <= most <= 120 else None


def _years_before(day: dt.date, years: int) -> dt.date:
    leap_day_lost = (day.month, day.day) == (2, 29) and not calendar.isleap(day.year - years)
    return day.replace(year=day.year - years, day=28 if leap_day_lost else day.day)
