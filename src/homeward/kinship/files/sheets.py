"""Tables as laboratories hand them in: CSV, text with tabs or semicolons, and the one filled sheet of an XLSX workbook.

Cells come as text, without spaces around them. A neighbour of ``intake``, which reads lists of persons and knows more
of workbooks: here a table is an export of a program, and what is unclear is refused.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from homeward.cells_out import unguarded
from homeward.errors import Fault, InputRefused

#: Bytes of a table, as it lies on disk and as a workbook unpacks.
MOST_BYTES = 256 << 20
_SEPARATORS = "\t;,"


@dataclass
class Faults:
    """What is wrong with one file, gathered while it is read."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, row: int, column: str, found: str, advice: str) -> None:
        """One thing wrong; ``row`` is 0 where it is the file's."""
        self.found.append(Fault(self.file, "", row, column, found[:60], advice))

    def refuse_if_any(self) -> None:
        """Refuse the file if anything was added.

        Raises:
            InputRefused: everything added so far.
        """
        if self.found:
            raise InputRefused(self.found)


@dataclass(frozen=True)
class Row:
    """One row of a table, numbered as a person sees it."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """What stands in a column, "" where the row is shorter."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


def read_rows(path: Path) -> list[Row]:
    """All rows that hold something.

    Raises:
        InputRefused: no such file, a larger one than 256 MB, text that is no UTF-8, a workbook that cannot be read or
            has several filled sheets, nothing in it.
    """
    data = read_bytes(path)
    rows = _workbook(path.name, data) if data.startswith(b"PK\x03\x04") else _text_rows(path.name, data)
    if not rows:
        raise _refused(path.name, "holds nothing.", "Hand in the table.")
    return rows


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputRefused: it is not there, or larger than 256 MB.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused(path.name, "is larger than 256 MB.", "Divide it.")
        return path.read_bytes()
    except OSError:
        raise _refused(path.name, "cannot be read.", "Name a file that is there.") from None


def read_text(path: Path) -> str:
    """The text of a file, UTF-8 or UTF-16 with its mark.

    Raises:
        InputRefused: as ``read_bytes``, or another encoding.
    """
    return _decoded(path.name, read_bytes(path))


def _decoded(file: str, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(file, "is no text in UTF-8.", "Save it as text or CSV in UTF-8.") from None
    if "\0" in text:
        raise _refused(file, "is no text.", "Hand in a table as CSV, text or XLSX.")
    return text


def _text_rows(file: str, data: bytes) -> list[Row]:
    text = _decoded(file, data)
    told = next((line for line in text.splitlines() if any(one in line for one in _SEPARATORS)), "")
    separator = next((one for one in _SEPARATORS if one in told), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, number = [], 1
    try:
        for cells in reader:
            clean = tuple(unguarded(cell.strip()) for cell in cells)
            if any(clean):
                rows.append(Row(number, clean))
            number = reader.line_num + 1
    except csv.Error:
        raise InputRefused(
            [Fault(file, "", number, "", "quotation marks do not match.", "Close what is opened, or save it anew.")]
        ) from None
    return rows


def _workbook(file: str, data: bytes) -> list[Row]:
    broken = _refused(file, "is no XLSX workbook that can be read.", "Open it and save it anew, or as CSV in UTF-8.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
                raise _refused(file, "unpacks to more than 256 MB.", "Keep the table alone, or save it as CSV.")
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        filled = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                cells = sheet.to_python(skip_empty_area=False)
                filled.append((name, [Row(at, tuple(map(_as_text, row))) for at, row in enumerate(cells, 1)]))
    except (zipfile.BadZipFile, CalamineError):
        raise broken from None
    if len(filled) > 1:
        names = ", ".join(name for name, _rows in filled)
        raise _refused(file, f"several sheets hold something: {names}"[:60], "Keep the sheet with the table alone.")
    return [row for _name, rows in filled for row in rows if any(row.cells)]


def _as_text(value: Any) -> str:
    """A number as a person writes it: ``9.3``, which a workbook may hold as 9.300000000000001; 12 without a point."""
    if isinstance(value, float):
        return f"{value:.12g}"
    return unguarded(str(value).strip())


def _refused(file: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(file, "", 0, "", found, advice)])
