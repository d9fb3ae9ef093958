"""What a profile shows of a true genotype: the chance of what was observed, for each genotype there could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.markers import Marker


@dataclass(frozen=True, slots=True)
class Observed:
    """What is known of one person at one marker.

    Args:
        alleles: both alleles, twice the same for a homozygote; one, for the single X of a man. None stands for an
            allele that was not seen. With ``dropout``, the alleles that were seen, each once, in any number up to 2.
        dropout: the chance in [0, 1) that a copy of an allele is not seen; None for a reading that is taken as whole.
    """

    alleles: tuple[str | None, ...]
    dropout: float | None = None

    @property
    def seen(self) -> tuple[str, ...]:
        """The alleles that were seen, each once, in alphabetical order."""
        return tuple(sorted({allele for allele in self.alleles if allele is not None}))


def weights(marker: Marker, observed: Observed, copies: int = 2) -> NDArray[np.float64]:
    """P(observed | true genotype), shape (n,) * copies; the first axis is the copy from the father.

    A silent allele is never seen: what looks like a homozygote may be one allele beside a silent one.

    Args:
        marker: whose alleles the axes are.
        observed: with alleles of the marker.
        copies: 2, or 1 for the single X of a man.
    """
    if observed.dropout is not None:
        return _with_dropout(marker, observed.seen, observed.dropout, copies)
    places = [marker.place(allele) for allele in observed.seen]
    is_partial = None in observed.alleles
    size = len(marker)
    if copies == 1:
        single = np.zeros(size)
        single[places] = 1.0
        return single if len(places) == 1 else np.ones(size) if not places else np.zeros(size)
    found = np.zeros((size, size))
    if not places:
        return np.ones((size, size))
    one, other = places[0], places[-1]
    found[one, other] = found[other, one] = 1.0
    if one == other:
        if is_partial:
            found[one, :] = found[:, one] = 1.0
        elif marker.silent:
            silent = marker.place(marker.silent)
            found[one, silent] = found[silent, one] = 1.0
    return found


def _with_dropout(marker: Marker, seen: Sequence[str], dropout: float, copies: int) -> NDArray[np.float64]:
    size = len(marker)
    shows = np.ones(size, dtype=bool)
    if marker.silent:
        shows[marker.place(marker.silent)] = False
    lost = np.where(shows, dropout, 1.0)
    places = {marker.place(allele) for allele in seen}
    may = np.array([1.0 if at in places else 0.0 for at in range(size)])
    if copies == 1:
        return np.where(may > 0, 1 - lost, lost if not places else 0.0)
    # Every pattern of copies kept and lost whose alleles together are those seen.
    keep = (1 - lost) * may
    if not places:
        return np.outer(lost, lost)
    if len(places) == 1:
        return np.outer(keep, lost) + np.outer(lost, keep) + np.outer(keep, keep)
    both = np.outer(keep, keep)
    np.fill_diagonal(both, 0.0)
    return both


def is_nothing(observed: Observed) -> bool:
    """Whether a reading says nothing at all: no allele seen, and none could have been lost."""
    return observed.dropout is None and not any(observed.alleles)
