"""The files of a reconciliation: pairs, clusters, relatives kept apart, and the counts.

Names, columns and order are the contract's (docs/reference/files.md). The same lists give the same bytes, whatever
the order in which they and their rows were given. What took how long stands elsewhere (``run.json``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.progress import Progress, silent
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.explaining import (
    PairColumns,
    cells,
    kept_apart,
    pair_columns,
    reference_ranks,
    shown_order,
)
from homeward.reconciliation.parameters import Array

PAIR_COLUMNS = ("left_list", "left_id", "right_list", "right_id", "probability", "decision", "reasons")
RELATIVE_COLUMNS = ("left_list", "left_id", "right_list", "right_id", "probability", "verdict", "reasons")
CLUSTER_COLUMNS = ("cluster_id", "list", "rec_id")


def write_results(result: Reconciliation, folder: Path, progress: Progress = silent) -> None:
    """Write ``pairs.csv``, ``relatives.csv``, ``clusters.csv`` and ``summary.json`` into an existing folder."""
    shown = shown_order(result, np.flatnonzero(result.proposed | result.review))
    apart = shown_order(result, kept_apart(result))
    told = _told(len(shown) + len(apart), progress)
    _write(
        folder / "pairs.csv",
        PAIR_COLUMNS,
        (told(_lines(result, one, one.decision)) for one in pair_columns(result, shown)),
    )
    verdicts = (
        told(_lines(result, one, pa.array([verdict.value for verdict in one.verdict], pa.string())))
        for one in pair_columns(result, apart)
    )
    _write(folder / "relatives.csv", RELATIVE_COLUMNS, verdicts)
    progress("writing clusters")
    _write(folder / "clusters.csv", CLUSTER_COLUMNS, [_clusters(result)])
    text = json.dumps(summary(result), ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _told(total: int, progress: Progress) -> Callable[[pa.Array], pa.Array]:
    """Passes portions of lines on and says how many there were."""
    done = 0

    def passed(lines: pa.Array) -> pa.Array:
        nonlocal done
        progress("writing pairs", done, total)
        done += len(lines)
        return lines

    return passed


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
    } | ({"also": [one.heading for one in result.records.further]} if result.records.further else {})


def _lines(result: Reconciliation, pairs: PairColumns, last: pa.Array) -> pa.Array:
    """Lines of CSV for a portion of pairs; ``last`` is what stands before the reasons."""
    labels = pa.array([quoted(one.label) for one in result.lists], pa.string())
    sides: list[pa.Array] = []
    for rows in (pairs.left, pairs.right):
        sides += [labels.take(pa.array(result.records.lists[rows])), _quoted(cells(result, rows, "rec_id"))]
    return pc.binary_join_element_wise(*sides, _nine_decimals(pairs.probability), last, _reasons(pairs), ",")


def _reasons(pairs: PairColumns) -> pa.Array:
    """The reasons of each pair as the contract has them: JSON, as a cell of CSV."""
    told = []
    for one in pairs.reasons:
        feature = _in_json(pa.array([one.feature]))[0]
        parts = (
            f'{{""feature"":""{feature}"",""outcome"":""',
            one.outcome,
            '"",""left"":""',
            _in_json(one.left),
            '"",""right"":""',
            _in_json(one.right),
            '"",""weight"":',
            pc.cast(pa.array(one.weight + 0.0), pa.string()),
            "}",
        )
        whole = pc.binary_join_element_wise(*parts, "")
        told.append(pc.if_else(pa.array(one.told), whole, pa.scalar(None, pa.string())))
    joined = pc.binary_join_element_wise(*told, ",", null_handling="skip")
    return pc.binary_join_element_wise('"[', joined, ']"', "")


_CONTROL = r"[\x00-\x1f]"
_SPECIAL = r'[",\r\n]'


def _in_json(texts: pa.Array) -> pa.Array:
    """Texts as they stand inside a JSON string that stands inside a cell of CSV."""
    if pc.any(pc.match_substring_regex(texts, _CONTROL)).as_py():
        return pa.array([json.dumps(text, ensure_ascii=False)[1:-1].replace('"', '""') for text in texts.to_pylist()])
    return pc.replace_substring(pc.replace_substring(texts, "\\", "\\\\"), '"', '\\""')


def quoted(text: str) -> str:
    """A text as a cell of CSV."""
    return str(_quoted(pa.array([text], pa.string()))[0])


def _quoted(texts: pa.Array) -> pa.Array:
    inside = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
    return pc.if_else(pc.match_substring_regex(texts, _SPECIAL), inside, texts)


def _nine_decimals(probability: Array) -> pa.Array:
    billionths = np.rint(probability * 10**9).astype(np.int64)
    whole, part = (pc.cast(pa.array(side), pa.string()) for side in divmod(billionths, 10**9))
    return pc.binary_join_element_wise(whole, pc.utf8_lpad(part, 9, "0"), ".")


def _clusters(result: Reconciliation) -> pa.Array:
    """Lines of CSV: clusters numbered by their first reference, entries in the order of their references."""
    order = np.argsort(reference_ranks(result))
    _, first, cluster = np.unique(result.cluster[order], return_index=True, return_inverse=True)
    numbers = np.empty(len(first), np.int64)
    numbers[np.argsort(first)] = np.arange(1, len(first) + 1)
    names = pc.binary_join_element_wise("C", pc.utf8_lpad(pc.cast(pa.array(numbers[cluster]), pa.string()), 7, "0"), "")
    labels = pa.array([quoted(one.label) for one in result.lists], pa.string())
    lists = labels.take(pa.array(result.records.lists[order]))
    return pc.binary_join_element_wise(names, lists, _quoted(cells(result, order, "rec_id")), ",")


def _write(path: Path, columns: tuple[str, ...], portions: Iterable[pa.Array]) -> None:
    """Write a heading and lines of CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns) + "\r\n")
        for lines in portions:
            file.writelines(f"{line}\r\n" for line in lines.to_pylist())
