"""Sums over all that nobody has seen, by eliminating one variable after another.

A likelihood on a pedigree is a sum, over every allele that is not known, of a product of small tables: founders'
frequencies, what parents pass on, what profiles show. Eliminating a variable multiplies the tables it stands in and
sums it out; the order decides how large tables become, and is chosen greedily by the size of what results (Koller,
Friedman, Probabilistic Graphical Models (2009), §9.4.3). Alleles, not genotypes, are the variables: a loop needs no
breaking, and a typed person's variables have the one or two values that the profile leaves.

Where a loop of untyped persons would still make tables dear, it is settled for a few meioses beforehand which of the
parent's two copies was passed on, and the sum is taken over both ways of each: every such table has one variable less,
and a hundred alleles are summed in the time of ten (conditioning on inheritance: Fishelson, Geiger, Bioinformatics 18
(2002) S189-S198).

Every table has a leading axis of cases that are computed side by side (families of one shape, points of a quadrature),
of length 1 where all cases share it. Products are matrix products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from homeward.errors import Fault, InputRefused

Table = NDArray[np.float64]

#: From so many products on, meioses are settled beforehand; what one more way costs beside its products.
_DEAR, _A_WAY = 1e7, 1e6
#: So many numbers in one table at most, and so many products: 2 GiB, and about an hour.
_LARGEST, _MOST = 1 << 28, 1e13
#: Sizes by which the choice is made, so that all markers of a family share it: one or two alleles, or many.
_FEW, _MANY = 2, 24


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

    Raises:
        InputRefused: the family's loops would take hours, or more memory than a machine has.
    """
    scopes = tuple(factor.scope for factor in factors)
    handed_down = tuple(at for at, factor in enumerate(factors) if isinstance(factor, Passing))
    by_variable = tuple(sorted(sizes.items()))
    cost, _largest, order = _greedy(scopes, by_variable, tuple(keep))
    cases = max((len(_first(factor).table) for factor in factors), default=1)
    if cost * cases <= _DEAR:
        return _summed_in(order, factors, keep)
    rough = tuple((variable, _FEW if size <= 2 * _FEW else _MANY) for variable, size in sorted(sizes.items()))
    settled = _settled(scopes, handed_down, rough, tuple(keep))
    parts = []
    for sides in product((0, 1), repeat=len(settled)):
        way = list(factors)
        for at, side in zip(settled, sides, strict=True):
            way[at] = _half(factors[at], side)
        here = tuple(factor.scope for factor in way)
        _refuse_what_takes_hours(here, by_variable, keep, cases * 2 ** len(settled), cases)
        parts.append(_summed_in(_greedy(here, rough, tuple(keep))[2], way, keep))
    return _added(parts)


def _refuse_what_takes_hours(
    scopes: tuple[tuple[int, ...], ...],
    by_variable: tuple[tuple[int, int], ...],
    keep: Sequence[int],
    times: int,
    cases: int,
) -> None:
    cost, largest, _order = _greedy(scopes, by_variable, tuple(keep))
    if cost * times > _MOST or largest * cases > _LARGEST:
        found = f"its loops need tables of {largest * cases:.1g} numbers and {cost * times:.1g} products at one marker."
        advice = (
            "Leave out far relatives who are not typed, type one of those in the loops, or let fewer alleles mutate."
        )
        raise InputRefused([Fault("pedigree", "", 0, "", found, advice)])


def _first(factor: Factor | Passing) -> Factor:
    return factor.first if isinstance(factor, Passing) else factor


def _half(factor: Factor | Passing, side: int) -> Factor:
    """What a parent passes on when it is the first copy, or the second, which either is half the time."""
    assert isinstance(factor, Passing)
    copy = factor.second if side else factor.first
    return Factor(copy.scope, copy.table / 2)


def _added(
    parts: Sequence[tuple[Table, NDArray[np.float64]]],
) -> tuple[Table, NDArray[np.float64]]:
    """The sum of sums that each have a scale of their own, divided by the greatest."""
    scales = np.stack([scale for _table, scale in parts])
    greatest = scales.max(axis=0)
    with np.errstate(invalid="ignore"):
        shares = np.where(scales > -np.inf, np.exp(scales - greatest), 0.0)
    axes = (slice(None), *[None] * (parts[0][0].ndim - 1))
    table = sum(share[axes] * table for share, (table, _scale) in zip(shares, parts, strict=True))
    return np.asarray(table), greatest


