"""What a joint communiqué is made of: figures that both sides approved, each with its acts.

The two sides are named in an order drawn by lot for each document, so that neither is always first. The seed is the
digest of the document with the sides' codes replaced by their places, so that swapping the two sides swaps the order
and nothing else; whoever draws a lot of their own (``homeward exchange lot``) names it in the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from homeward.talks.directions import Direction
from homeward.words import LabelledWord, Language, _


class Measure(LabelledWord):
    """What was done with those counted; neutral words for which both sides' papers have a place."""

    HANDED_OVER = "handed_over", _("Handed over by side {giver} to side {taker}")
    RETURNED = "returned", _("Returned home: from side {giver} to side {taker}")
    RECEIVED = "received", _("Received by side {taker} from side {giver}")
    LIST_HANDED_OVER = "list_handed_over", _("On lists handed over by side {giver} to side {taker}")
    ANSWERED = "answered", _("Answered by side {taker} of the lists of side {giver}")
    IDENTIFIED = "identified", _("Identified among those handed over by side {giver} to side {taker}")
    REUNITED = "reunited", _("Reunited with their families: from side {giver} to side {taker}")


class Unit(StrEnum):
    """What is counted; never mixed."""

    BODY = "body"
    CONTAINER = "container"
    PART = "part"
    PERSON = "person"
    PRISONER = "prisoner_of_war"
    CIVILIAN = "civilian"
    CHILD = "child"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to be told.

    Attributes:
        figure_id: of the figure.
        measure, unit: what of what.
        direction: one way between the two sides.
        count: a whole number.
        since, until: the days it covers, both included; ``since`` is None for everything up to ``until``.
        category: a part of those counted, in four languages; empty for all of them.
        category_id: a code for it, "" for all.
        acts: ids of the acts it rests on, one at least.
        approved_by: both sides.
    """

    figure_id: str
    measure: Measure
    unit: Unit
    direction: Direction
    count: int
    since: dt.date | None
    until: dt.date
    acts: tuple[str, ...]
    approved_by: tuple[str, ...]
    category_id: str = ""
    category: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A communiqué to be made.

    Attributes:
        document_id: its number.
        day: its date.
        place: in four languages; empty words where none is named.
        sides: the two, in the order of the file.
        names: of each side, in four languages.
        figures: in the order in which they are to stand.
        lot: drawn elsewhere, hex; "" for the digest of the document.
        sha256: digest of the file, hex.
    """

    document_id: str
    day: dt.date
    place: Mapping[Language, str]
    sides: tuple[str, str]
    names: Mapping[str, Mapping[Language, str]]
    figures: tuple[Figure, ...]
    lot: str
    sha256: str

    @property
    def seed(self) -> str:
        """Of the order in which the sides are named: the lot, or the digest of all that is told, sides by place."""
        if self.lot:
            return self.lot
        places = {code: str(place) for place, code in enumerate(self.sides)}
        told = [self.document_id, self.day.isoformat()]
        for one in self.figures:
            ways = [places[side] for way in one.direction.ways for side in (way.giver, way.taker)]
            days = ("" if one.since is None else one.since.isoformat(), one.until.isoformat())
            told += [one.measure, one.unit, *ways, str(one.count), *days, one.category_id]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()

    @property
    def drawn(self) -> tuple[str, str]:
        """The two sides in the order drawn."""
        first, second = self.sides
        return (second, first) if int(self.seed[-1], 16) % 2 else (first, second)
