"""A pedigree laid out for drawing: symbols, lines between partners, lines of descent; nothing lies upon anything else.

Generations stand in rows. Partners are joined by a line at half height, which is double where they share an ancestor;
from its middle a line goes down to the line of the siblings. Lines across have lanes of their own between the rows, so
that two of them never run in one another; where a line down meets a foreign line across, they cross. Unrelated parts
stand side by side. Source of the form: Bennett et al., Journal of Genetic Counseling 17 (2008) 424-433.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from homeward.kinship.papers.pedigree_order import Distances, Placed, Span, crossings, placed
from homeward.kinship.papers.pedigree_rows import Rows, rows_of
from homeward.kinship.pedigrees import Member

#: Side of a square, diameter of a circle.
SYMBOL = 30
_LANE = 11
#: From the labels to the first lane, and from the last lane to the symbols below.
_ABOVE_LANES, _BELOW_LANES = 9, 16
_BETWEEN_PARTS = 26
#: How far beside the middle of a couple the line down may stand, and how far it keeps from foreign lines.
_PLAY, _CLEAR = 13.0, 5.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """The place of a member, by its middle; ``is_repeat`` where the member stands elsewhere too."""

    id: str
    x: float
    y: float
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Mating:
    """A line from the right edge of one symbol to the left edge of another, and whether its ends share an ancestor."""

    partners: tuple[str, str]
    x1: float
    x2: float
    y: float
    is_consanguineous: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, level or upright, of the descent from one couple.

    Attributes:
        couple: number of the couple; strokes of one couple may meet.
        x1, y1, x2, y2: ends, from left to right or from above to below.
    """

    couple: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All that a pedigree's drawing is made of, on a sheet of ``width`` by ``height``."""

    width: float
    height: float
    symbols: tuple[Symbol, ...]
    matings: tuple[Mating, ...]
    strokes: tuple[Stroke, ...]


def layout(members: Sequence[Member], stand: float = 60, label: float = 16) -> Layout:
    """Lay out members of one pedigree, or of several that are unrelated.

    Args:
        members: parents before children, both parents of everybody known or none (as ``Pedigree`` has them).
        stand: what a symbol with its label takes of a row.
        label: height of the labels beneath a symbol.
    """
    left, couples = 0.0, 0
    laid: list[Layout] = []
    for part in parts(members):
        drawn = _shifted(_part(part, stand, label), left, couples)
        laid.append(drawn)
        left = drawn.width + _BETWEEN_PARTS
        couples += len({stroke.couple for stroke in drawn.strokes})
    return Layout(
        laid[-1].width if laid else 0,
        max((part.height for part in laid), default=0),
        tuple(symbol for part in laid for symbol in part.symbols),
        tuple(mating for part in laid for mating in part.matings),
        tuple(stroke for part in laid for stroke in part.strokes),
    )


def parts(members: Sequence[Member]) -> list[list[Member]]:
    """Members who are connected, in the order of their first."""
    of = {member.id: member.id for member in members}
    for member in members:
        for parent in (member.father, member.mother):
            if parent:
                old, new = of[parent], of[member.id]
                of = {id_: new if part == old else part for id_, part in of.items()}
    found: dict[str, list[Member]] = {}
    for member in members:
        found.setdefault(of[member.id], []).append(member)
    return list(found.values())


def _shifted(part: Layout, right: float, couples: int) -> Layout:
    return Layout(
        part.width + right,
        part.height,
        tuple(replace(one, x=one.x + right) for one in part.symbols),
        tuple(replace(one, x1=one.x1 + right, x2=one.x2 + right) for one in part.matings),
        tuple(replace(one, couple=one.couple + couples, x1=one.x1 + right, x2=one.x2 + right) for one in part.strokes),
    )


def _part(members: Sequence[Member], stand: float, label: float) -> Layout:
    rows = rows_of(members)
    places = _rounded(placed(rows, Distances(stand)), stand)
    pins = _pins(places)
    lanes = _lanes(places, pins)
    tops = _tops(places, lanes, label)
    ancestry = _ancestry(members)
    symbols = tuple(
        Symbol(one.id, places.x[at], tops[one.row] + SYMBOL / 2, one.is_repeat) for at, one in enumerate(rows.stands)
    )
    return Layout(
        max(one.x for one in symbols) + stand / 2,
        max(one.y for one in symbols) + SYMBOL / 2 + label,
        symbols,
        tuple(_mating(rows, symbols, couple.partners, ancestry) for couple in rows.couples),
        tuple(_strokes(places, pins, lanes, tops, label)),
    )


