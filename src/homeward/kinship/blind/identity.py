"""One person or two: the likelihood ratio of two profiles for “they are of one person” against “of unrelated persons”.

    LR = Σg P(g) P(x|g) P(y|g)  /  Σgh P(g, h) P(x|g) P(y|h)

With coancestry theta all four alleles of two persons come from one pool (Balding, Nichols, FSI 64 (1994) 125-140), so
that two whole readings of a homozygote aa or a heterozygote ab have the reciprocals of the match probabilities

    P(aa | aa) = (2θ + (1-θ) p) (3θ + (1-θ) p) / ((1+θ) (1+2θ))
    P(ab | ab) = 2 (θ + (1-θ) p) (θ + (1-θ) q) / ((1+θ) (1+2θ))

(National Research Council, The Evaluation of Forensic DNA Evidence (1996), 4.10). Nothing mutates within a person.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.family_tables import genotypes
from homeward.kinship.evidence import Observed, weights
from homeward.kinship.markers import Marker


class IdentityRatios:
    """Ratios of all pairs of readings at one marker.

    Args:
        marker: n alleles.
        readings: all of persons with as many copies.
        copies: 2, or 1 for the single X of a man.
        theta: coancestry in [0, 1).
    """

    def __init__(self, marker: Marker, readings: Sequence[Observed], copies: int, theta: float) -> None:
        low, high = (np.arange(len(marker)),) * 2 if copies == 1 else genotypes(marker)
        self._alleles = low[:, None] if copies == 1 else np.stack([low, high], axis=1)
        self._frequencies, self._theta = marker.frequencies, theta
        shown = (weights(marker, one, copies) for one in readings)
        self._shown = np.array([one if copies == 1 else one[low, high] for one in shown]).reshape(-1, len(low))
        self._chances = self._chance_of_first()
        #: P(reading, another person's genotype), shape (readings, genotypes).
        self._beside = self._shown @ self._together() if theta else np.outer(self._shown @ self._chances, self._chances)

    def of(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Ratios of some readings with all, shape (rows, readings): 0 where they cannot be of one person."""
        same = (self._shown[rows] * self._chances) @ self._shown.T
        apart = self._beside[rows] @ self._shown.T
        return np.asarray(np.divide(same, apart, out=np.zeros_like(same), where=apart > 0))

    def _chance_of_first(self) -> NDArray[np.float64]:
        p, theta = self._frequencies, self._theta
        first = self._alleles[:, 0]
        if self._alleles.shape[1] == 1:
            return np.asarray(p)
        second = self._alleles[:, 1]
        is_same = first == second
        drawn = theta * is_same + (1 - theta) * p[second]
        return np.asarray(np.where(is_same, 1.0, 2.0) * p[first] * drawn)

    def _together(self) -> NDArray[np.float64]:
        """P(genotype of one person, genotype of another), shape (genotypes, genotypes)."""
        p, theta = self._frequencies, self._theta
        before = (self._alleles[:, :, None] == np.arange(len(p))).sum(axis=1)  # copies of each allele in the first
        if self._alleles.shape[1] == 1:
            return np.asarray(p[:, None] * (theta * before + (1 - theta) * p))
        first, second = self._alleles.T
        is_same = first == second
        one = theta * before[:, first] + (1 - theta) * p[first]
        other = theta * (before[:, second] + is_same) + (1 - theta) * p[second]
        ways = np.where(is_same, 1.0, 2.0)
        return np.asarray(self._chances[:, None] * ways * one * other / ((1 + theta) * (1 + 2 * theta)))
