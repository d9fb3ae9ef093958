"""Doors: every page and operation says which right to which kind of record it needs, and is shut without it.

What a door lets through is then fetched by a gate, which decides record by record. A record that a viewer may not see
and one that does not exist give the same answer: ``NotThere``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


class DeskRequest(HttpRequest):
    """A request of a member who has signed in with both factors; ``middleware`` sees to it."""

    viewer: Viewer


class NotThere(Http404):
    """There is no such record for this viewer; whether it exists is not said."""


#: What each door needs, by view: the walk over all addresses compares it with the policy.
NEEDS: dict[Callable[..., object], tuple[Record, Right]] = {}


def door(
    record: Record, right: Right = Right.READ
) -> Callable[[Callable[Concatenate[DeskRequest, P], R]], Callable[Concatenate[DeskRequest, P], R]]:
    """Shut a view to whoever has no such right to any record of the kind."""

    def shut(view: Callable[Concatenate[DeskRequest, P], R]) -> Callable[Concatenate[DeskRequest, P], R]:
        @wraps(view)
        def opened(request: DeskRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            need(request.viewer, record, right)
            return view(request, *args, **kwargs)

        NEEDS[opened] = (record, right)
        return opened

    return shut


def need(viewer: Viewer, record: Record, right: Right) -> None:
    """Refuse a viewer who has no such right to any record of the kind.

    Raises:
        PermissionDenied: answered with a page that says which offices may.
    """
    if not viewer.may(right, record):
        raise PermissionDenied(f"{record.value} {right.value}")
