"""The forms a date may take, once its words are known: what ``dates`` reads a cell with.

Text comes folded. Months become ``@06``, words of doubt become a qualifier, fillers go; what is left is figures and
separators, and each form below is one pattern. Nothing here knows of ages, columns or cells.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from homeward.intake import date_words as words
from homeward.register.dates import parse_edtf
from homeward.words import _

#: Years of two figures: 00 to PIVOT - 1 are 2000 to 2029, PIVOT to 99 are 1930 to 1999.
PIVOT: Final = 30
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

NOT_A_DATE: Final = _(
    "This is not understood as a date. Write day.month.year, for example 07.03.1991, or only the year, "
    "or leave the cell empty if nothing is known."
)
NO_SUCH_DAY: Final = _("There is no such day. Write day.month.year, for example 07.03.1991, or only what is sure.")
TWO_DATES: Final = _(
    "More than one date stands here. Leave one, or write a span with a dash, for example 1973-1975, if it is not sure."
)
OPEN_SPAN: Final = _("Write both ends of the span with a dash, for example 1970-1973.")
SHORT_YEAR: Final = _("It cannot be told whether this is a year or an age. Write the year with four figures.")
TOO_EARLY: Final = _("The year lies before 1900. Write the year as it is known, or leave the cell empty.")


class DateError(ValueError):
    """The text is no date that can be read; ``advice`` (marked for translation) says what to write."""

    def __init__(self, advice: str) -> None:
        super().__init__(advice)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Customs:
    """How the writer of a column writes.

    Attributes:
        month_first: separators between which the month stands before the day.
        day_zero: day 0 of bare day numbers.
        today: when the column is read; nobody is older than the time since birth.
    """

    month_first: frozenset[str] = frozenset()
    day_zero: dt.date = dt.date(1899, 12, 30)
    today: dt.date = dt.date.max


@dataclass(frozen=True, slots=True)
class _Point:
    """Year, month and day; 0 where unknown."""

    year: int
    month: int = 0
    day: int = 0

    def edtf(self) -> str:
        month = f"-{self.month:02}" if self.month else ""
        return f"{self.year:04}{month}" + (f"-{self.day:02}" if month and self.day else "")


#: Cells that are one date in figures, without any word.
FIGURES: Final = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./-])\d{1,2}\2\d{1,2}|\d{4,5}")
_TIME: Final = re.compile(
    r"(?:(?<=\d)t|[\s,]+(?:о|об|в|во|at|saat)?\.?\s*)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"(?:\s*(?:z|utc|[+-]\d{2}:?\d{2}|[ap]\.?m|год|час))?\.?$"
)
_MARKED_SPAN: Final = re.compile(r"\d{4}(?:-\d\d){0,2}[?~%]?/\d{4}(?:-\d\d){0,2}[?~%]?")
_GIVE_OR_TAKE: Final = re.compile(r"(\d{4})\s*(?:±|\+/?-)\s*(\d)(?!\d)")
_UNSURE_YEAR: Final = re.compile(r"(?<![\w?*])((?:1[89]|20)(?:\d[?*_xх]|[?*_xх]{2}|\d-))(?![\w?*-])")
_BLANK: Final = r"(?:[?*_]{1,2}|xx|хх|дд|мм|dd|mm|gg|aa)"
_BLANKS: Final = (
    re.compile(rf"^(?:{_BLANK}|[xх])(?=[./ -])|^-{{1,2}}(?=\.)|(?<=[./])-{{1,2}}(?=[./])"),
    re.compile(rf"(?<=[./ -])(?:{_BLANK})(?=[./ -]|$)"),
    re.compile(r"(?<=^00[./-])[xх](?=[./-])"),
)
_LETTER_FOR_FIGURE: Final = (
    (re.compile(r"(?<=\d)[oо]|[oо](?=\d)"), "0"),
    (re.compile(r"(?<=[./-])[li](?=\d)|(?<=\d)[li](?=[\d./-])"), "1"),
    (re.compile(r"(?<=\d)з(?=[\d./-])|(?<![^\W_])з(?=\d)"), "3"),
)
_DECADE: Final = re.compile(
    rf"(?P<before>\D*?)(?:(?P<first>\d{{3}}0|\d0)\s*-?\s*{words.DECADE_ENDINGS}?\s*-\s*)?(?P<decade>\d{{3}}0|\d0)\s*-?\s*"
    rf"{words.DECADE_ENDINGS}{words.DECADE_NOUNS}(?P<after>\D*)"
)
_SPAN_BETWEEN: Final = re.compile(
    r"(?:між|между|between)\s+(.+?)\s+(?:і|и|та|and)\s+(.+)|(.+?)\s+(?:ile|ve)\s+(.+?)\s+aras\w*"
)
_SPAN_TO: Final = re.compile(
    r"(?:(?:from|з|із|зі|с|со|від|от)\s+)?(.+?)\s+(?:to|till|until|по|до|ile)\s+(.+?)(?:\s+aras\w*)?"
)
_SPACED_DASH: Final = re.compile(r"(.+?)\s+-+\s+(.+)")
_EITHER: Final = re.compile(r"(.+?)\s+(?:або|чи|или|либо|or|veya|ya da|yahut)\s+(.+)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DAY: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")

_S: Final = r"[./\- ]*"
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})([./\- ]+)(\d{1,2})[./\- ]+(\d{4}|\d{2})")
_YEAR_MONTH_DAY: Final = re.compile(r"(\d{4})[./\- ]+(\d{1,2})[./\- ]+(\d{1,2})")
_DAY_WORD_YEAR: Final = re.compile(rf"(?P<d>\d{{1,2}}){_S}@(?P<m>\d\d){_S}(?P<y>\d{{4}}|\d{{2}})")
_WORD_DAY_YEAR: Final = re.compile(rf"@(?P<m>\d\d){_S}(?P<d>\d{{1,2}})[./\- ]+(?P<y>\d{{4}})")
_YEAR_WORD_DAY: Final = re.compile(rf"(?P<y>\d{{4}}){_S}@(?P<m>\d\d){_S}(?P<d>\d{{1,2}})")
_YEAR_DAY_WORD: Final = re.compile(rf"(?P<y>\d{{4}})[./\- ]+(?P<d>\d{{1,2}}){_S}@(?P<m>\d\d)")
_WORD_YEAR: Final = re.compile(rf"@(?P<m>\d\d){_S}(?P<y>\d{{4}}|\d{{2}})")
_YEAR_WORD: Final = re.compile(rf"(?P<y>\d{{4}}){_S}@(?P<m>\d\d)")
_WITH_WORDS: Final = (_DAY_WORD_YEAR, _WORD_DAY_YEAR, _YEAR_WORD_DAY, _YEAR_DAY_WORD, _WORD_YEAR, _YEAR_WORD)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[./\- ]+(\d{4})")
_YEAR_MONTH: Final = re.compile(r"(\d{4})([./\- ]+)(\d{1,2})")
_EIGHT: Final = re.compile(r"(\d{2})[./-]?(\d{2})[./-]?(\d{4})")


def read_figures(text: str, customs: Customs) -> str:
    """EDTF of a text that ``FIGURES`` matches: by far the most cells of a list."""
    point = _by_figures(text, customs)
    if point is None:
        raise DateError(SHORT_YEAR if len(text) <= 2 else NOT_A_DATE)
    return point.edtf()


def read_plain(text: str, customs: Customs) -> str:
    """EDTF of a folded text that holds one date.

    Raises:
        DateError: it does not.
    """
    if _MARKED_SPAN.fullmatch(text):
        return _canonical_span(text)
    if found := _GIVE_OR_TAKE.match(text):
        year, years = int(found[1]), int(found[2])
        text = f"{year - years}-{year + years}{text[found.end() :]}"
    unsure = bool(text.endswith("%"))
    text = _TIME.sub("", text.rstrip("%").lstrip("*"))
    text = _UNSURE_YEAR.sub(lambda found: re.sub(r"[?*_xх-]", "#", found[1]), text)
    for blank in _BLANKS:
        text = blank.sub("00", text)
    for pattern, figure in _LETTER_FOR_FIGURE:
        text = pattern.sub(figure, text)
    about, doubt = unsure or bool(words.ABOUT.search(text)), unsure or bool(words.DOUBT.search(text) or "?" in text)
    text = words.DOUBT.sub(" ", words.ABOUT.sub(" ", text)).replace("?", " ")
    qualifier = "%" if about and doubt else "~" if about else "?" if doubt else ""
    text = re.sub(r"\(\s*\)", " ", text).strip(" .,;:-/")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return _read(" ".join(text.split()), qualifier, customs)


def _read(text: str, qualifier: str, customs: Customs) -> str:
    if (decade := _decade(text)) is not None:
        return decade if "/" in decade else decade + qualifier
    if found := _SPAN_BETWEEN.fullmatch(text):
        return _span(found[1] or found[3], found[2] or found[4], qualifier, customs)
    if (found := _SPAN_TO.fullmatch(text)) and any(map(str.isdigit, found[1])):
        return _span(found[1], found[2], qualifier, customs)
    if found := _EITHER.fullmatch(text):
        first, last = _point(found[1], customs), _end_of(found[1], found[2], customs)
        if first is None or last is None or first.month or last.month:
            raise DateError(TWO_DATES if first and last else NOT_A_DATE)
        first, last = sorted((first, last), key=_Point.edtf)
        return _span_of(first, last, qualifier)
    if words.OPEN_ENDED.search(text):
        raise DateError(OPEN_SPAN)
    born = bool(words.BORN.search(text))
    core = _core(text)
    if (found := _SPACED_DASH.fullmatch(text)) and (span := _dashed(found[1], found[2], qualifier, customs)):
        return span
    if "#" in core:
        return _unsure_year(core, qualifier)
    if born and re.fullmatch(r"\d{2}", core):
        core = str(_full_year(core))
    if found := re.fullmatch(r"(\d{4})-(\d{4})", core):
        return _span(found[1], found[2], qualifier, customs)
    if (point := _point(core, customs)) is not None:
        return point.edtf() + qualifier
    begin, _dash, end = core.partition("-")
    if "-" not in end and (span := _dashed(begin, end, qualifier, customs)):
        return span
    if found := re.fullmatch(r"(\d{4})[-/](\d{2})", core):
        return _span(found[1], found[1][:2] + found[2], qualifier, customs)
    if len(set(_DAY.findall(core))) > 1:
        raise DateError(TWO_DATES)
    raise DateError(SHORT_YEAR if re.fullmatch(r"\d{1,2}", core) else NOT_A_DATE)


def _dashed(begin: str, end: str, qualifier: str, customs: Customs) -> str | None:
    """The span from ``begin`` to ``end`` if both are dates, or the begin leaves out what the end says."""
    if _point(end, customs) and (_point(begin, customs) or _shortened(begin, end, customs)):
        return _span(begin, end, qualifier, customs)
    return None


def _month_mark(found: re.Match[str]) -> str:
    month = words.month_of(found[0]) or words.roman_month(found[0])
    return f" @{month:02} " if month else found[0]


def _core(text: str) -> str:
    """Figures, month marks and separators only, if the rest is words that may go."""
    text = words.FILLERS.sub(" ", words.BORN.sub(" ", _WORD.sub(_month_mark, text)))
    text = re.sub(r"(?<=\d)\s*\.{2,}\s*(?=\d{4})", "-", text)
    text = re.sub(r"(?<=\d)[,:;=\\|_](?=\d)", ".", text).replace(",", " ")
    text = re.sub(r"\s*([./-])[./\s]*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:-/")


def _decade(text: str) -> str | None:
    found = _DECADE.fullmatch(text)
    if found is None or _core(found["before"]) or _core(found["after"]):
        return None
    last = _checked_year(_full_year(found["decade"]))
    if found["first"]:
        return _canonical_span(f"{_full_year(found['first'])}/{last + 9}")
    return f"{last // 10}X"


def _unsure_year(core: str, qualifier: str) -> str:
    figures = re.sub(r"^(?:0{1,2}[./-]){1,2}", "", core)
    if not re.fullmatch(r"\d{2}(?:\d#|##)", figures):
        raise DateError(NOT_A_DATE)
    _checked_year(int(figures.replace("#", "9")))
    return figures.replace("#", "X") + qualifier


def _point(text: str, customs: Customs) -> _Point | None:
    """The day, month or year in ``text``; None when it has none of the forms.

    Raises:
        DateError: it has one of the forms but is no date of the calendar.
    """
    core = _core(text)
    if "@" not in core:
        return _by_figures(core, customs)
    for form in _WITH_WORDS:
        if found := form.fullmatch(core):
            parts = found.groupdict()
            if "d" not in parts and len(parts["y"]) == 2 and int(parts["y"]) <= 31:
                raise DateError(NOT_A_DATE)  # "June 13": a day, or the year 2013
            return _first_valid(((_full_year(parts["y"]), int(parts["m"]), int(parts.get("d", "0"))),))
    return None


def _by_figures(core: str, customs: Customs) -> _Point | None:
    """``_point`` for figures and separators alone."""
    if found := _DAY_MONTH_YEAR.fullmatch(core):
        return _day_month_year(*found.groups(), customs=customs)
    if found := _YEAR_MONTH_DAY.fullmatch(core):
        year, second, third = map(int, found.groups())
        return _first_valid(((year, second, third), (year, third, second)))
    if found := _MONTH_YEAR.fullmatch(core):
        return _first_valid(((int(found[2]), int(found[1]), 0),))
    if found := _YEAR_MONTH.fullmatch(core):
        year, month = int(found[1]), int(found[3])
        return _first_valid(((year, month, 0),)) if month <= 12 and (month or "/" not in found[2]) else None
    if core.isdigit() or re.fullmatch(r"\d{5}\.\d+|\d{2}[./-]?\d{2}[./-]?\d{4}", core):
        return _run_together(core, customs)
    return None


def _day_month_year(first: str, separator: str, second: str, third: str, *, customs: Customs) -> _Point:
    a, b, year = int(first), int(second), _full_year(third)
    orders = [(year, b, a)]
    if a and b:
        orders.insert(0 if separator.strip() in customs.month_first else 1, (year, a, b))
    if len(third) == 2 and len(first) == 2 and a > 31:
        orders.append((_full_year(first), b, int(third)))
    return _first_valid(orders)


def _run_together(core: str, customs: Customs) -> _Point | None:
    """A year, a day number of a spreadsheet, or day, month and year written together."""
    if re.fullmatch(r"\d{4}", core):
        return _Point(_checked_year(int(core)))
    if found := re.fullmatch(r"(\d{5})(?:\.\d+)?", core):
        day = customs.day_zero + dt.timedelta(days=int(found[1]))
        return _Point(_checked_year(day.year), day.month, day.day)
    if re.fullmatch(r"\d{7}", core):
        core = f"0{core}"
    if found := _EIGHT.fullmatch(core):
        day_first = (int(found[3]), int(found[2]), int(found[1]))
        figures = "".join(found.groups())
        return _first_valid((day_first, (int(figures[:4]), int(figures[4:6]), int(figures[6:]))))
    if re.fullmatch(r"\d{6}", core):
        month_year = (int(core[2:]), int(core[:2]), 0)
        return _first_valid(((_full_year(core[4:]), int(core[2:4]), int(core[:2])), month_year))
    return None


def _first_valid(readings: list[tuple[int, int, int]] | tuple[tuple[int, int, int], ...]) -> _Point:
    """The first of several (year, month, day) that the calendar has."""
    for year, month, day in readings:
        if 0 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR and day <= (_days_in(year, month)):
            return _Point(year, month, day if month else 0)
    year = readings[0][0]
    raise DateError(TOO_EARLY if 1000 <= year < FIRST_YEAR else NO_SUCH_DAY)


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if month else 31


def _full_year(figures: str) -> int:
    year = int(figures)
    return year if len(figures) == 4 else year + (2000 if year < PIVOT else 1900)


def _checked_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(TOO_EARLY if 1000 <= year < FIRST_YEAR else NOT_A_DATE)
    return year


def _shortened(begin: str, end: str, customs: Customs) -> _Point | None:
    """The begin of a span that leaves out what its end says: 13-15 June 2022, May-June 1973."""
    last = _point(end, customs)
    core = _core(begin)
    if last is None:
        return None
    if re.fullmatch(r"\d{1,2}", core) and last.day:
        return _first_valid(((last.year, last.month, int(core)),))
    if found := re.fullmatch(r"@(\d\d)", core):
        return _Point(last.year, int(found[1])) if last.month and not last.day else None
    if (found := re.fullmatch(r"(\d{1,2})[./\- ]*@?(\d\d)", core)) and last.day:
        return _first_valid(((last.year, int(found[2]), int(found[1])),))
    return None


def _end_of(begin: str, end: str, customs: Customs) -> _Point | None:
    """The end of a span; two figures behind a year of four are a year of the same century."""
    first, last = _core(begin), _core(end)
    if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d{2}", last):
        last = first[:2] + last
    return _point(last, customs)


def _span(begin: str, end: str, qualifier: str, customs: Customs) -> str:
    last = _end_of(begin, end, customs)
    first = _point(begin, customs) or _shortened(begin, end, customs)
    if first is None or last is None:
        raise DateError(NOT_A_DATE)
    return _span_of(first, last, qualifier)


def _span_of(first: _Point, last: _Point, qualifier: str) -> str:
    if first == last:
        return first.edtf() + qualifier
    return _canonical_span(f"{first.edtf()}{qualifier}/{last.edtf()}{qualifier}")


def _canonical_span(text: str) -> str:
    try:
        date = parse_edtf(text)
    except ValueError:
        raise DateError(NO_SUCH_DAY) from None
    _checked_year(date.earliest.year)
    _checked_year(date.latest.year)
    return date.edtf
