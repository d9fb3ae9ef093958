"""The files of a count and of a check: the same input gives the same bytes (docs/reference/remains.md)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.remains.comparisons import Comparison, weighed
from homeward.remains.counting import (
    Counted,
    Difference,
    StageLine,
    counted_once,
    differences,
    stage_lines,
    total_gaps,
    totals,
)
from homeward.remains.identification import Outcome
from homeward.remains.individuals import Least
from homeward.remains.review import Review

DIFFERENCE_COLUMNS = (
    "consignment_id", "stage", "from_side", "to_side", "unit", "kind", "after", "at", "before", "counted", "gap",
)  # fmt: skip


def counts_document(counted: Sequence[Counted]) -> dict[str, Any]:
    """What ``counts.json`` holds."""
    lines = stage_lines(counted)
    return {
        "consignments": [_line(line, counted) for line in lines],
        "totals": [
            {
                "from_side": one.giver, "to_side": one.receiver, "unit": one.count.unit.value,
                "counted_by": one.counter, "total": one.count.number, "consignments": one.consignments, "of": one.of,
            }
            for one in totals(lines)
        ],
        "total_gaps": [
            {
                "from_side": one.giver, "to_side": one.receiver, "unit": one.first_total.unit.value,
                "first": one.first, "first_total": one.first_total.number,
                "other": one.other, "other_total": one.other_total.number, "gap": one.gap,
                "lies_in": [
                    {
                        "consignment_id": line.consignment, "stage": line.stage.isoformat(),
                        "first": line.last[one.first].number, "other": line.last[one.other].number,
                    }
                    for line in one.stages
                ],
            }
            for one in total_gaps(lines)
        ],
        "differences": [_difference(one) for one in differences(counted)],
        "counted_by_one_alone": [
            {"consignment_id": one.consignment, "unit": one.unit.value, "counted_by": next(iter(one.last))}
            for one in counted_once(lines)
        ],
    }  # fmt: skip


def _line(line: StageLine, counted: Sequence[Counted]) -> dict[str, Any]:
    points: dict[str, dict[str, int]] = {}
    for row in counted:
        if row.consignment == line.consignment and row.count.unit is line.unit:
            points.setdefault(row.point.value, {})[row.counter] = row.count.number
    return {
        "consignment_id": line.consignment,
        "stage": line.stage.isoformat(),
        "from_side": line.giver,
        "to_side": line.receiver,
        "unit": line.unit.value,
        "counted": points,
        "last": {who: count.number for who, count in line.last.items()},
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "consignment_id": one.consignment,
        "stage": one.stage.isoformat(),
        "from_side": one.giver,
        "to_side": one.receiver,
        "unit": one.unit.value,
        "kind": one.kind.value,
        "after": one.after.value if one.after else "",
        "at": one.at.value,
        "not_counted_between": [point.value for point in one.uncounted],
        "before": dict(one.before),
        "counted": dict(one.numbers),
        "gap": one.gap,
    }


def write_counts(counted: Sequence[Counted], folder: Path) -> None:
    """Write ``counts.json`` and ``differences.csv`` into an existing folder."""
    document = counts_document(counted)
    _write_json(folder / "counts.json", document)
    order = {(one.consignment, one.unit.value): (one.giver, one.receiver) for one in stage_lines(counted)}
    with (folder / "differences.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(DIFFERENCE_COLUMNS)
        for one in document["differences"]:
            roles = order[one["consignment_id"], one["unit"]]
            said = {name: _said(one[name], roles) for name in ("before", "counted")}
            writer.writerow([str((one | said)[column]) for column in DIFFERENCE_COLUMNS])


def _said(numbers: Mapping[str, int], roles: tuple[str, str]) -> str:
    """``UA:1248;RU:1245``: who gives first, then who receives, then the neutral."""
    first = [who for who in roles if who in numbers]
    return ";".join(f"{who}:{numbers[who]}" for who in [*first, *(who for who in numbers if who not in roles)])


def findings_document(found: Review, comparisons: Iterable[Comparison]) -> dict[str, Any]:
    """What ``findings.json`` holds."""
    counts = found.totals
    names = (
        "containers", "opened", "containers_gone", "parts", "parts_in_cases", "parts_alone", "parts_gone", "cases",
        "cases_gone", "persons",
    )  # fmt: skip
    return {
        "broken": found.broken,
        "totals": {name: getattr(counts, name).number for name in names},
        "refused_events": [
            {"event_id": one.event.id, "kind": one.event.kind.value, "rule": one.rule.value, "text": one.rule.label}
            for one in found.refused
        ],
        "least_individuals": {
            group: {id_: _least(least) for id_, least in numbers.items()} for group, numbers in found.least.items()
        },
        "comparisons": [
            {
                "comparison_id": one.id,
                "prior": _rounded(weight.prior),
                "posterior": _rounded(weight.posterior),
                "chance_hits_at_most": _rounded(weight.chance),
            }
            for one in sorted(comparisons, key=lambda one: one.id)
            if (weight := weighed(one)) is not None
        ],
        "decisions": [
            {
                "decision_id": one.decision.id,
                "on": one.decision.on.isoformat(),
                "case_id": one.decision.case,
                "person_id": one.decision.person,
                "act": one.decision.act.value,
                "before": one.before.value,
                "after": one.after.value,
                "outcomes": [_outcome(outcome) for outcome in one.outcomes],
            }
            for one in found.judged
        ],
        "identifications": [
            {
                "case_id": one.case,
                "person_id": one.person,
                "status": one.status.value,
                "may_go_to_board": one.may_go_to_board,
                "outcomes": [_outcome(outcome) for outcome in one.outcomes],
                "consequences": [
                    {
                        "step": step.step.value,
                        "subject": step.subject,
                        "done_by": step.done_by,
                        "text": step.step.label,
                    }
                    for step in one.consequences
                ],
            }
            for one in found.identifications
        ],
    }


def _rounded(value: float) -> float:
    """Twelve significant digits: what the last ones are may differ between machines."""
    return float(f"{value:.12g}")


def _least(least: Least) -> dict[str, Any]:
    deciding = [
        {"element": element.value, "side": side.value, "zone": zone, "group": group}
        for element, side, zone, group in least.deciding
    ]
    return {"number": least.number, "deciding": deciding}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    reasons = [
        {"key": one.key.value, "values": {name: _plain(value) for name, value in one.values}, "text": one.text()}
        for one in outcome.reasons
    ]
    return {"rule": outcome.rule.value, "holds": outcome.holds, "reasons": reasons}


def _plain(value: str | int) -> str | int:
    return value if isinstance(value, int) else str(value)


def write_findings(found: Review, comparisons: Iterable[Comparison], folder: Path) -> None:
    """Write ``findings.json`` into an existing folder."""
    _write_json(folder / "findings.json", findings_document(found, comparisons))


def _write_json(path: Path, document: dict[str, Any]) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
