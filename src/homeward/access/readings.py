"""Reading a name is itself recorded: who, in which office, for what purpose, whose."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from homeward.access.actions.reading import record_reading
from homeward.access.gate import was_read_since
from homeward.access.viewer import Viewer

#: The same page shown again within this time is the same reading.
ONE_READING = dt.timedelta(minutes=10)


def read_names(viewer: Viewer, owners: Mapping[str, str]) -> None:
    """Record that a viewer reads the names of entries or persons; called once for a page, before they are shown.

    The viewer's party, the neutral and the owner of what is read can see it; where a page shows names of several
    parties, each is an entry of its own, for no side may learn from it what another has listed. The same names read
    again by the same person, in the same office and for the same purpose, are one reading for ten minutes.

    Args:
        viewer: who reads.
        owners: number of each entry or person to the party whose it is.
    """
    since = dt.datetime.now(dt.UTC) - ONE_READING
    for party in (one for one in viewer.parties if one in owners.values()):
        of_party = {number: owner for number, owner in owners.items() if owner == party}
        digest = reading_digest(viewer, of_party)
        if not was_read_since(digest, since):
            record_reading(by=viewer, owners=of_party, digest=digest)


def reading_digest(viewer: Viewer, owners: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, of who reads, in which office, for which purpose, under which glass, and what."""
    who = (viewer.person, viewer.role.value, viewer.purpose.value, viewer.glass_number)
    return hashlib.sha256("\0".join((*who, *sorted(owners))).encode()).hexdigest()
