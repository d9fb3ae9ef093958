"""Plans the trips of a window: which sites are reached by which team, when, and which are left out and why.

Recovery and clearance are searched by ``routing``; here the window is posed (``posing``), escorts and slack are kept,
and what cannot be planned is named. A plan from a number of iterations is the same on every run; one from a limit of
time says so. The rules are numbered in ``docs/reference/retrieval.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.errors import OwnFailure
from homeward.progress import Progress, silent
from homeward.retrieval.bound import upper_bound
from homeward.retrieval.left_out import barred, in_ten_hours, no_hours_left, out_of_reach
from homeward.retrieval.posing import Ground, Posed, ground_of, pose_clearance, pose_recovery
from homeward.retrieval.reasons import Reason, ReasonKey
from homeward.retrieval.route_problem import Effort, Route
from homeward.retrieval.routing import find_routes
from homeward.retrieval.shifts import Shift, all_shifts, is_clearance, with_escorts
from homeward.retrieval.slack import Closing, at_closing, more_slack
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.trips import Call, StopKind, Trip, timed
from homeward.words import _

RULE_VERSION = "retrieval-plan/1"
#: Of the effort: for each day of clearance, for choosing whom to escort, for each time slack is raised.
_CLEARANCE, _ESCORTS, _AGAIN = 0.1, 0.25, 0.2
#: How often slack is raised and the search repeated, before visits are given up until the bound holds.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A site that no trip reaches."""

    site_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How the plan was searched.

    Attributes:
        asked: iterations that were asked for; 0 when time was the limit.
        made: iterations made in all.
        seed: of the search and of the simulation.
        seconds: the limit of time, None if there was none.
    """

    asked: int
    made: int
    seed: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Now:
    """What is so while the window is open: where planning goes on from.

    Attributes:
        second: now, from the opening.
        done: sites where work is done.
        cleared: site to the second from which work may begin.
        teams_at: team to where it stands, metres on the plane.
        on_board: team to the remains on board.
        out: teams that go nowhere any more.
    """

    second: int
    done: frozenset[str]
    cleared: Mapping[str, int]
    teams_at: Mapping[str, tuple[float, float]]
    on_board: Mapping[str, int]
    out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """All trips of a window.

    Attributes:
        trips: by day and team; days without a stop are not among them.
        left_out: by site.
        remarks: what else is to be known.
        value, bound: reached, and what no plan exceeds.
        closing: chance that a team is inside at closing.
        stubborn: the same if no team ever turned back.
        now: where planning began.
    """

    window: Window
    sites: tuple[Site, ...]
    sites_sha256: str
    trips: tuple[Trip, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Reason, ...]
    value: int
    bound: int
    closing: Closing
    stubborn: Closing
    search: Search
    now: Now

    @property
    def reached(self) -> tuple[str, ...]:
        """Ids of the sites that are recovered."""
        kinds = (StopKind.RECOVERY, StopKind.CLEAR_AND_RECOVER)
        return tuple(sorted(stop.call.target for trip in self.trips for stop in trip.stops if stop.call.kind in kinds))


BEFORE = Now(0, frozenset(), {}, {}, {}, frozenset())


def usual_iterations(sites: int) -> int:
    """Iterations that a plan of so many sites is searched with, unless somebody asks for others."""
    return 4_000 + 10 * sites


def make_plan(
    window: Window,
    sites: Sequence[Site],
    sites_sha256: str,
    effort: Effort,
    now: Now = BEFORE,
    progress: Progress = silent,
) -> Plan:
    """Plan a window from its opening, or from ``now``.

    Args:
        window: as read.
        sites: as read; their order means nothing.
        sites_sha256: digest of their file.
        effort: how long to search.
        now: what is so while it is open.
        progress: told how far it is.
    """
    ordered = sorted(sites, key=lambda site: site.site_id)
    why = {site.site_id: reason for site in ordered if (reason := barred(window, site))}
    why |= {site.site_id: Reason(ReasonKey.DONE) for site in ordered if site.site_id in now.done}
    ground = ground_of(window, [one for one in ordered if one.site_id not in why], now.teams_at, now.cleared)
    shifts = _placed(all_shifts(window, now=now.second), now)
    for site in ground.sites:
        if reason := out_of_reach(ground, site, shifts):
            why[site.site_id] = reason
    ground = replace(ground, sites=tuple(site for site in ground.sites if site.site_id not in why))
    work = _Work(ground, effort, progress)
    trips, out_for_escort = work.trips(shifts)
    closing = at_closing(trips, window.uncertainty, work.waits, effort.seed)
    stubborn = at_closing(trips, window.uncertainty, work.waits, effort.seed, turning_back=False)
    reached = {
        stop.call.target
        for trip in trips
        for stop in trip.stops
        if stop.call.kind in (StopKind.RECOVERY, StopKind.CLEAR_AND_RECOVER)
    }
    planned = [site for site in ground.sites if site.site_id in reached]
    least = min((in_ten_hours(site) for site in planned), default=0)
    for site in ground.sites:
        if site.site_id not in reached:
            why[site.site_id] = no_hours_left(site, least, work.ready, window)
    progress(_("judging the plan"), 1, 1)
    value = sum(site.value for site in planned)
    return Plan(
        window,
        tuple(ordered),
        sites_sha256,
        tuple(sorted(trips, key=lambda trip: (trip.shift.day, trip.shift.team.team_id))),
        tuple(LeftOut(site_id, (why[site_id],)) for site_id in sorted(why)),
        tuple(
            Reason(ReasonKey.NO_ESCORT, {"team": shift.team.team_id, "day": shift.day.isoformat()})
            for shift in out_for_escort
        ),
        value,
        max(value, upper_bound(ground, ground.sites, shifts)),
        closing,
        stubborn,
        Search(0 if effort.seconds else effort.iterations, work.iterations, effort.seed, effort.seconds),
        now,
    )


def _placed(shifts: Sequence[Shift], now: Now) -> list[Shift]:
    """Shifts with each team's first one from where it stands, with what it has on board."""
    placed: list[Shift] = []
    begun: set[str] = set()
    for shift in shifts:
        team = shift.team.team_id
        if team in now.out:
            continue
        stands = team not in begun and team in now.teams_at
        on_board = now.on_board.get(team, 0)
        placed.append(replace(shift, start=f"\1{team}", on_board=on_board) if stands else shift)
        begun.add(team)
    return placed


