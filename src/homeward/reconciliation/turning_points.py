"""What would change the verdict: which single fact would settle a pair that a person must look at, and how.

For each thing compared that is empty on a side, or in doubt, every outcome is put in its place and the pair weighed
again by the same model, its relatives and third entries with it: does it then reach the probability at which pairs
are proposed, or fall below the one at which they are shown? What rivals take stands as it is, for it does not hang on
the pair's own cells (``rivals``). A rival pair is a fact too: the pair is weighed as if that one were rejected.

What is empty comes before what is in doubt, and of each what settles the pair most probably: by the chance that the
answer, as far as it can be foretold from everything else the two entries say, is one of the outcomes that do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.comparing import Reconciliation
from homeward.reconciliation.comparisons import SHOWN, Comparison
from homeward.reconciliation.explaining import references
from homeward.reconciliation.frequencies import name_frequencies
from homeward.reconciliation.levels import ABSENT
from homeward.reconciliation.parameters import Array
from homeward.reconciliation.records import NONE, Ints, Records
from homeward.reconciliation.rival_pairs import RivalPairs
from homeward.reconciliation.supposing import suppose
from homeward.reconciliation.terms import EntryRef

#: Outcomes that leave nothing in doubt.
_CERTAIN = frozenset({"same", "sounds_same", "same_day"})
#: A fact that would settle a pair more seldom than this is not worth asking for, and an outcome less likely than this
#: not worth telling.
_WORTH = 0.02
_LIKELY = 0.01
_PORTION = 1_000

#: The feature of a fact that is about another pair, and its outcome.
RIVAL, REJECTED = "rivals", "rejected"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A single fact that would settle a pair.

    Attributes:
        feature: the column that is compared; ``RIVAL`` for another pair.
        now: the outcome as it stands, "" where nothing is compared.
        lacking: the entries in which it is empty, the lesser first.
        rival: the two entries of the other pair, the lesser first; () for a column.
        proposed_if: outcomes with which the pair would be proposed, the likeliest first.
        apart_if: outcomes with which it would no longer be shown, the likeliest first.
        settles: how probably the fact, once known, is one of these; nan for a rival.
    """

    feature: str
    now: str
    lacking: tuple[EntryRef, ...]
    rival: tuple[EntryRef, ...]
    proposed_if: tuple[str, ...]
    apart_if: tuple[str, ...]
    settles: float


def turning_points(
    result: Reconciliation,
    positions: Sequence[int] | Ints,
    frequencies: Mapping[str, Array] | None = None,
) -> list[tuple[TurningPoint, ...]]:
    """The facts that would settle each of the pairs at ``positions`` of ``result.weighed``, the most telling first.

    Args:
        result: a reconciliation.
        positions: of pairs that a person must look at; any others have none.
        frequencies: per part of a name and record the share of people who bear the name, (records,); counted over
            the lists where not given.
    """
    shares = frequencies or {
        c.feature: name_frequencies(result.records, c.feature) for c in result.records.comparisons if c.by_frequency
    }
    rivals = RivalPairs(result)
    wanted = np.asarray(positions, dtype=np.int64)
    review = wanted[result.review[wanted]]
    found: dict[int, tuple[TurningPoint, ...]] = {}
    for start in range(0, len(review), _PORTION):
        some = review[start : start + _PORTION]
        for position, facts in zip(some.tolist(), _facts(result, some, shares), strict=True):
            found[position] = (*_of_rivals(result, position, rivals), *facts)
    return [found.get(position, ()) for position in wanted.tolist()]


def _facts(
    result: Reconciliation, positions: Ints, frequencies: Mapping[str, Array]
) -> Iterator[tuple[TurningPoint, ...]]:
    supposed = suppose(result, positions, frequencies)
    probability = 1.0 / (1.0 + np.exp2(-supposed.bits))
    refused = result.weighed.probability[positions] >= result.match  # a cluster stands against it, no fact of its own
    up = (probability >= result.match) & ~refused[supposed.row]
    down = probability < result.least
    lacking = _lacking(result, positions)
    per_pair = sum(len(c.levels) for c in result.records.comparisons)
    for row, position in enumerate(positions.tolist()):
        found = []
        begin = row * per_pair
        for comparison in result.records.comparisons:
            span = slice(begin, begin + len(comparison.levels))
            begin = span.stop
            now = int(result.weighed.evidence.levels[comparison.feature][position])
            if now != ABSENT and comparison.codes[now] in _CERTAIN:
                continue
            fact = _fact(comparison, now, up[span], down[span], supposed.chance[span])
            if fact is not None:
                proposed_if, apart_if, settles = fact
                column = SHOWN.get(comparison.feature, comparison.feature)
                code = "" if now == ABSENT else comparison.codes[now]
                found.append(
                    TurningPoint(column, code, lacking[row].get(column, ()), (), proposed_if, apart_if, settles)
                )
        yield tuple(sorted(found, key=lambda fact: (bool(fact.now), -round(fact.settles, 9))))


