"""``{% load intake %}{% column_word column %}``: a canonical column in the reader's language, any other as written."""

from __future__ import annotations

from django import template
from django.template import Context

from homeward.register.entries import COLUMNS
from homeward.words import say

register = template.Library()


@register.simple_tag(takes_context=True)
def column_word(context: Context, column: str) -> str:
    """What a column is called."""
    return say(COLUMNS[column], context["language"]) if column in COLUMNS else column