class _Work:
    """One planning: what is known so far and the effort that is left."""

    def __init__(self, ground: Ground, effort: Effort, progress: Progress) -> None:
        self.ground, self.effort, self.progress = ground, effort, progress
        self.iterations = 0
        window = ground.window
        hazards = {site.site_id: window.hazards[site.hazard] for site in ground.sites if site.hazard}
        self.waits = {site: hazard.wait for site, hazard in hazards.items()}
        self.ready: dict[str, int] = dict(ground.cleared)
        self.values = {site.site_id: site.value for site in ground.sites}
        self.to_clear = {site for site, hazard in hazards.items() if hazard.clearance}

    def trips(self, shifts: list[Shift]) -> tuple[list[Trip], list[Shift]]:
        """The trips of all teams, and the shifts that stay out for want of an escort."""
        clearing = self._clearance(shifts)
        going = with_escorts(self.ground.window, shifts, {})
        routes: dict[Shift, tuple[Call, ...]] = {}
        if len(going) < len(shifts):
            trial = self._recovery([shift for shift in shifts if not is_clearance(shift)], {}, _ESCORTS)
            worth = {shift.key: sum(self.values.get(call.target, 0) for call in trial[shift]) for shift in trial}
            for trip in clearing:
                worth[trip.shift.key] = sum(self.values.get(stop.call.target, 0) for stop in trip.stops)
            going = with_escorts(self.ground.window, shifts, worth)
            clearing = [trip for trip in clearing if trip.shift in going]
            self.ready = dict(self.ground.cleared) | _ready(clearing, self.waits)
            routes = {shift: calls for shift, calls in trial.items() if shift in going}
        recovering = [shift for shift in going if not is_clearance(shift)]
        routes = self._recovery(recovering, routes, 1 - _ESCORTS)
        for shift in going:
            if shift.start and is_clearance(shift) and shift.key not in {trip.shift.key for trip in clearing}:
                clearing.append(self._way_out(shift))
            if shift.start and not is_clearance(shift):
                routes.setdefault(shift, (self.ground.end(shift),))
        trips = self._kept(clearing, routes)
        out = [shift for shift in shifts if shift.key not in {one.key for one in going}]
        return trips, out

    def _clearance(self, shifts: Sequence[Shift]) -> list[Trip]:
        """Trips of the clearance teams, day by day; what is cleared is noted in ``ready``."""
        trips: list[Trip] = []
        for day in sorted({shift.day for shift in shifts if is_clearance(shift)}):
            posed = pose_clearance(self.ground, shifts, day, self.ready)
            found = self._search(posed, (), _CLEARANCE)
            for route in found:
                shift = posed.shifts[route.vehicle]
                trip = self._timed(shift, posed.calls_of(route, self.ground.end(shift)))
                if trip:
                    trips.append(trip)
            self.ready = dict(self.ground.cleared) | _ready(trips, self.waits)
        return trips

    def _recovery(
        self, shifts: Sequence[Shift], begin: Mapping[Shift, tuple[Call, ...]], share: float
    ) -> dict[Shift, tuple[Call, ...]]:
        """The calls of each recovery shift, the end of its day among them."""
        posed = pose_recovery(self.ground, shifts, self.ready)
        found = self._search(posed, _routes_of(posed, begin), share)
        return {
            posed.shifts[route.vehicle]: posed.calls_of(route, self.ground.end(posed.shifts[route.vehicle]))
            for route in found
        }

    def _search(self, posed: Posed, begin: Sequence[Route], share: float) -> Sequence[Route]:
        iterations = max(1, round(self.effort.iterations * share))
        seconds = None if self.effort.seconds is None else max(0.1, self.effort.seconds * share * 0.6)
        answer = find_routes(posed.problem, Effort(iterations, seconds, self.effort.seed), begin, self.progress)
        self.iterations += answer.iterations
        return answer.routes

    def _timed(self, shift: Shift, calls: Sequence[Call]) -> Trip | None:
        """The trip with its times; None when it cannot be kept, or a site on it is never cleared."""
        if any(self._uncleared(call) for call in calls):
            return None
        return timed(shift, self.ground.start(shift), calls, self.ready, self.ground.travel)

    def _uncleared(self, call: Call) -> bool:
        return call.kind is StopKind.RECOVERY and call.target in self.to_clear and call.target not in self.ready

    def _kept(self, clearing: list[Trip], routes: dict[Shift, tuple[Call, ...]]) -> list[Trip]:
        """Trips with so much slack that the chance of being inside at closing stays under its bound."""
        bound, seed = self.ground.window.uncertainty.bound, self.effort.seed
        uncertainty = self.ground.window.uncertainty
        for turn in range(_ROUNDS + 1):
            trips = self._all_trips(clearing, routes)
            closing = at_closing(trips, uncertainty, self.waits, seed)
            if closing.at_most <= bound:
                return trips
            raised = {}
            for trip in trips:
                if closing.late[trip.shift.key]:
                    slack = more_slack(trip.shift, closing, bound)
                    raised[trip.shift.key] = replace(trip.shift, slack=max(trip.shift.slack, slack))
            clearing = [self._given_up(raised.get(trip.shift.key, trip.shift), trip) for trip in clearing]
            clearing = [trip for trip in clearing if len(trip.stops) > 1 or trip.shift.start]
            self.ready = dict(self.ground.cleared) | _ready(clearing, self.waits)
            slacker = {raised.get(shift.key, shift): calls for shift, calls in routes.items()}
            cut = {shift: self._given_up_calls(shift, calls) for shift, calls in slacker.items()}
            routes = {shift: calls for shift, calls in cut.items() if len(calls) > 1 or shift.start}
            if turn < _ROUNDS:
                again = self._recovery(list(slacker), routes, _AGAIN)
                stay = {shift: calls for shift, calls in routes.items() if shift.start and shift not in again}
                routes = again | {shift: calls[-1:] for shift, calls in stay.items()}
        return self._until_kept(clearing, routes)

    def _until_kept(self, clearing: list[Trip], routes: dict[Shift, tuple[Call, ...]]) -> list[Trip]:
        """The last resort: the team that is late most often gives up its last visit, again and again."""
        uncertainty = self.ground.window.uncertainty
        while True:
            trips = self._all_trips(clearing, routes)
            closing = at_closing(trips, uncertainty, self.waits, self.effort.seed)
            if closing.at_most <= uncertainty.bound:
                return trips
            worst = max(trips, key=lambda trip: (closing.late[trip.shift.key], trip.shift.team.team_id)).shift
            if worst.start and all(len(trip.stops) == 1 for trip in trips if trip.shift.key == worst.key):
                return trips  # it is on its way out already: nothing more can be given up
            if is_clearance(worst):
                clearing = [trip for trip in clearing if trip.shift.key != worst.key]
                self.ready = dict(self.ground.cleared) | _ready(clearing, self.waits)
                continue
            calls = routes.pop(worst)
            if len(calls) > 2 or worst.start:
                routes[worst] = (*calls[:-2], calls[-1])

    def _all_trips(self, clearing: list[Trip], routes: dict[Shift, tuple[Call, ...]]) -> list[Trip]:
        """Trips with times; clearance of what nobody then recovers is not asked of anyone."""
        recovered = {call.target for calls in routes.values() for call in calls if call.kind is StopKind.RECOVERY}
        trips = []
        for trip in clearing:
            calls = [
                stop.call for stop in trip.stops if stop.call.kind is StopKind.END or stop.call.target in recovered
            ]
            if len(calls) > 1 or trip.shift.start:
                trips.append(self._timed(trip.shift, calls) or trip)
        self.ready = dict(self.ground.cleared) | _ready(trips, self.waits)
        for shift, planned in routes.items():
            kept = self._timed(shift, self._given_up_calls(shift, planned))
            if kept and (len(kept.stops) > 1 or shift.start):
                trips.append(kept)
            elif shift.start:
                trips.append(self._way_out(shift))
        return trips

    def _way_out(self, shift: Shift) -> Trip:
        """The shortest way out of a team that is inside, even if it is too late."""
        calls = (self.ground.end(shift),)
        late = replace(shift, ends=1 << 40, closes=1 << 40, slack=0)
        trip = self._timed(shift, calls) or self._timed(late, calls)
        if trip is None:
            raise OwnFailure("A way out of the sector takes longer than there are seconds.")
        return replace(trip, shift=shift)

    def _given_up(self, shift: Shift, trip: Trip) -> Trip:
        """The same trip for a shorter shift, the visits worth least given up until it can be kept."""
        calls = self._given_up_calls(shift, [stop.call for stop in trip.stops])
        kept = self._timed(shift, calls)
        return kept if kept else replace(trip, stops=trip.stops[-1:])

    def _given_up_calls(self, shift: Shift, calls: Sequence[Call]) -> tuple[Call, ...]:
        left = [call for call in calls if not self._uncleared(call)]
        while len(left) > 1 and self._timed(shift, left) is None:
            worth = [(self.values.get(call.target, 0) / max(call.service, 1), at) for at, call in enumerate(left[:-1])]
            del left[min(worth)[1]]
        return tuple(left)


