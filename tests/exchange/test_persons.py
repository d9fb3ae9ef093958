"""Reading PERSONS.csv: cells as the contract has them, and every fault with its row and column."""

from __future__ import annotations

import pytest
from rounds import EVERYONE, HEAD, OPEN, person, round_of, write_round

from homeward.errors import InputRefused
from homeward.exchange.persons import read_persons
from homeward.exchange.terms import Fitness, MedicalDecision, Will

SIDES = ("X", "Y")


def read(tmp_path, *persons):
    return read_persons(write_round(tmp_path, HEAD + EVERYONE + round_of(), list(persons))[1], SIDES)


def test_cells_become_values(tmp_path):
    row = person(
        "P-1",
        side="Y",
        names="Коваль Іван",
        birth_date="1999-05",
        held_since="2022/2023",
        medical="MANIFEST",
        medical_urgency="3",
        fit_to_travel="escort",
        stretcher="yes",
        confirmed_by="Y; X",
        family_group="g1",
        already_returned="yes",
    )
    (one,) = read(tmp_path, row).persons
    assert (one.person_id, one.side, one.names, str(one.birth_date)) == ("P-1", "Y", "Коваль Іван", "1999-05")
    assert (one.medical, one.medical_urgency, one.fit_to_travel) == (MedicalDecision.MANIFEST, 3, Fitness.WITH_ESCORT)
    assert (one.stretcher, one.confirmed_by, one.family_group, one.already_returned) == (True, ("X", "Y"), "g1", True)


def test_an_empty_cell_says_that_nothing_is_known(tmp_path):
    empty = dict.fromkeys(
        ("birth_date", "held_since", "medical", "medical_urgency", "fit_to_travel", "will", "confirmed_by"), ""
    )
    (one,) = read(tmp_path, person("p1", **empty)).persons
    assert (one.birth_date, one.held_since, one.medical_urgency, one.confirmed_by) == (None, None, None, ())
    assert (one.medical, one.fit_to_travel, one.will) == (MedicalDecision.NO_DECISION, Fitness.UNKNOWN, Will.UNASKED)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("person_id", ""),
        ("person_id", "=1+1"),
        ("side", "Z"),
        ("side", ""),
        ("birth_date", "17.05.1999"),
        ("birth_date", "1999-02-30"),
        ("held_since", "2023-13"),
        ("medical", "C"),
        ("medical_urgency", "4"),
        ("fit_to_travel", "maybe"),
        ("stretcher", ""),
        ("will", "forced"),
        ("confirmed_by", "X;Z"),
        ("already_returned", "soon"),
    ],
)
def test_a_bad_cell_is_named_with_row_and_column(tmp_path, column, cell):
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, person("p1"), {**person("p2"), column: cell})
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(3, column)]


def test_all_bad_cells_are_listed_at_once(tmp_path):
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, person("p1", side="Q"), person("p2", will="-"), person("p2", birth_date="?"))
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (2, "side"),
        (3, "will"),
        (4, "birth_date"),
        (4, "person_id"),
    ]


def test_no_name_is_quoted_in_a_fault(tmp_path):
    with pytest.raises(InputRefused) as refused:
        read(tmp_path, person("p1", names="Secret\x07Name"))
    assert "Secret" not in str(refused.value)


def test_a_family_group_goes_home_to_one_side(tmp_path):
    with pytest.raises(InputRefused, match="row 3, column family_group"):
        read(tmp_path, person("p1", family_group="g"), person("p2", side="Y", family_group="g"))


def test_a_missing_column_is_a_fault_unless_it_may_be_missing(tmp_path):
    path = tmp_path / "persons.csv"
    columns = ["person_id", *(name for name in OPEN if name not in ("names", "family_group"))]
    path.write_text(",".join(columns) + "\np1," + ",".join(OPEN[c] for c in columns[1:]), encoding="utf-8")
    assert len(read_persons(path, SIDES).persons) == 1
    path.write_text(path.read_text(encoding="utf-8").replace("will", "wish"), encoding="utf-8")
    with pytest.raises(InputRefused, match="column will is missing"):
        read_persons(path, SIDES)


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("cp1251", "\t"), ("utf-16", ",")])
def test_encodings_and_separators_of_spreadsheets(tmp_path, encoding, separator):
    path = tmp_path / "persons.csv"
    row = person("p1", names="Шевченко Ярослав", confirmed_by="X")
    path.write_text(separator.join(row) + "\r\n" + separator.join(row.values()) + "\r\n", encoding=encoding)
    assert read_persons(path, SIDES).persons[0].names == "Шевченко Ярослав"


def test_columns_of_others_are_named_and_not_read(tmp_path):
    path = tmp_path / "persons.csv"
    row = person("p1")
    path.write_text(",".join([*row, "remark"]) + "\n" + ",".join([*row.values(), "x"]), encoding="utf-8")
    assert read_persons(path, SIDES).unknown == ("remark",)
