"""Pictures of remains: where counts differ, and how far containers, parts, cases and persons have come.

Units keep apart: each has a scale of its own, and no line leads from one to the next. Each function is pure and gives
one SVG; the table beneath is made by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.drawing import COLOURS, Ink, Picture, bar, count_text, line, number, outline, shortened, words
from homeward.remains.counting import NEUTRAL, POINTS, Counted, Difference, Kind, StageLine
from homeward.remains.units import Count, Unit
from homeward.words import Language, _, say

_WIDTH = 760

_LEFT, _ROW, _HEAD = 190, 62, 90
_BOX = 16


def counts_picture(
    lines: Sequence[StageLine], counted: Sequence[Counted], found: Sequence[Difference], language: Language
) -> str:
    """A row for each consignment and unit, a mark at each point where it was counted, the numbers beneath.

    A filled mark: all who counted here fit what was said before. A mark with a gap above it: here a difference arises.
    An empty frame: nobody counted.
    """
    marks = _legend(language)
    points = [point for point in POINTS if any(one.point is point for one in counted)]
    step = (_WIDTH - _LEFT) / max(4, len(points))
    at_point = {point: _LEFT + place * step + (step - _BOX) / 2 for place, point in enumerate(points)}
    for point, x in at_point.items():
        lead = _wrapped(say(point.label, language), 16)
        marks += [words(x + _BOX / 2, 48 + 14 * at, part, Ink.FAINT, 12, "middle") for at, part in enumerate(lead)]
    told = []
    for row, stage in enumerate(lines):
        top = _HEAD + row * _ROW
        of_line = [one for one in found if one.consignment == stage.consignment and one.unit is stage.unit]
        unit = say(stage.unit.label, language)
        marks += [
            words(0, top + 13, f"{stage.stage:%d.%m.%Y} · {shortened(stage.consignment, 12)}", size=13),
            words(0, top + 29, f"{shortened(stage.giver, 8)} → {shortened(stage.receiver, 8)} · {unit}", Ink.FAINT, 12),
            line(at_point[points[0]] + _BOX, top + 8, at_point[points[-1]], top + 8, Ink.FAINT, "1 4"),
        ]
        for point, x in at_point.items():
            here = {
                one.counter: one.count.number
                for one in counted
                if one.consignment == stage.consignment and one.point is point and one.count.unit is stage.unit
            }
            marks += _point(x, top, here, [one for one in of_line if one.at is point], stage, language)
        told += [_told(one, language) for one in of_line]
    title = say(_("Where counts differ"), language)
    description = "; ".join(told) or say(_("All counts agree."), language)
    return Picture(_WIDTH, _HEAD + _ROW * len(lines), title, description, marks, language).svg()


def _legend(language: Language) -> list[str]:
    """What the marks say, in one line."""
    fits, parts = (say(text, language) for text in (_("all counts fit"), _("here counts differ")))
    order = say(_("numbers in this order: who gives, who receives, the neutral"), language)
    return [
        bar(0, 2, 12, 12, Ink.SETTLED),
        words(18, 13, fits, Ink.FAINT, 12),
        bar(150, 2, 12, 12, Ink.NEEDS_A_PERSON),
        words(168, 13, parts, Ink.FAINT, 12),
        words(_WIDTH, 13, order, Ink.FAINT, 12, "end"),
    ]


def _point(
    x: float, top: float, here: dict[str, int], found: Sequence[Difference], stage: StageLine, language: Language
) -> list[str]:
    middle = x + _BOX / 2
    if not here:
        return [bar(x, top, _BOX, _BOX, Ink.PAPER), outline(x + 4, top + 4, _BOX - 8, _BOX - 8, Ink.FAINT)]
    apart = [one for one in found if one.kind is not Kind.RECOUNTED]
    says = ", ".join(f"{counter_text(one, language)} {count_text(here[one])}" for one in here)
    marks = [bar(x, top, _BOX, _BOX, Ink.NEEDS_A_PERSON if apart else Ink.SETTLED, says)]
    if apart:
        gap = " + ".join(count_text(one.gap) for one in apart)
        marks += [
            bar(x - 5, top - 3, 2, _BOX + 6, Ink.NEEDS_A_PERSON),
            bar(x + _BOX + 3, top - 3, 2, _BOX + 6, Ink.NEEDS_A_PERSON),
            words(x + _BOX + 9, top + 13, f"≠ {gap}", Ink.NEEDS_A_PERSON, 13),
        ]
    if len({*here.values()}) == 1:
        marks.append(words(middle, top + 33, count_text(next(iter(here.values()))), size=13, anchor="middle"))
    else:
        order = [who for who in stage.counters if who in here]
        numbers = " · ".join(count_text(here[who]) for who in order)
        marks.append(words(middle, top + 33, numbers, size=12, anchor="middle"))
    return marks


def counter_text(counter: str, language: Language) -> str:
    """A side's code as it is, the neutral in words."""
    return say(_("the neutral"), language) if counter == NEUTRAL else counter


