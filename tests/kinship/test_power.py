"""Power of families: against formulas of the literature, values of a peer, and everything written out."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from homeward.kinship import mutation
from homeward.kinship.blind.genotype_tables import Sought, genotype_tables
from homeward.kinship.blind.search import search
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.power.next_relative import Addition, next_relatives
from homeward.kinship.power.power import Asked, Power, Verdict, picked, powers, verdict_of
from homeward.kinship.power.seen import reading, seen, uniform
from homeward.kinship.terms import Chromosome, Sex

FA, MO = Member("FA", sex=Sex.MALE), Member("MO", sex=Sex.FEMALE)
X, SIB, HALF = (
    Member("X", "FA", "MO", Sex.MALE),
    Member("SIB", "FA", "MO", Sex.FEMALE),
    Member("HALF", "FA", "OTHER", Sex.MALE),
)
OTHER = Member("OTHER", sex=Sex.FEMALE)
SIBLINGS = (FA, MO, OTHER, X, SIB, HALF)


def marker(name: str = "L", *frequencies: float, rate: float = 0.0, **more: object) -> Marker:
    p = np.array(frequencies or (0.1, 0.2, 0.3, 0.4))
    matrix = mutation.stepwise(list(range(len(p))), rate, 0.0, 0.1) if rate else None
    return Marker(name, tuple(map(str, range(1, len(p) + 1))), p, female=matrix, male=matrix, **more)  # type: ignore[arg-type]  # fields by name


def sought(
    members: Sequence[Member], readings: Mapping[str, Sequence[str]], names: Sequence[str] = ("L",), who: str = "X"
) -> Sought:
    """A family whose typed members show the same at all markers: alleles of one digit."""
    profiles = {
        id_: {name: Observed(tuple(shown)) for name, shown in zip(names, several, strict=True)}
        for id_, several in readings.items()
    }
    return Sought(Family("F", Pedigree(tuple(members)), profiles, (who,)), who)


def genotypes(at: Marker) -> list[tuple[str, str]]:
    return list(itertools.combinations_with_replacement(at.alleles, 2))


def chance(at: Marker, one: Sought, shown: Mapping[str, tuple[str, ...]]) -> float:
    """P(what relatives and these others show), by the exact likelihood of the whole pedigree."""
    profiles = {**one.family.profiles, **{id_: {at.name: Observed(pair)} for id_, pair in shown.items()}}
    return math.exp(log_likelihoods(Hypothesis((one.family.pedigree,)), [at], profiles)[at.name])


def written_out(markers: Sequence[Marker], one: Sought) -> Iterator[tuple[float, float]]:
    """P(genotype of X over all markers | relatives) and P(genotype), for every genotype there is."""
    by_marker = []
    for at in markers:
        whole = chance(at, one, {})
        alone = {
            pair: math.prod(at.frequencies[at.place(a)] for a in pair) * (1 + (pair[0] != pair[1]))
            for pair in genotypes(at)
        }
        by_marker.append([(chance(at, one, {"X": pair}) / whole, by_chance) for pair, by_chance in alone.items()])
    for several in itertools.product(*by_marker):
        yield math.prod(related for related, _p in several), math.prod(p for _related, p in several)


def exclusion(at: Marker, members: Sequence[Member], readings: Mapping[str, Sequence[str]]) -> float:
    return powers([at], [sought(members, readings)], Asked(draws=100))[0].excluded


WEIGHED = [marker("L", rate=0.01), marker("K", 0.5, 0.3, 0.2), marker("J", 0.05, 0.15, 0.8)]
FAMILY = sought(SIBLINGS, {"SIB": ["12", "23", "13"], "HALF": ["24", "11", "33"]}, ["L", "K", "J"])


def test_mean_and_deviation_are_those_of_everything_written_out() -> None:
    chances = list(written_out(WEIGHED, FAMILY))
    logs = [math.log10(related / by_chance) for related, by_chance in chances if related]
    weights = [related for related, _by_chance in chances if related]
    mean = np.dot(weights, logs)
    found = powers(WEIGHED, [FAMILY], Asked(draws=100))[0]
    assert sum(weights) == pytest.approx(1, rel=1e-10)
    assert found.mean == pytest.approx(mean, rel=1e-10)
    assert found.deviation == pytest.approx(math.sqrt(np.dot(weights, (np.array(logs) - mean) ** 2)), rel=1e-9)


@pytest.mark.parametrize("threshold", [0.3, 2.0, 8.0, 20.0])
def test_drawn_chances_are_within_their_errors_of_everything_written_out(threshold: float) -> None:
    chances = list(written_out(WEIGHED, FAMILY))
    above = [(related, by_chance) for related, by_chance in chances if related >= threshold * by_chance]
    found = powers(WEIGHED, [FAMILY], Asked(threshold=threshold, draws=20_000, seed=5))[0]
    for estimate, expected in zip((found.reached, found.by_chance), map(sum, zip(*above, strict=True)), strict=True):
        assert abs(estimate.value - expected) < 4 * estimate.error
        assert estimate.error < 0.04 * expected


def test_quantiles_are_those_of_everything_written_out() -> None:
    chances = list(written_out(WEIGHED, FAMILY))
    found = powers(WEIGHED, [FAMILY], Asked(draws=20_000))[0]
    for drawn, which in ((found.if_missing, 0), (found.if_stranger, 1)):
        for value, share in zip(drawn, (0.05, 0.5, 0.95), strict=True):
            below = sum(one[which] for one in chances if one[0] <= 10 ** (value + 1e-9) * one[1])
            under = sum(one[which] for one in chances if one[0] < 10 ** (value - 1e-9) * one[1])
            assert under - 0.015 < share < below + 0.015


@pytest.mark.parametrize("dropout", [0.0, 0.3])
@pytest.mark.parametrize("rate", [0.0, 0.01])
def test_the_ratio_of_strangers_is_one_on_average(rate: float, dropout: float) -> None:
    at = marker(rate=rate)
    one = sought(SIBLINGS, {"SIB": ["12"], "HALF": ["24"]})
    may = seen(at, genotype_tables([at], [one])[0][0], dropout)
    ratios = 10 ** may.log10_lr[0]
    assert may.unrelated[0] @ ratios == pytest.approx(1, rel=1e-12)
    drawn = ratios[picked(may.unrelated[0], uniform(3, at, "test", 20_000))]
    assert abs(drawn.mean() - 1) < 4 * drawn.std() / math.sqrt(len(drawn))


@pytest.mark.parametrize("silent", ["", "4"])
@pytest.mark.parametrize("dropout", [0.0, 0.2])
def test_ratios_of_what_may_be_seen_are_those_of_the_search(dropout: float, silent: str) -> None:
    at = marker(silent=silent)
    one = sought(SIBLINGS, {"SIB": ["12"], "HALF": ["22"]})
    may = seen(at, genotype_tables([at], [one])[0][0], dropout, every_allele=True)
    readings = {
        outcome: shown
        for outcome in np.flatnonzero(may.unrelated[0])
        if (shown := reading(at, int(outcome), 2, dropout)).alleles
    }
    assert len(readings) == (6 if silent else 10)
    remains = [Remains(str(outcome), Sex.MALE, {"L": shown}) for outcome, shown in readings.items()]
    looked_up = search([at], remains, [one])[:, 0]
    assert may.log10_lr[0, list(readings)] == pytest.approx(looked_up, rel=1e-10)


def test_power_of_exclusion_as_forrel_has_it() -> None:
    """Values that forrel's own tests state: a child typed, and both parents typed; autosomal, and on the X."""
    p = (0.5, 0.3, 0.2)
    daughter = (FA, MO, Member("X", "FA", "MO", Sex.FEMALE))
    father = (Member("X", sex=Sex.MALE), MO, Member("C", "X", "MO", Sex.FEMALE))
    on_x = {"chromosome": Chromosome.X}
    assert exclusion(marker("L", *p), father, {"C": ["11"]}) == pytest.approx((p[1] + p[2]) ** 2, rel=1e-12)
    assert exclusion(marker("L", *p, **on_x), father, {"C": ["11"]}) == pytest.approx(p[1] + p[2], rel=1e-12)
    parents = {"FA": ["11"], "MO": ["22"]}
    assert exclusion(marker("L", *p), daughter, parents) == pytest.approx(1 - 2 * p[0] * p[1], rel=1e-12)
    on_the_x = {"FA": ["1"], "MO": ["22"]}
    assert exclusion(marker("L", *p, **on_x), daughter, on_the_x) == pytest.approx(1 - 2 * p[0] * p[1], rel=1e-12)


