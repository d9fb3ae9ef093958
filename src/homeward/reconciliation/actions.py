"""What people do about lists that were compared: keep the result, decide pairs."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.canonical import Json
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.reconciliation.models import Comparison, PairDecision

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a side: two entries by list and number, ``same``, ``different`` or ``unsure``, and the day."""

    left_list: str
    left_id: str
    right_list: str
    right_id: str
    decision: str
    decided_on: dt.date


def keep_comparison(
    *,
    by: Actor,
    lists: Mapping[str, str],
    pairs: Path,
    counts: Mapping[str, Json],
    request: str = "",
) -> int:
    """Record that lists were compared; the neutral compares, and the neutral alone sees the counts.

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
        kept = Comparison.objects.create(number=number, lists=dict(lists), pairs_sha256=digest, counts=dict(counts))
        act.made(kept)
    return act.sequence


def decide_pairs(*, by: Actor, decisions: Iterable[Decided], request: str = "") -> int:
    """Record what a side decides about pairs, one by one or in bulk; that side and the neutral see it.

    Returns:
        The number of the entry.

    Raises:
        as ``ledger.actions.record``.
    """
    number = opaque_id("DE", secrets.token_hex(16))
    with record(
        by=by,
        action="reconciliation.decide_pairs",
        purpose=Purpose.EXCHANGE,
        subject=number,
        shown_to=[by.side, NEUTRAL],
        request=request,
    ) as act:
        rows = [
            PairDecision(
                number=f"{number}/{place}",
                side=by.side,
                left_list=one.left_list,
                left_id=one.left_id,
                right_list=one.right_list,
                right_id=one.right_id,
                decision=one.decision,
                decided_on=one.decided_on,
            )
            for place, one in enumerate(decisions, 1)
        ]
        PairDecision.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
        act.made(*rows)
        act.tells("decided", len(rows))
    return act.sequence
