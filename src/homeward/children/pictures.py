"""Pictures of children's matters: where two counts part, a list worked through, how ready cases are.

Each function is pure and returns one SVG string; the table beneath is made by whoever shows it. No picture names or
places a child: marks stand in the order of their state. Marks, colours and number forms are those of
``homeward.drawing``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from homeward.children.explaining import Class, Explanation
from homeward.children.ledger import Ledger, Standing, Told
from homeward.children.terms import Gate, GateState
from homeward.drawing import Ink, Picture, bar, count_text, line, outline, shortened, words
from homeward.words import Language, _, say

_WIDTH = 720

#: Each class with its ink and whether its mark is filled.
CLASS_MARKS: dict[Class, tuple[Ink, bool]] = {
    Class.ON_BOTH: (Ink.SETTLED, True),
    Class.ONLY_HERE: (Ink.ACCENT, True),
    Class.UNCLEAR: (Ink.NEEDS_A_PERSON, True),
    Class.AGE_OPEN: (Ink.NEEDS_A_PERSON, False),
    Class.OF_AGE: (Ink.ACCENT, False),
    Class.RETURNED: (Ink.SETTLED, False),
    Class.REPEATED: (Ink.FAINT, False),
}
STANDING_MARKS: dict[Standing, tuple[Ink, bool]] = {
    Standing.AGREED: (Ink.SETTLED, True),
    Standing.DIFFERS: (Ink.NEEDS_A_PERSON, True),
    Standing.ONE_SIDE: (Ink.ACCENT, True),
    Standing.WITHOUT_EVIDENCE: (Ink.NEEDS_A_PERSON, False),
    Standing.UNANSWERED: (Ink.FAINT, False),
}
_TOLD_MARKS: dict[Told, tuple[Ink, bool]] = {
    Told.BOTH: (Ink.SETTLED, True),
    Told.ONE: (Ink.ACCENT, True),
    Told.NEITHER: (Ink.FAINT, False),
}
_GATE_MARKS: dict[GateState, tuple[Ink, bool]] = {
    GateState.OPEN: (Ink.SETTLED, True),
    GateState.UNKNOWN: (Ink.NEEDS_A_PERSON, False),
    GateState.CLOSED: (Ink.STOP, True),
}


def counts_picture(explanation: Explanation, language: Language) -> str:
    """Both lists as bars at one scale, each entry in its class: what the two share begins on the left."""
    marks: list[str] = []
    described = []
    most = max((sum(explanation.counts(label).values()) for label in explanation.labels), default=0)
    per_entry = _WIDTH / max(most, 1)
    for place, label in enumerate(explanation.labels):
        top, counts = place * 70, explanation.counts(label)
        marks.append(words(0, top + 15, shortened(label, 48)))
        entries = say(_("{count} entries"), language, count=count_text(sum(counts.values())))
        marks.append(words(_WIDTH, top + 15, entries, Ink.FAINT, 13, "end"))
        left = 0.0
        for counted_as, (ink, filled) in CLASS_MARKS.items():
            left = _piece(
                marks, left, top + 24, counts[counted_as], per_entry, 30, ink, filled, say(counted_as.label, language)
            )
            described.append(f"{label}, {say(counted_as.label, language)}: {count_text(counts[counted_as])}")
    top = 70 * len(explanation.labels) + 6
    marks += _key([(say(one.label, language), *CLASS_MARKS[one]) for one in CLASS_MARKS], top, 2)
    title = say(_("What the two counts are made of, in entries"), language)
    return Picture(_WIDTH, top + 20 * 4 + 6, title, "; ".join(described), marks, language).svg()


def ledger_picture(found: Ledger, language: Language) -> str:
    """Every name as one square by how far it is worked through, and beneath the same week by week."""
    marks: list[str] = []
    total = len(found.lines)
    top = _squares(marks, [(*mark, found.counts[-1][one]) for one, mark in STANDING_MARKS.items()])
    for row, (standing, (ink, filled)) in enumerate(STANDING_MARKS.items()):
        y = top + 20 * row
        marks.append((bar if filled else outline)(0, y, 12, 12, ink))
        marks.append(words(20, y + 11, say(standing.label, language), size=13))
        marks.append(words(440, y + 11, count_text(found.counts[-1][standing]), size=13, anchor="end"))
    top += 20 * len(STANDING_MARKS) + 22
    weeks = [
        (day, [(*mark, counts[one], say(one.label, language)) for one, mark in STANDING_MARKS.items()])
        for day, counts in zip(found.days, found.counts, strict=True)
    ]
    height = _days(marks, weeks, total, top, 22)
    described = "; ".join(
        f"{day:%d.%m.%Y}: "
        + ", ".join(f"{say(one.label, language)} {count_text(counts[one])}" for one in STANDING_MARKS)
        for day, counts in zip(found.days, found.counts, strict=True)
    )
    title = say(_("The list worked through, name by name"), language)
    return Picture(_WIDTH, top + height, title, described, marks, language).svg()


def told_picture(told: Mapping[dt.date, Mapping[Told, int | None]], total: int, language: Language) -> str:
    """Every name as one square, and the months, as they may be told in public: what is held back is drawn together."""
    held = say(_("held back: small counts, and what would give them away"), language)
    marks: list[str] = []
    rows: list[tuple[dt.date, list[tuple[Ink, bool, int, str]]]] = []
    described = []
    for day, counts in told.items():
        pieces = [
            (*mark, count, say(one.label, language))
            for one, mark in _TOLD_MARKS.items()
            if (count := counts[one]) is not None
        ]
        rest = total - sum(count for _ink, _filled, count, _label in pieces)
        if rest:
            pieces.append((Ink.NEEDS_A_PERSON, False, rest, held))
        rows.append((day, pieces))
        said = ", ".join(f"{label} {count_text(count)}" for _ink, _filled, count, label in pieces)
        described.append(f"{day:%d.%m.%Y}: {said}")
    top = _squares(marks, [(ink, filled, count) for ink, filled, count, _label in rows[-1][1]] if rows else [])
    height = top + _days(marks, rows, total, top, 30)
    key = [(say(one.label, language), *mark) for one, mark in _TOLD_MARKS.items()]
    marks += _key([*key, (held, Ink.NEEDS_A_PERSON, False)], height + 10, 1)
    title = say(_("The list worked through, month by month"), language)
    return Picture(_WIDTH, height + 10 + 20 * 4, title, "; ".join(described), marks, language).svg()


def readiness_picture(counts: Mapping[Gate, Mapping[GateState, int]], language: Language) -> str:
    """One bar for each gate: how many cases have it open, not yet known, closed."""
    marks: list[str] = []
    described = []
    total = max((sum(states.values()) for states in counts.values()), default=0)
    left, room = 190, _WIDTH - 190
    for place, (gate, states) in enumerate(counts.items()):
        top = place * 34
        marks.append(words(left - 12, top + 17, shortened(say(gate.label, language), 26), size=13, anchor="end"))
        at = float(left)
        for state, (ink, filled) in _GATE_MARKS.items():
            label = say(state.label, language)
            at = _piece(marks, at, top, states[state], room / max(total, 1), 24, ink, filled, label)
            described.append(f"{say(gate.label, language)}, {label}: {count_text(states[state])}")
    top = 34 * len(counts) + 6
    marks += _key([(say(state.label, language), *_GATE_MARKS[state]) for state in _GATE_MARKS], top, 3)
    title = say(_("How the gates to travel stand, in cases"), language)
    return Picture(_WIDTH, top + 24, title, "; ".join(described), marks, language).svg()


def _squares(marks: list[str], pieces: Sequence[tuple[Ink, bool, int]]) -> int:
    """One square for each name, in the order of the pieces; returns the height with the gap beneath."""
    step, across = 15, 48
    place = 0
    for ink, filled, count in pieces:
        for _name in range(count):
            x, y = place % across * step, place // across * step
            marks.append((bar if filled else outline)(x, y, step - 2, step - 2, ink))
            place += 1
    return -(-place // across) * step + 14


def _days(
    marks: list[str],
    days: Sequence[tuple[dt.date, Sequence[tuple[Ink, bool, int, str]]]],
    total: int,
    top: float,
    row: int,
) -> int:
    """Bars, one for each day and ``row`` high with the gap beneath; returns their height."""
    left = 92
    per_name = (_WIDTH - left) / max(total, 1)
    for place, (day, pieces) in enumerate(days):
        y = top + place * row
        marks.append(words(left - 12, y + row / 2 + 2, f"{day:%d.%m.%Y}", Ink.FAINT, 12, "end"))
        at = float(left)
        for ink, filled, count, label in pieces:
            at = _piece(marks, at, y, count, per_name, row - 5, ink, filled, label)
    marks.append(line(left, top - 4, left, top + row * len(days), Ink.FAINT))
    return row * len(days) + 4


def _piece(
    marks: list[str],
    left: float,
    top: float,
    count: int,
    per_one: float,
    height: int,
    ink: Ink,
    filled: bool,
    label: str,
) -> float:
    """One part of a bar with its count where there is room; returns where the next begins."""
    width = count * per_one
    if count:
        draw = bar if filled else outline
        marks.append(draw(left, top, max(width - 1, 0.5), height, ink, f"{label}: {count_text(count)}"))
        if width >= 8 * len(count_text(count)) + 6:
            on = Ink.PAPER if filled else ink
            marks.append(words(left + width / 2, top + height / 2 + 4.5, count_text(count), on, 12.5, "middle"))
    return left + width


def _key(entries: Sequence[tuple[str, Ink, bool]], top: float, columns: int) -> list[str]:
    marks = []
    for place, (label, ink, filled) in enumerate(entries):
        x, y = place % columns * (_WIDTH / columns), top + 20 * (place // columns)
        marks.append((bar if filled else outline)(x, y, 12, 12, ink))
        marks.append(words(x + 20, y + 11, label, size=13))
    return marks
