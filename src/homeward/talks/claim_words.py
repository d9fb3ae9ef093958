"""The words in which claims, conflicts and their grounds are told, in the four languages; nothing is computed here.

Words of a claim itself (speaker, topic, measure, unit, paraphrase, source) stay as the file has them: they are
quotations.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from homeward.drawing import count_text, decimal_text
from homeward.talks.amounts import Bound
from homeward.talks.claim_terms import Basis, Claim
from homeward.talks.conflicts import Conflict
from homeward.words import Language, _, say

_BASES = {
    Basis.STAGE: _("stage of {day}"),
    Basis.TOTAL: _("in all up to {day}"),
    Basis.AS_SAID: _("as said on {day}"),
}


def day_text(day: dt.date) -> str:
    """A day in figures, which read the same in all four languages."""
    return f"{day:%d.%m.%Y}"


def number_text(number: Decimal, language: Language) -> str:
    """A number with its thousands set apart, or with its decimals."""
    if number == number.to_integral_value():
        return count_text(int(number))
    return decimal_text(float(number), max(-int(number.normalize().as_tuple().exponent), 0), language)


def figure_text(claim: Claim, language: Language) -> str:
    """The figure as it was qualified, without its unit; empty where there is none."""
    if claim.quantity is None:
        return say(Bound.ALL.label, language) if claim.bound is Bound.ALL else ""
    return say(claim.bound.label, language, n=number_text(claim.quantity, language))


def matter_text(claim: Claim) -> str:
    """What a figure is of, in the file's own words."""
    return f"{claim.topic}: {claim.base.replace('_', ' ')}"


def time_text(claim: Claim, language: Language) -> str:
    """The time a figure is about."""
    return say(_BASES[claim.period.basis], language, day=day_text(claim.period.day))


def conflict_title(conflict: Conflict, language: Language) -> str:
    """What a conflict is about."""
    first = conflict.left[0]
    parts = (matter_text(first), time_text(first, language), " · ".join(conflict.ways), first.unit)
    return ", ".join(part for part in parts if part)


def gap_text(conflict: Conflict, language: Language) -> str:
    """By how much the two numbers differ."""
    sentence = _("The two numbers differ by {gap}.") if conflict.is_exact else _("They differ by at least {gap}.")
    return say(sentence, language, gap=number_text(conflict.gap, language))


def place_text(conflict: Conflict, language: Language) -> str:
    """Where the difference lies, as far as it is known."""
    located = conflict.located
    if located is None:
        if conflict.stage is not None:
            return say(_("It lies in the stage of {day}."), language, day=day_text(conflict.stage))
        if conflict.near:
            return say(_("They were said on different days: the matter may have changed in between."), language)
        return ""
    parts = [
        say(
            _("In the stage of {day} it is {left} against {right}."),
            language,
            day=day_text(stage.day),
            left=number_text(stage.left, language),
            right=number_text(stage.right, language),
        )
        for stage in located.stages
    ]
    if located.is_whole:
        rest = number_text(located.rest[0], language)
        parts.append(say(_("That is all of it: without it both have {rest}."), language, rest=rest))
    else:
        parts.append(say(_("The stage in which the rest of it lies is not known."), language))
    if located.level:
        days = ", ".join(map(day_text, located.level))
        parts.append(say(_("Both say the same of the stage of {days}."), language, days=days))
    return " ".join(parts)
