"""Components of a joint identification: each is solved by the first of three methods that does.

Exact, where states are few enough. Else what hardly matters is left out (``thinning``), which mostly parts the
component into smaller ones, and each of those is solved exactly, or by its weightiest states with a bound on the rest.
Where the bound says little, because many families could each have many of the same remains, sums are drawn: several
independent draws, each without bias, whose spread measures the error. Which of these it was stands in the answer, with
the bound or the error measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.frontier import Frontier, Swept
from homeward.kinship.together.greatest import Greatest, greatest
from homeward.kinship.together.states import EQUAL
from homeward.kinship.together.thinning import SHARE, thinned

#: A bound that says more than this of a posterior is good enough.
_GOOD_BOUND = 1e-4


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is spent on a component: steps of an exact answer, of one by weightiest states, of each of the draws."""

    exact: int = 30_000_000
    bounded: int = 2_000_000
    drawn: int = 1_000_000
    draws: int = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A component, solved.

    Attributes:
        remains: ids.
        missing: ids.
        swept: the answer.
        error: how far a posterior may lie from the true one, at most; 0 for an exact answer, nan where sums were drawn.
        standard_error: where sums were drawn, the largest of any posterior and of the sum, relative; else 0.
        log_missed: ln of the likeliest assignment that is not among the states, at most, over the likeliest told.
        log_gap: by how much, in ln, another assignment could be likelier than the likeliest told, at most.
    """

    remains: frozenset[str]
    missing: frozenset[str]
    swept: Swept
    error: float
    standard_error: float
    log_missed: float
    log_gap: float


#: Remains and missing person, "" for nobody, to ln of the likeliest assignment with the two over the likeliest of all:
#: at least and at most.
Greatests = dict[tuple[str, str], tuple[float, float]]


def solved(families: Sequence[Sequence[Filling]], listed: int, effort: Effort) -> tuple[list[Part], Greatests]:
    """All components, and the greatest likelihoods of all pairings."""
    parts: list[Part] = []
    cells: Greatests = {}
    for some in grouped(families):
        exact = Frontier(some).exact(listed, effort.exact)
        if exact is not None:
            parts.append(_part(some, exact))
            cells |= _attained(exact)
            continue
        thin = thinned(some, SHARE)
        highest = max((bound for _filling, bound in thin.left_out), default=-np.inf)
        for filling, bound in thin.left_out:
            for m, v in filling.of.items():
                cells[v, m] = -np.inf, max(bound, cells.get((v, m), (0.0, -np.inf))[1])
                cells[v, ""] = 0.0, 0.0
        for one in grouped(thin.families):
            part, of_part = _solved(one, listed, effort)
            parts.append(replace(part, error=part.error + thin.share, log_missed=max(part.log_missed, highest)))
            cells |= {pair: (floor, max(ceiling, highest)) for pair, (floor, ceiling) in of_part.items()}
        if all(len(filling.of) == 1 for ways in some for filling in ways):
            found = greatest(some)
            cells |= _rearranged(found, found.best[0])
    return parts, cells


def _solved(families: Sequence[Sequence[Filling]], listed: int, effort: Effort) -> tuple[Part, Greatests]:
    frontier = Frontier(families)
    exact = frontier.exact(listed, effort.exact)
    if exact is not None:
        return _part(families, exact), _attained(exact)
    found, swept = greatest(families), frontier.bounded(listed, effort.bounded)
    if found.best[0] > swept.log_most + EQUAL:
        swept = replace(swept, log_most=found.best[0], best=[found.best])
    part = _part(families, swept)
    part = replace(part, log_gap=min(part.log_gap, max(0.0, found.highest - swept.log_most)))
    rearranged, cells = _rearranged(found, swept.log_most), _attained(swept)
    cells = {
        pair: (max(floor, cells[pair][0]), min(ceiling, max(part.log_missed, cells[pair][0]), part.log_gap))
        for pair, (floor, ceiling) in rearranged.items()
    }
    if part.error > _GOOD_BOUND:
        draws = [frontier.drawn(effort.drawn, np.random.default_rng(number)) for number in range(effort.draws)]
        swept, standard_error = _averaged(swept, draws)
        part = replace(part, swept=swept, error=np.nan, standard_error=standard_error)
    return part, cells


def _part(families: Sequence[Sequence[Filling]], swept: Swept) -> Part:
    fillings = [one for ways in families for one in ways]
    return Part(
        remains=frozenset(v for one in fillings for v in one.of.values()),
        missing=frozenset(m for one in fillings for m in one.of),
        swept=swept,
        error=float(np.exp(swept.log_lost - np.logaddexp(swept.log_sum, swept.log_lost))),
        standard_error=0.0,
        log_missed=swept.log_missed - swept.log_most,
        log_gap=max(0.0, swept.log_missed - swept.log_most),
    )


def _attained(swept: Swept) -> Greatests:
    """What states attain."""
    pairings = {pair: most - swept.log_most for pair, (_sum, most) in swept.pairings.items()}
    unused = {(v, ""): most - swept.log_most for v, (_sum, most) in swept.unused.items()}
    return {pair: (most, most) for pair, most in (pairings | unused).items()}


def _rearranged(found: Greatest, top: float) -> Greatests:
    """What rearranging the likeliest assignment attains, and what nothing exceeds, over the likeliest known."""
    return {
        (v, m): (float(found.floor[row, column]) - top, float(found.ceiling[row, column]) - top)
        for row, v in enumerate(found.remains)
        for column, m in enumerate((*found.missing, ""))
        if found.ceiling[row, column] > -np.inf
    }


def _averaged(bounded: Swept, draws: Sequence[Swept]) -> tuple[Swept, float]:
    """Sums as the means of the draws, greatest likelihoods as found; the largest standard error.

    The standard error of a posterior, which is a ratio of means, is that of W. G. Cochran, Sampling Techniques (1977),
    chapter 6.
    """
    log_sums = np.array([one.log_sum for one in draws])
    weights = np.exp(log_sums - log_sums.max())
    log_mean = float(log_sums.max() + np.log(weights.mean()))
    spread = np.sqrt(1 / (len(draws) * (len(draws) - 1)))
    errors = [float(np.sqrt(((weights / weights.mean() - 1) ** 2).sum()) * spread)]

    def mean(sums: Sequence[float]) -> float:
        shares = np.exp(np.array(sums) - log_sums)
        share = float((weights * shares).sum() / weights.sum())
        errors.append(float(np.sqrt(((weights / weights.mean() * (shares - share)) ** 2).sum()) * spread))
        return float(np.log(share) + log_mean) if share else -np.inf

    pairings = {
        pair: (mean([one.pairings[pair][0] for one in draws]), most) for pair, (_sum, most) in bounded.pairings.items()
    }
    unused = {v: (mean([one.unused[v][0] for one in draws]), most) for v, (_sum, most) in bounded.unused.items()}
    return replace(bounded, log_sum=log_mean, pairings=pairings, unused=unused), max(errors)


def grouped(families: Sequence[Sequence[Filling]]) -> list[list[Sequence[Filling]]]:
    """Families that share remains, or that others link which do."""
    groups: list[tuple[set[str], list[Sequence[Filling]]]] = []
    for fillings in families:
        ids = {v for filling in fillings for v in filling.of.values()}
        if ids:
            touched = [group for group in groups if group[0] & ids]
            groups = [group for group in groups if not group[0] & ids]
            together = [one for group in touched for one in group[1]]
            groups.append((ids.union(*(group[0] for group in touched)), [*together, fillings]))
    return [some for _ids, some in groups]
