"""Which relative to sample next: what each untyped one is expected to add.

Typing a relative C turns the ratio of the remains, R(g), into R(g) · P(c | relatives, g) / P(c | relatives). Its
expected gain in log10, if the remains are the missing person, is never below 0: it is what g and c have in common once
the relatives are known, their mutual information (Cover, Thomas, Elements of Information Theory (2006), ch. 2). What
the remains show is drawn, the mean over c is then exact. All relatives are weighed on the same draws, so that their
order is steady.

Source of the question: Vigeland, Marsico, Herrera Piñero, Egeland, FSI Genetics 49 (2020) 102376.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.genotype_tables import GenotypeTable, Sought, genotype_tables
from homeward.kinship.evidence import Observed, is_nothing
from homeward.kinship.families import Family
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.power.power import Asked, Estimate, picked, share
from homeward.kinship.power.seen import Seen, compared, population, reading, seen, uniform
from homeward.kinship.terms import Sex
from homeward.words import LabelledWord, _

#: A relative is as good as the first where the difference is below so many standard errors of itself.
_APART = 2.0


class Addition(LabelledWord):
    """Relatives who may be asked for though the pedigree does not hold them."""

    PARENT = "parent", _("a parent")
    SIBLING = "sibling", _("a full brother or sister")
    CHILD = "child", _("a child")


@dataclass(frozen=True, slots=True)
class Relative:
    """What one more relative is expected to add.

    Attributes:
        id: of the member, or of one who was added.
        addition: what was added, None for members of the pedigree.
        gain: how much the mean of log10 LR grows, if the remains are the missing person.
        reached: P(LR ≥ threshold) then.
        is_as_good: whether the gain differs from that of the first by no more than the draw explains.
    """

    id: str
    addition: Addition | None
    gain: Estimate
    reached: Estimate
    is_as_good: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    family: Family
    id: str
    addition: Addition | None


def next_relatives(
    markers: Sequence[Marker], sought: Sought, asked: Asked, also: Sequence[Addition] = ()
) -> list[Relative]:
    """Untyped relatives of one missing person, the largest expected gain first; by id where gains are equal.

    Who is missing is not among them. Relatives are taken to give whole profiles at the same markers; drop-out is of the
    remains alone. The family's own profiles must be possible (``Power.contradicting`` is empty).

    Args:
        markers: that the remains are expected to show.
        sought: the missing person.
        asked: threshold, draws, seed and drop-out, as for ``powers``.
        also: relatives to weigh besides, where the pedigree allows one.
    """
    candidates = _candidates(sought, also)
    if not candidates:
        return []
    before = np.zeros(asked.draws)
    expected, after = np.zeros((len(candidates), asked.draws)), np.zeros((len(candidates), asked.draws))
    for marker in sorted(markers, key=lambda one: one.name):
        remains = _drawn(marker, sought, asked)
        before += remains.log10_lr
        luck = uniform(asked.seed, marker, "relative", asked.draws)
        for at, candidate in enumerate(candidates):
            mean, drawn = _gains(marker, remains, candidate, sought.id, luck)
            expected[at] += mean
            after[at] += drawn
    gains = expected.mean(axis=1)
    order = sorted(range(len(candidates)), key=lambda at: (-round(float(gains[at]), 9), candidates[at].id))
    first = expected[order[0]]
    return [
        Relative(
            candidates[at].id,
            candidates[at].addition,
            _mean(expected[at]),
            share(before + after[at] >= math.log10(asked.threshold)),
            (apart := _mean(first - expected[at])).value <= max(_APART * apart.error, 1e-9),
        )
        for at in order
    ]


def _mean(values: NDArray[np.float64]) -> Estimate:
    return Estimate(float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values)))


def _candidates(sought: Sought, also: Sequence[Addition]) -> list[_Candidate]:
    family = sought.family
    typed = {
        id_ for id_, profile in family.profiles.items() if any(not is_nothing(reading) for reading in profile.values())
    }
    found = [
        _Candidate(family, id_, None) for id_ in family.pedigree.ids if id_ not in typed and id_ not in family.missing
    ]
    for addition in sorted(set(also)):
        added = _added(family.pedigree, sought.id, addition)
        if added is not None:
            id_, pedigree = added
            found.append(_Candidate(replace(family, pedigree=pedigree), id_, addition))
    return found


def _added(pedigree: Pedigree, id_: str, addition: Addition) -> tuple[str, Pedigree] | None:
    """Id of one more relative, and the pedigree with it; None where the pedigree allows none."""
    person = pedigree.member(id_)
    members = [one for one in pedigree.members if one.id != id_]
    new = f"{addition} of {id_}"
    if addition is Addition.CHILD:
        if person.sex is Sex.UNKNOWN:
            return None
        is_father = person.sex is Sex.MALE
        partners = {one.mother if is_father else one.father for one in members if id_ in (one.father, one.mother)}
        other = partners.pop() if len(partners) == 1 else ""
        child = Member(new, id_, other) if is_father else Member(new, other, id_)
        return new, replace(pedigree, members=(*members, person, child))
    if person.is_founder:
        if pedigree.founder_inbreeding.get(id_):
            return None
        mother = new if addition is Addition.PARENT else f"mother of {id_}"
        person = replace(person, father=f"father of {id_}", mother=mother)
        members += [Member(person.father, sex=Sex.MALE), Member(mother, sex=Sex.FEMALE)]
    elif addition is Addition.PARENT:
        return None
    if addition is Addition.SIBLING:
        members.append(Member(new, person.father, person.mother, person.sex))
    return new, replace(pedigree, members=(*members, person))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the remains show at a marker: different readings, which of them each draw has, log10 LR of each draw."""

    readings: tuple[Observed, ...]
    which: NDArray[np.intp]
    log10_lr: NDArray[np.float64]


