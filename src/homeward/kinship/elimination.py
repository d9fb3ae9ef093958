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

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]

#: From so many products on, so many other orders are tried, tables taken for up to so many times as large as they are.
_DEAR, _TRIES, _BLUR = 5e8, 12, 400.0


@dataclass(frozen=True, slots=True)
class Factor:
    """A table over some variables: ``table`` has shape (cases or 1, *sizes of ``scope``)."""

    scope: tuple[int, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Passing:
    """What a parent of two alleles passes on: the mean of what either passes on, its table never written out in full.

    Summing over the child's allele costs as much as for two parents of one allele each: n squared instead of n cubed.

    Args:
        first, second: over one of the parent's variables and the child's.
    """

    first: Factor
    second: Factor

    @property
    def scope(self) -> tuple[int, ...]:
        """The parent's two variables and the child's."""
        return (self.first.scope[0], *self.second.scope)

    def whole(self) -> Factor:
        """The table in full."""
        return Factor(self.scope, (self.first.table[:, :, None, :] + self.second.table[:, None, :, :]) / 2)


def sum_out(
    factors: Sequence[Factor | Passing], sizes: Mapping[int, int], keep: Sequence[int] = ()
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
    waiting: list[Factor | Passing] = list(factors)
    log_scale = np.zeros(1)
    scopes = tuple(factor.scope for factor in factors)
    for variable in _order(scopes, tuple(sorted(sizes.items())), tuple(keep)):
        taken = [factor for factor in waiting if variable in factor.scope]
        waiting = [factor for factor in waiting if variable not in factor.scope]
        made, scale = _scaled(_without(taken, variable))
        log_scale = log_scale + scale
        waiting.append(made)
    whole = Factor((), np.ones(1))
    for factor in sorted(map(_in_full, waiting), key=_size):
        whole = _product(whole, factor, None)
    order = [whole.scope.index(variable) + 1 for variable in keep]
    table = whole.table.transpose(0, *order)
    cases = max(len(table), len(log_scale))
    return np.broadcast_to(table, (cases, *table.shape[1:])), np.broadcast_to(log_scale, (cases,))


@lru_cache(maxsize=4096)  # families of one shape, at every marker
def _order(
    scopes: tuple[tuple[int, ...], ...], by_variable: tuple[tuple[int, int], ...], keep: tuple[int, ...]
) -> tuple[int, ...]:
    """Variables in the order in which they are summed out; several orders are tried where one would be dear."""
    sizes = dict(by_variable)
    cost, order = _greedy(scopes, sizes, keep, None)
    if cost > _DEAR:
        draw = random.Random(0)  # the same order for the same family, every time
        cost, order = min((cost, order), *(_greedy(scopes, sizes, keep, draw) for _ in range(_TRIES)))
    return order


def _greedy(
    of_factors: Sequence[Sequence[int]], sizes: Mapping[int, int], keep: Sequence[int], draw: random.Random | None
) -> tuple[float, tuple[int, ...]]:
    """An order, next always the variable that leaves the smallest table, and its cost in products.

    Args:
        of_factors: scopes.
        sizes: variable to how many values it has.
        keep: variables that stay.
        draw: what sizes are blurred by, so that each try is another; None for none.
    """
    scopes = [set(scope) for scope in of_factors]
    left = {variable for scope in scopes for variable in scope} - set(keep)
    order: list[int] = []
    cost = 0.0
    while left:
        best: tuple[float, int, int, set[int]] | None = None
        for variable in sorted(left):
            joined = set().union(*(scope for scope in scopes if variable in scope)) - {variable}
            size = prod(sizes[one] for one in joined)
            blurred = size * draw.uniform(1, _BLUR) if draw else size
            if best is None or blurred < best[0]:
                best = blurred, size, variable, joined
        assert best is not None
        _blurred, size, variable, joined = best
        cost += size * sizes[variable]
        scopes = [scope for scope in scopes if variable not in scope] + [joined]
        left.remove(variable)
        order.append(variable)
    return cost, tuple(order)


def _without(taken: Sequence[Factor | Passing], variable: int) -> Factor:
    """The product of some factors that a variable stands in, summed over it."""
    handed_down = [one for one in taken if isinstance(one, Passing) and one.scope[-1] == variable]
    others = sorted((_in_full(one) for one in taken if not any(one is passing for passing in handed_down)), key=_size)
    while len(others) > (1 if handed_down else 2):
        others = sorted([_product(others[0], others[1], None), *others[2:]], key=_size)
    if not handed_down:
        return _product(others[0], others[1], variable) if len(others) == 2 else _summed(others[0], variable)
    (passing,) = handed_down  # a child has one father and one mother, and a variable for each
    halves = [
        _product(half, others[0], variable) if others else _summed(half, variable)
        for half in (passing.first, passing.second)
    ]
    return _mean(*halves)


def _in_full(factor: Factor | Passing) -> Factor:
    return factor.whole() if isinstance(factor, Passing) else factor


def _size(factor: Factor) -> int:
    return factor.table.size


def _mean(one: Factor, other: Factor) -> Factor:
    """Half the sum of two factors, over the variables of both."""
    scope = (*one.scope, *(variable for variable in other.scope if variable not in one.scope))

    def spread(factor: Factor) -> Table:
        table = _arranged(factor, [variable for variable in scope if variable in factor.scope])
        shape = iter(table.shape[1:])
        return table.reshape(len(table), *(next(shape) if variable in factor.scope else 1 for variable in scope))

    return Factor(scope, (spread(one) + spread(other)) / 2)


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
