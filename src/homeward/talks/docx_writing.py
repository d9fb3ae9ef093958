"""DOCX written by hand: the few parts that a text of talks needs, the same bytes for the same text.

Office Open XML transitional (ISO/IEC 29500-4): a package with one document, its styles and fixed properties; the times
in the ZIP and in tracked changes are fixed. Opened by Word and LibreOffice. Every text is escaped on its way in.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from homeward.words import Language

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_TAGS: Final = {Language.UK: "uk-UA", Language.RU: "ru-RU", Language.EN: "en-GB", Language.TR: "tr-TR"}
#: Characters that XML 1.0 cannot hold.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT: Final = "Liberation Serif"
_STYLES: Final = (
    ("Normal", "Normal", "", 22, ""),
    ("Title", "Title", '<w:spacing w:before="0" w:after="120"/>', 32, "<w:b/>"),
    (
        "Heading1",
        "heading 1",
        '<w:keepNext/><w:spacing w:before="280" w:after="80"/><w:outlineLvl w:val="0"/>',
        25,
        "<w:b/>",
    ),
    ("Small", "Small", '<w:spacing w:after="60"/>', 18, ""),
)


def run(
    text: str, *, bold: bool = False, italic: bool = False, language: Language | None = None, deleted: bool = False
) -> str:
    """One run of text; ``deleted`` for text inside a tracked deletion."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    marks += f'<w:lang w:val="{_TAGS[language]}"/>' if language else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    tag = "delText" if deleted else "t"
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(_UNWRITABLE.sub("", text))}</w:{tag}></w:r>'


def paragraph(
    *runs: str, style: str = "", indent: int = 0, mark: str = "", numbering: tuple[int, int] | None = None
) -> str:
    """A paragraph of runs.

    Args:
        style: id of one of the document's styles.
        indent: in twentieths of a point.
        mark: markup of its end mark, for tracked changes.
        numbering: instance and level of an automatic number.
    """
    properties = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if numbering:
        properties += f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
    properties += f'<w:ind w:left="{indent}"/>' if indent else ""
    properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """A table with lines; ``widths`` in twentieths of a point. Its head is repeated on every page."""

    def cells(texts: Sequence[str], bold: bool) -> str:
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + paragraph(run(text, bold=bold), style="Small")
            + "</w:tc>"
            for text, width in zip(texts, widths, strict=True)
        )

    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heading = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells(head, True)}</w:tr>"
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells(row, False)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heading}{body}</w:tbl>'
    )


def docx(title: str, body: Sequence[str], language: Language, numbering: str = "") -> bytes:
    """A whole document.

    Args:
        title: for the properties of the file.
        body: paragraphs and tables.
        numbering: content of ``word/numbering.xml``, "" for a document without automatic numbers.
    """
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"'
        ' w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    space = f'xmlns:w="{_W}" xmlns:r="{_R}"'
    parts = {
        "[Content_Types].xml": _content_types(bool(numbering)),
        "_rels/.rels": _relations(
            ("officeDocument", f"{_R}/officeDocument", "word/document.xml"),
            (
                "core",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(_UNWRITABLE.sub('', title))}</dc:title><dc:creator>Homeward</dc:creator>"
            f"<dc:language>{_TAGS[language]}</dc:language></cp:coreProperties>"
        ),
        "word/document.xml": f"<w:document {space}><w:body>{''.join(body)}{section}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {space}>{_styles(language)}</w:styles>",
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_R}/styles", "styles.xml"),
            *((("numbering", f"{_R}/numbering", "numbering.xml"),) if numbering else ()),
        ),
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {space}>{numbering}</w:numbering>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, (_HEAD + content).encode("utf-8"))
    return packed.getvalue()


def _content_types(numbered: bool) -> str:
    overrides = [
        ("/word/document.xml", f"{_TYPES}.document.main+xml"),
        ("/word/styles.xml", f"{_TYPES}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    if numbered:
        overrides.append(("/word/numbering.xml", f"{_TYPES}.numbering+xml"))
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    lines = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def _styles(language: Language) -> str:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
        f'<w:sz w:val="22"/><w:lang w:val="{_TAGS[language]}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="110" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    default, based = ' w:default="1"', '<w:basedOn w:val="Normal"/>'
    styles = "".join(
        f'<w:style w:type="paragraph"{default if name == "Normal" else ""} w:styleId="{name}">'
        f'<w:name w:val="{shown}"/>{"" if name == "Normal" else based}'
        f'<w:pPr>{paragraph_marks}</w:pPr><w:rPr>{marks}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for name, shown, paragraph_marks, size, marks in _STYLES
    )
    return defaults + styles
