"""The chance that a team is still inside at closing, by simulation, and the slack that keeps it small.

A plan counts with one duration for each leg and each visit; days are not like that. Each draw gives every leg and every
visit a lognormal factor of mean 1 (coefficients of variation: ``Uncertainty``), and all that a team does on one day one
more factor in common (rain, mud, a slow crew). A team follows its stops in their order, skips a site whose hours are
over when it arrives, waits for a site to be cleared, and never turns back early: so the chance is not flattered by
wise decisions that people will take. The same seed draws the same days for every plan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.retrieval.shifts import Shift, is_clearance
from homeward.retrieval.terms import Uncertainty
from homeward.retrieval.trips import StopKind, Trip

#: One-sided, 95 in 100.
_Z = 1.645

Seconds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Closing:
    """What the simulation says of a plan.

    Attributes:
        inside: draws in which at least one team was not out when the window closed.
        draws: of all.
        late: per shift, the draws in which its team was not out.
        ends: per shift, when its team was out, in each draw.
    """

    inside: int
    draws: int
    late: Mapping[tuple[object, ...], int]
    ends: Mapping[tuple[object, ...], Seconds]

    @property
    def chance(self) -> float:
        """Share of the draws."""
        return self.inside / self.draws

    @property
    def at_most(self) -> float:
        """Upper limit of the chance that so many draws allow, 95 in 100 (Wilson's score interval, one-sided)."""
        return upper_limit(self.inside, self.draws)


def upper_limit(count: int, draws: int) -> float:
    """Wilson's upper limit for a share of ``count`` in ``draws``."""
    share, z2 = count / draws, _Z * _Z
    root = _Z * math.sqrt(share * (1 - share) / draws + z2 / (4 * draws * draws))
    return (share + z2 / (2 * draws) + root) / (1 + z2 / draws)


def at_closing(trips: Sequence[Trip], uncertainty: Uncertainty, waits: Mapping[str, int], seed: int) -> Closing:
    """Simulate a plan.

    Args:
        trips: of all teams.
        uncertainty: how far days differ from plans, and how many are drawn.
        waits: site to the seconds from the end of its clearing until work may begin.
        seed: of the draws.
    """
    draws = uncertainty.draws
    cleared: dict[str, Seconds] = {}
    ends: dict[tuple[object, ...], Seconds] = {}
    inside = np.zeros(draws, dtype=bool)
    late: dict[tuple[object, ...], int] = {}
    order = sorted(trips, key=lambda trip: (not is_clearance(trip.shift), trip.shift.day, trip.shift.team.team_id))
    for trip in order:
        ends[trip.shift.key] = out = _one_day(trip, uncertainty, cleared, waits, _random(trip.shift, seed))
        not_out = out >= trip.shift.closes
        late[trip.shift.key] = int(not_out.sum())
        inside |= not_out
    return Closing(int(inside.sum()), draws, late, ends)


def _random(shift: Shift, seed: int) -> np.random.Generator:
    """Random numbers of one team's day, whatever the others do."""
    name = f"{shift.team.team_id} {shift.day}".encode()
    return np.random.Generator(np.random.PCG64([seed, *name]))


def _one_day(
    trip: Trip,
    uncertainty: Uncertainty,
    cleared: dict[str, Seconds],
    waits: Mapping[str, int],
    random: np.random.Generator,
) -> Seconds:
    draws = uncertainty.draws
    common = _factors(uncertainty.day, draws, random)
    now = np.full(draws, trip.leaves, dtype=np.int64)
    for stop in trip.stops:
        leg = stop.travel * _factors(uncertainty.travel, draws, random) * common
        now = now + np.ceil(leg).astype(np.int64)
        call = stop.call
        if call.kind is StopKind.END:
            break
        work = np.ceil(call.service * _factors(uncertainty.service, draws, random) * common).astype(np.int64)
        begins = np.maximum(now, call.opens)
        if call.kind is StopKind.RECOVERY and call.target in cleared:
            begins = np.maximum(begins, cleared[call.target] + waits.get(call.target, 0))
        now = np.where(begins < call.closes, begins + work, now)
        if call.kind is StopKind.CLEARANCE:
            cleared[call.target] = now
    return now


def _factors(variation: float, draws: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Lognormal factors of mean 1 with a coefficient of variation."""
    normal = random.standard_normal(draws)
    if variation == 0:
        return np.ones(draws)
    spread2 = math.log(1 + variation * variation)
    return np.exp(math.sqrt(spread2) * normal - spread2 / 2)


def more_slack(shift: Shift, trip: Trip, closing: Closing, bound: float) -> int:
    """The slack that would leave this team's own share of the bound: what its day may overrun by, and a minute.

    The bound is shared evenly among the teams that were late in any draw.
    """
    late = sum(count > 0 for count in closing.late.values())
    overrun = np.sort(closing.ends[shift.key] - trip.ends)
    place = min(len(overrun) - 1, math.ceil(len(overrun) * (1 - bound / (2 * max(late, 1)))))
    return max(shift.slack + 60, int(overrun[place]) + 60)
