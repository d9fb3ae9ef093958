"""Names are read: an entry of the record, and the rows by which it is found. What is taken home of them likewise."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.models import NameReading
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL


def record_reading(*, by: Viewer, owners: Mapping[str, str], digest: str) -> int:
    """Record that a viewer reads names; gives the number of the entry.

    The viewer's party, the neutral and the owners of what is read can see it. Which names they were is content, so
    that it can be erased.

    Args:
        by: who reads.
        owners: number of each entry or person to the party whose it is.
        digest: of who reads what, as ``readings`` makes it.
    """
    concerned = sorted(set(owners.values()))
    with record(
        by=by.actor,
        action="ledger.read_names",
        purpose=by.purpose,
        subject=by.glass_number,
        shown_to={by.party, NEUTRAL, *concerned},
    ) as act:
        act.tells("read", sorted(owners))
        now = timezone.now()
        NameReading.objects.bulk_create(
            NameReading(
                sequence=act.sequence,
                party=party,
                person=by.person,
                role=by.role.value,
                reader_party=by.party,
                purpose=by.purpose.value,
                glass=by.glass_number,
                owners=concerned,
                names=len(owners),
                digest=digest,
                at=now,
            )
            for party in sorted({by.party, *concerned})
        )
    return act.sequence


def record_export(*, by: Viewer, rows: int) -> None:
    """Record that somebody takes home a file of who has read names."""
    need(by, Record.READING, Right.EXPORT)
    with record(
        by=by.actor,
        action="access.export_readings",
        purpose=by.purpose,
        subject="",
        shown_to={by.party, NEUTRAL},
    ) as act:
        act.tells("rows", rows)
