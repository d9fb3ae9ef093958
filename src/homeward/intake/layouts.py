"""How a table is laid out: its headings, what each means and by whose word, sample cells; and its lines as written.

What a column means is said, in this order, by a person who chose, by a row of keys above the headings, by what the
party chose the last time for the same heading, or by the heading itself (``headings``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from homeward.cells_out import unguarded
from homeward.intake import key_rows
from homeward.intake.folding import fold_tightly
from homeward.intake.headings import Assignment, assign, count_person_headings
from homeward.intake.tables import HeadingTest, RawTable
from homeward.register.entries import COLUMNS

_SAMPLES = 4
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a table as a person is shown it.

    Attributes:
        heading: as written; of headings that repeat the later ones are numbered.
        column: the canonical column it is taken for, "" if none.
        samples: its first different cells.
        filled: how many cells are filled.
    """

    heading: str
    column: str
    samples: tuple[str, ...]
    filled: int


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a list as written, for keeping.

    Attributes:
        headings: of the list's own columns, in their order, each different.
        columns: canonical column of each heading, "" for one that is kept and not compared.
        rows: row in the file of each line, int32.
        cells: one column of text for each heading.
        continues: for each line the number of the line of the version before, as a row of keys tells it, or "".
    """

    headings: tuple[str, ...]
    columns: tuple[str, ...]
    rows: pa.Array
    cells: tuple[pa.ChunkedArray, ...]
    continues: pa.ChunkedArray

    @classmethod
    def of(cls, table: RawTable, assigned: Assignment, kept: np.ndarray) -> Written:
        """The lines of ``table`` that ``kept`` marks."""
        mask = pa.array(kept)
        meaning = {place: column for column, place in assigned.position.items()}
        places = list_places(table)
        names = distinct([table.headings[place] for place in places])
        entry = next((at for at, key in enumerate(table.keys) if key == key_rows.ENTRY), None)
        none = pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), int(np.count_nonzero(kept)))])
        return cls(
            tuple(names),
            tuple(meaning.get(place, "") for place in places),
            table.rows.filter(mask).combine_chunks(),
            tuple(table.columns[place].filter(mask) for place in places),
            none if entry is None else table.columns[entry].filter(mask),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def lines(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Row, filled cells by heading, and the line of the version before, line by line."""
        for start in range(0, len(self), _ROWS_AT_ONCE):
            columns = [column.slice(start, _ROWS_AT_ONCE).to_pylist() for column in self.cells]
            rows = self.rows.slice(start, _ROWS_AT_ONCE).to_pylist()
            continues = self.continues.slice(start, _ROWS_AT_ONCE).to_pylist()
            for place, row in enumerate(rows):
                cells = {
                    heading: text
                    for heading, column in zip(self.headings, columns, strict=True)
                    if (text := unguarded(column[place]))
                }
                yield row, cells, continues[place].strip()


def list_places(table: RawTable) -> list[int]:
    """Indexes of the columns that belong to the list itself, not to what was written beside it here."""
    return [
        place
        for place in range(len(table.headings))
        if not (table.keys and not key_rows.is_of_the_list(table.keys[place]))
    ]


def distinct(headings: Sequence[str]) -> list[str]:
    """Headings with a number behind those that repeat an earlier one; all of them differ."""
    taken: set[str] = set()
    names = []
    for heading in headings:
        name, count = heading, 1
        while name in taken:
            count += 1
            name = f"{heading} ({count})"
        taken.add(name)
        names.append(name)
    return names


def headings_test(chosen: Mapping[str, str]) -> HeadingTest:
    """Tells a row of headings of a list of persons, where headings that a person chose for count too."""
    keys = {fold_tightly(heading) for heading in chosen}

    def recognise(cells: Sequence[str]) -> int:
        known = sum(bool(cell.strip()) and fold_tightly(cell) in keys for cell in cells)
        return max(count_person_headings(cells), known)

    return recognise


def assignment(table: RawTable, chosen: Mapping[str, str]) -> Assignment:
    """Which column of ``table`` holds what."""
    places = list_places(table)
    names = distinct([table.headings[place] for place in places])
    guessed = assign([table.headings[place] for place in places])
    column_of = {at: column for column, at in guessed.position.items()}
    for column, several in guessed.doubled.items():
        column_of |= dict.fromkeys(several, column)
    for at, place in enumerate(places):
        if table.keys and table.keys[place]:
            column_of[at] = key_rows.column_of(table.keys[place])
        if names[at] in chosen:
            column_of[at] = chosen[names[at]]
    claims: dict[str, list[int]] = {}
    for at, column in sorted(column_of.items()):
        if column in COLUMNS:
            claims.setdefault(column, []).append(places[at])
    claimed = {place for several in claims.values() for place in several}
    return Assignment(
        position={column: several[0] for column, several in claims.items()},
        unknown=tuple(place for place in places if place not in claimed),
        doubled={column: tuple(several) for column, several in claims.items() if len(several) > 1},
    )


def remembered(headings: Sequence[str], memory: Mapping[str, str]) -> dict[str, str]:
    """What a party chose before for ``headings``, by heading.

    Args:
        headings: each different.
        memory: canonical column by folded heading.
    """
    return {heading: memory[key] for heading in headings if (key := fold_tightly(heading)) in memory}


def columns_seen(table: RawTable, chosen: Mapping[str, str]) -> tuple[ColumnSeen, ...]:
    """The columns of ``table`` with the meaning they would have."""
    assigned = assignment(table, chosen)
    meaning = {place: column for column, several in assigned.doubled.items() for place in several}
    meaning |= {place: column for column, place in assigned.position.items()}
    places = list_places(table)
    names = distinct([table.headings[place] for place in places])
    return tuple(
        ColumnSeen(name, meaning.get(place, ""), *_samples(table.columns[place]))
        for name, place in zip(names, places, strict=True)
    )


def _samples(cells: pa.ChunkedArray) -> tuple[tuple[str, ...], int]:
    encoded = cells.combine_chunks().dictionary_encode()
    filled = [text for cell in encoded.dictionary.to_pylist() if (text := " ".join(unguarded(cell).split()))]
    empty = {place for place, cell in enumerate(encoded.dictionary.to_pylist()) if not cell.strip()}
    indices = encoded.indices.to_numpy()
    count = len(indices) - (int(np.isin(indices, list(empty)).sum()) if empty else 0)
    return tuple(text if len(text) <= 60 else text[:59] + "…" for text in filled[:_SAMPLES]), count
