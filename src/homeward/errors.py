"""Everything that Homeward refuses or fails at, as one tree.

    HomewardError
    ├── InputRefused        what was handed in cannot be used: every fault listed, nothing stored (exit code 2)
    └── OwnFailure          the fault is ours, not the user's (exit code 3)

The ``try`` that a front door writes::

    try:
        room.do_the_work(...)
    except InputRefused as refusal:
        for fault in refusal.faults: show(fault)

No message carries a name of anyone concerned: a fault quotes the cell it speaks of only where the cell is a date,
a code or a heading, and says where the cell stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class HomewardError(Exception):
    """The root: catch it to catch all that Homeward raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with what was handed in: where, what was found, what to write instead.

    Args:
        file: name of the file without folders.
        sheet: name of the sheet in a workbook, else "".
        row: row as the person sees it, the heading being row 1; 0 when the fault is the file's.
        column: heading of the column as written, else "".
        found: what stands there, cut to 60 characters, without personal names.
        advice: what to write or do, one sentence.
    """

    file: str
    sheet: str
    row: int
    column: str
    found: str
    advice: str

    def __str__(self) -> str:
        where = [self.file]
        if self.sheet:
            where.append(f"sheet {self.sheet}")
        if self.row:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {' '.join(filter(None, (self.found, self.advice)))}"


class InputRefused(HomewardError):
    """What was handed in cannot be used. Refused whole; nothing of it is kept.

    Attributes:
        faults: everything wrong that could be found in one reading, in the order file, sheet, row, column.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        if not faults:
            raise ValueError("a refusal names at least one fault")
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class OwnFailure(HomewardError):
    """Something that should hold inside Homeward does not: ours to mend, said in one sentence."""
