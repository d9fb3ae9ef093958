"""What a person typed to name a place or an institution, turned into its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from homeward.access.doors import NotThere
from homeward.access.viewer import Viewer
from homeward.errors import Fault, InputRefused
from homeward.identifiers import is_whole
from homeward.register.gate.places import ShownPlace
from homeward.words import _

Search = Callable[[Viewer, str], Sequence[ShownPlace]]
Find = Callable[[Viewer, str], object]


def number_of(viewer: Viewer, text: str, find: Find, search: Search) -> str:
    """The number of the one thing that ``text`` means: a number, or a name that means one thing that is spoken of.

    Raises:
        InputRefused: it means none, or several.
    """
    text = text.strip()
    if not text:
        return ""
    if is_whole(text.upper()):
        try:
            find(viewer, text.upper())
        except NotThere:
            raise InputRefused([_fault(_("There is no such number."), _("Look it up in the list."))]) from None
        return text.upper()
    found = [one for one in search(viewer, text) if one.number]
    if len(found) == 1:
        return found[0].number
    if not found:
        raise InputRefused(
            [_fault(_("Nobody has spoken of it yet."), _("Name it in its own list first, then write its number here."))]
        )
    raise InputRefused([_fault(_("The name means several."), _("Write the number instead of the name."))])


def _fault(found: str, advice: str) -> Fault:
    return Fault("", "", 0, "other", found, advice)
