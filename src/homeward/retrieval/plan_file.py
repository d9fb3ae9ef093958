"""``plan.json``: a plan as canonical JSON (RFC 8785), whose bytes depend on the inputs, the iterations and the seed.

Instants are UTC, ``2025-06-20T03:00:00Z``; durations whole seconds; chances whole millionths. It names sites and
points by their ids and holds no coordinates. How long a run took stands in ``run.json`` alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from homeward.retrieval.planning import RULE_VERSION, Plan
from homeward.retrieval.reasons import Reason
from homeward.retrieval.terms import Window
from homeward.retrieval.trips import Stop, StopKind, Trip

PLAN_FILE = "plan.json"


def plan_bytes(plan: Plan) -> bytes:
    """The plan as canonical JSON, UTF-8, without a line end; it holds texts and whole numbers only."""
    return json.dumps(plan_document(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plan_sha256(plan: Plan) -> str:
    """Digest of ``plan.json``, hex: what papers carry in their footers."""
    return hashlib.sha256(plan_bytes(plan)).hexdigest()


def instant(window: Window, second: int) -> str:
    """A second from the opening as an instant."""
    return f"{window.opens + dt.timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}"


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as a document of objects, lists, texts and whole numbers."""
    window = plan.window
    teams: dict[str, list[Trip]] = {}
    for trip in plan.trips:
        teams.setdefault(trip.shift.team.team_id, []).append(trip)
    by_id = {team.team_id: team for team in window.teams}
    remains = {site.site_id: site.remains for site in plan.sites}
    return {
        "rule_version": RULE_VERSION,
        "window_id": window.window_id,
        "window_sha256": window.sha256,
        "sites_sha256": plan.sites_sha256,
        "opens": instant(window, 0),
        "closes": f"{window.closes:%Y-%m-%dT%H:%M:%SZ}",
        "planned_from": instant(window, plan.now.second),
        "search": {
            "stopped_by": "iterations" if plan.search.seconds is None else "time",
            "iterations_asked": plan.search.asked,
            "iterations_made": plan.search.made,
            "seed": plan.search.seed,
        },
        "inside_at_closing": {
            "bound_ppm": round(window.uncertainty.bound * 1_000_000),
            "chance_ppm": round(plan.closing.chance * 1_000_000),
            "at_most_ppm": round(plan.closing.at_most * 1_000_000),
            "if_nobody_turned_back_ppm": round(plan.stubborn.chance * 1_000_000),
            "draws": plan.closing.draws,
        },
        "counts": {
            "sites": len(plan.sites),
            "reached": len(plan.reached),
            "left_out": len(plan.left_out),
            "finished_in_a_thousand_windows": round(1000 * plan.closing.finished / plan.closing.draws),
            "remains_expected": sum(remains.values()),
            "remains_reached": sum(remains[site] for site in plan.reached),
        },
        "value": {"reached": plan.value, "no_plan_exceeds": plan.bound},
        "teams": [
            {
                "team_id": team,
                "side": by_id[team].side,
                "task": by_id[team].task.value,
                "trips": [_trip(trip, window) for trip in trips],
            }
            for team, trips in sorted(teams.items())
        ],
        "left_out": [
            {"site_id": one.site_id, "reasons": [_reason(reason) for reason in one.reasons]} for one in plan.left_out
        ],
        "remarks": [_reason(reason) for reason in plan.remarks],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"key": reason.key.value, "values": dict(reason.values)}


def _trip(trip: Trip, window: Window) -> dict[str, Any]:
    return {
        "day": trip.shift.day.isoformat(),
        "leaves": instant(window, trip.leaves),
        "ends": instant(window, trip.ends),
        "out_by": instant(window, trip.shift.latest),
        "slack_seconds": trip.shift.closes - trip.shift.latest,
        "on_board": trip.shift.on_board,
        "stops": [_stop(stop, window) for stop in trip.stops],
    }


def _stop(stop: Stop, window: Window) -> dict[str, Any]:
    call = stop.call
    at_point = call.kind in (StopKind.UNLOADING, StopKind.END)
    return {
        "kind": call.kind.value,
        "point_id" if at_point else "site_id": call.target,
        "travel_seconds": stop.travel,
        "arrival": instant(window, stop.arrives),
        "begins": instant(window, stop.begins),
        "departure": instant(window, stop.departs),
        "leave_by": instant(window, stop.leave_by),
        "remains": call.remains,
        "load": stop.on_board,
    }
