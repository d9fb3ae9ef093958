"""Home: what waits for the viewer, what the viewer's party did last, how the record stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.access.doors import DeskRequest, every_member
from homeward.access.gate import waiting_for as waiting_in_access
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.intake.gate import waiting_for as waiting_in_intake
from homeward.ledger.action_words import action_name
from homeward.ledger.gate import latest_entries
from homeward.reconciliation.gate import waiting_for as waiting_in_reconciliation
from homeward.register.gate import waiting_for as waiting_in_register
from homeward.web.offices import OFFICES

#: Acts of the own party that home shows, among so many of its newest entries.
_SHOWN, _LATEST = 8, 60
#: What the record does by itself, and readings, would push out what people did.
_OF_THE_RECORD_ITSELF = ("ledger.keep_cosignatures", "ledger.make_checkpoint", "ledger.read_names")
_ROOMS = (waiting_in_reconciliation, waiting_in_intake, waiting_in_register, waiting_in_access)


@dataclass(frozen=True, slots=True)
class DoneAct:
    """An entry of the record as home shows it."""

    sequence: int
    instant: dt.datetime
    what: str
    subject: str


@every_member
def home(request: DeskRequest) -> HttpResponse:
    """What waits for the viewer."""
    viewer = request.viewer
    today = timezone.now().date()
    waiting = waiting_everywhere(viewer)
    acts = latest_acts(viewer)
    due = [line for line in waiting if line.due is not None and line.due <= today]
    context = {
        "waiting": waiting,
        "count": sum(line.count for line in waiting),
        "is_late": any(line.due is not None and line.due < today for line in due),
        "is_due_today": bool(due),
        "next_due": min((line.due for line in waiting if line.due is not None), default=None),
        "today": today,
        "office": OFFICES[viewer.role],
        "acts": acts,
        "entry": acts[0].sequence if acts else None,
    }
    return render(request, "web/home.html", context)


def waiting_everywhere(viewer: Viewer) -> list[Waiting]:
    """The lines of all rooms: what is due first stands first, then room by room."""
    lines = [line for room in _ROOMS for line in room(viewer)]
    return sorted(lines, key=lambda line: line.due or dt.date.max)


def latest_acts(viewer: Viewer) -> Sequence[DoneAct]:
    """The newest entries that the viewer's party may see, for who may see entries at all."""
    if not viewer.may(Right.READ, Record.RECORD_ENTRY):
        return []
    acts = [
        DoneAct(view.sequence, view.instant, action_name(view.action, viewer.language), view.subject)
        for view in latest_entries(viewer.party, _LATEST)
        if view.action not in _OF_THE_RECORD_ITSELF
    ]
    return acts[:_SHOWN]
