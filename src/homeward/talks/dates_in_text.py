"""Dates in running text of the four languages: ``2 червня 2025 року``, ``June 2, 2025``, ``02.06.2025``, ISO 8601."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from homeward.intake.date_words import month_of
from homeward.intake.folding import fold
from homeward.talks.text_terms import Span

_YEAR_WORD: Final = r"(?:\s*(?:року|року\.|р\.|года|г\.|yılı|yılının)(?!\w))?"
_NAMED: Final = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го|"
    rf"-е)?\s+(?:of\s+)?(?P<month>[^\W\d_]{{3,}})\s+(?P<year>\d{{4}}){_YEAR_WORD}"
)
_AMERICAN: Final = re.compile(r"(?P<month>[A-Z][a-z]{2,8})\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")
_FIGURES: Final = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./](?P<year>\d{{4}})(?!\d){_YEAR_WORD}"
)
_ISO: Final = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")


def dates_in(text: str) -> list[tuple[dt.date, Span]]:
    """All full dates of a text with their places, in order."""
    found: list[tuple[dt.date, Span]] = []
    for pattern in (_NAMED, _AMERICAN, _FIGURES, _ISO):
        for match in pattern.finditer(text):
            month = int(match["month"]) if match["month"].isdigit() else month_of(fold(match["month"]))
            if month is None or any(s.start < match.end() and match.start() < s.end for _day, s in found):
                continue
            try:
                day = dt.date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue
            found.append((day, Span(match.start(), match.end())))
    return sorted(found, key=lambda one: one[1])
