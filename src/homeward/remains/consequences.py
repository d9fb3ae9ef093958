"""What follows when an identification is suspended or revoked: every step, and whether it was done.

Nothing is undone by itself: each consequence is due until somebody does it and a fact or an event says so.
Sources: schema §13 (revoke_reason, consequences); GC I art. 16 (death certificates and lists are forwarded through the
bureau, so a withdrawal is too), art. 17; AP I art. 32 (right of families to know); Bournemouth Protocol (2020).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from homeward.remains.contradictions import Fact
from homeward.remains.graph import Event, State
from homeward.remains.terms import EventKind, FactKind, Status
from homeward.words import LabelledWord, _


class Step(LabelledWord):
    """One consequence."""

    HOLD = "hold", _("Keep the remains: they are neither handed over nor buried as this person.")
    REOPEN_PERSON = "reopen_person", _("Take up the search for the person again.")
    REOPEN_CASE = "reopen_case", _("Compare the case again with all missing persons.")
    TELL_FAMILY = "tell_family", _("Tell the family, in person and by someone it knows; never by a screen or a letter.")
    TELL_BUREAU = "tell_bureau", _("Tell the information bureau, and through it the other side and the Agency.")
    WITHDRAW_CERTIFICATE = "withdraw_certificate", _("Have the certificate of death withdrawn.")
    BRING_BACK = "bring_back", _("Exhume the remains, or take them back, with the family's knowledge.")
    SEPARATE = "separate", _("Look again at the parts joined by this decision, and separate them.")
    LOOK_AT_FAMILY = (
        "look_at_family",
        _("Look again at other identifications that rest on the same relatives' samples."),
    )


@dataclass(frozen=True, slots=True)
class Consequence:
    """A step that is due or done.

    Attributes:
        step: which.
        subject: number of the case, person, join or decision concerned.
        done_by: id of the fact or event that did it, "" while it is due.
    """

    step: Step
    subject: str
    done_by: str = ""


def consequences(
    status: Status,
    since: dt.date,
    case: str,
    person: str,
    decision: str,
    *,
    state: State,
    events: Sequence[Event],
    facts: Iterable[Fact],
    same_relatives: Iterable[str],
) -> tuple[Consequence, ...]:
    """All that follows from where an identification stands; nothing unless it is suspended or revoked.

    Args:
        status: where it stands.
        since: day of the suspension or revocation.
        case, person: whom it joined.
        decision: id of the confirmation.
        state: of the graph now.
        events: all that were accepted, in order.
        facts: all.
        same_relatives: ids of other confirmations that rest on samples of the same relatives.
    """
    if status not in (Status.SUSPENDED, Status.REVOKED):
        return ()
    known = sorted(facts, key=lambda one: (one.known_on, one.id))
    told = {fact.kind: fact.id for fact in known if fact.subject == decision and fact.known_on <= since}

    def done(kind: FactKind) -> str:
        after = [fact.id for fact in known if fact.subject == decision and fact.kind is kind and fact.known_on >= since]
        return after[0] if after else ""

    found = [] if case in state.gone else [Consequence(Step.HOLD, case)]
    if FactKind.FAMILY_TOLD in told:
        found.append(Consequence(Step.TELL_FAMILY, person, done(FactKind.FAMILY_TOLD_AGAIN)))
    if status is Status.SUSPENDED:
        return tuple(found)
    found.append(Consequence(Step.REOPEN_PERSON, person, done(FactKind.SEARCH_REOPENED)))
    found.append(Consequence(Step.REOPEN_CASE, case, done(FactKind.CASE_REOPENED)))
    if FactKind.BUREAU_TOLD in told or FactKind.CERTIFICATE_ISSUED in told:
        found.append(Consequence(Step.TELL_BUREAU, decision, done(FactKind.BUREAU_TOLD_AGAIN)))
    if FactKind.CERTIFICATE_ISSUED in told:
        found.append(Consequence(Step.WITHDRAW_CERTIFICATE, decision, done(FactKind.CERTIFICATE_WITHDRAWN)))
    left = [event for event in events if event.case == case and event.kind in (EventKind.HAND_OVER, EventKind.BURY)]
    back = [event for event in events if event.case == case and event.kind is EventKind.TAKE_BACK]
    if left:
        found.append(Consequence(Step.BRING_BACK, case, "" if case in state.gone else back[-1].id))
    found += [
        Consequence(Step.SEPARATE, event.decision, _undone(event.decision, state, events))
        for event in events
        if event.kind is EventKind.JOIN and event.decision == decision
    ]
    found += [Consequence(Step.LOOK_AT_FAMILY, other) for other in sorted(same_relatives)]
    return tuple(found)


def _undone(decision: str, state: State, events: Sequence[Event]) -> str:
    if decision not in state.undone:
        return ""
    return next(one.id for one in events if one.kind is EventKind.SEPARATE and one.undoes == decision)
