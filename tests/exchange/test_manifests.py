"""What a manifest says of a plan: who, in which stage, under which number, and no more than the journey needs."""

import dataclasses
import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange.expressions import parse
from homeward.exchange.manifests import alphabetical, date_as_printed, manifest
from homeward.exchange.plan_file import plan_sha256
from homeward.exchange.terms import (
    Agreement,
    Capacity,
    Criterion,
    Fitness,
    Line,
    LotKind,
    MedicalDecision,
    Person,
    Plan,
    Round,
    Rule,
    Term,
    Will,
)
from homeward.exchange.transfer_lists import write_transfer_lists
from homeward.register.dates import parse_edtf

TERMS = tuple(
    Term(term_id, title, Rule.ALL_FOR_ALL, parse("medical in {MANIFEST}", ("RU", "UA")), (Criterion.AGE,))
    for term_id, title in (("ill", "Seriously ill"), ("young", "Under 25"))
)


def person(person_id, side="UA", names="", **known):
    usual = {
        "birth_date": parse_edtf("1999-05-17"),
        "held_since": None,
        "medical": MedicalDecision.NO_DECISION,
        "medical_urgency": 3,
        "fit_to_travel": Fitness.FIT,
        "stretcher": False,
        "will": Will.YES,
        "confirmed_by": ("RU", "UA"),
        "family_group": "",
        "already_returned": False,
    }
    return Person(person_id=person_id, side=side, names=names, **{**usual, **known})


def agreement(stages=2):
    places = tuple(Capacity(10, 2) for _ in range(stages))
    exchange_round = Round(dt.date(2025, 6, 14), stages, {"UA": places, "RU": places})
    return Agreement("A-1", "The agreement", dt.date(2025, 6, 2), ("RU", "UA"), TERMS, exchange_round, "a" * 64)


def plan(*lines, lot_kind=LotKind.GIVEN):
    return Plan(
        agreement_id="A-1",
        title="The agreement",
        rule_version="1",
        agreement_sha256="a" * 64,
        persons_sha256="b" * 64,
        lot="c" * 64,
        lot_kind=lot_kind,
        round_date=dt.date(2025, 6, 14),
        sides=("RU", "UA"),
        outcomes=(),
        loads=(),
        lines=tuple(Line(person_id, side, term, stage, ()) for person_id, side, term, stage in lines),
        left_out=(),
        undetermined=(),
    )


def test_a_manifest_holds_the_persons_of_one_side_and_names_who_hands_them_over():
    persons = [person("p1", "UA"), person("p2", "RU"), person("p3", "UA")]
    made = manifest(plan(("p1", "UA", "ill", 1), ("p2", "RU", "ill", 1)), agreement(), persons, "UA")
    assert [line.person_id for stage in made.stages for line in stage.lines] == ["p1"]
    assert (made.side, made.other_side) == ("UA", "RU")


def test_numbers_run_through_all_stages_and_names_by_the_alphabet_within_each():
    persons = [person("p1", names="Яценко"), person("p2", names="Гнатюк"), person("p3", names="Ґудзь"), person("p4")]
    made = manifest(
        plan(("p1", "UA", "ill", 1), ("p3", "UA", "ill", 1), ("p2", "UA", "young", 1), ("p4", "UA", "young", 2)),
        agreement(),
        persons,
        "UA",
    )
    shown = [(stage.number, line.number, line.person_id) for stage in made.stages for line in stage.lines]
    assert shown == [(1, 1, "p2"), (1, 2, "p3"), (1, 3, "p1"), (2, 4, "p4")]


def test_a_stage_without_anybody_is_kept_so_that_totals_show_it():
    made = manifest(plan(("p1", "UA", "ill", 2)), agreement(3), [person("p1")], "UA")
    assert [len(stage.lines) for stage in made.stages] == [0, 1, 0]
    assert [dict(stage.persons_by_term) for stage in made.stages][1] == {"ill": 1, "young": 0}


def test_what_the_journey_needs_is_said_and_no_illness():
    persons = [
        person("p1", medical=MedicalDecision.MANIFEST, fit_to_travel=Fitness.WITH_ESCORT, stretcher=True),
        person("p2"),
    ]
    made = manifest(plan(("p1", "UA", "ill", 1), ("p2", "UA", "young", 1)), agreement(), persons, "UA")
    first, second = made.stages[0].lines
    assert (first.stretcher, first.escort) == (True, True)
    assert (second.stretcher, second.escort) == (False, False)
    assert (made.stages[0].stretchers, made.stages[0].escorts) == (1, 1)
    told = {field.name for field in dataclasses.fields(first)}
    assert told == {"number", "person_id", "name", "other_form", "latin", "born", "stretcher", "escort", "family"}


def test_a_family_group_is_marked_when_two_of_it_travel_and_its_own_name_is_not_shown():
    persons = [
        person("p1", names="Б", family_group="Ivanenko"),
        person("p2", names="А", family_group="x"),
        person("p3", names="В", family_group="Ivanenko"),
        person("p4", names="Г", family_group="y"),
        person("p5", names="Д", family_group="x"),
    ]
    made = manifest(plan(*((one.person_id, "UA", "ill", 1) for one in persons)), agreement(), persons, "UA")
    assert [line.family for line in made.stages[0].lines] == ["F1", "F2", "F2", "", "F1"]


def test_a_name_in_cyrillic_has_its_latin_form_and_a_latin_name_none():
    persons = [person("p1", names="Ткач"), person("p2", names="Yılmaz Işık")]
    made = manifest(plan(("p1", "UA", "ill", 1), ("p2", "UA", "ill", 1)), agreement(), persons, "UA")
    forms = {line.name: line.latin for line in made.stages[0].lines}
    assert forms == {"Ткач": "Tkach", "Yılmaz Işık": ""}


