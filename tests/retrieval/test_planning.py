"""Planning, rule by rule (docs/reference/retrieval.md); random windows pass the independent check."""

from __future__ import annotations

import datetime as dt

import pytest
from truce import HEAD, planned, random_window, read, site, stops, team, why

from homeward.retrieval.checking import check
from homeward.retrieval.plan_file import plan_bytes, plan_document
from homeward.retrieval.planning import Now, make_plan
from homeward.retrieval.reasons import ReasonKey
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.shifts import all_shifts
from homeward.retrieval.trips import StopKind

ONE = HEAD + team("A")


def test_a_site_is_reached_and_the_team_is_out_before_closing(tmp_path):
    plan = planned(tmp_path, ONE, [site("S")])
    (trip,) = plan.trips
    assert [stop.call.kind for stop in trip.stops] == [StopKind.RECOVERY, StopKind.END]
    assert trip.stops[0].travel == 900  # 1 km across the field at 4 km/h
    assert trip.ends <= trip.shift.latest < trip.shift.closes
    assert plan.left_out == ()


def test_a_team_works_in_the_hours_of_its_own_sides_clocks(tmp_path):
    """06:30 in Kyiv is 04:30 UTC in January, in Moscow 03:30; the window opens at 04:00."""
    window, _sites = read(tmp_path, HEAD + team("A", "X") + team("B", "Y"), [site("S")])
    begins = {shift.team.team_id: shift.begins for shift in all_shifts(window)}
    assert begins == {"A": 1800, "B": 0}


def test_a_day_of_23_hours_keeps_the_teams_clocks(tmp_path):
    """In Kyiv the night of 30 March 2025 loses an hour: 06:30 local is 04:30 UTC before it, 03:30 after."""
    text = ONE.replace("2025-01-10T04:00:00Z", "2025-03-29T00:00:00Z").replace(
        "2025-01-10T16:00:00Z", "2025-03-30T20:00:00Z"
    )
    window, _sites = read(tmp_path, text, [site("S")])
    first, second = all_shifts(window)
    assert (second.begins - first.begins) == 23 * 3600


def test_a_site_out_of_its_hours_is_left_out_for_that(tmp_path):
    rows = [
        site("late", opens="2025-01-10T15:45Z", closes="2025-01-10T16:00Z"),
        site("night", opens="2025-01-10T04:00Z", closes="2025-01-10T04:40Z"),
    ]
    assert why(planned(tmp_path, ONE, rows)) == {"late": "out_of_hours", "night": "too_far"}


def test_one_of_several_hours_of_a_site_is_used(tmp_path):
    both = site("S", opens="2025-01-10T03:00Z;2025-01-10T10:00Z", closes="2025-01-10T04:20Z;2025-01-10T11:00Z")
    (trip,) = planned(tmp_path, ONE, [both]).trips
    assert trip.stops[0].begins == 6 * 3600


def test_nobody_enters_a_mined_place_before_it_is_cleared(tmp_path):
    rows = [site("S", hazard="mines")]
    assert why(planned(tmp_path / "none", ONE, rows)) == {"S": "no_clearance_team"}
    plan = planned(tmp_path / "two", ONE + team("C", "Y", task="clearance", skills='["eod"]'), rows)
    (cleared,), (recovered,) = stops(plan, "C")[:1], stops(plan, "A")[:1]
    assert recovered.begins >= cleared.departs + 600


def test_a_recovery_team_that_can_clear_does_so_itself(tmp_path):
    plan = planned(tmp_path, HEAD + team("A", skills='["eod"]'), [site("S", hazard="mines")])
    (stop,) = stops(plan, "A")[:1]
    assert stop.call.kind is StopKind.CLEAR_AND_RECOVER
    assert stop.departs - stop.begins == (30 + 10 + 30) * 60


def test_a_hazard_that_asks_for_a_skill_waits_for_it(tmp_path):
    rows = [site("S", hazard="building")]
    assert why(planned(tmp_path / "no", ONE, rows)) == {"S": "no_skill"}
    able = planned(tmp_path / "yes", ONE + team("B", skills='["shoring"]'), rows)
    assert [trip.shift.team.team_id for trip in able.trips] == ["B"]


def test_no_more_on_board_than_cold_places_and_unloading_empties_the_vehicle(tmp_path):
    rows = [site(f"S{n}", 500 * n, expected_remains=4) for n in (1, 2, 3)]
    plan = planned(tmp_path, ONE, rows)
    assert plan.reached == ("S1", "S2", "S3")
    assert max(stop.on_board for stop in stops(plan, "A")) <= 6
    assert sum(stop.call.kind is StopKind.UNLOADING for stop in stops(plan, "A")) == 2
    assert why(planned(tmp_path / "more", ONE, [site("S", expected_remains=7)])) == {"S": "no_vehicle_holds"}


def test_what_counts_more_is_reached_when_hours_are_short(tmp_path):
    rows = [site(f"S{n}", 4000, 1000 * n, service_minutes=240, priority=3 if n == 2 else 1) for n in range(4)]
    plan = planned(tmp_path, ONE, rows)
    assert "S2" in plan.reached
    left = {one.site_id: one.reasons[0] for one in plan.left_out}
    assert {reason.key for reason in left.values()} == {ReasonKey.NO_HOURS_LEFT}


