"""Search across rooms and scripts: a name, a place, or the number of anything.

Whoever types Aleshki finds Олешки, and is told why. A number leads straight to the room it belongs to, which answers
for what is not there and for what is not the viewer's in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render

from homeward.access.doors import DeskRequest, every_member
from homeward.access.readings import read_names
from homeward.access.viewer import Viewer
from homeward.identifiers import is_whole
from homeward.names.places import place_keys
from homeward.register.gate import (
    ShownEntry,
    ShownPlace,
    search_entries,
    search_institutions,
    search_places,
    shown_entry,
)
from homeward.register.models import ListedEntry

#: So few letters find half of everybody.
FEWEST_LETTERS: Final = 3
_ENTRIES, _PLACES = 50, 10

#: Beginnings of numbers to the address of what they number.
_ROOMS: Final = {
    "EN": "/entries/{number}/",
    "PE": "/persons/{number}/",
    "PL": "/places/{number}/",
    "IN": "/institutions/{number}/",
    "CD": "/contradictions/{number}/",
    "SB": "/lists/{number}/",
    "PA": "/pairs/{number}/",
    "QU": "/queries/{number}/",
    "JO": "/jobs/{number}/",
    "US": "/members/{number}/",
}


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry as the viewer may see it; birth and place as written; ``why`` it is found, if that does not show."""

    shown: ShownEntry
    born: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place or an institution with its address; ``why`` it is found if its title does not show that."""

    shown: ShownPlace
    url: str
    why: str


@every_member
def search(request: DeskRequest) -> HttpResponse:
    """What is found for ``q``: a whole page, or for HTMX the part of it that changes."""
    text = " ".join(request.GET.get("q", "").split())[:200]
    if (address := address_of(text)) and not request.headers.get("HX-Request"):
        return redirect(address)
    context: dict[str, object] = {"is_searching": True, "sought": text, "fewest": FEWEST_LETTERS, "address": address}
    if len(text) >= FEWEST_LETTERS and not address:
        viewer = request.viewer
        context["entries"] = _entries(viewer, text)
        context["places"] = _places(search_places(viewer, text, _PLACES), text, "places")
        context["institutions"] = _places(search_institutions(viewer, text, _PLACES), text, "institutions")
        context["is_asked"] = True
    return render(request, "web/found.html" if request.headers.get("HX-Request") else "web/search.html", context)


def address_of(text: str) -> str:
    """Where a number leads, "" for what is none: ``pe-7k3q9d2m-x``, ``SB-7K3Q9D2M-X/17``, ``18402`` of the record."""
    number, _slash, row = text.upper().replace(" ", "").partition("/")
    if number.isascii() and number.isdigit() and not row:
        return f"/record/entries/{int(number)}/" if len(number) <= 15 else ""
    if not is_whole(number) or number[:2] not in _ROOMS:
        return ""
    if row:
        return (
            f"/lists/{number}/rows/{int(row)}/" if number.startswith("SB") and row.isascii() and row.isdigit() else ""
        )
    return _ROOMS[number[:2]].format(number=number)


def _entries(viewer: Viewer, text: str) -> list[FoundEntry]:
    entries = search_entries(viewer, text, _ENTRIES)
    read_names(viewer, {entry.alias: entry.party for entry in entries})
    return [_found(viewer, entry, text) for entry in entries]


def _found(viewer: Viewer, entry: ListedEntry, text: str) -> FoundEntry:
    shown = shown_entry(entry, viewer)
    cells = entry.known if shown.is_own else dict(shown.cells)
    place = cells.get("birth_place") or cells.get("last_seen_place") or ""
    is_by_place = bool(place) and not set(place_keys(text).places).isdisjoint(place_keys(place).places)
    why = _why(text, place, ()) if is_by_place else _why(text, shown.title, (shown.latin, *cells.values()))
    return FoundEntry(shown, cells.get("birth_date", ""), place, why)


def _places(places: Iterable[ShownPlace], text: str, room: str) -> list[FoundPlace]:
    return [
        FoundPlace(
            place,
            f"/{room}/{place.number}/" if place.number else f"/{room}/known/{place.gazetteer}/",
            _why(text, place.title, (*place.others, *place.former)),
        )
        for place in places
    ]


def _why(text: str, title: str, others: Iterable[str]) -> str:
    """``Aleshki → Олешки``: what has the words asked for, and what it stands for; "" where the title has them."""
    asked = text.casefold()
    if all(word in title.casefold() for word in asked.split()):
        return ""
    return f"{next((other for other in others if asked in other.casefold()), text)} → {title}"
