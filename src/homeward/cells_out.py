"""Cells made safe when a table is written for a spreadsheet, and the way back.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula, which
may fetch, show or run something. Whoever writes a CSV or XLSX passes every text through ``guarded``; what is read
passes through ``unguarded``, so that a list written here and read again is the same list.
Source: CWE-1236, Improper Neutralization of Formula Elements in a CSV File.
"""

from __future__ import annotations

import re
from typing import Final

_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """``text`` behind an apostrophe if a spreadsheet might take it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """``text`` without the apostrophe that ``guarded`` put before it.

    ``="0012"``, by which spreadsheets keep the zeros of a number in a CSV, is what stands between the marks.
    """
    if text.startswith("=") and (kept := _KEPT_AS_TEXT.fullmatch(text)):
        return kept[1]
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
