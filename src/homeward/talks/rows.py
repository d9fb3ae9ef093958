"""Tables of this room, read row by row: every cell that cannot be used is a fault with its row and column.

The file is read and guarded by ``intake.tables``; here its cells are understood. A file with one fault is refused
whole. Columns that are none of ours are left unread and named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from homeward.intake.faults import FaultLog, quoted
from homeward.intake.tables import RawTable, gather_table
from homeward.progress import Progress, silent

_Word = TypeVar("_Word", bound=StrEnum)
_LONGEST_CODE, _LONGEST_TEXT = 64, 2000
_MOST = Decimal(10) ** 12


class CellError(ValueError):
    """A cell that cannot be used; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as understood: its number in the file, and its values by column."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        """The value of a column; None where the file has no such column."""
        return self.values.get(column)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one file.

    Attributes:
        rows: those whose every cell could be used; all of them once ``log`` is without faults.
        unknown: headings of columns that were not read.
        sha256: digest of the file's bytes, hex.
        log: the faults found so far; whoever checks further adds to it and calls ``refuse_if_any``.
    """

    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    sha256: str
    log: FaultLog


def read_rows(
    path: Path,
    readers: Mapping[str, Callable[[str], Any]],
    needed: Sequence[str],
    key: str,
    progress: Progress = silent,
) -> Rows:
    """Read a table.

    Args:
        path: a CSV or XLSX file.
        readers: how the cells of each column are understood; they raise ``CellError``.
        needed: the columns that must be there; the others may be missing.
        key: the column whose cells are distinct.
        progress: told of the rows read.

    Raises:
        InputRefused: the file as a whole cannot be read, or lacks a column.
    """
    log = FaultLog(path.name)
    table = gather_table(path, lambda cells: _recognised(cells, readers, key), log, progress)
    log.sheet = table.sheet
    names = [heading.strip().casefold() for heading in table.headings]
    for column in needed:
        if column not in names:
            log.add(f"The column {column} is missing.", "Add it.", row=table.heading_row)
    for name, heading in zip(names, table.headings, strict=True):
        if names.count(name) > 1 and name in readers:
            log.add("This column stands twice.", "Keep one of the two.", row=table.heading_row, column=heading)
    log.refuse_if_any()
    rows = tuple(_rows(table, names, readers, log))
    _check_distinct(rows, key, log)
    unknown = tuple(heading for name, heading in zip(names, table.headings, strict=True) if name not in readers)
    return Rows(rows, unknown, table.sha256, log)


def _recognised(cells: Sequence[str], readers: Mapping[str, object], key: str) -> int:
    found = {cell.strip().casefold() for cell in cells} & set(readers)
    return len(found) if key in found else 0


def _rows(
    table: RawTable, names: Sequence[str], readers: Mapping[str, Callable[[str], Any]], log: FaultLog
) -> Iterator[Row]:
    read = [
        (name, heading, readers[name]) for name, heading in zip(names, table.headings, strict=True) if name in readers
    ]
    columns = [table.columns[names.index(name)].to_pylist() for name, _heading, _reader in read]
    for number, cells in zip(table.rows.to_pylist(), zip(*columns, strict=True), strict=True):
        values: dict[str, Any] = {}
        for (name, heading, reader), cell in zip(read, cells, strict=True):
            try:
                values[name] = reader(cell.strip())
            except CellError as error:
                found = quoted(cell) if cell.strip() else "The cell is empty."
                log.add(found, str(error), row=number, column=heading)
        if len(values) == len(read):
            yield Row(number, values)


def _check_distinct(rows: Sequence[Row], key: str, log: FaultLog) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row[key] in first:
            found = f"{quoted(row[key])} stands in row {first[row[key]]} already."
            log.add(found, "Give each row an id of its own.", row=row.number, column=key)
        first.setdefault(row[key], row.number)


def code(cell: str) -> str:
    """An id or a code: printable, without spaces at its ends, no formula."""
    if not cell or len(cell) > _LONGEST_CODE or not cell.isprintable() or cell[0] in "=+-@" or ";" in cell:
        raise CellError(f"Write 1 to {_LONGEST_CODE} characters without “;”, the first a letter or a figure.")
    return cell


def text(cell: str) -> str:
    """Any words on one line; may be empty."""
    if not cell.isprintable() or len(cell) > _LONGEST_TEXT:
        raise CellError(f"Write at most {_LONGEST_TEXT} characters on one line.")
    return cell


def some_text(cell: str) -> str:
    """Words on one line; not empty."""
    if not cell:
        raise CellError("Write it: nothing is taken without it.")
    return text(cell)


def day(cell: str) -> dt.date:
    """A day as year-month-day."""
    try:
        if len(cell) != 10:
            raise ValueError
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise CellError("Write the day as year-month-day, for example 2025-06-02.") from None


def day_or_none(cell: str) -> dt.date | None:
    """A day, or nothing."""
    return day(cell) if cell else None


def number_or_none(cell: str) -> Decimal | None:
    """A number of 0 or more with a decimal point, without signs that set thousands apart; or nothing."""
    if not cell:
        return None
    try:
        number = Decimal(cell) if cell.replace(".", "", 1).isdecimal() else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number > _MOST:
        raise CellError("Write a number of 0 or more in figures alone, for example 1212 or 0.2, or leave it empty.")
    return number


def count(cell: str) -> int:
    """A whole number of 0 or more."""
    number = number_or_none(cell)
    if number is None or number != number.to_integral_value():
        raise CellError("Write a whole number of 0 or more, for example 1212.")
    return int(number)


def word(cell: str, words: type[_Word], stand_in: _Word | None = None) -> _Word:
    """A word of an enum, in any case; an empty cell gives the stand-in where there is one."""
    if not cell and stand_in is not None:
        return stand_in
    try:
        return words(cell.casefold())
    except ValueError:
        raise CellError(f"Write one of {', '.join(words)}.") from None


def codes(cell: str) -> tuple[str, ...]:
    """Codes with ``;`` between them, in the order of the file, each once; may be empty."""
    return tuple(dict.fromkeys(code(part.strip()) for part in cell.split(";") if part.strip()))


def some_codes(cell: str) -> tuple[str, ...]:
    """One code or more."""
    found = codes(cell)
    if not found:
        raise CellError("Write at least one code; several with “;” between them.")
    return found
