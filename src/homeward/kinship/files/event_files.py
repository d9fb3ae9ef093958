"""Events written as ``dvi-large/1``, which ``case_files.read_event`` reads as they were (docs/reference/kinship.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from homeward.kinship.evidence import Observed, is_nothing
from homeward.kinship.families import Family, Remains
from homeward.kinship.markers import Marker
from homeward.kinship.mutation import Matrix
from homeward.kinship.together.identification import Event

_NO_MODELS: Mapping[str, Mapping[str, Any] | None] = {}


def write_event(
    path: Path,
    event: Event,
    mutations: Mapping[str, Mapping[str, Any] | None] = _NO_MODELS,
    source: Mapping[str, Any] | None = None,
) -> None:
    """Write an event.

    Args:
        path: of the file.
        event: what to write; readings that say nothing are left out.
        mutations: marker to the model that made its matrices, as files tell it; the matrices of others are written out.
        source: where frequencies and profiles come from, for people; no reader looks at it.
    """
    told: dict[str, Any] = {"format": "dvi-large/1"}
    if source is not None:
        told["source"] = source
    told["markers"] = [_marker(one, mutations) for one in event.markers]
    if event.remains_markers:
        told["pm_markers"] = [_marker(one, mutations) for one in event.remains_markers]
    told["pm"] = [_remains(one) for one in event.remains]
    told["am"] = [_family(one) for one in event.families]
    told["missing"] = list(event.missing)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _marker(marker: Marker, mutations: Mapping[str, Mapping[str, Any] | None]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": marker.name,
        "alleles": list(marker.alleles),
        "frequencies": marker.frequencies.tolist(),
        "chromosome": marker.chromosome.value,
        "mutation": mutations[marker.name] if marker.name in mutations else _matrices(marker),
    }
    return {**told, "silent_allele": marker.silent} if marker.silent else told


def _matrices(marker: Marker) -> dict[str, Any] | None:
    if marker.female is None and marker.male is None:
        return None
    female, male = (_matrix(marker.passed_on(by_mother=by_mother)) for by_mother in (True, False))
    same = np.array_equal(marker.passed_on(by_mother=True), marker.passed_on(by_mother=False))
    return female if same else {"female": female, "male": male}


def _matrix(matrix: Matrix) -> dict[str, Any]:
    return {"model": "custom", "matrix": matrix.tolist()}


def _remains(remains: Remains) -> dict[str, Any]:
    told = {"id": remains.id, "sex": remains.sex.value}
    return {**told, **_profile(remains.profile)}


def _family(family: Family) -> dict[str, Any]:
    told: dict[str, Any] = {
        "family": family.id,
        "pedigree": [
            {"id": one.id, "father": one.father or None, "mother": one.mother or None, "sex": one.sex.value}
            for one in family.pedigree.members
        ],
        "genotypes": {},
    }
    if family.kind:
        told["type"] = family.kind
    if family.pedigree.founder_inbreeding:
        told["founder_inbreeding"] = dict(family.pedigree.founder_inbreeding)
    lost = []
    for person, readings in family.profiles.items():
        profile = _profile(readings)
        told["genotypes"][person] = profile["genotypes"]
        lost += [{"person": person, **one} for one in profile.get("dropout", [])]
    return {**told, "dropout": lost} if lost else told


def _profile(readings: Mapping[str, Observed]) -> dict[str, Any]:
    """Readings taken as whole, and apart from them those with drop-out, as cases have them."""
    known = {marker: one for marker, one in readings.items() if not is_nothing(one)}
    genotypes = {marker: list(one.alleles) for marker, one in known.items() if one.dropout is None}
    lost = [
        {"marker": marker, "d": one.dropout, "observed": list(one.seen)}
        for marker, one in known.items()
        if one.dropout is not None
    ]
    return {"genotypes": genotypes, "dropout": lost} if lost else {"genotypes": genotypes}
