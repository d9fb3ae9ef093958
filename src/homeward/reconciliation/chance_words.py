"""A probability as people count: how many of so many pairs like this one."""

from __future__ import annotations

from homeward.drawing import count_text
from homeward.words import Language, _, say

_FEWEST, _MOST = 100, 1_000_000


def chance_words(probability: float, language: Language) -> str:
    """``about 997 of 1,000 such pairs``: of so many that neither the pairs that are one person nor the others are none.

    >>> chance_words(0.997, Language.EN)
    'one person in about 997 of 1,000 such pairs'
    """
    of = _FEWEST
    while of < _MOST and not 1 <= round(probability * of) < of:
        of *= 10
    count = round(probability * of)
    if count == 0:
        return say(_("one person in fewer than 1 of {of} such pairs"), language, of=count_text(of))
    if count == of:
        return say(_("two persons in fewer than 1 of {of} such pairs"), language, of=count_text(of))
    return say(
        _("one person in about {count} of {of} such pairs"), language, count=count_text(count), of=count_text(of)
    )
