"""Figures that are sums of others, and so no figures of their own: found by adding, not by asking.

1. *of both ways*: a figure of the two ways together equals what is said of the one way and of the other (by one claim
   that says it of each, or by two).
2. *of stages*: a total equals the sum of all stages that the same side, or both sides, told up to its day: two stages
   or more.
3. *of a total and later stages*: a total equals an earlier total and all stages told between the two days.
4. *of parts*: a figure equals the sum of the figures, two or more, that the same day gave of its parts: measures that
   are called as it is and more (``returned`` and ``returned_sick``, ``returned_wounded``).

Only exact figures of one topic and one unit are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from homeward.talks.claim_terms import Basis, Claim
from homeward.talks.directions import Spread
from homeward.talks.figures import DAYS_APART, TOGETHER, Figure
from homeward.talks.stage_gaps import BOTH
from homeward.words import LabelledWord, _


class SumKind(LabelledWord):
    """Of what a figure is the sum."""

    BOTH_WAYS = "both_ways", _("both ways added")
    STAGES = "stages", _("the stages added")
    LATER_STAGES = "total_and_stages", _("an earlier total and the stages after it")
    PARTS = "parts", _("its parts added")


@dataclass(frozen=True, slots=True)
class Sum:
    """A claim whose figure is the sum of others.

    Attributes:
        claim: the sum.
        kind: of what.
        parts: claim, way and number of each summand.
    """

    claim: Claim
    kind: SumKind
    parts: tuple[tuple[Claim, str, Decimal], ...]

    @property
    def of(self) -> tuple[Claim, ...]:
        """The claims added, each once."""
        return tuple({claim.claim_id: claim for claim, _way, _number in self.parts}.values())


def sums(figures: Sequence[Figure]) -> list[Sum]:
    """Every figure that is a sum of others, at most once."""
    matters: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: figure.claim.order):
        if figure.amount.exact is not None:
            matters[figure.claim.topic, figure.claim.unit].append(figure)
    found: dict[str, Sum] = {}
    for several in matters.values():
        for rule in (_both_ways, _stages, _later_stages, _parts):
            for one in rule(several):
                found.setdefault(one.claim.claim_id, one)
    return sorted(found.values(), key=lambda one: one.claim.order)


def _number(figure: Figure) -> Decimal:
    exact = figure.amount.exact
    if exact is None:
        raise ValueError("only exact figures are added")
    return exact


def _sum(whole: Figure, kind: SumKind, parts: Sequence[Figure]) -> Sum | None:
    if sum(map(_number, parts)) != _number(whole):
        return None
    return Sum(whole.claim, kind, tuple((part.claim, part.way, _number(part)) for part in parts))


def _both_ways(figures: Sequence[Figure]) -> Iterator[Sum]:
    for whole in figures:
        if whole.way != TOGETHER:
            continue
        others = [one for one in figures if one.way != TOGETHER and _same_matter(one, whole)]
        for one in others:
            for back in others:
                halves = _halves(one, back)
                if halves and (found := _sum(whole, SumKind.BOTH_WAYS, halves)) is not None:
                    yield found


def _halves(one: Figure, back: Figure) -> list[Figure]:
    """Two figures as the two ways of one matter, in the order in which they were said; empty if they are not."""
    if one.way == "each" and one is back:
        return [one, one]
    arrow = one.way.partition("→")
    if one.claim is back.claim and one.claim.direction.spread is Spread.EACH_WAY:
        named = list(map(str, one.claim.direction.ways))
        in_order = not named or (one.way, back.way) == tuple(named)
        return [one, back] if back.way == f"{arrow[2]}→{arrow[0]}" and in_order else []
    in_order = one.claim.order < back.claim.order
    return [one, back] if arrow[1] and back.way == f"{arrow[2]}→{arrow[0]}" and in_order else []


def _same_matter(one: Figure, other: Figure) -> bool:
    """The same measure and basis at the same time, or within a month of it."""
    times = one.claim.period, other.claim.period
    if one.claim.base != other.claim.base or times[0].basis is not times[1].basis:
        return False
    days = abs((times[0].day - times[1].day).days)
    return days == 0 or (times[0].basis is Basis.AS_SAID and days <= DAYS_APART)


def _told(stages: Sequence[Figure], total: Figure) -> dict[object, Figure]:
    """The figure of each stage: the total's own speaker first, then its side, then both sides, then the only one."""
    by_day: dict[object, list[Figure]] = defaultdict(list)
    for stage in stages:
        by_day[stage.claim.period.day].append(stage)
    chosen: dict[object, Figure] = {}
    for day, several in by_day.items():
        own = [one for one in several if one.claim.speaker == total.claim.speaker]
        side = [one for one in several if one.claim.side == total.claim.side]
        both = [one for one in several if one.claim.side == BOTH]
        alone = several if len({_number(one) for one in several}) == 1 else []
        candidates = own or side or both or alone
        if candidates:
            chosen[day] = candidates[0]
    return chosen


def _of(total: Figure, basis: Basis, figures: Sequence[Figure]) -> list[Figure]:
    return [
        one
        for one in figures
        if one.way == total.way and one.claim.base == total.claim.base and one.claim.period.basis is basis
    ]


def _stages(figures: Sequence[Figure]) -> Iterator[Sum]:
    for total in figures:
        if total.claim.period.basis is Basis.TOTAL:
            stages = [one for one in _of(total, Basis.STAGE, figures) if one.claim.period.day <= total.claim.period.day]
            told = _told(stages, total)
            in_order = [told[day] for day in sorted(told, key=str)]
            if len(in_order) > 1 and (found := _sum(total, SumKind.STAGES, in_order)) is not None:
                yield found


def _later_stages(figures: Sequence[Figure]) -> Iterator[Sum]:
    for total in figures:
        if total.claim.period.basis is not Basis.TOTAL:
            continue
        last = total.claim.period.day
        for earlier in _of(total, Basis.TOTAL, figures):
            first = earlier.claim.period.day
            between = [one for one in _of(total, Basis.STAGE, figures) if first < one.claim.period.day <= last]
            told = _told(between, total)
            in_order = [told[day] for day in sorted(told, key=str)]
            if first < last and in_order:
                found = _sum(total, SumKind.LATER_STAGES, [earlier, *in_order])
                if found is not None:
                    yield found


def _parts(figures: Sequence[Figure]) -> Iterator[Sum]:
    for whole in figures:
        parts = [
            one
            for one in figures
            if one.claim.base.startswith(whole.claim.base + "_")
            and one.way == whole.way
            and one.claim.period == whole.claim.period
        ]
        measures = {one.claim.base for one in parts}
        inner = [one for one in parts if not any(one.claim.base.startswith(other + "_") for other in measures)]
        if len(inner) > 1 and len({one.claim.base for one in inner}) == len(inner):
            found = _sum(whole, SumKind.PARTS, inner)
            if found is not None:
                yield found
