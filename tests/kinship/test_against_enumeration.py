"""Likelihoods beside a plain enumeration of everything that could be: every allele of everybody, one by one.

The enumeration shares no code with the room: founders are drawn one after another as FORMAT.md of the reference cases
has it, a child gets either allele of a parent, what is observed is told copy by copy. Families are drawn at random:
loops, half siblings, unknown parents, both chromosomes, every model of mutation, theta, silent alleles, drop-out.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from homeward.kinship import elimination, mutation
from homeward.kinship.evidence import Observed
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex

ALLELES = ("8", "9", "9.3")
LENGTHS = [8.0, 9.0, 9.3]
FREQUENCIES = np.array([0.25, 0.35, 0.4])
FAMILIES = 150


def drawn_matrix(draw: random.Random) -> mutation.Matrix | None:
    rate = draw.choice([0.01, 0.2])
    return draw.choice(
        [
            None,
            mutation.equal(3, rate),
            mutation.proportional(FREQUENCIES, rate),
            mutation.onestep(LENGTHS, rate),
            mutation.stepwise(LENGTHS, rate, 0.05, 0.3),
            np.array([[0.9, 0.06, 0.04], [0.01, 0.98, 0.01], [0.0, 0.3, 0.7]]),
        ]
    )


def drawn_marker(draw: random.Random) -> Marker:
    chromosome = draw.choice([Chromosome.AUTOSOMAL, Chromosome.AUTOSOMAL, Chromosome.X])
    silent = draw.choice(["", "", "9.3"])
    return Marker("L", ALLELES, FREQUENCIES, chromosome, drawn_matrix(draw), drawn_matrix(draw), silent)


def drawn_family(draw: random.Random) -> tuple[Member, ...]:
    """Two to four founders, up to three who have parents among all before them; a parent may be unknown."""
    sexes = [Sex.MALE, Sex.FEMALE, *draw.choices([Sex.MALE, Sex.FEMALE], k=draw.randint(0, 1))]
    members = [Member(f"F{at}", sex=sex) for at, sex in enumerate(sexes)]
    for at in range(draw.randint(1, 5 - len(members))):
        father = draw.choice([one.id for one in members if one.sex is Sex.MALE])
        mother = draw.choice([one.id for one in members if one.sex is Sex.FEMALE])
        members.append(Member(f"C{at}", father, mother, draw.choice([Sex.MALE, Sex.FEMALE])))
    draw.shuffle(members)
    return tuple(members)


def drawn_reading(draw: random.Random, marker: Marker, copies: int) -> Observed:
    shown = [allele for allele in ALLELES if allele != marker.silent]
    alleles = draw.choices(shown, k=copies)
    kind = draw.random()
    if kind < 0.2:
        return Observed(tuple(sorted(set(alleles))[: draw.randint(0, 2)]), 0.3)
    if kind < 0.35 and copies == 2:
        return Observed((alleles[0], None))
    return Observed(tuple(alleles))


def chance_of_showing(reading: Observed, genotype: Sequence[str], silent: str) -> float:
    """P(what was observed | genotype), told copy by copy."""
    visible = [allele for allele in genotype if allele != silent]
    if reading.dropout is None:
        if None in reading.alleles:
            return float(all(allele in genotype for allele in reading.seen))
        return float(set(visible) == set(reading.seen))
    total = 0.0
    for kept in itertools.product([True, False], repeat=len(visible)):
        shown = {allele for allele, keep in zip(visible, kept, strict=True) if keep}
        if shown == set(reading.seen):
            total += math.prod(1 - reading.dropout if keep else reading.dropout for keep in kept)
    return total


def enumerated(
    members: Sequence[Member],
    marker: Marker,
    readings: Mapping[str, Observed],
    theta: float,
    inbreeding: Mapping[str, float],
) -> float:
    """The sum over every allele of everybody."""
    by_id = {member.id: member for member in members}
    order: list[Member] = []
    while len(order) < len(members):
        there = {one.id for one in order}
        order += [one for one in members if one not in order and {one.father, one.mother} <= {*there, ""}]
    single = {one.id: marker.chromosome is Chromosome.X and one.sex is Sex.MALE for one in members}
    p = dict(zip(ALLELES, FREQUENCIES.tolist(), strict=True))
    place = {allele: at for at, allele in enumerate(ALLELES)}

    def passed(parent: str, genotype: Sequence[str], allele: str) -> float:
        matrix = marker.female if by_id[parent].sex is Sex.FEMALE else marker.male
        chances = [
            float(one == allele) if matrix is None else float(matrix[place[one], place[allele]]) for one in genotype
        ]
        return sum(chances) / len(chances)

    def founders(drawn: list[str], genotype: Sequence[str], f: float) -> float:
        chance = 1.0
        for one in genotype:
            j = len(drawn) + 1
            chance *= (drawn.count(one) * theta + (1 - theta) * p[one]) / (1 + (j - 2) * theta) if theta else p[one]
            drawn.append(one)
        if f and len(genotype) == 2:
            return (1 - f) * chance + f * p[genotype[0]] * (genotype[0] == genotype[1])
        return chance

    def from_here(at: int, true: dict[str, Sequence[str]], drawn: list[str]) -> float:
        if at == len(order):
            return 1.0
        member = order[at]
        total = 0.0
        for genotype in itertools.product(ALLELES, repeat=1 if single[member.id] else 2):
            chance = 1.0
            if member.id in readings:
                chance = chance_of_showing(readings[member.id], genotype, marker.silent)
            before = list(drawn)
            if chance and member.is_founder:
                chance *= founders(before, genotype, inbreeding.get(member.id, 0.0))
            elif chance:
                parents = [member.mother] if single[member.id] else [member.father, member.mother]
                for parent, allele in zip(parents, genotype, strict=True):
                    chance *= passed(parent, true[parent], allele)
            if chance:
                total += chance * from_here(at + 1, {**true, member.id: genotype}, before)
        return total

    return from_here(0, {}, [])


@pytest.fixture(params=["as it is cheapest", "meioses settled beforehand"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small families are never dear: here those that need not be are computed as the dear ones are, too."""
    if request.param != "as it is cheapest":
        monkeypatch.setattr(elimination, "_settled", lambda _scopes, handed_down, _sizes, _keep: handed_down[:4])
        monkeypatch.setattr(elimination, "_DEAR", 0.0)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(FAMILIES))
def test_a_likelihood_is_the_sum_over_everything_that_could_be(seed: int) -> None:
    draw = random.Random(seed)
    marker = drawn_marker(draw)
    members = drawn_family(draw)
    typed = draw.sample(members, k=draw.randint(1, len(members)))
    is_x = marker.chromosome is Chromosome.X
    readings = {one.id: drawn_reading(draw, marker, 1 if is_x and one.sex is Sex.MALE else 2) for one in typed}
    theta = draw.choice([0.0, 0.0, 0.03, 0.3])
    first = next(one.id for one in members if one.is_founder)
    inbreeding = {first: 0.25} if not theta and draw.random() < 0.3 else {}
    expected = enumerated(members, marker, readings, theta, inbreeding)
    found = log_likelihoods(
        Hypothesis((Pedigree(members, inbreeding),)),
        [marker],
        {id_: {"L": reading} for id_, reading in readings.items()},
        theta,
    )["L"]
    if expected == 0:
        assert found == -math.inf
    else:
        assert found == pytest.approx(math.log(expected), rel=1e-10, abs=1e-12)
