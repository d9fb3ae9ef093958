"""What was read of an upload, small enough to be kept beside it: columns, faults, notes, changes, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from homeward.errors import Fault, InputRefused
from homeward.intake import layouts
from homeward.intake.checks import Marked
from homeward.intake.faults import FaultLog, Note
from homeward.intake.prepared import Earlier, PreparedList, prepare_list
from homeward.intake.reading import Reading, read_table_of_persons
from homeward.intake.tables import NO_HEADINGS, RawTable, any_headings, gather_table
from homeward.intake.terms import Mark
from homeward.progress import Progress, silent
from homeward.register.lines import Line

#: Finds which lines of a list stand in other lists too.
Doubles = Callable[[Sequence[Line]], Sequence[Marked]]

#: Changed and gone lines that are shown before a version is handed in.
CHANGES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line that differs from the version before: its row, "" cells where nothing stood."""

    row: int
    cells: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class DraftReading:
    """What was read of an upload.

    Attributes:
        columns: as ``layouts.ColumnSeen``; empty where the file is no table.
        faults, notes: as ``errors.Fault`` and ``faults.Note``, without the file.
        rows: how many lines would be handed in.
        counts: ``terms.Mark`` to how many lines have it, and "same" where there is a version before.
        changed: the first lines that differ from the version before.
    """

    columns: Sequence[Mapping[str, Any]] = ()
    faults: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[Mapping[str, Any]] = ()
    rows: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    changed: Sequence[ChangedLine] = ()

    @property
    def can_be_handed_in(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults

    @classmethod
    def kept(cls, told: Mapping[str, Any]) -> Self:
        """From the form in which it is kept."""
        lines = [ChangedLine(**line) for line in told.get("changed", ())]
        return cls(**{**told, "changed": lines})

    def all_faults(self, file: str) -> list[Fault]:
        """The faults as they were found in ``file``."""
        return [Fault(file=file, **fault) for fault in self.faults]

    def faults_by_advice(self) -> list[tuple[str, int]]:
        """What is to be done, and how often, the most frequent first."""
        return sorted(
            Counter(str(fault["advice"]) for fault in self.faults).items(), key=lambda kind: (-kind[1], kind[0])
        )


def gather(path: Path, chosen: Mapping[str, str], log: FaultLog, progress: Progress = silent) -> RawTable:
    """The table of an upload, by headings that are known, chosen before, or, as the last resort, simply the first row.

    Raises:
        InputRefused: the file holds no table that can be read.
    """
    try:
        return gather_table(path, layouts.headings_test(chosen), log, progress)
    except InputRefused as refused:
        if {fault.advice for fault in refused.faults} != {NO_HEADINGS}:
            raise
    again = FaultLog(log.file)
    table = gather_table(path, any_headings, again, progress)
    log.take_over(again)
    return table


def read_draft(
    path: Path,
    chosen: Mapping[str, str],
    memory: Mapping[str, str],
    earlier: Earlier | None,
    doubles: Doubles,
    progress: Progress = silent,
) -> tuple[DraftReading, PreparedList | None]:
    """Read an upload as far as it can be read; never raises for what is wrong with it.

    Args:
        path: the file.
        chosen: what its headings mean, as a person said for this upload.
        memory: what the party's headings meant the last time, by folded heading.
        earlier: the version before, if it is to be one of an earlier list.
        doubles: finds lines that stand in other lists.
        progress: told how far it is.

    Returns:
        What was read, and the list ready to be handed in where nothing is wrong.
    """
    log = FaultLog(path.name)
    columns: tuple[layouts.ColumnSeen, ...] = ()
    try:
        table = gather(path, chosen, log, progress)
        names = layouts.distinct([table.headings[place] for place in layouts.list_places(table)])
        known = layouts.remembered(names, memory) if not table.keys else {}
        columns = layouts.columns_seen(table, {**known, **chosen})
        reading = read_table_of_persons(table, log, progress, chosen={**known, **chosen})
    except InputRefused as refused:
        return DraftReading([asdict(column) for column in columns], [_fault(one) for one in refused.faults]), None
    prepared = prepare_list(reading, earlier, progress)
    prepared = prepared.with_marks(doubles(prepared.lines))
    return _read(columns, reading, prepared, earlier), prepared


def _read(
    columns: Sequence[layouts.ColumnSeen], reading: Reading, prepared: PreparedList, earlier: Earlier | None
) -> DraftReading:
    counts = prepared.counts()
    if earlier is not None:
        counts["same"] = len(prepared) - counts.get(Mark.NEW, 0) - counts.get(Mark.CHANGED, 0)
    changed = sorted(prepared.changed.items())[:CHANGES_SHOWN]
    return DraftReading(
        [asdict(column) for column in columns],
        (),
        [_note(note) for note in reading.notes],
        len(prepared),
        counts,
        [ChangedLine(row, cells) for row, cells in changed],
    )


def _fault(fault: Fault) -> dict[str, Any]:
    told = asdict(fault)
    del told["file"]
    return told


def _note(note: Note) -> dict[str, Any]:
    told = asdict(note)
    del told["file"]
    return told
