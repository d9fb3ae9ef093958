"""Comparing lists: which, how far it is, what came of it, whether what stands is what was kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.desk.listing import page_of
from homeward.jobs.actions import enqueue
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.gate import ListToCompare, comparison_for, comparisons_for, lists_to_compare, pairs_hold
from homeward.reconciliation.lists import KINDS
from homeward.reconciliation.views.showing import form_key
from homeward.words import _

#: Up to so many pairs the digest is checked whenever the page is opened.
_CHECKED_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list to be chosen."""

    row: ListToCompare
    kind: str


@door(Record.COMPARISON)
@require_safe
def comparisons(request: DeskRequest) -> HttpResponse:
    """All comparisons, newest first."""
    page = page_of(comparisons_for(request.viewer), request, order=("-at", "-number"))
    told = {"page": page, "may_compare": request.viewer.may(Right.MAKE, Record.COMPARISON)}
    return render(request, "reconciliation/comparisons.html", told)


@door(Record.COMPARISON, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Choose lists; they are compared in the background."""
    viewer = request.viewer
    lists = lists_to_compare(viewer)
    fault = ""
    if request.method == "POST":
        chosen = sorted(set(request.POST.getlist("list")) & {one.number for one in lists})
        if chosen:
            key = request.POST.get("request", "")
            job = enqueue("reconciliation.compare", {"lists": chosen}, party=NEUTRAL, person=viewer.person, key=key)
            return redirect("work", job.number)
        fault = _("Choose at least one list: several are compared, one alone is searched for duplicates.")
    shown = [ShownList(one, KINDS.get(one.kind, one.kind)) for one in lists]
    told = {"lists": shown, "fault": fault, "key": form_key()}
    return render(request, "reconciliation/compare.html", told, status=422 if fault else 200)


@door(Record.COMPARISON)
@require_safe
def comparison(request: DeskRequest, number: str) -> HttpResponse:
    """What one comparison came to; its pairs are checked against the digest in the record."""
    found = comparison_for(request.viewer, number)
    count = found.pairs.count()
    is_asked = "check" in request.GET or count <= _CHECKED_AT_ONCE
    told = {
        "comparison": found,
        "entry": found.entry,
        "pairs": count,
        "lists": [
            {"number": number, "party": found.submissions.get(number, NEUTRAL)} | counted
            for number, counted in sorted(found.counts.get("lists", {}).items())
        ],
        "holds": pairs_hold(found) if is_asked and count else None,
    }
    return render(request, "reconciliation/comparison.html", told)
