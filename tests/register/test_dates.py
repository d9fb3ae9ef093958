"""Partial dates: what EDTF text means, and what an age can be said to be."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.register.dates import Qualifier, age_on, age_range_on, parse_edtf


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1999", "1999-01-01", "1999-12-31"),
        ("1999-05", "1999-05-01", "1999-05-31"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1999-05-17", "1999-05-17", "1999-05-17"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1999-XX", "1999-01-01", "1999-12-31"),
        ("1999-05-XX", "1999-05-01", "1999-05-31"),
        ("1999/2001", "1999-01-01", "2001-12-31"),
        ("1999-05-17/1999-06", "1999-05-17", "1999-06-30"),
    ],
)
def test_a_partial_date_spans_all_days_it_may_be(text: str, earliest: str, latest: str) -> None:
    found = parse_edtf(text)
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


def test_doubt_is_kept_and_widens_nothing() -> None:
    assert parse_edtf("1999-05-17?").qualifier is Qualifier.UNCERTAIN
    assert parse_edtf("1999~").qualifier is Qualifier.APPROXIMATE
    assert parse_edtf("1999%").qualifier is Qualifier.BOTH
    assert parse_edtf("1999?/2001~").qualifier is Qualifier.BOTH
    assert parse_edtf("1999-05-17?").is_day


@pytest.mark.parametrize(
    "text", ["", "99", "1999-13", "1999-00", "1999-02-30", "2001/1999", "1999-XX-17", "199X-05", "17.05.1999", "0000"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|month|day|ends"):
        parse_edtf(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_whole_date_is_read_as_itself(day: dt.date) -> None:
    found = parse_edtf(day.isoformat())
    assert found.earliest == found.latest == day


def test_a_year_of_life_is_complete_on_the_birthday() -> None:
    born = dt.date(2000, 6, 2)
    assert age_on(born, dt.date(2025, 6, 1)) == 24
    assert age_on(born, dt.date(2025, 6, 2)) == 25


def test_born_on_29_february_a_year_is_complete_on_1_march() -> None:
    assert age_on(dt.date(2000, 2, 29), dt.date(2025, 2, 28)) == 24
    assert age_on(dt.date(2000, 2, 29), dt.date(2025, 3, 1)) == 25


@given(st.dates(dt.date(1950, 1, 1), dt.date(2010, 1, 1)), st.dates(dt.date(2011, 1, 1), dt.date(2030, 1, 1)))
def test_the_age_of_a_partial_date_covers_every_completion(born: dt.date, day: dt.date) -> None:
    for text in (f"{born:%Y}", f"{born:%Y-%m}", f"{born:%Y-%m-%d}", f"{str(born.year)[:3]}X"):
        least, greatest = age_range_on(parse_edtf(text), day)
        assert least <= age_on(born, day) <= greatest
