"""The calendar of what is due and late, and its file for other programs (RFC 5545)."""

from __future__ import annotations

import datetime as dt

import pytest
from claimed import EXAMPLE

from homeward.talks.agreed_terms_file import read_terms
from homeward.talks.calendar import calendar_document, calendar_ics, calendar_on
from homeward.talks.calendar_page import page
from homeward.words import Language

FILE = read_terms(EXAMPLE / "terms.toml")
ON = dt.date(2025, 6, 18)


def content_lines(ics: str) -> list[str]:
    """Unfolded, as RFC 5545, 3.1 says."""
    assert ics.endswith("\r\n")
    assert "\n" not in ics.replace("\r\n", "")
    return ics.replace("\r\n ", "").split("\r\n")[:-1]


def test_what_is_due_and_late_on_a_day() -> None:
    states = {line["id"]: (line["state"], line["days"]) for line in calendar_document(calendar_on(FILE, ON))["terms"]}
    assert states == {
        "T1": ("met", None),
        "T2": ("met", None),
        "T3": ("late", -2),
        "T4": ("late", -1),
        "T5": ("due", 5),
        "T6": ("in_force", 12),
        "T7": ("in_force", None),
        "T8": ("initialled", 7),
    }


@pytest.mark.parametrize("language", Language)
def test_icalendar(language: Language) -> None:
    ics = calendar_ics(calendar_on(FILE, ON), language)
    assert max(len(line.encode()) for line in ics.split("\r\n")) <= 75
    lines = content_lines(ics)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Homeward//Terms//EN"]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 6  # T7 has no day, T8 is not in force
    for needed in ("UID:", "DTSTAMP:", "DTSTART:", "DTEND:"):
        assert sum(line.startswith(needed) for line in lines) == 6
    assert len({line for line in lines if line.startswith("UID:")}) == 6
    assert f"SUMMARY;LANGUAGE={language.value}:" in "\n".join(lines)


def test_an_event_lasts_from_midnight_to_midnight_of_its_zone() -> None:
    lines = content_lines(calendar_ics(calendar_on(FILE, ON), Language.EN))
    at = next(place for place, line in enumerate(lines) if "Answer the list" in line)
    assert lines[at - 2 : at] == ["DTSTART:20250615T210000Z", "DTEND:20250616T210000Z"]  # 16 June in Istanbul
    assert r"children\, name by name" in lines[at]


def test_the_page_says_who_initialled_and_counts_nothing_by_side() -> None:
    text = page(calendar_on(FILE, ON), Language.EN)
    assert "2 terms are late" in text
    assert "initialled, not yet in force (RU)" in text
    counts = calendar_document(calendar_on(FILE, ON))["counts"]
    assert not {"UA", "RU"} & set(counts)
