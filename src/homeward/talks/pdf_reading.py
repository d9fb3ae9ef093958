"""PDF into paragraphs: lines joined by their place on the page, hyphenation undone, running heads and feet left out.

Only the text of a PDF is read. One without text (a scan), with a password, or with scripts, files or actions in it is
refused: nothing is run, and no text is guessed from pictures.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Final

import pypdfium2 as pdfium

from homeward.talks import limits
from homeward.talks.docx_safety import refusal
from homeward.talks.lines import Line, levelled
from homeward.talks.printed_numbers import Label, LabelKind, read_label
from homeward.words import _

PASSWORD_PDF: Final = _("The PDF is protected by a password. Save it without one and hand it in again.")
BROKEN_PDF: Final = _("The PDF is damaged. Print it to PDF again and hand it in.")
NO_TEXT: Final = _("The PDF holds no text, only pictures. Hand in the text itself: DOCX, or a PDF made from it.")
ACTIVE_PDF: Final = _("The PDF holds scripts, files or actions. Print it to PDF again and hand in the new one.")
TOO_MANY_PAGES: Final = _("The PDF has more pages than a text of talks can have.")
_ACTIVE: Final = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_PAGE_NUMBER: Final = re.compile(
    (
        r"[-–— ]*((page|сторінка|стор\.|страница|стр\.|sayfa|с\.)\s*)?\d{1,4}((\s*/\s*|\s+(of|"
        r"з|із|из)\s+)\d{1,4})?[-–— .]*"
    ),
    re.IGNORECASE,
)
#: A gap this wide, against the height of a letter, parts a number from its text.
_GAP: Final = 0.12
#: Words that are written with a hyphen wherever they stand.
_HYPHENED: Final = re.compile(r"(?:будь|казна|хтозна|кое|кой)-|\w+-(?:небудь|нибудь|либо|то|таки)$")
_ENDS: Final = (".", ";", ":", "!", "?", "]", ")")


@dataclass(frozen=True, slots=True)
class _Printed:
    """One line on a page; places in points from the page's lower left."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float


def read_pdf(path: Path) -> list[Line]:
    """The paragraphs of a PDF.

    Raises:
        InputRefused: it is damaged, protected, too long, without text, or holds what acts.
    """
    data = path.read_bytes()
    if _ACTIVE.search(data):
        raise refusal(path, "", ACTIVE_PDF)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise refusal(path, "", PASSWORD_PDF if "password" in str(error).lower() else BROKEN_PDF) from None
    try:
        if len(document) > limits.PAGES:
            raise refusal(path, str(len(document)), TOO_MANY_PAGES)
        printed = [line for number in range(len(document)) for line in _lines(document[number], number)]
        pages = len(document)
    except pdfium.PdfiumError:
        raise refusal(path, "", BROKEN_PDF) from None
    finally:
        document.close()
    if not printed:
        raise refusal(path, "", NO_TEXT)
    return _paragraphs(_without_running(printed, pages))


def _lines(page: Any, number: int) -> list[_Printed]:
    """The lines of a page, top to bottom as the PDF orders them."""
    text_page = page.get_textpage()
    raw, count = text_page.raw, text_page.count_chars()
    if count > limits.CHARACTERS:
        return []
    found: list[_Printed] = []
    letters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    box = [ctypes.c_double() for _edge in range(4)]

    def close() -> None:
        if (text := levelled("".join(letters))) and boxes:
            lefts, rights, bottoms, tops = zip(*boxes, strict=True)
            found.append(_Printed(text, number, min(lefts), max(rights), min(bottoms), max(tops)))
        letters.clear()
        boxes.clear()

    for place in range(count):
        code = pdfium.raw.FPDFText_GetUnicode(raw, place)
        if code in (10, 13):
            close()
            continue
        if code in (2, 0xFFFE):  # pdfium's sign for a word parted at the end of a line
            letters.append("-")
            close()
            continue
        letters.append(chr(code) if code else "")
        if pdfium.raw.FPDFText_GetCharBox(raw, place, *box) and not chr(code).isspace():
            left, right, bottom, top = (edge.value for edge in box)
            # A tab behind a number is no character of a PDF, only a gap.
            if (
                boxes
                and letters[-1].isalpha()
                and letters[-2:-1] in (["."], [")"])
                and left - boxes[-1][1] > _GAP * (top - bottom)
            ):
                letters.insert(-1, " ")
            boxes.append((left, right, bottom, top))
    close()
    return found


