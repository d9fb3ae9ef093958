"""The words of reconciliation: decisions, verdicts, reasons, pairs, clusters.

Nothing here merges anybody: a ``match`` is a proposal, a ``review`` a request that a person look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from homeward.words import _


class Decision(StrEnum):
    """What is proposed for a pair of entries."""

    MATCH = "match"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """In words, marked for translation."""
        return {Decision.MATCH: _("proposed: the same person"), Decision.REVIEW: _("a person must look")}[self]


class Verdict(StrEnum):
    """Whom a pair of entries most probably describes, where it is easily taken for one person."""

    SAME = "same"
    TWINS = "twins"
    SIBLINGS = "siblings"
    PARENT_AND_CHILD = "parent_and_child"
    RELATIVES = "relatives"
    NAMESAKES = "namesakes"
    STRANGERS = "strangers"

    @property
    def label(self) -> str:
        """In words, marked for translation."""
        return {
            Verdict.SAME: _("one person"),
            Verdict.TWINS: _("twins"),
            Verdict.SIBLINGS: _("brothers or sisters"),
            Verdict.PARENT_AND_CHILD: _("parent and child"),
            Verdict.RELATIVES: _("relatives"),
            Verdict.NAMESAKES: _("two persons of the same name"),
            Verdict.STRANGERS: _("two persons"),
        }[self]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against: what was compared, how it came out, both cells as written, weight in bits.

    ``weight`` is log2 of the Bayes factor: +3 makes one person eight times likelier, -3 eight times less likely.
    """

    feature: str
    outcome: str
    left: str
    right: str
    weight: float


@dataclass(frozen=True, slots=True, order=True)
class EntryRef:
    """An entry by the label of its list and its number in it."""

    list_label: str
    rec_id: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries, the lesser reference first, with the probability that they are one person, and the reasons.

    The weights of ``reasons`` and the prior of the run add up to log2(probability / (1 - probability)). ``decision``
    is None for a pair that is neither proposed nor to be looked at, such as brothers kept apart.
    """

    left: EntryRef
    right: EntryRef
    probability: float
    decision: Decision | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
