"""Institutions and their cohorts: children of one home who were moved together, or dispersed when it was disbanded.

INSTITUTIONS.csv has one row for each name that an institution is written by, ``institution, name, fate, to, on``: its
code, the name as written, ``stands``, ``moved`` or ``disbanded``, the code of the institution it moved to, and when
(EDTF). The list's own column for the institution is recognised by its heading; what it holds is compared with the
names, case and spaces apart. A cohort explains why two lists name two places; it joins no two entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.children.cells import CellError, code, one_of, read_rows, text
from homeward.intake.folding import fold_tightly
from homeward.register.dates import PartialDate, parse_edtf
from homeward.register.entries import PersonList
from homeward.words import LabelledWord, _

_HEADINGS = frozenset(
    map(
        fold_tightly,
        (
            *("institution", "home", "children's home", "orphanage", "school"),
            *("заклад", "установа", "інтернат", "будинок дитини", "дитячий будинок"),
            *("учреждение", "интернат", "детский дом", "дом ребёнка"),
            *("kurum", "yurt", "çocuk yuvası"),
        ),
    )
)


class Fate(LabelledWord):
    """What became of an institution."""

    STANDS = "stands", _("where it was")
    MOVED = "moved", _("moved")
    DISBANDED = "disbanded", _("disbanded")


@dataclass(frozen=True, slots=True)
class Institution:
    """One institution with every name it is written by.

    Args:
        code: of the institution.
        names: as written, sorted.
        to: code of the institution that its children were moved to, "" if none or several.
        on: when, as far as known.
    """

    code: str
    names: tuple[str, ...]
    fate: Fate
    to: str = ""
    on: PartialDate | None = None


def read_institutions(path: Path) -> tuple[Institution, ...]:
    """Read the institutions, in the order of their codes.

    Raises:
        InputRefused: with every fault; among them a name of two institutions, and an institution told of in two ways.
    """
    readers = {"institution": code, "name": text, "fate": one_of(Fate), "to": _code_or_nothing, "on": _date}
    rows, log = read_rows(path, readers)
    names: dict[str, dict[str, None]] = {}
    told: dict[str, tuple[Fate, str, PartialDate | None]] = {}
    owner: dict[str, str] = {}
    for number, cells in rows:
        mine, name = cells["institution"], cells["name"]
        facts = (cells["fate"], cells["to"], cells["on"])
        if not fold_tightly(name):
            log.add("The cell is empty.", "Write a name of the institution.", row=number, column="name")
        if told.setdefault(mine, facts) != facts:
            log.add("Another row tells otherwise of this institution.", "Let its rows agree.", row=number)
        if owner.setdefault(fold_tightly(name), mine) != mine:
            log.add("Another institution has this name.", "Give each its own names.", row=number, column="name")
        names.setdefault(mine, {})[name] = None
    for number, cells in rows:
        if cells["to"] and cells["to"] not in told:
            log.add("No row tells of this institution.", "Add one.", row=number, column="to")
    log.refuse_if_any()
    return tuple(Institution(one, tuple(sorted(names[one])), *told[one]) for one in sorted(told))


def institutions_of(persons: PersonList, known: Sequence[Institution]) -> tuple[list[str], int]:
    """Code of the institution for each entry, "" where none is named; and how many name one that is not known."""
    codes = {fold_tightly(name): one.code for one in known for name in one.names}
    column = next((name for name in persons.unknown.column_names if fold_tightly(name) in _HEADINGS), None)
    if column is None:
        return [""] * len(persons), 0
    cells: list[str] = persons.unknown[column].to_pylist()
    found = [codes.get(fold_tightly(cell), "") for cell in cells]
    return found, sum(1 for cell, one in zip(cells, found, strict=True) if cell.strip() and not one)


def by_code(institutions: Sequence[Institution]) -> Mapping[str, Institution]:
    """Institutions by their codes."""
    return {one.code: one for one in institutions}


def _code_or_nothing(cell: str) -> str:
    return code(cell) if cell else ""


def _date(cell: str) -> PartialDate | None:
    if not cell:
        return None
    try:
        return parse_edtf(cell)
    except ValueError:
        raise CellError("Write the date as far as it is known: 2022-10-19, 2022-10, 2022.") from None
