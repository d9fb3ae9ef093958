"""``{% load partial_dates %}``: a date as far as it is known.

{% known_date text %}     17.05.1999; 05.1999; 1999; what is no plain date stands as it was written
"""

from __future__ import annotations

import re

from django import template
from django.template import Context

from homeward.desk.templatetags.desk import day_text
from homeward.register.dates import parse_edtf

register = template.Library()

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@register.simple_tag(takes_context=True)
def known_date(context: Context, text: str) -> str:
    """EDTF as the reader's language writes dates, where it is a day or a month; else as it stands."""
    if month := _MONTH.fullmatch(text):
        return f"{month[2]}.{month[1]}"
    try:
        date = parse_edtf(text)
    except ValueError:
        return text
    return day_text(date.earliest, context["language"]) if date.is_day and date.edtf[-1].isdigit() else text
