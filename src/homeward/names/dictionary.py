"""What is known about single names: which forms are one given name, which surnames are one, how frequent they are.

All tables are keyed by skeleton (``skeleton.py``), so one entry serves every script. They are read on first use from
``data/``; ``data/README.md`` names sources, licences and the tools that made them.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from homeward.names.grammar import father_stem


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names by skeleton.

    Attributes:
        lemmas: skeleton -> lemmas (Ukrainian nominative, lower case) it is an equal form or a diminutive of.
        shortened: skeleton -> lemmas it is only a diminutive of.
        fathers: stem of a patronymic -> lemmas of the father's name.
        frequency: lemma -> share of persons, in (0, 1).
    """

    lemmas: dict[str, tuple[str, ...]]
    shortened: dict[str, tuple[str, ...]]
    fathers: dict[str, tuple[str, ...]]
    frequency: dict[str, float]


def _rows(name: str) -> Iterator[list[str]]:
    """Rows of a table of the room's data without its heading."""
    with (files("homeward.names") / "data" / name).open(encoding="utf-8") as table:
        rows = csv.reader(table)
        next(rows)
        yield from rows


def _first_skeletons(cell: str) -> dict[str, str]:
    """The likeliest skeleton of each form."""
    from homeward.names.words import skeletons_of_words

    heard = skeletons_of_words(sorted(set(cell.split("|")) - {""}))
    return {form: found[0] for form, found in heard.items()}


def _of(heard: dict[str, str], cell: str) -> set[str]:
    return {heard[form] for form in cell.split("|") if form}


def _frozen(table: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(values)) for key, values in table.items()}


@cache
def given_names() -> GivenNames:
    """The table of given names; read once."""
    lemmas: dict[str, set[str]] = {}
    shortened: dict[str, set[str]] = {}
    fathers: dict[str, set[str]] = {}
    weight: dict[str, float] = {}
    rows = list(_rows("given_names.csv"))
    heard = _first_skeletons("|".join(row[column] for row in rows for column in (0, 3, 4, 5)))
    for lemma, _sex, frequency, forms, diminutives, patronymics in rows:
        weight[lemma] = max(weight.get(lemma, 0.0), float(frequency))
        for skeleton in _of(heard, f"{lemma}|{forms}"):
            lemmas.setdefault(skeleton, set()).add(lemma)
        for skeleton in _of(heard, diminutives):
            shortened.setdefault(skeleton, set()).add(lemma)
        for skeleton in _of(heard, patronymics):
            fathers.setdefault(father_stem(skeleton), set()).add(lemma)
    full = {skeleton: frozenset(names) for skeleton, names in lemmas.items()}
    for skeleton, names in shortened.items():
        lemmas.setdefault(skeleton, set()).update(names)
        names.difference_update(full.get(skeleton, frozenset()))
    total = sum(weight.values())
    shares = {lemma: value / total for lemma, value in weight.items() if value}
    return GivenNames(_frozen(lemmas), _frozen(shortened), _frozen(fathers), shares)


@cache
def surname_lemmas() -> dict[str, tuple[str, ...]]:
    """Skeleton -> lemma of surnames whose Ukrainian and Russian forms have different skeletons (Олійник, Олейник)."""
    lemmas: dict[str, set[str]] = {}
    for lemma, skeletons in _rows("surname_pairs.csv"):
        for skeleton in skeletons.split("|"):
            lemmas.setdefault(skeleton, set()).add(lemma)
    return _frozen(lemmas)


@cache
def surname_frequency() -> dict[str, float]:
    """Skeleton -> share of persons who bear a surname of that skeleton; only the more frequent ones stand here."""
    return {skeleton: float(frequency) for skeleton, frequency in _rows("surname_frequency.csv")}


@cache
def known_surnames() -> frozenset[str]:
    """Skeletons of all surnames the dictionaries of Ukrainian and Russian surnames hold."""
    packed = (files("homeward.names") / "data" / "surnames.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("ascii").split())


@cache
def rare_given_names() -> frozenset[str]:
    """Skeletons of given names too rare for the table: known to be given names, nothing more."""
    return frozenset((files("homeward.names") / "data" / "rare_given_names.txt").read_text(encoding="utf-8").split())
