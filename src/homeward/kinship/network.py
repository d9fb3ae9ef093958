"""The tables whose product is the likelihood of profiles on pedigrees at one marker.

Two variables for every member, the allele from the father and the one from the mother; one, the mother's, for the
single X of a man. A typed member's variables range over the alleles that the profile leaves possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.elimination import Factor, Passing, Table
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member
from homeward.kinship.terms import Chromosome, Sex


@dataclass(slots=True)
class Network:
    """Tables, how many values each variable has, which variables are whose, and how many alleles founders brought."""

    factors: list[Factor | Passing] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    variables: dict[str, tuple[int, ...]] = field(default_factory=dict)
    founder_alleles: int = 0
    _domains: list[NDArray[np.intp]] = field(default_factory=list)

    def new_variable(self, domain: NDArray[np.intp]) -> int:
        """One more variable, over alleles at these places."""
        self._domains.append(domain)
        variable = len(self._domains) - 1
        self.sizes[variable] = len(domain)
        return variable

    def domain(self, variable: int) -> NDArray[np.intp]:
        """Places of the alleles that a variable ranges over."""
        return self._domains[variable]


def network(
    marker: Marker,
    members: Sequence[Member],
    evidence: Mapping[str, Table],
    inbreeding: Mapping[str, float],
    frequencies: Table | None = None,
) -> Network:
    """Make the tables.

    Args:
        marker: n alleles.
        members: parents before children, of one pedigree or of several.
        evidence: of typed members, P(observed | genotype) of shape (n, n), or (n,) for the single X of a man.
        inbreeding: of founders, by id.
        frequencies: shape (cases, n) where the cases differ in them; the marker's own if None.
    """
    made = Network()
    drawn = marker.frequencies[None, :] if frequencies is None else frequencies
    passed = {by_mother: marker.passed_on(by_mother=by_mother) for by_mother in (False, True)}
    for member in members:
        is_single = marker.chromosome is Chromosome.X and member.sex is Sex.MALE
        shown = evidence.get(member.id)
        every = np.arange(len(marker))
        if shown is None:
            domains = [every] * (1 if is_single else 2)
        else:
            others = [tuple(axis for axis in range(shown.ndim) if axis != one) for one in range(shown.ndim)]
            domains = [np.flatnonzero(shown.max(axis=other) if other else shown) for other in others]
        own = tuple(made.new_variable(domain) for domain in domains)
        made.variables[member.id] = own
        if shown is not None:
            made.factors.append(Factor(own, shown[np.ix_(*domains)][None]))
        if member.is_founder:
            made.founder_alleles += len(own)
            made.factors += _founder(own, domains, drawn, inbreeding.get(member.id, 0.0))
        else:
            for variable, domain, parent in zip(
                own, domains, (member.mother,) if is_single else (member.father, member.mother), strict=True
            ):
                matrix = passed[parent == member.mother]
                made.factors.append(_passing(made, variable, domain, made.variables[parent], matrix))
    return made


def _founder(
    own: tuple[int, ...], domains: Sequence[NDArray[np.intp]], drawn: Table, inbreeding: float
) -> list[Factor]:
    if not inbreeding or len(own) == 1:
        return [Factor((variable,), drawn[:, domain]) for variable, domain in zip(own, domains, strict=True)]
    first, second = domains
    apart = drawn[:, first, None] * drawn[:, None, second]
    alike = drawn[:, first, None] * (first[:, None] == second[None, :])
    return [Factor(own, (1 - inbreeding) * apart + inbreeding * alike)]


def _passing(
    made: Network, variable: int, domain: NDArray[np.intp], parent: tuple[int, ...], matrix: NDArray[np.float64]
) -> Factor | Passing:
    """What a parent passes on: either copy, each half the time, as it is or mutated."""
    by_copy = [Factor((copy, variable), matrix[np.ix_(made.domain(copy), domain)][None]) for copy in parent]
    return by_copy[0] if len(parent) == 1 else Passing(*by_copy)
