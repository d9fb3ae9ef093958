"""Comparisons, the lists that can be compared, and what a comparison leaves for later."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from homeward.access.doors import NotThere
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import Comparison, Pair, Tally, Unfinished
from homeward.reconciliation.weighed_pairs import WeighedPair, digest_of
from homeward.register.models import ListedEntry

#: What is finished in one job at most: so many entries of ``Unfinished``.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ListToCompare:
    """A list as it stands now: number of its newest version, whose it is, its kind, its current entries, since when."""

    number: str
    party: str
    kind: str
    entries: int
    since: dt.datetime


def lists_to_compare(viewer: Viewer) -> list[ListToCompare]:
    """The newest versions of all lists, for whoever may compare them; the newest first."""
    if not viewer.may(Right.MAKE, Record.COMPARISON):
        return []
    current = ListedEntry.objects.filter(is_current=True, party__in=viewer.owners(Right.READ, Record.ROW))
    rows = current.values_list("submission", "party", "kind").annotate(n=Count("pk"), since=Min("recorded_at"))
    return [ListToCompare(*row) for row in rows.order_by("-since", "submission")]


def lists_replaced() -> list[str]:
    """Numbers of versions that pairs were found in and whose entries stand no more."""
    spoken = {number for lists in Tally.objects.values_list("lists", flat=True).distinct() for number in lists.split()}
    current = ListedEntry.objects.filter(submission=OuterRef("submission"), is_current=True)
    gone = ListedEntry.objects.filter(submission__in=spoken).exclude(Exists(current))
    return sorted(set(gone.values_list("submission", flat=True).distinct()))


def unfinished() -> list[Unfinished]:
    """What actions have still to do; for the task that finishes it."""
    return list(Unfinished.objects.order_by("pk")[:_AT_ONCE])


def comparisons_for(viewer: Viewer) -> QuerySet[Comparison]:
    """Comparisons: the neutral's alone, newest first."""
    kept = Comparison.objects.exclude(at=None).order_by("-at", "-number")
    return kept if NEUTRAL in viewer.owners(Right.READ, Record.COMPARISON) else kept.none()


def comparison_for(viewer: Viewer, number: str) -> Comparison:
    """One comparison.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = comparisons_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def pairs_of(comparison: Comparison) -> QuerySet[Pair]:
    """The pairs that a comparison weighed last; for whoever has fetched the comparison."""
    return comparison.pairs.order_by("number")


def pairs_hold(comparison: Comparison) -> bool:
    """Whether the pairs that a comparison weighed last are those whose digest the record keeps.

    False as well where a later comparison has weighed some of them anew: then the later one answers for those.
    """
    rows = comparison.pairs.values_list("left_entry", "right_entry", "probability", "decision", "verdict", "reasons")
    weighed = (
        WeighedPair(
            min(left, right), max(left, right), probability, decision, verdict, tuple((a, b, c) for a, b, c in reasons)
        )
        for left, right, probability, decision, verdict, reasons in rows.iterator()
    )
    return digest_of(sorted(weighed)) == comparison.pairs_sha256
