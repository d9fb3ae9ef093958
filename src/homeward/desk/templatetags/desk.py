"""``{% load desk %}``: words, numbers and dates in the reader's language.

    {% say "Lists handed in" %}                    a sentence of the catalogues
    {% say "Handed in by {party}" party=name %}     with values, which are escaped
    {% counted "{n} pair waits" "{n} pairs wait" n %}
    {% labelled word %}                            a marked word that comes from Python, or a LabelledWord
    {% day date %}  {% instant moment %}
    {% ago moment %}                               14 minutes ago
    {% trust_line entry %}                         how an entry of the record stands, and the way to its proof
    {% fault_text fault %}                         where something is wrong, what it is, what to do

The language is ``language`` of the context (``desk.context``).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from homeward.errors import Fault
from homeward.ledger.gate import trust_line as trust_in
from homeward.words import LabelledWord, Language, _, say, say_count

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
    return say(word.label if isinstance(word, LabelledWord) else str(word), context["language"])


@register.simple_tag(takes_context=True)
def fault_text(context: Context, fault: Fault) -> str:
    """One fault as a sentence: where – what – what to do."""
    language = context["language"]
    where = [fault.file]
    for sentence, value in (
        (_("sheet {here}"), fault.sheet),
        (_("row {here}"), fault.row),
        (_("column {here}"), fault.column),
    ):
        if value:
            where.append(say(sentence, language, here=value))
    said = " ".join(say(part, language) for part in (fault.found, fault.advice) if part)
    return f"{', '.join(part for part in where if part)}: {said}" if any(where) else said


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


@register.simple_tag(takes_context=True)
def ago(context: Context, moment: dt.datetime | None) -> str:
    """How long before now a moment was; "" for none."""
    if moment is None:
        return ""
    return format_timedelta(moment - timezone.now(), add_direction=True, locale=Language(context["language"]).value)


@register.inclusion_tag("desk/trust.html", takes_context=True)
def trust_line(context: Context, entry: int) -> dict[str, object]:
    """How the entry of this number stands, for the bottom of a page; those who have cosigned in the viewer's order."""
    standing = trust_in(entry)
    signed = list(standing.cosigned) if standing else []
    order = {code: place for place, code in enumerate(context["viewer"].parties)}
    signed.sort(key=lambda name: (order.get(name, len(order)), name))
    return {
        "entry": entry,
        "standing": standing,
        "signed": signed,
        "language": context["language"],
        "request": context.get("request"),
    }


def day_text(date: dt.date | None, language: Language | str) -> str:
    """A day as a language writes it; "" for none."""
    if date is None:
        return ""
    form = "d MMMM yyyy" if language == Language.EN else "dd.MM.yyyy"
    return format_date(date, form, locale=Language(language).value)
