"""The page of one's own keys for the API: make one, see it once, end it."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from homeward.access.api_keys import MOST_DAYS, end_key, keys_of, make_key
from homeward.access.doors import DeskRequest, every_member
from homeward.access.models import ApiKey
from homeward.access.terms import Role
from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded
from homeward.ledger.terms import Purpose


@every_member
@require_safe
def keys(request: DeskRequest) -> HttpResponse:
    """The viewer's keys, and the form for another."""
    return _shown(request)


@every_member
@require_POST
@never_cache
def make(request: DeskRequest) -> HttpResponse:
    """Make a key and show it this once."""
    given = request.POST
    days = given.get("days", "")
    try:
        _key, secret = make_key(
            by=request.viewer,
            name=given.get("name", ""),
            days=int(days) if days.isdecimal() and len(days) < 5 else 0,
            request=given.get("request", ""),
        )
    except InputRefused as refusal:
        return _shown(request, faults=refusal.faults, status=422)
    except AlreadyRecorded:
        return redirect("keys")
    return _shown(request, secret=secret)


@every_member
@require_POST
def end(request: DeskRequest, number: str) -> HttpResponse:
    """End a key; one that is not the viewer's, or has ended, changes nothing and says nothing."""
    try:
        end_key(by=request.viewer, number=number)
    except ApiKey.DoesNotExist:
        return redirect("keys")
    return redirect("keys")


def _shown(
    request: DeskRequest, *, secret: str = "", faults: tuple[Fault, ...] = (), status: int = 200
) -> HttpResponse:
    told = [{"key": key, "role": Role(key.role), "purpose": Purpose(key.purpose)} for key in keys_of(request.viewer)]
    told_with = {
        "keys": told,
        "secret": secret,
        "faults": faults,
        "most_days": MOST_DAYS,
        "request_key": secrets.token_hex(16),
    }
    return render(request, "web/keys.html", told_with, status=status)
