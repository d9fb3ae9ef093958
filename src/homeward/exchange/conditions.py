"""Conditions on a person with three values: what an expression of an agreement is made of, and how it is judged.

A condition is judged over *facts*: for every field the values it may have. A field that is known has one, a partial
or doubted date a span of days, an empty cell every value. Judging goes in two steps. Kleene's strong logic gives the
answer where it can; where it says "undetermined", the condition is tried on completions of the facts, and stays
undetermined only if two of them differ. So "under 25 or not under 25" holds for everyone, and a condition is
undetermined exactly when what is missing decides it.

Expressions are read from text in ``expressions``.
Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), §64; the second step is the supervaluation
of B. van Fraassen, Journal of Philosophy 63 (1966).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Protocol

from homeward.register.dates import age_on

#: The values that each field may have: a date field or number ``(least, greatest)``, dates counted by their
#: proleptic ordinal; a code field every code it may be; ``confirmed_by`` the codes it holds.
Facts = Mapping[str, tuple[int, int] | tuple[str, ...]]

_FIRST_DAY, _LAST_DAY = dt.date.min.toordinal(), dt.date.max.toordinal()
EVERY_DAY = (_FIRST_DAY, _LAST_DAY)


class Condition(Protocol):
    """Something that holds, does not hold, or cannot be said (None)."""

    def judge(self, facts: Facts, /) -> bool | None:
        """Judge by Kleene's strong logic."""
        ...

    def atoms(self) -> Iterator[Atom]:
        """The simple conditions it is made of, from left to right."""
        ...


class Quantity(Protocol):
    """A number read from one field of a person, rising or falling steadily with it."""

    @property
    def field(self) -> str:
        """The field it is read from."""
        ...

    def bounds(self, facts: Facts) -> tuple[int, int]:
        """The least and the greatest value it may have."""
        ...

    def turning_points(self, bound: int) -> tuple[int, ...]:
        """The values of the field from which on a comparison with ``bound`` may turn out differently."""
        ...


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years of life on a day."""

    on: dt.date
    field: str = "birth_date"

    def bounds(self, facts: Facts) -> tuple[int, int]:
        """The age of someone born on the latest and on the earliest day possible."""
        earliest, latest = _span(facts, self.field)
        return age_on(dt.date.fromordinal(latest), self.on), age_on(dt.date.fromordinal(earliest), self.on)

    def turning_points(self, bound: int) -> tuple[int, ...]:
        """The day after the last birth date that gives ``bound``, and that gives ``bound + 1``, years."""
        return tuple(day + 1 for years in (bound, bound + 1) if (day := _last_birth_date(self.on, years)) is not None)


@dataclass(frozen=True, slots=True)
class HeldDays:
    """Days from the beginning of captivity to a day."""

    on: dt.date
    field: str = "held_since"

    def bounds(self, facts: Facts) -> tuple[int, int]:
        """Days held by someone taken on the latest and on the earliest day possible."""
        earliest, latest = _span(facts, self.field)
        return self.on.toordinal() - latest, self.on.toordinal() - earliest

    def turning_points(self, bound: int) -> tuple[int, ...]:
        """The first day that gives ``bound``, and the first that gives fewer."""
        first = self.on.toordinal() - bound
        return first, first + 1


@dataclass(frozen=True, slots=True)
class Value:
    """A date field as a day, or ``medical_urgency`` as a number."""

    field: str

    def bounds(self, facts: Facts) -> tuple[int, int]:
        """The span of the field itself."""
        return _span(facts, self.field)

    def turning_points(self, bound: int) -> tuple[int, ...]:
        """The bound and what follows it."""
        return bound, bound + 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quantity beside a fixed number; ``relation`` is one of ``< <= == != >= >``."""

    quantity: Quantity
    relation: str
    bound: int

    def judge(self, facts: Facts, /) -> bool | None:
        """Compare the whole span with the bound."""
        least, greatest = self.quantity.bounds(facts)
        match self.relation:
            case "<":
                return _either(greatest < self.bound, least >= self.bound)
            case "<=":
                return _either(greatest <= self.bound, least > self.bound)
            case ">":
                return _either(least > self.bound, greatest <= self.bound)
            case ">=":
                return _either(least >= self.bound, greatest < self.bound)
            case "==":
                return _either(least == greatest == self.bound, not least <= self.bound <= greatest)
            case _:
                return _either(not least <= self.bound <= greatest, least == greatest == self.bound)

    def atoms(self) -> Iterator[Atom]:
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Among:
    """A code field among given codes."""

    field: str
    codes: frozenset[str]

    def judge(self, facts: Facts, /) -> bool | None:
        """Whether all, or none, of the codes that the field may be are among those given."""
        possible = facts[self.field]
        return _either(self.codes.issuperset(possible), self.codes.isdisjoint(possible))

    def atoms(self) -> Iterator[Atom]:
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class ConfirmedBy:
    """Whether a side has confirmed the person: always known."""

    side: str
    field: str = "confirmed_by"

    def judge(self, facts: Facts, /) -> bool | None:
        """Whether the side stands among those that confirmed."""
        return self.side in facts[self.field]

    def atoms(self) -> Iterator[Atom]:
        """Itself."""
        yield self


