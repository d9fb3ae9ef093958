"""What a worksheet holds besides values: formulas, error values, and how far its cells reach.

There are two scans of the same XML. The quick one looks for the few byte patterns that every spreadsheet program
writes and gives up at anything else; the exact one goes element by element, five times slower, and tells the places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LAST_COLUMN: Final = 16_384
_LAST_ROW: Final = 1_048_576

_ROW: Final = re.compile(rb'<row(?: r="(\d{1,7})")?(?=[\s/>])')
_USUAL: Final = rb' r="([A-Z]{1,3})\d+"(?: s="\d+")?(?: t="(?:s|n|b|d|str|inlineStr)")? ?(/?)>'
_CELL: Final = re.compile(rb"<c" + _USUAL)
_OTHER_CELL: Final = re.compile(rb"<c(?=[\s/>])(?!" + _USUAL + rb")")
_FORMULA: Final = re.compile(rb"<f[\s>/]")
_PREFIXED: Final = re.compile(rb":(?:c|f|row)[\s>/]")


@dataclass(slots=True)
class SheetScan:
    """Rows and columns counted from 1.

    Attributes:
        formulas, errors: (row, column) of cells with a formula and of cells that show an error.
        last_row, last_column: bounds of the filled cells; the quick scan may give a greater ``last_row``.
    """

    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle from the first cell of the sheet to the last filled one."""
        return self.last_row * self.last_column


def parse(
    pieces: Iterable[bytes],
    refuse_doctype: Callable[..., None],
    start: Callable[[str, dict[str, str]], None] | None = None,
) -> None:
    """Parse one XML part, calling ``start`` with each element and ``refuse_doctype`` at a document type.

    Raises:
        xml.parsers.expat.ExpatError: it is not well-formed.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    if start is not None:
        parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def scan_quickly(pieces: Iterable[bytes], refuse_doctype: Callable[..., None]) -> SheetScan | None:
    """The scan of a sheet without formulas and errors, written as usual; None when it may be otherwise."""
    scan, rest, usual, first, digits = SheetScan(), b"", True, True, 1

    def looked_at(piece: bytes) -> bytes:
        nonlocal rest, usual, first, digits
        if first and not piece.startswith((b"<", b"\xef\xbb\xbf<")):
            usual = False  # UTF-16, perhaps
        first = False
        if usual:
            whole, mark, rest = (rest + piece).rpartition(b">")
            usual = _look(whole + mark, scan)
        return piece

    parse(map(looked_at, pieces), refuse_doctype)
    return scan if usual else None


def _look(chunk: bytes, scan: SheetScan) -> bool:
    if b"<!" in chunk or any(unusual.search(chunk) for unusual in (_FORMULA, _PREFIXED, _OTHER_CELL)):
        return False
    rows, columns = _ROW.findall(chunk), {letters for letters, empty in set(_CELL.findall(chunk)) if not empty}
    if b"" in rows:
        return False
    scan.last_row = max(scan.last_row, max(map(int, rows), default=0))
    # A cell may claim another row than the one it stands in, but no more figures than looked for here.
    figures = len(str(max(scan.last_row, 1)))
    if re.search(rb'<c r="[A-Z]{1,3}\d{%d}' % (figures + 1), chunk):
        return False
    scan.last_row = max(scan.last_row, min(10**figures - 1, _LAST_ROW)) if columns else scan.last_row
    scan.last_column = max(scan.last_column, *(_column(letters.decode()) for letters in columns), 0)
    return True


class ExactScan:
    """Gathers a ``SheetScan`` from the elements of a worksheet."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self._row = self._column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of one element.

        Raises:
            ValueError: a reference names no cell of a worksheet.
        """
        match tag.rpartition(":")[2]:
            case "c":
                self._cell(attributes)
            case "v" | "is":
                self.scan.last_row = max(self.scan.last_row, self._row)
                self.scan.last_column = max(self.scan.last_column, self._column)
            case "f":
                self.scan.formulas.append((self._row, self._column))
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        if (reference := attributes.get("r")) is None:
            self._column += 1
        else:
            self._row, self._column = _place(reference)
        if attributes.get("t") == "e":
            self.scan.errors.append((self._row, self._column))


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as ``AB12``."""
    digits = reference.lstrip(_LETTERS)
    row, column = int(digits), _column(reference[: len(reference) - len(digits)].upper())
    if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
        raise ValueError("no cell of a worksheet")
    return row, column


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
