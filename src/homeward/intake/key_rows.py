"""The row of keys above the headings of a table that was written here: what each column is, whatever its heading.

A list taken home, mended in a spreadsheet and handed in again is understood as it was, in any language, and each of
its lines says which line of the version before it continues. Keys begin with ``hw:``, so that no heading is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MARK: Final = "hw:"
#: Number of the line in the version that was taken home; no column of the list.
ENTRY: Final = "hw:entry"
#: Faults, as a returned table names them; no column of the list.
FAULTS: Final = "hw:faults"
#: A column that is kept and not compared.
KEPT: Final = "hw:"
_NOT_OF_THE_LIST: Final = frozenset({ENTRY, FAULTS})


def key_of(column: str) -> str:
    """The key of a canonical column; of "", that of one kept as it is."""
    return _MARK + column


def column_of(key: str) -> str:
    """The canonical column that a key names, "" for one kept as it is."""
    return key.removeprefix(_MARK)


def is_key_row(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but keys."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(cell.startswith(_MARK) for cell in filled)


def is_of_the_list(key: str) -> bool:
    """Whether a column under this key belongs to the list itself."""
    return key not in _NOT_OF_THE_LIST
