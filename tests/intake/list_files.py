"""Files for tests: lists as CSV and XLSX, and workbooks that are not what they seem."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADINGS = ["№ справи", "Прізвище", "Ім'я", "По батькові", "Стать", "Дата народження", "Дата зникнення", "Звання"]
ROWS = [
    ["A-1", "Вигаданенко", "Остап", "Тестович", "ч", "13.06.1973", "10.02.2023", "солдат"],
    ["A-2", "Приміренко", "Соломія", "Тестівна", "ж", "1980 р.н.", "", "ст. сержант"],
    ["A-3", "Зразковий", "Захар", "", "ч", "невідомо", "11.02.2023", ""],
]


def csv_text(rows: Sequence[Sequence[str]], separator: str = ",", headings: Sequence[str] = HEADINGS) -> str:
    """Rows under headings as CSV text without any quoting."""
    return "".join(separator.join(row) + "\r\n" for row in [headings, *rows])


def write_csv(folder: Path, text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    """A text file in ``encoding``."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    name: str = "list.xlsx",
    change: Callable[[Workbook], None] | None = None,
) -> Path:
    """A workbook with ``rows`` in its one sheet "список"; ``change`` may do more to it before it is saved."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "список"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(book)
    path = folder / name
    book.save(path)
    return path


def repack(path: Path, part: str, content: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = content(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def claim_size(path: Path, part: str, size: int, checksum: int | None = None) -> Path:
    """The same workbook whose directory claims that ``part`` unpacks to ``size`` bytes (with that checksum)."""
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    if checksum is not None:
        data[at + 16 : at + 20] = struct.pack("<I", checksum)
    data[at + 24 : at + 28] = struct.pack("<I", size)
    path.write_bytes(bytes(data))
    return path


def bomb(path: Path, megabytes: int) -> bytes:
    """Fill the sheet with so many megabytes of blanks, packed small; gives the sheet's XML before."""
    original = b""

    def fill(sheet: bytes) -> bytes:
        nonlocal original
        original = sheet
        return sheet + b" " * (megabytes << 20)

    repack(path, "xl/worksheets/sheet1.xml", fill)
    return original


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def crc(data: bytes) -> int:
    """The checksum a ZIP directory holds."""
    return zlib.crc32(data)
