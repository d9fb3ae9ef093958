"""Why each site that is not planned is left out: the first thing that stands in its way, whatever the search did."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from homeward.retrieval.plane import inside
from homeward.retrieval.posing import Ground
from homeward.retrieval.reasons import Reason, ReasonKey
from homeward.retrieval.shifts import Shift, is_clearance, seconds_from
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.travel import NEVER
from homeward.retrieval.trips import StopKind, timed


def barred(window: Window, site: Site) -> Reason | None:
    """Why no plan of this window could reach the site; None if one might."""
    for area in window.closed:
        if math.hypot(site.x - area.x, site.y - area.y) < area.radius:
            return Reason(ReasonKey.CLOSED_AREA, {"area": area.name})
    if window.sector and not inside(window.sector, site.x, site.y):
        return Reason(ReasonKey.OUTSIDE_SECTOR)
    lengths = [seconds_from(window, ends) - seconds_from(window, begins) for begins, ends in site.hours]
    if max(lengths, default=0) < site.service:
        values: dict[str, str | int] = {"minutes": max(lengths, default=0) // 60, "service": site.service // 60}
        return Reason(ReasonKey.OUT_OF_HOURS, values)
    recovering = [team for team in window.teams if team.task == "recovery"]
    most = max((team.cold_places for team in recovering), default=0)
    if site.remains > most:
        return Reason(ReasonKey.NO_VEHICLE_HOLDS, {"remains": site.remains, "most": most})
    hazard = window.hazards.get(site.hazard)
    if hazard and hazard.recovery_skill and all(hazard.recovery_skill not in team.skills for team in recovering):
        return Reason(ReasonKey.NO_SKILL, {"skill": hazard.recovery_skill})
    if hazard and hazard.clearance and all(hazard.clearance_skill not in team.skills for team in window.teams):
        return Reason(ReasonKey.NO_CLEARANCE_TEAM, {"skill": hazard.clearance_skill})
    return None


def out_of_reach(ground: Ground, site: Site, shifts: Sequence[Shift]) -> Reason | None:
    """Why no team could go there and be out in time even if it did nothing else; None if one could."""
    place = ground.row[site.site_id]
    able = [shift for shift in shifts if not is_clearance(shift) and may_work(ground.window, shift, site)]
    if all(ground.travel(ground.start(shift), place) >= NEVER for shift in able) and able:
        return Reason(ReasonKey.UNREACHABLE)
    for shift in able:
        for call in ground.calls(site, StopKind.RECOVERY):
            if timed(shift, ground.start(shift), (call, ground.end(shift)), {}, ground.travel):
                return None
    return Reason(ReasonKey.TOO_FAR)


def may_work(window: Window, shift: Shift, site: Site) -> bool:
    """Whether the team has the skill that the site's hazard asks of a recovery team, and the places."""
    hazard = window.hazards.get(site.hazard)
    skilled = hazard is None or not hazard.recovery_skill or hazard.recovery_skill in shift.team.skills
    return skilled and site.remains <= shift.team.cold_places


def no_hours_left(site: Site, least: int, cleared: Mapping[str, int], window: Window) -> Reason:
    """Why a site that could have been reached was not: the hours went to others, of which ``least`` tells the least."""
    hazard = window.hazards.get(site.hazard)
    if hazard and hazard.clearance and site.site_id not in cleared:
        return Reason(ReasonKey.NOT_CLEARED)
    values: dict[str, str | int] = {
        "value": site.value,
        "service": site.service // 60,
        "each": in_ten_hours(site),
        "least": least,
    }
    return Reason(ReasonKey.NO_HOURS_LEFT, values)


def in_ten_hours(site: Site) -> int:
    """Points for ten hours of such work, whole."""
    return site.value * 36_000 // site.service
