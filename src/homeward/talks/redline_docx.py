"""``redline.docx``: a new version with tracked changes against the old one (ISO/IEC 29500-1, 17.13.5).

Accepting all changes gives the new text, rejecting all gives the old one. Author and time of the changes are fixed, so
that the same versions give the same bytes. Moves are tracked as moves.
"""

from __future__ import annotations

from itertools import count
from typing import Final

from homeward.talks.docx_writing import docx, paragraph, run
from homeward.talks.joint_text import word_differences
from homeward.talks.redline import Paragraph, Redline, Step
from homeward.talks.text_terms import ChangeKind
from homeward.words import Language, _, say

REDLINE_FILE: Final = "redline.docx"
_BY: Final = 'w:author="Homeward" w:date="2000-01-01T00:00:00Z"'


def redline_docx(found: Redline, language: Language) -> bytes:
    """The document; ``language`` is that of the title in its properties, the text is in its own."""
    writing = _Writing()
    body = [writing.step(step) for step in found.steps]
    return docx(say(_("What changed between two versions"), language), body, found.new.lang)


class _Writing:
    """Gives every tracked change its number."""

    def __init__(self) -> None:
        self._ids = count(1)

    def step(self, step: Step) -> str:
        """One paragraph."""
        if step.kind is ChangeKind.MOVED:
            return self._moved(step)
        if step.old is None and step.new is not None:
            return self._whole(step.new, "ins")
        if step.new is None and step.old is not None:
            return self._whole(step.old, "del")
        assert step.old is not None
        assert step.new is not None
        pieces = [
            run(f"{one} ") if same else self._replaced(f"{one} " if one else "", f"{other} " if other else "")
            for same, one, other in word_differences(step.old.printed, step.new.printed)
        ]
        return paragraph(*pieces, style=_style(step.new))

    def _mark(self, tag: str) -> str:
        return f'<w:{tag} w:id="{next(self._ids)}" {_BY}/>'

    def _tracked(self, tag: str, text: str) -> str:
        deleted = tag == "del"
        return f'<w:{tag} w:id="{next(self._ids)}" {_BY}>{run(text, deleted=deleted)}</w:{tag}>'

    def _replaced(self, old: str, new: str) -> str:
        return (self._tracked("del", old) if old else "") + (self._tracked("ins", new) if new else "")

    def _whole(self, one: Paragraph, tag: str) -> str:
        return paragraph(self._tracked(tag, one.printed), style=_style(one), mark=self._mark(tag))

    def _moved(self, step: Step) -> str:
        one, tag = (step.new, "moveTo") if step.new is not None else (step.old, "moveFrom")
        assert one is not None
        place = next(self._ids)
        begin = f'<w:{tag}RangeStart w:id="{place}" w:name="move{step.move}" {_BY}/>'
        text = f'<w:{tag} w:id="{next(self._ids)}" {_BY}>{run(one.printed)}</w:{tag}>'
        return paragraph(begin, text, f'<w:{tag}RangeEnd w:id="{place}"/>', style=_style(one), mark=self._mark(tag))


def _style(one: Paragraph) -> str:
    return "Heading1" if one.title else ""
