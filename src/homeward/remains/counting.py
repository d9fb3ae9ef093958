"""What was declared and what each side and the neutral counted, point by point; where a difference arises.

A consignment passes points in a fixed order. Whoever counts at a point says a number; nobody's number weighs more. A
difference is located where it first shows: at a point where two counted differently, or on the way between the last
point that fits and the first that does not. Totals differ by what their stages differ, and by nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from homeward.remains.units import Count, Unit
from homeward.words import LabelledWord, _

NEUTRAL = "NEUTRAL"


class Point(LabelledWord):
    """Where a consignment is counted, in the order in which it passes."""

    DECLARED = "declared", _("declared")
    LOADED = "loaded", _("loaded by the giving side")
    HANDED_OVER = "handed_over", _("at the place of hand-over")
    RECEIVED = "received", _("received by the receiving side")
    OPENED = "opened", _("opened")


POINTS: tuple[Point, ...] = tuple(Point)


class Kind(LabelledWord):
    """How a difference shows."""

    AT_POINT = "at_point", _("counted differently at one point")
    BETWEEN = "between_points", _("between two points")
    RECOUNTED = "recounted", _("counted anew, now as the others")


@dataclass(frozen=True, slots=True)
class Counted:
    """One number, said by one counter at one point.

    Attributes:
        consignment: number of the consignment.
        stage: day of the hand-over it belongs to.
        giver, receiver: codes of the sides.
        point: where it was counted.
        counter: code of a side, or ``NEUTRAL``.
        count: of one unit.
        document: what it rests on, such as the number of an act.
    """

    consignment: str
    stage: dt.date
    giver: str
    receiver: str
    point: Point
    counter: str
    count: Count
    document: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two numbers of one consignment part.

    Attributes:
        consignment, stage, giver, receiver, unit: what was counted.
        kind: how it shows.
        after: last point before it that was counted; None if none was.
        at: first point where it shows.
        uncounted: points between the two where nobody counted.
        before: counter to number as last said before ``at``.
        numbers: counter to number at ``at``.
        gap: how many.
    """

    consignment: str
    stage: dt.date
    giver: str
    receiver: str
    unit: Unit
    kind: Kind
    after: Point | None
    at: Point
    uncounted: tuple[Point, ...]
    before: Mapping[str, int]
    numbers: Mapping[str, int]
    gap: int


@dataclass(frozen=True, slots=True)
class StageLine:
    """One consignment in one unit, and the last number of each counter."""

    consignment: str
    stage: dt.date
    giver: str
    receiver: str
    unit: Unit
    last: Mapping[str, Count]

    @property
    def counters(self) -> tuple[str, ...]:
        """Who counts, in neutral order: who gives, who receives, the neutral."""
        return self.giver, self.receiver, NEUTRAL


@dataclass(frozen=True, slots=True)
class Total:
    """What one counter's numbers of one direction and unit add up to, over the consignments that counter counted."""

    giver: str
    receiver: str
    counter: str
    count: Count
    consignments: int
    of: int


@dataclass(frozen=True, slots=True)
class TotalGap:
    """Two counters' totals over the consignments both counted, and the consignments where all of their gap lies.

    Attributes:
        first, other: the counters.
        first_total, other_total: over the consignments both counted.
        stages: consignments where their last numbers differ; the signed differences add up to that of the totals.
    """

    giver: str
    receiver: str
    first: str
    other: str
    first_total: Count
    other_total: Count
    stages: tuple[StageLine, ...]

    @property
    def gap(self) -> int:
        """How many the totals differ by."""
        return self.first_total.gap(self.other_total)


def stage_lines(counted: Iterable[Counted]) -> tuple[StageLine, ...]:
    """Consignments by unit, ordered by stage, consignment and unit, with the last number of each counter."""
    return tuple(
        StageLine(
            rows[0].consignment, rows[0].stage, rows[0].giver, rows[0].receiver, rows[0].count.unit,
            {row.counter: row.count for row in rows},
        )
        for rows in grouped(counted)
    )  # fmt: skip


