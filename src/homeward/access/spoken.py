"""Marked sentences that a library shows for us: translated when they are shown, into the language of the request."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

from homeward.words import Language, say


def _in_this_language(sentence: str) -> str:
    language = get_language()
    return say(sentence, Language(language) if language in set(Language) else Language.EN)


spoken = lazy(_in_this_language, str)
