"""For every missing person and marker: how much likelier relatives make each genotype than chance does.

    R[g] = P(missing has g | profiles of relatives) / P(g)

Once these stand, the likelihood ratio of any remains against any missing person is looked up and multiplied. Missing
persons whose families have one shape are computed side by side: the same tables of the same sizes, one leading axis.

Alleles that no relative shows are one, where that changes nothing: mutation draws from the population or does not
happen, and the missing person's parents are unrelated. Otherwise all alleles of the marker stand in the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.elimination import Factor, Passing, sum_out
from homeward.kinship.evidence import Observed, is_nothing, weights
from homeward.kinship.families import Family, is_inbred
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Pedigree
from homeward.kinship.terms import Chromosome, Sex

_AT_ONCE = 1 << 22
#: So many cases of one shape are few.
_FEW = 256


@dataclass(frozen=True)
class Sought:
    """One missing person of one family."""

    family: Family
    id: str

    @property
    def sex(self) -> Sex:
        """Sex of the missing person."""
        return self.family.pedigree.member(self.id).sex


@dataclass(frozen=True)
class GenotypeTable:
    """Ratios of several missing persons at one marker.

    Attributes:
        rows: places of the missing persons among all who are sought.
        ratios: shape (rows, k) * copies: R by the states that alleles have here.
        frequencies: shape (rows, k).
        state_of: shape (rows, n): the state of each allele of the marker.
        log_families: ln P(profiles of relatives) at this marker, shape (rows,).
    """

    rows: NDArray[np.intp]
    ratios: NDArray[np.float64]
    frequencies: NDArray[np.float64]
    state_of: NDArray[np.intp]
    log_families: NDArray[np.float64]


@dataclass(frozen=True)
class _Shape:
    """What families computed side by side share: members by number, parents first; who is typed, who is sought.

    Also whether the reading of each typed member is whole: with that, a family's tables are the same to the last bit
    whoever is computed beside it.
    """

    parents: tuple[tuple[int, int], ...]
    sexes: tuple[Sex, ...]
    typed: tuple[int, ...]
    is_whole: tuple[bool, ...]
    sought: int  # -1 for nobody
    inbreeding: tuple[float, ...]
    is_lumped: bool


def genotype_tables(markers: Sequence[Marker], sought: Sequence[Sought]) -> list[list[GenotypeTable]]:
    """The tables of all missing persons, by marker; those of one shape together, whatever the marker."""
    cases = (
        _Case(at, row, marker, one.family.pedigree, one.family.profiles, one.id)
        for at, marker in enumerate(markers)
        for row, one in enumerate(sought)
    )
    tables: list[list[GenotypeTable]] = [[] for _marker in markers]
    for shape, size, some in _by_shape(cases, together=False):
        states = _States(shape, size, some)
        factors, sizes, keep = _factors(shape, states)
        joint, log_scale = sum_out(factors, sizes, keep)
        whole = joint.sum(axis=tuple(range(1, joint.ndim)), keepdims=True)
        chance = states.frequencies
        if len(keep) == 2:
            chance = chance[:, :, None] * chance[:, None, :]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = np.where(chance > 0, joint / whole / chance, 0.0)
            log_families = np.log(whole.reshape(-1)) + log_scale
        of_marker = np.array([case.at for case in some])
        for at in np.unique(of_marker):
            here = np.flatnonzero(of_marker == at)
            rows = np.array([some[case].row for case in here])
            state_of = np.stack([states.state_of[case] for case in here])
            tables[at].append(GenotypeTable(rows, ratios[here], states.frequencies[here], state_of, log_families[here]))
    return tables


def log_likelihoods_of(
    markers: Sequence[Marker], families: Sequence[tuple[Pedigree, Mapping[str, Mapping[str, Observed]]]]
) -> NDArray[np.float64]:
    """Ln P(profiles | pedigree) over all markers, shape (families,): many families, or many ways to fill one."""
    found = np.zeros((len(markers), len(families)))
    cases = (
        _Case(at, row, marker, pedigree, profiles, "")
        for at, marker in enumerate(markers)
        for row, (pedigree, profiles) in enumerate(families)
    )
    for shape, size, some in _by_shape(cases, together=True):
        factors, sizes, _keep = _factors(shape, _States(shape, size, some))
        whole, log_scale = sum_out(factors, sizes)
        with np.errstate(divide="ignore"):
            found[[case.at for case in some], [case.row for case in some]] = np.log(whole) + log_scale
    return np.asarray(found.sum(axis=0))


@dataclass(slots=True)
class _Case:
    """One family at one marker; ``readings`` of its typed members in the order of the shape."""

    at: int
    row: int
    marker: Marker
    pedigree: Pedigree
    profiles: Mapping[str, Mapping[str, Observed]]
    sought: str
    readings: list[Observed] = field(default_factory=list)


def _by_shape(cases: Iterable[_Case], *, together: bool) -> Iterator[tuple[_Shape, int, list[_Case]]]:
    """Cases of one shape together, with how many states their alleles have, as many at once as memory should hold."""
    groups: dict[tuple[_Shape, int, int], list[_Case]] = defaultdict(list)
    from_population: dict[int, bool] = {}
    known: dict[tuple[object, ...], tuple[_Shape, tuple[str, ...]]] = {}
    for case in cases:
        if case.at not in from_population:
            from_population[case.at] = draws_from_population(case.marker)
        shape = _shape_of(case, known, is_from_population=from_population[case.at])
        if shape.is_lumped:
            groups[shape, -1, len({allele for one in case.readings for allele in one.alleles}) + 1].append(case)
        else:
            groups[shape, case.at, len(case.marker)].append(case)
    for (shape, _marker, states), found in (_gathered(groups) if together else groups).items():
        some = max(1, _AT_ONCE // states**3)
        for start in range(0, len(found), some):
            yield shape, states, found[start : start + some]


def _gathered(groups: Mapping[tuple[_Shape, int, int], list[_Case]]) -> dict[tuple[_Shape, int, int], list[_Case]]:
    """Few cases of one shape are computed as if all had as many states: one product of tables instead of several."""
    most: dict[_Shape, int] = defaultdict(int)
    few: dict[_Shape, int] = defaultdict(int)
    for (shape, _marker, states), found in groups.items():
        most[shape] = max(most[shape], states)
        few[shape] += len(found)
    gathered: dict[tuple[_Shape, int, int], list[_Case]] = defaultdict(list)
    for (shape, marker, states), found in groups.items():
        is_together = shape.is_lumped and few[shape] <= _FEW
        gathered[shape, marker, most[shape] if is_together else states] += found
    return gathered


def draws_from_population(marker: Marker) -> bool:
    """Whether every mutation is a draw from the population, or nothing mutates: the chain is then the same reversed."""
    p = marker.frequencies
    for matrix in (marker.female, marker.male):
        if matrix is None or len(p) == 1:
            continue
        share = matrix[0, 1] / p[1]
        if not np.allclose(matrix, (1 - share) * np.eye(len(p)) + share * p[None, :], rtol=0, atol=1e-12):
            return False
    return not marker.silent


def _shape_of(
    case: _Case, known: dict[tuple[object, ...], tuple[_Shape, tuple[str, ...]]], *, is_from_population: bool
) -> _Shape:
    """The shape of a case, whose readings are put in its order; most markers of a family have one that is known."""
    name, pedigree = case.marker.name, case.pedigree
    readings = {
        id_: profile[name]
        for id_, profile in case.profiles.items()
        if name in profile and not is_nothing(profile[name])
    }
    whole = {id_: one.dropout is None and None not in one.alleles for id_, one in readings.items()}
    may_lump, is_x = is_from_population and all(whole.values()), case.marker.chromosome is Chromosome.X
    key = (case.row, tuple(whole.items()), may_lump, is_x)
    if key not in known:
        members = pedigree.pruned({*readings, case.sought} if case.sought else readings)
        number = {member.id: at for at, member in enumerate(members)}
        typed = tuple(member.id for member in members if member.id in readings)
        shape = _Shape(
            parents=tuple((number.get(member.father, -1), number.get(member.mother, -1)) for member in members),
            sexes=tuple(member.sex for member in members) if is_x else (),
            typed=tuple(number[id_] for id_ in typed),
            is_whole=tuple(whole[id_] for id_ in typed),
            sought=number[case.sought] if case.sought else -1,
            inbreeding=tuple(pedigree.founder_inbreeding.get(member.id, 0.0) for member in members),
            is_lumped=may_lump and not (case.sought and is_inbred(pedigree, case.sought)),
        )
        known[key] = shape, typed
    shape, typed = known[key]
    case.readings = [readings[id_] for id_ in typed]
    return shape


class _States:
    """The states that alleles have in each case: those that relatives show, then one for all others; or all alleles."""

    def __init__(self, shape: _Shape, size: int, cases: Sequence[_Case]) -> None:
        self.cases = cases
        if not shape.is_lumped:
            marker = cases[0].marker
            self.state_of = [np.arange(len(marker))] * len(cases)
            self.frequencies = np.tile(marker.frequencies, (len(cases), 1))
            self.passed_on = {mother: marker.passed_on(by_mother=mother)[None] for mother in (False, True)}
            return
        self.state_of = []
        self.frequencies = np.zeros((len(cases), size))
        for at, case in enumerate(cases):
            shown = sorted({case.marker.place(str(allele)) for one in case.readings for allele in one.alleles})
            state_of = np.full(len(case.marker), size - 1)
            state_of[shown] = np.arange(len(shown))
            self.state_of.append(state_of)
            self.frequencies[at, : len(shown)] = case.marker.frequencies[shown]
        self.frequencies[:, -1] = 1 - self.frequencies.sum(axis=1)
        self.passed_on = {}
        for by_mother in (False, True):
            share = np.array([_share(case.marker, by_mother=by_mother) for case in cases])[:, None, None]
            self.passed_on[by_mother] = (1 - share) * np.eye(size)[None] + share * self.frequencies[:, None, :]

    @property
    def size(self) -> int:
        """How many states there are."""
        return int(self.frequencies.shape[1])


def _share(marker: Marker, *, by_mother: bool) -> float:
    """How often what a parent passes on is a draw from the population."""
    matrix = marker.female if by_mother else marker.male
    return 0.0 if matrix is None or len(marker) == 1 else float(matrix[0, 1] / marker.frequencies[1])


def _factors(shape: _Shape, states: _States) -> tuple[list[Factor | Passing], dict[int, int], tuple[int, ...]]:
    """The tables of all cases: as ``network`` makes them, with states of its own for each case."""
    factors: list[Factor | Passing] = []
    domains: list[NDArray[np.intp]] = []
    own: list[tuple[int, ...]] = []
    cases = np.arange(len(states.cases))[:, None]
    every = np.arange(states.size)[None, :]
    place = {at: number for number, at in enumerate(shape.typed)}
    for at, (father, mother) in enumerate(shape.parents):
        copies = 1 if shape.sexes and shape.sexes[at] is Sex.MALE else 2
        variables = tuple(range(len(domains), len(domains) + copies))
        own.append(variables)
        if at in place:
            shown, domain = _shown(shape, states, place[at], copies)
            domains += [domain] * copies
            factors.append(Factor(variables, shown))
        else:
            domains += [every] * copies
        if father < 0 and mother < 0:
            factors += _founder(states, variables, domains, shape.inbreeding[at])
            continue
        for variable, parent in zip(variables, (mother,) if copies == 1 else (father, mother), strict=True):
            matrix = states.passed_on[parent == mother]
            row = cases if len(matrix) > 1 else np.zeros((1, 1), dtype=int)
            by_copy = [
                Factor(
                    (copy, variable),
                    matrix[row[:, :, None], domains[copy][:, :, None], domains[variable][:, None, :]],
                )
                for copy in own[parent]
            ]
            factors.append(by_copy[0] if len(by_copy) == 1 else Passing(*by_copy))
    sizes = {variable: domain.shape[1] for variable, domain in enumerate(domains)}
    return factors, sizes, own[shape.sought] if shape.sought >= 0 else ()


def _shown(shape: _Shape, states: _States, place: int, copies: int) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """What one typed relative shows in each case, and the states its alleles range over."""
    readings = [case.readings[place] for case in states.cases]
    marker = states.cases[0].marker
    if marker.silent or not shape.is_whole[place]:
        return np.stack([weights(marker, one, copies) for one in readings]), np.arange(len(marker))[None, :]
    domain = np.array(
        [
            [state_of[case.marker.place(str(allele))] for allele in (one.alleles[0], one.alleles[-1])]
            for case, one, state_of in zip(states.cases, readings, states.state_of, strict=True)
        ]
    )
    is_same = domain[:, 0] == domain[:, 1]
    if copies == 1:
        return np.stack([np.ones(len(domain)), np.zeros(len(domain))], axis=1) * is_same[:, None], domain
    alike = np.array([[1.0, 0.0], [0.0, 0.0]])
    apart = np.array([[0.0, 1.0], [1.0, 0.0]])
    return np.where(is_same[:, None, None], alike, apart), domain


def _founder(
    states: _States, variables: tuple[int, ...], domains: Sequence[NDArray[np.intp]], inbreeding: float
) -> list[Factor]:
    cases = np.arange(len(states.cases))[:, None]
    drawn = [states.frequencies[cases, domains[variable]] for variable in variables]
    if not inbreeding or len(variables) == 1:
        return [Factor((variable,), table) for variable, table in zip(variables, drawn, strict=True)]
    first, second = (
        np.broadcast_to(domains[variable], table.shape) for variable, table in zip(variables, drawn, strict=True)
    )
    alike = (first[:, :, None] == second[:, None, :]) * drawn[0][:, :, None]
    return [Factor(variables, (1 - inbreeding) * drawn[0][:, :, None] * drawn[1][:, None, :] + inbreeding * alike)]
