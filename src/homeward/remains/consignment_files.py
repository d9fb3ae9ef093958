"""Reading CONSIGNMENTS.csv: what was declared and what each counter counted, in one file or in one for each counter.

Columns and rules: docs/reference/remains.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.remains.counting import NEUTRAL, Counted, Point
from homeward.remains.tables import (
    Column,
    Row,
    day,
    gathered,
    identifier,
    read_rows,
    text,
    whole_number,
    word,
)
from homeward.remains.units import COUNTS, Unit

COLUMNS = {
    "consignment_id": Column(identifier),
    "stage": Column(day),
    "from_side": Column(identifier),
    "to_side": Column(identifier),
    "point": Column(word(Point)),
    "counted_by": Column(identifier),
    "unit": Column(word(Unit)),
    "count": Column(whole_number(0)),
    "document": Column(text, optional=True, told=False),
}


def read_counted(paths: Sequence[Path]) -> tuple[Counted, ...]:
    """All rows of all files.

    Raises:
        InputRefused: with every fault of every file; also numbers that two files or rows tell differently.
    """
    tables = gathered([partial(read_rows, path, COLUMNS, check=_row) for path in paths])
    rows = [(path.name, row) for path, table in zip(paths, tables, strict=True) for row in table]
    faults = _between(rows)
    if faults:
        raise InputRefused(faults)
    return tuple(_counted(row) for _file, row in rows)


def _row(row: Any) -> list[tuple[str, str, str]]:
    found = []
    if row["from_side"] == row["to_side"]:
        found.append(("to_side", "is the side it comes from.", "Write the other side."))
    if NEUTRAL in (row["from_side"], row["to_side"]):
        found.append(("from_side", f"{NEUTRAL} gives and takes nothing.", "Write the codes of the two sides."))
    elif row["counted_by"] not in (row["from_side"], row["to_side"], NEUTRAL):
        found.append(("counted_by", "is neither side.", f"Write {row['from_side']}, {row['to_side']} or {NEUTRAL}."))
    if row["point"] is Point.DECLARED and row["counted_by"] == row["to_side"]:
        found.append(("counted_by", "is the receiving side.", "The giving side, or the neutral for it, declares."))
    return found


def _between(rows: Sequence[tuple[str, Row]]) -> list[Fault]:
    """A consignment is one thing of one day in one direction; each counter says one number at a point; two sides."""
    faults = []
    told: dict[str, tuple[Any, ...]] = {}
    counted: dict[tuple[Any, ...], str] = {}
    sides: dict[str, None] = {}
    for file, row in rows:
        sides |= dict.fromkeys((row["from_side"], row["to_side"]))
        of = row["stage"], row["from_side"], row["to_side"]
        if told.setdefault(row["consignment_id"], of) != of:
            found = "has another day or direction in another row."
            faults.append(Fault(file, "", row.line, "consignment_id", found, "Give each consignment one of each."))
        key = tuple(row[name] for name in ("consignment_id", "point", "counted_by", "unit"))
        here = f"{file}, row {row.line}"
        if key in counted:
            found, advice = f"is said in {counted[key]} already.", "Each counter says one number at each point."
            faults.append(Fault(file, "", row.line, "count", found, advice))
        counted.setdefault(key, here)
    if len(sides) > 2:
        found = f"{len(sides)} sides: {', '.join(sorted(sides))}."
        faults.append(Fault(rows[0][0], "", 0, "from_side", found[:60], "Counts are between two sides."))
    return faults


def _counted(row: Row) -> Counted:
    return Counted(
        row["consignment_id"], row["stage"], row["from_side"], row["to_side"], row["point"], row["counted_by"],
        COUNTS[row["unit"]](row["count"]), row["document"],
    )  # fmt: skip