def mean_ratio(at: Marker, one: Sought) -> float:
    may = seen(at, genotype_tables([at], [one])[0][0])
    return float(may.related[0] @ 10 ** may.log10_lr[0])


def test_expected_ratio_as_forrel_has_it() -> None:
    """Closed forms that forrel's own tests state: a child of a heterozygous mother, without and with the father."""
    p = 0.9
    at = marker("L", p, 1 - p)
    assert mean_ratio(at, sought((FA, MO, X), {"MO": ["12"]})) == pytest.approx(1 / (8 * p * (1 - p)) + 1 / 2)
    both = sought((FA, MO, X), {"MO": ["12"], "FA": ["11"]})
    assert mean_ratio(at, both) == pytest.approx(1 / (8 * p * (1 - p)) + 1 / (4 * p**2))


def test_expected_ratio_of_parent_and_child_tells_only_how_many_alleles_there_are() -> None:
    """(n + 3) / 4, whatever the frequencies: Slooten, Egeland, Int. J. Legal Med. 128 (2014) 415-425."""
    for p in ((0.1, 0.2, 0.3, 0.4), (0.01, 0.29, 0.7)):
        at = marker("L", *p)
        of_child = {pair: math.prod(p[int(a) - 1] for a in pair) * (1 + (pair[0] != pair[1])) for pair in genotypes(at)}
        family = (Member("X", sex=Sex.MALE), MO, Member("C", "X", "MO"))
        mean = sum(weight * mean_ratio(at, sought(family, {"C": ["".join(pair)]})) for pair, weight in of_child.items())
        assert mean == pytest.approx((len(p) + 3) / 4, rel=1e-12)


