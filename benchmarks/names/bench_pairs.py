"""F1 and speed on labelled name pairs, beside other tools in the same run.

    python benchmarks/names/bench_pairs.py FOLDER        # pairs_*.csv with columns a, b, label
    python benchmarks/names/bench_pairs.py               # the sample under tests/reference/names

Ours at the one default threshold; others at the threshold that flatters them most on the very same pairs. Speed is
cold: every name is new to the caches. nomenklatura is measured where it is installed (it needs PyICU).
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from names_translator.name_utils import parse_and_generate
from rapidfuzz import fuzz

from homeward.names.comparison import compare

SAMPLE = Path(__file__).parents[2] / "tests" / "reference" / "names" / "pairs_confirm.csv.gz"
Pairs = list[tuple[str, str, bool]]


def load(folder: Path | None) -> dict[str, Pairs]:
    """Pairs by set."""
    if folder:
        found = {}
        for path in sorted(folder.glob("pairs_*.csv")):
            with path.open(encoding="utf-8", newline="") as table:
                found[path.stem.removeprefix("pairs_")] = [
                    (row["a"], row["b"], row["label"] == "1") for row in csv.DictReader(table)
                ]
        return found
    sets: dict[str, Pairs] = {}
    with gzip.open(SAMPLE, "rt", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            sets.setdefault(row["set"], []).append((row["a"], row["b"], row["label"] == "1"))
    return sets


def figures(scores: list[float], pairs: Pairs, threshold: float | None) -> str:
    """F1, precision and recall at ``threshold``, or at the best one when None."""
    score, true = np.array(scores), np.array([label for _, _, label in pairs])
    if threshold is None:
        order = np.argsort(-score, kind="stable")
        hits = np.cumsum(true[order])
        f1 = 2 * hits / (np.arange(1, len(true) + 1) + true.sum())
        threshold = float(score[order][int(f1.argmax())])
    proposed = score >= threshold
    hits_here = int((proposed & true).sum())
    f1_here = 2 * hits_here / max(1, int(proposed.sum()) + int(true.sum()))
    precision, recall = hits_here / max(1, int(proposed.sum())), hits_here / int(true.sum())
    return f"F1 {f1_here:.4f}  P {precision:.3f}  R {recall:.3f}  at {threshold:.2f}"


def measure(label: str, score: Callable[[str, str], float], pairs: Pairs, threshold: float | None) -> None:
    start = time.perf_counter()
    scores = [score(left, right) for left, right, _ in pairs]
    rate = len(pairs) / (time.perf_counter() - start)
    print(f"  {label:34} {figures(scores, pairs, threshold)}  {rate:9.0f} pairs/s")


def by_names_translator() -> Callable[[str, str], float]:
    """Best rapidfuzz token_set ratio over the spellings names_translator makes of either name."""

    def spellings(name: str) -> list[str]:
        plain = name.replace(",", " ").lower()
        return [plain, *sorted(form.lower() for form in parse_and_generate(plain))][:40]

    def score(left: str, right: str) -> float:
        return max(fuzz.token_set_ratio(one, other) for one in spellings(left) for other in spellings(right))

    return score


def by_nomenklatura() -> Callable[[str, str], float] | None:
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig
    except ImportError:
        return None
    config = ScoringConfig.defaults()

    def person(name: str) -> object:
        entity = model.make_entity("Person")
        entity.id = name
        entity.add("name", name)
        return entity

    return lambda left, right: LogicV2.compare(person(left), person(right), config).score


def main() -> None:
    sets = load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    compare("Іван Петренко", "Ivan Petrenko")  # tables are read once
    others = {
        "names_translator + token_set (best)": by_names_translator(),
        "nomenklatura logic-v2 (best)": by_nomenklatura(),
    }
    for name, pairs in sets.items():
        print(f"{name}: {len(pairs)} pairs")
        measure("ours (default threshold)", lambda left, right: compare(left, right).score, pairs, 0.5)
        measure(
            "token_set, lower case (best)", lambda one, two: fuzz.token_set_ratio(one.lower(), two.lower()), pairs, None
        )
        for label, score in others.items():
            if score is not None:
                measure(label, score, pairs, None)


if __name__ == "__main__":
    main()
