"""Doors: every page and operation says which right to which kind of record it needs, and is shut without it.

What a door lets through is then fetched by a gate, which decides record by record. A record that a viewer may not see
and one that does not exist give the same answer: ``NotThere``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from homeward.access.terms import Record, Right, Role
from homeward.access.viewer import Viewer
from homeward.words import Language

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class OpenGlass:
    """The emergency access that is open in the session: its number, the office opened, when it ends."""

    number: str
    role: Role
    until: dt.datetime

    @property
    def minutes_left(self) -> int:
        """Whole minutes until it ends, the one begun counted."""
        return -(-max(0, int((self.until - dt.datetime.now(dt.UTC)).total_seconds())) // 60)


class DeskRequest(HttpRequest):
    """A request of a member who has signed in with both factors; ``middleware`` sees to it."""

    viewer: Viewer
    language: Language
    glass: OpenGlass | None


class NotThere(Http404):
    """There is no such record for this viewer; whether it exists is not said."""


#: What each door needs, by view: the walk over all addresses compares it with the policy.
NEEDS: dict[Callable[..., object], tuple[Record, Right]] = {}

#: Views that every member may open: one's own page, the policy, the words of the desk.
OF_EVERY_MEMBER: set[Callable[..., object]] = set()


def door(
    record: Record, right: Right = Right.READ
) -> Callable[[Callable[Concatenate[DeskRequest, P], R]], Callable[Concatenate[DeskRequest, P], R]]:
    """Shut a view to whoever has no such right to any record of the kind."""

    def shut(view: Callable[Concatenate[DeskRequest, P], R]) -> Callable[Concatenate[DeskRequest, P], R]:
        def opened(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
            need(request.viewer, record, right)
            return view(request, *args, **kwargs)

        update_wrapper(opened, view)
        NEEDS[opened] = (record, right)
        return opened

    return shut


def every_member(
    view: Callable[Concatenate[DeskRequest, P], R],
) -> Callable[Concatenate[DeskRequest, P], R]:
    """Say that a view is open to whoever has signed in: it shows nothing but the viewer's own matters."""
    OF_EVERY_MEMBER.add(view)
    return view


def need(viewer: Viewer, record: Record, right: Right) -> None:
    """Refuse a viewer who has no such right to any record of the kind.

    Raises:
        PermissionDenied: answered with a page that says which offices may.
    """
    if not viewer.may(right, record):
        raise PermissionDenied(f"{record.value} {right.value}")
