"""Reading WINDOW.toml: a truce window, who goes in, what was agreed, and what has happened to it so far.

Everything wrong is listed in one refusal. The keys are those of ``docs/reference/retrieval.md``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from homeward.retrieval.keys import Keys
from homeward.retrieval.plane import Plane, middle
from homeward.retrieval.terms import (
    ClosedArea,
    DutyOfficer,
    Hazard,
    Point,
    Prohibited,
    Purpose,
    Task,
    Team,
    Uncertainty,
    Way,
    WayClass,
    Window,
)
from homeward.retrieval.windows import Act, Event, NotAllowed, Standing, after, proposed

_HEAD = ("id", "sides", "opens", "closes", "zones", "stop_signal", "coordinates")
_HEAD_MORE = ("title", "purpose", "neutral", "urgent", "prohibited", "origin", "sector", "proposed_by", "proposed_at")
_TABLES = (
    "window", "slack", "speeds", "escorts", "point", "team", "hazard", "way", "closed", "officer", "event",
)  # fmt: skip
#: Kilometres an hour, where the file names none.
_SPEEDS = {WayClass.PAVED: 40.0, WayClass.UNPAVED: 25.0, WayClass.TRACK: 12.0, WayClass.FIELD: 4.0}
_DEGREES, _METRES = (180.0, 90.0), (1_000_000.0, 1_000_000.0)
_MOST_DAYS = 14
_MINUTE = 60


def read_window(path: Path) -> Window:
    """Read a window.

    Raises:
        InputRefused: with every fault found; nothing is half read.
    """
    return _Reading(Keys(path)).window()


def read_standing(path: Path) -> Standing:
    """Read what has happened to a window and where it stands now.

    Raises:
        InputRefused: a fault, or an event that could not happen.
    """
    reading = _Reading(Keys(path))
    window = reading.window()
    return reading.standing(window)


class _Reading:
    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        keys.known("", keys.tables, _TABLES)
        self.head = keys.table("window", keys.tables.get("window"), _HEAD, _HEAD_MORE)
        self.degrees = (
            keys.one_of("window.coordinates", self.head.get("coordinates"), ("degrees", "metres")) == "degrees"
        )
        self.bounds = _DEGREES if self.degrees else _METRES
        self.sides = self._sides()
        self.plane = Plane(self._origin())

    def window(self) -> Window:
        keys, head = self.keys, self.head
        opens = keys.instant("window.opens", head.get("opens"))
        closes = keys.instant("window.closes", head.get("closes"))
        if "opens" in head and "closes" in head and not opens < closes <= opens + dt.timedelta(days=_MOST_DAYS):
            keys.fault("window.closes", f"{closes:%Y-%m-%dT%H:%M}Z", f"Close after opening, by {_MOST_DAYS} days.")
        zones = keys.table("window.zones", head.get("zones"), self.sides)
        points = self._points()
        hazards = self._hazards()
        uncertainty, allowance = self._slack()
        speeds = keys.table("speeds", keys.tables.get("speeds", {}), (), [word.value for word in WayClass])
        escorts = keys.table("escorts", keys.tables.get("escorts", {}), (), self.sides)
        window = Window(
            window_id=keys.code("window.id", head.get("id")),
            title=keys.text("window.title", head.get("title", "")),
            purpose=keys.word("window.purpose", head.get("purpose", "retrieve_dead"), Purpose, Purpose.OTHER),
            sides=self.sides,
            neutral=keys.code("window.neutral", head.get("neutral", "N")),
            opens=opens,
            closes=closes,
            zones={side: keys.zone(f"window.zones.{side}", zones.get(side)) for side in self.sides},
            urgent=keys.flag("window.urgent", head.get("urgent", False)),
            origin=self.plane.origin,
            degrees=self.degrees,
            sector=self._line("window.sector", head["sector"], 3) if "sector" in head else (),
            points=points,
            teams=self._teams(points),
            hazards=hazards,
            ways=self._ways(),
            closed=self._closed(),
            speeds={
                word: keys.number(f"speeds.{word}", speeds.get(word, _SPEEDS[word]), 0.5, 120) / 3.6
                for word in WayClass
            },
            escorts={side: keys.count(f"escorts.{side}", escorts.get(side, 0), 0, 1000) for side in self.sides},
            uncertainty=uncertainty,
            allowance=allowance,
            stop_signal=keys.text("window.stop_signal", head.get("stop_signal", "")),
            officers=self._officers(),
            prohibited=tuple(
                keys.word("window.prohibited", word, Prohibited, Prohibited.FIRING)
                for word in keys.texts("window.prohibited", head.get("prohibited", list(Prohibited)))
            ),
            sha256=hashlib.sha256(keys.content).hexdigest(),
        )
        if window.neutral in self.sides:
            keys.fault("window.neutral", "The neutral has the code of a side.", "Give it a code of its own.")
        keys.refuse_if_any()
        return window

    def standing(self, window: Window) -> Standing:
        """The events of the file, one after the other."""
        keys = self.keys
        by = keys.one_of(
            "window.proposed_by", self.head.get("proposed_by", window.neutral), (*self.sides, window.neutral)
        )
        standing = proposed(window.sides, window.neutral, by, window.opens, window.closes, urgent=window.urgent)
        for key, row in keys.rows("event"):
            table = keys.table(key, row, ("act", "at", "by"), ("opens", "closes", "team", "text", "cell"))
            event = Event(
                keys.word(f"{key}.act", table.get("act"), Act, Act.INCIDENT),
                keys.instant(f"{key}.at", table.get("at")),
                keys.one_of(f"{key}.by", table.get("by"), (*self.sides, window.neutral)),
                keys.instant(f"{key}.opens", table["opens"]) if "opens" in table else None,
                keys.instant(f"{key}.closes", table["closes"]) if "closes" in table else None,
                keys.text(f"{key}.team", table.get("team", "")),
                keys.text(f"{key}.text", table.get("text", "")),
                keys.text(f"{key}.cell", table.get("cell", "")),
            )
            keys.refuse_if_any()
            try:
                standing = after(standing, event)
            except NotAllowed as refusal:
                raise keys.refusal(f"{key}: {event.act} by {event.by} cannot happen.", str(refusal)) from None
        return standing

    def _sides(self) -> tuple[str, str]:
        found = self.head.get("sides")
        if isinstance(found, list) and len(found) == 2:
            codes = sorted(self.keys.code("window.sides", code) for code in found)
            if codes[0] != codes[1]:
                return codes[0], codes[1]
        if found is not None:
            self.keys.fault("window.sides", f"“{found}” does not name two sides.", 'Write two codes: ["X", "Y"].')
        return "-", "--"

    def _origin(self) -> tuple[float, float] | None:
        """The plane's origin: as given, or in degrees the middle of the points."""
        if "origin" in self.head:
            return self.keys.pair("window.origin", self.head["origin"], _DEGREES)
        if not self.degrees:
            return None
        rows = self.keys.tables.get("point", [])
        places = [
            (float(row["at"][0]), float(row["at"][1]))
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
            and isinstance(row.get("at"), list)
            and len(row["at"]) == 2
            and all(isinstance(one, int | float) for one in row["at"])
        ]
        return middle(places) if places else (0.0, 0.0)

    def _place(self, key: str, found: object) -> tuple[float, float]:
        x, y = self.keys.pair(key, found, self.bounds)
        return self.plane.from_degrees(x, y) if self.degrees else (x, y)

    def _line(self, key: str, found: object, least: int) -> tuple[tuple[float, float], ...]:
        places = self.keys.pairs(key, found, self.bounds, least)
        return tuple(self.plane.from_degrees(*place) if self.degrees else place for place in places)

    def _points(self) -> tuple[Point, ...]:
        points = []
        for key, row in self.keys.rows("point", least=1):
            table = self.keys.table(key, row, ("id", "at"), ("unloading_minutes",))
            unloading = self.keys.count(f"{key}.unloading_minutes", table.get("unloading_minutes", 0), 0, 600)
            x, y = self._place(f"{key}.at", table.get("at"))
            points.append(Point(self.keys.code(f"{key}.id", table.get("id")), x, y, unloading * _MINUTE))
        self._distinct("point.id", [point.point_id for point in points])
        return tuple(points)

    def _distinct(self, key: str, ids: list[str]) -> None:
        for one in sorted({one for one in ids if ids.count(one) > 1} - {"-"}):
            self.keys.fault(key, f"“{one}” stands twice.", "Give each an id of its own.")

    def _teams(self, points: tuple[Point, ...]) -> tuple[Team, ...]:
        keys = self.keys
        known = [point.point_id for point in points]
        teams = []
        for key, row in keys.rows("team", least=1):
            needed = ("id", "side", "base", "begins", "ends")
            more = ("task", "handover", "skills", "cold_places", "escort", "call_sign")
            table = keys.table(key, row, needed, more)
            base = keys.one_of(f"{key}.base", table.get("base"), known)
            handover = keys.texts(f"{key}.handover", table.get("handover", [base]))
            team = Team(
                team_id=keys.code(f"{key}.id", table.get("id")),
                side=keys.one_of(f"{key}.side", table.get("side"), self.sides),
                task=keys.word(f"{key}.task", table.get("task", "recovery"), Task, Task.RECOVERY),
                base=base,
                handover=tuple(keys.one_of(f"{key}.handover", one, known) for one in handover) or (base,),
                skills=frozenset(keys.texts(f"{key}.skills", table.get("skills", []))),
                cold_places=keys.count(f"{key}.cold_places", table.get("cold_places", 0), 0, 1000),
                begins=keys.hour(f"{key}.begins", table.get("begins")),
                ends=keys.hour(f"{key}.ends", table.get("ends")),
                escort=keys.flag(f"{key}.escort", table.get("escort", False)),
                call_sign=keys.text(f"{key}.call_sign", table.get("call_sign", "")),
            )
            if "begins" in table and "ends" in table and team.begins >= team.ends:
                keys.fault(f"{key}.ends", f"{team.ends:%H:%M}", "A team's day ends after it begins, before midnight.")
            teams.append(team)
        self._distinct("team.id", [team.team_id for team in teams])
        return tuple(sorted(teams, key=lambda team: team.team_id))

    def _hazards(self) -> Mapping[str, Hazard]:
        keys = self.keys
        hazards = {}
        for key, row in keys.rows("hazard"):
            more = ("clearance_minutes", "clearance_skill", "wait_minutes", "recovery_skill")
            table = keys.table(key, row, ("name",), more)
            name = keys.code(f"{key}.name", table.get("name"))
            hazards[name] = Hazard(
                name,
                keys.count(f"{key}.clearance_minutes", table.get("clearance_minutes", 0), 0, 2880) * _MINUTE,
                keys.text(f"{key}.clearance_skill", table.get("clearance_skill", "")),
                keys.count(f"{key}.wait_minutes", table.get("wait_minutes", 0), 0, 2880) * _MINUTE,
                keys.text(f"{key}.recovery_skill", table.get("recovery_skill", "")),
            )
        return hazards

    def _slack(self) -> tuple[Uncertainty, int]:
        keys = self.keys
        table: Mapping[str, Any] = keys.table(
            "slack", keys.tables.get("slack", {}), (), ("bound", "draws", "travel", "service", "day", "minutes")
        )
        uncertainty = Uncertainty(
            travel=keys.number("slack.travel", table.get("travel", 0.3), 0, 2),
            service=keys.number("slack.service", table.get("service", 0.3), 0, 2),
            day=keys.number("slack.day", table.get("day", 0.1), 0, 1),
            bound=keys.number("slack.bound", table.get("bound", 0.01), 0.001, 0.5),
            draws=keys.count("slack.draws", table.get("draws", 10_000), 1_000, 100_000),
        )
        return uncertainty, keys.count("slack.minutes", table.get("minutes", 30), 0, 1440) * _MINUTE

    def _ways(self) -> tuple[Way, ...]:
        ways = []
        for key, row in self.keys.rows("way"):
            table = self.keys.table(key, row, ("class", "line"))
            kind = self.keys.word(f"{key}.class", table.get("class"), WayClass, WayClass.TRACK)
            if "line" in table:
                ways.append(Way(kind, self._line(f"{key}.line", table["line"], 2)))
        return tuple(ways)

    def _closed(self) -> tuple[ClosedArea, ...]:
        areas = []
        for key, row in self.keys.rows("closed"):
            table = self.keys.table(key, row, ("name", "at", "radius"))
            x, y = self._place(f"{key}.at", table.get("at"))
            radius = self.keys.number(f"{key}.radius", table.get("radius"), 1, 50_000)
            areas.append(ClosedArea(self.keys.text(f"{key}.name", table.get("name", "")), x, y, radius))
        return tuple(areas)

    def _officers(self) -> tuple[DutyOfficer, ...]:
        officers = []
        for key, row in self.keys.rows("officer"):
            table = self.keys.table(key, row, ("side", "call_sign"), ("channel",))
            officers.append(
                DutyOfficer(
                    self.keys.code(f"{key}.side", table.get("side")),
                    self.keys.text(f"{key}.call_sign", table.get("call_sign", "")),
                    self.keys.text(f"{key}.channel", table.get("channel", "")),
                )
            )
        return tuple(sorted(officers, key=lambda one: (one.side, one.call_sign)))


def plane_of(window: Window) -> Plane:
    """The plane that a window's places lie on."""
    return Plane(window.origin)


def local_days(window: Window, zone: ZoneInfo) -> list[dt.date]:
    """The local days that a window touches."""
    first, last = window.opens.astimezone(zone).date(), window.closes.astimezone(zone).date()
    return [first + dt.timedelta(days=day) for day in range((last - first).days + 1)]
