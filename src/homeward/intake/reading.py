"""A list of persons, from file to ``PersonList``: every cell that has a meaning understood once, or the list refused.

Cells stay as written (outer and doubled spaces apart); what was read from them stands beside. A cell of text that only
says that nothing is known ("невідомо", "н/д", a dash) becomes an empty cell, because that is what it says. Each
distinct value of a column is understood once and the result spread over its rows, so that a million rows cost little
more than the values in them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from homeward.errors import Fault, InputRefused
from homeward.intake.cell_columns import Column, spread
from homeward.intake.date_cells import read_birth_dates, read_event_dates
from homeward.intake.faults import FaultLog, Note, quoted
from homeward.intake.headings import assign, count_person_headings
from homeward.intake.ranks import read_rank
from homeward.intake.sexes import NOT_A_SEX, read_sex
from homeward.intake.tables import RawTable, gather_table
from homeward.progress import Progress, silent
from homeward.register.entries import COLUMNS, READ_COLUMNS, SCHEMA, PersonList
from homeward.words import _

DOUBLED_COLUMN: Final = _("Two columns mean the same. Leave one of them, or give the other a heading of its own.")
NO_NAME: Final = _("The row names nobody. Write a surname, a given name or a full name, or delete the row.")
DOUBLED_ID: Final = _("This entry number stands in more than one row. Give every row a number of its own.")
NO_ID: Final = _("The entry number is missing here, though other rows have one. Number every row, or none.")
LOST_LETTERS: Final = _(
    "Letters of this cell were lost on the way. Save the list as CSV UTF-8 or XLSX from its source."
)
CELL_FORMULA: Final = _("The cell begins like a formula. Write what is meant as plain text.")
SAME_LABEL: Final = _("Two lists have the same file name. Give each list a name of its own.")
UNKNOWN_COLUMN: Final = _("The column is none that is compared. It was kept as it is.")
UNKNOWN_RANK: Final = _("These ranks are not known. They were kept as written.")
EMPTY_ENTRIES: Final = _("Rows with nothing but a number were skipped.")
_NAMES: Final = ("surname", "given_name", "full_name")


@dataclass(frozen=True, slots=True)
class Reading:
    """A list that was accepted, and what is worth knowing about how it was read."""

    persons: PersonList
    notes: tuple[Note, ...]


def read_list(path: Path, progress: Progress = silent, today: dt.date | None = None) -> PersonList:
    """Read one list of persons, CSV or XLSX.

    Args:
        path: the file; its name without ending becomes the label of the list.
        progress: told of the rows read.
        today: the day after which no date may lie; the day it is, unless given.

    Raises:
        InputRefused: anything in the file is wrong; the first ``limits.FAULTS_LISTED`` faults are listed, the rest
            counted in a last one. Nothing of the list is kept.
    """
    return examine_list(path, progress, today).persons


def read_lists(
    paths: Sequence[Path], progress: Progress = silent, today: dt.date | None = None
) -> tuple[PersonList, ...]:
    """Read several lists; the faults of all files are gathered before any is refused.

    Raises:
        InputRefused: as ``read_list``, or two files would have one label.
    """
    lists: list[PersonList] = []
    faults: list[Fault] = []
    labels: set[str] = set()
    for path in paths:
        if path.stem in labels:
            faults.append(Fault(path.name, "", 0, "", "", SAME_LABEL))
            continue
        labels.add(path.stem)
        try:
            lists.append(read_list(path, progress, today))
        except InputRefused as refused:
            faults.extend(refused.faults)
    if faults:
        raise InputRefused(faults)
    return tuple(lists)


def examine_list(path: Path, progress: Progress = silent, today: dt.date | None = None) -> Reading:
    """``read_list`` with the notes on what was unusual but understood."""
    log = FaultLog(path.name)
    table = gather_table(path, count_person_headings, log, progress)
    progress(_("understanding cells"), 0, len(table))
    assigned = assign(table.headings)
    for column, places in assigned.doubled.items():
        for place in places:
            log.add(COLUMNS[column] + ":", DOUBLED_COLUMN, row=table.heading_row, column=table.headings[place])
    rows = table.rows.to_numpy()
    columns = {name: Column.of(table.columns[place], name) for name, place in assigned.position.items()}
    headings = {name: table.headings[place] for name, place in assigned.position.items()}
    columns, rows, kept = _without_empty_rows(columns, rows, table, assigned.unknown, log)
    _check_letters(columns, headings, rows, log, is_text=not table.sheet)
    _check_names(columns, headings, rows, log)
    entries = {name: column.strings() for name, column in columns.items()}
    entries["rec_id"] = _entry_numbers(columns.get("rec_id"), headings.get("rec_id", ""), rows, log)
    entries |= _understood(columns, headings, rows, table, log, today or dt.date.today())
    log.refuse_if_any()
    empty = spread(pa.array([""]), np.zeros(len(rows), np.int32))
    arrays = [pa.array(rows, pa.int32()), *(entries.get(field.name, empty) for field in list(SCHEMA)[1:])]
    for place in assigned.unknown:
        log.note(UNKNOWN_COLUMN, column=table.headings[place])
    unknown = pa.table(
        [table.columns[place].filter(kept) for place in assigned.unknown],
        names=_distinct_names([table.headings[place] for place in assigned.unknown]),
    )
    persons = PersonList(path.stem, pa.table(arrays, schema=SCHEMA), unknown, table.sha256)
    progress(_("understanding cells"), len(table), len(table))
    return Reading(persons, tuple(log.notes))


def _without_empty_rows(
    columns: dict[str, Column], rows: np.ndarray, table: RawTable, unknown: tuple[int, ...], log: FaultLog
) -> tuple[dict[str, Column], np.ndarray, pa.Array]:
    """Rows in which nothing but the entry number is written are no entries."""
    filled = np.zeros(len(rows), bool)
    for name, column in columns.items():
        if name != "rec_id":
            filled |= column.filled()
    if not filled.all():
        for place in unknown:
            filled |= Column.of(table.columns[place], "").filled()
    if filled.all():
        return columns, rows, pa.array(filled)
    log.note(EMPTY_ENTRIES, count=int((~filled).sum()))
    return {name: column.where(filled) for name, column in columns.items()}, rows[filled], pa.array(filled)


def _check_letters(
    columns: dict[str, Column], headings: dict[str, str], rows: np.ndarray, log: FaultLog, *, is_text: bool
) -> None:
    for name, column in columns.items():
        log_cells = [(column.places(lambda cell: "\ufffd" in cell), LOST_LETTERS)]
        if name in _NAMES:
            log_cells.append((column.places(lambda cell: len(cell) > 2 and not cell.strip("? ")), LOST_LETTERS))
        if is_text:
            log_cells.append((column.places(lambda cell: cell.startswith("=")), CELL_FORMULA))
        for places, advice in log_cells:
            log.add_rows(rows[places], "", advice, column=headings[name])


def _check_names(columns: dict[str, Column], headings: dict[str, str], rows: np.ndarray, log: FaultLog) -> None:
    named = np.zeros(len(rows), bool)
    for name in _NAMES:
        if name in columns:
            named |= columns[name].filled(lambda cell: any(map(str.isalpha, cell)))
    heading = next((headings[name] for name in _NAMES if name in headings), "")
    log.add_rows(rows[~named], "", NO_NAME, column=heading)


def _entry_numbers(column: Column | None, heading: str, rows: np.ndarray, log: FaultLog) -> pa.Array:
    """The entry numbers as written; the rows' own numbers where the list has none."""
    if column is None or not column.filled().any():
        return pa.array(rows, pa.int32()).cast(pa.string())
    log.add_rows(rows[~column.filled()], "", NO_ID, column=heading)
    for value, places in column.repeated():
        shown = quoted(value) if any(map(str.isdigit, value)) else ""
        log.add_rows(rows[places], shown, DOUBLED_ID, column=heading)
    return column.strings()


