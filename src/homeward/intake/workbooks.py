"""XLSX sheets: which one holds the table, its cells as text, merged cells, formulas.

Only what ``packages`` has looked through is opened here. Values come typed and are written as text a person could have
written: whole numbers without a point, dates as year-month-day, times of day only where there is one.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from homeward.intake import limits
from homeward.intake.faults import FaultLog
from homeward.intake.packages import BROKEN_WORKBOOK
from homeward.intake.sheet_scans import SheetScan
from homeward.words import _

FORMULA: Final = _("A formula stands here. Copy the column and paste it as values, so that the list says what it says.")
ERROR_VALUE: Final = _("The cell shows an error of the spreadsheet. Write what is meant, or leave it empty.")
SEVERAL_LISTS: Final = _("More than one sheet holds a list. Hand in each list as a workbook of its own.")
HIDDEN_LIST: Final = _("The list stands in a hidden sheet. Show the sheet and save the workbook again.")
HIDDEN_SHEET: Final = _("A hidden sheet was not read.")
OTHER_SHEETS: Final = _("Other sheets, which hold no list, were not read.")
SECTION_TITLES: Final = _("Titles between the rows, written over merged cells, were skipped.")
FILLED_MERGED: Final = _("Cells merged over several rows were read as standing in each of these rows.")
EMPTY_WORKBOOK: Final = _("The workbook has no filled cell.")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where a table begins.

    Attributes:
        cells: the headings as written, one per column, "" for a column without; at least one is written.
        row: row of the headings; ``last_row`` is the row below it when the headings take two rows.
        keys: as many as headings (``key_rows``), where a row of keys stands above them.
    """

    cells: tuple[str, ...]
    row: int
    last_row: int
    keys: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.cells)

    @property
    def least_width(self) -> int:
        """How many cells a row must have: up to the last column with a heading."""
        return max(number for number, cell in enumerate(self.cells, start=1) if cell)


def column_letters(column: int) -> str:
    """The letters a spreadsheet shows for a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def choose_sheet(
    path: Path, log: FaultLog, find: Callable[[list[list[str]]], Headings | None], no_headings: str
) -> tuple[CalamineSheet, Headings]:
    """The one sheet in which ``find`` sees headings.

    Raises:
        InputRefused: no sheet has them, only a hidden one has, or several have.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        visible = {sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible}
        candidates: list[tuple[CalamineSheet, Headings]] = []
        any_cell = False
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            any_cell = True
            head = [row for _number, row in itertools.islice(_text_rows(sheet), limits.ROWS_ABOVE_TABLE + 1)]
            if (found := find(head)) is not None:
                candidates.append((sheet, found))
    except CalamineError:
        raise log.refuse("", BROKEN_WORKBOOK) from None
    if not any_cell:
        raise log.refuse("", EMPTY_WORKBOOK)
    if any(found.keys for _sheet, found in candidates):  # written here: its other sheets only speak of the list
        candidates = [(sheet, found) for sheet, found in candidates if found.keys]
    shown = [(sheet, found) for sheet, found in candidates if sheet.name in visible]
    for sheet, found in shown[1:]:
        log.sheet = sheet.name
        log.add("", SEVERAL_LISTS, row=found.row)
    log.refuse_if_any()
    if not shown:
        log.sheet = candidates[0][0].name if candidates else ""
        raise log.refuse("", HIDDEN_LIST if candidates else no_headings)
    for name in book.sheet_names if not shown[0][1].keys else ():
        log.sheet = name
        if name not in visible:
            log.note(HIDDEN_SHEET)
        elif name != shown[0][0].name:
            log.note(OTHER_SHEETS)
    return shown[0]


def report_formulas(scan: SheetScan, found: Headings, log: FaultLog) -> None:
    """Add a fault for every formula and error value among the headings and cells of the table."""
    for places, advice in ((scan.formulas, FORMULA), (scan.errors, ERROR_VALUE)):
        for row, column in places:
            if row >= found.row and column <= found.width:
                heading = found.cells[column - 1] or f"({column_letters(column)})"
                log.add(f"{column_letters(column)}{row}:", advice, row=row, column=heading)


def rows_below(sheet: CalamineSheet, row: int, width: int, log: FaultLog) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row below ``row``, each at least ``width`` cells long; merged cells resolved."""
    merges = _Merges(sheet.merged_cell_ranges or [], width)
    for number, cells in _text_rows(sheet):
        if number <= row:
            continue
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        if not merges.at(number, cells):
            yield number, cells
    if merges.titles:
        log.note(SECTION_TITLES, count=merges.titles)
    if merges.filled:
        log.note(FILLED_MERGED, count=merges.filled)


def _text_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    start = sheet.start
    before = [""] * (start[1] if start else 0)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, before + [cell if type(cell) is str else _as_text(cell) for cell in row]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


class _Merges:
    """Merged ranges met while walking down a sheet."""

    def __init__(self, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], width: int) -> None:
        self.titles = self.filled = 0
        self._width = width
        self._starting: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for (top, left), (bottom, right) in ranges:
            if left < width:
                self._starting[top + 1].append((left, bottom + 1, right))
        self._open: list[tuple[int, int, str]] = []

    def at(self, number: int, cells: list[str]) -> bool:
        """Fill ``cells`` from merged cells above; tell whether the row is a title written over merged cells."""
        if not self._starting and not self._open:
            return False
        self._open = [(column, bottom, text) for column, bottom, text in self._open if bottom >= number]
        for column, _bottom, text in self._open:
            if not cells[column] and any(cells):
                cells[column] = text
                self.filled += 1
        for left, bottom, right in self._starting.pop(number, ()):
            span = min(right, self._width - 1) - left + 1
            if span > 1 and 2 * span > self._width and sum(map(bool, cells)) == 1 and cells[left]:
                self.titles += 1
                return True
            if left == right and bottom > number and cells[left]:
                self._open.append((left, bottom, cells[left]))
        return False
