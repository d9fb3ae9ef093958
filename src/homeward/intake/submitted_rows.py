"""The rows of a table that is no list of persons, as they go into the record."""

from __future__ import annotations

from collections.abc import Iterator

from homeward.intake.tables import RawTable

#: A row's number in its file, the heading being row 1, and its filled cells.
NumberedRow = tuple[int, dict[str, str]]


def rows_of_table(table: RawTable) -> Iterator[NumberedRow]:
    """The rows of a table: number, and filled cells by heading."""
    columns = (column.to_pylist() for column in table.columns)
    for row, cells in zip(table.rows.to_pylist(), zip(*columns, strict=True), strict=True):
        yield row, {name: cell for name, cell in zip(table.headings, cells, strict=True) if cell}
