"""Tables of this room, read whole or refused whole: columns by name, cells understood, every fault with its place.

What a file is (CSV or XLSX, its encoding and separator) is found out by ``intake.tables``. No cell that could hold a
name is quoted in a fault.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from homeward.errors import Fault, InputRefused
from homeward.intake.faults import FaultLog, quoted
from homeward.intake.tables import gather_table
from homeward.register.dates import PartialDate, parse_edtf
from homeward.remains.tags import Tagged, is_tag

E = TypeVar("E", bound=StrEnum)

_LONGEST = 64


class CellError(ValueError):
    """A cell that cannot be used; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        read: gives the value of a cell, stripped; raises ``CellError``.
        optional: whether the whole column may be missing; its cells are then "".
        told: whether a fault may quote the cell: codes, numbers and dates, never words.
    """

    read: Callable[[str], Any]
    optional: bool = False
    told: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row as values by column; ``line`` is its row in the file."""

    line: int
    of: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.of[column]


#: Finds what is wrong between cells of one row: (column, found, advice).
RowCheck = Callable[[Mapping[str, Any]], Sequence[tuple[str, str, str]]]


def read_rows(path: Path, columns: Mapping[str, Column], key: str = "", check: RowCheck | None = None) -> list[Row]:
    """Rows of the table in ``path``, in its order.

    Args:
        path: CSV or XLSX.
        columns: by heading; other columns of the file are not read.
        key: column whose cells differ from row to row, "" for none.
        check: of whole rows.

    Raises:
        InputRefused: with every fault found.
    """
    needed = {name for name, column in columns.items() if not column.optional}

    def recognised(cells: Sequence[str]) -> int:
        found = {cell.strip().casefold() for cell in cells} & columns.keys()
        return len(found) if len(found) * 2 >= len(needed) else 0

    log = FaultLog(path.name)
    table = gather_table(path, recognised, log)
    log.sheet = table.sheet
    headings = [heading.strip().casefold() for heading in table.headings]
    for name in columns:
        if name not in headings and name in needed:
            log.add(f"The column {name} is missing.", "Add it.", row=table.heading_row)
        elif headings.count(name) > 1:
            log.add("This column stands twice.", "Keep one of the two.", row=table.heading_row, column=name)
    log.refuse_if_any()
    cells = {name: table.columns[headings.index(name)].to_pylist() for name in columns if name in headings}
    rows = []
    seen: dict[str, int] = {}
    for at, line in enumerate(table.rows.to_pylist()):
        before = len(log)
        values = {
            name: _value(column, cells[name][at].strip() if name in cells else "", name, line, log)
            for name, column in columns.items()
        }
        if len(log) > before:
            continue
        if key and seen.setdefault(values[key], line) != line:
            log.add(f"{quoted(values[key])} stands in row {seen[values[key]]}.", "Give it once.", row=line, column=key)
        for column, found, advice in check(values) if check else ():
            log.add(found, advice, row=line, column=column)
        rows.append(Row(line, values))
    log.refuse_if_any()
    return rows


def _value(column: Column, cell: str, name: str, line: int, log: FaultLog) -> Any:
    try:
        return column.read(cell)
    except CellError as error:
        found = "The cell is empty." if not cell else quoted(cell) if column.told else ""
        log.add(found, str(error), row=line, column=name)
        return None


def gathered(readings: Sequence[Callable[[], Any]]) -> list[Any]:
    """What several readings give; the faults of all of them together, if there are any.

    Raises:
        InputRefused: with the faults of every reading that was refused.
    """
    found: list[Any] = []
    faults: list[Fault] = []
    for reading in readings:
        try:
            found.append(reading())
        except InputRefused as refused:
            faults += refused.faults
    if faults:
        raise InputRefused(faults)
    return found


def text(cell: str) -> str:
    """Anything that can be printed on one line."""
    if not cell.isprintable():
        raise CellError("The cell holds line breaks or signs that cannot be printed. Remove them.")
    return cell


def identifier(cell: str) -> str:
    """A number of somebody's own, not empty."""
    if not cell or len(cell) > _LONGEST or not cell.isprintable() or cell[0] in "=+-@" or ";" in cell:
        raise CellError(f"Write a number of 1 to {_LONGEST} characters, the first a letter or a figure, without “;”.")
    return cell


def several(read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Cells of several values with “;” between, each once; "" for none."""

    def read_all(cell: str) -> tuple[Any, ...]:
        found = [read(one.strip()) for one in cell.split(";") if one.strip()]
        if len(set(found)) < len(found):
            raise CellError("A value stands twice in this cell. Write it once.")
        return tuple(found)

    return read_all


def maybe(read: Callable[[str], Any], nothing: Any = "") -> Callable[[str], Any]:
    """A cell that may be empty."""
    return lambda cell: read(cell) if cell else nothing


def tag(of: Tagged) -> Callable[[str], str]:
    """A number of a tag of this kind."""

    def read(cell: str) -> str:
        if not is_tag(of, cell):
            raise CellError(
                f"Write the number as on the tag: {of}-, eight signs, - and one more, which checks the others. "
                "If it has this form, one of its signs is wrong."
            )
        return cell

    return read


def day(cell: str) -> dt.date:
    """A whole date."""
    try:
        if len(cell) != len("2025-06-16"):
            raise ValueError
        return dt.date.fromisoformat(cell)
    except ValueError:
        raise CellError("Write the day as 2025-06-16.") from None


def partial_date(cell: str) -> PartialDate:
    """A date as far as it is known."""
    try:
        return parse_edtf(cell)
    except ValueError:
        raise CellError(
            "Write the date as far as it is known: 2025-06-16, 2025-06, 2025, 2025-06-01/2025-06-09."
        ) from None


def word(words: type[E]) -> Callable[[str], E]:
    """One of the field's words."""

    def read(cell: str) -> E:
        try:
            return words(cell if cell.isupper() and len(cell) == 1 else cell.casefold())
        except ValueError:
            raise CellError(f"Write one of {', '.join(one for one in words if one)}.") from None

    return read


def whole_number(least: int) -> Callable[[str], int]:
    """A whole number of at least ``least``."""

    def read(cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9 or int(cell) < least:
            raise CellError(f"Write a whole number, {least} or more, in figures without spaces.")
        return int(cell)

    return read


def yes_or_no(cell: str) -> bool:
    """``yes`` or ``no``."""
    if cell.casefold() not in ("yes", "no"):
        raise CellError("Write yes or no.")
    return cell.casefold() == "yes"
