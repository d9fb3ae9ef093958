"""Every address of the desk and every operation of its API, with the door that each stands behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from homeward.access.doors import NEEDS, OF_EVERY_MEMBER
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer

#: Modules whose views stand behind no door of ours, and why. A module that none of its views needs any more is struck.
OPEN = {
    "allauth.": "signing in, one's own factors and sessions: nobody else's matters",
    "homeward.access.views.sign_in.": "the same, in our own words",
    "ninja.": "what the API is, the same for everybody",
}
#: Single views, likewise.
OPEN_VIEWS = {
    "functools.partial": "the root of the API, where nothing is",
    "homeward.access.views.me.factors": "one's own factors, also before the first is set up",
    "homeward.access.views.me.remove_passkey": "the same",
    "homeward.web.api.no_operation": "says that there is no such operation, whoever asks",
    "homeward.web.demo.demo": "only there with --demo and from the same machine: who can sign in to a demo",
    "homeward.web.health.alive": "says that the server answers, and nothing else",
    "homeward.web.language.language": "the language of whoever has not signed in yet",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One method of one address.

    Args:
        route: with arguments in angle brackets, from the root.
        method: of HTTP.
        view: whatever answers.
        is_operation: whether it is one of the API.
    """

    route: str
    method: str
    view: Callable[..., object]
    is_operation: bool = False

    @property
    def arguments(self) -> list[str]:
        """Names of what stands in angle brackets."""
        return [name.rpartition(":")[2] for name in re.findall(r"<([^>]+)>", self.route)]

    @property
    def place(self) -> str:
        """What stands before the first argument: things of one kind stand in one place, on pages and in the API."""
        return self.route.removeprefix("api/").partition("<")[0].strip("/")

    @property
    def needs(self) -> tuple[Record, Right] | None:
        """The right its door asks for."""
        return next((NEEDS[view] for view in _layers(self.view) if view in NEEDS), None)

    @property
    def is_of_every_member(self) -> bool:
        return any(view in OF_EVERY_MEMBER for view in _layers(self.view))

    @property
    def is_open(self) -> bool:
        name = f"{self.view.__module__}.{getattr(self.view, '__name__', type(self.view).__name__)}"
        return name.startswith(tuple(OPEN)) or name in OPEN_VIEWS

    def opens_for(self, viewer: Viewer) -> bool:
        """Whether the policy lets this viewer in."""
        return self.needs is None or viewer.may(self.needs[1], self.needs[0])

    def url(self, first: str = "", others: Mapping[str, str] = MappingProxyType({})) -> str:
        """The address of something: its first argument, and the others where it has more."""
        names = self.arguments
        values = {name: others.get(name, first) for name in names[1:]} | dict.fromkeys(names[:1], first)
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], self.route)

    def __str__(self) -> str:
        return f"{self.method} /{self.route}"


def _layers(view: Callable[..., object]) -> Iterator[Callable[..., object]]:
    """A view and what its decorators were put around."""
    at: Callable[..., object] | None = view
    while at is not None:
        yield at
        at = getattr(at, "__wrapped__", None)


def addresses(patterns: Sequence[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[Address]:
    """Every address that ``web.urls`` answers, each with every method it may be asked with."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif (operations := _operations(pattern.callback)) is not None:
            for operation in operations.operations:
                yield from (Address(route, method, operation.view_func, True) for method in operation.methods)
        else:
            yield from (Address(route, method, pattern.callback) for method in ("GET", "POST"))


def _plain(route: str) -> str:
    """The route of a pattern that may be a regular expression of a library."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).removeprefix("^").removesuffix(r"\Z").removesuffix("$")


def _operations(view: Callable[..., object]) -> PathView | None:
    cells = getattr(view, "__closure__", None) or ()
    return next((cell.cell_contents for cell in cells if isinstance(cell.cell_contents, PathView)), None)


def without_door(found: Sequence[Address]) -> list[str]:
    """Addresses that say nothing about who may open them."""
    return sorted({str(one) for one in found if one.needs is None and not one.is_of_every_member and not one.is_open})
