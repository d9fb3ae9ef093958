"""What a laboratory would see of a person whose genotype is known only as a table of chances, marker by marker.

The tables of ``genotype_tables`` are R[g] = P(g | relatives) / P(g). With P(g) they are the exact distribution of what
the missing person shows, and of what anybody unrelated shows: nothing of the pedigree need be drawn.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.blind.genotype_tables import GenotypeTable
from homeward.kinship.evidence import Observed
from homeward.kinship.markers import Marker

Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Seen:
    """Chances of everything that may be seen at one marker, for several persons.

    Attributes:
        related: P(seen | relatives), shape (rows, outcomes).
        unrelated: P(seen) of somebody drawn from the population, the same shape.
        log10_lr: log10 of their quotient, -inf where relatives exclude it.
    """

    related: Chances
    unrelated: Chances
    log10_lr: Chances


def seen(marker: Marker, table: GenotypeTable, dropout: float = 0.0, *, every_allele: bool = False) -> Seen:
    """What the persons of a table may show at its marker.

    Args:
        marker: n alleles.
        table: of some persons.
        dropout: the chance in [0, 1) that a copy of an allele is not seen, known to who weighs the reading.
        every_allele: whether alleles that no relative shows stand apart, as ``readings`` has them; else they are one.
    """
    if every_allele or dropout:
        rows, state = np.arange(len(table.rows))[:, None], table.state_of
        frequencies = np.tile(marker.frequencies, (len(table.rows), 1))
        if table.ratios.ndim == 2:
            ratios = table.ratios[rows, state]
        else:
            ratios = table.ratios[rows[:, :, None], state[:, :, None], state[:, None, :]]
    else:
        frequencies, ratios = table.frequencies, table.ratios
    chance = _population(frequencies, ratios.ndim - 1)
    return compared(marker, ratios * chance, chance, dropout)


def compared(marker: Marker, related: Chances, unrelated: Chances, dropout: float = 0.0) -> Seen:
    """The same from two distributions of genotypes, shape (rows, k) or (rows, k, k)."""
    shown, by_chance = (_shown(marker, np.maximum(chances, 0.0), dropout) for chances in (related, unrelated))
    with np.errstate(divide="ignore", invalid="ignore"):
        log10_lr = np.where(by_chance > 0, np.log10(shown / by_chance), -np.inf)
        shown, by_chance = (chances / chances.sum(axis=1, keepdims=True) for chances in (shown, by_chance))
    return Seen(shown, by_chance, log10_lr)


def population(table: GenotypeTable) -> Chances:
    """P(g) of the states of a table, in the shape of its ratios."""
    return _population(table.frequencies, table.ratios.ndim - 1)


def _population(frequencies: Chances, copies: int) -> Chances:
    return frequencies if copies == 1 else frequencies[:, :, None] * frequencies[:, None, :]


def _shown(marker: Marker, chances: Chances, dropout: float) -> Chances:
    """From genotypes to what is seen: two alleles (in the order of ``triu_indices``), one, nothing.

    As in ``evidence``: each copy is lost with the chance of drop-out, a silent allele always.
    """
    size = chances.shape[-1]
    lost = np.full(size, dropout)
    if marker.silent:
        lost[marker.place(marker.silent)] = 1.0  # tables of such markers hold all alleles
    keep = 1 - lost
    if chances.ndim == 2:
        return np.concatenate([keep * chances, (chances @ lost)[:, None]], axis=1)
    both = chances + chances.transpose(0, 2, 1)
    first, second = np.triu_indices(size, 1)
    two = keep[first] * keep[second] * both[:, first, second]
    one = keep**2 * np.diagonal(chances, axis1=1, axis2=2) + keep * (both @ lost)
    nothing = chances @ lost @ lost
    return np.concatenate([two, one, nothing[:, None]], axis=1)


def reading(marker: Marker, outcome: int, copies: int, dropout: float = 0.0) -> Observed:
    """The reading that an outcome of ``seen`` with every allele stands for."""
    size = len(marker)
    pairs = size * (size - 1) // 2 if copies == 2 else 0
    if outcome < pairs:
        first, second = np.triu_indices(size, 1)
        alleles: tuple[str, ...] = (marker.alleles[first[outcome]], marker.alleles[second[outcome]])
    else:
        alleles = (marker.alleles[outcome - pairs],) if outcome < pairs + size else ()
    if dropout or marker.silent:
        return Observed(alleles, dropout)
    return Observed(alleles * 2 if len(alleles) < copies else alleles)


def uniform(seed: int, marker: Marker, of: str, draws: int) -> NDArray[np.float64]:
    """Numbers in [0, 1), shape (draws,): the same for one marker's name, whoever it is drawn for and in what order.

    All families are thus weighed with the same luck, and differences between them are not those of the draw.
    """
    digest = hashlib.sha256(f"{of}\0{marker.name}".encode()).digest()
    words = np.frombuffer(digest, dtype="<u4")
    return np.random.default_rng([seed, *map(int, words)]).random(draws)