def test_power_of_exclusion_of_paternity_as_jamieson_has_it() -> None:
    """Jamieson, Taylor, Animal Genetics 28 (1997) 397-400: over all mothers and children, and without the mother."""
    p = np.array([0.1, 0.2, 0.3, 0.4])
    at = marker("L", *p)
    family = (Member("X", sex=Sex.MALE), MO, Member("C", "X", "MO"))
    empty = sought(family, {})
    trio = duo = 0.0
    for child in genotypes(at):
        duo += chance(at, empty, {"C": child}) * exclusion(at, family, {"C": ["".join(child)]})
        for mother in genotypes(at):
            weight = chance(at, empty, {"C": child, "MO": mother})
            if weight:
                trio += weight * exclusion(at, family, {"C": ["".join(child)], "MO": ["".join(mother)]})
    pairs = [(a, b) for a, b in itertools.permutations(p, 2)]
    assert trio == pytest.approx(
        sum(a * (1 - a) ** 2 for a in p) - sum(a**2 * b**2 * (4 - 3 * a - 3 * b) for a, b in pairs) / 2, rel=1e-10
    )
    by_hand = sum(a**2 * (1 - a) ** 2 for a in p) + sum(a * b * (1 - a - b) ** 2 for a, b in pairs)
    assert duo == pytest.approx(by_hand, rel=1e-10)


def test_markers_exclude_together() -> None:
    found = powers(WEIGHED, [sought((FA, MO, X), {"MO": ["12", "23", "13"]}, ["L", "K", "J"])], Asked(draws=100))[0]
    not_excluded = math.prod(1 - chance for chance in found.exclusion.values())
    assert found.exclusion["K"] == pytest.approx(0.5**2)  # whoever has neither 2 nor 3
    assert found.excluded == pytest.approx(1 - not_excluded, rel=1e-12)


def figures(one: Power) -> list[float]:
    estimates = [value for estimate in (one.reached, one.by_chance) for value in (estimate.value, estimate.error)]
    return [one.mean, one.deviation, *one.if_missing, *one.if_stranger, *estimates, one.excluded]


def test_no_order_has_an_effect() -> None:
    asked = Asked(threshold=5, draws=1000)
    turned = [
        Marker(at.name, at.alleles[::-1], at.frequencies[::-1], female=at.female, male=at.male)
        if at.female is None
        else replace(
            at,
            alleles=at.alleles[::-1],
            frequencies=at.frequencies[::-1],
            female=at.female[::-1, ::-1],
            male=at.female[::-1, ::-1],
        )
        for at in WEIGHED[::-1]
    ]
    members = list(SIBLINGS)
    random.Random(1).shuffle(members)
    shuffled = sought(members, {"HALF": ["42", "11", "33"], "SIB": ["21", "32", "31"]}, ["L", "K", "J"])
    before, after = powers(WEIGHED, [FAMILY], asked)[0], powers(turned, [shuffled, FAMILY], asked)[0]
    assert figures(after) == pytest.approx(figures(before), rel=1e-9)
    relatives = [next_relatives(ms, one, asked, list(Addition)) for ms, one in ((WEIGHED, FAMILY), (turned, shuffled))]
    assert [one.id for one in relatives[0]] == [one.id for one in relatives[1]]
    for one, other in zip(*relatives, strict=True):
        assert (other.gain.value, other.gain.error) == pytest.approx((one.gain.value, one.gain.error), rel=1e-8)
        assert (other.reached, other.is_as_good) == (one.reached, one.is_as_good)


def test_degraded_remains_tell_less() -> None:
    means = [powers(WEIGHED, [FAMILY], Asked(draws=100, dropout=lost))[0].mean for lost in (0.0, 0.1, 0.5, 0.9)]
    assert means == sorted(means, reverse=True)
    assert means[-1] < 0.1 * means[0]


