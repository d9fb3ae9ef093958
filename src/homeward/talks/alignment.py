"""Two texts clause by clause: which clauses are about one subject, in whatever order, number and language.

How close two clauses are is told by their marks (``features``), weighed by rarity, with a little for the place in the
text, the titles they stand under, and the lengths (Gale & Church, Computational Linguistics 19(1), 1993). A pair is
proposed if it is close enough and each is for the other among the nearest; a clause may stand in several pairs. What
two clauses of a pair have to do with each other is said in ``verdicts``. Everything is symmetric: the same texts the
other way round give the same pairs the other way round. A person confirms each pair.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from homeward.progress import Progress, silent
from homeward.talks.features import Features, features_of, weights_of
from homeward.talks.text_terms import Alignment, Clause, Memorandum, Pair
from homeward.talks.verdicts import Seen, verdict
from homeward.words import _

Matrix = npt.NDArray[np.float64]

#: Least closeness of a pair: of clauses that are nearest to each other, and of others.
MUTUAL: Final = 0.30
FURTHER: Final = 0.46
#: A clause's further pairs come at least so near to its nearest.
NEARLY: Final = 0.80
_DICE, _CONTAINED = 0.6, 0.4
#: How much what a clause itself says counts, against that with its lead and titles.
_OWN: Final = 0.7
_LEADS, _SECTION, _ORDER, _LENGTH = 0.25, 0.10, 0.03, 0.02


def align(left: Memorandum, right: Memorandum, progress: Progress = silent) -> Alignment:
    """Propose which clauses of two texts are about one subject, and how they stand."""
    progress(_("what each clause is about"))
    clauses = (left.clauses, right.clauses)
    features = ([features_of(clause) for clause in left.clauses], [features_of(clause) for clause in right.clauses])
    weights = weights_of([*features[0], *features[1]])
    progress(_("comparing clauses"))
    near = closeness(clauses, features, weights)
    chosen = _chosen(near)
    seen = Seen(weights)
    pairs = []
    for i, j in zip(*np.nonzero(chosen), strict=True):
        one, other = clauses[0][i], clauses[1][j]
        kind, reasons = verdict(one, other, features[0][i], features[1][j], seen)
        pairs.append(Pair(one.id, other.id, kind, reasons, round(float(near[i, j]), 4)))
    return Alignment(
        left,
        right,
        tuple(pairs),
        tuple(clause.id for clause, row in zip(left.clauses, chosen, strict=True) if not row.any()),
        tuple(clause.id for clause, column in zip(right.clauses, chosen.T, strict=True) if not column.any()),
    )


def closeness(
    clauses: tuple[Sequence[Clause], Sequence[Clause]],
    features: tuple[Sequence[Features], Sequence[Features]],
    weights: dict[str, float],
) -> Matrix:
    """How close each clause of one text is to each of the other, shape (left, right), about 0…1."""
    if not clauses[0] or not clauses[1]:
        return np.zeros((len(clauses[0]), len(clauses[1])))
    near = _shared(features, weights)
    near += _LEADS * _leads(near, clauses)
    near += _SECTION * _sections(near, clauses)
    place = [np.linspace(0, 1, len(side)) if len(side) > 1 else np.zeros(len(side)) for side in clauses]
    near -= _ORDER * np.abs(place[0][:, None] - place[1][None, :])
    near -= _LENGTH * _length_apart(clauses)
    return np.round(near, 9)


def _shared(features: tuple[Sequence[Features], Sequence[Features]], weights: dict[str, float]) -> Matrix:
    """The share of what two clauses are about that they have in common: Dice, and what the lesser has of the larger."""
    keys = {key: place for place, key in enumerate(sorted(weights))}
    # A number or date in common speaks for a pair; another number on one subject does not speak against it.
    counted = np.array([0.0 if key.startswith(("n:", "d:")) else 1.0 for key in keys])
    near: Matrix = np.zeros((len(features[0]), len(features[1])))
    for own, share in ((True, _OWN), (False, 1 - _OWN)):
        vectors = [_vectors(side, keys, weights, own) for side in features]
        dot = vectors[0] @ vectors[1].T
        sizes = [np.square(side * counted).sum(axis=1) for side in vectors]
        dice = 2 * dot / np.maximum(sizes[0][:, None] + sizes[1][None, :], 1e-9)
        least = np.maximum(np.minimum(sizes[0][:, None], sizes[1][None, :]), 1.5)  # two weak marks prove little
        near += share * (_DICE * dice + _CONTAINED * dot / least)
    return near


def _vectors(side: Sequence[Features], keys: dict[str, int], weights: dict[str, float], own: bool) -> Matrix:
    found = np.zeros((len(side), len(keys)))
    for row, one in enumerate(side):
        for key, mark in one.marks.items():
            if own and key not in one.own:
                continue
            found[row, keys[key]] = mark.weight * math.sqrt(weights[key])
    return found


def _leads(near: Matrix, clauses: tuple[Sequence[Clause], Sequence[Clause]]) -> Matrix:
    """For clauses that lead in items: how near their items are to one another, 0…1."""
    found = np.zeros_like(near)
    items: list[dict[int, list[int]]] = []
    for side in clauses:
        by_lead: dict[int, list[int]] = {}
        place = {clause.text: number for number, clause in enumerate(side)}
        for number, clause in enumerate(side):
            if clause.lead:
                by_lead.setdefault(place.get(clause.lead, number), []).append(number)
        items.append(by_lead)
    for i, rows in items[0].items():
        for j, columns in items[1].items():
            block = near[np.ix_(rows, columns)]
            found[i, j] = min(1.0, (block.max(axis=1).mean() + block.max(axis=0).mean()) / 2)
    return found


def _section_of(clause: Clause) -> str:
    return clause.heading[0] if clause.heading else clause.part


def _sections(near: Matrix, clauses: tuple[Sequence[Clause], Sequence[Clause]]) -> Matrix:
    """How much the titles that two clauses stand under belong together: by their clauses' nearest, 0…1."""
    names = [sorted({_section_of(clause) for clause in side}) for side in clauses]
    members: list[list[Any]] = [
        [np.array([place for place, clause in enumerate(side) if _section_of(clause) == name]) for name in named]
        for side, named in zip(clauses, names, strict=True)
    ]
    found = np.zeros_like(near)
    for rows in members[0]:
        for columns in members[1]:
            block = near[np.ix_(rows, columns)]
            mean = (block.max(axis=1).mean() + block.max(axis=0).mean()) / 2
            found[np.ix_(rows, columns)] = mean
    top = found.max()
    return found / top if top > 0 else found


