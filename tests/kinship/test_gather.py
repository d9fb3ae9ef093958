"""An event from what laboratories hand in, by the command: gathered and searched, or refused with every fault."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from familias_project import event as project_of_event
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.cli import main
from homeward.errors import InputRefused
from homeward.kinship import mutation
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.files.case_files import read_event
from homeward.kinship.files.event_files import write_event
from homeward.kinship.files.frequency_tables import population
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex
from homeward.kinship.together.identification import Event

PED = """# family id father mother sex status
F1 dad1 0 0 1 2
F1 mum1 0 0 2 0
F1 kid1 dad1 mum1 0 0
F2 son2 pa2 ma2 1 2
F2 pa2 0 0 1 1
F2 ma2 0 0 2 1
"""
RELATIVES = """id;AMEL;TH01;vWA;FGA;D21S11
mum1;X;6/7;17/18;22/23;28/30
kid1;X,Y;6/9,3;17/16;22/21;28/29
pa2;X,Y;8/9;14/15;24/25;31/32.2
ma2;X;7/10;16/19;20/26;27/33.2
"""
REMAINS = """Sample Name\tMarker\tAllele 1\tAllele 2\tSize 1
R1\tAMEL\tX\tY\t100
R1\tTH01\t9.3\t\t180
R1\tvWA\t16\t18\t160
R1\tFGA\t21\t25.3\t230
R1\tD21S11\t29\t31\t210
R1\tDYS391\t10\t\t150
R2\tTH01\t8\t10\t180
R2\tvWA\t14\t19\t160
"""
CHOSEN = ["--population", "norway", "--mutation", "stepwise", "--rate", "0.001", "--rate-fathers", "0.002"]


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*args: object) -> Done:
    """The command as the console script runs it, in this process."""
    out, err = io.StringIO(), io.StringIO()
    words = ["homeward", "kinship", *map(str, args)]
    with (
        mock.patch.object(sys, "argv", words),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as left,
    ):
        main.run()
    return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    told = {"families.ped": PED, "relatives.csv": RELATIVES, "remains.txt": REMAINS}
    for name, text in told.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name.partition(".")[0]: tmp_path / name for name in told}


def gather(files: dict[str, Path], *more: object) -> tuple[Done, Path]:
    out = files["families"].parent / "event.json"
    sources = ["--relatives", files["relatives"], "--remains", files["remains"]]
    return run("gather", files["families"], *sources, "--out", out, *more), out


def test_an_event_is_gathered_and_searched(files: dict[str, Path]) -> None:
    done, out = gather(files, *CHOSEN)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "remains.txt: left aside: DYS391.",
        "remains: readings of one allele alone, taken as homozygous (a man's X: as his one allele): 1.",
        "FGA: 25.3 not in norway, taken as 0.001; all divided by the sum.",
    ]
    event = read_event(out)
    assert [one.name for one in event.markers] == ["FGA", "TH01", "vWA", "D21S11"]
    assert event.missing == ("dad1", "son2")
    assert event.remains[0].sex is Sex.MALE
    assert event.families[0].pedigree.member("kid1").sex is Sex.MALE  # the pedigree did not say, amelogenin does
    first = next(one for one in event.markers if one.name == "TH01")
    lengths = [float(allele) for allele in first.alleles]
    np.testing.assert_array_equal(first.male, mutation.stepwise(lengths, 0.002, 1e-6, 0.1))
    np.testing.assert_array_equal(first.female, mutation.stepwise(lengths, 0.001, 1e-6, 0.1))
    source = json.loads(out.read_text(encoding="utf-8"))["source"]
    assert source["frequencies"] == population("norway").source
    assert source["notes"] == done.stderr.splitlines()
    searched = run("search", out, "--out", out.parent / "found")
    assert searched.returncode == 0, searched.stderr
    with (out.parent / "found" / "lr.csv").open(encoding="utf-8") as file:
        ratios = {(row["remains_id"], row["missing_id"]): float(row["log10_lr"]) for row in csv.DictReader(file)}
    for remains, missing in (("R1", "dad1"), ("R2", "son2")):
        assert max((pair for pair in ratios if pair[0] == remains), key=lambda pair: ratios[pair])[1] == missing


def test_the_same_inputs_give_the_same_bytes(files: dict[str, Path]) -> None:
    _done, out = gather(files, *CHOSEN)
    first = out.read_bytes()
    _done, out = gather(files, *CHOSEN)
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("options", "reading"),
    [
        ((), Observed(("9.3",))),
        (("--one-allele", "half"), Observed(("9.3", None))),
        (("--dropout", "0.1"), Observed(("9.3",), 0.1)),
    ],
)
def test_what_a_single_allele_says(files: dict[str, Path], options: tuple[str, ...], reading: Observed) -> None:
    done, out = gather(files, *CHOSEN, *options)
    assert done.returncode == 0, done.stderr
    event = read_event(out)
    assert event.remains[0].profile["TH01"] == reading
    assert all(one.dropout is None for one in event.families[0].profiles["kid1"].values())


def test_a_table_of_ones_own(files: dict[str, Path]) -> None:
    table = files["families"].parent / "own.csv"
    table.write_text("Marker,Allele,Frequency\nTH01,6,0.5\nTH01,7,0.3\nTH01,9.3,0.2\n")
    done, out = gather(files, "--frequencies", table, "--persons", 100, "--mutation", "none", "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    (marker,) = read_event(out).markers
    assert marker.alleles == ("6", "7", "8", "9", "9.3", "10")
    assert marker.frequencies[2] == pytest.approx(0.2 / 1.6)  # five of 200 is less than the smallest, 0.2


BAD = {
    "a profile of nobody": ("relatives", "mum1;", "mum9;", "nobody of that id in any pedigree"),
    "a profile of who is missing": ("relatives", "mum1;X;", "dad1;X,Y;", "is missing and has a profile"),
    "another sex": ("relatives", "pa2;X,Y", "pa2;X", "is M in the pedigree and F by the profile"),
    "remains twice": ("remains", "R2\tvWA\t14", "R1\tvWA\t14", "typed twice and differently"),
    "three alleles": ("relatives", "6/7;", "6/7/8;", "3 alleles"),
    "a cycle": ("families", "F2 pa2 0 0", "F2 pa2 son2 ma2", "is its own ancestor"),
    "a father who is a woman": ("families", "F2 pa2 0 0 1", "F2 pa2 0 0 2", "has a father whose sex is F"),
    "a parent who is no member": ("families", "kid1 dad1 mum1", "kid1 dad1 mum8", "has a mother who is no member"),
    "a member twice": ("families", "F2 ma2", "F2 pa2", "stands twice"),
    "a line too short": ("families", "F2 ma2 0 0 2 1", "F2 ma2 0 0 2", "5 columns"),
    "nobody missing": ("families", "dad1 0 0 1 2", "dad1 0 0 1 0", "nobody is missing in this family"),
    "one missing twice": (
        "families",
        "F2 son2 pa2 ma2 1 2",
        "F2 dad1 pa2 ma2 1 2",
        "missing dad1: stands twice",
    ),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_cannot_be_is_refused(files: dict[str, Path], what: str) -> None:
    file, before, after, words = BAD[what]
    text = files[file].read_text(encoding="utf-8")
    assert before in text
    files[file].write_text(text.replace(before, after), encoding="utf-8")
    done, out = gather(files, *CHOSEN)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Nothing was written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_an_allele_without_a_frequency_where_the_table_is_final(files: dict[str, Path]) -> None:
    done, out = gather(files, *CHOSEN, "--unseen", "refuse")
    assert (done.returncode, out.exists()) == (2, False)
    assert "norway, column FGA: 25.3: no such allele." in done.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--mutation", "none"], "holds no frequencies"),
        (["--population", "norway"], "holds no mutation models"),
        (["--population", "mars", "--mutation", "none"], "no such population"),
        ([*CHOSEN, "--missing", "nobody"], "is in no family"),
        (["--population", "norway", "--mutation", "stepwise"], "--rate"),
        ([*CHOSEN, "--unseen", "2"], "--unseen"),
        ([*CHOSEN, "--dropout", "1"], "--dropout"),
        ([*CHOSEN, "--one-allele", "both"], "--one-allele"),
    ],
)
def test_choices_that_cannot_be(files: dict[str, Path], options: list[str], words: str) -> None:
    done, out = gather(files, *options)
    assert (done.returncode, out.exists()) == (2, False)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_populations_are_listed() -> None:
    done = run("populations")
    assert done.returncode == 0
    assert "us_caucasian: United States, Caucasian\n  persons: 361\n" in done.stdout
    assert done.stdout.count("licence: MIT") == 3


LENGTHS = ("9", "9.3", "10")
P = np.array([0.2, 0.3, 0.5])
MATRICES = {
    "none": (None, None),
    "one": (mutation.proportional(P, 0.01),) * 2,
    "two": (mutation.equal(3, 0.01), mutation.stepwise([9, 9.3, 10], 0.02, 0.001, 0.1)),
    "of fathers": (None, mutation.equal(3, 0.01)),
}
allele = st.sampled_from(LENGTHS)
reading = st.one_of(
    st.tuples(allele, allele).map(Observed),
    allele.map(lambda one: Observed((one, None))),
    st.builds(
        lambda seen, d: Observed(tuple(sorted(seen)), d), st.sets(allele, max_size=2), st.sampled_from([0.0, 0.2])
    ),
)
profile = st.dictionaries(st.sampled_from(["L1", "L2"]), reading, min_size=1)


@given(
    st.sampled_from(sorted(MATRICES)), st.sampled_from(["", "9"]), profile, profile, st.sampled_from(Sex), st.booleans()
)
@settings(max_examples=40, deadline=None)
def test_an_event_that_is_written_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    model: str,
    silent: str,
    one: dict[str, Observed],
    other: dict[str, Observed],
    sex: Sex,
    elsewhere: bool,
) -> None:
    def cleared(readings: dict[str, Observed]) -> dict[str, Observed]:
        return {name: found for name, found in readings.items() if silent not in found.seen}

    female, male = MATRICES[model]
    markers = tuple(Marker(name, LENGTHS, P, Chromosome.AUTOSOMAL, female, male, silent) for name in ("L1", "L2"))
    pedigree = Pedigree((Member("C", "F", "", Sex.MALE), Member("F", sex=Sex.MALE)), {"F": 0.25})
    families = (Family("Ф", pedigree, {"C": cleared(one)}, ("F",), "father"),)
    written = Event(markers, (Remains("R", sex, cleared(other)),), families, ("F",), markers if elsewhere else ())
    path = tmp_path_factory.mktemp("event") / "event.json"
    write_event(path, written)
    read = read_event(path)
    assert (read.remains, read.families, read.missing) == (written.remains, written.families, written.missing)
    for found, expected in zip(
        (*read.markers, *read.remains_markers), (*written.markers, *written.remains_markers), strict=True
    ):
        assert (found.name, found.alleles, found.silent) == (expected.name, expected.alleles, expected.silent)
        np.testing.assert_array_equal(found.frequencies, expected.frequencies)
        for by_mother in (True, False):
            matrices = found.passed_on(by_mother=by_mother), expected.passed_on(by_mother=by_mother)
            np.testing.assert_array_equal(*matrices)


def test_the_x_of_a_man(files: dict[str, Path]) -> None:
    table = files["families"].parent / "x.csv"
    table.write_text("Marker,Allele,Frequency\nDXS10103,17,0.5\nDXS10103,18,0.5\n")
    files["relatives"].write_text("id,DXS10103\nmum1,17/18\npa2,17/18\n")
    files["remains"].write_text("id,sex,DXS10103\nR1,M,17\nR2,,18\n")
    done, out = gather(files, "--frequencies", table, "--mutation", "none")
    assert (done.returncode, out.exists()) == (2, False)
    assert "pa2, DXS10103: two alleles of the single X of a man" in done.stderr
    assert "R2, DXS10103: lies on the X, sex unknown" in done.stderr
    files["relatives"].write_text("id,DXS10103\nmum1,17/18\npa2,17\n")
    files["remains"].write_text("id,sex,DXS10103\nR1,M,17\n")
    done, out = gather(files, "--frequencies", table, "--mutation", "none")
    assert done.returncode == 0, done.stderr
    assert read_event(out).markers[0].chromosome is Chromosome.X


def test_faults_of_all_files_are_listed_together(files: dict[str, Path]) -> None:
    files["families"].write_text(PED.replace("F2 ma2 0 0 2 1", "F2 ma2 0 0"))
    files["relatives"].write_text(RELATIVES.replace("6/7;", "6/7/8;"))
    files["remains"].write_text(REMAINS.replace("9.3", "OL"))
    done, _out = gather(files, *CHOSEN)
    assert {line.partition(",")[0] for line in done.stderr.splitlines()[:-1]} == {
        "families.ped",
        "relatives.csv",
        "remains.txt",
    }


def test_a_project_of_familias_and_codis_remains(tmp_path: Path) -> None:
    """The frequencies and models of the project, or others; the project's remains, and those of CODIS."""
    project = tmp_path / "project.fam"
    project.write_text("\n".join(project_of_event()), encoding="utf-8")
    codis = tmp_path / "remains.xml"
    codis.write_text(
        "<CODISImportFile><SPECIMEN><SPECIMENID>C1</SPECIMENID><LOCUS><LOCUSNAME>D3S1358</LOCUSNAME>"
        "<ALLELE><ALLELEVALUE>15</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN></CODISImportFile>"
    )
    done = run("gather", project, "--remains", codis, "--out", tmp_path / "own.json")
    assert done.returncode == 0, done.stderr
    own = read_event(tmp_path / "own.json")
    assert [one.id for one in own.remains] == ["C1", "V1", "V2"]
    assert own.missing == ("F1 Missing person",)
    assert own.markers[0].female is not None
    options = ["--population", "us_caucasian", "--mutation", "none", "--out", tmp_path / "other.json"]
    done = run("gather", project, *options)
    assert done.returncode == 0, done.stderr
    other = read_event(tmp_path / "other.json")
    assert (other.markers[0].name, other.markers[0].female) == ("D3S1358", None)
    assert other.remains[0].profile["Penta E"] == Observed(("12", "12"))  # PENTA E in the project