def _rounded(places: Placed, stand: float) -> Placed:
    """Whole numbers, the leftmost stand touching the edge: the same on every machine."""
    left = min(places.x) - stand / 2
    return replace(places, x=tuple(float(round(x - left)) for x in places.x))


def _pins(places: Placed) -> list[float]:
    """Where each net comes down: the middle of its couple, or beside it.

    Beside it to meet an only child in one straight line, and where a foreign line comes up from below.
    """
    found = []
    for net in places.nets:
        middle = (places.x[net.upper[0]] + places.x[net.upper[1]]) / 2
        play = _PLAY if net.upper[0] != net.upper[1] else 0.0
        own = [places.x[node] for node in net.lower]
        foreign = [
            places.x[node] for other in places.nets if other.row == net.row and other is not net for node in other.lower
        ]
        near = play if len(own) == 1 else play / 4
        tried = [pin for pin in own if abs(pin - middle) <= near]
        tried += [middle + step * side for step in range(int(play) + 1) for side in (1, -1)]
        clear = [pin for pin in tried if all(abs(pin - other) >= _CLEAR for other in foreign)]
        found.append((clear or [middle])[0])
    return found


def _lanes(places: Placed, pins: Sequence[float]) -> list[int]:
    """The lane of each net, 0 at the top; nets that share a stretch never share a lane, and few of them cross."""
    spans: list[Span] = []
    for net, pin in zip(places.nets, pins, strict=True):
        lower = [places.x[node] for node in net.lower]
        spans.append((net.row, min(pin, *lower), max(pin, *lower), pin, lower))
    lanes = [0] * len(spans)
    for row in {net.row for net in places.nets}:
        order = [at for at, net in enumerate(places.nets) if net.row == row]
        for _ in order:
            for at, (one, other) in enumerate(pairwise(list(order))):
                if order[at] == one and _price(spans[other], spans[one]) < _price(spans[one], spans[other]):
                    order[at], order[at + 1] = other, one
        for at, one in enumerate(order):
            above = [lanes[before] for before in order[:at] if _touch(spans[before], spans[one])]
            lanes[one] = max(above, default=-1) + 1
    return lanes


def _price(upper: Span, lower: Span) -> float:
    """What it costs to have one net above another: crossings, and far more lines that would run in one another."""
    runs_in = any(abs(upper_pin - lower[3]) < _CLEAR for upper_pin in upper[4])
    return crossings(upper, lower) + 100 * runs_in


def _touch(one: Span, other: Span) -> bool:
    return one[1] <= other[2] + _CLEAR and other[1] <= one[2] + _CLEAR


def _tops(places: Placed, lanes: Sequence[int], label: float) -> list[float]:
    """Upper edges of the rows of symbols."""
    tops = [0.0]
    for row in range(max(places.row)):
        count = max((lane + 1 for net, lane in zip(places.nets, lanes, strict=True) if net.row == row), default=1)
        tops.append(tops[-1] + SYMBOL + label + _ABOVE_LANES + (count - 1) * _LANE + _BELOW_LANES)
    return tops


def _mating(
    rows: Rows, symbols: Sequence[Symbol], partners: tuple[int, int], ancestry: Mapping[str, frozenset[str]]
) -> Mating:
    left, right = sorted((symbols[at] for at in partners), key=lambda symbol: symbol.x)
    one, other = (rows.stands[at].id for at in partners)
    related = bool(ancestry[one] & ancestry[other])
    return Mating((left.id, right.id), left.x + SYMBOL / 2, right.x - SYMBOL / 2, left.y, related)


def _ancestry(members: Sequence[Member]) -> dict[str, frozenset[str]]:
    """Each member with all its ancestors."""
    found: dict[str, frozenset[str]] = {}
    for member in members:
        of_parents = [found[parent] for parent in (member.father, member.mother) if parent]
        found[member.id] = frozenset({member.id}).union(*of_parents)
    return found


def _strokes(
    places: Placed, pins: Sequence[float], lanes: Sequence[int], tops: Sequence[float], label: float
) -> list[Stroke]:
    found = []
    for net, pin, lane in zip(places.nets, pins, lanes, strict=True):
        top = tops[net.row]
        across = top + SYMBOL + label + _ABOVE_LANES + lane * _LANE
        begin = top + (0 if net.upper[0] == net.upper[1] else SYMBOL / 2)
        found.append(Stroke(net.couple, pin, begin, pin, across))
        lower = [places.x[node] for node in net.lower]
        left, right = min(pin, *lower), max(pin, *lower)
        if left < right:
            found.append(Stroke(net.couple, left, across, right, across))
        found += [Stroke(net.couple, x, across, x, tops[net.row + 1]) for x in lower]
    return found
