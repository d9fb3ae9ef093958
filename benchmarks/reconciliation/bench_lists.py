"""Lists reconciled: F1, siblings joined, calibration, seconds and memory, beside plain Splink in the same run.

    python -m benchmarks.reconciliation.bench_lists [--sizes 500 5k 100k 1M] [--kinds harsh clean …] [--no-peers]

Ours is the command ``homeward reconcile`` itself, from reading the lists to the report written, at its fixed default
threshold; beside it the call in a process that writes nothing (sizes up to 5k). The peer is ``splink_plain`` at one
half. "F1 best" is at the threshold that flatters the tool most; ours may pass it, since two entries can be kept apart
by a third. "siblings" is the share of proposed matches that join siblings, twins, or parent and child. "right of
0.85–0.95" is the share of right pairs among those given such a probability: it should lie inside the band. Lists:
``made_lists``; measuring: ``proposals``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import Run, module, run
from benchmarks.reconciliation.made_lists import NOISE, SETS

SIZES, DEFAULT_SIZES = ("500", "5k", "100k", "1M"), ("500", "5k", "100k")
KINDS = tuple(NOISE)
PEER = "plain Splink"
CALL = f"{OURS}, the call"
BANDS = ("0.5–0.85", "0.85–0.95", "0.95–0.99")

#: The console script, whether the package is installed or only on the path.
HOMEWARD = [sys.executable, "-c", "from homeward.cli.main import run; run()"]


def figures(names: Sequence[str], peers: bool) -> Iterator[Figure]:
    """Figures for each set of lists of that name in ``made_lists``."""
    for name in names:
        print(f"lists {name}: made", file=sys.stderr, flush=True)
        lists = Path(run(module("benchmarks.reconciliation.made_lists", name)).output.strip())
        files = [lists / f"list_{letter}.csv" for letter in SETS[name].letters]
        with tempfile.TemporaryDirectory() as made:
            out, theirs = Path(made) / "out", Path(made) / "pairs.csv"
            print(f"lists {name}: {OURS}", file=sys.stderr, flush=True)
            ran = run([*HOMEWARD, "reconcile", *files, "--out", out, "--quiet"])
            yield from _quality(name, OURS, lists, out / "pairs.csv")
            yield from _cost(name, OURS, ran)
            if SETS[name].size <= 5_000 and name in SIZES:
                ran = run(module("benchmarks.reconciliation.in_process", *files))
                yield from _cost(name, CALL, ran)
                for step, seconds in json.loads(ran.output).items():
                    yield Figure(f"{name}, all", CALL, step, seconds, Unit.SECONDS)
            if peers:
                print(f"lists {name}: {PEER}", file=sys.stderr, flush=True)
                ran = run(module("benchmarks.reconciliation.splink_plain", theirs, *files))
                yield from _quality(name, PEER, lists, theirs)
                yield from _cost(name, PEER, ran)


def _quality(name: str, tool: str, lists: Path, pairs: Path) -> Iterator[Figure]:
    answer = json.loads(run(module("benchmarks.reconciliation.proposals", lists, pairs)).output)
    for found in answer["lists"]:
        case = f"{name} {found['lists']}"
        for measure, key in (("F1", "f1"), ("F1 best", "best"), ("precision", "precision"), ("recall", "recall")):
            yield Figure(case, tool, measure, found[key], Unit.SHARE)
        yield Figure(case, tool, "siblings", 100 * found["siblings"], Unit.PERCENT)
    calibration, case = answer["calibration"], f"{name}, all"
    yield Figure(case, tool, "Brier", calibration["brier"], Unit.SHARE)
    for band, share in zip(BANDS, calibration["bands"], strict=True):
        yield Figure(case, tool, f"right of {band}", share, Unit.HUNDREDTHS)


def _cost(name: str, tool: str, ran: Run) -> Iterator[Figure]:
    made = SETS[name]
    case = f"{name}, all"
    yield Figure(case, tool, "whole run", ran.seconds, Unit.SECONDS)
    yield Figure(case, tool, "peak memory", ran.gigabytes, Unit.GIGABYTES)
    yield Figure(case, tool, "records", made.size * made.parties / ran.seconds, Unit.PER_SECOND)


def main() -> None:
    """Measure the sets asked for."""
    parser = program(__doc__)
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=DEFAULT_SIZES)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=KINDS, help="kinds of noise, at 5k")
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    options = parser.parse_args()
    names = [*options.sizes, *(f"5k {kind}" for kind in options.kinds)]
    show(figures(names, options.peers), options)


if __name__ == "__main__":
    main()
