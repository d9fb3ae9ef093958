"""Missing persons whom no remains at hand can tell apart: two brothers without children, for example.

Two missing persons of a family are symmetric where exchanging them changes the likelihood of no way to fill it. What is
said of one of them is then said of the other, and a pairing is proposed with the set, never with one name.
"""

from __future__ import annotations

from collections.abc import Sequence

from homeward.kinship.together.fillings import Filling
from homeward.kinship.together.states import EQUAL


def symmetric_sets(families: Sequence[Sequence[Filling]], missing: Sequence[str]) -> list[tuple[str, ...]]:
    """Sets of two or more, each in the order of ``missing``.

    Args:
        families: of each all ways to fill it that can be, but the empty one.
        missing: ids of all missing persons, in the order of the answer.
    """
    place = {id_: at for at, id_ in enumerate(missing)}
    found: list[tuple[str, ...]] = []
    for ways in families:
        ratios = {frozenset(one.of.items()): one.log_ratio for one in ways}
        persons = sorted({m for one in ways for m in one.of}, key=place.__getitem__)
        sets: list[list[str]] = []
        for m in persons:
            here = next((one for one in sets if _are_symmetric(ratios, one[0], m)), None)
            if here is None:
                sets.append([m])
            else:
                here.append(m)
        found += [tuple(one) for one in sets if len(one) > 1]
    return sorted(found, key=lambda one: place[one[0]])


def _are_symmetric(ratios: dict[frozenset[tuple[str, str]], float], one: str, other: str) -> bool:
    exchanged = {one: other, other: one}
    for way, ratio in ratios.items():
        mirrored = ratios.get(frozenset((exchanged.get(m, m), v) for m, v in way))
        if mirrored is None or abs(mirrored - ratio) > EQUAL:
            return False
    return True
