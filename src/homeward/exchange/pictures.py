"""Pictures of an exchange round: how many go from one step to the next.

Each function is pure and returns one SVG string; the table that belongs beneath a picture is made by whoever shows
it. Marks, colours and number forms are those of ``homeward.drawing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from homeward.drawing import Ink, Picture, bar, count_text, decimal_text, shortened, words
from homeward.words import Language, _, say

_WIDTH = 720


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of a round, such as “confirmed by both sides”, and the persons who reach it, side by side.

    Attributes:
        label: the step in words, in the language of the picture.
        counts: persons per side, in the order of the picture's sides.
    """

    label: str
    counts: tuple[int, ...]


def round_flow(sides: Sequence[str], steps: Sequence[FlowStep], language: Language | str) -> str:
    """Show how many persons of each side go from one step of a round to the next.

    Per step one bar per side, all at one scale and in one colour: sides are told apart by their names, and swapping
    them swaps the bars. Behind each count stands how many the step left behind.

    Args:
        sides: names of the sides the persons go home to, in the order to be shown.
        steps: from the first (listed) to the last (planned, boarded, home); nobody enters on the way.
        language: of the words in the picture.

    Raises:
        ValueError: no side or no step, a step without a count for every side, a negative count, or a count that
            grows from one step to the next.
    """
    if not sides or not steps or any(len(step.counts) != len(sides) for step in steps):
        raise ValueError("a flow needs sides, steps, and in each step one count for each side")
    for reached in zip(*(step.counts for step in steps), strict=True):
        if reached[-1] < 0 or any(later > earlier for earlier, later in pairwise(reached)):
            raise ValueError("from step to step counts can only fall, and not below 0")

    left, room = 120, _WIDTH - 120 - 130
    scale = room / max(1, *steps[0].counts)
    row_height = 22
    block = 30 + row_height * len(sides)
    marks: list[str] = []
    described: list[str] = []
    for place, step in enumerate(steps):
        top = place * block
        marks.append(words(0, top + 16, step.label, size=14))
        for row, (side, count) in enumerate(zip(sides, step.counts, strict=True)):
            y = top + 24 + row * row_height
            said = count_text(count)
            gone = steps[place - 1].counts[row] - count if place else 0
            marks.append(words(left - 10, y + 13, shortened(side, 14), Ink.FAINT, 13, "end"))
            marks.append(bar(left, y, count * scale, 17, Ink.ACCENT, f"{side}, {step.label}: {said}"))
            marks.append(words(left + count * scale + 8, y + 13, said, size=13))
            if gone:
                marks.append(words(_WIDTH, y + 13, decimal_text(-gone, 0, language), Ink.FAINT, 13, "end"))
            described.append(f"{step.label}, {side}: {said}")
    title = say(_("The round, step by step"), language)
    return Picture(_WIDTH, block * len(steps) + 4, title, "; ".join(described), marks, Language(language)).svg()
