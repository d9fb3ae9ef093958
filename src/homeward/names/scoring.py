"""Score many pairs of names: rows in, the same rows with ``score``, ``same`` and ``reasons`` out.

Serves ``homeward names score``; the columns are those of the contract. One pair for reading: ``comparison.compare``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from homeward.errors import Fault, InputRefused
from homeward.names.comparison import NameReason, compare
from homeward.progress import Progress, silent
from homeward.words import _

ADDED = ("score", "same", "reasons")
_HEADINGS = (("left", "right"), ("a", "b"))
_EVERY = 2_000


def name_columns(headings: Iterable[str], file: str = "") -> tuple[str, str]:
    """The two columns that hold the names: ``left, right`` or ``a, b``.

    Raises:
        InputRefused: neither pair stands among ``headings``.
    """
    present = list(headings)
    for pair in _HEADINGS:
        if set(pair) <= set(present):
            return pair
    found = ", ".join(present)[:60]
    advice = _("Name the two columns of names “left” and “right”, or “a” and “b”.")
    raise InputRefused([Fault(file, "", 1, "", found, advice)])


def reasons_json(reasons: Iterable[NameReason]) -> str:
    """Reasons as the contract writes them: a JSON list of feature, outcome, left, right and weight in bits."""
    return json.dumps(
        [
            {
                "feature": reason.feature.value,
                "outcome": reason.outcome.value,
                "left": reason.left,
                "right": reason.right,
                "weight": round(reason.weight, 3),
            }
            for reason in reasons
        ],
        ensure_ascii=False,
    )


def score_pairs(
    rows: Iterable[Mapping[str, str]], progress: Progress = silent, total: int = 0
) -> Iterator[dict[str, str]]:
    """Repeat every row and add ``score`` (six decimals), ``same`` (``true`` or ``false``) and ``reasons`` (JSON).

    Args:
        rows: with the columns ``left, right`` or ``a, b`` and any others; a column named like an added one is
            overwritten.
        progress: told every 2,000 rows.
        total: how many rows there are, 0 if unknown.

    Raises:
        InputRefused: the first row lacks the columns of names.
    """
    columns: tuple[str, str] | None = None
    done = 0
    for row in rows:
        columns = columns or name_columns(row)
        result = compare(row[columns[0]] or "", row[columns[1]] or "")
        yield {
            **row,
            "score": f"{result.score:.6f}",
            "same": "true" if result.same else "false",
            "reasons": reasons_json(result.reasons),
        }
        done += 1
        if done % _EVERY == 0:
            progress(_("Comparing names"), done, total)
    progress(_("Comparing names"), done, total)
