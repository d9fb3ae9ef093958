"""Pedigrees drawn as geneticists draw them: square for a man, circle for a woman, diamond where the sex is not known.

A stroke through a symbol says deceased, a filled symbol says typed, a dashed ring marks whom the question is about.
Which sign means what stands beneath every drawing. Source: Bennett et al., Standardized human pedigree nomenclature,
Journal of Genetic Counseling 17 (2008) 424-433, where a filled symbol has the meaning that the legend gives it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.sax.saxutils import escape

from homeward.drawing import COLOURS, Ink, Picture, number, shortened, words
from homeward.kinship.papers.pedigree_layout import SYMBOL, Layout, Mating, Stroke, Symbol, layout
from homeward.kinship.pedigrees import Member
from homeward.kinship.terms import Sex
from homeward.words import Language, _, say

_SIZE = 11
_LINE = 13
#: From a symbol to its label, past the ring.
_LABEL = 10
#: Width of a letter of a label, on the safe side, and what a stand may take.
_LETTER = 6.7
_NARROW, _WIDE = 50, 78
_MOST_LINES = 3
_HALF = SYMBOL / 2
_SMALL = 6
_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Marks:
    """What is said of members beside who is whose parent, by id.

    Args:
        typed: who has a profile.
        deceased: who has died.
        sought: whom the question is about.
        put_in: parents whom nobody named; drawn small and without a label.
        labels: what stands beneath a symbol in place of the id; lines parted by line breaks.
    """

    typed: Collection[str] = ()
    deceased: Collection[str] = ()
    sought: Collection[str] = ()
    put_in: Collection[str] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: _NO_LABELS)


def pedigree_picture(members: Sequence[Member], marks: Marks, title: str, language: Language | str) -> str:
    """Draw members of one pedigree or of several unrelated ones; one SVG string.

    Args:
        members: parents before children, both parents of everybody known or none (as ``Pedigree`` has them).
        marks: who is typed, deceased, sought.
        title: of the picture.
        language: of its words.
    """
    labels = {
        member.id: [] if member.id in marks.put_in else _lines(marks.labels.get(member.id, member.id))
        for member in members
    }
    longest = max((_width(line) for lines in labels.values() for line in lines), default=0.0)
    height = _LABEL + _LINE * max((len(lines) for lines in labels.values()), default=1)
    made = layout(members, min(max(longest + 12, _NARROW), _WIDE), height)
    sexes = {member.id: member.sex for member in members}
    drawn = [*_descent(made.strokes), *(_mating(one) for one in made.matings), *map(_arc, _repeats(made.symbols))]
    for symbol in made.symbols:
        drawn += _symbol(symbol, sexes[symbol.id], marks, labels[symbol.id])
    width = max(made.width, _LEGEND_WIDTH)
    # Arcs and rings of the first row need room above it.
    above = max((made.symbols[0].y - arc.top for arc in _repeats(made.symbols)), default=_HALF) - _HALF + 8
    legend, bottom = _legend(made, members, marks, Language(language))
    moved = f'<g transform="translate({number((width - made.width) / 2)} {number(above)})">{"".join(drawn)}</g>'
    signs = f'<g transform="translate(0 {number(above)})">{"".join(legend)}</g>'
    described_ = described(members, marks, language)
    return Picture(round(width), round(bottom + above), title, described_, [moved, signs], Language(language)).svg()


def described(members: Sequence[Member], marks: Marks, language: Language | str) -> str:
    """The pedigree in words, one member after another."""
    said = []
    for member in members:
        about = [say(SEX_WORDS[member.sex], language)]
        about += [say(word, language) for ids, word in ((marks.typed, _("typed")),) if member.id in ids]
        about += [say(_DECEASED, language)] if member.id in marks.deceased else []
        about += [say(_SOUGHT, language)] if member.id in marks.sought else []
        if not member.is_founder:
            parents = _("child of {father} and {mother}")
            about.append(say(parents, language, father=member.father, mother=member.mother))
        said.append(f"{member.id}: {', '.join(about)}")
    return "; ".join(said)


_DECEASED = _("deceased")
_SOUGHT = _("whom the question is about")
SEX_WORDS = {Sex.MALE: _("man"), Sex.FEMALE: _("woman"), Sex.UNKNOWN: _("sex not known")}
_LEGEND_WIDTH = 470


def _width(text: str) -> float:
    return _LETTER * sum(1.8 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _lines(label: str) -> list[str]:
    """A label on as many lines as it has, each broken where it is too long; three at most, the last cut."""
    most = int((_WIDE - 8) / _LETTER)
    broken = [line[at : at + most] for line in label.split("\n") for at in range(0, max(len(line), 1), most)]
    if len(broken) > _MOST_LINES:
        broken[_MOST_LINES - 1] = shortened("".join(broken[_MOST_LINES - 1 :]), most)
    return broken[:_MOST_LINES]


def _path(d: str, ink: Ink, width: float = 1.3, *, fill: Ink | None = None, dashes: str = "") -> str:
    filled = f'class="{fill} {ink}-line" fill="{COLOURS[fill][0]}"' if fill else f'class="{ink}-line" fill="none"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{d}" {filled} stroke="{COLOURS[ink][0]}" stroke-width="{number(width)}"{dashed}/>'


def _descent(strokes: Sequence[Stroke]) -> Iterator[str]:
    """Lines across first; over them lines down, which part the foreign lines that they cross."""
    across = [one for one in strokes if one.y1 == one.y2]
    down = [one for one in strokes if one.y1 != one.y2]
    yield from (_path(_straight(one), Ink.INK) for one in across)
    for one in down:
        for other in across:
            if one.couple != other.couple and other.x1 < one.x1 < other.x2 and one.y1 < other.y1 < one.y2:
                yield _path(f"M{number(one.x1)} {number(other.y1 - 4)}V{number(other.y1 + 4)}", Ink.PAPER, 7)
    yield from (_path(_straight(one), Ink.INK) for one in down)


def _straight(one: Stroke) -> str:
    way = f"H{number(one.x2)}" if one.y1 == one.y2 else f"V{number(one.y2)}"
    return f"M{number(one.x1)} {number(one.y1)}{way}"


def _mating(one: Mating) -> str:
    levels = (one.y - 2, one.y + 2) if one.is_consanguineous else (one.y,)
    return _path("".join(f"M{number(one.x1 - 9)} {number(y)}H{number(one.x2 + 9)}" for y in levels), Ink.INK)


@dataclass(frozen=True, slots=True)
class _Arc:
    """A dashed bow between two symbols of one person; ``top`` is its highest point at most."""

    left: Symbol
    right: Symbol
    top: float


def _repeats(symbols: Sequence[Symbol]) -> list[_Arc]:
    own = {one.id: one for one in symbols if not one.is_repeat}
    found = []
    for one in symbols:
        if one.is_repeat:
            left, right = sorted((own[one.id], one), key=lambda symbol: symbol.x)
            top = min(left.y, right.y) - _HALF - min(12 + 0.05 * (right.x - left.x), 40)
            found.append(_Arc(left, right, top))
    return found


def _arc(arc: _Arc) -> str:
    left, right = arc.left, arc.right
    ends = (left.x + _HALF * 0.7, left.y - _HALF * 0.8, right.x - _HALF * 0.7, right.y - _HALF * 0.8)
    x1, y1, x2, y2 = map(number, ends)
    way = f"M{x1} {y1}Q{number((left.x + right.x) / 2)} {number(arc.top)} {x2} {y2}"
    return _path(way, Ink.ACCENT, 1.2, dashes="2 3")


def _symbol(symbol: Symbol, sex: Sex, marks: Marks, label: Sequence[str]) -> Iterator[str]:
    id_, x, y = symbol.id, symbol.x, symbol.y
    half = _SMALL if id_ in marks.put_in else _HALF
    if id_ in marks.sought:
        yield _path(_outline(Sex.FEMALE, x, y, _HALF * 1.42 + 2), Ink.STOP, 1.4, dashes="4 3")
    yield _path(_outline(sex, x, y, half), Ink.INK, 1.6, fill=Ink.ACCENT if id_ in marks.typed else Ink.PAPER)
    if id_ in marks.deceased:
        yield _path(_stroke_through(x, y, half), Ink.INK, 1.6)
    if id_ in marks.sought and id_ not in marks.typed:
        yield words(x, y + 6, "?", Ink.INK, 16, "middle")
    whole = marks.labels.get(id_, id_).replace("\n", " ")
    lines = "".join(
        words(x, y + _HALF + _LABEL + _LINE * (place + 1) - 4, line, Ink.INK, _SIZE, "middle")
        for place, line in enumerate(label)
    )
    is_cut = "".join(label).replace("\n", "") != marks.labels.get(id_, id_).replace("\n", "")
    yield f"<g><title>{escape(whole)}</title>{lines}</g>" if is_cut else lines


def _outline(sex: Sex, x: float, y: float, half: float) -> str:
    left, right, top, bottom = number(x - half), number(x + half), number(y - half), number(y + half)
    if sex is Sex.FEMALE:
        r = number(half)
        return f"M{left} {number(y)}A{r} {r} 0 1 1 {right} {number(y)}A{r} {r} 0 1 1 {left} {number(y)}Z"
    if sex is Sex.MALE:
        return f"M{left} {top}H{right}V{bottom}H{left}Z"
    return f"M{left} {number(y)}L{number(x)} {top}L{right} {number(y)}L{number(x)} {bottom}Z"


def _stroke_through(x: float, y: float, half: float) -> str:
    reach = half + 5
    return f"M{number(x - reach)} {number(y + reach)}L{number(x + reach)} {number(y - reach)}"


def _legend(made: Layout, members: Sequence[Member], marks: Marks, language: Language) -> tuple[list[str], float]:
    """Signs that occur with their meaning, two or three beside each other, and where they end."""
    ids = [member.id for member in members]
    signs: list[tuple[str, str]] = []

    def sign(text: str, drawn: str) -> None:
        signs.append((say(text, language), drawn))

    for sex in Sex:
        if any(member.sex is sex for member in members):
            sign(SEX_WORDS[sex], _path(_outline(sex, 7, 0, 6), Ink.INK, fill=Ink.PAPER))
    if any(id_ in marks.typed for id_ in ids):
        sign(_("filled: typed"), _path(_outline(Sex.MALE, 7, 0, 6), Ink.INK, fill=Ink.ACCENT))
    if any(id_ in marks.deceased for id_ in ids):
        struck = _path(_outline(Sex.MALE, 7, 0, 6), Ink.INK, fill=Ink.PAPER) + _path(_stroke_through(7, 0, 4), Ink.INK)
        sign(_DECEASED, struck)
    if any(id_ in marks.sought for id_ in ids):
        sign(_SOUGHT, _path(_outline(Sex.FEMALE, 7, 0, 7), Ink.STOP, dashes="4 3"))
    if any(id_ in marks.put_in for id_ in ids):
        sign(_("parent whom nobody named"), _path(_outline(Sex.MALE, 7, 0, 3.5), Ink.INK, fill=Ink.PAPER))
    if any(mating.is_consanguineous for mating in made.matings):
        sign(_("partners share an ancestor"), _path("M0 -2H14M0 2H14", Ink.INK))
    if any(symbol.is_repeat for symbol in made.symbols):
        sign(_("one person, drawn twice"), _path("M0 4Q7 -9 14 4", Ink.ACCENT, dashes="2 3"))
    drawn, x, y = [], 0.0, made.height + 24
    for text, mark in signs:
        width = 34 + 6.4 * len(text)
        if x and x + width > max(made.width, _LEGEND_WIDTH):
            x, y = 0.0, y + 20
        drawn.append(f'<g transform="translate({number(x)} {number(y)})">{mark}{words(21, 4, text, Ink.FAINT, 11)}</g>')
        x += width
    return drawn, y + 8
