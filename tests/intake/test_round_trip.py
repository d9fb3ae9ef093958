"""A list taken home and handed in again is the same list, whatever stands in its cells."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from homeward.errors import InputRefused
from homeward.intake import key_rows
from homeward.intake.ranks import LABELS, read_rank
from homeward.intake.reading import examine_list
from homeward.intake.sexes import read_sex
from homeward.intake.tables_out import SEX_LETTERS, TableOut, csv_of, rank_words, template, workbook_of
from homeward.register.entries import COLUMNS
from homeward.words import Language, say

HOSTILE = [
    "=1+1",
    "+7 900",
    "-",
    "@cmd",
    '="12"',
    "'=q",
    "''",
    "a\r\nb",
    "x\ry",
    "_x0041_",
    "_x000d_",
    "\x01z",
    "İıŞğ",
    "é й",
    "\u202eabc\u202c",
    "שלום",
    " край ",
    "\ttab",
    "0012",
    "12345678901234567890",
    "1/2",
    "2024-01-01",
    '"q"',
    "a;b,c\td",
    "sep=;",
    "hw:entry",
    "TRUE",
    "#REF!",
    "=" * 32_767,
    "я" * 32_767,
]
#: Any text that a cell of an accepted list can hold: no NUL, no surrogates, no noncharacters, no lost letters.
CELL = st.one_of(
    st.sampled_from(HOSTILE[:-2]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd\ufffe\uffff"), max_size=12),
)
FORMS = [(form, language) for form in ("xlsx", "csv") for language in Language]


def again(
    table: TableOut, form: str, language: Language
) -> tuple[list[str], list[str], list[tuple[dict[str, str], str]]]:
    """Headings, columns and lines of a table that was written and read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list.{form}"
        path.write_bytes(workbook_of(table, language) if form == "xlsx" else csv_of(table, language))
        written = examine_list(path).written
        return list(written.headings), list(written.columns), [(cells, says) for _row, cells, says in written.lines()]


def table_of(notes: list[str], heading: str = "примітка") -> TableOut:
    rows = [["Зразковий", note, f"SB-1/{at}"] for at, note in enumerate(notes)]
    return TableOut(["прізвище", heading, "line"], ["hw:surname", key_rows.KEPT, key_rows.ENTRY], rows)


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_hostile_cells_come_back_as_they_were(form: str, language: Language) -> None:
    headings, columns, lines = again(table_of(HOSTILE), form, language)
    assert headings == ["прізвище", "примітка"]
    assert columns == ["surname", ""]
    assert [cells["примітка"] for cells, _says in lines] == HOSTILE
    assert [says for _cells, says in lines] == [f"SB-1/{at}" for at in range(len(HOSTILE))]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(notes=st.lists(CELL, min_size=1, max_size=4))
def test_any_cell_comes_back_as_it_was(form: str, notes: list[str]) -> None:
    _headings, _columns, lines = again(table_of(notes), form, Language.UK)
    assert [cells.get("примітка", "") for cells, _says in lines] == notes


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("heading", ["=note", "+", "прізвище (2)", "a\nb", "№", "'x", "hw"])
def test_headings_come_back_too(form: str, heading: str) -> None:
    headings, columns, _lines = again(table_of(["x"], heading), form, Language.TR)
    assert headings == ["прізвище", heading]
    assert columns == ["surname", ""]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_no_cell_is_run_by_a_spreadsheet(form: str, tmp_path: Path) -> None:
    table = table_of(["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "\r=1"])
    if form == "csv":
        text = csv_of(table, Language.EN).decode("utf-8-sig")
        assert all(cell[0] not in "=+-@\t\r" for line in text.split('"\r\n') for cell in line[1:].split('","') if cell)
    else:
        path = tmp_path / "list.xlsx"
        path.write_bytes(workbook_of(table, Language.EN))
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.number_format for cell in cells} == {"@"}


@pytest.mark.parametrize("language", Language)
def test_the_empty_list_is_understood_once_filled(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook_of(template(language), language))
    with pytest.raises(InputRefused):
        examine_list(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.row_dimensions[1].hidden
    filled = {
        "surname": "Зразкова",
        "sex": SEX_LETTERS[language][1],
        "rank": say(LABELS[read_rank("капітан")], language),
    }  # type: ignore[index]
    keys = [key_rows.column_of(str(cell.value)) for cell in sheet[1]]
    for column, text in filled.items():
        sheet.cell(3, keys.index(column) + 1, text)
    book.save(path)
    reading = examine_list(path)
    entry = reading.persons.entries.to_pylist()[0]
    assert (entry["surname"], entry["sex_read"], entry["rank_read"]) == ("Зразкова", "f", "O4")
    assert {note.text for note in reading.notes} == set()
    assert set(keys) == set(COLUMNS) - {"full_name"}


@pytest.mark.parametrize("language", Language)
def test_every_word_that_is_offered_is_understood(language: Language) -> None:
    ranks = [read_rank(word) for word in rank_words(language)]
    assert len(ranks) == len(set(ranks)) > 20
    assert None not in ranks
    assert [read_sex(letter) for letter in SEX_LETTERS[language]] == ["m", "f"]
