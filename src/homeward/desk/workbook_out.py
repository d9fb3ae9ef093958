"""A table to take home: XLSX or CSV of exactly what is shown, with no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from homeward.cells_out import guarded

#: A cell: text as it is shown, or a number that may be reckoned with.
Cell = str | int | float | None
_CELL_CHARACTERS: Final = 32_767
_WIDEST: Final = 60
_LOOKED_AT: Final = 200
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"


def workbook(headings: Sequence[str], rows: Iterable[Sequence[Cell]], sheet: str) -> bytes:
    """A workbook of one sheet: headings bold and standing still, every text kept as text.

    Args:
        headings: one per column.
        rows: as many cells each.
        sheet: its name; what a name may not hold is left out, and it is cut to 31 characters.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet("".join(character for character in sheet if character not in "[]:*?/\\")[:31])
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    lines = iter(rows)
    first = [line for line, _place in zip(lines, range(_LOOKED_AT), strict=False)]
    for place in range(len(headings)):
        longest = max(len(str(line[place] or "")) for line in [headings, *first])
        page.column_dimensions[get_column_letter(place + 1)].width = min(longest + 2, _WIDEST)
    page.append([_cell(page, heading, bold=True) for heading in headings])
    for some in (first, lines):
        for line in some:
            page.append([_cell(page, value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: object, value: Cell, *, bold: bool = False) -> object:
    if not isinstance(value, str) or not value:
        return None if value == "" else value
    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", guarded(value))[:_CELL_CHARACTERS]
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text="\n" in text)
    cell.font = Font(bold=bold)
    return cell


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same table as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (headings, *rows):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in line])
    return out.getvalue().encode("utf-8-sig")


def to_take_home(content: bytes, kind: str, name: str) -> HttpResponse:
    """The answer that hands a file over: never opened in the page, never kept by a cache on the way.

    Args:
        content: of the file.
        kind: its media type, ``XLSX`` or ``CSV`` for a table.
        name: to keep it under.
    """
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Cache-Control"] = "no-store"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer
