"""Which way a figure goes: from one side to the other, each way, both ways together, or in words of its own.

``UA→RU`` is one way; ``UA→RU and RU→UA``, ``each side`` and ``each way`` say the figure once for either way;
``both`` and ``together`` say it once for the two ways together. Other words are kept and compared as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_WAY = re.compile(r"([^\s→>,;]{1,32})\s*(?:→|->|=>|⇒)\s*([^\s→>,;]{1,32})")
_BETWEEN = re.compile(r"\s*(?:,|;|\band\b|&|\+)\s*")
_EACH = frozenset({"each side", "each", "each way", "either way", "from each side", "per side"})
_TOGETHER = frozenset({"both", "both sides", "both ways", "together", "both together"})


class Spread(StrEnum):
    """How a figure is spread over the ways."""

    ONE_WAY = "one_way"
    EACH_WAY = "each_way"
    TOGETHER = "together"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Way:
    """From one side to another."""

    giver: str
    taker: str

    def __str__(self) -> str:
        return f"{self.giver}→{self.taker}"

    @property
    def back(self) -> Way:
        """The other way between the two."""
        return Way(self.taker, self.giver)


@dataclass(frozen=True, slots=True)
class Direction:
    """The direction of a figure.

    Attributes:
        written: as the file has it.
        spread: how the figure is spread over the ways.
        ways: those named, in the order written.
    """

    written: str
    spread: Spread
    ways: tuple[Way, ...] = ()


def direction(written: str) -> Direction:
    """Understand a direction; whatever is not understood is kept as words of its own."""
    text = " ".join(written.split())
    if text.casefold() in _EACH:
        return Direction(text, Spread.EACH_WAY)
    if text.casefold() in _TOGETHER:
        return Direction(text, Spread.TOGETHER)
    found = [_WAY.fullmatch(part) for part in _BETWEEN.split(text)]
    ways = tuple(Way(match[1], match[2]) for match in found if match is not None)
    if len(ways) < len(found) or len(set(ways)) < len(ways) or any(way.giver == way.taker for way in ways):
        return Direction(text, Spread.OTHER)
    return Direction(text, Spread.ONE_WAY if len(ways) == 1 else Spread.EACH_WAY, ways)
