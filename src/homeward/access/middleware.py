"""Who is looking, worked out once for every request: ``request.viewer`` and ``request.language``.

Whoever has not signed in with both factors reaches the addresses in ``OPEN_TO_ALL`` and nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from homeward.access.models import Member, Party
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.words import Language

#: Beginnings of addresses that need no member: signing in, invitations, what a browser loads beside a page.
OPEN_TO_ALL = ("/static/", "/sign-in/", "/invitation/", "/alive", "/language/")

Answer = Callable[[HttpRequest], HttpResponse]


def viewer_middleware(answer: Answer) -> Answer:
    """Put ``viewer`` and ``language`` on the request, or lead to the sign-in page."""

    def looked(request: HttpRequest) -> HttpResponse:
        viewer = viewer_of(request)
        language = viewer.language if viewer else _language_asked_for(request)
        request.viewer = viewer  # type: ignore[attr-defined]  # typed as DeskRequest behind every door
        request.language = language  # type: ignore[attr-defined]
        translation.activate(language.value)
        if viewer is None and not request.path.startswith(OPEN_TO_ALL):
            return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")
        return answer(request)

    return looked


def viewer_of(request: HttpRequest) -> Viewer | None:
    """The member at work in this session, if signed in with both factors and holding an office."""
    member = request.user
    if not isinstance(member, Member) or not member.is_active:
        return None
    session = request.session
    roles = sorted(Role(grant.role) for grant in member.grants.all() if not grant.until)
    if not roles:
        return None
    chosen = session.get("role")
    if "sides" not in session:
        sides = sorted(Party.objects.exclude(code=NEUTRAL).values_list("code", flat=True))
        session["sides"] = secrets.SystemRandom().sample(sides, len(sides))
    return Viewer(
        person=member.number,
        name=member.name,
        role=Role(chosen) if chosen in roles else roles[0],
        party=member.party_id,
        sides=tuple(session["sides"]),
        language=Language(member.language),
        purpose=Purpose(session.get("purpose", Purpose.EXCHANGE)),
    )


def _language_asked_for(request: HttpRequest) -> Language:
    wanted = request.COOKIES.get("language") or translation.get_language_from_request(request)
    return Language(wanted) if wanted in set(Language) else Language(settings.LANGUAGE_CODE)
