"""``gates.json`` and ``gates.csv``: how the gates of each case stand, for programs. No name of anyone is in them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.children.explain_files import write_json, write_rows
from homeward.children.gates import Readiness
from homeward.children.guardians import examine
from homeward.children.reasons import Reason
from homeward.children.terms import Gate, GateState
from homeward.small_cells import LEAST, Cells, held_back
from homeward.words import Language

GATE_COLUMNS = ("case", "home", "gate", "state", "missing", "sources")


def write_gates(
    found: Sequence[Readiness], sides: tuple[str, str], day: dt.date, folder: Path, language: Language
) -> None:
    """Write both files into an existing folder; ``gates.csv`` says what is missing in ``language``."""
    write_json(folder / "gates.json", gates_document(found, sides, day))
    write_rows(folder / "gates.csv", GATE_COLUMNS, _rows(found, language))


def gate_counts(found: Iterable[Readiness]) -> dict[Gate, dict[GateState, int]]:
    """Cases by gate and state; cases that are none for travel are not among them."""
    counts = Counter((one.gate, one.state) for case in found if not case.outside for one in case.gates)
    return {gate: {state: counts[gate, state] for state in GateState} for gate in Gate}


def gates_document(found: Sequence[Readiness], sides: tuple[str, str], day: dt.date) -> dict[str, Any]:
    """All of it, as ``gates.json`` has it."""
    return {
        "format": "children-gates/1",
        "day": day.isoformat(),
        "sides": list(sides),
        "unit": "cases",
        "cases": len(found),
        "may_travel": sum(one.may_travel for one in found),
        "outside": sum(bool(one.outside) for one in found),
        "gates": {
            gate.value: {state.value: count for state, count in states.items()}
            for gate, states in gate_counts(found).items()
        },
        "public": public_gates(found),
        "case": [_case(one, day) for one in found],
    }


def public_gates(found: Sequence[Readiness]) -> dict[str, Any]:
    """Cases by the number of gates open, as it may be told in public."""
    inside = [one for one in found if not one.outside]
    counts = Counter(sum(gate.state is GateState.OPEN for gate in one.gates) for one in inside)
    columns = [str(number) for number in range(len(Gate) + 1)]
    cells = Cells.with_totals(["cases"], columns, [[counts[int(column)] for column in columns]])
    shown = held_back(cells)
    return {
        "unit": "cases",
        "least": LEAST,
        "by_gates_open": dict(zip(columns, shown.counts[0], strict=True)),
        "cases": shown.total,
    }


def _case(found: Readiness, day: dt.date) -> Mapping[str, Any]:
    return {
        "case": found.case.case_id,
        "home": found.case.home,
        "may_travel": found.may_travel,
        "outside": [_reason(one) for one in found.outside],
        "gates": {
            one.gate.value: {"state": one.state.value, "missing": [_reason(missing) for missing in one.missing]}
            for one in found.gates
        },
        "claims": {
            one.claim_id: {"proposed": one.proposal.value, "reasons": [_reason(why) for why in one.reasons]}
            for one in examine(found.case)
        },
        "urgent": [
            {
                "measure": one.measure.value,
                "since": one.since.isoformat(),
                "review": one.review.isoformat(),
                "review_is_due": one.review <= day,
            }
            for one in found.case.urgent
        ],
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"key": one.key.value, "source": one.source, "values": dict(one.values)}


def _rows(found: Iterable[Readiness], language: Language) -> Iterable[Sequence[str]]:
    for case in found:
        for one in case.gates:
            missing = "; ".join(why.text(language) for why in one.missing)
            sources = "; ".join(dict.fromkeys(why.source_text(language) for why in one.missing))
            yield case.case.case_id, case.case.home, one.gate.value, one.state.value, missing, sources
