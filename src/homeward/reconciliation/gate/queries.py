"""Queries between the parties, and their answers."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from homeward.access.doors import NotThere
from homeward.access.terms import Reach, Record, Right
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import Answer, Query
from homeward.reconciliation.query_words import SOON, QueryState


def queries_for(viewer: Viewer) -> QuerySet[Query]:
    """Queries the viewer's party asked or was asked; the neutral's people see those between the sides too."""
    queries = Query.objects.all()
    reaches = viewer.reaches(Right.READ, Record.QUERY)
    if not reaches:
        return queries.none()
    if not viewer.is_neutral:
        return queries.filter(Q(asked_by=viewer.party) | Q(asked_of=viewer.party))
    return queries if Reach.SIDES in reaches or Reach.JOINT in reaches else queries.filter(asked_by=NEUTRAL)


def queries_in(viewer: Viewer, state: str, today: dt.date) -> QuerySet[Query]:
    """The viewer's queries that stand so on a day; all of them for ""."""
    queries = queries_for(viewer)
    soon = today + dt.timedelta(days=SOON)
    unanswered = queries.filter(answer="", withdrawn_at__isnull=True)
    match state:
        case QueryState.ANSWERED:
            return queries.exclude(answer="")
        case QueryState.WITHDRAWN:
            return queries.filter(answer="", withdrawn_at__isnull=False)
        case QueryState.LATE:
            return unanswered.filter(due_on__lt=today)
        case QueryState.DUE_SOON:
            return unanswered.filter(due_on__gte=today, due_on__lte=soon)
        case QueryState.WAITING:
            return unanswered.filter(due_on__gt=soon)
        case _:
            return queries


def query_for(viewer: Viewer, number: str) -> Query:
    """One query.

    Raises:
        NotThere: there is none for this viewer.
    """
    found = queries_for(viewer).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def answers_for(viewer: Viewer, query: Query) -> QuerySet[Answer]:
    """All answers to a query that the viewer has fetched, oldest first."""
    return Answer.objects.filter(query__in=queries_for(viewer), query=query).order_by("given_at", "number")


def today() -> dt.date:
    """The day by UTC, by which queries are due."""
    return timezone.now().date()