def _fact(
    comparison: Comparison, now: int, up: npt.NDArray[np.bool_], down: npt.NDArray[np.bool_], chance: Array
) -> tuple[tuple[str, ...], tuple[str, ...], float] | None:
    """Outcomes that settle the pair, and how probably one of them comes out; None where it is not worth asking."""
    share = np.round(chance / chance.sum(), 9)
    order = sorted(range(len(share)), key=lambda place: (-share[place], place))
    told = [place for place in order if place != now and share[place] >= _LIKELY and (up[place] or down[place])]
    settles = float(share[told].sum())
    if settles < _WORTH:
        return None
    codes = comparison.codes
    return tuple(codes[i] for i in told if up[i]), tuple(codes[i] for i in told if down[i]), settles


def _lacking(result: Reconciliation, positions: Ints) -> list[dict[str, tuple[EntryRef, ...]]]:
    """For each pair and column the entries that say nothing there."""
    evidence = result.weighed.evidence
    found: list[dict[str, list[EntryRef]]] = [{} for _ in positions]
    for side in (evidence.left[positions], evidence.right[positions]):
        refs = references(result, side)
        for column, filled in _filled(result.records, side).items():
            for row in np.flatnonzero(~filled).tolist():
                found[row].setdefault(column, []).append(refs[row])
    return [{column: tuple(sorted(refs)) for column, refs in one.items()} for one in found]


def _filled(records: Records, of: Ints) -> dict[str, npt.NDArray[np.bool_]]:
    """Per column whether each of the records says anything there."""
    rows, surnames = records.rows, records.vocabularies.surname
    family = rows.surname[of]
    return {
        "surname": (family != NONE) & (np.append(surnames.name, 0)[family] != 0),
        "given_name": rows.given[of] != NONE,
        "patronymic": rows.patronymic[of] != NONE,
        "sex": rows.sex[of] != 0,
        "birth_date": rows.birth[of] != NONE,
        "birth_place": rows.birth_place[of] != NONE,
        "last_seen_place": rows.seen_place[of] != NONE,
        "event_date": rows.event[of] != NONE,
        "unit": rows.unit[of] != NONE,
        "rank": rows.rank[of] != 0,
    }


def _of_rivals(result: Reconciliation, position: int, rivals: RivalPairs) -> Iterator[TurningPoint]:
    """Pairs that share an entry with this one, and whose rejection alone would let it be proposed."""
    for rival in rivals.that_decide(position):
        evidence = result.weighed.evidence
        one, other = references(result, np.array([evidence.left[rival], evidence.right[rival]]))
        pair = (one, other) if one <= other else (other, one)
        yield TurningPoint(RIVAL, "fits_better", (), pair, (REJECTED,), (), float("nan"))


def kept(point: TurningPoint) -> dict[str, Any]:
    """A turning point as JSON, for keeping and for programs; an entry is its list and its number there."""
    return {
        "feature": point.feature,
        "now": point.now,
        "lacking": [[ref.list_label, ref.rec_id] for ref in point.lacking],
        "rival": [[ref.list_label, ref.rec_id] for ref in point.rival],
        "proposed_if": list(point.proposed_if),
        "apart_if": list(point.apart_if),
        "settles": None if isnan(point.settles) else round(point.settles, 6),
    }


def from_kept(told: Mapping[str, Any]) -> TurningPoint:
    """The turning point that ``kept`` told."""
    return TurningPoint(
        told["feature"],
        told["now"],
        tuple(EntryRef(*ref) for ref in told["lacking"]),
        tuple(EntryRef(*ref) for ref in told["rival"]),
        tuple(told["proposed_if"]),
        tuple(told["apart_if"]),
        nan if told["settles"] is None else told["settles"],
    )
