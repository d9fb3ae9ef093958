"""A marker: its alleles, how frequent each is in a population, how it mutates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.mutation import Matrix, is_lumpable
from homeward.kinship.terms import Chromosome

#: How far the sum of published frequencies may lie from 1: they are rounded to five or six decimals.
SUM_TOLERANCE = 1e-4


@dataclass(frozen=True, eq=False)
class Marker:
    """One marker in one population.

    Args:
        name: as the kit writes it.
        alleles: n different names of alleles.
        frequencies: shape (n,), each in (0, 1], summing to 1.
        chromosome: where it lies.
        female: shape (n, n), what mothers pass on; None when nothing mutates.
        male: the same for fathers.
        silent: the allele that no kit shows, "" when there is none.
    """

    name: str
    alleles: tuple[str, ...]
    frequencies: NDArray[np.float64]
    chromosome: Chromosome = Chromosome.AUTOSOMAL
    female: Matrix | None = None
    male: Matrix | None = None
    silent: str = ""
    _place: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Number the alleles."""
        object.__setattr__(self, "_place", {allele: at for at, allele in enumerate(self.alleles)})

    def __len__(self) -> int:
        return len(self.alleles)

    def __contains__(self, allele: object) -> bool:
        return allele in self._place

    def place(self, allele: str) -> int:
        """The place of an allele among ``alleles``.

        Raises:
            KeyError: the marker has no such allele.
        """
        return self._place[allele]

    def passed_on(self, *, by_mother: bool) -> Matrix:
        """Shape (n, n): what a parent of that sex passes on."""
        matrix = self.female if by_mother else self.male
        return np.eye(len(self)) if matrix is None else matrix

    def lumped(self, observed: Sequence[str]) -> Marker:
        """The same marker with all alleles that nobody shows as one, where mutation allows it; else as it is.

        The likelihood of what was observed is the same, and smaller tables give it. The rest has the frequency that the
        observed ones leave of 1, as peers have it; published frequencies seldom sum to exactly 1.
        """
        kept = np.zeros(len(self), dtype=bool)
        kept[[self.place(allele) for allele in {*observed, *filter(None, [self.silent])}]] = True
        matrices = [matrix for matrix in (self.female, self.male) if matrix is not None]
        if (~kept).sum() < 2 or not all(is_lumpable(matrix, kept) for matrix in matrices):
            return self
        frequencies = np.append(self.frequencies[kept], 1 - self.frequencies[kept].sum())
        alleles = (*(allele for allele, keep in zip(self.alleles, kept, strict=True) if keep), OTHER)
        female, male = (None if matrix is None else _lumped(matrix, kept) for matrix in (self.female, self.male))
        return Marker(self.name, alleles, frequencies, self.chromosome, female, male, self.silent)


#: All alleles that nobody concerned shows.
OTHER = "other"


def _lumped(matrix: Matrix, kept: NDArray[np.bool_]) -> Matrix:
    columns = np.hstack([matrix[:, kept], matrix[:, ~kept].sum(axis=1, keepdims=True)])
    rest = columns[~kept][:1]
    return np.vstack([columns[kept], rest])
