"""Functions compiled to machine code: what is done letter by letter or pair by pair, millions of times.

The compiled form is kept beside the source, or in the user's cache where that cannot be written, so that only the
first run on a machine waits for it, and the first after a change in the room. A compiled function sees arrays, numbers,
records and named tuples of them, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., object])
_njit: Any = numba.njit
_types: Any = numba.types


def compiled(function: Function) -> Function:
    """Compile for one thread at a time; several threads may run it at once."""
    made: Function = _prepared(function, {})
    return made


def compiled_step(function: Function) -> Function:
    """Compile a step that only compiled functions call."""
    made: Function = _prepared(function, {"no_cpython_wrapper": True, "no_cfunc_wrapper": True})
    return made


def compiled_within(function: Function) -> Function:
    """Compile a step into the one function that calls it: less to compile than a step by itself."""
    made: Function = _njit(nogil=True, error_model="numpy", inline="always")(function)
    return made


def _prepared(function: Any, options: dict[str, bool]) -> Any:
    """Compile, and hand on constants and short whole numbers as whole numbers of 64 bits.

    Otherwise Numba compiles a copy of a function for each constant it is called with: minutes instead of seconds.
    """
    try:
        made = _njit(cache=True, nogil=True, error_model="numpy", **options)(function)
        # Numba asks whether the function's own file has changed; steps that it calls stand in others of the room
        made._cache._cache_file._source_stamp = _stamp(Path(function.__code__.co_filename).parent)
    except RuntimeError:  # nowhere to keep it: compiled anew in every process
        made = _njit(nogil=True, error_model="numpy", **options)(function)
    template = made.get_call_template

    def template_for(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        return template(tuple(map(_plain, arguments)), named)

    made.get_call_template = template_for
    return made


@cache
def _stamp(folder: Path) -> tuple[float, int]:
    """When a source of the folder, or this file, was last changed, and the size of all."""
    found = [path.stat() for path in (Path(__file__), *folder.glob("*.py"))]
    return max(stat.st_mtime for stat in found), sum(stat.st_size for stat in found)


def _plain(argument: Any) -> Any:
    plain = _types.unliteral(argument)
    return _types.int64 if isinstance(plain, _types.Integer) and plain is not _types.uint64 else plain
