"""Units are one when number and kind agree, in whatever language and however short."""

import pytest

from homeward.reconciliation.units import Unit, read_unit


@pytest.mark.parametrize(
    "text",
    ["212-а механізована бригада", "212 механизированная бригада", "212th Mechanized Brigade", "212 омбр", "212 ОМБР"],
)
def test_one_unit_in_four_ways_of_writing(text: str) -> None:
    assert read_unit(text) == Unit(212, "mechanised")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("школа № 11", Unit(11, "school")),
        ("School No. 11", Unit(11, "school")),
        ("міська лікарня № 39", Unit(39, "hospital")),
        ("City Hospital No. 39", Unit(39, "hospital")),
        ("226 ТРО", Unit(226, "territorial")),
        ("226-а бригада тероборони", Unit(226, "territorial")),
        ("завод, цех 3", Unit(3, "works")),
        ("plant, shop 3", Unit(3, "works")),
        ("310 обр", Unit(310, "rifle")),
        ("12-та дивізія", Unit(12, "")),
        ("морська піхота", Unit(-1, "marine")),
        ("—", Unit(-1, "")),
    ],
)
def test_number_and_kind(text: str, unit: Unit) -> None:
    assert read_unit(text) == unit


def test_an_abbreviation_is_a_whole_word() -> None:
    assert read_unit("5 сбережение").kind == ""
