"""Making the plan of a round: from an agreement, a list of persons and a lot to who goes, when, and who does not.

The plan is defined by the rule in ``docs/reference/exchange-plan.md``, not by a solver: anyone who follows the rule
comes to the same bytes. Gates and terms are found in ``eligibility``, the published order in ``units``, the numbers
in ``counting``, persons and stages in ``scan``, reasons in ``left_out``. ``checking`` checks the result without any
of these.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.errors import Fault, InputRefused
from homeward.exchange.agreements import read_agreement
from homeward.exchange.collector import collector_at_rest
from homeward.exchange.counting import largest_numbers
from homeward.exchange.eligibility import Standing, standing
from homeward.exchange.left_out import Result, sum_up
from homeward.exchange.persons import PersonsFile, read_persons
from homeward.exchange.problem import problem_of
from homeward.exchange.reasons import Reason, ReasonKey, reason
from homeward.exchange.scan import choose
from homeward.exchange.terms import (
    Agreement,
    Fitness,
    LeftOut,
    Line,
    LotKind,
    Plan,
    Rule,
    StageLoad,
    TermOutcome,
)
from homeward.exchange.units import Unit, Units, form_units
from homeward.progress import Progress, silent

#: Version of the planning rule; it changes with any change that can change a plan.
RULE_VERSION = "exchange-plan/1"

#: The lot of a rehearsal: the same for every list, so that it says nothing about a list and is worth nothing as a lot.
REHEARSAL_LOT = hashlib.sha256(b"homeward exchange-lot rehearsal").hexdigest()


def make_plan(agreement_path: Path, persons_path: Path, lot: str | None, progress: Progress = silent) -> Plan:
    """Make the plan of a round.

    Args:
        agreement_path: the agreement with its round, TOML.
        persons_path: the persons, CSV or XLSX.
        lot: the lot as hex, as drawn by both sides and the neutral; None for a rehearsal.
        progress: told of each step.

    Raises:
        InputRefused: the agreement, the persons or the lot cannot be used; every fault of all three is listed.
    """
    faults: list[Fault] = []
    try:
        lot_used = REHEARSAL_LOT if lot is None else read_lot(lot, "--lot")
    except InputRefused as refusal:
        faults += refusal.faults
    try:
        agreement = read_agreement(agreement_path)
    except InputRefused as refusal:
        raise InputRefused([*faults, *refusal.faults]) from None
    with collector_at_rest():
        try:
            persons = read_persons(persons_path, agreement.sides, progress)
        except InputRefused as refusal:
            raise InputRefused([*faults, *refusal.faults]) from None
        if faults:
            raise InputRefused(faults)
        return plan_round(agreement, persons, lot_used, progress)


def plan_round(agreement: Agreement, persons: PersonsFile, lot: str, progress: Progress = silent) -> Plan:
    """Make the plan of a round from what has been read; ``lot`` is lower-case hex."""
    progress("applying the terms")
    standings = [standing(person, agreement) for person in persons.persons]
    units = form_units(standings, agreement, bytes.fromhex(lot))
    progress("finding the numbers")
    problem = problem_of(units.ranked, agreement)
    choice = choose(units.ranked, problem, largest_numbers(problem), progress)
    progress("giving reasons")
    result = sum_up(units.ranked, choice.stages, agreement)
    return Plan(
        agreement_id=agreement.agreement_id,
        title=agreement.title,
        rule_version=RULE_VERSION,
        agreement_sha256=agreement.sha256,
        persons_sha256=persons.sha256,
        lot=lot,
        lot_kind=LotKind.REHEARSAL if lot == REHEARSAL_LOT else LotKind.GIVEN,
        round_date=agreement.round.date,
        sides=agreement.sides,
        outcomes=_outcomes(standings, result),
        loads=_loads(result),
        lines=_lines(units.ranked, choice.stages, result),
        left_out=_left_out(standings, units, choice.stages, result),
        undetermined=tuple(one for s in sorted(standings, key=lambda s: s.person.person_id) for one in s.undetermined),
    )


def read_lot(text: object, where: str) -> str:
    """A lot as lower-case hex; ``where`` is the file or option it stands in.

    Raises:
        InputRefused: it is not hex.
    """
    if not isinstance(text, str) or not re.fullmatch(r"(?:[0-9a-fA-F]{2}){1,128}", text):
        raise InputRefused([Fault(where, "", 0, "lot", "This is no lot.", "Write it in hex, two figures a byte.")])
    return text.lower()


def _lines(units: Sequence[Unit], stages: Sequence[int | None], result: Result) -> tuple[Line, ...]:
    """Everyone who goes, by stage, in published order within it."""
    by_stage: list[list[Line]] = [[] for _ in range(result.agreement.round.stages)]
    for at, (unit, stage) in enumerate(zip(units, stages, strict=True)):
        if stage is not None:
            by_stage[stage] += [_line(member, unit, stage, result.rank[at], result) for member in unit.members]
    return tuple(line for stage_lines in by_stage for line in stage_lines)


def _line(member: Standing, unit: Unit, stage: int, rank: int, result: Result) -> Line:
    person, terms = member.person, result.agreement.terms
    assert member.term is not None
    own_term, side = terms[member.term].term_id, person.side
    of = result.ranks[unit.term, side].of
    reasons = [
        reason(ReasonKey.CATEGORY_HOLDS, term=own_term),
        reason(ReasonKey.RANKED, rank=rank, of=of, term=terms[unit.term].term_id, side=side),
    ]
    if len(unit.members) > 1:
        reasons.append(reason(ReasonKey.WITH_FAMILY_GROUP, size=len(unit.members)))
    if unit.without:
        reasons.append(reason(ReasonKey.GROUP_GOES_WITHOUT, members="; ".join(unit.without)))
    if person.stretcher:
        reasons.append(reason(ReasonKey.ON_STRETCHER))
    if person.fit_to_travel is Fitness.WITH_ESCORT:
        reasons.append(reason(ReasonKey.WITH_ESCORT))
    return Line(person.person_id, side, own_term, stage + 1, tuple(reasons))


def _left_out(
    standings: Sequence[Standing], units: Units, stages: Sequence[int | None], result: Result
) -> tuple[LeftOut, ...]:
    """Everyone who does not go, with every reason, by person id."""
    why: dict[str, tuple[Reason, ...]] = {s.person.person_id: s.obstacles() for s in standings if not s.may_go}
    for person_id, others in units.waiting.items():
        why[person_id] = (reason(ReasonKey.GROUP_WAITS, members="; ".join(others)),)
    for at, (unit, stage) in enumerate(zip(units.ranked, stages, strict=True)):
        if stage is None:
            reasons = result.why_not(at, unit)
            why.update({member.person.person_id: reasons for member in unit.members})
    side = {s.person.person_id: s.person.side for s in standings}
    return tuple(LeftOut(person_id, side[person_id], why[person_id]) for person_id in sorted(why))


def _loads(result: Result) -> tuple[StageLoad, ...]:
    """Places used, by stage and side."""
    return tuple(
        StageLoad(
            stage + 1,
            side,
            result.seated[side][stage],
            result.lying[side][stage],
            result.agreement.round.capacity[side][stage],
        )
        for stage in range(result.agreement.round.stages)
        for side in result.agreement.sides
    )


def _outcomes(standings: Sequence[Standing], result: Result) -> tuple[TermOutcome, ...]:
    """What each term gives, beside what it asked for."""
    sides = result.agreement.sides
    eligible = [dict.fromkeys(sides, 0) for _ in result.agreement.terms]
    for one in standings:
        if one.may_go and one.term is not None:
            eligible[one.term][one.person.side] += 1
    outcomes = []
    for at, term in enumerate(result.agreement.terms):
        planned = {side: result.planned(at, side) for side in sides}
        remarks = _remarks(result.agreement, at, eligible[at], planned)
        outcomes.append(TermOutcome(term, eligible[at], planned, remarks))
    return tuple(outcomes)


def _remarks(
    agreement: Agreement, at: int, eligible: Mapping[str, int], planned: Mapping[str, int]
) -> tuple[Reason, ...]:
    """Whether what the term promised is kept in this round."""
    term, sides = agreement.terms[at], agreement.sides
    if term.rule is Rule.EQUAL_NUMBERS and term.at_least:
        going = planned[sides[0]]
        values: dict[str, int | str] = {"promised": term.at_least, "planned": going}
        if going >= term.at_least:
            return (reason(ReasonKey.PROMISE_KEPT, **values),)
        if term.or_all_there_are and going == min(eligible.values()):
            return (reason(ReasonKey.PROMISE_KEPT_BY_ALL, **values),)
        return (reason(ReasonKey.PROMISE_NOT_REACHED, **values, missing=term.at_least - going),)
    if term.rule in (Rule.FIXED_NUMBERS, Rule.UNILATERAL):
        return tuple(
            reason(ReasonKey.NUMBER_NOT_REACHED, number=most, side=side, planned=planned[side])
            for side in sides
            if (most := term.most(side) or 0) > planned[side]
        )
    return ()
