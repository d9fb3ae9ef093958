"""Profiles as laboratories export them, read from and written to tables.

Wide: a row for each person, one or two columns for each marker. Long, as GeneMapper exports: a row for each person and
marker, ``Sample Name``, ``Marker``, ``Allele 1``, ``Allele 2``; sizes, heights and dyes are not looked at. Amelogenin
is read as the sex. CODIS files: ``codis_files``; pedigrees with alleles: ``plink_files``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.cells_out import guarded
from homeward.kinship.evidence import Observed
from homeward.kinship.files import marker_names
from homeward.kinship.files.sheets import Faults, Row, read_rows
from homeward.kinship.terms import Sex


@dataclass(frozen=True)
class Profile:
    """What was typed of one person or one remains.

    Args:
        id: as the laboratory writes it.
        sex: as told or as amelogenin shows.
        readings: marker to what was seen. One allele that was seen alone stands alone: whether it is a homozygote is
            for who uses the profile to say.
    """

    id: str
    sex: Sex
    readings: Mapping[str, Observed]


@dataclass(frozen=True)
class Profiles:
    """Profiles of a file, and what of it was left aside, one sentence each."""

    found: tuple[Profile, ...]
    notes: tuple[str, ...] = ()


_ID = {"sample name", "samplename", "sample", "sample id", "id", "person", "person id", "individual", "specimen id"}
_ID |= {"specimen", "remains", "remains_id", "name"}
_SEX = {"sex", "gender"}
_MARKER = {"marker", "locus", "system"}
_KIND = {"sample type"}
#: What GeneMapper calls runs that are nobody's profile.
_CONTROLS = {"allelic ladder", "positive control", "negative control"}
_NUMBERED = re.compile(r"(.*?)(?:[ _.\-]+(?:allele|a)?[ _.\-]*([1-9])|[ _]?\(([1-9])\))", re.IGNORECASE)
_ALLELE = re.compile(r"allele[ _.\-]*([1-9])", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(\d),([1-4])(?!\d)")
_TOO_MANY = "A person has two at most; look for a mixture."
_NOT_SIZED = "Write the repeats of an allele off the ladder, or ? if it is not known."


def read_profiles(path: Path, markers: Collection[str]) -> Profiles:
    """Read a table of profiles, wide or long.

    A reading that is empty, 0, - or ? was not made; of one allele and ?, one was not seen. Columns that are none of the
    markers are left aside and named in the notes.

    Args:
        path: CSV, text with tabs or semicolons, or XLSX.
        markers: that have frequencies; readings are given in their spelling.

    Raises:
        InputRefused: everything wrong with it: a person twice, three alleles, an allele off the ladder, a sex that is
            not understood or that amelogenin contradicts, no column of ids.
    """
    rows = read_rows(path)
    reading = Gathering(Faults(path.name), markers)
    heading = [cell.casefold() for cell in rows[0].cells]
    id_at = next((at for at, word in enumerate(heading) if word in _ID), None)
    if id_at is None:
        reading.faults.add(rows[0].number, "", "no column of ids.", "Head it Sample Name, or id.")
    elif any(word in _MARKER for word in heading):
        _long(rows, heading, id_at, reading)
    else:
        _wide(rows, heading, id_at, reading)
    return reading.end()


class Gathering:
    """Profiles as they are gathered, with what is wrong and what is left aside."""

    def __init__(self, faults: Faults, markers: Collection[str]) -> None:
        self.faults = faults
        self._names = marker_names.by_key(markers)
        self._sexes: dict[str, Sex] = {}
        self._readings: dict[str, dict[str, Observed]] = {}
        self._aside: dict[str, None] = {}

    def person(self, row: int, id_: str, *, once: bool) -> bool:
        """Begin a person, or go on with one; False, with a fault, where that cannot be."""
        if not id_:
            self.faults.add(row, "", "no id.", "Give every profile an id.")
            return False
        if once and id_ in self._readings:
            self.faults.add(row, "", f"{id_}: the id stands twice.", "Give every profile an id of its own.")
            return False
        self._readings.setdefault(id_, {})
        return True

    def sex(self, row: int, id_: str, column: str, sex: Sex | None, cell: str) -> None:
        """Tell the sex of a person."""
        before = self._sexes.get(id_, Sex.UNKNOWN)
        if sex is None:
            self.faults.add(row, column, f"{cell}: no sex.", "Write M, F or nothing; X or Y for amelogenin.")
        elif Sex.UNKNOWN not in (before, sex) and before is not sex:
            self.faults.add(row, column, f"{id_} is {before} elsewhere and {sex} here.", "Look at sex and amelogenin.")
        elif sex is not Sex.UNKNOWN:
            self._sexes[id_] = sex

    def knows(self, marker: str) -> bool:
        """Whether a marker is read; the name of one that is not is kept for the notes."""
        if marker_names.tells_sex(marker) or marker_names.key(marker) in self._names:
            return True
        self._aside[marker] = None
        return False

    def add(self, row: int, id_: str, marker: str, cells: Sequence[str]) -> None:
        """Add what a person shows at a marker that is read."""
        if marker_names.tells_sex(marker):
            alleles = [part for cell in cells for part in re.split(r"[\s,;/|]+|(?<=[XYxy])(?=[XYxy])", cell) if part]
            self.sex(row, id_, marker, marker_names.sex_of_amelogenin(alleles), " ".join(alleles))
            return
        found = self._observed(row, marker, cells)
        if found is None:
            return
        name = self._names[marker_names.key(marker)]
        before = self._readings[id_].setdefault(name, found)
        if before.seen != found.seen:
            self.faults.add(row, name, f"{id_} is typed twice and differently.", "Keep the reading that holds.")

    def _observed(self, row: int, marker: str, cells: Sequence[str]) -> Observed | None:
        alleles = [marker_names.allele(cell) for cell in cells if not marker_names.is_blank(cell)]
        for one in alleles:
            if one.casefold() == "ol" or one[0] in "<>":
                self.faults.add(row, marker, f"{one}: not sized.", _NOT_SIZED)
        if len(alleles) > 2:
            self.faults.add(row, marker, f"{len(alleles)} alleles.", _TOO_MANY)
        if not alleles or len(alleles) > 2:
            return None
        return Observed((*alleles, None) if len(alleles) == 1 and "?" in cells else tuple(alleles))

    def end(self) -> Profiles:
        """The profiles.

        Raises:
            InputRefused: anything was wrong.
        """
        if not self._readings and not self.faults.found:
            self.faults.add(0, "", "no profiles.", "See the forms in docs/reference/kinship.md.")
        self.faults.refuse_if_any()
        found = tuple(
            Profile(id_, self._sexes.get(id_, Sex.UNKNOWN), readings) for id_, readings in self._readings.items()
        )
        aside = ", ".join(name for name in self._aside if name)
        return Profiles(found, (f"{self.faults.file}: left aside: {aside}.",) if aside else ())


def _wide(rows: Sequence[Row], heading: Sequence[str], id_at: int, reading: Gathering) -> None:
    sex_at = next((at for at, word in enumerate(heading) if word in _SEX), -1)
    columns: dict[str, list[int]] = {}
    last = ""
    for at, name in enumerate(rows[0].cells):
        if at in (id_at, sex_at):
            last = ""
            continue
        numbered = _NUMBERED.fullmatch(name)
        if not name and last:
            columns[last].append(at)
        elif name and reading.knows(marker := numbered[1] if numbered else name):
            columns.setdefault(marker, []).append(at)
            last = marker
        else:
            last = ""
    for row in rows[1:]:
        id_ = row.cell(id_at)
        if not reading.person(row.number, id_, once=True):
            continue
        if sex_at >= 0:
            reading.sex(
                row.number, id_, rows[0].cells[sex_at], marker_names.read_sex(row.cell(sex_at)), row.cell(sex_at)
            )
        for marker, places in columns.items():
            cells = [row.cell(at) for at in places]
            reading.add(row.number, id_, marker, _parts(cells[0]) if len(cells) == 1 else cells)


def _parts(cell: str) -> list[str]:
    """The alleles in one cell: ``12/13``, ``12, 13``, ``12 13``; a comma before a single 1 to 4 is a decimal comma."""
    return [part for part in re.split(r"[\s/|;,\-]+", _DECIMAL_COMMA.sub(r"\1.\2", cell)) if part]


def _long(rows: Sequence[Row], heading: Sequence[str], id_at: int, reading: Gathering) -> None:
    marker_at = next(at for at, word in enumerate(heading) if word in _MARKER)
    kind_at = next((at for at, word in enumerate(heading) if word in _KIND), -1)
    sex_at = next((at for at, word in enumerate(heading) if word in _SEX), -1)
    places = [at for at, word in enumerate(heading) if _ALLELE.fullmatch(word)]
    if not places:
        reading.faults.add(rows[0].number, "", "no columns of alleles.", "Head them Allele 1, Allele 2.")
        return
    for row in rows[1:]:
        id_ = row.cell(id_at)
        if row.cell(kind_at).casefold() in _CONTROLS or not reading.person(row.number, id_, once=False):
            continue
        if sex_at >= 0:
            reading.sex(
                row.number, id_, rows[0].cells[sex_at], marker_names.read_sex(row.cell(sex_at)), row.cell(sex_at)
            )
        if reading.knows(row.cell(marker_at)):
            reading.add(row.number, id_, row.cell(marker_at), [row.cell(at) for at in places])


def write_wide(path: Path, profiles: Iterable[Profile], markers: Sequence[str]) -> None:
    """Write a row for each person with two columns for each marker; what ``read_profiles`` reads as it was.

    Raises:
        ValueError: a reading with drop-out, which tables do not hold.
    """
    heading = ["id", "sex", *(f"{marker} {place}" for marker in markers for place in (1, 2))]
    rows = (
        [guarded(one.id), _sex(one), *(cell for marker in markers for cell in _cells(one.readings.get(marker)))]
        for one in profiles
    )
    _write(path, heading, rows)


def write_long(path: Path, profiles: Iterable[Profile], markers: Sequence[str]) -> None:
    """Write a row for each person and marker as GeneMapper exports them, with a column for the sex.

    Raises:
        ValueError: a reading with drop-out, which tables do not hold.
    """
    rows = (
        [guarded(one.id), _sex(one), marker, *_cells(one.readings.get(marker))]
        for one in profiles
        for marker in markers
    )
    _write(path, ["Sample Name", "Sex", "Marker", "Allele 1", "Allele 2"], rows)


def _sex(profile: Profile) -> str:
    return "" if profile.sex is Sex.UNKNOWN else profile.sex.value


def _cells(reading: Observed | None) -> tuple[str, str]:
    if reading is None:
        return "", ""
    if reading.dropout is not None:
        raise ValueError("a reading with drop-out has no place in a table")
    cells = ["?" if allele is None else allele for allele in reading.alleles]
    return cells[0], cells[1] if len(cells) > 1 else ""


def _write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)
