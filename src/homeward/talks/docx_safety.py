"""DOCX files looked through before anything is read: sizes, XML without tricks, nothing active, nothing fetched.

A DOCX (ISO/IEC 29500, Office Open XML) is a ZIP of XML parts. Every part is unpacked here once, in pieces, within
``limits``, and its XML walked by a streaming parser that refuses document types and with them entities. What is
refused: passwords, macros, embedded objects, anything fetched from elsewhere but the address of a hyperlink, and
changes that are tracked and not yet accepted or rejected, for then it is not said what the text is.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final
from xml.parsers import expat

from homeward.errors import Fault, InputRefused
from homeward.talks import limits
from homeward.words import _

_CHUNK: Final = 1 << 18
_OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRACKED: Final = frozenset({"ins", "del", "moveFrom", "moveTo"})
_ACTIVE: Final = ("vbaproject", "vbadata", "activex/", "embeddings/", "macros")
_MACRO_TYPES: Final = ("macroenabled", "vbaproject", "activex", "oleobject")

OLD_WORD: Final = _("This is a Word file of the old kind (DOC). Save it as DOCX.")
PASSWORD: Final = _("The file is protected by a password. Take the password away and hand it in again.")
NOT_DOCX: Final = _("This is no Word document (DOCX). Save the text as DOCX, PDF, Markdown or plain text.")
BROKEN: Final = _("The file is damaged. Open it, save it again as DOCX and hand it in.")
TOO_LARGE: Final = _("The file unpacks to more than a text can hold. Keep only the text in it.")
ACTIVE: Final = _("The file holds macros or embedded objects. Save the text alone as DOCX without macros.")
FETCHED: Final = _("The file takes parts from elsewhere. Save it with everything in it, or take those parts out.")
TRICKS: Final = _("The file holds a document type definition, which no text needs. Save it again as DOCX.")
TRACKED: Final = _("The file holds tracked changes. Accept or reject them, so that it says what the text is.")


def refusal(path: Path, found: str, advice: str) -> InputRefused:
    """The refusal of a whole file."""
    return InputRefused([Fault(path.name, "", 0, "", found, advice)])


def look_through(path: Path) -> None:
    """Look through a DOCX.

    Raises:
        InputRefused: it is none, is damaged, protected or too large, or holds what a text does not need.
    """
    with path.open("rb") as file:
        if file.read(8) == _OLE_MARK:
            protected = _ENCRYPTED_PACKAGE in path.read_bytes()
            raise refusal(path, "", PASSWORD if protected else OLD_WORD)
    try:
        with zipfile.ZipFile(path) as archive:
            advice = _wrong_with(archive)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, OSError, ValueError, NotImplementedError,
        RuntimeError, EOFError,
    ):  # fmt: skip
        raise refusal(path, "", BROKEN) from None
    if advice:
        raise refusal(path, "", advice)


def _wrong_with(archive: zipfile.ZipFile) -> str:
    """What is wrong with a package, as advice; "" if nothing is."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > limits.PARTS or len(set(map(str.lower, names))) < len(names):
        return BROKEN
    if any(part.flag_bits & 1 for part in parts):
        return PASSWORD
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        return NOT_DOCX
    if sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        return TOO_LARGE
    if any(part.file_size > max(1 << 20, limits.INFLATION * part.compress_size) for part in parts):
        return TOO_LARGE
    if any(mark in name.lower() for name in names for mark in _ACTIVE):
        return ACTIVE
    for part in parts:
        look = _Look(part.filename)
        with archive.open(part) as stream:
            xml = part.filename.endswith((".xml", ".rels"))
            while piece := stream.read(_CHUNK):
                if xml:
                    look.parser.Parse(piece, False)
                if look.advice:
                    return look.advice
        if xml:
            look.parser.Parse(b"", True)
            if look.advice:
                return look.advice
    return ""


class _Look:
    """Walks through one part and keeps the first thing that is wrong with it."""

    def __init__(self, name: str) -> None:
        self.advice = ""
        self._name, self._depth = name, 0
        self.parser = expat.ParserCreate(namespace_separator="\n")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _doctype(self, *_declaration: object) -> None:
        self.advice = self.advice or TRICKS

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        space, _between, tag = name.rpartition("\n")
        if self._depth > limits.DEPTH:
            self.advice = self.advice or BROKEN
        elif space in (_W, _STRICT_W):
            if tag in _TRACKED and not self._name.endswith("numbering.xml"):
                self.advice = self.advice or TRACKED
        elif tag == "Relationship":
            elsewhere = attributes.get("TargetMode", "").lower() == "external"
            if elsewhere and not attributes.get("Type", "").endswith("/hyperlink"):
                self.advice = self.advice or FETCHED
            if attributes.get("Type", "").lower().endswith(_MACRO_TYPES):
                self.advice = self.advice or ACTIVE
        elif tag in ("Override", "Default") and any(
            word in attributes.get("ContentType", "").lower() for word in _MACRO_TYPES
        ):
            self.advice = self.advice or ACTIVE

    def _end(self, _name: str) -> None:
        self._depth -= 1
