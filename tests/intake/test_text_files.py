"""CSV: how its letters are written, what separates its cells, and which rows it has."""

from __future__ import annotations

from pathlib import Path

import pytest
from list_files import ROWS, csv_text, write_csv

from homeward.errors import InputRefused
from homeward.intake.delimited import BAD_QUOTES
from homeward.intake.encodings import DAMAGED_UTF8, EMPTY_FILE, LATIN_PAGE, NOT_TEXT, OTHER_PAGE, SAVE_AS_UTF8
from homeward.intake.headings import headings_among
from homeward.intake.reading import read_list
from homeward.intake.tables import NO_HEADINGS, NO_ROWS, RAGGED, read_table

TEXT = csv_text(ROWS)
RUSSIAN = csv_text(
    [["1", "Вымышленный", "Пётр", "13.06.1973"], ["2", "ПРИМЕРОВА", "Ольга", "1980 г.р."]],
    ";",
    ["№", "Фамилия", "Имя", "Дата рождения"],
)


def refusal(path: Path) -> InputRefused:
    with pytest.raises(InputRefused) as refused:
        read_list(path)
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_one_list_in_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str, line_end: str) -> None:
    expected = read_list(write_csv(tmp_path, TEXT, name="expected.csv")).entries
    text = csv_text(ROWS, separator).replace("\r\n", line_end)
    assert read_list(write_csv(tmp_path, text, encoding)).entries.equals(expected)


def test_windows_1251_is_told_from_other_cyrillic_code_pages(tmp_path: Path) -> None:
    assert read_list(write_csv(tmp_path, RUSSIAN, "cp1251")).entries["surname"].to_pylist()[0] == "Вымышленный"


@pytest.mark.parametrize(
    ("encoding", "name"), [("koi8-u", "KOI8"), ("cp866", "CP866 (DOS)"), ("iso8859-5", "ISO 8859-5")]
)
def test_other_cyrillic_code_pages_are_named_and_refused(tmp_path: Path, encoding: str, name: str) -> None:
    (fault,) = refusal(write_csv(tmp_path, RUSSIAN.replace("№", "Номер"), encoding)).faults
    assert (fault.found, fault.advice) == (name, OTHER_PAGE)


def test_a_mac_code_page_is_refused(tmp_path: Path) -> None:
    assert refusal(write_csv(tmp_path, RUSSIAN, "mac-cyrillic")).faults[0].advice == OTHER_PAGE


def test_a_turkish_code_page_is_refused(tmp_path: Path) -> None:
    text = "Soyadı;Adı;Doğum Tarihi\r\nÖrnekoğlu;Işık;13.06.1973\r\nŞaşmaz;Çiğdem;14.06.1973\r\n"
    assert refusal(write_csv(tmp_path, text, "cp1254")).faults[0].advice == LATIN_PAGE
    assert len(read_list(write_csv(tmp_path, text, "utf-8"))) == 2


def test_damaged_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write_csv(tmp_path, TEXT)
    path.write_bytes(path.read_bytes().replace("Соломія".encode(), "Соломія".encode()[:-1]))
    (fault,) = refusal(path).faults
    assert (fault.row, fault.advice) == (3, DAMAGED_UTF8)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", EMPTY_FILE),
        (b" \r\n\r\n", EMPTY_FILE),
        (b"\xef\xbb\xbf", EMPTY_FILE),
        (b"\x00\x01\x02\x03binary\x00", NOT_TEXT),
        (b"\xff\xfe\x00\x00s\x00\x00\x00", SAVE_AS_UTF8),
        (TEXT.encode("utf-16")[:-1], NOT_TEXT),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, advice: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert refusal(path).faults[0].advice == advice


def test_a_first_line_may_name_the_separator(tmp_path: Path) -> None:
    entries = read_list(write_csv(tmp_path, "sep=;\r\n" + csv_text(ROWS, ";"))).entries
    assert entries["row"].to_pylist() == [2, 3, 4]


def test_quoted_cells_hold_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'Прізвище,unit,Примітка\r\nЗразковий,"завод ""Зразок"", цех 3","перша\nдруга"\r\nІнший,2 "рота",\r\n'
    persons = read_list(write_csv(tmp_path, text))
    assert persons.entries["unit"].to_pylist() == ['завод "Зразок", цех 3', '2 "рота"']
    assert persons.entries["row"].to_pylist() == [2, 3]
    assert persons.unknown["Примітка"].to_pylist() == ["перша\nдруга", ""]


def test_titles_empty_lines_and_trailing_separators_are_no_rows(tmp_path: Path) -> None:
    text = "Список осіб;;;\r\n\r\nПрізвище;Ім'я;;\r\n1;2\r\nЗразковий;Захар;;\r\n;;;\r\n"
    text += "Прізвище;Ім'я;;\r\nІнший;Іван;;\r\n"
    persons = read_list(write_csv(tmp_path, text))
    assert persons.entries["row"].to_pylist() == [5, 8]
    assert persons.entries["rec_id"].to_pylist() == ["5", "8"]


def test_commas_in_the_only_column_separate_nothing(tmp_path: Path) -> None:
    persons = read_list(write_csv(tmp_path, "ПІБ\r\nЗразковий, Захар\r\nІнший, Іван Тестович\r\n"))
    assert persons.entries["full_name"].to_pylist() == ["Зразковий, Захар", "Інший, Іван Тестович"]


@pytest.mark.parametrize("row", ["A-4,Коротка", "A-4,Довга,Ганна,,ж,,,,,ще одна"])
def test_rows_of_another_length_are_faults(tmp_path: Path, row: str) -> None:
    (fault,) = refusal(write_csv(tmp_path, TEXT + row + "\r\n")).faults
    assert (fault.row, fault.advice) == (5, RAGGED)


@pytest.mark.parametrize("cell", ['"Зразковий', '"Зразковий" Захар'])
def test_quotation_marks_that_do_not_pair_are_refused(tmp_path: Path, cell: str) -> None:
    assert (
        refusal(write_csv(tmp_path, f"surname,unit\r\nІнший,1\r\n{cell},2\r\nТретій,3\r\n")).faults[-1].advice
        == BAD_QUOTES
    )


def test_wrong_columns_are_refused_without_quoting_any_cell(tmp_path: Path) -> None:
    (fault,) = refusal(write_csv(tmp_path, "Вигаданенко,Остап\r\nЗразковий,Захар\r\n")).faults
    assert (fault.advice, fault.found) == (NO_HEADINGS, "")


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    assert refusal(write_csv(tmp_path, csv_text([]))).faults[0].advice == NO_ROWS


def test_any_table_can_be_read_as_text(tmp_path: Path) -> None:
    text = "\r\nperson_id;side;;\r\n1;X\r\n2;Y;note;\r\n"
    table = read_table(write_csv(tmp_path, text), headings_among(["person_id", "side"]))
    assert table.headings == ("person_id", "side", "(C)")
    assert [column.to_pylist() for column in table.columns] == [["1", "2"], ["X", "Y"], ["", "note"]]
    assert (table.heading_row, table.rows.to_pylist()) == (2, [3, 4])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.csv").faults[0].file == "missing.csv"
