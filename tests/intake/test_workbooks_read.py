"""XLSX: its sheets and cells, and workbooks that are not what they seem."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from list_files import HEADINGS, ROWS, bomb, claim_size, crc, csv_text, repack, write_csv, write_xlsx, zip_of
from openpyxl import Workbook
from openpyxl.styles import Font

from homeward.errors import InputRefused
from homeward.intake import packages, workbooks
from homeward.intake.reading import examine_list, read_list
from homeward.intake.sheet_scans import ExactScan, parse, scan_quickly
from homeward.intake.tables import NO_HEADINGS

LIST = [HEADINGS, *ROWS]
SHEET = "xl/worksheets/sheet1.xml"


def advice_of(path: Path) -> set[str]:
    with pytest.raises(InputRefused) as refused:
        read_list(path)
    return {fault.advice for fault in refused.value.faults}


def test_a_workbook_and_a_text_file_give_one_list(tmp_path: Path) -> None:
    from_text = read_list(write_csv(tmp_path, csv_text(ROWS))).entries
    assert read_list(write_xlsx(tmp_path, LIST)).entries.equals(from_text)


def test_typed_cells_are_read_as_their_writer_sees_them(tmp_path: Path) -> None:
    rows = [["№", "Прізвище", "Дата народження", "Дата події", "Жетон"]]
    rows += [[1, "Зразковий", dt.date(1973, 6, 13), dt.datetime(2023, 2, 10, 14, 30), 12.5]]
    rows += [[2, "Інший", 26828, 1973, True]]
    persons = read_list(write_xlsx(tmp_path, rows))
    assert persons.entries["rec_id"].to_pylist() == ["1", "2"]
    assert persons.entries["birth_date_read"].to_pylist() == ["1973-06-13", "1973-06-13"]
    assert persons.entries["event_date_read"].to_pylist() == ["2023-02-10", "1973"]
    assert persons.unknown["Жетон"].to_pylist() == ["12.5", "TRUE"]


def test_day_numbers_count_from_where_the_workbook_says(tmp_path: Path) -> None:
    def count_from_1904(book: Workbook) -> None:
        book.epoch = dt.datetime(1904, 1, 1)

    path = write_xlsx(tmp_path, [["Прізвище", "ДН"], ["Зразковий", 25366]], change=count_from_1904)
    assert read_list(path).entries["birth_date_read"].to_pylist() == ["1973-06-13"]


def test_titles_stand_above_the_table_and_the_table_anywhere(tmp_path: Path) -> None:
    rows = [[], [None, None, "Список осіб, що утримуються"], [], *([None, None, *row] for row in LIST)]

    def merge(book: Workbook) -> None:
        book.active.merge_cells("C2:J2")

    persons = read_list(write_xlsx(tmp_path, rows, change=merge))
    assert persons.entries["row"].to_pylist() == [5, 6, 7]
    assert persons.entries["surname"].to_pylist() == [row[1] for row in ROWS]


def test_headings_may_take_two_rows(tmp_path: Path) -> None:
    rows = [["№", "ПІБ", None, None, "Дата народження"], [None, "прізвище", "ім'я", "по батькові", None]]
    persons = read_list(write_xlsx(tmp_path, [*rows, [1, "Зразковий", "Захар", "Тестович", "1973"]]))
    assert persons.entries.select(["row", "surname", "given_name", "birth_date_read"]).to_pylist() == [
        {"row": 3, "surname": "Зразковий", "given_name": "Захар", "birth_date_read": "1973"}
    ]


def test_merged_cells_stand_in_every_row_and_merged_titles_in_none(tmp_path: Path) -> None:
    rows = [
        ["Прізвище", "Ім'я", "Підрозділ"],
        ["1 рота"],
        ["Зразковий", "Захар", "А1"],
        ["Інший", "Іван"],
        ["Третя", "Таня"],
    ]

    def merge(book: Workbook) -> None:
        book.active.merge_cells("A2:C2")
        book.active.merge_cells("C3:C4")

    reading = examine_list(write_xlsx(tmp_path, rows, change=merge))
    assert reading.persons.entries["unit"].to_pylist() == ["А1", "А1", ""]
    assert {note.text for note in reading.notes} == {workbooks.SECTION_TITLES, workbooks.FILLED_MERGED}


@pytest.mark.parametrize(("cell", "column"), [("B3", "Прізвище"), ("F4", "Дата народження"), ("I2", "Інше")])
def test_a_formula_is_refused_with_its_place(tmp_path: Path, cell: str, column: str) -> None:
    def put(book: Workbook) -> None:
        book.active["I1"] = "Інше"
        book.active[cell] = '=CONCATENATE("a","b")'

    with pytest.raises(InputRefused) as refused:
        read_list(write_xlsx(tmp_path, LIST, change=put))
    fault = next(fault for fault in refused.value.faults if fault.advice == workbooks.FORMULA)
    assert (fault.sheet, fault.row, fault.column) == ("список", int(cell[1:]), column)


def test_an_error_value_is_refused_with_its_place(tmp_path: Path) -> None:
    def put(book: Workbook) -> None:
        book.active["F3"] = "#REF!"
        book.active["F3"].data_type = "e"

    with pytest.raises(InputRefused) as refused:
        read_list(write_xlsx(tmp_path, LIST, change=put))
    assert [(f.row, f.advice) for f in refused.value.faults] == [(3, workbooks.ERROR_VALUE)]


def test_a_formula_above_the_table_does_no_harm(tmp_path: Path) -> None:
    assert len(read_list(write_xlsx(tmp_path, [["=TODAY()"], *LIST]))) == 3


def test_the_sheet_with_headings_is_read_and_hidden_sheets_noted(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("про файл", 0).append(["Складено 13.06.2023"])
        hidden = book.create_sheet("старе")
        hidden.append(HEADINGS)
        hidden.sheet_state = "hidden"

    reading = examine_list(write_xlsx(tmp_path, LIST, change=add))
    assert len(reading.persons) == 3
    assert {(n.sheet, n.text) for n in reading.notes} == {
        ("про файл", workbooks.OTHER_SHEETS),
        ("старе", workbooks.HIDDEN_SHEET),
    }


def test_two_lists_in_one_workbook_are_refused(tmp_path: Path) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("другий").append(HEADINGS)

    assert advice_of(write_xlsx(tmp_path, LIST, change=add)) == {workbooks.SEVERAL_LISTS}


def test_a_list_in_a_hidden_sheet_is_refused(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("порожній")

    assert advice_of(write_xlsx(tmp_path, LIST, change=hide)) == {workbooks.HIDDEN_LIST}


def test_an_empty_workbook_and_one_without_headings_are_refused(tmp_path: Path) -> None:
    assert advice_of(write_xlsx(tmp_path, [])) == {workbooks.EMPTY_WORKBOOK}
    assert advice_of(write_xlsx(tmp_path, [["a", "b"], [1, 2]])) == {NO_HEADINGS}


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (zip_of({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"}), packages.NOT_A_WORKBOOK),
        (zip_of({"list.csv": b"surname\r\nx"}), packages.NOT_A_WORKBOOK),
        (zip_of({}), packages.NOT_A_WORKBOOK),
        (b"PK\x03\x04" + b"\x00" * 200, packages.BROKEN_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, packages.OLD_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), packages.PASSWORD),
        (b"%PDF-1.7\n", packages.NOT_A_WORKBOOK),
        (b"<html><table><tr><td>surname", packages.NOT_A_WORKBOOK),
    ],
)
def test_what_is_no_xlsx_is_refused_with_what_to_do(tmp_path: Path, content: bytes, advice: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert advice_of(path) == {advice}


@pytest.mark.parametrize("cut", [0.3, 0.7, 0.95])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, cut: float) -> None:
    path = write_xlsx(tmp_path, LIST)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * cut)])
    assert advice_of(path) == {packages.BROKEN_WORKBOOK}


def test_a_small_workbook_that_claims_two_gigabytes_is_refused(tmp_path: Path) -> None:
    assert advice_of(claim_size(write_xlsx(tmp_path, LIST), SHEET, 2_000_000_000)) == {packages.TOO_LARGE}


def test_a_small_workbook_that_unpacks_to_more_than_it_claims_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path, LIST)
    sheet = bomb(path, megabytes=40)
    assert path.stat().st_size < 200_000
    assert advice_of(claim_size(path, SHEET, len(sheet), crc(sheet))) == {packages.BROKEN_WORKBOOK}


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path) -> None:
    def far(book: Workbook) -> None:
        book.active["XFD1048576"] = "x"

    assert advice_of(write_xlsx(tmp_path, LIST, change=far)) == {packages.SHEET_TOO_WIDE}


def test_formatting_far_out_is_no_cell(tmp_path: Path) -> None:
    def embolden(book: Workbook) -> None:
        book.active["XFD1048576"].font = Font(bold=True)

    assert len(read_list(write_xlsx(tmp_path, LIST, change=embolden))) == 3


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    trick = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    start = b"<" + {SHEET: b"worksheet", "xl/workbook.xml": b"workbook", "xl/styles.xml": b"styleSheet"}.get(
        part, b"Rel"
    )
    path = repack(write_xlsx(tmp_path, LIST), part, lambda xml: xml.replace(start, trick + start, 1))
    assert advice_of(path) == {packages.XML_TRICKS}


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    assert advice_of(repack(write_xlsx(tmp_path, LIST), SHEET, lambda xml: xml[:-20])) == {packages.BROKEN_WORKBOOK}


@pytest.mark.parametrize(
    "xml",
    [
        b'<worksheet><row r="1"><c r="A1"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row></worksheet>',
        b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f></c></row></sheetData></worksheet>',
        b'<x:worksheet xmlns:x="u"><x:row r="2"><x:c r="B2"><x:f>1</x:f></x:c></x:row></x:worksheet>',
        b"<worksheet><row r='7'><c r='AB7' t='e'><v>#N/A</v></c></row></worksheet>",
        b'<worksheet><row r="1"><c t="e"/><c><f/></c></row><row><c/></row></worksheet>',
        b'<worksheet><row r="1"><c r="A1048576"><v>1</v></c></row></worksheet>',
        b'<worksheet><!-- c --><row r="1"><c r="A1" t="e"></c></row></worksheet>',
        '<worksheet><row r="3"><c r="D3"><f>1</f></c></row></worksheet>'.encode("utf-16"),
    ],
)
def test_the_quick_scan_sees_what_the_exact_one_sees_or_gives_up(xml: bytes) -> None:
    exact = ExactScan()
    parse([xml], lambda *_: None, exact.start)
    for size in (1, 7, 1_000):
        quick = scan_quickly([xml[at : at + size] for at in range(0, len(xml), size)], lambda *_: None)
        if quick is not None:
            assert (quick.formulas, quick.errors) == (exact.scan.formulas, exact.scan.errors) == ([], [])
            assert quick.last_row >= exact.scan.last_row
            assert quick.last_column == exact.scan.last_column


def test_the_quick_scan_is_enough_for_a_usual_sheet(tmp_path: Path) -> None:
    xml = b""

    def keep(sheet: bytes) -> bytes:
        nonlocal xml
        xml = sheet
        return sheet

    repack(write_xlsx(tmp_path, LIST), SHEET, keep)
    scan = scan_quickly([xml], lambda *_: None)
    assert scan is not None
    assert scan.last_column == len(HEADINGS)
