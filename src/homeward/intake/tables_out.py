"""A table written so that it can be taken home, worked on in a spreadsheet, handed in again, and nothing is lost.

Row 1 has the keys of the columns (``key_rows``; hidden in a workbook), row 2 the headings, and every cell is text: a
spreadsheet turns no number into another, no date into a day count. What it might take for a formula is ``guarded``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from homeward.cells_out import guarded
from homeward.intake import key_rows
from homeward.intake.ranks import LABELS, read_rank
from homeward.intake.workbooks import column_letters
from homeward.register.entries import COLUMNS
from homeward.words import Language, _, say

LIST_SHEET: Final = _("list")
FAULTS_SHEET: Final = _("faults")
ENTRY_HEADING: Final = _("line in Homeward (leave as it is)")
FAULTS_HEADING: Final = _("what is wrong in this row")
#: How each language writes male and female in one letter (``sexes``).
SEX_LETTERS: Final[dict[Language, tuple[str, str]]] = {
    Language.UK: ("ч", "ж"),
    Language.RU: ("м", "ж"),
    Language.EN: ("m", "f"),
    Language.TR: ("e", "k"),
}
_SEPARATOR: Final = {Language.EN: ","}
_WORDS_SHEET: Final = "words"
_LAST_ROW: Final = 1_048_576
_NO_XML: Final = re.compile("[\x01-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDTH: Final = {"sex": 8, "birth_date": 16, "event_date": 16, "health_note": 32}
_AMBER: Final = "FFF3D6A8"


@dataclass(frozen=True, slots=True)
class TableOut:
    """What is written.

    Attributes:
        headings: of the columns.
        keys: of the columns, as ``key_rows``.
        rows: cells as written, as many as headings.
        comments: place of a row (from 0) and of a column to what is said of the cell, in the reader's language.
        faults: the sheet of faults: headings, then rows; none where empty.
    """

    headings: Sequence[str]
    keys: Sequence[str]
    rows: Iterable[Sequence[str]]
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    faults: Sequence[Sequence[str]] = ()


def template(language: Language) -> TableOut:
    """An empty list of persons with all columns that are compared, headed in ``language``."""
    columns = [column for column in COLUMNS if column != "full_name"]
    headings = [say(COLUMNS[column], language) for column in columns]
    return TableOut(headings, [key_rows.key_of(column) for column in columns], ())


def csv_of(table: TableOut, language: Language) -> bytes:
    """The table as CSV in UTF-8 with a mark, every cell in quotation marks; a semicolon between cells but in English,
    as spreadsheets of each language expect.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_SEPARATOR.get(language, ";"), quoting=csv.QUOTE_ALL)
    writer.writerow(table.keys)
    for row in (table.headings, *table.rows):
        writer.writerow([guarded(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def workbook_of(table: TableOut, language: Language) -> bytes:
    """The table as a workbook: keys hidden, headings standing still, lists to choose sex and rank from."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(say(LIST_SHEET, language))
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = "A3"
    for place, key in enumerate(table.keys, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH.get(key_rows.column_of(key), 22)
    _offer_words(book, sheet, table.keys, language)
    style = _Styles(sheet)
    sheet.append([style.text(key) for key in table.keys])
    sheet.append([style.heading(heading) for heading in table.headings])
    for at, row in enumerate(table.rows):
        sheet.append([style.cell(cell, table.comments.get((at, place), "")) for place, cell in enumerate(row)])
    if table.faults:
        page = book.create_sheet(say(FAULTS_SHEET, language))
        page.freeze_panes = "A2"
        for place, width in enumerate((24, 14, 8, 22, 24, 90), start=1):
            page.column_dimensions[get_column_letter(place)].width = width
        for at, line in enumerate(table.faults):
            page.append([style.text(cell) if at else style.heading(cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rank_words(language: Language) -> list[str]:
    """Ranks from the lowest to the highest, those of whose words in this language only one rank is understood."""
    return [word for rank, label in LABELS.items() if read_rank(word := say(label, language)) is rank]


def _offer_words(book: Any, sheet: Any, keys: Sequence[str], language: Language) -> None:
    """Lists to choose from, which still let other words be written."""
    places = {key_rows.column_of(key): column_letters(place) for place, key in enumerate(keys, start=1)}
    if letters := places.get("sex"):
        _validate(sheet, f'"{",".join(SEX_LETTERS[language])}"', letters)
    if letters := places.get("rank"):
        words = book.create_sheet(_WORDS_SHEET)
        words.sheet_state = "hidden"
        offered = rank_words(language)
        for word in offered:
            words.append([word])
        _validate(sheet, f"{_WORDS_SHEET}!$A$1:$A${len(offered)}", letters)


def _validate(sheet: Any, formula: str, letters: str) -> None:
    offered = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    offered.add(f"{letters}3:{letters}{_LAST_ROW}")
    sheet.data_validations.append(offered)


class _Styles:
    """Cells of one workbook: the looks are made once and copied."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._plain, self._bold, self._marked = (WriteOnlyCell(sheet) for _look in range(3))
        for cell in (self._plain, self._bold, self._marked):
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top")
        self._bold.font = Font(bold=True)
        self._marked.fill = PatternFill("solid", fgColor=_AMBER)

    def text(self, text: str) -> Any:
        return self._cell(text, self._plain)

    def heading(self, text: str) -> Any:
        return self._cell(text, self._bold)

    def cell(self, text: str, comment: str) -> Any:
        if not comment:
            return self._cell(text, self._plain)
        cell = self._cell(text, self._marked)
        cell.comment = Comment(_as_xml(comment), "Homeward", height=120, width=320)
        return cell

    def _cell(self, text: str, look: Any) -> Any:
        if not text and look is self._plain:
            return None
        cell = WriteOnlyCell(self._sheet)
        # Set past the check that would cut a long text short and refuse what is written with its number here.
        cell._value, cell.data_type = _as_xml(guarded(text)), "s"
        cell._style = copy(look._style)
        return cell


def _as_xml(text: str) -> str:
    """Characters that XML cannot hold, by their number; ``_x`` that only looks so is kept apart (ISO/IEC 29500-1,
    22.9.2.19).
    """
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
