"""Functions compiled to machine code: what is done letter by letter or pair by pair, millions of times.

The compiled form is kept beside the source, or in the user's cache where that cannot be written, so that only the
first run on a machine waits for it. A compiled function sees arrays, numbers and named tuples of them, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
from numba import types

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """Compile for one thread at a time; several threads may run it at once."""
    made: Any = numba.njit(cache=True, nogil=True)(function)
    template = made.get_call_template

    def template_for(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        return template(tuple(map(_plain, arguments)), named)

    # Numba would compile a copy for each constant it is called with and each width of whole numbers: minutes, not seconds
    made.get_call_template = template_for
    kept: Function = made
    return kept


def _plain(argument: Any) -> Any:
    """The type of an argument, constants and short whole numbers as whole numbers of 64 bits."""
    plain = types.unliteral(argument)
    return types.int64 if isinstance(plain, types.Integer) and plain is not types.uint64 else plain
