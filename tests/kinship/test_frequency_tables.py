"""Allele frequencies: what ships is what the sources say; what users hand in is read, or refused with every fault."""

from __future__ import annotations

import gzip
import json
import runpy
from pathlib import Path

import pytest
from people import REFERENCE

from homeward.errors import InputRefused
from homeward.kinship.files.frequency_files import read_table
from homeward.kinship.files.frequency_tables import FrequencyTable, Unseen, markers_of, population, populations

MAKER = Path(__file__).parents[2] / "tools" / "kinship" / "make_frequencies.py"


@pytest.mark.parametrize("table", populations(), ids=lambda table: table.name)
def test_every_shipped_marker_sums_to_one_and_every_table_has_a_source(table: FrequencyTable) -> None:
    for frequencies in table.frequencies.values():
        assert sum(frequencies.values()) == pytest.approx(1, abs=2e-6)
        assert min(frequencies.values()) > 0
    assert table.source
    assert table.licence
    assert {"D3S1358", "TH01", "FGA", "vWA", "D21S11"} <= table.frequencies.keys()


def test_norwegian_frequencies_are_those_of_the_reference_set() -> None:
    with gzip.open(REFERENCE / "kinship" / "large.json.gz", "rt", encoding="utf-8") as file:
        for told in json.load(file)["markers"]:
            expected = dict(zip(told["alleles"], told["frequencies"], strict=True))
            assert population("norway").frequencies[told["name"]] == expected


def test_frequencies_of_nist_are_counts_of_722_alleles() -> None:
    table = population("us_caucasian")
    assert set(table.persons.values()) == {361}
    for frequencies in table.frequencies.values():
        counts = [value * 722 for value in frequencies.values()]
        assert counts == pytest.approx([round(count) for count in counts], abs=1e-6)
        assert sum(map(round, counts)) == 722


def test_what_ships_is_what_the_program_makes(tmp_path: Path) -> None:
    made = runpy.run_path(str(MAKER))
    shipped = made["DATA"]
    made["main"].__globals__["DATA"] = tmp_path
    made["main"]()
    for name in ("frequencies.csv", "populations.csv"):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes()


def test_a_population_that_does_not_ship() -> None:
    with pytest.raises(InputRefused, match="Choose one of norway, europe"):
        population("atlantis")


TABLE = FrequencyTable("t", "t", {"L": {"9": 0.25, "9.3": 0.7, "10": 0.05}}, {"L": 20})


@pytest.mark.parametrize(
    ("rule", "persons", "least"),
    [
        (Unseen.FIVE_COUNTS, 20, 5 / 40),  # NRC II: five of 2N
        (Unseen.FIVE_COUNTS, 100, 0.05),  # never less than the smallest of the table
        (Unseen.FIVE_COUNTS, 0, 0.05),  # N not told
        (Unseen.SMALLEST, 20, 0.05),
        (0.002, 20, 0.002),
    ],
)
def test_an_allele_that_the_table_lacks(rule: Unseen | float, persons: int, least: float) -> None:
    table = FrequencyTable("t", "t", TABLE.frequencies, {"L": persons} if persons else {})
    (marker,), (note,) = (made := markers_of(table, {"L": {"9", "12"}}, {}, rule)).markers, made.notes
    assert marker.alleles == ("9", "9.3", "10", "12")
    assert marker.frequencies == pytest.approx([one / (1 + least) for one in (0.25, 0.7, 0.05, least)], rel=1e-14)
    assert note.startswith("L: 12 not in t")


def test_nothing_is_touched_where_nothing_lacks() -> None:
    made = markers_of(TABLE, {"L": {"9"}}, {"L": {"model": "stepwise", "rate": 0.01, "range": 0.1}})
    assert made.notes == ()
    assert made.markers[0].frequencies.tolist() == [0.25, 0.7, 0.05]
    assert made.markers[0].female is not None


@pytest.mark.parametrize(("allele", "rule"), [("12", Unseen.REFUSE), ("C", Unseen.FIVE_COUNTS)])
def test_an_allele_that_is_refused(allele: str, rule: Unseen) -> None:
    with pytest.raises(InputRefused, match=f"{allele}: no such allele"):
        markers_of(TABLE, {"L": {allele}}, {}, rule)


def test_a_model_of_steps_needs_lengths() -> None:
    table = FrequencyTable("t", "t", {"L": {"a": 0.5, "b": 0.5}}, {})
    with pytest.raises(InputRefused, match="no such mutation"):
        markers_of(table, {"L": {"a"}}, {"L": {"model": "stepwise", "rate": 0.01, "range": 0.1}})


FORMS = {
    "across, decimal points": "Allele,TH01,Penta E,AMEL,DYS391\n9,.25,,,1\n9.3,.75,,0.5,\n5,,1,,\nN,50,60\nHobs,.7,.8",
    "across, decimal commas": "﻿Allele;TH01;Penta E\n9;0,25;\n9,3;0,75;0\n5.0;;1\n2N;100;120",
    "a row each": "Marker\tAllele\tFrequency\tN\nTH01\t9\t0.25\t50\nTH01\t9.3\t0.75\t50\nPenta E\t5\t1\t60",
    "blocks": "TH01\n9\t0.25\n9.3\t0.75\n\nPenta E\n5\t1\n",
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_the_same(tmp_path: Path, form: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(FORMS[form], encoding="utf-8")
    table = read_table(path, persons=0)
    assert table.frequencies == {"TH01": {"9": 0.25, "9.3": 0.75}, "Penta E": {"5": 1.0}}
    assert table.persons == ({} if form == "blocks" else {"TH01": 50, "Penta E": 60})
    assert read_table(path, persons=7).persons == {"TH01": 7, "Penta E": 7}


def test_rounding_is_tolerated_divided_and_told(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Allele,L\n8,0.333\n9,0.333\n10,0.333\n")
    table = read_table(path)
    made = markers_of(table, {"L": {"8"}}, {})
    assert made.markers[0].frequencies == pytest.approx([1 / 3] * 3)
    assert made.notes == ("L: frequencies sum to 0.99900 in table.csv, all divided by that.",)


BAD = {
    "two sums": ("Allele,L,M\n9,0.5,0.2\n10,0.4,0.5", ["frequencies sum to 0.9", "frequencies sum to 0.7"]),
    "per cents": ("Allele,L\n9,50\n10,50", ["not per cents", "not per cents"]),
    "no number": ("Allele,L\n9,half\n10,0.5", ["half is no frequency"]),
    "an allele twice": ("Allele,L\n9,0.5\n9.0,0.5", ["9: the allele stands twice"]),
    "a marker twice": ("Allele,TH01,THO1\n9,1,1", ["the marker stands twice"]),
    "a strange row": ("Allele,L\n9,1\nabout,0.2", ["about: no allele"]),
    "no column": ("Marker,Allele,Share\nL,9,1", ["no column of frequencies"]),
    "nothing": ("Allele,L\n9,\n", ["no frequencies"]),
    "an empty file": ("\n\n", ["holds nothing"]),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_cannot_be_used_is_refused_with_every_fault(tmp_path: Path, what: str) -> None:
    text, words = BAD[what]
    path = tmp_path / "table.csv"
    path.write_text(text)
    with pytest.raises(InputRefused) as refused:
        read_table(path)
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) == len(words)
    assert all(any(word in one for one in told) for word in words)
