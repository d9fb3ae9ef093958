"""What holds of every likelihood, whatever the family; and closed forms that a page of arithmetic gives."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kinship import elimination, mutation
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.blind.search import search
from homeward.kinship.coancestry import frequencies_drawn
from homeward.kinship.evidence import Observed, weights
from homeward.kinship.families import Family, Remains
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex

ALLELES = ("9", "9.3", "10", "11")
FREQUENCIES = np.array([0.1, 0.2, 0.3, 0.4])
LENGTHS = [float(allele) for allele in ALLELES]
MUTATIONS = {
    "none": None,
    "equal": mutation.equal(4, 0.02),
    "proportional": mutation.proportional(FREQUENCIES, 0.02),
    "onestep": mutation.onestep(LENGTHS, 0.02),
    "stepwise": mutation.stepwise(LENGTHS, 0.02, 0.001, 0.1),
}
FA, MO = Member("FA", sex=Sex.MALE), Member("MO", sex=Sex.FEMALE)
#: Families with an untyped person or a loop; X is who is looked for.
FAMILIES = {
    "parent": (FA, MO, Member("X", "FA", "MO", Sex.MALE)),
    "child": (Member("X", sex=Sex.MALE), MO, Member("A", "X", "MO", Sex.FEMALE)),
    "siblings": (FA, MO, Member("A", "FA", "MO", Sex.FEMALE), Member("X", "FA", "MO", Sex.MALE)),
    "cousins' child": (
        FA,
        MO,
        Member("S", "FA", "MO", Sex.MALE),
        Member("D", "FA", "MO", Sex.FEMALE),
        Member("S2", sex=Sex.FEMALE),
        Member("D2", sex=Sex.MALE),
        Member("A", "S", "S2", Sex.MALE),
        Member("B", "D2", "D", Sex.FEMALE),
        Member("X", "A", "B", Sex.MALE),
    ),
}
TYPED = {"parent": ["FA"], "child": ["A"], "siblings": ["A", "MO"], "cousins' child": ["A", "S2"]}


def marker(model: str = "none", **more: object) -> Marker:
    return Marker("L", ALLELES, FREQUENCIES, female=MUTATIONS[model], male=MUTATIONS[model], **more)  # type: ignore[arg-type]


def log_likelihood(
    members: Sequence[Member], readings: Mapping[str, tuple[str, ...]], at: Marker, theta: float = 0.0
) -> float:
    hypothesis = Hypothesis((Pedigree(tuple(members)),))
    profiles = {id_: {at.name: Observed(alleles)} for id_, alleles in readings.items()}
    return log_likelihoods(hypothesis, [at], profiles, theta)[at.name]


GENOTYPES = list(itertools.combinations_with_replacement(ALLELES, 2))
genotypes = st.tuples(st.sampled_from(ALLELES), st.sampled_from(ALLELES))
models = st.sampled_from(sorted(MUTATIONS))


@pytest.mark.parametrize("model", sorted(MUTATIONS))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_sum_over_what_somebody_may_show_is_what_the_others_show(family: str, model: str) -> None:
    readings = {id_: GENOTYPES[3 * at + 1] for at, id_ in enumerate(TYPED[family])}
    at = marker(model)
    parts = [log_likelihood(FAMILIES[family], {**readings, "X": genotype}, at) for genotype in GENOTYPES]
    whole = log_likelihood(FAMILIES[family], readings, at)
    assert np.logaddexp.reduce(parts) == pytest.approx(whole, rel=1e-12)


def test_a_loop_of_many_untyped_persons_is_the_same_sum_however_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pairs of cousins who marry, one child of each typed: meioses are settled beforehand, or none is."""
    alleles = ("8", "9", "9.3", "10", "11", "12")
    p = np.array([0.1, 0.2, 0.3, 0.2, 0.1, 0.1])
    steps = mutation.stepwise([float(allele) for allele in alleles], 0.02, 0.001, 0.1)
    members = (
        *(Member(id_, sex=Sex.MALE) for id_ in ("1", "6")),
        *(Member(id_, sex=Sex.FEMALE) for id_ in ("2", "4", "8")),
        Member("3", "1", "2", Sex.MALE),
        Member("5", "1", "2", Sex.FEMALE),
        Member("7", "1", "2", Sex.MALE),
        *(Member(id_, "3", "4", Sex.MALE) for id_ in ("9", "11")),
        Member("10", "6", "5", Sex.FEMALE),
        Member("12", "7", "8", Sex.FEMALE),
        Member("13", "9", "10", Sex.MALE),
        Member("16", "11", "12", Sex.FEMALE),
    )
    at = Marker("L", alleles, p, female=steps, male=steps)
    found = {}
    for dear in (0.0, np.inf):
        monkeypatch.setattr(elimination, "_DEAR", dear)
        found[dear] = log_likelihood(members, {"13": ("8", "12"), "16": ("9.3", "9.3")}, at)
    assert found[0.0] == pytest.approx(found[np.inf], rel=1e-13)
    assert found[0.0] != found[np.inf]  # two ways to add up, that round differently: both were taken


