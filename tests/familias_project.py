"""Projects of Familias, line by line as Familias saves them, made of the shared reference case."""

from __future__ import annotations

import gzip
import json
from typing import Any

from people import REFERENCE

MODELS = {"equal": 0, "proportional": 1, "stepwise": 4}


def paternity() -> dict[str, Any]:
    """The case that was made of the file ``paternity.fam`` of pedFamilias, with the reference's likelihoods."""
    with gzip.open(REFERENCE / "kinship" / "cases.json.gz", "rt", encoding="utf-8") as file:
        cases: list[dict[str, Any]] = json.load(file)["cases"]
    return next(one for one in cases if one["name"] == "S29_pedFamilias_paternity_fam")


def project(told: dict[str, Any], *, version: str = "3.3.1") -> list[str]:
    """The lines of a project without a part of disaster victims."""
    pedigrees = told["hypotheses"]
    persons = [one for tree in pedigrees["H1"]["pedigrees"] for one in tree]
    ids = [one["id"] for one in persons]
    lines = [f'"Output from Familias, version {version}"', '"DO NOT EDIT!"', version, '""', str(len(persons))]
    for person in persons:
        genotypes = told["genotypes"].get(person["id"], {})
        lines += [f'"{person["id"]}"', "#FALSE#", "-1", "#FALSE#", "#TRUE#" if person["sex"] == "M" else "#FALSE#"]
        lines.append(str(len(genotypes)))
        for at, marker in enumerate(told["markers"]):
            if marker["name"] in genotypes:
                lines += [str(marker["alleles"].index(allele)) for allele in genotypes[marker["name"]]] + [str(at)]
    lines += ['"Known relations"', "0", "0", "0", str(len(pedigrees))]
    for at, (name, tree) in enumerate(pedigrees.items()):
        pairs = [
            (one[parent], one["id"])
            for members in tree["pedigrees"]
            for one in members
            for parent in ("father", "mother")
            if one[parent]
        ]
        lines += [str(at), f'"{name}"', "0", "0", str(len(pairs))]
        lines += [str(ids.index(id_)) for pair in pairs for id_ in pair]
    lines += ["#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", str(len(told["markers"])), "#TRUE#", '"unknown"']
    for marker in told["markers"]:
        both = [marker["mutation"][sex] for sex in ("female", "male")]
        size = len(marker["alleles"])
        lines += [f'"{marker["name"]}"', *(repr(one["rate"]) for one in both)]
        lines += [*(str(MODELS[one["model"]]) for one in both), str(size)]
        lines += [*(repr(one.get("range", 0)) for one in both), *(repr(one.get("rate2", 0)) for one in both)]
        lines += [
            "#FALSE#",
            "0",
            f"{size}\t(DatabaseSize = 1000 , Dropout probability = 0 , Minor allele frequency = 0 )",
        ]
        for allele, frequency in zip(marker["alleles"], marker["frequencies"], strict=True):
            lines += [f'"{allele}"', repr(frequency)]
    return [*lines, "[Advanced]", "[[Direct/Identity]]", "Dropin= 0"]


DVI = """[DVI]
[[Unidentified persons]]
nPersons= 2
[[[Person 1 ]]]
Name= V1
Gender= Male
[[[[DNA data]]]]
nSystems= 2
SystemName= D3S1358
Allele1= 17
Allele2= 16
SystemName= PENTA E
Allele1= 12
Allele2= 12
[[[Person 2 ]]]
Name= V2
Gender= Female
[[[[DNA data]]]]
nSystems= 0
[[Notes]]
nFamilies= 1
A word about the family = anything
[[Reference Families]]
nFamilies= 1
[[[Family 1 ]]]
Name= F1
[[[[Persons]]]]
nPersons= 2
[[[[[Person 1]]]]]
Name= Wife
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 0
[[[[[Person 2]]]]]
Name= Child
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= D3S1358
Allele1= 16
Allele2= 15
[[[[Pedigrees]]]]
nPedigrees= 2
[[[[[Pedigree 1]]]]]
Name= Reference pedigree
nRelations= 2
Parent= Missing person
Child= Child
Parent= Wife
Child= Child
[[[[[Pedigree 2]]]]]
Name= F1
nRelations= 2
Parent= Missing person
Child= Child
Parent= Wife
Child= Child
[Prior]
UseList= Yes""".splitlines()


def event() -> list[str]:
    lines = project({**paternity(), "hypotheses": {"H1": {"pedigrees": []}}, "genotypes": {}}, version="3.4.1 (DVI)")
    return [*lines[: lines.index("[Advanced]")], "", *DVI, "[Advanced]"]
