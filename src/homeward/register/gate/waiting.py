"""What of the register waits for a viewer on the home page."""

from __future__ import annotations

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.desk.waiting import Waiting
from homeward.register.gate.contradictions import contradictions_for
from homeward.words import _n


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Open contradictions, for those who may settle them."""
    if not viewer.may(Right.DECIDE, Record.CONTRADICTION):
        return []
    count = contradictions_for(viewer).filter(is_open=True).count()
    if not count:
        return []
    one, many = _n("{n} contradiction is open", "{n} contradictions are open")
    return [Waiting(count, one, many, "/contradictions/?state=open")]
