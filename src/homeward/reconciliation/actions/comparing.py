"""Keeping what a comparison of lists came to."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.canonical import Json
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.reconciliation.actions.ordering import order_anew
from homeward.reconciliation.actions.queue import place_pairs, take_from_queue
from homeward.reconciliation.models import Comparison, Finding, Pair
from homeward.reconciliation.terms import Decision
from homeward.reconciliation.turning_points import kept as kept_point
from homeward.reconciliation.weighed_pairs import Claim, InReview, WeighedPair, digest_of, in_review

_AT_ONCE = 500
_WEIGHED = [
    "comparison",
    "lists",
    "left_entry",
    "right_entry",
    "left_party",
    "right_party",
    "probability",
    "decision",
    "verdict",
    "reasons",
    "turning",
    "against",
    "rank",
    "settles",
    "is_current",
]


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison came to, ready to be kept.

    Attributes:
        lists: number of each submission to its SHA-256.
        owners: number of each submission to the party whose it is.
        parameters: what the engine was told, and the log2 odds it began with; fractions as text.
        counts: whole numbers only.
        pairs: all pairs shown or kept apart, in their own order.
        aliases: number of every entry in ``pairs`` to its alias.
        replaced: numbers of older versions whose entries stand no more.
    """

    lists: Mapping[str, str]
    owners: Mapping[str, str]
    parameters: Mapping[str, str]
    counts: Mapping[str, Json]
    pairs: Sequence[WeighedPair]
    aliases: Mapping[str, str]
    replaced: Sequence[str] = ()


def keep_comparison(
    *, by: Actor, lists: Mapping[str, str], pairs: Path, counts: Mapping[str, Json], request: str = ""
) -> int:
    """Record that lists were compared outside the desk; the neutral compares, and the neutral alone sees the counts.

    Args:
        by: who compared.
        lists: label of each list to its SHA-256, hex.
        pairs: the file ``pairs.csv``.
        counts: what ``summary.json`` holds; whole numbers only.
        request: idempotency key.

    Returns:
        The number of the entry.

    Raises:
        as ``ledger.actions.record``.
    """
    number = opaque_id("CO", secrets.token_hex(16))
    with record(
        by=by,
        action="reconciliation.keep_comparison",
        purpose=Purpose.EXCHANGE,
        subject=number,
        shown_to=[NEUTRAL],
        request=request,
    ) as act:
        digest = hashlib.sha256(pairs.read_bytes()).hexdigest()
        kept = Comparison.objects.create(
            number=number,
            lists=dict(lists),
            pairs_sha256=digest,
            counts=dict(counts),
            started_by=by.person,
            at=timezone.now(),
            entry=act.sequence,
        )
        act.made(kept)
    return act.sequence


def keep_result(*, by: Viewer, result: Result, request: str = "") -> str:
    """Keep a comparison made at the desk, and set its pairs in the neutral's queue; the neutral alone sees it.

    A pair that stood before keeps its number and all that people found of it, also where its entries go on in newer
    versions of their lists. A pair that is no longer shown stays only if somebody has spoken of it.

    Returns:
        The number of the comparison.

    Raises:
        AlreadyRecorded: kept before by the same request.
        PermissionDenied: the viewer may not compare lists.
    """
    need(by, Record.COMPARISON, Right.MAKE)
    number = opaque_id("CO", secrets.token_hex(16))
    with record(
        by=by.actor,
        action="reconciliation.keep_comparison",
        purpose=by.purpose,
        subject=number,
        shown_to=[NEUTRAL],
        request=request,
    ) as act:
        kept = Comparison.objects.create(
            number=number,
            lists=dict(result.lists),
            pairs_sha256=digest_of(result.pairs),
            counts=dict(result.counts),
            submissions=dict(result.owners),
            parameters=dict(result.parameters),
            started_by=by.person,
            at=timezone.now(),
            entry=act.sequence,
        )
        act.made(kept)
        _write(kept, result)
        stale = list(_no_longer_shown(kept, result))
        take_from_queue(act, stale)
        for some in _portions([pair.number for pair in stale]):
            Pair.objects.filter(pk__in=some).update(is_current=False)
        place_pairs(act, Pair.objects.filter(comparison=kept).order_by("number").iterator(chunk_size=2000))
        for some in _portions(sorted(_spoken_of(kept))):
            order_anew(act, Pair.objects.filter(pk__in=some))
    return number


