"""Emergency access: opened for oneself, closed, reviewed by somebody else."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from homeward.access import gate
from homeward.access.actions.emergency import close_glass, open_glass, review_glass
from homeward.access.doors import DeskRequest, door
from homeward.access.forms import GlassForm, ReviewForm
from homeward.access.models import Glass, NameReading
from homeward.access.terms import GlassFinding, Record, Right, Role
from homeward.desk.listing import page_of
from homeward.errors import InputRefused
from homeward.ledger.actions import AlreadyRecorded


@door(Record.BREAK_GLASS)
@require_safe
def emergency(request: DeskRequest) -> HttpResponse:
    """Emergency accesses the viewer may see, newest first, and the form to open one."""
    return _all(request)


@door(Record.BREAK_GLASS, Right.MAKE)
@require_POST
def open_one(request: DeskRequest) -> HttpResponse:
    """Break the glass for oneself, in the session at hand."""
    form = GlassForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return _all(request, form)
    given = form.cleaned_data
    try:
        glass = open_glass(
            by=request.viewer,
            role=Role(given["role"]),
            reason=given["reason"],
            minutes=given["minutes"],
            request=request.POST.get("request", ""),
        )
    except AlreadyRecorded:
        return redirect("access:emergency")
    except InputRefused as refusal:
        for fault in refusal.faults:
            form.add_error(fault.column or None, [fault.found, fault.advice])
        return _all(request, form)
    request.session["glass"] = (glass.number, glass.role, glass.until.isoformat())
    return redirect("home")


@door(Record.BREAK_GLASS)
@require_safe
def one(request: DeskRequest, number: str) -> HttpResponse:
    """One emergency access, with what was read meanwhile."""
    return _one(request, number)


@door(Record.BREAK_GLASS, Right.MAKE)
@require_POST
def close(request: DeskRequest, number: str) -> HttpResponse:
    """Close it before its time."""
    close_glass(by=request.viewer, number=number)
    request.session.pop("glass", None)
    return redirect("access:emergency")


@door(Record.BREAK_GLASS, Right.SECOND)
@require_POST
def review(request: DeskRequest, number: str) -> HttpResponse:
    """Say whether it was justified."""
    form = ReviewForm(request.POST, language=request.viewer.language)
    if not form.is_valid():
        return _one(request, number, form)
    try:
        review_glass(
            by=request.viewer,
            number=number,
            finding=GlassFinding(form.cleaned_data["finding"]),
            reason=form.cleaned_data["reason"],
            request=request.POST.get("request", ""),
        )
    except AlreadyRecorded:
        pass
    except InputRefused as refusal:
        for fault in refusal.faults:
            form.add_error(fault.column or None, [fault.found, fault.advice])
        return _one(request, number, form)
    return redirect("access:glass", number)


def _all(request: DeskRequest, form: GlassForm | None = None) -> HttpResponse:
    viewer = request.viewer
    page = page_of(gate.glasses_for(viewer), request, order=("-opened_at", "-number"))
    names = gate.member_names(viewer, {glass.member_id for glass in page})
    waiting = set(gate.glasses_to_review(viewer).values_list("number", flat=True))
    told = {
        "page": page,
        "rows": [_told(glass, names) | {"waits": glass.number in waiting} for glass in page],
        "waiting": len(waiting),
        "form": form or GlassForm(viewer=viewer),
        "may_open": viewer.may_on(Right.MAKE, Record.BREAK_GLASS, viewer.party) and request.glass is None,
        "request_key": secrets.token_hex(16),
    }
    return render(request, "access/emergency.html", told, status=422 if form else 200)


def _one(request: DeskRequest, number: str, form: ReviewForm | None = None) -> HttpResponse:
    viewer = request.viewer
    glass = gate.glass_for(viewer, number)
    names = gate.member_names(viewer, {glass.member_id, glass.reviewed_by} - {""})
    meanwhile = NameReading.objects.filter(glass=number, party=glass.party_id)
    told = _told(glass, names) | {
        "reviewed_by": names.get(glass.reviewed_by, glass.reviewed_by),
        "readings": meanwhile.order_by("-sequence")[:50],
        "may_review": gate.glasses_to_review(viewer).filter(pk=number).exists(),
        "form": form or ReviewForm(language=viewer.language),
        "request_key": secrets.token_hex(16),
    }
    return render(request, "access/glass_page.html", told, status=422 if form else 200)


def _told(glass: Glass, names: dict[str, str]) -> dict[str, object]:
    return {
        "one": glass,
        "who": names.get(glass.member_id, glass.member_id),
        "role": Role(glass.role),
        "finding": GlassFinding(glass.finding) if glass.finding else None,
        "is_open": glass.closed_at is None and timezone.now() < glass.until,
    }