def _drawn(marker: Marker, sought: Sought, asked: Asked) -> _Drawn:
    table = genotype_tables([marker], [sought])[0][0]
    may = seen(marker, table, asked.dropout, every_allele=True)
    order = np.flatnonzero(may.related[0] > 0)
    order = order[np.argsort(may.log10_lr[0, order], kind="stable")]
    outcomes = order[picked(may.related[0, order], uniform(asked.seed, marker, "remains", asked.draws))]
    different, which = np.unique(outcomes, return_inverse=True)
    copies = table.ratios.ndim - 1
    readings = tuple(reading(marker, int(one), copies, asked.dropout) for one in different)
    return _Drawn(readings, which, may.log10_lr[0, outcomes])


def _gains(
    marker: Marker, remains: _Drawn, candidate: _Candidate, missing: str, luck: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What typing a relative adds to log10 LR at a marker, shape (draws,): on average over what it shows, and drawn."""
    family = candidate.family
    with_remains = [
        replace(family, profiles={**family.profiles, missing: {marker.name: shown}}) for shown in remains.readings
    ]
    tables = genotype_tables([marker], [Sought(one, candidate.id) for one in (*with_remains, family)])[0]
    base, base_row = next(
        (table, int(row)) for table in tables for row in np.flatnonzero(table.rows == len(with_remains))
    )
    means = np.zeros(len(with_remains) + 1)
    gained = np.zeros(len(luck))
    by_reading = np.split(np.argsort(remains.which, kind="stable"), np.cumsum(np.bincount(remains.which))[:-1])
    for table in tables:
        may = _compared(marker, table, base, base_row)
        logs = np.where(may.related > 0, may.log10_lr, 0.0)
        means[table.rows] = (may.related * logs).sum(axis=1)
        for row, place in enumerate(table.rows):
            if place == len(with_remains):
                continue
            order = np.argsort(logs[row], kind="stable")
            draws = by_reading[place]
            gained[draws] = logs[row, order[picked(may.related[row, order], luck[draws])]]
    return means[remains.which], gained


def _compared(marker: Marker, table: GenotypeTable, base: GenotypeTable, base_row: int) -> Seen:
    """What a relative shows if the remains are known, against what it shows if they are not."""
    some_allele = np.zeros(table.frequencies.shape, dtype=np.intp)  # of each state; 0 for one that no allele has
    every = np.broadcast_to(np.arange(len(marker)), table.state_of.shape)
    np.put_along_axis(some_allele, table.state_of, every, axis=1)
    state = base.state_of[base_row][some_allele]
    ratios = base.ratios[base_row]
    before = ratios[state] if ratios.ndim == 1 else ratios[state[:, :, None], state[:, None, :]]
    chance = population(table)
    return compared(marker, table.ratios * chance, before * chance)
