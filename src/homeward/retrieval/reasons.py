"""Why a site is left out, and what a plan has to remark: keys with values, and the sentence each stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from homeward.words import Language, _, say


class ReasonKey(StrEnum):
    """Every reason a plan may give."""

    DONE = "done"
    CLOSED_AREA = "closed_area"
    OUTSIDE_SECTOR = "outside_sector"
    OUT_OF_HOURS = "out_of_hours"
    NO_VEHICLE_HOLDS = "no_vehicle_holds"
    NO_SKILL = "no_skill"
    NO_CLEARANCE_TEAM = "no_clearance_team"
    UNREACHABLE = "unreachable"
    TOO_FAR = "too_far"
    NOT_CLEARED = "not_cleared"
    NO_HOURS_LEFT = "no_hours_left"
    NO_ESCORT = "no_escort"


SENTENCES: dict[ReasonKey, str] = {
    ReasonKey.DONE: _("Work there is done."),
    ReasonKey.CLOSED_AREA: _("Lies in the closed area “{area}”."),
    ReasonKey.OUTSIDE_SECTOR: _("Lies outside the sector agreed."),
    ReasonKey.OUT_OF_HOURS: _("Its hours within the window, {minutes} minutes, are shorter than its work, {service}."),
    ReasonKey.NO_VEHICLE_HOLDS: _(
        "More remains are expected ({remains}) than any team has cold places ({most}). Give the site as two rows."
    ),
    ReasonKey.NO_SKILL: _("No team has the skill “{skill}” that the hazard asks for."),
    ReasonKey.NO_CLEARANCE_TEAM: _("Must be cleared first, and no team has the skill “{skill}” to clear it."),
    ReasonKey.UNREACHABLE: _("No way leads there that avoids the closed areas."),
    ReasonKey.TOO_FAR: _("No team can go there, do the work and be out within its hours."),
    ReasonKey.NOT_CLEARED: _("Must be cleared first, and no clearance team has the hours."),
    ReasonKey.NO_HOURS_LEFT: _(
        "No hours left. Its {value} points take {service} minutes of work, {each} points in ten hours; the least among "
        "the sites planned is {least}."
    ),
    ReasonKey.NO_ESCORT: _("Team {team} stays out on {day}: the other side has no more escorts."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its values: numbers, ids, skills, names of areas."""

    key: ReasonKey
    values: dict[str, str | int] = field(default_factory=dict)

    def text(self, language: Language | str = Language.EN) -> str:
        """In words."""
        return say(SENTENCES[self.key], language, **self.values)
