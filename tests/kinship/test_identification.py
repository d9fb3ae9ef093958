"""Ways to fill a family, repeats, what is undisputed, and the command, on small events."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from people import unpacked
from typer.testing import CliRunner

from homeward.cli.main import app
from homeward.errors import InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Remains
from homeward.kinship.files.case_files import read_events
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex
from homeward.kinship.together import fillings as filling_families
from homeward.kinship.together.identification import Event, ratios, ways_to_fill
from homeward.kinship.together.repeats import repeats
from homeward.kinship.together.undisputed import settled


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Event]:
    return dict(read_events(unpacked(tmp_path_factory.mktemp("kinship"), "kinship/cases_dvi.json.gz")))


@pytest.mark.parametrize("name", ["example1", "fire", "simA", "KETPexer498", "KETPchap484"])
def test_every_way_to_fill_a_family_has_the_ratio_of_its_likelihood(events: dict[str, Event], name: str) -> None:
    event = events[name]
    profile = {one.id: one.profile for one in event.remains}
    log_lr = ratios(event)

    def log(pedigrees: tuple[Pedigree, ...], profiles: dict[str, Any]) -> float:
        return math.fsum(log_likelihoods(Hypothesis(pedigrees), event.markers, profiles).values())

    alone = {one.id: log((Pedigree((Member(one.id, sex=one.sex),)),), {one.id: one.profile}) for one in event.remains}
    for family, ways in zip(event.families, ways_to_fill(event, log_lr), strict=True):
        found = {frozenset(one.of.items()): one.log_ratio for one in ways}
        empty = log((family.pedigree,), dict(family.profiles))
        may = [
            [None, *(event.remains[v].id for v in np.flatnonzero(log_lr[:, event.missing.index(m)] > -np.inf))]
            for m in family.missing
        ]
        for of in itertools.product(*may):
            pairs = {(m, v) for m, v in zip(family.missing, of, strict=True) if v is not None}
            if not pairs or len({v for _m, v in pairs}) < len(pairs):
                continue
            placed = {**family.profiles, **{m: profile[v] for m, v in pairs}}
            expected = log((family.pedigree,), placed) - empty - sum(alone[v] for _m, v in pairs)
            if expected == -math.inf:
                assert frozenset(pairs) not in found
            else:
                assert found[frozenset(pairs)] == pytest.approx(expected, abs=1e-8)


def test_a_family_with_too_many_ways_is_refused_in_words(
    events: dict[str, Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling_families, "MOST_WAYS", 5)
    with pytest.raises(InputRefused, match="can be filled in more than 5 ways"):
        ways_to_fill(events["simA"], ratios(events["simA"]))


def test_what_is_settled_has_the_ratios_of_the_event_that_is_left(events: dict[str, Event]) -> None:
    for name in ("planecrash", "KETPchap484", "simA"):
        of = settled(events[name], 1e4, ratios(events[name]))
        assert of.found
        anew = np.nan_to_num(ratios(of.event), nan=-np.inf, neginf=-np.inf)
        np.testing.assert_allclose(of.log_lr, anew, rtol=1e-12, atol=1e-12)


def test_two_parts_of_a_body_are_pointed_out() -> None:
    p = {"a": 0.1, "b": 0.2, "c": 0.7}
    marker = Marker("D1", tuple(p), np.array(list(p.values())))
    markers = [replace(marker, name=f"D{at}") for at in range(4)]
    part = {one.name: Observed(("a", "b")) for one in markers}
    other = {**part, "D0": Observed(("a", "c"))}
    lost = {**part, "D3": Observed(("a",), dropout=0.2)}
    remains = [
        Remains(id_, Sex.UNKNOWN, seen) for id_, seen in (("V1", part), ("V2", other), ("V3", part), ("V4", lost))
    ]
    found = {one.remains: one.log10_lr for one in repeats(markers, remains, 1e4)}
    match = 1 / (2 * p["a"] * p["b"])
    shown = (1 - 0.04) * p["a"] ** 2 + 2 * 0.2 * 0.8 * p["a"] * (1 - p["a"])  # an a, and the other copy an a or lost
    assert found == {
        ("V1", "V3"): pytest.approx(4 * math.log10(match)),
        ("V1", "V4"): pytest.approx(3 * math.log10(match) + math.log10(0.2 * 0.8 / shown)),
        ("V3", "V4"): pytest.approx(3 * math.log10(match) + math.log10(0.2 * 0.8 / shown)),
    }


def test_the_command_solves_one_large_event_named_as_its_file(tmp_path: Path, events: dict[str, Event]) -> None:
    source = json.loads(unpacked(tmp_path, "kinship/cases_dvi.json.gz").read_text(encoding="utf-8"))
    (case,) = (one for one in source["cases"] if one["name"] == "symmetricSibs")
    both = {"crash": {"format": "dvi-large/1", **case["input"]}, "cases": {"format": "dvi-cases/1", "cases": [case]}}
    results = []
    for stem, told in both.items():
        file, out = tmp_path / f"{stem}.json", tmp_path / f"{stem}.results.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        done = CliRunner().invoke(app, ["kinship", "joint", str(file), "--out", str(out), "--quiet"])
        assert done.exit_code == 0, done.output
        (found,) = json.loads(out.read_text(encoding="utf-8"))["cases"]
        results.append(found)
    assert [one["name"] for one in results] == ["crash", "symmetricSibs"]
    assert results[0]["results"] == results[1]["results"]
    told = results[0]["results"]
    assert told["symmetric"] == [["M1", "M2"], ["M3", "M4"]]
    assert [one["method"] for one in told["components"]] == ["exact"] * 3
    assert [one["Sample"] for one in told["identifications"]["AM"]] == ["V1/V2", "V1/V2", "V3", "V3", "V5"]
