"""Routes by PyVRP, and by our own second phase: the one place that speaks that library.

A whole problem is searched by iterated local search with late acceptance (PyVRP 0.14; Burke and Bykov 2017). Beyond a
few hundred visits each of its steps costs time that grows with the whole plan, though it changes only a corner. So a
large problem is then taken apart: routes that lie near each other, with the visits left out near them, become a small
problem that is searched from where it stands and put back if it got better (decomposition by routes: Vidal and others
2012; Santini and others 2023). The cost never rises from one phase to the next. A limit of iterations gives the same
routes on every run; a limit of time does not.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyvrp
from pyvrp import Activity, ActivityType, IteratedLocalSearch, IteratedLocalSearchParams, PenaltyManager, PenaltyParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)

from homeward.progress import Progress, silent
from homeward.retrieval.route_problem import FORBIDDEN, Answer, Effort, Problem, Route, Vehicle, cost_of
from homeward.words import _

#: From so many visits on a problem is taken apart.
_LARGE = 400
#: How many visits a part has, about; and what share of the search is spent on the whole first.
_PART, _WHOLE_SHARE = 200, 0.3
#: Steps for each visit of a part before the next part: few, so that each part has several turns.
_EACH = 12
#: Visits looked at around each; a new best found is searched thoroughly.
_NEIGHBOURS = 20
#: Bounds of the penalties for a unit of load or time too much; they begin at what a unit of either is worth.
_LEAST_PENALTY, _GREATEST_PENALTY = 0.1, 100_000.0
#: Steps after which penalties are set anew; a fifth of it where problems are small and searches short.
_UPDATES = 500


@dataclass(slots=True)
class _Budget:
    """What is left of an effort."""

    effort: Effort
    began: float
    spent: int = 0

    def share(self) -> float:
        """Of the effort, how much is spent: 0 to 1."""
        if self.effort.seconds is not None:
            return min(1.0, (time.monotonic() - self.began) / self.effort.seconds)
        return min(1.0, self.spent / max(self.effort.iterations, 1))


class _Stop:
    """Ends a search at a share of the budget, or after so many iterations of its own."""

    def __init__(self, budget: _Budget, share: float, at_most: int, progress: Progress) -> None:
        self._budget, self._share, self._left, self._progress = budget, share, at_most, progress

    def __call__(self, best_cost: float) -> bool:  # noqa: ARG002  # PyVRP calls it by this name
        if self._left <= 0 or self._budget.share() >= self._share:
            return True
        self._left -= 1
        self._budget.spent += 1
        if self._budget.spent % 500 == 0:
            self._progress(_("looking for trips"), round(100 * self._budget.share()), 100)
        return False


def find_routes(
    problem: Problem, effort: Effort, begin_with: Sequence[Route] = (), progress: Progress = silent
) -> Answer:
    """Search routes of low cost: travelled plus prizes left.

    Args:
        problem: what is asked.
        effort: how long.
        begin_with: routes that keep every rule, to go on from.
        progress: told of the share of the effort spent.

    Returns:
        routes that keep every rule of the problem; none at all if nothing better is found.
    """
    if not problem.visits or not problem.vehicles:
        return Answer((), cost_of(problem, ()), 0)
    budget = _Budget(effort, time.monotonic())
    large = len(problem.visits) >= _LARGE
    routes = _search(problem, tuple(begin_with), _Stop(budget, _WHOLE_SHARE if large else 1, 1 << 62, progress), effort)
    chance = random.Random(effort.seed)
    while large and budget.share() < 1 and any(route.visits for route in routes):
        part = _part(problem, routes, chance)
        routes = _better_part(problem, routes, part, budget, chance.randrange(1 << 30), progress)
    return Answer(routes, cost_of(problem, routes), budget.spent)


def _search(problem: Problem, begin_with: tuple[Route, ...], stop: _Stop, effort: Effort) -> tuple[Route, ...]:
    """One search by PyVRP; the routes begun with, or none, if it finds nothing better that keeps every rule."""
    data = _data(problem)
    rng = pyvrp.RandomNumberGenerator(seed=effort.seed)
    neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=_NEIGHBOURS))
    local = LocalSearch(data, rng, neighbours, PerturbationManager(PerturbationParams()))
    for operator in OPERATORS:
        if operator.supports(data):
            local.add_operator(operator(data))
    params = PenaltyParams(
        solutions_between_updates=_UPDATES if len(problem.visits) >= _LARGE else _UPDATES // 5,
        min_penalty=_LEAST_PENALTY,
        max_penalty=_GREATEST_PENALTY,
    )
    penalties = PenaltyManager(_penalties(problem), params)
    if begin_with:
        first = pyvrp.Solution(data, [_as_route(data, route) for route in begin_with])
    else:
        first = local(pyvrp.Solution.make_random(data, rng), penalties.max_cost_evaluator(), exhaustive=True)
    search = IteratedLocalSearch(data, penalties, local, first, IteratedLocalSearchParams())
    best = search.run(stop, collect_stats=False).best
    kept = (_from_route(route) for route in best.routes() if route.is_feasible())  # no visit is a duty
    found = tuple(sorted(kept, key=lambda one: (one.vehicle, one.steps)))
    if cost_of(problem, found) > cost_of(problem, begin_with):
        return begin_with
    return tuple(route for route in found if route.visits or problem.vehicles[route.vehicle].on_board)


def _penalties(problem: Problem) -> tuple[list[float], float, float]:
    """For a unit of load, of time and of distance too much: a little more than what one is worth.

    A penalty far above lets nothing infeasible pass and takes tens of thousands of steps to come down; one below fills
    routes that cannot be kept. A unit of load is worth what the dearest visits bring for one; a unit of time is worth
    the prizes there are for the time they take.
    """
    by_load = [visit.prize / visit.load for visit in problem.visits if visit.load]
    prizes = sum(visit.prize for visit in problem.visits)
    arcs = problem.durations[0][problem.durations[0] < FORBIDDEN]
    times = sum(visit.service for visit in problem.visits) + len(problem.visits) * int(np.quantile(arcs, 0.05))
    load = float(np.quantile(by_load, 0.9)) if by_load else 1.0
    return [min(1.5 * load, _GREATEST_PENALTY)], min(prizes / max(times, 1), _GREATEST_PENALTY), 1.0


def _data(problem: Problem) -> pyvrp.ProblemData:
    groups: dict[int, list[int]] = {}
    for number, visit in enumerate(problem.visits):
        if visit.group >= 0:
            groups.setdefault(visit.group, []).append(number)
    group_number = {group: number for number, group in enumerate(groups)}
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(float(x), float(y)) for x, y in problem.places],
        clients=[
            pyvrp.Client(
                visit.place,
                pickup=[visit.load],
                service_duration=visit.service,
                tw_early=visit.earliest,
                tw_late=visit.latest,
                prize=visit.prize,
                required=False,
                group=group_number.get(visit.group),
            )
            for visit in problem.visits
        ],
        depots=[pyvrp.Depot(one.place, one.earliest, one.latest, one.service) for one in problem.depots],
        vehicle_types=[
            pyvrp.VehicleType(
                num_available=one.count,
                capacity=[one.capacity],
                start_depot=one.start,
                end_depot=one.end,
                tw_early=one.earliest,
                tw_late=one.latest,
                profile=one.profile,
                initial_load=[one.on_board],
                reload_depots=list(one.unloads),
            )
            for one in problem.vehicles
        ],
        distance_matrices=[*problem.costs],  # type: ignore[list-item]  # PyVRP's stub takes shapes of any length
        duration_matrices=[*problem.durations],  # type: ignore[list-item]  # likewise
        groups=[pyvrp.ClientGroup(members, required=False) for members in groups.values()],
    )


def _as_route(data: pyvrp.ProblemData, route: Route) -> pyvrp.Route:
    steps = [
        Activity(ActivityType.CLIENT, step) if step >= 0 else Activity(ActivityType.DEPOT, -1 - step)
        for step in route.steps
    ]
    return pyvrp.Route(data, steps, route.vehicle)


def _from_route(route: pyvrp.Route) -> Route:
    steps = [step.idx if step.is_client() else -1 - step.idx for step in route]
    if steps and steps[0] < 0 and route[0].is_depot():
        steps = steps[1:]
    if steps and steps[-1] < 0:
        steps = steps[:-1]
    return Route(route.vehicle_type(), tuple(steps))


def _part(problem: Problem, routes: tuple[Route, ...], chance: random.Random) -> list[int]:
    """Numbers of routes that are searched together: one drawn, and those whose middle is nearest to its own."""
    going = [number for number, route in enumerate(routes) if route.visits]
    middles = np.array(
        [np.mean(problem.places[[problem.visits[n].place for n in routes[one].visits]], axis=0) for one in going]
    )
    seed = middles[chance.randrange(len(going))]
    part: list[int] = []
    held = 0
    for near in np.argsort(((middles - seed) ** 2).sum(axis=1), kind="stable"):
        held += len(routes[going[near]].visits)
        if len(part) > 1 and held > _PART:
            break
        part.append(going[near])
    return part


def _better_part(
    problem: Problem, routes: tuple[Route, ...], part: list[int], budget: _Budget, seed: int, progress: Progress
) -> tuple[Route, ...]:
    """The routes, those of one part searched anew together with what is left out near them."""
    inside = [routes[number] for number in part]
    made = {n for route in routes for n in route.visits}
    ours = [n for route in inside for n in route.visits]
    near = problem.places[[problem.visits[n].place for n in ours]]
    middle, reach = near.mean(axis=0), np.quantile(np.linalg.norm(near - near.mean(axis=0), axis=1), 0.95)
    taken_groups = {problem.visits[n].group for n in made - set(ours)} - {-1}
    left = [
        n
        for n, visit in enumerate(problem.visits)
        if n not in made
        and visit.group not in taken_groups
        and np.linalg.norm(problem.places[visit.place] - middle) <= reach
    ]
    visits = sorted({*ours, *left})
    used: dict[int, int] = {}
    for route in routes:
        used[route.vehicle] = used.get(route.vehicle, 0) + 1
    inner: dict[int, int] = {}
    for route in inside:
        inner[route.vehicle] = inner.get(route.vehicle, 0) + 1
    kinds: list[tuple[int, Vehicle]] = []
    for kind, vehicle in enumerate(problem.vehicles):
        free = min(vehicle.count - used.get(kind, 0), 1)
        if count := inner.get(kind, 0) + free:
            kinds.append((kind, replace(vehicle, count=count)))
    small, number_of = _cut(problem, visits, [vehicle for _kind, vehicle in kinds])
    kind_of = {kind: at for at, (kind, _vehicle) in enumerate(kinds)}
    begin = tuple(
        Route(kind_of[route.vehicle], tuple(number_of[step] if step >= 0 else step for step in route.steps))
        for route in inside
    )
    stop = _Stop(budget, 1, _EACH * len(visits), progress)
    found = _search(small, begin, stop, Effort(0, None, seed))
    back = [
        Route(kinds[route.vehicle][0], tuple(visits[step] if step >= 0 else step for step in route.steps))
        for route in found
    ]
    outside = [route for number, route in enumerate(routes) if number not in set(part)]
    return tuple(sorted([*outside, *back], key=lambda one: (one.vehicle, one.steps)))


def _cut(problem: Problem, visits: list[int], vehicles: list[Vehicle]) -> tuple[Problem, dict[int, int]]:
    """The problem with some of its visits and vehicles, and the new number of each visit."""
    places = sorted({problem.visits[n].place for n in visits} | {depot.place for depot in problem.depots})
    at = {place: row for row, place in enumerate(places)}
    rows = np.ix_(places, places)
    profiles = sorted({vehicle.profile for vehicle in vehicles})
    small = Problem(
        problem.places[places],
        tuple(np.ascontiguousarray(problem.costs[profile][rows]) for profile in profiles),
        tuple(np.ascontiguousarray(problem.durations[profile][rows]) for profile in profiles),
        tuple(replace(depot, place=at[depot.place]) for depot in problem.depots),
        tuple(replace(problem.visits[n], place=at[problem.visits[n].place]) for n in visits),
        tuple(replace(vehicle, profile=profiles.index(vehicle.profile)) for vehicle in vehicles),
    )
    return small, {n: number for number, n in enumerate(visits)}
