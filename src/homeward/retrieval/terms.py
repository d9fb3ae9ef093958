"""The words of a truce window: sites, teams, points, hazards, ways, and the window that holds them.

Times are aware datetimes in UTC; a window, like a site's hours, is half-open: [opens, closes). Places are metres
east (x) and north (y) on one plane (``travel.plane``); exact places stand in these values and on the papers of the
teams only, everybody else is shown cells (``cells``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from homeward.words import LabelledWord, _


class Purpose(LabelledWord):
    """What a window is for (GC I art. 15; AP I art. 33(4))."""

    RETRIEVE_DEAD = "retrieve_dead", _("recovery of the dead")
    EVACUATE_WOUNDED = "evacuate_wounded", _("evacuation of the wounded")
    EXCHANGE = "exchange", _("exchange of persons")
    REPAIR = "repair", _("repair of lines and pipes")
    OTHER = "other", _("other humanitarian work")


class Task(LabelledWord):
    """What a team does at a site."""

    RECOVERY = "recovery", _("recovery")
    CLEARANCE = "clearance", _("clearance of explosives")


class WayClass(LabelledWord):
    """What is driven on; beside every way lies the field, crossed on foot or at a walking pace."""

    PAVED = "paved", _("paved road")
    UNPAVED = "unpaved", _("unpaved road")
    TRACK = "track", _("field track")
    FIELD = "field", _("open field")


class Prohibited(LabelledWord):
    """Acts that neither side does in the sector while the window lasts."""

    FIRING = "firing", _("firing of any kind")
    ENGINEERING = "engineering", _("engineering works, laying or moving of mines")
    DRONES = "drones", _("flights of drones, but those agreed")
    PHOTOGRAPHS = "photographs", _("photographs and films, but those of the finds")
    MOVEMENT = "movement", _("movement or relief of units")
    WEAPONS = "weapons", _("carrying of weapons by teams and escorts")


@dataclass(frozen=True, slots=True)
class Point:
    """A base where teams begin, or a place outside the sector where remains are handed over.

    Attributes:
        point_id: as the window file has it.
        x, y: metres on the plane.
        unloading: seconds that handing over takes.
    """

    point_id: str
    x: float
    y: float
    unloading: int


@dataclass(frozen=True, slots=True)
class Team:
    """A team that enters the sector.

    Attributes:
        side: code of the side it belongs to; its days are days of that side's zone.
        task: what it does.
        base: point where its day begins.
        handover: points where it may hand over remains; its day ends at the first.
        skills: words that hazards ask for.
        cold_places: most remains on board at once.
        begins, ends: hours of its day, local.
        escort: whether an escort of the other side goes with it (AP I art. 33(4): "if appropriate").
        call_sign: of the team, for the radio.
    """

    team_id: str
    side: str
    task: Task
    base: str
    handover: tuple[str, ...]
    skills: frozenset[str]
    cold_places: int
    begins: dt.time
    ends: dt.time
    escort: bool
    call_sign: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place where remains are expected.

    Attributes:
        x, y: metres on the plane.
        remains: how many are expected; 0 for a place to be searched.
        service: seconds of work.
        priority: 1 and up, the greater the more.
        hours: when work there may go on, half-open, in their order; within the window.
        hazard: a hazard of the window, "" for none.
    """

    site_id: str
    x: float
    y: float
    remains: int
    service: int
    priority: int
    hours: tuple[tuple[dt.datetime, dt.datetime], ...]
    hazard: str

    @property
    def value(self) -> int:
        """What reaching the site counts for: remains by priority; a place to be searched counts as one."""
        return max(self.remains, 1) * self.priority


@dataclass(frozen=True, slots=True)
class Hazard:
    """What must be so before anyone works at a site.

    Attributes:
        clearance: seconds of clearing; 0 when nothing need be cleared.
        clearance_skill: what a team needs to clear.
        wait: seconds from the end of clearing until work may begin.
        recovery_skill: what the recovery team itself needs, "" for nothing.
    """

    name: str
    clearance: int
    clearance_skill: str
    wait: int
    recovery_skill: str


@dataclass(frozen=True, slots=True)
class Way:
    """A road as a line of points, metres on the plane."""

    kind: WayClass
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ClosedArea:
    """A circle nobody enters: an agreed excluded spot, or an area closed by an incident."""

    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """How far travel and work differ from what was planned, as coefficients of variation.

    Attributes:
        travel, service: of one leg, of one visit.
        day: of everything a team does on one day: weather, mud, a slow crew.
        bound: the chance that any team is inside at closing must stay under it.
        draws: days drawn.
    """

    travel: float
    service: float
    day: float
    bound: float
    draws: int


@dataclass(frozen=True, slots=True)
class DutyOfficer:
    """Whom to call; a call sign and a channel, never a name or a position."""

    side: str
    call_sign: str
    channel: str


@dataclass(frozen=True, slots=True)
class Window:
    """A truce window with all that was agreed for it.

    Attributes:
        sides: the two codes, in alphabetical order; ``neutral`` is the third.
        opens, closes: UTC, half-open.
        zones: IANA zone of each side.
        urgent: whether both sides agreed to the short notice.
        origin: longitude and latitude of the plane's origin; None when nobody said where on Earth it lies.
        degrees: whether places are written in degrees.
        sector: corners of the sector on the plane; empty when the sites alone say where it is.
        speeds: metres per second by class of way.
        escorts: how many escorts each side can give at a time.
        allowance: seconds of slack before closing that any plan keeps.
    """

    window_id: str
    title: str
    purpose: Purpose
    sides: tuple[str, str]
    neutral: str
    opens: dt.datetime
    closes: dt.datetime
    zones: Mapping[str, ZoneInfo]
    urgent: bool
    origin: tuple[float, float] | None
    degrees: bool
    sector: tuple[tuple[float, float], ...]
    points: tuple[Point, ...]
    teams: tuple[Team, ...]
    hazards: Mapping[str, Hazard]
    ways: tuple[Way, ...]
    closed: tuple[ClosedArea, ...]
    speeds: Mapping[WayClass, float]
    escorts: Mapping[str, int]
    uncertainty: Uncertainty
    allowance: int
    stop_signal: str
    officers: tuple[DutyOfficer, ...]
    prohibited: tuple[Prohibited, ...]
    sha256: str

    def other(self, side: str) -> str:
        """The other side."""
        return self.sides[1] if side == self.sides[0] else self.sides[0]

    def point(self, point_id: str) -> Point:
        """A point by its id."""
        return next(point for point in self.points if point.point_id == point_id)
