"""What every reader gives: the paragraphs of a text in order, with their printed numbers and which are titles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    Attributes:
        text: with its number typed before it, if the number is typed; white space levelled.
        number: as Word printed it, "" if it is typed or absent.
        title: whether its style or mark says that it is a title.
    """

    text: str
    number: str = ""
    title: bool = False

    @property
    def printed(self) -> str:
        """The paragraph as a reader sees it."""
        return f"{self.number} {self.text}".strip()


def levelled(text: str) -> str:
    """White space of any kind as one space; what is not seen, and turns of writing direction, left out (NFC)."""
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
