"""Lines of the queue: which of them a viewer has, filtered, counted; the pairs behind them and what was found of them.

The neutral's people see what the neutral found; a side sees a pair once it has been put to it, and has a line of its
own for it. A side never sees the other side's line: what the other has said shows only in a result of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.http import QueryDict

from homeward.access.doors import NotThere
from homeward.access.terms import Reach, Record, Right
from homeward.access.viewer import Viewer
from homeward.reconciliation.models import Finding, Pair, PutPair, QueueLine, Tally
from homeward.reconciliation.states import PairState
from homeward.register import gate as register

#: What a text is looked for in at most: so many entries.
_FOUND = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines of a queue are shown; each part is a parameter of the address, "" for no matter.

    ``waiting_for`` is a side's code; ``inside`` is "yes" for pairs inside one list.
    """

    state: str = ""
    waiting_for: str = ""
    lists: str = ""
    against: str = ""
    inside: str = ""
    text: str = ""

    @classmethod
    def asked(cls, asked: QueryDict) -> Filter:
        """From the parameters of an address; one that names no state at all asks for what waits."""
        state = "" if asked.get("text") or asked.get("lists") else PairState.WAITING.value
        return cls(**{part.name: asked.get(part.name, state if part.name == "state" else "") for part in fields(cls)})

    def parts(self, *without: str) -> list[tuple[str, str]]:
        """Name and value of each part that is asked for, some left out: hidden fields of a form."""
        named = ((part.name, getattr(self, part.name)) for part in fields(self))
        return [(name, value) for name, value in named if (value or name == "state") and name not in without]

    def address(self, **changed: str) -> str:
        """The parameters with some changed, to stand after "?"."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)} | changed
        return urlencode({name: value for name, value in parts.items() if value or name == "state"})


def queue_for(viewer: Viewer) -> QuerySet[QueueLine]:
    """The lines of the viewer's own party: all of them, or only those of pairs put to the sides."""
    reaches = viewer.reaches(Right.READ, Record.PAIR)
    lines = QueueLine.objects.filter(party=viewer.party)
    if not reaches:
        return lines.none()
    if viewer.is_neutral and Reach.OWN not in reaches:
        lines = lines.filter(Exists(PutPair.objects.filter(pk=OuterRef("pair_id"))))
    return lines


def filtered(viewer: Viewer, asked: Filter) -> QuerySet[QueueLine]:
    """The viewer's lines that a filter lets through."""
    lines = queue_for(viewer)
    if asked.state:
        lines = lines.filter(state=asked.state)
    if asked.waiting_for:
        lines = lines.filter(waiting_for__in=_waiting_texts(viewer, asked.waiting_for))
    if asked.lists:
        lines = lines.filter(lists=asked.lists)
    if asked.against:
        lines = lines.filter(against=asked.against)
    if asked.inside:
        lines = lines.filter(is_inside=True)
    if asked.text:
        found = [entry.alias for entry in register.search_entries(viewer, asked.text, limit=_FOUND)]
        lines = lines.filter(pair__in=_pairs_with(found))
    return lines


def _pairs_with(aliases: Sequence[str]) -> list[str]:
    """Numbers of the pairs that any of these entries stands in; asked for first, by their own indexes."""
    left = Pair.objects.filter(left__in=aliases).values_list("number", flat=True)
    right = Pair.objects.filter(right__in=aliases).values_list("number", flat=True)
    return sorted({*left, *right})


def _waiting_texts(viewer: Viewer, side: str) -> list[str]:
    return [side, " ".join(sorted(viewer.sides))] if side in viewer.sides else []


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a viewer stand where; by state, by side waited for, by lists, by what weighs against."""

    states: Counter[str]
    waiting_for: Counter[str]
    lists: Counter[str]
    against: Counter[str]
    inside: int


def counts_for(viewer: Viewer, asked: Filter) -> Counts:
    """Counts for the chips: states over all lines, the other chips within the state asked for."""
    columns = ("state", "waiting_for", "lists", "against", "is_inside")
    rows: Iterable[dict[str, Any]]
    if viewer.is_neutral and Reach.OWN not in viewer.reaches(Right.READ, Record.PAIR):
        rows = queue_for(viewer).values(*columns).annotate(n=Count("pk")).order_by(*columns)
    else:
        may = viewer.may(Right.READ, Record.PAIR)
        tallies = Tally.objects.filter(party=viewer.party, count__gt=0) if may else Tally.objects.none()
        rows = tallies.values(*columns).annotate(n=Sum("count")).order_by(*columns)
    counts = Counts(Counter(), Counter(), Counter(), Counter(), 0)
    inside = 0
    for row in rows:
        n = row["n"]
        counts.states[row["state"]] += n
        for side in row["waiting_for"].split():
            counts.waiting_for[side] += n
        if not asked.state or row["state"] == asked.state:
            counts.lists[row["lists"]] += n
            if row["against"]:
                counts.against[row["against"]] += n
            inside += n * row["is_inside"]
    return Counts(counts.states, counts.waiting_for, counts.lists, counts.against, inside)


def line_for(viewer: Viewer, number: str) -> QueueLine:
    """The viewer's line of one pair, with the pair.

    Raises:
        NotThere: there is no such pair, or none that the viewer may see.
    """
    line = queue_for(viewer).select_related("pair__comparison").filter(pair=number).first()
    if line is None:
        raise NotThere
    return line


def put_pair(number: str) -> PutPair | None:
    """How a pair was put to the sides, if it was; for whoever has fetched the pair."""
    return PutPair.objects.filter(pk=number).first()


def put_pairs_of(numbers: Iterable[str]) -> dict[str, PutPair]:
    """How pairs were put to the sides, by number, those that were; for whoever has fetched the pairs."""
    return {one.number: one for one in PutPair.objects.filter(pk__in=list(numbers))}


def findings_for(viewer: Viewer, pairs: Iterable[str]) -> QuerySet[Finding]:
    """What people found of pairs: the own party's; the neutral sees the sides' too; a side sees the other's never."""
    found = Finding.objects.filter(pair__in=list(pairs))
    if not viewer.is_neutral:
        found = found.filter(party=viewer.party)
    return found.order_by("first_at", "number")


def to_second(viewer: Viewer) -> QuerySet[QueueLine]:
    """Lines that need a second person, who may be the viewer: found by somebody else of the own party."""
    mine = Finding.objects.filter(
        pair=OuterRef("pair_id"), party=viewer.party, first_by=viewer.person, retracted_at__isnull=True
    )
    return queue_for(viewer).filter(~Exists(mine), state=PairState.SECOND.value)


def sure(viewer: Viewer, least: float) -> QuerySet[QueueLine]:
    """Lines that wait for a first person, as good as certain and with nothing against; the neutral's alone."""
    if not viewer.is_neutral:
        return QueueLine.objects.none()
    lines = queue_for(viewer).filter(state=PairState.WAITING.value, against="")
    return lines.filter(pair__decision="match", pair__probability__gte=least)


def elsewhere_for(viewer: Viewer, pair: Pair, most: int = 6) -> list[QueueLine]:
    """Other pairs in the viewer's queue that share an entry with this one; for a side, its own entry."""
    ends = [
        entry
        for entry, party in ((pair.left, pair.left_party), (pair.right, pair.right_party))
        if viewer.is_neutral or party == viewer.party
    ]
    lines = queue_for(viewer).filter(pair__in=_pairs_with(ends)).exclude(pair=pair.number)
    return list(lines.select_related("pair").order_by("rank", "pair")[:most])
