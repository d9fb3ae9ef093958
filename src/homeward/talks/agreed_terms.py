"""Terms of an agreement: from a draft to in force, due, met or late, disputed, ended; on any given day.

    draft ─ bracket ─▶ bracketed ─ initial ─▶ initialled by one ─ initial ─▶ in force ──▶ due ──▶ late
      └──────────────── initial ───────────────────┘                            │          │        │
                                               met (both say so, with evidence) ◀──────────┴────────┘
                                               disputed ◀─ dispute (either side) ── settle (both) ─▶ back
                                               ended ◀─ end (both)

Rules:

1. A term is in force from the day the later of the two sides initialled it, or from a later day that it names itself.
   Initialled by one side alone it is never in force, whatever else was done.
2. To bracket a term again before it is in force takes its initials away.
3. It is due from seven days before the day it names until that day's end, and late after it. A day ends at midnight of
   the zone that the term names. A term due so many days after an event is due when the event has a day.
4. It is met when both sides say so and evidence is named; said by one side alone it stays due or late.
5. Either side may dispute it while it is in force; it stays disputed until both have settled it.
6. It is ended when both sides have ended it; nothing is done to it after that.
7. A step that its state does not allow is refused: the file is wrong, or the agreement was not kept as written.

Source: the field's own order of states (draft, bracketed, initialled, in force, due, met, late, disputed, ended);
no treaty prescribes one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from homeward.words import LabelledWord, Language, _

#: Days before the day named from which a term is called due.
DUE_WITHIN = 7


class TermState(LabelledWord):
    """Where a term stands."""

    DRAFT = "draft", _("draft")
    BRACKETED = "bracketed", _("in brackets")
    INITIALLED = "initialled", _("initialled, not yet in force")
    IN_FORCE = "in_force", _("in force")
    DUE = "due", _("due")
    MET = "met", _("met")
    LATE = "late", _("late")
    DISPUTED = "disputed", _("disputed")
    ENDED = "ended", _("ended")


class StepKind(StrEnum):
    """What is done to a term."""

    BRACKET = "bracket"
    INITIAL = "initial"
    MET = "met"
    DISPUTE = "dispute"
    SETTLE = "settle"
    END = "end"


class TermKind(LabelledWord):
    """What kind of promise a term is."""

    OBLIGATION = "obligation", _("obligation")
    OPTION = "option", _("option")
    INTENT = "intent", _("intent")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a term: when, what, by which side, on what evidence."""

    on: dt.date
    kind: StepKind
    by: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One term.

    Attributes:
        term_id: of the term.
        text: what is to be done, in four languages.
        kind: of promise.
        owed_by: codes of those who owe it.
        zone: in which its days begin and end.
        due: the day it is due, known or not; None without one.
        after: the event it waits for, "" if none, and how many days after it the term is due.
        in_force_from: the earliest day on which it may be in force.
        steps: in the order in which they were taken.
        quantity, unit, bound: what is owed, where it is counted; None and "" without.
    """

    term_id: str
    text: Mapping[Language, str]
    kind: TermKind
    owed_by: tuple[str, ...]
    zone: ZoneInfo
    due: dt.date | None
    after: str = ""
    days_after: int = 0
    in_force_from: dt.date | None = None
    steps: tuple[Step, ...] = ()
    quantity: int | None = None
    unit: str = ""
    bound: str = ""

    @property
    def ends_at(self) -> dt.datetime | None:
        """The instant at which its day is over: midnight of its zone, in UTC."""
        if self.due is None:
            return None
        return dt.datetime.combine(self.due + dt.timedelta(days=1), dt.time(), self.zone).astimezone(dt.UTC)


@dataclass(frozen=True, slots=True)
class TermStanding:
    """Where a term stands on a day.

    Attributes:
        term: which.
        state: and since when the step stood that brought it there, where a step did.
        initialled_by: sides whose initials it has.
        met_on: the day it was met, None if it is not.
        said_met_by: sides that say it is met; both when it is.
        days: until the day named (0 on it), negative when it is over; None without a day, or once met or ended.
        evidence: on which it is said to be met.
    """

    term: Term
    state: TermState
    initialled_by: tuple[str, ...]
    met_on: dt.date | None
    said_met_by: tuple[str, ...]
    days: int | None
    evidence: tuple[str, ...]


class StepRefused(ValueError):
    """A step that the state of the term does not allow; the message says which and why."""


def local_day(moment: dt.date | dt.datetime, zone: ZoneInfo) -> dt.date:
    """The day that it is in a zone: of a day, that day itself; of an instant, the day it falls on there."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(zone).date()
    return moment


def term_on(term: Term, sides: tuple[str, str], moment: dt.date | dt.datetime) -> TermStanding:
    """Where a term stands at the end of a day, or at an instant.

    Args:
        term: with all steps ever taken; later ones are left aside.
        sides: the two.
        moment: a day, which is taken in the term's own zone, or an instant with its offset.

    Raises:
        StepRefused: a step up to then was not allowed.
    """
    today = local_day(moment, term.zone)
    now = _Now(sides)
    for step in sorted((step for step in term.steps if step.on <= today), key=lambda step: step.on):
        now.take(step, term)
    state = now.state(term, today)
    open_ended = term.due is None or state in (TermState.MET, TermState.ENDED)
    days = None if open_ended or term.due is None else (term.due - today).days
    return TermStanding(term, state, tuple(now.initials), now.met_on, tuple(now.said_met), days, tuple(now.evidence))


class _Now:
    """A term's state while its steps are taken, one after the other."""

    def __init__(self, sides: tuple[str, str]) -> None:
        self.sides = sides
        self.bracketed = self.disputed = False
        self.initials: dict[str, dt.date] = {}
        self.said_met: dict[str, dt.date] = {}
        self.settled: set[str] = set()
        self.ended: set[str] = set()
        self.evidence: dict[str, None] = {}
        self.met_on: dt.date | None = None

    def in_force(self, term: Term, today: dt.date) -> bool:
        """Whether both sides have initialled it, and the day from which it holds has come."""
        if set(self.initials) != set(self.sides):
            return False
        return today >= max(*self.initials.values(), term.in_force_from or dt.date.min)

    def state(self, term: Term, today: dt.date) -> TermState:
        if not self.in_force(term, today):
            if self.initials:
                return TermState.INITIALLED
            return TermState.BRACKETED if self.bracketed else TermState.DRAFT
        if self.ended == set(self.sides):
            return TermState.ENDED
        if self.disputed:
            return TermState.DISPUTED
        if self.met_on is not None:
            return TermState.MET
        if term.due is None or today < term.due - dt.timedelta(days=DUE_WITHIN):
            return TermState.IN_FORCE
        return TermState.DUE if today <= term.due else TermState.LATE

    def take(self, step: Step, term: Term) -> None:
        """Take one step.

        Raises:
            StepRefused: it is not allowed now.
        """
        if step.by not in self.sides:
            raise StepRefused(f"{step.kind} on {step.on} is by “{step.by}”, who is neither side")
        if self.ended == set(self.sides):
            raise StepRefused(f"{step.kind} on {step.on} comes after the term has ended")
        if step.kind in (StepKind.BRACKET, StepKind.INITIAL):
            self._word(step)
            return
        if not self.in_force(term, step.on):
            raise StepRefused(f"{step.kind} on {step.on} comes before both sides have brought the term into force")
        match step.kind:
            case StepKind.MET:
                self._met(step)
            case StepKind.DISPUTE:
                self.disputed = True
                self.settled.clear()
            case StepKind.SETTLE:
                self._settle(step)
            case StepKind.END:
                self.ended.add(step.by)

    def _word(self, step: Step) -> None:
        if set(self.initials) == set(self.sides):
            raise StepRefused(f"{step.kind} on {step.on} comes after both sides have initialled the term")
        if step.kind is StepKind.BRACKET:
            self.bracketed = True
            self.initials.clear()
        elif step.by in self.initials:
            raise StepRefused(f"initial on {step.on} is the second of one side")
        else:
            self.initials[step.by] = step.on

    def _met(self, step: Step) -> None:
        if not step.evidence and not self.evidence:
            raise StepRefused(f"met on {step.on} names no evidence")
        self.evidence |= dict.fromkeys(step.evidence)
        self.said_met.setdefault(step.by, step.on)
        if set(self.said_met) == set(self.sides) and self.met_on is None:
            self.met_on = max(self.said_met.values())

    def _settle(self, step: Step) -> None:
        if not self.disputed:
            raise StepRefused(f"settle on {step.on} comes without a dispute")
        self.settled.add(step.by)
        if self.settled == set(self.sides):
            self.disputed = False


def standings(terms: Sequence[Term], sides: tuple[str, str], moment: dt.date | dt.datetime) -> list[TermStanding]:
    """All terms, those with the earliest end first, those without a day last; then by id."""
    found = [term_on(term, sides, moment) for term in terms]
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda one: (one.term.ends_at or last, one.term.term_id))
