"""A list made ready to be handed in: all that takes time is done before the record is opened.

While the record is open nobody else can write, so lines, their keys in the register, checks and changes since the
version before are made here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from homeward.intake.checks import Marked, check_lines
from homeward.intake.layouts import Written
from homeward.intake.reading import Reading
from homeward.intake.terms import Mark
from homeward.intake.versions import CellChange, Follow, VersionLine, content_of, follow
from homeward.progress import Progress, silent
from homeward.register.entries import COLUMNS, READ_COLUMNS, PersonList
from homeward.register.lines import Line
from homeward.words import _

_AT_ONCE = 5_000
_KNOWN = [*COLUMNS, *(f"{column}_read" for column in READ_COLUMNS)]


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A line of the version before: its number and alias, and its cells by heading."""

    number: str
    alias: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version before: its lines in their order, and what its headings meant."""

    columns: Mapping[str, str]
    lines: Sequence[EarlierLine]


@dataclass(frozen=True, slots=True)
class PreparedList:
    """A list that can be handed in.

    Attributes:
        headings: as written, each different.
        columns: heading to canonical column, "" for one that is kept and not compared.
        lines: as the register keeps them.
        marks: what is worth knowing about single lines; ``GONE`` bears the row 0.
        changed: row to what is different from the version before.
    """

    headings: tuple[str, ...]
    columns: Mapping[str, str]
    lines: Sequence[Line]
    marks: Sequence[Marked] = ()
    changed: Mapping[int, tuple[CellChange, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def counts(self) -> dict[str, int]:
        """How many lines have each mark."""
        return dict(sorted(Counter(marked.mark.value for marked in self.marks).items()))

    def with_marks(self, marks: Sequence[Marked]) -> PreparedList:
        """The same list with more marks."""
        return replace(self, marks=[*self.marks, *marks])


def prepare_list(
    reading: Reading, earlier: Earlier | None = None, progress: Progress = silent, today: dt.date | None = None
) -> PreparedList:
    """Make a list that was read ready to be handed in, as the next version of ``earlier`` where there is one."""
    written = reading.written
    columns = dict(zip(written.headings, written.columns, strict=True))
    cells = list(written.lines())
    known = _known(reading.persons, has_numbers="rec_id" in written.columns)
    marks = list(check_lines(((row, of) for (row, _cells, _says), of in zip(cells, known, strict=True)), _day(today)))
    aliases: dict[int, str] = {}
    changed: dict[int, tuple[CellChange, ...]] = {}
    if earlier is not None:
        progress(_("comparing with the version before"), 0, len(cells))
        found = _follow(earlier, written, columns)
        alias_of = {line.number: line.alias for line in earlier.lines}
        aliases = {int(row): alias_of[number] for row, number in found.before_of.items()}
        changed = {int(row): cells for row, cells in found.changed.items()}
        marks += [Marked(Mark.NEW, int(row)) for row in found.new]
        marks += [Marked(Mark.CHANGED, row, found.before_of[str(row)]) for row in changed]
        marks += [Marked(Mark.GONE, 0, number) for number in found.gone]
    lines = []
    for place, ((row, of_row, _says), of) in enumerate(zip(cells, known, strict=True)):
        if place % _AT_ONCE == 0:
            progress(_("making keys for the search"), place, len(cells))
        lines.append(Line(row, of_row, of, aliases.get(row, "")))
    return PreparedList(written.headings, columns, lines, marks, changed)


def _day(today: dt.date | None) -> dt.date:
    return today or dt.date.today()


def _known(persons: PersonList, *, has_numbers: bool) -> list[dict[str, str]]:
    """What is known of each line; the number of its row is no entry number."""
    names = [name for name in _KNOWN if has_numbers or name != "rec_id"]
    known = []
    for start in range(0, len(persons), _AT_ONCE):
        for entry in persons.entries.slice(start, _AT_ONCE).select(names).to_pylist():
            known.append({column: text for column, text in entry.items() if text})
    return known


def _follow(earlier: Earlier, written: Written, columns: Mapping[str, str]) -> Follow:
    before = [VersionLine(line.number, content_of(line.cells, earlier.columns)) for line in earlier.lines]
    after = [VersionLine(str(row), content_of(cells, columns), says) for row, cells, says in written.lines()]
    return follow(before, after)
