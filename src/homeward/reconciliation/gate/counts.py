"""How the lists of the sides stand towards each other, in numbers a viewer may count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import TruncDate

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.gate.queries import queries_for
from homeward.reconciliation.models import PutPair, QueueLine, Tally
from homeward.reconciliation.states import OPEN, PairState
from homeward.register.models import ListedEntry


@dataclass(frozen=True, slots=True)
class PartyCounts:
    """How the current entries of one party stand towards those of other parties, as one viewer may count them."""

    party: str
    entries: int
    agreed: int
    open: int
    unclear: int

    @property
    def alone(self) -> int:
        """Without a partner that is agreed or still looked at."""
        return max(self.entries - self.agreed - self.open - self.unclear, 0)


_OPEN_STATES = [state.value for state in OPEN]


_UNCLEAR_STATES = [PairState.UNCLEAR.value, PairState.DIFFER.value]


def party_counts(viewer: Viewer) -> list[PartyCounts]:
    """Counts of both sides for the neutral, of its own entries alone for a side; sides in the viewer's order."""
    owners = viewer.owners(Right.READ, Record.STATISTICS)
    return [_counts_of(viewer, party) for party in viewer.sides if party in owners]


def _counts_of(viewer: Viewer, party: str) -> PartyCounts:
    lines = QueueLine.objects.filter(party=viewer.party)
    current = ListedEntry.objects.filter(party=party, is_current=True)
    agreed = _ends(lines.filter(state=PairState.AGREED_SAME.value), party)
    unclear = _ends(lines.filter(state__in=_UNCLEAR_STATES), party) - agreed
    open_ends = _ends(lines.filter(state__in=_OPEN_STATES), party) - agreed - unclear
    return PartyCounts(party, current.count(), len(agreed), len(open_ends), len(unclear))


def _ends(lines: QuerySet[QueueLine], party: str) -> set[str]:
    """Aliases of a party's entries in pairs with entries of others."""
    between = lines.exclude(is_inside=True).exclude(pair__left_party=F("pair__right_party"))
    left = between.filter(pair__left_party=party).values_list("pair__left", flat=True)
    right = between.filter(pair__right_party=party).values_list("pair__right", flat=True)
    return {*left.iterator(), *right.iterator()}


def lists_counts(viewer: Viewer) -> dict[str, Counter[str]]:
    """Lists a pair lies between to its counts by state: for whoever may count both sides' lists."""
    found: dict[str, Counter[str]] = {}
    if not set(viewer.sides) <= viewer.owners(Right.READ, Record.STATISTICS):
        return found
    tallies = Tally.objects.filter(party=NEUTRAL, count__gt=0)
    for lists, state, n in tallies.values("lists", "state").annotate(n=Sum("count")).values_list("lists", "state", "n"):
        found.setdefault(lists, Counter())[state] += n
    return dict(sorted(found.items()))


def settled_by_day(viewer: Viewer) -> list[tuple[dt.date, int]]:
    """How many pairs were agreed to be the same person on each day, as the viewer may count them."""
    if not viewer.may(Right.READ, Record.STATISTICS):
        return []
    lines = _own_or_joint(viewer).filter(state=PairState.AGREED_SAME.value)
    days = lines.annotate(day=TruncDate("since")).values("day").annotate(n=Count("pk")).order_by("day")
    return [(row["day"], row["n"]) for row in days]


def open_since(viewer: Viewer) -> dt.datetime | None:
    """Since when the oldest open pair that the viewer may count has waited."""
    lines = _own_or_joint(viewer).filter(state__in=_OPEN_STATES)
    return lines.order_by("since").values_list("since", flat=True).first()


def _own_or_joint(viewer: Viewer) -> QuerySet[QueueLine]:
    """Lines of the viewer's party; for persons of the neutral who may not count unshared ones, those put to both."""
    lines = QueueLine.objects.filter(party=viewer.party)
    if viewer.is_neutral and viewer.party not in viewer.owners(Right.READ, Record.STATISTICS):
        lines = lines.filter(Exists(PutPair.objects.filter(pk=OuterRef("pair_id"))))
    return lines


def answer_counts(viewer: Viewer) -> dict[tuple[str, str], int]:
    """Party asked and answer ("" for none yet) to the number of queries, as the viewer may see them."""
    rows = queries_for(viewer).filter(withdrawn_at__isnull=True).values("asked_of", "answer").annotate(n=Count("pk"))
    return {(row["asked_of"], row["answer"]): row["n"] for row in rows.order_by("asked_of", "answer")}
