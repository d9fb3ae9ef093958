"""The plane that distances are measured on, and the 5 km cells that stand for exact places.

Degrees (WGS 84) become metres east and north of an origin by the local radii of the ellipsoid; over a sector of some
tens of kilometres that errs by less than a thousandth. Cells are squares of 5 km: rows of latitude, and in each row
columns of longitude that are 5 km wide in its middle, counted from 0° 0°; where nobody said where on Earth the plane
lies, counted from its origin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

CELL = 5000.0
_MAJOR, _ECCENTRICITY2 = 6_378_137.0, 0.006_694_379_990_14


def metres_per_degree(lat: float) -> tuple[float, float]:
    """East and north, at a latitude in degrees."""
    sine2 = math.sin(math.radians(lat)) ** 2
    across = 1 - _ECCENTRICITY2 * sine2
    north = _MAJOR * (1 - _ECCENTRICITY2) / across**1.5
    east = _MAJOR / math.sqrt(across) * math.cos(math.radians(lat))
    return math.radians(1) * east, math.radians(1) * north


@dataclass(frozen=True, slots=True)
class Plane:
    """Metres east and north of an origin.

    Attributes:
        origin: its longitude and latitude; None when it lies nowhere on Earth.
    """

    origin: tuple[float, float] | None

    def from_degrees(self, lon: float, lat: float) -> tuple[float, float]:
        """Metres, rounded to the decimetre so that every machine measures from the same place."""
        if self.origin is None:
            raise ValueError("a plane without an origin knows no degrees")
        east, north = metres_per_degree(self.origin[1])
        return round((lon - self.origin[0]) * east, 1), round((lat - self.origin[1]) * north, 1)

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude."""
        if self.origin is None:
            raise ValueError("a plane without an origin knows no degrees")
        east, north = metres_per_degree(self.origin[1])
        return self.origin[0] + x / east, self.origin[1] + y / north

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Column and row of the cell that holds a place."""
        if self.origin is None:
            return math.floor(x / CELL), math.floor(y / CELL)
        lon, lat = self.to_degrees(x, y)
        row = math.floor(lat * metres_per_degree(0)[1] / CELL)
        return math.floor(lon / self._width(row)), row

    def corners(self, cell: tuple[int, int]) -> tuple[tuple[float, float], ...]:
        """The four corners of a cell, metres on the plane."""
        column, row = cell
        if self.origin is None:
            across, up = CELL, CELL
            west, south = column * CELL, row * CELL
            return (west, south), (west + across, south), (west + across, south + up), (west, south + up)
        height, width = CELL / metres_per_degree(0)[1], self._width(row)
        west, south = column * width, row * height
        degrees = ((west, south), (west + width, south), (west + width, south + height), (west, south + height))
        return tuple(self.from_degrees(*corner) for corner in degrees)

    def _width(self, row: int) -> float:
        """Degrees of longitude that a cell of this row is wide."""
        middle = (row + 0.5) * CELL / metres_per_degree(0)[1]
        return CELL / metres_per_degree(middle)[0]


def cell_name(cell: tuple[int, int]) -> str:
    """A cell as it is written and spoken: column, row."""
    return f"{cell[0]}/{cell[1]}"


def middle(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the rectangle around places, rounded to a hundredth: an origin that does not give a place away."""
    listed = list(places)
    xs, ys = [x for x, _y in listed], [y for _x, y in listed]
    return round((min(xs) + max(xs)) / 2, 2), round((min(ys) + max(ys)) / 2, 2)


def inside(corners: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    """Whether a place lies within a polygon (even-odd rule)."""
    within = False
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            within = not within
    return within
