"""Mutation matrices: the chance that a parental allele is passed on as another.

Rows are the parent's allele, columns what is passed on; every row sums to 1. Lengths of alleles are counted in repeats,
``9.3`` being nine repeats and three bases of a tetranucleotide. Source: Egeland, Kling, Mostad, Relationship Inference
with Familias and R (2016), ch. 2; Kling, Tillmar, Egeland, FSI Genetics 13 (2014) for the microvariants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.kinship.terms import MutationModel

Matrix = NDArray[np.float64]


def equal(size: int, rate: float) -> Matrix:
    """Every other allele is as likely as any: ``rate / (size - 1)`` each."""
    if size == 1:
        return np.ones((1, 1))
    matrix = np.full((size, size), rate / (size - 1))
    np.fill_diagonal(matrix, 1 - rate)
    return matrix


def proportional(frequencies: NDArray[np.float64], rate: float) -> Matrix:
    """What is passed on instead is drawn from the population; ``rate`` is the mean rate of visible mutations."""
    visible = float((frequencies * (1 - frequencies)).sum())
    share = rate / visible if visible else 0.0
    return (1 - share) * np.eye(len(frequencies)) + share * np.tile(frequencies, (len(frequencies), 1))


def onestep(lengths: Sequence[float], rate: float) -> Matrix:
    """Only alleles one repeat longer or shorter; one that has no such neighbour does not mutate."""
    apart = np.abs(np.subtract.outer(lengths, lengths))
    matrix = np.isclose(apart, 1).astype(float)
    neighbours = matrix.sum(axis=1)
    matrix *= (rate / np.maximum(neighbours, 1))[:, None]
    np.fill_diagonal(matrix, np.where(neighbours > 0, 1 - rate, 1.0))
    return matrix


def stepwise(lengths: Sequence[float], rate: float, rate2: float, range_: float) -> Matrix:
    """Whole steps at ``rate``, each further one ``range_`` times as likely; from and to microvariants at ``rate2``.

    Alleles whose lengths differ by whole repeats are a group: 9.3 and 10.3, but not 10.
    """
    length = np.asarray(lengths, dtype=float)
    groups = np.round(10 * (length - np.round(length)))
    together = groups[:, None] == groups[None, :]
    apart = np.abs(np.subtract.outer(length, length))
    within = np.where(together, range_**apart, 0.0)
    np.fill_diagonal(within, 0.0)
    steps = within.sum(axis=1)
    others = (~together).sum(axis=1)
    matrix = rate * within / np.where(steps > 0, steps, 1)[:, None]
    matrix += np.where(together, 0.0, (rate2 / np.maximum(others, 1))[:, None])
    np.fill_diagonal(matrix, 1 - rate * (steps > 0) - rate2 * (others > 0))
    return matrix


def matrix_of(told: Mapping[str, Any], alleles: Sequence[str], frequencies: NDArray[np.float64]) -> Matrix:
    """The matrix of a model as files tell it: ``model``, ``rate``, where it has them ``rate2``, ``range``, ``matrix``.

    Raises:
        KeyError: the model needs a number that is not told.
        ValueError: an unknown model, a rate outside [0, 1), an allele without a length in a model of steps.
    """
    model = MutationModel(told["model"])
    if model is MutationModel.CUSTOM:
        matrix = np.array(told["matrix"], dtype=float)
        if matrix.shape != (len(alleles), len(alleles)):
            raise ValueError(f"a matrix of {len(alleles)} by {len(alleles)} is needed")
        return matrix
    rate = float(told["rate"])
    if not 0 <= rate < 1:
        raise ValueError(f"rate {rate:g} is not from 0 to below 1")
    if model is MutationModel.EQUAL:
        return equal(len(alleles), rate)
    if model is MutationModel.PROPORTIONAL:
        return proportional(frequencies, rate)
    lengths = [float(allele) for allele in alleles]
    if model is MutationModel.ONESTEP:
        return onestep(lengths, rate)
    return stepwise(lengths, rate, float(told.get("rate2") or 0), float(told["range"]))


def matrices_of(
    told: Mapping[str, Any] | None, alleles: Sequence[str], frequencies: NDArray[np.float64]
) -> tuple[Matrix | None, Matrix | None]:
    """The matrices of mothers and fathers: one model for both, or such a one each under ``female`` and ``male``.

    Raises:
        KeyError, TypeError, ValueError: as ``matrix_of``; a row that does not sum to 1 or has something below 0.
    """
    if not told:
        return None, None
    by_sex = (told["female"], told["male"]) if "female" in told else (told, told)
    female, male = (matrix_of(one, alleles, frequencies) for one in by_sex)
    for matrix in (female, male):
        if (matrix < -1e-12).any() or np.abs(matrix.sum(axis=1) - 1).max() > 1e-6:
            raise ValueError("rows of the mutation matrix must sum to 1, nothing below 0")
    return female, male


def is_lumpable(matrix: Matrix, kept: NDArray[np.bool_], tolerance: float = 1e-15) -> bool:
    """Whether all alleles that are not kept pass on each kept one with the same chance, so that they may be one.

    Source: Kemeny, Snell, Finite Markov Chains (1976), theorem 6.3.2.
    """
    rest = matrix[np.ix_(~kept, kept)]
    return rest.shape[0] < 2 or bool(np.all(np.ptp(rest, axis=0) <= tolerance))
