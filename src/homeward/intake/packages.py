"""Workbooks looked into before any value is read: ZIP sizes as claimed and as they are, XML without tricks, formulas.

A workbook (ISO/IEC 29500, Office Open XML) is a ZIP of XML parts. Every XML part is unpacked here once, in small
pieces and never past what the directory claims or ``limits`` allow, and walked through by a streaming parser that
refuses document types (and with them entities). On the way the parser notes what the library that reads the values
does not tell: formulas, error values, and how far the cells of a sheet reach.
"""

from __future__ import annotations

import hashlib
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from homeward.intake import limits
from homeward.intake.faults import FaultLog, quoted
from homeward.words import _

_CHUNK: Final = 1 << 20
_OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_TRUE: Final = ("1", "true")

OLD_WORKBOOK: Final = _("This is a workbook of the old kind (XLS). Save it as “Excel workbook (XLSX)”.")
PASSWORD: Final = _("The workbook is protected by a password. Take the password away and hand it in again.")
NOT_A_WORKBOOK: Final = _("This is no Excel workbook (XLSX). Save the list as XLSX or as CSV UTF-8.")
BROKEN_WORKBOOK: Final = _("The workbook is damaged. Open it, save it as XLSX and hand it in again.")
TOO_LARGE: Final = _(
    "The workbook unpacks to more than a list can hold. Keep only the list in it, or save it as CSV UTF-8."
)
XML_TRICKS: Final = _("The workbook holds a document type definition, which no list needs. Save it again as XLSX.")
SHEET_TOO_WIDE: Final = _(
    "The cells of this sheet reach too far right or down. Delete what stands far outside the list and save again."
)


@dataclass(slots=True)
class SheetScan:
    """What a worksheet holds besides values; rows and columns counted from 1."""

    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


@dataclass(slots=True)
class Package:
    """A workbook that may be read.

    Attributes:
        sha256: digest of the file, hex.
        sheets: scan of each worksheet by the name of the sheet.
        counts_from_1904: whether day numbers count from 1904 (ISO/IEC 29500-1, 18.17.4.1) and not from 1900.
    """

    sha256: str
    sheets: dict[str, SheetScan]
    counts_from_1904: bool


