"""The clause map: two texts as two columns of clauses, and between them what they have to do with each other.

Each kind of link has a sign, a kind of line and a colour; the sign stands at both ends, so that it can be read without
colour and without following the line.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from homeward.drawing import Ink, Picture, bar, line, shortened, words
from homeward.pages import Html, table
from homeward.talks.text_terms import Alignment, Clause, PairType
from homeward.words import Language, _, say

_WIDTH: Final = 760
_ROW: Final = 15
_LEFT, _RIGHT = 262, 498
#: Sign, colour and dashes of each kind of pair.
SIGNS: Final = {
    PairType.SAME: ("=", Ink.SETTLED, ""),
    PairType.NEAR: ("≈", Ink.ACCENT, "6 3"),
    PairType.CONFLICT: ("≠", Ink.STOP, "2 2"),
    PairType.BROADER_LEFT: ("⊃", Ink.NEEDS_A_PERSON, "9 3 2 3"),
    PairType.BROADER_RIGHT: ("⊂", Ink.NEEDS_A_PERSON, "9 3 2 3"),
}


def clause_map(alignment: Alignment, names: tuple[str, str], language: Language) -> str:
    """Draw the map as SVG; ``names`` is what the two texts are called above their columns."""
    counted = Counter(pair.type for pair in alignment.pairs)
    legend = [(sign, ink, f"{say(kind.label, language)}: {counted[kind]}") for kind, (sign, ink, _d) in SIGNS.items()]
    alone = (len(alignment.only_left), len(alignment.only_right))
    legend.append(
        (
            "·",
            Ink.FAINT,
            say(_("only in this text: {left} left, {right} right"), language, left=alone[0], right=alone[1]),
        )
    )
    top = 24 * ((len(legend) + 1) // 2) + 52
    sides = [_column(clauses, top) for clauses in (alignment.left.clauses, alignment.right.clauses)]
    marks: list[str] = []
    x: float
    y: float
    for number, (sign, ink, text) in enumerate(legend):
        x, y = (0, _WIDTH // 2)[number % 2], 16 + 24 * (number // 2)
        marks += [words(x, y, sign, ink, 17), words(x + 24, y, text, size=14)]
    marks += [words(0, top - 18, names[0], size=14), words(_WIDTH, top - 18, names[1], size=14, anchor="end")]
    at: list[dict[str, float]] = [{clause.id: y for clause, y in rows if clause} for rows, _titles in sides]
    ends: list[dict[str, list[PairType]]] = [{}, {}]
    for pair in alignment.pairs:
        _sign, ink, dashes = SIGNS[pair.type]
        marks.append(line(_LEFT + 26, at[0][pair.left] - 4, _RIGHT - 26, at[1][pair.right] - 4, ink, dashes))
        ends[0].setdefault(pair.left, []).append(pair.type)
        ends[1].setdefault(pair.right, []).append(pair.type)
    for side, (rows, titles) in enumerate(sides):
        x, anchor, step = (_LEFT, "end", 1) if side == 0 else (_RIGHT, "start", -1)
        for title, y in titles:
            marks.append(words(x, y, shortened(title, 34), size=13, anchor=anchor))
            marks.append(bar(x - (250 if side == 0 else 0), y + 4, 250, 1, Ink.FAINT))
        for clause, y in rows:
            kinds = ends[side].get(clause.id, [])
            marks.append(words(x - 4 * step, y, _named(clause, side), Ink.INK if kinds else Ink.FAINT, 11, anchor))
            for place, kind in enumerate(dict.fromkeys(kinds)):
                sign, ink, _dashes = SIGNS[kind]
                marks.append(words(x + (8 + 9 * place) * step, y, sign, ink, 13, "start" if side == 0 else "end"))
            if not kinds:
                marks.append(words(x + 8 * step, y, "·", Ink.FAINT, 13, "start" if side == 0 else "end"))
    height = max(y for rows, _titles in sides for _clause, y in rows) + 10 if any(rows for rows, _t in sides) else top
    title = say(_("Clauses of two texts and how they stand"), language)
    description = "; ".join(text for _sign, _ink, text in legend)
    return Picture(_WIDTH, int(height), title, description, marks, language).svg()


def _named(clause: Clause, side: int) -> str:
    """The clause's number next to the middle, and as many of its first words as there is room for."""
    text = shortened(clause.text, max(8, 36 - len(clause.id)))
    return f"{clause.id}  {text}" if side else f"{text}  {clause.id}"


def _column(clauses: tuple[Clause, ...], top: int) -> tuple[list[tuple[Clause, float]], list[tuple[str, float]]]:
    """Where each clause stands, and each title above its first."""
    rows: list[tuple[Clause, float]] = []
    titles: list[tuple[str, float]] = []
    y, last = float(top), None
    for clause in clauses:
        title = clause.heading[-1] if clause.heading else ""
        if title != last and title:
            y += 10
            titles.append((title, y))
            y += 19
        last = title
        rows.append((clause, y))
        y += _ROW
    return rows, titles


def map_table(alignment: Alignment, names: tuple[str, str], language: Language) -> Html:
    """The same as a table."""
    rows = [(pair.left, pair.right, say(pair.type.label, language)) for pair in alignment.pairs]
    rows += [(one, "–", say(_("only left"), language)) for one in alignment.only_left]
    rows += [("–", one, say(_("only right"), language)) for one in alignment.only_right]
    head = [names[0], names[1], say(_("how they stand"), language)]
    return table(say(_("Clauses of two texts and how they stand"), language), head, rows, texts=(1, 2))
