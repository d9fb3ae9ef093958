"""Planning again while the window is open: teams where they are, sites done, an incident that closes an area.

SITUATION.toml says what is so now; everything in it was reported by people. Without it a plan begins at the opening.
The search is short, so that a new plan is there within ten seconds, and goes by iterations like any other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from homeward.retrieval.keys import Keys
from homeward.retrieval.planning import Now
from homeward.retrieval.shifts import seconds_from
from homeward.retrieval.terms import ClosedArea, Window
from homeward.retrieval.window_file import plane_of


@dataclass(frozen=True, slots=True)
class Situation:
    """What is so now.

    Attributes:
        window: with the closing and the closed areas that hold now.
        now: where planning goes on from.
    """

    window: Window
    now: Now


def read_situation(path: Path, window: Window) -> Situation:
    """Read the situation of a window.

    Keys: ``at`` (instant), ``closes`` (a later or earlier closing that both agreed to), ``done`` and ``cleared``
    (lists of sites), ``out`` (teams that go nowhere any more), ``[[team]] id, at, on_board``, ``[[closed]]``.

    Raises:
        InputRefused: with every fault found.
    """
    keys = Keys(path)
    tables = keys.tables
    keys.known("", tables, ("at", "closes", "done", "cleared", "out", "team", "closed"))
    if "at" not in tables:
        keys.fault("at", "This key is missing.", "Write the instant from which to plan.")
    at = keys.instant("at", tables.get("at", window.opens))
    closes = keys.instant("closes", tables.get("closes", window.closes))
    if not window.opens <= at < closes:
        keys.fault("at", f"{at:%Y-%m-%dT%H:%M}Z", "Name an instant at which the window is open.")
    plane = plane_of(window)
    bounds = (180.0, 90.0) if window.degrees else (1e6, 1e6)

    def place(key: str, found: object) -> tuple[float, float]:
        x, y = keys.pair(key, found, bounds)
        return plane.from_degrees(x, y) if window.degrees else (x, y)

    known = [team.team_id for team in window.teams]
    teams_at, on_board, areas = {}, {}, list(window.closed)
    for key, row in keys.rows("team"):
        table = keys.table(key, row, ("id", "at"), ("on_board",))
        team = keys.one_of(f"{key}.id", table.get("id"), known)
        teams_at[team] = place(f"{key}.at", table.get("at"))
        on_board[team] = keys.count(f"{key}.on_board", table.get("on_board", 0), 0, 1000)
    for key, row in keys.rows("closed"):
        table = keys.table(key, row, ("name", "at", "radius"))
        x, y = place(f"{key}.at", table.get("at"))
        radius = keys.number(f"{key}.radius", table.get("radius"), 1, 50_000)
        areas.append(ClosedArea(keys.text(f"{key}.name", table.get("name", "")), x, y, radius))
    out = tuple(keys.one_of("out", team, known) for team in keys.texts("out", tables.get("out", [])))
    done = frozenset(keys.texts("done", tables.get("done", [])))
    second = seconds_from(window, at)
    cleared = dict.fromkeys(keys.texts("cleared", tables.get("cleared", [])), second)
    keys.refuse_if_any()
    now = Now(second, done, cleared, teams_at, on_board, frozenset(out))
    return Situation(replace(window, closes=closes, closed=tuple(areas)), now)


def as_planned(now: Now, document: Mapping[str, Any], window: Window) -> Now:
    """The same, with what an earlier plan has done and cleared by now taken as done and cleared.

    Args:
        now: as reported.
        document: an earlier ``plan.json``.
        window: of both.
    """
    at = window.opens + dt.timedelta(seconds=now.second)
    done, cleared = set(now.done), dict(now.cleared)
    for team in document["teams"]:
        for trip in team["trips"]:
            for stop in trip["stops"]:
                if "site_id" in stop and dt.datetime.fromisoformat(stop["departure"]) <= at:
                    if stop["kind"] == "clearance":
                        cleared.setdefault(stop["site_id"], now.second)
                    else:
                        done.add(stop["site_id"])
    return replace(now, done=frozenset(done), cleared=cleared)