def _length_apart(clauses: tuple[Sequence[Clause], Sequence[Clause]]) -> Matrix:
    """How far the lengths of two clauses are apart, 0…1 (Gale & Church 1993: variance 6.8 per character)."""
    lengths = [np.array([len(clause.text) for clause in side], dtype=float) for side in clauses]
    whole = (lengths[0].sum() + lengths[1].sum()) / 2  # both texts are measured as if they were equally long
    one, other = (lengths[0] * whole / lengths[0].sum())[:, None], (lengths[1] * whole / lengths[1].sum())[None, :]
    distance: Matrix = np.abs(other - one) / np.sqrt(6.8 * (one + other) / 2)
    return np.minimum(distance / 3, 1.0)


def _chosen(near: Matrix) -> npt.NDArray[np.bool_]:
    """Pairs to propose: nearest to each other, or near enough and hardly worse than the nearest of either."""
    if near.size == 0:
        return np.zeros(near.shape, dtype=bool)
    by_row, by_column = near.max(axis=1, keepdims=True), near.max(axis=0, keepdims=True)
    best_row, best_column = near >= by_row, near >= by_column
    mutual = best_row & best_column & (near >= MUTUAL)
    close = (near >= NEARLY * by_row) & (near >= NEARLY * by_column)
    further = (best_row | best_column) & (near >= FURTHER) & close
    chosen: npt.NDArray[np.bool_] = mutual | further
    return chosen
