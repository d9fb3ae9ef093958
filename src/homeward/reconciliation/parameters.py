"""How often each level is met: between two entries of one person, of relatives, of namesakes, of strangers.

The shipped table ``data/parameters.toml`` was measured on generated lists with known truth
(``tools/reconciliation/measure_parameters.py``); ``estimation`` adapts it to the lists at hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from homeward.reconciliation.comparisons import COMPARISONS, Comparison

Array = npt.NDArray[np.float64]

#: The kinds of pair, in the order of the columns of every table of probabilities.
KINDS: tuple[str, ...] = ("same", "kin", "namesake", "stranger")
SAME, KIN, NAMESAKE, STRANGER = range(4)


@dataclass(frozen=True, slots=True)
class Parameters:
    """A model of pairs.

    Attributes:
        levels: per feature an array (levels, kinds): the probability of the level, best level first, given the kind
            of pair and that both cells are filled. Each column sums to 1; every value is above 0.
        shares: how many pairs of the kinds "same", "kin", "namesake" an entry has with another list, on average.
        same_in_list: how many further entries of the same person an entry has in its own list, on average.
        strength: how many pairs of each kind the shipped levels count for when they are adapted to new lists.
    """

    levels: dict[str, Array]
    shares: dict[str, float]
    same_in_list: float
    strength: float


#: How often the levels of a further column are met, before the lists have said anything: by two entries of one person,
#: and by two of different persons. Relatives share an address and have different numbers: half and half.
_FURTHER_SAME = np.array([0.80, 0.03, 0.05, 0.02, 0.03, 0.07])
_FURTHER_OTHERS = np.array([0.02, 0.001, 0.005, 0.005, 0.02, 0.949])


def with_further(parameters: Parameters, comparisons: Sequence[Comparison]) -> Parameters:
    """Parameters that know of all ``comparisons``, of the further columns as little as can be."""
    table = np.stack([_FURTHER_SAME, (_FURTHER_SAME + _FURTHER_OTHERS) / 2, _FURTHER_OTHERS, _FURTHER_OTHERS], axis=1)
    further = {one.feature: table for one in comparisons if one.feature not in parameters.levels}
    return replace(parameters, levels=parameters.levels | further)


@cache
def shipped() -> Parameters:
    """The parameters that come with Homeward."""
    source = files("homeward.reconciliation") / "data" / "parameters.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    levels = {}
    for comparison in COMPARISONS:
        rows = table["levels"][comparison.feature]
        probabilities = np.array([[rows[code][kind] for kind in KINDS] for code in comparison.codes])
        levels[comparison.feature] = probabilities / probabilities.sum(axis=0)
    return Parameters(
        levels, {kind: float(table["shares"][kind]) for kind in KINDS[:3]}, table["same_in_list"], table["strength"]
    )
