"""Lists of persons: what is read from them, and everything wrong in them told at once."""

from __future__ import annotations

import csv
import datetime as dt
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from list_files import HEADINGS, ROWS, csv_text, write_csv, write_xlsx

from homeward.cells_out import guarded, unguarded
from homeward.errors import InputRefused
from homeward.intake import limits, reading
from homeward.intake.date_cells import AGE_WITHOUT_DATE, BORN_IN_FUTURE, EVENT_IN_FUTURE, EVENT_IS_AGE, MONTH_FIRST
from homeward.intake.date_grammar import NO_SUCH_DAY, NOT_A_DATE, TOO_EARLY, TWO_DATES
from homeward.intake.faults import MORE_FAULTS
from homeward.intake.faults_table import HEADINGS as FAULT_HEADINGS
from homeward.intake.faults_table import rows as fault_rows
from homeward.intake.reading import examine_list, read_list, read_lists
from homeward.intake.sexes import NOT_A_SEX
from homeward.intake.tables import TOO_LONG
from homeward.register.entries import COLUMNS, SCHEMA

TODAY = dt.date(2026, 11, 1)


def refusal(path: Path) -> InputRefused:
    with pytest.raises(InputRefused) as refused:
        read_list(path, today=TODAY)
    return refused.value


def test_a_list_keeps_what_is_written_beside_what_is_read(tmp_path: Path) -> None:
    persons = read_list(write_csv(tmp_path, csv_text(ROWS), name="Сторона А.csv"))
    assert persons.label == "Сторона А"
    assert persons.entries.schema.equals(SCHEMA)
    first, second, third = persons.entries.to_pylist()
    assert (first["row"], first["rec_id"], first["surname"], first["sex"]) == (2, "A-1", "Вигаданенко", "ч")
    assert (first["sex_read"], first["birth_date_read"], first["rank_read"]) == ("m", "1973-06-13", "E1")
    assert (second["birth_date"], second["birth_date_read"], second["rank_read"]) == ("1980 р.н.", "1980", "E5")
    assert (third["birth_date"], third["birth_date_read"], third["unit"]) == ("невідомо", "", "")


def test_unknown_columns_are_kept_and_told(tmp_path: Path) -> None:
    text = "Прізвище,Телефон,Примітка,Примітка\r\nЗразковий,+000,а,б\r\n"
    read = examine_list(write_csv(tmp_path, text))
    assert read.persons.unknown.to_pydict() == {"Телефон": ["+000"], "Примітка": ["а"], "Примітка (2)": ["б"]}
    assert [note.column for note in read.notes] == ["Телефон", "Примітка", "Примітка"]


@pytest.mark.parametrize("heading", ["Прізвище", "Name", "ФИО", "Adı"])
def test_only_a_name_is_required(tmp_path: Path, heading: str) -> None:
    persons = read_list(write_csv(tmp_path, f"{heading}\r\nЗразковий\r\n"))
    assert persons.entries["rec_id"].to_pylist() == ["2"]


def test_cells_that_say_unknown_are_empty_but_names_are_left_alone(tmp_path: Path) -> None:
    text = "surname,given_name,patronymic,birth_place,unit\r\nНема,Нан,немає,н/д,—\r\nYok,-,б/о,невідомо,unknown\r\n"
    rows = read_list(write_csv(tmp_path, text)).entries.to_pylist()
    assert [(r["surname"], r["given_name"]) for r in rows] == [("Нема", "Нан"), ("Yok", "")]
    assert {(r["patronymic"], r["birth_place"], r["unit"]) for r in rows} == {("", "", "")}


def test_spaces_and_invisible_signs_are_not_part_of_a_cell(tmp_path: Path) -> None:
    text = "surname,given_name\r\n\u00a0Зраз\u00adковий  ,  Остап\u200b\tТест \r\n" + "и\u0306од,Іи\u0306\r\n"
    rows = read_list(write_csv(tmp_path, text)).entries.to_pylist()
    assert [(r["surname"], r["given_name"]) for r in rows] == [("Зразковий", "Остап Тест"), ("йод", "Ій")]


