"""Part to part: match probabilities by hand, the likelihood by elimination, groups and conflicts."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from drawn_families import ALLELES, FREQUENCIES, MARKERS, remains, sought, written

from homeward.kinship.blind.identity import IdentityRatios
from homeward.kinship.blind.parts import PartSearch, consensus_of, relatives_of
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Remains
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex

RUN = [sys.executable, "-c", "from homeward.cli.main import run; run()", "kinship", "parts"]
PLAIN = Marker("plain", ALLELES, FREQUENCIES)


def of_whole(first: str, second: str, theta: float) -> float:
    """The ratio of a whole reading with itself."""
    reading = Observed((first, second))
    return float(IdentityRatios(PLAIN, [reading], 2, theta).of(np.array([0]))[0, 0])


def test_identity_is_the_reciprocal_of_the_random_match_probability() -> None:
    assert of_whole("9", "9", 0) == pytest.approx(1 / 0.1**2)
    assert of_whole("9", "10", 0) == pytest.approx(1 / (2 * 0.1 * 0.3))


def test_theta_gives_the_match_probabilities_of_balding_and_nichols() -> None:
    """By hand: (2θ + 0.97p)(3θ + 0.97p) and 2(θ + 0.97p)(θ + 0.97q), over 1.03 · 1.06, with θ 0.03, p 0.1, q 0.3."""
    assert 1 / of_whole("9", "9", 0.03) == pytest.approx(0.157 * 0.187 / 1.0918)
    assert 1 / of_whole("9", "10", 0.03) == pytest.approx(2 * 0.127 * 0.321 / 1.0918)


@pytest.mark.parametrize("theta", [0.0, 0.02])
@pytest.mark.parametrize("marker", MARKERS, ids=[one.name for one in MARKERS])
def test_every_kind_of_reading_is_compared_as_by_elimination(marker: Marker, theta: float) -> None:
    bodies = [one for one in remains(12, 7, (marker,)) if marker.name in one.profile]
    weighed = PartSearch([marker], bodies, theta, 0)._weighed(np.arange(len(bodies)), 0)
    for one, other in combinations(range(len(bodies)), 2):
        if bodies[one].sex is not bodies[other].sex:
            continue
        alone = tuple(Pedigree((Member(name, sex=bodies[one].sex),)) for name in "AB")
        profiles = {"A": bodies[one].profile, "B": bodies[other].profile}
        same, apart = (
            log_likelihoods(Hypothesis(alone, who), (marker,), profiles, theta)[marker.name] for who in ({"B": "A"}, {})
        )
        is_excluded = same == -math.inf
        assert weighed[1][one, other] == is_excluded
        expected = 0.0 if is_excluded else (same - apart) / math.log(10)
        assert weighed[0][one, other] == pytest.approx(expected, abs=1e-10)


def body(id_: str, *pairs: str, sex: Sex = Sex.UNKNOWN, dropout: float | None = None) -> Remains:
    """A profile at the markers 0, 1, 2 …, written 9/10; "" for untyped, 9/? for half known."""
    profile = {}
    for at, pair in enumerate(pairs):
        if pair:
            alleles = tuple(None if allele == "?" else allele for allele in pair.split("/"))
            seen = tuple(sorted({allele for allele in alleles if allele}))
            profile[str(at)] = Observed(alleles) if dropout is None else Observed(seen, dropout)
    return Remains(id_, sex, profile)


SIX = [Marker(str(at), ALLELES, FREQUENCIES) for at in range(6)]
A = ("9/9.3", "12/12", "9/12", "9/10", "9.3/12", "9/9")


def test_what_is_together_with_the_same_is_together() -> None:
    left, right, middle = body("L", *A[:3]), body("R", "", "", "", *A[3:]), body("M", *A)
    other = body("O", "10/11", "10/10", "11/11", "10/11", "10/10", "10/11")
    search = PartSearch(SIX, [left, other, right, middle], 0.0, 0)
    pairs = search.pairs(100)
    assert [(pair.one, pair.other) for pair in pairs] == [(0, 3), (2, 3)]
    (group,) = search.groups(pairs)
    assert group.members == (0, 2, 3)
    assert not group.conflicts
    assert {name: "/".join(map(str, one.alleles)) for name, one in group.consensus.items()} == {
        str(at): "/".join(sorted(pair.split("/"))) for at, pair in enumerate(A)
    }


def test_parts_that_exclude_each_other_are_a_conflict_and_no_person() -> None:
    """Both halves fit the middle, and not each other: somebody mixed two bodies up."""
    parts = [body("L", *A[:3], "11/11"), body("R", "", "", "", *A[3:]), body("M", *A[:3], "", *A[4:])]
    search = PartSearch(SIX, parts, 0.0, 0)
    (group,) = search.groups(search.pairs(100))
    assert group.conflicts == ((0, 1, "1 mismatches"),)
    assert group.consensus == {}


def test_two_sexes_are_a_conflict() -> None:
    search = PartSearch(SIX, [body("M", *A, sex=Sex.MALE), body("F", *A, sex=Sex.FEMALE), body("U", *A)], 0.0, 0)
    (group,) = search.groups(search.pairs(100))
    assert group.conflicts == ((0, 1, "sex"),)


def test_as_many_mismatches_as_are_tolerated_leave_their_markers_out() -> None:
    one, other = body("one", *A), body("other", *A[:5], "10/11")
    assert PartSearch(SIX, [one, other], 0.0, 0).pairs(1.0) == []
    (pair,) = PartSearch(SIX, [one, other], 0.0, 1).pairs(1.0)
    (fewer,) = PartSearch(SIX[:5], [one, other], 0.0, 0).pairs(1.0)
    assert (pair.mismatches, pair.markers) == (1, 6)
    assert pair.log10_lr == pytest.approx(fewer.log10_lr)
    (group,) = PartSearch(SIX, [one, other], 0.0, 1).groups([pair])
    assert group.open == ("5",)
    assert "5" not in group.consensus


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([Observed(("9", "10")), Observed(("9",), 0.1)], ("10", "9")),
        ([Observed(("9",), 0.1), Observed(("10",), 0.1)], ("10", "9")),
        ([Observed(("9",), 0.1), Observed(("9", None))], ("9", None)),
        ([Observed(("9", "9")), Observed(("9", None))], ("9", "9")),
        ([Observed(("9",)), Observed(("9",))], ("9",)),
        ([Observed(("9", "9")), Observed(("10",), 0.1)], None),
        ([Observed(("9", "9")), Observed(("9", "10"))], None),
        ([Observed(("9", "11"), 0.1), Observed(("10",), 0.1)], None),
    ],
)
def test_a_consensus_is_what_all_readings_allow(
    readings: list[Observed], expected: tuple[str | None, ...] | None
) -> None:
    found = consensus_of(readings)
    assert (found and found.alleles) == expected


def test_the_order_of_remains_changes_nothing_but_order() -> None:
    bodies = remains(40, 9)
    there = PartSearch(MARKERS, bodies, 0.01, 1)
    back = PartSearch(MARKERS, bodies[::-1], 0.01, 1)
    found = {
        (frozenset((bodies[p.one].id, bodies[p.other].id)), round(p.log10_lr, 9), p.mismatches)
        for p in there.pairs(2.0)
    }
    assert len(found) > 20
    assert found == {
        (frozenset((back.remains[p.one].id, back.remains[p.other].id)), round(p.log10_lr, 9), p.mismatches)
        for p in back.pairs(2.0)
    }


def test_a_relative_typed_in_two_families_is_found() -> None:
    families = [one.family for one in sought(2, 3)]
    people = relatives_of([*families, *families])
    search = PartSearch(MARKERS[:1], people, 0.0, 0)
    assert {frozenset((people[p.one].id, people[p.other].id)) for p in search.pairs(1.0)} >= {frozenset({"F0/A"})}


def test_the_command_writes_pairs_groups_and_a_profile_to_go_on_with(tmp_path: Path) -> None:
    bodies = [body("L", *A[:3]), body("M", *A[:3]), body("U", "10/11")]
    names = dict(zip("012", ("plain", "proportional", "steps"), strict=True))
    named = [Remains(one.id, one.sex, {names[at]: o for at, o in one.profile.items()}) for one in bodies]
    source = written(tmp_path / "input.json", named, sought(1, 6, MARKERS[:3]))
    out = tmp_path / "out"
    done = subprocess.run(
        [*RUN, str(source), "--out", str(out), "--threshold", "100", "--theta", "0"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 with a likelihood ratio" in done.stdout
    with (out / "pairs.csv").open(encoding="utf-8", newline="") as file:
        (pair,) = csv.DictReader(file)
    log10 = -math.log10(2 * 0.1 * 0.15) - math.log10(0.05**2) - math.log10(2 * 0.1 * 0.05)
    assert (pair["remains_id"], pair["other_id"], pair["mismatches"]) == ("L", "M", "0")
    assert float(pair["log10_lr"]) == pytest.approx(log10, abs=1e-10)
    with (out / "groups.csv").open(encoding="utf-8", newline="") as file:
        (group,) = csv.DictReader(file)
    assert (group["state"], group["remains_ids"], group["steps"]) == ("one person", "L; M", "9/12")
    (proposed,) = json.loads((out / "consensus.json").read_text(encoding="utf-8"))["pm"]
    assert proposed["genotypes"]["proportional"] == ["12", "12"]
