"""A window and its sites posed as the problem that routing solves.

Clearance comes first: its teams are planned day by day, the first day with all sites, so that what is worth most is
cleared early. Then recovery is planned over the whole window at once, a site that needs clearing from the second it
is cleared. A recovery team that can clear may also clear a site itself on arrival; that is another visit to the same
place, and at most one of them is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.retrieval.route_problem import FORBIDDEN, Depot, Problem, Route, Vehicle, Visit
from homeward.retrieval.shifts import Shift, is_clearance, seconds_from
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.travel import travel_seconds
from homeward.retrieval.trips import Call, StopKind

#: Seconds of travel that a point of value is worth: reaching more comes before driving less.
POINT = 20_000


@dataclass(frozen=True, slots=True)
class Ground:
    """Where everything is, and how long it takes between.

    Attributes:
        window, sites: as read; sites that something bars are not among them.
        places: metres on the plane: points, then sites, then where teams stand now.
        row: id of each to its row.
        seconds: of travel, shape (n, n).
        cleared: sites that were cleared before, and the second from which work may begin.
    """

    window: Window
    sites: tuple[Site, ...]
    places: tuple[tuple[float, float], ...]
    row: Mapping[str, int]
    seconds: NDArray[np.int64]
    cleared: Mapping[str, int]

    def travel(self, start: int, end: int) -> int:
        """Seconds from row to row."""
        return int(self.seconds[start, end])

    def start(self, shift: Shift) -> int:
        """Row where a shift begins."""
        return self.row[shift.start or f"\0{shift.team.base}"]

    def end(self, shift: Shift) -> Call:
        """The end of a shift: at the first of its points of hand-over."""
        point = shift.team.handover[0]
        return Call(StopKind.END, point, self.row[f"\0{point}"], 0)

    def calls(self, site: Site, kind: StopKind) -> list[Call]:
        """The ways in which a site can be visited for this, one for each of its hours."""
        hazard = self.window.hazards.get(site.hazard)
        clearing = hazard.clearance if hazard else 0
        wait = hazard.wait if hazard else 0
        row = self.row[site.site_id]
        found = []
        for begins, ends in site.hours:
            opens, closes = seconds_from(self.window, begins), seconds_from(self.window, ends)
            match kind:
                case StopKind.RECOVERY:
                    call = Call(kind, site.site_id, row, site.service, site.remains, opens, closes)
                case StopKind.CLEAR_AND_RECOVER:
                    whole = clearing + wait + site.service
                    call = Call(kind, site.site_id, row, whole, site.remains, opens, closes)
                case _:
                    call = Call(kind, site.site_id, row, clearing, 0, opens, closes)
            if opens + call.service <= closes:
                found.append(call)
        return found


def ground_of(
    window: Window,
    sites: Sequence[Site],
    teams_at: Mapping[str, tuple[float, float]] | None = None,
    cleared: Mapping[str, int] | None = None,
) -> Ground:
    """The ground of a window: points, sites, and where teams stand."""
    ids = [f"\0{point.point_id}" for point in window.points] + [site.site_id for site in sites]
    places = [(point.x, point.y) for point in window.points] + [(site.x, site.y) for site in sites]
    for team, place in sorted((teams_at or {}).items()):
        ids.append(f"\1{team}")
        places.append(place)
    row = {name: number for number, name in enumerate(ids)}
    return Ground(window, tuple(sites), tuple(places), row, travel_seconds(window, places), cleared or {})


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem, and what its numbers stand for.

    Attributes:
        calls: of each visit.
        shifts: of each vehicle.
        unloads: call of each depot.
    """

    problem: Problem
    calls: tuple[Call, ...]
    shifts: tuple[Shift, ...]
    unloads: tuple[Call, ...]

    def calls_of(self, route: Route, end: Call) -> tuple[Call, ...]:
        """The calls of a route with the end of its day."""
        return (*(self.calls[step] if step >= 0 else self.unloads[-1 - step] for step in route.steps), end)


def pose_clearance(ground: Ground, shifts: Sequence[Shift], day: dt.date, cleared: Mapping[str, int]) -> Posed:
    """What the clearance teams may do on one day: sites that need it and were not cleared on days before."""
    window = ground.window
    calls, values = [], []
    for site in ground.sites:
        hazard = window.hazards.get(site.hazard)
        if not hazard or not hazard.clearance or site.site_id in cleared:
            continue
        last = max((seconds_from(window, ends) for _begins, ends in site.hours), default=0)
        for call in ground.calls(site, StopKind.CLEARANCE):
            latest = min(call.closes, last - site.service - hazard.wait)
            if call.opens + call.service <= latest:
                calls.append(Call(call.kind, call.target, call.place, call.service, 0, call.opens, latest))
                values.append(site.value)
    ours = [shift for shift in shifts if is_clearance(shift) and shift.day == day]
    skills = {site.site_id: window.hazards[site.hazard].clearance_skill for site in ground.sites if site.hazard}
    return _posed(ground, ours, calls, values, {}, [skills.get(call.target, "") for call in calls], None)


