"""Faults and notes as rows of text, to be printed or written as a table in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from homeward.errors import Fault
from homeward.intake.faults import Note
from homeward.words import Language, _, say

#: The headings of the rows that ``rows`` gives.
HEADINGS: Final = (_("file"), _("sheet"), _("row"), _("column"), _("found"), _("what to do"))


def headings(language: Language | str = Language.EN) -> tuple[str, ...]:
    """The headings in ``language``."""
    return tuple(say(heading, language) for heading in HEADINGS)


def rows(told: Iterable[Fault | Note], language: Language | str = Language.EN) -> list[tuple[str, ...]]:
    """One row of text for each fault or note, under ``HEADINGS``; for a note "found" is how often."""
    table: list[tuple[str, ...]] = []
    for one in told:
        found, advice = (one.found, one.advice) if isinstance(one, Fault) else (str(one.count), one.text)
        table.append((one.file, one.sheet, str(one.row or ""), one.column, found, say(advice, language)))
    return table
