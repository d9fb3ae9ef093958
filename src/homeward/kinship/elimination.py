"""Sums over all that nobody has seen, by eliminating one variable after another.

A likelihood on a pedigree is a sum, over every allele that is not known, of a product of small tables: founders'
frequencies, what parents pass on, what profiles show. Eliminating a variable multiplies the tables it stands in and
sums it out; the order decides how large tables become, and is chosen greedily by the size of what results (Koller,
Friedman, Probabilistic Graphical Models (2009), §9.4.3). Alleles, not genotypes, are the variables: a loop needs no
breaking, and a typed person's variables have the one or two values that the profile leaves.

Every table has a leading axis of cases that are computed side by side (families of one shape, points of a quadrature),
of length 1 where all cases share it. Products are matrix products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Factor:
    """A table over some variables: ``table`` has shape (cases or 1, *sizes of ``scope``)."""

    scope: tuple[int, ...]
    table: Table


def sum_out(
    factors: Sequence[Factor], sizes: Mapping[int, int], keep: Sequence[int] = ()
) -> tuple[Table, NDArray[np.float64]]:
    """Sum the product of all factors over every variable but those to keep.

    Args:
        factors: the product's tables.
        sizes: variable to how many values it has.
        keep: variables of the answer, in the order of its axes.

    Returns:
        The sum divided by a scale, shape (cases, *sizes of ``keep``), and the natural logarithm of the scale, shape
        (cases,): pedigrees of any size stay within what a number can hold. A scale of -inf says that the sum is 0.
    """
    waiting = list(factors)
    log_scale = np.zeros(1)
    scopes = tuple(factor.scope for factor in factors)
    for variable in _order(scopes, tuple(sorted(sizes.items())), tuple(keep)):
        taken = [factor for factor in waiting if variable in factor.scope]
        waiting = [factor for factor in waiting if variable not in factor.scope]
        taken.sort(key=lambda factor: factor.table.size)
        while len(taken) > 2:
            taken[:2] = [_product(taken[0], taken[1], None)]
            taken.sort(key=lambda factor: factor.table.size)
        made = _product(taken[0], taken[1], variable) if len(taken) == 2 else _summed(taken[0], variable)
        made, scale = _scaled(made)
        log_scale = log_scale + scale
        waiting.append(made)
    whole = Factor((), np.ones(1))
    for factor in sorted(waiting, key=lambda one: one.table.size):
        whole = _product(whole, factor, None)
    order = [whole.scope.index(variable) + 1 for variable in keep]
    table = whole.table.transpose(0, *order)
    cases = max(len(table), len(log_scale))
    return np.broadcast_to(table, (cases, *table.shape[1:])), np.broadcast_to(log_scale, (cases,))


@lru_cache(maxsize=4096)  # families of one shape, at every marker
def _order(
    of_factors: tuple[tuple[int, ...], ...], by_variable: tuple[tuple[int, int], ...], keep: tuple[int, ...]
) -> tuple[int, ...]:
    """Variables in the order in which they are summed out: next the one that leaves the smallest table."""
    sizes = dict(by_variable)
    scopes = [set(scope) for scope in of_factors]
    left = {variable for scope in scopes for variable in scope} - set(keep)
    order = []
    while left:
        best: tuple[int, int, set[int]] | None = None
        for variable in sorted(left):
            joined = set().union(*(scope for scope in scopes if variable in scope)) - {variable}
            size = prod(sizes[one] for one in joined)
            if best is None or size < best[0]:
                best = size, variable, joined
        assert best is not None
        _size, variable, joined = best
        scopes = [scope for scope in scopes if variable not in scope] + [joined]
        left.remove(variable)
        order.append(variable)
    return tuple(order)


def _product(one: Factor, other: Factor, summed: int | None) -> Factor:
    """The product of two factors, one variable that both have summed out."""
    shared = [variable for variable in one.scope if variable in other.scope and variable != summed]
    mine = [variable for variable in one.scope if variable not in other.scope]
    theirs = [variable for variable in other.scope if variable not in one.scope]
    left = _arranged(one, [*shared, *mine, *([summed] if summed is not None else [])])
    right = _arranged(other, [*shared, *([summed] if summed is not None else []), *theirs])
    shapes = [left.shape[1 : 1 + len(shared)], left.shape[1 + len(shared) : 1 + len(shared) + len(mine)]]
    shapes.append(right.shape[right.ndim - len(theirs) :])
    middle = left.shape[-1] if summed is not None else 1
    left = left.reshape(len(left), prod(shapes[0]), prod(shapes[1]), middle)
    right = right.reshape(len(right), prod(shapes[0]), middle, prod(shapes[2]))
    made = np.matmul(left, right) if middle > 1 else left * right
    return Factor((*shared, *mine, *theirs), made.reshape(len(made), *shapes[0], *shapes[1], *shapes[2]))


def _arranged(factor: Factor, scope: Sequence[int]) -> Table:
    return factor.table.transpose(0, *(factor.scope.index(variable) + 1 for variable in scope))


def _summed(factor: Factor, variable: int) -> Factor:
    axis = factor.scope.index(variable)
    return Factor(factor.scope[:axis] + factor.scope[axis + 1 :], factor.table.sum(axis=axis + 1))


def _scaled(factor: Factor) -> tuple[Factor, NDArray[np.float64]]:
    largest = factor.table.reshape(len(factor.table), -1).max(axis=1)
    divisor = np.where(largest > 0, largest, 1.0)
    with np.errstate(divide="ignore"):
        return Factor(factor.scope, factor.table / divisor.reshape(-1, *[1] * len(factor.scope))), np.log(largest)
