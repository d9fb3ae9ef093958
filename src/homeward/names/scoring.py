"""Score many pairs of names: rows in, the same rows with ``score``, ``same`` and ``reasons`` out.

Serves ``homeward names score``; the columns are those of the contract. One pair for reading: ``comparison.compare``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from homeward.errors import Fault, InputRefused
from homeward.names.pairs import FEATURES, OUTCOMES, Comparisons, compare_pairs
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


def reasons_json(comparisons: Comparisons) -> list[str]:
    """Reasons as the contract writes them: a JSON list of feature, outcome, left, right and weight in bits."""
    words = [json.dumps(word, ensure_ascii=False) for word in comparisons.words]
    texts = iter(
        f'{{"feature": "{FEATURES[feature]}", "outcome": "{OUTCOMES[outcome]}", "left": {words[left]}, '
        f'"right": {words[right]}, "weight": {round(weight, 3)}}}'
        for feature, outcome, _known, _slavic, left, right, _distance, weight in comparisons.all_reasons().tolist()
    )
    return [f"[{', '.join(islice(texts, count))}]" for count in comparisons.sizes.tolist()]


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
    done, left = 0, iter(rows)
    while some := list(islice(left, _EVERY)):
        columns = columns or name_columns(some[0])
        found = compare_pairs(*([row[column] or "" for row in some] for column in columns))
        added = zip(found.score.tolist(), found.same.tolist(), reasons_json(found), strict=True)
        for row, (score, same, reasons) in zip(some, added, strict=True):
            yield {**row, "score": f"{score:.6f}", "same": "true" if same else "false", "reasons": reasons}
        done += len(some)
        if len(some) == _EVERY:
            progress(_("Comparing names"), done, total)
    progress(_("Comparing names"), done, total)