def _ready(clearing: Sequence[Trip], waits: Mapping[str, int]) -> dict[str, int]:
    """Site to the second from which work may begin there."""
    return {
        stop.call.target: stop.departs + waits.get(stop.call.target, 0)
        for trip in clearing
        for stop in trip.stops
        if stop.call.kind is StopKind.CLEARANCE
    }


def _routes_of(posed: Posed, begin: Mapping[Shift, tuple[Call, ...]]) -> tuple[Route, ...]:
    """Earlier routes in the numbers of a newly posed problem; what is no longer in it is left away."""
    number = {(call.kind, call.target, call.opens): at for at, call in enumerate(posed.calls)}
    unload = {call.target: at for at, call in enumerate(posed.unloads) if call.service}
    vehicle = {shift.key: at for at, shift in enumerate(posed.shifts)}
    routes = []
    for shift, calls in begin.items():
        steps = []
        for call in calls[:-1]:
            if call.kind is StopKind.UNLOADING:
                if call.target in unload:
                    steps.append(-1 - unload[call.target])
            elif (call.kind, call.target, call.opens) in number:
                steps.append(number[(call.kind, call.target, call.opens)])
        if steps and shift.key in vehicle:
            routes.append(Route(vehicle[shift.key], tuple(steps)))
    return tuple(sorted(routes, key=lambda one: one.vehicle))
