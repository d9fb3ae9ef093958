"""Planning by size: whole rounds read, planned, written and verified, in seconds, with peak memory.

Each size runs in a process of its own. Run: ``python benchmarks/exchange/bench_planning.py``; sizes may be given as
persons on the first side.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_rounds import write_round

#: Persons of the first side: stages, seats and stretcher places per stage.
SIZES = {1_000: (3, 100, 10), 10_000: (5, 240, 20), 100_000: (5, 500, 40)}


def measure(persons: int) -> None:
    """Print one line of figures for one size."""
    started = time.perf_counter(), time.process_time()
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
        written = time.perf_counter(), time.process_time()
        differences = verify_plan(Path(folder) / "out" / "plan.json", *files)
        verified = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{persons:>9,} {len(plan.lines):>8,} {loaded - started[0]:>7.1f} {planned - made:>7.1f} "
        f"{written[0] - planned:>7.1f} {written[1] - started[1]:>7.1f} {verified - written[0]:>7.1f} {memory:>8.0f} "
        f"{'same' if not differences else 'DIFFERENT':>9}",
        flush=True,
    )


def main() -> None:
    """Measure every size."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    print("persons   planned  import    plan   write     CPU  verify   memory recomputed")
    print("per side            s       s       s       s       s       MB", flush=True)
    for persons in [int(size) for size in sys.argv[1:]] or SIZES:
        subprocess.run([sys.executable, __file__, "--one", str(persons)], check=True)


if __name__ == "__main__":
    main()
