"""The known linkage sets, Febrl4 and historical_50k: F1, precision, recall, seconds and memory, beside Splink.

    python -m benchmarks.reconciliation.bench_known FOLDER [--no-peers]

FOLDER holds the published files (``known_lists`` says which). Ours is the command ``homeward reconcile`` itself, from
reading the lists to the report written, at its fixed default thresholds; columns that are none of ours by ``--also``.
The peer has the model that its manual shows for the set (``splink_known``), its pairs at one half, its clusters at its
manual's threshold. "pairs" are the pairs proposed, "F1 best" is at the threshold that flatters the tool most,
"clusters" are all pairs of entries in one cluster; of Febrl4 those between the lists.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import Run, module, run
from benchmarks.reconciliation.known_lists import FURTHER, LISTS

PEER = "Splink, its own model"
HOMEWARD = [sys.executable, "-c", "from homeward.cli.main import run; run()"]

Entry = tuple[str, str]


def figures(folder: Path, peers: bool) -> Iterator[Figure]:
    """Figures for each set in ``folder``."""
    with tempfile.TemporaryDirectory() as made:
        lists = Path(made) / "lists"
        run(module("benchmarks.reconciliation.known_lists", folder, lists))
        for name, labels in LISTS.items():
            print(f"{name}: {OURS}", file=sys.stderr, flush=True)
            truth = _truth(lists / name / "truth.csv")
            out, theirs = Path(made) / f"ours_{name}", Path(made) / f"theirs_{name}"
            files = [lists / name / f"{label}.csv" for label in labels]
            also = [part for heading in FURTHER[name] for part in ("--also", heading)]
            ran = run([*HOMEWARD, "reconcile", *files, *also, "--out", out, "--quiet"])
            yield from _figures(name, OURS, truth, out, ran)
            if peers:
                print(f"{name}: {PEER}", file=sys.stderr, flush=True)
                theirs.mkdir()
                ran = run(module("benchmarks.reconciliation.splink_known", name, folder, theirs))
                yield from _figures(name, PEER, truth, theirs, ran)


def _figures(name: str, tool: str, truth: dict[Entry, str], out: Path, ran: Run) -> Iterator[Figure]:
    true = _pairs_within(truth.items())
    pairs = _pairs(truth, out)
    proposed = [right for _, is_proposed, right in pairs if is_proposed]
    found_and_right = {"pairs": (sum(proposed), len(proposed)), "clusters": _of_clusters(truth, out)}
    for measured, (right, found) in found_and_right.items():
        case = f"{name}, {measured}"
        yield Figure(case, tool, "F1", 2 * right / (found + true), Unit.SHARE)
        yield Figure(case, tool, "precision", right / found, Unit.SHARE)
        yield Figure(case, tool, "recall", right / true, Unit.SHARE)
    yield Figure(f"{name}, pairs", tool, "F1 best", _best(pairs, true), Unit.SHARE)
    yield Figure(f"{name}, cost", tool, "whole run", ran.seconds, Unit.SECONDS)
    yield Figure(f"{name}, cost", tool, "peak memory", ran.gigabytes, Unit.GIGABYTES)


def _truth(path: Path) -> dict[Entry, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["list"], row["rec_id"]): row["person"] for row in csv.DictReader(file)}


def _pairs(truth: dict[Entry, str], out: Path) -> list[tuple[float, bool, bool]]:
    """Pairs by probability, the greatest first: probability, decided ``match``, one person."""
    several = len({label for label, _ in truth}) > 1
    found = []
    with (out / "pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            left, right = ((row[f"{side}_list"], row[f"{side}_id"]) for side in ("left", "right"))
            if not several or left[0] != right[0]:
                found.append((float(row["probability"]), row["decision"] == "match", truth[left] == truth[right]))
    return sorted(found, reverse=True)


def _best(pairs: list[tuple[float, bool, bool]], true: int) -> float:
    right, best = 0, 0.0
    for place, (probability, _, is_right) in enumerate(pairs, start=1):
        right += is_right
        if place == len(pairs) or pairs[place][0] < probability:  # a threshold parts no equals
            best = max(best, 2 * right / (place + true))
    return best


def _of_clusters(truth: dict[Entry, str], out: Path) -> tuple[int, int]:
    """How many of the pairs of entries in one cluster are right, and how many there are."""
    with (out / "clusters.csv").open(encoding="utf-8", newline="") as file:
        cluster = {(row["list"], row["rec_id"]): row["cluster_id"] for row in csv.DictReader(file)}
    both = {entry: f"{number} {truth[entry]}" for entry, number in cluster.items()}
    return _pairs_within(both.items()), _pairs_within(cluster.items())


def _pairs_within(groups: Iterable[tuple[Entry, str]]) -> int:
    """Pairs of entries of one group: of two lists those between them, of one list those inside it."""
    sizes: dict[str, Counter[str]] = {}
    for (label, _), group in groups:
        sizes.setdefault(label, Counter())[group] += 1
    if len(sizes) == 1:
        (inside,) = sizes.values()
        return sum(size * (size - 1) // 2 for size in inside.values())
    one, other = sizes.values()
    return sum(size * other[group] for group, size in one.items())


def main() -> None:
    """Measure."""
    parser = program(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    options = parser.parse_args()
    show(figures(options.folder, options.peers), options)


if __name__ == "__main__":
    main()
