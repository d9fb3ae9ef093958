"""How many pairs of strangers a search of this size is expected to bring up to a likelihood ratio.

The chance that a stranger reaches LR ≥ t is a mean over true relatives, P0(LR ≥ t) = E1[1/LR; LR ≥ t] (importance
sampling with the likelihood ratio as weight; Kruijver, FSI Genetics 14 (2015) 116-124). Genotypes of each missing
person are drawn from the tables of the search, at the markers of remains that are drawn at random with them: the mean
is free of bias, and its scatter is small because no weight exceeds 1/t.

Remains with a reading that leaves several genotypes open count with the bound P0(LR ≥ t) ≤ 1/t, and so does everything
where fewer than ``_ENOUGH`` draws reach t.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.family_tables import FamilyTables, genotype_chances, has_single_copy, marker_rows
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.blind.search import MarkerReadings
from homeward.kinship.families import Remains
from homeward.kinship.markers import Marker
from homeward.kinship.posteriors import chance_hits

#: Draws in all, and at least for each missing person; how many must reach a ratio.
_DRAWS, _LEAST, _ENOUGH = 200_000, 10, 100
#: A ratio beyond which no number holds it.
_LARGEST = 300.0


@dataclass(frozen=True)
class Drawn:
    """Likelihood ratios of drawn relatives: log10, and for how many strangers each stands, of how many pairs."""

    log10_lr: NDArray[np.float64]
    strangers: NDArray[np.float64]
    pairs: int


@dataclass(frozen=True)
class ChanceHits:
    """What is expected by chance.

    Attributes:
        pairs: comparisons that were made.
        bounded: those of them that only the bound holds for.
        drawn: for the others.
    """

    pairs: int
    bounded: int
    drawn: Drawn

    def at(self, log10_threshold: float) -> float:
        """Pairs of strangers expected to have at least that ratio, if all pairs were of strangers."""
        reached = self.drawn.log10_lr >= log10_threshold
        threshold = 10.0 ** min(log10_threshold, _LARGEST)
        if int(reached.sum()) < _ENOUGH:
            return chance_hits(self.pairs, threshold)
        hits = min(float(self.pairs - self.bounded), float(self.drawn.strangers[reached].sum()))
        return chance_hits(self.bounded, threshold) + hits

    @property
    def method(self) -> str:
        """``draws``, ``bound``, or ``draws and bound``."""
        if not self.drawn.log10_lr.size:
            return "bound"
        return "draws and bound" if self.bounded else "draws"


def are_whole(readings: Sequence[MarkerReadings], remains: Sequence[Remains]) -> NDArray[np.bool_]:
    """Whether every reading of a remains is of one genotype, shape (remains,)."""
    whole = np.ones(len(remains), dtype=bool)
    for found in readings:
        is_one = np.array([True, *(len(mixture.rows) == 1 for mixture in found.mixtures)])
        whole &= is_one[found.place]
    return whole


def draws_each(missing: int) -> int:
    """How many draws are made for each missing person."""
    return max(_LEAST, -(-_DRAWS // max(1, missing)))


def draw(
    markers: Sequence[Marker],
    typed: NDArray[np.bool_],
    may_be: NDArray[np.bool_],
    sought: Sequence[Sought],
    seeds: Sequence[int],
    tables: FamilyTables,
    times: int,
) -> Drawn:
    """Draw true relatives of some missing persons.

    Args:
        markers: n.
        typed: at which markers each of the whole remains is typed, shape (remains, n).
        may_be: whether the sexes of remains and missing agree, shape (remains, missing).
        sought: missing persons.
        seeds: one for each, so that nothing depends on their order.
        tables: theirs.
        times: draws for each.
    """
    count = may_be.sum(axis=0)
    chosen = np.zeros((times, len(sought)), dtype=np.intp)
    points = np.empty((len(markers), times, len(sought)))
    for at, seed in enumerate(seeds):
        if count[at]:
            source = np.random.default_rng(seed)
            chosen[:, at] = np.flatnonzero(may_be[:, at])[source.integers(count[at], size=times)]
            points[:, :, at] = source.random((len(markers), times))
    total = np.zeros((times, len(sought)))
    column = np.arange(len(sought))
    for at, (marker, rows) in enumerate(zip(markers, marker_rows(markers), strict=True)):
        log10 = tables.at(rows).log10_ratios
        is_single = np.array([has_single_copy(marker, one) for one in sought])
        chances = np.where(
            is_single, genotype_chances(marker, is_single=True)[:, None], genotype_chances(marker)[:, None]
        )
        grown = np.cumsum(np.nan_to_num(np.exp(log10 * np.log(10)) * chances), axis=0)
        whole = np.where(grown[-1] > 0, grown[-1], 1.0)
        # Each column on a step of its own makes one rising line, in which all points are found at once.
        line = (grown / whole + column).T.ravel()
        found = np.searchsorted(line, points[at] + column, side="right") - column * len(log10)
        drawn = log10[np.clip(found, 0, len(log10) - 1), column]
        total += np.where(typed[chosen, at], drawn, 0.0)
    total[:, count == 0] = np.nan
    strangers = count / times * 10.0**-total
    told = np.isfinite(total)
    return Drawn(total[told], strangers[told], int(count[told.any(axis=0)].sum()))


def together_drawn(several: Sequence[Drawn]) -> Drawn:
    """All draws as one, in an order that does not depend on the missing persons'."""
    log10 = np.concatenate([np.zeros(0), *(one.log10_lr for one in several)])
    strangers = np.concatenate([np.zeros(0), *(one.strangers for one in several)])
    order = np.lexsort((strangers, log10))
    return Drawn(log10[order], strangers[order], sum(one.pairs for one in several))
