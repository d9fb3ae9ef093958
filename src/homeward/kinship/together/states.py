"""Sets of remains as bits, many at once: which meet, which are the same, sums and greatest values by set."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.signedinteger[Any]]
#: Rows of words of 64 bits, one bit for each remains.
Masks = NDArray[np.uint64]

#: With so many remains at most, sets are found by place in a table, not by sorting.
_BY_PLACE = 20
#: What two natural logarithms of likelihoods may differ by through rounding.
EQUAL = 1e-8
#: Equals are looked at beyond the end of a list, so many times its length at most.
SO_MANY_MORE = 20


def bits(remains: int) -> Masks:
    """One set for each remains, of it alone."""
    found = np.zeros((remains, (remains + 63) // 64), dtype=np.uint64)
    for at in range(remains):
        found[at, at // 64] = np.uint64(1) << np.uint64(at % 64)
    return found


def lack(masks: Masks, remains: int) -> NDArray[np.bool_]:
    """Shape (sets,): whether they lack a remains."""
    return np.asarray((masks[:, remains // 64] >> np.uint64(remains % 64)) & np.uint64(1) == 0)


def meet(masks: Masks, states: Masks) -> NDArray[np.bool_]:
    """Shape (masks, states): whether they have a remains in common."""
    found = np.zeros((len(masks), len(states)), dtype=bool)
    for word in range(masks.shape[1]):
        found |= (masks[:, None, word] & states[None, :, word]) != 0
    return found


def different(masks: Masks, remains: int) -> tuple[Masks, Places]:
    """Different masks, and the place of each among them."""
    if remains <= _BY_PLACE:
        at = masks[:, 0].astype(np.intp)
        is_there = np.zeros(1 << remains, dtype=bool)
        is_there[at] = True
        there = np.flatnonzero(is_there)
        number = np.zeros(1 << remains, dtype=np.int32)
        number[there] = np.arange(len(there))
        return there.astype(np.uint64)[:, None], number[at]
    if masks.shape[1] == 1:
        states, place = np.unique(masks[:, 0], return_inverse=True)
        return states[:, None], place.astype(np.int32)
    order = np.lexsort(masks.T)
    is_new = np.ones(len(masks), dtype=bool)
    is_new[1:] = (masks[order[1:]] != masks[order[:-1]]).any(axis=1)
    place = np.empty(len(masks), dtype=np.int32)
    place[order] = np.cumsum(is_new) - 1
    return masks[order[is_new]], place


def gathered(sums: Floats, most: Floats, group: Places, groups: int) -> tuple[Floats, Floats]:
    """Ln of sums, and the greatest, by group; -inf for groups without a member."""
    top = np.full(groups, -np.inf)
    np.maximum.at(top, group, sums)
    shift = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total = np.log(np.bincount(group, np.exp(sums - shift[group]), groups)) + shift
    greatest = np.full(groups, -np.inf)
    np.maximum.at(greatest, group, most)
    return total, greatest


def threshold(weights: Floats, width: int) -> float:
    """The c for which the sum of min(1, weight / c) is ``width``; there are more weights than that."""
    falling = np.sort(weights)[::-1]
    rest = np.cumsum(falling[::-1])[::-1]
    whole = np.arange(width)
    certain = int(np.argmax(falling[:width] * (width - whole) <= rest[:width]))
    return float(rest[certain] / (width - certain))


def first(values: Floats, listed: int) -> Places:
    """Places of the greatest in falling order: as many as are listed and what equals the last, or no end of equals."""
    order = np.argsort(-values, kind="stable")
    if len(order) > listed:
        enough = int(np.count_nonzero(values >= values[order[listed - 1]] - EQUAL))
        order = order[: min(enough, SO_MANY_MORE * listed)]
    return order
