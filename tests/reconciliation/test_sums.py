"""Prior and reasons, as written, are the log odds of the probability that is written; nothing else enters.

A weight and the prior are written to a millionth of a bit, a probability to a thousand-millionth. At most ten
comparisons, four further reasons and the prior are rounded, by half a millionth each: 7.5 millionths of a bit in all.
"""

import csv
import json
from math import log
from pathlib import Path

import pytest
from people import ROUND

from homeward.intake.reading import read_lists
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.explaining import OTHER_REASONS
from homeward.reconciliation.results import write_results

BITS = 0.5e-6 * (len(COMPARISONS) + len(OTHER_REASONS) + 1)
PROBABILITY = 0.5e-9


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of five hundred entries a list, three lists."""
    folder = tmp_path_factory.mktemp("written")
    write_results(reconcile(read_lists([ROUND / f"list_{name}.csv" for name in ("UA", "RU", "mediator")])), folder)
    return folder


@pytest.mark.parametrize("name", ["pairs.csv", "relatives.csv"])
def test_prior_and_reasons_are_the_log_odds(written: Path, name: str) -> None:
    prior = json.loads((written / "summary.json").read_text(encoding="utf-8"))["prior"]
    with (written / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        bits = prior + sum(reason["weight"] for reason in json.loads(row["reasons"]))
        summed = 1 / (1 + 2**-bits)
        most = PROBABILITY + BITS * log(2) * summed * (1 - summed) * 1.001  # the slope, and what it bends on the way
        assert abs(float(row["probability"]) - summed) <= most, row
