"""The language of the pages: kept in a cookie before signing in, and a setting of the member's after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from homeward.access.actions.signing_in import choose_language
from homeward.access.viewer import Viewer
from homeward.words import Language

_A_YEAR = 365 * 24 * 3600


def language(request: HttpRequest) -> HttpResponse:
    """Ask for the language, and set it; leads back to where the reader was."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or back.startswith("/language/"):
        back = "/"
    if wanted not in set(Language):
        return render(request, "web/language.html", {"back": back})
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is not None:
        choose_language(by=viewer, language=Language(wanted))
    answer = HttpResponseRedirect(back)
    answer.set_cookie("language", wanted, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer
