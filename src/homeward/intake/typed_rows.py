"""One row typed in by hand, read cell by cell as a row of a list is.

A list with a fault is refused whole, because nobody may guess what a side meant. A row that is being typed is not
handed in: a cell that is not understood yet is told and left out, and the others are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from homeward.errors import Fault, InputRefused
from homeward.intake.faults import FaultLog
from homeward.intake.limits import CELL_CHARACTERS
from homeward.intake.reading import Reading, read_table_of_persons
from homeward.intake.tables import RawTable
from homeward.register.entries import COLUMNS, READ_COLUMNS, PersonList

#: What can be typed: what is compared. An entry's number and a note on health are not.
TYPED: Final = tuple(column for column in COLUMNS if column not in ("rec_id", "health_note"))
_ROW: Final = 1


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row that was typed.

    Attributes:
        persons: a list of this one entry; None while nothing in it is a name.
        faults: cells that are not understood, by their canonical column; each is left out.
        read: canonical column to what was read in it, for dates, sex and rank.
    """

    persons: PersonList | None
    faults: tuple[Fault, ...]
    read: Mapping[str, str]


def read_typed_row(label: str, cells: Mapping[str, str], today: dt.date | None = None) -> TypedRow:
    """Read a row.

    Args:
        label: what the row is called, as a list of its own.
        cells: canonical column to text as typed; other columns are not looked at.
        today: the day after which no date may lie; the day it is, unless given.
    """
    typed = {column: _as_text(cells.get(column, "")) for column in TYPED}
    faults: dict[Fault, None] = {}
    while any(typed.values()):
        try:
            persons = _read(label, typed, today).persons
        except InputRefused as refused:
            wrong = {fault.column for fault in refused.faults if typed.get(fault.column)}
            faults |= dict.fromkeys(refused.faults)
            if not wrong:
                break
            typed |= dict.fromkeys(wrong, "")
            continue
        if not len(persons):
            break
        entry = persons.entries.to_pylist()[0]
        read = {column: entry[f"{column}_read"] for column in READ_COLUMNS if entry[f"{column}_read"]}
        return TypedRow(persons, tuple(sorted(faults)), read)
    return TypedRow(None, tuple(sorted(faults)), {})


def _as_text(typed: str) -> str:
    """What was typed, without halves of characters, which programs may send and nobody can type."""
    return typed[:CELL_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")


def _read(label: str, typed: Mapping[str, str], today: dt.date | None) -> Reading:
    columns = tuple(pa.chunked_array([pa.array([text], pa.string())]) for text in typed.values())
    table = RawTable(label, "", tuple(typed), pa.chunked_array([pa.array([_ROW], pa.int32())]), columns, "")
    return read_table_of_persons(table, FaultLog(label), today=today, chosen={column: column for column in typed})
