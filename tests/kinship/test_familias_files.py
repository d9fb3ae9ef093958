"""Projects of Familias: written here line by line as Familias saves them, read, weighed as the reference weighs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from familias_project import event, paternity, project

from homeward.errors import InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.files.familias_cases import case_of, families_of, remains_of
from homeward.kinship.files.familias_files import is_familias, read_familias
from homeward.kinship.files.results import evaluated
from homeward.kinship.terms import Sex


def saved(folder: Path, lines: list[str]) -> Path:
    path = folder / "project.fam"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def test_the_likelihoods_of_a_project_are_those_of_the_reference(tmp_path: Path) -> None:
    told = paternity()
    path = saved(tmp_path, project(told))
    assert is_familias(path)
    found = evaluated(case_of(read_familias(path)))
    for hypothesis in ("H1", "H2"):
        expected = told["expected"][hypothesis]["loglik_per_marker"]
        assert found[hypothesis]["loglik_per_marker"] == pytest.approx(expected, rel=1e-8)


def test_versions_with_and_without_the_empty_line(tmp_path: Path) -> None:
    lines = project(paternity())
    assert lines[3] == '""'
    read = read_familias(saved(tmp_path, [*lines[:3], *lines[4:]]))
    assert [one.id for one in read.persons] == ["AF", "MO", "CH"]


def test_drop_out_and_size_of_the_base_are_read(tmp_path: Path) -> None:
    lines = project(paternity())
    at = lines.index('"AF"')
    lines[at + 2] = "-1 (Consider dropouts)"
    text = "\n".join(lines).replace("Dropout probability = 0", "Dropout probability = 0.05")
    read = read_familias(saved(tmp_path, text.split("\n")))
    assert read.table.persons["TH01"] == 1000
    profiles = case_of(read).profiles
    assert profiles["AF"]["D3S1358"] == Observed(("17",), 0.05)
    assert profiles["CH"]["D21S11"] == Observed(("28", "28"))


def test_a_silent_allele(tmp_path: Path) -> None:
    lines = project(paternity())
    at = lines.index('"TH01"', lines.index('"unknown"'))
    lines[at + 10 : at + 12] = ["#TRUE#", "0.05"]
    with pytest.raises(InputRefused, match=r"sum to 1.05"):
        read_familias(saved(tmp_path, lines))
    for place in range(at + 14, at + 14 + 2 * 10, 2):
        lines[place] = repr(float(lines[place]) * 0.95)
    text = "\n".join(lines)
    for place in (3, 4):
        lines[at + place] = "0"
    marker = next(one for one in case_of(read_familias(saved(tmp_path, lines))).markers if one.name == "TH01")
    assert marker.silent == "silent"
    assert marker.frequencies[marker.place("silent")] == 0.05
    read = read_familias(saved(tmp_path, text.split("\n")))
    assert read.notes == ("TH01: silent is no number of repeats, mutation read as equal at the same rates.",)


def change(line: str, *, after: int, to: str) -> Callable[[list[str]], None]:
    def bend(lines: list[str]) -> None:
        lines[lines.index(line) + after] = to

    return bend


BAD: dict[str, tuple[Callable[[list[str]], None], str]] = {
    "an allele that is not there": (change('"AF"', after=6, to="77"), "no such allele"),
    "a person twice": (change('"MO"', after=0, to='"AF"'), "stands twice"),
    "a frequency": (change('"10.3"', after=1, to="0.9"), "frequencies sum to"),
    "a model that is none": (change('"D21S11"', after=3, to="9"), "a mutation model was to stand here"),
    "a relation to nobody": (change('"H1"', after=4, to="9"), "the place of a person was to stand here"),
    "twins": (change('"H1"', after=4, to="0 (Direct match)"), "twins"),
    "a cut file": (lambda lines: lines.__delitem__(slice(80, None)), "the file ends here"),
    "computed probabilities": (
        lambda lines: lines.__setitem__(lines.index('"unknown"') - 3, "#TRUE#"),
        "computed probabilities",
    ),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, what: str) -> None:
    bend, words = BAD[what]
    lines = project(paternity())
    bend(lines)
    with pytest.raises(InputRefused, match=words) as refused:
        read_familias(saved(tmp_path, lines))
    assert all(fault.row for fault in refused.value.faults)


def test_the_stationary_model_is_refused_where_it_is_used(tmp_path: Path) -> None:
    lines = project(paternity())
    at = lines.index('"TH01"', lines.index('"unknown"'))
    lines[at + 3] = "3"
    read = read_familias(saved(tmp_path, lines))
    with pytest.raises(InputRefused, match="TH01: no such mutation: 'stationary'"):
        case_of(read)


def test_remains_and_families(tmp_path: Path) -> None:
    read = read_familias(saved(tmp_path, event()))
    first, second = remains_of(read)
    assert (first.id, first.sex) == ("V1", Sex.MALE)
    assert first.readings == {"D3S1358": Observed(("17", "16")), "PENTA E": Observed(("12", "12"))}
    assert (second.id, second.sex, second.readings) == ("V2", Sex.FEMALE, {})
    (family,), notes = families_of(read)
    assert notes == ()
    assert (family.id, family.missing) == ("F1", ("F1 Missing person",))
    assert family.pedigree.member("F1 Missing person").sex is Sex.MALE  # the other parent is a woman
    assert family.pedigree.member("Child").mother == "Wife"
    assert family.profiles == {"Child": {"D3S1358": Observed(("16", "15"))}}


@pytest.mark.parametrize(
    ("line", "to", "words"),
    [
        ("Parent= Wife", "Parent= Missing person", "parent whose sex nothing tells"),
        ("Gender= Female", "Gender= ", "parent whose sex nothing tells"),
        ("Name= Child", "Name= Wife", "stands twice"),
        ("Allele2= 15", "Size= 15", "without two alleles"),
    ],
)
def test_families_that_cannot_be(tmp_path: Path, line: str, to: str, words: str) -> None:
    lines = [to if one == line else one for one in event()]
    with pytest.raises(InputRefused, match=words):
        families_of(read_familias(saved(tmp_path, lines)))
