"""What every template finds: the viewer, the language, light or dark."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

#: The settings of light and dark that a cookie may hold; anything else is as the device is set.
THEMES = ("light", "dark")


def desk(request: HttpRequest) -> dict[str, object]:
    """``viewer`` (None before signing in), ``language``, ``languages`` by their own names, ``theme``."""
    theme = request.COOKIES.get("theme", "")
    return {
        "viewer": getattr(request, "viewer", None),
        "language": getattr(request, "language", settings.LANGUAGE_CODE),
        "languages": settings.LANGUAGES,
        "theme": theme if theme in THEMES else "",
    }
