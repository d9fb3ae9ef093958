"""The life of a truce window: proposed, countered, agreed, notified, confirmed by both, open, closed, reported.

What happened is a row of events; ``after`` gives the standing of a window once one more has happened, or refuses it
with what is missing. A window never opens unless both sides have confirmed it: each confirms after its own notice was
acknowledged in time. A suspension by anyone closes entry at once; going on, and a later closing, need both sides.
Whoever was suspended or still inside at closing stands in the log. Notices and their hours: ``notices``.

Sources: GC I art. 15 ¶1 (search for the dead) and ¶2 (suspension of fire and local arrangements; its words speak of
the wounded); AP I art. 33(4) (arrangements for teams that search for and recover the dead). The states and the
two-sided confirmation are the commission's own rule, after the practice of humanitarian notification (OCHA).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from homeward.errors import HomewardError
from homeward.retrieval.notices import notice_is_in_time, notice_needed
from homeward.words import LabelledWord, _


class Phase(LabelledWord):
    """Where a window stands; the value is stored and exchanged."""

    PROPOSED = "proposed", _("proposed")
    COUNTERED = "countered", _("answered with other times")
    AGREED = "agreed", _("agreed, notices under way")
    CONFIRMED = "confirmed", _("confirmed by both sides")
    OPEN = "open", _("open")
    SUSPENDED = "suspended", _("suspended")
    EXTENDED = "extended", _("open, extended")
    CLOSED = "closed", _("closed")
    REPORTED = "reported", _("reported")
    CANCELLED = "cancelled", _("cancelled")


class Act(LabelledWord):
    """What can happen to a window."""

    COUNTER = "counter", _("other times proposed")
    AGREE = "agree", _("times agreed")
    NOTIFY = "notify", _("units notified")
    ACKNOWLEDGE = "acknowledge", _("notice acknowledged")
    CONFIRM = "confirm", _("confirmed")
    OPEN = "open", _("opened")
    ENTER = "enter", _("team went in")
    LEAVE = "leave", _("team came out")
    INCIDENT = "incident", _("incident")
    SUSPEND = "suspend", _("suspended")
    RESUME = "resume", _("agreed to go on")
    EXTEND = "extend", _("later closing proposed or agreed")
    CLOSE = "close", _("closed")
    REPORT = "report", _("reported")
    CANCEL = "cancel", _("cancelled")


class NotAllowed(HomewardError):
    """The event cannot happen now; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        act: what.
        at: when, UTC.
        by: code of the side or of the neutral.
        opens, closes: of a counter-proposal; ``closes`` alone of an extension.
        team: of an entry or an exit.
        text: of an incident or a suspension: what, as whoever reported it wrote it.
        cell: of an incident: its 5 km cell, never an exact place.
    """

    act: Act
    at: dt.datetime
    by: str
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    team: str = ""
    text: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a window stands after some events.

    Attributes:
        sides, neutral: who may act.
        proposed_by: the side whose times these are.
        notified, acknowledged, confirmed, resuming, reported: sides that did so.
        extension: a later closing that one side proposed, and that side.
        was_extended: whether the closing was moved by both.
        inside: teams that went in and have not come out.
        log: every event, in order.
    """

    sides: tuple[str, str]
    neutral: str
    phase: Phase
    opens: dt.datetime
    closes: dt.datetime
    urgent: bool
    proposed_by: str
    notified: frozenset[str] = frozenset()
    acknowledged: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()
    resuming: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    extension: tuple[dt.datetime, str] | None = None
    was_extended: bool = False
    inside: frozenset[str] = frozenset()
    log: tuple[Event, ...] = field(default=())

    def may_enter(self, at: dt.datetime) -> bool:
        """Whether a team may go in at ``at``: open, confirmed by both, and within [opens, closes)."""
        is_open = self.phase in (Phase.OPEN, Phase.EXTENDED)
        return is_open and self.confirmed == set(self.sides) and self.opens <= at < self.closes


