"""Who may go: the gates that must be open for everyone, and the term that a person falls under.

The gates are the same for every term, side and rank. Which of those who may go do go is decided in ``planning``.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.exchange.reasons import Reason, ReasonKey, reason
from homeward.exchange.terms import Agreement, Fitness, Person, Undetermined, Will
from homeward.register.dates import Truth


def closed_gates(person: Person, sides: tuple[str, str]) -> tuple[Reason, ...]:
    """Every gate that keeps a person from going in any round now; empty when all are open.

    1. Both sides have confirmed the person: the arrangement covers “all confirmed for all confirmed”.
    2. The person wishes to return. GC III art. 109 ¶3 forbids returning the sick and injured against their will
       during hostilities; the commission asks everyone.
    3. The person is fit to travel, with an escort where one is needed. GC III art. 109 ¶1: “after having cared for
       them until they are fit to travel”.
    4. The person has not returned already.

    No punishment, rank or number closes a gate (GC III art. 109 ¶1, art. 115 ¶1).
    """
    if person.already_returned:
        return (reason(ReasonKey.ALREADY_RETURNED),)
    closed = [reason(ReasonKey.NOT_CONFIRMED, side=side) for side in sides if side not in person.confirmed_by]
    match person.will:
        case Will.NO:
            closed.append(reason(ReasonKey.WILL_NO))
        case Will.UNASKED:
            closed.append(reason(ReasonKey.WILL_UNASKED))
    match person.fit_to_travel:
        case Fitness.NOT_FIT:
            closed.append(reason(ReasonKey.NOT_FIT))
        case Fitness.UNKNOWN:
            closed.append(reason(ReasonKey.FITNESS_UNKNOWN))
    return tuple(closed)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands under an agreement.

    Attributes:
        closed: reasons of the gates that are closed.
        term: rank of the first term that surely holds, from 0; None when none does.
        undetermined: the terms before it of which it cannot be said.
    """

    person: Person
    closed: tuple[Reason, ...]
    term: int | None
    undetermined: tuple[Undetermined, ...]

    @property
    def may_go(self) -> bool:
        """Whether every gate is open and a term surely holds."""
        return self.term is not None and not self.closed

    def obstacles(self) -> tuple[Reason, ...]:
        """Why the person may not go; empty for one who may."""
        if self.may_go:
            return ()
        unknown = tuple(
            reason(ReasonKey.UNDETERMINED, term=one.term, needs="; ".join(one.needs)) for one in self.undetermined
        )
        if self.term is not None:
            return self.closed
        return self.closed + (unknown or (reason(ReasonKey.NO_TERM_HOLDS),))


def standing(person: Person, agreement: Agreement) -> Standing:
    """Find a person's gates and term.

    A person falls under the first term, in the order of the agreement, that surely holds. A term that cannot be
    said to hold is passed over and reported: nobody waits at home's door because a better ground may exist.
    """
    unsure: list[Undetermined] = []
    held: int | None = None
    for at, term in enumerate(agreement.terms):
        if not term.covers(person.side):
            continue
        finding = term.category.find(person)
        if finding.truth is Truth.TRUE:
            held = at
            break
        if finding.truth is Truth.UNDETERMINED:
            unsure.append(Undetermined(person.person_id, person.side, term.term_id, finding.needs))
    return Standing(person, closed_gates(person, agreement.sides), held, tuple(unsure))
