"""Tables of allele frequencies that are handed in, in the three forms that programs export.

- alleles down, markers across, the first heading being ``Allele``; a row ``N`` (persons) or ``2N`` may stand there;
- a row for each frequency: ``Marker``, ``Allele``, ``Frequency``;
- a marker alone on a line, below it its alleles with frequencies, as Familias and pedtools write them.

As CSV, text with tabs or semicolons, or XLSX; decimal points or commas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from homeward.kinship.files import marker_names
from homeward.kinship.files.frequency_tables import FrequencyTable
from homeward.kinship.files.sheets import Faults, Row, read_rows
from homeward.kinship.markers import SUM_TOLERANCE

_NUMBER = re.compile(r"[0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]+)?")
#: Rows that tables of populations carry below the alleles: heterozygosity, power, tests.
_STATISTICS = re.compile(
    r"(?i)h(?:obs|exp|o|e|et|om)?|hwe?|p|pi|pm|mp|pd|pe|ppe|pic|tpi|sum|total|mean|f|fis|p[- ]?value|gene diversity"
)
#: No rounding explains more; zeros at the end of a number may have been left out.
_MOST_ROUNDING = 0.01
_MARKER = ("marker", "locus", "system", "marker name", "str")
_FREQUENCY = ("frequency", "freq", "freq.", "allele frequency", "p")


def read_table(path: Path, persons: int = 0) -> FrequencyTable:
    """Read a table of allele frequencies; cells that are empty or 0 are alleles that were not seen.

    Args:
        path: of the table.
        persons: how many were counted, for all markers; 0 to take what the table says.

    Raises:
        InputRefused: everything wrong with it: a frequency that is no number from 0 to 1, an allele or a marker twice,
            frequencies that do not sum to 1 within what rounding explains, no frequency at all.
    """
    rows = read_rows(path)
    table = _Reading(Faults(path.name))
    heading = [cell.casefold() for cell in rows[0].cells]
    if any(word in heading for word in _MARKER) and "allele" in heading and len([cell for cell in heading if cell]) > 2:
        if any(word in heading for word in _FREQUENCY):
            _long(rows, heading, table)
        else:
            table.faults.add(rows[0].number, "", "no column of frequencies.", "Head it Frequency.")
    elif len([cell for cell in rows[0].cells if cell]) == 1:
        _blocks(rows, table)
    else:
        _wide(rows, table)
    table.check()
    counted = {marker: persons or table.persons.get(marker, 0) for marker in table.frequencies}
    return FrequencyTable(
        path.name,
        path.stem,
        table.frequencies,
        {marker: count for marker, count in counted.items() if count},
        f"file {path.name}",
    )


class _Reading:
    """Frequencies as they are gathered, with the decimals that each marker's are written in."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.frequencies: dict[str, dict[str, float]] = {}
        self.persons: dict[str, int] = {}
        self._decimals: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def marker(self, row: int, name: str) -> bool:
        """Begin a marker; False, with a fault where need be, for one that is not read."""
        if marker_names.is_lineage(name) or marker_names.tells_sex(name):
            return False
        if marker_names.key(name) in self._names:
            self.faults.add(row, name, "the marker stands twice.", "Keep one of them.")
            return False
        self._names[marker_names.key(name)] = name
        self.frequencies[name] = {}
        return True

    def add(self, row: int, marker: str, allele: str, cell: str) -> None:
        """Add one frequency; nothing for an empty cell or a 0."""
        if marker_names.is_blank(cell):
            return
        name = marker_names.allele(allele)
        value = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else -1.0
        if not 0 <= value <= 1:
            advice = "Write shares from 0 to 1, not per cents." if 1 < value <= 100 else "Write a number from 0 to 1."
            self.faults.add(row, marker, f"{allele}: {cell} is no frequency.", advice)
        elif name in self.frequencies[marker]:
            self.faults.add(row, marker, f"{name}: the allele stands twice.", "Keep one of them.")
        elif value:
            self.frequencies[marker][name] = value
            _whole, _point, decimals = cell.replace(",", ".").partition(".")
            digits = 12 if "e" in cell.casefold() else len(decimals)
            self._decimals[marker] = max(self._decimals.get(marker, 0), digits)

    def count(self, row: int, marker: str, cell: str, *, alleles: bool) -> None:
        """Tell how many persons, or alleles, a marker was counted from."""
        if marker_names.is_blank(cell):
            return
        number = float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else 0.0
        if number < 1 or number != int(number):
            self.faults.add(row, marker, f"{cell}: no number of persons.", "Write a whole number.")
        else:
            self.persons[marker] = int(number) // (2 if alleles else 1)

    def check(self) -> None:
        """Refuse what cannot be used; sums are looked at where every frequency could be read."""
        self.faults.refuse_if_any()
        self.frequencies = {name: found for name, found in self.frequencies.items() if found}
        if not self.frequencies:
            self.faults.add(0, "", "no frequencies.", "See the forms in docs/reference/kinship.md.")
        for name, found in self.frequencies.items():
            rounding = min(_MOST_ROUNDING, 0.5 * len(found) * 10.0 ** -self._decimals[name])
            if abs(sum(found.values()) - 1) > max(SUM_TOLERANCE, rounding):
                self.faults.add(0, name, f"frequencies sum to {sum(found.values()):.6f}.", "They must sum to 1.")
        self.faults.refuse_if_any()


def _wide(rows: Sequence[Row], table: _Reading) -> None:
    heading = rows[0]
    columns: Mapping[int, str] = {
        at: name for at, name in enumerate(heading.cells) if at and name and table.marker(heading.number, name)
    }
    for row in rows[1:]:
        first = row.cell(0)
        word = first.casefold()
        if word in ("n", "2n"):
            for at, name in columns.items():
                table.count(row.number, name, row.cell(at), alleles=word == "2n")
        elif marker_names.is_str_allele(marker_names.allele(first)):
            for at, name in columns.items():
                table.add(row.number, name, first, row.cell(at))
        elif any(row.cells[1:]) and not _STATISTICS.fullmatch(first):
            table.faults.add(row.number, heading.cell(0), f"{first}: no allele.", "Write repeats, such as 9.3.")


def _long(rows: Sequence[Row], heading: Sequence[str], table: _Reading) -> None:
    marker_at = next(heading.index(word) for word in _MARKER if word in heading)
    allele_at = heading.index("allele")
    frequency_at = next(heading.index(word) for word in _FREQUENCY if word in heading)
    persons_at = heading.index("n") if "n" in heading else -1
    left_aside: set[str] = set()
    for row in rows[1:]:
        name = row.cell(marker_at)
        if name not in table.frequencies and name not in left_aside and not table.marker(row.number, name):
            left_aside.add(name)
        if name not in left_aside:
            table.add(row.number, name, row.cell(allele_at), row.cell(frequency_at))
            table.count(row.number, name, row.cell(persons_at), alleles=False)


def _blocks(rows: Sequence[Row], table: _Reading) -> None:
    name, is_read = "", False
    for row in rows:
        cells = [cell for cell in row.cells if cell]
        if len(cells) == 1:
            name = cells[0]
            is_read = table.marker(row.number, name)
        elif len(cells) != 2:
            table.faults.add(row.number, "", f"{len(cells)} cells.", "Write an allele and its frequency.")
        elif is_read:
            table.add(row.number, name, *cells)
