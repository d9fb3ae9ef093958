"""The ledger of a list of names: each side's last answer to each, and how far the list is worked through over time.

A name is worked through when each side has answered it with evidence ("will work through each one"). That both have
answered does not mean that they say the same: where they differ, people look. What stands counts names of the list, one
line each; it says nothing of how many children they are (``explaining``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.children.answers import Answer, Given, Step, step
from homeward.words import LabelledWord, _


class Standing(LabelledWord):
    """How far a name is worked through; each name is in exactly one."""

    AGREED = "agreed", _("worked through, both sides say the same")
    DIFFERS = "differs", _("worked through, the sides differ")
    ONE_SIDE = "one_side", _("answered with evidence by one side")
    WITHOUT_EVIDENCE = "without_evidence", _("answered without evidence")
    UNANSWERED = "unanswered", _("no answer yet")


class Told(LabelledWord):
    """How far a name is worked through, as coarsely as it is told in public."""

    BOTH = "both", _("answered with evidence by both sides")
    ONE = "one", _("answered with evidence by one side")
    NEITHER = "neither", _("not yet answered with evidence")


TOLD_AS: dict[Standing, Told] = {
    Standing.AGREED: Told.BOTH,
    Standing.DIFFERS: Told.BOTH,
    Standing.ONE_SIDE: Told.ONE,
    Standing.WITHOUT_EVIDENCE: Told.NEITHER,
    Standing.UNANSWERED: Told.NEITHER,
}


#: Answers by which both sides say the same of a name although their codes differ.
_SAME_IN_SUBSTANCE = (frozenset({Answer.LOCATED_CONFIRMED, Answer.LOCATED_REPORTED}),)


@dataclass(frozen=True, slots=True)
class Line:
    """One name.

    Args:
        last: the last answer of each side that has answered.
        corrections: answers by which a side corrected an earlier one of its own.
    """

    entry: str
    last: Mapping[str, Given]
    standing: Standing
    corrections: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every name on a day, and the counts on days before.

    Args:
        lines: in the order of the list.
        days: the days counted, in order; the last is that of the lines.
        counts: names by standing on each of the days.
        answers: names by side and last answer, on the last day.
    """

    sides: tuple[str, str]
    lines: tuple[Line, ...]
    days: tuple[dt.date, ...]
    counts: tuple[Mapping[Standing, int], ...]
    answers: Mapping[str, Mapping[Answer, int]]

    @property
    def worked_through(self) -> int:
        """Names that each side has answered with evidence."""
        return self.counts[-1][Standing.AGREED] + self.counts[-1][Standing.DIFFERS]


def ledger(entries: Sequence[str], given: Iterable[Given], sides: tuple[str, str], days: Sequence[dt.date]) -> Ledger:
    """Lay all answers out.

    Args:
        entries: numbers of the names, in the order of the list.
        given: answers on them.
        days: days to count on; answers after the last are left out.

    Raises:
        ValueError: no day to count on.
    """
    if not days:
        raise ValueError("a ledger is drawn up on a day")
    ordered = tuple(sorted({*days}))
    of_entry: dict[str, list[Given]] = defaultdict(list)
    for one in sorted(given, key=lambda one: (one.on, one.side)):
        of_entry[one.entry].append(one)
    lines = tuple(_line(entry, of_entry[entry], sides, ordered[-1]) for entry in entries)
    counts = []
    for day in ordered:
        found = Counter(_standing(_last(of_entry[entry], day), sides) for entry in entries)
        counts.append({standing: found[standing] for standing in Standing})
    answers = {
        side: {
            answer: sum(side in line.last and line.last[side].answer is answer for line in lines) for answer in Answer
        }
        for side in sides
    }
    return Ledger(sides, lines, ordered, tuple(counts), answers)


def weeks(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """``last`` and every seventh day before it, from the first that is not before ``first``."""
    return tuple(last - dt.timedelta(days=7 * back) for back in range((last - first).days // 7, -1, -1))


def _line(entry: str, given: Sequence[Given], sides: tuple[str, str], day: dt.date) -> Line:
    last: dict[str, Given] = {}
    corrections = []
    for one in given:
        if one.on > day:
            break
        before = last.get(one.side)
        if step(before.answer if before else None, one.answer) is Step.CORRECTION:
            corrections.append(one)
        last[one.side] = one
    return Line(entry, {side: last[side] for side in sides if side in last}, _standing(last, sides), tuple(corrections))


def _last(given: Sequence[Given], day: dt.date) -> dict[str, Given]:
    return {one.side: one for one in given if one.on <= day}


def _standing(last: Mapping[str, Given], sides: tuple[str, str]) -> Standing:
    if not last:
        return Standing.UNANSWERED
    settled = [side for side in sides if side in last and last[side].settles]
    if len(settled) < len(sides):
        return Standing.ONE_SIDE if settled else Standing.WITHOUT_EVIDENCE
    said = frozenset(last[side].answer for side in sides)
    alike = len(said) == 1 or any(said <= same for same in _SAME_IN_SUBSTANCE)
    return Standing.AGREED if alike else Standing.DIFFERS
