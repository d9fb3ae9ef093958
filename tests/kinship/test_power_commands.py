"""``homeward kinship power`` and ``relate``, run as a laboratory runs them."""

from __future__ import annotations

import copy
import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from homeward.cli.kinship import app
from homeward.errors import InputRefused

MARKERS = [
    {"name": name, "alleles": ["8", "9", "10", "11"], "frequencies": frequencies, "mutation": mutation}
    for name, frequencies, mutation in (
        ("M1", [0.1, 0.2, 0.3, 0.4], {"model": "proportional", "rate": 0.001}),
        ("M2", [0.05, 0.15, 0.3, 0.5], None),
        ("M3", [0.25, 0.25, 0.25, 0.25], None),
    )
]
PARENTS = [
    {"id": "fa", "father": None, "mother": None, "sex": "M"},
    {"id": "mo", "father": None, "mother": None, "sex": "F"},
]


def child(id_: str) -> dict[str, Any]:
    return {"id": id_, "father": "fa", "mother": "mo", "sex": "F"}


def profile(*pairs: str) -> dict[str, list[str]]:
    return {f"M{at}": pair.split() for at, pair in enumerate(pairs, start=1)}


EVENT: dict[str, Any] = {
    "format": "dvi-large/1",
    "markers": MARKERS,
    "pm": [{"id": "R1", "sex": "F", "genotypes": profile("8 9", "8 10", "9 9")}],
    "am": [
        {
            "family": "strong",
            "pedigree": [*PARENTS, child("lost1")],
            "genotypes": {"fa": profile("8 8", "8 8", "9 9"), "mo": profile("9 9", "9 9", "8 9")},
        },
        {
            "family": "faint",
            "pedigree": [*PARENTS, child("lost2"), child("sis")],
            "genotypes": {"sis": profile("8 9", "8 10", "9 9")},
        },
        {"family": "silent", "pedigree": [*PARENTS, child("lost3")], "genotypes": {}},
        {
            "family": "wrong",
            "pedigree": [*PARENTS, child("lost4"), child("sis")],
            "genotypes": {"fa": profile("8 8", "8 8", "8 8"), "sis": profile("8 9", "9 9", "8 9")},
        },
    ],
    "missing": ["lost1", "lost2", "lost3", "lost4"],
}


@pytest.fixture
def event(tmp_path: Path) -> Path:
    path = tmp_path / "input.json"
    path.write_text(json.dumps(EVENT), encoding="utf-8")
    return path


def run(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(done.exception, InputRefused):
        assert code == 2
        return str(done.exception)
    assert done.exit_code == code, done.output
    return done.output


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_missing_person_has_its_figures_and_its_verdict(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "power"
    said = run("power", event, "--out", out, "--threshold", 20, "--draws", 500)
    assert said == f"Written: {out / 'power.html'}\n"
    found = {row["missing_id"]: row for row in rows(out / "power.csv")}
    assert {id_: row["verdict"] for id_, row in found.items()} == {
        "lost1": "enough",
        "lost2": "weak",
        "lost3": "none",
        "lost4": "contradictory",
    }
    assert found["lost4"]["contradicting"] == "M2"
    assert found["lost4"]["expected_log10_lr"] == ""
    assert float(found["lost3"]["expected_log10_lr"]) == pytest.approx(0, abs=1e-12)
    assert found["lost3"]["exclusion_power"] == "0"
    relatives = rows(out / "next_relative.csv")
    assert {row["missing_id"] for row in relatives} == {"lost2", "lost3"}
    assert [row["relative_id"] for row in relatives if row["missing_id"] == "lost2"] == ["fa", "mo"]
    assert {row["marker"] for row in rows(out / "exclusion.csv")} == {"M1", "M2", "M3"}
    page = (out / "power.html").read_text(encoding="utf-8")
    assert "For 1 of 4 missing persons the relatives sampled so far are enough" in page
    assert all(id_ in page for id_ in EVENT["missing"])


def test_the_same_again_is_the_same_and_another_seed_is_not(event: Path, tmp_path: Path) -> None:
    def written(name: str, *more: object) -> dict[str, bytes]:
        run("power", event, "--out", tmp_path / name, "--draws", 200, "--threshold", 20, *more)
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir() if path.name != "run.json"}

    first = written("one", "--quiet")
    assert written("two", "--quiet") == first
    assert written("three", "--seed", 1)["power.csv"] != first["power.csv"]


def test_a_part_of_the_families_and_of_the_markers(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "power"
    run(
        "power", event, "--out", out, "--draws", 100, "--only", "strong", "--marker", "M2", "--also", "child", "--quiet"
    )
    assert [row["missing_id"] for row in rows(out / "power.csv")] == ["lost1"]
    assert [row["marker"] for row in rows(out / "exclusion.csv")] == ["M2"]
    assert [row["added"] for row in rows(out / "next_relative.csv")] == ["child"]


def test_no_remains_and_nobody_missing_is_a_page_too(tmp_path: Path) -> None:
    empty = copy.deepcopy(EVENT) | {"pm": [], "missing": []}
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(empty), encoding="utf-8")
    run("power", path, "--out", tmp_path / "out", "--quiet")
    assert rows(tmp_path / "out" / "power.csv") == []


def test_what_the_file_lacks_is_named_and_nothing_is_written(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "power"
    said = run("power", event, "--out", out, "--only", "nobody", "--marker", "M9", code=2)
    assert "--only nobody: no such family" in said
    assert "--marker M9: no such marker" in said
    for option, value in (("--dropout", 1), ("--threshold", 0), ("--also", "aunt"), ("--draws", 1)):
        run("power", event, "--out", out, option, value, code=2)
    assert not out.exists()


def test_two_sisters_are_sisters(tmp_path: Path) -> None:
    event = copy.deepcopy(EVENT)
    event["am"][1]["genotypes"]["mo"] = profile("8 9", "8 9", "9 9")
    path = tmp_path / "input.json"
    path.write_text(json.dumps(event), encoding="utf-8")
    out = tmp_path / "related.json"
    said = run("relate", path, "R1", "faint:sis", "--out", out, "--prior", 0.01, "--quiet")
    lines = [line for line in said.splitlines() if "  " in line]
    assert lines[1].startswith("one and the same person")  # they show the same at all markers
    told = json.loads(out.read_text(encoding="utf-8"))
    ratios = told["relationships"]
    # 1 / (2 · 0.1 · 0.2), 1 / (2 · 0.05 · 0.3), 1 / 0.25²
    assert 10 ** ratios["identity"]["log10LR"] == pytest.approx(25 * 1 / 0.03 * 16, rel=1e-10)
    assert ratios["parent"]["exclusions"] == []
    assert list(ratios["full_siblings"]["log10LR_per_marker"]) == ["M1", "M2", "M3"]


def test_profiles_that_cannot_be_told_apart_or_are_not_there(event: Path) -> None:
    assert "stands several times: faint:sis, wrong:sis. Write FAMILY:ID." in run("relate", event, "R1", "sis", code=2)
    assert "has no profile here" in run("relate", event, "R1", "lost1", code=2)
    assert "is asked twice" in run("relate", event, "R1", "R1", code=2)
    for option, value in (("--theta", 1), ("--prior", 0)):
        run("relate", event, "R1", "faint:sis", option, value, code=2)


def test_a_man_and_a_woman_are_not_one(event: Path) -> None:
    said = run("relate", event, "R1", "wrong:fa")
    assert "one and the same person" not in said
    assert "of different sexes" in said
