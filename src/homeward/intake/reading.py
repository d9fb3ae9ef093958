"""A list of persons, from file to ``PersonList``: every cell that has a meaning understood once, or the list refused.

Cells stay as written (outer and doubled spaces apart); what was read from them stands beside. A cell of text that only
says that nothing is known ("невідомо", "н/д", a dash) becomes an empty cell, because that is what it says. Each
distinct value of a column is understood once and the result spread over its rows, so that a million rows cost little
more than the values in them.
"""

from __future__ import annotations

import datetime as dt
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import environ, pathsep
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.errors import Fault, InputRefused
from homeward.intake import layouts, limits
from homeward.intake.cell_columns import Column
from homeward.intake.date_cells import read_birth_dates, read_event_dates
from homeward.intake.faults import FaultLog, Note, quoted
from homeward.intake.headings import NAME_COLUMNS, Assignment
from homeward.intake.layouts import Written, headings_test
from homeward.intake.ranks import read_rank
from homeward.intake.sexes import NOT_A_SEX, read_sex
from homeward.intake.tables import RawTable, gather_table
from homeward.progress import Progress, silent
from homeward.register.entries import COLUMNS, SCHEMA, PersonList
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
NO_NAME_COLUMN: Final = _(
    "No column is said to hold names. Say which column holds the surname, the given name or the full name."
)
UNKNOWN_COLUMN: Final = _("The column is none that is compared. It was kept as it is.")
UNKNOWN_RANK: Final = _("These ranks are not known. They were kept as written.")
EMPTY_ENTRIES: Final = _("Rows with nothing but a number were skipped.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A list that was accepted, and what is worth knowing about how it was read."""

    persons: PersonList
    notes: tuple[Note, ...]
    written: Written


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
    first_of_label: dict[str, Path] = {}
    faults = [
        Fault(path.name, "", 0, "", "", SAME_LABEL)
        for path in paths
        if first_of_label.setdefault(path.stem, path) is not path
    ]
    lists: list[PersonList] = []
    for read in _each_read(list(first_of_label.values()), progress, today):
        if isinstance(read, PersonList):
            lists.append(read)
        else:
            faults.extend(read)
    if faults:
        raise InputRefused(faults)
    return tuple(lists)


Read = PersonList | tuple[Fault, ...]


def _each_read(paths: Sequence[Path], progress: Progress, today: dt.date | None) -> Iterator[Read]:
    """Every list, or its faults; large files are read side by side, each in a process of its own."""
    if len(paths) < 2 or sum(path.stat().st_size for path in paths if path.exists()) < limits.READ_SIDE_BY_SIDE:
        yield from (_read_or_faults(path, today, progress) for path in paths)
        return
    with TemporaryDirectory(prefix="homeward-") as folder:
        answers = [Path(folder) / str(number) for number in range(len(paths))]
        pending = [_reading_apart(path, today, answer) for path, answer in zip(paths, answers, strict=True)]
        try:
            for number, (process, answer) in enumerate(zip(pending, answers, strict=True)):
                progress(_("reading rows"), number, len(paths))
                if process.wait():
                    yield _read_or_faults(paths[number], today, progress)  # here it tells what went wrong
                else:
                    yield pickle.loads(answer.read_bytes())  # written by ourselves a moment ago
        finally:
            for process in pending:
                process.kill()
                process.wait()


def _reading_apart(path: Path, today: dt.date | None, answer: Path) -> Popen[bytes]:
    """Begin to read one list in a process of its own, which leaves what it read in a file."""
    work = "import sys; from homeward.intake.reading import leave_read; leave_read(*sys.argv[1:])"
    day = today.isoformat() if today else ""
    where = environ | {"PYTHONPATH": pathsep.join(sys.path)}
    return Popen([sys.executable, "-c", work, str(path), day, str(answer)], env=where, stderr=DEVNULL)


def leave_read(path: str, today: str, answer: str) -> None:
    """What that process does."""
    read = _read_or_faults(Path(path), dt.date.fromisoformat(today) if today else None)
    Path(answer).write_bytes(pickle.dumps(read, pickle.HIGHEST_PROTOCOL))


def _read_or_faults(path: Path, today: dt.date | None, progress: Progress = silent) -> Read:
    try:
        return read_list(path, progress, today)
    except InputRefused as refused:
        return tuple(refused.faults)


def examine_list(
    path: Path,
    progress: Progress = silent,
    today: dt.date | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    """``read_list`` with the notes on what was unusual but understood, and the lines as they were written.

    Args:
        path, progress, today: as ``read_list``.
        chosen: what each heading means, where a person said it: a canonical column, or "" for one that is kept and
            not compared. Headings that repeat are numbered (``layouts.distinct``); those not named are recognised.
    """
    log = FaultLog(path.name)
    table = gather_table(path, headings_test(chosen or {}), log, progress)
    return read_table_of_persons(table, log, progress, today, chosen or {})


def read_table_of_persons(
    table: RawTable,
    log: FaultLog,
    progress: Progress = silent,
    today: dt.date | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Reading:
    """What ``examine_list`` does with a table that was gathered already.

    Raises:
        InputRefused: as ``read_list``.
    """
    progress(_("understanding cells"), 0, len(table))
    assigned = layouts.assignment(table, chosen or {})
    if not any(name in assigned.position for name in NAME_COLUMNS):
        log.add("", NO_NAME_COLUMN, row=table.heading_row)
        raise InputRefused(log.faults())
    for column, places in assigned.doubled.items():
        for place in places:
            log.add(COLUMNS[column] + ":", DOUBLED_COLUMN, row=table.heading_row, column=table.headings[place])
    _check_letters(table, assigned, log)
    columns = {name: Column.of(table, place, name) for name, place in assigned.position.items()}
    kept = _entries_of(columns, table, assigned.unknown, log)
    columns = {name: column.where(kept) for name, column in columns.items()}
    rows = table.rows.to_numpy()[kept]
    _check_names(columns, rows, log)
    entries = {name: column.strings() for name, column in columns.items()}
    entries["rec_id"] = _entry_numbers(columns.get("rec_id"), rows, log)
    entries |= _understood(columns, table.day_zero, log, today or dt.date.today())
    log.refuse_if_any()
    for place in assigned.unknown:
        log.note(UNKNOWN_COLUMN, column=table.headings[place])
    empty = pa.repeat(pa.scalar("", pa.string()), len(rows))
    arrays = [pa.array(rows, pa.int32()), *(entries.get(field.name, empty) for field in list(SCHEMA)[1:])]
    unknown = pa.table(
        [table.columns[place].filter(pa.array(kept)) for place in assigned.unknown],
        names=layouts.distinct([table.headings[place] for place in assigned.unknown]),
    )
    persons = PersonList(Path(table.file).stem, pa.table(arrays, schema=SCHEMA), unknown, table.sha256)
    progress(_("understanding cells"), len(table), len(table))
    return Reading(persons, tuple(log.notes), Written.of(table, assigned, kept))


def _check_letters(table: RawTable, assigned: Assignment, log: FaultLog) -> None:
    """Cells whose letters were lost on the way, and cells of text files that a spreadsheet would calculate."""
    for name, place in assigned.position.items():
        cells = table.columns[place]
        wrong = [(pc.match_substring(cells, "\ufffd"), LOST_LETTERS)]
        if name in NAME_COLUMNS:
            wrong.append((pc.match_substring_regex(cells, r"^[? ]*\?[? ]*\?[? ]*\?[? ]*$"), LOST_LETTERS))
        if not table.sheet:
            wrong.append((pc.match_substring_regex(cells, r'^\s*=([^"]|$)'), CELL_FORMULA))
        for mask, advice in wrong:
            rows = table.rows.filter(mask).to_pylist()
            for row in rows[: limits.FAULTS_LISTED + 1]:
                log.add("", advice, row=row, column=table.headings[place])
            log.add_more(len(rows[limits.FAULTS_LISTED + 1 :]))


def _entries_of(columns: dict[str, Column], table: RawTable, unknown: tuple[int, ...], log: FaultLog) -> np.ndarray:
    """For each row whether more than an entry number is written in it."""
    filled = np.zeros(len(table), bool)
    for name, column in columns.items():
        if name != "rec_id":
            filled |= column.filled()
    if not filled.all():
        for place in unknown:
            filled |= Column.of(table, place).filled()
    if not filled.all():
        log.note(EMPTY_ENTRIES, count=int(np.count_nonzero(~filled)))
    return filled


def _check_names(columns: dict[str, Column], rows: np.ndarray, log: FaultLog) -> None:
    named = np.zeros(len(rows), bool)
    names = [columns[name] for name in NAME_COLUMNS if name in columns]
    for column in names:
        named |= column.filled(lambda cell: any(map(str.isalpha, cell)))
    nameless = rows[~named].tolist()
    for row in nameless[: limits.FAULTS_LISTED + 1]:
        log.add("", NO_NAME, row=row, column=names[0].heading)
    log.add_more(len(nameless[limits.FAULTS_LISTED + 1 :]))


def _entry_numbers(column: Column | None, rows: np.ndarray, log: FaultLog) -> pa.Array:
    """The entry numbers as written; the rows' own numbers where the list has none."""
    if column is None or not column.filled().any():
        return pa.array(rows, pa.int32()).cast(pa.string())
    wrong = dict.fromkeys(column.repeated(), DOUBLED_ID)
    wrong |= {place: NO_ID for place, value in enumerate(column.values) if not value}
    used = np.bincount(column.index, minlength=len(column.values))
    wrong = {place: advice for place, advice in wrong.items() if used[place]}
    column.report(wrong, log, lambda value: quoted(value) if any(map(str.isdigit, value)) else "")
    return column.strings()


def _understood(columns: dict[str, Column], day_zero: dt.date, log: FaultLog, today: dt.date) -> dict[str, pa.Array]:
    """The values read from sexes, ranks and dates, row by row."""
    read: dict[str, pa.Array] = {}
    if column := columns.get("sex"):
        sexes = [read_sex(value) for value in column.values]
        wrong = {place: NOT_A_SEX for place, sex in enumerate(sexes) if sex is None}
        column.report(wrong, log, lambda value: quoted(value) if len(value) <= 2 else "")
        read["sex_read"] = column.spread([sex or "" for sex in sexes])
    if column := columns.get("rank"):
        ranks = [read_rank(value) if value else None for value in column.values]
        read["rank_read"] = column.spread([rank.value if rank else "" for rank in ranks])
        unknown = sum(1 for value, rank in zip(column.values, ranks, strict=True) if value and rank is None)
        if unknown:
            log.note(UNKNOWN_RANK, column=column.heading, count=unknown)
    if column := columns.get("event_date"):
        read["event_date_read"] = read_event_dates(column, day_zero, today, log)
    if column := columns.get("birth_date"):
        read["birth_date_read"] = read_birth_dates(column, read.get("event_date_read"), day_zero, today, log)
    return read
