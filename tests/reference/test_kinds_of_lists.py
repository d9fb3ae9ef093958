"""Generators of further kinds of lists: the same seed gives the same bytes, and the truth fits the lists."""

import csv
import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from homeward.intake.reading import read_lists

ROOT = Path(__file__).parents[2]
KINDS = ("children", "fallen", "requests", "elsewhere")
FILES = ("list_A.csv", "list_B.csv", "list_C.csv", "relatives.csv", "truth.csv")


@pytest.fixture(params=KINDS)
def generator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    if request.param == "elsewhere":
        pytest.importorskip("names_translator")
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools" / "lists"), *sys.path])
    return importlib.import_module(f"make_{request.param}")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes(generator: Any, tmp_path: Path) -> None:
    for name in ("one", "again", "other"):
        generator.make(40, 3, 8 if name == "other" else 7, tmp_path / name)
    one, again, other = (
        [(tmp_path / name / file).read_bytes() for file in FILES] for name in ("one", "again", "other")
    )
    assert one == again
    assert one != other


def test_the_truth_fits_the_lists(generator: Any, tmp_path: Path) -> None:
    generator.make(60, 3, 2, tmp_path)
    truth = {(row["list"], row["rec_id"]): row["person_id"] for row in rows(tmp_path / "truth.csv")}
    numbers = {(letter, row["rec_id"]) for letter in "ABC" for row in rows(tmp_path / f"list_{letter}.csv")}
    assert numbers == set(truth)
    on = [{person for (of, _), person in truth.items() if of == letter} for letter in "ABC"]
    assert len(on[0] & on[1] & on[2]) == 36  # three in five stand on every list
    assert all(row["person_id"] != row["other_id"] for row in rows(tmp_path / "relatives.csv"))


def test_intake_reads_every_cell(generator: Any, tmp_path: Path) -> None:
    generator.make(150, 3, 4, tmp_path)
    lists = read_lists([tmp_path / f"list_{letter}.csv" for letter in "ABC"])
    assert all(not one.unknown.column_names for one in lists)
