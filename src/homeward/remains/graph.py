"""Containers, parts, cases and persons: events that are never altered, and the state that follows from them.

    container ──opened──▶ parts ──divided──▶ parts ──joined by decision──▶ case ──identified by decision──▶ person

A part has one container all its life and stands in one case at most. Nothing is opened before it is cleared. Parts are
joined by a decision alone, and separating them undoes it while both stay told. An event that breaks a rule is refused
with the rule's name: state follows from what was accepted, in its order, and from nothing else.
Sources: field notes §3.2 (explosives check of each container), §3.6; ICRC, PAHO, WHO, IFRC, Management of Dead Bodies
after Disasters (2016), ch. 4 (own number for every part; parts are never matched without an expert's decision).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from homeward.errors import HomewardError
from homeward.remains.terms import EventKind
from homeward.remains.units import Cases, Containers, Parts, Persons
from homeward.words import LabelledWord, _


class GraphRule(LabelledWord):
    """Rules that an event can break; numbers as in docs/reference/remains.md."""

    UNKNOWN = "R10_known", _("It speaks of something that was never received, found or opened here.")
    NUMBER_TAKEN = "R11_own_number", _("The number is taken. A number is given once and never again.")
    NOT_CLEARED = "R12_cleared_first", _("The container is not cleared. Nothing is opened before it is cleared.")
    OPENED_ALREADY = "R13_opened_once", _("The container is opened already.")
    NO_DECISION = "R14_by_decision", _("No decision is named. Parts are joined, separated and named by decision alone.")
    DECISION_TAKEN = "R15_one_join", _("This decision joined other parts already. Each join has a decision of its own.")
    GONE = "R16_in_custody", _("The remains are no longer here.")
    DIVIDED = "R17_whole_part", _("The part was divided; its parts stand for it now.")
    IN_CASE = "R18_own_case", _("The part stands in a case already.")
    LATER_JOIN = "R19_last_first", _("A later decision moved a part again. Undo that one first.")
    EMPTY = "R20_something_there", _("Nothing is in this case, or nothing was named.")
    NAMED = "R21_one_name", _("The case is identified already; revoke that first.")
    NOT_NAMED = "R22_named", _("The case is not identified as this person.")
    NOT_GONE = "R23_gone", _("The remains were neither handed over nor buried.")


class EventRefused(HomewardError):
    """The event breaks a rule; the state is what it was before."""

    def __init__(self, rule: GraphRule) -> None:
        self.rule = rule
        super().__init__(rule.label)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        id: of the event.
        kind: what happened.
        container, part, case, person: what it happened to, as far as the kind needs it, else "".
        parts: parts that came to be, were joined or stand in a new case.
        decision: the decision it rests on, "" for none; of ``SEPARATE`` and ``REVOKE``, the one that undoes.
        undoes: of ``SEPARATE``, the decision of the join that is undone.
        on: day; events of one day follow in the order in which they are given.
        consignment: of ``RECEIVE``, the consignment the container came with.
        to: to whom the remains were handed over, or under which number and where they were buried.
    """

    id: str
    on: dt.date
    kind: EventKind
    container: str = ""
    part: str = ""
    case: str = ""
    person: str = ""
    parts: tuple[str, ...] = ()
    decision: str = ""
    undoes: str = ""
    consignment: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A join that stands: where its parts came from ("" for no case) and which case they went to."""

    decision: str
    case: str
    came_from: Mapping[str, str]


@dataclass
class State:
    """What follows from events. Read it; ``apply`` and ``fold`` alone change or make one.

    Attributes:
        cleared: container to whether it is cleared.
        opened: containers opened.
        container_of: every part there ever was, to its container.
        divided_into: parts that were divided, to what they became.
        case_of: parts that stand in a case, to it; parts of now only.
        cases: every case there ever was, to the parts it holds now.
        person_of: identified cases, to the person and the decision.
        gone: containers and cases handed over or buried, to where.
        joins: joins that stand, by decision, in their order.
        undone: joins that were undone, by decision.
    """

    cleared: dict[str, bool] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    container_of: dict[str, str] = field(default_factory=dict)
    divided_into: dict[str, tuple[str, ...]] = field(default_factory=dict)
    case_of: dict[str, str] = field(default_factory=dict)
    cases: dict[str, set[str]] = field(default_factory=dict)
    person_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    joins: dict[str, Join] = field(default_factory=dict)
    undone: dict[str, Join] = field(default_factory=dict)

    @property
    def parts(self) -> list[str]:
        """Parts there are now, in the order in which they came to be."""
        return [part for part in self.container_of if part not in self.divided_into]

    def parts_now(self, parts: Iterable[str]) -> list[str]:
        """What parts are now: themselves, or all that they were divided into."""
        found = []
        for part in parts:
            found += self.parts_now(self.divided_into[part]) if part in self.divided_into else [part]
        return found


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of each unit there are, each counted by itself.

    Attributes:
        containers, opened, containers_gone: received; of these opened; handed over unopened.
        parts, parts_in_cases, parts_alone, parts_gone: there are now; of these in cases; in none; gone.
        cases, cases_gone: that hold something; of these handed over or buried.
        persons: to whom a case is identified; a person with two cases is one.
    """

    containers: Containers
    opened: Containers
    containers_gone: Containers
    parts: Parts
    parts_in_cases: Parts
    parts_alone: Parts
    parts_gone: Parts
    cases: Cases
    cases_gone: Cases
    persons: Persons


