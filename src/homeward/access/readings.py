"""Reading a name is itself recorded: who, in which office, for what purpose, whose."""

from __future__ import annotations

from collections.abc import Mapping

from homeward.access.viewer import Viewer
from homeward.ledger.actions import Reading, record_readings
from homeward.ledger.terms import NEUTRAL


def read_names(viewer: Viewer, owners: Mapping[str, str]) -> None:
    """Record that a viewer reads the names of entries or persons; called before they are shown.

    The viewer's party, the neutral and the owners of what is read can see it.

    Args:
        viewer: who reads.
        owners: number of each entry or person to the party whose it is.
    """
    if owners:
        shown_to = sorted({viewer.party, NEUTRAL, *owners.values()})
        record_readings([Reading(viewer.actor, viewer.purpose, sorted(owners), shown_to)])