def _without_running(lines: list[_Printed], pages: int) -> list[_Printed]:
    """Lines without page numbers, and without what stands in one place at the edge of several pages."""
    edges: Counter[tuple[str, int]] = Counter()
    at_edge: set[int] = set()
    for page in range(pages):
        mine = [place for place, line in enumerate(lines) if line.page == page]
        mine.sort(key=lambda place: -lines[place].top)
        at_edge |= set(mine[:2]) | set(mine[-2:])
    for place in at_edge:
        edges[_running(lines[place])] += 1
    return [
        line
        for place, line in enumerate(lines)
        if not (
            place in at_edge and (_PAGE_NUMBER.fullmatch(line.text) or (edges[_running(line)] >= max(2, pages // 2)))
        )
    ]


def _running(line: _Printed) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.bottom / 4)


def _paragraphs(lines: list[_Printed]) -> list[Line]:
    """Lines joined: a new paragraph begins with a number, after a gap, or after a line that ended early."""
    if not lines:
        return []
    right = sorted(line.right for line in lines)[int(len(lines) * 0.9)]
    left = min(line.left for line in lines)
    leading = median(
        [above.bottom - below.bottom for above, below in pairwise(lines)
         if above.page == below.page and above.bottom > below.bottom] or [12.0]
    )  # fmt: skip
    hyphened = {word.lower() for line in lines for word in re.findall(r"\w+-\w+", line.text)}
    joined: list[str] = [lines[0].text]
    last_figures: dict[int, tuple[int, ...]] = {}
    _note(read_label(lines[0].text), last_figures)
    for above, below in pairwise(lines):
        early = above.right < right - 0.12 * (right - left)
        gap = above.page == below.page and above.bottom - below.bottom > 1.45 * leading
        labelled = read_label(below.text)
        dash = labelled is not None and labelled[0].kind is LabelKind.BULLET
        begins = labelled is not None and (
            (early and not dash) or gap or above.text.endswith(_ENDS) or _next_in_line(labelled[0], last_figures)
        )
        if begins or gap or (early and above.text.endswith(_ENDS)) or (early and _short_title(above, below)):
            joined.append(below.text)
            _note(labelled, last_figures)
        else:
            joined[-1] = _continued(joined[-1], below.text, hyphened)
    return [Line(text) for text in joined]


def _short_title(above: _Printed, below: _Printed) -> bool:
    """Whether a short line is a title of its own and not the end of a paragraph: what is under it begins anew."""
    return not above.text.endswith((",", "-")) and below.text[:1].isupper() and len(above.text) < 80


def _note(labelled: tuple[Label, str] | None, last: dict[int, tuple[int, ...]]) -> None:
    if labelled and labelled[0].kind is LabelKind.FIGURES:
        last[len(labelled[0].path)] = labelled[0].path


def _next_in_line(label: Label, last: dict[int, tuple[int, ...]]) -> bool:
    """Whether a number in figures is the first of its depth or the next after the last."""
    if label.kind is not LabelKind.FIGURES:
        return False
    before = last.get(len(label.path))
    return label.path[-1] == 1 or (before is not None and label.path[-1] == before[-1] + 1)


def _continued(text: str, more: str, hyphened: set[str]) -> str:
    """A line put behind another; a word parted at the line's end is whole again."""
    parted = re.search(r"(\w+)-$", text)
    if parted and (rest := re.match(r"[^\W\d_]+", more)) and rest[0][0].islower():
        word = f"{parted[1]}-{rest[0]}".lower()
        kept = word in hyphened or _HYPHENED.match(word) is not None
        return text + more if kept else text[:-1] + more
    return f"{text} {more}"
