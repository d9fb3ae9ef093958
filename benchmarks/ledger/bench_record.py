"""The record in its database: how fast it is written, proved, checked and exported, and how large it is.

    python -m benchmarks.ledger.bench_record [--entries 1000000] [--rows 100000] [--database sqlite postgresql]

Each database in a process of its own. "batches" are readings of names, a thousand to a transaction; "single" is one
action to a transaction, on the disk before the next begins. The PostgreSQL server is of the benchmark's own and does
not wait for its disk: its single writes say nothing of one.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT, module, run

BATCH, SINGLE, PROOFS = 1000, 500, 300
UNITS = {"/s": Unit.PER_SECOND, "s": Unit.SECONDS, "ms": Unit.HUNDREDTHS, "bytes": Unit.COUNT}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def milliseconds(work: Callable[[], object]) -> float:
    """The median of many times."""
    return 1000 * statistics.median(seconds(work) for _ in range(PROOFS))


def say(measure: str, value: float) -> None:
    """Give a figure to the process that started this one; its unit is the last word of ``measure``."""
    print(json.dumps([measure, value]), flush=True)


def measure(url: str, entries: int, rows: int) -> None:
    """Measure everything on an empty database."""
    sys.path.insert(0, str(ROOT / "tests"))
    import databases  # it sets Django up, which the rooms ask for

    databases.with_tables(url)
    databases.point_at(url)
    from commission import Commission

    with tempfile.TemporaryDirectory() as folder:
        commission = Commission(Path(folder))
        commission.begin()
        written(entries)
        one_large(Path(folder), rows, commission)
        proved_and_checked()
        exported(Path(folder))


def written(entries: int) -> None:
    """Single actions, then batches until there are ``entries``."""
    from commission import UA

    from homeward.ledger.actions import Reading, record, record_readings
    from homeward.ledger.terms import NEUTRAL, Purpose

    def single() -> None:
        with record(by=UA, action="bench.act", purpose=Purpose.AUDIT, subject="", shown_to=["UA", NEUTRAL]) as act:
            act.tells("reason", "as agreed")

    readings = [Reading(UA, Purpose.TRACING, ["PE-7K3Q9D2M-X", "PE-7K3Q9D2N-1"], ["UA", NEUTRAL])] * BATCH

    def singles() -> None:
        for _ in range(SINGLE):
            single()

    single()
    say("single /s", SINGLE / seconds(singles))
    batches = range(max(entries - SINGLE, BATCH) // BATCH)
    say("batches /s", len(batches) * BATCH / seconds(lambda: [record_readings(readings) for _ in batches]))


def one_large(folder: Path, rows: int, commission: Any) -> None:
    """A list of many rows as one entry, and the receipt for one of them."""
    from commission import UA, hand_in_list

    from homeward.intake.models import SubmittedRow
    from homeward.ledger.gate import receipt_for
    from homeward.ledger.models import Head

    say(f"list of {rows:,} handed in s", seconds(lambda: hand_in_list(UA, folder, rows)))
    sequence = Head.objects.get().size - 1
    say("checkpoint s", seconds(commission.checkpoint))
    key = SubmittedRow.objects.order_by("number")[rows // 2].number
    say("receipt for a row of it s", seconds(lambda: receipt_for("UA", sequence, key)))


def proved_and_checked() -> None:
    """Proofs, from the database and from a tree in memory; the check of everything."""
    from homeward.ledger.live import check
    from homeward.ledger.merkle import Tree, consistency_ranges, inclusion_ranges
    from homeward.ledger.models import Entry, Head
    from homeward.ledger.storage import hashes_of_ranges

    size, draw = Head.objects.get().size, random.Random(1)

    def some() -> int:
        return draw.randrange(1, size)

    say("inclusion, stored ms", milliseconds(lambda: hashes_of_ranges(inclusion_ranges(some(), size))))
    say("consistency, stored ms", milliseconds(lambda: hashes_of_ranges(consistency_ranges(some(), size))))
    hashes = Entry.objects.order_by("sequence").values_list("leaf_hash", flat=True)
    tree = Tree(map(bytes, hashes.iterator()))
    say("inclusion, memory ms", milliseconds(lambda: tree.inclusion(some())))
    say("consistency, memory ms", milliseconds(lambda: tree.consistency(some())))
    say("check s", seconds(check))


def exported(folder: Path) -> None:
    """The bundle of one side, and its check by the one-file verifier in a process of its own."""
    from homeward.ledger import verify_record
    from homeward.ledger.gate import export_bundle

    bundle = folder / "UA.zip"
    say("bundle written s", seconds(lambda: export_bundle("UA", bundle)))
    say("bundle bytes", bundle.stat().st_size)
    say("bundle verified s", run([sys.executable, "-I", verify_record.__file__, bundle]).seconds)


def figures(kinds: list[str], entries: int, rows: int) -> Iterator[Figure]:
    """Figures for each kind of database."""
    sys.path.insert(0, str(ROOT / "tests"))
    for kind in kinds:
        print(f"record: {entries:,} entries on {kind}", file=sys.stderr, flush=True)
        case = f"{entries:,} entries, {kind}"
        with tempfile.TemporaryDirectory() as folder, server(kind) as socket:
            file = Path(folder) / "homeward.sqlite3"
            url = f"postgresql://postgres@/postgres?host={socket}" if socket else f"sqlite:///{file}"
            one = module("benchmarks.ledger.bench_record", "--one", url, "--entries", str(entries), "--rows", str(rows))
            ran = run(one)
            for line in ran.output.splitlines():
                told, value = json.loads(line)
                measured, unit = told.rsplit(" ", 1)
                name = told if unit in ("ms", "bytes") else measured
                yield Figure(case, OURS, name, value, UNITS[unit])
            if not socket:
                yield Figure(case, OURS, "database bytes", file.stat().st_size, Unit.COUNT)
            yield Figure(case, OURS, "peak memory", ran.gigabytes, Unit.GIGABYTES)


def server(kind: str) -> Any:
    """A PostgreSQL server while it is needed, or nothing."""
    if kind == "sqlite":
        return nullcontext("")
    import databases

    return databases.postgresql()


def main() -> None:
    """Measure."""
    parser = program(__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database", nargs="*", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one, options.entries, options.rows)
    else:
        show(figures(options.database, options.entries, options.rows), options)


if __name__ == "__main__":
    main()
