"""Papers for people: PDF set by typst, in the one way that all our papers share, beside ``pages`` for the screen.

A room brings a template and the words that it shows; the template decides nothing. A paper is PDF/A-2a and PDF/UA-1
(kept for decades, read by screen readers), uses the fonts inside typst only and carries the day that the room gives:
the same words give the same bytes. A character that those fonts lack stands as its Unicode number, for example
⟨U+4E2D⟩: seen, and not lost.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from functools import cache

import segno
import typst


def paper_pdf(template: bytes, name: str, shown: Mapping[str, object], day: dt.date) -> bytes:
    """Set a paper.

    Args:
        template: in typst's language; it reads ``json(bytes(sys.inputs.at(name)))``.
        name: what the template calls that which it shows.
        shown: all that stands on the paper, in words.
        day: on which the paper says it was made.
    """
    words = json.dumps(shown, ensure_ascii=False)
    for character in sorted(set(words)):
        if not _can_be_set(character):
            words = words.replace(character, f"⟨U+{ord(character):04X}⟩")
    return _set(template, {name: words}, day)


def qr_svg(text: str) -> str:
    """A QR code as an SVG picture; capitals and digits alone are held more densely."""
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", xmldecl=False, border=2)
    return picture.getvalue().decode()


@cache
def _can_be_set(character: str) -> bool:
    """Whether a font of the paper has the character: Latin, Greek and Cyrillic surely, others are tried."""
    if " " <= character <= "\u045f":
        return True
    trial = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.at("character")'
    try:
        _set(trial, {"character": character}, dt.date(2000, 1, 1))
    except typst.TypstError:
        return False
    return True


def _set(template: bytes, inputs: dict[str, str], day: dt.date) -> bytes:
    """Set a template with the fonts inside typst only, as an accessible archive PDF made on ``day``."""
    return typst.compile(
        template,
        format="pdf",
        sys_inputs=inputs,
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()),
    )
