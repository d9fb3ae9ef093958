"""An upload handed back with its faults: the same table, what is wrong said beside each row and on the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from homeward.cells_out import unguarded
from homeward.errors import Fault
from homeward.intake import faults_table, key_rows, layouts
from homeward.intake.tables import RawTable
from homeward.intake.tables_out import FAULTS_HEADING, TableOut
from homeward.register.entries import COLUMNS
from homeward.words import Language, say


def said_of(fault: Fault, language: Language) -> str:
    """What was found and what to do, in the reader's language."""
    return " ".join(filter(None, (said_found(fault.found, language), say(fault.advice, language))))


def said_found(found: str, language: Language) -> str:
    """What was found; the word for a column is one of ours and translated."""
    word = found.removesuffix(":")
    return f"{say(word, language)}:" if word in COLUMNS.values() else found


def returned(table: RawTable, faults: Sequence[Fault], language: Language) -> TableOut:
    """The table with a column of faults before its own; handed in again, that column is left out.

    Args:
        table: as it was uploaded.
        faults: found in it.
        language: of whoever is to mend it.
    """
    places = layouts.list_places(table)
    names = layouts.distinct([table.headings[place] for place in places])
    assigned = layouts.assignment(table, {})
    meaning = {place: column for column, place in assigned.position.items()}
    own_keys = [key_rows.key_of(meaning.get(place, "")) for place in places]
    row_at = {row: at for at, row in enumerate(table.rows.to_pylist())}
    of_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.row in row_at:
            of_row[row_at[fault.row]].append(fault)
    columns = [table.columns[place].to_pylist() for place in places]
    comments: dict[tuple[int, int], str] = {}
    for at, some in of_row.items():
        for fault in some:
            place = _place_of(fault.column, [table.headings[place] for place in places])
            if place:
                earlier = comments.get((at, place), "")
                comments[at, place] = "\n".join(filter(None, (earlier, said_of(fault, language))))

    def rows() -> Iterable[Sequence[str]]:
        for at in range(len(table)):
            said = " · ".join(_said_in_row(fault, language) for fault in of_row.get(at, ()))
            yield [said, *(unguarded(column[at]) for column in columns)]

    sheet = [faults_table.headings(language), *faults_table.rows(faults, language)]
    headings = [say(FAULTS_HEADING, language), *names]
    return TableOut(headings, [key_rows.FAULTS, *own_keys], rows(), comments, sheet)


def only_faults(faults: Sequence[Fault], language: Language) -> TableOut:
    """The faults of a file that is no table."""
    rows = faults_table.rows(faults, language)
    return TableOut(faults_table.headings(language), [key_rows.FAULTS] * 6, rows)


def _said_in_row(fault: Fault, language: Language) -> str:
    said = said_of(fault, language)
    return f"{fault.column}: {said}" if fault.column else said


def _place_of(heading: str, headings: Sequence[str]) -> int:
    """The place of the first column so headed, behind the column of faults; 0 where there is none."""
    return headings.index(heading) + 1 if heading in headings else 0
