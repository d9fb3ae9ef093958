"""What no plan of these teams could exceed: an upper bound on the value reached, to judge a plan by.

Relaxed: the order of stops, loads, the hours of sites within a shift, and waiting for clearance. Kept: each site is
reached once at most, by a team with the skill and within a shift that could reach it alone; each stop takes its work
and at least the shortest way that leads to it from anywhere; each shift has its hours less the shortest way out; a site
that must be cleared takes a clearance team's time too; escorts limit how many shifts go at once. The relaxation is a
linear program; any prices λ ≥ 0 for an hour of each shift bound it from above by

    Σ over shifts λ_s · hours_s  +  Σ over sites max(0, value − cheapest way to reach it at these prices)

(weak duality), and the prices are improved by subgradient steps. Where escorts allow k of a group of shifts, the k
dearest of the group count. Sound whatever the steps do; a plan's gap is (bound − value) / bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.retrieval.left_out import may_work
from homeward.retrieval.posing import Ground
from homeward.retrieval.shifts import Shift, escort_groups, is_clearance, seconds_from
from homeward.retrieval.terms import Site
from homeward.retrieval.travel import NEVER

_STEPS = 400


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The linear program.

    Attributes:
        values: per site.
        recovery: seconds that recovering site j takes of shift s, shape (sites, shifts); infinite where it cannot.
        own: seconds if the recovery team clears too, likewise; infinite where nothing need be cleared.
        clearance: seconds that clearing takes of shift s; infinite where it cannot.
        to_clear: per site.
        hours: seconds of each shift.
    """

    values: NDArray[np.float64]
    recovery: NDArray[np.float64]
    own: NDArray[np.float64]
    clearance: NDArray[np.float64]
    to_clear: NDArray[np.bool_]
    hours: NDArray[np.float64]


def upper_bound(ground: Ground, sites: Sequence[Site], shifts: Sequence[Shift]) -> int:
    """A value that no plan exceeds, whole.

    Args:
        ground: where everything is.
        sites: that nothing bars.
        shifts: of all teams, before any is kept back for want of escorts.
    """
    if not sites or not shifts:
        return 0
    relaxed = _relaxed(ground, sites, shifts)
    groups = escort_groups(ground.window, shifts)
    prices = np.full(len(shifts), relaxed.values.sum() / max(relaxed.hours.sum(), 1.0))
    best = float(relaxed.values.sum())
    step = prices.mean()
    for turn in range(_STEPS):
        value, slope = _dual(relaxed, groups, prices)
        best = min(best, value)
        length = float(np.linalg.norm(slope))
        if length == 0:
            break
        prices = np.maximum(0, prices - step / (1 + turn / 20) * slope / length * np.sqrt(len(shifts)))
    return int(np.floor(best + 1e-6))


def _dual(
    relaxed: _Relaxed, groups: Sequence[tuple[list[int], int]], prices: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """The bound at these prices, and its slope: hours on offer less hours asked for."""
    offer = prices * relaxed.hours
    open_ = np.ones(len(prices), dtype=bool)
    for members, limit in groups:
        if len(members) > limit:
            dearest = sorted(members, key=lambda n: (-offer[n], n))
            open_[dearest[limit:]] = False
    slope = np.where(open_, relaxed.hours, 0.0)
    total = float(offer[open_].sum())
    plain, plain_at = _cheapest(relaxed.recovery, prices)
    clear, clear_at = _cheapest(relaxed.clearance, prices)
    own, own_at = _cheapest(relaxed.own, prices)
    together = np.where(relaxed.to_clear, plain + clear, plain)
    cost = np.minimum(together, own)
    for site in np.flatnonzero(relaxed.values > cost):
        total += float(relaxed.values[site] - cost[site])
        if own[site] < together[site]:
            slope[own_at[site]] -= relaxed.own[site, own_at[site]]
            continue
        slope[plain_at[site]] -= relaxed.recovery[site, plain_at[site]]
        if relaxed.to_clear[site]:
            slope[clear_at[site]] -= relaxed.clearance[site, clear_at[site]]
    return total, slope


def _cheapest(
    seconds: NDArray[np.float64], prices: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    cost = np.where(np.isinf(seconds), np.inf, np.where(np.isinf(seconds), 0, seconds) * prices)
    at = cost.argmin(axis=1)
    return np.take_along_axis(cost, at[:, None], axis=1)[:, 0], at


def _relaxed(ground: Ground, sites: Sequence[Site], shifts: Sequence[Shift]) -> _Relaxed:
    window = ground.window
    seconds = ground.seconds.astype(np.float64)
    np.fill_diagonal(seconds, np.inf)
    rows = np.array([ground.row[site.site_id] for site in sites])
    into = seconds[:, rows].min(axis=0)
    shape = (len(sites), len(shifts))
    recovery, own, clearance = (np.full(shape, np.inf) for _ in range(3))
    hours = np.zeros(len(shifts))
    for s, shift in enumerate(shifts):
        start, end = ground.start(shift), ground.end(shift).place
        out = ground.seconds[rows, end]
        there = ground.seconds[start, rows]
        hours[s] = max(0, shift.latest - shift.begins - int(out.min()))
        for j, site in enumerate(sites):
            hazard = window.hazards.get(site.hazard)
            if there[j] >= NEVER or out[j] >= NEVER:
                continue
            for begins, ends in site.hours:
                opens, closes = seconds_from(window, begins), seconds_from(window, ends)
                arrives = max(shift.begins + int(there[j]), opens)
                spare = min(closes, shift.latest - int(out[j])) - arrives
                if is_clearance(shift):
                    skilled = hazard and hazard.clearance and hazard.clearance_skill in shift.team.skills
                    if hazard and skilled and hazard.clearance <= spare:
                        clearance[j, s] = hazard.clearance + into[j]
                    continue
                if not may_work(window, shift, site):
                    continue
                if site.service <= spare:
                    recovery[j, s] = site.service + into[j]
                if hazard and hazard.clearance and hazard.clearance_skill in shift.team.skills:
                    whole = hazard.clearance + hazard.wait + site.service
                    if whole <= spare:
                        own[j, s] = whole + into[j]
    to_clear = np.array(
        [
            bool(window.hazards[site.hazard].clearance) if site.hazard and site.site_id not in ground.cleared else False
            for site in sites
        ]
    )
    values = np.array([site.value for site in sites], dtype=np.float64)
    return _Relaxed(values, recovery, own, clearance, to_clear, hours)
