"""What a coder noted beside the claims, held against what was found; nothing found depends on it.

Understood are ``derived_from C01``, ``contradicts C09``, ``repeats``, ``corrects`` and ``denies`` with an id, ``stage``
and ``sum to`` with a day; several with ``;`` between them. A note of contradiction is borne out by a contradiction, a
denial or a correction between the two, whichever way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.talks.claim_terms import Basis, Claim, Link
from homeward.talks.relations import Relation
from homeward.talks.sums import Sum


class Outcome(StrEnum):
    """How a note and what was found stand to each other."""

    BOTH = "noted_and_found"
    NOTED = "noted_only"
    FOUND = "found_only"
    UNCLEAR = "not_understood"


@dataclass(frozen=True, slots=True)
class NoteCheck:
    """One note, or one finding that no note tells: the claim, what is noted or found, the other claim or the day."""

    outcome: Outcome
    claim: str
    note: str
    other: str


_NOTE = re.compile(r"(derived_from|sum_of|contradicts|repeats|corrects|denies|stage|sum to)\s+(\S.*)", re.IGNORECASE)
_OPPOSED = frozenset({Link.CONTRADICTS, Link.DENIES, Link.CORRECTS})
_BORNE_OUT = {
    "contradicts": _OPPOSED,
    "denies": _OPPOSED,
    "corrects": _OPPOSED,
    "repeats": frozenset({Link.REPEATS}),
}
_BASES = {"stage": Basis.STAGE, "sum to": Basis.TOTAL}


def check_notes(claims: Sequence[Claim], relations: Sequence[Relation], sums: Sequence[Sum]) -> list[NoteCheck]:
    """Hold every note against what was found, and name the contradictions and sums that no note tells.

    A file without a single note is not checked.
    """
    if not any(claim.noted.strip() for claim in claims):
        return []
    linked = {
        (pair, relation.kind)
        for relation in relations
        for pair in (
            (relation.claim.claim_id, relation.of.claim_id),
            (relation.of.claim_id, relation.claim.claim_id),
        )
    }
    added = {(one.claim.claim_id, part.claim_id) for one in sums for part in one.of}
    found: list[NoteCheck] = []
    told: set[tuple[str, str]] = set()
    for claim in claims:
        for note, other in _notes(claim.noted):
            told |= {(claim.claim_id, other), (other, claim.claim_id)}
            if note in ("derived_from", "sum_of"):
                holds = (claim.claim_id, other) in added
            elif note in _BASES:
                holds = claim.period.basis is _BASES[note] and claim.period.day == _day(other)
            elif note in _BORNE_OUT:
                holds = any(((claim.claim_id, other), kind) in linked for kind in _BORNE_OUT[note])
            else:
                found.append(NoteCheck(Outcome.UNCLEAR, claim.claim_id, note, other))
                continue
            found.append(NoteCheck(Outcome.BOTH if holds else Outcome.NOTED, claim.claim_id, note, other))
    for relation in relations:
        pair = relation.claim.claim_id, relation.of.claim_id
        if relation.kind in _OPPOSED and pair not in told:
            found.append(NoteCheck(Outcome.FOUND, pair[0], relation.kind, pair[1]))
    for one in sums:
        for part in one.of:
            if (one.claim.claim_id, part.claim_id) not in told:
                found.append(NoteCheck(Outcome.FOUND, one.claim.claim_id, Link.SUM_OF, part.claim_id))
    return found


def _notes(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, (part.strip() for part in text.split(";"))):
        found = _NOTE.fullmatch(part)
        if found is None:
            yield part, ""
            continue
        for other in re.split(r"\s*(?:,|\band\b)\s*", found[2].strip()):
            yield found[1].casefold(), other


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