def totals(state: State) -> Totals:
    """Count every unit from what the state holds."""
    parts = state.parts
    in_cases = [part for part in parts if part in state.case_of]
    filled = [case for case, inside in state.cases.items() if inside]
    return Totals(
        containers=Containers(len(state.cleared)),
        opened=Containers(len(state.opened)),
        containers_gone=Containers(sum(one in state.gone for one in state.cleared)),
        parts=Parts(len(parts)),
        parts_in_cases=Parts(len(in_cases)),
        parts_alone=Parts(len(parts) - len(in_cases)),
        parts_gone=Parts(sum(state.case_of[part] in state.gone for part in in_cases)),
        cases=Cases(len(filled)),
        cases_gone=Cases(sum(case in state.gone for case in filled)),
        persons=Persons(len({person for person, _decision in state.person_of.values()})),
    )


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that was not accepted, and why."""

    event: Event
    rule: GraphRule


def fold(events: Iterable[Event]) -> tuple[State, tuple[Refusal, ...]]:
    """The state after all events that keep the rules, and those that did not."""
    state, refused = State(), []
    for event in events:
        try:
            apply(state, event)
        except EventRefused as refusal:
            refused.append(Refusal(event, refusal.rule))
    return state, tuple(refused)


def apply(state: State, event: Event) -> None:
    """Take one event into ``state``; a refused one changes nothing.

    Raises:
        EventRefused: with the rule.
    """
    _APPLIED[event.kind](state, event)


def _require(holds: bool, rule: GraphRule) -> None:
    if not holds:
        raise EventRefused(rule)


def _receive(state: State, event: Event) -> None:
    _require(bool(event.container), GraphRule.EMPTY)
    _require(event.container not in state.cleared, GraphRule.NUMBER_TAKEN)
    state.cleared[event.container] = False


def _closed_here(state: State, container: str) -> None:
    _require(container in state.cleared, GraphRule.UNKNOWN)
    _require(container not in state.gone, GraphRule.GONE)
    _require(container not in state.opened, GraphRule.OPENED_ALREADY)


def _clear(state: State, event: Event) -> None:
    _closed_here(state, event.container)
    state.cleared[event.container] = event.kind is EventKind.CLEAR


def _open(state: State, event: Event) -> None:
    _closed_here(state, event.container)
    _require(state.cleared[event.container], GraphRule.NOT_CLEARED)
    _new_parts(state, event.parts)
    state.opened.add(event.container)
    state.container_of |= dict.fromkeys(event.parts, event.container)


def _new_parts(state: State, parts: tuple[str, ...]) -> None:
    fresh = len(set(parts)) == len(parts) and not set(parts) & state.container_of.keys()
    _require(fresh, GraphRule.NUMBER_TAKEN)


def _here(state: State, part: str) -> None:
    _require(part in state.container_of, GraphRule.UNKNOWN)
    _require(part not in state.divided_into, GraphRule.DIVIDED)
    _require(state.case_of.get(part) not in state.gone, GraphRule.GONE)


def _split(state: State, event: Event) -> None:
    _here(state, event.part)
    _require(len(event.parts) > 1, GraphRule.EMPTY)
    _new_parts(state, event.parts)
    state.divided_into[event.part] = event.parts
    state.container_of |= dict.fromkeys(event.parts, state.container_of[event.part])
    case = state.case_of.pop(event.part, "")
    if case:
        state.cases[case].remove(event.part)
        _put(state, event.parts, case)


def _put(state: State, parts: Iterable[str], case: str) -> None:
    """Move parts into ``case``, or out of any if it is ""."""
    for part in parts:
        before = state.case_of.pop(part, "")
        if before:
            state.cases[before].remove(part)
        if case:
            state.case_of[part] = case
            state.cases[case].add(part)


def _case(state: State, event: Event) -> None:
    _require(bool(event.case) and len(event.parts) == 1, GraphRule.EMPTY)
    _require(event.case not in state.cases, GraphRule.NUMBER_TAKEN)
    _here(state, event.parts[0])
    _require(event.parts[0] not in state.case_of, GraphRule.IN_CASE)
    state.cases[event.case] = set()
    _put(state, event.parts, event.case)


def _join(state: State, event: Event) -> None:
    _require(bool(event.decision), GraphRule.NO_DECISION)
    _require(event.decision not in state.joins and event.decision not in state.undone, GraphRule.DECISION_TAKEN)
    _require(event.case in state.cases, GraphRule.UNKNOWN)
    _require(event.case not in state.gone, GraphRule.GONE)
    _require(bool(event.parts), GraphRule.EMPTY)
    for part in event.parts:
        _here(state, part)
        _require(state.case_of.get(part) != event.case, GraphRule.IN_CASE)
        _require(state.case_of.get(part, "") not in state.person_of, GraphRule.NAMED)
    came_from = {part: state.case_of.get(part, "") for part in event.parts}
    state.joins[event.decision] = Join(event.decision, event.case, came_from)
    _put(state, event.parts, event.case)


def _separate(state: State, event: Event) -> None:
    _require(bool(event.decision), GraphRule.NO_DECISION)
    _require(event.undoes in state.joins, GraphRule.UNKNOWN)
    join = state.joins[event.undoes]
    moved = {part: state.parts_now([part]) for part in join.came_from}
    now = {one for parts in moved.values() for one in parts}
    decisions = list(state.joins)
    later = [state.joins[one] for one in decisions[decisions.index(event.undoes) + 1 :]]
    _require(all(now.isdisjoint(state.parts_now(one.came_from)) for one in later), GraphRule.LATER_JOIN)
    homes = {*join.came_from.values()}
    _require(join.case not in state.gone and homes.isdisjoint(state.gone), GraphRule.GONE)
    empties = state.cases[join.case] <= now
    _require(homes.isdisjoint(state.person_of) and not (empties and join.case in state.person_of), GraphRule.NAMED)
    for part, parts in moved.items():
        _put(state, parts, join.came_from[part])
    state.undone[event.undoes] = state.joins.pop(event.undoes)


def _identify(state: State, event: Event) -> None:
    _require(bool(event.decision), GraphRule.NO_DECISION)
    _require(bool(event.person and state.cases.get(event.case)), GraphRule.EMPTY)
    _require(event.case not in state.person_of, GraphRule.NAMED)
    state.person_of[event.case] = event.person, event.decision


def _revoke(state: State, event: Event) -> None:
    _require(bool(event.decision), GraphRule.NO_DECISION)
    _require(state.person_of.get(event.case, ("",))[0] == event.person != "", GraphRule.NOT_NAMED)
    del state.person_of[event.case]


def _leave(state: State, event: Event) -> None:
    """Handed over or buried: a case, or a container that was never opened."""
    subject = event.case or event.container
    if event.case:
        _require(event.case in state.cases, GraphRule.UNKNOWN)
        _require(bool(state.cases[event.case]), GraphRule.EMPTY)
        _require(event.case not in state.gone, GraphRule.GONE)
    else:
        _closed_here(state, event.container)
    state.gone[subject] = event.to


def _take_back(state: State, event: Event) -> None:
    subject = event.case or event.container
    _require(subject in state.gone, GraphRule.NOT_GONE)
    del state.gone[subject]


_APPLIED = {
    EventKind.RECEIVE: _receive,
    EventKind.CLEAR: _clear,
    EventKind.ITEM_FOUND: _clear,
    EventKind.OPEN: _open,
    EventKind.SPLIT: _split,
    EventKind.CASE: _case,
    EventKind.JOIN: _join,
    EventKind.SEPARATE: _separate,
    EventKind.IDENTIFY: _identify,
    EventKind.REVOKE: _revoke,
    EventKind.HAND_OVER: _leave,
    EventKind.BURY: _leave,
    EventKind.TAKE_BACK: _take_back,
}
