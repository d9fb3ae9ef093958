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

from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.comparisons import ASIDE, COMPARISONS, SHOWN, TAG
from homeward.reconciliation.linking import ABSENT
from homeward.reconciliation.parameters import KIN, NAMESAKE, STRANGER
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
}

_NAME_CELLS = ("surname", "given_name", "patronymic", "full_name")
_PORTION = 20_000
#: A parent is at least so many years older.
_GENERATION = 14


def explain(result: Reconciliation, positions: Sequence[int] | npt.NDArray[np.int64]) -> Iterator[Pair]:
    """The pairs at ``positions`` of ``result.weighed``, in that order, with reasons."""
    wanted = np.asarray(positions, dtype=np.int64)
    for start in range(0, len(wanted), _PORTION):
        yield from _portion(result, wanted[start : start + _PORTION])


def shown_order(result: Reconciliation, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """``positions`` ordered by the references of their pairs, the lesser reference of each pair first."""
    refs = _references(result, positions)
    order = sorted(range(len(positions)), key=refs.__getitem__)
    return np.asarray(positions)[order]


def kept_apart(result: Reconciliation) -> npt.NDArray[np.int64]:
    """Positions of the pairs that are neither proposed nor to be looked at, because they are relatives or namesakes."""
    kinds = result.weighed.kinds
    apart = (kinds[:, KIN] + kinds[:, NAMESAKE] > 0.5) & ~result.proposed & ~result.review
    return np.flatnonzero(apart)


def _references(result: Reconciliation, positions: npt.NDArray[np.int64]) -> list[tuple[EntryRef, EntryRef]]:
    evidence = result.weighed.evidence
    left, right = (_refs_of(result, side[positions]) for side in (evidence.left, evidence.right))
    return [(a, b) if a <= b else (b, a) for a, b in zip(left, right, strict=True)]


def _refs_of(result: Reconciliation, rows: npt.NDArray[np.int64]) -> list[EntryRef]:
    numbers = _cells(result, rows, "rec_id")
    lists = result.records["list"].to_numpy()[rows].tolist()
    return [EntryRef(result.lists[number].label, rec_id) for number, rec_id in zip(lists, numbers, strict=True)]


def _cells(result: Reconciliation, rows: npt.NDArray[np.int64], column: str) -> list[str]:
    """What stands in ``column`` of the entries behind ``rows`` of the records, as written."""
    lists = result.records["list"].to_numpy()[rows]
    entries = result.records["entry"].to_numpy()[rows]
    found = np.empty(len(rows), dtype=object)
    for number in np.unique(lists).tolist():
        mine = lists == number
        found[mine] = result.lists[number].entries[column].take(pa.array(entries[mine])).to_pylist()
    return [str(cell) for cell in found]


def _portion(result: Reconciliation, positions: npt.NDArray[np.int64]) -> Iterator[Pair]:
    weighed, evidence = result.weighed, result.weighed.evidence
    rows = (evidence.left[positions], evidence.right[positions])
    refs = [_refs_of(result, side) for side in rows]
    cells = {feature: [_shown(result, side, column) for side in rows] for feature, column in SHOWN.items()}
    levels = {c.feature: evidence.levels[c.feature][positions].tolist() for c in COMPARISONS}
    weights = {c.feature: weighed.of_features[c.feature][positions].tolist() for c in COMPARISONS}
    others = {
        "lists": weighed.of_lists[positions].tolist(),
        "relatives": weighed.of_relatives[positions].tolist(),
        "rivals": weighed.of_rivals[positions].tolist(),
        "third_list": weighed.of_third_lists[positions].tolist(),
    }
    verdicts = _verdicts(result, positions)
    probability = weighed.probability[positions].tolist()
    for i, position in enumerate(positions.tolist()):
        a, b = (0, 1) if refs[0][i] <= refs[1][i] else (1, 0)
        reasons = [
            Reason(
                SHOWN[c.feature],
                c.codes[levels[c.feature][i]],
                cells[c.feature][a][i],
                cells[c.feature][b][i],
                round(weights[c.feature][i], DECIMALS),
            )
            for c in COMPARISONS
            if levels[c.feature][i] != ABSENT
        ]
        inside = refs[0][i].list_label == refs[1][i].list_label
        for feature, column in others.items():
            if abs(column[i]) > _NOTHING:
                outcome = _outcome(feature, column[i], inside, verdicts[i])
                reasons.append(Reason(feature, outcome, "", "", round(column[i], DECIMALS)))
        decision = Decision.MATCH if result.proposed[position] else Decision.REVIEW if result.review[position] else None
        yield Pair(refs[a][i], refs[b][i], probability[i], decision, verdicts[i], tuple(reasons))


def _shown(result: Reconciliation, rows: npt.NDArray[np.int64], column: str) -> list[str]:
    if column in (SHOWN[ASIDE.feature], SHOWN[TAG.feature]):  # it may stand in any cell of the name
        parts = zip(*(_cells(result, rows, part) for part in _NAME_CELLS), strict=True)
        return [" ".join(filter(None, cells)) for cells in parts]
    cells = _cells(result, rows, column)
    if column not in ("surname", "given_name", "patronymic"):
        return cells
    whole = _cells(result, rows, "full_name")
    return [cell or name for cell, name in zip(cells, whole, strict=True)]


def _outcome(feature: str, weight: float, inside: bool, verdict: Verdict) -> str:
    match feature:
        case "lists":
            return "one_list" if inside else "share_more" if weight > 0 else "share_fewer"
        case "relatives":
            return "could_be" if verdict in (Verdict.SAME, Verdict.STRANGERS) else verdict.value
        case "rivals":
            return "fits_better" if weight < 0 else "none_fits_better"
        case _:
            return "fits_both"


def _verdicts(result: Reconciliation, positions: npt.NDArray[np.int64]) -> list[Verdict]:
    """The likeliest kind of each pair, named as closely as its entries allow."""
    evidence, kinds = result.weighed.evidence, result.weighed.kinds[positions]
    probability = result.weighed.probability[positions]
    families = [_families(result, side[positions]) for side in (evidence.left, evidence.right)]
    codes = {c.feature: c.codes for c in COMPARISONS}
    found = []
    for i, position in enumerate(positions.tolist()):
        kin, namesake, stranger = kinds[i, KIN], kinds[i, NAMESAKE], kinds[i, STRANGER]
        if probability[i] >= max(0.5, kin, namesake):
            found.append(Verdict.SAME)
        elif stranger > max(kin, namesake):
            found.append(Verdict.STRANGERS)
        elif namesake > kin:
            found.append(Verdict.NAMESAKES)
        else:
            level = {
                f: codes[f][evidence.levels[f][position]]
                for f in ("patronymic", "birth_date")
                if evidence.levels[f][position] != ABSENT
            }
            found.append(_kinship(level, families[0][i], families[1][i]))
    return found


@dataclass(frozen=True, slots=True)
class _Family:
    """What tells parent from child: given names, father's names, year of birth."""

    givens: frozenset[str]
    fathers: frozenset[str]
    born: int | None


def _families(result: Reconciliation, rows: npt.NDArray[np.int64]) -> list[_Family]:
    columns = (result.records[name].take(pa.array(rows)).to_pylist() for name in ("givens", "fathers", "birth_year"))
    return [
        _Family(frozenset(givens or ()), frozenset(fathers or ()), born)
        for givens, fathers, born in zip(*columns, strict=True)
    ]


def _kinship(level: dict[str, str], one: _Family, other: _Family) -> Verdict:
    same_father = level.get("patronymic") in ("same", "sounds_same", "meant", "one_slip")
    if same_father:
        return Verdict.TWINS if level.get("birth_date") == "same_day" else Verdict.SIBLINGS
    for child, parent in ((one, other), (other, one)):
        apart = child.born is None or parent.born is None or child.born - parent.born >= _GENERATION
        if child.fathers & parent.givens and apart:
            return Verdict.PARENT_AND_CHILD
    return Verdict.RELATIVES