def test_rows_with_nothing_but_a_number_are_no_entries(tmp_path: Path) -> None:
    read = examine_list(write_csv(tmp_path, "№,ПІБ,ДН\r\n1,Зразковий,1973\r\n2,,\r\n3, ,\r\n"))
    assert read.persons.entries["rec_id"].to_pylist() == ["1"]
    assert [(note.text, note.count) for note in read.notes] == [(reading.EMPTY_ENTRIES, 2)]


BAD_CELLS = [
    ("Дата народження", "31.02.1990", NO_SUCH_DAY),
    ("Дата народження", "32.13.1990", NO_SUCH_DAY),
    ("Дата народження", "13.06.1873", TOO_EARLY),
    ("Дата народження", "13.06.1973, 14.06.1973", TWO_DATES),
    ("Дата народження", "13.06.2027", BORN_IN_FUTURE),
    ("Дата народження", "вчора", NOT_A_DATE),
    ("Дата зникнення", "13.06.2027", EVENT_IN_FUTURE),
    ("Дата зникнення", "35 років", EVENT_IS_AGE),
    ("Стать", "щ", NOT_A_SEX),
    ("№ справи", "A-1", reading.DOUBLED_ID),
    ("№ справи", "", reading.NO_ID),
    ("Прізвище", "Зразк\ufffdвий", reading.LOST_LETTERS),
    ("Прізвище", "?????????", reading.LOST_LETTERS),
    ("Прізвище", "=1+1", reading.CELL_FORMULA),
    ("Дата народження", "=TODAY()", reading.CELL_FORMULA),
    ("Звання", "x" * (limits.CELL_CHARACTERS + 1), TOO_LONG),
]


@pytest.mark.parametrize(("column", "cell", "advice"), BAD_CELLS)
def test_a_bad_cell_is_refused_with_its_place(tmp_path: Path, column: str, cell: str, advice: str) -> None:
    row = ["A-9", "Інший", "Іван", "", "ч", "1973", "", ""]
    row[HEADINGS.index(column)] = cell
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *ROWS, row])
    faults = refusal(tmp_path / "list.csv").faults
    assert (5, column, advice) in {(fault.row, fault.column, fault.advice) for fault in faults}
    assert {fault.file for fault in faults} == {"list.csv"}


def test_everything_wrong_is_told_at_once_in_order(tmp_path: Path) -> None:
    rows = [["1", "Один", "31.02.1990"], ["1", "", "вчора"], ["3", "Три"], ["", "Чотири", "2030"]]
    faults = refusal(write_csv(tmp_path, csv_text(rows, ",", ["№", "ПІБ", "ДН"]))).faults
    assert [(fault.row, fault.column) for fault in faults] == sorted((fault.row, fault.column) for fault in faults)
    assert {(fault.row, fault.column) for fault in faults} == {
        *((2, "ДН"), (2, "№"), (3, "ДН"), (3, "ПІБ"), (3, "№"), (4, ""), (5, "ДН"), (5, "№"))
    }


def test_no_fault_quotes_a_name(tmp_path: Path) -> None:
    rows = [["Вигаданенко", "Остап", "Вигаданенко", "Остап"], ["Вигаданенко", "", "Остап 31.02.1990", "щось"]]
    faults = refusal(write_csv(tmp_path, csv_text(rows, ",", ["№", "Ім'я", "ДН", "Стать"]))).faults
    assert len(faults) >= 5
    assert not any("Вигаданенко" in str(fault) or "Остап" in str(fault) for fault in faults)


def test_a_row_without_a_name_is_refused(tmp_path: Path) -> None:
    (fault,) = refusal(write_csv(tmp_path, "Прізвище,Ім'я,ДН\r\nЗразковий,,\r\n-,?,1973\r\n")).faults
    assert (fault.row, fault.advice) == (3, reading.NO_NAME)


