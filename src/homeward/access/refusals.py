"""Refusals of this room, as people read them."""

from __future__ import annotations

from homeward.errors import Fault, InputRefused


def refused(found: str, advice: str, where: str = "") -> InputRefused:
    """What was found and what to do, both marked for translation; ``where`` is the field of a form."""
    return InputRefused([Fault("", "", 0, where, found, advice)])


def refuse_alone(proposed_by: str, seconded_by: str) -> None:
    """Refuse what one person would do alone.

    Raises:
        ValueError: both are one person.
    """
    if proposed_by == seconded_by:
        raise ValueError("an office is given by two persons")
