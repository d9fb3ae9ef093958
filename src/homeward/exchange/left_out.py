"""Why someone who may go has no place in this round: how far the places reached, and what stood in the way.

Explanations are read off the finished plan, so that anyone can check them with the plan in hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from homeward.exchange.reasons import Reason, ReasonKey, reason
from homeward.exchange.terms import Agreement, Capacity, Rule
from homeward.exchange.units import Unit, UnitType


@dataclass(slots=True)
class Ranks:
    """How far the places of one term reached on one side."""

    of: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """A finished choice, summed up for explanations.

    Attributes:
        rank: per unit its rank, from 1, within its term and side, in published order.
        ranks: per term and side, how many units there are and the rank of the last that goes.
        seated, lying: places taken per side and stage.
        placed: persons per side, stage and term.
    """

    agreement: Agreement
    rank: tuple[int, ...]
    ranks: dict[tuple[int, str], Ranks]
    seated: dict[str, list[int]]
    lying: dict[str, list[int]]
    placed: dict[str, list[list[int]]]
    _blockers: dict[UnitType, tuple[Reason, ...]] = field(default_factory=dict, repr=False)

    def planned(self, term: int, side: str) -> int:
        """Persons who go home to a side under a term."""
        return sum(stage[term] for stage in self.placed[side])

    def why_not(self, at: int, unit: Unit) -> tuple[Reason, ...]:
        """Why the unit at place ``at`` of the published order, which does not go, does not."""
        side = unit.type.side
        ranks = self.ranks[unit.term, side]
        key = ReasonKey.BELOW_CUT_OFF if self.rank[at] > ranks.last else ReasonKey.PASSED_OVER
        term = self.agreement.terms[unit.term].term_id
        cut = reason(key, rank=self.rank[at], of=ranks.of, term=term, side=side, last=ranks.last)
        if unit.type not in self._blockers:
            self._blockers[unit.type] = _blockers(self, unit.type)
        return (cut, *self._blockers[unit.type])


def sum_up(units: Sequence[Unit], stages: Sequence[int | None], agreement: Agreement) -> Result:
    """Sum up a choice; ``stages`` gives the stage of each unit, from 0, or None."""
    per_stage = range(agreement.round.stages)
    result = Result(
        agreement=agreement,
        rank=(),
        ranks={(term, side): Ranks() for term in range(len(agreement.terms)) for side in agreement.sides},
        seated={side: [0 for _ in per_stage] for side in agreement.sides},
        lying={side: [0 for _ in per_stage] for side in agreement.sides},
        placed={side: [[0] * len(agreement.terms) for _ in per_stage] for side in agreement.sides},
    )
    rank = []
    for unit, stage in zip(units, stages, strict=True):
        ranks = result.ranks[unit.term, unit.type.side]
        ranks.of += 1
        rank.append(ranks.of)
        if stage is not None:
            ranks.last = ranks.of
            result.seated[unit.type.side][stage] += unit.type.seated
            result.lying[unit.type.side][stage] += unit.type.lying
            for term, persons in enumerate(unit.type.by_term):
                result.placed[unit.type.side][stage][term] += persons
    return Result(agreement, tuple(rank), result.ranks, result.seated, result.lying, result.placed)


def _blockers(result: Result, kind: UnitType) -> tuple[Reason, ...]:
    """What stands in the way of adding a unit of this type to the plan as it is, the plainest first."""
    reached = _numbers_reached(result, kind)
    if reached:
        return reached
    places = result.agreement.round.capacity[kind.side]
    free = [
        Capacity(p.seats - seated, p.stretchers - lying)
        for p, seated, lying in zip(places, result.seated[kind.side], result.lying[kind.side], strict=True)
    ]
    if not any(kind.seated <= f.seats and kind.lying <= f.stretchers for f in free):
        return _places_full(kind, places, free)
    unequal = [
        (term, other)
        for term, agreed in enumerate(result.agreement.terms)
        for other in result.agreement.sides
        if agreed.rule is Rule.EQUAL_NUMBERS and kind.by_term[term] and other != kind.side
    ]
    if unequal:
        return tuple(
            reason(ReasonKey.WOULD_BREAK_PARITY, term=result.agreement.terms[term].term_id, other=other)
            for term, other in unequal
        )
    return (reason(ReasonKey.FEWER_COULD_GO),)


def _numbers_reached(result: Result, kind: UnitType) -> tuple[Reason, ...]:
    """Terms whose agreed number has no room for the unit."""
    found = []
    for term, agreed in enumerate(result.agreement.terms):
        most = agreed.most(kind.side)
        if most is not None and kind.by_term[term] and result.planned(term, kind.side) + kind.by_term[term] > most:
            found.append(reason(ReasonKey.NUMBER_REACHED, number=most, side=kind.side, term=agreed.term_id))
    return tuple(found)


def _places_full(kind: UnitType, places: Sequence[Capacity], free: Sequence[Capacity]) -> tuple[Reason, ...]:
    """No stage has the places: because there are none at all, or because none has enough together."""
    found = []
    if kind.seated and not any(f.seats for f in free):
        found.append(reason(ReasonKey.SEATS_FULL, places=sum(p.seats for p in places), side=kind.side))
    if kind.lying and not any(f.stretchers for f in free):
        found.append(reason(ReasonKey.STRETCHERS_FULL, places=sum(p.stretchers for p in places), side=kind.side))
    if not found:
        found.append(reason(ReasonKey.GROUP_DOES_NOT_FIT, seats=kind.seated, stretchers=kind.lying, side=kind.side))
    return tuple(found)
