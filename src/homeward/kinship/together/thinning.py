"""Ways to fill families that can be left out of a joint identification, with a bound on what that changes.

The posterior of a way f to fill a family F is at most its ratio r(f): take f out of every assignment that has it, and
as many other assignments remain, each 1 / r(f) times as likely. It is less where something better stands against it:

- a remains v of f is much more likely, by a way g, somebody of another family G. Take f out, whatever G has out, and
  put g in; then r(f) (1 + Σ r(h)) / r(g), the sum over the ways of G that do not use v;
- F is much more likely filled otherwise, by g. Take f out, whatever else uses the remains w of g, and put g in; then
  r(f) Π_w (1 + Σ r(h)) / r(g), the sums over the ways of other families that use w.

Each is an injection from assignments with f to others, for each of what was taken out. Where g of the first kind uses
further remains, the factors of the second kind come in. The posterior of any pairing changes by no more than the sum of
the bounds of what is left out, and no assignment left out is likelier than the likeliest times the greatest of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from homeward.kinship.together.fillings import Filling

#: What may be left out in all, as a posterior probability.
SHARE = 1e-9


@dataclass(frozen=True)
class Thinned:
    """What is left of families, in their order; what was left out with ln of its bound; the bounds' sum."""

    families: list[list[Filling]]
    left_out: list[tuple[Filling, float]]
    share: float


def thinned(families: Sequence[Sequence[Filling]], share: float = SHARE) -> Thinned:
    """Leave out the ways with the least bounds, as many as together make up no more than ``share``."""
    bounds = _bounds(families)
    ranked = sorted(
        ((bound, at, place) for at, of_family in enumerate(bounds) for place, bound in enumerate(of_family)),
        key=lambda one: one[0],
    )
    sums = np.cumsum(np.exp([bound for bound, _at, _place in ranked]))
    gone = ranked[: int(np.searchsorted(sums, share, side="right"))]
    places = {(at, place) for _bound, at, place in gone}
    return Thinned(
        [[one for place, one in enumerate(ways) if (at, place) not in places] for at, ways in enumerate(families)],
        [(families[at][place], bound) for bound, at, place in gone],
        float(sums[len(gone) - 1]) if gone else 0.0,
    )


def _bounds(families: Sequence[Sequence[Filling]]) -> list[list[float]]:
    """Ln of the bound of each way to fill each family."""
    by_use = _sums_by_use(families)

    others = {v: _log_sums_of_others(of_v) for v, of_v in by_use.items()}
    crowd = [{v: others[v][at] for one in ways for v in one.of.values()} for at, ways in enumerate(families)]
    better: dict[str, list[tuple[float, int]]] = {v: [] for v in by_use}  # each family's best use of a remains
    instead = [0.0] * len(families)
    for at, ways in enumerate(families):
        of_family: dict[str, float] = {}
        idle = dict(zip(crowd[at], _log_sums_without(ways, list(crowd[at])), strict=True))
        for one in ways:
            whole = sum(crowd[at][v] for v in one.of.values())
            instead[at] = min(instead[at], whole - one.log_ratio)
            for v in one.of.values():
                cost = idle[v] + whole - crowd[at][v] - one.log_ratio
                of_family[v] = min(of_family.get(v, 0.0), cost)
        for v, cost in of_family.items():
            better[v] = sorted([*better[v], (cost, at)])[:2]

    def bound(at: int, one: Filling) -> float:
        against = [cost for v in one.of.values() for cost, family in better[v] if family != at]
        return one.log_ratio + min([0.0, instead[at], *against])

    return [[bound(at, one) for one in ways] for at, ways in enumerate(families)]


def _sums_by_use(families: Sequence[Sequence[Filling]]) -> dict[str, dict[int, float]]:
    """Remains to family to ln of the sum of the ratios of the family's ways that use it."""
    found: dict[str, dict[int, float]] = {}
    for at, ways in enumerate(families):
        for one in ways:
            for v in one.of.values():
                of_remains = found.setdefault(v, {})
                of_remains[at] = float(np.logaddexp(of_remains.get(at, -np.inf), one.log_ratio))
    return found


def _log_sums_of_others(by_family: Mapping[int, float]) -> dict[int, float]:
    """Of each family ln of 1 + the sum over the other families."""
    ids = list(by_family)
    before = np.logaddexp.accumulate([0.0, *(by_family[at] for at in ids[:-1])])
    after = np.logaddexp.accumulate([-np.inf, *(by_family[at] for at in ids[:0:-1])])[::-1]
    return dict(zip(ids, np.logaddexp(before, after).tolist(), strict=True))


def _log_sums_without(ways: Sequence[Filling], remains: Sequence[str]) -> list[float]:
    """Ln of 1 + the sum of the ratios of the ways that do not use a remains, for each remains."""
    place = {v: at for at, v in enumerate(remains)}
    idle = np.ones((len(ways) + 1, len(remains)))
    for at, one in enumerate(ways):
        idle[at, [place[v] for v in one.of.values()]] = 0.0
    logs = np.array([*(one.log_ratio for one in ways), 0.0])
    sums = np.exp(logs - logs.max()) @ idle
    return [float(one) for one in np.log(np.maximum(sums, 1e-300)) + logs.max()]
