"""How claims stand to each other, found from what was said, and never from what a coder noted beside it.

- *repeats*: the same figure of the same subject and time, said later or by another; linked to the first that said it.
- *can be true together with*: another figure of the same subject and time whose interval meets the first.
- *corrects*: the same speaker, on a later day, gives a figure that cannot be true together with the earlier one. A
  corrected claim stands in no conflict any more: its speaker has left it.
- *contradicts*: another speaker's figure of the same subject, unit and time that cannot be true together with it.
- *denies*: a claim without a figure that says no, of the same topic and of a matter that the two measures share
  (``handover_date`` and ``at_handover_site``), within a fortnight after a claim of another side: linked to the last
  such day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from homeward.talks.claim_terms import Claim, Link
from homeward.talks.directions import Spread
from homeward.talks.figures import Figure, Times, times

#: How many days after a claim it is denied at most.
DENIED_WITHIN = 14

#: Words that say no, in the four languages.
_NO = re.compile(
    r"\b(?:not|no|never|nor|neither|none|denie[sd]|denied|den(?:y|ying)|refut\w+|reject\w*|false|untrue|cannot|n't|"
    r"не|ні|ни|нет|немає|нема|жодн\w+|никак\w+|заперечу\w+|спросто\w+|отриц\w+|опроверг\w+|"
    r"değil\w*|yok\w*|hayır|yalanla\w+|reddet\w+)\b|\w+n't\b",
    re.IGNORECASE,
)
#: Words of measures that say nothing of the matter.
_PLAIN_WORDS = frozenset(
    {
        "at",
        "by",
        "date",
        "day",
        "for",
        "from",
        "in",
        "is",
        "number",
        "of",
        "on",
        "per",
        "size",
        "site",
        "the",
        "time",
        "to",
    }
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim's standing to another: ``claim``, the later one, to ``of``; ``near`` when time may explain it."""

    kind: Link
    claim: Claim
    of: Claim
    near: bool = False


def figure_relations(figures: Sequence[Figure]) -> list[Relation]:
    """Repeats, agreements, corrections and contradictions among figures; each pair of claims at most once."""
    subjects: dict[tuple[tuple[str, str, str, str], str], list[Figure]] = defaultdict(list)
    for figure in figures:
        subjects[figure.subject, figure.claim.unit].append(figure)
    found: dict[tuple[str, str], Relation] = {}
    for _subject, several in sorted(subjects.items()):
        for relation in _within(sorted(several, key=lambda figure: figure.claim.order)):
            pair = relation.claim.claim_id, relation.of.claim_id
            if pair not in found or _STRENGTH[relation.kind] > _STRENGTH[found[pair].kind]:
                found[pair] = relation
    corrected = {relation.of.claim_id for relation in found.values() if relation.kind is Link.CORRECTS}
    kept = [
        relation
        for relation in found.values()
        if relation.kind is not Link.CONTRADICTS or not corrected & {relation.claim.claim_id, relation.of.claim_id}
    ]
    return sorted(kept, key=_place)


_STRENGTH = {kind: place for place, kind in enumerate((Link.REPEATS, Link.AGREES, Link.CORRECTS, Link.CONTRADICTS))}


def _place(relation: Relation) -> tuple[object, ...]:
    return relation.claim.order, relation.of.order


def _within(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Relations among the figures of one subject and unit, by day."""
    said: set[str] = set()
    for first, second in combinations(figures, 2):
        apart = times(first, second)
        near = apart is Times.NEAR
        if apart is Times.APART or first.claim is second.claim:
            continue
        if first.amount == second.amount:
            if second.claim.claim_id not in said:
                said.add(second.claim.claim_id)
                yield Relation(Link.REPEATS, second.claim, first.claim, near)
        elif first.amount.meets(second.amount):
            yield Relation(Link.AGREES, second.claim, first.claim, near)
        elif _corrects(second.claim, first.claim):
            yield Relation(Link.CORRECTS, second.claim, first.claim, near)
        else:
            yield Relation(Link.CONTRADICTS, second.claim, first.claim, near)


def _corrects(later: Claim, earlier: Claim) -> bool:
    return _folded(later.speaker) == _folded(earlier.speaker) and later.said_on > earlier.said_on


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def denials(claims: Sequence[Claim]) -> list[Relation]:
    """Claims without a figure that deny another."""
    topics: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        topics[claim.topic].append(claim)
    found = []
    for claim in claims:
        if claim.quantity is None and _NO.search(claim.paraphrase):
            denied = [other for other in topics[claim.topic] if _denies(claim, other)]
            last = max((other.said_on for other in denied), default=None)
            found += [Relation(Link.DENIES, claim, other) for other in denied if other.said_on == last]
    return sorted(found, key=_place)


def _denies(claim: Claim, other: Claim) -> bool:
    days = (claim.said_on - other.said_on).days
    return (
        other is not claim
        and 0 <= days <= DENIED_WITHIN
        and other.side not in (claim.side, "both")
        and claim.side != "both"
        and (other.quantity is not None or not _NO.search(other.paraphrase))
        and bool(_matter(claim) & _matter(other))
        and _same_ways(claim, other)
    )


def _matter(claim: Claim) -> set[str]:
    """The words of a measure that say what it is of; ``hand_over`` and ``handover``, ``handed over`` are one."""
    words = re.sub(r"hand(?:ed)?_?over", "handover", claim.base).split("_")
    return {word.rstrip("s") for word in words} - _PLAIN_WORDS


def _same_ways(claim: Claim, other: Claim) -> bool:
    """Whether two directions have a way in common; where one names none, they may."""
    one, two = claim.direction, other.direction
    if one.spread is Spread.OTHER and two.spread is Spread.OTHER:
        return one.written.casefold() == two.written.casefold() or not (one.written and two.written)
    return not one.ways or not two.ways or bool(set(one.ways) & set(two.ways))
