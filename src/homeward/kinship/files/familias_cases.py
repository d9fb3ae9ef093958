"""Cases and families made of a project of Familias (``familias_files``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from homeward.errors import Fault, InputRefused
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Family
from homeward.kinship.files.case_files import Case
from homeward.kinship.files.familias_terms import Person, Project, Tree
from homeward.kinship.files.frequency_tables import markers_of
from homeward.kinship.files.profile_tables import Profile
from homeward.kinship.likelihood import Hypothesis
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex

#: What Familias calls who is looked for; dvir takes the same beginning.
_MISSING = "Missing"
_REFERENCE = "Reference pedigree"


def case_of(project: Project) -> Case:
    """The pedigrees of the main part as hypotheses about its persons; the last is what the others are compared with.

    Raises:
        InputRefused: a pedigree that cannot be, or a mutation model that has no matrix here.
    """
    profiles = {one.id: readings for one in project.persons if (readings := _readings(one, project.dropout))}
    table = project.table
    seen = {
        name: {allele for one in project.persons for allele in one.genotypes.get(name, ())}
        for name in table.frequencies
    }
    made = markers_of(table, seen, project.mutations)
    hypotheses = {
        tree.name: Hypothesis((_pedigree(tree, project.persons, f"{table.name} {tree.name}"),))
        for tree in project.trees
    }
    return Case(table.title or table.name, hypotheses, made.markers, profiles, project.theta)


def remains_of(project: Project) -> list[Profile]:
    """The unidentified persons."""
    return [_profile(one, project) for one in project.remains]


def families_of(project: Project) -> tuple[list[Family], tuple[str, ...]]:
    """The reference families, each with whom it misses, called by family and name; and notes.

    Familias tells every family at least two pedigrees, of which ``Reference pedigree`` repeats another: the first of
    the others is read, as dvir has it.

    Raises:
        InputRefused: a pedigree that cannot be, a family without a pedigree, a parent whose sex nothing tells.
    """
    faults: list[Fault] = []
    families, notes = [], []
    for one in project.families:
        trees = [tree for tree in one.trees if tree.name != _REFERENCE] or list(one.trees)
        try:
            if not trees:
                raise _refused(project.table.name, one.name, "no pedigree.", "Add one in Familias.")
            if len(trees) > 1:
                notes.append(f"{one.name}: several pedigrees, read as in {trees[0].name}.")
            named = Tree(trees[0].name, tuple((_own(one.name, a), _own(one.name, b)) for a, b in trees[0].relations))
            pedigree = _pedigree(named, one.persons, f"{project.table.name} {one.name}")
        except InputRefused as refused:
            faults += refused.faults
            continue
        typed = [_profile(person, project) for person in one.persons]
        missing = tuple(id_ for id_ in pedigree.ids if id_.startswith(f"{one.name} {_MISSING}"))
        families.append(Family(one.name, pedigree, {one.id: one.readings for one in typed if one.readings}, missing))
    if faults:
        raise InputRefused(faults)
    return families, tuple(notes)


def _own(family: str, id_: str) -> str:
    """Every family calls whom it misses the same; over all families each needs an id of its own."""
    return f"{family} {id_}" if id_.startswith(_MISSING) else id_


def _profile(person: Person, project: Project) -> Profile:
    return Profile(person.id, person.sex, _readings(person, project.dropout))


def _readings(person: Person, dropout: Mapping[str, float]) -> dict[str, Observed]:
    found = {}
    for marker, alleles in person.genotypes.items():
        chance = dropout.get(marker) if person.may_drop_out else None
        found[marker] = Observed(tuple(sorted(set(alleles))) if chance else alleles, chance)
    return found


def _pedigree(tree: Tree, persons: Sequence[Person], name: str) -> Pedigree:
    sexes = {one.id: one.sex for one in (*persons, *tree.extras)}
    for pair in tree.relations:
        for id_ in pair:
            sexes.setdefault(id_, Sex.UNKNOWN)
    parents: dict[str, list[str]] = {}
    for parent, child in tree.relations:
        parents.setdefault(child, []).append(parent)
    for couple in parents.values():
        for one, other in zip(couple, couple[::-1], strict=True):
            if sexes[one] is Sex.UNKNOWN and sexes[other] is not Sex.UNKNOWN:
                sexes[one] = Sex.FEMALE if sexes[other] is Sex.MALE else Sex.MALE
    faults, members = [], []
    for id_, sex in sexes.items():
        couple = parents.get(id_, [])
        fathers = [one for one in couple if sexes[one] is Sex.MALE]
        mothers = [one for one in couple if sexes[one] is Sex.FEMALE]
        if len(fathers) + len(mothers) < len(couple):
            found, advice = "has a parent whose sex nothing tells.", "Add the other parent in Familias."
            faults.append(Fault(name, "", 0, id_, found, advice))
        elif max(len(fathers), len(mothers)) > 1:
            faults.append(Fault(name, "", 0, id_, "has two parents of one sex.", "Look at the relations."))
        else:
            members.append(Member(id_, next(iter(fathers), ""), next(iter(mothers), ""), sex))
    if faults:
        raise InputRefused(faults)
    return Pedigree(tuple(members), name=name)


def _refused(file: str, where: str, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(file, "", 0, where, found, advice)])