def test_two_columns_with_one_meaning_are_refused(tmp_path: Path) -> None:
    faults = refusal(write_csv(tmp_path, "Прізвище,Фамилия,ДН\r\nЗразковий,Образцовый,1973\r\n")).faults
    assert {(fault.column, fault.advice) for fault in faults} == {
        ("Прізвище", reading.DOUBLED_COLUMN),
        ("Фамилия", reading.DOUBLED_COLUMN),
    }


def test_beyond_a_thousand_faults_the_rest_is_counted(tmp_path: Path) -> None:
    rows = [[str(number), "Зразковий", "99.99.1990", "щ"] for number in range(1_200)]
    faults = refusal(write_csv(tmp_path, csv_text(rows, ",", ["№", "ПІБ", "ДН", "Стать"]))).faults
    assert len(faults) == limits.FAULTS_LISTED + 1
    assert (faults[-1].found, faults[-1].advice) == (str(2_400 - limits.FAULTS_LISTED), MORE_FAULTS)
    assert [fault.row for fault in faults[:-1:2]] == list(range(2, 502))


def test_a_column_full_of_other_things_is_not_read_to_its_end(tmp_path: Path) -> None:
    rows = [[f"Зразк{number}", f"щось {number}"] for number in range(3_000)]
    faults = refusal(write_csv(tmp_path, csv_text(rows, ",", ["ПІБ", "ДН"]))).faults
    assert len(faults) == limits.FAULTS_LISTED + 1
    assert faults[-1].found.endswith("+")


def test_an_age_becomes_a_span_of_birth_dates_on_the_day_of_the_event(tmp_path: Path) -> None:
    text = "ПІБ,ДН,Дата зникнення\r\nЗразковий,35 років,10.02.2023\r\nІнший,ок. 40 лет,\r\n"
    read = examine_list(write_csv(tmp_path, text))
    assert read.persons.entries["birth_date_read"].to_pylist() == ["1987-02-11/1988-02-10", ""]
    assert [note.text for note in read.notes] == [AGE_WITHOUT_DATE]


def test_a_column_written_month_first_is_read_month_first(tmp_path: Path) -> None:
    text = "Name,DOB,Captured\r\nExample A,06/13/1973,13/06/2022\r\nExample B,05/06/1980,05/06/2022\r\n"
    read = examine_list(write_csv(tmp_path, text))
    assert read.persons.entries["birth_date_read"].to_pylist() == ["1973-06-13", "1980-05-06"]
    assert read.persons.entries["event_date_read"].to_pylist() == ["2022-06-13", "2022-06-05"]
    assert [(note.column, note.text) for note in read.notes] == [("DOB", MONTH_FIRST)]


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    good = write_csv(tmp_path, csv_text(ROWS), name="a.csv")
    bad = [
        write_csv(tmp_path, text, name=f"{name}.csv") for name, text in (("b", ""), ("c", "ПІБ,ДН\r\nХтось,вчора\r\n"))
    ]
    (tmp_path / "again").mkdir()
    same = write_csv(tmp_path / "again", csv_text(ROWS), name="a.csv")
    with pytest.raises(InputRefused) as refused:
        read_lists([good, *bad, same], today=TODAY)
    assert {fault.file for fault in refused.value.faults} == {"a.csv", "b.csv", "c.csv"}
    assert [len(persons) for persons in read_lists([good], today=TODAY)] == [3]


def test_faults_are_shown_as_rows(tmp_path: Path) -> None:
    faults = refusal(write_csv(tmp_path, "ПІБ,ДН\r\nЗразковий,31.02.1990\r\n")).faults
    (row,) = fault_rows(faults)
    assert row == ("list.csv", "", "2", "ДН", "“31.02.1990”", NO_SUCH_DAY)
    assert len(row) == len(FAULT_HEADINGS)