def test_relatives_who_contradict_each_other() -> None:
    readings = {"FA": ["11"], "SIB": ["33"]}
    fixed = powers([marker()], [sought(SIBLINGS, readings)], Asked(draws=100))[0]
    assert (fixed.verdict, fixed.contradicting) == (Verdict.CONTRADICTORY, ("L",))
    assert math.isnan(fixed.mean)
    mutating = powers([marker(rate=0.01)], [sought(SIBLINGS, readings)], Asked(draws=100))[0]
    assert mutating.contradicting == ()
    assert mutating.mean > 0
    assert mutating.excluded == 0  # nothing excludes where the family itself needs a mutation


def test_the_words_of_the_rule() -> None:
    assert [verdict_of(reached) for reached in (1.0, 0.95, 0.9499, 0.05, 0.0499, 0.0)] == [
        Verdict.ENOUGH,
        Verdict.ENOUGH,
        Verdict.WEAK,
        Verdict.WEAK,
        Verdict.NONE,
        Verdict.NONE,
    ]


@pytest.mark.parametrize("rate", [0.0, 0.01])
def test_the_gain_of_a_relative_is_that_of_everything_written_out(rate: float) -> None:
    at = marker("L", 0.5, 0.3, 0.2, rate=rate)
    one = sought(SIBLINGS, {"SIB": ["12"]})
    threshold = 1.47
    found = next_relatives([at], one, Asked(threshold, draws=4000, seed=2))
    assert {relative.id for relative in found} == {"FA", "MO", "OTHER", "HALF"}
    whole = chance(at, one, {})
    alone = {
        pair: math.prod(at.frequencies[at.place(a)] for a in pair) * (1 + (pair[0] != pair[1]))
        for pair in genotypes(at)
    }
    for relative in found:
        gain = reached = 0.0
        for g, c in itertools.product(genotypes(at), repeat=2):
            both = chance(at, one, {"X": g, relative.id: c}) / whole
            if both > 0:
                of_c = chance(at, one, {relative.id: c}) / whole
                of_g = chance(at, one, {"X": g}) / whole
                gain += both * math.log10(both / of_g / of_c)
                reached += both * (both / of_c / alone[g] >= threshold)
        assert abs(relative.gain.value - gain) <= 4 * relative.gain.error + 1e-12
        assert abs(relative.reached.value - reached) <= 4 * relative.reached.error
    assert found[-1].id == "OTHER"
    assert found[-1].gain.value == pytest.approx(0, abs=1e-12)


def test_the_gain_of_a_relative_on_the_x() -> None:
    at = marker("L", 0.5, 0.3, 0.2, chromosome=Chromosome.X)
    one = sought((FA, MO, X, SIB), {"SIB": ["12"]})
    whole = chance(at, one, {})
    single = [(allele,) for allele in at.alleles]
    for relative in next_relatives([at], one, Asked(draws=2000)):
        gain = 0.0
        for g, c in itertools.product(single, single if relative.id == "FA" else genotypes(at)):
            both = chance(at, one, {"X": g, relative.id: c}) / whole
            if both > 0:
                apart = chance(at, one, {"X": g}) * chance(at, one, {relative.id: c}) / whole**2
                gain += both * math.log10(both / apart)
        assert gain > 0
        assert abs(relative.gain.value - gain) <= 4 * relative.gain.error


def test_relatives_who_are_alike_are_as_good_as_each_other() -> None:
    one = sought((FA, MO, X, SIB), {"SIB": ["12", "23", "13"]}, ["L", "K", "J"])
    first, second = next_relatives([replace(at, female=None, male=None) for at in WEIGHED], one, Asked(draws=500))
    assert (first.id, second.id) == ("FA", "MO")
    assert second.gain.value == pytest.approx(first.gain.value)
    assert second.is_as_good


def test_relatives_whom_the_pedigree_lacks() -> None:
    at = [marker("L"), marker("K")]
    lone = Sought(Family("F", Pedigree((Member("X", sex=Sex.MALE),)), {}, ("X",)), "X")
    found = next_relatives(at, lone, Asked(draws=200), list(Addition))
    assert {relative.addition for relative in found} == set(Addition)
    one = sought((FA, MO, X), {"FA": ["12", "23"], "MO": ["34", "11"]}, ["L", "K"])
    by_id = {relative.addition: relative for relative in next_relatives(at, one, Asked(draws=200), list(Addition))}
    assert set(by_id) == {Addition.SIBLING, Addition.CHILD}  # both parents stand in it
    assert by_id[Addition.SIBLING].gain.value == pytest.approx(0, abs=1e-12)  # nothing that typed parents do not tell
    assert by_id[Addition.CHILD].gain.value > 0
