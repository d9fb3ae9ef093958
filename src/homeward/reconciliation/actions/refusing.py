"""Saying no in one sentence."""

from __future__ import annotations

from homeward.errors import Fault, InputRefused


def refuse_unless(holds: bool, advice: str, found: str = "", column: str = "") -> None:
    """Refuse with one fault unless something holds.

    Args:
        holds: what must be so.
        advice: a marked sentence: what to do.
        found: what it is about, such as the number of a pair.
        column: the field of a form it is about.

    Raises:
        InputRefused: it does not hold.
    """
    if not holds:
        raise InputRefused([Fault("", "", 0, column, found, advice)])
