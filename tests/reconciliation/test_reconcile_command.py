"""``homeward reconcile`` with one list, and with columns that are none of ours."""

import csv
import json
from pathlib import Path

import pytest
from commands import homeward

ONE = """rec_id,ПІБ,паспорт
1,Ткаченко Роман Іванович,СН123456
2,Бондар Ірина Петрівна,КМ555555
3,Tkachenko Roman,CH 123456
"""
OTHER = """rec_id,ПІБ,Паспорт,дім
1,Ткаченко Роман,СН123456,5
2,Мороз Юрій,ВК100200,6
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.csv").write_text(ONE, encoding="utf-8")
    (tmp_path / "other.csv").write_text(OTHER, encoding="utf-8")
    return tmp_path


def test_one_list_alone_is_searched_for_duplicates(folder: Path) -> None:
    out = folder / "out"
    homeward("reconcile", folder / "one.csv", "--also", "паспорт", "--out", out, "--quiet")
    with (out / "pairs.csv").open(encoding="utf-8", newline="") as file:
        (pair,) = csv.DictReader(file)
    assert (pair["left_list"], pair["left_id"], pair["right_list"], pair["right_id"]) == ("one", "1", "one", "3")
    reasons = {reason["feature"]: reason for reason in json.loads(pair["reasons"])}
    assert (reasons["also:паспорт"]["left"], reasons["also:паспорт"]["right"]) == ("СН123456", "CH 123456")
    counts = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (counts["also"], counts["pairs"]) == (["паспорт"], [])
    assert "паспорт" in (out / "report.html").read_text(encoding="utf-8")


def test_a_further_column_that_cannot_be_compared_is_refused_with_what_to_do(folder: Path) -> None:
    headings = ("--also", "дім", "--also", "зріст", "--also", "ПІБ")
    out = folder / "out"
    said = homeward("reconcile", folder / "one.csv", folder / "other.csv", *headings, "--out", out, code=2).stderr
    assert "other.csv, column дім: is the heading of one list alone." in said
    assert "column зріст: is no heading of a further column of these lists. Further columns are: дім, паспорт." in said
    assert "column ПІБ: is compared as full_name in any case." in said
    assert not out.exists()
