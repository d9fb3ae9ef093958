"""How long work tells whoever waits how far it is, without knowing whether a terminal or a browser shows it.

A computation takes ``progress: Progress = silent`` and calls ``progress(stage, done, total)`` now and then. Raising
from the callback stops the work: that is how a person's "stop" arrives.
"""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage in words, the steps done and the steps in all (0 when unknown)."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None: ...


def silent(stage: str, done: int = 0, total: int = 0) -> None:
    """Nobody waits, or nobody wants to be told."""
