"""The example round's window: planned, printed in four languages, planned again on its second morning, and shown."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from homeward.cli.example_parts import Part
from homeward.cli.retrieval import write_all
from homeward.drawing import count_text, decimal_text
from homeward.pages import Html, joined, picture, table, tag
from homeward.progress import Progress
from homeward.retrieval.checking import check
from homeward.retrieval.map_page import MAP_FILE, hours_table, map_page, trips_table
from homeward.retrieval.pictures import trips_picture
from homeward.retrieval.plan_file import PLAN_FILE, plan_bytes, plan_document
from homeward.retrieval.planning import Plan, make_plan
from homeward.retrieval.reasons import SENTENCES, ReasonKey
from homeward.retrieval.replanning import as_planned, read_situation
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.sheet import SHEET_FILE, sheet_pdf
from homeward.retrieval.sites_file import read_sites
from homeward.retrieval.window_file import read_standing, read_window
from homeward.words import Language, _, say

FOLDER = "retrieval"
_ITERATIONS, _AGAIN = 2_500, 600
_CELLS_FILE = "map_cells.html"


def show_retrieval(source: Path, folder: Path, language: Language, progress: Progress) -> Part:
    """Run the room on ``source/retrieval`` and write what it makes under ``folder/retrieval``."""
    given, out = source / FOLDER, folder / FOLDER
    out.mkdir(parents=True, exist_ok=True)
    window, standing = read_window(given / "window.toml"), read_standing(given / "window.toml")
    sites = read_sites(given / "sites.csv", window, progress)
    plan = make_plan(window, sites.sites, sites.sha256, Effort(_ITERATIONS), progress=progress)
    write_all(plan, standing, out, language)
    (out / _CELLS_FILE).write_text(map_page(plan, language, cells=True), encoding="utf-8")
    for tongue in Language:
        (out / f"sheet_{tongue}.pdf").write_bytes(sheet_pdf(plan, standing, tongue))
    what = read_situation(given / "situation.toml", window)
    now = as_planned(what.now, plan_document(plan), window)
    again = make_plan(what.window, sites.sites, sites.sha256, Effort(_AGAIN), now, progress)
    (out / "plan_second_morning.json").write_bytes(plan_bytes(again))
    faults = check(plan_document(plan), window, sites.sites)
    title = say(
        _("A window of {hours} hours: {reached} of {sites} sites are reached"),
        language,
        hours=round((window.closes - window.opens).total_seconds() / 3600),
        reached=len(plan.reached),
        sites=len(plan.sites),
    )
    return Part(FOLDER, title, _content(plan, again, faults, language))


def _content(plan: Plan, again: Plan, faults: list[str], language: Language) -> Html:
    window = plan.window
    figures = say(
        _(
            "{remains} of {all} expected remains lie at the sites reached. The value reached is {value}; no plan of "
            "these teams exceeds {bound}."
        ),
        language,
        remains=count_text(sum(site.remains for site in plan.sites if site.site_id in set(plan.reached))),
        all=count_text(sum(site.remains for site in plan.sites)),
        value=count_text(plan.value),
        bound=count_text(plan.bound),
    )
    closing = say(
        _(
            "The chance that any team is inside at closing is {chance} %, under its bound of {bound} %: teams leave "
            "when their sheets say so. If nobody ever turned back it would be {stubborn} %. On such days {finished} "
            "sites are finished on average."
        ),
        language,
        chance=decimal_text(100 * plan.closing.chance, 2, language),
        bound=decimal_text(100 * window.uncertainty.bound, 1, language),
        stubborn=decimal_text(100 * plan.stubborn.chance, 0, language),
        finished=decimal_text(plan.closing.finished / plan.closing.draws, 1, language),
    )
    checked = (
        say(_("A check without the planner found nothing wrong with any trip."), language)
        if not faults
        else say(_("A check without the planner found {count} faults."), language, count=len(faults))
    )
    second = say(
        _(
            "On the second morning an incident closes an area and a team falls out: planned again from there, {done} "
            "sites are done and {reached} more are reached."
        ),
        language,
        done=len(again.now.done),
        reached=len(again.reached),
    )
    links = [
        (f"{FOLDER}/{MAP_FILE}", _("the map of the window")),
        (f"{FOLDER}/{_CELLS_FILE}", _("the same in cells of 5 km")),
        (f"{FOLDER}/{SHEET_FILE}", _("a sheet for each team")),
        (f"{FOLDER}/{PLAN_FILE}", _("the plan")),
    ]
    return joined(
        [
            tag("p", say(_("No side opens a window alone: both have confirmed this one."), language), " ", figures),
            picture(trips_picture(plan, language)),
            trips_table(plan, language, cells=False),
            tag("p", closing),
            tag("p", checked, " ", second),
            tag("details", tag("summary", say(_("Why sites are left out"), language)), _why(plan, language)),
            tag("details", tag("summary", say(_("Hours of the window"), language)), hours_table(window, language)),
            tag("ul", *(tag("li", tag("a", say(text, language), href=path)) for path, text in links)),
        ]
    )


def _why(plan: Plan, language: Language) -> Html:
    counts = Counter(one.reasons[0].key for one in plan.left_out)
    rows = [[say(_SHORT[key], language), count_text(counts[key])] for key in SENTENCES if counts[key]]
    return table(say(_("Left out"), language), [say(_("why"), language), say(_("sites"), language)], rows)


_SHORT = {
    ReasonKey.DONE: _("done already"),
    ReasonKey.CLOSED_AREA: _("in a closed area"),
    ReasonKey.OUTSIDE_SECTOR: _("outside the sector"),
    ReasonKey.OUT_OF_HOURS: _("hours too short"),
    ReasonKey.NO_VEHICLE_HOLDS: _("more remains than any team has places"),
    ReasonKey.NO_SKILL: _("hazard without a team that has the skill"),
    ReasonKey.NO_CLEARANCE_TEAM: _("no team can clear it"),
    ReasonKey.UNREACHABLE: _("no way leads there"),
    ReasonKey.TOO_FAR: _("too far for the hours of any team"),
    ReasonKey.NOT_CLEARED: _("not cleared in time"),
    ReasonKey.NO_HOURS_LEFT: _("lower priority, and no hours left"),
    ReasonKey.NO_ESCORT: _("no escort"),
}
