"""Who acts, for what purpose, what is done to a row: the words that stand in every entry."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from homeward.words import LabelledWord, _

#: The code of the neutral body among the parties; no side may be called so.
NEUTRAL = "NEUTRAL"


class Purpose(LabelledWord):
    """What somebody acts for; nothing is written or read without one (ICRC Handbook on Data Protection, ch. 2)."""

    EXCHANGE = "exchange", _("exchange of prisoners")
    TRACING = "tracing", _("search for missing persons")
    IDENTIFICATION = "identification", _("identification of the fallen")
    CHILD_RETURN = "child_return", _("return of children")
    RETRIEVAL = "retrieval", _("recovery of the dead")
    NEGOTIATION = "negotiation", _("talks")
    AUDIT = "audit", _("keeping and checking the record")


class Change(StrEnum):
    """What an action did to a row."""

    MADE = "made"
    CHANGED = "changed"
    #: The row is gone; what it held can still be proved from the receipts of those who kept it.
    REMOVED = "removed"
    #: The row is gone and the salts of all its versions are destroyed: nobody can tell any more what it held.
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: ``person`` is an opaque user id, never a name; ``side`` a side's code or ``NEUTRAL``."""

    person: str
    role: str
    side: str
