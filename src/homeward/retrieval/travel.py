"""How long it takes from place to place: across the field, or along ways at the speed of their class.

A journey goes across the field to a way, along ways, and across the field again, or straight across the field if that
is faster; never through a closed area. Ways are cut where they cross and into pieces of at most 500 m, and each place
reaches the ways by the few pieces nearest to it. The result is whole seconds, the same on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from homeward.retrieval.terms import ClosedArea, WayClass, Window

#: Seconds of a journey that cannot be made.
NEVER = 1_000_000
#: Longest piece of a way, in metres, and how many of its ends a place may join the ways at.
_PIECE, _ACCESS = 500.0, 4

Places = NDArray[np.float64]


def travel_seconds(window: Window, places: Sequence[tuple[float, float]]) -> NDArray[np.int64]:
    """Seconds from each place to each other.

    Args:
        window: its ways, speeds and closed areas.
        places: metres on the plane.

    Returns:
        shape (n, n); ``NEVER`` where closed areas leave no way.
    """
    at = np.array(places, dtype=np.float64).reshape(-1, 2)
    field = window.speeds[WayClass.FIELD]
    seconds = _straight(at, at, field, window.closed)
    nodes, network = _network(window)
    if len(nodes):
        access = _straight(at, nodes, field, window.closed)
        count = min(_ACCESS, len(nodes))
        near = np.argsort(access, axis=1, kind="stable")[:, :count]
        cost = np.take_along_axis(access, near, axis=1)
        for a in range(count):
            onto = cost[:, a][:, None] + network[near[:, a]]
            for b in range(count):
                along = np.take_along_axis(onto, np.broadcast_to(near[:, b], (len(at), len(at))), axis=1)
                seconds = np.minimum(seconds, along + cost[:, b][None, :])
    whole = np.where(seconds < NEVER, np.ceil(np.round(seconds, 3)), NEVER).astype(np.int64)
    np.fill_diagonal(whole, 0)
    return whole


def _straight(a: Places, b: Places, speed: float, closed: Sequence[ClosedArea]) -> Places:
    """Seconds across the field from each of ``a`` to each of ``b``, infinite through a closed area."""
    step = b[None, :, :] - a[:, None, :]
    length = np.sqrt((step**2).sum(axis=2))
    seconds = length / speed
    for area in closed:
        centre = np.array([area.x, area.y])
        along = ((centre - a)[:, None, :] * step).sum(axis=2)
        share = np.clip(along / np.where(length > 0, length, 1) ** 2, 0, 1)
        apart = np.sqrt(((a[:, None, :] + share[:, :, None] * step - centre) ** 2).sum(axis=2))
        seconds = np.where(apart < area.radius, np.inf, seconds)
    return np.asarray(seconds, dtype=np.float64)


def _network(window: Window) -> tuple[Places, Places]:
    """The ends of all pieces of ways, and the seconds from each to each along ways."""
    lines = _cut_where_they_cross([(way.kind, way.points) for way in window.ways])
    number: dict[tuple[float, float], int] = {}
    pieces = []
    for kind, points in lines:
        for start, end in pairwise(points):
            parts = max(1, math.ceil(math.dist(start, end) / _PIECE))
            ends = [
                (
                    round(start[0] + (end[0] - start[0]) * part / parts, 1),
                    round(start[1] + (end[1] - start[1]) * part / parts, 1),
                )
                for part in range(parts + 1)
            ]
            for one, other in pairwise(ends):
                if one != other:
                    first, second = (number.setdefault(place, len(number)) for place in (one, other))
                    pieces.append((first, second, math.dist(one, other) / window.speeds[kind]))
    nodes = np.array(list(number), dtype=np.float64).reshape(-1, 2)
    seconds = np.full((len(nodes), len(nodes)), np.inf)
    np.fill_diagonal(seconds, 0)
    for first, second, time in pieces:
        through = _straight(nodes[[first]], nodes[[second]], 1.0, window.closed)[0, 0]
        if np.isfinite(through) and time < seconds[first, second]:
            seconds[first, second] = seconds[second, first] = time
    for middle in range(len(nodes)):  # Floyd and Warshall
        np.minimum(seconds, seconds[:, [middle]] + seconds[[middle], :], out=seconds)
    return nodes, seconds


Line = tuple[WayClass, tuple[tuple[float, float], ...]]


def _cut_where_they_cross(lines: Sequence[Line]) -> list[Line]:
    """The same lines, with a point wherever two of them cross."""
    segments = [
        (number, at, start, end)
        for number, (_kind, points) in enumerate(lines)
        for at, (start, end) in enumerate(pairwise(points))
    ]
    cuts: dict[tuple[int, int], list[tuple[float, tuple[float, float]]]] = {}
    for place, (one, at, a, b) in enumerate(segments):
        for other, there, c, d in segments[place + 1 :]:
            if one == other:
                continue
            across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
            if across == 0:
                continue
            t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across
            u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across
            if 0 <= t <= 1 and 0 <= u <= 1:
                crossing = (round(a[0] + t * (b[0] - a[0]), 1), round(a[1] + t * (b[1] - a[1]), 1))
                cuts.setdefault((one, at), []).append((t, crossing))
                cuts.setdefault((other, there), []).append((u, crossing))
    cut_lines: list[Line] = []
    for number, (kind, points) in enumerate(lines):
        through = [points[0]]
        for at, end in enumerate(points[1:]):
            through += [crossing for _t, crossing in sorted(cuts.get((number, at), []))]
            through.append(end)
        cut_lines.append((kind, tuple(through)))
    return cut_lines
