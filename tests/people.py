"""Invented people for tests: lists of persons from plain dictionaries, and generated lists with known truth."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from homeward.intake.reading import read_list
from homeward.reconciliation.comparing import Reconciliation
from homeward.register.entries import COLUMNS, PersonList

REFERENCE = Path(__file__).parent / "reference"
ROUND = Path(__file__).parent.parent / "examples" / "round"


def person_list(folder: Path, label: str, rows: Sequence[Mapping[str, str]]) -> PersonList:
    """A list as intake reads it, from rows with canonical column names."""
    path = folder / f"{label}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(COLUMNS))
        writer.writeheader()
        writer.writerows(dict(row) for row in rows)
    return read_list(path)


def unpacked(folder: Path, packed: str) -> Path:
    """A packed reference file, unpacked into ``folder``."""
    path = folder / Path(packed).name.removesuffix(".gz")
    path.write_bytes(gzip.decompress((REFERENCE / packed).read_bytes()))
    return path


@dataclass(frozen=True)
class Truth:
    """Who is who: the person behind each entry, and which persons are siblings, twins, parent and child."""

    person: dict[tuple[str, str], str]
    kin: set[frozenset[str]]


def read_truth(truth: str, relatives: str, rename: Mapping[str, str]) -> Truth:
    """Truth from the text of the generator's files; ``rename`` maps its list letters to labels."""
    person = {(rename[r["list"]], r["rec_id"]): r["person_id"] for r in csv.DictReader(io.StringIO(truth))}
    kin = {
        frozenset({r["person_id"], r["other_id"]})
        for r in csv.DictReader(io.StringIO(relatives))
        if r["relation"] != "namesake"
    }
    return Truth(person, kin)


@dataclass(frozen=True)
class Measured:
    """How proposals between two lists compare with the truth."""

    precision: float
    recall: float
    siblings: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def persons_of(result: Reconciliation, truth: Truth) -> np.ndarray:
    """The person behind each record."""
    labels = [one.label for one in result.lists]
    numbers = [one.entries["rec_id"].to_pylist() for one in result.lists]
    places = zip(result.records.lists.tolist(), result.records.entries.tolist(), strict=True)
    return np.array([truth.person[labels[n], numbers[n][e]] for n, e in places])


def measure(result: Reconciliation, truth: Truth, left: str, right: str) -> Measured:
    """Measure the proposals between the lists labelled ``left`` and ``right``."""
    labels = [one.label for one in result.lists]
    lists = result.records.lists
    persons = persons_of(result, truth)
    evidence = result.weighed.evidence
    i, j = labels.index(left), labels.index(right)
    between = (np.minimum(lists[evidence.left], lists[evidence.right]) == min(i, j)) & (
        np.maximum(lists[evidence.left], lists[evidence.right]) == max(i, j)
    )
    proposed = between & result.proposed
    right_ones = int((persons[evidence.left] == persons[evidence.right])[proposed].sum())
    names, counts = np.unique(persons[lists == i], return_counts=True)
    others, other_counts = np.unique(persons[lists == j], return_counts=True)
    common = dict(zip(others.tolist(), other_counts.tolist(), strict=True))
    true = sum(n * common.get(p, 0) for p, n in zip(names.tolist(), counts.tolist(), strict=True))
    pairs = zip(persons[evidence.left[proposed]], persons[evidence.right[proposed]], strict=True)
    siblings = sum(frozenset({str(a), str(b)}) in truth.kin for a, b in pairs)
    total = int(proposed.sum())
    return Measured(right_ones / total, right_ones / true, siblings / total)


def shuffled(one: PersonList, seed: int) -> PersonList:
    """The same list with its rows in another order."""
    order = pa.array(np.random.default_rng(seed).permutation(len(one)))
    unknown = one.unknown.take(order) if one.unknown.num_columns else one.unknown
    return PersonList(one.label, one.entries.take(order), unknown, one.sha256)


def relabelled(one: PersonList, label: str) -> PersonList:
    """The same list under another label."""
    return PersonList(label, one.entries, one.unknown, one.sha256)
