"""Theta correction: founders who share ancestors, by an exact quadrature over allele frequencies.

Drawing founder alleles one after another with P(a | earlier) = (b θ + (1-θ) p) / (1 + (j-2) θ) is drawing frequencies
q from a Dirichlet distribution with parameters p (1-θ)/θ and then alleles from q (Balding, Nichols, FSI 64 (1994)
125-140). A likelihood is a polynomial in q whose degree is the number of founder alleles, and the mean of a polynomial
over a Dirichlet distribution is, stick by stick, a Gauss-Jacobi quadrature with half as many points as its degree:
exact, all weights positive, at any shape of pedigree.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from homeward.errors import Fault, InputRefused

#: So many points at most: what takes longer than minutes is refused beforehand.
MOST_POINTS = 4_000_000
_AT_ONCE = 4096


def frequencies_drawn(
    frequencies: NDArray[np.float64], theta: float, draws: int
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Points of the quadrature, some at a time: frequencies of shape (points, n), logarithms of weights (points,).

    Args:
        frequencies: of the population, shape (n,), those of alleles that nobody shows as one.
        theta: coancestry in (0, 1).
        draws: how many founder alleles there are: the degree for which the quadrature is exact.

    Raises:
        InputRefused: more than ``MOST_POINTS`` points.
    """
    alpha = frequencies * (1 - theta) / theta
    nodes = draws // 2 + 1
    sticks = [_beta(alpha[at], alpha[at + 1 :].sum(), nodes) for at in range(len(alpha) - 1)]
    count = nodes ** len(sticks)
    if count > MOST_POINTS:
        found = f"theta {theta:g} with {draws} founder alleles and {len(alpha)} different ones"
        raise InputRefused([Fault("theta", "", 0, "", found, "Leave out far relatives, or compute without theta.")])
    for start in range(0, count, _AT_ONCE):
        places = np.arange(start, min(start + _AT_ONCE, count))
        left, log_weight = np.ones(len(places)), np.zeros(len(places))
        drawn = np.empty((len(places), len(alpha)))
        for at, (points, weights) in enumerate(sticks):
            place = places // nodes**at % nodes
            drawn[:, at] = left * points[place]
            left = left * (1 - points[place])
            log_weight += np.log(weights[place])
        drawn[:, -1] = left
        yield drawn, log_weight


def _beta(a: float, b: float, nodes: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss quadrature for the Beta(a, b) distribution: points in (0, 1), weights summing to 1.

    Source: Golub, Welsch, Mathematics of Computation 23 (1969) 221-230.
    """
    alpha, beta = b - 1, a - 1
    n = np.arange(nodes, dtype=float)
    total = 2 * n + alpha + beta
    with np.errstate(divide="ignore", invalid="ignore"):
        diagonal = (beta**2 - alpha**2) / (total * (total + 2))
        squares = 4 * n * (n + alpha) * (n + beta) * (n + alpha + beta) / (total**2 * (total + 1) * (total - 1))
    diagonal[0] = (beta - alpha) / (alpha + beta + 2)
    if nodes > 1:
        squares[1] = 4 * (1 + alpha) * (1 + beta) / ((2 + alpha + beta) ** 2 * (3 + alpha + beta))
    side = np.sqrt(squares[1:])
    points, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(side, 1) + np.diag(side, -1))
    return (points + 1) / 2, vectors[0] ** 2
