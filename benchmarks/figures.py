"""A figure measured, and the table of figures: what every benchmark yields and how it is shown.

A benchmark is a program of its own, ``python -m benchmarks.<room>.bench_<subject>``, with a generator ``figures`` that
yields ``Figure``; ``show`` prints them as a table for people or, with ``--json``, one to a line for the front door
(``python -m benchmarks``). How the memory of a process is measured: ``processes``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

#: The tool whose figures the others stand beside.
OURS = "Homeward"


class Unit(Enum):
    """What a figure is measured in: its sign in a heading, and how it is written."""

    SHARE = "", ".4f"
    PERCENT = "%", ".2f"
    SECONDS = "s", ",.1f"
    MILLISECONDS = "ms", ",.1f"
    NANOSECONDS = "ns", ",.0f"
    GIGABYTES = "GB", ".2f"
    KIBIBYTES = "KiB", ",.0f"
    PER_SECOND = "/s", ",.0f"
    HUNDREDTHS = "", ".2f"
    COUNT = "n", ",.0f"

    def written(self, value: float) -> str:
        """The value as the table shows it."""
        return format(value, self.value[1])


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        case: what was given, for example "5k A–B".
        tool: who computed: ``OURS`` or the name of a peer.
        measure: what was measured, for example "F1".
        value: the figure, in ``unit``; None when the tool is missing here, which its name then says.
        unit: see ``Unit``.
    """

    case: str
    tool: str
    measure: str
    value: float | None
    unit: Unit

    @property
    def heading(self) -> str:
        """Measure and unit."""
        sign = self.unit.value[0]
        return f"{self.measure} {sign}" if sign not in ("", "n") else self.measure


def program(doc: str | None) -> argparse.ArgumentParser:
    """The command line of a benchmark, with the one option that all have."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one figure to a line, for a program to read")
    return parser


def show(figures: Iterable[Figure], options: argparse.Namespace) -> None:
    """Print the figures: as a table when all are there, or each as soon as it is measured (``--json``)."""
    if not options.json:
        print(table(list(figures)))
        return
    for figure in figures:
        print(json.dumps({**asdict(figure), "unit": figure.unit.name}, ensure_ascii=False), flush=True)


def read(line: str) -> Figure:
    """A figure from the line that ``show`` printed."""
    fields: dict[str, Any] = json.loads(line)
    return Figure(**{**fields, "unit": Unit[fields["unit"]]})


def table(figures: list[Figure]) -> str:
    """The figures as text: a row per case and tool, a column per measure, in the order of first appearance.

    Cases measured alike (the same first measure) stand under one heading. Behind a peer's figure stands, in brackets,
    our figure for the same case divided by it (shares given in hundredths are not divided).
    """
    cases: dict[str, list[Figure]] = {}
    for figure in figures:
        cases.setdefault(figure.case, []).append(figure)
    alike: dict[str, list[Figure]] = {}
    for found in cases.values():
        alike.setdefault(found[0].heading, []).extend(found)
    return "\n\n".join(_block(found) for found in alike.values())


def _block(figures: list[Figure]) -> str:
    headings = list(dict.fromkeys(figure.heading for figure in figures))
    cells = {(figure.case, figure.tool, figure.heading): figure for figure in figures}
    grid = [["", "", *headings]]
    shown = ""
    for case, tool in dict.fromkeys((figure.case, figure.tool) for figure in figures):
        row = [case if case != shown else "", tool]
        for heading in headings:
            ours = None if tool.startswith(OURS) else cells.get((case, OURS, heading))
            row.append(_cell(cells.get((case, tool, heading)), ours))
        grid.append(row)
        shown = case
    widths = [max(len(row[column]) for row in grid) for column in range(len(grid[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if column < 2 else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in grid
    )


def _cell(figure: Figure | None, ours: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.value is None:
        return "–"
    written = figure.unit.written(figure.value)
    if ours is None or ours.value is None or not figure.value or figure.unit is Unit.HUNDREDTHS:
        return written
    return f"{written} ({ours.value / figure.value:.2f})"
