"""Python's cycle collector, told to rest while a large round is read, planned or written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let Python's cycle collector rest while millions of small lasting values are made: it would look through all
    of them again and again, a sixth of the time of a large round, and find nothing.
    """
    was_working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_working:
            gc.enable()
