"""How the entries of each party stand, as bars: agreed, still open, unclear, without a settled partner.

The table that belongs beneath is made by whoever shows the picture. Marks are those of ``homeward.drawing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.drawing import Ink, Picture, bar, count_text, outline, shortened, words
from homeward.words import Language, _, say

_WIDTH, _ROW, _BAR = 720, 58, 26


@dataclass(frozen=True, slots=True)
class Standing:
    """How the entries of one party stand; ``alone`` have no partner that is agreed or still looked at.

    Attributes:
        party: its name in the reader's language.
        entries: all current ones; the four parts make them up.
    """

    party: str
    agreed: int
    open: int
    unclear: int
    alone: int

    @property
    def entries(self) -> int:
        """All of them."""
        return self.agreed + self.open + self.unclear + self.alone

    @property
    def parts(self) -> tuple[tuple[str, int, Ink, bool], ...]:
        """Words, count, ink, whether filled; in the order of the bar."""
        return (
            (_("agreed: the same person"), self.agreed, Ink.SETTLED, True),
            (_("still to be decided"), self.open, Ink.NEEDS_A_PERSON, False),
            (_("unclear, or the sides differ"), self.unclear, Ink.NEEDS_A_PERSON, True),
            (_("without a settled partner"), self.alone, Ink.ACCENT, True),
        )


def standing_picture(standings: Sequence[Standing], language: Language) -> str:
    """One bar for each party, all at one scale; every figure is written out beneath."""
    longest = max((standing.entries for standing in standings), default=0)
    per_entry = _WIDTH / max(longest, 1)
    marks: list[str] = []
    described = []
    for place, standing in enumerate(standings):
        top = place * _ROW
        marks.append(words(0, top + 15, shortened(standing.party, 48), size=14))
        entries = say(_("{count} entries"), language, count=count_text(standing.entries))
        marks.append(words(_WIDTH, top + 15, entries, Ink.FAINT, 13, "end"))
        left = 0.0
        for text, count, ink, is_filled in standing.parts:
            width = count * per_entry
            says = f"{say(text, language)}: {count_text(count)}"
            described.append(f"{standing.party}, {says}")
            if count:
                draw = bar if is_filled else outline
                marks.append(draw(left, top + 22, max(width - 1, 0.5), _BAR, ink, says))
                if width >= 8 * len(count_text(count)) + 6:
                    on = Ink.PAPER if is_filled else ink
                    marks.append(words(left + width / 2, top + 22 + _BAR / 2 + 5, count_text(count), on, 13, "middle"))
            left += width
    top = len(standings) * _ROW + 10
    for line, (text, _count, ink, is_filled) in enumerate(Standing("", 0, 0, 0, 0).parts):
        marks.append((bar if is_filled else outline)(0, top + 20 * line, 12, 12, ink))
        marks.append(words(20, top + 20 * line + 11, say(text, language), size=13))
    title = say(_("How the entries stand"), language)
    return Picture(_WIDTH, top + 84, title, "; ".join(described), marks, language).svg()
