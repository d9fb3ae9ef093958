"""What comes before a session with both factors: the lock after wrong attempts, the link of an invitation, first steps.

Name, password and code themselves are allauth's pages, in templates and forms of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from axes.models import AccessAttempt
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from homeward.access.actions.invitations import accept_invitation
from homeward.access.actions.signing_in import THE_DESK, lock_out
from homeward.access.forms import AcceptForm
from homeward.access.gate import invitation_of_link
from homeward.access.models import Member
from homeward.access.terms import Role


def locked_out(
    request: HttpRequest, _answer: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Say that there were too many wrong attempts, in the same words whether there is such a name or not."""
    name = str((credentials or {}).get("username") or "")
    address = request.META.get("REMOTE_ADDR", "")
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address).order_by("-attempt_time")
    last = attempts.values_list("attempt_time", flat=True).first()
    told = f"{name}\0{address}\0{last}"
    lock_out(by=THE_DESK, name=name, request=f"lock {hashlib.sha256(told.encode()).hexdigest()[:32]}")
    return render(request, "access/locked_out.html", status=429)


@require_safe
@never_cache
def first_steps(request: HttpRequest) -> HttpResponse:
    """What a member does who has no second factor yet; whoever holds no office any more is told so and signed out."""
    member = request.user
    if not isinstance(member, Member):
        return redirect("account_login")
    if not member.grants.filter(until=None).exists():
        logout(request)
        return render(request, "access/no_office.html", status=403)
    if request.session.get("second_factor"):
        return redirect("home")
    return render(request, "access/first_steps.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the one-time link of an invitation opens: choose a password, then the second factor."""
    found = invitation_of_link(token)
    if "language" not in request.COOKIES:
        request.language = found.language  # type: ignore[attr-defined]  # set by the middleware
        translation.activate(found.language)
    form = AcceptForm(request.POST or None, sign_in_name=found.sign_in_name)
    if request.method == "POST" and form.is_valid():
        member = accept_invitation(by=THE_DESK, token=token, password=form.cleaned_data["password1"])
        if request.user.is_authenticated:
            logout(request)
        perform_login(request, Login(user=member))
        reauthenticate_by_password(request)  # it was written this moment
        return redirect("access:first_steps")
    roles = [Role(role) for role in found.roles]
    status = 422 if form.errors else 200
    return render(request, "access/invitation.html", {"form": form, "invitation": found, "roles": roles}, status=status)
