"""Pedigrees as PLINK writes them: family, id, father, mother, sex (1, 2, 0), status, then alleles in pairs.

Source: PLINK 1.9, file formats .fam, .ped, .map. Status 2 is read as “looked for”, any other as nothing. Alleles need
the order of the markers: a ``.map`` beside the file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from homeward.errors import Fault, InputRefused
from homeward.kinship.families import Family
from homeward.kinship.files import marker_names
from homeward.kinship.files.profile_tables import Gathering
from homeward.kinship.files.sheets import Faults, read_text
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex

_COLUMNS = 6
_LOOKED_FOR = "2"


def read_plink(path: Path, markers: Collection[str]) -> tuple[list[Family], tuple[str, ...]]:
    """Read families, with profiles where the file holds alleles.

    Args:
        path: of a .ped or .fam file.
        markers: that have frequencies; readings are given in their spelling.

    Returns:
        The families, and what was left aside.

    Raises:
        InputRefused: everything wrong with it: a line of another width, a sex that is none, what ``Pedigree`` refuses,
            a member twice, alleles without a ``.map`` or in another number than it has markers.
    """
    faults = Faults(path.name)
    lines = [(at, line.split()) for at, line in enumerate(read_text(path).splitlines(), 1) if line.strip()]
    lines = [(at, cells) for at, cells in lines if not cells[0].startswith("#")]
    names = _map(path.with_suffix(".map"), faults) if any(len(cells) > _COLUMNS for _at, cells in lines) else []
    members: dict[str, list[Member]] = {}
    missing: dict[str, list[str]] = {}
    typed: dict[str, Gathering] = {}
    for at, cells in lines:
        if len(cells) != _COLUMNS and len(cells) != _COLUMNS + 2 * len(names):
            wanted = f"{_COLUMNS}" if not names else f"{_COLUMNS} or {_COLUMNS + 2 * len(names)}"
            faults.add(at, "", f"{len(cells)} columns.", f"Write {wanted}: family, id, father, mother, sex, status.")
            continue
        family, id_, father, mother, told, status = cells[:_COLUMNS]
        sex = marker_names.read_sex(told)
        if sex is None:
            faults.add(at, "sex", f"{told}: no sex.", "Write 1 for male, 2 for female, 0 for unknown.")
        members.setdefault(family, []).append(
            Member(id_, "" if father == "0" else father, "" if mother == "0" else mother, sex or Sex.UNKNOWN)
        )
        if status == _LOOKED_FOR:
            missing.setdefault(family, []).append(id_)
        if names and len(cells) > _COLUMNS:
            gathering = typed.setdefault(family, Gathering(faults, markers))
            gathering.person(at, id_, once=True)
            for place, name in enumerate(names):
                if gathering.knows(name):
                    gathering.add(at, id_, name, cells[_COLUMNS + 2 * place : _COLUMNS + 2 * place + 2])
    if not lines:
        faults.add(0, "", "holds nobody.", "Hand in the pedigrees.")
    families = _families(members, missing, faults)
    faults.refuse_if_any()
    profiles = {family: gathering.end() for family, gathering in typed.items()}
    notes = dict.fromkeys(note for found in profiles.values() for note in found.notes)
    whole = [
        Family(
            one.id,
            one.pedigree,
            {person.id: person.readings for person in profiles[one.id].found if person.readings}
            if one.id in profiles
            else {},
            one.missing,
        )
        for one in families
    ]
    return whole, tuple(notes)


def _families(members: dict[str, list[Member]], missing: dict[str, list[str]], faults: Faults) -> list[Family]:
    families = []
    for name, found in members.items():
        try:
            pedigree = Pedigree(tuple(found), name=name)
        except InputRefused as refused:
            faults.found += [
                Fault(faults.file, "", 0, f"{name} {one.column}", one.found, one.advice) for one in refused.faults
            ]
        else:
            families.append(Family(name, pedigree, {}, tuple(missing.get(name, ()))))
    return families


def _map(path: Path, faults: Faults) -> Sequence[str]:
    if not path.is_file():
        faults.add(0, "", f"alleles, and no {path.name} beside them."[:60], "Lay the .map with the markers beside it.")
        return []
    lines = [line.split() for line in read_text(path).splitlines() if line.strip()]
    return [cells[1] for cells in lines if len(cells) > 1]
