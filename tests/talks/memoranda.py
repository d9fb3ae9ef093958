"""The example's memoranda as typed texts and as files, for tests of what reads and compares them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "talks"
SOURCE = ROOT / "tools" / "examples" / "memoranda"
UK, RU = EXAMPLES / "memorandum_uk.docx", EXAMPLES / "memorandum_ru.docx"
UK_TEXT, RU_TEXT = SOURCE / "left_uk.txt", SOURCE / "right_ru.txt"


def as_markdown(text: str) -> str:
    """A typed text as Markdown; stops behind numbers are kept from making lists."""
    lines = [line for line in text.splitlines() if line.strip()]
    marked = [f"# {line}" for line in lines[:2]]
    for line in lines[2:]:
        title = re.fullmatch(r"(?:[IVX]+|\d+)\. [^.:;]+", line) or line.startswith("Вариант")
        marked.append(f"## {line}" if title else re.sub(r"^(\d+)\.", r"\1\\.", line))
    return "\n\n".join(marked)


def as_typst(text: str) -> bytes:
    """A typed text as a paper of several pages, justified, hyphenated, with head and foot."""
    lines = [line for line in text.splitlines() if line.strip()]
    body = "\n\n".join("#" + repr_typst(line) for line in lines)
    return (
        '#set document(title: "m")\n#set page(margin: 25mm, header: [Memorandum – confidential], '
        "footer: context align(center)[#counter(page).display()])\n#set par(justify: true)\n"
        f'#set text(font: "Libertinus Serif", size: 11pt, lang: "uk", hyphenate: true)\n{body}\n'
    ).encode()


def repr_typst(text: str) -> str:
    """A text as a typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
