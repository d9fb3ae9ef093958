"""The rows of what was handed in, as they go into the record: number of the row, and its filled cells by heading."""

from __future__ import annotations

from collections.abc import Iterator

from homeward.intake.tables import RawTable
from homeward.register.entries import COLUMNS, PersonList

#: A row's number in its file, the heading being row 1, and its filled cells.
NumberedRow = tuple[int, dict[str, str]]


def rows_of_list(persons: PersonList) -> Iterator[NumberedRow]:
    """The entries of a list of persons, with the columns that are none of ours behind."""
    unknown = persons.unknown.to_pylist()
    for place, entry in enumerate(persons.entries.select(["row", *COLUMNS]).to_pylist()):
        cells = {name: entry[name] for name in COLUMNS} | (unknown[place] if unknown else {})
        yield entry["row"], {name: cell for name, cell in cells.items() if cell}


def rows_of_table(table: RawTable) -> Iterator[NumberedRow]:
    """The rows of any other table."""
    columns = (column.to_pylist() for column in table.columns)
    for row, cells in zip(table.rows.to_pylist(), zip(*columns, strict=True), strict=True):
        yield row, {name: cell for name, cell in zip(table.headings, cells, strict=True) if cell}
