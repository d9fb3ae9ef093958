"""What a reconciliation came to, made ready for people: how the lists overlap, which pairs to look at first, in words.

Files for programs are written by ``results``; the page for people is drawn in ``report``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.names.latin_names import latin_names
from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.comparisons import COMPARISONS, SHOWN, further_comparison, further_heading
from homeward.reconciliation.explaining import OTHER_OUTCOMES, OTHER_REASONS, explain, kept_apart, shown_order
from homeward.reconciliation.pictures import ListCount, Region
from homeward.reconciliation.review_order import LEAST, claims, worth
from homeward.reconciliation.terms import Pair, Verdict
from homeward.register.entries import COLUMNS

Positions = npt.NDArray[np.int64]

_FEATURES = {SHOWN[comparison.feature]: comparison for comparison in COMPARISONS}


@dataclass(frozen=True, slots=True)
class Overlap:
    """The persons of all lists by the lists they stand on, as ``pictures.overlap_picture`` shows them.

    A person is a cluster of entries; unclear when one of its entries is in a pair that a person must look at.
    """

    lists: tuple[ListCount, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with all its cells.

    Attributes:
        row: in the file, the heading being row 1.
        cells: by canonical column, as written.
        unknown: cells of columns that are none of ours, by heading.
        name: the whole name as written.
        latin: the name in Latin letters, "" when it is written so already.
    """

    row: int
    cells: dict[str, str]
    unknown: dict[str, str]
    name: str
    latin: str


@dataclass(frozen=True, slots=True)
class PairOfEntries:
    """A pair with its two entries, in the order of the pair's references, and where it stands in ``weighed``."""

    pair: Pair
    left: Entry
    right: Entry
    position: int


def overlap(result: Reconciliation) -> Overlap:
    """Count the persons of each combination of lists."""
    lists, evidence = result.records.lists, result.weighed.evidence
    looked_at = np.concatenate([evidence.left[result.review], evidence.right[result.review]])
    persons, person = np.unique(result.cluster, return_inverse=True)
    stands = np.zeros((len(persons), len(result.lists)), dtype=bool)
    stands[person, lists] = True
    unclear = np.zeros(len(persons), dtype=bool)
    unclear[person[looked_at]] = True
    kinds, counts = np.unique(np.column_stack([stands, unclear]), axis=0, return_counts=True)
    labels = [one.label for one in result.lists]
    regions = [
        Region(frozenset(label for label, there in zip(labels, kind, strict=False) if there), count, bool(kind[-1]))
        for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)
    ]
    of_each = stands.sum(axis=0).tolist()
    return Overlap(
        tuple(
            ListCount(one.label, len(one), len(one) - count) for one, count in zip(result.lists, of_each, strict=True)
        ),
        tuple(sorted(regions, key=lambda region: (sorted(region.lists), region.unclear))),
    )


def to_look_at(result: Reconciliation, most: int) -> Positions:
    """Pairs that a person must look at, those whose answer settles most first (``review_order``), at most ``most``.

    Pairs worth the same to a millionth come in the order of their records, which no label steers.
    """
    evidence, probability = result.weighed.evidence, result.weighed.probability
    telling = np.flatnonzero((probability >= LEAST) | result.proposed | result.review)
    left, right = evidence.left[telling], evidence.right[telling]
    lists = result.records.lists
    held = claims(left, right, probability[telling], result.cluster[left] == result.cluster[right], lists)
    value = np.zeros(len(probability))
    value[telling] = worth(held)
    shown = np.flatnonzero(result.review)
    order = np.lexsort((evidence.right[shown], evidence.left[shown], -np.round(value[shown], 6)))
    return np.asarray(shown[order][:most])


def apart(result: Reconciliation, most: int) -> Positions:
    """Relatives and namesakes kept apart, the most easily confused first, at most ``most``."""
    return _first(result, kept_apart(result), -result.weighed.bits, most)


def proposed(result: Reconciliation, most: int, *, inside: bool) -> Positions:
    """Proposed pairs inside one list or between two, the least sure first, at most ``most``."""
    return _first(result, np.flatnonzero(result.proposed & (_inside(result) == inside)), result.weighed.bits, most)


def duplicates(result: Reconciliation) -> int:
    """How many pairs inside one list are proposed."""
    return int((result.proposed & _inside(result)).sum())


