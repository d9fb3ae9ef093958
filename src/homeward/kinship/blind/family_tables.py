"""What relatives say of every genotype of a missing person, laid out for look-up: one row to a genotype, one column to
a missing person.

    log10 R[g] = log10 ( P(missing has g | profiles of relatives) / P(g) )

A genotype is two alleles without an order; the single X of a man stands at the row of the homozygote. A column depends
on nothing but the family and the markers, so that it may be kept (``table_store``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.genotype_tables import GenotypeTable, Sought, genotype_tables
from homeward.kinship.markers import Marker
from homeward.kinship.terms import Chromosome, Sex


@dataclass(frozen=True)
class FamilyTables:
    """Tables of some missing persons at all markers; rows of one marker follow those of the one before.

    Attributes:
        log10_ratios: shape (genotypes of all markers, missing); -inf where impossible, nan where the profiles of the
            family itself cannot be.
        excluded: the same shape, 1 where relatives exclude the genotype if nothing mutates.
        columns: which columns are those of the missing persons, in their order; None for all.
    """

    log10_ratios: NDArray[np.float64]
    excluded: NDArray[np.uint8]
    columns: NDArray[np.intp] | None = None

    def at(self, rows: slice) -> FamilyTables:
        """Some rows of the missing persons alone."""
        ratios, excluded = self.log10_ratios[rows], self.excluded[rows]
        if self.columns is None:
            return FamilyTables(ratios, excluded)
        return FamilyTables(ratios[:, self.columns], excluded[:, self.columns])


def genotype_row(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.intp]:
    """The row of a genotype among those of its marker, from the places of its alleles."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    return np.asarray(high * (high + 1) // 2 + low)


def genotypes(marker: Marker) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places of the two alleles of every genotype, in the order of rows."""
    high, low = np.tril_indices(len(marker))
    return low, high


def genotype_chances(marker: Marker, *, is_single: bool = False) -> NDArray[np.float64]:
    """P(genotype) in the population by row; of one allele alone if ``is_single``."""
    low, high = genotypes(marker)
    p = marker.frequencies
    if is_single:
        return np.asarray(np.where(low == high, p[low], 0.0))
    return np.asarray(np.where(low == high, 1.0, 2.0) * p[low] * p[high])


def marker_rows(markers: Sequence[Marker]) -> list[slice]:
    """Where the rows of each marker stand."""
    ends = np.cumsum([0, *(len(marker) * (len(marker) + 1) // 2 for marker in markers)]).tolist()
    return [slice(start, end) for start, end in pairwise(ends)]


def has_single_copy(marker: Marker, one: Sought) -> bool:
    """Whether a missing person has one copy of the marker: a man, of the X."""
    return marker.chromosome is Chromosome.X and one.sex is Sex.MALE


def family_tables(markers: Sequence[Marker], sought: Sequence[Sought]) -> FamilyTables:
    """Compute the tables of some missing persons.

    What is impossible if nothing mutates is told by the same tables where nothing does, and by tables without mutation
    elsewhere.
    """
    rows = marker_rows(markers)
    shape = (rows[-1].stop if rows else 0, len(sought))
    log10_ratios, excluded = np.empty(shape), np.empty(shape, dtype=np.uint8)
    may_mutate = [marker.female is not None or marker.male is not None for marker in markers]
    fixed = [replace(one, female=None, male=None) for one, may in zip(markers, may_mutate, strict=True) if may]
    without = iter(genotype_tables(fixed, sought))
    for here, marker, may, tables in zip(rows, markers, may_mutate, genotype_tables(markers, sought), strict=True):
        for table in tables:
            by_row = _by_row(marker, table)
            if not may:
                excluded[here, table.rows] = ~(by_row > 0)
            with np.errstate(divide="ignore", invalid="ignore"):
                log10_ratios[here, table.rows] = np.log10(by_row)
        for table in next(without) if may else ():
            excluded[here, table.rows] = ~(_by_row(marker, table) > 0)
    return FamilyTables(log10_ratios, excluded)


def _by_row(marker: Marker, table: GenotypeTable) -> NDArray[np.float64]:
    """The ratios of a table, shape (genotypes, rows of the table)."""
    low, high = genotypes(marker)
    of_low, of_high = table.state_of.T[low], table.state_of.T[high]
    cases = np.arange(len(table.rows))[None, :]
    if table.ratios.ndim == 2:
        return np.where((low == high)[:, None], table.ratios[cases, of_low], 0.0)
    return np.asarray((table.ratios[cases, of_low, of_high] + table.ratios[cases, of_high, of_low]) / 2)
