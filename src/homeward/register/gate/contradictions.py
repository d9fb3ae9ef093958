"""Contradictions that a viewer may see: a side never learns of one that rests on the other's unshared word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.register.contradictions import SENTENCES
from homeward.register.facts import Fact
from homeward.register.models import Contradiction, Resolution


@dataclass(frozen=True, slots=True)
class ShownContradiction:
    """A contradiction with what it rests on and what people said of it, oldest first."""

    row: Contradiction
    sentence: str
    facts: tuple[Fact, ...]
    resolutions: tuple[Resolution, ...]


def contradictions_for(viewer: Viewer) -> QuerySet[Contradiction]:
    """Contradictions, settled ones among them, that the viewer may see."""
    reach = Q(party__in=viewer.owners(Right.READ, Record.CONTRADICTION))
    if viewer.may_shared(Right.READ, Record.CONTRADICTION):
        reach |= Q(party="")
    return Contradiction.objects.filter(reach)


def contradiction_for(viewer: Viewer, number: str) -> Contradiction:
    """One contradiction.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = contradictions_for(viewer).filter(number=number).first()
    if found is None:
        raise NotThere
    return found


def shown(viewer: Viewer, rows: Sequence[Contradiction]) -> list[ShownContradiction]:
    """Contradictions fetched through this gate, with all that belongs to them."""
    said: dict[str, list[Resolution]] = {}
    reach = Q(party__in=viewer.owners(Right.READ, Record.CONTRADICTION))
    joint = [row.number for row in rows if not row.party]
    numbers = [row.number for row in rows]
    for one in Resolution.objects.filter(reach | Q(contradiction__in=joint), contradiction__in=numbers).order_by("at"):
        said.setdefault(one.contradiction, []).append(one)
    return [
        ShownContradiction(
            row,
            SENTENCES[row.rule],
            tuple(Fact(**fact) for fact in row.facts),
            tuple(said.get(row.number, ())),
        )
        for row in rows
    ]
