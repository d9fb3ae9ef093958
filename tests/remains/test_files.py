"""Files of this room: read whole or refused whole, with every fault and its place, and no name in any of them."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pytest
from cases import case, container, part, person
from commands import EXAMPLES

from homeward.errors import InputRefused
from homeward.remains import case_files
from homeward.remains.case_files import NEEDED, read_case_files, write_comparisons
from homeward.remains.consignment_files import COLUMNS, read_counted
from homeward.remains.tags import Tagged, is_tag, tag_number
from homeward.remains.terms import EventKind

COUNT = {
    "consignment_id": "C-1", "stage": "2025-06-16", "from_side": "X", "to_side": "Y", "point": "declared",
    "counted_by": "X", "unit": "body", "count": "1248", "document": "",
}  # fmt: skip
TABLES = {
    "events.csv": case_files.EVENT_COLUMNS,
    "parts.csv": case_files.PART_COLUMNS,
    "comparisons.csv": case_files.COMPARISON_COLUMNS,
    "decisions.csv": case_files.DECISION_COLUMNS,
    "facts.csv": case_files.FACT_COLUMNS,
}
RIGHT = {
    "events.csv": {"event_id": "E1", "on": "2025-06-20", "kind": "receive", "container_id": container()},
    "parts.csv": {"part_id": part(), "element": "femur", "side": "L", "zones": "1;2"},
    "comparisons.csv": {
        "comparison_id": "K1", "case_id": case(), "person_id": person(), "line": "dental", "result": "supports",
        "on": "2025-09-01", "expert": "X-1", "second_reader": "X-2",
    },
    "decisions.csv": {
        "decision_id": "D1", "on": "2025-09-01", "case_id": case(), "person_id": person(), "act": "propose",
        "reasons": "r",
    },
    "facts.csv": {
        "fact_id": "F1", "known_on": "2025-09-01", "subject": person(), "kind": "alive", "at": "2025-08",
    },
}  # fmt: skip


def write(path: Path, columns, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def cases_with(tmp_path: Path, file: str, **cells: str) -> Path:
    """A folder of right tables, with cells of one of them replaced."""
    for name, columns in TABLES.items():
        write(tmp_path / name, columns, RIGHT[name] | (cells if name == file else {}))
    return tmp_path


def faults(read, *paths):
    with pytest.raises(InputRefused) as refused:
        read(*paths)
    return refused.value.faults


def test_a_folder_of_right_tables_is_read(tmp_path):
    read = read_case_files(cases_with(tmp_path, ""))
    assert [len(getattr(read, field.name)) for field in dataclasses.fields(read)] == [1] * 5


def test_a_table_that_is_not_there_says_that_there_is_nothing_yet(tmp_path):
    write(tmp_path / "events.csv", TABLES["events.csv"], RIGHT["events.csv"])
    read = read_case_files(tmp_path)
    assert (read.bones, read.comparisons, read.decisions, read.facts) == ((), (), (), ())
    (tmp_path / "events.csv").unlink()
    assert [fault.file for fault in faults(read_case_files, tmp_path)] == ["events.csv"]


WRONG = [
    ("events.csv", "on", "16.06.2025"),
    ("events.csv", "kind", "lost"),
    ("events.csv", "container_id", "bag 12"),
    ("events.csv", "container_id", part()),  # a part's number is none of a container
    ("events.csv", "container_id", ""),
    ("parts.csv", "element", "thigh"),
    ("parts.csv", "side", "left"),
    ("comparisons.csv", "line", "dna"),
    ("comparisons.csv", "log10_lr", "5"),  # beside teeth
    ("comparisons.csv", "relatives", "mother"),
    ("comparisons.csv", "further_open", "maybe"),
    ("comparisons.csv", "remains_searched", "0"),
    ("decisions.csv", "votes", "M-1:yes"),
    ("decisions.csv", "votes", "M-1:for;M-1:against"),
    ("decisions.csv", "act", "decide"),
    ("facts.csv", "at", ""),
    ("facts.csv", "at", "next year"),
    ("facts.csv", "subject", case()),  # a case is not alive
    ("facts.csv", "subject", person()[:-1] + "!"),
    ("facts.csv", "kind", "rumour"),
]


@pytest.mark.parametrize(("file", "column", "cell"), WRONG)
def test_a_wrong_cell_is_named_with_its_file_row_and_column(tmp_path, file, column, cell):
    [fault] = faults(read_case_files, cases_with(tmp_path, file, **{column: cell}))
    assert (fault.file, fault.row, fault.column) == (file, 2, column)
    assert fault.advice


def test_the_faults_of_all_tables_are_listed_together(tmp_path):
    for name, columns in TABLES.items():
        write(tmp_path / name, columns, dict.fromkeys(columns, "?"))
    found = faults(read_case_files, tmp_path)
    assert {fault.file for fault in found} == set(TABLES)
    assert len({(fault.file, fault.column) for fault in found}) > 25


@pytest.mark.parametrize(
    ("file", "cells"),
    [
        ("facts.csv", {"kind": "family_told", "subject": "D-9", "at": ""}),
        ("decisions.csv", {"set_aside": "F1;S-9"}),
    ],
)
def test_what_speaks_of_a_decision_or_a_fact_that_is_nowhere_is_refused(tmp_path, file, cells):
    assert [fault.file for fault in faults(read_case_files, cases_with(tmp_path, file, **cells))] == [file]


def test_a_slip_of_the_pen_in_a_tag_is_noticed(tmp_path):
    right = container()
    wrong = right[:3] + ("1" if right[3] != "1" else "2") + right[4:]
    [fault] = faults(read_case_files, cases_with(tmp_path, "events.csv", container_id=wrong))
    assert "wrong" in fault.advice


def test_a_number_given_twice_is_told_with_both_rows(tmp_path):
    write(tmp_path / "events.csv", TABLES["events.csv"], RIGHT["events.csv"], RIGHT["events.csv"])
    [fault] = faults(read_case_files, tmp_path)
    assert (fault.row, fault.column) == (3, "event_id")
    assert "row 2" in fault.found


@pytest.mark.parametrize("kind", list(EventKind))
def test_what_an_event_of_each_kind_must_tell(tmp_path, kind):
    path = cases_with(tmp_path, "events.csv", kind=kind, container_id="")
    found = {fault.column for fault in faults(read_case_files, path)}
    assert found == set(NEEDED[kind]) | ({"case_id"} if kind in ("hand_over", "take_back") else set())


def test_no_words_about_anyone_are_quoted(tmp_path):
    found = faults(read_case_files, cases_with(tmp_path, "decisions.csv", reasons="Іван\u2028Коваль"))
    assert all("Коваль" not in str(fault) for fault in found)


def test_comparisons_written_are_comparisons_read(tmp_path):
    read = read_case_files(EXAMPLES / "remains" / "known_failure")
    folder = cases_with(tmp_path, "")
    write_comparisons(read.comparisons, folder / "comparisons.csv")
    assert read_case_files(folder).comparisons == read.comparisons


def test_counts_of_several_files_are_read_together(tmp_path):
    ours = write(tmp_path / "x.csv", COLUMNS, COUNT)
    theirs = write(tmp_path / "y.csv", COLUMNS, COUNT | {"point": "received", "counted_by": "Y", "count": "1245"})
    assert [row.count.number for row in read_counted([ours, theirs])] == [1248, 1245]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("stage", "June"),
        ("point", "somewhere"),
        ("unit", "bag"),
        ("count", "1 248"),
        ("count", "-3"),
        ("counted_by", "Z"),
        ("counted_by", "Y"),  # who receives does not declare
        ("to_side", "X"),
        ("consignment_id", ""),
    ],
)
def test_a_wrong_count_is_refused(tmp_path, column, cell):
    found = faults(read_counted, [write(tmp_path / "c.csv", COLUMNS, COUNT | {column: cell})])
    assert column in {fault.column for fault in found}
    assert {fault.row for fault in found} == {2}


def test_two_files_that_tell_one_count_or_two_days_of_a_consignment_are_refused(tmp_path):
    ours = write(tmp_path / "x.csv", COLUMNS, COUNT)
    again = write(tmp_path / "y.csv", COLUMNS, COUNT | {"count": "1245"})
    [fault] = faults(read_counted, [ours, again])
    assert (fault.file, fault.column) == ("y.csv", "count")
    other = write(tmp_path / "z.csv", COLUMNS, COUNT | {"stage": "2025-06-15", "point": "loaded"})
    assert [fault.column for fault in faults(read_counted, [ours, other])] == ["consignment_id"]
    third = write(tmp_path / "w.csv", COLUMNS, COUNT | {"consignment_id": "C-2", "to_side": "Z"})
    assert [fault.column for fault in faults(read_counted, [ours, third])] == ["from_side"]


def test_a_tag_says_what_it_hangs_on():
    for of in Tagged:
        number = tag_number(of, "collection point 4, team 2, 0017")
        assert [is_tag(one, number) for one in Tagged] == [one is of for one in Tagged]
