"""Everything handed in about cases, looked at together: each rule's outcome, when it was decided and now.

A decision is judged by what was known on its day: parts the case then held, comparisons then reported, facts then
known. What became known later is asked again for every identification that stands. Nothing here decides anything.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from homeward.remains.board import QUORUM, STEPS, Decision, decided, in_order, step
from homeward.remains.case_files import CaseFiles
from homeward.remains.comparisons import Comparison
from homeward.remains.consequences import Consequence, consequences
from homeward.remains.contradictions import (
    NEVER_SET_ASIDE,
    Contradiction,
    Fact,
    OtherIdentification,
    of_facts,
    of_others,
)
from homeward.remains.graph import Event, EventRefused, Refusal, State, Totals, apply, totals
from homeward.remains.identification import Key, Outcome, Reason, Rule, may_be_proposed, reason
from homeward.remains.individuals import Bone, Least, least_number
from homeward.remains.terms import Act, Element, EventKind, Line, Result, Status

#: Acts that say: these remains are this person.
NAMING = frozenset({Act.PROPOSE, Act.CONFIRM, Act.REINSTATE})
_HELD = (Status.SUSPENDED, Status.REVOKED)

Pair = tuple[str, str]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Judged:
    """One act, where the identification stood before and after it, and what the rules say of it."""

    decision: Decision
    before: Status
    after: Status
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Identification:
    """One case and one missing person that were compared or decided upon, as things are now.

    Attributes:
        case, person: whom it speaks of.
        status: where it stands.
        outcomes: of the rules for a proposal while it is not confirmed; for ever after, of R42 to R44.
        consequences: of a suspension or revocation.
        comparisons: all of this case with this person.
    """

    case: str
    person: str
    status: Status
    outcomes: tuple[Outcome, ...]
    consequences: tuple[Consequence, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    @property
    def may_go_to_board(self) -> bool:
        """Whether nobody has proposed it yet although every rule of a proposal holds."""
        return self.status is Status.NONE and all(one.holds for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class Review:
    """The whole answer.

    Attributes:
        state, totals: of containers, parts, cases and persons now.
        refused: events that broke a rule, in their order.
        least: least numbers of individuals: by container, by consignment, by case.
        judged: every act in the order of days.
        identifications: every case with every person it was compared with or decided to be; in order of their numbers.
    """

    state: State
    totals: Totals
    refused: tuple[Refusal, ...]
    least: Mapping[str, Mapping[str, Least]]
    judged: tuple[Judged, ...]
    identifications: tuple[Identification, ...]

    @property
    def broken(self) -> int:
        """How many events, acts and standing identifications break a rule; proposals that wait break none."""
        acts = sum(not all(outcome.holds for outcome in one.outcomes) for one in self.judged)
        standing = sum(
            not all(outcome.holds for outcome in one.outcomes)
            for one in self.identifications
            if one.status not in (Status.NONE, Status.PROPOSED, Status.REJECTED)
        )
        return len(self.refused) + acts + standing


@dataclass
class _Course:
    """What is known of a day, while days pass."""

    files: CaseFiles
    bones_of: Mapping[str, Sequence[Bone]]
    comparisons_of: Mapping[Pair, Sequence[Comparison]]
    facts_of: Mapping[str, Sequence[Fact]]
    quorum: int
    state: State = field(default_factory=State)
    accepted: list[Event] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    status: dict[Pair, Status] = field(default_factory=dict)
    confirmed: dict[Pair, Decision] = field(default_factory=dict)
    confirmed_of: dict[str, set[Pair]] = field(default_factory=dict)
    received: dict[str, dt.date] = field(default_factory=dict)

    def happen(self, event: Event) -> None:
        try:
            apply(self.state, event)
        except EventRefused as refusal:
            self.refused.append(Refusal(event, refusal.rule))
            return
        self.accepted.append(event)
        if event.kind is EventKind.RECEIVE:
            self.received[event.container] = event.on

    def bones(self, part: str) -> Sequence[Bone]:
        """Of a part; one that nobody has described is of somebody all the same."""
        return self.bones_of.get(part) or (Bone(part, Element.OTHER, zones=()),)

    def individuals(self, *cases: str) -> int:
        parts = {part for case in cases for part in self.state.cases.get(case, ())}
        return least_number(bone for part in parts for bone in self.bones(part)).number

    def proposal(self, pair: Pair, on: dt.date) -> tuple[Outcome, ...]:
        """R30 to R35 with what was reported by that day."""
        known = [one for one in self.comparisons_of.get(pair, ()) if one.on <= on]
        return may_be_proposed(known, self.individuals(pair[0]))

    def contradictions(self, pair: Pair) -> list[Contradiction]:
        """All there are between this pair and anything known on whatever day."""
        case, person = pair
        arrivals = [self.received[self.state.container_of[part]] for part in self.state.cases.get(case, ())]
        others = [
            OtherIdentification(decision.id, decision.on, other[0] == case, self.individuals(case, other[0]))
            for other, decision in self.others(pair)
        ]
        known = [*self.facts_of.get(case, ()), *self.facts_of.get(person, ())]
        found = of_facts(known, case, person, min(arrivals, default=None))
        return [*found, *of_others(others)]

    def others(self, pair: Pair) -> list[tuple[Pair, Decision]]:
        """Confirmed identifications of the same case or the same person."""
        found = {*self.confirmed_of.get(pair[0], ()), *self.confirmed_of.get(pair[1], ())} - {pair}
        return [(other, self.confirmed[other]) for other in sorted(found)]

    def judge(self, decision: Decision) -> Judged:
        pair = decision.case, decision.person
        before = self.status.get(pair, Status.NONE)
        outcomes = [step(before, decision.act), *decided(decision, self.comparisons_of.get(pair, ()), self.quorum)]
        if decision.act in NAMING:
            known = [one for one in self.contradictions(pair) if one.known_on <= decision.on]
            outcomes += [*self.proposal(pair, decision.on), _not_contradicted(known, decision.set_aside)]
        after = self.status[pair] = STEPS.get((before, decision.act), before)
        if after is Status.CONFIRMED and decision.act in (Act.CONFIRM, Act.REINSTATE):
            self.confirmed[pair] = decision
            for one in pair:
                self.confirmed_of.setdefault(one, set()).add(pair)
        elif after is not Status.CONFIRMED and pair in self.confirmed:
            del self.confirmed[pair]
            for one in pair:
                self.confirmed_of[one].remove(pair)
        return Judged(decision, before, after, tuple(sorted(outcomes, key=lambda one: one.rule)))


def review(files: CaseFiles, quorum: int = QUORUM) -> Review:
    """Look at everything handed in.

    Args:
        files: as read; the order of rows counts only for events and acts of one day.
        quorum: fewest members of the board who vote.
    """
    course = _Course(
        files,
        _grouped(files.bones, lambda bone: bone.part),
        _grouped(sorted(files.comparisons, key=lambda one: one.id), lambda one: (one.case, one.person)),
        _grouped(files.facts, lambda fact: fact.subject),
        quorum,
    )
    events = deque(sorted(files.events, key=lambda one: one.on))
    judged = []
    for decision in in_order(files.decisions):
        while events and events[0].on <= decision.on:
            course.happen(events.popleft())
        judged.append(course.judge(decision))
    for event in events:
        course.happen(event)
    acts = _grouped(judged, lambda one: (one.decision.case, one.decision.person))
    departures = _grouped(course.accepted, lambda event: event.case if event.kind is EventKind.HAND_OVER else "")
    pairs = sorted({*course.comparisons_of, *course.status})
    return Review(
        course.state,
        totals(course.state),
        tuple(course.refused),
        _least_numbers(course),
        tuple(judged),
        tuple(_standing(course, pair, acts.get(pair, ()), departures.get(pair[0], ())) for pair in pairs),
    )


def _grouped(rows: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Rows by their key, each group in the order given."""
    found: dict[K, list[V]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _not_contradicted(known: Sequence[Contradiction], set_aside: Sequence[str]) -> Outcome:
    """R41."""
    reasons: list[Reason] = []
    holds = True
    for one in known:
        facts = ", ".join(one.facts)
        named = bool(set(one.facts) & set(set_aside))
        if named and one.clash not in NEVER_SET_ASIDE:
            reasons.append(reason(Key.SET_ASIDE, facts=facts))
            continue
        holds = False
        key = Key.NEVER_SET_ASIDE if named else Key.CONTRADICTED
        reasons.append(reason(key, facts=facts, what=one.clash))
    return Outcome(Rule.NO_CONTRADICTION, holds, tuple(reasons))


def _standing(course: _Course, pair: Pair, acts: Sequence[Judged], departures: Sequence[Event]) -> Identification:
    case, person = pair
    status = course.status.get(pair, Status.NONE)
    compared = tuple(course.comparisons_of.get(pair, ()))
    if status in (Status.NONE, Status.PROPOSED, Status.REJECTED):
        outcomes = (*course.proposal(pair, dt.date.max), _not_contradicted(course.contradictions(pair), ()))
        return Identification(case, person, status, outcomes, (), compared)
    confirmation = next(one.decision for one in reversed(acts) if one.decision.act is Act.CONFIRM)
    outcomes = (_still_holds(course, pair, acts), _held(course, pair, acts, departures), _named(course, pair, status))
    since = acts[-1].decision.on
    follow = consequences(
        status, since, case, person, confirmation.id,
        state=course.state, events=course.accepted, facts=course.files.facts,
        same_relatives=_same_relatives(course, pair) if status is Status.REVOKED else (),
    )  # fmt: skip
    return Identification(case, person, status, outcomes, follow, compared)


def _still_holds(course: _Course, pair: Pair, acts: Sequence[Judged]) -> Outcome:
    """R42: what became known after the last confirmation; of two that name one person, the later answers for both.

    Once it is suspended or revoked the rule holds, and what had stood against it is told with the days it had to wait.
    """
    last = max(place for place, one in enumerate(acts) if one.decision.act in (Act.CONFIRM, Act.REINSTATE))
    decision = acts[last].decision
    halted = next((one.decision.on for one in acts[last:] if one.after in _HELD), None)
    weighed = {other.id for _pair, other in course.others(pair) if decision.id in other.set_aside}
    reasons = []
    for one in course.contradictions(pair):
        if one.known_on <= decision.on or set(one.facts) & {*decision.set_aside, *weighed}:
            continue
        told: dict[str, str | int] = {"facts": ", ".join(one.facts), "on": one.known_on.isoformat(), "what": one.clash}
        if halted is None:
            reasons.append(reason(Key.REOPEN, **told))
        elif one.known_on <= halted:
            reasons.append(reason(Key.STOOD_AGAINST, **told, days=(halted - one.known_on).days))
    return Outcome(Rule.STILL_HOLDS, halted is not None or not reasons, tuple(reasons))


def _held(course: _Course, pair: Pair, acts: Sequence[Judged], departures: Sequence[Event]) -> Outcome:
    """R43: handed over on a day on which it was suspended or revoked and the case was confirmed as nobody else."""
    reasons = []
    for event in departures:
        before = [one.after for one in acts if one.decision.on <= event.on]
        others = [other for other, decision in course.others(pair) if other[0] == pair[0] and decision.on <= event.on]
        if before and before[-1] in _HELD and not others:
            reasons.append(reason(Key.LEFT_SINCE, event=event.id))
    return Outcome(Rule.SUSPENSION_HOLDS, not reasons, tuple(reasons))


def _named(course: _Course, pair: Pair, status: Status) -> Outcome:
    """R44: events name a case by the confirmation that stands, and not by one that was revoked."""
    case, person = pair
    told = course.state.person_of.get(case, ("—", ""))[0]
    agrees = told != person if status is Status.REVOKED else told == person
    named = (
        () if agrees else (reason(Key.NAMED_OTHERWISE, told=told, decided="—" if status is Status.REVOKED else person),)
    )
    return Outcome(Rule.GRAPH_AGREES, agrees, named)


def _same_relatives(course: _Course, pair: Pair) -> list[str]:
    """Other confirmations that rest on samples of the same relatives."""

    def relatives(of: Pair) -> set[str]:
        return {
            relative
            for one in course.comparisons_of.get(of, ())
            if one.line is Line.DNA_KINSHIP and one.result is Result.SUPPORTS
            for relative in one.relatives
        }

    mine = relatives(pair)
    return [decision.id for other, decision in course.confirmed.items() if other != pair and relatives(other) & mine]


def _least_numbers(course: _Course) -> dict[str, dict[str, Least]]:
    """By container, consignment and case; each from all bones of it, never by adding up."""
    state = course.state
    of_container: dict[str, list[Bone]] = {container: [] for container in sorted(state.opened)}
    for part in state.parts:
        of_container[state.container_of[part]] += course.bones(part)
    of_consignment: dict[str, list[Bone]] = {}
    for event in course.accepted:
        if event.kind is EventKind.RECEIVE and event.consignment:
            of_consignment.setdefault(event.consignment, []).extend(of_container.get(event.container, ()))
    of_case = {case: [bone for part in parts for bone in course.bones(part)] for case, parts in state.cases.items()}
    groups = {"containers": of_container, "consignments": of_consignment, "cases": of_case}
    return {name: {one: least_number(group[one]) for one in sorted(group)} for name, group in groups.items()}
