"""Profiles as laboratories export them: read in any spelling, written and read again, refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from homeward.errors import InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.files.codis_files import read_codis
from homeward.kinship.files.profile_tables import Profile, read_profiles, write_long, write_wide
from homeward.kinship.terms import Sex

MARKERS = ("TH01", "Penta E", "vWA")
SAME = (
    Profile("R1", Sex.MALE, {"TH01": Observed(("9", "9.3")), "Penta E": Observed(("12", "13"))}),
    Profile("R2", Sex.FEMALE, {"TH01": Observed(("7", "7")), "Penta E": Observed(("5", None))}),
)
FORMS = {
    "two columns": "id,sex,TH01 1,TH01 2,PENTA_E 1,PENTA_E 2\nR1,M,9,9.3,12,13\nR2,2,7,7,5,?\n",
    "twice the heading": "Sample\tAMEL\t\tTHO1\t\tPenta E\tPenta E\nR1\tX\tY\t9\t9.3\t12\t13\nR2\tX\tX\t7.0\t7\t5\t?\n",
    "one column": "Sample;Amelogenin;TH01;PentaE\nR1;X,Y;9/9,3;12,13\nR2;X;7 7;5/?\n",
    "numbered otherwise": "ID,Gender,TH01_Allele1,TH01_Allele2,PentaE (1),PentaE(2)\nR1,m,9,9.3,12,13\nR2,f,7,7,5,?\n",
    "GeneMapper": (
        "Sample File\tSample Name\tSample Type\tMarker\tDye\tAllele 1\tAllele 2\tSize 1\tHeight 1\n"
        "a.fsa\tR1\tSample\tAMEL\tG\tX\tY\t98.1\t900\n"
        "a.fsa\tR1\tSample\tTH01\tY\t9\t9.3\t180.2\t1200\n"
        "a.fsa\tR1\tSample\tPenta E\tB\t12\t13\t400.2\t700\n"
        "L.fsa\tLadder\tAllelic Ladder\tTH01\tY\tOL\tOL\t\t\n"
        "b.fsa\tR2\tSample\tAMEL\tG\tX\t\t98.1\t900\n"
        "b.fsa\tR2\tSample\tTH01\tY\t7\t7\t172\t3000\n"
        "b.fsa\tR2\tSample\tPenta E\tB\t5\t?\t\t\n"
    ),
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_says_the_same(tmp_path: Path, form: str) -> None:
    path = tmp_path / "profiles.csv"
    path.write_text("﻿" + FORMS[form], encoding="utf-8")
    read = read_profiles(path, MARKERS)
    assert read.found == SAME
    assert read.notes == ()


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["id", "sex", "TH01 1", "TH01 2", "Penta E", "", "remark"])  # type: ignore[union-attr]  # a new book has a sheet
    book.active.append(["R1", "M", 9, 9.3, 12, 13, "femur"])  # type: ignore[union-attr]  # likewise
    book.active.append(["R2", "F", 7, 7.0, "5", "?", None])  # type: ignore[union-attr]  # likewise
    book.save(path := tmp_path / "profiles.xlsx")
    read = read_profiles(path, MARKERS)
    assert read.found == SAME
    assert read.notes == ("profiles.xlsx: left aside: remark.",)


def test_one_allele_alone_stays_alone_and_the_same_twice_is_once(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    rows = "A\tTH01\t9\t\nA\tTH01\t9\t\nA\tDYS391\t10\t\nA\tvWA\t\t\n"
    path.write_text("Sample Name\tMarker\tAllele 1\tAllele 2\n" + rows)
    read = read_profiles(path, MARKERS)
    assert read.found == (Profile("A", Sex.UNKNOWN, {"TH01": Observed(("9",))}),)
    assert read.notes == ("long.txt: left aside: DYS391.",)


BAD = {
    "three alleles": ("id,TH01 1,TH01 2,TH01 3\nA,7,8,9", ["3 alleles"]),
    "three in one": ("id;TH01\nA;7/8/9", ["3 alleles"]),
    "off the ladder": ("id,TH01 1,TH01 2\nA,7,OL\nB,<4,7", ["OL: not sized", "<4: not sized"]),
    "an id twice": ("id,TH01\nA,7/8\nA,7/8", ["A: the id stands twice"]),
    "no id": ("id,TH01\n,7/8", ["no id"]),
    "no column of ids": ("who,TH01\nA,7/8", ["no column of ids"]),
    "typed differently": (
        "Sample Name,Marker,Allele 1,Allele 2\nA,TH01,7,8\nA,TH01,7,9",
        ["A is typed twice and differently"],
    ),
    "no alleles": ("Sample Name,Marker,Size 1\nA,TH01,100", ["no columns of alleles"]),
    "a sex that is none": ("id,sex,TH01\nA,3,7/8", ["3: no sex"]),
    "two sexes": ("id,sex,AMEL,TH01\nA,F,X/Y,7/8", ["A is F elsewhere and M here"]),
    "quotation marks": ('id,TH01\n"A,7/8', ["quotation marks"]),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_cannot_be_is_refused_with_every_fault(tmp_path: Path, what: str) -> None:
    text, words = BAD[what]
    path = tmp_path / "profiles.csv"
    path.write_text(text)
    with pytest.raises(InputRefused) as refused:
        read_profiles(path, MARKERS)
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) == len(words)
    assert all(any(word in one for one in told) for word in words)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"id;TH01\n\xc0;7/8", "no text in UTF-8"), (b"PK\x03\x04 broken", "no XLSX workbook"), (None, "cannot be read")],
)
def test_a_file_that_is_none(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "profiles.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputRefused, match=words):
        read_profiles(path, MARKERS)


names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
alleles = st.sampled_from(["5", "9", "9.3", "12", "13.2"])
readings = st.one_of(
    st.tuples(alleles, alleles).map(Observed),
    alleles.map(lambda one: Observed((one,))),
    alleles.map(lambda one: Observed((one, None))),
)
profiles = st.lists(
    st.builds(Profile, names, st.sampled_from(Sex), st.dictionaries(st.sampled_from(MARKERS), readings, min_size=1)),
    min_size=1,
    unique_by=lambda one: one.id,
)


@given(profiles)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, written: list[Profile]) -> None:
    folder = tmp_path_factory.mktemp("written")
    for write in (write_wide, write_long):
        write(folder / "profiles.csv", written, MARKERS)
        found = read_profiles(folder / "profiles.csv", MARKERS).found
        assert [(one.id, one.sex, dict(one.readings)) for one in found] == [
            (one.id, one.sex, dict(one.readings)) for one in written
        ]


def test_a_spreadsheet_runs_no_id(tmp_path: Path) -> None:
    path = tmp_path / "profiles.csv"
    write_wide(path, [Profile("=1+1", Sex.MALE, {"TH01": Observed(("7", "8"))})], MARKERS)
    assert "\n'=1+1," in path.read_text()
    assert read_profiles(path, MARKERS).found[0].id == "=1+1"


def test_drop_out_has_no_place_in_a_table(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="drop-out"):
        write_wide(tmp_path / "x.csv", [Profile("A", Sex.MALE, {"TH01": Observed(("7",), 0.1)})], MARKERS)


CODIS = """<?xml version="1.0"?>
<{root} xmlns="urn:{root}-schema"><HEADERVERSION>3.2</HEADERVERSION>
<SPECIMEN><SPECIMENID>R1</SPECIMENID><SPECIMENCATEGORY>Unidentified Human Remains</SPECIMENCATEGORY>
<LOCUS><LOCUSNAME>Amelogenin</LOCUSNAME><ALLELE><ALLELEVALUE>X</ALLELEVALUE></ALLELE>
<ALLELE><ALLELEVALUE>Y</ALLELEVALUE></ALLELE></LOCUS>
<LOCUS><LOCUSNAME>THO1</LOCUSNAME><ALLELE><ALLELEVALUE>9</ALLELEVALUE></ALLELE>
<ALLELE><ALLELEVALUE>9.3</ALLELEVALUE></ALLELE></LOCUS>
<LOCUS><LOCUSNAME>DYS391</LOCUSNAME><ALLELE><ALLELEVALUE>10</ALLELEVALUE></ALLELE></LOCUS></SPECIMEN>
</{root}>"""


@pytest.mark.parametrize("root", ["CODISImportFile", "CODISRapidImportFile"])
def test_codis_messages(tmp_path: Path, root: str) -> None:
    path = tmp_path / "import.xml"
    path.write_text(CODIS.format(root=root))
    read = read_codis(path, MARKERS)
    assert read.found == (Profile("R1", Sex.MALE, {"TH01": Observed(("9", "9.3"))}),)
    assert read.notes == ("import.xml: left aside: DYS391.",)


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda text: text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aa">]>'), "has a document type"),
        (lambda text: text[:-20], "is no XML"),
        (lambda text: text.replace("CODISImportFile", "Other"), "no CODIS import"),
        (lambda text: text.replace("<SPECIMENID>R1</SPECIMENID>", ""), "no id"),
        (lambda text: text.replace("9.3</ALLELEVALUE></ALLELE>", "OL</ALLELEVALUE></ALLELE>"), "not sized"),
    ],
)
def test_codis_messages_that_are_refused(tmp_path: Path, bend, words: str) -> None:  # type: ignore[no-untyped-def]  # bends of every kind
    path = tmp_path / "import.xml"
    path.write_text(bend(CODIS.format(root="CODISImportFile")))
    with pytest.raises(InputRefused, match=words):
        read_codis(path, MARKERS)
