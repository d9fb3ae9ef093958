"""The part ``[DVI]`` of a project of Familias: unidentified persons, reference families, bracketed headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from homeward.kinship.files import marker_names
from homeward.kinship.files.familias_terms import Lines, Person, ReferenceFamily, Tree
from homeward.kinship.terms import Sex

_SEXES = {"male": Sex.MALE, "female": Sex.FEMALE}


@dataclass
class _Part:
    """A heading with the ``key= value`` lines below it, and the parts below those."""

    title: str
    at: int
    values: list[tuple[int, str, str]] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)

    def value(self, key: str) -> str:
        return next((value for _at, name, value in self.values if name == key), "")

    def below(self, title: str) -> list[_Part]:
        """The parts below the part of that title."""
        return next((part.parts for part in self.parts if part.title == title), [])


def read_remains_and_families(lines: Lines) -> tuple[tuple[Person, ...], tuple[ReferenceFamily, ...]]:
    """Read what is left of a file: remains and families, none where it tells of no disaster; faults go to ``lines``."""
    whole = _Part("", lines.at)
    open_parts = [whole]
    for at, line in lines.rest():
        depth = len(line) - len(line.lstrip("["))
        if depth:
            part = _Part(line.strip("[] "), at)
            del open_parts[depth:]
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        else:
            key, _equals, value = line.partition("=")
            open_parts[-1].values.append((at, key.strip(), value.strip()))
    event = next((part for part in whole.parts if part.title == "DVI"), None)
    if event is None:
        return (), ()
    remains = tuple(_persons(event.below("Unidentified persons"), lines))
    families = tuple(
        ReferenceFamily(
            part.value("Name") or part.title,
            tuple(_persons(part.below("Persons"), lines)),
            tuple(
                Tree(tree.value("Name") or tree.title, tuple(_relations(tree, lines)))
                for tree in part.below("Pedigrees")
            ),
        )
        for part in event.below("Reference Families")
    )
    return remains, families


def _persons(parts: list[_Part], lines: Lines) -> Iterator[Person]:
    ids = set()
    for part in parts:
        id_ = part.value("Name")
        if not id_ or id_ in ids:
            lines.faults.add(part.at, part.title, f"{id_}: no id, or one that stands twice.", "Give each an id.")
        ids.add(id_)
        person = Person(id_, _SEXES.get(part.value("Gender").casefold(), Sex.UNKNOWN))
        for dna in part.parts:
            _genotypes(dna, person, lines)
        yield person


def _genotypes(dna: _Part, person: Person, lines: Lines) -> None:
    systems = [(place, value) for place, (_at, key, value) in enumerate(dna.values) if key == "SystemName"]
    for place, marker in systems:
        following = {key: value for _at, key, value in dna.values[place + 1 : place + 3]}
        if following.keys() != {"Allele1", "Allele2"}:
            lines.faults.add(dna.values[place][0], person.id, f"{marker} without two alleles.", "Save it anew.")
        elif marker in person.genotypes:
            lines.faults.add(dna.values[place][0], person.id, f"{marker} stands twice.", "Keep one genotype.")
        else:
            first, second = (marker_names.allele(following[key]) for key in ("Allele1", "Allele2"))
            person.genotypes[marker] = (first, second)


def _relations(tree: _Part, lines: Lines) -> Iterator[tuple[str, str]]:
    told = [(at, key, value) for at, key, value in tree.values if key in ("Parent", "Child")]
    for (at, first, parent), (_at, second, child) in zip(told[::2], told[1::2], strict=False):
        if (first, second) != ("Parent", "Child"):
            lines.faults.add(at, tree.title, "no parent and child.", "Save the project anew in Familias.")
        yield parent, child
