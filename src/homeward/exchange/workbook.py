"""Transfer lists as a workbook (XLSX): the same lines as on paper, to be filtered, searched and ticked on a screen.

A sheet of totals, then one sheet with everyone, the stage a column and a page break between stages: one filter finds
a person, and printing gives a bundle per stage. Every cell that holds words, dates or numbers of persons is text;
nothing is ever a formula, whatever a name begins with (OWASP, CSV injection). Row 1 is hidden and names the columns
for programs, whatever the language of row 2. The same manifest gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from homeward.exchange.manifest_words import (
    HEADINGS,
    TICKS,
    Cover,
    all_totals,
    cover,
    page_of_pages,
    stage_name,
    stage_totals,
)
from homeward.exchange.manifests import Manifest, ManifestLine
from homeward.words import Language, _, say

_BOX, _TICKED = "☐", "☑"
_A4 = 9  # ECMA-376 part 1, 18.3.1.63

#: The columns of the sheet of persons, with their width in characters and their style.
COLUMNS: dict[str, tuple[int, str]] = {
    "number": (6, "middle"),
    "stage": (7, "middle"),
    "person_id": (17, "plain"),
    "names": (32, "plain"),
    "names_other_form": (32, "plain"),
    "names_latin": (32, "plain"),
    "birth_date": (13, "plain"),
    "stretcher": (10, "middle"),
    "escort": (10, "middle"),
    "family_mark": (8, "middle"),
    **dict.fromkeys(TICKS, (10, "middle")),
    "remarks": (26, "plain"),
}


def transfer_list_workbook(manifest: Manifest, language: Language | str) -> bytes:
    """Write a manifest as a workbook in ``language``: see the module text."""
    language = Language(language)
    workbook = Workbook(write_only=True)
    for style in _styles():
        workbook.add_named_style(style)
    made = dt.datetime.combine(manifest.round_date, dt.time())
    front = cover(manifest, language)
    workbook.properties = DocumentProperties(creator="", title=front.title, created=made, modified=made)
    _write_totals(workbook.create_sheet(say(_("Totals"), language)), manifest, front, language)
    _write_persons(workbook.create_sheet(say(_("Persons"), language)), manifest, front, language)
    written = io.BytesIO()
    workbook.save(written)
    return _with_fixed_times(written.getvalue(), made)


def _styles() -> list[NamedStyle]:
    """Text everywhere ("@"): a date or a number of a person is never read as something to compute with."""
    hair = Border(bottom=Side(style="hair"))
    rule = Border(bottom=Side(style="thin"))
    wrapped = Alignment(vertical="center", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return [
        NamedStyle("plain", number_format="@", alignment=wrapped, border=hair),
        NamedStyle("middle", number_format="@", alignment=middle, border=hair),
        NamedStyle("heading", number_format="@", alignment=middle, border=rule, font=Font(bold=True)),
        NamedStyle("title", number_format="@", font=Font(size=16)),
        NamedStyle("sentence", number_format="@"),
        NamedStyle("warning", number_format="@", font=Font(bold=True)),
        NamedStyle("count", number_format="#,##0", border=hair),
        NamedStyle("sum", number_format="#,##0", border=rule, font=Font(bold=True)),
    ]


def _cell(sheet: WriteOnlyWorksheet, value: str | int, style: str) -> WriteOnlyCell:
    """A cell in one of the styles; text stays text even where it looks like a formula, also when it is edited."""
    cell = WriteOnlyCell(sheet, None if value == "" else value)
    cell.style = style
    if value and isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    return cell


def _cells(sheet: WriteOnlyWorksheet, values: Iterable[str | int], style: str) -> list[WriteOnlyCell]:
    return [_cell(sheet, value, style) for value in values]


def _set_up_page(sheet: WriteOnlyWorksheet, manifest: Manifest, front: Cover, language: Language) -> None:
    """A4, the list in the head and the plan's digest with page x of y in the foot."""
    sheet.page_setup.paperSize = _A4
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.75, header=0.3, footer=0.3)
    sheet.oddHeader.left.text = f"{front.title}. {front.subtitle}".replace("&", "&&")
    sheet.oddHeader.right.text = f"{manifest.agreement_id}, {manifest.round_date:%d.%m.%Y}".replace("&", "&&")
    sheet.oddFooter.left.text = f"{front.plan} {manifest.plan_sha256}"
    sheet.oddFooter.left.size = 7
    sheet.oddFooter.right.text = page_of_pages(language).format(page="&P", pages="&N")


