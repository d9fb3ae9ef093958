"""Planning by size: reading, planning, writing and verifying whole rounds; each size in a process of its own.

    python -m benchmarks.exchange.bench_planning [--sizes 1000 10000 100000]

Sizes are persons on the first side. "verify" makes the plan anew from its inputs; "differences" is what it then found.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.exchange.made_rounds import write_round
from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import module, run

#: Persons of the first side: stages, seats and stretcher places per stage.
SIZES = {1_000: (3, 100, 10), 10_000: (5, 240, 20), 100_000: (5, 500, 40)}


def measure(persons: int) -> None:
    """Print, as JSON, the seconds of each step and the counts for one size."""
    started = time.perf_counter()
    from homeward.exchange.plan_file import write_plan
    from homeward.exchange.planning import make_plan
    from homeward.exchange.verify import verify_plan

    loaded = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        files = write_round(Path(folder), persons, *SIZES[persons])
        made = time.perf_counter()
        plan = make_plan(*files, None)
        planned = time.perf_counter()
        write_plan(plan, Path(folder) / "out")
        written = time.perf_counter()
        differences = verify_plan(Path(folder) / "out" / "plan.json", *files)
        verified = time.perf_counter()
    seconds = {
        "import": loaded - started,
        "plan": planned - made,
        "write": written - planned,
        "verify": verified - written,
    }
    print(json.dumps({"seconds": seconds, "planned": len(plan.lines), "differences": len(differences)}))


def figures(sizes: list[int]) -> Iterator[Figure]:
    """Figures for each size."""
    for persons in sizes:
        print(f"plans: {persons:,} persons on the first side", file=sys.stderr, flush=True)
        ran = run(module("benchmarks.exchange.bench_planning", "--one", str(persons)))
        found, case = json.loads(ran.output), f"{persons:,} a side"
        for step, seconds in found["seconds"].items():
            yield Figure(case, OURS, step, seconds, Unit.SECONDS)
        yield Figure(case, OURS, "peak memory", ran.gigabytes, Unit.GIGABYTES)
        yield Figure(case, OURS, "planned", found["planned"], Unit.COUNT)
        yield Figure(case, OURS, "differences", found["differences"], Unit.COUNT)


def main() -> None:
    """Measure every size."""
    parser = program(__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one)
    else:
        show(figures(options.sizes), options)


if __name__ == "__main__":
    main()
