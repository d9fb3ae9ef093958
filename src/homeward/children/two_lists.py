"""Two lists of children laid side by side: what ``reconciliation`` proposes, beside what the sides decided.

Lists of children have few fields; they are compared as any other list, and nothing proposed is taken for settled. What
stands in the lists' own column for an institution is no reason for or against one child: a home moved as a whole
would otherwise make all its children look alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from homeward.children.cells import day, read_rows, reference, text
from homeward.children.decisions import Decision, PairOfRefs, decided
from homeward.children.explaining import Claimed, Entry, Explanation, explain
from homeward.children.institutions import Institution, institutions_of
from homeward.progress import Progress, silent
from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.explaining import explain as explain_pairs
from homeward.reconciliation.explaining import kept_apart
from homeward.reconciliation.terms import EntryRef, Verdict
from homeward.register.dates import parse_edtf
from homeward.register.entries import PersonList

_KIN = frozenset({Verdict.SIBLINGS, Verdict.TWINS})


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two lists, what was proposed on them, and their counts explained.

    Args:
        not_known: entries by list that name an institution which the file of institutions does not know.
    """

    reconciliation: Reconciliation
    explanation: Explanation
    not_known: Mapping[str, int]


def lay_side_by_side(
    lists: Sequence[PersonList],
    reference_date: dt.date,
    *,
    decisions: Sequence[Decision] = (),
    returned: Collection[EntryRef] = (),
    institutions: Sequence[Institution] = (),
    claims: Sequence[Claimed] = (),
    progress: Progress = silent,
) -> SideBySide:
    """Compare two lists and explain their counts.

    Raises:
        ValueError: not two lists, or labels that are not different.
    """
    result = reconcile(lists, progress=progress)
    proposals, siblings = _pairs(result)
    entries: dict[str, list[Entry]] = {}
    not_known: dict[str, int] = {}
    for persons in result.lists:
        named, unknown = institutions_of(persons, institutions)
        entries[persons.label] = _entries(persons, named)
        not_known[persons.label] = unknown
    explained = explain(
        entries,
        proposals,
        siblings,
        decided(decisions),
        reference_date,
        returned=returned,
        institutions=institutions,
        claims=claims,
    )
    return SideBySide(result, explained, not_known)


def read_returned(path: Path, known: Mapping[str, frozenset[str]]) -> frozenset[EntryRef]:
    """Read which entries are of children who are back: ``list, rec_id, returned_on, act``; no return without an act.

    Raises:
        InputRefused: with every fault; among them an entry that is not in its list, and a return without its act.
    """
    readers = {"list": reference, "rec_id": reference, "returned_on": day, "act": text}
    rows, log = read_rows(path, readers)
    for number, cells in rows:
        if cells["rec_id"] not in known.get(cells["list"], frozenset()):
            log.add("No entry of this list has this number.", "Write list and number.", row=number, column="rec_id")
        if not cells["act"]:
            log.add("The cell is empty.", "Write the number of the act of hand-over.", row=number, column="act")
    log.refuse_if_any()
    return frozenset(EntryRef(cells["list"], cells["rec_id"]) for _number, cells in rows)


def numbers_of(lists: Sequence[PersonList]) -> dict[str, frozenset[str]]:
    """Label of each list to the numbers of its entries."""
    return {persons.label: frozenset(persons.entries["rec_id"].to_pylist()) for persons in lists}


def _entries(persons: PersonList, named: Sequence[str]) -> list[Entry]:
    cells = (persons.entries[column].to_pylist() for column in ("rec_id", "row", "birth_date_read"))
    return [
        Entry(EntryRef(persons.label, rec_id), row, parse_edtf(born) if born else None, institution)
        for rec_id, row, born, institution in zip(*cells, named, strict=True)
    ]


def _pairs(result: Reconciliation) -> tuple[frozenset[PairOfRefs], frozenset[PairOfRefs]]:
    """Pairs proposed or to be looked at, and pairs that are probably brothers and sisters."""
    shown = np.flatnonzero(result.proposed | result.review)
    proposals = frozenset((pair.left, pair.right) for pair in explain_pairs(result, shown))
    kin = frozenset(
        (pair.left, pair.right)
        for pair in explain_pairs(result, np.union1d(shown, kept_apart(result)))
        if pair.verdict in _KIN
    )
    return proposals, kin