def test_no_more_teams_than_escorts_of_the_other_side(tmp_path):
    text = HEAD.replace("Y = 9", "Y = 1") + team("A", escort="true") + team("B", escort="true") + team("C", "Y")
    rows = [site(f"S{n}", 1000 + 200 * n, service_minutes=150) for n in range(9)]
    plan = planned(tmp_path, text, rows)
    assert len({trip.shift.team.team_id for trip in plan.trips} & {"A", "B"}) == 1
    assert [reason.key for reason in plan.remarks] == [ReasonKey.NO_ESCORT]
    assert check(plan_document(plan), plan.window, plan.sites) == []


def test_closed_areas_and_what_lies_outside_the_sector_are_not_entered(tmp_path):
    text = ONE.replace("coordinates", "sector = [[-100, -900], [5000, -900], [5000, 900], [-100, 900]]\ncoordinates")
    text += '\n[[closed]]\nname = "depot"\nat = [3000, 0]\nradius = 300\n'
    rows = [site("in", 1000), site("closed", 3100), site("beyond", 6000), site("behind", 4000)]
    plan = planned(tmp_path, text, rows)
    assert why(plan) == {"closed": "closed_area", "beyond": "outside_sector", "behind": "unreachable"}


def test_a_way_around_a_closed_area_is_taken_where_there_is_one(tmp_path):
    text = ONE + '\n[[closed]]\nname = "depot"\nat = [3000, 0]\nradius = 300\n'
    text += '\n[[way]]\nclass = "paved"\nline = [[0, 0], [2000, 2000], [4000, 0]]\n'
    (trip,) = planned(tmp_path, text, [site("behind", 4000)]).trips
    assert trip.stops[0].travel == pytest.approx(2 * 2000 * 2**0.5 / (40 / 3.6), abs=2)


def test_a_site_nobody_can_leave_in_time_is_too_far(tmp_path):
    assert why(planned(tmp_path, ONE, [site("S", 30_000)])) == {"S": "too_far"}


@pytest.mark.parametrize("seed", range(8))
def test_plans_of_random_windows_keep_every_rule(tmp_path, seed):
    text, rows = random_window(seed)
    plan = planned(tmp_path, text, rows, 300)
    assert check(plan_document(plan), plan.window, plan.sites) == []
    assert plan.reached
    assert plan.value <= plan.bound


def test_the_same_input_gives_the_same_bytes_and_the_order_of_rows_means_nothing(tmp_path):
    text, rows = random_window(3)
    first, again = (plan_bytes(planned(tmp_path / name, text, rows)) for name in ("a", "b"))
    assert first == again
    window, sites = read(tmp_path / "c", text, rows[::-1])
    shuffled = make_plan(window, sites, "0" * 64, Effort(200))
    assert plan_bytes(shuffled) == first


def test_planned_again_from_where_teams_are(tmp_path):
    rows = [site(f"S{n}", 1500 * n) for n in range(1, 6)]
    window, sites = read(tmp_path, ONE + team("B", "Y"), rows)
    now = Now(4 * 3600, frozenset({"S1"}), {}, {"A": (7000.0, 0.0)}, {"A": 3}, frozenset({"B"}))
    plan = make_plan(window, sites, "0" * 64, Effort(200), now)
    (trip,) = plan.trips
    assert trip.leaves >= 4 * 3600
    assert trip.stops[0].call.target in ("S4", "S5")  # the sites beside which it stands
    assert trip.stops[0].on_board == 4
    assert why(plan)["S1"] == "done"
    assert check(plan_document(plan), window, sites, now) == []


def test_a_team_inside_with_nothing_left_to_do_is_brought_out(tmp_path):
    window, sites = read(tmp_path, ONE, [site("S")])
    now = Now(3600, frozenset({"S"}), {}, {"A": (2000.0, 0.0)}, {}, frozenset())
    (trip,) = make_plan(window, sites, "0" * 64, Effort(200), now).trips
    assert [stop.call.kind for stop in trip.stops] == [StopKind.END]
    assert trip.ends == trip.leaves + 1800


def test_a_plan_says_how_its_search_was_stopped(tmp_path):
    window, sites = read(tmp_path, ONE, [site("S")])
    timed = plan_document(make_plan(window, sites, "0" * 64, Effort(200, 1.0)))["search"]
    counted = plan_document(planned(tmp_path, ONE, [site("S")]))["search"]
    assert (timed["stopped_by"], timed["iterations_asked"]) == ("time", 0)
    assert (counted["stopped_by"], counted["iterations_asked"], counted["seed"]) == ("iterations", 200, 1)


def test_a_plan_names_no_coordinates(tmp_path):
    text = plan_bytes(planned(tmp_path, ONE, [site("S", 1234.5, 987.6)])).decode()
    assert "1234" not in text
    assert "987" not in text


def test_times_in_a_plan_are_utc(tmp_path):
    document = plan_document(planned(tmp_path, ONE, [site("S")]))
    trip = document["teams"][0]["trips"][0]
    assert dt.datetime.fromisoformat(trip["leaves"]).tzinfo == dt.UTC
    assert document["opens"] == "2025-01-10T04:00:00Z"
