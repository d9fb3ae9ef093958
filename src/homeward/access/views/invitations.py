"""Invitations: those that wait for a second person, one, a new one; the link shown once."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from homeward.access import gate
from homeward.access.actions.invitations import confirm_invitation, invite, withdraw_invitation
from homeward.access.actions.members import NewMember
from homeward.access.doors import DeskRequest, door
from homeward.access.forms import InviteForm
from homeward.access.models import Invitation
from homeward.access.terms import InvitationKind, InvitationState, Record, Right, Role
from homeward.desk.listing import page_of
from homeward.errors import InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.words import Language

_OPEN = (InvitationState.WAITING, InvitationState.LINK_OUT)


@door(Record.INVITATION)
@require_safe
def invitations(request: DeskRequest) -> HttpResponse:
    """Invitations the viewer may see, newest first."""
    viewer = request.viewer
    page = page_of(gate.invitations_for(viewer), request, order=("-proposed_at", "-number"))
    waiting = set(gate.invitations_to_second(viewer).values_list("number", flat=True))
    told = {
        "page": page,
        "rows": [_told(one) | {"waits": one.number in waiting} for one in page],
        "waiting": len(waiting),
        "may_invite": viewer.may_on(Right.MAKE, Record.INVITATION, viewer.party),
    }
    return render(request, "access/invitations.html", told)


@door(Record.INVITATION, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Propose somebody as a new member."""
    viewer = request.viewer
    form = InviteForm(
        request.POST or None, viewer=viewer, languages=settings.LANGUAGES, initial={"language": viewer.language.value}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        joining = NewMember(
            sign_in_name=given["sign_in_name"],
            name=given["name"],
            party=viewer.party,
            roles=[Role(role) for role in given["roles"]],
            body=given["body"],
            language=Language(given["language"]),
        )
        try:
            return redirect("access:invitation", invite(by=viewer, joining=joining, request=_key(request)).number)
        except AlreadyRecorded as before:
            return redirect("access:invitation", before.subject)
        except InputRefused as refusal:
            for fault in refusal.faults:
                form.add_error(fault.column or None, [fault.found, fault.advice])
    told = {"form": form, "request_key": secrets.token_hex(16)}
    return render(request, "access/new_invitation.html", told, status=422 if form.errors else 200)


@door(Record.INVITATION)
@require_safe
def invitation(request: DeskRequest, number: str) -> HttpResponse:
    """One invitation."""
    return _one(request, number)


@door(Record.INVITATION, Right.SECOND)
@require_POST
@never_cache
def confirm(request: DeskRequest, number: str) -> HttpResponse:
    """Be the second person; the link is shown in the answer, and never again."""
    try:
        token = confirm_invitation(by=request.viewer, number=number, request=_key(request))
    except AlreadyRecorded:
        return redirect("access:invitation", number)
    except InputRefused as refusal:
        return _one(request, number, refusal=refusal)
    if not token:
        return redirect("access:invitation", number)
    return _one(request, number, link=request.build_absolute_uri(reverse("access:invitation_link", args=[token])))


@door(Record.INVITATION, Right.CHANGE)
@require_POST
def withdraw(request: DeskRequest, number: str) -> HttpResponse:
    """Take an invitation back."""
    try:
        withdraw_invitation(by=request.viewer, number=number, request=_key(request))
    except AlreadyRecorded:
        pass
    except InputRefused as refusal:
        return _one(request, number, refusal=refusal)
    return redirect("access:invitation", number)


def _one(request: DeskRequest, number: str, *, link: str = "", refusal: InputRefused | None = None) -> HttpResponse:
    viewer = request.viewer
    found = gate.invitation_for(viewer, number)
    told = _told(found)
    names = gate.member_names(viewer, {found.proposed_by, found.seconded_by} - {""})
    told |= {
        "proposed_by": names.get(found.proposed_by, found.proposed_by),
        "seconded_by": names.get(found.seconded_by, found.seconded_by),
        "may_confirm": gate.invitations_to_second(viewer).filter(pk=number).exists(),
        "may_withdraw": told["state"] in (*_OPEN, InvitationState.LAPSED)
        and viewer.may_on(Right.CHANGE, Record.INVITATION, found.party_id),
        "link": link,
        "faults": refusal.faults if refusal else (),
        "request_key": secrets.token_hex(16),
    }
    return render(request, "access/invitation_page.html", told, status=422 if refusal else 200)


def _told(found: Invitation) -> dict[str, object]:
    return {
        "invitation": found,
        "kind": InvitationKind(found.kind),
        "state": found.state_at(timezone.now()),
        "roles": [Role(role) for role in found.roles],
    }


def _key(request: DeskRequest) -> str:
    return request.POST.get("request", "")
