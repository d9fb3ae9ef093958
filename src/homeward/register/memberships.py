"""Which number a group of entries bears: a person keeps its number through growing, joining and taking apart.

A person is founded on one entry. A group bears the number of the earliest person ever founded on one of its entries;
where there is none, a new one, founded on that of its entries whose alias comes first (aliases are drawn at random).
Every other person founded on an entry of the group is a tombstone that points to it; a person whose founding entry
stands in no group has been taken apart, and lives again under its number when that entry joins a group again. So
numbers depend on the groups and on who was ever founded, not on the way there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.ledger.terms import NEUTRAL


@dataclass(frozen=True, slots=True)
class Standing:
    """A person that was ever founded: number, alias of the founding entry, when."""

    number: str
    founding: str
    founded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What persons become.

    Attributes:
        numbers: group to the number it bears, "" for a new one.
        tombstones: number that no group bears to the number that took its entries in, "" for one taken apart.
    """

    numbers: dict[tuple[str, ...], str]
    tombstones: dict[str, str]

    def number_of(self, alias: str) -> str | None:
        """The number an entry's group bears; None where it stands in none."""
        return next((number for members, number in self.numbers.items() if alias in members), None)


def owner_of(parties: set[str]) -> str:
    """Whose a person is whose entries these parties wrote: a side's, the neutral's, or "" where both sides did."""
    sides = parties - {NEUTRAL}
    return "" if len(sides) > 1 else sides.pop() if sides else NEUTRAL


def settle_groups(groups: Iterable[tuple[str, ...]], standing: Iterable[Standing]) -> Settled:
    """Give numbers to groups.

    Args:
        groups: disjoint groups of entries.
        standing: every person ever founded on an entry that is in question.
    """
    persons = sorted(standing, key=lambda person: (person.founded_at, person.number))
    numbers: dict[tuple[str, ...], str] = {}
    tombstones = {person.number: "" for person in persons}
    for members in groups:
        founded = [person.number for person in persons if person.founding in members]
        numbers[members] = founded[0] if founded else ""
        for number in founded:
            tombstones[number] = founded[0]
        if founded:
            del tombstones[founded[0]]
    return Settled(numbers, tombstones)
