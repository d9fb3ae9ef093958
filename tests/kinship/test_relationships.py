"""Relationships by name, against closed forms."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from homeward.errors import InputRefused
from homeward.kinship import mutation
from homeward.kinship.evidence import Observed
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member
from homeward.kinship.relationships import Relationship, paternity, relationship, weighed
from homeward.kinship.terms import Sex

P = {"9": 0.1, "10": 0.2, "11": 0.3, "12": 0.4}
FREQUENCIES = np.array([*P.values()])
MARKER = Marker("L", tuple(P), FREQUENCIES)
MUTATING = Marker(
    "L", tuple(P), FREQUENCIES, female=mutation.equal(4, 0.001), male=mutation.proportional(FREQUENCIES, 0.002)
)
GENOTYPES = list(itertools.combinations_with_replacement(P, 2))
A, B = Member("A", sex=Sex.FEMALE), Member("B", sex=Sex.FEMALE)
#: Chances that two persons share 0, 1 and 2 alleles by descent (Thompson 1975).
SHARED = {
    Relationship.IDENTITY: (0, 0, 1),
    Relationship.PARENT: (0, 1, 0),
    Relationship.CHILD: (0, 1, 0),
    Relationship.FULL_SIBLINGS: (1 / 4, 1 / 2, 1 / 4),
    Relationship.HALF_SIBLINGS: (1 / 2, 1 / 2, 0),
    Relationship.GRANDPARENT: (1 / 2, 1 / 2, 0),
    Relationship.GRANDCHILD: (1 / 2, 1 / 2, 0),
    Relationship.UNCLE: (1 / 2, 1 / 2, 0),
    Relationship.NEPHEW: (1 / 2, 1 / 2, 0),
    Relationship.COUSINS: (3 / 4, 1 / 4, 0),
}


def ratio(
    kind: Relationship, one: tuple[str, ...], other: tuple[str, ...], at: Marker = MARKER, **more: float
) -> float:
    profiles = {"A": {"L": Observed(one)}, "B": {"L": Observed(other)}}
    return 10 ** weighed(relationship(kind, A, B), [at], profiles, **more).total


def chance(genotype: tuple[str, str]) -> float:
    one, other = genotype
    return P[one] * P[other] * (1 if one == other else 2)


def if_parent(parent: tuple[str, str], child: tuple[str, str]) -> float:
    """P(child | parent) by hand: either allele of the parent, beside one of the population."""
    return sum(
        P[drawn] / 2 for passed in parent for drawn in P if tuple(sorted((passed, drawn), key=list(P).index)) == child
    )


@pytest.mark.parametrize("kind", Relationship)
def test_two_persons_share_by_descent_what_their_relationship_says(kind: Relationship) -> None:
    none, one, two = SHARED[kind]
    for first, second in itertools.product(GENOTYPES, repeat=2):
        expected = none + one * if_parent(first, second) / chance(second) + two * (first == second) / chance(second)
        assert ratio(kind, first, second) == pytest.approx(expected, rel=1e-10)


def test_paternity_with_and_without_the_mother() -> None:
    profiles = {"F": {"L": Observed(("10", "10"))}, "M": {"L": Observed(("9", "9"))}, "C": {"L": Observed(("9", "10"))}}
    child = Member("C", sex=Sex.MALE)
    trio, duo = (
        weighed(paternity("F", child, "M"), [MARKER], profiles),
        weighed(paternity("F", child), [MARKER], profiles),
    )
    assert 10**trio.total == pytest.approx(1 / P["10"], rel=1e-12)
    assert 10**duo.total == pytest.approx(1 / (2 * P["10"]), rel=1e-12)


@pytest.mark.parametrize("theta", [0.0, 0.01, 0.05])
def test_identity_is_the_reciprocal_of_the_chance_of_a_random_match(theta: float) -> None:
    """Balding, Nichols, FSI 64 (1994) 125-140, equations for homozygotes and heterozygotes."""
    whole = (1 + theta) * (1 + 2 * theta)
    for one, other in GENOTYPES:
        p, q = ((1 - theta) * P[allele] for allele in (one, other))
        match = (2 * theta + p) * (3 * theta + p) if one == other else 2 * (theta + p) * (theta + q)
        assert ratio(Relationship.IDENTITY, (one, other), (one, other), theta=theta) == pytest.approx(
            whole / match, rel=1e-9
        )


def test_an_exclusion_is_counted_though_a_mutation_may_explain_it() -> None:
    profiles = {
        "A": {"L": Observed(("9", "9")), "K": Observed(("9", "12"))},
        "B": {"L": Observed(("10", "11")), "K": Observed(("9", "10"))},
    }
    markers = [MUTATING, Marker("K", tuple(P), FREQUENCIES)]
    found = weighed(relationship(Relationship.PARENT, A, B), markers, profiles)
    assert found.exclusions == ("L",)
    assert -math.inf < found.log10_lr["L"] < 0
    fixed = weighed(relationship(Relationship.PARENT, A, B), [MARKER], profiles)
    assert fixed.total == -math.inf


def test_seen_from_the_other_side() -> None:
    converse = {
        Relationship.PARENT: Relationship.CHILD,
        Relationship.GRANDPARENT: Relationship.GRANDCHILD,
        Relationship.UNCLE: Relationship.NEPHEW,
    }
    for kind, back in (converse | {other: one for one, other in converse.items()}).items():
        assert ratio(kind, ("9", "10"), ("12", "10"), MUTATING) == pytest.approx(
            ratio(back, ("12", "10"), ("10", "9"), MUTATING), rel=1e-12
        )


def test_markers_that_one_of_the_two_lacks_say_nothing() -> None:
    profiles = {"A": {"L": Observed(("9", "9")), "K": Observed(("9", "12"))}, "B": {"L": Observed(("9", "11"))}}
    markers = [MARKER, Marker("K", tuple(P), FREQUENCIES)]
    for kind in Relationship:
        if kind is not Relationship.IDENTITY:
            assert weighed(relationship(kind, A, B), markers, profiles).log10_lr["K"] == pytest.approx(0, abs=1e-12)


def test_persons_may_be_called_as_they_like() -> None:
    for one, other in (("father", "mother"), ("aunt", "uncle"), ("parent", "child")):
        profiles = {one: {"L": Observed(("9", "10"))}, other: {"L": Observed(("10", "12"))}}
        for kind in Relationship:
            claim = relationship(kind, Member(one), Member(other))
            assert weighed(claim, [MARKER], profiles).total == pytest.approx(
                math.log10(ratio(kind, ("9", "10"), ("10", "12"))) if kind is not Relationship.IDENTITY else -math.inf
            )


def test_one_person_has_one_sex_and_two_have_two_ids() -> None:
    with pytest.raises(InputRefused):
        relationship(Relationship.IDENTITY, A, Member("B", sex=Sex.MALE))
    with pytest.raises(InputRefused):
        relationship(Relationship.COUSINS, A, A)
