"""Places behind a slip of the pen: one sound wrong, left out, too many, or two swapped.

Two skeletons are one slip apart when they meet once each has lost at most one sound. All skeletons with one sound
left out are numbers in one sorted array, so that the index of a hundred thousand is made in a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

SHORTEST = 5
"""Skeletons of fewer sounds have too many neighbours to be looked for."""
_LONGEST = 40
_BASE = 0x9E3779B97F4A7C15  # any odd number: a text is its letters as digits to this base, modulo 2^64
_MASK = (1 << 64) - 1


class SlipIndex:
    """Finds skeletons one slip away from a given one.

    Args:
        skeletons: distinct, of ASCII letters. What is shorter than ``SHORTEST`` is never found.
    """

    def __init__(self, skeletons: Sequence[str]) -> None:
        self._skeletons = [skeleton for skeleton in skeletons if SHORTEST <= len(skeleton) <= _LONGEST]
        if not self._skeletons:
            self._at: dict[int, int] = {}
            return
        width = max(map(len, self._skeletons)) + 1
        letters = np.array(self._skeletons, f"S{width}").view(np.uint8).reshape(-1, width).astype(np.uint64)
        lengths = np.fromiter(map(len, self._skeletons), np.int64, len(self._skeletons))
        powers = np.array([pow(_BASE, power, 1 << 64) for power in range(width + 1)], np.uint64)
        count = len(lengths)
        before = np.zeros((count, width + 1), np.uint64)  # the number of the first sounds, after every sound
        for at in range(width):
            before[:, at + 1] = before[:, at] * np.uint64(_BASE) + letters[:, at]
        keys, owners = [before[np.arange(count), lengths]], [np.arange(count)]
        for at in range(width - 1):  # a sound left out: those before it, and those after it as the whole less the rest
            mine = np.flatnonzero(lengths > at)
            whole, rest = keys[0][mine], lengths[mine] - at - 1
            after = whole - before[mine, at + 1] * powers[rest]
            keys.append(before[mine, at] * powers[rest] + after)
            owners.append(mine)
        found, owned = np.concatenate(keys), np.concatenate(owners)
        order = np.argsort(found, kind="stable")
        numbers, first = np.unique(found[order], return_index=True)
        self._owners = owned[order].tolist()
        self._first = [*first.tolist(), len(found)]
        self._at = dict(zip(numbers.tolist(), range(len(numbers)), strict=True))

    def near(self, skeletons: Iterable[str]) -> list[str]:
        """Known skeletons within one slip of any of ``skeletons``, each once, in the order first met."""
        met: dict[int, None] = {}
        for skeleton in skeletons:
            for number in _numbers(skeleton):
                at = self._at.get(number)
                if at is not None:
                    met.update(dict.fromkeys(self._owners[self._first[at] : self._first[at + 1]]))
        return [self._skeletons[owner] for owner in met]


def _numbers(skeleton: str) -> list[int]:
    """The number of ``skeleton`` and of it with each one sound left out; none if it is too short or too long."""
    if not SHORTEST <= len(skeleton) <= _LONGEST:
        return []
    before, whole = [], 0
    letters = skeleton.encode("ascii", "replace")
    for letter in letters:
        before.append(whole)
        whole = (whole * _BASE + letter) & _MASK
    found, rest, power = [whole], 0, 1
    for at in range(len(letters) - 1, -1, -1):
        found.append((before[at] * power + rest) & _MASK)
        rest = (rest + letters[at] * power) & _MASK
        power = (power * _BASE) & _MASK
    return found


def left_out(letters: str) -> set[str]:
    """A word, and it with each one letter left out."""
    return {letters} | {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
