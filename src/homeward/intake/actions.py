"""What a party does when it hands something in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from homeward.identifiers import opaque_id
from homeward.intake.kinds import SubmissionKind
from homeward.intake.models import Submission, SubmittedRow
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Actor, Purpose

_ROWS_AT_ONCE = 2000


def hand_in(
    *,
    by: Actor,
    kind: SubmissionKind,
    file: Path,
    rows: Iterable[tuple[int, Mapping[str, str]]],
    declared_rows: int | None = None,
    purpose: Purpose = Purpose.EXCHANGE,
    request: str = "",
) -> int:
    """Hand in a table: the file as it is and every row of it, under one entry of the record.

    The party that hands it in and the neutral see it; the other side sees that something was recorded, and no more.

    Args:
        by: who hands it in, for which side.
        kind: what the table speaks of.
        file: the file, kept byte for byte.
        rows: number of each row in the file, its heading being row 1, and its cells as written by heading.
        declared_rows: how many rows the party says it holds; ours are counted beside it.
        purpose: what it is handed in for.
        request: idempotency key.

    Returns:
        The number of the entry, from which a receipt is made.

    Raises:
        as ``ledger.actions.record``.
    """
    data = file.read_bytes()
    number = opaque_id("SB", secrets.token_hex(16))
    with record(
        by=by,
        action="intake.hand_in",
        purpose=purpose,
        subject=number,
        shown_to=[by.side, NEUTRAL],
        request=request,
    ) as act:
        submission = Submission(
            number=number,
            party=by.side,
            kind=kind.value,
            label=file.stem,
            file_name=file.name,
            file=data,
            file_sha256=hashlib.sha256(data).hexdigest(),
            declared_rows=declared_rows,
            counted_rows=0,
        )
        entries = [
            SubmittedRow(number=f"{number}/{row}", submission=submission, cells=dict(cells)) for row, cells in rows
        ]
        submission.counted_rows = len(entries)
        submission.save(force_insert=True)
        SubmittedRow.objects.bulk_create(entries, batch_size=_ROWS_AT_ONCE)
        act.made(submission, *entries)
        act.tells("file", {"name": file.name, "sha256": submission.file_sha256})
        act.tells("rows", {"counted": len(entries), "declared": declared_rows})
    return act.sequence
