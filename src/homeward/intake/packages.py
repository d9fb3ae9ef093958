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
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from homeward.intake import limits
from homeward.intake.faults import FaultLog
from homeward.intake.sheet_scans import ExactScan, SheetScan, parse, scan_quickly
from homeward.words import _

_CHUNK: Final = 1 << 20
_OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_TRUE: Final = ("1", "true")
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"

OLD_WORKBOOK: Final = _("This is a workbook of the old kind (XLS). Save it as “Excel workbook (XLSX)”.")
PASSWORD: Final = _("The workbook is protected by a password. Take the password away and hand it in again.")
NOT_A_WORKBOOK: Final = _("This is no Excel workbook (XLSX). Save the list as XLSX or as CSV UTF-8.")
BROKEN_WORKBOOK: Final = _("The workbook is damaged. Open it, save it as XLSX and hand it in again.")
TOO_LARGE: Final = _(
    "The workbook unpacks to more than a list can hold. Keep only the list in it, or save it as CSV UTF-8."
)
MACROS: Final = _(
    "The workbook holds macros or takes cells from other files. Copy the list alone into a new workbook, as values."
)
_ACTIVE_PARTS: Final = ("xl/vbaProject", "xl/macrosheets/", "xl/externalLinks/", "xl/activeX/", "xl/embeddings/")
XML_TRICKS: Final = _("The workbook holds a document type definition, which no list needs. Save it again as XLSX.")
SHEET_TOO_WIDE: Final = _(
    "The cells of this sheet reach too far right or down. Delete what stands far outside the list and save again."
)


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
    except (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, OSError, ValueError, NotImplementedError):
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
    if any(name.startswith(_ACTIVE_PARTS) for name in names):
        raise log.refuse("", MACROS)
    by_name = {part.filename: part for part in parts}
    if _WORKBOOK not in by_name:
        raise log.refuse("", NOT_A_WORKBOOK)

    def refuse_doctype(*_declaration: object) -> None:
        raise log.refuse("", XML_TRICKS)

    workbook, relations = _WorkbookPart(), _RelationsPart()
    parse(_unpacked(archive, by_name.pop(_WORKBOOK)), refuse_doctype, workbook.start)
    if _RELATIONS in by_name:
        parse(_unpacked(archive, by_name.pop(_RELATIONS)), refuse_doctype, relations.start)
    sheet_of_part = {
        relations.target[relation]: name for relation, name in workbook.sheets if relation in relations.target
    }
    scans: dict[str, SheetScan] = {}
    for name, part in by_name.items():
        if name.startswith("xl/worksheets/") or name in sheet_of_part:
            scan = scan_quickly(_unpacked(archive, part), refuse_doctype)
            if scan is None or scan.area > limits.SHEET_AREA:
                exact = ExactScan()
                parse(_unpacked(archive, part), refuse_doctype, exact.start)
                scan = exact.scan
            if scan.area > limits.SHEET_AREA:
                log.sheet = sheet_of_part.get(name, "")
                raise log.refuse(f"{scan.last_row} × {scan.last_column}", SHEET_TOO_WIDE)
            scans[sheet_of_part.get(name, "")] = scan
        elif name.endswith((".xml", ".rels")):
            parse(_unpacked(archive, part), refuse_doctype)
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


class _WorkbookPart:
    """``xl/workbook.xml``: names of sheets with their relations, and where day numbers start."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.counts_from_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "sheet":
                relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
                self.sheets.append((relation, attributes.get("name", "")))
            case "workbookPr":
                self.counts_from_1904 = attributes.get("date1904", "") in _TRUE


class _RelationsPart:
    """``xl/_rels/workbook.xml.rels``: the part that each relation leads to."""

    def __init__(self) -> None:
        self.target: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.target[attributes.get("Id", "")] = path
