"""Relationships that a geneticist asks for by name, each weighed against no relationship at all.

Half siblings, grandparent and grandchild, uncle or aunt and nephew or niece share as much by descent and have one
likelihood ratio without mutation (Thompson, Annals of Human Genetics 39 (1975) 173-188): unlinked markers of two
persons alone cannot tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from homeward.kinship.likelihood import Hypothesis, Profiles, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex
from homeward.words import LabelledWord, _


class Relationship(LabelledWord):
    """How the first of two persons is related to the second."""

    IDENTITY = "identity", _("one and the same person")
    PARENT = "parent", _("the first is a parent of the second")
    CHILD = "child", _("the first is a child of the second")
    FULL_SIBLINGS = "full_siblings", _("full brothers or sisters")
    HALF_SIBLINGS = "half_siblings", _("half brothers or sisters, by the mother")
    GRANDPARENT = "grandparent", _("the first is a grandparent of the second")
    GRANDCHILD = "grandchild", _("the first is a grandchild of the second")
    UNCLE = "uncle", _("the first is an uncle or aunt of the second")
    NEPHEW = "nephew", _("the first is a nephew or niece of the second")
    COUSINS = "cousins", _("first cousins")


@dataclass(frozen=True, slots=True)
class Claim:
    """A relationship as two hypotheses: as claimed, and what it is weighed against."""

    claimed: Hypothesis
    otherwise: Hypothesis


@dataclass(frozen=True, slots=True)
class Weighed:
    """What profiles say of a claim.

    Attributes:
        log10_lr: marker to log10 of the likelihood ratio; -inf where the claim cannot be, nan where neither can.
        exclusions: markers at which the claim cannot be unless something mutated.
    """

    log10_lr: Mapping[str, float]
    exclusions: tuple[str, ...]

    @property
    def total(self) -> float:
        """log10 of the likelihood ratio over all markers."""
        values = list(self.log10_lr.values())
        return math.nan if any(map(math.isnan, values)) else sum(values) if -math.inf in values else math.fsum(values)


def relationship(kind: Relationship, first: Member, second: Member) -> Claim:
    """Two persons, claimed to be related in that way, against unrelated.

    Args:
        kind: of the relationship; the untyped persons between them are women, the uncle of cousins apart.
        first, second: ids and sexes; parents that they name are not looked at. A parent of unknown sex is computed as
            a father, which matters where the sexes mutate differently.

    Raises:
        InputRefused: one id for both, or identity of persons of two sexes.
    """
    one, other = (Member(person.id, sex=person.sex) for person in (first, second))
    otherwise = Hypothesis((Pedigree((one,)), Pedigree((other,))))
    otherwise.members()
    if kind is Relationship.IDENTITY:
        claimed = replace(otherwise, same={other.id: one.id})
        claimed.members()
        return Claim(claimed, otherwise)
    return Claim(Hypothesis((Pedigree(_related(kind, one, other)),)), otherwise)


_BACKWARDS = {
    Relationship.CHILD: Relationship.PARENT,
    Relationship.GRANDCHILD: Relationship.GRANDPARENT,
    Relationship.NEPHEW: Relationship.UNCLE,
}


def _related(kind: Relationship, one: Member, other: Member) -> tuple[Member, ...]:
    """The pedigree that makes them so, with no more members than it needs."""
    if kind in _BACKWARDS:
        return _related(_BACKWARDS[kind], other, one)
    if kind is Relationship.PARENT:
        return _parent_and_child(one, other)
    whose = f"({one.id}, {other.id})"  # longer than either id, and so neither
    father, mother = Member(f"father {whose}", sex=Sex.MALE), Member(f"mother {whose}", sex=Sex.FEMALE)
    if kind is Relationship.FULL_SIBLINGS:
        return father, mother, _child(one, father, mother), _child(other, father, mother)
    if kind is Relationship.HALF_SIBLINGS:
        return mother, replace(one, mother=mother.id), replace(other, mother=mother.id)
    if kind is Relationship.GRANDPARENT:
        between, grandparent = _parent_and_child(one, Member(f"parent {whose}", sex=Sex.FEMALE))[::-1]
        return grandparent, between, replace(other, mother=between.id)
    aunt = _child(Member(f"aunt {whose}", sex=Sex.FEMALE), father, mother)
    if kind is Relationship.UNCLE:
        return father, mother, _child(one, father, mother), aunt, replace(other, mother=aunt.id)
    uncle = _child(Member(f"uncle {whose}", sex=Sex.MALE), father, mother)
    return father, mother, uncle, aunt, replace(one, father=uncle.id), replace(other, mother=aunt.id)


def _child(person: Member, father: Member, mother: Member) -> Member:
    return replace(person, father=father.id, mother=mother.id)


def _parent_and_child(parent: Member, child: Member) -> tuple[Member, Member]:
    if parent.sex is Sex.FEMALE:
        return parent, replace(child, mother=parent.id)
    return replace(parent, sex=Sex.MALE), replace(child, father=parent.id)


def paternity(father: str, child: Member, mother: str = "") -> Claim:
    """The man is the father of the child, against: another man, unrelated to him, is.

    Args:
        father: id of the man.
        child: id and sex.
        mother: id of the undisputed mother, typed or not; "" where there is no mother to compare (duo).
    """
    man = Member(father, sex=Sex.MALE)
    known = (Member(mother, sex=Sex.FEMALE),) if mother else ()
    with_mother = Member(child.id, mother=mother, sex=child.sex)
    return Claim(
        Hypothesis((Pedigree((man, *known, replace(with_mother, father=father))),)),
        Hypothesis((Pedigree((man,)), Pedigree((*known, with_mother)))),
    )


def weighed(claim: Claim, markers: Sequence[Marker], profiles: Profiles, theta: float = 0.0) -> Weighed:
    """The likelihood ratio of a claim, marker by marker, and the markers that exclude it where nothing mutates.

    Args:
        claim: what is weighed against what.
        markers: inherited independently of each other.
        profiles: of the members, by id; markers that a person lacks say nothing of it.
        theta: coancestry of all founders in [0, 1); 0 for unrelated founders.

    Raises:
        InputRefused: a reading that cannot be, as for ``log_likelihoods``.
    """
    for_it, against = (
        log_likelihoods(hypothesis, markers, profiles, theta) for hypothesis in (claim.claimed, claim.otherwise)
    )
    fixed = [replace(marker, female=None, male=None) for marker in markers]
    without_mutation = log_likelihoods(claim.claimed, fixed, profiles, theta)
    return Weighed(
        {name: _log10_ratio(one, against[name]) for name, one in for_it.items()},
        tuple(name for name, one in without_mutation.items() if one == -math.inf),
    )


def _log10_ratio(one: float, other: float) -> float:
    return math.nan if one == other == -math.inf else (one - other) / math.log(10)
