"""``{% load desk %}``: words, numbers and dates in the reader's language.

    {% say "Lists handed in" %}                    a sentence of the catalogues
    {% say "Handed in by {party}" party=name %}     with values, which are escaped
    {% counted "{n} pair waits" "{n} pairs wait" n %}
    {% labelled word %}                            a marked word that comes from Python, or a LabelledWord
    {% day date %}  {% instant moment %}

The language is ``language`` of the context (``desk.context``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date, format_datetime
from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from homeward.words import LabelledWord, Language, say, say_count

register = template.Library()


@register.simple_tag(takes_context=True, name="say")
def said(context: Context, sentence: str, **values: object) -> SafeString:
    """A sentence in the reader's language; its values are escaped."""
    return _said(say(sentence, context["language"]), values)


@register.simple_tag(takes_context=True)
def counted(context: Context, one: str, many: str, n: int, **values: object) -> SafeString:
    """A sentence about a number of things, in the form the reader's language has for that number."""
    return _said(say_count(one, many, n, context["language"]), {"n": n, **values})


def _said(sentence: str, values: dict[str, Any]) -> SafeString:
    escaped = {name: conditional_escape(value) for name, value in values.items()}
    return mark_safe(sentence.format(**escaped) if values else sentence)  # the sentence is ours


@register.simple_tag(takes_context=True)
def labelled(context: Context, word: LabelledWord | str) -> str:
    """The label of a word of the field, or a marked sentence that comes from Python, in the reader's language."""
    return say(word.label if isinstance(word, LabelledWord) else word, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Context, date: dt.date | None) -> str:
    """A day as the reader's language writes it: 02.06.2025, 2 June 2025."""
    return day_text(date, context["language"])


@register.simple_tag(takes_context=True)
def instant(context: Context, moment: dt.datetime | None) -> str:
    """A moment in UTC, named so."""
    if moment is None:
        return ""
    language = Language(context["language"])
    form = "d MMM yyyy, HH:mm" if language is Language.EN else "dd.MM.yyyy HH:mm"
    return format_datetime(moment.astimezone(dt.UTC), form, locale=language.value) + " UTC"


def day_text(date: dt.date | None, language: Language | str) -> str:
    """A day as a language writes it; "" for none."""
    if date is None:
        return ""
    form = "d MMMM yyyy" if language == Language.EN else "dd.MM.yyyy"
    return format_date(date, form, locale=Language(language).value)
