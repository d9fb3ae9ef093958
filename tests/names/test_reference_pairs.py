"""F1 at the one default threshold on pairs no weight was fitted on, above what other tools reach at their best.

The best of others on the whole of these sets, each at the threshold that flatters it most: single names .759 (variants
by names-translator with rapidfuzz), full names .905 (nomenklatura logic-v2), composed .843 (names-translator).
"""

import csv
import gzip
from pathlib import Path

import pytest

from homeward.names.comparison import compare

PAIRS = Path(__file__).parents[1] / "reference" / "names" / "pairs_confirm.csv.gz"


def f1(name: str) -> float:
    with gzip.open(PAIRS, "rt", encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["set"] == name]
    proposed = [compare(row["a"], row["b"]).same for row in rows]
    true = [row["label"] == "1" for row in rows]
    return 2 * sum(p and t for p, t in zip(proposed, true, strict=True)) / (sum(proposed) + sum(true))


@pytest.mark.parametrize(("name", "floor"), [("tokens", 0.84), ("fullname", 0.96), ("composed", 0.97)])
def test_f1_at_the_default_threshold(name, floor):
    assert f1(name) >= floor