def _portions(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))


def _write(kept: Comparison, result: Result) -> None:
    """Write all pairs; those that stood before keep their numbers."""
    before = _numbers_before(result)
    standing = in_review([_claim(pair) for pair in result.pairs])
    rows = [_row(kept, result, pair, found) for pair, found in zip(result.pairs, standing, strict=True)]
    numbers = _new_numbers(sum((row.left, row.right) not in before for row in rows))
    for row in rows:
        row.number = before.get((row.left, row.right)) or next(numbers)
    Pair.objects.bulk_create(
        rows, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["number"], update_fields=_WEIGHED
    )


def _numbers_before(result: Result) -> dict[tuple[str, str], str]:
    """Two aliases to the number of their pair, for every pair that one of these entries stands in."""
    found: dict[tuple[str, str], str] = {}
    aliases = sorted({result.aliases[end] for pair in result.pairs for end in (pair.left, pair.right)})
    for some in _portions(aliases):
        rows = Pair.objects.filter(left__in=some).values_list("left", "right", "number")
        found |= {(left, right): number for left, right, number in rows}
    return found


def _claim(pair: WeighedPair) -> Claim:
    is_proposed = pair.decision == Decision.MATCH
    return Claim(pair.left, pair.right, _list_of(pair.left), _list_of(pair.right), pair.probability, is_proposed)


def _row(kept: Comparison, result: Result, pair: WeighedPair, found: InReview) -> Pair:
    (left, left_entry), (right, right_entry) = sorted((result.aliases[end], end) for end in (pair.left, pair.right))
    return Pair(
        comparison=kept,
        left=left,
        right=right,
        left_entry=left_entry,
        right_entry=right_entry,
        left_party=result.owners[_list_of(left_entry)],
        right_party=result.owners[_list_of(right_entry)],
        lists=" ".join(sorted({_list_of(left_entry), _list_of(right_entry)})),
        probability=pair.probability,
        decision=pair.decision,
        verdict=pair.verdict,
        reasons=[list(reason) for reason in pair.reasons],
        turning=[kept_point(point) for point in pair.turning],
        against=pair.against,
        rank=found.rank,
        settles=found.settles,
        is_current=True,
    )


def _list_of(entry: str) -> str:
    return entry.partition("/")[0]


def _between(result: Result) -> list[str]:
    return [" ".join(sorted(set(pair))) for pair in combinations_with_replacement(sorted(result.lists), 2)]


def _no_longer_shown(kept: Comparison, result: Result) -> Iterator[Pair]:
    """Pairs of these lists and of the versions they replace that nobody has spoken of and nothing proposes any more."""
    spoken = Finding.objects.filter(retracted_at__isnull=True).values("pair")
    old = Q(lists__in=_between(result))
    for submission in result.replaced:
        old |= Q(lists__startswith=submission) | Q(lists__endswith=submission)
    pairs = Pair.objects.filter(old, is_current=True).exclude(comparison=kept).exclude(number__in=spoken)
    return pairs.iterator(chunk_size=2000)


def _spoken_of(kept: Comparison) -> set[str]:
    """Pairs of the comparison that the neutral has spoken of before: what they settle is settled."""
    found = Finding.objects.filter(party=NEUTRAL, retracted_at__isnull=True, pair__in=kept.pairs.values("number"))
    return set(found.values_list("pair", flat=True))


def _new_numbers(count: int) -> Iterator[str]:
    """Numbers that no pair bears; so many are drawn that two may be alike."""
    drawn: set[str] = set()
    while len(drawn) < count:
        fresh = {opaque_id("PA", secrets.token_hex(16)) for _ in range(count - len(drawn))}
        for some in _portions(sorted(fresh)):
            fresh -= set(Pair.objects.filter(pk__in=some).values_list("number", flat=True))
        drawn |= fresh
    return iter(sorted(drawn))
