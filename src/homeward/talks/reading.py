"""A memorandum read: DOCX, PDF, Markdown or plain text, in Ukrainian, Russian, English or Turkish, into clauses."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Final

from homeward.talks import limits
from homeward.talks.clauses import PACKAGE, Node, alternatives_in, ancestors, outline
from homeward.talks.docx_reading import read_docx
from homeward.talks.docx_safety import NOT_DOCX, TOO_LARGE, look_through, refusal
from homeward.talks.language_of import language_of, language_of_all
from homeward.talks.lines import Line
from homeward.talks.pdf_reading import read_pdf
from homeward.talks.plain_reading import read_plain
from homeward.talks.printed_numbers import LabelKind
from homeward.talks.quantities import counted
from homeward.talks.text_terms import Clause, Memorandum, Obliged
from homeward.talks.wording import conditions_in, modality_in, obliged_in
from homeward.words import Language, _

NO_FILE: Final = _("There is no such file.")
EMPTY: Final = _("The file holds no text.")
TOO_MANY_CLAUSES: Final = _("The text is longer than a text of talks can be. Hand in its parts as files of their own.")
_PART_KINDS: Final = (LabelKind.PART, LabelKind.ROMAN, LabelKind.ARTICLE)


def read_lines(path: Path) -> list[Line]:
    """The paragraphs of a text; the kind of file is told by what it is, not by its name.

    Raises:
        InputRefused: it cannot be read, or is not to be: damaged, protected, hostile, too large, no text.
    """
    if not path.is_file():
        raise refusal(path, "", NO_FILE)
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise refusal(path, f"{size} B", TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return read_docx(path)
    if b"%PDF-" in head:
        return read_pdf(path)
    if path.suffix.lower() in (".docx", ".docm", ".doc"):
        look_through(path)
        raise refusal(path, "", NOT_DOCX)
    return read_plain(path, markdown=path.suffix.lower() in (".md", ".markdown"))


def read_memorandum(path: Path) -> Memorandum:
    """A text into clauses, each with what it asks for.

    Raises:
        InputRefused: see ``read_lines``; or it holds no text, or more than a text of talks can hold.
    """
    lines = read_lines(path)
    if not lines:
        raise refusal(path, "", EMPTY)
    if sum(len(line.text) for line in lines) > limits.CHARACTERS or len(lines) > 10 * limits.CLAUSES:
        raise refusal(path, "", TOO_MANY_CLAUSES)
    found = outline(lines)
    language = language_of_all(line.text for line in lines)
    clauses = tuple(_clause(node, language) for node in found.nodes if not node.is_heading)
    if not clauses and found.title:  # nothing but short lines: each is a clause
        clauses = tuple(
            _clause(Node(f"¶{place}", None, text, False, None), language) for place, text in enumerate(found.title, 1)
        )
        found.title.clear()
    if len(clauses) > limits.CLAUSES:
        raise refusal(path, str(len(clauses)), TOO_MANY_CLAUSES)
    parts = tuple((node.id, node.text) for node in found.nodes if node.is_heading)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Memorandum(path.name, digest, language, tuple(found.title), _with_packages(found.nodes, clauses), parts)


def _clause(node: Node, language: Language) -> Clause:
    above = ancestors(node)
    headings = tuple(one.text for one in reversed(above) if one.is_heading and one.text)
    lead = next((one for one in above if not one.is_heading), None)
    lead_text = lead.text if lead else ""
    options = [one for one in (node, *above) if one.label and one.label.kind is LabelKind.OPTION]
    part = next(
        (one.id for one in reversed(above) if one.label and one.label.kind in _PART_KINDS and one.is_heading), ""
    )
    clause = Clause(
        id=node.id,
        label=node.label.printed if node.label else "",
        text=node.text,
        lang=language_of(node.text, language),
        heading=headings,
        lead=lead_text,
        part=part,
        option=options[0].id if options else "",
        alternatives=alternatives_in(node.text),
    )
    return with_what_it_asks(clause)


def with_what_it_asks(clause: Clause) -> Clause:
    """A clause with quantities, deadlines, conditions, modality and who is obliged, from its text and its lead."""
    found = counted(clause.text, clause.lang)
    modality, negated = modality_in(clause.text)
    obliged = obliged_in(clause.text)
    if clause.lead:
        if obliged is Obliged.UNSAID:
            obliged = obliged_in(clause.lead)
        lead_modality, lead_negated = modality_in(clause.lead)
        if not negated and lead_negated and clause.lead.rstrip().endswith(":"):
            modality, negated = lead_modality, True
        elif modality.value == "obligation" and clause.lead.rstrip().endswith(":"):
            modality = lead_modality
    return replace(
        clause,
        quantities=found.quantities,
        deadlines=found.deadlines,
        dates=found.dates,
        conditions=conditions_in(clause.text, [one.span for one in found.deadlines]),
        obliged=obliged,
        modality=modality,
        negated=negated,
    )


def _with_packages(nodes: list[Node], clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Clauses with the package they belong to: what a title, or a clause directly below it, says is all or none."""
    packages: list[str] = []
    for node in nodes:
        if PACKAGE.search(node.text):
            holder = node if node.is_heading or node.children else node.parent
            if holder is not None:
                packages.append(holder.id)
    return tuple(
        replace(
            clause,
            package=next(
                (p for p in sorted(packages, key=len, reverse=True) if f"{clause.id}.".startswith(f"{p}.")), ""
            ),
        )
        for clause in clauses
    )
