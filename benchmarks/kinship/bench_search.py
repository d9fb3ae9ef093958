"""Blind search: how long remains against families take, from profiles to files, and parts against parts.

    python -m benchmarks.kinship.bench_search [--remains 6000] [--families 5000] [--markers 24] [--runs 1]

The reference set (200 remains, 158 missing persons of 150 families) beside the time that dvir 3.4.2 took for it on such
a machine, and a large one made of its families and frequencies: shapes as mixed as there, genotypes drawn anew; the
same with drop-out at every marker of every remains; one more body against families whose tables are kept; all remains
against each other. Of several runs the quickest counts: other work on the machine only adds.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.kinship.made_events import enlarged, reference
from benchmarks.processes import module, run
from homeward.kinship.blind.blind_search import BlindSearch
from homeward.kinship.blind.parts import PartSearch
from homeward.kinship.blind.search import search
from homeward.kinship.blind.search_results import write_search
from homeward.kinship.blind.table_store import TableStore
from homeward.kinship.together.identification import Event

#: Elapsed seconds of dvir's pairwiseLR on two cores, proportional mutation (design notes of the reference set).
DVIR_SECONDS = 341.6


def quickest(runs: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest run."""
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def of_pairs(case: str, tool: str, seconds: float, pairs: int) -> Iterator[Figure]:
    """A time, and what it is for one pair."""
    yield Figure(case, tool, "time", seconds, Unit.SECONDS)
    yield Figure(case, tool, "a pair", seconds / pairs * 1e9, Unit.NANOSECONDS)


def figures(remains: int, families: int, markers: int, runs: int) -> Iterator[Figure]:
    """The reference set, the large one whole and with drop-out, a new body, and parts."""
    event = reference()
    pairs = len(event.remains) * len(event.missing)
    case = f"{len(event.remains)} remains × {len(event.missing)} missing × {len(event.markers)} markers"
    ratios = quickest(max(3, runs), lambda: search(event.markers, event.remains, event.sought()))
    yield from of_pairs(case, OURS, ratios, pairs)
    yield from of_pairs(case, "dvir 3.4.2", DVIR_SECONDS, pairs)
    with_files = quickest(max(3, runs), lambda: _written(event))
    yield from of_pairs(f"{case}, exclusions and files", OURS, with_files, pairs)
    sizes = (str(remains), str(families), str(markers))
    for what, options in (("whole profiles", []), ("drop-out everywhere", ["--drop-out"])):
        done = [run(module("benchmarks.kinship.whole_search", *sizes, *options)) for _run in range(runs)]
        times = [json.loads(one.output) for one in done]
        case = f"{remains:,} remains × {families:,} missing × {markers} markers, {what}"
        yield from of_pairs(case, OURS, min(one["all"] for one in times), remains * families)
        yield Figure(case, OURS, "of it tables", min(one["tables"] for one in times), Unit.SECONDS)
        yield Figure(case, OURS, "memory", max(one.gigabytes for one in done), Unit.GIGABYTES)
        if not options:
            case = f"a new body × {families:,} missing, tables kept"
            for step in ("opening", "new body"):
                yield Figure(case, OURS, step, min(one[step] for one in times) * 1000, Unit.MILLISECONDS)
    parts = enlarged(remains, 1, markers)
    case = f"{remains:,} remains against each other × {markers} markers, theta 0.01"
    seconds = quickest(runs, lambda: PartSearch(parts.markers, parts.remains, 0.01, 0).pairs(1e6))
    yield from of_pairs(case, OURS, seconds, remains * (remains - 1) // 2)


def _written(event: Event) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ready = BlindSearch(event, TableStore(Path(folder) / "tables", event.markers))
        write_search(Path(folder), ready, 1e4)


if __name__ == "__main__":
    command = program(__doc__)
    command.add_argument("--remains", type=int, default=6000)
    command.add_argument("--families", type=int, default=5000)
    command.add_argument("--markers", type=int, default=24)
    command.add_argument("--runs", type=int, default=1)
    asked = command.parse_args()
    show(figures(asked.remains, asked.families, asked.markers, asked.runs), asked)
