"""Decisions about pairs that a side took away from the desk, brought in as it handed them over."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.reconciliation.models import Finding
from homeward.reconciliation.states import Ground, Said

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a side: two entries by alias, what is said of them, the two persons who said it, and the day."""

    left: str
    right: str
    said: Said
    first_by: str
    second_by: str
    decided_on: dt.date


def decide_pairs(*, by: Actor, decisions: Iterable[Decided], request: str = "") -> int:
    """Record what a side decided about pairs away from the desk; that side and the neutral see it.

    They stand as findings of no comparison: nothing is put to the other side, nobody is joined.

    Args:
        by: who hands them over.
        decisions: each by two different persons.
        request: idempotency key.

    Returns:
        The number of the entry.

    Raises:
        ValueError: one person decided alone.
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
        rows = []
        for place, one in enumerate(decisions, 1):
            if one.first_by == one.second_by:
                raise ValueError("a pair is decided by two persons")
            day = dt.datetime.combine(one.decided_on, dt.time(), dt.UTC)
            rows.append(
                Finding(
                    number=f"{number}/{place}",
                    pair=f"{number}/{place}",
                    left=one.left,
                    right=one.right,
                    party=by.side,
                    said=one.said.value,
                    grounds=[Ground.ENTRIES.value],
                    basis={},
                    first_by=one.first_by,
                    first_at=day,
                    second_by=one.second_by,
                    second_at=day,
                )
            )
        Finding.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
        act.made(*rows)
        act.tells("decided", len(rows))
    return act.sequence
