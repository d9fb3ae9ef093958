"""Members of the commission by party, one member, and what is proposed or ended for one."""

from __future__ import annotations

import secrets
from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.access import gate
from homeward.access.actions.invitations import propose_for_member
from homeward.access.actions.members import end_grant, end_membership
from homeward.access.doors import DeskRequest, NotThere, door
from homeward.access.forms import MoreOfficesForm, ReasonForm
from homeward.access.models import Grant, Member
from homeward.access.terms import InvitationKind, Record, Right, Role
from homeward.errors import InputRefused
from homeward.ledger.actions import AlreadyRecorded


@door(Record.MEMBER)
@require_safe
def members(request: DeskRequest) -> HttpResponse:
    """Who belongs to the commission, of the parties whose members the viewer may see."""
    viewer = request.viewer
    rows = gate.members_for(viewer).order_by("name", "number").prefetch_related("grants")
    is_past = request.GET.get("state") == "ended"
    chips = {state: rows.filter(ended_at__isnull=state == "current").count() for state in ("current", "ended")}
    shown = [member for member in rows if (member.ended_at is not None) == is_past]
    parties = [(code, [_told(member) for member in shown if member.party_id == code]) for code in viewer.parties]
    told = {
        "parties": [(code, some) for code, some in parties if some],
        "chips": chips,
        "is_past": is_past,
        "may_invite": viewer.may_on(Right.MAKE, Record.INVITATION, viewer.party),
    }
    return render(request, "access/members.html", told)


@door(Record.MEMBER)
@require_safe
def member(request: DeskRequest, number: str) -> HttpResponse:
    """One member."""
    return _one(request, number)


@door(Record.INVITATION, Right.CHANGE)
@require_http_methods(["POST"])
def end(request: DeskRequest, number: str) -> HttpResponse:
    """End a membership."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _one(request, number, reason_form=form)
    try:
        end_membership(by=request.viewer, number=number, reason=form.cleaned_data["reason"], request=_key(request))
    except InputRefused as refusal:
        return _one(request, number, refusal=refusal)
    except AlreadyRecorded:
        pass
    return redirect("access:member", number)


@door(Record.INVITATION, Right.CHANGE)
@require_POST
def end_office(request: DeskRequest, number: str, grant: str) -> HttpResponse:
    """End one office of a member."""
    if not Grant.objects.filter(pk=grant, member=number).exists():
        raise NotThere
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _one(request, number, reason_form=form)
    with suppress(AlreadyRecorded):
        end_grant(by=request.viewer, number=grant, reason=form.cleaned_data["reason"], request=_key(request))
    return redirect("access:member", number)


@door(Record.INVITATION, Right.MAKE)
@require_POST
def propose(request: DeskRequest, number: str, kind: str) -> HttpResponse:
    """Propose a new way in, a return, or one more office for a member."""
    if kind not in set(InvitationKind) - {InvitationKind.JOIN}:
        raise NotThere
    what = InvitationKind(kind)
    roles: list[Role] = []
    if what is not InvitationKind.RENEWAL:
        viewer = request.viewer
        form = MoreOfficesForm(request.POST, member=gate.member_for(viewer, number), language=viewer.language)
        if not form.is_valid():
            return _one(request, number, offices_form=form)
        roles = [Role(role) for role in form.cleaned_data["roles"]]
    try:
        made = propose_for_member(by=request.viewer, number=number, kind=what, roles=roles, request=_key(request))
    except InputRefused as refusal:
        return _one(request, number, refusal=refusal)
    except AlreadyRecorded as before:
        return redirect("access:invitation", before.subject)
    return redirect("access:invitation", made.number)


def _one(
    request: DeskRequest,
    number: str,
    *,
    reason_form: ReasonForm | None = None,
    offices_form: MoreOfficesForm | None = None,
    refusal: InputRefused | None = None,
) -> HttpResponse:
    viewer = request.viewer
    found = gate.member_for(viewer, number)
    is_other = found.number != viewer.person
    told = {
        "told": _told(found),
        "grants": [(grant, Role(grant.role)) for grant in found.grants.order_by("since", "number")],
        "may_end": is_other and viewer.may_on(Right.CHANGE, Record.INVITATION, found.party_id),
        "may_propose": is_other and viewer.may_on(Right.MAKE, Record.INVITATION, found.party_id),
        "reason_form": reason_form or ReasonForm(),
        "offices_form": offices_form or MoreOfficesForm(member=found, language=viewer.language),
        "faults": refusal.faults if refusal else (),
        "request_key": secrets.token_hex(16),
    }
    is_refused = refusal or (reason_form and reason_form.errors) or (offices_form and offices_form.errors)
    return render(request, "access/member.html", told, status=422 if is_refused else 200)


def _told(member: Member) -> dict[str, object]:
    roles = sorted(Role(grant.role) for grant in member.grants.all() if grant.until is None)
    return {"member": member, "roles": roles}


def _key(request: DeskRequest) -> str:
    return request.POST.get("request", "")
