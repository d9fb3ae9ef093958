"""Why a pair is proposed, doubted or kept apart: its weights in words, with both cells as they were written.

The reasons of a pair and the prior of the run add up to its log odds; nothing else went into it. A pair that is
easily taken for one person, but is not, gets a verdict of its own: twins, siblings, parent and child, namesakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.comparisons import ASIDE, BIRTH_DATE, PATRONYMIC, SHOWN, TAG, further_heading
from homeward.reconciliation.further import further_cells
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.parameters import KIN, NAMESAKE, STRANGER, Array
from homeward.reconciliation.records import NONE, Ints
from homeward.reconciliation.terms import Decision, EntryRef, Pair, Reason, Verdict
from homeward.words import _

#: Decimals of a weight: enough that the sum is the log odds to a ten-thousandth of a bit.
DECIMALS = 6

#: Weights smaller than this are no reason.
_NOTHING = 0.5 * 10**-DECIMALS

#: Words for the reasons that are no comparison of two cells.
OTHER_REASONS: dict[str, str] = {
    "lists": _("lists"),
    "relatives": _("relatives and namesakes"),
    "rivals": _("other entries"),
    "third_list": _("a further entry"),
}
OTHER_OUTCOMES: dict[str, str] = {
    "share_more": _("these lists share more persons than lists on average"),
    "share_fewer": _("these lists share fewer persons than lists on average"),
    "one_list": _("inside one list a person seldom stands twice"),
    "could_be": _("might be relatives or namesakes"),
    "fits_better": _("another entry fits as well or better"),
    "none_fits_better": _("no other entry fits as well"),
    "fits_both": _("a further entry fits both"),
    "fits_one": _("a further entry fits only one of the two"),
}

_NAME_CELLS = ("surname", "given_name", "patronymic", "full_name")

#: Pairs made ready at once.
PORTION = 50_000
#: A parent is at least so many years older.
_GENERATION = 14


@dataclass(frozen=True, slots=True)
class ReasonColumn:
    """One reason of many pairs, by columns; shape (pairs,) each.

    Attributes:
        feature: as ``Reason.feature``.
        told: whether the pair has this reason.
        outcome: as ``Reason.outcome``; anything where it is not told.
        left, right: both cells as written, the side of the lesser reference first; "" where no cell was compared.
        weight: bits, rounded.
    """

    feature: str
    told: npt.NDArray[np.bool_]
    outcome: pa.Array
    left: pa.Array
    right: pa.Array
    weight: Array


@dataclass(frozen=True, slots=True)
class PairColumns:
    """Many pairs by columns, the lesser reference of each on the left; shape (pairs,) each.

    ``left`` and ``right`` are rows of the records. ``decision`` and ``verdict`` are codes, "" for no decision.
    """

    positions: Ints
    left: Ints
    right: Ints
    probability: Array
    decision: pa.Array
    verdict: list[Verdict]
    reasons: list[ReasonColumn]


def explain(result: Reconciliation, positions: Sequence[int] | Ints) -> Iterator[Pair]:
    """The pairs at ``positions`` of ``result.weighed``, in that order, with reasons."""
    for columns in pair_columns(result, positions):
        yield from _as_pairs(result, columns)


def pair_columns(result: Reconciliation, positions: Sequence[int] | Ints) -> Iterator[PairColumns]:
    """The same by columns, in portions of at most ``PORTION`` pairs."""
    wanted = np.asarray(positions, dtype=np.int64)
    ranks, probability = reference_ranks(result), result.weighed.probability
    for start in range(0, len(wanted), PORTION):
        some = wanted[start : start + PORTION]
        yield _portion(result, some, ranks, probability[some])


def reference_ranks(result: Reconciliation) -> Ints:
    """The place of each record among all references, in the order of label and entry number; shape (records,).

    Records are numbered in the order of their entry numbers already (``features.make_records``).
    """
    ranks = np.empty(len(result.records), np.int64)
    ranks[np.argsort(result.records.lists, kind="stable")] = np.arange(len(ranks))
    return ranks


def shown_order(result: Reconciliation, positions: Ints) -> Ints:
    """``positions`` ordered by the references of their pairs, the lesser reference of each pair first."""
    ranks = reference_ranks(result)
    evidence = result.weighed.evidence
    left, right = ranks[evidence.left[positions]], ranks[evidence.right[positions]]
    return np.asarray(positions)[np.lexsort((np.maximum(left, right), np.minimum(left, right)))]


def kept_apart(result: Reconciliation) -> Ints:
    """Positions of the pairs that are neither proposed nor to be looked at, because they are relatives or namesakes."""
    kinds = result.weighed.kinds
    apart = (kinds[:, KIN] + kinds[:, NAMESAKE] > 0.5) & ~result.proposed & ~result.review
    return np.flatnonzero(apart)


def cells(result: Reconciliation, rows: Ints, column: str) -> pa.Array:
    """What stands in ``column`` of the entries behind ``rows`` of the records, as written.

    Args:
        result, rows: the entries.
        column: a canonical column, or the feature of a further one.
    """
    heading = further_heading(column)
    numbers, entries = result.records.lists[rows], result.records.entries[rows]
    order = np.argsort(numbers, kind="stable")
    parts = [pa.array([], pa.string())]
    for number, one in enumerate(result.lists):
        written = one.entries[column] if heading is None else further_cells([one], heading)
        whole = written.chunk(0) if written.num_chunks == 1 else written.combine_chunks()
        parts.append(whole.take(pa.array(entries[order][numbers[order] == number])))
    back = np.empty(len(rows), np.int64)
    back[order] = np.arange(len(rows))
    return pa.concat_arrays(parts).take(pa.array(back))


def _as_pairs(result: Reconciliation, columns: PairColumns) -> Iterator[Pair]:
    sides = [references(result, rows) for rows in (columns.left, columns.right)]
    reasons = [
        (one.feature, *(part.to_pylist() for part in (one.outcome, one.left, one.right)), one.weight.tolist(), one.told)
        for one in columns.reasons
    ]
    decisions = columns.decision.to_pylist()
    for i, probability in enumerate(columns.probability.tolist()):
        yield Pair(
            sides[0][i],
            sides[1][i],
            probability,
            Decision(decisions[i]) if decisions[i] else None,
            columns.verdict[i],
            tuple(
                Reason(feature, outcome[i], left[i], right[i], weight[i])
                for feature, outcome, left, right, weight, told in reasons
                if told[i]
            ),
        )


def references(result: Reconciliation, rows: Ints) -> list[EntryRef]:
    """The references of the entries behind ``rows`` of the records."""
    labels = [one.label for one in result.lists]
    numbers = cells(result, rows, "rec_id").to_pylist()
    return [
        EntryRef(labels[number], rec_id) for number, rec_id in zip(result.records.lists[rows], numbers, strict=True)
    ]


def _portion(result: Reconciliation, positions: Ints, ranks: Ints, probability: Array) -> PairColumns:
    weighed, evidence = result.weighed, result.weighed.evidence
    left, right = evidence.left[positions], evidence.right[positions]
    turned = ranks[left] > ranks[right]
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    verdicts = _verdicts(result, positions, probability)
    decision = np.where(
        result.proposed[positions], Decision.MATCH, np.where(result.review[positions], Decision.REVIEW, "")
    )
    reasons = []
    for comparison in evidence.comparisons:
        level = evidence.levels[comparison.feature][positions]
        weight = np.round(weighed.of_features[comparison.feature][positions], DECIMALS)
        codes = pa.array(comparison.codes).take(pa.array(np.maximum(level, 0)))
        shown = SHOWN.get(comparison.feature, comparison.feature)
        one, other = (_shown(result, side, shown) for side in (left, right))
        reasons.append(ReasonColumn(shown, level != ABSENT, codes, one, other, weight))
    inside = result.records.lists[left] == result.records.lists[right]
    nothing = pa.array([""] * len(positions), pa.string())
    for feature, bits in (
        ("lists", weighed.of_lists[positions]),
        ("relatives", weighed.of_relatives[positions]),
        ("rivals", weighed.of_rivals[positions]),
        ("third_list", weighed.of_third_lists[positions]),
    ):
        outcome = pa.array(_outcomes(feature, bits, inside, verdicts), pa.string())
        told = np.abs(bits) > _NOTHING
        reasons.append(ReasonColumn(feature, told, outcome, nothing, nothing, np.round(bits, DECIMALS)))
    return PairColumns(positions, left, right, probability, pa.array(decision.tolist(), pa.string()), verdicts, reasons)


def _shown(result: Reconciliation, rows: Ints, column: str) -> pa.Array:
    if column in (SHOWN[ASIDE.feature], SHOWN[TAG.feature]):  # it may stand in any cell of the name
        parts = (cells(result, rows, part) for part in _NAME_CELLS)
        whole = pc.binary_join_element_wise(*parts, " ")
        return pc.utf8_trim_whitespace(pc.replace_substring_regex(whole, " +", " "))
    found = cells(result, rows, column)
    if column not in _NAME_CELLS:
        return found
    return pc.if_else(pc.equal(found, ""), cells(result, rows, "full_name"), found)


def _outcomes(feature: str, bits: Array, inside: npt.NDArray[np.bool_], verdicts: list[Verdict]) -> list[str]:
    match feature:
        case "lists":
            return [str(code) for code in np.where(inside, "one_list", np.where(bits > 0, "share_more", "share_fewer"))]
        case "relatives":
            likely = (Verdict.SAME, Verdict.STRANGERS)
            return ["could_be" if verdict in likely else verdict.value for verdict in verdicts]
        case "rivals":
            return ["fits_better" if weight < 0 else "none_fits_better" for weight in bits.tolist()]
        case _:
            return ["fits_both" if weight > 0 else "fits_one" for weight in bits.tolist()]


def _verdicts(result: Reconciliation, positions: Ints, probability: Array) -> list[Verdict]:
    """The likeliest kind of each pair, named as closely as its entries allow."""
    evidence, kinds = result.weighed.evidence, result.weighed.kinds[positions]
    kin, namesake, stranger = kinds[:, KIN], kinds[:, NAMESAKE], kinds[:, STRANGER]
    most = np.maximum(kin, namesake)
    found = [
        [Verdict.SAME, Verdict.STRANGERS, Verdict.NAMESAKES, Verdict.RELATIVES][place]
        for place in np.select(
            [probability >= np.maximum(0.5, most), stranger > most, namesake > kin], [0, 1, 2], 3
        ).tolist()
    ]
    related = [place for place, verdict in enumerate(found) if verdict is Verdict.RELATIVES]
    rows = positions[related]
    families = zip(_families(result, evidence.left[rows]), _families(result, evidence.right[rows]), strict=True)
    for place, (one, other) in zip(related, families, strict=True):
        level = {
            comparison.feature: comparison.codes[evidence.levels[comparison.feature][positions[place]]]
            for comparison in (PATRONYMIC, BIRTH_DATE)
            if evidence.levels[comparison.feature][positions[place]] != ABSENT
        }
        found[place] = _kinship(level, one, other)
    return found


@dataclass(frozen=True, slots=True)
class _Family:
    """What tells parent from child: given names and father's names by digest, year of birth (-1 if unknown)."""

    givens: frozenset[int]
    fathers: frozenset[int]
    born: int


def _families(result: Reconciliation, rows: Ints) -> list[_Family]:
    columns, known = result.records.rows, result.records.vocabularies
    return [
        _Family(
            known.given.found_by.of(columns.given[row]),
            known.patronymic.found_by.of(columns.patronymic[row]),
            int(known.birth.year[columns.birth[row]]) if columns.birth[row] != NONE else NONE,
        )
        for row in rows.tolist()
    ]


def _kinship(level: dict[str, str], one: _Family, other: _Family) -> Verdict:
    same_father = level.get("patronymic") in ("same", "sounds_same", "meant", "one_slip")
    if same_father:
        return Verdict.TWINS if level.get("birth_date") == "same_day" else Verdict.SIBLINGS
    for child, parent in ((one, other), (other, one)):
        apart = NONE in (child.born, parent.born) or child.born - parent.born >= _GENERATION
        if child.fathers & parent.givens and apart:
            return Verdict.PARENT_AND_CHILD
    return Verdict.RELATIVES
