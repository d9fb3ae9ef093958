"""Trips: what one team does on one day, stop by stop, with every time and load.

A team leaves as late as its first work allows, so that nobody waits inside the sector. Seconds count from the opening
of the window; ``plan_file`` writes instants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.retrieval.shifts import Shift
from homeward.words import LabelledWord, _


class StopKind(LabelledWord):
    """What a team does at a stop."""

    CLEARANCE = "clearance", _("clearance")
    RECOVERY = "recovery", _("recovery")
    CLEAR_AND_RECOVER = "clearance_and_recovery", _("clearance and recovery")
    UNLOADING = "unloading", _("hand-over on the way")
    END = "end", _("end of the day, hand-over")


@dataclass(frozen=True, slots=True)
class Call:
    """A stop that may be made, before its times are known.

    Attributes:
        target: id of a site or a point.
        place: row of the travel table.
        service: seconds.
        remains: taken on board; an unloading takes all off.
        opens, closes: hours within which its work lies, seconds from opening.
    """

    kind: StopKind
    target: str
    place: int
    service: int
    remains: int = 0
    opens: int = 0
    closes: int = 1 << 40


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop with its times.

    Attributes:
        travel: seconds from the stop before.
        arrives, begins, departs: seconds from the opening.
        on_board: remains on board on departure.
        leave_by: the last second at which the team can leave and still be out in time by the shortest way.
    """

    call: Call
    travel: int
    arrives: int
    begins: int
    departs: int
    on_board: int
    leave_by: int


@dataclass(frozen=True, slots=True)
class Trip:
    """One team on one day.

    Attributes:
        leaves: when it leaves the place where it begins.
        start: row of the travel table where it begins.
        stops: the last is the end of the day.
    """

    shift: Shift
    leaves: int
    start: int
    stops: tuple[Stop, ...]

    @property
    def ends(self) -> int:
        """When the team is out."""
        return self.stops[-1].arrives


Travel = Callable[[int, int], int]


def timed(shift: Shift, start: int, calls: Sequence[Call], ready: Mapping[str, int], travel: Travel) -> Trip | None:
    """The trip with its times; None when it cannot be kept.

    Args:
        shift: whose hours bind it.
        start: row of the travel table where it begins.
        calls: in their order, the last the end of the day.
        ready: site to the second from which work may begin, where it was to be cleared.
        travel: seconds between rows of the travel table.
    """
    stops: list[Stop] = []
    at, now, on_board = start, shift.begins, shift.on_board
    for call in calls:
        leg = travel(at, call.place)
        arrives = now + leg
        begins = max(arrives, call.opens, ready.get(call.target, 0) if call.kind is StopKind.RECOVERY else 0)
        departs = begins + call.service
        on_board = 0 if call.kind in (StopKind.UNLOADING, StopKind.END) else on_board + call.remains
        if departs > call.closes or on_board > shift.team.cold_places:
            return None
        stops.append(Stop(call, leg, arrives, begins, departs, on_board, 0))
        at, now = call.place, departs
    if stops[-1].arrives > shift.latest:
        return None
    end = calls[-1].place
    leaves = max(shift.begins, stops[0].begins - stops[0].travel)
    stops[0] = replace(stops[0], arrives=leaves + stops[0].travel)
    told = (replace(stop, leave_by=shift.latest - travel(stop.call.place, end)) for stop in stops)
    return Trip(shift, leaves, start, tuple(told))
