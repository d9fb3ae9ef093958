"""Pictures of a window: its trips against the closing line, and the map of its sector.

Each function is pure and returns one SVG string; tables beneath are made by ``map_page`` and by whoever shows them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from homeward.drawing import COLOURS, Ink, Picture, bar, count_text, line, number, outline, shortened, words
from homeward.retrieval.basemap import land_within
from homeward.retrieval.plane import Plane, cell_name
from homeward.retrieval.planning import Plan
from homeward.retrieval.terms import WayClass, Window
from homeward.retrieval.trips import StopKind, Trip
from homeward.retrieval.window_file import plane_of
from homeward.words import Language, _, say

_WIDTH, _LEFT, _RIGHT, _ROW, _HEAD = 960, 92, 905, 26, 74
_WORK = {
    StopKind.RECOVERY: Ink.ACCENT,
    StopKind.CLEAR_AND_RECOVER: Ink.NEEDS_A_PERSON,
    StopKind.CLEARANCE: Ink.NEEDS_A_PERSON,
}


def trips_picture(plan: Plan, language: Language, *, names: bool = True) -> str:
    """Every team a row, its days along the hours of the window, and the line at which everyone must be out.

    Work is filled (amber where clearing is part of it), hand-overs are framed, ways are lines; a small mark behind a
    trip is the instant by which the team must be out, closing less its slack. Without ``names`` no site is named.
    """
    window = plan.window
    whole = int((window.closes - window.opens).total_seconds())
    scale = (_RIGHT - _LEFT) / whole
    teams = [team for team in window.teams if any(trip.shift.team == team for trip in plan.trips)]
    bottom = _HEAD + _ROW * len(teams)

    def at(second: float) -> float:
        return _LEFT + second * scale

    marks = _legend(language)
    marks += _hours(window, whole, at, bottom)
    for row, team in enumerate(teams):
        top = _HEAD + _ROW * row
        marks.append(words(0, top + 15, shortened(team.team_id, 10), size=13))
        marks.append(words(_LEFT - 8, top + 15, shortened(team.side, 5), Ink.FAINT, 11, "end"))
        for trip in plan.trips:
            if trip.shift.team == team:
                marks += _trip(trip, top, at, language, names)
    closing = say(_("closing"), language)
    marks.append(bar(at(whole) - 1, _HEAD - 22, 2, bottom - _HEAD + 26, Ink.STOP, closing))
    marks.append(words(at(whole) + 6, _HEAD - 10, closing, Ink.STOP, 12))
    title = say(_("Trips against the window"), language)
    described = "; ".join(
        f"{trip.shift.team.team_id}, {trip.shift.day:%d.%m.}: {_clock(window, trip.leaves)}–{_clock(window, trip.ends)}"
        for trip in plan.trips
    )
    return Picture(_WIDTH, bottom + 8, title, described or title, marks, language).svg()


def _clock(window: Window, second: int) -> str:
    return f"{window.opens + dt.timedelta(seconds=second):%H:%M}"


def _legend(language: Language) -> list[str]:
    entries = (
        (bar, Ink.ACCENT, _("recovery")),
        (bar, Ink.NEEDS_A_PERSON, _("clearance")),
        (outline, Ink.INK, _("hand-over")),
    )
    marks, x = [], float(_LEFT)
    for shape, ink, text in entries:
        said = say(text, language)
        marks += [shape(x, 3, 14, 10, ink), words(x + 20, 12, said, Ink.FAINT, 12)]
        x += 40 + 7.2 * len(said)
    said = say(_("out at the latest"), language)
    return [*marks, bar(x, 2, 1.5, 12, Ink.STOP), words(x + 8, 12, said, Ink.FAINT, 12)]


def _hours(window: Window, whole: int, at: Callable[[float], float], bottom: float) -> list[str]:
    """Days and every sixth hour, UTC."""
    marks = [words(0, _HEAD - 10, "UTC", Ink.FAINT, 12)]
    hour = window.opens.replace(minute=0, second=0) + dt.timedelta(hours=1)
    while hour < window.closes:
        second = int((hour - window.opens).total_seconds())
        if hour.hour % 6 == 0 and second < whole - 3600:
            marks.append(line(at(second), _HEAD - 4, at(second), bottom, Ink.FAINT, "1 4"))
            marks.append(words(at(second), _HEAD - 10, f"{hour:%H}", Ink.FAINT, 11, "middle"))
        if hour.hour == 12:
            marks.append(words(at(second), _HEAD - 28, f"{hour:%d.%m.%Y}", Ink.INK, 12, "middle"))
        hour += dt.timedelta(hours=1)
    return marks


def _trip(trip: Trip, top: float, at: Callable[[float], float], language: Language, names: bool) -> list[str]:
    team = trip.shift.team.team_id
    marks = [bar(at(trip.leaves), top + 10, at(trip.ends) - at(trip.leaves), 1.5, Ink.INK)]
    for stop in trip.stops:
        call = stop.call
        x, width = at(stop.begins), max(at(stop.departs) - at(stop.begins), 1.5)
        says = f"{team}, {call.target if names else '–'}: {say(call.kind.label, language)}"
        if call.kind in _WORK:
            marks.append(bar(x, top + 4, max(width - 0.75, 1), 14, _WORK[call.kind], says))
        elif call.kind is StopKind.UNLOADING:
            marks += [bar(x, top + 4, width, 14, Ink.PAPER), outline(x, top + 4, max(width, 3), 14, Ink.INK, says)]
    latest = at(trip.shift.latest)
    marks.append(bar(latest - 0.75, top + 3, 1.5, 16, Ink.STOP, say(_("out at the latest"), language)))
    return marks


_SIDE = 720
_STROKES = {WayClass.PAVED: (2.2, ""), WayClass.UNPAVED: (1.4, ""), WayClass.TRACK: (1, "5 3"), WayClass.FIELD: (0, "")}


class _Sheet:
    """Places to pixels: north up, one scale."""

    def __init__(self, places: Sequence[tuple[float, float]]) -> None:
        xs, ys = [x for x, _y in places], [y for _x, y in places]
        pad = 0.04 * max(max(xs) - min(xs), max(ys) - min(ys), 1000)
        self.west, self.north = min(xs) - pad, max(ys) + pad
        self.scale = _SIDE / max(max(xs) + pad - self.west, 1)
        self.width = _SIDE
        self.height = max(240, round((self.north - (min(ys) - pad)) * self.scale))

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def line(
        self,
        places: Sequence[tuple[float, float]],
        ink: Ink,
        width: float,
        *,
        dashes: str = "",
        closed: bool = False,
    ) -> str:
        points = " ".join(f"{number(px)},{number(py)}" for px, py in (self.at(*place) for place in places))
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        shape = "polygon" if closed else "polyline"
        return (
            f'<{shape} points="{points}" class="{ink}-line" fill="none" stroke="{COLOURS[ink][0]}"'
            f' stroke-width="{number(width)}"{dashed}/>'
        )


def _disc(x: float, y: float, radius: float, ink: Ink, says: str, *, filled: bool) -> str:
    paint = (
        f'class="{ink}" fill="{COLOURS[ink][0]}"'
        if filled
        else f'class="{ink}-line" fill="none" stroke="{COLOURS[ink][0]}" stroke-width="1.5"'
    )
    shape = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {paint}>'
    return f"{shape}<title>{escape(says)}</title></circle>"


def places_map(plan: Plan, language: Language) -> str:
    """The sector with its ways, points, closed areas and sites, and each team's sites in their order.

    For those who may see exact places. A site that is reached is filled, one left out an open ring.
    """
    window = plan.window
    by_id = {site.site_id: (site.x, site.y) for site in plan.sites}
    points = {point.point_id: (point.x, point.y) for point in window.points}
    on_ways = [place for way in window.ways for place in way.points]
    sheet = _Sheet([*by_id.values(), *points.values(), *window.sector, *on_ways])
    marks = _grid(sheet, plane_of(window))
    if window.sector:
        marks.append(sheet.line(window.sector, Ink.ACCENT, 1.5, dashes="8 4", closed=True))
    for way in window.ways:
        width, dashes = _STROKES[way.kind]
        marks.append(sheet.line(way.points, Ink.FAINT, width, dashes=dashes))
    for area in window.closed:
        x, y = sheet.at(area.x, area.y)
        marks.append(_disc(x, y, area.radius * sheet.scale, Ink.STOP, area.name, filled=False))
        marks.append(words(x, y + 4, shortened(area.name, 20), Ink.STOP, 11, "middle"))
    for trip in plan.trips:
        stops = [by_id[stop.call.target] for stop in trip.stops if stop.call.target in by_id]
        if len(stops) > 1:
            marks.append(sheet.line(stops, Ink.ACCENT, 0.8))
    reached = set(plan.reached)
    for site in plan.sites:
        x, y = sheet.at(site.x, site.y)
        says = f"{site.site_id}, {say(_('expected remains'), language)}: {site.remains}"
        goes = site.site_id in reached
        marks.append(_disc(x, y, 3 + min(site.remains, 12) * 0.35, Ink.ACCENT if goes else Ink.INK, says, filled=goes))
    for name, place in points.items():
        x, y = sheet.at(*place)
        anchor = "end" if x > 0.8 * _SIDE else "start"
        marks.append(bar(x - 5, y - 5, 10, 10, Ink.SETTLED, name))
        marks.append(words(x + (8 if anchor == "start" else -8), y - 8, shortened(name, 24), Ink.SETTLED, 13, anchor))
    title = say(_("The sector and its sites"), language)
    described = say(
        _("{reached} sites are reached, {left} are left out."), language, reached=len(reached), left=len(plan.left_out)
    )
    return Picture(sheet.width, sheet.height, title, described, marks, language).svg()


def _grid(sheet: _Sheet, plane: Plane) -> list[str]:
    """The edges of 5 km cells, faint, and a bar of 5 km."""
    marks = [sheet.line(plane.corners(cell), Ink.FAINT, 0.25, closed=True) for cell in _cells_of(sheet, plane)]
    y = sheet.height - 8
    marks.append(bar(10, y, 5000 * sheet.scale, 3, Ink.INK))
    marks.append(words(10, y - 6, "5 km", Ink.INK, 11))
    return marks


def _cells_of(sheet: _Sheet, plane: Plane) -> list[tuple[int, int]]:
    step = 2500.0
    east, south = sheet.west + sheet.width / sheet.scale, sheet.north - sheet.height / sheet.scale
    found: dict[tuple[int, int], None] = {}
    y = south
    while y <= sheet.north:
        x = sheet.west
        while x <= east:
            found.setdefault(plane.cell(x, y))
            x += step
        y += step
    return list(found)


def cells_map(plan: Plan, language: Language) -> str:
    """The same for those who may not see exact places: 5 km cells with how many sites they hold."""
    plane = plane_of(plan.window)
    reached = set(plan.reached)
    held = Counter(plane.cell(site.x, site.y) for site in plan.sites)
    done = Counter(plane.cell(site.x, site.y) for site in plan.sites if site.site_id in reached)
    sheet = _Sheet([corner for cell in held for corner in plane.corners(cell)] or [(0, 0), (5000, 5000)])
    marks = []
    for cell, count in sorted(held.items()):
        corners = plane.corners(cell)
        (left, top), (right, bottom) = sheet.at(*corners[3]), sheet.at(*corners[1])
        shade = 0.08 + 0.37 * done[cell] / count
        says = f"{cell_name(cell)}: {done[cell]} / {count}"
        marks.append(
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}"'
            f' height="{number(bottom - top)}" class="{Ink.ACCENT}" fill="{COLOURS[Ink.ACCENT][0]}"'
            f' fill-opacity="{number(shade)}"><title>{escape(says)}</title></rect>'
        )
        marks.append(outline(left, top, right - left, bottom - top, Ink.FAINT))
        middle, height = (left + right) / 2, (top + bottom) / 2
        marks.append(words(middle, height + 2, f"{done[cell]} / {count_text(count)}", Ink.INK, 15, "middle"))
        if right - left > 40:
            marks.append(words(middle, height + 17, cell_name(cell), Ink.INK, 9.5, "middle"))
    title = say(_("The sector in cells of 5 km"), language)
    described = "; ".join(f"{cell_name(cell)}: {done[cell]} / {count}" for cell, count in sorted(held.items()))
    return Picture(sheet.width, sheet.height, title, described or title, marks, language).svg()


def locator_map(plan: Plan, language: Language) -> str:
    """Where on Earth the sector lies: land and sea around it; "" when nobody said."""
    origin = plan.window.origin
    if origin is None:
        return ""
    lon, lat = origin
    half, height, width = 6.0, 260, 340
    box = (lon - half * 1.9, lat - half, lon + half * 1.9, lat + half)
    shapes = " ".join(
        "M"
        + "L".join(
            f"{number((x - box[0]) / (box[2] - box[0]) * width)},{number((box[3] - y) / (box[3] - box[1]) * height)}"
            for x, y in ring
        )
        + "Z"
        for ring in land_within(box)
    )
    marks = [
        f'<path d="{shapes}" class="{Ink.FAINT}" fill="{COLOURS[Ink.FAINT][0]}" fill-opacity="0.25"'
        ' fill-rule="evenodd"/>'
    ]
    marks.append(outline(width / 2 - 7, height / 2 - 7, 14, 14, Ink.STOP))
    marks.append(outline(0, 0, width, height, Ink.FAINT))
    title = say(_("Where the sector lies"), language)
    described = say(_("About {lat}° north, {lon}° east; land and sea only."), language, lat=round(lat), lon=round(lon))
    return Picture(width, height, title, described, marks, language).svg()
