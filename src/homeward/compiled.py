"""Functions compiled to machine code: what is done letter by letter or pair by pair, millions of times.

The compiled form is kept beside the source, or in the user's cache where that cannot be written, so that only the
first run on a machine waits for it. A compiled function sees arrays, numbers, records and named tuples of them, nothing
else. Change a function, and remove what was kept of those that call it in other files: Numba looks at one file only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])
_njit: Any = numba.njit
_types: Any = numba.types


def compiled(function: Function) -> Function:
    """Compile for one thread at a time; several threads may run it at once."""
    made: Function = _with_plain_arguments(_njit(cache=True, nogil=True, error_model="numpy")(function))
    return made


def compiled_step(function: Function) -> Function:
    """Compile a step that only compiled functions call."""
    alone = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    made: Function = _with_plain_arguments(_njit(cache=True, nogil=True, error_model="numpy", **alone)(function))
    return made


def _with_plain_arguments(made: Any) -> Any:
    """Hand on constants and short whole numbers as whole numbers of 64 bits.

    Otherwise Numba compiles a copy of a function for each constant it is called with: minutes instead of seconds.
    """
    template = made.get_call_template

    def template_for(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        return template(tuple(map(_plain, arguments)), named)

    made.get_call_template = template_for
    return made


def _plain(argument: Any) -> Any:
    plain = _types.unliteral(argument)
    return _types.int64 if isinstance(plain, _types.Integer) and plain is not _types.uint64 else plain