def test_the_order_of_rows_changes_only_their_order(tmp_path: Path) -> None:
    rnd = random.Random(3)
    rows = [
        [f"{n}", f"Зразк{n % 7}", rnd.choice(["06/13/1973", "05/06/1980", "1973 р.н."]), rnd.choice("чж")]
        for n in range(60)
    ]
    headings = ["id", "Прізвище", "ДН", "Стать"]
    forward = read_list(write_csv(tmp_path, csv_text(rows, ",", headings), name="a.csv")).entries
    backward = read_list(write_csv(tmp_path, csv_text(rows[::-1], ",", headings), name="b.csv")).entries
    key = [("rec_id", "ascending")]
    assert forward.drop(["row"]).sort_by(key).equals(backward.drop(["row"]).sort_by(key))


CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_a_list_written_out_and_read_again_is_the_same(tmp_path: Path, cells: list[tuple[str, str]]) -> None:
    rows = [["surname", "birth_place"], *(["Зразковий" + a, b] for a, b in cells)]
    for ending in ("csv", "xlsx"):
        first = tmp_path / f"first.{ending}"
        second = tmp_path / f"second.{ending}"
        try:
            _write(first, [[guarded(cell) for cell in row] for row in rows])
            once = read_list(first).entries.select(["surname", "birth_place"])
        except InputRefused:
            continue
        _write(second, [["surname", "birth_place"], *([guarded(c) for c in row.values()] for row in once.to_pylist())])
        assert read_list(second).entries.select(["surname", "birth_place"]).equals(once)


def _write(path: Path, rows: list[list[str]]) -> None:
    if path.suffix == ".xlsx":
        write_xlsx(path.parent, rows, path.name)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@given(st.text(max_size=20))
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    if not text.startswith("="):
        assert unguarded(guarded(text)) == text


def test_zeros_kept_by_a_spreadsheet_stay() -> None:
    assert unguarded('="0012"') == "0012"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    _read_or_refuse(tmp_path, content)
    _read_or_refuse(tmp_path, b"surname,birth_date\n" + content)
    _read_or_refuse(tmp_path, b"PK\x03\x04" + content)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.sampled_from("аяїA1 .,;\t\r\n\"'=-?/№\ufeff\ud7ff"), max_size=120),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
)
def test_any_text_is_read_or_refused(tmp_path: Path, text: str, encoding: str) -> None:
    _read_or_refuse(tmp_path, ("ПІБ;Дата народження;Стать;№\n" + text).encode(encoding))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_workbook_with_any_byte_changed_is_read_or_refused(tmp_path: Path, at: int, byte: int) -> None:
    content = bytearray(write_xlsx(tmp_path, [HEADINGS, *ROWS], "good.xlsx").read_bytes())
    content[at % len(content)] = byte
    _read_or_refuse(tmp_path, bytes(content))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.integers(0, 3_000),
    piece=st.sampled_from([b"<", b">", b'"', b"<c/>", b"<f/>", b"&#0;", b"9", b"<v>x</v>", b"t='e'"]),
)
def test_a_sheet_with_anything_put_in_is_read_or_refused(tmp_path: Path, at: int, piece: bytes) -> None:
    good = write_xlsx(tmp_path, [HEADINGS, *ROWS], "good.xlsx")
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as changed:
        for name in archive.namelist():
            data = archive.read(name)
            place = at % len(data)
            changed.writestr(name, data[:place] + piece + data[place:] if name.endswith("sheet1.xml") else data)
    _read_or_refuse(tmp_path, (tmp_path / "bad.xlsx").read_bytes())


def _read_or_refuse(folder: Path, content: bytes) -> None:
    path = folder / "any.csv"
    path.write_bytes(content)
    try:
        persons = read_list(path)
    except InputRefused:
        return
    assert len(persons) > 0
    assert len(set(persons.entries["rec_id"].to_pylist())) == len(persons)
    assert set(COLUMNS) <= set(persons.entries.column_names)
