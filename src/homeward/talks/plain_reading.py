"""Markdown and plain text into paragraphs.

Lines between empty lines are one paragraph, except that a line that begins with a number of its own begins a new one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from homeward.talks.docx_safety import refusal
from homeward.talks.lines import Line, levelled
from homeward.talks.printed_numbers import LabelKind, read_label
from homeward.words import _

NOT_TEXT: Final = _("This is no text. Hand in DOCX, PDF, Markdown, or text in UTF-8.")
_MARKS: Final = re.compile(r"(\*\*|__|`|(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?![*\w]))")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_RULE: Final = re.compile(r"\s*([-*_=]\s*){3,}")
_ROW: Final = re.compile(r"\s*\|(.*)\|\s*")
_ENDS: Final = (".", ";", ":", "!", "?", "]")


def read_plain(path: Path, markdown: bool) -> list[Line]:
    """The paragraphs of a text file in UTF-8 (with or without mark), UTF-16 with mark, or Windows-1251 or -1254.

    Raises:
        InputRefused: it is no text.
    """
    return paragraphs(_decoded(path), markdown)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings: tuple[str, ...] = ("utf-16",)
    else:
        if b"\0" in data:
            raise refusal(path, "", NOT_TEXT)
        high = sum(byte >= 0xC0 for byte in data)
        codings = ("utf-8-sig", "cp1251" if high > len(data) / 4 else "cp1254")
    for coding in codings:
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    raise refusal(path, "", NOT_TEXT)


def paragraphs(text: str, markdown: bool) -> list[Line]:
    """A text cut into paragraphs."""
    found: list[Line] = []
    open_lines: list[str] = []

    def close() -> None:
        if joined := levelled(" ".join(open_lines)):
            found.append(Line(joined))
        open_lines.clear()

    for raw in text.splitlines():
        line = levelled(raw)
        if markdown and (title := re.match(r"#{1,6}\s+(.*?)\s*#*$", line)):
            close()
            found.append(Line(_unmarked(title[1]), title=True))
            continue
        if not line or (markdown and _RULE.fullmatch(line)):
            close()
            continue
        if markdown and (row := _ROW.fullmatch(line)):
            close()
            cells = [_unmarked(cell.strip()) for cell in row[1].split("|")]
            if not all(re.fullmatch(":?-+:?", cell) for cell in cells):
                found.append(_row(cells))
            continue
        line = _unmarked(re.sub(r"^(>\s*)+", "", line)) if markdown else line
        if open_lines and _begins(line, open_lines[-1]):
            close()
        open_lines.append(line)
    close()
    return found


def _row(cells: list[str]) -> Line:
    filled = [cell for cell in cells if cell]
    labelled = read_label(f"{filled[0]} ") if filled else None
    if labelled and not labelled[1].strip():
        return Line(" – ".join(filled[1:]), labelled[0].printed)
    if filled and re.fullmatch(r"\d{1,3}", filled[0]):
        return Line(" – ".join(filled[1:]), f"{filled[0]}.")
    return Line(" – ".join(filled))


def _begins(line: str, before: str) -> bool:
    """Whether a line under another begins a paragraph: with a number, and not where a sentence is merely broken."""
    labelled = read_label(line)
    if labelled is None:
        return False
    label, rest = labelled
    broken = not before.endswith(_ENDS) and label.kind in (LabelKind.FIGURES, LabelKind.BULLET, LabelKind.LETTER)
    return not (broken and (not rest or rest[0].islower()) and len(before) > 60)


def _unmarked(text: str) -> str:
    """Text without the marks of Markdown; a stop that a backslash kept from making a list stands."""
    return re.sub(r"\\([.)(\[\]#*_|-])", r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))
