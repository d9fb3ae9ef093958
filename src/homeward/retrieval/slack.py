"""The chance that a team is still inside at closing, by simulation, and the slack that keeps it small.

A plan counts with one duration for each leg and each visit; days are not like that. Each draw gives every leg and every
visit a lognormal factor of mean 1 (coefficients of variation: ``Uncertainty``), and all that a team does on one day one
more factor in common (rain, mud, a slow crew). A team follows its sheet: it goes to the next stop only if that, as
planned, still lets it be out in time, stops its work at the minute by which it must leave, and then takes the shortest
way out, whose length is drawn too. What the chance would be if nobody ever turned back is told beside it. The same seed
draws the same days for every plan.
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
_NEVER = 1 << 40

Seconds = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Closing:
    """What the simulation says of a plan.

    Attributes:
        inside: draws in which at least one team was not out when the window closed.
        draws: of all.
        finished: sites where the work of recovery was finished, over all draws.
        late: per shift, the draws in which its team was not out.
        ends: per shift, when its team was out, in each draw.
    """

    inside: int
    draws: int
    finished: int
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


def at_closing(
    trips: Sequence[Trip],
    uncertainty: Uncertainty,
    waits: Mapping[str, int],
    seed: int,
    *,
    turning_back: bool = True,
) -> Closing:
    """Simulate a plan.

    Args:
        trips: of all teams.
        uncertainty: how far days differ from plans, and how many are drawn.
        waits: site to the seconds from the end of its clearing until work may begin.
        seed: of the draws.
        turning_back: whether teams leave when their sheet says so.
    """
    draws = uncertainty.draws
    day = _Day(uncertainty, waits, turning_back)
    ends: dict[tuple[object, ...], Seconds] = {}
    inside = np.zeros(draws, dtype=bool)
    late: dict[tuple[object, ...], int] = {}
    order = sorted(trips, key=lambda trip: (not is_clearance(trip.shift), trip.shift.day, trip.shift.team.team_id))
    for trip in order:
        ends[trip.shift.key] = out = day.out(trip, _random(trip.shift, seed))
        not_out = out >= trip.shift.closes
        late[trip.shift.key] = int(not_out.sum())
        inside |= not_out
    return Closing(int(inside.sum()), draws, day.finished, late, ends)


def _random(shift: Shift, seed: int) -> np.random.Generator:
    """Random numbers of one team's day, whatever the others do."""
    name = f"{shift.team.team_id} {shift.day}".encode()
    return np.random.Generator(np.random.PCG64([seed, *name]))


class _Day:
    """Days drawn, all draws of one trip at a time; clearance comes before what waits for it."""

    def __init__(self, uncertainty: Uncertainty, waits: Mapping[str, int], turning_back: bool) -> None:
        self.uncertainty, self.waits, self.turning_back = uncertainty, waits, turning_back
        self.cleared: dict[str, Seconds] = {}
        self.finished = 0

    def out(self, trip: Trip, random: np.random.Generator) -> Seconds:
        """When the team is out, in each draw."""
        one, draws, latest = self.uncertainty, self.uncertainty.draws, trip.shift.latest
        common = _factors(one.day, draws, random)
        now = np.full(draws, trip.leaves, dtype=np.int64)
        under_way = np.ones(draws, dtype=bool)
        way_out = np.zeros(draws, dtype=np.int64)
        if trip.shift.start:
            way_out += trip.stops[-1].travel if len(trip.stops) == 1 else latest - trip.stops[0].leave_by
        for stop in trip.stops[:-1]:
            call = stop.call
            leg, work = (
                np.ceil(planned * _factors(variation, draws, random) * common).astype(np.int64)
                for planned, variation in ((stop.travel, one.travel), (call.service, one.service))
            )
            as_planned = np.maximum(now + stop.travel, call.opens) + call.service
            goes = under_way & ((as_planned <= stop.leave_by) | (not self.turning_back))
            arrives = now + leg
            begins = np.maximum(arrives, call.opens)
            if call.kind is StopKind.RECOVERY and call.target in self.cleared:
                begins = np.maximum(begins, self.cleared[call.target] + self.waits.get(call.target, 0))
            works = goes & (begins < call.closes)
            ends = begins + work
            stops = np.minimum(ends, np.maximum(stop.leave_by, arrives)) if self.turning_back else ends
            done = works & (stops == ends)
            now = np.where(goes, np.where(works, stops, arrives), now)
            way_out = np.where(goes, latest - stop.leave_by, way_out)
            under_way = goes
            if call.kind is StopKind.CLEARANCE:
                self.cleared[call.target] = np.where(done, now, _NEVER)
            if call.kind in (StopKind.RECOVERY, StopKind.CLEAR_AND_RECOVER):
                self.finished += int(done.sum())
        home = np.ceil(way_out * _factors(one.travel, draws, random) * common).astype(np.int64)
        return now + home


def _factors(variation: float, draws: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Lognormal factors of mean 1 with a coefficient of variation."""
    normal = random.standard_normal(draws)
    if variation == 0:
        return np.ones(draws)
    spread2 = math.log(1 + variation * variation)
    return np.exp(math.sqrt(spread2) * normal - spread2 / 2)


def more_slack(shift: Shift, closing: Closing, bound: float) -> int:
    """The slack that would leave this team's own share of the bound, a minute more than now at least.

    The bound is shared evenly among the teams that were late in any draw.
    """
    late = sum(count > 0 for count in closing.late.values())
    overrun = np.sort(closing.ends[shift.key] - shift.latest)
    place = min(len(overrun) - 1, math.ceil(len(overrun) * (1 - 0.8 * bound / max(late, 1))))
    return max(shift.closes - shift.latest, int(overrun[place])) + 60
