"""What the sides decided on pairs of entries: a pair is settled when both have said the same of it.

DECISIONS.csv is that of the exchange's example round: ``left_list, left_id, right_list, right_id, side, decision,
decided_on``; ``decision`` is ``same``, ``different`` or ``unsure``. Of several decisions of one side on one pair the
last counts. Nothing else joins two entries: what reconciliation proposes and nobody decided stays unclear.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward.children.cells import code, day, one_of, read_rows, reference
from homeward.reconciliation.terms import EntryRef
from homeward.register.terms import Verdict

READERS = {
    "left_list": reference,
    "left_id": reference,
    "right_list": reference,
    "right_id": reference,
    "side": code,
    "decision": one_of(Verdict),
    "decided_on": day,
}

PairOfRefs = tuple[EntryRef, EntryRef]


@dataclass(frozen=True, slots=True)
class Decision:
    """What one side said of a pair of entries, the lesser reference first, on a day."""

    pair: PairOfRefs
    side: str
    verdict: Verdict
    on: dt.date


@dataclass(frozen=True, slots=True)
class Decided:
    """What both sides have said of pairs of entries.

    Args:
        same, different: pairs of which both sides said so.
        open: pairs of which only one has, on which they differ, or which both cannot tell.
    """

    same: frozenset[PairOfRefs] = frozenset()
    different: frozenset[PairOfRefs] = frozenset()
    open: frozenset[PairOfRefs] = frozenset()


def read_decisions(path: Path, known: Mapping[str, frozenset[str]]) -> tuple[Decision, ...]:
    """Read the decisions on entries of the lists ``known`` (label to entry numbers).

    Raises:
        InputRefused: with every fault: an entry or list that is not there, more than two sides, two decisions of one
            side on one pair and day, a cell that cannot be understood.
    """
    rows, log = read_rows(path, READERS)
    found: list[Decision] = []
    first_of_side: dict[str, int] = {}
    first_of_pair: dict[tuple[PairOfRefs, str, dt.date], int] = {}
    for number, cells in rows:
        left, right = (EntryRef(cells[f"{end}_list"], cells[f"{end}_id"]) for end in ("left", "right"))
        for end, ref in (("left", left), ("right", right)):
            if ref.list_label not in known:
                advice = f"Write {' or '.join(sorted(known))}."
                log.add("No list of this name is given.", advice, row=number, column=f"{end}_list")
            elif ref.rec_id not in known[ref.list_label]:
                advice = f"Write the number of an entry of {ref.list_label}."
                log.add("No entry has this number.", advice, row=number, column=f"{end}_id")
        if left == right:
            log.add("An entry is compared with itself.", "Name two entries.", row=number)
        one = Decision(min((left, right), (right, left)), cells["side"], cells["decision"], cells["decided_on"])
        first_of_side.setdefault(one.side, number)
        earlier = first_of_pair.setdefault((one.pair, one.side, one.on), number)
        if earlier != number:
            log.add(f"This side decides on this pair and day in row {earlier} already.", "Keep one row.", row=number)
        found.append(one)
    for side in sorted(first_of_side, key=lambda side: first_of_side[side])[2:]:
        log.add("A third side decides here.", "Keep the two sides'.", row=first_of_side[side], column="side")
    log.refuse_if_any()
    return tuple(found)


def decided(decisions: Iterable[Decision]) -> Decided:
    """Lay what each side last said of each pair side by side."""
    last: dict[PairOfRefs, dict[str, Verdict]] = defaultdict(dict)
    for one in sorted(decisions, key=lambda one: one.on):
        last[one.pair][one.side] = one.verdict
    agreed: dict[Verdict, set[PairOfRefs]] = defaultdict(set)
    for pair, said in last.items():
        verdicts = {*said.values()}
        agreed[verdicts.pop() if len(said) == 2 and len(verdicts) == 1 else Verdict.UNSURE].add(pair)
    return Decided(*(frozenset(agreed[verdict]) for verdict in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)))
