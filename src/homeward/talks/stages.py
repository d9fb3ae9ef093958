"""What time a figure is about: one stage, everything up to a day, or the matter as it stood.

It is read from the measure's own words (``handed_over_stage``, ``handed_over_total``), or from the columns ``stage``
and ``up_to`` where a file has them. Its day is the one those columns name, else a day that the claim's words name,
else the day it was said.
"""

from __future__ import annotations

import datetime as dt
import re

from homeward.talks.claim_terms import Basis, Period

#: Last words of a measure that say what time it is about; longest first.
_ENDINGS: tuple[tuple[tuple[str, ...], Basis], ...] = (
    (("in", "all"), Basis.TOTAL),
    (("to", "date"), Basis.TOTAL),
    (("so", "far"), Basis.TOTAL),
    (("in", "stage"), Basis.STAGE),
    (("total",), Basis.TOTAL),
    (("cumulative",), Basis.TOTAL),
    (("altogether",), Basis.TOTAL),
    (("stage",), Basis.STAGE),
)

#: Months: the English name, and how the Ukrainian, the Russian and the Turkish one begin.
_MONTHS = (
    ("january", ("січ", "янв", "oca")),
    ("february", ("лют", "фев", "şub")),
    ("march", ("бер", "мар", "mart")),
    ("april", ("кві", "апр", "nis")),
    ("may", ("тра", "мая", "mayı")),
    ("june", ("черв", "июн", "haz")),
    ("july", ("лип", "июл", "tem")),
    ("august", ("сер", "авг", "ağu")),
    ("september", ("вер", "сен", "eyl")),
    ("october", ("жов", "окт", "eki")),
    ("november", ("лист", "ноя", "kas")),
    ("december", ("гру", "дек", "ara")),
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SPELT = re.compile(r"(?<![\d.,])(\d{1,2})\s+([^\W\d_]{3,12})(?:\s+(\d{4}))?(?!\w)")
#: Behind these words a day begins a time instead of ending it.
_SINCE = re.compile(r"(?:since|from|after|starting|із|з|від|с|со|после|після)\s*$", re.IGNORECASE)


def base_and_basis(measure: str) -> tuple[str, Basis]:
    """A measure without the words that say stage or total, and what time they say."""
    parts = tuple(part for part in re.split(r"[_\s-]+", measure.casefold()) if part)
    for ending, basis in _ENDINGS:
        if len(parts) > len(ending) and parts[-len(ending) :] == ending:
            return "_".join(parts[: -len(ending)]), basis
    return "_".join(parts), Basis.AS_SAID


def period(
    basis: Basis, said_on: dt.date, words: str, stage: dt.date | None = None, up_to: dt.date | None = None
) -> Period:
    """The time a figure is about.

    Args:
        basis: what its measure says.
        said_on: the day it was said.
        words: of the claim, in which a day may be named.
        stage, up_to: what the file's own columns say; they win.
    """
    if stage is not None:
        return Period(Basis.STAGE, stage)
    if up_to is not None:
        return Period(Basis.TOTAL, up_to)
    if basis is Basis.AS_SAID:
        return Period(basis, said_on)
    return Period(basis, _day_named(words, said_on) or said_on)


def _day_named(words: str, said_on: dt.date) -> dt.date | None:
    """The one day that the words name as that of the figure, not after it was said; None if none or several."""
    days = set()
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMERIC, (3, 2, 1)), (_SPELT, (3, 2, 1))):
        for found in pattern.finditer(words):
            year, month, day = (found[place] for place in order)
            if _SINCE.search(words[: found.start()]):
                continue
            named = _day(year, month, day, said_on)
            if named is not None and named <= said_on:
                days.add(named)
    return days.pop() if len(days) == 1 else None


def _day(year: str | None, month: str, day: str, said_on: dt.date) -> dt.date | None:
    number = int(month) if month.isdigit() else _month(month)
    if not number:
        return None
    try:
        named = dt.date(int(year) if year else said_on.year, number, int(day))
        return named if year or named <= said_on else named.replace(year=named.year - 1)
    except ValueError:
        return None


def _month(word: str) -> int:
    low = word.casefold()
    return next((place for place, (name, begins) in enumerate(_MONTHS, 1) if _names(low, name, begins)), 0)


def _names(word: str, english: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a word is the month: in English whole or cut short, elsewhere by its beginning, since it is inflected."""
    return english.startswith(word) or word.startswith(beginnings)
