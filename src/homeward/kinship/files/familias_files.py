"""Projects of Familias 3 as it saves them (``.fam``): persons, pedigrees, frequencies, mutation models, remains.

A file is lines in a fixed order: a version; persons with genotypes, as places among the alleles of the frequencies that
follow; relations that all pedigrees share; pedigrees; markers. Where the version is one of disaster victims, a part
``[DVI]`` with bracketed headings follows: unidentified persons and reference families, with genotypes by name.
``familias_cases`` makes cases and families of what is read here.

Source: the files that Familias 3.2 to 3.4 write, and the manual, familias.no.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.kinship.files import marker_names
from homeward.kinship.files.familias_dvi import read_remains_and_families
from homeward.kinship.files.familias_terms import Lines, Person, Project, Tree
from homeward.kinship.files.frequency_tables import FrequencyTable
from homeward.kinship.files.sheets import read_text
from homeward.kinship.markers import SUM_TOLERANCE
from homeward.kinship.terms import Sex

TRUE = "#TRUE#"
#: The models by the number they have in the file. The stationary one of steps has no matrix here: markers with it are
#: refused unless another model is asked for.
_MODELS = ("equal", "proportional", "stepwise", "stationary", "stepwise")
_EXTENDED = 4
SILENT = "silent"


#: A line, the places of two alleles, the place of their marker.
Place = tuple[int, int, int, int]


def is_familias(path: Path) -> bool:
    """Whether a file of that ending is one of Familias, and not one of PLINK.

    Raises:
        InputRefused: it cannot be read as text.
    """
    return read_text(path).lstrip().startswith('"')


def read_familias(path: Path) -> Project:
    """Read a project.

    Raises:
        InputRefused: everything wrong with it, or the first thing after which nothing can be understood: a number that
            is none, an allele or a person that is not there, frequencies that do not sum to 1, twins, computed
            probabilities.
    """
    lines = Lines(path.name, read_text(path))
    lines.next()
    lines.next()
    lines.next()
    if not lines.peek() or not lines.peek().split()[0].isdecimal():
        lines.next()
    persons, places = _persons(lines)
    if lines.next() != "Known relations":
        lines.stop("Known relations were to stand here.", "Save the project anew in Familias.")
    shared = _tree(lines, "", persons, 0)
    trees = []
    for _one in range(lines.count("the number of pedigrees")):
        lines.count("the number of a pedigree")
        name = lines.next()
        trees.append(_tree(lines, name, [*persons, *shared.extras], len(shared.extras), shared))
    computed = lines.next()
    if computed.startswith(TRUE):
        lines.stop("holds computed probabilities.", "Save the project before they are computed.")
    theta = re.search(r"Theta/Kinship/Fst: ([\d.]+)", computed)
    markers = _markers(lines, path.name)
    for person, genotypes in zip(persons, places, strict=True):
        _name_alleles(lines, person, genotypes, markers.table)
    remains, families = read_remains_and_families(lines)
    lines.faults.refuse_if_any()
    return Project(
        markers.table,
        markers.mutations,
        markers.dropout,
        float(theta[1]) if theta else 0.0,
        tuple(persons),
        tuple(trees) or ((shared,) if shared.relations else ()),
        remains,
        families,
        tuple(markers.notes),
    )


def _persons(lines: Lines) -> tuple[list[Person], list[list[Place]]]:
    """Persons, and for each its genotypes."""
    persons: list[Person] = []
    places: list[list[Place]] = []
    for _one in range(lines.count("the number of persons")):
        id_ = lines.next()
        lines.next()
        may_drop_out = "Consider dropouts" in lines.next()
        lines.next()
        sex = Sex.MALE if lines.next() == TRUE else Sex.FEMALE
        if not id_ or any(id_ == other.id for other in persons):
            lines.faults.add(lines.at, "", f"{id_}: no id, or one that stands twice.", "Give every person an id.")
        persons.append(Person(id_, sex, {}, may_drop_out))
        count = lines.count("the number of genotypes")
        places.append([_place(lines) for _genotype in range(count)])
    return persons, places


def _place(lines: Lines) -> Place:
    at = lines.at + 1
    first, second, marker = (lines.count("the place of an allele or marker") for _part in range(3))
    return at, first, second, marker


def _tree(lines: Lines, name: str, persons: Sequence[Person], before: int, shared: Tree | None = None) -> Tree:
    """A tree: numbers of women and men without a name, then pairs of a parent's and a child's place."""
    women = lines.count("a number of women")
    men = lines.count("a number of men")
    extras = [Person(f"extra {before + at + 1}", Sex.FEMALE if at < women else Sex.MALE) for at in range(women + men)]
    everyone = [*persons, *extras]
    pairs = []
    for _one in range(lines.count("the number of relations")):
        if "Direct" in lines.peek():
            lines.next()
            lines.stop("twins, or one person twice.", "Give both one id, or leave one of them out.")
        parent, child = (lines.count("the place of a person", len(everyone) - 1) for _part in range(2))
        pairs.append((everyone[parent].id, everyone[child].id))
    if shared is not None:
        return Tree(name, (*shared.relations, *pairs), (*shared.extras, *extras))
    return Tree(name, tuple(pairs), tuple(extras))


@dataclass
class _Markers:
    table: FrequencyTable
    mutations: dict[str, Mapping[str, Any] | None]
    dropout: dict[str, float]
    notes: list[str]


def _markers(lines: Lines, file: str) -> _Markers:
    count = lines.count("the number of markers")
    title = lines.next() if lines.next() == TRUE else ""
    frequencies: dict[str, dict[str, float]] = {}
    persons: dict[str, int] = {}
    silents: dict[str, str] = {}
    found = _Markers(FrequencyTable(file, title, frequencies, persons, f"file {file}", "", silents), {}, {}, [])
    for _one in range(count):
        at, name = lines.at + 1, lines.next()
        rates = [lines.number("a mutation rate") for _sex in range(2)]
        models = [lines.count("a mutation model", len(_MODELS) - 1) for _sex in range(2)]
        lines.count("the number of alleles")
        ranges = [lines.number("a mutation range") for _sex in range(2)]
        seconds = [lines.number("a second mutation rate") for _sex in range(2)]
        has_silent, silent = lines.next() == TRUE, lines.number("the frequency of a silent allele")
        info = lines.peek()
        own: dict[str, float] = {}
        for _allele in range(lines.count("the number of alleles")):
            allele = marker_names.allele(lines.next())
            if allele in own:
                lines.faults.add(lines.at, name, f"{allele}: the allele stands twice.", "Keep one of them.")
            own[allele] = lines.number("a frequency")
        if name in frequencies:
            lines.faults.add(at, name, "the marker stands twice.", "Keep one of them.")
        if has_silent and silent > 0:
            own[SILENT] = silent
            silents[name] = SILENT
        if min(own.values(), default=0) <= 0 or abs(sum(own.values()) - 1) > SUM_TOLERANCE:
            advice = "They must be above 0 and sum to 1, a silent allele's among them."
            lines.faults.add(at, name, f"frequencies sum to {sum(own.values()):.6f}.", advice)
        frequencies[name] = own
        size = re.search(r"DatabaseSize = (\d+)", info)
        lost = re.search(r"Dropout probability = ([\d.]+)", info)
        if size and int(size[1]):
            persons[name] = int(size[1])
        if lost and float(lost[1]):
            found.dropout[name] = float(lost[1])
        female, male = (
            _told(model, rate, range_, second)
            for model, rate, range_, second in zip(models, rates, ranges, seconds, strict=True)
        )
        stepwise = "stepwise" in (female["model"], male["model"])
        odd = [allele for allele in own if not marker_names.is_str_allele(allele)]
        if odd and stepwise:
            found.notes.append(f"{name}: {odd[0]} is no number of repeats, mutation read as equal at the same rates.")
            female, male = {"model": "equal", "rate": rates[0]}, {"model": "equal", "rate": rates[1]}
        found.mutations[name] = {"female": female, "male": male} if any(rates) else None
    return found


def _told(model: int, rate: float, range_: float, second: float) -> dict[str, Any]:
    if _MODELS[model] != "stepwise":
        return {"model": _MODELS[model], "rate": rate}
    return {"model": "stepwise", "rate": rate, "rate2": second if model == _EXTENDED else 0.0, "range": range_}


def _name_alleles(lines: Lines, person: Person, places: Sequence[Place], table: FrequencyTable) -> None:
    markers = [(name, list(alleles)) for name, alleles in table.frequencies.items()]
    for at, first, second, marker in places:
        if marker >= len(markers) or max(first, second) >= len(markers[marker][1]):
            lines.faults.add(at, person.id, "no such allele or marker.", "Save the project anew in Familias.")
            continue
        name, alleles = markers[marker]
        if name in person.genotypes:
            lines.faults.add(at, person.id, f"{name} stands twice.", "Keep one genotype.")
        person.genotypes[name] = (alleles[first], alleles[second])