def proposed(
    sides: tuple[str, str],
    neutral: str,
    by: str,
    opens: dt.datetime,
    closes: dt.datetime,
    *,
    urgent: bool = False,
) -> Standing:
    """A window as one side or the neutral proposes it.

    Raises:
        NotAllowed: whoever proposes is none of the three, or it would close before it opens.
    """
    if by not in (*sides, neutral):
        raise NotAllowed(_("Only a side or the neutral proposes a window."))
    if closes <= opens:
        raise NotAllowed(_("A window closes after it opens."))
    return Standing(sides, neutral, Phase.PROPOSED, opens, closes, urgent, by)


def after(standing: Standing, event: Event) -> Standing:
    """The standing once ``event`` has happened.

    Raises:
        NotAllowed: it cannot happen now.
    """
    _demand(event.by in (*standing.sides, standing.neutral), _("Only a side or the neutral can act."))
    _demand(not standing.log or event.at >= standing.log[-1].at, _("Events stand in the order of their times."))
    changed = _RULES[event.act](standing, event)
    return replace(changed, log=(*standing.log, event))


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise NotAllowed(otherwise)


def _a_side(standing: Standing, event: Event) -> None:
    _demand(event.by in standing.sides, _("Only a side can do this, for itself."))


def _in_phase(standing: Standing, *phases: Phase) -> None:
    _demand(standing.phase in phases, _("The window does not stand where this could happen."))


def _counter(standing: Standing, event: Event) -> Standing:
    """Other times undo every consent given to the old ones."""
    _in_phase(standing, Phase.PROPOSED, Phase.COUNTERED, Phase.AGREED, Phase.CONFIRMED)
    opens, closes = event.opens or standing.opens, event.closes or standing.closes
    _demand(closes > opens, _("A window closes after it opens."))
    none: frozenset[str] = frozenset()
    return replace(
        standing, phase=Phase.COUNTERED, opens=opens, closes=closes, proposed_by=event.by,
        notified=none, acknowledged=none, confirmed=none,
    )  # fmt: skip


def _agree(standing: Standing, event: Event) -> Standing:
    """Times are agreed by a side that did not propose them; what the neutral proposed is agreed by both."""
    _in_phase(standing, Phase.PROPOSED, Phase.COUNTERED)
    _a_side(standing, event)
    _demand(event.by != standing.proposed_by, _("A side cannot agree with itself."))
    if standing.proposed_by == standing.neutral:
        agreed = standing.resuming | {event.by}  # who has agreed so far
        if agreed != set(standing.sides):
            return replace(standing, resuming=agreed)
    return replace(standing, phase=Phase.AGREED, resuming=frozenset())


