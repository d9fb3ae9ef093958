"""The light map beneath ours: land and sea, packed with the program, so that a map needs no network.

Land only, from Natural Earth (public domain; ``data/README.md``): no boundary of any state is drawn, and none is meant.
"""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]


@cache
def _land() -> tuple[Ring, ...]:
    packed = (files("homeward.retrieval") / "data" / "land.json.gz").read_bytes()
    document = json.loads(gzip.decompress(packed))
    per_degree = document["per_degree"]
    rings = []
    for numbers in document["rings"]:
        x = y = 0
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / per_degree, y / per_degree))
        rings.append(tuple(points))
    return tuple(rings)


def land_within(box: Box) -> list[Ring]:
    """The land within west, south, east, north (degrees), as rings cut at its edges."""
    west, south, east, north = box
    found = []
    for ring in _land():
        xs, ys = [x for x, _y in ring], [y for _x, y in ring]
        if max(xs) < west or min(xs) > east or max(ys) < south or min(ys) > north:
            continue
        cut = ring
        for axis, bound, keeps_greater in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
            cut = _half(cut, axis, bound, keeps_greater=keeps_greater)
        if len(cut) > 2:
            found.append(cut)
    return found


def _half(ring: Ring, axis: int, bound: float, *, keeps_greater: bool) -> Ring:
    """The part of a ring on one side of a line (Sutherland and Hodgman 1974)."""
    sign = 1 if keeps_greater else -1
    kept: list[tuple[float, float]] = []
    for at, point in enumerate(ring):
        before = ring[at - 1]
        inside, was_inside = sign * (point[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
        if inside != was_inside:
            share = (bound - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((bound, other) if axis == 0 else (other, bound))
        if inside:
            kept.append(point)
    return tuple(kept)
