"""Which parts of a text about a place are names of it, and which are the region around it: that takes the gazetteer."""

from __future__ import annotations

from homeward.names.place_gazetteer import gazetteer
from homeward.names.place_writing import PlaceText


def names_and_regions(read: PlaceText) -> tuple[list[str], list[str]]:
    """Sort the parts without a type word: "Башкортостан, Уфа" and "Уфа, Башкортостан", but "м. Київ, Дарниця"."""
    known = gazetteer()
    names, regions = list(read.names), list(read.regions)
    for part in read.beside:
        (regions if known.find_regions(part) else names).append(part)
    if len(read.names) == 1 < len(names) and known.is_region(names[0]):
        regions.append(names.pop(0))
    return names, regions
