"""``joint.docx``: the joint text in square brackets, and the table that says for each block where it comes from."""

from __future__ import annotations

from itertools import groupby

from homeward.talks.docx_writing import docx, paragraph, run, table
from homeward.talks.joint_text import Block, Side, titles_without_clauses
from homeward.talks.text_terms import Alignment, Memorandum
from homeward.words import Language, _, say

JOINT_FILE = "joint.docx"


def joint_docx(alignment: Alignment, blocks: list[Block], language: Language) -> bytes:
    """The document, its own words in ``language``, the texts in theirs."""
    title = say(_("Joint text in brackets"), language)
    told = say(
        _(
            "Text without brackets is proposed as agreed, by comparison; it is agreed when both sides have confirmed "
            "it. [A: …] and [B: …] are the words of one side. That a side is silent is no agreement."
        ),
        language,
    )
    names = say(_("A: {left}. B: {right}."), language, left=alignment.left.name, right=alignment.right.name)
    body = [paragraph(run(title), style="Title"), paragraph(run(names, bold=True)), paragraph(run(told, italic=True))]
    body += [
        paragraph(*_bracketed(side, " ".join(text.title), text.lang))
        for side, text in ((Side.A, alignment.left), (Side.B, alignment.right))
        if text.title
    ]
    for section, inside in groupby(blocks, key=lambda block: block.section):
        runs = [
            piece
            for side, words, text in ((Side.A, section[0], alignment.left), (Side.B, section[1], alignment.right))
            if words
            for piece in _bracketed(side, words, text.lang)
        ]
        if runs:
            body.append(paragraph(*runs, style="Heading1"))
        body += [paragraph(run(f"{block.number}. ", bold=True), *block_runs(block)) for block in inside]
    for side, text in ((Side.A, alignment.left), (Side.B, alignment.right)):
        body += [paragraph(*_bracketed(side, words, text.lang)) for words in titles_without_clauses(text)]
    body.append(paragraph(run(say(_("Where each block comes from"), language)), style="Heading1"))
    body.append(_provenance(blocks, language))
    body.append(paragraph(run(_digest(Side.A, alignment.left)), style="Small"))
    body.append(paragraph(run(_digest(Side.B, alignment.right)), style="Small"))
    return docx(title, body, language)


def block_runs(block: Block) -> list[str]:
    """The runs of a block: plain words of both, bracketed words of one side."""
    runs: list[str] = []
    for place, piece in enumerate(block.pieces):
        if place:
            before = block.pieces[place - 1]
            between = " / " if piece.side is before.side is Side.BOTH else " "
            runs.append(run(between))
        runs += _bracketed(piece.side, piece.text, piece.language)
    return runs


def _bracketed(side: Side, text: str, language: Language) -> list[str]:
    if side is Side.BOTH:
        return [run(text, language=language)]
    return [run(f"[{side.value}: ", bold=True), run(text, language=language), run("]", bold=True)]


def state_of(block: Block, language: Language) -> str:
    """In words: proposed as agreed, only one side's, or how the two stand."""
    if block.is_agreed:
        return say(_("proposed as agreed; to be confirmed by both sides"), language)
    if not block.pairs:
        side = Side.A if block.left else Side.B
        return say(_("only in the text of {side}"), language, side=side.value)
    return "; ".join(dict.fromkeys(say(pair.type.label, language) for pair in block.pairs))


def _provenance(blocks: list[Block], language: Language) -> str:
    head = [say(words, language) for words in (_("block"), _("clause of A"), _("clause of B"), _("state"))]
    rows = [
        (
            str(block.number),
            ", ".join(clause.id for clause in block.left) or "–",
            ", ".join(clause.id for clause in block.right) or "–",
            state_of(block, language),
        )
        for block in blocks
    ]
    return table(head, rows, (900, 2500, 2500, 3700))


def _digest(side: Side, text: Memorandum) -> str:
    return f"{side.value}: {text.name}, SHA-256 {text.sha256}"
