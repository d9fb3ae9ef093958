"""Queries as a workbook to fill in, and the filled-in workbook read again, with every fault by its row.

A row is known by the number of its query; headings and answers are understood in all four languages, answers by
their code as well. What stands in other columns is not read.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from homeward.errors import Fault, InputRefused
from homeward.reconciliation.query_words import AnswerWord
from homeward.words import Language, _, say

NUMBER, ANSWER, EVIDENCE, AS_OF = _("query"), _("answer"), _("evidence, in your words"), _("as of (date)")
NAME, QUESTION, ASKED_BY, DUE = _("name as shown"), _("question"), _("asked by"), _("due on")
_READ: Final = (NUMBER, ANSWER, EVIDENCE, AS_OF)
#: In the order of the workbook.
HEADINGS: Final = (NUMBER, ASKED_BY, NAME, QUESTION, DUE, ANSWER, EVIDENCE, AS_OF)

MOST_BYTES: Final = 8_000_000
_MOST_UNPACKED: Final = 80_000_000
_MOST_ROWS: Final = 20_000

#: A row of an answered workbook: its row in the file, number of the query, answer, evidence, as of.
AnsweredRow = tuple[int, str, AnswerWord, str, str]


def read_answers(data: bytes, file: str) -> list[AnsweredRow]:
    """The rows of an answered workbook (XLSX) or table (CSV, UTF-8) that hold an answer.

    Raises:
        InputRefused: it is no such file, too large, lacks a column, or holds answers that are none; every fault.
    """
    if len(data) > MOST_BYTES:
        raise InputRefused([_fault(file, 0, "", "", _("The file is too large: hand in at most 8 MB."))])
    rows = _sheet(data, file) if data[:2] == b"PK" else _table(data, file)
    if not rows:
        raise InputRefused([_fault(file, 0, "", "", _("The file is empty."))])
    places = _places(rows[0], file)
    found, faults = [], []
    for row, cells in enumerate(rows[1 : _MOST_ROWS + 1], 2):
        number, said, evidence, as_of = (
            _cell(cells, places.get(heading)) for heading in (NUMBER, ANSWER, EVIDENCE, AS_OF)
        )
        if not said:
            continue
        answer = _ANSWERS.get(said.casefold())
        if answer is None:
            faults.append(_fault(file, row, ANSWER, said[:60], _("Choose one of the answers of the list.")))
        elif not number:
            faults.append(_fault(file, row, NUMBER, "", _("The number of the query is missing: copy it anew.")))
        else:
            found.append((row, number, answer, evidence, as_of))
    if faults:
        raise InputRefused(faults)
    if not found:
        raise InputRefused([_fault(file, 0, ANSWER, "", _("No row holds an answer."))])
    return found


_ANSWERS: Final = {
    form.casefold(): word
    for word in AnswerWord
    for form in (word.value, *(say(word.label, language) for language in Language))
}


def _places(headings: Sequence[str], file: str) -> dict[str, int]:
    wanted = {say(text, language).casefold(): text for text in HEADINGS for language in Language}
    places = {wanted[heading.casefold()]: at for at, heading in enumerate(headings) if heading.casefold() in wanted}
    missing = [heading for heading in (NUMBER, ANSWER) if heading not in places]
    if missing:
        advice = _("A column is missing: leave the headings of the workbook as they were.")
        raise InputRefused([_fault(file, 1, heading, "", advice) for heading in missing])
    return places


def _cell(cells: Sequence[str], place: int | None) -> str:
    text = cells[place].strip() if place is not None and place < len(cells) else ""
    # What a spreadsheet would run was guarded on its way out.
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t" else text


def _sheet(data: bytes, file: str) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
        if unpacked > _MOST_UNPACKED:
            raise InputRefused([_fault(file, 0, "", "", _("The file is too large: hand in at most 8 MB."))])
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, IndexError, OSError, ValueError):
        raise InputRefused(
            [_fault(file, 0, "", "", _("This is no workbook that can be read: save it as XLSX."))]
        ) from None
    return [[_text(cell) for cell in row] for row in sheet]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _table(data: bytes, file: str) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputRefused(
            [_fault(file, 0, "", "", _("This is no workbook that can be read: save it as XLSX."))]
        ) from None
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except csv.Error:
        raise InputRefused(
            [_fault(file, 0, "", "", _("This is no workbook that can be read: save it as XLSX."))]
        ) from None


def _unreadable(file: str) -> InputRefused:
    return InputRefused([_fault(file, 0, "", "", _("This is no workbook that can be read: save it as XLSX."))])


def _fault(file: str, row: int, column: str, found: str, advice: str) -> Fault:
    return Fault(file, "", row, column, found, advice)
