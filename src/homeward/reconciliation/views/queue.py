"""The queue of pairs: filters that are addresses, a table of fifty, many decided together after a look."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from homeward.access.doors import DeskRequest, door, need
from homeward.access.gate import party_names
from homeward.access.terms import Record, Right
from homeward.desk.listing import page_of
from homeward.desk.workbook_out import XLSX, to_take_home, workbook
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.reconciliation.actions import MOST_AT_ONCE, find_pairs, put_pairs, second_findings
from homeward.reconciliation.gate import Filter, counts_for, filtered, rule_in_force, sure, to_second
from homeward.reconciliation.pictures import probability_text
from homeward.reconciliation.states import Ground, PairState, Said
from homeward.reconciliation.views.showing import form_key, lines_for_page, more_chips, state_chips
from homeward.words import _, say

#: Together only what is as good as certain and has nothing against it.
SURE = 0.999
_MOST_EXPORTED = 10_000
_ORDER = ("rank", "pair_id")


@door(Record.PAIR)
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """The viewer's pairs: those that wait, unless the address asks for others."""
    viewer = request.viewer
    asked = Filter.asked(request.GET)
    counts = counts_for(viewer, asked)
    parties = {code: names.get(viewer.language, code) for code, names in party_names().items()}
    lines = filtered(viewer, asked).select_related("pair")
    page = page_of(lines, request, order=_ORDER)
    may_decide = viewer.may(Right.DECIDE, Record.PAIR)
    told = {
        "asked": asked,
        "address": asked.address(),
        "counts": counts.states,
        "chips": state_chips(viewer, asked, counts, parties),
        "more": more_chips(viewer, asked, counts),
        "asked_fields": asked.parts("text"),
        "without_text": asked.address(text="", lists=""),
        "may_export": viewer.may(Right.EXPORT, Record.STATISTICS),
        "everything": asked.address(state="", waiting_for="", against="", inside="", text="", lists=""),
        "page": page,
        "lines": lines_for_page(viewer, page.rows),
        "may_decide": may_decide,
        "may_compare": viewer.may(Right.MAKE, Record.COMPARISON),
        "needs_rule": viewer.is_neutral and counts.states[PairState.FOUND] and rule_in_force(viewer.sides) is None,
        "may_put": viewer.is_neutral and counts.states[PairState.FOUND] and may_decide,
    }
    return render(request, "reconciliation/queue.html", told)


@door(Record.PAIR, Right.DECIDE)
@require_safe
def first(request: DeskRequest) -> HttpResponse:
    """To the first pair that a filter lets through; back to the queue where there is none."""
    asked = Filter.asked(request.GET)
    line = filtered(request.viewer, asked).order_by(*_ORDER).first()
    if line is None:
        return redirect(f"{reverse('reconciliation:queue')}?{asked.address()}")
    return redirect(f"{reverse('reconciliation:pair', args=[line.pair_id])}?{asked.address()}")


@door(Record.PAIR, Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: DeskRequest) -> HttpResponse:
    """Many pairs by one step: all of them shown first; only those as good as certain, with nothing against."""
    viewer = request.viewer
    if request.method == "POST":
        return _together(request)
    is_second = request.GET.get("step") == "second"
    lines = to_second(viewer) if is_second else sure(viewer, SURE)
    lines = lines.select_related("pair").order_by("-rank", "-pair_id")
    shown = lines_for_page(viewer, lines[:MOST_AT_ONCE])
    told = {
        "lines": shown,
        "is_second": is_second,
        "key": form_key(),
        "most": MOST_AT_ONCE,
        "percent": probability_text(SURE, viewer.language),
    }
    return render(request, "reconciliation/together.html", told)


def _together(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    key = request.POST.get("request", "")
    try:
        match request.POST.get("step"):
            case "put":
                need(viewer, Record.PAIR, Right.DECIDE)
                while put_pairs(by=viewer):
                    pass
                return redirect(f"{reverse('reconciliation:queue')}?state={PairState.PUT.value}")
            case "second":
                second_findings(by=viewer, pairs=request.POST.getlist("pair"), request=key)
                return redirect(f"{reverse('reconciliation:queue')}?state={PairState.SECOND.value}")
            case _:
                pairs = request.POST.getlist("pair")
                find_pairs(by=viewer, pairs=pairs, said=Said.SAME, grounds=[Ground.ENTRIES], request=key)
    except AlreadyRecorded:
        pass
    return redirect(f"{reverse('reconciliation:queue')}?state={PairState.SECOND.value}")


@door(Record.STATISTICS, Right.EXPORT)
@require_safe
def export(request: DeskRequest) -> HttpResponse:
    """The pairs shown, as a workbook: numbers and states, no names; for names a person opens the pair."""
    viewer = request.viewer
    need(viewer, Record.PAIR, Right.READ)
    lines = filtered(viewer, Filter.asked(request.GET)).order_by(*_ORDER)
    if lines[_MOST_EXPORTED:].exists():
        raise InputRefused([Fault("", "", 0, "", "", _("More than 10,000 pairs: choose fewer by the filters above."))])
    parties = {code: names.get(viewer.language, code) for code, names in party_names().items()}
    headings = [say(text, viewer.language) for text in (_("pair"), _("state"), _("waiting for"), _("since"))]
    rows = (
        (
            line.pair_id,
            say(PairState(line.state).label, viewer.language),
            ", ".join(parties[side] for side in line.waiting_for.split()),
            line.since.strftime("%Y-%m-%d %H:%M UTC"),
        )
        for line in lines.iterator()
    )
    return to_take_home(workbook(headings, rows, say(_("pairs"), viewer.language)), XLSX, "pairs.xlsx")
