"""CSV files: which separator, where the headings stand, and row after row of text.

RFC 4180 with what spreadsheets do to it: a first line ``sep=;``, semicolons or tabs, empty lines, a row of separators
after the last line. Rows are numbered as a spreadsheet numbers them: records, not lines, and ``sep=`` is not one.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from homeward.intake import limits
from homeward.intake.faults import FaultLog
from homeward.words import _

#: The separators that are recognised, the likelier first.
SEPARATORS: Final = (",", ";", "\t")

BAD_QUOTES: Final = _(
    "The quotation marks of this row do not pair. A cell that holds a separator or a quotation mark stands between "
    "quotation marks, and a quotation mark inside it is doubled."
)


def open_text(path: Path, encoding: str) -> tuple[TextIO, str]:
    """The open file behind its ``sep=`` line, if it has one, and the separator named there or ""."""
    file = path.open(encoding=encoding, newline="")
    first = file.readline(64)
    if first.lower().startswith("sep=") and first.rstrip("\r\n")[4:] in SEPARATORS:
        return file, first.rstrip("\r\n")[4:]
    file.close()
    return path.open(encoding=encoding, newline=""), ""


def sample_rows(path: Path, encoding: str, separator: str) -> list[list[str]]:
    """The first rows as this separator would cut them; those before the first that cannot be read."""
    rows: list[list[str]] = []
    file, _named = open_text(path, encoding)
    with file:
        try:
            rows.extend(itertools.islice(_reader(file, separator), 2 * limits.ROWS_ABOVE_TABLE))
        except csv.Error:
            return rows
    return rows


def read_rows(path: Path, encoding: str, separator: str, log: FaultLog) -> Iterator[list[str]]:
    """Every row, an empty line as ``[]``.

    Raises:
        InputRefused: quotation marks do not pair, so that what follows cannot be told apart.
    """
    file, _named = open_text(path, encoding)
    number = 0
    with file:
        rows = _reader(file, separator)
        while True:
            try:
                row = next(rows, None)
            except csv.Error:
                raise log.refuse("", BAD_QUOTES, row=number + 1) from None
            if row is None:
                return
            number += 1
            yield row


def _reader(file: TextIO, separator: str) -> Iterator[list[str]]:
    return csv.reader(file, delimiter=separator, strict=True, skipinitialspace=separator != "\t")
