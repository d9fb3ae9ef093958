"""What a qualified number leaves open: "over 500" is an interval, and two figures contradict each other only when
their intervals have no number in common.

Rules, by bound, for a figure q:

- ``exactly`` q, or no bound: q alone;
- ``at_least`` q: q or more; ``over`` q: more than q;
- ``up_to`` q: 0 to q; ``less_than`` q: 0 to below q;
- ``about`` q: from a tenth below to a tenth above q, and at least one either way of a number that counts;
- ``almost`` q: from a tenth below q to below q.

Things that are counted come in whole numbers, so that "over 500" begins at 501. The tenth is our rule, not the
speaker's: it decides nothing but which figures are shown as contradicting each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from homeward.words import LabelledWord, _

_TENTH = Decimal("0.1")


class Bound(LabelledWord):
    """How a speaker qualified a number; the value is stored and exchanged."""

    EXACTLY = "exactly", _("{n}")
    AT_LEAST = "at_least", _("at least {n}")
    UP_TO = "up_to", _("up to {n}")
    ABOUT = "about", _("about {n}")
    OVER = "over", _("over {n}")
    ALMOST = "almost", _("almost {n}")
    LESS_THAN = "less_than", _("less than {n}")
    ALL = "all", _("all")


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """The numbers that a figure leaves possible.

    Attributes:
        least, most: the ends, both possible; ``most`` is None when there is no upper end. For what is not counted in
            whole numbers an end that is excluded stands as itself, with its flag set.
        open_below, open_above: whether that end is excluded.
    """

    least: Decimal
    most: Decimal | None
    open_below: bool = False
    open_above: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The number, where only one is possible."""
        return self.least if self.least == self.most else None

    def holds(self, number: Decimal | int) -> bool:
        """Whether a number is among those possible."""
        return _below(self.least, self.open_below, Decimal(number)) and (
            self.most is None or _below(-self.most, self.open_above, -Decimal(number))
        )

    def meets(self, other: Amount) -> bool:
        """Whether one number is possible for both."""
        return _reaches(self, other) and _reaches(other, self)

    def gap(self, other: Amount) -> Decimal:
        """The least by which the two differ; 0 where they meet."""
        if self.meets(other):
            return Decimal(0)
        lower, higher = (self, other) if self.least < other.least else (other, self)
        return higher.least - (lower.most if lower.most is not None else higher.least)

    def plus(self, other: Amount) -> Amount:
        """What the two are together."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Amount(
            self.least + other.least, most, self.open_below or other.open_below, self.open_above or other.open_above
        )


def _below(end: Decimal, excluded: bool, number: Decimal) -> bool:
    return end < number or (end == number and not excluded)


def _reaches(one: Amount, other: Amount) -> bool:
    """Whether ``one`` begins no higher than ``other`` ends."""
    if other.most is None:
        return True
    return one.least < other.most or (one.least == other.most and not (one.open_below or other.open_above))


def exactly(number: Decimal | int) -> Amount:
    """The amount that is one number."""
    return Amount(Decimal(number), Decimal(number))


def amount(quantity: Decimal, bound: Bound) -> Amount:
    """What a figure with its bound leaves possible.

    Args:
        quantity: 0 or more; a number with a fraction is a share or a measure, a whole number counts things.
        bound: any but ``ALL``, which has no figure.

    Raises:
        ValueError: the bound is ``ALL``.
    """
    counts = quantity == quantity.to_integral_value()
    one = Decimal(1) if counts else Decimal(0)
    match bound:
        case Bound.EXACTLY:
            return exactly(quantity)
        case Bound.AT_LEAST:
            return Amount(quantity, None)
        case Bound.OVER:
            return Amount(quantity + one, None, open_below=not counts)
        case Bound.UP_TO:
            return Amount(Decimal(0), quantity)
        case Bound.LESS_THAN:
            return _under(Decimal(0), quantity, counts)
        case Bound.ABOUT:
            slack = max(quantity * _TENTH, one)
            return Amount(max(_whole(quantity - slack, counts, up=True), Decimal(0)), _whole(quantity + slack, counts))
        case Bound.ALMOST:
            slack = max(quantity * _TENTH, one)
            return _under(max(_whole(quantity - slack, counts, up=True), Decimal(0)), quantity, counts)
        case _:
            raise ValueError("“all” gives no figure")


def _under(least: Decimal, end: Decimal, counts: bool) -> Amount:
    """From ``least`` to below ``end``; nothing counted is below 0."""
    if counts:
        return Amount(least, max(end - 1, least))
    return Amount(least, end, open_above=True)


def _whole(number: Decimal, counts: bool, *, up: bool = False) -> Decimal:
    if not counts:
        return number
    return Decimal(math.ceil(number) if up else math.floor(number))


def plain(number: Decimal) -> int | str:
    """A number as it stands in a file: whole ones as they are, others as decimal text, exact."""
    return int(number) if number == number.to_integral_value() else f"{number.normalize():f}"
