"""What a side answers about a name, and which answer may follow which.

ANSWERS.csv: ``entry, side, answered_on, answer, evidence``: number of the name in the list that is worked through, code
of the side, day, code of the answer, and the reference of the document that proves it ("" if none was given). No answer
is ever struck out: a later one of the same side stands before it, and what it corrects is seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from homeward.children.cells import code, day, one_of, read_rows, reference, text
from homeward.words import LabelledWord, _


class Answer(LabelledWord):
    """What a side says of a name."""

    NO_INFORMATION = "no_information", _("no information yet")
    NOT_FOUND = "not_found", _("searched for and not found")
    LOCATED_REPORTED = "located_reported", _("said to be found")
    LOCATED_CONFIRMED = "located_confirmed", _("whereabouts established")
    ALREADY_WITH_FAMILY = "already_with_family", _("with the family already")
    TURNED_18 = "turned_18", _("of age by now")
    NOT_THE_CHILD = "not_the_child", _("another person than the child sought")
    DEAD = "dead", _("dead")


class Step(LabelledWord):
    """How an answer stands to the one before it."""

    FIRST = "first", _("first answer")
    REPEATED = "repeated", _("the same again")
    FURTHER = "further", _("leads further")
    CORRECTION = "correction", _("corrects the answer before")


#: Answers that the ordinary course of a search leads to; any other change corrects what was said before.
LEADS_TO: dict[Answer, frozenset[Answer]] = {
    Answer.NO_INFORMATION: frozenset(Answer) - {Answer.NO_INFORMATION},
    Answer.NOT_FOUND: frozenset(Answer) - {Answer.NOT_FOUND, Answer.NO_INFORMATION},
    Answer.LOCATED_REPORTED: frozenset(Answer) - {Answer.LOCATED_REPORTED, Answer.NO_INFORMATION, Answer.NOT_FOUND},
    Answer.LOCATED_CONFIRMED: frozenset({Answer.ALREADY_WITH_FAMILY, Answer.TURNED_18, Answer.DEAD}),
    Answer.ALREADY_WITH_FAMILY: frozenset({Answer.TURNED_18}),
    Answer.TURNED_18: frozenset(),
    Answer.NOT_THE_CHILD: frozenset(),
    Answer.DEAD: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of one side about one name.

    Args:
        entry: number of the name in its list.
        evidence: reference of the document, "" if none.
    """

    entry: str
    side: str
    on: dt.date
    answer: Answer
    evidence: str

    @property
    def settles(self) -> bool:
        """Whether it answers the name: with evidence, and more than that nothing is known."""
        return bool(self.evidence) and self.answer is not Answer.NO_INFORMATION


def step(before: Answer | None, after: Answer) -> Step:
    """How ``after`` stands to the side's answer before it."""
    if before is None:
        return Step.FIRST
    if before is after:
        return Step.REPEATED
    return Step.FURTHER if after in LEADS_TO[before] else Step.CORRECTION


def read_answers(path: Path, entries: Collection[str], sides: tuple[str, str]) -> tuple[Given, ...]:
    """Read the answers on the entries of a list, by name, day and side.

    Raises:
        InputRefused: with every fault: an entry that is not in the list, a side that is none of the two, two answers
            of one side about one name on one day, a cell that cannot be understood.
    """
    readers = {"entry": reference, "side": code, "answered_on": day, "answer": one_of(Answer), "evidence": text}
    rows, log = read_rows(path, readers)
    seen: dict[tuple[str, str, dt.date], int] = {}
    found = []
    for number, cells in rows:
        one = Given(cells["entry"], cells["side"], cells["answered_on"], cells["answer"], cells["evidence"])
        if one.entry not in entries:
            log.add("No entry of the list has this number.", "Write the number of one.", row=number, column="entry")
        if one.side not in sides:
            log.add("This is none of the two sides.", f"Write {' or '.join(sides)}.", row=number, column="side")
        earlier = seen.setdefault((one.entry, one.side, one.on), number)
        if earlier != number:
            log.add(f"This side answers on this day in row {earlier} already.", "Keep its last answer.", row=number)
        found.append(one)
    log.refuse_if_any()
    return in_order(found)


def in_order(given: Iterable[Given]) -> tuple[Given, ...]:
    """By name, day and side."""
    return tuple(sorted(given, key=lambda one: (one.entry, one.on, one.side)))
