"""Blind search: every remains against every missing person of every family.

What remains show is sorted once into the different readings of each marker. A reading is one genotype, or, with
drop-out or a missing allele, a mixture over those it may be of. For each reading the row of the tables
(``family_tables``) is looked up or mixed; a likelihood ratio is then a sum of looked-up logarithms, marker by marker.

Mixtures are added up genotype after genotype, always in one order and not by a matrix product, so that no ratio
depends on how many remains or families are weighed at once; and most readings are of few genotypes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.family_tables import FamilyTables, family_tables, genotypes, has_single_copy, marker_rows
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.evidence import Observed, is_nothing, weights
from homeward.kinship.families import Remains
from homeward.kinship.markers import Marker
from homeward.kinship.terms import Chromosome

#: Missing persons whose tables are held at once, as far as their tables take no more than so many bytes.
_TOGETHER, _TABLE_BYTES = 256, 64 << 20


@dataclass(frozen=True)
class Mixture:
    """Genotypes that a reading may be of: their rows, and how probable each is given the reading alone."""

    rows: NDArray[np.intp]
    shares: NDArray[np.float64]


@dataclass(frozen=True)
class MarkerReadings:
    """What remains show at one marker.

    Attributes:
        mixtures: of the different readings, for missing persons with two copies.
        single: the same for those with one copy; of the X only, else empty.
        place: for each remains the number of its reading, from 1; 0 for who is not typed. Shape (remains,).
    """

    mixtures: list[Mixture]
    single: list[Mixture]
    place: NDArray[np.intp]


def together(markers: Sequence[Marker]) -> int:
    """How many missing persons are computed and looked up side by side."""
    rows = marker_rows(markers)
    return max(8, min(_TOGETHER, _TABLE_BYTES // (8 * max(1, rows[-1].stop if rows else 1))))


def search(markers: Sequence[Marker], remains: Sequence[Remains], sought: Sequence[Sought]) -> NDArray[np.float64]:
    """Weigh “these remains are this missing person” against “they are unrelated to the family”, for all pairs.

    Returns:
        log10 of the likelihood ratios, shape (remains, missing): -inf where excluded, nan where the profiles of the
        family itself cannot be. Sexes are not looked at.
    """
    found = np.zeros((len(remains), len(sought)))
    readings = read_off(markers, remains)
    step = together(markers)
    for start in range(0, len(sought), step):
        some = sought[start : start + step]
        weighed = weigh(markers, readings, slice(None), some, family_tables(markers, some))
        found[:, start : start + step] = weighed[0]
    return found


def weigh(
    markers: Sequence[Marker],
    readings: Sequence[MarkerReadings],
    remains: slice,
    sought: Sequence[Sought],
    tables: FamilyTables,
) -> tuple[NDArray[np.float64], NDArray[np.uint16]]:
    """Weigh some remains against some missing persons.

    Args:
        markers: n.
        readings: of all remains at each marker.
        remains: which of them.
        sought: whose tables these are.
        tables: by missing person.

    Returns:
        log10 of the likelihood ratios, and how many markers exclude each pair if nothing mutates, shapes (remains,
        missing).
    """
    count = len(range(*remains.indices(len(readings[0].place)))) if readings else 0
    total = np.zeros((count, len(sought)))
    excluded = np.zeros(total.shape, dtype=np.uint16)
    logs, flags = np.empty_like(total), np.empty(total.shape, dtype=np.uint8)
    for marker, found, rows in zip(markers, readings, marker_rows(markers), strict=True):
        used, place = np.unique(found.place[remains], return_inverse=True)
        if not used.any():
            continue
        here = tables.at(rows)
        log10, impossible = _looked_up(found.mixtures, used, here)
        if found.single:
            is_single = np.array([has_single_copy(marker, one) for one in sought])
            of_single = _looked_up(found.single, used, here)
            log10 = np.where(is_single, of_single[0], log10)
            impossible = np.where(is_single, of_single[1], impossible)
        np.take(log10, place, axis=0, out=logs, mode="clip")
        np.add(total, logs, out=total)
        np.take(impossible, place, axis=0, out=flags, mode="clip")
        np.add(excluded, flags, out=excluded)
    return total, excluded


def _looked_up(
    mixtures: Sequence[Mixture], used: NDArray[np.intp], tables: FamilyTables
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """A row for each reading that is used, nothing for reading 0."""
    shape = (len(used), tables.log10_ratios.shape[1])
    log10, excluded = np.zeros(shape), np.zeros(shape, dtype=np.uint8)
    read = [(at, mixtures[number - 1]) for at, number in enumerate(used.tolist()) if number]
    plain = [(at, mixture.rows[0]) for at, mixture in read if len(mixture.rows) == 1]
    if plain:
        to, rows = np.array(plain).T
        log10[to], excluded[to] = tables.log10_ratios[rows], tables.excluded[rows]
    mixed = sorted(((at, one) for at, one in read if len(one.rows) != 1), key=lambda pair: -len(pair[1].rows))
    if mixed:
        to = np.array([at for at, _mixture in mixed])
        ratios = np.exp(tables.log10_ratios * np.log(10))
        total = np.zeros((len(mixed), shape[1]))
        never = np.ones(total.shape, dtype=np.uint8)
        for rows, shares in _by_turns([mixture for _at, mixture in mixed]):
            total[: len(rows)] += shares[:, None] * ratios[rows]
            never[: len(rows)] &= tables.excluded[rows]
        with np.errstate(divide="ignore"):
            log10[to], excluded[to] = np.log10(total), never
    return log10, excluded


def _by_turns(mixtures: Sequence[Mixture]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float64]]]:
    """The first genotype of each mixture, then the second of those that have one; mixtures come longest first."""
    sizes = np.array([len(mixture.rows) for mixture in mixtures])
    rows = np.zeros((len(mixtures), sizes.max(initial=0)), dtype=np.intp)
    shares = np.zeros(rows.shape)
    for at, mixture in enumerate(mixtures):
        rows[at, : sizes[at]], shares[at, : sizes[at]] = mixture.rows, mixture.shares
    for turn in range(rows.shape[1]):
        left = int((sizes > turn).sum())
        yield rows[:left, turn], shares[:left, turn]


def markers_of(markers: Sequence[Marker], remains: Sequence[Remains]) -> NDArray[np.intp]:
    """How many of the markers each remains is typed at, shape (remains,)."""
    typed = [
        [one.name in body.profile and not is_nothing(body.profile[one.name]) for one in markers] for body in remains
    ]
    return np.asarray(np.array(typed, dtype=int).reshape(len(remains), len(markers)).sum(axis=1))


def read_off(markers: Sequence[Marker], remains: Sequence[Remains]) -> list[MarkerReadings]:
    """What all remains show, by marker."""
    return [_read_off(marker, remains) for marker in markers]


def _read_off(marker: Marker, remains: Sequence[Remains]) -> MarkerReadings:
    place = np.zeros(len(remains), dtype=np.intp)
    places: dict[tuple[tuple[str, ...], bool, float | None], int] = {}
    different: list[Observed] = []
    for at, one in enumerate(remains):
        reading = one.profile.get(marker.name)
        if reading is None or is_nothing(reading) or _says_nothing(marker, reading):
            continue
        is_whole = len(reading.seen) == 2 and not marker.silent  # nothing was lost, whatever might have been
        key = (reading.seen, False, None) if is_whole else (reading.seen, None in reading.alleles, reading.dropout)
        if key not in places:
            places[key] = len(places) + 1
            different.append(reading)
        place[at] = places[key]
    single = [mixture_of(marker, one, 1) for one in different] if marker.chromosome is Chromosome.X else []
    return MarkerReadings([mixture_of(marker, one) for one in different], single, place)


def _says_nothing(marker: Marker, reading: Observed) -> bool:
    """Whether every genotype would give the reading alike: all was lost, and each copy as easily as any other."""
    return bool(reading.dropout) and not reading.seen and not marker.silent


def mixture_of(marker: Marker, reading: Observed, copies: int = 2) -> Mixture:
    """Genotypes that a reading may be of; none where it can be of none."""
    low, high = genotypes(marker)
    p = marker.frequencies
    if copies == 1:
        chance = np.where(low == high, (weights(marker, reading, 1) * p)[low], 0.0)
    else:
        ordered = weights(marker, reading, 2) * np.outer(p, p)
        chance = np.where(low == high, 1.0, 2.0) * ordered[low, high]
    rows = np.flatnonzero(chance)
    return Mixture(rows, chance[rows] / chance[rows].sum() if len(rows) else chance[rows])
