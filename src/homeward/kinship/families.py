"""Families that look for somebody: a pedigree, the profiles of relatives, who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.kinship.evidence import Observed
from homeward.kinship.pedigrees import Pedigree
from homeward.kinship.terms import Sex


@dataclass(frozen=True)
class Family:
    """A reference family.

    Args:
        id: of the family.
        pedigree: of relatives and missing persons.
        profiles: of relatives, by marker.
        missing: ids of members who are looked for, without profiles.
        kind: what the family is called by those who gave it, "" for nothing.
    """

    id: str
    pedigree: Pedigree
    profiles: Mapping[str, Mapping[str, Observed]]
    missing: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class Remains:
    """A profile from remains: of a body, or of a part of one."""

    id: str
    sex: Sex
    profile: Mapping[str, Observed]


def is_inbred(pedigree: Pedigree, id_: str) -> bool:
    """Whether the parents of a member are related in this pedigree, or are one founder who is inbred."""
    if pedigree.founder_inbreeding.get(id_):
        return True
    member = pedigree.member(id_)
    return not member.is_founder and bool(_line(pedigree, member.father) & _line(pedigree, member.mother))


def _line(pedigree: Pedigree, id_: str) -> set[str]:
    """A member and all its ancestors."""
    line, waiting = set(), [id_]
    while waiting:
        at = waiting.pop()
        if at and at not in line:
            line.add(at)
            member = pedigree.member(at)
            waiting += [member.father, member.mother]
    return line
