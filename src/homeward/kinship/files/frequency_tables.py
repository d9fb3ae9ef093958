"""How frequent alleles are in populations: tables that ship, and markers made from a table.

``frequency_files`` reads tables that are handed in; data/README.md says where the shipped ones come from.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from homeward.errors import Fault, InputRefused
from homeward.kinship.files import marker_names
from homeward.kinship.markers import SUM_TOLERANCE, Marker
from homeward.kinship.mutation import matrices_of

#: The five-event rule: an allele is counted as if seen five times at least. National Research Council, The Evaluation
#: of Forensic DNA Evidence (1996), p. 148.
_LEAST_COUNT = 5


class Unseen(StrEnum):
    """What happens to an allele that a profile shows and the table lacks."""

    FIVE_COUNTS = "five"
    SMALLEST = "smallest"
    REFUSE = "refuse"


@dataclass(frozen=True)
class FrequencyTable:
    """Allele frequencies of one population.

    Args:
        name: by which it is asked for.
        title: of whom.
        frequencies: marker to allele to frequency, each above 0; they sum to 1 up to rounding.
        persons: how many persons were counted, by marker; markers are left out where the source does not say.
        source: whom it comes from.
        licence: of the source, "" where it is the user's own.
        silent: marker to the one of its alleles that no kit shows.
    """

    name: str
    title: str
    frequencies: Mapping[str, Mapping[str, float]]
    persons: Mapping[str, int]
    source: str = ""
    licence: str = ""
    silent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """Markers, and what was replaced or divided to make them, one sentence each."""

    markers: tuple[Marker, ...]
    notes: tuple[str, ...]


def populations() -> list[FrequencyTable]:
    """All shipped tables, in alphabetical order of their names."""
    return list(_shipped().values())


def population(name: str) -> FrequencyTable:
    """The shipped table of that name.

    Raises:
        InputRefused: there is none.
    """
    tables = _shipped()
    if name not in tables:
        found = f"{name}: no such population."
        raise InputRefused([Fault("populations", "", 0, "", found[:60], f"Choose one of {', '.join(tables)}.")])
    return tables[name]


@cache
def _shipped() -> dict[str, FrequencyTable]:
    folder = files("homeward.kinship.files") / "data"
    frequencies: dict[str, dict[str, dict[str, float]]] = {}
    for row in _rows((folder / "frequencies.csv").read_text(encoding="utf-8")):
        of_marker = frequencies.setdefault(row["population"], {}).setdefault(row["marker"], {})
        of_marker[row["allele"]] = float(row["frequency"])
    return {
        row["population"]: FrequencyTable(
            row["population"],
            row["title"],
            frequencies[row["population"]],
            dict.fromkeys(frequencies[row["population"]], int(row["persons"])) if row["persons"] else {},
            row["source"],
            row["licence"],
        )
        for row in _rows((folder / "populations.csv").read_text(encoding="utf-8"))
    }


def _rows(text: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(text.splitlines())


def least_frequency(table: FrequencyTable, marker: str, rule: Unseen | float) -> float:
    """The frequency of an allele that the table lacks.

    With ``Unseen.FIVE_COUNTS`` five of the 2N alleles that were counted, or the smallest of the marker's own if that is
    more or N is not told; with ``Unseen.SMALLEST`` the smallest; else the number given.
    """
    if not isinstance(rule, Unseen):
        return rule
    smallest = min(table.frequencies[marker].values())
    persons = table.persons.get(marker, 0)
    if rule is Unseen.FIVE_COUNTS and persons:
        return max(_LEAST_COUNT / (2 * persons), smallest)
    return smallest


def markers_of(
    table: FrequencyTable,
    seen: Mapping[str, Collection[str]],
    mutations: Mapping[str, Mapping[str, Any] | None],
    unseen: Unseen | float = Unseen.FIVE_COUNTS,
) -> Made:
    """Make the markers that profiles show.

    Alleles that the table lacks are added with ``least_frequency`` and all of the marker divided by their sum, as they
    are where rounding left it beside 1; both are noted. Markers that nobody shows are left out.

    Args:
        table: of the population.
        seen: marker, spelt as in the table, to the alleles that profiles show.
        mutations: marker to its model as files tell it (``matrices_of``); nothing mutates where it is None or absent.
        unseen: what to do with alleles that the table lacks; or a frequency in (0, 1) for them.

    Raises:
        InputRefused: an allele that the table lacks where that is refused or that is no number of repeats; a model that
            cannot be made for the alleles of a marker.
    """
    faults: list[Fault] = []
    notes: list[str] = []
    markers = []
    for name, known in table.frequencies.items():
        if name not in seen:
            continue
        silent = table.silent.get(name, "")
        new = sorted(set(seen[name]) - set(known), key=_length)
        wrong = [one for one in new if unseen is Unseen.REFUSE or not marker_names.is_str_allele(one)]
        wrong += [one for one in seen[name] if one == silent]
        if wrong:
            faults += [Fault(table.name, "", 0, name, f"{one}: no such allele."[:60], _ADVICE) for one in wrong]
            continue
        frequencies = dict(known)
        if new:
            least = least_frequency(table, name, unseen)
            frequencies |= dict.fromkeys(new, least)
            notes.append(f"{name}: {', '.join(new)} not in {table.name}, taken as {least:.4g}; all divided by the sum.")
        alleles = tuple(sorted(frequencies, key=_length))
        shares = np.array([frequencies[one] for one in alleles])
        total = float(shares.sum())
        if new or abs(total - 1) > SUM_TOLERANCE:
            shares = shares / total
        if not new and abs(total - 1) > SUM_TOLERANCE:
            notes.append(f"{name}: frequencies sum to {total:.5f} in {table.name}, all divided by that.")
        try:
            female, male = matrices_of(mutations.get(name), alleles, shares)
        except (KeyError, TypeError, ValueError) as error:
            advice = "Choose another model, or look at the rates; steps need alleles that are numbers of repeats."
            faults.append(Fault(table.name, "", 0, name, f"no such mutation: {error}"[:60], advice))
            continue
        markers.append(Marker(name, alleles, shares, marker_names.chromosome(name), female, male, silent))
    if faults:
        raise InputRefused(faults)
    return Made(tuple(markers), tuple(notes))


_ADVICE = "Look at the reading; or give the allele a frequency."


def _length(allele: str) -> tuple[bool, float, str]:
    """Numbers of repeats by length, then what is none by its name."""
    counted = marker_names.is_str_allele(allele)
    return not counted, float(allele) if counted else 0.0, allele
