"""Reconciliation on Spark at several sizes: what grows how, for docs/reference/scale.md.

    python -m benchmarks.reconciliation.bench_spark [--sizes 10k 30k 100k 300k] [--master local[2]]

One run of ``scale_run`` for each size. Besides the figures of each size the slopes between the smallest and the
largest: a slope of 1 means that twice the records need twice as much, 2 four times as much. Not among the parts of
``python -m benchmarks``: it needs Java.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import module, run
from benchmarks.reconciliation.made_lists import SETS

SIZES = tuple(name for name in SETS if SETS[name].profile == "shared" and SETS[name].parties == 2)
DEFAULT_SIZES = ("10k", "30k", "100k")
TOOL = f"{OURS}, Spark"


def figures(sizes: Sequence[str], master: str) -> Iterator[Figure]:
    """Figures of each size, then the slopes."""
    measured = []
    for size in sizes:
        print(f"lists {size}: {TOOL}", file=sys.stderr, flush=True)
        folder = Path(run(module("benchmarks.reconciliation.made_lists", size)).output.strip())
        found = json.loads(run(module("benchmarks.reconciliation.scale_run", master, folder)).output)
        measured.append(dict(_measures(found)))
        for measure, (value, unit) in measured[-1].items():
            yield Figure(size, TOOL, measure, value, unit)
    if len(measured) > 1:
        first, last = measured[0], measured[-1]
        ratio = math.log(last["records"][0] / first["records"][0])
        for measure in first:
            if first[measure][0] > 0 and last[measure][0] > 0:
                slope = math.log(last[measure][0] / first[measure][0]) / ratio
                yield Figure("slope", TOOL, measure, slope, Unit.SHARE)


def _measures(found: dict[str, Any]) -> Iterator[tuple[str, tuple[float, Unit]]]:
    counted = found["counted"]
    for name in ("records", "keys kept", "visits", "pairs", "pairs kept"):
        yield name, (counted[name], Unit.COUNT)
    yield "recall of keys", (counted["true pairs that share a key"] / counted["true pairs"], Unit.SHARE)
    yield "CPU for pairs", (counted["cpu seconds for all pairs"], Unit.SECONDS)
    for step, seconds in found["cpu"].items():
        yield f"driver, {step}", (seconds, Unit.SECONDS)
    for step, seconds in found["steps"].items():
        yield step, (seconds, Unit.SECONDS)
    yield "driver's memory", (max(found["memory"].values()), Unit.GIGABYTES)
    shuffles = [one for one in found["stages"].values() if one.get("shuffle written")]
    for name, one in zip(("keys", "pairs"), shuffles, strict=True):
        yield f"{name} sent", (one["rows written"], Unit.COUNT)
        yield f"{name} sent, volume", (one["shuffle written"] / 1e9, Unit.GIGABYTES)


def main() -> None:
    """Measure the sizes asked for, the smallest first."""
    parser = program(__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=DEFAULT_SIZES)
    parser.add_argument("--master", default="local[2]", help="where Spark runs")
    options = parser.parse_args()
    show(figures(options.sizes, options.master), options)


if __name__ == "__main__":
    main()
