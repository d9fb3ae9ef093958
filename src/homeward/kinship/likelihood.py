"""The likelihood of DNA profiles, given who is related to whom: exact, marker by marker, in natural logarithms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from homeward.errors import Fault, InputRefused
from homeward.kinship.coancestry import frequencies_drawn
from homeward.kinship.elimination import Table, sum_out
from homeward.kinship.evidence import Observed, is_nothing, weights
from homeward.kinship.markers import Marker
from homeward.kinship.network import network
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Chromosome, Sex

#: Person to marker to what was seen.
Profiles = Mapping[str, Mapping[str, Observed]]
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Hypothesis:
    """Who is related to whom, said of all who are typed.

    Args:
        pedigrees: without a member in common; persons in different ones are unrelated.
        same: id to the id of the member who is the same person: two remains of one body, a remain and a missing person.

    Raises:
        InputRefused: two pedigrees share an id, or two that are said to be one person both have parents, or differ in
            sex.
    """

    pedigrees: tuple[Pedigree, ...]
    same: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def members(self) -> tuple[Member, ...]:
        """All members, parents before children; those who are one person stand once, under one id."""
        everyone: dict[str, Member] = {}
        for pedigree in self.pedigrees:
            for member in pedigree.members:
                if member.id in everyone:
                    raise _refused(member.id, "stands in two pedigrees of one hypothesis.", "Give it another id.")
                everyone[member.id] = member
        persons: dict[str, Member] = {}
        for member in everyone.values():
            here = self.same.get(member.id, member.id)
            father, mother = (self.same.get(parent, parent) for parent in (member.father, member.mother))
            before = persons.get(here)
            found = Member(here, father, mother, member.sex)
            if before is not None:
                if Sex.UNKNOWN not in (before.sex, found.sex) and before.sex is not found.sex:
                    raise _refused(here, "is said to be one person and has two sexes.", "Look at the sexes.")
                if not before.is_founder and not found.is_founder and before != found:
                    raise _refused(
                        here, "is said to be one person and has two pairs of parents.", "Look at the parents."
                    )
                found = before if found.is_founder else found
            persons[here] = found
        return Pedigree(tuple(persons.values()), name="hypothesis").members

    def inbreeding(self) -> dict[str, float]:
        """Founder inbreeding of all pedigrees, by id."""
        return {
            self.same.get(id_, id_): value
            for pedigree in self.pedigrees
            for id_, value in pedigree.founder_inbreeding.items()
        }


def log_likelihoods(
    hypothesis: Hypothesis, markers: Sequence[Marker], profiles: Profiles, theta: float = 0.0
) -> dict[str, float]:
    """Ln P(profiles | hypothesis) by marker, -inf where the hypothesis cannot be; their sum is that of all.

    Assumes markers inherited independently of each other. Founders are drawn from the marker's frequencies; every
    meiosis may mutate, also below founders whom nobody typed.

    Args:
        hypothesis: who is related to whom.
        markers: each of them is computed; who lacks one is untyped there.
        profiles: of members; what other persons show is left aside.
        theta: coancestry of all founders in [0, 1); 0 for unrelated founders.

    Raises:
        InputRefused: an allele that the marker lacks, an X-chromosomal reading of a person whose sex is not known, or
            two alleles of a man's single X.
    """
    persons = hypothesis.members()
    inbreeding = hypothesis.inbreeding()
    found = {}
    for marker in markers:
        seen: dict[str, list[Observed]] = {}
        for person, readings in profiles.items():
            here = hypothesis.same.get(person, person)
            if marker.name in readings and not is_nothing(readings[marker.name]):
                seen.setdefault(here, []).append(readings[marker.name])
        found[marker.name] = _at_marker(marker, persons, inbreeding, seen, theta)
    return found


def _at_marker(
    marker: Marker,
    persons: Sequence[Member],
    inbreeding: Mapping[str, float],
    seen: Mapping[str, Sequence[Observed]],
    theta: float,
) -> float:
    by_id = {person.id: person for person in persons}
    typed = {id_: readings for id_, readings in seen.items() if id_ in by_id}
    check_readings(marker, by_id, typed)
    needed = Pedigree(tuple(persons), name="hypothesis").pruned(typed) if typed else ()
    if not needed:
        return 0.0
    marker = marker.lumped([allele for readings in typed.values() for one in readings for allele in one.seen])
    evidence: dict[str, Table] = {}
    for id_, readings in typed.items():
        copies = copies_of(marker, by_id[id_])
        evidence[id_] = np.prod([weights(marker, one, copies) for one in readings], axis=0)
        if not evidence[id_].any():
            return -np.inf
    if not theta:
        return _log_sum(marker, needed, evidence, inbreeding, None, None)
    count = network(marker, needed, evidence, inbreeding).founder_alleles
    parts = [
        _log_sum(marker, needed, evidence, inbreeding, drawn, log_weights)
        for drawn, log_weights in frequencies_drawn(marker.frequencies, theta, count)
    ]
    return float(np.logaddexp.reduce(parts))


def _log_sum(
    marker: Marker,
    members: Sequence[Member],
    evidence: Mapping[str, Table],
    inbreeding: Mapping[str, float],
    frequencies: Table | None,
    log_weights: Table | None,
) -> float:
    made = network(marker, members, evidence, inbreeding, frequencies)
    table, log_scale = sum_out(made.factors, made.sizes)
    with np.errstate(divide="ignore"):
        logs = np.log(table) + log_scale
    return float(np.logaddexp.reduce(logs if log_weights is None else logs + log_weights))


def copies_of(marker: Marker, person: Member) -> int:
    """How many copies of a marker a person has: one of the X for a man, else two.

    Raises:
        InputRefused: the marker lies on the X and the sex is not known.
    """
    if marker.chromosome is not Chromosome.X:
        return 2
    if person.sex is Sex.UNKNOWN:
        raise _refused(person.id, f"is typed at {marker.name} on the X and has no sex.", "Write the sex.")
    return 1 if person.sex is Sex.MALE else 2


def check_readings(marker: Marker, persons: Mapping[str, Member], readings: Mapping[str, Sequence[Observed]]) -> None:
    """Refuse readings that cannot be of these persons at this marker.

    Raises:
        InputRefused: every one of them.
    """
    faults = []
    for id_, several in readings.items():
        for one in several:
            faults += [
                Fault("profiles", "", 0, f"{id_}, {marker.name}", f"{allele}: no such allele.", _UNKNOWN_ALLELE)
                for allele in one.seen
                if allele not in marker
            ]
            if copies_of(marker, persons[id_]) == 1 and len(one.seen) > 1:
                found = "two alleles of the single X of a man."
                faults.append(
                    Fault("profiles", "", 0, f"{id_}, {marker.name}", found, "Look at the sex and the reading.")
                )
    if faults:
        raise InputRefused(faults)


_UNKNOWN_ALLELE = "Give the allele a frequency, for example the smallest that the population table allows."


def _refused(who: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault("hypothesis", "", 0, who, found, advice)])