def test_a_name_stays_on_one_line_without_signs_that_cannot_be_seen():
    made = manifest(plan(("p1", "UA", "ill", 1)), agreement(), [person("p1", names=" Ткач\n\u200bІван\u00ad ")], "UA")
    assert made.stages[0].lines[0].name == "Ткач Іван"


def test_the_order_of_the_persons_file_changes_nothing():
    persons = [person(f"p{place}", names="Однофамилец") for place in range(5)]
    lines = [(one.person_id, "UA", "ill", 1) for one in persons]
    assert manifest(plan(*lines), agreement(), persons, "UA") == manifest(
        plan(*lines), agreement(), persons[::-1], "UA"
    )


def test_swapping_the_sides_swaps_the_manifests():
    persons = [person("p1", "UA", "Ткач"), person("p2", "UA", "Швець"), person("p3", "RU", "Кузнец")]
    lines = [("p1", "UA", "ill", 1), ("p2", "UA", "young", 2), ("p3", "RU", "ill", 1)]
    other = {"UA": "RU", "RU": "UA"}
    swapped = [dataclasses.replace(one, side=other[one.side]) for one in persons]
    swapped_plan = plan(*((person_id, other[side], term, stage) for person_id, side, term, stage in lines))
    for side in ("UA", "RU"):
        one = manifest(plan(*lines), agreement(), persons, side)
        mirrored = manifest(swapped_plan, agreement(), swapped, other[side])
        assert (mirrored.side, mirrored.other_side) == (one.other_side, one.side)
        assert mirrored.stages == one.stages


def test_the_manifest_carries_the_digest_of_the_plan_and_says_when_it_is_a_rehearsal():
    drawn = plan(("p1", "UA", "ill", 1))
    rehearsed = plan(("p1", "UA", "ill", 1), lot_kind=LotKind.REHEARSAL)
    assert manifest(drawn, agreement(), [person("p1")], "UA").plan_sha256 == plan_sha256(drawn)
    assert not manifest(drawn, agreement(), [person("p1")], "UA").is_rehearsal
    assert manifest(rehearsed, agreement(), [person("p1")], "UA").is_rehearsal


def test_a_side_that_signed_nothing_has_no_manifest():
    with pytest.raises(ValueError, match="side"):
        manifest(plan(), agreement(), [], "XX")


def test_both_sides_get_a_paper_and_a_workbook_even_when_nobody_goes_to_one_of_them(tmp_path):
    persons = [person("p1", "UA", "Ткач"), person("p2", "UA", "Швець")]
    planned = plan(("p1", "UA", "ill", 1), ("p2", "UA", "young", 2))
    again = tmp_path / "again"
    again.mkdir()
    written = write_transfer_lists(planned, agreement(), persons, tmp_path, "en")
    assert [file.name for file in written] == ["list_RU.pdf", "list_RU.xlsx", "list_UA.pdf", "list_UA.xlsx"]
    repeated = write_transfer_lists(planned, agreement(), persons[::-1], again, "en")
    assert [file.read_bytes() for file in repeated] == [file.read_bytes() for file in written]


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("1999-05-17", "17.05.1999"),
        ("1999-05", "05.1999"),
        ("1999-05-XX", "05.1999"),
        ("1999", "1999"),
        ("199X", "1990–1999"),
        ("1999/2001", "1999–2001"),
        ("1999-05-17/1999-05-20", "17.05.1999–20.05.1999"),
        ("1999-05-17?", "17.05.1999?"),
        ("1999~", "≈ 1999"),
        ("1999%", "≈ 1999?"),
        ("2000-02", "02.2000"),
        ("1999-01/1999-12", "1999"),
        ("1999-01-01/1999-02-28", "01.01.1999–28.02.1999"),
    ],
)
def test_dates_are_printed_as_far_as_they_are_known(edtf, printed):
    assert date_as_printed(parse_edtf(edtf)) == printed


@pytest.mark.parametrize(
    "names",
    [
        ["Габа", "Ґаба", "Даба", "Еба", "Єба", "Жаба", "Иба", "Іба", "Їба", "Йба", "Щека", "Юрко", "Яр"],
        ["Ежов", "Ёжов", "Жуков", "Щукин", "Ъ", "Ыков", "Ь", "Эткин"],
        ["Cem", "Çelik", "Davut", "Güneş", "Ğ", "Hakan", "Işık", "İnce", "Oktay", "Öz", "Sarı", "Şahin", "Uz", "Ünal"],
        ["Ivanenko", "Žukauskas", "Іваненко"],
        ["Novák", "Novakova", "Novotný"],
        ["Бондар Іван", "Бондаренко Іван"],
        ["Мар'яненко А", "Марʼяненко Б", "Мар’яненко В"],
    ],
)
def test_names_follow_the_alphabets_of_the_four_languages(names):
    shuffled = random.Random(5).sample(names, len(names))
    assert sorted(shuffled, key=alphabetical) == names


@given(st.text(), st.text())
def test_two_names_never_tie_unless_they_are_the_same(one, other):
    assert (alphabetical(one) == alphabetical(other)) == (one == other)


def test_of_two_forms_of_a_name_the_first_stands_above_and_the_other_beneath():
    made = manifest(
        plan(("p1", "UA", "ill", 1)), agreement(), [person("p1", names="Сичов Сергій / Сычев Сергей")], "UA"
    )
    line = made.stages[0].lines[0]
    assert (line.name, line.other_form, line.latin) == ("Сичов Сергій", "Сычев Сергей", "Sychov Serhii")