@pytest.mark.parametrize("theta", [0.0, 0.01, 0.2])
def test_one_person_shows_something(theta: float) -> None:
    parts = [log_likelihood([FA], {"FA": genotype}, marker(), theta) for genotype in GENOTYPES]
    assert np.logaddexp.reduce(parts) == pytest.approx(0, abs=1e-12)


@given(st.sampled_from(sorted(FAMILIES)), models, genotypes, genotypes, st.permutations(range(4)), st.randoms())
@settings(max_examples=60, deadline=None)
def test_no_order_has_an_effect(family, model, one, other, places, draw) -> None:  # type: ignore[no-untyped-def]
    readings = dict(zip([*TYPED[family], "X"], [one, other, one], strict=False))
    at = marker(model)
    matrix = MUTATIONS[model]
    turned = None if matrix is None else matrix[np.ix_(places, places)]
    shuffled = Marker("L", tuple(ALLELES[p] for p in places), FREQUENCIES[list(places)], female=turned, male=turned)
    members = list(FAMILIES[family])
    draw.shuffle(members)
    expected = log_likelihood(FAMILIES[family], readings, at)
    assert log_likelihood(members, {id_: pair[::-1] for id_, pair in readings.items()}, shuffled) == pytest.approx(
        expected, rel=1e-10
    )


@given(st.sampled_from(sorted(FAMILIES)), models, genotypes, genotypes)
@settings(max_examples=40, deadline=None)
def test_an_untyped_member_without_children_changes_nothing(family, model, one, other) -> None:  # type: ignore[no-untyped-def]
    readings = dict(zip(TYPED[family], [one, other], strict=False))
    more = (*FAMILIES[family], Member("more", "X", "MO")) if family != "child" else (*FAMILIES[family], Member("more"))
    assert log_likelihood(more, readings, marker(model)) == log_likelihood(FAMILIES[family], readings, marker(model))


def test_the_ratio_of_identity_is_the_reciprocal_of_the_chance_of_a_random_match() -> None:
    for genotype in GENOTYPES:
        profiles = {id_: {"L": Observed(genotype)} for id_ in ("R1", "R2")}
        singles = (Pedigree((Member("R1"),)), Pedigree((Member("R2"),)))
        same = log_likelihoods(Hypothesis(singles, {"R2": "R1"}), [marker()], profiles)["L"]
        apart = log_likelihoods(Hypothesis(singles), [marker()], profiles)["L"]
        p = dict(zip(ALLELES, FREQUENCIES, strict=True))
        chance = p[genotype[0]] * p[genotype[1]] * (1 if genotype[0] == genotype[1] else 2)
        assert math.exp(same - apart) == pytest.approx(1 / chance, rel=1e-12)


@pytest.mark.parametrize("model", sorted(MUTATIONS))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_the_ratio_of_unrelated_remains_is_one_on_average(family: str, model: str) -> None:
    """Over all genotypes as often as the population has them: exactly, without drawing."""
    profiles = {id_: {"L": Observed(GENOTYPES[2 * at + 1])} for at, id_ in enumerate(TYPED[family])}
    sought = Sought(Family("F", Pedigree(FAMILIES[family]), profiles, ("X",)), "X")
    remains = [Remains(str(at), Sex.MALE, {"L": Observed(genotype)}) for at, genotype in enumerate(GENOTYPES)]
    ratios = 10 ** search([marker(model)], remains, [sought])[:, 0]
    p = dict(zip(ALLELES, FREQUENCIES, strict=True))
    chances = [p[a] * p[b] * (1 if a == b else 2) for a, b in GENOTYPES]
    assert np.dot(ratios, chances) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("model", sorted(MUTATIONS))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_looked_up_ratios_are_those_of_the_likelihoods(family: str, model: str) -> None:
    at = marker(model)
    readings = {id_: GENOTYPES[2 * place + 1] for place, id_ in enumerate(TYPED[family])}
    profiles = {id_: {"L": Observed(alleles)} for id_, alleles in readings.items()}
    sought = Sought(Family("F", Pedigree(FAMILIES[family]), profiles, ("X",)), "X")
    seen = [
        *(Observed(genotype) for genotype in GENOTYPES),
        Observed(("10", None)),
        Observed(("9",), 0.2),
        Observed(("9", "11"), 0.2),
        Observed((), 0.2),
    ]
    remains = [Remains(str(place), Sex.MALE, {"L": reading}) for place, reading in enumerate(seen)]
    log10 = search([at], remains, [sought])[:, 0]
    hypothesis = Hypothesis((Pedigree(FAMILIES[family]),))
    alone = Hypothesis((Pedigree((Member("X", sex=Sex.MALE),)),))
    without = log_likelihoods(hypothesis, [at], profiles)["L"]
    for reading, found in zip(seen, log10, strict=True):
        whole = log_likelihoods(hypothesis, [at], {**profiles, "X": {"L": reading}})["L"]
        single = log_likelihoods(alone, [at], {"X": {"L": reading}})["L"]
        assert found == pytest.approx((whole - without - single) / math.log(10), rel=1e-9, abs=1e-12)


