"""Words shown to people: marked in English where they are written, translated where they are shown.

``_("…")`` marks a sentence and returns it unchanged, so that enums and tables can be made when a module is loaded;
``say(sentence, language, **values)`` gives it in the language asked for. Catalogues are gettext ``.po`` files in
``homeward/locale``, read as they stand: no compiled file can be missing or stale. A sentence without a translation
is shown in English; a test keeps the catalogues complete.
"""

from __future__ import annotations

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


class LabelledWord(StrEnum):
    """A word of the field: its value is stored and exchanged, its label is translated when shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member of a value and the English label marked for translation."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@cache
def _catalogue(language: Language) -> dict[str, str]:
    """Message id to translation for one language; English needs none."""
    if language is Language.EN:
        return {}
    from babel.messages.pofile import read_po  # 40 ms to import; English-only runs need not pay it

    source = files("homeward") / "locale" / language.value / "LC_MESSAGES" / "homeward.po"
    with source.open("rb") as po_file:
        catalogue = read_po(po_file, locale=language.value)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


def say(text: str, language: Language | str = Language.EN, **values: object) -> str:
    """Give a marked sentence in ``language``, its ``{fields}`` filled from ``values``.

    Raises:
        ValueError: ``language`` is none of the four.
        KeyError: the sentence has a field that ``values`` lacks.
    """
    sentence = _catalogue(Language(language)).get(text, text)
    return sentence.format(**values) if values else sentence
