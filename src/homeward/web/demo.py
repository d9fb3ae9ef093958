"""The page of a demo: who can sign in, and the code of each second factor as it is now. There only with ``--demo``."""

from __future__ import annotations

import json
import time
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

_PERIOD = 30
_LOOPBACK = ("127.0.0.1", "::1")


def demo(request: HttpRequest) -> HttpResponse:
    """Names, the password and the current codes; to this machine alone."""
    if not settings.DEMO or request.META.get("REMOTE_ADDR") not in _LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Http404
    counter = int(time.time()) // _PERIOD
    people = json.loads(Path(settings.DEMO).read_text(encoding="utf-8"))
    lines = [(person, format_hotp_value(hotp_value(person["secret"], counter))) for person in people]
    shown = {"lines": lines, "seconds": _PERIOD - int(time.time()) % _PERIOD, "password": people[0]["password"]}
    answer = render(request, "web/demo.html", shown)
    answer["Refresh"] = "10"
    return answer
