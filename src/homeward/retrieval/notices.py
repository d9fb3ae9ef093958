"""Notices before a window, what they say about the law, and times as each side reads them.

A notice reaches a side's units 48 hours before opening, 24 if both sides agreed that it is urgent (practice of
humanitarian notification, OCHA). It changes no duty under the law: GC I art. 15 ¶1 binds "at all times", and AP I
art. 33(4) protects teams "while exclusively carrying out these duties".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from homeward.words import _

ORDINARY, URGENT = dt.timedelta(hours=48), dt.timedelta(hours=24)

#: On every paper of a window.
DISCLAIMER = _(
    "This notice changes no duty under international humanitarian law and is no guarantee of safety. Search for the "
    "dead is a duty at all times (First Geneva Convention, art. 15 ¶1). Teams are respected and protected while they "
    "exclusively carry out this work (Additional Protocol I, art. 33(4))."
)


def notice_needed(*, urgent: bool) -> dt.timedelta:
    """How long before opening a notice must have been sent."""
    return URGENT if urgent else ORDINARY


def notice_is_in_time(sent: dt.datetime, opens: dt.datetime, *, urgent: bool) -> bool:
    """Whether a notice sent at ``sent`` keeps the hours; exactly 48 (24) hours before is in time."""
    return opens - sent >= notice_needed(urgent=urgent)


def latest_notice(opens: dt.datetime, *, urgent: bool) -> dt.datetime:
    """The last instant at which a notice is in time."""
    return opens - notice_needed(urgent=urgent)


def in_all_zones(instant: dt.datetime, sides: Sequence[str], zones: Mapping[str, ZoneInfo]) -> tuple[str, ...]:
    """An instant in UTC, then as each side's clocks show it: ``20.06.2025 06:00``, summer time included."""
    clocks = (dt.UTC, *(zones[side] for side in sides))
    return tuple(f"{instant.astimezone(zone):%d.%m.%Y %H:%M}" for zone in clocks)


def clock(instant: dt.datetime, zone: dt.tzinfo) -> str:
    """Hours and minutes as a zone's clocks show them."""
    return f"{instant.astimezone(zone):%H:%M}"
