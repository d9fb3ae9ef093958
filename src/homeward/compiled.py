"""Functions compiled to machine code: what is done letter by letter or pair by pair, millions of times.

The compiled form is kept beside the source, or in the user's cache where that cannot be written, so that only the
first run on a machine waits for it. A compiled function sees arrays, numbers and named tuples of them, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile for one thread at a time; several threads may run it at once."""
    made: Function = numba.njit(cache=True, nogil=True)(function)
    return made


def compiled_inline(function: Function) -> Function:
    """Compile into every function that calls it; for small steps of inner loops."""
    made: Function = numba.njit(cache=True, nogil=True, inline="never")(function)
    return made
