"""Shifts: one team on one day, within its own hours and the window; and which go when escorts are few.

Seconds count from the opening of the window. A day is one of the zone of the team's side, so that summer time and the
hour between the zones fall where the team's clocks have them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.retrieval.terms import Task, Team, Window
from homeward.retrieval.window_file import local_days


@dataclass(frozen=True, slots=True)
class Shift:
    """A team on one of its days.

    Attributes:
        day: of the team's zone.
        begins, ends: seconds from the opening; the team is on its way between them, at the latest until closing.
        slack: seconds before closing at which the team must be out.
        closes: seconds from opening to closing.
        start: where it begins: "" at its base, else the id of a place where the team stands now.
        on_board: remains already on board.
    """

    team: Team
    day: dt.date
    begins: int
    ends: int
    slack: int
    closes: int
    start: str = ""
    on_board: int = 0

    @property
    def key(self) -> tuple[str, dt.date]:
        """Team and day: each stands once in a plan."""
        return self.team.team_id, self.day

    @property
    def latest(self) -> int:
        """When the team must have reached the point where its day ends; never the instant of closing itself."""
        return min(self.ends, self.closes - max(self.slack, 1))


def seconds_from(window: Window, instant: dt.datetime) -> int:
    """Whole seconds from the opening."""
    return round((instant - window.opens).total_seconds())


def all_shifts(window: Window, *, now: int = 0) -> tuple[Shift, ...]:
    """Every day of every team that falls within the window and is not over at ``now``, by day and team."""
    shifts = []
    closes = seconds_from(window, window.closes)
    for team in window.teams:
        zone = window.zones[team.side]
        for day in local_days(window, zone):
            begins = seconds_from(window, dt.datetime.combine(day, team.begins, zone).astimezone(dt.UTC))
            ends = seconds_from(window, dt.datetime.combine(day, team.ends, zone).astimezone(dt.UTC))
            shift = Shift(team, day, max(begins, now, 0), min(ends, closes), window.allowance, closes)
            if shift.begins < shift.latest:
                shifts.append(shift)
    return tuple(sorted(shifts, key=lambda one: (one.day, one.team.team_id)))


def with_escorts(window: Window, shifts: Sequence[Shift], value: Mapping[tuple[str, dt.date], int]) -> list[Shift]:
    """The shifts that can be escorted, those of greatest value first; a shift without escort needs none.

    At no instant are more teams of a side out with escorts than the other side can give (AP I art. 33(4)).
    """
    kept: list[Shift] = []
    for shift in sorted(shifts, key=lambda one: (-value.get(one.key, 0), one.day, one.team.team_id)):
        if (
            not shift.team.escort
            or _most_at_once([*kept, shift], shift) <= window.escorts[window.other(shift.team.side)]
        ):
            kept.append(shift)
    return sorted(kept, key=lambda one: (one.day, one.team.team_id))


def _most_at_once(shifts: Sequence[Shift], like: Shift) -> int:
    """Most escorted shifts of one side at one instant of ``like``."""
    alike = [one for one in shifts if one.team.escort and one.team.side == like.team.side]
    starts = [one.begins for one in alike if like.begins <= one.begins < like.ends] + [like.begins]
    return max(sum(one.begins <= at < one.ends for one in alike) for at in starts)


def escort_groups(window: Window, shifts: Sequence[Shift]) -> list[tuple[list[int], int]]:
    """Numbers of shifts that overlap all at once, and how many of them can be escorted: for bounds."""
    groups: dict[tuple[str, dt.date], list[int]] = {}
    for number, shift in enumerate(shifts):
        if shift.team.escort:
            groups.setdefault((shift.team.side, shift.day), []).append(number)
    return [
        (members, window.escorts[window.other(side)])
        for (side, _day), members in groups.items()
        if max(shifts[n].begins for n in members) < min(shifts[n].ends for n in members)
    ]


def is_clearance(shift: Shift) -> bool:
    """Whether the shift is one of clearing."""
    return shift.team.task is Task.CLEARANCE
