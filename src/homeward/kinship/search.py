"""Blind search: every remains against every missing person of every family.

The tables of ``genotype_tables`` are spread once for each reading that occurs among the remains; a likelihood ratio is
then a sum of looked-up logarithms, marker by marker. Readings with drop-out or a missing allele are mixtures over true
genotypes and become columns like any other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.evidence import Observed, is_nothing, weights
from homeward.kinship.families import Remains
from homeward.kinship.genotype_tables import GenotypeTable, Sought, genotype_tables
from homeward.kinship.markers import Marker


def search(markers: Sequence[Marker], remains: Sequence[Remains], sought: Sequence[Sought]) -> NDArray[np.float64]:
    """Weigh “these remains are this missing person” against “they are unrelated to the family”, for all pairs.

    Returns:
        log10 of the likelihood ratios, shape (remains, missing): -inf where excluded, nan where the profiles of the
        family itself cannot be. Sexes are not looked at.
    """
    total = np.zeros((len(sought), len(remains)))
    for marker, tables in zip(markers, genotype_tables(markers, sought), strict=True):
        columns, place = _readings(marker, remains)
        spread = np.zeros((len(sought), len(columns) + 1))  # the first for who is not typed here
        for table in tables:
            spread[table.rows, 1:] = _spread(marker, table, columns)
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log10(spread)
        logs[:, 0] = 0.0
        total += np.take(logs, place, axis=1)
    return total.T


def markers_of(markers: Sequence[Marker], remains: Sequence[Remains]) -> NDArray[np.intp]:
    """How many of the markers each remains is typed at, shape (remains,)."""
    typed = [
        [one.name in body.profile and not is_nothing(body.profile[one.name]) for one in markers] for body in remains
    ]
    return np.asarray(np.array(typed, dtype=int).reshape(len(remains), len(markers)).sum(axis=1))


def _readings(marker: Marker, remains: Sequence[Remains]) -> tuple[list[Observed], NDArray[np.intp]]:
    """Different readings at a marker, and for each remains the place of its own, 1 for the first, 0 for none."""
    places: dict[Observed, int] = {}
    of_remains = np.zeros(len(remains), dtype=np.intp)
    for at, one in enumerate(remains):
        reading = one.profile.get(marker.name)
        if reading is None or is_nothing(reading):
            continue
        alleles = reading.alleles if reading.dropout is None else reading.seen
        known = Observed(tuple(sorted(alleles, key=lambda allele: allele or "")), reading.dropout)
        of_remains[at] = places.setdefault(known, len(places) + 1)
    return list(places), of_remains


def _spread(marker: Marker, table: GenotypeTable, columns: Sequence[Observed]) -> NDArray[np.float64]:
    """P(reading | relatives) / P(reading) for every reading, shape (rows, readings)."""
    rows = np.arange(len(table.rows))[:, None]
    found = np.empty((len(table.rows), len(columns)))
    plain = [
        at for at, one in enumerate(columns) if one.dropout is None and None not in one.alleles and not marker.silent
    ]
    if plain:
        pairs = np.array([[marker.place(columns[at].seen[0]), marker.place(columns[at].seen[-1])] for at in plain])
        first, second = (table.state_of[:, pairs[:, copy]] for copy in (0, 1))
        if table.ratios.ndim == 2:
            found[:, plain] = np.where(pairs[:, 0] == pairs[:, 1], table.ratios[rows, first], 0.0)
        else:
            found[:, plain] = (table.ratios[rows, first, second] + table.ratios[rows, second, first]) / 2
    for at in sorted({*range(len(columns))} - {*plain}):
        found[:, at] = _mixture(marker, table, columns[at])
    return found


def _mixture(marker: Marker, table: GenotypeTable, reading: Observed) -> NDArray[np.float64]:
    p = marker.frequencies
    if table.ratios.ndim == 2:
        chance = weights(marker, reading, 1) * p
        full = np.take_along_axis(table.ratios, table.state_of, axis=1)
        return np.asarray(full @ chance / chance.sum())
    chance = weights(marker, reading, 2) * np.outer(p, p)
    mixed = np.zeros(len(table.rows))
    for first, second in zip(*np.nonzero(chance), strict=True):
        states = table.state_of[:, first], table.state_of[:, second]
        mixed += chance[first, second] * table.ratios[np.arange(len(mixed)), states[0], states[1]]
    return np.asarray(mixed / chance.sum())