def test_alleles_in_a_plink_pedigree(files: dict[str, Path]) -> None:
    ped, out = files["families"].parent / "typed.ped", files["families"].parent / "typed.json"
    rows = {"dad1": "0 0", "mum1": "6 7", "kid1": "6 9.3", "son2": "0 0", "pa2": "8 9", "ma2": "7 10"}
    lines = [f"{line} {rows[line.split()[1]]}" for line in PED.splitlines() if not line.startswith("#")]
    ped.write_text("\n".join(lines))
    done = run("gather", ped, "--remains", files["remains"], "--out", out, *CHOSEN)
    assert (done.returncode, "no typed.map beside them" in done.stderr) == (2, True)
    ped.with_suffix(".map").write_text("11 TH01 0 2171088\n")
    done = run("gather", ped, "--remains", files["remains"], "--out", out, *CHOSEN)
    assert done.returncode == 0, done.stderr
    assert read_event(out).families[0].profiles == {
        "mum1": {"TH01": Observed(("6", "7"))},
        "kid1": {"TH01": Observed(("6", "9.3"))},
    }


def test_an_event_that_looks_for_one_person_twice(files: dict[str, Path]) -> None:
    _done, out = gather(files, *CHOSEN)
    told = json.loads(out.read_text(encoding="utf-8"))
    out.write_text(json.dumps({**told, "missing": [*told["missing"], "dad1"]}))
    with pytest.raises(InputRefused, match="missing dad1: stands twice"):
        read_event(out)
