"""The front door of the benchmarks.

    python -m benchmarks [names lists review plans reading places record kinship texts desk]
        [--sizes 500 5k 100k 1M] [--no-peers]

Runs the parts one after another, each in a process of its own, and prints one table; how far it is stands on standard
error, and a part that fails does not stop the others. Without arguments: every part, lists up to 100k and every kind
of noise, a desk with 100,000 entries, about a quarter of an hour on two quiet cores. A million only when asked for
(``lists --sizes 1M``; ``python -m benchmarks.web.bench_pages``).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

from benchmarks.figures import Figure, read, table
from benchmarks.processes import ROOT, module

PARTS = {
    "names": ("Name pairs", ["benchmarks.names.bench_pairs"]),
    "lists": ("Lists reconciled", ["benchmarks.reconciliation.bench_lists"]),
    "review": ("Decisions needed, by the order of review", ["benchmarks.reconciliation.bench_review"]),
    "plans": ("Plans and papers", ["benchmarks.exchange.bench_planning", "benchmarks.exchange.bench_printing"]),
    "reading": ("Lists read and checked", ["benchmarks.intake.bench_reading"]),
    "places": ("Places", ["benchmarks.names.bench_places"]),
    "record": ("The record", ["benchmarks.ledger.bench_record"]),
    "kinship": ("Kinship", [f"benchmarks.kinship.bench_{subject}" for subject in ("likelihood", "search", "joint")]),
    "texts": ("Texts of talks aligned", ["benchmarks.talks.bench_alignment"]),
    "retrieval": ("Trips of truce windows", ["benchmarks.retrieval.bench_routing"]),
    "desk": ("The desk", ["benchmarks.web.bench_pages", "benchmarks.register.bench_search"]),
}
SIZES = ("500", "5k", "100k", "1M")
LEGEND = "In brackets behind a peer's figure: ours divided by it."


def figures(name: str, arguments: list[str]) -> list[Figure]:
    """Run one benchmark and read its figures.

    Raises:
        subprocess.CalledProcessError: the benchmark failed; what it said is on standard error.
    """
    done = subprocess.run(
        [*module(name, "--json"), *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True
    )
    return [read(line) for line in done.stdout.splitlines()]


def measured(part: str, arguments: list[str]) -> list[str]:
    """Print the table of one part; returns the benchmarks that failed."""
    heading, names = PARTS[part]
    began = time.monotonic()
    found, failed = [], []
    for name in names:
        try:
            found += figures(name, arguments)
        except subprocess.CalledProcessError:
            failed.append(name)
    print(f"\n{heading} ({time.monotonic() - began:.0f} s)\n\n{table(found)}", flush=True)
    return failed


def main() -> None:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of: {', '.join(PARTS)}; all by default")
    parser.add_argument("--sizes", nargs="*", choices=SIZES, help="lists of these sizes, without other kinds of noise")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="measure peers beside us")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    no_peers = [] if options.peers else ["--no-peers"]
    sizes = ["--kinds", "--sizes", *options.sizes] if options.sizes else []
    asked = {"names": no_peers, "lists": [*no_peers, *sizes], "retrieval": no_peers, "desk": ["--entries", "100000"]}
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, {load:.1f} at work before we began. {LEGEND}")
    failed = [name for part in options.parts or PARTS for name in measured(part, asked.get(part, []))]
    if failed:
        sys.exit(f"Failed, see above: {', '.join(failed)}")


if __name__ == "__main__":
    main()
