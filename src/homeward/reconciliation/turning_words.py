"""What would change the verdict, in words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from homeward.reconciliation.outcomes import reason_words
from homeward.reconciliation.terms import EntryRef
from homeward.reconciliation.turning_points import REJECTED, RIVAL, TurningPoint
from homeward.words import Language, _, say

#: So many facts that are empty somewhere, and so many in doubt, are told; all stand in the API.
EMPTY, DOUBTFUL = 4, 2
#: So many outcomes are told of each; the others are rarer.
_OUTCOMES = 2

TITLE = _("What would settle it")
NOTHING = _("No single fact would settle it; two or more together may.")
REFUSED = _(
    "It is probable enough to be proposed, but a group of entries would then hold two of one list. Look first at the"
    " pairs that share an entry with it."
)


@dataclass(frozen=True, slots=True)
class TurningWords:
    """One fact in words.

    Attributes:
        fact: what it is about.
        now: where it is empty, or how it stands.
        proposed: with what the pair would be proposed; "" where nothing would do.
        apart: with what it would be kept apart; "" where nothing would do.
    """

    fact: str
    now: str
    proposed: str
    apart: str

    @property
    def text(self) -> str:
        """The whole as one line."""
        return f"{self.fact} ({self.now}): {self.settled}" if self.now else f"{self.fact}: {self.settled}"

    @property
    def settled(self) -> str:
        """What would happen, and with what."""
        return "; ".join(part for part in (self.proposed, self.apart) if part)


def turning_words(
    points: Sequence[TurningPoint], called: Callable[[EntryRef], str], language: Language
) -> list[TurningWords]:
    """The most telling facts in words.

    Args:
        points: of one pair, the most telling first.
        called: what the reader calls an entry.
        language: of the words.
    """
    rivals = [point for point in points if point.feature == RIVAL]
    facts = [point for point in points if point.feature != RIVAL]
    empty = [point for point in facts if not point.now][:EMPTY]
    doubtful = [point for point in facts if point.now][:DOUBTFUL]
    return [_words(point, called, language) for point in (*rivals, *empty, *doubtful)]


def _words(point: TurningPoint, called: Callable[[EntryRef], str], language: Language) -> TurningWords:
    if point.feature == RIVAL:
        left, right = map(called, point.rival)
        fact, now = say(_("the pair {left} and {right}"), language, left=left, right=right), ""
    else:
        fact, now = say(_label(point.feature), language), _now(point, called, language)
    proposed, apart = (_outcomes(point.feature, codes, language) for codes in (point.proposed_if, point.apart_if))
    return TurningWords(
        fact,
        now,
        say(_("proposed if: {outcomes}"), language, outcomes=proposed) if proposed else "",
        say(_("kept apart if: {outcomes}"), language, outcomes=apart) if apart else "",
    )


def _label(feature: str) -> str:
    return reason_words(feature, "same" if feature not in ("birth_date", "event_date") else "same_day")[0]


def _now(point: TurningPoint, called: Callable[[EntryRef], str], language: Language) -> str:
    if point.now:
        return say(_("now: {outcome}"), language, outcome=say(reason_words(point.feature, point.now)[1], language))
    if len(point.lacking) == 1:
        return say(_("empty: {entry}"), language, entry=called(point.lacking[0]))
    return say(_("empty in both") if point.lacking else _("not compared"), language)


def _outcomes(feature: str, codes: Sequence[str], language: Language) -> str:
    told = [
        _("it is found to be two persons") if code == REJECTED else reason_words(feature, code)[1]
        for code in codes[:_OUTCOMES]
    ]
    between = say(_("or"), language)
    return f" {between} ".join(dict.fromkeys(say(words, language) for words in told))
