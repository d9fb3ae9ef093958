"""The check without the planner finds whatever is wrong: each rule broken by hand in a plan that kept it."""

from __future__ import annotations

import copy

import pytest
from truce import HEAD, planned, site, team

from homeward.retrieval.checking import check
from homeward.retrieval.plan_file import plan_document


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    text = HEAD.replace("Y = 9", "Y = 1") + team("A", escort="true") + team("B", "Y", skills='["shoring"]')
    text += team("C", "Y", task="clearance", skills='["eod"]')
    rows = [
        site("S1", 1000, expected_remains=2),
        site("S2", 2000, hazard="mines"),
        site("S3", 3000, hazard="building"),
        site("S4", 2500, opens="2025-01-10T06:00Z", closes="2025-01-10T15:00Z"),
    ]
    plan = planned(tmp_path_factory.mktemp("plan"), text, rows)
    document = plan_document(plan)
    assert check(document, plan.window, plan.sites) == []
    assert document["counts"]["reached"] == 4
    return plan, document


def stop_of(document, site_id, kind="recovery"):
    return next(
        stop
        for one in document["teams"]
        for trip in one["trips"]
        for stop in trip["stops"]
        if stop.get("site_id") == site_id and stop["kind"] == kind
    )


def trip_of(document, site_id):
    return next(
        trip
        for one in document["teams"]
        for trip in one["trips"]
        if any(stop.get("site_id") == site_id and stop["kind"] == "recovery" for stop in trip["stops"])
    )


BROKEN = {
    "R4": lambda d: d["left_out"].append({"site_id": "S1", "reasons": [{"key": "done", "values": {}}]}),
    "R5": lambda d: trip_of(d, "S1").update(leaves="2025-01-10T03:00:00Z"),
    "R6": lambda d: trip_of(d, "S1").update(ends="2025-01-10T16:00:00Z"),
    "R7": lambda d: stop_of(d, "S1").update(travel_seconds=1),
    "R8": lambda d: stop_of(d, "S1").update(load=99),
    "R9": lambda d: stop_of(d, "S4").update(
        begins="2025-01-10T05:00:00Z", arrival="2025-01-10T05:00:00Z", departure="2025-01-10T05:30:00Z"
    ),
    "R11": lambda d: stop_of(d, "S2", "clearance").update(departure="2025-01-10T15:00:00Z"),
    "R14": lambda d: d["inside_at_closing"].update(at_most_ppm=20_000),
    "R15": lambda d: d["value"].update(reached=99),
}


@pytest.mark.parametrize("rule", list(BROKEN))
def test_a_broken_rule_is_named(made, rule):
    plan, document = made
    broken = copy.deepcopy(document)
    BROKEN[rule](broken)
    assert any(one.startswith(f"{rule}:") for one in check(broken, plan.window, plan.sites))


def test_a_team_without_the_skill_is_named(made):
    plan, document = made
    broken = copy.deepcopy(document)
    a, b = ([one for one in broken["teams"] if one["team_id"] == name] for name in ("A", "B"))
    if a and b:
        a[0]["team_id"], b[0]["team_id"] = "B", "A"
    else:
        b[0]["team_id"] = "A"
    assert any(one.startswith("R10:") for one in check(broken, plan.window, plan.sites))


def test_a_team_that_does_not_exist_is_named(made):
    plan, document = made
    broken = copy.deepcopy(document)
    broken["teams"][0]["team_id"] = "Z"
    assert any(one.startswith("R4:") for one in check(broken, plan.window, plan.sites))


def test_too_many_teams_out_at_once_are_named(made, tmp_path):
    text = HEAD + team("A", escort="true") + team("B", escort="true")
    plan = planned(tmp_path, text, [site(f"S{n}", 1000, 300 * n, service_minutes=240) for n in range(4)])
    assert len(plan.trips) == 2
    from dataclasses import replace

    fewer = replace(plan.window, escorts={"X": 9, "Y": 1})
    assert any(one.startswith("R13:") for one in check(plan_document(plan), fewer, plan.sites))


def test_a_closed_area_entered_is_named(made):
    from dataclasses import replace

    from homeward.retrieval.terms import ClosedArea

    plan, document = made
    closed = replace(plan.window, closed=(ClosedArea("depot", 3000.0, 0.0, 100.0),))
    assert any(one.startswith("R12:") for one in check(document, closed, plan.sites))
