"""Pages that belong to no one room: home."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from homeward.access.doors import DeskRequest


def home(request: DeskRequest) -> HttpResponse:
    """What waits for the viewer."""
    return render(request, "web/home.html", {})
