"""``map.html``: the map of a window on one page that needs no network, with the trips and a table beneath.

For those who may see exact places it shows sites, ways and points; with ``cells`` only 5 km cells and what they hold.
The page draws everything itself and loads nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from homeward.drawing import count_text
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.retrieval.notices import DISCLAIMER, in_all_zones
from homeward.retrieval.pictures import cells_map, locator_map, places_map, trips_picture
from homeward.retrieval.plan_file import plan_sha256
from homeward.retrieval.plane import cell_name
from homeward.retrieval.planning import Plan
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.trips import StopKind
from homeward.retrieval.window_file import plane_of
from homeward.words import Language, _, say

MAP_FILE = "map.html"

_SKETCH = _("A sketch, no survey: ways and places as the two sides gave them. Land and sea: Natural Earth.")


def map_page(plan: Plan, language: Language, *, cells: bool) -> str:
    """The whole page.

    Args:
        plan: what is shown.
        language: of the page.
        cells: whether its readers may see 5 km cells only.
    """
    window = plan.window
    title = say(
        _("{reached} of {sites} sites are reached · {remains} expected remains"),
        language,
        reached=count_text(len(plan.reached)),
        sites=count_text(len(plan.sites)),
        remains=count_text(sum(site.remains for site in plan.sites if site.site_id in set(plan.reached))),
    )
    shown = cells_map(plan, language) if cells else places_map(plan, language)
    where = locator_map(plan, language)
    body = [
        tag("p", f"Homeward · {window.window_id} · {window.title}", class_="eyebrow"),
        tag("h1", title),
        hours_table(window, language),
        tag("p", say(_SKETCH, language)),
        picture(shown),
        _cells(plan, language) if cells else _sites(plan, language),
        picture(where) if where else "",
        tag("h2", say(_("Trips against the window"), language)),
        picture(trips_picture(plan, language, names=not cells)),
        trips_table(plan, language, cells=cells),
        tag("h2", say(_("Left out"), language)),
        left_out_table(plan, language),
        tag("p", say(DISCLAIMER, language), class_="small quiet"),
    ]
    foot = say(_("Plan, SHA-256: {digest}"), language, digest=plan_sha256(plan))
    return document(title, body, language, foot=foot)


def hours_table(window: Window, language: Language) -> Html:
    """Opening and closing in UTC and as both sides' clocks show them."""
    head = ["", "UTC", *(f"{side} ({window.zones[side].key})" for side in window.sides)]
    rows = [
        [say(text, language), *in_all_zones(instant, window.sides, window.zones)]
        for text, instant in ((_("opens"), window.opens), (_("closes"), window.closes))
    ]
    return table(say(_("Hours of the window"), language), head, rows)


def _sites(plan: Plan, language: Language) -> Html:
    plane = plane_of(plan.window)
    names = (_("site"), _("cell"), _("expected remains"), _("hazard"), _("team"), _("day"), _("arrives, UTC"))
    head = [say(name, language) for name in names]
    work = {
        stop.call.target: (trip, stop)
        for trip in plan.trips
        for stop in trip.stops
        if stop.call.kind in (StopKind.RECOVERY, StopKind.CLEAR_AND_RECOVER)
    }

    def row(site: Site) -> list[str]:
        first = [site.site_id, cell_name(plane.cell(site.x, site.y)), str(site.remains), site.hazard or "–"]
        if site.site_id not in work:
            return [*first, "–", "–", "–"]
        trip, stop = work[site.site_id]
        arrives = f"{plan.window.opens + dt.timedelta(seconds=stop.arrives):%H:%M}"
        return [*first, trip.shift.team.team_id, f"{trip.shift.day:%d.%m.%Y}", arrives]

    whole = table(say(_("Sites"), language), head, [row(site) for site in plan.sites], texts=(1, 3, 4))
    return _folded(say(_("Table of the sites"), language), whole)


def _cells(plan: Plan, language: Language) -> Html:
    plane = plane_of(plan.window)
    reached = set(plan.reached)
    counts: dict[tuple[int, int], Counter[str]] = {}
    for site in plan.sites:
        cell = counts.setdefault(plane.cell(site.x, site.y), Counter())
        cell.update(sites=1, reached=site.site_id in reached, remains=site.remains)
    head = [say(name, language) for name in (_("cell"), _("sites"), _("reached"), _("expected remains"))]
    rows = [
        [cell_name(cell), *(str(counts[cell][key]) for key in ("sites", "reached", "remains"))]
        for cell in sorted(counts)
    ]
    return _folded(say(_("Table of the cells"), language), table(say(_("Cells"), language), head, rows))


def trips_table(plan: Plan, language: Language, *, cells: bool) -> Html:
    """The table beneath the picture of trips; with ``cells`` no site is named."""
    names = (_("team"), _("day"), _("leaves, UTC"), _("out, UTC"), _("out at the latest"), _("stops"), _("sites"))
    head = [say(name, language) for name in names]
    rows = []
    for trip in plan.trips:
        sites = [stop.call.target for stop in trip.stops if stop.call.kind not in (StopKind.UNLOADING, StopKind.END)]
        times = [
            f"{plan.window.opens + dt.timedelta(seconds=second):%H:%M}"
            for second in (trip.leaves, trip.ends, trip.shift.latest)
        ]
        said = "–" if cells else ", ".join(sites)
        rows.append([trip.shift.team.team_id, f"{trip.shift.day:%d.%m.%Y}", *times, str(len(sites)), said or "–"])
    whole = table(say(_("Trips"), language), head, rows, texts=(6,))
    return _folded(say(_("Table of the trips"), language), whole)


def left_out_table(plan: Plan, language: Language) -> Html:
    """Every site that is not reached, with its reasons."""
    head = [say(_("site"), language), say(_("why"), language)]
    rows = [[one.site_id, " ".join(reason.text(language) for reason in one.reasons)] for one in plan.left_out]
    if not rows:
        return tag("p", say(_("No site is left out."), language))
    return table(say(_("Left out"), language), head, rows, texts=(1,))


def _folded(summary: str, content: Html) -> Html:
    return tag("details", tag("summary", summary), joined([content]))
