"""Claims as figures: each claim's number on each way it goes, and which two figures answer the same question.

Two figures are held against each other only when topic, measure, unit and way are the same and the time is:

- two stages: the same day;
- two totals: up to the same day; or the later one is smaller, since a total of what was done never falls;
- two figures as said: the same day; up to 31 days apart they are compared too, but time may explain the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.talks.amounts import Amount
from homeward.talks.claim_terms import Basis, Claim
from homeward.talks.directions import Direction, Spread, Way

#: Figures as said further apart than this are about different times.
DAYS_APART = 31

#: What a way is called where a figure is for the two ways together, and where it goes either way unnamed.
TOGETHER, EACH = "together", "each"


@dataclass(frozen=True, slots=True)
class Figure:
    """One claim's number on one way.

    Attributes:
        claim: that makes it.
        way: ``A→B``, ``together``, ``each``, or a direction in words of its own.
        amount: what it leaves possible.
    """

    claim: Claim
    way: str
    amount: Amount

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """What it is of: topic, measure, what time it is about, way."""
        return self.claim.topic, self.claim.base, self.claim.period.basis, self.way


class Times(StrEnum):
    """How the times of two figures of one subject stand to each other."""

    SAME = "same"
    NEAR = "near"
    APART = "apart"


def two_ways(directions: Iterable[Direction]) -> tuple[Way, ...]:
    """The two ways between the two sides, where all directions named are between the same two; else none."""
    named = {way for one in directions for way in one.ways}
    both = named | {way.back for way in named}
    return tuple(sorted(both, key=str)) if len(both) == 2 else ()


def figures(claims: Sequence[Claim], between: Sequence[Way]) -> list[Figure]:
    """Every claim's figures; a claim without a number has none.

    Args:
        claims: to be taken apart.
        between: the two ways between the sides, for figures said of "each side"; empty when they are not known.
    """
    found = []
    for claim in claims:
        if claim.amount is not None:
            found += [Figure(claim, way, claim.amount) for way in ways_of(claim.direction, between)]
    return found


def ways_of(told: Direction, between: Sequence[Way]) -> tuple[str, ...]:
    """The ways that a direction stands for, in the order it names them."""
    match told.spread:
        case Spread.TOGETHER:
            return (TOGETHER,)
        case Spread.EACH_WAY:
            return tuple(map(str, told.ways or between)) or (EACH,)
        case Spread.ONE_WAY:
            return (str(told.ways[0]),)
        case _:
            return (told.written.casefold(),)


def times(one: Figure, other: Figure) -> Times:
    """How the times of two figures of one subject stand to each other."""
    first, second = sorted((one, other), key=lambda figure: figure.claim.period.day)
    days = (second.claim.period.day - first.claim.period.day).days
    if days == 0:
        return Times.SAME
    match one.claim.period.basis:
        case Basis.TOTAL if second.amount.most is not None and second.amount.most < first.amount.least:
            return Times.SAME
        case Basis.AS_SAID if days <= DAYS_APART:
            return Times.NEAR
        case _:
            return Times.APART
