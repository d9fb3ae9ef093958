"""Families and remains drawn for tests: shapes with loops, untyped parents and half siblings, every kind of reading."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from homeward.kinship import mutation
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex

ALLELES = ("9", "9.3", "10", "11", "12")
FREQUENCIES = np.array([0.1, 0.15, 0.3, 0.4, 0.05])
LENGTHS = [float(allele) for allele in ALLELES]
_PROPORTIONAL = mutation.proportional(FREQUENCIES, 0.01)
_STEPS = mutation.stepwise(LENGTHS, 0.01, 0.001, 0.1)
MARKERS = (
    Marker("plain", ALLELES, FREQUENCIES),
    Marker("proportional", ALLELES, FREQUENCIES, female=_PROPORTIONAL, male=_PROPORTIONAL),
    Marker("steps", ALLELES, FREQUENCIES, female=_STEPS, male=_STEPS),
    Marker("silent", ALLELES, FREQUENCIES, silent="12"),
    Marker("on the X", ALLELES, FREQUENCIES, Chromosome.X, _PROPORTIONAL, _PROPORTIONAL),
)
FA, MO = Member("FA", sex=Sex.MALE), Member("MO", sex=Sex.FEMALE)
SHAPES = (
    (FA, MO, Member("X", "FA", "MO", Sex.MALE), Member("A", "FA", "MO", Sex.FEMALE)),
    (FA, MO, Member("X", "FA", "MO", Sex.FEMALE), Member("A", "FA", "MO", Sex.MALE), Member("B", "FA", "", Sex.MALE)),
    (Member("X", sex=Sex.MALE), MO, Member("A", "X", "MO", Sex.FEMALE), Member("B", "X", "MO", Sex.MALE)),
    (  # parents who are half siblings
        Member("A", sex=Sex.MALE),
        Member("G1", sex=Sex.FEMALE),
        Member("G2", sex=Sex.FEMALE),
        Member("FA", "A", "G1", Sex.MALE),
        Member("MO", "A", "G2", Sex.FEMALE),
        Member("X", "FA", "MO", Sex.FEMALE),
        Member("B", "FA", "MO", Sex.MALE),
    ),
)


def reading(marker: Marker, sex: Sex, draw: random.Random, kinds: str = "whole half lost") -> Observed:
    """Whole, with an allele that was not seen, or with drop-out."""
    shown = [allele for allele in marker.alleles if allele != marker.silent]
    is_single = marker.chromosome is Chromosome.X and sex is Sex.MALE
    pair = draw.choices(shown, k=1 if is_single else 2)
    kind = draw.choice(kinds.split())
    if kind == "half" and not is_single:
        return Observed((pair[0], None))
    if kind == "lost":
        return Observed(tuple(sorted(set(pair[: draw.choice((0, 1, 2))]))), draw.choice((0.05, 0.3)))
    return Observed(tuple(pair))


def sought(count: int, seed: int, markers: Sequence[Marker] = MARKERS) -> list[Sought]:
    """Missing persons X of so many families, shapes by turns."""
    draw = random.Random(seed)
    found = []
    for at in range(count):
        pedigree = Pedigree(SHAPES[at % len(SHAPES)])
        profiles = {
            id_: {
                one.name: reading(one, pedigree.member(id_).sex, draw, "whole whole whole half lost")
                for one in markers
                if draw.random() < 0.9
            }
            for id_ in ("A", "B")
            if id_ in pedigree.ids
        }
        found.append(Sought(Family(f"F{at}", pedigree, profiles, ("X",)), "X"))
    return found


def remains(count: int, seed: int, markers: Sequence[Marker] = MARKERS) -> list[Remains]:
    """Profiles with readings of every kind."""
    draw = random.Random(seed)
    sexes = [draw.choice((Sex.MALE, Sex.FEMALE)) for _at in range(count)]
    return [
        Remains(f"R{at}", sex, {one.name: reading(one, sex, draw) for one in markers if draw.random() < 0.9})
        for at, sex in enumerate(sexes)
    ]


def written(path: Path, bodies: Sequence[Remains], families: Sequence[Sought]) -> Path:
    """The same as a file of the form dvi-large/1, at the autosomal markers without a silent allele."""
    steps = {"model": "stepwise", "rate": 0.01, "rate2": 0.001, "range": 0.1}
    models: dict[str, Any] = {"plain": None, "proportional": {"model": "proportional", "rate": 0.01}, "steps": steps}

    def told(profile: Any) -> dict[str, Any]:
        return {name: list(one.alleles) for name, one in profile.items() if name in models and one.dropout is None}

    def lost(profile: Any) -> list[dict[str, Any]]:
        return [
            {"marker": name, "observed": list(one.seen), "d": one.dropout}
            for name, one in profile.items()
            if name in models and one.dropout is not None
        ]

    told_families = [
        {
            "family": one.family.id,
            "pedigree": [
                {"id": f"{one.family.id}_{m.id}", "sex": m.sex}
                | {
                    parent: f"{one.family.id}_{getattr(m, parent)}" if getattr(m, parent) else None
                    for parent in ("father", "mother")
                }
                for m in one.family.pedigree.members
            ],
            "genotypes": {f"{one.family.id}_{id_}": told(p) for id_, p in one.family.profiles.items()},
            "dropout": [
                {**entry, "person": f"{one.family.id}_{id_}"}
                for id_, p in one.family.profiles.items()
                for entry in lost(p)
            ],
        }
        for one in families
    ]
    event = {
        "format": "dvi-large/1",
        "markers": [
            {"name": name, "alleles": ALLELES, "frequencies": FREQUENCIES.tolist(), "mutation": model}
            for name, model in models.items()
        ],
        "pm": [
            {"id": one.id, "sex": one.sex, "genotypes": told(one.profile), "dropout": lost(one.profile)}
            for one in bodies
        ],
        "am": told_families,
        "missing": [f"{one.family.id}_X" for one in families],
    }
    path.write_text(json.dumps(event), encoding="utf-8")
    return path
