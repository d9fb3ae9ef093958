"""Profiles of relatives put at their places in pedigrees; faults are added to a list that the caller refuses by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from homeward.errors import Fault
from homeward.kinship.families import Family
from homeward.kinship.files.profile_tables import Profile
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex


def with_missing(families: Sequence[Family], ids: Collection[str], file: str, faults: list[Fault]) -> list[Family]:
    """Families with further members who are looked for; every family must look for somebody."""
    for id_ in ids:
        count = sum(id_ in one.pedigree.ids for one in families)
        if count != 1:
            found = "is in no family." if not count else "is in several families."
            faults.append(Fault(file, "", 0, f"missing {id_}", found, "Name a member of one pedigree."))
    whole = [
        replace(one, missing=tuple(id_ for id_ in one.pedigree.ids if id_ in one.missing or id_ in ids))
        for one in families
    ]
    for one in whole:
        if not one.missing:
            advice = "Mark the person by status 2, or name the id."
            faults.append(Fault(file, "", 0, one.id, "nobody is missing in this family.", advice))
    return whole


def with_profiles(
    families: Sequence[Family], relatives: Sequence[tuple[str, Profile]], file: str, faults: list[Fault]
) -> list[Family]:
    """Families with the profiles of relatives (each with its file) at the members of their ids, and the sexes told."""
    home: dict[str, list[int]] = {}
    for at, family in enumerate(families):
        for id_ in family.pedigree.ids:
            home.setdefault(id_, []).append(at)
    found = [dict(family.profiles) for family in families]
    sexes: list[dict[str, Sex]] = [{} for _family in families]
    for source, one in relatives:
        places = home.get(one.id, [])
        if len(places) != 1:
            what = "nobody of that id in any pedigree." if not places else "is a member of several families."
            faults.append(
                Fault(source, "", 0, one.id, what, "Give every relative an id of its own, as in the pedigree.")
            )
        elif one.id in found[places[0]]:
            faults.append(Fault(source, "", 0, one.id, "has two profiles.", "Keep one of them."))
        else:
            found[places[0]][one.id] = one.readings
            sexes[places[0]][one.id] = one.sex
    whole = []
    for family, profiles, told in zip(families, found, sexes, strict=True):
        faults += [
            Fault(file, "", 0, id_, "is missing and has a profile.", "Who is typed is not missing.")
            for id_ in family.missing
            if profiles.get(id_)
        ]
        pedigree = _with_sexes(family.pedigree, told, file, faults)
        typed = {id_: readings for id_, readings in profiles.items() if readings}
        whole.append(replace(family, pedigree=pedigree, profiles=typed))
    return whole


def _with_sexes(pedigree: Pedigree, told: Mapping[str, Sex], file: str, faults: list[Fault]) -> Pedigree:
    members: list[Member] = []
    for member in pedigree.members:
        sex = told.get(member.id, Sex.UNKNOWN)
        if Sex.UNKNOWN not in (sex, member.sex) and sex is not member.sex:
            found = f"is {member.sex} in the pedigree and {sex} by the profile."
            faults.append(Fault(file, "", 0, member.id, found, "Look for samples mixed up."))
        members.append(replace(member, sex=sex) if member.sex is Sex.UNKNOWN else member)
    return replace(pedigree, members=tuple(members))
