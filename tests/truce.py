"""Invented windows for tests: a small window as text, sites as rows, random ones by seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.retrieval.plan_file import plan_document
from homeward.retrieval.planning import BEFORE, Now, Plan, make_plan
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.sites_file import read_sites
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.window_file import read_window

HEAD = """
[window]
id = "W-1"
sides = ["X", "Y"]
neutral = "N"
proposed_by = "X"
opens = 2025-01-10T04:00:00Z
closes = 2025-01-10T16:00:00Z
zones.X = "Europe/Kyiv"
zones.Y = "Europe/Moscow"
coordinates = "metres"
stop_signal = "three red flares"

[escorts]
X = 9
Y = 9

[[hazard]]
name = "mines"
clearance_minutes = 30
clearance_skill = "eod"
wait_minutes = 10

[[hazard]]
name = "building"
recovery_skill = "shoring"

[[point]]
id = "P"
at = [0, 0]
unloading_minutes = 15

[[point]]
id = "Q"
at = [20000, 0]
unloading_minutes = 15
"""
SITE_COLUMNS = ("site_id", "x", "y", "expected_remains", "service_minutes", "priority", "opens", "closes", "hazard")


def team(team_id: str, side: str = "X", **changes: object) -> str:
    """A team as text of TOML; keys changed by name."""
    keys: dict[str, object] = {
        "id": f'"{team_id}"',
        "side": f'"{side}"',
        "base": '"P"',
        "handover": '["P"]',
        "begins": "06:30:00",
        "ends": "17:30:00",
        "cold_places": 6,
    }
    keys |= {name: f'"{value}"' if isinstance(value, str) and value[0] not in '["0123456789tf' else value
             for name, value in changes.items()}  # fmt: skip
    return "\n[[team]]\n" + "\n".join(f"{name} = {value}" for name, value in keys.items()) + "\n"


def site(site_id: str, x: float = 1000, y: float = 0, **changes: object) -> dict[str, str]:
    """A site as a row of SITES.csv."""
    row: dict[str, object] = {
        "site_id": site_id, "x": x, "y": y, "expected_remains": 1, "service_minutes": 30, "priority": 1, "opens": "",
        "closes": "", "hazard": "none",
    }  # fmt: skip
    return {name: str(value) for name, value in (row | changes).items()}


def written(folder: Path, text: str, rows: Sequence[Mapping[str, str]]) -> tuple[Path, Path]:
    """``window.toml`` and ``sites.csv`` in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    window, sites = folder / "window.toml", folder / "sites.csv"
    window.write_text(text, encoding="utf-8")
    with sites.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return window, sites


def read(folder: Path, text: str, rows: Sequence[Mapping[str, str]]) -> tuple[Window, tuple[Site, ...]]:
    """The same, read."""
    window_file, sites_file = written(folder, text, rows)
    window = read_window(window_file)
    return window, read_sites(sites_file, window).sites


def planned(
    folder: Path, text: str, rows: Sequence[Mapping[str, str]], iterations: int = 200, now: Now = BEFORE
) -> Plan:
    """The plan of a window and its sites."""
    window, sites = read(folder, text, rows)
    return make_plan(window, sites, "0" * 64, Effort(iterations), now)


def why(plan: Plan) -> dict[str, str]:
    """Each site left out with the key of its reason."""
    return {one["site_id"]: one["reasons"][0]["key"] for one in plan_document(plan)["left_out"]}


def stops(plan: Plan, team_id: str) -> list[Any]:
    """The stops of a team, all its trips one after the other."""
    return [stop for trip in plan.trips if trip.shift.team.team_id == team_id for stop in trip.stops]


def random_window(seed: int) -> tuple[str, list[dict[str, str]]]:
    """A window of two days with everything in it, and 24 sites."""
    chance = random.Random(seed)
    text = HEAD.replace("2025-01-10T16:00:00Z", "2025-01-11T15:00:00Z")
    text = text.replace("X = 9\nY = 9", f"X = {chance.randint(1, 3)}\nY = {chance.randint(1, 3)}")
    text = text.replace("[escorts]", "[slack]\ndraws = 1000\nbound = 0.02\n\n[escorts]")
    for number in range(5):
        base = chance.choice("PQ")
        handover = chance.choice([f'["{base}"]', '["P", "Q"]', '["Q", "P"]'])
        skills = chance.choice(["[]", '["eod"]', '["shoring"]'])
        text += team(
            f"R{number}", chance.choice("XY"), base=base, handover=handover, skills=skills,
            cold_places=chance.randint(2, 8), escort=chance.choice(["true", "false"]),
        )  # fmt: skip
    text += team("C", chance.choice("XY"), task="clearance", skills='["eod"]', escort=chance.choice(["true", "false"]))
    text += '\n[[way]]\nclass = "paved"\nline = [[-2000, 500], [10000, 0], [22000, -500]]\n'
    text += '\n[[way]]\nclass = "track"\nline = [[9000, -9000], [11000, 9000]]\n'
    text += f'\n[[closed]]\nname = "depot"\nat = [{chance.randint(3000, 17000)}, 2000]\nradius = 1500\n'
    rows = []
    for number in range(24):
        remains = chance.randint(0, 5)
        opens, closes = chance.choice(
            [("", ""), ("", ""), ("2025-01-10T06:00Z", "2025-01-10T12:00Z"),
             ("2025-01-10T05:00Z;2025-01-11T05:00Z", "2025-01-10T09:00Z;2025-01-11T09:00Z")]
        )  # fmt: skip
        rows.append(
            site(
                f"S{number:02d}",
                chance.randint(-2000, 22000),
                chance.randint(-8000, 8000),
                expected_remains=remains,
                service_minutes=20 + 25 * remains,
                priority=chance.randint(1, 3),
                opens=opens,
                closes=closes,
                hazard=chance.choice(["none", "none", "mines", "building"]),
            )
        )
    return text, rows
