"""The rooms of the desk as the rail at the left of every page names them, and who finds which there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.words import _


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a page of one, that the rail leads to.

    Args:
        label: marked words.
        path: its address; it is shown where the viewer may do ``right`` to any ``record``, to all where that is None.
        key: the letter after ``g`` that leads there, "" for none.
        also: beginnings of other addresses that are inside the room.
    """

    label: str
    path: str
    record: Record | None = None
    key: str = ""
    right: Right = Right.READ
    also: tuple[str, ...] = ()

    def opens_for(self, viewer: Viewer) -> bool:
        """Whether the viewer finds the door open."""
        return self.record is None or viewer.may(self.right, self.record)


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place as one viewer's rail has it."""

    label: str
    path: str
    key: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Places under a heading; the first group has none."""

    title: str
    places: Sequence[ShownPlace]


GROUPS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("", (Place(_("What waits"), "/", key="h"),)),
    (
        _("Lists and pairs"),
        (
            Place(_("Lists"), "/lists/", Record.SUBMISSION, "l", also=("/entries/",)),
            Place(_("Pairs to decide"), "/reconcile/", Record.PAIR, "r", also=("/pairs/",)),
            Place(_("Queries"), "/queries/", Record.QUERY, "q"),
            Place(_("What is shown"), "/sharing/", Record.SHARING, "w"),
            Place(_("Statistics"), "/statistics/", Record.STATISTICS, "t"),
            Place(_("Try two names"), "/try/", key="z"),
        ),
    ),
    (
        _("Register"),
        (
            Place(_("Persons"), "/persons/", Record.PERSON, "p"),
            Place(_("Places"), "/places/", Record.PLACE, "o"),
            Place(_("Institutions"), "/institutions/", Record.PLACE, "i"),
            Place(_("Contradictions"), "/contradictions/", Record.CONTRADICTION, "c"),
        ),
    ),
    (
        _("Trust"),
        (
            Place(_("The record"), "/record/", Record.VERIFICATION, "e"),
            Place(_("Our entries"), "/record/entries/", Record.RECORD_ENTRY, "y"),
            Place(_("Who has read names"), "/readings/", Record.READING, "n"),
            Place(_("Who may do what"), "/policy/", key="d"),
        ),
    ),
    (
        _("Commission"),
        (
            Place(_("Members"), "/members/", Record.MEMBER, "m"),
            Place(_("Invitations"), "/invitations/", Record.INVITATION, "v"),
            Place(_("Emergency access"), "/emergency/", Record.BREAK_GLASS, "x"),
            Place(_("State of the installation"), "/health/", Record.OPERATION, "s"),
        ),
    ),
)


def rooms_for(viewer: Viewer, path: str) -> list[ShownGroup]:
    """The rail for a viewer who is at ``path``; a room stays marked on the pages inside it."""
    open_groups = [(title, [place for place in places if place.opens_for(viewer)]) for title, places in GROUPS]
    inside = {
        beginning: place.path
        for _title, places in open_groups
        for place in places
        for beginning in (place.path, *place.also)
        if place.path != "/" and path.startswith(beginning)
    }
    here = inside[max(inside, key=len)] if inside else path
    return [
        ShownGroup(title, [ShownPlace(place.label, place.path, place.key, place.path == here) for place in places])
        for title, places in open_groups
        if places
    ]
