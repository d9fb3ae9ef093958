"""What both sides agree to show each other, proposed, consented to, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.reconciliation.actions import consent_to_rule, propose_rule, withdraw_consent
from homeward.reconciliation.gate import rule_in_force, rules_for
from homeward.reconciliation.models import SharingConsent, SharingRule
from homeward.reconciliation.shared_columns import SHAREABLE, USUAL
from homeward.reconciliation.views.showing import form_key
from homeward.register.entries import COLUMNS


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with the consents of both sides, in the viewer's order of sides."""

    row: SharingRule
    columns: Sequence[str]
    consents: Sequence[tuple[str, SharingConsent | None]]
    is_in_force: bool
    is_mine_to_consent: bool
    is_mine_to_withdraw: bool


@door(Record.SHARING)
@require_safe
def rules(request: DeskRequest) -> HttpResponse:
    """The rule in force, proposals, and what was withdrawn."""
    viewer = request.viewer
    current = rule_in_force(viewer.sides)
    may = viewer.may(Right.DECIDE, Record.SHARING) and not viewer.is_neutral
    shown = []
    for rule in rules_for(viewer)[:50]:
        live = {consent.party: consent for consent in rule.consents.all() if consent.withdrawn_at is None}
        mine = live.get(viewer.party)
        shown.append(
            ShownRule(
                rule,
                [COLUMNS[column] for column in rule.columns],
                [(side, live.get(side)) for side in viewer.sides],
                current is not None and rule.pk == current.pk,
                may and mine is None,
                may and mine is not None,
            )
        )
    told = {
        "rules": shown,
        "current": current,
        "may_propose": viewer.may(Right.MAKE, Record.SHARING),
        "key": form_key(),
    }
    return render(request, "reconciliation/sharing.html", told)


@door(Record.SHARING, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: DeskRequest) -> HttpResponse:
    """Columns chosen one by one, the usual ones set."""
    chosen, note = list(USUAL), ""
    faults: Sequence[Fault] = ()
    if request.method == "POST":
        chosen, note = request.POST.getlist("columns"), request.POST.get("note", "")
        try:
            propose_rule(by=request.viewer, columns=chosen, note=note, request=request.POST.get("request", ""))
        except AlreadyRecorded:
            return redirect("reconciliation:sharing")
        except InputRefused as refused:
            faults = refused.faults
        else:
            return redirect("reconciliation:sharing")
    columns = [(column, COLUMNS[column], column in chosen) for column in SHAREABLE]
    told = {"columns": columns, "note": note, "faults": faults, "key": form_key()}
    return render(request, "reconciliation/propose.html", told, status=422 if faults else 200)


@door(Record.SHARING, Right.DECIDE)
@require_POST
def consent(request: DeskRequest, number: str) -> HttpResponse:
    """The viewer's side consents."""
    with suppress(AlreadyRecorded):
        consent_to_rule(by=request.viewer, rule=number, request=request.POST.get("request", ""))
    return redirect("reconciliation:sharing")


@door(Record.SHARING, Right.DECIDE)
@require_POST
def withdraw(request: DeskRequest, number: str) -> HttpResponse:
    """The viewer's side takes its consent back."""
    with suppress(AlreadyRecorded):
        withdraw_consent(by=request.viewer, rule=number, request=request.POST.get("request", ""))
    return redirect("reconciliation:sharing")
