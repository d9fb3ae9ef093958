"""Reading ACTS.csv: what was signed, one act a row. Columns: ``docs/reference/talks-claims.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.progress import Progress, silent
from homeward.talks import rows
from homeward.talks.claim_terms import Act
from homeward.talks.directions import Spread, direction
from homeward.talks.rows import CellError, Row
from homeward.talks.stages import base_and_basis

NEEDED = ("act_id", "topic", "measure", "stage", "quantity", "unit", "direction", "signed_by")
#: The number of the stage in its series: only where 1, 2, 3 … stand without a gap is a total fully documented.
OPTIONAL = ("number",)


@dataclass(frozen=True, slots=True)
class ActsFile:
    """The acts of one file, in its order, which means nothing; headings not read; digest of its bytes."""

    acts: tuple[Act, ...]
    unknown: tuple[str, ...]
    sha256: str


def read_acts(path: Path, progress: Progress = silent) -> ActsFile:
    """Read signed acts.

    Raises:
        InputRefused: with every fault found; nothing is half read.
    """
    found = rows.read_rows(path, _READERS, NEEDED, "act_id", progress)
    found.log.refuse_if_any()
    return ActsFile(tuple(map(_act, found.rows)), found.unknown, found.sha256)


def _act(row: Row) -> Act:
    return Act(
        act_id=row["act_id"],
        topic=row["topic"],
        base=base_and_basis(row["measure"])[0],
        day=row["stage"],
        quantity=row["quantity"],
        unit=row["unit"],
        direction=direction(row["direction"]),
        signed_by=row["signed_by"],
        number=row["number"],
    )


def _one_way(cell: str) -> str:
    if direction(cell).spread in (Spread.EACH_WAY, Spread.TOGETHER):
        raise CellError("Write one way, for example A→B: an act counts what went one way.")
    return rows.text(cell)


def _number(cell: str) -> int | None:
    if not cell:
        return None
    number = rows.count(cell)
    if number < 1:
        raise CellError("Write the number of the stage, from 1, or leave it empty.")
    return number


def _unit(cell: str) -> str:
    return rows.some_text(cell).casefold()


_READERS: dict[str, Callable[[str], Any]] = {
    "act_id": rows.code,
    "topic": lambda cell: rows.code(cell).casefold(),
    "measure": lambda cell: rows.code(cell).casefold(),
    "stage": rows.day,
    "quantity": rows.count,
    "unit": _unit,
    "direction": _one_way,
    "signed_by": rows.some_codes,
    "number": _number,
}
