"""Parties and offices in templates, in the reader's language; both tags need no ``{% load %}``.

{% party code %}          Ukrainian side
{% role "liaison" %}      liaison officer
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from homeward.access.gate import party_names
from homeward.access.terms import Role
from homeward.words import say

register = template.Library()


@register.simple_tag(takes_context=True)
def party(context: Context, code: str) -> str:
    """The name of a party; its code where it has none. Read once for each page."""
    page: Any = context.get("request", context.render_context)
    names: dict[str, Mapping[str, str]] | None = getattr(page, "party_names", None)
    if names is None:
        names = page.party_names = party_names()
    return names.get(code, {}).get(context["language"], code)


@register.simple_tag(takes_context=True)
def role(context: Context, value: str) -> str:
    """What an office is called."""
    return say(Role(value).label, context["language"])
