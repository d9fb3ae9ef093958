"""How much one file may hold: bounds that keep a hostile or mistaken file from filling the machine.

They are wide enough for any list that is a list: a million persons, a worksheet as large as worksheets get.
"""

from __future__ import annotations

from typing import Final

#: Lines of a table.
ROWS: Final = 5_000_000
#: Columns of a table.
COLUMNS: Final = 256
#: Characters of one cell: the bound that spreadsheets have.
CELL_CHARACTERS: Final = 32_767
#: Bytes of a text file.
TEXT_BYTES: Final = 1 << 30
#: Bytes of one upload at the desk.
UPLOAD_BYTES: Final = 256 << 20
#: Bytes of a workbook as it lies on disk.
WORKBOOK_BYTES: Final = 512 << 20
#: Bytes of all parts of a workbook when unpacked.
UNPACKED_BYTES: Final = 1 << 30
#: Parts of a workbook.
PARTS: Final = 10_000
#: Cells of the smallest rectangle that holds all filled cells of a sheet.
SHEET_AREA: Final = 32_000_000
#: Rows above the table in which its headings are looked for.
ROWS_ABOVE_TABLE: Final = 40
#: Faults of one file that are listed one by one.
FAULTS_LISTED: Final = 1_000
#: Bytes of several files together from which they are read side by side.
READ_SIDE_BY_SIDE: Final = 32 << 20