def with_entries(result: Reconciliation, positions: Positions) -> list[PairOfEntries]:
    """The pairs at ``positions``, in that order, with reasons and all cells."""
    evidence = result.weighed.evidence
    entries = _entries(result, np.unique(np.concatenate([evidence.left[positions], evidence.right[positions]])))
    found = []
    for position, pair in zip(positions.tolist(), explain(result, positions), strict=True):
        first, second = (entries[int(side[position])] for side in (evidence.left, evidence.right))
        is_turned = (first[0], first[1].cells["rec_id"]) != (pair.left.list_label, pair.left.rec_id)
        left, right = (second[1], first[1]) if is_turned else (first[1], second[1])
        found.append(PairOfEntries(pair, left, right, position))
    return found


def same_entries_elsewhere(result: Reconciliation, positions: Positions) -> dict[int, list[Pair]]:
    """For each position the other pairs, proposed, to be looked at or kept apart, that share an entry with it."""
    evidence = result.weighed.evidence
    shown = np.union1d(np.flatnonzero(result.proposed | result.review), kept_apart(result))
    rows = np.unique(np.concatenate([evidence.left[positions], evidence.right[positions]]))
    near = shown[np.isin(evidence.left[shown], rows) | np.isin(evidence.right[shown], rows)]
    near = shown_order(result, near)
    at_row: dict[int, list[tuple[int, Pair]]] = defaultdict(list)
    for position, pair in zip(near.tolist(), explain(result, near), strict=True):
        at_row[int(evidence.left[position])].append((position, pair))
        at_row[int(evidence.right[position])].append((position, pair))
    return {
        position: [
            pair
            for side in (evidence.left, evidence.right)
            for other, pair in at_row[int(side[position])]
            if other != position
        ]
        for position in positions.tolist()
    }


def reason_words(feature: str, outcome: str) -> tuple[str, str]:
    """A reason in words marked for translation: what was compared, and how it came out.

    Raises:
        KeyError: no such feature, or no such outcome of it.
    """
    heading = further_heading(feature)
    if heading is not None or feature in _FEATURES:
        comparison = further_comparison(heading) if heading is not None else _FEATURES[feature]
        return comparison.words, {level.code: level.words for level in comparison.levels}[outcome]
    if outcome in OTHER_OUTCOMES:
        return OTHER_REASONS[feature], OTHER_OUTCOMES[outcome]
    return OTHER_REASONS[feature], {verdict.value: verdict.label for verdict in Verdict}[outcome]


def _inside(result: Reconciliation) -> npt.NDArray[np.bool_]:
    list_of = result.records.lists
    evidence = result.weighed.evidence
    return np.asarray(list_of[evidence.left] == list_of[evidence.right])


def _first(result: Reconciliation, positions: Positions, key: npt.NDArray[np.float64], most: int) -> Positions:
    """The ``most`` positions of the least key; where keys are equal to a millionth, by the pairs' references."""
    mine = np.round(key[positions], 6)
    if len(positions) > most:
        close = mine <= np.partition(mine, most - 1)[most - 1]
        positions = positions[close]
    ordered = shown_order(result, positions)
    order = np.argsort(np.round(key[ordered], 6), kind="stable")
    return np.asarray(ordered[order][:most])


def _entries(result: Reconciliation, rows: Positions) -> dict[int, tuple[str, Entry]]:
    """Row of the records to the label of its list and the entry."""
    found: dict[int, tuple[str, Entry]] = {}
    numbers, places = (column[rows] for column in (result.records.lists, result.records.entries))
    for number, one in enumerate(result.lists):
        mine = numbers == number
        taken = pa.array(places[mine], pa.int64())
        lines = one.entries.take(taken).to_pylist()
        more = one.unknown.take(taken).to_pylist() if one.unknown.num_columns else [{} for _ in lines]
        names = [_name(line) for line in lines]
        for row, line, unknown, name, latin in zip(
            rows[mine].tolist(), lines, more, names, latin_names(names), strict=True
        ):
            cells = {column: line[column] for column in COLUMNS}
            found[row] = (one.label, Entry(line["row"], cells, unknown, name, latin))
    return found


def _name(line: dict[str, str]) -> str:
    parts = [line[part] for part in ("surname", "given_name", "patronymic") if line[part]]
    return " ".join(parts) or line["full_name"]
