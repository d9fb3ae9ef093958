"""Given names behind a slip of the pen, an oblique case or an endearing ending: what a word may have been meant for.

A word that is no name is usually a name with one letter wrong, and a name in a list is sometimes left in the genitive
("Владимира"). Mothers and friends add endings to a name or its short form ("Ігорчик", "Вікуся", "Колян"), more than any
table holds. ``keys`` says what a word is; here stands what it may stand for.
"""

from __future__ import annotations

from functools import lru_cache

from homeward.names.keys import Part, PartKeys


@lru_cache(maxsize=1 << 14)
def meant_lemmas(keys: PartKeys, part: Part) -> tuple[str, ...]:
    """Lemmas of given names that a word may stand for besides its own, sorted; () for surnames and initials.

    A word that is a name as it stands may still be an oblique case of another ("Євгенія"); a word that is none may
    besides be one letter from a name that is not rare. ``columns.keys_of_words`` says it of many words.
    """
    from homeward.names.columns import meant_by

    return meant_by(keys, part)
