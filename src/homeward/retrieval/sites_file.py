"""Reading SITES.csv (or the same table as XLSX): the places where remains are expected.

Columns: ``site_id``, ``x, y`` or ``lon, lat`` as the window says, ``expected_remains``, ``service_minutes``,
``priority``, ``opens``, ``closes``, ``hazard``. Every fault is listed with its row and column.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from homeward.intake.faults import FaultLog, quoted
from homeward.intake.tables import RawTable, gather_table
from homeward.progress import Progress, silent
from homeward.retrieval.terms import Site, Window
from homeward.retrieval.window_file import plane_of
from homeward.words import _

#: The columns besides those of the place, in any order; those in ``OPTIONAL`` may be missing.
COLUMNS = ("site_id", "expected_remains", "service_minutes", "priority", "opens", "closes", "hazard")
OPTIONAL = ("priority", "opens", "closes", "hazard")
PLACES = {True: ("lon", "lat"), False: ("x", "y")}

_LONGEST_ID = 64
_MOST_REMAINS, _MOST_MINUTES, _MOST_PRIORITY = 10_000, 2880, 100
_FARTHEST = 200_000.0

Interval = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class SitesFile:
    """The sites of one file.

    Attributes:
        sites: by id.
        unknown: headings of columns that are none of ours; they are not read.
        sha256: digest of the file's bytes, hex.
    """

    sites: tuple[Site, ...]
    unknown: tuple[str, ...]
    sha256: str


def read_sites(path: Path, window: Window, progress: Progress = silent) -> SitesFile:
    """Read the sites of a window.

    Raises:
        InputRefused: with every fault found.
    """
    log = FaultLog(path.name)
    table = gather_table(path, _recognised, log, progress)
    log.sheet = table.sheet
    named = {heading.strip().casefold(): at for at, heading in reversed(list(enumerate(table.headings)))}
    known = (*COLUMNS, *PLACES[window.degrees])
    for column in known:
        if column not in named and column not in OPTIONAL:
            log.add(f"The column {column} is missing.", _("Add the column."), row=1)
    for heading in table.headings:
        if table.headings.count(heading) > 1 and heading.strip().casefold() in known:
            log.add("This column stands twice.", _("Keep one of the two."), row=1, column=heading)
    log.refuse_if_any()

    read = _readers(window)
    columns = {name: _understood(table, named[name], read[name], log) for name in known if name in named}
    empty = {"priority": 1, "opens": (), "closes": (), "hazard": ""}
    for name in OPTIONAL:
        columns.setdefault(name, [empty[name]] * len(table))
    _check_ids(table, columns["site_id"], log)
    hours = [
        _hours(opens, closes, window, table.rows[place].as_py(), log)
        for place, (opens, closes) in enumerate(zip(columns["opens"], columns["closes"], strict=True))
    ]
    places = _places(table, [columns[name] for name in PLACES[window.degrees]], window, log)
    log.refuse_if_any()
    sites = [
        Site(
            site_id=columns["site_id"][row],
            x=places[row][0],
            y=places[row][1],
            remains=columns["expected_remains"][row],
            service=columns["service_minutes"][row] * 60,
            priority=columns["priority"][row],
            hours=hours[row],
            hazard=columns["hazard"][row],
        )
        for row in range(len(table))
    ]
    unknown = tuple(heading for heading in table.headings if heading.strip().casefold() not in known)
    return SitesFile(tuple(sorted(sites, key=lambda site: site.site_id)), unknown, table.sha256)


def _recognised(cells: Sequence[str]) -> int:
    found = {cell.strip().casefold() for cell in cells}
    ours = found & {*COLUMNS, *PLACES[True], *PLACES[False]}
    return len(ours) if {"site_id", "expected_remains"} <= found else 0


class _CellError(ValueError):
    """A cell that cannot be used; the message says what to write."""


def _understood(table: RawTable, at: int, read: Callable[[str], Any], log: FaultLog) -> list[Any]:
    values = []
    for place, cell in enumerate(table.columns[at].to_pylist()):
        try:
            values.append(read(cell.strip()))
        except _CellError as error:
            found = quoted(cell) if cell.strip() else "The cell is empty."
            log.add(found, str(error), row=table.rows[place].as_py(), column=table.headings[at])
            values.append(None)
    return values


def _readers(window: Window) -> dict[str, Callable[[str], Any]]:
    def hazard(cell: str) -> str:
        word = "" if cell.casefold() in ("none", "no") else cell
        if word and word not in window.hazards:
            known = ", ".join(window.hazards)
            raise _CellError(f"Write a hazard of the window ({known or 'it names none'}), or none.")
        return word

    return {
        "site_id": _identifier,
        "x": lambda cell: _number(cell, 1_000_000),
        "y": lambda cell: _number(cell, 1_000_000),
        "lon": lambda cell: _number(cell, 180),
        "lat": lambda cell: _number(cell, 90),
        "expected_remains": lambda cell: _count(cell, 0, _MOST_REMAINS),
        "service_minutes": lambda cell: _count(cell, 1, _MOST_MINUTES),
        "priority": lambda cell: _count(cell or "1", 1, _MOST_PRIORITY),
        "opens": _instants,
        "closes": _instants,
        "hazard": hazard,
    }


def _identifier(cell: str) -> str:
    if not cell or len(cell) > _LONGEST_ID or not cell.isprintable() or cell[0] in "=+-@":
        raise _CellError(f"Write the site's number: 1 to {_LONGEST_ID} characters, the first a letter or a figure.")
    return cell


def _number(cell: str, most: float) -> float:
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise _CellError(f"Write a number from {-most:g} to {most:g}.")
    return value


def _count(cell: str, least: int, most: int) -> int:
    if not (cell.isascii() and cell.isdigit() and least <= int(cell) <= most):
        raise _CellError(f"Write a whole number from {least} to {most}.")
    return int(cell)


def _instants(cell: str) -> tuple[dt.datetime, ...]:
    """Times with their offsets, ``;`` between them; none for the hours of the window."""
    times = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        try:
            time = dt.datetime.fromisoformat(part)
        except ValueError:
            time = dt.datetime.min
        if time.tzinfo is None:
            raise _CellError("Write a time with its offset, such as 2025-06-20T06:00+03:00 or 2025-06-20T03:00Z.")
        times.append(time.astimezone(dt.UTC).replace(microsecond=0))
    return tuple(times)


def _hours(
    opens: tuple[dt.datetime, ...] | None,
    closes: tuple[dt.datetime, ...] | None,
    window: Window,
    row: int,
    log: FaultLog,
) -> tuple[Interval, ...]:
    """Hours of a site within the window; a single bound left open is the window's."""
    if opens is None or closes is None:
        return ()
    opens, closes = opens or (window.opens,), closes or (window.closes,)
    if len(opens) != len(closes):
        log.add("", _("Give as many times of closing as of opening."), row=row, column="closes")
        return ()
    hours = sorted(zip(opens, closes, strict=True))
    for begins, ends in hours:
        if begins >= ends:
            log.add("", _("A site closes after it opens."), row=row, column="closes")
    if any(later[0] < earlier[1] for earlier, later in pairwise(hours)):
        log.add("", _("Hours of a site do not overlap."), row=row, column="opens")
    cut = ((max(begins, window.opens), min(ends, window.closes)) for begins, ends in hours)
    return tuple(one for one in cut if one[0] < one[1])


def _places(table: RawTable, columns: list[list[Any]], window: Window, log: FaultLog) -> list[tuple[float, float]]:
    plane = plane_of(window)
    places = []
    for row, (first, second) in enumerate(zip(*columns, strict=True)):
        if first is None or second is None:
            places.append((0.0, 0.0))
            continue
        x, y = plane.from_degrees(first, second) if window.degrees else (first, second)
        if min(math.hypot(x - point.x, y - point.y) for point in window.points) > _FARTHEST:
            names = ", ".join(PLACES[window.degrees])
            far = _("The place lies more than 200 km from every point of the window. Check the two numbers.")
            log.add("", far, row=table.rows[row].as_py(), column=names)
        places.append((x, y))
    return places


def _check_ids(table: RawTable, ids: list[str | None], log: FaultLog) -> None:
    first: dict[str, int] = {}
    for place, site_id in enumerate(ids):
        if site_id is None:
            continue
        if site_id in first:
            log.add(
                f"{quoted(site_id)} stands in row {table.rows[first[site_id]].as_py()} already.",
                _("Give each site one row and one number."),
                row=table.rows[place].as_py(),
                column="site_id",
            )
        first.setdefault(site_id, place)
