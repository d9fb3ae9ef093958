"""The ways to fill one family: which of its missing persons the remains could be, and how likely each way is.

A way to fill k persons is a way to fill k-1 and one more, and the ratio of the one more is what a search looks up: the
family with k-1 remains in their places as typed members, all remains against the next missing person. So one table
serves every remains that could come next, and families filled alike are computed side by side. What cannot be is never
extended: profiles that are impossible stay so whatever is added to them, whether markers mutate or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from homeward.errors import Fault, InputRefused
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.blind.search import search
from homeward.kinship.families import Family, Remains
from homeward.kinship.markers import Marker

#: Of one family. As many take minutes, where relatives are many.
MOST_WAYS = 100_000
#: So many cells of tables stand in memory at once.
_CELLS = 1 << 24

#: Place of a missing person, place of the remains, in rising order of the first.
_Way = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """One way to fill a family: missing person to remains, at least one; ln of the ratio to the empty family."""

    of: Mapping[str, str]
    log_ratio: float


def fillings(
    markers: Sequence[Marker],
    remains: Sequence[Remains],
    family: Family,
    log_lr: Mapping[str, NDArray[np.float64]],
    log_shift: NDArray[np.float64],
) -> list[Filling]:
    """All ways to fill a family that can be, but for the empty one.

    Args:
        markers: in the population of the family.
        remains: profiles.
        family: with missing persons.
        log_lr: of each missing person, ln of the likelihood ratios of all remains, shape (remains,); -inf or nan for
            pairings that are not to be looked at.
        log_shift: shape (remains,), to be added to every ratio of the remains where their population is another.

    Raises:
        InputRefused: there are more than ``MOST_WAYS`` to look at.
    """
    candidates = {id_: np.flatnonzero(log_lr[id_] > -np.inf).tolist() for id_ in family.missing}
    # Who has the most candidates comes last: there one table serves the most.
    ids = sorted((id_ for id_ in family.missing if candidates[id_]), key=lambda id_: len(candidates[id_]))
    may = [candidates[id_] for id_ in ids]
    ways: dict[_Way, float] = {((at, v),): float(log_lr[id_][v]) for at, id_ in enumerate(ids) for v in may[at]}
    found = dict(ways)
    looked_at = 0
    while ways:
        more = [(way, at, rows) for way in ways for at, rows in _one_more(way, may, ways)]
        looked_at += sum(len(rows) for _way, _at, rows in more)
        if looked_at > MOST_WAYS:
            raise _refused(family)
        ways = {}
        for some in _side_by_side(more, markers):
            sought = [Sought(_filled(family, ids, remains, way), ids[at]) for way, at, _rows in some]
            log_ratios = search(markers, remains, sought) * np.log(10) + log_shift[:, None]
            for column, (way, at, rows) in enumerate(some):
                ways |= {
                    (*way, (at, v)): found[way] + float(log_ratios[v, column])
                    for v in rows
                    if log_ratios[v, column] > -np.inf
                }
        found |= ways
    return [Filling({ids[at]: remains[v].id for at, v in way}, ratio) for way, ratio in found.items()]


def _one_more(way: _Way, may: Sequence[Sequence[int]], ways: Mapping[_Way, float]) -> Iterator[tuple[int, list[int]]]:
    """Who may come next, and which remains they could be: no part of the longer way is known to be impossible."""
    used = {v for _at, v in way}
    parts = [way[:out] + way[out + 1 :] for out in range(len(way))]
    for at in range(way[-1][0] + 1, len(may)):
        rows = [v for v in may[at] if v not in used and all((*part, (at, v)) in ways for part in parts)]
        if rows:
            yield at, rows


def _side_by_side(
    more: Sequence[tuple[_Way, int, list[int]]], markers: Sequence[Marker]
) -> Iterator[Sequence[tuple[_Way, int, list[int]]]]:
    at_once = max(1, _CELLS // sum(len(marker) ** 2 for marker in markers))
    for start in range(0, len(more), at_once):
        yield more[start : start + at_once]


def _filled(family: Family, ids: Sequence[str], remains: Sequence[Remains], way: _Way) -> Family:
    return replace(family, profiles={**family.profiles, **{ids[at]: remains[v].profile for at, v in way}})


def _refused(family: Family) -> InputRefused:
    found = f"its {len(family.missing)} missing persons can be filled in more than {MOST_WAYS:,} ways."
    advice = "Settle what is undisputed first, or leave out remains that other grounds exclude."
    return InputRefused([Fault("joint", "", 0, f"family {family.id}", found, advice)])
