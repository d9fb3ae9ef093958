"""What is taken home is what was shown, and nothing in it runs."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from homeward.cells_out import unguarded
from homeward.desk.workbook_out import XLSX, table_csv, to_take_home, workbook

HOSTILE = [
    "=1+1",
    "+380501234567",
    "-5",
    "@SUM(A1)",
    "\tx",
    '=HYPERLINK("http://x")',
    "'=2",
    "0012",
    "İı ß",
    "Сичов",
    "",
]
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def read_back(content: bytes) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS | st.sampled_from(HOSTILE), min_size=2, max_size=2), max_size=5))
def test_texts_come_back_as_they_were(rows: list[list[str]]) -> None:
    found = read_back(workbook(["row", "a", "b"], [[place, *row] for place, row in enumerate(rows)], "list"))
    assert [[unguarded(str(cell or "")) for cell in row[1:]] for row in found[1:]] == rows
    lines = list(csv.reader(io.StringIO(table_csv(["a", "b"], rows).decode("utf-8-sig"), newline="")))
    assert [[unguarded(cell) for cell in line] for line in lines[1:]] == rows


def test_no_cell_is_a_formula() -> None:
    page = load_workbook(io.BytesIO(workbook(HOSTILE, [HOSTILE], "list"))).active
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(str(cell.value or "").startswith(("=", "+", "-", "@")) for row in page.iter_rows() for cell in row)
    for line in csv.reader(io.StringIO(table_csv(HOSTILE, [HOSTILE]).decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in line)


def test_numbers_stay_numbers() -> None:
    assert read_back(workbook(["n"], [[3], [2.5]], "x"))[1:] == [[3], [2.5]]


def test_a_name_that_a_sheet_may_not_have_is_made_one() -> None:
    book = load_workbook(io.BytesIO(workbook(["a"], [], "[UA]: list 3/4? " + "x" * 40)))
    assert book.sheetnames == ["UA list 34 " + "x" * 20]


def test_a_file_is_handed_over_not_shown() -> None:
    answer = to_take_home(b"x", XLSX, "список 3.xlsx")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D1%81")
    assert answer["Cache-Control"] == "no-store"
