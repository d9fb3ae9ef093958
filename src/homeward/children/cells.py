"""Tables handed to this room (CSV or XLSX): rows of understood cells, or the file refused with every fault.

The file is read and guarded by ``intake.tables``. No cell that may hold a name is quoted in a fault.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from homeward.intake.faults import FaultLog, quoted
from homeward.intake.tables import any_headings, gather_table
from homeward.progress import Progress, silent

#: Understands one cell; raises ``CellError`` with what to write.
Reader = Callable[[str], Any]
#: Row in the file, and its cells by column.
Row = tuple[int, dict[str, Any]]

_CODE = re.compile(r"(?![_-])[\w-]{1,64}")


class CellError(ValueError):
    """A cell that cannot be used; the message says what to write."""


def read_rows(
    path: Path, readers: Mapping[str, Reader], optional: Sequence[str] = (), progress: Progress = silent
) -> tuple[list[Row], FaultLog]:
    """Read a table whose first row heads columns with the names of ``readers``, in any order.

    Rows with a fault are left out of what is returned; their faults wait in the log, for the caller to add its own and
    to refuse.

    Raises:
        InputRefused: the file cannot be read as a table, or a column is missing or stands twice.
    """
    log = FaultLog(path.name)
    table = gather_table(path, any_headings, log, progress)
    log.sheet = table.sheet
    headings = [heading.strip().casefold() for heading in table.headings]
    for column in readers:
        if headings.count(column) > 1:
            log.add(f"The column {column} stands twice.", "Keep one of the two.", row=table.heading_row, column=column)
        elif column not in headings and column not in optional:
            log.add(f"The column {column} is missing.", "Add it.", row=table.heading_row)
    log.refuse_if_any()
    columns = {name: table.columns[headings.index(name)].to_pylist() for name in readers if name in headings}
    rows: list[Row] = []
    for place, number in enumerate(table.rows.to_pylist()):
        before = len(log)
        cells = {name: _understood(columns[name][place].strip(), name, readers[name], number, log) for name in columns}
        if len(log) == before:
            rows.append((number, cells))
    return rows, log


def _understood(cell: str, name: str, read: Reader, row: int, log: FaultLog) -> Any:
    try:
        return read(cell)
    except CellError as error:
        log.add("The cell is empty." if not cell else "", str(error), row=row, column=name)
        return None


def code(cell: str) -> str:
    """A code: up to 64 letters, digits, "-" or "_"."""
    if not _CODE.fullmatch(cell):
        raise CellError("Write a code of 1 to 64 letters, digits, “-” or “_”.")
    return cell


def reference(cell: str) -> str:
    """A number of an entry or the label of a list, as it is written there."""
    if not cell or len(cell) > 128 or not cell.isprintable():
        raise CellError("Write it as it stands in the list.")
    return cell


def text(cell: str) -> str:
    """Any text on one line."""
    if not cell.isprintable() or len(cell) > 300:
        raise CellError("Write at most 300 characters on one line.")
    return cell


def day(cell: str) -> dt.date:
    """A whole date."""
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise CellError("Write the day as year-month-day, such as 2025-06-02.") from None


def one_of(words: type[StrEnum]) -> Reader:
    """One of the words of an enum."""

    def read(cell: str) -> StrEnum:
        try:
            return words(cell.casefold())
        except ValueError:
            raise CellError(f"{quoted(cell)} is not known here. Write one of {', '.join(words)}.") from None

    return read
