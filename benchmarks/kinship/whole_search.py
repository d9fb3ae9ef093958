"""One search from profiles in memory to files, for ``bench_search``, which measures it in a process of its own.

    python -m benchmarks.kinship.whole_search REMAINS FAMILIES MARKERS [--drop-out]

Prints seconds by step as JSON. A new body is weighed against the same families when their tables are kept.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.kinship.made_events import enlarged
from homeward.kinship.blind.blind_search import BlindSearch
from homeward.kinship.blind.search import read_off, weigh
from homeward.kinship.blind.search_results import write_search
from homeward.kinship.blind.table_store import TableStore
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Remains
from homeward.kinship.together.identification import Event


def degraded(event: Event) -> Event:
    """The same remains with drop-out at every marker, each at a chance of its own."""
    draw = random.Random(2)
    return replace(event, remains=tuple(_degraded(one, draw.uniform(0.02, 0.4), draw) for one in event.remains))


def _degraded(body: Remains, chance: float, draw: random.Random) -> Remains:
    kept = {
        name: Observed(tuple(sorted({allele for allele in one.seen if draw.random() >= chance})), chance)
        for name, one in body.profile.items()
    }
    return replace(body, profile=kept)


def whole(event: Event, folder: Path) -> dict[str, float]:
    """Seconds of the whole search and its steps, and of a new body."""
    seconds = {}
    began = time.perf_counter()
    store = TableStore(folder / "tables", event.markers)
    ready = BlindSearch(event, store)
    seconds["tables"] = time.perf_counter() - began
    out = folder / "out"
    out.mkdir()
    write_search(out, ready, 1e4)
    seconds["all"] = time.perf_counter() - began
    began = time.perf_counter()
    blocks = list(TableStore(folder / "tables", event.markers).blocks(ready.keys))
    seconds["opening"] = time.perf_counter() - began
    times = []
    for body in event.remains[:5]:
        began = time.perf_counter()
        readings = read_off(event.markers, [body])
        for block in blocks:
            weigh(event.markers, readings, slice(0, 1), [ready.sought[at] for at in block.places], block.tables)
        times.append(time.perf_counter() - began)
    seconds["new body"] = min(times)
    return seconds


if __name__ == "__main__":
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("sizes", type=int, nargs=3)
    command.add_argument("--drop-out", action="store_true")
    asked = command.parse_args()
    made = enlarged(*asked.sizes)
    with tempfile.TemporaryDirectory() as beside:
        print(json.dumps(whole(degraded(made) if asked.drop_out else made, Path(beside))))
