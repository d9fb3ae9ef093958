"""From a form to an action: what every page of this room that writes does alike."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from homeward.errors import Fault, InputRefused
from homeward.ledger.actions import AlreadyRecorded


def new_request() -> str:
    """The idempotency key of a form that is about to be shown."""
    return secrets.token_hex(16)


def acted(do: Callable[[], object]) -> Sequence[Fault]:
    """Do it; gives what was refused. What was recorded before counts as done."""
    try:
        do()
    except AlreadyRecorded:
        return ()
    except InputRefused as refusal:
        return refusal.faults
    return ()
