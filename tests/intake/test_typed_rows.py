"""A row typed in by hand: read as a row of a list is, but what is not understood yet is left out, not refused."""

import datetime as dt

import pytest

from homeward.intake.typed_rows import read_typed_row

TODAY = dt.date(2025, 6, 2)


def test_cells_are_read_as_in_a_list() -> None:
    typed = {"surname": "Сичов", "birth_date": "12.06.99", "sex": "ч", "rank": "солдат", "event_date": "березень 2023"}
    row = read_typed_row("1", typed, TODAY)
    assert row.faults == ()
    assert row.read == {"birth_date": "1999-06-12", "sex": "m", "rank": "E1", "event_date": "2023-03"}
    assert row.persons is not None
    assert row.persons.label == "1"
    assert row.persons.entries["surname"].to_pylist() == ["Сичов"]


def test_an_age_becomes_a_span_of_births() -> None:
    row = read_typed_row("1", {"full_name": "Сичов В.", "birth_date": "25 років", "event_date": "01.03.2023"}, TODAY)
    assert row.read["birth_date"] == "1997-03-02/1998-03-01"


def test_cells_that_are_not_understood_are_told_all_at_once_and_left_out() -> None:
    typed = {"surname": "Сичов", "birth_date": "31.02.1999", "event_date": "2031", "sex": "q"}
    row = read_typed_row("1", typed, TODAY)
    assert {fault.column for fault in row.faults} == {"birth_date", "event_date", "sex"}
    assert row.persons is not None
    assert row.read == {}


@pytest.mark.parametrize(
    "typed", [{}, {"birth_date": "1999"}, {"surname": "---"}, {"surname": "=SUM(A1)"}, {"surname": "невідомо"}]
)
def test_a_row_without_a_name_is_no_row_yet(typed: dict[str, str]) -> None:
    row = read_typed_row("1", typed, TODAY)
    assert row.persons is None
    assert len(row.faults) <= 1


def test_halves_of_characters_and_what_cannot_be_seen_are_dropped() -> None:
    row = read_typed_row("1", {"surname": "Си\u200bчов\ud800\x00"}, TODAY)
    assert row.persons is not None
    assert row.persons.entries["surname"].to_pylist() == ["Сичов"]


def test_numbers_and_notes_on_health_are_not_typed() -> None:
    row = read_typed_row("1", {"surname": "Сичов", "rec_id": "7", "health_note": "поранення"}, TODAY)
    assert row.persons is not None
    assert row.persons.entries["health_note"].to_pylist() == [""]
