"""The way of a child's case from a name on a list to the end of the follow-up, and the one door to travel.

    registered → located → identity verified → guardian verified → assessed → determined → consented →
    papers ready → in transfer → returned → follow-up → closed

Until departure the stage is read off the gates, so that a case falls back by itself when a consent is withdrawn, a
second claim is made or a review is missed. ``depart`` is the only way into transfer, and refuses while a gate is not
open on that day. Source of the stages: practice of the returns since 2022; UNHCR BIP 2021.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from homeward.children.gates import Readiness, readiness
from homeward.children.reasons import Reason
from homeward.children.terms import Case, Gate, GateState, Measure, Urgent
from homeward.errors import HomewardError
from homeward.words import LabelledWord, _

#: Months after the return at which the child is visited.
FOLLOW_UP_MONTHS = (1, 3, 6, 12)


class Stage(LabelledWord):
    """Where a case stands."""

    REGISTERED = "registered", _("registered")
    LOCATED = "located", _("located")
    IDENTITY_VERIFIED = "identity_verified", _("identity verified")
    GUARDIAN_VERIFIED = "guardian_verified", _("guardian verified")
    BEST_INTERESTS_SETTLED = "best_interests_settled", _("best interests settled")
    CONSENTED = "consented", _("child heard, consent given")
    PAPERS_READY = "papers_ready", _("papers ready")
    READY = "ready", _("ready to travel")
    IN_TRANSFER = "in_transfer", _("in transfer")
    RETURNED = "returned", _("returned")
    FOLLOW_UP = "follow_up", _("follow-up")
    CLOSED = "closed", _("closed")


_GATES_OF_STAGES = (
    (Stage.IDENTITY_VERIFIED, (Gate.IDENTITY,)),
    (Stage.GUARDIAN_VERIFIED, (Gate.GUARDIAN,)),
    (Stage.BEST_INTERESTS_SETTLED, (Gate.BEST_INTERESTS,)),
    (Stage.CONSENTED, (Gate.VIEW, Gate.CONSENT)),
    (Stage.PAPERS_READY, (Gate.PAPERS,)),
    (Stage.READY, (Gate.ROUTE,)),
)


class GateNotOpen(HomewardError):
    """A child was to travel and a gate is not open; the reasons say what is missing."""

    def __init__(self, missing: tuple[Reason, ...]) -> None:
        self.missing = missing
        super().__init__("; ".join(one.key.value for one in missing))


@dataclass(frozen=True, slots=True)
class Journey:
    """A case and how far it has travelled.

    Args:
        located: whether the child's whereabouts are known to the commission.
        departed, arrived: days of hand-over at both ends, each by an act.
        visits: days of follow-up visits.
        closed: day on which the case was closed.
    """

    case: Case
    located: bool = False
    departed: dt.date | None = None
    arrived: dt.date | None = None
    visits: tuple[dt.date, ...] = ()
    closed: dt.date | None = None


def stage(journey: Journey, found: Readiness) -> Stage:
    """Where a case stands, given how its gates stand."""
    if journey.closed:
        return Stage.CLOSED
    if journey.arrived:
        return Stage.FOLLOW_UP if journey.visits else Stage.RETURNED
    if journey.departed:
        return Stage.IN_TRANSFER
    reached = Stage.LOCATED if journey.located else Stage.REGISTERED
    if not journey.located:
        return reached
    for next_stage, gates in _GATES_OF_STAGES:
        if any(found.gate(gate).state is not GateState.OPEN for gate in gates):
            break
        reached = next_stage
    return reached


def depart(journey: Journey, group: tuple[Case, ...], sides: tuple[str, str], day: dt.date) -> Journey:
    """Hand the child over for the journey on ``day``.

    Args:
        group: cases of the child's brothers and sisters.

    Raises:
        GateNotOpen: with every reason, if one gate is not open on that day or the case is no case for travel.
        ValueError: the child is on its way or back already.
    """
    if journey.departed or journey.closed:
        raise ValueError("the child has departed already, or the case is closed")
    others = tuple(case for case in group if case.case_id != journey.case.case_id)
    [found] = [one for one in readiness((journey.case, *others), sides, day) if one.case == journey.case]
    if not found.may_travel:
        raise GateNotOpen((*found.outside, *(missing for gate in found.gates for missing in gate.missing)))
    return replace(journey, departed=day)


def arrive(journey: Journey, day: dt.date) -> Journey:
    """Record the act of hand-over to the guardian.

    Raises:
        ValueError: the child did not depart, or arrives before departing.
    """
    if journey.departed is None or journey.arrived or day < journey.departed:
        raise ValueError("only a child who departed arrives, once, and not before")
    return replace(journey, arrived=day, case=replace(journey.case, returned=True))


def visit(journey: Journey, day: dt.date) -> Journey:
    """Record a follow-up visit.

    Raises:
        ValueError: the child has not arrived by then.
    """
    if journey.arrived is None or day < journey.arrived or journey.closed:
        raise ValueError("follow-up begins with the arrival")
    return replace(journey, visits=tuple(sorted({*journey.visits, day})))


def close(journey: Journey, day: dt.date) -> Journey:
    """Close a case: after the last visit, or before departure when it is no case for travel (of age, dead, an error).

    Raises:
        ValueError: the child is on its way, or the last visit has not been made.
    """
    if journey.departed and (
        journey.arrived is None or not journey.visits or max(journey.visits) < _last_visit(journey)
    ):
        raise ValueError("a case closes after the last follow-up visit")
    return replace(journey, closed=day)


def protect(journey: Journey, measure: Measure, since: dt.date, review: dt.date) -> Journey:
    """Take an urgent measure of protection: no pending determination stops it, and it opens no gate.

    Raises:
        ValueError: the review lies before the measure.
    """
    if review < since:
        raise ValueError("a measure is looked at again after it began")
    taken = Urgent(measure, since, review)
    return replace(journey, case=replace(journey.case, urgent=(*journey.case.urgent, taken)))


def follow_up_days(arrived: dt.date) -> tuple[dt.date, ...]:
    """The days on which visits fall due (1, 3, 6 and 12 months after the arrival)."""
    months = [arrived.month - 1 + more for more in FOLLOW_UP_MONTHS]
    return tuple(dt.date(arrived.year + month // 12, month % 12 + 1, min(arrived.day, 28)) for month in months)


def _last_visit(journey: Journey) -> dt.date:
    return follow_up_days(journey.arrived)[-1] if journey.arrived else dt.date.max
