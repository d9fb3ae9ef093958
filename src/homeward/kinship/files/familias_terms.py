"""What a project of Familias holds, as its file tells it, and the lines that it is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from homeward.kinship.files.frequency_tables import FrequencyTable
from homeward.kinship.files.sheets import Faults
from homeward.kinship.terms import Sex

Genotype = tuple[str, str]


@dataclass
class Person:
    """A person of the main part or of a family, with genotypes by marker."""

    id: str
    sex: Sex
    genotypes: dict[str, Genotype] = field(default_factory=dict)
    may_drop_out: bool = False


@dataclass(frozen=True)
class Tree:
    """A pedigree as told: pairs of a parent and a child, and persons who are in it without a name."""

    name: str
    relations: tuple[tuple[str, str], ...]
    extras: tuple[Person, ...] = ()


@dataclass(frozen=True)
class ReferenceFamily:
    """A family that looks for somebody: the trees that are told of it, and its persons."""

    name: str
    persons: tuple[Person, ...]
    trees: tuple[Tree, ...]


@dataclass(frozen=True)
class Project:
    """What a ``.fam`` file holds.

    Args:
        table: its frequencies.
        mutations: marker to model, ``female`` and ``male`` as files tell it; None where nothing mutates.
        dropout: marker to the chance that an allele of a person who may drop out is not seen.
        theta: the kinship parameter that the file was used with.
        persons: of the main part.
        trees: pedigrees of the main part.
        remains: unidentified persons.
        families: reference families.
        notes: what was replaced, one sentence each.
    """

    table: FrequencyTable
    mutations: Mapping[str, Mapping[str, Any] | None]
    dropout: Mapping[str, float]
    theta: float
    persons: tuple[Person, ...]
    trees: tuple[Tree, ...]
    remains: tuple[Person, ...]
    families: tuple[ReferenceFamily, ...]
    notes: tuple[str, ...]


class Lines:
    """The lines of a file, read one after another; the number of the last one is that of a fault."""

    def __init__(self, file: str, text: str) -> None:
        self.faults = Faults(file)
        self._lines = [line.strip() for line in text.splitlines()]
        self.at = 0

    def next(self) -> str:
        """The next line, without quotation marks.

        Raises:
            InputRefused: the file ends.
        """
        if self.at >= len(self._lines):
            self.stop("the file ends here.", "Save the project anew in Familias.")
        self.at += 1
        return self._lines[self.at - 1].replace('"', "")

    def peek(self) -> str:
        """The line after the last one read, "" at the end."""
        return self._lines[self.at].replace('"', "") if self.at < len(self._lines) else ""

    def number(self, what: str) -> float:
        """A number, of the first word of the line.

        Raises:
            InputRefused: there is none.
        """
        text = self.next()
        try:
            return float(text.split()[0].replace(",", "."))
        except (IndexError, ValueError):
            self.stop(f"{text}: {what} was to stand here.", "Save the project anew in Familias.")
            raise AssertionError from None

    def count(self, what: str, most: int = 1_000_000) -> int:
        """A whole number from 0 to ``most``.

        Raises:
            InputRefused: there is none.
        """
        number = self.number(what)
        if number != int(number) or not 0 <= number <= most:
            self.stop(f"{number:g}: {what} was to stand here.", "Save the project anew in Familias.")
        return int(number)

    def stop(self, found: str, advice: str) -> None:
        """Refuse the file: what follows cannot be understood.

        Raises:
            InputRefused: always.
        """
        self.faults.add(self.at, "", found, advice)
        self.faults.refuse_if_any()

    def rest(self) -> list[tuple[int, str]]:
        """All lines that are left, with their numbers."""
        return [(at, line) for at, line in enumerate(self._lines[self.at :], self.at + 1) if line]
