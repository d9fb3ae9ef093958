"""What waits for somebody: one line of the home page, made by each room's ``gate.waiting_for(viewer)``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of a kind wait, and where.

    Args:
        count: how many; a room gives no line for none.
        one, many: the sentence in both English forms with ``{n}``, marked by ``_n`` where it is written.
        url: the list of just these.
        due: the earliest day any of them is due, if one is.
    """

    count: int
    one: str
    many: str
    url: str
    due: dt.date | None = None
