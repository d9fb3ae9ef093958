"""A sentence said later: its English text and what stands in its fields, until somebody's language is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from homeward.words import Language, say


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked sentence (``words._``) and the values of its ``{fields}``, which may be sentences themselves."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: Language | str = Language.EN) -> str:
        """The sentence in ``language``."""
        told = {
            name: value.say(language) if isinstance(value, Sentence) else value for name, value in self.values.items()
        }
        return say(self.text, language, **told)

    def __str__(self) -> str:
        return self.say()