def _notify(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.AGREED)
    _a_side(standing, event)
    in_time = notice_is_in_time(event.at, standing.opens, urgent=standing.urgent)
    hours = int(notice_needed(urgent=standing.urgent).total_seconds() // 3600)
    _demand(
        in_time,
        _("The notice would come too late: 24 hours before opening if urgent.")
        if hours == 24
        else _("The notice would come too late: 48 hours before opening."),
    )
    return replace(standing, notified=standing.notified | {event.by})


def _acknowledge(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.AGREED)
    _a_side(standing, event)
    _demand(event.by in standing.notified, _("The units of this side have not been notified."))
    return replace(standing, acknowledged=standing.acknowledged | {event.by})


def _confirm(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.AGREED)
    _a_side(standing, event)
    _demand(event.by in standing.acknowledged, _("The notice to the units of this side is not acknowledged."))
    _demand(event.at < standing.opens, _("The time of opening has passed."))
    confirmed = standing.confirmed | {event.by}
    phase = Phase.CONFIRMED if confirmed == set(standing.sides) else standing.phase
    return replace(standing, confirmed=confirmed, phase=phase)


def _open(standing: Standing, event: Event) -> Standing:
    _demand(standing.confirmed == set(standing.sides), _("A window opens only when both sides have confirmed it."))
    _in_phase(standing, Phase.CONFIRMED)
    _demand(standing.opens <= event.at < standing.closes, _("It is not the time of this window."))
    return replace(standing, phase=Phase.OPEN)


def _enter(standing: Standing, event: Event) -> Standing:
    _demand(standing.may_enter(event.at), _("Nobody may go in now."))
    _demand(bool(event.team) and event.team not in standing.inside, _("The team is inside already, or not named."))
    return replace(standing, inside=standing.inside | {event.team})


def _leave(standing: Standing, event: Event) -> Standing:
    _demand(event.team in standing.inside, _("The team is not inside."))
    return replace(standing, inside=standing.inside - {event.team})


def _incident(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.OPEN, Phase.EXTENDED, Phase.SUSPENDED, Phase.CLOSED)
    _demand(bool(event.text), _("Write what happened."))
    return standing


def _suspend(standing: Standing, _event: Event) -> Standing:
    """Anyone stops the work; no reason need be accepted by anybody."""
    _in_phase(standing, Phase.OPEN, Phase.EXTENDED)
    return replace(standing, phase=Phase.SUSPENDED, resuming=frozenset())


def _resume(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.SUSPENDED)
    _a_side(standing, event)
    _demand(event.at < standing.closes, _("The time of closing has passed."))
    resuming = standing.resuming | {event.by}
    if resuming != set(standing.sides):
        return replace(standing, resuming=resuming)
    return replace(standing, phase=Phase.EXTENDED if standing.was_extended else Phase.OPEN, resuming=frozenset())


def _extend(standing: Standing, event: Event) -> Standing:
    """One side proposes a later closing, the other names the same: only then it holds."""
    _in_phase(standing, Phase.OPEN, Phase.EXTENDED, Phase.SUSPENDED)
    _a_side(standing, event)
    _demand(event.at < standing.closes, _("The time of closing has passed."))
    later = event.closes
    if later is None or later <= standing.closes:
        raise NotAllowed(_("An extension names a later closing."))
    if standing.extension is None or standing.extension[1] == event.by or standing.extension[0] != later:
        return replace(standing, extension=(later, event.by))
    phase = standing.phase if standing.phase is Phase.SUSPENDED else Phase.EXTENDED
    return replace(standing, phase=phase, closes=later, extension=None, was_extended=True)


def _close(standing: Standing, event: Event) -> Standing:
    """At its time by whoever notes it; earlier by either side or the neutral."""
    _in_phase(standing, Phase.OPEN, Phase.EXTENDED, Phase.SUSPENDED)
    return replace(standing, phase=Phase.CLOSED, closes=min(standing.closes, event.at), extension=None)


def _report(standing: Standing, event: Event) -> Standing:
    _in_phase(standing, Phase.CLOSED)
    _a_side(standing, event)
    _demand(not standing.inside, _("A team is still inside: the report waits until it is out."))
    reported = standing.reported | {event.by}
    return replace(
        standing, reported=reported, phase=Phase.REPORTED if reported == set(standing.sides) else standing.phase
    )


def _cancel(standing: Standing, _event: Event) -> Standing:
    _in_phase(standing, Phase.PROPOSED, Phase.COUNTERED, Phase.AGREED, Phase.CONFIRMED)
    return replace(standing, phase=Phase.CANCELLED)


_RULES = {
    Act.COUNTER: _counter,
    Act.AGREE: _agree,
    Act.NOTIFY: _notify,
    Act.ACKNOWLEDGE: _acknowledge,
    Act.CONFIRM: _confirm,
    Act.OPEN: _open,
    Act.ENTER: _enter,
    Act.LEAVE: _leave,
    Act.INCIDENT: _incident,
    Act.SUSPEND: _suspend,
    Act.RESUME: _resume,
    Act.EXTEND: _extend,
    Act.CLOSE: _close,
    Act.REPORT: _report,
    Act.CANCEL: _cancel,
}
