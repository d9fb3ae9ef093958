"""DOCX into paragraphs: text in reading order, automatic numbers as printed, titles, rows of tables, footnotes.

Nothing of the text is lost: content controls, text boxes and footnotes are read where they stand. A row of a table is
one paragraph; its cells are set apart by a dash, and a number in its first cell is the number of the row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from homeward.talks.docx_numbering import Numbering, W
from homeward.talks.docx_safety import BROKEN, look_through, refusal
from homeward.talks.lines import Line, levelled
from homeward.talks.printed_numbers import read_label

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE: Final = re.compile(r"heading \d|title|заголовок|назва|название|başlık|konu başlığı", re.IGNORECASE)


def read_docx(path: Path) -> list[Line]:
    """The paragraphs of a DOCX.

    Raises:
        InputRefused: see ``docx_safety``.
    """
    look_through(path)
    try:
        return list(_Reading(path).lines())
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, RecursionError):
        raise refusal(path, "", BROKEN) from None  # a package that is sound but no document


class _Reading:
    """One document while it is read."""

    def __init__(self, path: Path) -> None:
        document = Document(io.BytesIO(path.read_bytes()))
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        numbering = _related(document.part, RELATIONSHIP_TYPE.NUMBERING)
        self._numbering = Numbering(numbering)
        notes = _related(document.part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._notes = {} if notes is None else {
            note.get(f"{W}id"): " ".join(_text(paragraph) for paragraph in note.iter(f"{W}p"))
            for note in notes.iterchildren(f"{W}footnote")
        }  # fmt: skip

    def lines(self) -> Iterator[Line]:
        yield from self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                for row in child.iter(f"{W}tr"):
                    if next(row.iterancestors(f"{W}tbl")) is child:
                        yield from self._row(row)
            elif child.tag == f"{W}sdt":
                for content in child.iterchildren(f"{W}sdtContent"):
                    yield from self._blocks(content)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        number, title = self._number(paragraph), self._is_title(paragraph)
        text = levelled(_text(paragraph))
        if text or (number and number != "•"):
            yield Line(text, number, title)
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                yield from self._blocks(box)
        for mark in paragraph.iter(f"{W}footnoteReference"):
            if note := levelled(self._notes.get(mark.get(f"{W}id"), "")):
                yield Line(f"* {note}" if read_label(note) else note)

    def _row(self, row: Any) -> Iterator[Line]:
        cells = [[line for line in self._blocks(cell) if line.printed] for cell in row.iter(f"{W}tc")
                 if next(cell.iterancestors(f"{W}tr")) is row]  # fmt: skip
        texts = [" ".join(line.printed for line in lines) for lines in cells if lines]
        if not texts:
            return
        first = texts[0] + " "
        labelled = read_label(first)
        if labelled and not labelled[1].strip():
            yield Line(" – ".join(texts[1:]), labelled[0].printed)
        elif re.fullmatch(r"\d{1,3}", texts[0]):
            yield Line(" – ".join(texts[1:]), f"{texts[0]}.")
        else:
            yield Line(" – ".join(texts))

    def _number(self, paragraph: Any) -> str:
        own = paragraph.find(f"{W}pPr")
        style = self._style(paragraph)
        pointed, level = _pointed(own)
        from_style = ""
        if pointed is None:
            for one in style:
                pointed, styled = _pointed(one.element.find(f"{W}pPr"))
                if pointed is not None:
                    from_style = one.style_id
                    level = styled if level is None else level
                    break
        if pointed is None or pointed == "0":
            return ""
        if level is None:
            level = self._numbering.level_of_style(pointed, from_style) if from_style else 0
        return self._numbering.printed(pointed, level)

    def _style(self, paragraph: Any) -> list[Any]:
        """The paragraph's style and those it is based on."""
        chain: list[Any] = []
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        style = self._styles.get(found.get(f"{W}val")) if found is not None else None
        while style is not None and style not in chain and len(chain) < 20:
            chain.append(style)
            style = style.base_style if hasattr(style, "base_style") else None
        return chain

    def _is_title(self, paragraph: Any) -> bool:
        return any(_TITLE.match(str(style.name or "")) for style in self._style(paragraph)[:2])


def _related(part: Any, kind: str) -> Any:
    """Root of the XML part that a document points to by a kind of relation; None if it points to none."""
    from lxml import etree

    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _pointed(properties: Any) -> tuple[str | None, int | None]:
    """Numbering instance and level of paragraph properties, None where they do not say."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    depth = level.get(f"{W}val", "") if level is not None else ""
    return number.get(f"{W}val") if number is not None else None, int(depth) if depth.isdigit() else None


def _text(paragraph: Any) -> str:
    """All that a paragraph shows, in order; text boxes in it are read apart."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if not isinstance(element.tag, str) or _inside(element, paragraph):
            continue
        match element.tag.removeprefix(W):
            case "t":
                pieces.append(element.text or "")
            case "tab" if element.getparent().tag == f"{W}r":
                pieces.append("\t")
            case "br" | "cr":
                pieces.append("\n")
            case "noBreakHyphen":
                pieces.append("-")
            case "sym":
                pieces.append("•")
    return "".join(pieces)


def _inside(element: Any, paragraph: Any) -> bool:
    """Whether an element stands in a text box or in a second writing of the same within the paragraph."""
    for above in element.iterancestors():
        if above is paragraph:
            return False
        if above.tag in (f"{W}txbxContent", _FALLBACK):
            return True
    return False
