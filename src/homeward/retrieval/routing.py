"""Routes by PyVRP: the one place that speaks that library.

A problem is searched by iterated local search with late acceptance (PyVRP 0.14; Burke and Bykov 2017). Visits look at
fewer neighbours than PyVRP's own settings have: a window leaves minutes, not hours, and more steps are worth
more than wider ones. A limit of iterations gives the same routes on every run; a limit of time does not. What was tried
and did not help is told in ``docs/reference/retrieval.md``.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pyvrp
from pyvrp import Activity, ActivityType, IteratedLocalSearch, PenaltyManager, PenaltyParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    compute_neighbours,
)

from homeward.progress import Progress, silent
from homeward.retrieval.route_problem import FORBIDDEN, Answer, Effort, Problem, Route, cost_of
from homeward.words import _

#: Visits looked at around each.
_NEIGHBOURS = 30
#: Searches of fewer visits are short: penalties begin at what a unit is worth and are set anew every so many steps.
_SMALL, _UPDATES = 400, 100


class _Stop:
    """Ends a search when its effort is spent, and tells how far it is."""

    def __init__(self, effort: Effort, progress: Progress) -> None:
        self.spent = 0
        self._effort, self._progress, self._began = effort, progress, time.monotonic()

    def __call__(self, best_cost: float) -> bool:  # noqa: ARG002  # PyVRP calls it by this name
        if self._effort.seconds is not None:
            share = (time.monotonic() - self._began) / self._effort.seconds
        else:
            share = self.spent / max(self._effort.iterations, 1)
        if share >= 1:
            return True
        self.spent += 1
        if self.spent % 500 == 0:
            self._progress(_("looking for trips"), round(100 * share), 100)
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
    stop = _Stop(effort, progress)
    data = _data(problem)
    rng = pyvrp.RandomNumberGenerator(seed=effort.seed)
    neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=_NEIGHBOURS))
    local = LocalSearch(data, rng, neighbours, PerturbationManager())
    for operator in OPERATORS:
        if operator.supports(data):
            local.add_operator(operator(data))
    penalties = _penalty_manager(problem, data)
    if begin_with:
        first = pyvrp.Solution(data, [_as_route(data, route) for route in begin_with])
    else:
        first = local(pyvrp.Solution.make_random(data, rng), penalties.max_cost_evaluator(), exhaustive=True)
    best = IteratedLocalSearch(data, penalties, local, first).run(stop, collect_stats=False).best
    kept = (_from_route(route) for route in best.routes() if route.is_feasible())  # no visit is a duty
    found = tuple(sorted(kept, key=lambda one: (one.vehicle, one.steps)))
    begun = tuple(begin_with)
    routes = min(found, begun, key=lambda routes: cost_of(problem, routes))
    going = tuple(route for route in routes if route.visits or problem.vehicles[route.vehicle].on_board)
    return Answer(going, cost_of(problem, going), stop.spent)


def _penalty_manager(problem: Problem, data: pyvrp.ProblemData) -> PenaltyManager:
    """PyVRP's own penalties for long searches; for short ones such as begin where they should be."""
    if len(problem.visits) >= _SMALL:
        params = PenaltyParams()
        return PenaltyManager(params.midpoint_penalties(data), params)
    params = PenaltyParams(solutions_between_updates=_UPDATES)
    return PenaltyManager(_penalties(problem, params.max_penalty), params)


def _penalties(problem: Problem, most: float) -> tuple[list[float], float, float]:
    """For a unit of load, of time and of distance too much: a little more than what one is worth.

    A penalty far above takes tens of thousands of steps to come down; one below fills routes that cannot be kept. A
    unit of load is worth what the dearest visits bring for one; a unit of time is worth the prizes there are for the
    time they take.
    """
    by_load = [visit.prize / visit.load for visit in problem.visits if visit.load]
    prizes = sum(visit.prize for visit in problem.visits)
    arcs = problem.durations[0][problem.durations[0] < FORBIDDEN]
    times = sum(visit.service for visit in problem.visits) + len(problem.visits) * int(np.quantile(arcs, 0.05))
    load = float(np.quantile(by_load, 0.9)) if by_load else 1.0
    return [min(1.5 * load, most)], min(prizes / max(times, 1), most), 1.0


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
