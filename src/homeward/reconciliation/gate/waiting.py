"""What of reconciliation waits for a viewer."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.reconciliation.gate.queries import queries_for
from homeward.reconciliation.gate.queue import Filter, counts_for
from homeward.reconciliation.gate.sharing import rules_for
from homeward.reconciliation.models import SharingConsent
from homeward.reconciliation.states import PairState
from homeward.words import _n


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """What of reconciliation waits for the viewer."""
    found = []
    if viewer.may(Right.DECIDE, Record.PAIR):
        states = counts_for(viewer, Filter()).states
        lines = (
            (PairState.WAITING, *_n("{n} pair waits for a first person", "{n} pairs wait for a first person")),
            (PairState.SECOND, *_n("{n} pair needs a second person", "{n} pairs need a second person")),
            (PairState.FOUND, *_n("{n} pair is not yet put to the sides", "{n} pairs are not yet put to the sides")),
        )
        for state, one, many in lines:
            if states[state] > 0:
                found.append(Waiting(states[state], one, many, f"/reconcile/?state={state.value}"))
    if viewer.may(Right.CHANGE, Record.QUERY):
        to_answer = queries_for(viewer).filter(asked_of=viewer.party, answer="", withdrawn_at__isnull=True)
        due = to_answer.order_by("due_on").values_list("due_on", flat=True).first()
        if due:
            found.append(
                Waiting(
                    to_answer.count(),
                    *_n("{n} query waits for your answer", "{n} queries wait for your answer"),
                    "/queries/answer/",
                    due,
                )
            )
    if viewer.may(Right.DECIDE, Record.SHARING) and not viewer.is_neutral:
        agreed = SharingConsent.objects.filter(rule=OuterRef("pk"), party=viewer.party)
        rules = rules_for(viewer).exclude(Exists(agreed)).count()
        if rules:
            found.append(
                Waiting(
                    rules,
                    *_n(
                        "{n} proposal of what is shown for a decision waits for your side",
                        "{n} proposals of what is shown for a decision wait for your side",
                    ),
                    "/sharing/",
                )
            )
    return found
