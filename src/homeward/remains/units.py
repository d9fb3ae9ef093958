"""Units that are never mixed: containers, bodies, parts, cases and persons are different things, counted apart.

A count of one unit can be added to a count of the same unit alone: mypy refuses ``Containers(3) + Persons(1)`` before
it runs, and running it raises TypeError. A container may hold one person, parts of several, or none.
Source: principle 8; ICRC, PAHO, WHO, IFRC, Management of Dead Bodies after Disasters (2nd ed. 2016): every body and
every body part has a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from homeward.words import LabelledWord, _


class Unit(LabelledWord):
    """What is counted."""

    CONTAINER = "container", _("containers")
    BODY = "body", _("bodies")
    PART = "part", _("parts")
    CASE = "case", _("cases")
    PERSON = "person", _("persons")


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """A number of things of one unit, 0 or more; only its subclasses are made.

    Raises:
        ValueError: a number below 0.
        TypeError: adding or comparing counts of different units.
    """

    number: int
    unit: ClassVar[Unit]

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError(f"{self.number}: nothing is counted below 0")

    def __add__(self, other: Self) -> Self:
        return type(self)(self.number + other.number) if type(other) is type(self) else NotImplemented

    def gap(self, other: Self) -> int:
        """How far two counts of one unit lie apart, 0 or more.

        Raises:
            TypeError: their units differ.
        """
        if type(other) is not type(self):
            raise TypeError(f"{self.unit} and {other.unit} are not compared")
        return abs(self.number - other.number)


class Containers(Count):
    """Numbered bags or boxes; never persons."""

    __slots__ = ()
    unit = Unit.CONTAINER


class Bodies(Count):
    """Remains told as bodies by whoever counted them; how many persons they are is found out later."""

    __slots__ = ()
    unit = Unit.BODY


class Parts(Count):
    """Separately numbered parts, a whole body being one."""

    __slots__ = ()
    unit = Unit.PART


class Cases(Count):
    """Post-mortem cases: what is held to be of one individual."""

    __slots__ = ()
    unit = Unit.CASE


class Persons(Count):
    """Persons to whom a case was identified."""

    __slots__ = ()
    unit = Unit.PERSON


#: Unit to the type of its counts.
COUNTS: dict[Unit, type[Count]] = {one.unit: one for one in (Containers, Bodies, Parts, Cases, Persons)}
