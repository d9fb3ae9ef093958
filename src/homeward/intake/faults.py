"""Faults and notes gathered while one file is read.

A *fault* refuses the file; a *note* tells what was done with something unusual in a file that is accepted. Faults
are all counted, and the first of them (by row) listed; no cell that may hold a name is ever quoted.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from homeward.errors import Fault, InputRefused
from homeward.intake import limits
from homeward.words import _

MORE_FAULTS = _("more faults, from this row on, are not listed. Mend those listed and hand the list in again.")


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something worth knowing about a file that was accepted.

    Attributes:
        file, sheet: where; sheet is "" for text files.
        row: first row concerned, 0 when the note is about the file or a column.
        column: heading as written, or "".
        text: what was done, a marked sentence.
        count: how many cells, rows or columns it concerns.
    """

    file: str
    sheet: str
    row: int
    column: str
    text: str
    count: int = 1


def quoted(text: str, at_most: int = 60) -> str:
    """``text`` on one line in quotation marks, cut to what a fault may show."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= at_most else line[: at_most - 1] + '…'}”"


class FaultLog:
    """All faults and notes of one file while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.sheet = ""
        self.notes: list[Note] = []
        self._faults: list[Fault] = []
        self._count = 0
        self._all_counted = True

    def __len__(self) -> int:
        return self._count

    def add(self, found: str, advice: str, *, row: int = 0, column: str = "") -> None:
        """Keep one fault, unless a thousand earlier ones are kept; count it in any case."""
        self._count += 1
        if len(self._faults) > limits.FAULTS_LISTED and row > self._faults[-1].row:
            return
        bisect.insort(self._faults, Fault(self.file, self.sheet, row, column, found, advice))
        del self._faults[limits.FAULTS_LISTED + 1 :]

    def add_more(self, count: int, *, at_least: bool = False) -> None:
        """Count faults that stand too far down to be listed; ``at_least`` when there may be more than these."""
        self._count += count
        self._all_counted &= not at_least

    def note(self, text: str, *, row: int = 0, column: str = "", count: int = 1) -> None:
        """Keep one note."""
        self.notes.append(Note(self.file, self.sheet, row, column, text, count))

    def take_over(self, other: FaultLog) -> None:
        """Go on from what another reading of the same file found instead of what this one did."""
        self.sheet, self.notes, self._faults = other.sheet, other.notes, other._faults
        self._count, self._all_counted = other._count, other._all_counted

    def faults(self) -> tuple[Fault, ...]:
        """The faults to show: all, or those of the first rows and one that counts the rest."""
        if self._count <= limits.FAULTS_LISTED:
            return tuple(self._faults)
        first_unlisted = self._faults[limits.FAULTS_LISTED]
        listed = [fault for fault in self._faults[: limits.FAULTS_LISTED] if fault.row < first_unlisted.row]
        listed = listed or self._faults[: limits.FAULTS_LISTED]
        rest = str(self._count - len(listed)) + ("" if self._all_counted else "+")
        return (*listed, Fault(self.file, first_unlisted.sheet, first_unlisted.row, "", rest, MORE_FAULTS))

    def refuse_if_any(self) -> None:
        """Raise ``InputRefused`` when at least one fault was kept."""
        if self._count:
            raise InputRefused(self.faults())

    def refuse(self, found: str, advice: str, *, row: int = 0) -> InputRefused:
        """The refusal to raise when nothing after this fault can be read."""
        self.add(found, advice, row=row)
        return InputRefused(self.faults())
