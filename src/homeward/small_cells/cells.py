"""A table of counts with its totals, as it is known and as it is told."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import product

from homeward.words import Language, _, say

#: Counts below this are not told in public.
LEAST = 10

#: Name of a cell: row and column as the table names them, None for the total over them.
Name = tuple[str | None, str | None]
Grid = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of counts of persons with its totals; None is a count that is not told.

    Args:
        rows, columns: distinct names; a list of figures is a table of one row.
        counts: rows × columns.
        row_totals, column_totals, total: empty and None where the table is told without them; a total that is held
            back is None in a table that has totals of rows and columns.
        about: what is counted; tables about the same thing are held against each other.
        date: the moment told of, in a form that sorts; tables of one date and thing tell of the same persons.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Grid
    row_totals: tuple[int | None, ...] = ()
    column_totals: tuple[int | None, ...] = ()
    total: int | None = None
    about: str = ""
    date: str = ""

    def __post_init__(self) -> None:
        """Refuse a table that is no table.

        Raises:
            ValueError: shapes differ, a name stands twice, a count is negative, or nothing stands in it.
        """
        shape = [len(self.columns)] * len(self.rows)
        if not shape or not self.columns or [len(row) for row in self.counts] != shape:
            raise ValueError("counts stand row by row, one for each column")
        if len(self.row_totals) not in (0, len(self.rows)) or len(self.column_totals) not in (0, len(self.columns)):
            raise ValueError("totals stand one for each row and column, or not at all")
        if len({*self.rows}) < len(self.rows) or len({*self.columns}) < len(self.columns):
            raise ValueError("a row or column is named twice")
        if any(cell is not None and cell < 0 for cell in self.named().values()):
            raise ValueError("a count is negative")

    @classmethod
    def with_totals(
        cls,
        rows: Sequence[str],
        columns: Sequence[str],
        counts: Sequence[Sequence[int]],
        about: str = "",
        date: str = "",
    ) -> Cells:
        """The table of known counts, its totals summed."""
        return cls(
            tuple(rows),
            tuple(columns),
            tuple(map(tuple, counts)),
            tuple(map(sum, counts)),
            tuple(map(sum, zip(*counts, strict=True))),
            sum(map(sum, counts)),
            about,
            date,
        )

    def named(self) -> dict[Name, int | None]:
        """Every cell and total by name, row by row; a total that the table is told without is None."""
        names = product((*self.rows, None), (*self.columns, None))
        sums = self.row_totals or (None,) * len(self.rows)
        feet = (*(self.column_totals or (None,) * len(self.columns)), self.total)
        lines = [(*row, total) for row, total in zip(self.counts, sums, strict=True)]
        return dict(zip(names, (cell for line in (*lines, feet) for cell in line), strict=True))

    def absent(self) -> frozenset[Name]:
        """Totals that the table is told without: they are not held back, and sums that a reader makes are no secret."""
        rows = {(row, None) for row in self.rows if not self.row_totals}
        columns = {(None, column) for column in self.columns if not self.column_totals}
        whole = bool(self.row_totals and self.column_totals) or self.total is not None
        return frozenset[Name](rows | columns | (set() if whole else {(None, None)}))

    def without(self, names: Set[Name]) -> Cells:
        """The table with those cells not told."""
        told = {name: None if name in names else cell for name, cell in self.named().items()}
        return replace(
            self,
            counts=tuple(tuple(told[row, column] for column in self.columns) for row in self.rows),
            row_totals=tuple(told[row, None] for row in self.rows) if self.row_totals else (),
            column_totals=tuple(told[None, column] for column in self.columns) if self.column_totals else (),
            total=told[None, None],
        )


def count_or_fewer(number: int, least: int = LEAST, language: Language = Language.EN) -> str:
    """A single figure as it may be told: itself if 0 or at least ``least``, else that it is fewer."""
    if number == 0 or number >= least:
        return str(number)
    return say(_("fewer than {least}"), language, least=least)
