"""Measure how often each level is met between entries of one person, relatives, namesakes and strangers.

    python tools/reconciliation/measure_parameters.py LISTS [LISTS …] > src/homeward/reconciliation/data/parameters.toml

Each LISTS is a folder made by a generator of ``tools/lists`` (list_*.csv, truth.csv, relatives.csv). Folders of several
kinds of lists and of noise are measured together, each weighing the same where it has pairs enough to say something, so
that no single kind rules the prior.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from homeward.intake.reading import read_list
from homeward.reconciliation.compared import compare
from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.features import make_records
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.parameters import KINDS

STRANGERS = 400_000
#: Share of cells that are simply wrong in lists as people keep them, and then agree as strangers' cells do. The
#: generator knows no such errors in these features; without this one promotion would outweigh a whole name.
WRONG = {"sex": 0.005, "birth_date": 0.005, "event_date": 0.03, "unit": 0.03, "rank": 0.08}
#: A folder with so many pairs of a kind has half the say of one with very many.
ENOUGH = 100
#: No level is impossible; this is the least that the table's decimals show.
LEAST = 1e-6
KIN_WORDS = ("brother", "twin", "father_son")


def pairs_by_kind(folder: Path, persons: list[int]) -> dict[str, set[tuple[int, int]]]:
    """Rows of records paired by what they are to each other."""
    rows = defaultdict(list)
    for row, person in enumerate(persons):
        rows[person].append(row)
    found: dict[str, set[tuple[int, int]]] = {kind: set() for kind in KINDS}
    for mine in rows.values():
        found["same"].update(itertools.combinations(sorted(mine), 2))
    with (folder / "relatives.csv").open(encoding="utf-8", newline="") as file:
        for relation in csv.DictReader(file):
            kind = "kin" if relation["relation"] in KIN_WORDS else relation["relation"]
            for a in rows[int(relation["person_id"])]:
                for b in rows[int(relation["other_id"])]:
                    found[kind].add((min(a, b), max(a, b)))
    rng = np.random.default_rng(7)
    count = len(persons)
    for a, b in rng.integers(0, count, (STRANGERS, 2)).tolist():
        if persons[a] != persons[b]:
            found["stranger"].add((min(a, b), max(a, b)))
    return found


def measure(folder: Path) -> dict[str, np.ndarray]:
    """Per feature how often each level was met, shape (levels, kinds), in pairs where both cells are filled."""
    lists = [read_list(path) for path in sorted(folder.glob("list_*.csv"))]
    records = make_records(lists)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {(f"list_{t['list']}", t["rec_id"]): int(t["person_id"]) for t in csv.DictReader(file)}
    numbers = [one.entries["rec_id"].to_pylist() for one in lists]
    persons = [
        truth[lists[n].label, numbers[n][e]]
        for n, e in zip(records.lists.tolist(), records.entries.tolist(), strict=True)
    ]
    counts = {c.feature: np.zeros((len(c.levels), len(KINDS))) for c in COMPARISONS}
    for column, (kind, pairs) in enumerate(pairs_by_kind(folder, persons).items()):
        left, right = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
        compared = compare(records, left, right)
        for comparison, level in zip(COMPARISONS, compared.levels, strict=True):
            counts[comparison.feature][:, column] = np.bincount(
                level[level != ABSENT], minlength=len(comparison.levels)
            )
        print(f"{folder.name}: {len(pairs)} pairs of kind {kind}", file=sys.stderr)
    return counts


def together(counts: list[np.ndarray]) -> np.ndarray:
    """Shares of the levels over all folders, shape (levels, kinds); a folder with few pairs of a kind weighs less."""
    pairs = np.array([one.sum(axis=0) for one in counts])
    weight = pairs / (pairs + ENOUGH)
    shares = np.array([one / np.maximum(one.sum(axis=0), 1) for one in counts])
    mixed = (shares * weight[:, None, :]).sum(axis=0) / np.maximum(weight.sum(axis=0), 1e-9)
    seen = pairs.sum(axis=0)
    return np.maximum((mixed * seen + 0.3) / (mixed * seen + 0.3).sum(axis=0), LEAST)


def main() -> None:
    """Measure every folder named on the command line and print the table."""
    measured = [measure(Path(name)) for name in sys.argv[1:]]
    print("# How often each level is met, by kind of pair, where both cells are filled.")
    print("# Measured by tools/reconciliation/measure_parameters.py; see docs/reference/reconciliation.md.")
    print("strength = 150.0\nsame_in_list = 0.02\n")
    print("[shares]\nsame = 0.5\nkin = 0.04\nnamesake = 0.03\n")
    for comparison in COMPARISONS:
        table = together([one[comparison.feature] for one in measured])
        wrong = WRONG.get(comparison.feature, 0.0)
        for kind in ("same", "kin"):
            column = KINDS.index(kind)
            table[:, column] = (1 - wrong) * table[:, column] + wrong * table[:, KINDS.index("stranger")]
        print(f"[levels.{comparison.feature}]")
        for code, row in zip(comparison.codes, table, strict=True):
            cells = ", ".join(f"{kind} = {value:.6f}" for kind, value in zip(KINDS, row, strict=True))
            print(f"{code} = {{ {cells} }}")
        print()


if __name__ == "__main__":
    main()
