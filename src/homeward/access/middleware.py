"""Who is looking, worked out once for every request: ``request.viewer``, ``request.language``, ``request.glass``.

Whoever has not signed in with both factors reaches the addresses in ``OPEN_TO_ALL`` and nothing else. A session ends
after half an hour without a request, and after twelve hours in any case. Two small queries a request, the member and
the offices, and one more while the glass is broken; the rest stands in the session.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Callable
from urllib.parse import quote

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from homeward.access.doors import OpenGlass
from homeward.access.models import Glass, Member, Party
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.words import Language

#: Beginnings of addresses that need no member: signing in, invitations, what a browser loads beside a page. The API
#: lets nobody in by its address: each operation asks for a session or for a key.
OPEN_TO_ALL = ("/static/", "/sign-in/", "/invitation/", "/alive", "/language/", "/api/", "/demo/")
#: Pages that renew themselves: they keep nobody's session alive.
_RENEWS_ITSELF = "/jobs/"

IDLE_SECONDS = 30 * 60
SESSION_SECONDS = 12 * 3600
_SEEN_AT_MOST_EVERY = 60

Answer = Callable[[HttpRequest], HttpResponse]


def viewer_middleware(answer: Answer) -> Answer:
    """Put ``viewer``, ``language`` and ``glass`` on the request, or lead to the page that must come first."""

    def looked(request: HttpRequest) -> HttpResponse:
        end_old_session(request)
        request.glass = _open_glass(request)  # type: ignore[attr-defined]  # typed as DeskRequest behind every door
        viewer = viewer_of(request)
        member = request.user if isinstance(request.user, Member) else None
        language = viewer.language if viewer else _language_asked_for(request, member)
        request.viewer = viewer  # type: ignore[attr-defined]  # likewise
        request.language = language  # type: ignore[attr-defined]  # likewise
        translation.activate(language.value)
        if viewer is None and not request.path.startswith(OPEN_TO_ALL):
            if member is None:
                return _lead(request, f"{reverse('account_login')}?next={quote(request.get_full_path())}")
            return _lead(request, reverse("access:first_steps"))
        return answer(request)

    return looked


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The member at work in the session, if signed in with both factors and holding an office."""
    member, session = request.user, request.session
    if not isinstance(member, Member) or not session.get("second_factor"):
        return None
    roles = sorted(Role(role) for role in member.grants.filter(until=None).values_list("role", flat=True))
    if not roles:
        return None
    if "sides" not in session:
        sides = sorted(Party.objects.exclude(code=NEUTRAL).values_list("code", flat=True))
        session["sides"] = secrets.SystemRandom().sample(sides, len(sides))
    chosen = session.get("role")
    glass: OpenGlass | None = getattr(request, "glass", None)
    return Viewer(
        person=member.number,
        name=member.name,
        role=Role(chosen) if chosen in roles else roles[0],
        party=member.party_id,
        sides=tuple(session["sides"]),
        language=Language(member.language),
        purpose=Purpose(session.get("purpose", Purpose.EXCHANGE.value)),
        glass=glass.role if glass else None,
        glass_number=glass.number if glass else "",
    )


def end_old_session(request: HttpRequest) -> None:
    """End a session that has been idle for too long, has lasted too long, or knows the password alone.

    The last is a session begun before its member had a second factor, which was then set up from elsewhere.
    """
    session = request.session
    if not request.user.is_authenticated:
        return
    if not session.get("second_factor") and is_mfa_enabled(request.user):
        logout(request)
        return
    now = int(time.time())
    began, seen = session.setdefault("began", now), session.setdefault("seen", now)
    if now - seen > IDLE_SECONDS or now - began > SESSION_SECONDS:
        logout(request)
    elif now - seen > _SEEN_AT_MOST_EVERY and not request.path.startswith(_RENEWS_ITSELF):
        session["seen"] = now


def _open_glass(request: HttpRequest) -> OpenGlass | None:
    kept = request.session.get("glass")
    if kept is None:
        return None
    number, role, until = kept
    ends = dt.datetime.fromisoformat(until)
    is_open = (
        dt.datetime.now(dt.UTC) < ends
        and Glass.objects.filter(pk=number, closed_at=None, member=request.user.pk).exists()
    )
    if not is_open:
        del request.session["glass"]
        return None
    return OpenGlass(number, Role(role), ends)


def _lead(request: HttpRequest, address: str) -> HttpResponse:
    """Lead the browser elsewhere, also where HTMX asked for a part of a page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _language_asked_for(request: HttpRequest, member: Member | None) -> Language:
    kept = request.COOKIES.get("language")
    wanted = kept or (member.language if member else translation.get_language_from_request(request))
    return Language(wanted) if wanted in set(Language) else Language(settings.LANGUAGE_CODE)
