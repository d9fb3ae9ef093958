"""Pack the land of the Earth for maps that work without a network.

    npm pack world-atlas@2 && tar xzf world-atlas-2.0.2.tgz
    python tools/retrieval/pack_basemap.py package/land-50m.json src/homeward/retrieval/data/land.json.gz

The source is Natural Earth 4.1 (public domain), 1:50m, through the npm package world-atlas 2.0.2 (ISC). Land and sea
only: no boundary of any state is taken over. Rings are kept as whole hundredths of a degree, each point as the step
from the one before.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

HUNDREDTHS = 100
SOURCE = "Natural Earth 4.1, 1:50m land, through world-atlas 2.0.2"


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a topology in degrees."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        found.append(line)
    return found


def rings(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """All rings of the land, holes among them."""
    lines = arcs(topology)
    found = []
    for shape in topology["objects"]["land"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points: list[tuple[float, float]] = []
                for number in ring:
                    line = lines[number] if number >= 0 else lines[~number][::-1]
                    points += line[1:] if points else line
                found.append(points)
    return found


def packed(ring: list[tuple[float, float]]) -> list[int]:
    """First point, then steps; points that do not move at this scale are left away."""
    whole = [(round(x * HUNDREDTHS), round(y * HUNDREDTHS)) for x, y in ring]
    numbers = [*whole[0]]
    at = whole[0]
    for point in whole[1:]:
        if point != at:
            numbers += [point[0] - at[0], point[1] - at[1]]
            at = point
    return numbers


def main() -> None:
    """Write the packed file."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    land = [numbers for ring in rings(topology) if len(numbers := packed(ring)) >= 8]
    text = json.dumps({"source": SOURCE, "per_degree": HUNDREDTHS, "rings": land}, separators=(",", ":"))
    Path(sys.argv[2]).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
