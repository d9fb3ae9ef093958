"""Keys of one part of a name: what two spellings of the same name share, in whatever script they are written.

``part_keys`` takes a cleaned word as ``parsing`` gives it. Equal forms share a lemma or a skeleton; forms with a typo
lie a small edit distance apart in skeleton or letters. The keys of many words at once are made in ``columns``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Part(StrEnum):
    """A part of a person's name."""

    SURNAME = "surname"
    GIVEN = "given_name"
    PATRONYMIC = "patronymic"


@dataclass(frozen=True, slots=True)
class PartKeys:
    """Keys of one word in one part.

    Attributes:
        lemmas: names the word is known to be a form of, in Ukrainian, lower case, sorted; () if unknown. For a
            patronymic the father's name. Given names: equal forms, other languages' forms and diminutives.
        skeletons: Slavic skeletons, sorted, at most ``MOST``; surnames in the masculine, patronymics as stem of the
            father's name.
        letters: the likeliest skeleton before smoothing, for edit distance: doubled letters, vowel pairs still stand.
        initial: only an initial was given; then ``skeletons`` holds its sound.
    """

    lemmas: tuple[str, ...]
    skeletons: tuple[str, ...]
    letters: str
    initial: bool


NO_KEYS = PartKeys((), (), "", False)


@lru_cache(maxsize=1 << 14)
def part_keys(word: str, part: Part) -> PartKeys:
    """Keys of a cleaned ``word`` standing in ``part``; ``NO_KEYS`` for a word without letters.

    >>> part_keys("ковальська", Part.SURNAME).skeletons, part_keys("вова", Part.GIVEN).lemmas
    (('kovalski',), ('володимир',))
    """
    from homeward.names.columns import keys_of_word

    return keys_of_word(word, part)
