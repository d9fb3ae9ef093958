"""How proposed pairs compare with the truth, from files: ours and a peer's are measured by the same lines.

    python -m benchmarks.reconciliation.proposals LISTS PAIRS.csv

LISTS is a folder of ``made_lists`` (truth.csv, relatives.csv); PAIRS.csv has the contract's columns, ``reasons`` not
needed. Printed is JSON: ``{"lists": [``Measured``, …], "calibration": ``Calibration``}``.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

#: Pairs less probable are left out of the Brier score, so that it does not hang on how many of them a tool writes.
SHOWN = 0.02

#: Probabilities between which pairs are counted, to see whether they mean what they say.
BANDS = ((0.5, 0.85), (0.85, 0.95), (0.95, 0.99))


@dataclass(frozen=True, slots=True)
class Measured:
    """Proposals between two lists against the truth, as shares from 0 to 1.

    Attributes:
        lists: letters of both lists, "A–B".
        precision, recall, f1: of the pairs decided ``match``.
        best: F1 at the threshold that flatters the tool most.
        siblings: share of the pairs decided ``match`` that join siblings, twins, or parent and child.
    """

    lists: str
    precision: float
    recall: float
    f1: float
    best: float
    siblings: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether probabilities mean what they say, over the pairs between all lists.

    Attributes:
        brier: mean squared error of the probabilities of the pairs written with ``SHOWN`` or more.
        bands: per band of ``BANDS`` the share of its pairs that are right, or None where it has none.
    """

    brier: float
    bands: list[float | None]


Found = list[tuple[float, bool, bool, bool]]
"""Pairs between two lists: probability, decided ``match``, one person, close kin."""


def measure(lists: Path, pairs: Path) -> tuple[list[Measured], Calibration]:
    """Measure every pair of lists, and all together."""
    here, true = found_pairs(lists, pairs)
    measured = [_measured(name, found, true[name]) for name, found in here.items()]
    return measured, _calibration([pair for found in here.values() for pair in found])


def found_pairs(lists: Path, pairs: Path) -> tuple[dict[str, Found], dict[str, int]]:
    """Per pair of lists, what was found, and how many pairs of entries are truly of one person."""
    person: dict[tuple[str, str], str] = {}
    with (lists / "truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            person[row["list"], row["rec_id"]] = row["person_id"]
    with (lists / "relatives.csv").open(encoding="utf-8", newline="") as file:
        kin = {
            frozenset({row["person_id"], row["other_id"]})
            for row in csv.DictReader(file)
            if row["relation"] != "namesake"
        }
    letters = sorted({letter for letter, _ in person})
    here: dict[str, Found] = {f"{a}–{b}": [] for a, b in combinations(letters, 2)}
    with pairs.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = sorted(
                (row[f"{side}_list"].removeprefix("list_"), row[f"{side}_id"]) for side in ("left", "right")
            )
            if one[0] != other[0]:
                persons = frozenset({person[one], person[other]})
                here[f"{one[0]}–{other[0]}"].append(
                    (float(row["probability"]), row["decision"] == "match", len(persons) == 1, persons in kin)
                )
    counts = {letter: Counter(p for (of, _), p in person.items() if of == letter) for letter in letters}
    true = {
        f"{a}–{b}": sum(count * counts[b][p] for p, count in counts[a].items()) for a, b in combinations(letters, 2)
    }
    return here, true


def _measured(name: str, found: Found, true: int) -> Measured:
    probability = np.array([row[0] for row in found])
    match, same, kin = (np.array([row[column] for row in found], dtype=bool) for column in (1, 2, 3))
    hits, proposed = int((match & same).sum()), int(match.sum())
    order = np.argsort(-probability, kind="stable")
    all_f1 = 2 * np.cumsum(same[order]) / (np.arange(1, len(found) + 1) + true)
    closed = np.append(probability[order][1:] < probability[order][:-1], True)  # a threshold parts no equals
    return Measured(
        lists=name,
        precision=hits / proposed,
        recall=hits / true,
        f1=2 * hits / (proposed + true),
        best=float(all_f1[closed].max()),
        siblings=float((match & kin).sum() / proposed),
    )


def _calibration(found: Found) -> Calibration:
    probability = np.array([row[0] for row in found])
    same = np.array([row[2] for row in found], dtype=bool)
    inside = [(probability >= low) & (probability < high) for low, high in BANDS]
    bands = [float(same[band].mean()) if band.any() else None for band in inside]
    return Calibration(float(np.mean((probability - same)[probability >= SHOWN] ** 2)), bands)


if __name__ == "__main__":
    measured, calibration = measure(Path(sys.argv[1]), Path(sys.argv[2]))
    answer = {"lists": [asdict(one) for one in measured], "calibration": asdict(calibration)}
    print(json.dumps(answer, ensure_ascii=False))
