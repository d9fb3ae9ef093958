"""Units are one when number and kind agree, in whatever language and however short."""

import pytest

from homeward.reconciliation.units import Unit, read_unit


@pytest.mark.parametrize(
    "text",
    ["212-а механізована бригада", "212 механизированная бригада", "212th Mechanized Brigade", "212 омбр", "212 ОМБР"],
)
def test_one_unit_in_four_ways_of_writing(text: str) -> None:
    assert read_unit(text) == Unit(212, "mechanised", ())


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("школа № 11", Unit(11, "school", ())),
        ("School No. 11", Unit(11, "school", ())),
        ("міська лікарня № 39", Unit(39, "hospital", ())),
        ("City Hospital No. 39", Unit(39, "hospital", ())),
        ("226 ТРО", Unit(226, "territorial", ())),
        ("226-а бригада тероборони", Unit(226, "territorial", ())),
        ("завод, цех 3", Unit(3, "works", ())),
        ("plant, shop 3", Unit(3, "works", ())),
        ("310 обр", Unit(310, "rifle", ())),
        ("12-та дивізія", Unit(12, "", ())),
        ("морська піхота", Unit(-1, "marine", ())),
        ("—", Unit(-1, "", ())),
    ],
)
def test_number_and_kind(text: str, unit: Unit) -> None:
    assert read_unit(text) == unit


def test_an_abbreviation_is_a_whole_word() -> None:
    assert read_unit("5 сбережение").kind == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Тихозорівський дитячий будинок", "home"),
        ("детдом «Росинка»", "home"),
        ("дом ребенка", "home"),
        ("Rosynka children's home", "home"),
        ("школа-інтернат № 4", "boarding"),
        ("boarding school No. 4", "boarding"),
        ("центр соціально-психологічної реабілітації дітей", "care_centre"),
        ("приют для детей", "shelter"),
        ("санаторна школа", "sanatorium"),
        ("дитяча лікарня", "hospital"),
    ],
)
def test_kinds_of_homes(text: str, kind: str) -> None:
    assert read_unit(text).kind == kind


def test_words_that_name_a_home_meet_across_languages() -> None:
    ways = ("ДБ м. Олешки", "Олешківський дитячий будинок", "Алёшкинский детский дом", "Oleshky orphanage")
    assert {read_unit(way).names for way in ways} == {read_unit(ways[0]).names} != {()}


def test_kinds_name_nobody() -> None:
    assert read_unit("обласний центр соціально-психологічної реабілітації дітей").names == ()
