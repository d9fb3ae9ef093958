"""``explain.json`` and ``entries.csv``: what two counts are made of, for programs. No name of anyone stands in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from homeward.cells_out import guarded
from homeward.children.explaining import Class, Explanation
from homeward.children.two_lists import SideBySide
from homeward.reconciliation.terms import EntryRef
from homeward.small_cells import LEAST, Cells, held_back

ENTRY_COLUMNS = (
    "list", "rec_id", "row", "counted_as", "child", "stands_on_both", "of_age", "returned", "institution",
    "siblings", "partners", "open_with",
)  # fmt: skip


def write_explanation(found: SideBySide, folder: Path) -> None:
    """Write both files into an existing folder."""
    write_json(folder / "explain.json", explanation_document(found))
    write_rows(folder / "entries.csv", ENTRY_COLUMNS, _rows(found.explanation))


def explanation_document(found: SideBySide) -> dict[str, Any]:
    """All of it, as ``explain.json`` has it."""
    explanation = found.explanation
    return {
        "format": "children-explained/1",
        "reference_date": explanation.reference.isoformat(),
        "lists": {
            label: {
                "unit": "entries",
                "entries": sum(explanation.counts(label).values()),
                "counted_as": {one.value: count for one, count in explanation.counts(label).items()},
                "of_these_on_both": {one.value: explanation.on_both(label, one) for one in _EITHER},
                "institution_not_known": found.not_known[label],
            }
            for label in explanation.labels
        },
        "children": {
            "unit": "children",
            "on_both": explanation.on_both(explanation.labels[0], Class.ON_BOTH),
            "only": {label: explanation.counts(label)[Class.ONLY_HERE] for label in explanation.labels},
            "sibling_groups": explanation.families[0],
            "sibling_groups_with_one_on_one_list_only": explanation.families[1],
        },
        "claimed": [
            {
                "list": one.claimed.label,
                "number": one.claimed.number,
                "bound": one.claimed.bound.value,
                "holds_for_entries": one.holds,
                "gap_in_entries": one.gap,
                "equals": list(one.equals),
            }
            for one in explanation.answers
        ],
        "cohorts": [
            {
                "institution": one.institution.code,
                "fate": one.institution.fate.value,
                "to": one.institution.to,
                "on": str(one.institution.on or ""),
                "unit": "children",
                "children": one.children,
                "on_both": one.on_both,
                "only": dict(one.only),
                "unclear": one.unclear,
                "now_at": dict(one.now_at),
            }
            for one in explanation.cohorts
        ],
        "public": public_counts(explanation),
    }


def public_counts(explanation: Explanation) -> dict[str, Any]:
    """The counts that may be told in public: small ones held back (null), and what would give them away.

    The children on both lists are one number in two rows, which no sum says. Where it is held back in one row, all
    counts are: the totals of the lists alone are told.
    """
    cells = public_cells(explanation)
    shown = held_back(cells)
    if any(shown.named()[label, Class.ON_BOTH.value] is None for label in explanation.labels):
        shown = cells.without(set(product(cells.rows, cells.columns)))
    return {
        "unit": "entries",
        "least": LEAST,
        "columns": list(shown.columns),
        "lists": {
            label: {"counted_as": list(row), "entries": total}
            for label, row, total in zip(shown.rows, shown.counts, shown.row_totals, strict=True)
        },
    }


def public_cells(explanation: Explanation) -> Cells:
    """Entries of both lists by class, with the totals of the lists; totals over lists mean nothing and are not told."""
    counts = [list(explanation.counts(label).values()) for label in explanation.labels]
    return Cells(
        explanation.labels,
        tuple(one.value for one in Class),
        tuple(map(tuple, counts)),
        tuple(map(sum, counts)),
        about="entries of lists of children",
        date=explanation.reference.isoformat(),
    )


_EITHER = (Class.RETURNED, Class.OF_AGE, Class.AGE_OPEN)


def _rows(explanation: Explanation) -> Iterable[Sequence[str]]:
    for one in explanation.entries:
        yield (
            one.entry.ref.list_label,
            one.entry.ref.rec_id,
            str(one.entry.row),
            one.counted_as.value,
            f"C{one.child:05d}",
            "yes" if one.stands_on_both else "no",
            one.of_age.value,
            "yes" if one.is_returned else "no",
            one.entry.institution,
            f"S{one.family:05d}" if one.family else "",
            _refs(one.partners),
            _refs(one.open_with),
        )


def _refs(refs: Sequence[EntryRef]) -> str:
    return "; ".join(f"{ref.list_label} {ref.rec_id}" for ref in refs)


def write_json(path: Path, document: object) -> None:
    """A document in one form: sorted as made, two spaces, a line break at the end."""
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV file by RFC 4180."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in row] for row in rows)
