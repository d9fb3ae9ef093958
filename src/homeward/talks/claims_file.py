"""Reading CLAIMS.csv: public claims, one a row. Columns: ``docs/reference/talks-claims.md``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.progress import Progress, silent
from homeward.talks import rows
from homeward.talks.amounts import Bound
from homeward.talks.claim_terms import Claim
from homeward.talks.directions import direction
from homeward.talks.rows import CellError, Row
from homeward.talks.stages import base_and_basis, period

NEEDED = (
    "claim_id", "said_on", "side", "speaker", "topic", "measure", "quantity", "unit", "bound", "direction",
    "paraphrase", "source",
)  # fmt: skip
#: Columns that a file may have besides: what a coder noted, and the time a figure is about.
OPTIONAL = ("relation", "stage", "up_to")


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """The claims of one file.

    Attributes:
        claims: in the order of the file, which means nothing.
        unknown: headings of columns that are none of ours; they are not read.
        sha256: digest of the file's bytes, hex.
    """

    claims: tuple[Claim, ...]
    unknown: tuple[str, ...]
    sha256: str


def read_claims(path: Path, progress: Progress = silent) -> ClaimsFile:
    """Read public claims.

    Raises:
        InputRefused: with every fault found; nothing is half read.
    """
    found = rows.read_rows(path, _READERS, NEEDED, "claim_id", progress)
    for row in found.rows:
        for column, problem, advice in _faults(row):
            found.log.add(problem, advice, row=row.number, column=column)
    found.log.refuse_if_any()
    return ClaimsFile(tuple(map(_claim, found.rows)), found.unknown, found.sha256)


def _faults(row: Row) -> list[tuple[str, str, str]]:
    """What cannot be in one row, cell held against cell."""
    faults = []
    if row["quantity"] is not None and not row["unit"]:
        faults.append(("unit", "The cell is empty.", "Write what is counted: body, container, person, name, child, …"))
    if row["quantity"] is not None and row["bound"] is Bound.ALL:
        faults.append(("bound", "“all” has no figure.", "Leave the quantity empty, or write how it was qualified."))
    if row["quantity"] is None and row["bound"] not in (None, Bound.ALL):
        faults.append(
            ("quantity", "The cell is empty.", "Write the number that is qualified, or leave the bound empty.")
        )
    if row["stage"] and row["up_to"]:
        faults.append(("up_to", "A stage stands beside it.", "A figure is of one stage or of a total: keep one."))
    return faults


def _claim(row: Row) -> Claim:
    base, basis = base_and_basis(row["measure"])
    return Claim(
        claim_id=row["claim_id"],
        said_on=row["said_on"],
        side=row["side"],
        speaker=row["speaker"],
        topic=row["topic"],
        measure=row["measure"],
        quantity=row["quantity"],
        unit=row["unit"],
        bound=row["bound"] or Bound.EXACTLY,
        direction=direction(row["direction"]),
        paraphrase=row["paraphrase"],
        source=row["source"],
        base=base,
        period=period(basis, row["said_on"], row["paraphrase"], row["stage"], row["up_to"]),
        noted=row["relation"] or "",
    )


def _bound(cell: str) -> Bound | None:
    return rows.word(cell, Bound) if cell else None


def _measure(cell: str) -> str:
    if not base_and_basis(cell)[0]:
        raise CellError("Write what is measured, for example handed_over_stage.")
    return rows.code(cell).casefold()


_READERS: dict[str, Callable[[str], Any]] = {
    "claim_id": rows.code,
    "said_on": rows.day,
    "side": rows.code,
    "speaker": rows.some_text,
    "topic": lambda cell: rows.code(cell).casefold(),
    "measure": _measure,
    "quantity": rows.number_or_none,
    "unit": lambda cell: rows.text(cell).casefold(),
    "bound": _bound,
    "direction": rows.text,
    "paraphrase": rows.some_text,
    "source": rows.some_text,
    "relation": rows.text,
    "stage": rows.day_or_none,
    "up_to": rows.day_or_none,
}
