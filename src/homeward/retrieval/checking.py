"""A second look at a plan, written without the planner and without its solver.

It reads the plan as a document and follows every team from stop to stop, from window and sites alone: hours, window,
travel, capacity, skills, escorts, clearance before entry, closing. Rule numbers are those of
``docs/reference/retrieval.md``. What it does not prove, that no plan reaches more, is what the bound is for.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from homeward.retrieval.plane import inside
from homeward.retrieval.planning import BEFORE, Now
from homeward.retrieval.terms import Hazard, Site, Task, Team, Window
from homeward.retrieval.travel import travel_seconds

_RECOVERS = ("recovery", "clearance_and_recovery")
_CLEARS = ("clearance", "clearance_and_recovery")


def check(document: Mapping[str, Any], window: Window, sites: Sequence[Site], now: Now = BEFORE) -> list[str]:
    """What is wrong with a plan, each with the number of the rule it breaks; empty when nothing is."""
    return _Check(document, window, sites, now).wrong


class _Check:
    def __init__(self, document: Mapping[str, Any], window: Window, sites: Sequence[Site], now: Now) -> None:
        self.window, self.now = window, now
        self.sites = {site.site_id: site for site in sites}
        self.teams = {team.team_id: team for team in window.teams}
        self.wrong: list[str] = []
        ids = [("point", point.point_id) for point in window.points] + [("site", site) for site in self.sites]
        places = [(point.x, point.y) for point in window.points] + [(one.x, one.y) for one in self.sites.values()]
        for team, place in now.teams_at.items():
            ids.append(("team", team))
            places.append(place)
        self.row = {name: number for number, name in enumerate(ids)}
        self.seconds = travel_seconds(window, places)
        self.cleared: dict[str, dt.datetime] = {
            site: window.opens + dt.timedelta(seconds=second) for site, second in now.cleared.items()
        }
        self._everyone_answered_once(document)
        if self.wrong:
            return
        trips = [(self.teams[team["team_id"]], trip) for team in document["teams"] for trip in team["trips"]]
        for one, trip in sorted(trips, key=lambda pair: pair[0].task is not Task.CLEARANCE):
            self._trip(one, trip, first=trip is min(self._of(document, one), key=lambda other: str(other["day"])))
        self._escorts(trips)
        self._figures(document)

    def say(self, rule: str, what: str) -> None:
        self.wrong.append(f"{rule}: {what}")

    def _of(self, document: Mapping[str, Any], team: Team) -> list[Mapping[str, Any]]:
        return next(one["trips"] for one in document["teams"] if one["team_id"] == team.team_id)

    def _everyone_answered_once(self, document: Mapping[str, Any]) -> None:
        """R4."""
        stops = [stop for team in document["teams"] for trip in team["trips"] for stop in trip["stops"]]
        reached = [stop["site_id"] for stop in stops if stop["kind"] in _RECOVERS]
        left = [one["site_id"] for one in document["left_out"]]
        for site, count in sorted(Counter([*reached, *left]).items()):
            if count > 1:
                self.say("R4", f"{site} is answered {count} times")
        for site in sorted(set(self.sites) ^ {*reached, *left}):
            self.say("R4", f"{site} is not answered, or is none of the sites")
        cleared = Counter(stop["site_id"] for stop in stops if stop["kind"] in _CLEARS)
        for site, count in sorted(cleared.items()):
            if count > 1 or site not in self.sites:
                self.say("R4", f"{site} is cleared {count} times, or is none of the sites")
        for team in document["teams"]:
            if team["team_id"] not in self.teams or not team["trips"]:
                self.say("R4", f"{team['team_id']} is no team of the window, or has no trip")
            if len({trip["day"] for trip in team["trips"]}) < len(team["trips"]):
                self.say("R5", f"{team['team_id']} has two trips on one day")
        if any(not one["reasons"] for one in document["left_out"]):
            self.say("R4", "a site is left out without a reason")

    def _trip(self, team: Team, trip: Mapping[str, Any], *, first: bool) -> None:
        """R5 to R11, stop by stop."""
        window = self.window
        who = f"{team.team_id} on {trip['day']}"
        zone = window.zones[team.side]
        day = dt.date.fromisoformat(trip["day"])
        begins = dt.datetime.combine(day, team.begins, zone)
        ends = dt.datetime.combine(day, team.ends, zone)
        leaves, out = _time(trip["leaves"]), _time(trip["ends"])
        if leaves < max(begins, window.opens) or out > ends:
            self.say("R5", f"{who} is under way outside its hours")
        if not window.opens <= leaves <= out < window.closes or out > _time(trip["out_by"]):
            self.say("R6", f"{who} is not out before closing")
        if (window.closes - _time(trip["out_by"])).total_seconds() < min(window.allowance, 1):
            self.say("R6", f"{who} keeps no slack")
        stands = first and team.team_id in self.now.teams_at
        at = self.row[("team", team.team_id) if stands else ("point", team.base)]
        load = self.now.on_board.get(team.team_id, 0) if stands else 0
        clock = leaves
        stops = trip["stops"]
        if not stops or stops[-1]["kind"] != "end" or stops[-1].get("point_id") != team.handover[0]:
            self.say("R5", f"{who} does not end at its point of hand-over")
            return
        for stop in stops:
            name = ("point", stop["point_id"]) if "point_id" in stop else ("site", stop["site_id"])
            if name not in self.row:
                self.say("R4", f"{who}: {name[1]} is no place of the window")
                return
            leg = int(self.seconds[at, self.row[name]])
            if stop["travel_seconds"] != leg or (_time(stop["arrival"]) - clock).total_seconds() < leg:
                self.say("R7", f"{who}: the way to {name[1]} takes {leg} seconds")
            at, arrives, starts, clock = (
                self.row[name], _time(stop["arrival"]), _time(stop["begins"]), _time(stop["departure"]),
            )  # fmt: skip
            if not arrives <= starts <= clock:
                self.say("R7", f"{who}: the times at {name[1]} are not in order")
            load = 0 if "point_id" in stop else load + stop["remains"]
            if load != stop["load"] or load > team.cold_places:
                self.say("R8", f"{who}: {load} on board after {name[1]}, with {team.cold_places} cold places")
            if "site_id" in stop:
                self._work(team, who, stop, self.sites[stop["site_id"]])
            elif stop["kind"] == "unloading":
                point = window.point(stop["point_id"])
                if stop["point_id"] not in team.handover or (clock - starts).total_seconds() < point.unloading:
                    self.say("R8", f"{who} cannot unload so at {point.point_id}")

    def _work(self, team: Team, who: str, stop: Mapping[str, Any], site: Site) -> None:
        """R9 to R11: hours, hazards, clearance before entry."""
        window, kind = self.window, stop["kind"]
        hazard = window.hazards.get(site.hazard, Hazard("", 0, "", 0, ""))
        starts, ends = _time(stop["begins"]), _time(stop["departure"])
        clearing = kind in _CLEARS
        needed = (hazard.clearance if clearing else 0) + (site.service if kind in _RECOVERS else 0)
        needed += hazard.wait if kind == "clearance_and_recovery" else 0
        if (ends - starts).total_seconds() < needed:
            self.say("R7", f"{who}: work at {site.site_id} takes {needed} seconds")
        if not any(opens <= starts and ends <= closes for opens, closes in site.hours):
            self.say("R9", f"{who} works at {site.site_id} outside its hours")
        if stop["remains"] != (site.remains if kind in _RECOVERS else 0):
            self.say("R8", f"{who}: {site.site_id} has {site.remains} expected remains")
        if (team.task is Task.CLEARANCE) != (kind == "clearance"):
            self.say("R10", f"{who} is not a team for {kind}")
        if clearing and (not hazard.clearance or hazard.clearance_skill not in team.skills):
            self.say("R10", f"{who} cannot clear {site.site_id}")
        if kind in _RECOVERS and hazard.recovery_skill and hazard.recovery_skill not in team.skills:
            self.say("R10", f"{who} lacks a skill for {site.site_id}")
        if kind == "clearance":
            self.cleared[site.site_id] = ends + dt.timedelta(seconds=hazard.wait)
        if kind == "recovery" and hazard.clearance:
            ready = self.cleared.get(site.site_id)
            if ready is None or starts < ready:
                self.say("R11", f"{who} enters {site.site_id} before it is cleared")
        if any(math.hypot(site.x - area.x, site.y - area.y) < area.radius for area in window.closed):
            self.say("R12", f"{who} enters a closed area at {site.site_id}")
        if window.sector and not inside(window.sector, site.x, site.y):
            self.say("R12", f"{who} leaves the sector at {site.site_id}")
        if site.site_id in self.now.done or team.team_id in self.now.out:
            self.say("R4", f"{who}: {site.site_id} is done, or the team is out")

    def _escorts(self, trips: Sequence[tuple[Team, Mapping[str, Any]]]) -> None:
        """R13: at each departure, how many teams of a side are out with escorts."""
        spans = [(team.side, _time(trip["leaves"]), _time(trip["ends"])) for team, trip in trips if team.escort]
        for side, leaves, _ends in spans:
            count = sum(other == side and begins <= leaves < ends for other, begins, ends in spans)
            limit = self.window.escorts[self.window.other(side)]
            if count > limit:
                self.say("R13", f"{count} teams of {side} out at {leaves:%d.%m. %H:%M} with {limit} escorts")

    def _figures(self, document: Mapping[str, Any]) -> None:
        """R14, R15: the chance and the figures said."""
        chance = document["inside_at_closing"]
        if self.now is BEFORE and chance["at_most_ppm"] > round(self.window.uncertainty.bound * 1_000_000):
            self.say("R14", "the chance of being inside at closing is above its bound")
        stops = [stop for team in document["teams"] for trip in team["trips"] for stop in trip["stops"]]
        reached = [self.sites[stop["site_id"]] for stop in stops if stop["kind"] in _RECOVERS]
        value = sum(site.value for site in reached)
        if document["value"]["reached"] != value or value > document["value"]["no_plan_exceeds"]:
            self.say("R15", f"the value reached is {value}")
        counts = document["counts"]
        if counts["reached"] != len(reached) or counts["remains_reached"] != sum(site.remains for site in reached):
            self.say("R15", "the counts are others")


def _time(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