def _told(one: Difference, language: Language) -> str:
    return say(
        _("{consignment}, {unit}: a gap of {gap}, {kind}, at “{point}”"),
        language,
        consignment=one.consignment,
        gap=count_text(one.gap),
        unit=say(one.unit.label, language),
        kind=say(one.kind.label, language),
        point=say(one.at.label, language),
    )


def _wrapped(text: str, length: int) -> list[str]:
    """Words on lines of about ``length`` characters."""
    found = [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > length:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".strip()
    return found


@dataclass(frozen=True, slots=True)
class FlowRow:
    """How many of one unit have come this far.

    Attributes:
        label: the step, in the language of the picture.
        count: how many.
        waiting: whether those that the row before has more wait for a person.
        stopped: whether this row tells of what was stopped.
    """

    label: str
    count: Count
    waiting: bool = True
    stopped: bool = False


def flow_picture(bands: Sequence[Sequence[FlowRow]], language: Language) -> str:
    """Bands of rows, each band of one unit at its own scale, from the first step to the last.

    Behind each bar stands framed what the step before has more, with its number: what still waits.

    Raises:
        ValueError: a band without rows, or of two units.
    """
    if any(not band or len({row.count.unit for row in band}) > 1 for band in bands):
        raise ValueError("a band of the flow has rows of one unit")
    left, room, row_height = 290, _WIDTH - 290 - 140, 27
    marks: list[str] = []
    told = []
    y = 0.0
    for place, band in enumerate(bands):
        unit: Unit = band[0].count.unit
        if place:
            marks.append(line(0, y, _WIDTH, y, Ink.FAINT, "1 4"))
            y += 14
        marks.append(words(0, y + 14, say(unit.label, language), Ink.FAINT, 13))
        y += 24
        scale = room / max(1, *(row.count.number for row in band))
        before = 0
        end_of_way = max(n for n, row in enumerate(band) if n == 0 or (row.waiting and not row.stopped)) or -1
        for at, row in enumerate(band):
            count = row.count.number
            says = f"{say(unit.label, language)}, {row.label}: {count_text(count)}"
            ink = Ink.STOP if row.stopped else Ink.SETTLED if at == end_of_way else Ink.ACCENT
            marks += [
                words(left - 12, y + 14, shortened(row.label, 34), size=13, anchor="end"),
                bar(left, y + 2, count * scale, 16, ink, says),
            ]
            rest = before - count if at and row.waiting and not row.stopped else 0
            end = left + count * scale
            if rest > 0:
                marks.append(outline(end, y + 2, rest * scale, 16, Ink.NEEDS_A_PERSON))
                end += rest * scale
                more = say(_("{n} wait"), language, n=count_text(rest))
                marks.append(words(_WIDTH, y + 14, more, Ink.NEEDS_A_PERSON, 13, "end"))
            marks.append(words(end + 8, y + 14, count_text(count), size=13))
            told.append(says)
            if at and row.waiting and not row.stopped:
                marks.append(_narrowing(left, y - row_height + 18, y + 2, before * scale, count * scale))
            before = before if row.stopped else count
            y += row_height
        y += 6
    title = say(_("The way of remains, each unit counted by itself"), language)
    return Picture(_WIDTH, round(y), title, "; ".join(told), marks, language).svg()


def _narrowing(left: float, top: float, bottom: float, above: float, below: float) -> str:
    """A faint slope from the bar of a step to that of the next."""
    x, y = number(left), (number(top), number(bottom))
    shape = f"M{x} {y[0]}H{number(left + above)}L{number(left + below)} {y[1]}H{x}Z"
    return f'<path d="{shape}" class="{Ink.FAINT}" fill="{COLOURS[Ink.FAINT][0]}" fill-opacity="0.18"/>'
