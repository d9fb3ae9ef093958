"""What is asked of routing and what it answers, in whole numbers and without a word of the solver.

Every time is in seconds from one zero, every distance in one unit of cost; a visit is made once or not at all, and
earns its prize. The planner (``planning``) makes such a problem of a window; a published instance of the literature
is one too (prizes, one depot, capacities, time windows), so that what is measured is what plans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Duration of an arc that may not be taken: a little above any window. Greater ones leave a search without a start.
FORBIDDEN = 1_000_000


@dataclass(frozen=True, slots=True)
class Depot:
    """A place where trips begin, end or unload.

    Args:
        place: row of the matrices.
        earliest, latest: when it may be used.
        service: time that unloading takes.
    """

    place: int
    earliest: int
    latest: int
    service: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that may be made.

    Args:
        place: row of the matrices.
        earliest, latest: when its service may begin.
        service: how long it takes.
        load: what is taken on board.
        prize: what making it is worth, in units of cost.
        group: number of a group of which at most one visit is made; -1 for none.
    """

    place: int
    earliest: int
    latest: int
    service: int
    load: int
    prize: int
    group: int = -1


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Vehicles that are alike.

    Args:
        start, end: numbers of depots.
        earliest, latest: when the first leaves and the last is back.
        capacity: most on board at once.
        profile: which of the matrices it travels by.
        unloads: numbers of depots where it may unload on the way.
        on_board: load at the start.
        count: how many there are.
    """

    start: int
    end: int
    earliest: int
    latest: int
    capacity: int
    profile: int = 0
    unloads: tuple[int, ...] = ()
    on_board: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a search is told.

    Args:
        places: coordinates, shape (n, 2), used only to tell which routes are neighbours.
        costs: one matrix (n, n) of whole numbers per profile.
        durations: likewise.
        depots, visits, vehicles: numbered by their order.
    """

    places: NDArray[np.float64]
    costs: tuple[NDArray[np.int64], ...]
    durations: tuple[NDArray[np.int64], ...]
    depots: tuple[Depot, ...]
    visits: tuple[Visit, ...]
    vehicles: tuple[Vehicle, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The visits of one vehicle in their order.

    Args:
        vehicle: number of its kind.
        steps: numbers of visits; an unloading at depot d stands as ``-1 - d``.
    """

    vehicle: int
    steps: tuple[int, ...]

    @property
    def visits(self) -> tuple[int, ...]:
        """The visits alone."""
        return tuple(step for step in self.steps if step >= 0)


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search.

    Args:
        iterations: of the search; the same number gives the same routes.
        seconds: a limit of time instead, whose routes depend on the machine; None for none.
        seed: of the search's random numbers.
    """

    iterations: int
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Routes found.

    Args:
        routes: by vehicle.
        cost: travelled plus prizes left.
        iterations: that were made.
    """

    routes: tuple[Route, ...]
    cost: int
    iterations: int


def cost_of(problem: Problem, routes: tuple[Route, ...]) -> int:
    """Cost of travelling these routes plus all prizes left."""
    total = sum(visit.prize for visit in problem.visits)
    for route in routes:
        vehicle = problem.vehicles[route.vehicle]
        matrix = problem.costs[vehicle.profile]
        at = problem.depots[vehicle.start].place
        for step in route.steps:
            place = problem.visits[step].place if step >= 0 else problem.depots[-1 - step].place
            total += int(matrix[at, place]) - (problem.visits[step].prize if step >= 0 else 0)
            at = place
        total += int(matrix[at, problem.depots[vehicle.end].place])
    return total
