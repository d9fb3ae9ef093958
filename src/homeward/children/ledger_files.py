"""``ledger.csv``, ``weeks.csv`` and ``ledger.json``: a list worked through, for programs. No name of anyone stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.children.explain_files import write_json, write_rows
from homeward.children.ledger import Ledger, Standing
from homeward.small_cells import LEAST, Cells, held_back

LINE_COLUMNS = ("entry", "standing", "side", "answer", "answered_on", "evidence", "corrections")
WEEK_COLUMNS = ("day", *(standing.value for standing in Standing))


def write_ledger(found: Ledger, label: str, folder: Path) -> None:
    """Write the three files into an existing folder."""
    write_rows(folder / "ledger.csv", LINE_COLUMNS, _lines(found))
    write_rows(
        folder / "weeks.csv",
        WEEK_COLUMNS,
        (
            (day.isoformat(), *(str(counts[standing]) for standing in Standing))
            for day, counts in zip(found.days, found.counts, strict=True)
        ),
    )
    write_json(folder / "ledger.json", ledger_document(found, label))


def ledger_document(found: Ledger, label: str) -> dict[str, Any]:
    """All of it, as ``ledger.json`` has it."""
    return {
        "format": "children-ledger/1",
        "list": label,
        "unit": "names",
        "sides": list(found.sides),
        "day": found.days[-1].isoformat(),
        "names": len(found.lines),
        "worked_through": found.worked_through,
        "standing": {standing.value: count for standing, count in found.counts[-1].items()},
        "answers": {
            side: {answer.value: count for answer, count in found.answers[side].items()} for side in found.sides
        },
        "corrections": sum(len(line.corrections) for line in found.lines),
        "public": {
            "unit": "names",
            "least": LEAST,
            "weeks": {
                day.isoformat(): {standing.value: counts[standing] for standing in Standing}
                for day, counts in zip(found.days, told_weeks(found, label), strict=True)
            },
        },
    }


def told_weeks(found: Ledger, label: str) -> list[Mapping[Standing, int | None]]:
    """What may be told in public of each day, each in view of the days before: None is held back."""
    told: list[Cells] = []
    for day, counts in zip(found.days, found.counts, strict=True):
        cells = Cells.with_totals(
            ("names",),
            tuple(standing.value for standing in Standing),
            [[counts[standing] for standing in Standing]],
            f"standing of {label}",
            day.isoformat(),
        )
        told.append(held_back(cells, before=told))
    return [dict(zip(Standing, cells.counts[0], strict=True)) for cells in told]


def _lines(found: Ledger) -> Iterable[Sequence[str]]:
    """One row for each side of each name; a side that has not answered has empty cells."""
    for line in found.lines:
        for side in found.sides:
            given = line.last.get(side)
            corrected = sum(one.side == side for one in line.corrections)
            answer = ("", "", "") if given is None else (given.answer.value, given.on.isoformat(), given.evidence)
            yield (line.entry, line.standing.value, side, *answer, str(corrected))