def _summed_in(
    order: Sequence[int], factors: Sequence[Factor | Passing], keep: Sequence[int]
) -> tuple[Table, NDArray[np.float64]]:
    """Sum out one variable after another."""
    waiting = list(factors)
    log_scale = np.zeros(1)
    for variable in order:
        taken = [factor for factor in waiting if variable in factor.scope]
        waiting = [factor for factor in waiting if variable not in factor.scope]
        made, scale = _scaled(_without(taken, variable))
        log_scale = log_scale + scale
        waiting.append(made)
    whole = Factor((), np.ones(1))
    for factor in sorted(map(_in_full, waiting), key=_size):
        whole = _product(whole, factor, None)
    table = whole.table.transpose(0, *(whole.scope.index(variable) + 1 for variable in keep))
    cases = max(len(table), len(log_scale))
    return np.broadcast_to(table, (cases, *table.shape[1:])), np.broadcast_to(log_scale, (cases,))


@lru_cache(maxsize=1024)
def _settled(
    scopes: tuple[tuple[int, ...], ...],
    handed_down: tuple[int, ...],
    by_variable: tuple[tuple[int, int], ...],
    keep: tuple[int, ...],
) -> tuple[int, ...]:
    """Places of the meioses to settle beforehand: one after another, as long as all ways together get cheaper."""
    settled: tuple[int, ...] = ()
    now = list(scopes)
    cost, largest, _order = _greedy(tuple(now), by_variable, keep)
    sizes = dict(by_variable)
    waiting = [at for at in handed_down if all(sizes[copy] > _FEW for copy in scopes[at][:2])]
    while waiting:
        tried = []
        for at in waiting:
            of_sides = [
                _greedy((*now[:at], (scopes[at][side], scopes[at][2]), *now[at + 1 :]), by_variable, keep)
                for side in (0, 1)
            ]
            tried.append((sum(one[0] for one in of_sides) / 2, max(one[1] for one in of_sides), at))
        next_cost, next_largest, chosen = min(tried)
        if largest <= _LARGEST // 256 and 2 * (next_cost + _A_WAY) >= cost + _A_WAY:
            break
        cost, largest = next_cost, next_largest
        settled = (*settled, chosen)
        now[chosen] = (scopes[chosen][0], scopes[chosen][2])
        waiting.remove(chosen)
    return settled


@lru_cache(maxsize=16384)  # families of one shape, at every marker
def _greedy(
    of_factors: tuple[tuple[int, ...], ...], by_variable: tuple[tuple[int, int], ...], keep: tuple[int, ...]
) -> tuple[float, int, tuple[int, ...]]:
    """The cost in products, the largest table, and the order: next always the variable that leaves the smallest table.

    Args:
        of_factors: scopes.
        by_variable: variable and how many values it has.
        keep: variables that stay.
    """
    sizes = dict(by_variable)
    scopes = [set(scope) for scope in of_factors]
    left = {variable for scope in scopes for variable in scope} - set(keep)
    order: list[int] = []
    cost, largest = 0.0, 0
    while left:
        best: tuple[int, int, set[int]] | None = None
        for variable in sorted(left):
            joined = set().union(*(scope for scope in scopes if variable in scope)) - {variable}
            size = prod(sizes[one] for one in joined)
            if best is None or size < best[0]:
                best = size, variable, joined
        assert best is not None
        size, variable, joined = best
        cost += size * sizes[variable]
        largest = max(largest, size)
        scopes = [scope for scope in scopes if variable not in scope] + [joined]
        left.remove(variable)
        order.append(variable)
    return cost, largest, tuple(order)


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
    """How large a table is for one case: what is multiplied first never depends on who is computed beside whom."""
    return prod(factor.table.shape[1:])


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
    """A factor just made, divided in its place by its greatest value, and the logarithm of that."""
    table = factor.table
    largest = table.reshape(len(table), -1).max(axis=1)
    table /= np.where(largest > 0, largest, 1.0).reshape(-1, *[1] * len(factor.scope))
    with np.errstate(divide="ignore"):
        return factor, np.log(largest)
