"""``sheet.pdf``: the window on paper, a page for each team that goes in.

``templates/sheet.typ`` sets it, by ``papers``; here the words are put together. It names duty officers by call sign and
nobody else, and no position of any unit. Times are UTC, with both sides' clocks beneath.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.resources import files

from homeward.papers import paper_pdf
from homeward.retrieval.notices import DISCLAIMER, clock, in_all_zones
from homeward.retrieval.plan_file import plan_sha256
from homeward.retrieval.plane import cell_name
from homeward.retrieval.planning import Plan
from homeward.retrieval.terms import Site, Team
from homeward.retrieval.trips import Stop, StopKind, Trip
from homeward.retrieval.window_file import plane_of
from homeward.retrieval.windows import Phase, Standing
from homeward.words import Language, _, say

SHEET_FILE = "sheet.pdf"

_COLUMNS = (
    "",
    _("work"),
    _("place"),
    _("expected remains"),
    _("arrive"),
    _("begin"),
    _("depart"),
    _("leave by"),
    _("on board"),
)
_AT_A_SITE = (StopKind.CLEARANCE, StopKind.RECOVERY, StopKind.CLEAR_AND_RECOVER)


def sheet_pdf(plan: Plan, standing: Standing, language: Language, *, cells: bool = False) -> bytes:
    """Set the sheets of a plan.

    Args:
        plan: what is to be done.
        standing: where the window stands: a window that both sides have not confirmed is a rehearsal, and says so.
        language: of the words.
        cells: whether places are shown as 5 km cells only.
    """
    template = (files("homeward.retrieval") / "templates" / "sheet.typ").read_bytes()
    return paper_pdf(template, "sheet", _paper(plan, standing, language, cells=cells), plan.window.opens.date())


def _paper(plan: Plan, standing: Standing, language: Language, *, cells: bool) -> dict[str, object]:
    window = plan.window
    confirmed = standing.confirmed == set(window.sides) and standing.phase is not Phase.CANCELLED
    lamps = [
        say(_("{side}: confirmed") if side in standing.confirmed else _("{side}: not confirmed"), language, side=side)
        for side in window.sides
    ]
    day = window.opens.date()
    title = say(_("Window sheet"), language)
    return {
        "language": language.value,
        "title": title,
        "window": f"{window.window_id} · {window.title}" if window.title else window.window_id,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "warning": ""
        if confirmed
        else say(_("REHEARSAL: this window is not confirmed by both sides. Nobody goes in."), language),
        "lamps": lamps,
        "purpose": say(window.purpose.label, language),
        "hours": {
            "head": ["", "UTC", *(f"{side} ({window.zones[side].key})" for side in window.sides)],
            "rows": [
                [say(text, language), *in_all_zones(instant, window.sides, window.zones)]
                for text, instant in ((_("opens"), window.opens), (_("closes"), window.closes))
            ],
        },
        "clocks": say(
            _("Times: UTC, beneath them {first} and {second}."),
            language,
            first=window.sides[0],
            second=window.sides[1],
        ),
        "stop": {"label": say(_("Stop signal"), language), "text": window.stop_signal or "–"},
        "officers": {
            "label": say(_("Duty officers"), language),
            "rows": [
                say(
                    _("{side}: {call_sign}, channel {channel}"),
                    language,
                    side=one.side,
                    call_sign=one.call_sign,
                    channel=one.channel or "–",
                )
                for one in window.officers
            ],
        },
        "prohibited": {
            "label": say(_("Not done in the sector while the window lasts"), language),
            "text": "; ".join(say(word.label, language) for word in window.prohibited),
        },
        "disclaimer": say(DISCLAIMER, language),
        "columns": [say(text, language) if text else "" for text in _COLUMNS],
        "ticks": [say(text, language) for text in (_("gone in"), _("come out"), _("bags counted"))],
        "signature": say(_("Team leader, signature"), language),
        "digest": say(_("Plan, SHA-256: {digest}"), language, digest=plan_sha256(plan)),
        "page": say(_("Page {page} of {pages}"), language, page="{page}", pages="{pages}"),
        "empty": say(_("No team goes in under this plan."), language),
        "teams": [
            _team(team, [trip for trip in plan.trips if trip.shift.team == team], plan, language, cells=cells)
            for team in window.teams
            if any(trip.shift.team == team for trip in plan.trips)
        ],
    }


def _team(team: Team, trips: Sequence[Trip], plan: Plan, language: Language, *, cells: bool) -> dict[str, object]:
    other = plan.window.other(team.side)
    facts = [
        (_("Team"), team.team_id),
        (_("Call sign"), team.call_sign or "–"),
        (_("Side"), team.side),
        (_("Task"), say(team.task.label, language)),
        (_("Escort"), say(_("of {side}"), language, side=other) if team.escort else say(_("none"), language)),
        (_("Cold places"), str(team.cold_places)),
    ]
    return {
        "heading": say(_("Team {team}"), language, team=team.team_id),
        "facts": [[say(label, language), value] for label, value in facts],
        "days": [_day(trip, plan, language, cells=cells) for trip in trips],
    }


def _day(trip: Trip, plan: Plan, language: Language, *, cells: bool) -> dict[str, object]:
    window = plan.window
    sites = {site.site_id: site for site in plan.sites}
    out = window.opens + dt.timedelta(seconds=trip.shift.latest)
    leaves = window.opens + dt.timedelta(seconds=trip.leaves)
    heading = say(
        _("{day}: leaves {base} at {leaves} UTC, is out by {out} UTC at the latest"),
        language,
        day=f"{trip.shift.day:%d.%m.%Y}",
        base=trip.shift.team.base if not trip.shift.start else "–",
        leaves=clock(leaves, dt.UTC),
        out=clock(out, dt.UTC),
    )
    return {
        "heading": heading,
        "rows": [
            _row(at, stop, sites.get(stop.call.target), plan, language, cells=cells)
            for at, stop in enumerate(trip.stops, 1)
        ],
    }


def _row(
    number: int, stop: Stop, site: Site | None, plan: Plan, language: Language, *, cells: bool
) -> dict[str, object]:
    call = stop.call
    end = call.kind is StopKind.END
    beneath = ""
    if site is not None and call.kind in _AT_A_SITE:
        plane = plane_of(plan.window)
        if cells:
            beneath = say(_("cell {cell}"), language, cell=cell_name(plane.cell(site.x, site.y)))
        elif plan.window.degrees:
            lon, lat = plane.to_degrees(site.x, site.y)
            beneath = f"{lat:.5f}, {lon:.5f}"
        else:
            beneath = f"{site.x:.0f}, {site.y:.0f}"
        if site.hazard:
            beneath += f" · {site.hazard}"
    seconds = (
        stop.arrives,
        None if end else stop.begins,
        None if end else stop.departs,
        None if end else stop.leave_by,
    )
    return {
        "number": str(number),
        "work": say(call.kind.label, language),
        "place": call.target,
        "beneath": beneath,
        "remains": str(call.remains) if call.remains else "",
        "times": [_times(plan, second) for second in seconds],
        "on_board": str(stop.on_board),
    }


def _times(plan: Plan, second: int | None) -> list[str]:
    """UTC, and both sides' clocks."""
    if second is None:
        return ["", ""]
    instant = plan.window.opens + dt.timedelta(seconds=second)
    both = " · ".join(clock(instant, plan.window.zones[side]) for side in plan.window.sides)
    return [clock(instant, dt.UTC), both]