def _write_totals(sheet: WriteOnlyWorksheet, manifest: Manifest, front: Cover, language: Language) -> None:
    _set_up_page(sheet, manifest, front, language)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.column_dimensions["A"].width = 28
    for column in range(2, len(front.totals_head) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16

    def write(style: str, *texts: str) -> None:
        sheet.append(_cells(sheet, texts, style))

    write("title", front.title)
    write("sentence", front.subtitle)
    write("warning", front.warning)
    for fact in (*front.facts, (front.plan, manifest.plan_sha256)):
        write("sentence", *fact)
    write("warning", front.empty)
    if front.empty:
        return
    write("heading", *front.totals_head)
    for stage in manifest.stages:
        name = _cell(sheet, stage_name(stage, language), "plain")
        sheet.append([name, *_cells(sheet, stage_totals(stage, manifest), "count")])
    sheet.append(_cells(sheet, [front.totals_total, *all_totals(manifest)], "sum"))
    for text in ("", *front.terms, "", *front.notes):
        write("sentence", text)


def _write_persons(sheet: WriteOnlyWorksheet, manifest: Manifest, front: Cover, language: Language) -> None:
    _set_up_page(sheet, manifest, front, language)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.scale = 72  # a fixed scale: fitted to the page, Excel would ignore the breaks between stages
    letters = {key: get_column_letter(place) for place, key in enumerate(COLUMNS, start=1)}
    for key, (width, _style) in COLUMNS.items():
        sheet.column_dimensions[letters[key]].width = width
    last_row = manifest.persons + 2
    sheet.row_dimensions[1].hidden = True
    sheet.freeze_panes = f"{letters['names_other_form']}3"
    sheet.print_title_rows = "2:2"
    sheet.auto_filter.ref = f"A2:{letters['remarks']}{last_row}"
    if manifest.persons:
        ticks = f"{letters[TICKS[0]]}3:{letters[TICKS[-1]]}{last_row}"
        sheet.data_validations.append(DataValidation("list", formula1=f'"{_BOX},{_TICKED}"', sqref=ticks))

    sheet.append(_cells(sheet, COLUMNS, "plain"))
    sheet.append(_cells(sheet, (say(HEADINGS[key], language) for key in COLUMNS), "heading"))
    written = 0
    for stage in manifest.stages:
        if stage.lines and written:
            sheet.row_breaks.append(Break(id=written + 2))
        for line in stage.lines:
            values = _values(line, stage.number, language)
            sheet.append([_cell(sheet, values[key], style) for key, (_width, style) in COLUMNS.items()])
        written += len(stage.lines)


def _values(line: ManifestLine, stage: int, language: Language) -> dict[str, str]:
    yes = say(_("yes"), language)
    return {
        "number": str(line.number),
        "stage": str(stage),
        "person_id": line.person_id,
        "names": line.name,
        "names_other_form": line.other_form,
        "names_latin": line.latin,
        "birth_date": line.born,
        "stretcher": yes if line.stretcher else "",
        "escort": yes if line.escort else "",
        "family_mark": line.family,
        **dict.fromkeys(TICKS, _BOX),
        "remarks": "",
    }


def _with_fixed_times(workbook: bytes, made: dt.datetime) -> bytes:
    """The workbook with the day of the round wherever the library wrote the time of writing."""
    fixed = io.BytesIO()
    stamp = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return fixed.getvalue()