def differences(counted: Iterable[Counted]) -> tuple[Difference, ...]:
    """Every difference, located; ordered by stage, consignment, unit and point."""
    return tuple(found for rows in grouped(counted) for found in _of_consignment(rows))


def grouped(counted: Iterable[Counted]) -> list[list[Counted]]:
    """Rows of one consignment and unit together, in the order of stages; each group in that of points and counters."""
    groups: dict[tuple[dt.date, str, int], list[Counted]] = {}
    units = list(Unit)
    for row in counted:
        groups.setdefault((row.stage, row.consignment, units.index(row.count.unit)), []).append(row)

    def place(row: Counted) -> tuple[int, int]:
        return POINTS.index(row.point), (row.giver, row.receiver, NEUTRAL).index(row.counter)

    return [sorted(groups[key], key=place) for key in sorted(groups)]


def _of_consignment(rows: Sequence[Counted]) -> list[Difference]:
    found: list[Difference] = []
    known: dict[str, int] = {}
    last_point: Point | None = None
    for point in POINTS:
        here = {row.counter: row.count.number for row in rows if row.point is point}
        if not here:
            continue
        expected = {who: {known[who]} if who in known else set(known.values()) for who in here}
        fitting = [who for who in here if not known or here[who] in expected[who]]
        kinds: list[tuple[Kind, int]] = []
        if not fitting:
            kinds.append((Kind.BETWEEN, min(abs(here[who] - one) for who in here for one in expected[who])))
        if len({*here.values()}) > 1 and (not known or len(fitting) < len(here)):
            kinds.append((Kind.AT_POINT, max(here.values()) - min(here.values())))
        elif fitting and len(fitting) < len(here):
            moved = [abs(here[who] - one) for who in here if who not in fitting for one in expected[who]]
            kinds.append((Kind.RECOUNTED, max(moved)))
        between = POINTS[POINTS.index(last_point) + 1 : POINTS.index(point)] if last_point else ()
        one = rows[0]
        found += [
            Difference(
                one.consignment, one.stage, one.giver, one.receiver, one.count.unit, kind, last_point, point, between,
                dict(known), here, gap,
            )
            for kind, gap in kinds
        ]  # fmt: skip
        known |= here
        last_point = point
    return found


def totals(lines: Sequence[StageLine]) -> tuple[Total, ...]:
    """Totals of every counter by direction and unit; directions in the order of their first stage."""
    found = []
    for group in _directions(lines):
        for counter in group[0].counters:
            counts = [line.last[counter] for line in group if counter in line.last]
            if counts:
                found.append(Total(group[0].giver, group[0].receiver, counter, summed(counts), len(counts), len(group)))
    return tuple(found)


def total_gaps(lines: Sequence[StageLine]) -> tuple[TotalGap, ...]:
    """For each two counters of a direction and unit whose totals or stages differ: where the gap lies."""
    found = []
    for group in _directions(lines):
        for first, other in combinations(group[0].counters, 2):
            both = [line for line in group if first in line.last and other in line.last]
            apart = tuple(line for line in both if line.last[first] != line.last[other])
            if apart:
                one, two = (summed([line.last[who] for line in both]) for who in (first, other))
                found.append(TotalGap(group[0].giver, group[0].receiver, first, other, one, two, apart))
    return tuple(found)


def counted_once(lines: Iterable[StageLine]) -> tuple[StageLine, ...]:
    """Consignments with the word of one counter alone: nothing can be said of them."""
    return tuple(line for line in lines if len(line.last) == 1)


def _directions(lines: Sequence[StageLine]) -> list[list[StageLine]]:
    """Lines of one direction and unit together."""
    groups: dict[tuple[str, str, Unit], list[StageLine]] = {}
    for line in lines:
        groups.setdefault((line.giver, line.receiver, line.unit), []).append(line)
    return list(groups.values())


def summed(counts: Sequence[Count]) -> Count:
    """The sum of one count or more, all of one unit.

    Raises:
        TypeError: their units differ.
    """
    whole = counts[0]
    for count in counts[1:]:
        whole = whole + count
    return whole
