"""``ledger.csv``, ``weeks.csv`` and ``ledger.json``: a list worked through, for programs. No name is in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from homeward.children.explain_files import write_json, write_rows
from homeward.children.ledger import TOLD_AS, Ledger, Standing, Told
from homeward.small_cells import LEAST, Cells, held_back

LINE_COLUMNS = ("entry", "standing", "side", "answer", "answered_on", "evidence", "corrections")
#: Weeks between two publications.
WEEKS_BETWEEN = 4

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
            "months": {
                day.isoformat(): {one.value: counts[one] for one in Told}
                for day, counts in told_months(found, label).items()
            },
        },
    }


def told_months(found: Ledger, label: str) -> dict[dt.date, Mapping[Told, int | None]]:
    """What may be told in public on the last day and every fourth week before it; None is held back.

    Each is held against those before it, so that no change of a few names shows between two publications.
    """
    told: list[Cells] = []
    days = found.days[::-1][::WEEKS_BETWEEN][::-1]
    for day, counts in zip(found.days, found.counts, strict=True):
        if day not in days:
            continue
        row = [sum(counts[standing] for standing in Standing if TOLD_AS[standing] is one) for one in Told]
        columns = tuple(one.value for one in Told)
        cells = Cells.with_totals(("names",), columns, [row], f"standing of {label}", day.isoformat())
        told.append(held_back(cells, before=told))
    return {day: dict(zip(Told, cells.counts[0], strict=True)) for day, cells in zip(days, told, strict=True)}


def _lines(found: Ledger) -> Iterable[Sequence[str]]:
    """One row for each side of each name; a side that has not answered has empty cells."""
    for line in found.lines:
        for side in found.sides:
            given = line.last.get(side)
            corrected = sum(one.side == side for one in line.corrections)
            answer = ("", "", "") if given is None else (given.answer.value, given.on.isoformat(), given.evidence)
            yield (line.entry, line.standing.value, side, *answer, str(corrected))
