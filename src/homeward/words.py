"""Words shown to people: marked in English where they are written, translated where they are shown.

``_("…")`` marks a sentence and returns it unchanged, so that enums and tables can be made when a module is loaded;
``say(sentence, language, **values)`` gives it in the language asked for. A sentence that counts things is written in
its two English forms and given by ``say_count("{n} pair waits", "{n} pairs wait", n, language)``: Ukrainian and
Russian have a form for 1, 21, 31 …, one for 2 to 4, 22 to 24 …, and one for the rest.

Catalogues are gettext ``.po`` files in
``homeward/locale``, read as they stand: no compiled file can be missing or stale. A sentence without a translation
is shown in English; a test keeps the catalogues complete.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Self


class Language(StrEnum):
    """The four languages of the commission (BCP 47)."""

    UK = "uk"
    RU = "ru"
    EN = "en"
    TR = "tr"


def _(text: str) -> str:
    """Mark ``text`` for translation and return it unchanged."""
    return text


def _n(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts, in its two English forms, for ``say_count``; both are returned unchanged."""
    return one, many


class LabelledWord(StrEnum):
    """A word of the field: its value is stored and exchanged, its label is translated when shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member of a value and the English label marked for translation; of a value alone, find it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@cache
def _catalogue(language: Language) -> dict[str, tuple[str, ...]]:
    """Message id to its forms in one language, one where nothing is counted; English needs none."""
    if language is Language.EN:
        return {}
    from babel.messages.pofile import read_po  # 40 ms to import; English-only runs need not pay it

    source = files("homeward") / "locale" / language.value / "LC_MESSAGES" / "homeward.po"
    with source.open("rb") as po_file:
        catalogue = read_po(po_file, locale=language.value)
    told: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms) and not message.fuzzy:
            told[key] = forms
    return told


def say(text: str, language: Language | str = Language.EN, **values: object) -> str:
    """Give a marked sentence in ``language``, its ``{fields}`` filled from ``values``.

    Raises:
        ValueError: ``language`` is none of the four.
        KeyError: the sentence has a field that ``values`` lacks.
    """
    sentence = _catalogue(Language(language)).get(text, (text,))[0]
    return sentence.format(**values) if values else sentence


def say_count(one: str, many: str, n: int, language: Language | str = Language.EN, **values: object) -> str:
    """Give a sentence about ``n`` things in the form that ``language`` has for that number.

    Without ``values`` its fields are left standing, so that a page can fill them with marked-up text; with any, ``n``
    is among them.

    Raises:
        ValueError: ``language`` is none of the four.
        KeyError: the sentence has a field that ``values`` lacks.
    """
    language = Language(language)
    forms = _catalogue(language).get(one, (one, many))
    sentence = forms[min(_FORM[language](abs(n)), len(forms) - 1)]
    return sentence.format(n=n, **values) if values else sentence


def _slavic_form(n: int) -> int:
    """1, 21, 31 … · 2 to 4, 22 to 24 … · the rest (CLDR: one, few, many)."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


#: Which form a number takes; Turkish leaves the noun as it is after a number.
_FORM: dict[Language, Callable[[int], int]] = {
    Language.UK: _slavic_form,
    Language.RU: _slavic_form,
    Language.EN: lambda n: 0 if n == 1 else 1,
    Language.TR: lambda _n: 0,
}
