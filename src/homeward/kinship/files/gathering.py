"""An event gathered from what laboratories hand in: remains, pedigrees, profiles of relatives, frequencies.

What is replaced, assumed or left aside on the way is told in notes; what cannot be is refused with the file and the id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family, Remains
from homeward.kinship.files import familias_cases, marker_names
from homeward.kinship.files.codis_files import read_codis
from homeward.kinship.files.familias_files import is_familias, read_familias
from homeward.kinship.files.familias_terms import Project
from homeward.kinship.files.family_profiles import with_missing, with_profiles
from homeward.kinship.files.frequency_tables import FrequencyTable, Unseen, markers_of
from homeward.kinship.files.plink_files import read_plink
from homeward.kinship.files.profile_tables import Profile, Profiles, read_profiles
from homeward.kinship.files.sheets import read_bytes
from homeward.kinship.terms import Chromosome, Sex
from homeward.kinship.together.identification import Event

#: Marker to mutation model, as files tell it.
Mutations = Mapping[str, Mapping[str, Any] | None]


class OneAllele(StrEnum):
    """What a reading of remains with a single allele says."""

    HOMOZYGOTE = "homozygote"
    HALF = "half"


@dataclass(frozen=True)
class Sources:
    """What an event is gathered from.

    Args:
        remains: files with profiles; a .fam project may hold remains besides.
        families: a project of Familias with reference families, or a PLINK pedigree.
        relatives: files with profiles of members of a PLINK pedigree.
        missing: ids of members who are looked for, besides those whom the file marks.
    """

    remains: tuple[Path, ...]
    families: Path
    relatives: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """How it is read.

    Args:
        table: frequencies; None for those of the .fam project.
        mutation: one model for every marker as files tell it, None where nothing mutates.
        models_of_project: take those of the .fam project instead.
        unseen: what happens to alleles that the table lacks.
        one_allele: what a single allele of remains says; relatives are always homozygotes.
        dropout: chance in [0, 1) that an allele of remains is not seen; None for readings that are whole.
    """

    table: FrequencyTable | None = None
    mutation: Mapping[str, Any] | None = None
    models_of_project: bool = False
    unseen: Unseen | float = Unseen.FIVE_COUNTS
    one_allele: OneAllele = OneAllele.HOMOZYGOTE
    dropout: float | None = None


@dataclass(frozen=True)
class Gathered:
    """An event, with the mutation model of each marker, whose frequencies they are, and what was done on the way."""

    event: Event
    mutations: Mutations
    table: FrequencyTable
    notes: tuple[str, ...]


def gather(sources: Sources, choices: Choices) -> Gathered:
    """Gather an event.

    Raises:
        InputRefused: everything wrong with a file; an id of remains or of a missing person twice; a profile of nobody,
            or of somebody who is missing; a sex that profile and pedigree tell differently; two alleles of a man's X.
    """
    project = read_familias(sources.families) if is_familias(sources.families) else None
    table = choices.table or (project.table if project else None)
    if table is None:
        raise _refused(
            sources.families.name, "", "holds no frequencies.", "Name a population, or a table of frequencies."
        )
    if choices.models_of_project and project is None:
        raise _refused(sources.families.name, "", "holds no mutation models.", "Name one, or none.")
    markers = list(table.frequencies)
    faults: list[Fault] = []
    notes: list[str] = []
    remains = _read(sources.remains, markers, notes, faults)
    relatives = _read(sources.relatives, markers, notes, faults)
    families: list[Family] = []
    try:
        if project:
            families = _of_project(project, sources.families.name, markers, notes, remains)
            notes += project.notes if choices.table is None else ()
        else:
            families, more = read_plink(sources.families, markers)
            notes += more
    except InputRefused as refused:
        faults += refused.faults
    if faults:
        raise InputRefused(faults)
    families = with_missing(families, sources.missing, sources.families.name, faults)
    families = with_profiles(families, relatives, sources.families.name, faults)
    bodies = [_as_remains(one, choices) for _file, one in remains]
    _check_ids(remains, families, sources.families.name, faults)
    if not bodies:
        faults.append(Fault(sources.families.name, "", 0, "", "no remains.", "Name a file with profiles of remains."))
    if faults:
        raise InputRefused(faults)
    of_relatives = [one for family in families for one in family.profiles.values()]
    everything = [*(one.profile for one in bodies), *of_relatives]
    for who, profiles in (("remains", everything[: len(bodies)]), ("relatives", of_relatives)):
        single = sum(len(one.alleles) == 1 and one.dropout is None for found in profiles for one in found.values())
        if single:
            notes.append(
                f"{who}: readings of one allele alone, taken as homozygous (a man's X: as his one allele): {single}."
            )
    seen: dict[str, set[str]] = {}
    for marker, reading in chain.from_iterable(readings.items() for readings in everything):
        seen.setdefault(marker, set()).update(reading.seen)
    told = _mutations(choices, project.mutations if project else {}, markers)
    made = markers_of(table, seen, told, choices.unseen)
    missing = tuple(id_ for family in families for id_ in family.missing)
    event = Event(made.markers, tuple(bodies), tuple(families), missing)
    _check_x(event)
    return Gathered(event, {one.name: told.get(one.name) for one in made.markers}, table, (*notes, *made.notes))


def _of_project(
    project: Project, file: str, markers: Collection[str], notes: list[str], remains: list[tuple[str, Profile]]
) -> list[Family]:
    """The families of a project, in the spelling of ``markers``; its remains are added to ``remains``."""
    if not project.families:
        raise _refused(file, "", "holds no reference families.", "Save it from the DVI part of Familias.")
    families, more = familias_cases.families_of(project)
    notes += more
    if project.theta:
        notes.append(f"{file}: theta {project.theta:g} is not part of an event.")
    persons = [*project.remains, *(one for family in project.families for one in family.persons)]
    typed = {marker: None for person in persons for marker in person.genotypes}
    names = marker_names.by_key(markers)
    aside = [marker for marker in typed if not marker_names.in_spelling_of(names, marker)]
    if aside:
        notes.append(f"{file}: left aside: {', '.join(aside)}.")
    remains += [
        (file, replace(one, readings=_in_spelling(one.readings, names))) for one in familias_cases.remains_of(project)
    ]
    return [
        replace(family, profiles={id_: _in_spelling(one, names) for id_, one in family.profiles.items()})
        for family in families
    ]


def _read(
    paths: Iterable[Path], markers: Collection[str], notes: list[str], faults: list[Fault]
) -> list[tuple[str, Profile]]:
    """Profiles of all files, each with the name of its file."""
    found: list[tuple[str, Profile]] = []
    for path in paths:
        try:
            is_xml = read_bytes(path).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
            profiles: Profiles = read_codis(path, markers) if is_xml else read_profiles(path, markers)
        except InputRefused as refused:
            faults += refused.faults
        else:
            notes += profiles.notes
            found += [(path.name, one) for one in profiles.found]
    return found


def _mutations(choices: Choices, of_project: Mutations, markers: Sequence[str]) -> Mutations:
    if not choices.models_of_project:
        return dict.fromkeys(markers, choices.mutation)
    names = marker_names.by_key(markers)
    return {name: told for marker, told in of_project.items() if (name := marker_names.in_spelling_of(names, marker))}


def _in_spelling(readings: Mapping[str, Observed], names: Mapping[str, str]) -> dict[str, Observed]:
    return {name: one for marker, one in readings.items() if (name := marker_names.in_spelling_of(names, marker))}


def _as_remains(profile: Profile, choices: Choices) -> Remains:
    readings = {}
    for marker, one in profile.readings.items():
        if choices.dropout is not None:
            readings[marker] = Observed(one.seen, choices.dropout)
        elif len(one.alleles) == 1 and one.dropout is None and choices.one_allele is OneAllele.HALF:
            readings[marker] = Observed((*one.alleles, None))
        else:
            readings[marker] = one
    return Remains(profile.id, profile.sex, readings)


def _check_ids(
    remains: Sequence[tuple[str, Profile]], families: Sequence[Family], file: str, faults: list[Fault]
) -> None:
    seen: set[str] = set()
    for source, one in remains:
        if one.id in seen:
            faults.append(
                Fault(source, "", 0, one.id, "two remains of one id.", "Give every profile an id of its own.")
            )
        seen.add(one.id)
    for what, ids in (
        ("family", [one.id for one in families]),
        ("missing", [id_ for one in families for id_ in one.missing]),
    ):
        faults += [
            Fault(file, "", 0, f"{what} {id_}", "stands twice.", "Give each an id of its own.")
            for id_, count in Counter(ids).items()
            if count > 1
        ]


def _check_x(event: Event) -> None:
    """Refuse readings on the X that cannot be of somebody of that sex."""
    faults = []
    typed = [("remains", one.id, one.sex, one.profile) for one in event.remains]
    for family in event.families:
        typed += [(family.id, id_, family.pedigree.member(id_).sex, one) for id_, one in family.profiles.items()]
    on_x = {one.name for one in event.markers if one.chromosome is Chromosome.X}
    for where, id_, sex, readings in typed:
        for marker in on_x & readings.keys():
            if sex is Sex.UNKNOWN:
                faults.append(Fault(where, "", 0, f"{id_}, {marker}", "lies on the X, sex unknown.", "Write the sex."))
            elif sex is Sex.MALE and len(readings[marker].seen) > 1:
                found, advice = "two alleles of the single X of a man.", "Look at the sex and at the reading."
                faults.append(Fault(where, "", 0, f"{id_}, {marker}", found, advice))
    if faults:
        raise InputRefused(faults)


def _refused(file: str, where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(file, "", 0, where, found, advice)])
