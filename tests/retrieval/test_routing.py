"""Routing against a published instance and its best known solution, and against every order by hand."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import numpy as np
import pytest

from homeward.retrieval.instances import best_known, read_instance
from homeward.retrieval.route_problem import Depot, Effort, Problem, Route, Vehicle, Visit, cost_of
from homeward.retrieval.routing import find_routes

REFERENCE = Path(__file__).parents[1] / "reference" / "retrieval"


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Problem:
    path = tmp_path_factory.mktemp("instance") / "R1_10_3.vrp"
    path.write_bytes(gzip.decompress((REFERENCE / "R1_10_3.vrp.gz").read_bytes()))
    return read_instance(path)


def kept(problem: Problem, routes: tuple[Route, ...]) -> bool:
    """Hours and capacity of every route, and no visit made twice."""
    made = [n for route in routes for n in route.visits]
    for route in routes:
        vehicle, at, load = problem.vehicles[route.vehicle], problem.depots[0].place, 0
        now = vehicle.earliest
        for step in route.visits:
            visit = problem.visits[step]
            now = max(now + int(problem.durations[0][at, visit.place]), visit.earliest)
            if now > visit.latest:
                return False
            now, at, load = now + visit.service, visit.place, load + visit.load
        if now + int(problem.durations[0][at, 0]) > vehicle.latest or load > vehicle.capacity:
            return False
    return len(set(made)) == len(made)


def test_the_best_known_solution_costs_here_what_its_authors_say(instance):
    lines = (REFERENCE / "R1_10_3.sol").read_text().splitlines()
    routes = tuple(
        Route(0, tuple(int(word) - 1 for word in line.split(":")[1].split())) for line in lines if "Route" in line
    )
    assert kept(instance, routes)
    assert cost_of(instance, routes) == best_known(REFERENCE / "R1_10_3.vrp") == 256157


def test_a_short_search_keeps_every_rule_repeats_itself_and_comes_near(instance):
    answer = find_routes(instance, Effort(2500, None, 3))
    assert kept(instance, answer.routes)
    assert answer.cost == cost_of(instance, answer.routes)
    assert answer.cost < 1.12 * 256157
    assert find_routes(instance, Effort(2500, None, 3)).routes == answer.routes


def test_going_on_from_routes_never_costs_more(instance):
    first = find_routes(instance, Effort(600))
    again = find_routes(instance, Effort(900, None, 2), first.routes)
    assert again.cost <= first.cost


def test_a_small_problem_is_solved_as_all_orders_by_hand():
    draw = np.random.default_rng(4)
    places = draw.integers(0, 100, (6, 2)).astype(float)
    costs = np.ceil(np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))).astype(np.int64)
    visits = tuple(Visit(n, 0, 150 + 20 * n, 10, 1, 40 + 5 * n) for n in range(1, 6))
    problem = Problem(places, (costs,), (costs,), (Depot(0, 0, 300),), visits, (Vehicle(0, 0, 0, 300, 4),))
    orders = (order for size in range(5) for order in itertools.permutations(range(5), size))
    best = min(
        cost_of(problem, (Route(0, order),) if order else ()) for order in orders if kept(problem, (Route(0, order),))
    )
    assert find_routes(problem, Effort(300)).cost == best


def test_a_problem_with_nothing_to_do_has_no_routes():
    empty = Problem(np.zeros((1, 2)), (np.zeros((1, 1), dtype=np.int64),) , (np.zeros((1, 1), dtype=np.int64),),
                    (Depot(0, 0, 9),), (), (Vehicle(0, 0, 0, 9, 1),))  # fmt: skip
    assert find_routes(empty, Effort(10)).routes == ()
