"""Any table handed in as CSV or XLSX, as text by columns: guarded, nothing understood yet, nothing half read.

``read_table`` is for whoever knows the headings to expect (``headings.headings_among``); lists of persons are read by
``reading``, which adds the faults of single cells to those found here before it refuses.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from homeward.cells_out import unguarded
from homeward.errors import InputRefused
from homeward.intake import delimited, encodings, limits, packages, workbooks
from homeward.intake.faults import FaultLog
from homeward.intake.key_rows import is_key_row
from homeward.intake.sheet_scans import SheetScan
from homeward.progress import Progress, silent
from homeward.words import _

#: Day 0 of the day numbers in a workbook: 1900 counting (with its leap year that never was), or 1904 counting.
DAY_ZERO: Final = dt.date(1899, 12, 30)
DAY_ZERO_1904: Final = dt.date(1904, 1, 1)

#: How many of the cells of a row are headings; 0 when the row is no row of headings.
HeadingTest = Callable[[Sequence[str]], int]

_CHUNK: Final = 20_000

#: They stand in no text (Unicode 23.7) or cannot be kept.
_NO_CHARACTERS: Final = "[\\x{0}\\x{FFFE}\\x{FFFF}]"

NO_HEADINGS: Final = _(
    "No row of headings was recognised. Give each column a heading in the first row, "
    "for example: surname, given name, patronymic, date of birth."
)
NO_ROWS: Final = _("There is not a single row under the headings.")
RAGGED: Final = _(
    "The row has another number of cells than the row of headings. "
    "A cell that holds a separator or a line break must stand between quotation marks."
)
TOO_MANY_COLUMNS: Final = _("The table has more columns than a list can have. Delete those that do not belong to it.")
TOO_MANY_ROWS: Final = _("The table has more rows than one list may have. Hand it in in parts.")
TOO_LONG: Final = _("This many characters stand in the cell, more than a cell may hold. Shorten it.")
NO_TEXT: Final = _("A character that belongs to no text stands in this cell. Write the cell anew.")
SKIPPED_EMPTY: Final = _("Empty rows were skipped.")
SKIPPED_HEADINGS: Final = _("Rows that repeat the headings or number the columns were skipped.")


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as written.

    Attributes:
        file: name of the file without folders.
        sheet: name of the sheet, "" for a text file.
        headings: one per column, as written; ``(D)`` for a column D that has cells but no heading.
        rows: for each line its row in the file as a spreadsheet shows it, int32.
        columns: the cells as text, one array of strings per heading, no nulls.
        sha256: digest of the file, hex.
        day_zero: day 0 of bare day numbers in date columns.
        heading_row: row of the headings in the file.
        keys: one per heading (``key_rows``), where the table has a row of them.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: pa.ChunkedArray
    columns: tuple[pa.ChunkedArray, ...]
    sha256: str
    day_zero: dt.date = DAY_ZERO
    heading_row: int = 1
    keys: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)


def any_headings(cells: Sequence[str]) -> int:
    """The test for tables whose headings are not known: the first row that is not empty heads the table."""
    return sum(bool(cell.strip()) for cell in cells)


def read_table(path: Path, recognise: HeadingTest = any_headings, progress: Progress = silent) -> RawTable:
    """Read the table in ``path``.

    Args:
        path: a CSV or XLSX file; told apart by content, not by name.
        recognise: tells the row of headings, which may stand below rows of titles.
        progress: told of the rows read.

    Raises:
        InputRefused: the file or any of its rows cannot be read; every fault found is listed.
    """
    log = FaultLog(path.name)
    table = gather_table(path, recognise, log, progress)
    log.refuse_if_any()
    return table


def gather_table(path: Path, recognise: HeadingTest, log: FaultLog, progress: Progress = silent) -> RawTable:
    """Read the table in ``path``, leaving the faults of rows and cells in ``log`` without raising.

    Raises:
        InputRefused: the file as a whole cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as trouble:
        raise log.refuse(trouble.strerror or "", _("The file cannot be opened. Check its name and place.")) from None
    if packages.is_package_or_ole(head):
        return _from_workbook(path, recognise, log, progress)
    if head.startswith((b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")):
        raise log.refuse("", packages.NOT_A_WORKBOOK)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")):
        raise log.refuse("", packages.NOT_A_WORKBOOK)
    return _from_text(path, recognise, log, progress)


def _from_text(path: Path, recognise: HeadingTest, log: FaultLog, progress: Progress) -> RawTable:
    text = encodings.recognise(path, log)
    file, separator = delimited.open_text(path, text.encoding)
    file.close()
    separator = separator or _likeliest_separator(path, text.encoding, recognise)
    found = find_headings(delimited.sample_rows(path, text.encoding, separator), recognise)
    rows = delimited.read_rows(path, text.encoding, separator, log)
    if found is None:
        for _row in rows:  # quotation marks that do not pair may be why
            pass
        raise log.refuse("", NO_HEADINGS)
    numbered = ((number, row) for number, row in enumerate(rows, start=1) if number > found.last_row)
    return _build(found, numbered, log, text.sha256, "", DAY_ZERO, progress)


def _likeliest_separator(path: Path, encoding: str, recognise: HeadingTest) -> str:
    """The separator under which most headings are recognised, then fewest rows differ in length from them."""

    def fitness(separator: str) -> tuple[int, int, int]:
        rows = delimited.sample_rows(path, encoding, separator)
        found = find_headings(rows, recognise)
        if found is None:
            return 0, 0, 0
        ragged = sum(_is_ragged(row, found) for row in rows[found.last_row :])
        return len(found.keys) or recognise(found.cells), -ragged, -delimited.SEPARATORS.index(separator)

    return max(delimited.SEPARATORS, key=fitness)


def _from_workbook(path: Path, recognise: HeadingTest, log: FaultLog, progress: Progress) -> RawTable:
    progress(_("checking the workbook"))
    package = packages.inspect(path, log)
    sheet, found = workbooks.choose_sheet(path, log, lambda rows: find_headings(rows, recognise), NO_HEADINGS)
    log.sheet = sheet.name
    scan = package.sheets.get(sheet.name, SheetScan())
    workbooks.report_formulas(scan, found, log)
    numbered = workbooks.rows_below(sheet, found.last_row, found.width, log)
    day_zero = DAY_ZERO_1904 if package.counts_from_1904 else DAY_ZERO
    return _build(found, numbered, log, package.sha256, sheet.name, day_zero, progress)


def find_headings(rows: Sequence[Sequence[str]], recognise: HeadingTest) -> workbooks.Headings | None:
    """The first row of headings among ``rows``, which begin with row 1.

    A row of keys (``key_rows``) is what it says, and the row below it has the headings.
    A second row under a recognised one that holds nothing but headings too (``name`` over ``surname | given name``)
    is joined to it: the lower heading counts where there is one.
    """
    for index, row in enumerate(rows[: limits.ROWS_ABOVE_TABLE]):
        below = [cell.strip() for cell in rows[index + 1]] if index + 1 < len(rows) else []
        if is_key_row(row) and any(below):
            keys = tuple(row[: len(below)]) + ("",) * (len(below) - len(row))
            return workbooks.Headings(tuple(map(unguarded, below)), index + 2, index + 2, keys)
        if not recognise(row):
            continue
        cells, last_row = [cell.strip() for cell in row], index + 1
        filled = [cell for cell in below if cell]
        if recognise is not any_headings and len(filled) > 1 and recognise(below) == len(filled):
            joined = [lower or upper for lower, upper in itertools.zip_longest(below, cells, fillvalue="")]
            if recognise(joined) > recognise(cells):
                cells, last_row = joined, index + 2
        return workbooks.Headings(tuple(cells), index + 1, last_row)
    return None


def _build(
    found: workbooks.Headings,
    numbered: Iterator[tuple[int, list[str]]],
    log: FaultLog,
    sha256: str,
    sheet: str,
    day_zero: dt.date,
    progress: Progress,
) -> RawTable:
    """Gather rows into columns; whole rows that are wrong become faults, cells stay as they are."""
    width = found.width
    if found.least_width > limits.COLUMNS:
        raise log.refuse(str(found.least_width), TOO_MANY_COLUMNS)
    chunks: list[list[pa.Array]] = [[] for _column in range(width)]
    numbers: list[pa.Array] = []
    kept: list[list[str]] = []
    kept_numbers: list[int] = []
    empty = repeated = done = 0
    headings = list(found.cells)

    def flush() -> None:
        nonlocal done
        if not kept:
            return
        for index, cells in enumerate(zip(*kept, strict=True)):
            chunks[index].append(pa.array(cells, pa.string()))
        numbers.append(pa.array(kept_numbers, pa.int32()))
        done += len(kept)
        kept.clear()
        kept_numbers.clear()
        progress(_("reading rows"), done)

    for number, row in numbered:
        if not any(row):
            empty += 1
            continue
        if len(row) != width:
            if _is_ragged(row, found):
                log.add(f"{len(row)} ≠ {width}", RAGGED, row=number)
                continue
            row[width:] = [""] * (width - len(row))
        if (row[0] == headings[0] and row == headings) or (
            not found.keys and number <= found.last_row + 2 and _is_numbering(row)
        ):
            repeated += 1
            continue
        kept.append(row)
        kept_numbers.append(number)
        if len(kept) == _CHUNK:
            flush()
            if done > limits.ROWS:
                raise log.refuse(str(done), TOO_MANY_ROWS)
    flush()
    if empty:
        log.note(SKIPPED_EMPTY, count=empty)
    if repeated:
        log.note(SKIPPED_HEADINGS, count=repeated)
    if not done:
        if not len(log):
            log.add("", NO_ROWS, row=found.last_row)
        raise InputRefused(log.faults())
    columns = tuple(pa.chunked_array(chunk, pa.string()) for chunk in chunks)
    rows = pa.chunked_array(numbers, pa.int32())
    filled = [index for index, heading in enumerate(headings) if heading or _has_cells(columns[index])]
    named = tuple(headings[index].replace("\0", "") or f"({workbooks.column_letters(index + 1)})" for index in filled)
    table = RawTable(
        log.file,
        sheet,
        named,
        rows,
        tuple(columns[index] for index in filled),
        sha256,
        day_zero,
        found.row,
        tuple(found.keys[index] for index in filled) if found.keys else (),
    )
    _check_cells(table, log)
    return table


def _is_ragged(row: Sequence[str], found: workbooks.Headings) -> bool:
    """Whether a row that is not empty lacks cells under headings or has filled ones beside the table."""
    if not any(row):
        return False
    return len(row) < found.least_width or any(cell.strip() for cell in row[found.width :])


def _is_numbering(row: Sequence[str]) -> bool:
    """Whether the row only numbers the columns, as printed forms do under their headings."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _has_cells(column: pa.ChunkedArray) -> bool:
    return bool(pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py())


def _check_cells(table: RawTable, log: FaultLog) -> None:
    most = limits.CELL_CHARACTERS + bool(table.keys)  # what was written here may have an apostrophe before it
    for heading, column in zip(table.headings, table.columns, strict=True):
        for row in table.rows.filter(pc.match_substring_regex(column, _NO_CHARACTERS)).to_pylist():
            log.add("", NO_TEXT, row=row, column=heading)
        lengths = pc.utf8_length(column)
        if (pc.max(lengths).as_py() or 0) > most:
            too_long = pc.greater(lengths, most)
            for row, length in zip(table.rows.filter(too_long), lengths.filter(too_long), strict=True):
                log.add(str(length.as_py()), TOO_LONG, row=row.as_py(), column=heading)
