"""The order of review, worked out anew around pairs that an action touches, in the action's transaction.

It is the neutral's order, and follows what the neutral and both sides together have found. A side's own order is that
in which pairs were put to it: what the other side says moves nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from homeward.ledger.actions import Act
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.models import Finding, Pair, QueueLine
from homeward.reconciliation.states import PairState, Said
from homeward.reconciliation.terms import Decision
from homeward.reconciliation.weighed_pairs import Claim, in_review

#: More pairs than these that hang together keep their order: the rest of a queue is not held up for it.
_MOST = 20_000
_AT_ONCE = 500

_FOUND = {
    PairState.FOUND: True,
    PairState.PUT: True,
    PairState.AGREED_SAME: True,
    PairState.AGREED_DIFFERENT: False,
}


def order_anew(_act: Act, pairs: Iterable[Pair]) -> None:
    """Give the pairs that hang together with these the ranks that follow from what was found; after ``place_pairs``."""
    around = _around(pairs)
    if not 1 < len(around) <= _MOST:
        return
    said = _said([pair.number for pair in around])
    by_position = {place: said[pair.number] for place, pair in enumerate(around) if pair.number in said}
    changed = []
    for place, (pair, found) in enumerate(
        zip(around, in_review([_claim(one) for one in around], by_position), strict=True)
    ):
        if place not in by_position and (pair.rank, pair.settles) != (found.rank, found.settles):
            pair.rank, pair.settles = found.rank, found.settles
            changed.append(pair)
    Pair.objects.bulk_update(changed, ["rank", "settles"], batch_size=_AT_ONCE)
    ranks = {pair.number: pair.rank for pair in changed}
    lines = list(QueueLine.objects.filter(party=NEUTRAL, pair__in=list(ranks)))
    for line in lines:
        line.rank = ranks[line.pair_id]
    QueueLine.objects.bulk_update(lines, ["rank"], batch_size=_AT_ONCE)


def _around(pairs: Iterable[Pair]) -> list[Pair]:
    """These pairs and all that share an entry with them, step by step; in the order of their numbers."""
    found = {pair.number: pair for pair in pairs}
    edge = {end for pair in found.values() for end in (pair.left, pair.right)}
    seen: set[str] = set()
    while edge and len(found) <= _MOST:
        seen |= edge
        here = {pair.number: pair for pair in _with_entries(sorted(edge))}
        edge = {end for pair in here.values() for end in (pair.left, pair.right)} - seen
        found |= here
    return [found[number] for number in sorted(found)]


def _with_entries(aliases: Sequence[str]) -> list[Pair]:
    some = [aliases[start : start + _AT_ONCE] for start in range(0, len(aliases), _AT_ONCE)]
    current = Pair.objects.filter(is_current=True)
    return [pair for ends in some for pair in (*current.filter(left__in=ends), *current.filter(right__in=ends))]


def _said(numbers: Sequence[str]) -> dict[str, bool]:
    """Whether two entries are one person, by pair: what all found together, or else what the neutral found."""
    states = dict(QueueLine.objects.filter(party=NEUTRAL, pair__in=numbers).values_list("pair_id", "state"))
    said = {number: _FOUND[PairState(state)] for number, state in states.items() if PairState(state) in _FOUND}
    first = [number for number, state in states.items() if state == PairState.SECOND]
    findings = Finding.objects.filter(pair__in=first, party=NEUTRAL, retracted_at__isnull=True).exclude(
        said=Said.UNSURE
    )
    return said | {number: word == Said.SAME for number, word in findings.values_list("pair", "said")}


def _claim(pair: Pair) -> Claim:
    left_list, right_list = (entry.partition("/")[0] for entry in (pair.left_entry, pair.right_entry))
    return Claim(pair.left, pair.right, left_list, right_list, pair.probability, pair.decision == Decision.MATCH)
