"""Published instances with prizes and time windows (VRPLIB), read as the problem that the room's planner poses.

Type PCVRPTW: one depot, capacities, time windows, prizes. Numbers are those of the DIMACS challenge: distances to one
decimal, cut, times ten; times, service and prizes times ten. Source of the format: PyVRP/Instances (MIT).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from homeward.retrieval.route_problem import Depot, Problem, Vehicle, Visit


def read_instance(path: Path) -> Problem:
    """Read an instance.

    Raises:
        KeyError: a part of it is missing.
        ValueError: a number is none.
    """
    values: dict[str, str] = {}
    tables: dict[str, list[list[int]]] = {}
    rows: list[list[int]] | None = None
    for line in path.read_text(encoding="ascii").split("\n"):
        words = line.split()
        if not words or words[0] == "EOF":
            continue
        if words[0].endswith("_SECTION"):
            rows = tables.setdefault(words[0], [])
        elif rows is not None:
            rows.append([int(word) for word in words])
        else:
            name, _colon, value = line.partition(":")
            values[name.strip()] = value.strip()
    places = np.array([row[1:] for row in tables["NODE_COORD_SECTION"]], dtype=np.float64)
    apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    costs = np.floor(apart * 10).astype(np.int64)
    loads = [row[1] for row in tables["DEMAND_SECTION"]]
    prizes = [row[1] for row in tables["PRIZE_SECTION"]]
    hours = [(row[1] * 10, row[2] * 10) for row in tables["TIME_WINDOW_SECTION"]]
    service = int(values["SERVICE_TIME"]) * 10
    visits = tuple(
        Visit(n, hours[n][0], hours[n][1], service, loads[n] * 10, prizes[n] * 10) for n in range(1, len(places))
    )
    vehicle = Vehicle(0, 0, *hours[0], int(values["CAPACITY"]) * 10, count=int(values["VEHICLES"]))
    return Problem(places, (costs,), (costs,), (Depot(0, *hours[0]),), visits, (vehicle,))


def best_known(path: Path) -> int:
    """Cost of the best known solution, from the ``.sol`` file beside an instance."""
    last = path.with_suffix(".sol").read_text(encoding="ascii").split("Cost:")[1]
    return int(last.split()[0])
