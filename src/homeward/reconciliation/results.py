"""The files of a reconciliation: pairs, clusters, relatives kept apart, and the counts.

Names, columns and order are the contract's (docs/reference/files.md). The same lists give the same bytes, whatever
the order in which they and their rows were given. What took how long stands elsewhere (``run.json``).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from homeward.progress import Progress, silent
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.explaining import explain, kept_apart, shown_order
from homeward.reconciliation.terms import Pair

PAIR_COLUMNS = ("left_list", "left_id", "right_list", "right_id", "probability", "decision", "reasons")
RELATIVE_COLUMNS = ("left_list", "left_id", "right_list", "right_id", "probability", "verdict", "reasons")
CLUSTER_COLUMNS = ("cluster_id", "list", "rec_id")


def write_results(result: Reconciliation, folder: Path, progress: Progress = silent) -> None:
    """Write ``pairs.csv``, ``relatives.csv``, ``clusters.csv`` and ``summary.json`` into an existing folder."""
    shown = shown_order(result, np.flatnonzero(result.proposed | result.review))
    progress("writing pairs", 0, len(shown))
    _write(folder / "pairs.csv", PAIR_COLUMNS, (_row(p, p.decision) for p in explain(result, shown)))
    apart = shown_order(result, kept_apart(result))
    _write(folder / "relatives.csv", RELATIVE_COLUMNS, (_row(p, p.verdict) for p in explain(result, apart)))
    progress("writing clusters")
    _write(folder / "clusters.csv", CLUSTER_COLUMNS, _clusters(result))
    text = json.dumps(summary(result), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def reasons_json(pair: Pair) -> str:
    """The reasons of a pair as the contract has them."""
    reasons = [
        {"feature": r.feature, "outcome": r.outcome, "left": r.left, "right": r.right, "weight": r.weight}
        for r in pair.reasons
    ]
    return json.dumps(reasons, ensure_ascii=False, separators=(",", ":"))


def summary(result: Reconciliation) -> dict[str, Any]:
    """Counts per list and per pair of lists, and what the run was told.

    ``matched`` and ``review`` count pairs of entries; ``only_left`` and ``only_right`` count entries for which
    nothing is proposed or to be looked at in the other list; ``duplicates`` counts entries beyond the first of each
    person inside a list; ``persons`` counts clusters.
    """
    evidence = result.weighed.evidence
    lists = result.records.lists
    pairs = []
    for i, j in combinations(range(len(result.lists)), 2):
        here = (np.minimum(lists[evidence.left], lists[evidence.right]) == i) & (
            np.maximum(lists[evidence.left], lists[evidence.right]) == j
        )
        touched = np.zeros(len(lists), dtype=bool)
        for side in (evidence.left, evidence.right):
            touched[side[here & (result.proposed | result.review)]] = True
        pairs.append(
            {
                "left": result.lists[i].label,
                "right": result.lists[j].label,
                "matched": int((here & result.proposed).sum()),
                "review": int((here & result.review).sum()),
                "only_left": int(((lists == i) & ~touched).sum()),
                "only_right": int(((lists == j) & ~touched).sum()),
            }
        )
    return {
        "lists": {
            one.label: {
                "entries": len(one),
                "duplicates": int((lists == number).sum() - len(np.unique(result.cluster[lists == number]))),
                "sha256": one.sha256,
                "unknown_columns": one.unknown.column_names,
            }
            for number, one in enumerate(result.lists)
        },
        "pairs": pairs,
        "persons": len(np.unique(result.cluster)),
        "relatives_kept_apart": len(kept_apart(result)),
        "prior": round(result.weighed.prior, 6),
        "match": result.match,
        "review": result.least,
    }


def _row(pair: Pair, last: str | None) -> tuple[str, ...]:
    return (
        pair.left.list_label,
        pair.left.rec_id,
        pair.right.list_label,
        pair.right.rec_id,
        f"{pair.probability:.9f}",
        str(last),
        reasons_json(pair),
    )


def _clusters(result: Reconciliation) -> Iterable[tuple[str, str, str]]:
    """Clusters numbered by the reference of their first entry, entries in the order of their references."""
    lists = result.records.lists.tolist()
    entries = result.records.entries.tolist()
    numbers = [one.entries["rec_id"].to_pylist() for one in result.lists]
    refs = [(result.lists[n].label, numbers[n][e]) for n, e in zip(lists, entries, strict=True)]
    by_ref = sorted(range(len(refs)), key=refs.__getitem__)
    names: dict[int, str] = {}
    cluster = result.cluster.tolist()
    for row in by_ref:
        name = names.setdefault(cluster[row], f"C{len(names) + 1:07d}")
        yield name, *refs[row]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
