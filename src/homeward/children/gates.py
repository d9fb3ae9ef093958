"""The gates to travel: what must be settled before a child is moved towards home, one rule each.

A child travels on a day when every gate is open on that day, and not otherwise; nothing overrides a gate. What is
missing makes a gate unknown, what stands against closes it. Urgent protection (treatment, a safe place, news from the
family) is no travel and waits for no gate (UNHCR BIP 2021).

1. *Identity.* One piece of evidence of grade 1 or 2, or two of different kinds of grade 3, none against, confirmed by
   both sides (GC IV 50: identification shall be facilitated; IAGP 2004).
2. *Guardian.* Exactly one claim stands, its checks are complete, and both sides decided that it is verified
   (``guardians``; AP I 74; IAGP 2004).
3. *Best interests.* An assessment for every child; a determination by a panel where the child goes to somebody else
   than a parent, custody is contested, brothers and sisters would be parted, the child does not wish to go, or the
   assessment recommends otherwise (CRC 3(1), 9(1); UNHCR BIP 2021).
4. *The child's view.* Heard in private by a neutral person (CRC 12(1)). No lowest age is set (General Comment 12,
   ¶ 21); by the commission's rule a child surely under ``FORMS_A_VIEW`` may be recorded as unable to form a view, and
   against the view of a child who may be ``DECIDES`` or older nobody travels; below, only a panel that dealt with it.
5. *Consent.* Written, of the guardian verified; if parents and guardians cannot be found, of those primarily
   responsible by law or custom (AP I 78(1)).
6. *Papers.* Birth record, travel paper, statement of health, permit to leave; an act of guardianship unless a parent
   receives the child.
7. *Route.* Through whom, with which escort, on which day, confirmed by both sides and the neutral; brothers and sisters
   go together unless a panel dealt with parting them (CRC 9; IAGP 2004).

An age that the date of birth does not settle counts as the older one where a child's view weighs more with age, and as
a child's where being of age would take its protection away.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from homeward.children.guardians import examine, standing, verified_claim
from homeward.children.panel import faults_of
from homeward.children.reasons import (
    AP_74,
    AP_78_1,
    BIP,
    COMMISSION,
    CRC_3,
    CRC_9,
    CRC_12,
    GC_IV_50,
    IAGP,
    Reason,
    ReasonKey,
    reason,
)
from homeward.children.terms import (
    NEUTRAL,
    OF_AGE,
    Capacity,
    Case,
    Check,
    Claim,
    ClaimDecision,
    Gate,
    GateState,
    Outcome,
    Paper,
    View,
)
from homeward.register.dates import PartialDate, Qualifier, Truth, age_range_on

#: Rules of the commission on age, which the two sides may replace; the conventions set none.
FORMS_A_VIEW, DECIDES = 7, 12

_MUST = (Paper.BIRTH_RECORD, Paper.TRAVEL_PAPER, Paper.HEALTH_STATEMENT, Paper.EXIT_PERMIT)


@dataclass(frozen=True, slots=True)
class GateFinding:
    """How a gate stands, and what is missing; no reasons exactly when it is open."""

    gate: Gate
    state: GateState
    missing: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """How all gates of a case stand on a day.

    Args:
        outside: why the case is no case for travel at all (of age, back, dead); empty otherwise.
    """

    case: Case
    day: dt.date
    gates: tuple[GateFinding, ...]
    outside: tuple[Reason, ...]

    @property
    def may_travel(self) -> bool:
        """Whether every gate is open and nothing puts the case outside."""
        return not self.outside and all(one.state is GateState.OPEN for one in self.gates)

    def gate(self, gate: Gate) -> GateFinding:
        """The finding on one gate."""
        return next(one for one in self.gates if one.gate is gate)


def is_of_age(case: Case, day: dt.date) -> Truth:
    """Whether the child is 18 or older on ``day``."""
    return of_age_on(case.born, day)


def of_age_on(born: PartialDate | None, day: dt.date) -> Truth:
    """Whether somebody born at ``born`` is 18 or older on ``day``; a doubted or partial date may leave it open."""
    if born is None or born.qualifier is not Qualifier.CERTAIN:
        return Truth.UNDETERMINED
    youngest, eldest = age_range_on(born, day)
    return Truth.TRUE if youngest >= OF_AGE else Truth.FALSE if eldest < OF_AGE else Truth.UNDETERMINED


def as_of(case: Case, day: dt.date) -> Case:
    """The case without what was decided, said or written after ``day``."""
    return replace(
        case,
        claims=tuple(
            claim
            if claim.decided_on is not None and claim.decided_on <= day
            else replace(claim, decision=ClaimDecision.OPEN, decided_by=())
            for claim in case.claims
        ),
        assessment=case.assessment if case.assessment and case.assessment.on <= day else None,
        determination=case.determination if case.determination and case.determination.on <= day else None,
        view=case.view if case.view and case.view.on <= day else None,
        consents=tuple(consent for consent in case.consents if consent.on <= day),
    )


def readiness(cases: Iterable[Case], sides: tuple[str, str], day: dt.date) -> tuple[Readiness, ...]:
    """How the gates of all cases stand on ``day``, in the order of case ids.

    Brothers and sisters are looked at together: a group goes when all of it can, or a panel dealt with parting it.
    """
    ordered = sorted(cases, key=lambda case: case.case_id)
    alone = {case.case_id: _alone(case, sides, day) for case in ordered}
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in ordered:
        if case.siblings:
            groups[case.siblings].append(case)
    return tuple(
        _together(alone[case.case_id], groups[case.siblings] if case.siblings else [], alone) for case in ordered
    )


def _alone(whole: Case, sides: tuple[str, str], day: dt.date) -> Readiness:
    case = as_of(whole, day)
    guardian = verified_claim(case, sides)
    gates = (
        _identity(case, sides),
        _guardian(case, sides),
        _best_interests(case, guardian, sides, day),
        _view(case, sides, day),
        _consent(case, guardian, day),
        _papers(case, guardian),
        _route(case, sides, day),
    )
    outside = []
    if is_of_age(case, day) is Truth.TRUE:
        outside.append(reason(ReasonKey.IS_ADULT, "CRC 1"))
    if case.returned:
        outside.append(reason(ReasonKey.IS_RETURNED, COMMISSION))
    if case.dead:
        outside.append(reason(ReasonKey.IS_DEAD, COMMISSION))
    return Readiness(whole, day, gates, tuple(outside))


def _together(mine: Readiness, group: Sequence[Case], alone: dict[str, Readiness]) -> Readiness:
    """The same with the rule on brothers and sisters, in the gate of the route."""
    determination = as_of(mine.case, mine.day).determination
    parted = determination is not None and determination.siblings_considered
    waits = any(
        not alone[other.case_id].may_travel and not alone[other.case_id].outside
        for other in group
        if other.case_id != mine.case.case_id
    )
    if not waits or (parted and mine.gate(Gate.BEST_INTERESTS).state is GateState.OPEN):
        return mine
    wait = reason(ReasonKey.SIBLINGS_WAIT, CRC_9, IAGP)
    gates = tuple(
        GateFinding(one.gate, GateState.CLOSED, (*one.missing, wait)) if one.gate is Gate.ROUTE else one
        for one in mine.gates
    )
    return Readiness(mine.case, mine.day, gates, mine.outside)


def _found(gate: Gate, missing: Sequence[Reason], against: Sequence[Reason] = ()) -> GateFinding:
    state = GateState.CLOSED if against else GateState.UNKNOWN if missing else GateState.OPEN
    return GateFinding(gate, state, (*against, *missing))


def _unconfirmed(confirmed: Iterable[str], parties: Iterable[str], *sources: str) -> list[Reason]:
    return [reason(ReasonKey.NOT_CONFIRMED, *sources, party=party) for party in parties if party not in set(confirmed)]


def _identity(case: Case, sides: tuple[str, str]) -> GateFinding:
    against = [reason(ReasonKey.EVIDENCE_AGAINST, IAGP)] if any(not one.supports for one in case.evidence) else []
    missing = []
    supporting = [one for one in case.evidence if one.supports]
    good = any(one.grade <= 2 for one in supporting) or len({one.kind for one in supporting if one.grade == 3}) >= 2
    if not supporting:
        missing.append(reason(ReasonKey.NO_EVIDENCE, GC_IV_50, IAGP))
    elif not good:
        missing.append(reason(ReasonKey.WEAK_EVIDENCE, IAGP, COMMISSION))
    missing += _unconfirmed(case.confirmed_by, sides, COMMISSION)
    return _found(Gate.IDENTITY, missing, against)


def _guardian(case: Case, sides: tuple[str, str]) -> GateFinding:
    claims = standing(case.claims)
    if not case.claims:
        return _found(Gate.GUARDIAN, [reason(ReasonKey.NO_CLAIM, AP_74)])
    if not claims:
        return _found(Gate.GUARDIAN, [], [reason(ReasonKey.ALL_REFUSED, IAGP)])
    if len(claims) > 1:
        return _found(Gate.GUARDIAN, [], [reason(ReasonKey.COMPETING, COMMISSION, IAGP)])
    [claim] = claims
    if claim.decision is ClaimDecision.NEEDS_COURT:
        return _found(Gate.GUARDIAN, [], [reason(ReasonKey.FOR_COURT, COMMISSION)])
    [finding] = [one for one in examine(case) if one.claim_id == claim.claim_id]
    if finding.proposal is ClaimDecision.REFUSED:
        return _found(Gate.GUARDIAN, [], finding.reasons)
    missing = list(finding.reasons)
    if claim.decision is not ClaimDecision.VERIFIED:
        missing.append(reason(ReasonKey.NONE_VERIFIED, IAGP, AP_74))
    else:
        lacking = [side for side in sides if side not in claim.decided_by]
        missing += [reason(ReasonKey.DECIDED_BY_TOO_FEW, COMMISSION, party=side) for side in lacking]
    return _found(Gate.GUARDIAN, missing)


def why_determination(case: Case, guardian: Claim | None) -> tuple[ReasonKey, ...]:
    """Why the best interests of this child need a determination by a panel; empty if an assessment is enough.

    A case without a verified guardian is judged by what is known of it so far.
    """
    why = []
    if guardian is not None and guardian.capacity is not Capacity.PARENT:
        why.append(ReasonKey.WHY_NOT_PARENT)
    if case.custody_contested or len(standing(case.claims)) > 1:
        why.append(ReasonKey.WHY_CONTESTED)
    if case.view is not None and case.view.view is View.DOES_NOT_WISH:
        why.append(ReasonKey.WHY_VIEW)
    if case.assessment is not None and case.assessment.recommends is not Outcome.GOES:
        why.append(ReasonKey.WHY_ASSESSED)
    return tuple(why)


def _best_interests(case: Case, guardian: Claim | None, sides: tuple[str, str], day: dt.date) -> GateFinding:
    missing = [] if case.assessment else [reason(ReasonKey.NO_ASSESSMENT, CRC_3, BIP)]
    if case.determination is None:
        missing += [
            reason(ReasonKey.NO_DETERMINATION, CRC_9, BIP, why=why.label) for why in why_determination(case, guardian)
        ]
        return _found(Gate.BEST_INTERESTS, missing)
    missing += faults_of(case.determination, case.assessment, sides, day)
    against = []
    if case.determination.decided is not Outcome.GOES:
        decided = case.determination.decided.label
        against.append(reason(ReasonKey.DETERMINED_OTHERWISE, CRC_3, BIP, outcome=decided))
    elif guardian is not None and case.determination.claim != guardian.claim_id:
        against.append(reason(ReasonKey.OTHER_CLAIM, BIP))
    return _found(Gate.BEST_INTERESTS, missing, against)


def _view(case: Case, sides: tuple[str, str], day: dt.date) -> GateFinding:
    heard = case.view
    if heard is None:
        return _found(Gate.VIEW, [reason(ReasonKey.NOT_HEARD, CRC_12)])
    missing = []
    if heard.view is not View.CANNOT_FORM and (not heard.private or heard.heard_by in sides):
        missing.append(reason(ReasonKey.NOT_PRIVATE, CRC_12, COMMISSION))
    match heard.view:
        case View.DOES_NOT_WISH:
            panel = case.determination
            weighed = panel is not None and panel.view_considered and not faults_of(panel, case.assessment, sides, day)
            if not weighed or _may_be(case, DECIDES, heard.on, day):
                return _found(Gate.VIEW, missing, [reason(ReasonKey.VIEW_AGAINST, CRC_12, COMMISSION)])
        case View.UNDECIDED:
            missing.append(reason(ReasonKey.VIEW_UNDECIDED, CRC_12))
        case View.CANNOT_FORM if _may_be(case, FORMS_A_VIEW, heard.on, day):
            missing.append(reason(ReasonKey.VIEW_TOO_OLD, CRC_12, COMMISSION))
    return _found(Gate.VIEW, missing)


def _may_be(case: Case, age: int, *days: dt.date) -> bool:
    """Whether the child may be this old or older on one of the days; True where the date of birth leaves it open."""
    if case.born is None or case.born.qualifier is not Qualifier.CERTAIN:
        return True
    return any(age_range_on(case.born, day)[1] >= age for day in days)


def _consent(case: Case, guardian: Claim | None, day: dt.date) -> GateFinding:
    given = [one for one in case.consents if one.written]
    of_guardian = [one for one in given if guardian is not None and one.claim == guardian.claim_id]
    by_custom = [one for one in given if one.claim == ""] if case.parents_sought_in_vain else []
    if any(one.withdrawn is None or one.withdrawn > day for one in (*of_guardian, *by_custom)):
        return _found(Gate.CONSENT, [])
    if of_guardian or by_custom:
        return _found(Gate.CONSENT, [], [reason(ReasonKey.CONSENT_WITHDRAWN, AP_78_1)])
    key = ReasonKey.NO_CONSENT_BY_CUSTOM if case.parents_sought_in_vain else ReasonKey.NO_CONSENT
    return _found(Gate.CONSENT, [reason(key, AP_78_1)])


def _papers(case: Case, guardian: Claim | None) -> GateFinding:
    parent = guardian is not None and guardian.capacity is Capacity.PARENT
    needed = _MUST if parent else (*_MUST, Paper.GUARDIANSHIP_ACT)
    missing, against = [], []
    for paper in needed:
        match case.papers.get(paper, Check.UNKNOWN):
            case Check.NO:
                against.append(reason(ReasonKey.PAPER_MISSING, COMMISSION, paper=paper.label))
            case Check.UNKNOWN:
                missing.append(reason(ReasonKey.PAPER_UNKNOWN, COMMISSION, paper=paper.label))
            case Check.NOT_APPLICABLE if paper is not Paper.EXIT_PERMIT:
                missing.append(reason(ReasonKey.PAPER_UNKNOWN, COMMISSION, paper=paper.label))
    return _found(Gate.PAPERS, missing, against)


def _route(case: Case, sides: tuple[str, str], day: dt.date) -> GateFinding:
    route = case.route
    missing = []
    if not route.through:
        missing.append(reason(ReasonKey.NO_STATE, COMMISSION))
    if not route.escort:
        missing.append(reason(ReasonKey.NO_ESCORT, COMMISSION, IAGP))
    if route.on is None or route.on < day:
        missing.append(reason(ReasonKey.NO_DAY, COMMISSION))
    missing += _unconfirmed(route.confirmed_by, (*sides, NEUTRAL), COMMISSION, AP_78_1)
    return _found(Gate.ROUTE, missing)
