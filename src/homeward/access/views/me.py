"""One's own page: factors, open sessions, the office acted in, the purpose, the language."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from homeward.access.doors import DeskRequest, NotThere, every_member
from homeward.access.models import Grant
from homeward.access.terms import Role
from homeward.ledger.terms import Purpose


@every_member
@require_safe
def me(request: DeskRequest) -> HttpResponse:
    """The viewer's own page."""
    viewer = request.viewer
    grants = Grant.objects.filter(member=viewer.person, until=None)
    sessions = UserSession.objects.filter(user=viewer.person).order_by("-created_at")
    told = {
        "roles": sorted(Role(grant.role) for grant in grants),
        "purposes": list(Purpose),
        "sessions": [(session, session.session_key == request.session.session_key) for session in sessions],
        "languages": settings.LANGUAGES,
    }
    return render(request, "access/me.html", told | _factors_of(viewer.person))


@every_member
@require_POST
def office(request: DeskRequest) -> HttpResponse:
    """Act in another of one's offices from now on."""
    role = request.POST.get("role", "")
    if Grant.objects.filter(member=request.viewer.person, role=role, until=None).exists():
        request.session["role"] = role
        request.session.pop("glass", None)
    return _back(request)


@every_member
@require_POST
def purpose(request: DeskRequest) -> HttpResponse:
    """Act for another purpose from now on."""
    chosen = request.POST.get("purpose", "")
    if chosen in set(Purpose):
        request.session["purpose"] = chosen
    return _back(request)


@every_member
@require_POST
def end_session(request: DeskRequest, number: int) -> HttpResponse:
    """End one of one's own open sessions."""
    session = UserSession.objects.filter(user=request.viewer.person, pk=number).first()
    if session is None:
        raise NotThere
    session.end()
    return redirect("access:me")


@login_required
@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    """Where allauth leads after a factor was changed: one's own page, or the first steps before there is one."""
    return redirect("access:me" if request.session.get("second_factor") else "access:first_steps")


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a passkey away, unless it is the only second factor."""
    found = Authenticator.objects.filter(user=request.user.pk, type__in=_SECOND).exclude(pk=pk)
    if not found.exists():
        return render(request, "access/only_factor.html", status=422)
    removed: HttpResponseBase = remove_webauthn(request, pk=pk)
    return removed


_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def _factors_of(person: str) -> dict[str, object]:
    found = list(Authenticator.objects.filter(user_id=person).order_by("created_at"))
    codes = next((one.wrap() for one in found if one.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "totp": next((one for one in found if one.type == Authenticator.Type.TOTP), None),
        "passkeys": [one.wrap() for one in found if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
    }


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "access:me")
