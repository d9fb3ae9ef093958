"""Reading PERSONS.csv (or the same table as XLSX): the persons an agreement is applied to.

The file as a table is read and guarded by ``intake.tables``; here its cells are understood. Every fault is listed
with its row and column, and a file with one fault is refused whole. No name is quoted in a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from homeward.exchange.terms import Fitness, MedicalDecision, Person, Will
from homeward.intake.faults import FaultLog, quoted
from homeward.intake.tables import RawTable, gather_table
from homeward.progress import Progress, silent
from homeward.register.dates import PartialDate, parse_edtf
from homeward.words import _

#: The columns, in any order; the last two may be missing.
COLUMNS = (
    "person_id",
    "side",
    "birth_date",
    "held_since",
    "medical",
    "medical_urgency",
    "fit_to_travel",
    "stretcher",
    "will",
    "confirmed_by",
    "already_returned",
    "names",
    "family_group",
)
OPTIONAL = ("names", "family_group")

_LONGEST_ID = 64
_YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class PersonsFile:
    """The persons of one file.

    Attributes:
        persons: in the order of the file, which means nothing.
        unknown: headings of columns that are none of ours; they are not read.
        sha256: digest of the file's bytes, hex.
    """

    persons: tuple[Person, ...]
    unknown: tuple[str, ...]
    sha256: str


def read_persons(path: Path, sides: tuple[str, str], progress: Progress = silent) -> PersonsFile:
    """Read the persons of an agreement between ``sides``.

    Raises:
        InputRefused: with every fault found.
    """
    log = FaultLog(path.name)
    table = gather_table(path, _recognised, log, progress)
    log.sheet = table.sheet
    named = {heading.strip().casefold(): at for at, heading in reversed(list(enumerate(table.headings)))}
    for column in COLUMNS:
        if column not in named and column not in OPTIONAL:
            log.add(f"The column {column} is missing.", _("Add it; its cells may say that nothing is known."), row=1)
    for heading in table.headings:
        if table.headings.count(heading) > 1 and heading.strip().casefold() in COLUMNS:
            log.add("This column stands twice.", _("Keep one of the two."), row=1, column=heading)
    log.refuse_if_any()

    read = _readers(sides)
    columns = {name: _understood(table, at, read[name], name, log) for name, at in named.items() if name in read}
    for name in OPTIONAL:
        columns.setdefault(name, [""] * len(table))
    _check_ids(table, columns["person_id"], log)
    _check_groups(table, columns["family_group"], columns["side"], log)
    log.refuse_if_any()
    fields = (
        "person_id", "side", "names", "birth_date", "held_since", "medical", "medical_urgency", "fit_to_travel",
        "stretcher", "will", "confirmed_by", "family_group", "already_returned",
    )  # fmt: skip
    persons = tuple(Person(*cells) for cells in zip(*(columns[name] for name in fields), strict=True))
    unknown = tuple(heading for heading in table.headings if heading.strip().casefold() not in COLUMNS)
    return PersonsFile(persons, unknown, table.sha256)


def _recognised(cells: Sequence[str]) -> int:
    """How many cells are headings of ours: a row is one of headings when it names the person and the side."""
    found = {cell.strip().casefold() for cell in cells} & set(COLUMNS)
    return len(found) if {"person_id", "side"} <= found else 0


class _CellError(ValueError):
    """A cell that cannot be used; the message says what to write."""


def _understood(table: RawTable, at: int, read: Callable[[str], Any], name: str, log: FaultLog) -> list[Any]:
    """The cells of one column as values; each distinct cell is understood once."""
    known: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    values = []
    cells: list[str] = table.columns[at].to_pylist()
    for place, cell in enumerate(cells):
        if cell not in known:
            try:
                known[cell] = read(cell.strip())
            except _CellError as error:
                known[cell], wrong[cell] = None, str(error)
        if cell in wrong:
            found = "The cell is empty." if not cell.strip() else "" if name in OPTIONAL else quoted(cell)
            log.add(found, wrong[cell], row=table.rows[place].as_py(), column=table.headings[at])
        values.append(known[cell])
    return values


def _readers(sides: tuple[str, str]) -> dict[str, Callable[[str], Any]]:
    """How the cells of each column are understood."""

    def side(cell: str) -> str:
        if cell not in sides:
            raise _CellError(f"Write the code of the side the person goes home to: {' or '.join(sides)}.")
        return cell

    def confirmed_by(cell: str) -> tuple[str, ...]:
        codes = {code.strip() for code in cell.split(";")} - {""}
        if not codes <= set(sides):
            raise _CellError(f"Write {sides[0]}, {sides[1]} or {sides[0]};{sides[1]}, or leave the cell empty.")
        return tuple(sorted(codes))

    return {
        "person_id": _identifier,
        "side": side,
        "names": _text,
        "birth_date": _date,
        "held_since": _date,
        "medical": lambda cell: _word(cell.upper(), MedicalDecision),
        "medical_urgency": _urgency,
        "fit_to_travel": lambda cell: _word(cell.casefold() or Fitness.UNKNOWN, Fitness),
        "stretcher": _yes_or_no,
        "will": lambda cell: _word(cell.casefold() or Will.UNASKED, Will),
        "confirmed_by": confirmed_by,
        "family_group": _text,
        "already_returned": _yes_or_no,
    }


def _identifier(cell: str) -> str:
    if not cell or len(cell) > _LONGEST_ID or not cell.isprintable() or cell[0] in "=+-@":
        raise _CellError(f"Write the person's number: 1 to {_LONGEST_ID} characters, the first a letter or a figure.")
    return cell


def _text(cell: str) -> str:
    if not cell.isprintable():
        raise _CellError("The cell holds line breaks or signs that cannot be printed. Remove them.")
    return cell


def _date(cell: str) -> PartialDate | None:
    if not cell:
        return None
    try:
        return parse_edtf(cell)
    except ValueError:
        raise _CellError(
            "Write the date as far as it is known: 1999-05-17, 1999-05, 1999, 199X, 1999/2001; with ? if doubtful."
        ) from None


def _urgency(cell: str) -> int | None:
    if cell not in ("", "0", "1", "2", "3"):
        raise _CellError("Write 0 (none), 1, 2 or 3 (greatest), or leave the cell empty if not assessed.")
    return int(cell) if cell else None


def _yes_or_no(cell: str) -> bool:
    if cell.casefold() not in _YES_OR_NO:
        raise _CellError("Write yes or no.")
    return _YES_OR_NO[cell.casefold()]


def _word(cell: str, words: type[StrEnum]) -> StrEnum:
    try:
        return words(cell)
    except ValueError:
        choices = ", ".join(word for word in words if word)
        raise _CellError(f"Write one of {choices}, or leave the cell empty.") from None


def _check_ids(table: RawTable, ids: Iterable[str | None], log: FaultLog) -> None:
    first: dict[str, int] = {}
    for place, person_id in enumerate(ids):
        if person_id is None:
            continue
        if person_id in first:
            earlier = table.rows[first[person_id]].as_py()
            log.add(
                f"{quoted(person_id)} stands in row {earlier} already.",
                "Give each person one row and one number.",
                row=table.rows[place].as_py(),
                column="person_id",
            )
        first.setdefault(person_id, place)


def _check_groups(table: RawTable, groups: Iterable[str | None], sides: Iterable[str | None], log: FaultLog) -> None:
    """A family group travels in one direction: its members go home to one side."""
    home: dict[str, str] = {}
    for place, (group, side) in enumerate(zip(groups, sides, strict=True)):
        if group and side and home.setdefault(group, side) != side:
            log.add(
                f"This family group goes home to {home[group]} in another row and to {side} here.",
                "Members who go home to different sides cannot travel together: give them different groups.",
                row=table.rows[place].as_py(),
                column="family_group",
            )
