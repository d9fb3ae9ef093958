"""The review screen: one pair, two columns, why, and three keys; the next pair takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.reconciliation.actions import find_pairs, retract_finding, second_findings
from homeward.reconciliation.gate import (
    Filter,
    counts_for,
    elsewhere_for,
    filtered,
    findings_for,
    line_for,
    put_pair,
    queries_for,
)
from homeward.reconciliation.models import Finding, QueueLine
from homeward.reconciliation.states import Ground, PairState, Said
from homeward.reconciliation.views.showing import SHAPES, figure, form_key, lines_for_page, pair_for_page, party_name
from homeward.words import _, say

_ORDER = ("rank", "pair_id")
_RESULTS = (PairState.AGREED_SAME, PairState.AGREED_DIFFERENT, PairState.DIFFER, PairState.UNCLEAR)
_TO_DECIDE = (PairState.WAITING, PairState.ASKED, PairState.APART)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """What a party found, in words."""

    row: Finding
    said: Said
    grounds: tuple[Ground, ...]


@door(Record.PAIR)
@require_safe
def pair(request: DeskRequest, number: str) -> HttpResponse:
    """One pair; with HTMX only its part of the page."""
    return _shown(request, line_for(request.viewer, number), request.GET)


@door(Record.PAIR, Right.DECIDE)
@require_POST
def find(request: DeskRequest, number: str) -> HttpResponse:
    """A first person decides, and the next pair is shown."""
    viewer = request.viewer
    line = line_for(viewer, number)
    said = request.POST.get("said", "")
    grounds = [Ground(ground) for ground in request.POST.getlist("ground") if ground in set(Ground)]
    reason, key = request.POST.get("reason", ""), request.POST.get("request", "")
    try:
        if said not in set(Said):
            raise InputRefused([Fault("", "", 0, "", "", _("Choose what you say of these two entries."))])
        find_pairs(by=viewer, pairs=[number], said=Said(said), grounds=grounds, reason=reason, request=key)
    except AlreadyRecorded:
        pass
    except InputRefused as refused:
        return _shown(request, line_for(viewer, number), request.POST, faults=refused.faults)
    return _onward(request, line, said)


@door(Record.PAIR, Right.SECOND)
@require_POST
def second(request: DeskRequest, number: str) -> HttpResponse:
    """A second person joins, and the next pair is shown."""
    viewer = request.viewer
    line = line_for(viewer, number)
    try:
        second_findings(by=viewer, pairs=[number], request=request.POST.get("request", ""))
    except AlreadyRecorded:
        pass
    except InputRefused as refused:
        return _shown(request, line_for(viewer, number), request.POST, faults=refused.faults)
    return _onward(request, line, "second")


@door(Record.PAIR, Right.DECIDE)
@require_POST
def retract(request: DeskRequest, number: str) -> HttpResponse:
    """What the own party found is taken back, and the pair is shown again."""
    viewer = request.viewer
    because, key = request.POST.get("because", ""), request.POST.get("request", "")
    try:
        retract_finding(by=viewer, pair=number, because=because, request=key)
    except AlreadyRecorded:
        pass
    except InputRefused as refused:
        return _shown(request, line_for(viewer, number), request.POST, faults=refused.faults)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        answer = _shown(request, line_for(viewer, number), request.POST)
        answer["HX-Push-Url"] = _address(number, Filter.asked(request.POST))
        return answer
    return redirect(_address(number, Filter.asked(request.POST)))


def _address(number: str, asked: Filter, **more: str) -> str:
    parameters = "&".join(
        part for part in (asked.address(), *(f"{key}={value}" for key, value in more.items())) if part
    )
    return f"{reverse('reconciliation:pair', args=[number])}{'?' if parameters else ''}{parameters}"


def _onward(request: DeskRequest, line: QueueLine, said: str) -> HttpResponse:
    """To the next pair of the same filter; to the queue after the last."""
    asked = Filter.asked(request.POST)
    _before, after = neighbours(request.viewer, line, asked)
    done = f"{line.pair_id}.{said}"
    if after is None:
        address = f"{reverse('reconciliation:queue')}?{asked.address()}"
        if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            answer = HttpResponse()
            answer["HX-Redirect"] = address
            return answer
        return redirect(address)
    address = _address(after.pair_id, asked, done=done)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(address)
    shown = QueryDict(address.partition("?")[2])
    answer = _shown(request, line_for(request.viewer, after.pair_id), shown)
    answer["HX-Push-Url"] = address
    return answer


def neighbours(viewer: Viewer, line: QueueLine, asked: Filter) -> tuple[QueueLine | None, QueueLine | None]:
    """The lines before and after one in the order of review; after the last comes the first again."""
    lines = filtered(viewer, asked).exclude(pk=line.pk)
    later = Q(rank__gt=line.rank) | Q(rank=line.rank, pair__gt=line.pair_id)
    after = lines.filter(rank__gte=line.rank).filter(later).order_by(*_ORDER).first() or lines.order_by(*_ORDER).first()
    turned = [f"-{column}" for column in _ORDER]
    before = lines.filter(rank__lte=line.rank).exclude(later).order_by(*turned).first()
    return before, after


def _shown(request: DeskRequest, line: QueueLine, asked_by: QueryDict, faults: Any = ()) -> HttpResponse:
    viewer = request.viewer
    asked = Filter.asked(asked_by)
    shown = pair_for_page(viewer, line.pair)
    before, after = neighbours(viewer, line, asked)
    findings = [
        ShownFinding(row, Said(row.said), tuple(Ground(ground) for ground in row.grounds))
        for row in findings_for(viewer, [line.pair_id])
    ]
    own = next((one for one in findings if one.row.party == viewer.party and not one.row.retracted_at), None)
    state = PairState(line.state)
    may_decide = viewer.may(Right.DECIDE, Record.PAIR)
    is_first = own is not None and own.row.first_by == viewer.person
    put = put_pair(line.pair_id)
    told = {
        "line": line,
        "pair": line.pair,
        "shown": shown,
        "state": state,
        "state_class": SHAPES.get(state, "person"),
        "picture": figure(shown.picture) if shown.picture else "",
        "waiting": [party_name(viewer, side) for side in line.waiting_for.split()],
        "has_quiet": any(side.has_health_note or side.more for side in shown.sides),
        "asked": asked,
        "filter": asked.parts(),
        "address": asked.address(),
        "before": before,
        "after": after,
        "findings": findings if viewer.is_neutral or state in _RESULTS or own else [],
        "own": own,
        "is_first": is_first,
        "elsewhere": lines_for_page(viewer, elsewhere_for(viewer, line.pair)),
        "put": put,
        "may_decide": may_decide and state in _TO_DECIDE and line.pair.is_current,
        "may_second": may_decide and state is PairState.SECOND and not is_first,
        "may_undo": may_decide and own is not None and not own.row.second_by,
        "may_reopen": may_decide and own is not None and own.row.second_by and not (viewer.is_neutral and put),
        "may_ask": viewer.may(Right.MAKE, Record.QUERY) and line.pair.left_party != line.pair.right_party,
        "queries": queries_for(viewer).filter(pair=line.pair_id).order_by("-asked_at", "number"),
        "grounds": list(Ground),
        "key": form_key(),
        "counts": counts_for(viewer, asked).states,
        "done": _done(asked_by.get("done", ""), viewer),
        "faults": faults,
        "is_inside": line.pair.left_party == line.pair.right_party,
    }
    template = "reconciliation/pair_part.html" if request.htmx else "reconciliation/pair.html"  # type: ignore[attr-defined]  # set by django-htmx
    return render(request, template, told, status=422 if faults else 200)


def _done(done: str, viewer: Viewer) -> dict[str, str] | None:
    """What was said last, to be undone: the pair and the words."""
    number, _dot, said = done.partition(".")
    if said in set(Said):
        return {"number": number, "words": say(Said(said).label, viewer.language), "is_first": "yes"}
    if said == "second":
        return {"number": number, "words": say(_("confirmed by you as the second person"), viewer.language)}
    return None
