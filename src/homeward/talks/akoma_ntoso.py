"""``joint.xml``: the joint text as Akoma Ntoso (OASIS LegalDocML 1.0, 2018, namespace …/akn/3.0), for export only.

A ``doc`` with FRBR identification of work, expression and manifestation; the body holds a section for each title and a
paragraph for each block, numbered by the naming convention (``sec_2__para_14``). Words of one side stand in an
``inline`` named ``bracketA`` or ``bracketB``; ``title`` names the clauses a block comes from. No author and no date is
claimed: the texts are known by their digests.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from homeward.talks.joint_text import Block, Piece, Side, titles_without_clauses
from homeward.talks.text_terms import Alignment
from homeward.words import Language, _, say

AKN_FILE = "joint.xml"
_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ISO_639_2 = {Language.UK: "ukr", Language.RU: "rus", Language.EN: "eng", Language.TR: "tur"}
#: FRBR asks for a date; a bracketed text has none before it is adopted.
_NO_DATE = "0001-01-01"


def akoma_ntoso(alignment: Alignment, blocks: list[Block], language: Language) -> str:
    """The XML of a joint text."""
    digest = hashlib.sha256(f"{alignment.left.sha256}{alignment.right.sha256}".encode()).hexdigest()[:16]
    title = say(_("Joint text in brackets"), language)
    body: list[str] = []
    for number, (section, inside) in enumerate(groupby(blocks, key=lambda block: block.section), 1):
        own = f"sec_{number}"
        pieces = [Piece(side, words, text.lang)
                  for side, words, text in ((Side.A, section[0], alignment.left), (Side.B, section[1], alignment.right))
                  if words]  # fmt: skip
        heading = f"<heading>{_inlines(pieces)}</heading>" if pieces else ""
        body.append(
            f'<section eId="{own}"><num>{number}</num>{heading}'
            + "".join(_paragraph(block, own) for block in inside)
            + "</section>"
        )
    lone = [Piece(side, words, text.lang) for side, text in ((Side.A, alignment.left), (Side.B, alignment.right))
            for words in titles_without_clauses(text)]  # fmt: skip
    if lone:
        own = f"sec_{len(body) + 1}"
        body.append(
            f'<section eId="{own}"><num>{len(body) + 1}</num>'
            f'<content eId="{own}__content"><p>{_inlines(lone)}</p></content></section>'
        )
    titles = [Piece(side, " ".join(text.title), text.lang)
              for side, text in ((Side.A, alignment.left), (Side.B, alignment.right)) if text.title]  # fmt: skip
    preface = f"<preface><longTitle><p>{_inlines(titles)}</p></longTitle></preface>" if titles else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<akomaNtoso xmlns="{_NAMESPACE}"><doc name="jointText">\n'
        f"<meta>{_identification(digest, title, language)}{_references(alignment)}</meta>\n"
        f"{preface}\n<mainBody>\n" + "\n".join(body) + "\n</mainBody></doc></akomaNtoso>\n"
    )


def _identification(digest: str, title: str, language: Language) -> str:
    work = f"/akn/un/doc/jointText/{digest}"
    expression = f"{work}/{_ISO_639_2[language]}@"
    parts = (
        ("FRBRWork", f"{work}/!main", work, f'<FRBRcountry value="un"/><FRBRname value={quoteattr(title)}/>'),
        ("FRBRExpression", f"{expression}/!main", expression, f'<FRBRlanguage language="{_ISO_639_2[language]}"/>'),
        (
            "FRBRManifestation",
            f"{expression}/!main.xml",
            f"{expression}.xml",
            '<FRBRformat value="application/akn+xml"/>',
        ),
    )
    written = "".join(
        f'<{name}><FRBRthis value="{this}"/><FRBRuri value="{uri}"/><FRBRdate date="{_NO_DATE}" name="none"/>'
        f'<FRBRauthor href="#comparison"/>{more}</{name}>'
        for name, this, uri, more in parts
    )
    return f'<identification source="#comparison">{written}</identification>'


def _references(alignment: Alignment) -> str:
    originals = "".join(
        f'<original eId="text{side}" href="#{text.sha256}" showAs={quoteattr(f"{side}: {text.name}")}/>'
        for side, text in (("A", alignment.left), ("B", alignment.right))
    )
    return (
        f'<references source="#comparison">{originals}'
        '<TLCConcept eId="comparison" href="/ontology/concept/homeward.comparison" showAs="comparison of two texts"/>'
        "</references>"
    )


def _paragraph(block: Block, section: str) -> str:
    own = f"{section}__para_{block.number}"
    state = "proposed" if block.is_agreed else "bracketed"
    origin = "; ".join(
        f"{side}: {', '.join(clause.id for clause in clauses)}"
        for side, clauses in (("A", block.left), ("B", block.right))
        if clauses
    )
    return (
        f'<paragraph eId="{own}" class="{state}" title={quoteattr(origin)}><num>{block.number}</num>'
        f'<content eId="{own}__content"><p>{_inlines(block.pieces)}</p></content></paragraph>'
    )


def _inlines(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return " ".join(_inline(piece) for piece in pieces)


def _inline(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.side is Side.BOTH:
        return f'<span xml:lang="{piece.language.value}">{text}</span>'
    name = f"bracket{piece.side.value}"
    return f'<inline name="{name}" xml:lang="{piece.language.value}">[{piece.side.value}: {text}]</inline>'
