"""What a form offers to choose from, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from homeward.words import LabelledWord, Language, say


def choices(words: Iterable[LabelledWord], language: Language) -> list[tuple[str, str]]:
    """Words of the field as a form offers them."""
    return [(word.value, say(word.label, language)) for word in words]


def offer(form: forms.Form, name: str, offered: Sequence[tuple[str, Any]]) -> None:
    """Let the field ``name`` of a form be chosen from ``offered``: value and words, or a heading and its own choices.

    Raises:
        TypeError: it is no field that is chosen from.
    """
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is written, not chosen")
    field.choices = offered
