"""What the frame of every page finds beside the viewer: the rooms that open for the viewer."""

from __future__ import annotations

from django.http import HttpRequest

from homeward.web.navigation import rooms_for


def frame(request: HttpRequest) -> dict[str, object]:
    """``navigation``: groups of rooms; none before signing in."""
    viewer = getattr(request, "viewer", None)
    return {"navigation": rooms_for(viewer, request.path) if viewer else []}
