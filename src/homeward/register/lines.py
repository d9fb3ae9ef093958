"""A line of a list on its way into the register: as written, and what it will be found by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from homeward.register.search_keys import entry_keys, sort_name


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list of persons.

    Making it computes its keys (20 to 100 microseconds): make all lines before the record is opened, for nobody else
    can write while it is.

    Args:
        row: row in the file, its heading being row 1.
        cells: heading as written to text as written, every column of the row.
        known: canonical column (``entries.COLUMNS``) to text as written, ``<column>_read`` to what was read; empty
            ones may be left out.
        alias: of the line of the version before that this one continues; "" for a new line. Judgements and persons
            stay with it.
    """

    row: int
    cells: Mapping[str, str]
    known: Mapping[str, str]
    alias: str = ""
    keys: tuple[str, ...] = field(init=False, repr=False)
    sort_name: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Compute keys and the name to be ordered by."""
        object.__setattr__(self, "keys", tuple(entry_keys(self.known)))
        object.__setattr__(self, "sort_name", sort_name(self.known))