def pose_recovery(ground: Ground, shifts: Sequence[Shift], ready: Mapping[str, int]) -> Posed:
    """What the recovery teams may do in the whole window.

    Args:
        ground: where everything is.
        shifts: of all teams; those of recovery count.
        ready: cleared site to the second from which work may begin.
    """
    window = ground.window
    calls, values, needs, also = [], [], [], []
    for site in ground.sites:
        hazard = window.hazards.get(site.hazard)
        to_clear = bool(hazard and hazard.clearance)
        skill = hazard.recovery_skill if hazard else ""
        if not to_clear or site.site_id in ready:
            found = ground.calls(site, StopKind.RECOVERY)
            calls += found
            needs += [skill] * len(found)
            also += [""] * len(found)
        if hazard and to_clear:
            found = ground.calls(site, StopKind.CLEAR_AND_RECOVER)
            calls += found
            needs += [skill] * len(found)
            also += [hazard.clearance_skill] * len(found)
    worth = {site.site_id: site.value for site in ground.sites}
    values = [worth[call.target] for call in calls]
    ours = [shift for shift in shifts if not is_clearance(shift)]
    return _posed(ground, ours, calls, values, ready, needs, also)


def _posed(
    ground: Ground,
    shifts: Sequence[Shift],
    calls: Sequence[Call],
    values: Sequence[int],
    ready: Mapping[str, int],
    needs: Sequence[str],
    also: Sequence[str] | None,
) -> Posed:
    """The problem; a visit that asks for skills stands at a place of its own, which other teams cannot reach."""
    also = also or [""] * len(calls)
    asked = sorted({(need, more) for need, more in zip(needs, also, strict=True)} - {("", "")})
    able = [call for call in zip(calls, values, needs, also, strict=True) if _fits(call[0], ready)]
    places = list(ground.places)
    rows = list(range(len(places)))
    for call, _value, need, more in able:
        if (need, more) != ("", ""):
            rows.append(call.place)
            places.append(ground.places[call.place])
    base = ground.seconds[np.ix_(rows, rows)]
    special = [(need, more) for _call, _value, need, more in able if (need, more) != ("", "")]
    profiles = sorted({tuple(_has(shift, one) for one in asked) for shift in shifts}) or [()]
    matrices = []
    for profile in profiles:
        matrix = np.minimum(base, FORBIDDEN)
        for number, one in enumerate(special):
            if not profile[asked.index(one)]:
                matrix[:, len(ground.places) + number] = FORBIDDEN
                matrix[len(ground.places) + number, :] = FORBIDDEN
        np.fill_diagonal(matrix, 0)
        matrices.append(np.ascontiguousarray(matrix))
    visits, kept, own = [], [], len(ground.places)
    groups: dict[str, int] = {}
    for call, value, need, more in able:
        place = call.place
        if (need, more) != ("", ""):
            place, own = own, own + 1
        earliest = max(call.opens, ready.get(call.target, 0) if call.kind is StopKind.RECOVERY else 0)
        group = groups.setdefault(call.target, len(groups))
        latest = call.closes - call.service
        visits.append(Visit(place, earliest, latest, call.service, call.remains, value * POINT, group))
        kept.append(call)
    sizes = np.bincount([visit.group for visit in visits]) if visits else np.zeros(0, dtype=np.int64)
    visits = [_alone(visit) if sizes[visit.group] == 1 else visit for visit in visits]
    depots, unloads = _depots(ground, shifts)
    vehicles = [_vehicle(ground, shift, profiles, asked, unloads) for shift in shifts]
    told = tuple(Call(StopKind.UNLOADING, unload.target, unload.place, unload.service) for unload in unloads)
    problem = Problem(
        np.array(places, dtype=np.float64).reshape(-1, 2),
        tuple(matrices),
        tuple(matrices),
        tuple(depots),
        tuple(visits),
        tuple(vehicles),
    )
    return Posed(problem, tuple(kept), tuple(shifts), told)


def _fits(call: Call, ready: Mapping[str, int]) -> bool:
    earliest = max(call.opens, ready.get(call.target, 0) if call.kind is StopKind.RECOVERY else 0)
    return earliest + call.service <= call.closes


def _has(shift: Shift, asked: tuple[str, str]) -> bool:
    return all(not skill or skill in shift.team.skills for skill in asked)


def _alone(visit: Visit) -> Visit:
    return Visit(visit.place, visit.earliest, visit.latest, visit.service, visit.load, visit.prize)


def _depots(ground: Ground, shifts: Sequence[Shift]) -> tuple[list[Depot], list[Call]]:
    """Per point a depot to begin and end at, then one to unload at; then one for each place where a team stands."""
    window = ground.window
    horizon = seconds_from(window, window.closes)
    depots, unloads = [], []
    for point in window.points:
        row = ground.row[f"\0{point.point_id}"]
        for service in (0, point.unloading):
            depots.append(Depot(row, 0, horizon, service))
            unloads.append(Call(StopKind.UNLOADING, point.point_id, row, service))
    for shift in shifts:
        if shift.start:
            depots.append(Depot(ground.row[shift.start], 0, horizon))
            unloads.append(Call(StopKind.UNLOADING, shift.start, ground.row[shift.start], 0))
    return depots, unloads


def _vehicle(
    ground: Ground,
    shift: Shift,
    profiles: Sequence[tuple[bool, ...]],
    asked: Sequence[tuple[str, str]],
    unloads: Sequence[Call],
) -> Vehicle:
    number = {point.point_id: at for at, point in enumerate(ground.window.points)}
    if shift.start:
        start = next(at for at, call in enumerate(unloads) if call.target == shift.start)
    else:
        start = 2 * number[shift.team.base]
    return Vehicle(
        start=start,
        end=2 * number[shift.team.handover[0]],
        earliest=shift.begins,
        latest=shift.latest,
        capacity=shift.team.cold_places,
        profile=profiles.index(tuple(_has(shift, one) for one in asked)),
        unloads=() if is_clearance(shift) else tuple(2 * number[point] + 1 for point in shift.team.handover),
        on_board=shift.on_board,
    )
