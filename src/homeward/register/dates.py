"""Dates as far as they are known, written in EDTF, and what can be said of an age from them.

A partial date is a span of days, [earliest, latest], both included; nothing is guessed inside it. What people write
("травень 1999", "01.05.1999 р.н.") is turned into EDTF in ``intake.dates``.
Source: Extended Date/Time Format, ISO 8601-2:2019, level 0 and the parts of level 1 that lists of persons need.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_SIMPLE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<qualifier>[?~%]?)"
)


class Qualifier(StrEnum):
    """How sure the writer was of the date as a whole (EDTF level 1)."""

    CERTAIN = ""
    UNCERTAIN = "?"
    APPROXIMATE = "~"
    BOTH = "%"


class Truth(StrEnum):
    """Three values: what is not known is never guessed."""

    TRUE = "true"
    FALSE = "false"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    Attributes:
        edtf: the date as EDTF text, for example ``1999``, ``1999-05``, ``199X``, ``1999-05-17?``, ``1999/2001``.
        earliest, latest: the first and last day it may be, both included.
        qualifier: doubt about the whole date. It widens no bound: a doubted date never decides anything alone,
            which is for the rule that uses it to say.
    """

    edtf: str
    earliest: dt.date
    latest: dt.date
    qualifier: Qualifier = Qualifier.CERTAIN

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is meant."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=1 << 17)
def parse_edtf(text: str) -> PartialDate:
    """Read a date in EDTF.

    Accepted: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, unspecified digits ``YYYX``, ``YYXX``, ``YYYY-XX``,
    ``YYYY-MM-XX``, ``YYYY-XX-XX``, one of ``? ~ %`` behind it, and closed intervals ``start/end`` of these.

    Raises:
        ValueError: the text is not such a date, or names a day that no calendar has.
    """
    start, slash, end = text.strip().partition("/")
    first = _parse_simple(start, text)
    if not slash:
        return first
    last = _parse_simple(end, text)
    if last.latest < first.earliest:
        raise ValueError(f"“{text}” ends before it begins")
    doubts = {first.qualifier, last.qualifier} - {Qualifier.CERTAIN}
    qualifier = doubts.pop() if len(doubts) == 1 else Qualifier.BOTH if doubts else Qualifier.CERTAIN
    return PartialDate(f"{first.edtf}/{last.edtf}", first.earliest, last.latest, qualifier)


def _parse_simple(part: str, whole: str) -> PartialDate:
    found = _SIMPLE.fullmatch(part.strip())
    if found is None:
        raise ValueError(f"“{whole}” is not a date in EDTF, such as 1999, 1999-05, 1999-05-17, 199X or 1999/2001")
    year, month, day = found["year"], found["month"], found["day"]
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0 or ("X" in year and month):
        raise ValueError(f"“{whole}” is not a date in EDTF that can stand in a list of persons")
    qualifier = Qualifier(found["qualifier"])
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError(f"“{whole}” gives a day without its month")
        return PartialDate(part.strip(), dt.date(first_year, 1, 1), dt.date(last_year, 12, 31), qualifier)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"“{whole}” names month {month}")
    last_day = calendar.monthrange(first_year, int(month))[1]
    if day is None or day == "XX":
        return PartialDate(
            part.strip(), dt.date(first_year, int(month), 1), dt.date(first_year, int(month), last_day), qualifier
        )
    if not 1 <= int(day) <= last_day:
        raise ValueError(f"“{whole}” names day {day} of a month that has {last_day}")
    exact = dt.date(first_year, int(month), int(day))
    return PartialDate(part.strip(), exact, exact, qualifier)


def age_on(born: dt.date, day: dt.date) -> int:
    """Completed years of life on ``day``; someone born on 29 February completes a year on 1 March of a common year."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_range_on(born: PartialDate, day: dt.date) -> tuple[int, int]:
    """The least and the greatest age, in completed years, that someone born at ``born`` may have on ``day``."""
    return age_on(born.latest, day), age_on(born.earliest, day)