def _understood(
    columns: dict[str, Column],
    headings: dict[str, str],
    rows: np.ndarray,
    table: RawTable,
    log: FaultLog,
    today: dt.date,
) -> dict[str, pa.Array]:
    read: dict[str, pa.Array] = {}
    if column := columns.get("sex"):
        sexes = [read_sex(value) for value in column.values]
        for value, sex in zip(column.values, sexes, strict=True):
            if sex is None:
                shown = quoted(value) if len(value) <= 2 else ""
                log.add_rows(rows[column.where_is(value)], shown, NOT_A_SEX, column=headings["sex"])
        read["sex_read"] = column.mapped([sex or "" for sex in sexes])
    if column := columns.get("rank"):
        ranks = [read_rank(value) if value else None for value in column.values]
        read["rank_read"] = column.mapped([rank.value if rank else "" for rank in ranks])
        unknown = sum(1 for value, rank in zip(column.values, ranks, strict=True) if value and rank is None)
        if unknown:
            log.note(UNKNOWN_RANK, column=headings["rank"], count=unknown)
    events = None
    if column := columns.get("event_date"):
        events = read_event_dates(column, headings["event_date"], rows, table.day_zero, today, log)
        read["event_date_read"] = events
    if column := columns.get("birth_date"):
        read["birth_date_read"] = read_birth_dates(
            column, headings["birth_date"], rows, table.day_zero, today, events, log
        )
    assert set(read) <= {f"{name}_read" for name in READ_COLUMNS}
    return read


def _distinct_names(headings: Sequence[str]) -> list[str]:
    """Headings with a number behind those that repeat an earlier one."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return names
