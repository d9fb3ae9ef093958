"""What the numbers of a round depend on: types of units, places, bounds, and the linear conditions they make.

Plain values and sums; whoever solves them is in ``counting``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.exchange.terms import Agreement, Capacity, Rule
from homeward.exchange.units import Unit, UnitType

#: Units of each type in each stage: first index the type, second the stage, both from 0.
Spread = list[list[int]]

#: Rounding unit of the multipliers of a refutation.
_FINENESS = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What the numbers depend on.

    Attributes:
        types: every type of unit there is, sorted.
        available: units of each type.
        capacity: per side, one ``Capacity`` per stage.
        equal: per term, whether it sends equal numbers in every stage.
        most: per term and side, the most persons in the whole round; None without bound.
    """

    sides: tuple[str, str]
    types: tuple[UnitType, ...]
    available: tuple[int, ...]
    capacity: Mapping[str, tuple[Capacity, ...]]
    equal: tuple[bool, ...]
    most: tuple[Mapping[str, int | None], ...]

    @property
    def stages(self) -> int:
        """How many stages the round has."""
        return len(self.capacity[self.sides[0]])

    def room(self, kind: UnitType, stage: int) -> int:
        """Most units of one type that an empty stage can take."""
        places = self.capacity[kind.side][stage]
        by_seats = places.seats // kind.seated if kind.seated else places.stretchers
        by_stretchers = places.stretchers // kind.lying if kind.lying else by_seats
        return min(by_seats, by_stretchers)


def problem_of(units: Sequence[Unit], agreement: Agreement) -> Problem:
    """Count the units of each type."""
    counted: dict[UnitType, int] = {}
    for unit in units:
        counted[unit.type] = counted.get(unit.type, 0) + 1
    types = sorted(counted, key=lambda kind: (kind.side, kind.by_term, kind.seated, kind.lying))
    return Problem(
        sides=agreement.sides,
        types=tuple(types),
        available=tuple(counted[kind] for kind in types),
        capacity=agreement.round.capacity,
        equal=tuple(term.rule is Rule.EQUAL_NUMBERS for term in agreement.terms),
        most=tuple({side: term.most(side) for side in agreement.sides} for term in agreement.terms),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One linear condition: ``least <= sum of weight * units <= most`` over (type, stage) pairs."""

    weights: dict[tuple[int, int], int]
    least: int | None
    most: int | None


def rows_of(problem: Problem) -> list[Row]:
    """Every condition on the spread of units but the numbers themselves."""
    rows = []
    stages, kinds = range(problem.stages), list(enumerate(problem.types))
    for at, available in enumerate(problem.available):
        rows.append(Row({(at, stage): 1 for stage in stages}, None, available))
    for side in problem.sides:
        for stage in stages:
            places = problem.capacity[side][stage]
            here = [(at, kind) for at, kind in kinds if kind.side == side]
            rows.append(Row({(at, stage): kind.seated for at, kind in here if kind.seated}, None, places.seats))
            rows.append(Row({(at, stage): kind.lying for at, kind in here if kind.lying}, None, places.stretchers))
    for term, most in enumerate(problem.most):
        for side in problem.sides:
            if most[side] is not None:
                rows.append(Row(persons_under(problem, term, stages, side), None, most[side]))
    one = problem.sides[0]
    for term, equal in enumerate(problem.equal):
        for stage in stages if equal else ():
            persons = persons_under(problem, term, [stage])
            signed = {key: n if problem.types[key[0]].side == one else -n for key, n in persons.items()}
            rows.append(Row(signed, 0, 0))
    return rows


def persons_under(problem: Problem, term: int, stages: Sequence[int], side: str = "") -> dict[tuple[int, int], int]:
    """Persons under a term as weights of units, for one side or both."""
    return {
        (at, stage): kind.by_term[term]
        for at, kind in enumerate(problem.types)
        for stage in stages
        if kind.by_term[term] and side in ("", kind.side)
    }


def refutes(rows: Sequence[Row], ray: Sequence[float], least: Spread, most: Spread) -> bool:
    """Whether a combination of rows proves that no spread within bounds can meet them all.

    The rows, each taken ``ray`` times and added up, say that some weighted sum of units is at least so much; if even
    the bounds that suit it best leave the sum below that, there is no such spread (Farkas' lemma). The multipliers
    may come from anywhere and are rounded; everything is reckoned in whole numbers, so True is a proof.

    Args:
        rows: the conditions.
        ray: one multiplier per row.
        least, most: fewest and most units of each type in each stage.
    """
    greatest = max(map(abs, ray), default=0.0)
    if not 0.0 < greatest < float("inf"):
        return False
    demanded, sums = 0, [[0] * len(row) for row in least]
    for row, share in zip(rows, ray, strict=True):
        times = round(share / greatest * _FINENESS)
        bound = row.least if times > 0 else row.most
        if times == 0 or bound is None:
            continue
        demanded += times * bound
        for (at, stage), weight in row.weights.items():
            sums[at][stage] += times * weight
    reached = 0
    for weights, lows, highs in zip(sums, least, most, strict=True):
        for weight, low, high in zip(weights, lows, highs, strict=True):
            reached += weight * (high if weight > 0 else low)
    return reached < demanded
