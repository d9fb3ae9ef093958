"""Transfer lists as a workbook, read back with another library than wrote them."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from homeward.exchange.manifests import Manifest, ManifestLine, ManifestStage
from homeward.exchange.workbook import COLUMNS, transfer_list_workbook
from homeward.words import Language


def a_manifest(*stages, rehearsal=False):
    """A manifest whose stages hold these names."""
    made, number = [], 0
    for place, names in enumerate(stages, start=1):
        lines = []
        for name in names:
            number += 1
            lines.append(ManifestLine(number, f"PE-{number:04d}", name, "", "", "07.03.1991", number == 1, False, "F1"))
        made.append(ManifestStage(place, tuple(lines), {"ill": 0, "young": len(lines)}))
    return Manifest(
        side="UA",
        other_side="RU",
        agreement_id="A-1",
        agreement_title="Understandings of 2 June",
        signed=dt.date(2025, 6, 2),
        round_date=dt.date(2025, 6, 14),
        terms={"ill": "Seriously ill", "young": "Under 25"},
        stages=tuple(made),
        plan_sha256="ab" * 32,
        is_rehearsal=rehearsal,
    )


def sheets(content):
    """Title of each sheet to its rows as any reader of workbooks sees them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def openpyxl_sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets


TWO_STAGES = a_manifest(["Ткач", "Швець"], [], ["Yılmaz Işık"])


def test_there_is_a_sheet_of_totals_and_a_sheet_with_everyone():
    read = sheets(transfer_list_workbook(TWO_STAGES, "en"))
    assert list(read) == ["Totals", "Persons"]
    assert [row[2] for row in read["Persons"]] == ["person_id", "Person number", "PE-0001", "PE-0002", "PE-0003"]
    assert [row[1] for row in read["Persons"]] == ["stage", "Stage", "1", "1", "3"]
    assert [row[3] for row in read["Persons"]][2:] == ["Ткач", "Швець", "Yılmaz Işık"]


def test_totals_by_stage_and_term_are_numbers_that_add_up():
    read = {row[0]: row[1:6] for row in sheets(transfer_list_workbook(TWO_STAGES, "en"))["Totals"]}
    assert read["Stage"] == ["ill", "young", "All persons", "On stretchers", "With an escort"]
    assert read["Stage 1"] == [0, 2, 2, 1, 0]
    assert read["Stage 2"] == [0, 0, 0, 0, 0]
    assert read["Total"] == [0, 3, 3, 1, 0]
    assert read["Plan, SHA-256:"][0] == "ab" * 32


def test_dates_and_numbers_of_persons_are_text():
    persons = openpyxl_sheets(transfer_list_workbook(TWO_STAGES, "en"))[1]
    for row in persons.iter_rows(min_row=3):
        for cell in row:
            assert cell.value is None or isinstance(cell.value, str)
            assert cell.number_format == "@"
    assert persons["G3"].value == "07.03.1991"


@pytest.mark.parametrize("name", ["=1+1", "+380", "-2", "@SUM(A1)", '=HYPERLINK("x","y")', "=cmd|'/C calc'!A0"])
def test_what_looks_like_a_formula_stays_text_even_when_edited(name):
    content = transfer_list_workbook(a_manifest([name]), "en")
    cell = openpyxl_sheets(content)[1]["D3"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet2.xml")


def test_the_sheet_of_persons_can_be_filtered_and_its_head_stays_in_sight():
    persons = openpyxl_sheets(transfer_list_workbook(TWO_STAGES, "en"))[1]
    assert persons.auto_filter.ref == "A2:N5"
    assert persons.freeze_panes == "E3"
    assert persons.row_dimensions[1].hidden
    assert [cell.value for cell in persons[1]] == list(COLUMNS)


def test_printed_it_is_a4_with_the_head_on_every_page_and_a_new_page_for_each_stage():
    content = transfer_list_workbook(TWO_STAGES, "en")
    totals, persons = openpyxl_sheets(content)
    assert persons.page_setup.paperSize == totals.page_setup.paperSize == 9
    assert persons.print_title_rows == "$2:$2"
    assert [one.id for one in persons.row_breaks.brk] == [4]  # after the hidden row, the head and two persons
    assert not persons.sheet_properties.pageSetUpPr.fitToPage  # or the break would be ignored
    assert persons.oddFooter.right.text == "Page &P of &N"
    assert "ab" * 32 in persons.oddFooter.left.text


def test_boxes_are_ticked_from_a_list_of_two():
    persons = openpyxl_sheets(transfer_list_workbook(TWO_STAGES, "en"))[1]
    (ticks,) = persons.data_validations.dataValidation
    assert (str(ticks.sqref), ticks.formula1) == ("K3:M5", '"☐,☑"')
    assert persons["K3"].value == "☐"


def test_a_list_without_persons_says_so():
    read = sheets(transfer_list_workbook(a_manifest([], []), "en"))
    assert ["No person of this side is planned in this round."] in [row[:1] for row in read["Totals"]]
    assert len(read["Persons"]) == 2


def test_a_rehearsal_says_so():
    read = sheets(transfer_list_workbook(a_manifest(["Ткач"], rehearsal=True), "en"))
    assert any(str(row[0]).startswith("Rehearsal") for row in read["Totals"])


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        (Language.UK, "Номер особи"),
        (Language.RU, "Номер лица"),
        (Language.EN, "Person number"),
        (Language.TR, "Kişi numarası"),
    ],
)
def test_the_workbook_speaks_the_language_asked_for_and_programs_find_the_same_columns(language, heading):
    names, headings, *_persons = list(sheets(transfer_list_workbook(TWO_STAGES, language)).values())[1]
    assert names[2] == "person_id"
    assert headings[2] == heading


def test_the_same_manifest_gives_the_same_bytes_whenever_it_is_written(monkeypatch):
    first = transfer_list_workbook(TWO_STAGES, "en")

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime(2031, 1, 2, 3, 4, 5, tzinfo=tz)

    monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Later)
    monkeypatch.setattr("time.localtime", lambda *_: dt.datetime(2031, 1, 2, 3, 4, 5).timetuple())
    assert transfer_list_workbook(TWO_STAGES, "en") == first
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert b"2025-06-14T00:00:00Z</dcterms:modified>" in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")