def is_package_or_ole(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is to be looked at as a workbook."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE_MARK))


def inspect(path: Path, log: FaultLog) -> Package:
    """Look through the whole workbook.

    Raises:
        InputRefused: it is no XLSX, is damaged, protected, too large, or its XML is none that a spreadsheet writes.
    """
    if path.stat().st_size > limits.WORKBOOK_BYTES:
        raise log.refuse(f"{path.stat().st_size} B", TOO_LARGE)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        if file.read(8) == _OLE_MARK:
            protected = _ENCRYPTED_PACKAGE in path.read_bytes()
            raise log.refuse("", PASSWORD if protected else OLD_WORKBOOK)
    try:
        with zipfile.ZipFile(path) as archive:
            return _inspect_parts(archive, digest, log)
    except (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, OSError, ValueError, KeyError):
        raise log.refuse("", BROKEN_WORKBOOK) from None
    except NotImplementedError:
        raise log.refuse("", BROKEN_WORKBOOK) from None


def _inspect_parts(archive: zipfile.ZipFile, digest: str, log: FaultLog) -> Package:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise log.refuse("", NOT_A_WORKBOOK)
    if len(parts) > limits.PARTS or len(names) < len(parts):
        raise log.refuse(str(len(parts)), BROKEN_WORKBOOK)
    claimed = sum(part.file_size for part in parts)
    if claimed > limits.UNPACKED_BYTES:
        raise log.refuse(f"{claimed} B", TOO_LARGE)
    if any(part.flag_bits & 1 for part in parts):
        raise log.refuse("", PASSWORD)
    by_name = {part.filename: part for part in parts}
    workbook = _WorkbookPart(log)
    if "xl/workbook.xml" not in by_name:
        raise log.refuse("", NOT_A_WORKBOOK)
    _walk(archive, by_name["xl/workbook.xml"], workbook)
    relations = _RelationsPart(log)
    if "xl/_rels/workbook.xml.rels" in by_name:
        _walk(archive, by_name["xl/_rels/workbook.xml.rels"], relations)
    sheet_of_part = {
        relations.target[relation]: name for relation, name in workbook.sheets if relation in relations.target
    }
    scans: dict[str, SheetScan] = {}
    for part in parts:
        if part.filename in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            continue
        if part.filename.startswith("xl/worksheets/") or part.filename in sheet_of_part:
            sheet = _SheetPart(log)
            _walk(archive, part, sheet)
            log.sheet = name = sheet_of_part.get(part.filename, "")
            if sheet.scan.last_row * sheet.scan.last_column > limits.SHEET_AREA:
                raise log.refuse(f"{sheet.scan.last_row} × {sheet.scan.last_column}", SHEET_TOO_WIDE)
            log.sheet = ""
            if name:
                scans[name] = sheet.scan
        elif part.filename.endswith((".xml", ".rels")):
            _walk(archive, part, _Part(log))
        else:
            for _piece in _unpacked(archive, part):
                pass
    return Package(digest, scans, workbook.counts_from_1904)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, piece by piece.

    Unlike ``ZipFile.open`` this does not stop where the directory says the part ends, but fails when the packed data
    go on: a reader that trusts the data and not the directory would unpack them.
    """
    file = archive.fp
    if file is None:
        raise zipfile.BadZipFile("closed")
    file.seek(part.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile("no local header")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("unusual compression")
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    packed_left, seen, checksum = part.compress_size, 0, 0
    while packed_left > 0:
        packed = file.read(min(_CHUNK // 8, packed_left))
        if not packed:
            raise zipfile.BadZipFile("cut off")
        packed_left -= len(packed)
        while packed:
            piece, packed = (inflate.decompress(packed, _CHUNK), inflate.unconsumed_tail) if inflate else (packed, b"")
            seen += len(piece)
            if seen > part.file_size:
                raise zipfile.BadZipFile("longer than claimed")
            checksum = zlib.crc32(piece, checksum)
            yield piece
            if inflate and inflate.eof and (inflate.unused_data or packed_left):
                raise zipfile.BadZipFile("data after the end")
    if seen != part.file_size or checksum != part.CRC or (inflate and not inflate.eof):
        raise zipfile.BadZipFile("not what the directory says")


def _walk(archive: zipfile.ZipFile, part: zipfile.ZipInfo, handler: _Part) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = handler.start
    parser.StartDoctypeDeclHandler = handler.refuse_doctype
    for piece in _unpacked(archive, part):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


class _Part:
    """Any XML part: only looked at for tricks."""

    def __init__(self, log: FaultLog) -> None:
        self.log = log

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Nothing to note in this kind of part."""

    def refuse_doctype(self, *_declaration: object) -> None:
        raise self.log.refuse("", XML_TRICKS)


class _WorkbookPart(_Part):
    """``xl/workbook.xml``: names of sheets, and where day numbers start."""

    def __init__(self, log: FaultLog) -> None:
        super().__init__(log)
        self.sheets: list[tuple[str, str]] = []
        self.counts_from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((relation, attributes.get("name", "")))
        elif local == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904", "") in _TRUE


class _RelationsPart(_Part):
    """``xl/_rels/workbook.xml.rels``: which part is which sheet."""

    def __init__(self, log: FaultLog) -> None:
        super().__init__(log)
        self.target: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.target[attributes.get("Id", "")] = path


class _SheetPart(_Part):
    """A worksheet: formulas, error values and the reach of its cells."""

    def __init__(self, log: FaultLog) -> None:
        super().__init__(log)
        self.scan = SheetScan()
        self._row = self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag if tag in _SHEET_TAGS else tag.rpartition(":")[2]
        if local == "c":
            reference = attributes.get("r")
            if reference is None:
                self._column += 1
            else:
                self._row, self._column = _place(reference, self.log)
            scan = self.scan
            if self._row > scan.last_row:
                scan.last_row = self._row
            if self._column > scan.last_column:
                scan.last_column = self._column
            if attributes.get("t") == "e":
                scan.errors.append((self._row, self._column))
        elif local == "f":
            self.scan.formulas.append((self._row, self._column))
        elif local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0


_SHEET_TAGS: Final = frozenset({"c", "v", "f", "is", "t", "row"})


def _place(reference: str, log: FaultLog) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as ``AB12``."""
    digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    column = 0
    for letter in reference[: len(reference) - len(digits)].upper():
        column = column * 26 + ord(letter) - 64
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 7) or not 1 <= column <= 16_384:
        raise log.refuse(quoted(reference), BROKEN_WORKBOOK)
    return int(digits), column
