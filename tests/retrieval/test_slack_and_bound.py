"""Slack keeps the closing; the bound is above every plan."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from truce import HEAD, planned, read, site, team

from homeward.retrieval.bound import upper_bound
from homeward.retrieval.posing import ground_of
from homeward.retrieval.shifts import all_shifts
from homeward.retrieval.slack import at_closing, upper_limit
from homeward.retrieval.terms import Uncertainty
from homeward.retrieval.trips import StopKind, timed

LATE = HEAD + team("A", ends="18:30:00") + team("B", "Y", ends="19:30:00")
ROWS = [site(f"S{n:02d}", 4000 + 700 * n, (-1) ** n * 900, service_minutes=70) for n in range(14)]


def test_the_chance_of_being_inside_at_closing_stays_under_its_bound(tmp_path):
    for bound in (0.002, 0.05):
        text = LATE.replace("[escorts]", f"[slack]\nbound = {bound}\nminutes = 0\ndraws = 4000\n\n[escorts]")
        plan = planned(tmp_path / str(bound), text, ROWS)
        assert plan.trips
        assert plan.closing.chance <= plan.closing.at_most <= bound


def test_a_smaller_bound_asks_for_more_slack(tmp_path):
    slacks = []
    for bound in (0.002, 0.2):
        text = LATE.replace("[escorts]", f"[slack]\nbound = {bound}\nminutes = 0\ndraws = 4000\n\n[escorts]")
        plan = planned(tmp_path / str(bound), text, ROWS)
        slacks.append(sum(trip.shift.closes - trip.shift.latest for trip in plan.trips))
    assert slacks[0] > slacks[1]


def test_the_simulation_agrees_with_what_can_be_computed(tmp_path):
    """One way out of an hour, nothing else uncertain: late with the chance that a lognormal exceeds what is left."""
    text = HEAD.replace("[escorts]", "[slack]\nminutes = 30\n\n[escorts]") + team("A", ends="18:30:00")
    window, sites = read(tmp_path, text, [site("S", 4000, service_minutes=1)])
    ground = ground_of(window, sites)
    (shift,) = all_shifts(window)
    (call,) = ground.calls(sites[0], StopKind.RECOVERY)
    late = call.__class__(call.kind, call.target, call.place, 0, 1, shift.latest - 3600, call.closes)
    trip = timed(shift, ground.start(shift), (late, ground.end(shift)), {}, ground.travel)
    assert trip is not None
    assert trip.ends == shift.latest
    only_travel = Uncertainty(travel=0.4, service=0.0, day=0.0, bound=0.01, draws=100_000)
    closing = at_closing([trip], only_travel, {}, 7, turning_back=False)
    spread = np.log(1 + 0.4**2) ** 0.5
    drawn = np.exp(spread * np.random.default_rng(5).standard_normal((2, 2_000_000)) - spread**2 / 2)
    there = np.maximum(trip.leaves + 3600 * drawn[0], shift.latest - 3600)
    expected = float((there + 3600 * drawn[1] >= shift.closes).mean())
    assert closing.chance == pytest.approx(expected, abs=0.004)


def test_teams_that_turn_back_are_inside_less_often(tmp_path):
    plan = planned(tmp_path, LATE, ROWS)
    assert plan.closing.inside < plan.stubborn.inside
    assert plan.closing.finished <= len(plan.reached) * plan.closing.draws


def test_the_limit_of_a_share_is_wilsons():
    """Wilson (1927), one-sided 95 in 100: none of 100 allows 2.6 in 100, half of 100 allows 58.1."""
    assert upper_limit(0, 100) == pytest.approx(0.0263, abs=5e-4)
    assert upper_limit(50, 100) == pytest.approx(0.5813, abs=5e-4)


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_exceeds_the_bound_and_the_best_of_all_orders_shows_it(tmp_path, seed):
    """Six sites, one team: every order of every subset is tried by hand."""
    chance = random.Random(seed)
    rows = [
        site(f"S{n}", chance.randint(500, 9000), chance.randint(-4000, 4000), expected_remains=chance.randint(0, 2),
             service_minutes=chance.randint(60, 200), priority=chance.randint(1, 3))
        for n in range(6)
    ]  # fmt: skip
    text = HEAD.replace("[escorts]", "[slack]\nminutes = 30\ntravel = 0\nservice = 0\nday = 0\n\n[escorts]")
    plan = planned(tmp_path, text + team("A", cold_places=40), rows, 400)
    window, sites = plan.window, plan.sites
    ground = ground_of(window, sites)
    shifts = all_shifts(window)
    best = 0
    for size in range(1, 7):
        for order in itertools.permutations(sites, size):
            calls = [ground.calls(one, StopKind.RECOVERY)[0] for one in order]
            value = sum(one.value for one in order)
            if value > best and timed(shifts[0], 0, (*calls, ground.end(shifts[0])), {}, ground.travel):
                best = value
    assert best <= upper_bound(ground, sites, shifts)
    assert plan.value == best


def test_the_bound_counts_clearance_and_escorts(tmp_path):
    rows = [site(f"S{n}", 1000 + 300 * n, hazard="mines") for n in range(8)]
    text = HEAD.replace("Y = 9", "Y = 1") + team("A", escort="true") + team("B", escort="true")
    teams = text + team("C", "Y", task="clearance", skills='["eod"]', begins="15:30:00")
    window, sites = read(tmp_path / "late", teams, rows)
    late = upper_bound(ground_of(window, sites), sites, all_shifts(window))
    window, sites = read(tmp_path / "early", teams.replace("15:30:00", "06:30:00"), rows)
    early = upper_bound(ground_of(window, sites), sites, all_shifts(window))
    assert late < early <= 8