Atom = Comparison | Among | ConfirmedBy


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition that holds for everyone, or for nobody."""

    holds: bool

    def judge(self, _facts: Facts, /) -> bool | None:
        """The constant."""
        return self.holds

    def atoms(self) -> Iterator[Atom]:
        """None."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: Condition

    def judge(self, facts: Facts, /) -> bool | None:
        """Undetermined stays undetermined."""
        held = self.part.judge(facts)
        return None if held is None else not held

    def atoms(self) -> Iterator[Atom]:
        """Those of its part."""
        return self.part.atoms()


@dataclass(frozen=True, slots=True)
class All:
    """All parts together (``and``)."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts, /) -> bool | None:
        """False if any part is false, else undetermined if any part is."""
        verdict: bool | None = True
        for part in self.parts:
            held = part.judge(facts)
            if held is False:
                return False
            if held is None:
                verdict = None
        return verdict

    def atoms(self) -> Iterator[Atom]:
        """Those of its parts."""
        for part in self.parts:
            yield from part.atoms()


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the parts (``or``)."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts, /) -> bool | None:
        """True if any part is true, else undetermined if any part is."""
        verdict: bool | None = False
        for part in self.parts:
            held = part.judge(facts)
            if held is True:
                return True
            if held is None:
                verdict = None
        return verdict

    def atoms(self) -> Iterator[Atom]:
        """Those of its parts."""
        for part in self.parts:
            yield from part.atoms()


def judge_with_turns(condition: Condition, facts: Facts) -> tuple[bool | None, dict[str, tuple[int, ...]]]:
    """Judge a condition exactly, and say which missing facts decide it.

    Returns:
        Whether it holds, None when two completions of the facts differ; and for each field that decides, the values
        at which the answer turns (days as ordinals; empty for a code field). No fields when the answer is known.
    """
    verdict = condition.judge(facts)
    if verdict is not None:
        return verdict, {}
    atoms = tuple(condition.atoms())
    fields = sorted({_field(atom) for atom in atoms})
    trials = [_completions(field, facts, atoms) for field in fields]
    answers = {
        position: condition.judge(
            {field: trials[at][step] for at, (field, step) in enumerate(zip(fields, position, strict=True))}
        )
        for position in product(*(range(len(tried)) for tried in trials))
    }
    if len(set(answers.values())) == 1:
        return next(iter(answers.values())), {}
    turns: dict[str, tuple[int, ...]] = {}
    for at, field in enumerate(fields):
        steps = {
            later
            for position, answer in answers.items()
            for earlier, later in pairwise(range(len(trials[at])))
            if position[at] == earlier and answers[(*position[:at], later, *position[at + 1 :])] != answer
        }
        if steps:
            first_values = (trials[at][step][0] for step in sorted(steps))
            turns[field] = tuple(value for value in first_values if isinstance(value, int))
    return None, turns


def _completions(field: str, facts: Facts, atoms: tuple[Atom, ...]) -> list[tuple[int, int] | tuple[str, ...]]:
    """Enough single values of a field to show every answer it can lead to, in rising order."""
    possible = facts[field]
    if field == "confirmed_by":
        return [possible]
    if isinstance(possible[0], str):
        return [(str(code),) for code in possible]
    least, greatest = _span(facts, field)
    values = {least, greatest}
    for atom in atoms:
        if isinstance(atom, Comparison) and atom.quantity.field == field:
            for point in atom.quantity.turning_points(atom.bound):
                values |= {value for value in (point - 1, point) if least <= value <= greatest}
    return [(value, value) for value in sorted(values)]


def _field(atom: Atom) -> str:
    return atom.quantity.field if isinstance(atom, Comparison) else atom.field


def _span(facts: Facts, field: str) -> tuple[int, int]:
    least, greatest = facts[field]
    return int(least), int(greatest)


def _either(surely: bool, surely_not: bool) -> bool | None:
    """True, False, or None when neither is sure."""
    return True if surely else False if surely_not else None


def _last_birth_date(on: dt.date, years: int) -> int | None:
    """The ordinal of the last birth date that gives at least ``years`` completed years on a day."""
    year = on.year - years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last_of_month = calendar.monthrange(year, on.month)[1]
    return dt.date(year, on.month, min(on.day, last_of_month)).toordinal()
