"""Who decides an identification, with which quorum, and from which state to which: experts report, a board decides.

    not proposed ─▶ proposed ─▶ confirmed ⇄ suspended ─▶ revoked ─▶ proposed again
                        └─────▶ rejected ─▶ proposed again

Sources: INTERPOL DVI Guide (2023), reconciliation board; field notes §2.4 (expert is not decider), §3.6; schema §13,
§21 (quorum, votes, dissent; no reason, no decision). The size of the quorum is the commission's to set.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.remains.comparisons import Comparison
from homeward.remains.identification import Key, Outcome, Rule, reason
from homeward.remains.terms import Act, Status

#: Fewest members who vote, unless the commission sets more.
QUORUM = 3


class Vote(StrEnum):
    """A member's vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Decision:
    """One act about one case and one person.

    Attributes:
        id: of the act; a confirmation's id is the decision that joins and certificates rest on.
        on: the day.
        case, person: whom it speaks of.
        act: what is done.
        votes: member to vote; opaque ids. A proposal and a suspension need none: anybody may halt.
        reasons: in words or as the number of a paper.
        dissent: of those against, likewise.
        set_aside: ids of facts that the board weighed and set aside.
    """

    id: str
    on: dt.date
    case: str
    person: str
    act: Act
    votes: Mapping[str, Vote]
    reasons: str = ""
    dissent: str = ""
    set_aside: tuple[str, ...] = ()


#: Acts that a board votes on. Halting is easy and needs no vote; going on does.
VOTED = frozenset({Act.CONFIRM, Act.REJECT, Act.REINSTATE, Act.REVOKE})

STEPS: dict[tuple[Status, Act], Status] = {
    (Status.NONE, Act.PROPOSE): Status.PROPOSED,
    (Status.PROPOSED, Act.CONFIRM): Status.CONFIRMED,
    (Status.PROPOSED, Act.REJECT): Status.REJECTED,
    (Status.REJECTED, Act.PROPOSE): Status.PROPOSED,
    (Status.CONFIRMED, Act.SUSPEND): Status.SUSPENDED,
    (Status.CONFIRMED, Act.REVOKE): Status.REVOKED,
    (Status.SUSPENDED, Act.REINSTATE): Status.CONFIRMED,
    (Status.SUSPENDED, Act.REVOKE): Status.REVOKED,
    (Status.REVOKED, Act.PROPOSE): Status.PROPOSED,
}


def step(status: Status, act: Act) -> Outcome:
    """R39: whether the act can follow."""
    lawful = (status, act) in STEPS
    return Outcome(Rule.LAWFUL_STEP, lawful, () if lawful else (reason(Key.FROM_TO, status=status, act=act),))


def decided(decision: Decision, comparisons: Iterable[Comparison], quorum: int = QUORUM) -> tuple[Outcome, ...]:
    """The rules R36, R37, R38 and R40 for one act; those of votes only where a vote is needed.

    Args:
        decision: the act.
        comparisons: all of the case with the person; their experts do not vote.
        quorum: fewest who vote.
    """
    outcomes = [Outcome(Rule.REASONS, bool(decision.reasons), () if decision.reasons else (reason(Key.NO_REASONS),))]
    if decision.act in VOTED:
        experts = {who for one in comparisons for who in (one.expert, one.second_reader)}
        both = sorted(experts & decision.votes.keys())
        told = (reason(Key.BOTH_ROLES, persons=", ".join(both)),) if both else ()
        outcomes += [Outcome(Rule.EXPERT_DECIDES_NOT, not both, told), _quorum(decision, quorum), _dissent(decision)]
    return tuple(outcomes)


def _quorum(decision: Decision, quorum: int) -> Outcome:
    votes = list(decision.votes.values())
    in_favour, against = votes.count(Vote.FOR), votes.count(Vote.AGAINST)
    reasons = []
    if len(votes) < quorum:
        reasons.append(reason(Key.TOO_FEW, n=len(votes), quorum=quorum))
    if 2 * in_favour <= len(votes):
        counts = {"in_favour": in_favour, "against": against, "abstaining": votes.count(Vote.ABSTAIN)}
        reasons.append(reason(Key.NO_MAJORITY, **counts))
    return Outcome(Rule.QUORUM, not reasons, tuple(reasons))


def _dissent(decision: Decision) -> Outcome:
    against = list(decision.votes.values()).count(Vote.AGAINST)
    missing = bool(against) and not decision.dissent
    return Outcome(Rule.DISSENT, not missing, (reason(Key.DISSENT_MISSING, n=against),) if missing else ())


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Acts by day; those of one day in the order given."""
    return sorted(decisions, key=lambda one: one.on)


def status_after(decisions: Sequence[Decision]) -> Status:
    """Where an identification stands after the acts on it, in order; acts that cannot follow change nothing."""
    status = Status.NONE
    for decision in decisions:
        status = STEPS.get((status, decision.act), status)
    return status
