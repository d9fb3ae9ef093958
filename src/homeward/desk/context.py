"""What every template finds: the viewer, the language."""

from __future__ import annotations

from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, object]:
    """``viewer`` (None before signing in) and ``language``."""
    return {"viewer": getattr(request, "viewer", None), "language": getattr(request, "language", "en")}
