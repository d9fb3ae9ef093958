"""Reading a folder of cases: events, parts, comparisons, decisions and facts, each a table of its own.

Columns, rules and what must be told with each kind of event or fact: docs/reference/remains.md. ``events.csv``
must be there; another table that is not there says that there is nothing of the kind yet.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.intake.faults import quoted
from homeward.remains.board import Decision, Vote
from homeward.remains.comparisons import DNA, Comparison
from homeward.remains.contradictions import Fact, span
from homeward.remains.graph import Event
from homeward.remains.individuals import PAIRED, WHOLE, Bone
from homeward.remains.tables import (
    CellError,
    Column,
    day,
    gathered,
    identifier,
    maybe,
    partial_date,
    read_rows,
    several,
    tag,
    text,
    whole_number,
    word,
    yes_or_no,
)
from homeward.remains.tags import Tagged
from homeward.remains.terms import Act, BodySide, Element, EventKind, FactKind, Line, Result


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Everything handed in about cases, in the order of the files."""

    events: tuple[Event, ...]
    bones: tuple[Bone, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: tuple[Fact, ...] = ()


#: What an event of each kind must tell besides its number and day.
NEEDED: dict[EventKind, tuple[str, ...]] = {
    EventKind.RECEIVE: ("container_id",),
    EventKind.CLEAR: ("container_id",),
    EventKind.ITEM_FOUND: ("container_id",),
    EventKind.OPEN: ("container_id",),
    EventKind.SPLIT: ("part_id", "parts"),
    EventKind.CASE: ("case_id", "parts"),
    EventKind.JOIN: ("case_id", "parts"),
    EventKind.SEPARATE: ("undoes",),
    EventKind.IDENTIFY: ("case_id", "person_id"),
    EventKind.REVOKE: ("case_id", "person_id"),
    EventKind.HAND_OVER: ("to",),
    EventKind.BURY: ("case_id", "to"),
    EventKind.TAKE_BACK: (),
}
#: They happen to a case, or to a container that is closed.
_EITHER = (EventKind.HAND_OVER, EventKind.TAKE_BACK)

_SUBJECTS = (Tagged.PERSON, Tagged.CASE)
_LIFE = (FactKind.ALIVE, FactKind.LISTED_RETURNED, FactKind.RETURNED, FactKind.BORN, FactKind.DIED, FactKind.FOUND)
_OF_PERSON = (FactKind.ALIVE, FactKind.LISTED_RETURNED, FactKind.RETURNED, FactKind.BORN)
_OF_CASE = (FactKind.AGE, FactKind.DIED, FactKind.FOUND)
_OF_EITHER = (FactKind.SEX, FactKind.STATURE)
_OF_DECISION = frozenset(FactKind) - {*_OF_PERSON, *_OF_CASE, *_OF_EITHER}


def _log10_lr(cell: str) -> float:
    try:
        value = -math.inf if cell == "-inf" else float(cell)
    except ValueError:
        value = math.nan
    if math.isnan(value) or value == math.inf:
        raise CellError("Write the logarithm (base 10) of the likelihood ratio, such as 6.25, or -inf.")
    return value


def _votes(cell: str) -> dict[str, Vote]:
    found: dict[str, Vote] = {}
    for one in filter(None, (part.strip() for part in cell.split(";"))):
        who, _colon, vote = one.rpartition(":")
        if vote not in set(Vote) or not who or who in found:
            raise CellError("Write each member once with for, against or abstain: M1:for;M2:against.")
        found[who] = Vote(vote)
    return found


EVENT_COLUMNS = {
    "event_id": Column(identifier),
    "on": Column(day),
    "kind": Column(word(EventKind)),
    "container_id": Column(maybe(tag(Tagged.CONTAINER))),
    "consignment_id": Column(maybe(identifier), optional=True),
    "part_id": Column(maybe(tag(Tagged.PART))),
    "case_id": Column(maybe(tag(Tagged.CASE))),
    "person_id": Column(maybe(tag(Tagged.PERSON))),
    "parts": Column(several(tag(Tagged.PART))),
    "decision_id": Column(maybe(identifier)),
    "undoes": Column(maybe(identifier), optional=True),
    "to": Column(text, optional=True, told=False),
}
PART_COLUMNS = {
    "part_id": Column(tag(Tagged.PART)),
    "element": Column(word(Element)),
    "side": Column(word(BodySide)),
    "zones": Column(several(identifier)),
    "group": Column(maybe(identifier), optional=True),
}
COMPARISON_COLUMNS = {
    "comparison_id": Column(identifier),
    "case_id": Column(tag(Tagged.CASE)),
    "person_id": Column(tag(Tagged.PERSON)),
    "line": Column(word(Line)),
    "result": Column(word(Result)),
    "on": Column(day),
    "expert": Column(identifier),
    "second_reader": Column(maybe(identifier)),
    "relatives": Column(several(identifier), optional=True),
    "log10_lr": Column(maybe(_log10_lr, None), optional=True),
    "remains_searched": Column(maybe(whole_number(1), 0), optional=True),
    "missing_searched": Column(maybe(whole_number(1), 0), optional=True),
    "stated": Column(text, optional=True),
    "further_open": Column(maybe(yes_or_no, False), optional=True),
    "report": Column(text, optional=True),
}
DECISION_COLUMNS = {
    "decision_id": Column(identifier),
    "on": Column(day),
    "case_id": Column(tag(Tagged.CASE)),
    "person_id": Column(tag(Tagged.PERSON)),
    "act": Column(word(Act)),
    "votes": Column(_votes),
    "reasons": Column(text, told=False),
    "dissent": Column(text, optional=True, told=False),
    "set_aside": Column(several(identifier), optional=True),
}
FACT_COLUMNS = {
    "fact_id": Column(identifier),
    "known_on": Column(day),
    "subject": Column(identifier),
    "kind": Column(word(FactKind)),
    "at": Column(maybe(partial_date, None)),
    "value": Column(text),
    "said_by": Column(maybe(identifier), optional=True),
    "source": Column(text, optional=True, told=False),
}


def read_case_files(folder: Path) -> CaseFiles:
    """Read the tables in ``folder``.

    Raises:
        InputRefused: with every fault of every table.
    """
    if not folder.is_dir():
        advice = "Name the folder that holds events.csv and the other tables."
        raise InputRefused([Fault(folder.name, "", 0, "", "is no folder.", advice)])
    events, bones, comparisons, decisions, facts = gathered(
        [
            lambda: tuple(
                _event(row) for row in read_rows(folder / "events.csv", EVENT_COLUMNS, "event_id", _event_row)
            ),
            lambda: tuple(_bone(row) for row in _rows(folder / "parts.csv", PART_COLUMNS, "", _part_row)),
            lambda: tuple(
                _comparison(row)
                for row in _rows(folder / "comparisons.csv", COMPARISON_COLUMNS, "comparison_id", _comparison_row)
            ),
            lambda: tuple(_decision(row) for row in _rows(folder / "decisions.csv", DECISION_COLUMNS, "decision_id")),
            lambda: tuple(_fact(row) for row in _rows(folder / "facts.csv", FACT_COLUMNS, "fact_id", _fact_row)),
        ]
    )
    files = CaseFiles(events, bones, comparisons, decisions, facts)
    faults = _without_target(files)
    if faults:
        raise InputRefused(faults)
    return files


def _without_target(files: CaseFiles) -> list[Fault]:
    """Facts about a decision, and facts set aside, that are nowhere: they would be read and never heard."""
    decisions = {one.id for one in files.decisions}
    known = decisions | {one.id for one in files.facts}
    found = []
    for fact in files.facts:
        if fact.kind in _OF_DECISION and fact.subject not in decisions:
            told = f"{quoted(fact.id)} speaks of a decision that is not in decisions.csv."
            found.append(Fault("facts.csv", "", 0, "subject", told[:60], "Write the number of the confirmation."))
    for decision in files.decisions:
        if not set(decision.set_aside) <= known:
            told = f"{quoted(decision.id)} sets aside what is nowhere."
            found.append(Fault("decisions.csv", "", 0, "set_aside", told[:60], "Write ids of facts or decisions."))
    return found


def _rows(path: Path, columns: Mapping[str, Column], key: str, check: Any = None) -> Sequence[Any]:
    return read_rows(path, columns, key, check) if path.exists() else ()


def _event_row(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    kind = row["kind"]
    found = [
        (column, "The cell is empty.", f"An event “{kind}” must tell it.") for column in NEEDED[kind] if not row[column]
    ]
    if kind in _EITHER and bool(row["case_id"]) == bool(row["container_id"]):
        found.append(("case_id", "", "Write the case, or the container that was never opened: one of the two."))
    return found


def _part_row(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    if row["side"] and row["element"] not in PAIRED:
        return [("side", "stands for an element that has no side.", "Leave the cell empty.")]
    return []


def _comparison_row(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    found = []
    dna = row["line"] in DNA
    if not dna and row["log10_lr"] is not None:
        found.append(("log10_lr", "stands beside a line that is not DNA.", "Leave the cell empty."))
    if row["relatives"] and row["line"] is not Line.DNA_KINSHIP:
        found.append(("relatives", "stand beside a line that is not DNA of relatives.", "Leave the cell empty."))
    if dna and row["log10_lr"] is not None and not (row["remains_searched"] and row["missing_searched"]):
        advice = (
            "Write how many remains were searched against how many missing persons; 1 and 1 if there was no search."
        )
        found.append(("remains_searched", "A ratio without the size of its search tells nothing.", advice))
    return found


def _fact_row(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    kind, subject = row["kind"], row["subject"]
    found = []
    is_person, is_case = (subject.startswith(f"{of}-") for of in _SUBJECTS)
    if (kind in _OF_PERSON and not is_person) or (kind in _OF_CASE and not is_case):
        found.append(("subject", "", "Write the number of a person (PE-…) or of a case (CS-…), as the kind needs."))
    elif kind in _OF_EITHER and not (is_person or is_case):
        found.append(("subject", "", "Write the number of a person (PE-…) or of a case (CS-…)."))
    for of in _SUBJECTS:
        if subject.startswith(f"{of}-"):
            try:
                tag(of)(subject)
            except CellError as error:
                found.append(("subject", "", str(error)))
    if kind in _LIFE and row["at"] is None:
        found.append(("at", "The cell is empty.", "Write the date as far as it is known."))
    if kind is FactKind.SEX and row["value"] not in ("M", "F"):
        found.append(("value", "", "Write M or F; leave the row out if it is not known."))
    if kind in (FactKind.AGE, FactKind.STATURE):
        try:
            span(row["value"])
        except ValueError:
            found.append(("value", "", "Write a whole number or a span of two: 25/35."))
    return found


def _event(row: Any) -> Event:
    return Event(
        row["event_id"], row["on"], row["kind"], row["container_id"], row["part_id"], row["case_id"], row["person_id"],
        row["parts"], row["decision_id"], row["undoes"], row["consignment_id"], row["to"],
    )  # fmt: skip


def _bone(row: Any) -> Bone:
    zones = tuple(WHOLE if zone.casefold() == WHOLE else zone.casefold() for zone in row["zones"])
    return Bone(row["part_id"], row["element"], row["side"], zones, row["group"])


def _comparison(row: Any) -> Comparison:
    return Comparison(
        row["comparison_id"], row["case_id"], row["person_id"], row["line"], row["result"], row["expert"], row["on"],
        row["second_reader"], row["relatives"], row["log10_lr"], row["remains_searched"] or 1,
        row["missing_searched"] or 1, row["stated"], row["further_open"], row["report"],
    )  # fmt: skip


def _decision(row: Any) -> Decision:
    return Decision(
        row["decision_id"], row["on"], row["case_id"], row["person_id"], row["act"], row["votes"], row["reasons"],
        row["dissent"], row["set_aside"],
    )  # fmt: skip


def _fact(row: Any) -> Fact:
    return Fact(
        row["fact_id"], row["known_on"], row["subject"], row["kind"], row["at"], row["value"], row["said_by"],
        row["source"],
    )  # fmt: skip


def write_comparisons(comparisons: Sequence[Comparison], path: Path) -> None:
    """Write comparisons as ``comparisons.csv`` is read, in their order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COMPARISON_COLUMNS)
        for one in comparisons:
            ratio = "" if one.log10_lr is None else f"{one.log10_lr:.9g}"
            sizes = ("", "") if one.log10_lr is None else (one.remains_searched, one.missing_searched)
            further = "yes" if one.further_open else "no"
            compared = (one.id, one.case, one.person, one.line, one.result, one.on, one.expert, one.second_reader)
            told = (";".join(one.relatives), ratio, *sizes, one.stated, further, one.report)
            writer.writerow((*compared, *told))
