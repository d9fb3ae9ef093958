"""The language in which an agreement says whom a term concerns.

    age_on(2025-06-02) < 25
    medical in {A, MANIFEST} or stretcher == yes
    18 <= age_on(2025-06-02) <= 25 and not held_days_on(2025-06-02) <= 365

An expression is read once into ``conditions`` and then judged for every person with three values. What is missing is
never guessed: an undetermined answer says what must be learnt. A doubted date (EDTF ``?``, ``~``, ``%``) decides
nothing until the doubt is lifted. Its text is read in ``grammar``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import Protocol

from homeward.exchange import conditions
from homeward.exchange.conditions import Condition
from homeward.exchange.grammar import CODE_FIELDS, DATE_FIELDS, NOT_KNOWN, read_condition
from homeward.register.dates import PartialDate, Qualifier, Truth


class Judged(Protocol):
    """What an expression reads of a person: the fields of ``terms.Person`` but the names."""

    @property
    def birth_date(self) -> PartialDate | None: ...
    @property
    def held_since(self) -> PartialDate | None: ...
    @property
    def medical_urgency(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What an expression says of a person: its truth and, when undetermined, what must be learnt."""

    truth: Truth
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as written, and the condition it means.

    Attributes:
        text: as written in the agreement.
        fields: the fields of a person that it reads, sorted.
    """

    text: str
    condition: Condition
    fields: tuple[str, ...]
    _known: dict[tuple[object, ...], Finding] = field(default_factory=dict, compare=False, repr=False)

    def find(self, person: Judged) -> Finding:
        """Judge the expression for one person; persons alike in the fields it reads are judged once."""
        key = tuple([getattr(person, name) for name in self.fields])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._judge(dict(zip(self.fields, key, strict=True)))
        return found

    def _judge(self, values: dict[str, Anything]) -> Finding:
        facts = {name: _possible(name, value) for name, value in values.items()}
        verdict, turns = conditions.judge_with_turns(self.condition, facts)
        if verdict is None:
            return Finding(Truth.UNDETERMINED, tuple(need for name in turns for need in _needs(name, values, turns)))
        return Finding(Truth.TRUE if verdict else Truth.FALSE)


def parse(text: str, sides: Sequence[str]) -> Expression:
    """Read an expression of an agreement between ``sides``.

    Raises:
        ExpressionError: with the place in the text and what to write instead.
    """
    condition = read_condition(text, sides)
    fields = sorted({a.quantity.field if isinstance(a, conditions.Comparison) else a.field for a in condition.atoms()})
    return Expression(text, condition, tuple(fields))


def _possible(name: str, value: Anything) -> tuple[int, int] | tuple[str, ...]:
    """Every value that a field may have, given its cell."""
    if name in DATE_FIELDS:
        if value is None or value.qualifier is not Qualifier.CERTAIN:
            return conditions.EVERY_DAY
        return value.earliest.toordinal(), value.latest.toordinal()
    if name == "medical_urgency":
        return (0, 3) if value is None else (value, value)
    if name == "confirmed_by":
        return tuple(value)
    if value == NOT_KNOWN.get(name):
        return CODE_FIELDS[name]
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return (str(value),)


def _needs(name: str, values: dict[str, Anything], turns: dict[str, tuple[int, ...]]) -> list[str]:
    """What must be learnt of a field that decides: for a date, how exactly."""
    if name not in DATE_FIELDS:
        return [name]
    known: PartialDate | None = values[name]
    days = [dt.date.fromordinal(day) for day in turns[name]]
    needs = []
    if known is not None and known.qualifier is not Qualifier.CERTAIN:
        needs.append(f"{name} without doubt")
        days = [day for day in days if known.earliest < day <= known.latest]
    if any(day.day != 1 for day in days):
        needs.append(f"{name} to the day")
    elif any(day.month != 1 for day in days):
        needs.append(f"{name} to the month")
    elif days:
        needs.append(f"{name} to the year")
    return needs
