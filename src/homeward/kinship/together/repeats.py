"""Remains that look like one person: two parts of a body, where joint identification takes them for two.

The likelihood ratio of "one person" against "two unrelated ones" is, at each marker, what both show together over what
they show apart; it is 0 where whole profiles differ. Parts are brought together by a part-to-part search before
remains are identified; here they are only pointed out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from homeward.kinship.evidence import Observed, is_nothing, weights
from homeward.kinship.families import Remains
from homeward.kinship.markers import Marker
from homeward.kinship.terms import Chromosome


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two remains and log10 of the likelihood ratio that they are one person."""

    remains: tuple[str, str]
    log10_lr: float


def repeats(markers: Sequence[Marker], remains: Sequence[Remains], threshold: float) -> list[Repeat]:
    """Pairs of remains with at least this likelihood ratio, by autosomal markers, in the order of the remains."""
    total = np.zeros((len(remains), len(remains)))
    for marker in markers:
        if marker.chromosome is not Chromosome.AUTOSOMAL:
            continue
        typed = [
            (at, one.profile[marker.name])
            for at, one in enumerate(remains)
            if marker.name in one.profile and not is_nothing(one.profile[marker.name])
        ]
        if typed:
            rows = [at for at, _reading in typed]
            total[np.ix_(rows, rows)] += _log10_ratios(marker, [reading for _at, reading in typed])
    return [
        Repeat((remains[one].id, remains[other].id), float(total[one, other]))
        for one, other in zip(*np.nonzero(np.triu(total >= np.log10(threshold), 1)), strict=True)
    ]


def _log10_ratios(marker: Marker, readings: Sequence[Observed]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    different = {reading: at for at, reading in enumerate(dict.fromkeys(readings))}
    shown = np.stack([weights(marker, one).ravel() for one in different])
    chance = np.outer(marker.frequencies, marker.frequencies).ravel()
    alone = shown @ chance
    with np.errstate(divide="ignore"):
        ratios = np.log10((shown * chance) @ shown.T / np.outer(alone, alone))
    at = [different[reading] for reading in readings]
    return np.asarray(ratios[np.ix_(at, at)])
