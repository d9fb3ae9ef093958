"""A call sign, a tag and a word for nobody are told from the name they stand beside."""

import pytest

from homeward.reconciliation.name_cells import NameCells, read_name_cells, sign_key


def read(full_name: str) -> NameCells:
    return read_name_cells("", "", "", full_name)


@pytest.mark.parametrize(
    "cell",
    [
        "Петренко Іван «Сокіл»",
        "Петренко Іван, позивний Сокіл",
        'Петренко Иван позывной "СОКОЛ"',
        "Petrenko Ivan c/s Sokil",
        'Petrenko Ivan call sign "Falcon"',
        "Петренко Іван, псевдо Сокіл",
    ],
)
def test_a_call_sign_in_many_ways_of_writing(cell: str) -> None:
    found = read(cell)
    assert found.signs == (sign_key("сокіл"),)
    assert "ок" not in found.cells[3].lower()  # nothing of the call sign is left in the name
    assert found.cells[3].split()[0].strip(",").lower() in ("петренко", "petrenko")


@pytest.mark.parametrize(
    ("cell", "tag"),
    [
        ("Неизвестный, бирка № 214", "214"),
        ("unidentified (tag K-0214)", "214"),
        ("мешок № 12/7", "12-7"),
        ("Body 31", "31"),
        ("НВ-31", "31"),
        ("Петренко І., № 5", "5"),
        ("Петренко Іван", ""),
        ("Петренко 1999", ""),
    ],
)
def test_the_tag_of_a_bag(cell: str, tag: str) -> None:
    assert read(cell).tag == tag


@pytest.mark.parametrize(
    "cell", ["Невідомий", "НЕИЗВЕСТНЫЙ", "тело не опознано", "Unknown male, tag 3", "не встановлено"]
)
def test_nobody_is_no_surname(cell: str) -> None:
    assert read(cell).cells == ("", "", "", "")


def test_a_surname_that_means_unknown_is_one_beside_a_given_name() -> None:
    assert read_name_cells("Неизвестный", "Роман", "", "").cells == ("Неизвестный", "Роман", "", "")


def test_a_whole_name_in_quotation_marks_is_a_name() -> None:
    assert read("«Петренко Іван»") == NameCells(("", "", "", "«Петренко Іван»"))