def test_what_may_be_observed_of_a_genotype_sums_to_one() -> None:
    for silent in ("", "11"):
        at = marker(silent=silent)
        shown = [allele for allele in ALLELES if allele != silent]
        sets = [*itertools.combinations(shown, 0), *itertools.combinations(shown, 1), *itertools.combinations(shown, 2)]
        total = sum(weights(at, Observed(seen, 0.3)) for seen in sets)
        np.testing.assert_allclose(total, np.ones((4, 4)), rtol=1e-12)


@pytest.mark.parametrize("model", ["equal", "proportional", "onestep", "stepwise"])
def test_every_row_of_a_mutation_matrix_sums_to_one(model: str) -> None:
    matrix = MUTATIONS[model]
    assert matrix is not None
    np.testing.assert_allclose(matrix.sum(axis=1), 1, rtol=1e-14)
    assert (matrix >= 0).all()


def test_mutation_between_two_repeats_and_to_a_microvariant() -> None:
    """Familias' stepwise model by hand: 9 to 10 and 11 in the proportion 1 to 0.1, to 9.3 at the second rate."""
    row = mutation.stepwise(LENGTHS, 0.02, 0.001, 0.1)[0]
    np.testing.assert_allclose(row, [1 - 0.02 - 0.001, 0.001, 0.02 / 1.1, 0.002 / 1.1], rtol=1e-12)


@pytest.mark.parametrize("theta", [0.01, 0.05, 0.5])
def test_the_quadrature_gives_what_drawing_one_after_another_gives(theta: float) -> None:
    """P(a | earlier) = (b θ + (1-θ) p) / (1 + (j-2) θ), for every sequence of four founder alleles."""
    p = np.array([0.2, 0.3, 0.5])
    points = list(frequencies_drawn(p, theta, 4))
    drawn, log_weights = (np.concatenate(parts) for parts in zip(*points, strict=True))
    for sequence in itertools.product(range(3), repeat=4):
        expected = 1.0
        for j, allele in enumerate(sequence, 1):
            before = sequence[: j - 1].count(allele)
            expected *= (before * theta + (1 - theta) * p[allele]) / (1 + (j - 2) * theta)
        found = (np.exp(log_weights) * drawn[:, list(sequence)].prod(axis=1)).sum()
        assert found == pytest.approx(expected, rel=1e-11)


def test_a_man_has_one_x_and_his_daughter_gets_it() -> None:
    at = marker(chromosome=Chromosome.X)
    trio = (FA, MO, Member("D", "FA", "MO", Sex.FEMALE))
    found = log_likelihood(trio, {"FA": ("9",), "D": ("9", "10")}, at)
    assert math.exp(found) == pytest.approx(0.1 * 0.3, rel=1e-12)
    assert log_likelihood(trio, {"FA": ("11",), "D": ("9", "10")}, at) == -math.inf


@pytest.mark.parametrize("f", [0.0, 0.25, 1.0])
def test_an_inbred_founder(f: float) -> None:
    pedigree = Pedigree((FA,), {"FA": f} if f else {})
    for (one, other), expected in {("9", "9"): f * 0.1 + (1 - f) * 0.01, ("9", "10"): (1 - f) * 0.06}.items():
        found = log_likelihoods(Hypothesis((pedigree,)), [marker()], {"FA": {"L": Observed((one, other))}})["L"]
        assert math.exp(found) == pytest.approx(expected, rel=1e-12)
